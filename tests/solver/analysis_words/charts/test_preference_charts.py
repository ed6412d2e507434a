"""How outcomes compare, scales, and what a rule says, as charts: by worked values."""

from fractions import Fraction
from typing import Any

import pytest

from solver.analysis_words.charts.preference_charts import (
    MOST,
    _most_telling,
    order_chart,
    rule_chart,
    scale_chart,
)
from solver.analysis_words.verdict.statement import Proof, Sign, Statement
from solver.document.model import Document
from solver.errors import QuandaryError
from solver.explain.case import Case
from solver.rules import solve
from solver.words.names import Names
from tests.documents.trees import choice, document, labelled, outcome
from tests.documents.worked import single_souring

F = Fraction
S = [outcome("low", "s", 1), outcome("high", "s", 2), outcome("as high", "s", 2)]


def made(*ends: dict[str, Any], **keys: Any) -> Document:
    tree = choice("n", *((f"to {end['id']}", end["id"]) for end in ends))
    return document(tree, list(ends), **keys)


def test_outcomes_stand_in_their_order_with_the_hue_of_their_scale() -> None:
    rain = {"id": "w", "label": "Rain $r_1$"}
    found = order_chart(made(*S, outcome("other", "t", 7), rain))
    assert found.places == (
        (("low", 0),), (("high", 0), ("as high", 0)), (("other", 1),), (("Rain r₁", None),),
    )  # fmt: skip
    edges = [(edge.above, edge.below, edge.covers) for edge in found.covers.edges]
    assert edges == [(1, 0, True)]
    assert found.has_gaps
    # low, high and as high each have a gap to both others, and these two to each other.
    assert found.description == "Better outcomes stand higher. 7 pairs have a preferential gap."


def test_one_gap_and_none() -> None:
    one = order_chart(made(S[0], outcome("other", "t", 7)))
    assert one.description.endswith(" 1 pair has a preferential gap.")
    none = order_chart(made(*S))
    assert not none.has_gaps
    assert none.description.endswith(" There is no preferential gap.")


def test_outcomes_without_an_order_have_no_chart() -> None:
    clash = {"better": [["a", "b"], ["b", "c"], ["c", "a"]]}
    with pytest.raises(QuandaryError, match="clash"):
        order_chart(made(*map(outcome, "abc"), preferences=clash))
    with pytest.raises(QuandaryError, match="no outcome"):
        order_chart(Document())


def test_scales_have_their_ends_and_their_outcomes_a_row_each() -> None:
    found = scale_chart(Names(made(*S, outcome("other", "t", 7), outcome("alone"))))
    assert [(row.name, row.scale, row.points) for row in found.rows] == [
        ("s", 0, ((F(1), "low"), (F(2), "high"), (F(2), "as high"))),
        ("t", 1, ((F(7), "other"),)),
    ]
    assert [(row.axis.low, row.axis.high) for row in found.rows] == [(1, 2), (7, 7)]
    assert found.description == "Further right is more. Values on different scales do not compare."
    assert scale_chart(Names(made(*S))).description == "Further right is more."
    with pytest.raises(QuandaryError, match="stands on a scale"):
        scale_chart(Names(made(outcome("alone"))))


def test_several_criteria_have_a_row_each_where_something_is_stated() -> None:
    ends = [outcome("x", "s", {"m": 1, "h": 2}), outcome("y", "s", {"m": 3, "h": 0})]
    more = outcome("z", "t", {"m": 5})
    criteria = [{"id": "m", "label": "Money"}, {"id": "h"}]
    found = scale_chart(Names(made(*ends, more, criteria=criteria)))
    assert [(row.name, row.axis.low, row.axis.high) for row in found.rows] == [
        ("s: Money", 1, 3), ("s: h", 0, 2), ("t: Money", 5, 5),
    ]  # fmt: skip
    assert found.rows[1].points == ((F(2), "x"), (F(0), "y"))


def test_a_rule_says_what_it_asks_for_and_what_it_comes_to() -> None:
    souring = labelled(single_souring())
    found = rule_chart(Case.of(souring), solve(souring, "naive"), Names(souring))
    words, sizes = zip(*found.sentences, strict=True)
    assert sizes[:2] == ("usual", "bold")
    assert words[1] == "3 of 3 plans are permitted."
    assert found.description == f"{words[0]} {words[1]}"
    assert found.sentences[2:6] == (
        ("No branch is forced", "usual"),
        ("both branches are permitted at both choices", "small"),
        ("1 dominated by a plan: exploitable", "usual"),
        ("“go on; then take A-”, by “take A”", "small"),
    )
    assert sizes[2:].count("usual") == MOST


def test_what_is_to_be_looked_at_goes_before_what_is_as_it_should_be() -> None:
    def said(sign: Sign, title: str) -> Statement:
        return Statement(title, sign, title, "", Proof.PLANS)

    good = [said(Sign.GOOD, f"good {n}") for n in range(MOST)]
    bad, look, plain = (said(s, s.name) for s in (Sign.BAD, Sign.LOOK, Sign.PLAIN))
    all_ = [good[0], look, *good[1:], plain, bad]
    assert _most_telling(all_) == [good[0], look, plain, bad]
    assert _most_telling(good[:2]) == good[:2]

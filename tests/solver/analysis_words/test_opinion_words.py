"""What opinions expect, in words: ranges, one number where they agree, scales with how likely they are."""

from fractions import Fraction
from typing import Any

import pytest

from solver.analyses.expectations import expectations
from solver.analysis_words.opinion_words import about_opinions, range_texts
from solver.analysis_words.verdict.headline import headline
from solver.document.model import Document
from solver.rules import RULES, solve
from solver.words.names import Names
from tests.documents.trees import chance, document, outcome

ENDS = [outcome("x", "s", 1), outcome("y", "s", 4), outcome("z", "t", 9), outcome("w")]


def bet(won: str, lost: str, *opinions: str, ends: list[Any] = ENDS, **keys: Any) -> Document:
    return document(
        chance("c", ("a", won, {"probability": "p"}), ("b", lost, {"probability": "1-p"})),
        ends,
        parameters=[{"id": "p", "value": "1/2"}],
        opinions=[{"id": f"o{i}", "parameters": {"p": p}} for i, p in enumerate(opinions)],
        **keys,
    )


def told(made: Document) -> list[str]:
    return range_texts(Names(made), made, expectations(made).prospects["c"])


@pytest.mark.parametrize(
    ("won", "lost", "said"),
    [
        ("x", "y", ["2 – 3"]),
        ("x", "x", ["1"]),
        ("x", "z", ["s 1/3 – 2/3, 1", "t 1/3 – 2/3, 9"]),
        ("y", "w", ["s 1/3 – 2/3, 4", "Rain 1/3 – 2/3"]),
        ("w", "w", []),
    ],
)
def test_by_scale(won: str, lost: str, said: list[str]) -> None:
    ends = [*ENDS[:3], {"id": "w", "label": "Rain"}]
    assert told(bet(won, lost, "1/3", "2/3", ends=ends)) == said


def test_several_criteria_are_named() -> None:
    ends = [outcome("x", "s", {"m": 1, "h": 2}), outcome("y", "s", {"m": 4, "h": 2})]
    criteria = [{"id": "m", "label": "Money"}, {"id": "h", "label": "Health"}]
    assert told(bet("x", "y", "1/3", "2/3", ends=ends, criteria=criteria)) == [
        "Money 2 – 3, Health 2"
    ]


def test_a_prospect_under_one_opinion_is_no_range() -> None:
    made = bet("x", "y")
    assert told(made) == [str(Fraction(5, 2))]


def test_mixtures_of_opinions_count_where_a_completion_has_to_make_a_plan_best() -> None:
    made = bet("x", "y", "1/3", "2/3")
    assert about_opinions(made, rule=RULES["e-admissible"]).endswith("mixtures of them count.")
    assert about_opinions(made, rule=RULES["dsm"]) == about_opinions(made)
    assert headline(made, solve(made, "e-admissible")).sub.endswith("mixtures of them count")
    assert headline(made, solve(made, "dsm")).sub == ""
    one = bet("x", "y", "1/3")
    assert headline(one, solve(one, "e-admissible")).sub == ""


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("eu", "best as the opinions are weighed"),
        ("gamma-maximin", "maximal, and best by the worst that opinions expect"),
        ("gamma-maximax", "maximal, and best by the best that opinions expect"),
        ("hurwicz", "maximal, and best by a weighted mean of the worst and the best"),
        ("interval-dominance", "at best not worse than any other plan is at worst"),
        ("maximin", "best by the worst end that any opinion holds possible"),
        ("maximax", "best by the best end that any opinion holds possible"),
    ],
)
def test_rules_that_take_opinions_in_a_way_of_their_own_say_how(rule: str, said: str) -> None:
    completion = {"scales": {"s": {"weight": 1}}}
    two, one = (bet("x", "y", *own, completion=completion) for own in (("1/3", "2/3"), ("1/3",)))
    assert f"{RULES[rule].title}: {said}" in about_opinions(two, rule=RULES[rule])
    assert headline(two, solve(two, rule)).sub.startswith(said)
    assert headline(one, solve(one, rule)).sub == ""


@pytest.mark.parametrize(
    ("opinions", "alone", "said"),
    [
        ((), None, "One opinion: every chance is one number."),
        (("1/3",), None, "One opinion: its numbers count, not the parameters’ own values."),
        (("1/3", "2/3"), None, "2 opinions: one plan is better than another"),
        (("1/3", "2/3"), "o1", "Only “o1” is looked at"),
    ],
)
def test_how_many_there_are(opinions: tuple[str, ...], alone: str | None, said: str) -> None:
    assert about_opinions(bet("x", "y", *opinions), alone).startswith(said)

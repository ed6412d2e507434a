"""Values for outcomes that have none: the numbers that they are called by, or 0 below payoffs."""

from dataclasses import replace

import pytest
from msgspec import structs

from solver.analysis_words.verdict.headline import unsolvable
from solver.checks import check
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import CountFromZero, EndHere, PayoffsAlone, StatePreference, UseNumbers
from solver.edits.valuing import called_by_numbers
from solver.errors import EditError
from solver.rules import solve
from tests.documents.edited import NUMBERED
from tests.documents.trees import chance, choice, document, outcome


def test_numbers_become_values_on_the_scale_that_the_others_share() -> None:
    found = UseNumbers().apply(NUMBERED).outcomes
    said = {
        id_: (o.scale, o.value.text) for id_, o in found.items() if isinstance(o.value, Numeral)
    }
    assert said == {
        "half": ("s", "1/2"), "o1": ("s", "4.85"), "−3": ("s", "-3"), "o2": ("s", "10 / 4"),
    }  # fmt: skip
    assert found["7"].value is None  # of which something else is stated
    assert called_by_numbers(UseNumbers().apply(NUMBERED)) == {}


def _texaco() -> Document:
    """With payoffs on branches, and outcomes that say nothing."""
    court = chance(
        "court",
        ("b1", "big", {"probability": "0.2", "payoff": "10.3"}),
        ("b2", "five", {"probability": "0.5", "payoff": 5}),
        ("b3", "nothing", {"probability": "#", "payoff": 0}),
    )
    tree = choice("who", ("b4", "two", {"payoff": 2}), ("b5", court))
    return document(tree, [outcome(id_) for id_ in ("big", "five", "nothing", "two")])


def test_payoffs_alone_are_what_expected_utility_goes_by() -> None:
    made = PayoffsAlone().apply(_texaco())
    (plan,) = solve(made, "eu").plans
    assert dict(plan.plan.choices) == {"who": "b5"}
    assert PayoffsAlone().apply(made) is made


def test_ends_without_an_outcome_share_one() -> None:
    made = _texaco()
    ends = [id_ for id_, node in made.nodes.items() if node.outcome in ("big", "five")]
    for end in ends:
        made = EndHere(end).apply(made)
    assert {made.nodes[end].outcome for end in ends} == {"end"}
    assert made.outcomes["end"].value == Numeral.of(0)


def test_an_outcome_of_that_label_on_another_scale_is_another() -> None:
    made = document(choice("n", ("b", "end"), ("c", "A")), [outcome("end", "s", 0), outcome("A")])
    own = {**made.outcomes, "end": structs.replace(made.outcomes["end"], label="end")}
    (first, *_) = (id_ for id_, node in made.nodes.items() if node.outcome == "A")
    ended = EndHere(first).apply(replace(made, outcomes=own))
    assert ended.outcomes[str(ended.nodes[first].outcome)].scale is None


def _of_two_criteria() -> Document:
    """Payoffs count on a cost of which no outcome says anything; one stands alone, one is not in the tree."""
    tree = choice("n", ("b", "good", {"payoff": {"cost": 2}}), ("c", "alone"))
    quality = [outcome(id_, value={"quality": 3}) for id_ in ("good", "unused")]
    criteria = [{"id": "quality"}, {"id": "cost", "better": "less"}]
    return document(tree, [*quality, outcome("alone")], criteria=criteria)


def test_payoffs_on_a_criterion_of_which_outcomes_say_nothing() -> None:
    """All on a scale have values on the same criteria, also those that are not below the payoff."""
    made = _of_two_criteria()
    assert {finding.code for finding in check(made)} == {"payoff.criterion"}
    alone = PayoffsAlone().apply(made)
    assert not check(alone)
    assert alone.outcomes["alone"].scale_name == alone.outcomes["good"].scale_name
    from_zero = CountFromZero("b", "cost").apply(made)
    assert not check(from_zero)
    assert from_zero.outcomes["alone"].value is None
    zero = Numeral.of(0)
    for after in (alone, from_zero):
        for id_ in ("good", "unused"):
            assert after.outcomes[id_].value == {"quality": Numeral.of(3), "cost": zero}


def test_a_scale_that_others_share_is_none_of_its_own() -> None:
    outcomes = [outcome("A", "s"), outcome("B", "s", 1)]
    made = document(choice("n", ("b", "A", {"payoff": 1}), ("c", "B")), outcomes)
    assert CountFromZero("b", "value").apply(made).outcomes["A"].scale == "A"


@pytest.mark.parametrize("kind", ["better", "equal"])
def test_what_is_stated_is_not_broken_by_values_of_zero(kind: str) -> None:
    made = StatePreference("big", "five", kind).apply(_texaco())
    with pytest.raises(EditError, match=r"worth 0 \(“big”, “five”\)"):
        PayoffsAlone().apply(made)
    first = next(finding for finding in check(made) if finding.code == "payoff.criterion")
    assert unsolvable(made, first).edit is None
    for branch in ("b4", "b5"):
        made = CountFromZero(branch, "value").apply(made)
    assert not check(made)

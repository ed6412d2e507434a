"""Values for outcomes that have none: the numbers that they are called by, or 0 below payoffs."""

import pytest

from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import EndHere, PayoffsAlone, UseNumbers
from solver.edits.valuing import called_by_numbers, number_in
from solver.rules import solve
from tests.documents.edited import NUMBERED
from tests.documents.trees import chance, choice, document, outcome


@pytest.mark.parametrize(
    ("label", "number"),
    [("4.85", "4.85"), (" −3 ", "-3"), ("$5", "5"), ("- € 1/2", "-1/2"), ("10%", "10%")],
)
def test_a_label_that_is_a_number(label: str, number: str) -> None:
    assert number_in(label) == Numeral.typed(number)


@pytest.mark.parametrize("label", ["", "A", "A 1", "$A^+$", "1 000 or so", "1/0", "p", "5 $", "#"])
def test_a_label_that_is_a_name(label: str) -> None:
    assert number_in(label) is None


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

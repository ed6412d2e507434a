"""A completion that fits what is stated: it does, whatever is stated; and what a completion makes of outcomes."""

from fractions import Fraction
from typing import Any

import pytest

from solver.document.elements import Completion, ScaleUtility
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.document.values import criterion_values
from solver.preferences.stated_completion import fitting_completion, utilities_under
from solver.preferences.statements import signed
from tests.documents.at_random.random_documents import random_document
from tests.documents.trees import choice, document, outcome

F = Fraction


def utilities(made: Document, completion: Completion) -> dict[str, Fraction]:
    ends = [
        (each, signed(made, criterion_values(made, each.value))) for each in made.outcomes.values()
    ]
    return dict(zip(made.outcomes, utilities_under(made, completion, ends), strict=True))


@pytest.mark.parametrize("seed", range(40))
def test_it_respects_whatever_is_stated(seed: int) -> None:
    made = random_document(seed)
    completion = fitting_completion(made)
    if completion is None:  # statements that clash, or nothing at all to weigh
        assert made.preferences.better or made.preferences.equal or not made.outcomes
        return
    of = utilities(made, completion)
    for better, worse in made.preferences.better:
        assert of[better] > of[worse]
    for one, other in made.preferences.equal:
        assert of[one] == of[other]
    for one in made.outcomes.values():
        for other in made.outcomes.values():
            if one.scale_name is None or one.scale_name != other.scale_name:
                continue
            values = [signed(made, criterion_values(made, each.value)) for each in (one, other)]
            gains = [values[0][c] - values[1][c] for c in values[0]]
            if any(gains) and min(gains) >= 0:
                assert of[one.id] > of[other.id]


def alone(*ids: str, **keys: Any) -> Document:
    return document(choice("n", *((i, i) for i in ids)), [outcome(i) for i in ids], **keys)


def test_where_nothing_is_stated_few_outcomes_tie() -> None:
    made = alone("a", "b", "c")
    completion = fitting_completion(made)
    assert completion is not None
    assert len(set(utilities(made, completion).values())) == 3


def test_clashing_statements_have_none() -> None:
    cycle = {"better": [["a", "b"], ["b", "c"], ["c", "a"]]}
    assert fitting_completion(alone("a", "b", "c", preferences=cycle)) is None
    assert fitting_completion(Document()) is None


def test_utilities_under_a_completion() -> None:
    """Cost counts twice, and against: 1/2 + 3 · 4 − 2 · 1; one weight for all is one for each."""
    ends = [
        outcome("x", "s", {"cost": 1, "h": 4}),
        outcome("y", "t", {"cost": 5, "h": 1}),
        outcome("z", "u", {"cost": 1, "h": 1}),
        outcome("w"),
    ]
    made = document(
        choice("n", *((e["id"], e["id"]) for e in ends)),
        ends,
        criteria=[{"id": "cost", "better": "less"}, {"id": "h"}],
        parameters=[{"id": "p", "value": "1/2"}],
    )
    completion = Completion(
        scales={
            "s": ScaleUtility(
                weight={"cost": Numeral("2"), "h": Numeral("3")}, offset=Numeral("p")
            ),
            "t": ScaleUtility(weight=Numeral("2")),
            "u": ScaleUtility(),
        },
        alone={"w": Numeral("7*p")},
    )
    assert utilities(made, completion) == {"x": F(21, 2), "y": -8, "z": 0, "w": F(7, 2)}

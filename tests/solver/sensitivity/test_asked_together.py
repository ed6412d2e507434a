"""Which rules are asked beside the one that is shown along a parameter."""

from typing import Any

import pytest

from solver.errors import NotSolvable
from solver.sensitivity import asked_together
from solver.sensitivity.asked_together import ruled
from tests.documents.trees import choice, document, outcome

MADE = document(
    choice("n", ("a", "x"), ("b", "y")),
    [outcome("x", "s", "p"), outcome("y", "s", 1)],
    parameters=[{"id": "p", "value": 0, "min": 0, "max": 2}],
)


@pytest.mark.parametrize(
    ("rule", "beside"),
    [
        ("caprice", ["dsm", "e-admissible"]),
        ("dsm", ["e-admissible"]),
        ("e-admissible", []),  # what is best under a completion is maximal
    ],
)
def test_what_is_maximal_and_what_may_be_best_is_asked_once(
    rule: str, beside: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = asked_together.thresholds

    def noted(made: Any, parameter: str, id_: str, **keys: Any) -> Any:
        asked.append(id_)
        return real(made, parameter, id_, **keys)

    monkeypatch.setattr(asked_together, "thresholds", noted)
    told: list[float] = []
    found = ruled(MADE, "p", rule, None, told.append)
    assert asked == [rule, *beside]
    assert told == sorted(told)
    assert 0 <= told[0] <= told[-1] == 0.9
    assert found.values is not None


def test_a_rule_beside_that_has_no_answer_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    real = asked_together.thresholds

    def refusing(made: Any, parameter: str, id_: str, **keys: Any) -> Any:
        if id_ != "caprice":
            raise NotSolvable([])
        return real(made, parameter, id_, **keys)

    monkeypatch.setattr(asked_together, "thresholds", refusing)
    heard: list[Any] = []
    found = ruled(MADE, "p", "caprice", heard=heard.append)
    assert heard[-1] is found.found

"""What is expected at the nodes, in lines from the root on."""

import pytest

from solver.analyses.expectations import expectations
from solver.analysis_words import rolled_back_words
from solver.analysis_words.rolled_back_words import rolled_back_lines
from solver.document.model import Document
from solver.rules import solve
from solver.words.names import Names
from tests.documents.trees import chance, choice, document, labelled, outcome

HALF = {"probability": "1/2"}
ENDS = [outcome("x", "s", 1), outcome("y", "s", 4), outcome("w")]
COIN = chance("coin", ("h", "x", HALF), ("t", "y", HALF))


def lines(made: Document, rule: str | None = None) -> list[str]:
    return rolled_back_lines(
        Names(made), expectations(made, None if rule is None else solve(made, rule))
    )


def test_choices_tell_what_each_branch_is_worth_and_chances_what_is_expected() -> None:
    made = labelled(document(choice("n", ("p", COIN), ("q", "y", {"label": "stop"})), ENDS))
    assert lines(made, "eu") == ["At “n”: p (5/2) · stop (4)", "“coin”: EV 5/2"]
    assert lines(made) == ["“coin”: EV 5/2"]  # nothing is solved, so that the choice has no value


def test_a_node_without_a_label_is_described_and_not_quoted() -> None:
    made = document(
        choice("n", ("p", COIN, {"label": "go on"}), ("q", "y", {"label": "stop"})), ENDS
    )
    assert lines(made, "eu") == [
        "At the first choice: go on (5/2) · stop (4)",
        "The chance node after “go on”: EV 5/2",
    ]


def test_a_branch_without_a_value_is_left_out() -> None:
    made = labelled(document(choice("n", ("p", "x"), ("q", COIN), ("r", "w")), ENDS))
    solution = solve(made, "dsm")
    plan = next(entry.plan for entry in solution.plans if entry.plan.choices["n"] == "q")
    assert rolled_back_lines(Names(made), expectations(made, solution, plan)) == [
        "At “n”: p (1) · q (5/2)",
        "“coin”: EV 5/2",
    ]
    assert lines(document(choice("n", ("p", "w"), ("q", "w")), ENDS)) == []


@pytest.mark.parametrize(("most", "said"), [(1, ["At “n”: p (5/2) · q (1)", "…"]), (2, None)])
def test_no_more_lines_than_can_be_read(
    most: int, said: list[str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rolled_back_words, "MOST_NODES", most)
    made = labelled(document(choice("n", ("p", COIN), ("q", "x")), ENDS))
    assert lines(made, "eu") == (said or ["At “n”: p (5/2) · q (1)", "“coin”: EV 5/2"])

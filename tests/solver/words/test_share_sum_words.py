"""What is said of the sum of a node's probabilities, or policy numbers."""

import pytest
from msgspec import structs

from solver.checks import check
from solver.document.numerals import Numeral
from solver.words.share_sum_words import sum_sentence
from tests.documents.trees import chance, choice, document, outcome

ENDS = [outcome("x"), outcome("y")]


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("1/4", "3/4", "Probabilities: the sum is 1."),
        ("1/4", None, "Probabilities: the sum is 1."),
        (None, None, "Probabilities: all equal."),
        ("1/4", "1/4", "⚠ Probabilities: the sum is 1/2, and it must be 1."),
        ("3/2", "-1/2", "⚠ Probabilities: each must be from 0 to 1."),
        ("3/2", None, "⚠ Probabilities: the sum is 3/2, and it must be 1."),
        ("0", None, "Probabilities: the sum is 1."),
        ("q", "1/4", "Probabilities: some cannot be computed."),
    ],
)
def test_probabilities(one: str | None, other: str | None, said: str) -> None:
    keys = [{} if own is None else {"probability": own} for own in (one, other)]
    made = document(chance("c", ("a", "x", keys[0]), ("b", "y", keys[1])), ENDS)
    assert sum_sentence(made, "c", made.children("c")) == said


@pytest.mark.parametrize("typed", ["0.1 – 0.8", "0.1 – 0."])
def test_an_interval_that_is_typed_has_no_sum_yet(typed: str) -> None:
    made = document(chance("c", ("a", "x"), ("b", "y", {"probability": "1/2"})), ENDS)
    one, other = made.children("c")
    shown = structs.replace(one, probability=Numeral(typed))
    assert "becomes a parameter" in sum_sentence(made, "c", [shown, other])
    assert sum_sentence(made, "c", [one, other]) == "Probabilities: the sum is 1."


@pytest.mark.parametrize(
    ("other", "value", "total", "findings"),
    [
        (
            "0",
            "0.45",
            "between 0.1 and 0.8, as opinions differ",
            3,
        ),  # never 0.45, which nobody typed
        ("1", "0.45", "between 1.1 and 1.8, as opinions differ", 3),
        ("0.2", "0.45", "13/20", 2),  # right in one of them: as the parameter itself says
        ("0.2", "0.8", "3/10", 1),  # wrong in one of them alone
        ("1 - 0.1", "0.1", "17/10", 1),
    ],
)
def test_what_opinions_differ_about_sums_to_an_interval_where_none_of_them_is_right(
    other: str, value: str, total: str, findings: int
) -> None:
    made = document(
        chance("c", ("a", "x", {"probability": "p"}), ("b", "y", {"probability": other})),
        ENDS,
        parameters=[{"id": "p", "value": value}],
        opinions=[{"id": end, "parameters": {"p": end}} for end in ("0.1", "0.8")],
    )
    said = sum_sentence(made, "c", made.children("c"))
    assert said == f"⚠ Probabilities: the sum is {total}, and it must be 1."
    found = check(made)
    assert len(found) == findings
    assert found[0].message.endswith(f" sum to {total}; they must sum to 1.")


def test_what_is_left_in_no_opinion() -> None:
    made = document(
        chance("c", ("a", "x", {"probability": "p + 1"}), ("b", "y")),
        ENDS,
        parameters=[{"id": "p", "value": "0.45"}],
        opinions=[{"id": end, "parameters": {"p": end}} for end in ("0.1", "0.8")],
    )
    assert "the sum is between 1.1 and 1.8" in sum_sentence(made, "c", made.children("c"))


def test_policy_numbers_of_a_choice() -> None:
    made = document(choice("n", ("a", "x", {"policy": 1}), ("b", "y", {"policy": 1})), ENDS)
    assert sum_sentence(made, "n", made.children("n")) == (
        "⚠ Policy: the sum is 2, and it must be 1."
    )

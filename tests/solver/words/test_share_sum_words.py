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


def test_what_opinions_differ_about_sums_to_an_interval() -> None:
    """Never to the middle of it, which nobody typed."""
    made = document(
        chance("c", ("a", "x", {"probability": "p"}), ("b", "y", {"probability": "0"})),
        ENDS,
        parameters=[{"id": "p", "value": "0.45"}],
        opinions=[{"id": end, "parameters": {"p": end}} for end in ("0.1", "0.8")],
    )
    said = sum_sentence(made, "c", made.children("c"))
    assert said == "⚠ Probabilities: the sum is 0.1 to 0.8, and it must be 1."
    assert check(made)[0].message.endswith("sum to 0.1 to 0.8; they must sum to 1.")


def test_policy_numbers_of_a_choice() -> None:
    made = document(choice("n", ("a", "x", {"policy": 1}), ("b", "y", {"policy": 1})), ENDS)
    assert sum_sentence(made, "n", made.children("n")) == (
        "⚠ Policy: the sum is 2, and it must be 1."
    )

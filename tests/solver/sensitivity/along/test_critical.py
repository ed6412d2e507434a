"""At which values of a parameter verdicts may change: worked by hand, and where it is too much to say."""

from fractions import Fraction
from typing import Any

import pytest

from solver.document.model import Document
from solver.sensitivity.along import critical
from solver.sensitivity.thresholds import thresholds
from tests.documents.trees import chance, choice, document, outcome


def bet(probability: str, **keys: Any) -> Document:
    """A bet on p against 1, beside a sure 2."""
    coin = chance("c", ("h", "x", {"probability": probability}), ("t", "y", {"probability": "#"}))
    return document(
        choice("n", ("bet", coin), ("sure", "z")),
        [outcome("x", "s", "p"), outcome("y", "s", 1), outcome("z", "s", 2)],
        parameters=[{"id": "p", "value": 0, "min": 0, "max": 4}, {"id": "q", "value": "1/2"}],
        **keys,
    )


ONE = bet("1/2")  # worth (p + 1)/2: 2 where p is 3
#: Worth (p + 2)/3 and (2p + 1)/3: 2 where p is 4, and where it is 5/2.
TWO = bet("q", opinions=[{"id": f"o{k}", "parameters": {"q": f"{k}/3"}} for k in (1, 2)])

EXPECTED = (
    "eu",
    "naive",
    "caprice",
    "e-admissible",
    "dsm",
    "sophisticated",
    "credence",
    "minimax-regret",
)


@pytest.mark.parametrize(
    ("made", "rules", "ends"),
    [
        (ONE, (*EXPECTED, "gamma-maximin", "gamma-maximax", "interval-dominance"), {0, 3, 4}),
        (ONE, ("maximax",), {0, 2, 4}),
        (ONE, ("maximin",), {0, 4}),
        (TWO, ("naive", "caprice", "e-admissible", "dsm", "sophisticated"), {0, Fraction(5, 2), 4}),
        (TWO, ("gamma-maximin",), {0, 4}),
        (TWO, ("gamma-maximax", "interval-dominance"), {0, Fraction(5, 2), 4}),
    ],
)
def test_verdicts_change_there(made: Document, rules: tuple[str, ...], ends: set[Fraction]) -> None:
    for rule in rules:
        found = thresholds(made, "p", rule)
        assert found.is_complete, rule
        assert {end.value for piece in found.pieces for end in (piece.low, piece.high)} == ends, (
            rule
        )


@pytest.mark.parametrize(
    ("made", "rule", "of"),
    [
        (ONE, "maximin", "values"),
        (ONE, "caprice", "plans"),
        (ONE, "credence", "plans"),
        (TWO, "naive", "plans"),
        (TWO, "caprice", "plans"),
        (TWO, "gamma-maximin", "plans"),
    ],
)
def test_where_there_are_too_many_pairs_it_says_so(
    made: Document, rule: str, of: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(critical, "MOST_PAIRS", 0)
    found = thresholds(made, "p", rule)
    assert found.incomplete == f"There are too many {of} to compare each with each."


def test_so_many_values_are_compared_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three values: nine pairs, of which every other is the same turned round."""
    monkeypatch.setattr(critical, "MOST_PAIRS", 4)
    assert thresholds(ONE, "p", "maximin").is_complete
    monkeypatch.setattr(critical, "MOST_PAIRS", 3)
    assert not thresholds(ONE, "p", "maximin").is_complete

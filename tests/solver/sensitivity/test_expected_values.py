"""Expected utility at many points at once, against solving the document at each of them."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from solver.document.elements import BY_POLICY
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import SetConduct, SetParameter
from solver.rules import solve
from solver.sensitivity.expected_values import ManyBest, many_best
from tests.documents.trees import Tree, chance, choice, document, outcome

GRID = [Fraction(k, 16) for k in range(1, 16)]


def asked(made: Document, name: str = "p") -> ManyBest | None:
    return many_best(made, {name: np.array([float(value) for value in GRID])})


def bet(first: Any, *rest: Any, **keys: Any) -> Document:
    """A bet with these probabilities of 0, 3 and 9, or a sure payment of 2 beside a fee."""
    shares = [{} if own is None else {"probability": own} for own in (first, *rest)]
    branches = [(f"b{n}", f"x{n}", share) for n, share in enumerate(shares)]
    tree: Tree = choice("n", ("bet", chance("c", *branches)), ("sure", "two", {"payoff": "fee"}))
    ends = [outcome(f"x{n}", "s", value) for n, value in enumerate((0, 3, 9)[: len(shares)])]
    return document(
        tree,
        [*ends, outcome("two", "s", 2)],
        **{"parameters": [{"id": "p", "value": "1/2"}, {"id": "fee", "value": "-p/3"}], **keys},
    )


@pytest.mark.parametrize(
    "shares",
    [
        ("p", "1-p"), ("p", "#"), ("p", None), (None, None), ("p/2", None, None), ("p/2", "p/4", "#"), ("p^2", "1-p^2"),
        ("1/(1+p)", "#"), ("p/(1/p + 1)", "#"), ("p^3/2", "#"), ("(1-p)^2", "2*p*(1-p)", "p*p"), ("2^-1*p", "#"),
        ("1/4", "3/4"), ("50%*p", "#"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("less", [False, True])
def test_as_if_each_point_were_solved(shares: tuple[str | None, ...], less: bool) -> None:
    keys = {"criteria": [{"id": "cost", "better": "less"}]} if less else {}
    made = bet(*shares, **keys)
    found = asked(made)
    assert found is not None
    for place, value in enumerate(GRID):
        solution = solve(SetParameter("p", {"value": Numeral.of(value)}).apply(made), "eu")
        assert solution.value is not None
        assert found.values[place] == pytest.approx(float(solution.value))
        if not found.unsure[place]:
            for branch, best in found.best.items():
                assert bool(best[place]) is solution.branches[branch].permitted, (value, branch)
    assert found.unsure.sum() <= 1  # where both are worth the same


def test_what_is_too_near_to_tell_is_named() -> None:
    tied = document(
        choice("n", ("a", "x"), ("b", "y")),
        [outcome("x", "s", "p"), outcome("y", "s", "1/2")],
        parameters=[{"id": "p", "value": "1/2"}],
    )
    found = asked(tied)
    assert found is not None
    assert [value for value, unsure in zip(GRID, found.unsure, strict=True) if unsure] == [
        Fraction(1, 2)
    ]
    assert found.best["a"].tolist() == [value >= Fraction(1, 2) for value in GRID]
    assert found.best["b"].tolist() == [value <= Fraction(1, 2) for value in GRID]


@pytest.mark.parametrize(
    ("shares", "sure"),
    [
        (("p - 1/4", "#"), lambda p: p > Fraction(1, 4)),
        (("p + 1/4", "#"), lambda p: p < Fraction(3, 4)),
        (("p", "1/2"), lambda p: p == Fraction(1, 2)),
        (("p", "p"), lambda p: p == Fraction(1, 2)),
    ],
)
def test_shares_that_are_none_are_left_to_who_decides_exactly(
    shares: tuple[str, ...], sure: Any
) -> None:
    found = asked(bet(*shares))
    assert found is not None
    assert [not unsure for unsure in found.unsure] == [sure(value) for value in GRID]


@pytest.mark.parametrize(
    "text", ["min(p, 1/2)", "abs(p)", "if(p < 1/2, p, 1/2)", "p^(1/2)", "p^p", "p^65", "p^-1/9"]
)
def test_what_is_decided_by_cases_is_not_worked_out_at_once(text: str) -> None:
    assert asked(bet(text, "#")) is None


def test_nor_is_what_has_gaps_opinions_curves_or_conduct() -> None:
    tree = choice("n", ("a", "x"), ("b", "y"))
    ends = [outcome("x", "s", "p"), outcome("y", "t", 1)]
    p = [{"id": "p", "value": "1/2"}]
    assert asked(document(tree, ends, parameters=p)) is None
    same = [ends[0], outcome("y", "s", 1)]
    assert asked(document(tree, same, parameters=p)) is not None
    opinions = [{"id": "o", "parameters": {"p": "1/3"}}, {"id": "u", "parameters": {"p": "2/3"}}]
    assert asked(document(tree, same, parameters=p, opinions=opinions)) is None
    curve = {"kind": "points", "points": [[0, 0], [1, 2]]}
    assert asked(document(tree, same, parameters=p, scales=[{"id": "s", "utility": curve}])) is None
    assert asked(document(tree, same)) is None  # p is unknown: it cannot be solved at all
    settled = SetConduct("n", BY_POLICY).apply(document(tree, same, parameters=p))
    assert asked(settled) is None

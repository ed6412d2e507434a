"""Utility curves as functions: where they are defined, where they are rational, and turned back."""

from fractions import Fraction

import pytest

from solver.preferences.curves.curve import MOST_RATIO, Curve

F = Fraction
RISING = ((F(0), F(0)), (F(1), F(3)), (F(4), F(4)))
FALLING = ((F(0), F(4)), (F(3), F(3)), (F(4), F(0)))


@pytest.mark.parametrize(
    ("curve", "value", "problem"),
    [
        (Curve("exponential", F(2)), 2 * MOST_RATIO, ""),
        (Curve("exponential", F(2)), -2 * MOST_RATIO, ""),
        (Curve("exponential", F(2)), 2 * MOST_RATIO + 1, "is more than 10000 times the risk tolerance"),
        (Curve("exponential", F(2), sign=-1), -2 * MOST_RATIO - 1, "is more than 10000 times the risk tolerance"),
        (Curve("log"), 1, ""),
        (Curve("log"), 0, "has no logarithm"),
        (Curve("log"), -1, "has no logarithm"),
        (Curve("power", F(1, 2)), 0, ""),
        (Curve("power", F(1, 2)), -1, "has no such power"),
        (Curve("power", F(-1, 2)), 0, "has no such power"),
        (Curve("power", F(-1, 2)), 1, ""),
        (Curve("points", points=RISING), 0, ""),
        (Curve("points", points=RISING), 4, ""),
        (Curve("points", points=RISING), 5, "lies beyond the points"),
        (Curve("points", points=RISING), -1, "lies beyond the points"),
    ],
)  # fmt: skip
def test_where_it_is_defined(curve: Curve, value: int, problem: str) -> None:
    assert curve.problem(F(value)).startswith(problem)
    assert bool(curve.problem(F(value))) is bool(problem)


@pytest.mark.parametrize(
    ("curve", "value", "utility"),
    [
        (Curve("exponential", F(2)), F(0), F(0)),
        (Curve("exponential", F(2)), F(1), None),
        (Curve("log"), F(1), F(0)),
        (Curve("log"), F(2), None),
        (Curve("power", F(2)), F(3), F(9)),
        (Curve("power", F(-2)), F(2), F(-1, 4)),
        (Curve("power", F(1, 2)), F(0), F(0)),
        (Curve("power", F(1, 2)), F(1), F(1)),
        (Curve("power", F(-1, 2)), F(1), F(-1)),
        (Curve("power", F(1, 2)), F(4), None),
        (Curve("points", points=RISING), F(1, 2), F(3, 2)),
        (Curve("points", points=RISING), F(2), F(10, 3)),
        (Curve("points", points=RISING), F(1), F(3)),
    ],
)
def test_where_it_is_plainly_rational(
    curve: Curve, value: Fraction, utility: Fraction | None
) -> None:
    assert curve.exact(value) == utility
    if utility is not None:
        assert curve.utility(value, 80) == (utility, utility)


@pytest.mark.parametrize(
    "curve",
    [
        Curve("exponential", F(3)),
        Curve("exponential", F(3), sign=-1),
        Curve("log"),
        Curve("power", F(1, 2)),
        Curve("power", F(-1, 2)),
        Curve("power", F(3)),
        Curve("power", F(-3)),
        Curve("points", points=RISING),
        Curve("points", points=FALLING, sign=-1),
    ],
)
def test_what_is_worth_so_much_is_enclosed_from_both_sides(curve: Curve) -> None:
    """Between the utilities of 3/2 and of 7/2 lie the net values between them."""
    one, other = F(3, 2), F(7, 2)
    ends = [curve.utility(value, 120) for value in (one, other)]
    low, high = curve.certain(min(e[0] for e in ends), max(e[1] for e in ends), 120)
    assert low <= one < other <= high
    assert one - low < F(1, 10**20)
    assert high - other < F(1, 10**20)
    assert (ends[0][0] < ends[1][0]) is (curve.sign > 0)
    alone = curve.certain(*ends[0], 120)
    assert alone[0] <= one <= alone[1]
    assert alone[1] - alone[0] < F(1, 10**20)


def test_nothing_is_worth_nothing() -> None:
    assert Curve("power", F(1, 2)).certain(F(0), F(0), 80) == (0, 0)
    low, high = Curve("power", F(1, 2)).certain(F(0), F(2), 80)
    assert low == 0
    assert high >= 4 > high - F(1, 10**9)

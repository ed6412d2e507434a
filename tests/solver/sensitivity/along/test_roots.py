"""A number between two bounds, however much is known of them."""

from fractions import Fraction
from math import isqrt

import pytest
from flint import fmpz_poly

from solver.sensitivity.along.roots import Root, Roots, between

F = Fraction
HALF, ONE = Root.rational(F(1, 2)), Root.rational(F(1))


def root_of_two() -> Root:
    """The square root of 2, between 1 and 2."""
    return Root(fmpz_poly([-2, 0, 1]), F(1), F(2), -1)  # below zero at 1


@pytest.mark.parametrize(
    ("low", "high"),
    [
        (HALF, ONE),
        (ONE, root_of_two()),
        (root_of_two(), Root.rational(F(3, 2))),
        (Root.somewhere(F(0), F(1, 2)), Root.somewhere(F(3, 4), F(1))),
        (Root.somewhere(F(0), F(1)), root_of_two()),
    ],
)
def test_it_lies_strictly_between(low: Root, high: Root) -> None:
    found = between(low, high)
    assert low.high < found < high.low


def test_between_bounds_that_are_only_sampled_it_is_the_point_that_was_looked_at() -> None:
    low, high = Root.somewhere(F(0), F(1, 2)), Root.somewhere(F(1, 2), F(1))
    assert between(low, high) == F(1, 2)


# ------------------------------------------------------------- roots, comparing, signs there


def roots(*coefficients: int, low: Fraction | int = -10, high: Fraction | int = 10) -> list[Root]:
    return list(Roots(F(low), F(high)).of(fmpz_poly(list(coefficients))))


@pytest.mark.parametrize(
    ("coefficients", "values"),
    [
        ((5,), []),
        ((), []),
        ((1, 2), [-0.5]),
        ((-2, 0, 1), [-(2**0.5), 2**0.5]),
        ((2, 0, -1), [-(2**0.5), 2**0.5]),
        ((2, -2, -1, 1), [-(2**0.5), 1, 2**0.5]),
        ((10, -10, -5, 5, 2, -2, -1, 1), [-(2**0.5), 1, 2**0.5]),  # times x⁴ + 5, which has none
        ((1, 0, 1), []),
        ((4, -4, 1), [2]),
        ((-5, 0, 0, 1), [5 ** (1 / 3)]),
        ((1, -10, 0, 0, 1), [0.10001, 2.120]),
        ((1, 0, -10, 0, 1), [-3.14626, -0.317837, 0.317837, 3.14626]),
        ((-1_000_003, 0, 10_000), [-10.00001, 10.00001]),
    ],
)
def test_the_real_roots_in_their_order(coefficients: tuple[int, ...], values: list[float]) -> None:
    inside = [value for value in values if abs(value) <= 10]
    found = roots(*coefficients)
    assert [float(root.value) for root in found] == pytest.approx(inside, abs=1e-3)
    assert found == sorted(found)
    for root in found:
        assert root.sign(fmpz_poly(list(coefficients))) == 0
        assert root.is_rational or root.low < root.value < root.high


def test_ends_belong_to_what_is_looked_at() -> None:
    assert [root.value for root in roots(1, 2, low=F(-1, 2), high=0)] == [F(-1, 2)]
    assert [root.value for root in roots(1, 2, low=-1, high=F(-1, 2))] == [F(-1, 2)]
    assert roots(1, 2, low=0, high=1) == []
    known = Roots(F(-2), F(2))
    assert known.rational(F(1, 3)) is known.rational(F(1, 3))
    cubic = fmpz_poly([2, -2, -1, 1])
    below, one, above = known.of(cubic)
    assert known.of(cubic) is known.of(cubic)
    assert known.within(cubic, below, above) == (one,)
    assert known.within(cubic, below, one) == ()


def test_comparing_is_exact() -> None:
    """√2 and √3 beside numbers that agree with them to nine places, and with each other's multiples."""
    minus, two = roots(-2, 0, 1)
    again = root_of_two()
    (three,) = roots(-3, 0, 1, low=0)
    (near,) = roots(-2_000_000_001, 0, 1_000_000_000, low=0)
    assert minus < two < near < three
    assert not two < again and not again < two  # noqa: PT018 - one claim
    assert two == again
    assert hash(two) == hash(again)
    assert two != minus
    assert two != three
    low, high = Root.rational(F(141_421_356, 10**8)), Root.rational(F(141_421_357, 10**8))
    assert low < two < high
    assert low < root_of_two() < high
    assert not high < two
    assert not two < low
    assert two != low
    assert low == Root.rational(low.low)
    assert hash(low) == hash(Root.rational(low.low))
    assert low != high
    assert two != "√2"


def test_a_bound_of_which_little_is_known_is_compared_by_its_middle() -> None:
    some, other = Root.somewhere(F(0), F(1)), Root.somewhere(F(1, 4), F(3, 4))
    assert some == other
    assert hash(some) == hash(other)
    assert not some < other
    assert some < Root.somewhere(F(0), F(3, 2))
    assert some < root_of_two()
    assert not root_of_two() < some
    assert not some.is_known
    assert HALF.is_known


@pytest.mark.parametrize(
    ("coefficients", "sign"),
    [
        ((), 0),
        ((3,), 1),
        ((-3,), -1),
        ((-2, 0, 1), 0),
        ((0, -2, 0, 1), 0),  # x times that
        ((-1, 1), 1),
        ((-3, 2), -1),
        ((-141_421_356, 10**8), 1),
        ((-141_421_357, 10**8), -1),
        ((-(141_421_356**2) - 1, 0, 10**16), 1),
    ],
)
def test_signs_at_an_irrational_root(coefficients: tuple[int, ...], sign: int) -> None:
    assert root_of_two().sign(fmpz_poly(list(coefficients))) == sign


def test_a_sign_that_is_very_near_to_zero_is_found_all_the_same() -> None:
    """(x − a)(x − b) between two fractions that agree with √2 to seventy places."""
    scale = 10**70
    whole = isqrt(2 * scale**2)
    for part, sign in ((whole, 1), (whole + 1, -1)):
        assert root_of_two().sign(fmpz_poly([-part, scale])) == sign
    assert Root.rational(F(1, 3)).sign(fmpz_poly([-1, 3])) == 0
    assert Root.rational(F(1, 3)).sign(fmpz_poly([1, -2])) == 1


def test_how_a_root_is_shown() -> None:
    assert repr(Root.rational(F(1, 3))) == "1/3"
    assert "≈ 1.41421356" in repr(root_of_two())

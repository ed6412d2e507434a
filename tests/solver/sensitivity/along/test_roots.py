"""A number between two bounds, however much is known of them."""

from fractions import Fraction

import pytest
from flint import fmpz_poly

from solver.sensitivity.along.roots import Root, between

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

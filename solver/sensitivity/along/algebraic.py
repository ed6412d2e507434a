"""Numbers at an irrational root, exactly: what the rules compute with where a parameter has that value.

A number is a polynomial in the root, of a lower degree than the root's own polynomial.  Equality is
that of the polynomials; which of two is larger the root's interval tells (`roots.Root.sign`).
"""

from dataclasses import fields
from fractions import Fraction
from functools import cached_property, total_ordering
from typing import Any, Final

import numpy as np
from flint import fmpq, fmpq_poly

from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.prospect_order import Order
from solver.induction.tree.tree_levels import Levels
from solver.sensitivity.along.node_sets import Vec
from solver.sensitivity.along.roots import Poly, Root
from solver.sensitivity.along.tree_along import TreeAlong
from solver.whole_numbers import SAFE, Whole

BITS: Final = 120  # of an approximation that mostly tells which of two numbers is larger


@total_ordering
class Algebraic:
    """A number in the field of a root."""

    __slots__ = ("_near", "poly", "root")

    def __init__(self, poly: Any, root: Root) -> None:
        self.root = root
        self.poly = poly
        self._near: tuple[int, int] | None = None

    @property
    def near(self) -> tuple[int, int]:
        """A whole number that is the value times 2^BITS, but for so much."""
        if self._near is None:
            value, slope = self.root.near(self.poly.numer())
            bottom = int(self.poly.denom())
            center = (value.numerator << BITS) // (value.denominator * bottom)
            self._near = center, int((slope * 2**BITS) / bottom) + 2
        return self._near

    def _other(self, other: Any) -> Any:
        if isinstance(other, Algebraic):
            return other.poly
        if isinstance(other, Fraction):
            return fmpq_poly([fmpq(other.numerator, other.denominator)])
        return fmpq_poly([int(other)])

    def __add__(self, other: Any) -> "Algebraic":
        return Algebraic(self.poly + self._other(other), self.root)

    __radd__ = __add__

    def __neg__(self) -> "Algebraic":
        return Algebraic(-self.poly, self.root)

    def __sub__(self, other: Any) -> "Algebraic":
        return Algebraic(self.poly - self._other(other), self.root)

    def __rsub__(self, other: Any) -> "Algebraic":
        return Algebraic(self._other(other) - self.poly, self.root)

    def __mul__(self, other: Any) -> "Algebraic":
        return reduced(self.poly * self._other(other), self.root)

    __rmul__ = __mul__

    def _sign(self) -> int:
        return self.root.sign(self.poly.numer())

    def __bool__(self) -> bool:
        return bool(self.poly)

    def __abs__(self) -> "Algebraic":
        return -self if self._sign() < 0 else self

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Algebraic | Fraction | int):
            return NotImplemented
        same: bool = self.poly == self._other(other)
        return same

    def __hash__(self) -> int:
        if self.poly.degree() < 1:
            number = self.poly[0]
            return hash(Fraction(int(number.p), int(number.q)))
        return hash(tuple((int(c.p), int(c.q)) for c in self.poly.coeffs()))

    def __lt__(self, other: Any) -> bool:
        if isinstance(other, Algebraic):
            (a, off), (b, more) = self.near, other.near
            if abs(a - b) > off + more:
                return bool(a < b)
        sign: int = (self - other)._sign()
        return sign < 0


def reduced(poly: Any, root: Root) -> Algebraic:
    """The number that any polynomial is at a root."""
    if poly.degree() >= root.factor.degree():
        poly = poly % fmpq_poly(root.factor)
    return Algebraic(poly, root)


class _LevelsAt(Levels):
    """Levels whose probabilities are numbers of a field: nothing is scaled."""

    @cached_property
    def denominators(self) -> tuple[int, ...]:
        return (1,) * len(self.levels)

    @cached_property
    def scales(self) -> tuple[int, ...]:
        return (1,) * len(self.levels)

    @cached_property
    def weights(self) -> tuple[Whole, ...]:
        shares = np.array([*self.shares, None], dtype=object)[:-1]
        return tuple(shares[self.entered[self.below(level)]] for level in self.levels)


class _OrderAt(Order):
    """An order whose coordinates are numbers of a field."""

    @cached_property
    def largest(self) -> int:
        return SAFE


class _TreeAt(Compiled):
    """A tree for an irrational value of a parameter; its ``features`` are the coordinates."""

    equal: int = 0

    @cached_property
    def order(self) -> Order:
        size = len(self.features[0])
        rows = tuple(tuple(int(i == j) for j in range(size)) for i in range(size))
        points: Any = self.features
        return _OrderAt(points, 1, self.equal, None, rows, (), size)


def tree_at(along: TreeAlong, root: Root, leaves: dict[int, Vec], equal: int) -> Compiled:
    """The tree at an irrational root, for the rules that compare prospects by coordinates alone."""

    def number(top: Poly, bottom: Poly) -> Algebraic:
        return reduced(fmpq_poly(top) * _inverse(bottom, root), root)

    shares = tuple(tuple([number(q.top, q.bottom) for q in own]) for own in along.shares)
    codes: dict[Vec, int] = {}
    kinds = [
        codes.setdefault(leaves[leaf], len(codes)) if outcome is not None else -1
        for leaf, outcome in enumerate(along.tree.outcomes)
    ]
    levels = Levels.of(along.tree.kinds, along.tree.children, shares)  # type: ignore[arg-type]
    made = _TreeAt(
        **{
            **{f.name: getattr(along.tree, f.name) for f in fields(Compiled)},
            "settled": None,  # the choices that the policy settles are chances here
            "leaf_kinds": np.array(kinds, dtype=np.int64),
            "features": tuple(
                tuple(reduced(fmpq_poly(e), root) for e in vec.entries) for vec in codes
            ),
            "levels": _LevelsAt(
                levels.order, levels.parents, levels.levels, levels.entered, levels.shares
            ),
        }
    )
    object.__setattr__(made, "equal", equal)
    return made


def _inverse(poly: Poly, root: Root) -> Any:
    """One over a polynomial that is not zero at the root."""
    if poly.degree() < 1:
        return fmpq_poly([fmpq(1, int(poly[0]))])
    _, own, _ = fmpq_poly(poly).xgcd(fmpq_poly(root.factor))
    return own

"""Polynomials in one parameter, their real roots, and signs there: exact throughout.

A root is rational, or it is told by an irreducible polynomial with whole coefficients and an
interval with rational ends in which that has no other.  The polynomials are python-flint's.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import total_ordering
from itertools import pairwise
from typing import Any, Final, TypeAlias

from flint import fmpq, fmpz_poly

from solver.document.numerals import simplest

#: A polynomial with whole coefficients.  (python-flint has no types for mypy.)
Poly: TypeAlias = Any
Key = tuple[int, ...]

CLOSE: Final = Fraction(1, 2**160)  # how narrow an interval is before signs are looked for there

ZERO: Final = fmpz_poly([])
ONE: Final = fmpz_poly([1])
T: Final = fmpz_poly([0, 1])


def key_of(poly: Poly) -> Key:
    """What tells a polynomial from all others."""
    return tuple(map(int, poly.coeffs()))


def at(poly: Poly, value: Fraction) -> Fraction:
    """The value of a polynomial."""
    found = poly(fmpq(value.numerator, value.denominator))
    return Fraction(int(found.p), int(found.q))


def sign_at(poly: Poly, value: Fraction) -> int:
    """-1, 0 or 1."""
    found = poly(fmpq(value.numerator, value.denominator))
    return int(found > 0) - int(found < 0)


@total_ordering
@dataclass(eq=False)
class Root:
    """A real number: ``low`` itself where that is ``high``, else the root of ``factor`` between them.

    The interval is open, its ends are no roots, and it gets smaller where that is needed.
    """

    factor: Poly
    low: Fraction
    high: Fraction
    _sign: int = field(default=0, repr=False)  # of the factor at the lower end

    @classmethod
    def rational(cls, value: Fraction) -> "Root":
        return cls(fmpz_poly([-value.numerator, value.denominator]), value, value)

    @classmethod
    def somewhere(cls, low: Fraction, high: Fraction) -> "Root":
        """A bound of which no more is known than that it lies between these."""
        return cls(None, low, high)

    @property
    def is_rational(self) -> bool:
        return self.low == self.high

    @property
    def is_known(self) -> bool:
        """Whether it is a certain number; of a bound `somewhere` only an interval is known."""
        return self.factor is not None

    @property
    def value(self) -> Fraction:
        """The number, or one very close to it: for drawing."""
        if self.factor is not None:
            self.narrow(Fraction(1, 10**9) * max(Fraction(1), abs(self.high)))
        return (self.low + self.high) / 2

    def halve(self) -> None:
        """Make the interval half as wide."""
        middle = (self.low + self.high) / 2
        if sign_at(self.factor, middle) == self._sign:
            self.low = middle
        else:
            self.high = middle

    def narrow(self, width: Fraction) -> None:
        """Make the interval no wider than that."""
        while self.high - self.low > width:
            self.halve()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Root):
            return NotImplemented
        if self is other:
            return True
        if self.is_rational or other.is_rational:
            return self.low == self.high == other.low == other.high
        if not self.is_known or not other.is_known:  # the same as far as one can tell
            return self.value == other.value
        if key_of(self.factor) != key_of(other.factor):
            return False
        # Both are isolated: the same root iff the intervals have one in common.
        low, high = max(self.low, other.low), min(self.high, other.high)
        return low < high and sign_at(self.factor, low) != sign_at(self.factor, high)

    def __hash__(self) -> int:
        if self.is_rational:
            return hash(self.low)
        return hash(key_of(self.factor)) if self.is_known else hash(self.value)

    def __lt__(self, other: "Root") -> bool:
        if not self.is_known or not other.is_known:
            return self.value < other.value
        while True:
            if self.high < other.low or (self.high == other.low and not self._same_end(other)):
                return True
            if other.high <= self.low or self == other:
                return False
            for each in (self, other):
                if not each.is_rational:
                    each.halve()

    def _same_end(self, other: "Root") -> bool:
        """Whether both are the number at which their intervals touch."""
        return self.is_rational and other.is_rational

    def sign(self, poly: Poly) -> int:
        """The sign of a polynomial here, exactly."""
        if self.is_rational:
            return sign_at(poly, self.low)
        if not poly:
            return 0
        while not (found := self._sign_near(poly)):
            if poly.gcd(self.factor).degree() > 0:
                return 0
            self.narrow((self.high - self.low) ** 2)
        return found

    def _sign_near(self, poly: Poly) -> int:
        """The sign in all of the interval, if that is narrow enough to tell by one value; else 0."""
        value, off = self.near(poly)
        return 0 if abs(value) <= off else 1 if value > 0 else -1

    def near(self, poly: Poly) -> tuple[Fraction, Fraction]:
        """The value of a polynomial here, but for no more than the second number.

        Within the interval it moves by no more than the width times what the slope is at most.
        """
        if self.high - self.low > CLOSE:
            self.narrow(CLOSE)
        reach = max(abs(self.low), abs(self.high)).__ceil__()
        slope = 0
        coefficients = poly.coeffs()
        for k in range(len(coefficients) - 1, 0, -1):
            slope = slope * reach + k * abs(int(coefficients[k]))
        return at(poly, self.low), slope * (self.high - self.low)

    def __repr__(self) -> str:
        return str(self.low) if self.is_rational else f"Root({self.factor}, ≈ {float(self.value)})"


class Roots:
    """The real roots of polynomials from ``low`` to ``high``, each worked out once."""

    def __init__(self, low: Fraction, high: Fraction) -> None:
        self.low, self.high = low, high
        self._known: dict[Key, tuple[Root, ...]] = {}
        self._of_factor: dict[Key, tuple[Root, ...]] = {}
        self._rational: dict[Fraction, Root] = {}

    def of(self, poly: Poly) -> tuple[Root, ...]:
        """The roots in ascending order; none where the polynomial is zero, or constant."""
        degree = poly.degree()
        if degree < 1:
            return ()
        if degree == 1:
            return self._line(poly)
        key = key_of(poly)
        if (found := self._known.get(key)) is None:
            roots: list[Root] = []
            for factor, _ in poly.factor()[1]:
                roots += self._of_irreducible(factor)
            found = self._known[key] = tuple(sorted(roots))
        return found

    def _line(self, poly: Poly) -> tuple[Root, ...]:
        value = Fraction(-int(poly[0]), int(poly[1]))
        if not self.low <= value <= self.high:
            return ()
        if (root := self._rational.get(value)) is None:
            root = self._rational[value] = Root.rational(value)
        return (root,)

    def rational(self, value: Fraction) -> Root:
        """The one root of this value."""
        return self._line(fmpz_poly([-value.numerator, value.denominator]))[0]

    def _of_irreducible(self, factor: Poly) -> tuple[Root, ...]:
        if factor.degree() == 1:
            return self._line(factor)
        if factor[factor.degree()] < 0:
            factor = -factor
        key = key_of(factor)
        if (found := self._of_factor.get(key)) is None:
            found = self._of_factor[key] = tuple(self._isolated(factor))
        return found

    def _isolated(self, factor: Poly) -> Iterable[Root]:
        """The roots of an irreducible polynomial that is no line: none is rational."""
        chain = sturm_chain(factor)
        stack = [(self.low, self.high)]
        found = []
        while stack:
            low, high = stack.pop()
            count = changes(chain, low) - changes(chain, high)
            if count == 1:
                found.append(Root(factor, low, high, sign_at(factor, low)))
            elif count > 1:
                middle = (low + high) / 2
                stack += [(middle, high), (low, middle)]
        width = (self.high - self.low) / 2**24
        for root in found:
            root.narrow(width)
        return found

    def within(self, poly: Poly, low: Root, high: Root) -> tuple[Root, ...]:
        """The roots strictly between two others."""
        return tuple([root for root in self.of(poly) if low < root and root < high])


def sturm_chain(poly: Poly) -> list[Poly]:
    """Sturm's polynomials of one without multiple roots: scaled by positive numbers."""
    chain = [poly, poly.derivative()]
    while chain[-1].degree() > 0:
        a, b = chain[-2], chain[-1]
        # A pseudo-remainder, times an even power of the leading coefficient so that its sign stays.
        power = a.degree() - b.degree() + 1
        factor = b[b.degree()] ** (power + power % 2)
        rest = -((a * factor) % b)
        if not rest:
            break
        chain.append(fmpz_poly([int(c) // int(rest.content()) for c in rest.coeffs()]))
    return chain


def changes(chain: list[Poly], value: Fraction) -> int:
    """How often the sign changes along a Sturm chain."""
    signs = [s for s in (sign_at(poly, value) for poly in chain) if s]
    return sum(a != b for a, b in pairwise(signs))


def between(low: Root, high: Root) -> Fraction:
    """A simple rational number strictly between two bounds."""
    loose = [each for each in (low, high) if not each.is_rational and each.factor is not None]
    while loose and not low.high < high.low:
        for each in loose:
            each.halve()
    a, b = low.high, high.low
    if not a < b:  # bounds that are only known to lie on either side of a point that was looked at
        return a
    third = (b - a) / 3
    a, b = a + third, b - third
    shift = a.numerator // a.denominator
    return shift + simplest(a - shift, b - shift)

"""A utility curve: what a net value on a scale is worth.

- **exponential**: 1 − exp(−x/R) with a risk tolerance R > 0 (x with its sign turned where less is better);
- **log**: the natural logarithm of x > 0; **power**: x^a for x ≥ 0 (a > 0), −x^a for x > 0 (a < 0);
- **points**: straight lines between points, nothing beyond them.

All increase with what is better.  Values are mostly irrational: each is enclosed between two rational
numbers, as close as wanted, by ball arithmetic (`python-flint`, loaded when first needed).
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import msgspec

from solver.document.elements import UtilityCurve
from solver.document.model import Document
from solver.errors import NumberError
from solver.translation import tr

if TYPE_CHECKING:
    from flint import arb

ZERO, ONE = Fraction(0), Fraction(1)
#: Exponents beyond this are refused: numbers would have too many digits.
MOST_EXPONENT: Final = 50
#: Net values over the risk tolerance beyond this, likewise.
MOST_RATIO: Final = 10_000

#: Two rational numbers between which, or at which, a real one lies.
Enclosure = tuple[Fraction, Fraction]


class Curve(msgspec.Struct, frozen=True):
    """A curve with its numbers.  ``sign`` is −1 where less of the criterion is better."""

    kind: str
    number: Fraction = ONE  # the risk tolerance, or the exponent
    points: tuple[tuple[Fraction, Fraction], ...] = ()
    sign: int = 1

    # ------------------------------------------------------------------------- values

    def problem(self, value: Fraction) -> str:
        """Why a net value has no utility; empty if it has one."""
        x = self.sign * value
        if self.kind == "exponential" and abs(x / self.number) > MOST_RATIO:
            return tr("is more than {most_ratio} times the risk tolerance").format(
                most_ratio=MOST_RATIO
            )
        if self.kind == "log" and x <= 0:
            return tr("has no logarithm: only positive net values do")
        if self.kind == "power" and (x < 0 or (x == 0 and self.number < 0)):
            return tr("has no such power: the net value would have to be positive")
        if self.kind == "points" and not self._low <= value <= self._high:
            return tr("lies beyond the points of the curve")
        return ""

    @property
    def _low(self) -> Fraction:
        return self.points[0][0]

    @property
    def _high(self) -> Fraction:
        return self.points[-1][0]

    def exact(self, value: Fraction) -> Fraction | None:
        """The utility of a net value where it is rational and plainly so."""
        if self.kind == "points":
            return _between(self.points, value)
        if self.kind == "exponential":
            return ZERO if value == 0 else None
        if self.kind == "log":
            return ZERO if value == 1 else None
        if self.number.denominator == 1:
            return self._turn * value ** int(self.number)
        return value * self._turn if value in (0, 1) else None

    @property
    def _turn(self) -> int:
        """−1 for a falling power, which is turned round."""
        return -1 if self.kind == "power" and self.number < 0 else 1

    def utility(self, value: Fraction, bits: int) -> Enclosure:
        """What a net value is worth, enclosed to about so many bits."""
        known = self.exact(value)
        if known is not None:
            return known, known
        from flint import arb, ctx

        with ctx.workprec(bits):
            x = _ball(value)
            if self.kind == "exponential":
                found = 1 - (-self.sign * x / _ball(self.number)).exp()
            elif self.kind == "log":
                found = x.log()
            else:
                found = self._turn * x ** _ball(self.number)
            assert isinstance(found, arb)
            return _rational(found)

    def certain(self, low: Fraction, high: Fraction, bits: int) -> Enclosure:
        """The net values that are worth so much, enclosed: the inverse of `utility`.

        The utility has to be one that the curve takes on.
        """
        if self.kind == "points":
            turned = tuple((u, x) for x, u in self.points)
            if self.sign < 0:
                turned = turned[::-1]
            ends = _between(turned, low), _between(turned, high)
            return min(ends), max(ends)
        from flint import ctx

        with ctx.workprec(bits):
            results = [self._inverse(u) for u in dict.fromkeys((low, high))]
        return min(r[0] for r in results), max(r[1] for r in results)

    def _inverse(self, utility: Fraction) -> Enclosure:
        u = _ball(utility)
        if self.kind == "exponential":
            return _rational(-self.sign * _ball(self.number) * (1 - u).log())
        if self.kind == "log":
            return _rational(u.exp())
        if utility == 0:
            return ZERO, ZERO
        return _rational((self._turn * u) ** (1 / _ball(self.number)))


def _ball(value: Fraction) -> "arb":
    from flint import arb, fmpq

    return arb(fmpq(value.numerator, value.denominator))


def _rational(found: "arb") -> Enclosure:
    return _exact(found.lower()), _exact(found.upper())


def _exact(point: "arb") -> Fraction:
    mantissa, exponent = point.man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def _between(points: Sequence[tuple[Fraction, Fraction]], at: Fraction) -> Fraction:
    for (x, u), (y, v) in pairwise(points):
        if x <= at <= y:
            return u + (v - u) * (at - x) / (y - x)
    raise ValueError(f"{at} lies beyond the points")


# --------------------------------------------------------------------------- documents


def curve_of(document: Document, scale: str | None, criterion: str) -> Curve | None:
    """The curve that a document states for a scale; raises `NumberError` where it makes no sense."""
    entry = document.scales.get(scale or "")
    if entry is None or entry.utility is None:
        return None
    found = document.criterion(criterion)
    return stated(document, entry.utility, less=found is not None and found.better == "less")


def stated(document: Document, curve: UtilityCurve, *, less: bool) -> Curve:
    """A curve as a document states it; raises `NumberError` with a sentence where it makes no sense."""
    names = document.parameter_values
    sign = -1 if less else 1
    if curve.kind == "points":
        return _of_points(tuple((x.value(names), u.value(names)) for x, u in curve.points), sign)
    if curve.kind == "exponential":
        if curve.risk_tolerance is None:
            raise NumberError(tr("An exponential utility needs a risk tolerance."))
        tolerance = curve.risk_tolerance.value(names)
        if tolerance <= 0:
            raise NumberError(
                tr("A risk tolerance must be positive, and it is {tolerance}.").format(
                    tolerance=tolerance
                )
            )
        return Curve("exponential", tolerance, sign=sign)
    if less:
        raise NumberError(
            tr(
                "A {kind} utility rises with the net value, of which less is better here: choose an exponential utility, or points."
            ).format(kind=curve.kind)
        )
    if curve.kind == "log":
        return Curve("log")
    if curve.exponent is None:
        raise NumberError(tr("A power utility needs an exponent."))
    exponent = curve.exponent.value(names)
    if exponent == 0 or abs(exponent) > MOST_EXPONENT or exponent.denominator > MOST_EXPONENT:
        raise NumberError(
            tr(
                "An exponent must not be zero, nor larger or finer than {most_exponent}; it is {exponent}."
            ).format(most_exponent=MOST_EXPONENT, exponent=exponent)
        )
    return Curve("power", exponent)


def _of_points(points: tuple[tuple[Fraction, Fraction], ...], sign: int) -> Curve:
    if len(points) < 2:
        raise NumberError(tr("A curve needs two points at least."))
    rises = all(a[0] < b[0] and sign * a[1] < sign * b[1] for a, b in pairwise(points))
    if not rises:
        raise NumberError(
            tr(
                "The points of a curve must have rising net values, and utilities that fall with them."
            )
            if sign < 0
            else tr(
                "The points of a curve must have rising net values, and utilities that rise with them."
            )
        )
    return Curve("points", points=points, sign=sign)

"""Numbers of a document as functions of one parameter: quotients of polynomials, piece by piece.

Divisions, `min`, `max`, `abs` and `if` make pieces: where the sign of some polynomial decides what an
expression is, that polynomial is noted, and what is found holds as long as its sign does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from flint import fmpz_poly

from solver.document.model import Document
from solver.document.numerals import Expression, Numeral
from solver.errors import NumberError, QuandaryError
from solver.sensitivity.along.roots import ONE, ZERO, Key, Poly, T, key_of
from solver.translation import tr


class NotCovered(QuandaryError):
    """The document depends on the parameter in a way for which thresholds are not proved complete."""


@dataclass(frozen=True)
class Quotient:
    """A quotient of polynomials in lowest terms; the denominator is positive where ``sign`` looks."""

    top: Poly
    bottom: Poly
    sign: Callable[[Poly], int]

    @classmethod
    def of(cls, top: Poly, bottom: Poly, sign: Callable[[Poly], int]) -> "Quotient":
        """The quotient of two polynomials of which the second is positive there."""
        if not top:
            return cls(ZERO, ONE, sign)
        common = positive(top.gcd(bottom), sign)
        return cls(top // common, bottom // common, sign)

    def as_integer_ratio(self) -> tuple[Poly, Poly]:
        return self.top, self.bottom

    @property
    def is_constant(self) -> bool:
        return bool(self.top.degree() < 1 and self.bottom.degree() < 1)

    def __add__(self, other: "Quotient") -> "Quotient":
        if self.bottom == other.bottom:
            return Quotient.of(self.top + other.top, self.bottom, self.sign)
        top = self.top * other.bottom + other.top * self.bottom
        return Quotient.of(top, self.bottom * other.bottom, self.sign)

    def __neg__(self) -> "Quotient":
        return Quotient(-self.top, self.bottom, self.sign)

    def over(self, number: int) -> "Quotient":
        """A part of it."""
        return Quotient.of(self.top, self.bottom * number, self.sign)


def positive(poly: Poly, sign: Callable[[Poly], int]) -> Poly:
    """The polynomial or its negative: whichever is positive."""
    return -poly if sign(poly) < 0 else poly


@dataclass
class Signs:
    """Signs of polynomials somewhere, and a note of all polynomials that were asked about.

    ``sign`` gives them (at a sample of an interval, or at a root).
    """

    sign: Callable[[Poly], int]
    asked: dict[Key, Poly] = field(default_factory=dict)

    def of(self, poly: Poly) -> int:
        """The sign of a polynomial; from now on it is among those that were asked about."""
        if poly.degree() > 0:
            self.note(poly)
        return self.sign(poly)

    def note(self, poly: Poly) -> None:
        """Whatever is found changes where this polynomial has a root."""
        if poly.degree() > 0:
            self.asked.setdefault(key_of(poly), poly)


class _Along(Expression):
    """An expression whose names stand for quotients of polynomials."""

    def __init__(self, text: str, names: Mapping[str, Any], signs: Signs) -> None:
        super().__init__(text, names)
        self._signs = signs

    def quotient(self) -> Quotient:
        top, bottom = self.ratio()
        return Quotient.of(_poly(top), _poly(bottom), self._signs.sign)

    def _kept(self, ratio: Any) -> Any:
        return super()._kept((1, 1)) if self._unused else ratio

    def _inverse(self, ratio: Any) -> Any:
        top, bottom = ratio
        if self._unused:
            return ratio
        if isinstance(top, int):
            return super()._inverse(ratio) if isinstance(bottom, int) else (bottom, top)
        sign = self._signs.of(top)
        if sign == 0:
            raise NumberError(tr("“{text}” divides by zero.").format(text=self._text))
        return (bottom, top) if sign > 0 else (-bottom, -top)

    def _power(self, base: Any, exponent: Any) -> Any:
        if self._unused:
            return super()._power((1, 1), (1, 1))
        top, bottom = (_constant(part) for part in exponent)
        if top is None or bottom is None:
            raise NotCovered(
                tr("In “{text}” an exponent depends on the parameter.").format(text=self._text)
            )
        if all(isinstance(part, int) for part in base):
            return super()._power(base, (top, bottom))
        times, rest = divmod(top, bottom)
        if rest:
            raise NumberError(
                tr("“{text}” is not a number: an exponent is not whole.").format(text=self._text)
            )
        if times < 0:
            base, times = self._inverse(base), -times
        if times > 64:
            raise NotCovered(
                tr("“{text}” is a polynomial of too high a degree.").format(text=self._text)
            )
        return base[0] ** times, base[1] ** times

    def _compared(self, a: Any, b: Any) -> int:
        if self._unused:
            return 0
        if all(isinstance(part, int) for part in (*a, *b)):
            return super()._compared(a, b)
        return self._signs.of(_poly(a[0] * b[1] - b[0] * a[1]))  # denominators are positive here


def _poly(part: Any) -> Poly:
    return fmpz_poly([part]) if isinstance(part, int) else part


def _constant(part: Any) -> int | None:
    if isinstance(part, int):
        return part
    if part.degree() > 0:
        return None
    return int(part[0])


class ParametersAlong:
    """The parameters of a document as functions of one of them, and expressions in them."""

    def __init__(self, document: Document, parameter: str, signs: Signs) -> None:
        self.signs = signs
        self._document, self._parameter = document, parameter
        self._values: dict[str, Quotient] = {parameter: Quotient(T, ONE, signs.sign)}
        self._known: dict[str, Quotient] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._document.parameters

    def __getitem__(self, name: str) -> Quotient:
        if name not in self._values:
            numeral = self._document.parameters[name].value
            self._values[name] = self.number(0)  # of a circle, which the check finds
            self._values[name] = self.of(numeral)
        return self._values[name]

    def number(self, value: Fraction | int) -> Quotient:
        """A number that does not depend on the parameter."""
        top, bottom = Fraction(value).as_integer_ratio()
        return Quotient(fmpz_poly([top]), fmpz_poly([bottom]), self.signs.sign)

    def of(self, numeral: Numeral) -> Quotient:
        """What a number of the document is.  Raises `NumberError` where it is none here."""
        if (found := self._known.get(numeral.text)) is None:
            found = _Along(numeral.text, self, self.signs).quotient()  # type: ignore[arg-type]
            self._known[numeral.text] = found
        return found

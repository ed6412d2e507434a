"""Numbers as people type them, and the exact rationals that they stand for.

A document keeps what was typed (``"9/10"``, ``90%``, ``0.1``, ``1 - p``); every computation uses
the exact rational number behind it.  No binary floating point is involved anywhere.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import gcd
from typing import Final

import msgspec

from solver.errors import NumberError

#: The text that stands for "what is left", shared equally by the siblings that say so.
REMAINDER: Final = "#"

MAX_LENGTH: Final = 1000  # characters of one number or expression
MAX_EXPONENT: Final = 308  # powers of ten; beyond it no program that exchanges doubles follows
MAX_DEPTH: Final = 50  # nested parentheses and signs
MAX_DIGITS: Final = 1000  # of the numerator or the denominator of what an expression comes to

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<name>[^\W\d]\w*)|(?P<mark>[-+*/()%]))"
)
_JSON_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?\Z", re.ASCII)
_NAME = re.compile(r"[^\W\d]\w*\Z")
_LARGEST: Final = 10 ** (MAX_EXPONENT + 1)
_MOST: Final = 10**MAX_DIGITS
_LARGEST_BITS: Final = _LARGEST.bit_length() - 1
_MOST_BITS: Final = _MOST.bit_length()


class NotAnExpression(NumberError):
    """What has no meaning, whatever its names stand for."""


class Numeral(msgspec.Struct, frozen=True):
    """A number in a document, spelled as it was typed.

    ``text`` is the spelling; ``quoted`` tells whether the JSON file holds it as a string (an
    expression) or as a JSON number.
    """

    text: str
    quoted: bool = True

    @classmethod
    def typed(cls, text: str) -> "Numeral":
        """The numeral for what somebody typed: whole numbers stay JSON numbers, the rest is quoted."""
        text = text.strip()
        return cls(text, quoted=not re.fullmatch(r"-?(?:0|[1-9]\d{0,14})", text, re.ASCII))

    @classmethod
    def of(cls, value: Fraction | int) -> "Numeral":
        """The plainest spelling of an exact value."""
        return cls.typed(str(value))

    @property
    def is_remainder(self) -> bool:
        return self.quoted and self.text.strip() == REMAINDER

    def value(self, names: Mapping[str, Fraction] | None = None) -> Fraction:
        """The exact rational number that this stands for.

        ``names`` gives the values of the parameters.  Raises `NumberError` with a sentence where
        the text is no number, divides by zero, is out of range or uses an unknown name.
        """
        if names:
            return evaluate(self.text, names)
        return _constant(self.text)


def plain_numeral(value: Fraction) -> Numeral:
    """An exact value as a decimal where that is short, else as a fraction."""
    for places in range(5):
        if (value * 10**places).denominator == 1:
            return Numeral.typed(f"{Decimal(int(value * 10**places)).scaleb(-places):f}")
    return Numeral.of(value)


def simplest(low: Fraction, high: Fraction) -> Fraction:
    """The fraction with the smallest denominator from ``low`` to ``high`` (both at least 0)."""
    if low == high:
        return low
    whole = -(-low.numerator // low.denominator)  # the least whole number that is no less
    if whole <= high:
        return Fraction(whole)
    # Both lie strictly between the same two whole numbers: the simplest in what is left, inverted.
    floor = whole - 1
    return floor + 1 / simplest(1 / (high - floor), 1 / (low - floor))


def is_name(text: str) -> bool:
    """Whether a parameter of this name can be used in expressions."""
    return _NAME.match(text) is not None


def is_json_number(text: str) -> bool:
    """Whether the text is a number in JSON's own grammar."""
    return _JSON_NUMBER.match(text) is not None


def names_in(text: str) -> frozenset[str]:
    """The parameter names that an expression uses (as far as it can be read)."""
    if len(text) > MAX_LENGTH:  # it has no value, whatever it uses
        return frozenset()
    return frozenset(match["name"] for match in _TOKEN.finditer(text) if match["name"])


def evaluate(text: str, names: Mapping[str, Fraction]) -> Fraction:
    """The exact value of an expression: decimals, fractions, percents, ``+ - * / ( )`` and names."""
    if len(text) > MAX_LENGTH:
        raise NumberError(
            f"A number of {len(text)} characters is too long: at most {MAX_LENGTH} are read."
        )
    return _Expression(text, names).value()


@lru_cache(maxsize=4096)
def _constant(text: str) -> Fraction:
    return evaluate(text, {})


#: Numerator and denominator (positive), not reduced: what an expression comes to on the way.
#: Reducing after each step would cost more than all the rest (a sum of 125 fractions: 40 times).
_Ratio = tuple[int, int]


def _literal(text: str) -> _Ratio:
    mantissa, _, exponent = text.replace("E", "e").partition("e")
    if exponent and (len(exponent) > 6 or abs(int(exponent)) > MAX_EXPONENT):
        raise NumberError(
            f"“{text}” is out of range: powers of ten go from -{MAX_EXPONENT} to {MAX_EXPONENT}."
        )
    whole, _, places = mantissa.partition(".")
    power = int(exponent or 0) - len(places)
    digits = int(whole + places)
    ratio = (digits * 10**power, 1) if power >= 0 else (digits, 10**-power)
    return _in_range(ratio, text)


def _in_range(ratio: _Ratio, text: str) -> _Ratio:
    """The ratio, if it is neither too large nor too long: chains of products double in length."""
    top, bottom = ratio
    above, below = top.bit_length(), bottom.bit_length()
    if above - below < _LARGEST_BITS and above < _MOST_BITS and below < _MOST_BITS:
        return ratio  # surely; the exact comparisons below cost more than a sum
    if not -_LARGEST * bottom < top < _LARGEST * bottom:
        raise NumberError(f"“{_short(text)}” is out of range: it is larger than 1e{MAX_EXPONENT}.")
    if bottom < _MOST and abs(top) < _MOST:
        return ratio
    common = gcd(top, bottom)
    top, bottom = top // common, bottom // common
    if bottom >= _MOST or abs(top) >= _MOST:
        raise NumberError(
            f"“{_short(text)}” is out of range: as an exact fraction it has more than "
            f"{MAX_DIGITS} digits."
        )
    return top, bottom


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:37]}…"


class _Expression:
    """Recursive descent over one expression; `value` may be called once."""

    def __init__(self, text: str, names: Mapping[str, Fraction]) -> None:
        self._text = text
        self._names = names
        self._tokens = self._split(text.replace("−", "-"))
        self._at = 0
        self._depth = 0

    def value(self) -> Fraction:
        result = self._sum()
        if self._peek() is not None:
            raise self._error(f"“{self._peek()}” is not expected there")
        return Fraction(*result)

    def _split(self, text: str) -> list[tuple[str, str]]:
        tokens: list[tuple[str, str]] = []
        at = 0
        text = text.rstrip()
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                raise self._error(f"“{text[at:].strip()[0]}” is not part of a number")
            kind = match.lastgroup or ""
            tokens.append((kind, match[kind]))
            at = match.end()
        if not tokens:
            raise NotAnExpression("A number is missing.")
        return tokens

    def _error(self, reason: str) -> NotAnExpression:
        return NotAnExpression(f"“{_short(self._text)}” is not a number: {reason}.")

    def _peek(self) -> str | None:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else None

    def _sum(self) -> _Ratio:
        result = self._product()
        while (mark := self._peek()) in ("+", "-"):
            self._at += 1
            (a, b), (c, d) = result, self._product()
            c = c if mark == "+" else -c
            result = _in_range((a + c, b) if b == d else (a * d + c * b, b * d), self._text)
        return result

    def _product(self) -> _Ratio:
        result = self._signed()
        while (mark := self._peek()) in ("*", "/"):
            self._at += 1
            (a, b), (c, d) = result, self._signed()
            if mark == "/":
                if c == 0:
                    raise NumberError(f"“{_short(self._text)}” divides by zero.")
                c, d = (d, c) if c > 0 else (-d, -c)
            result = _in_range((a * c, b * d), self._text)
        return result

    def _signed(self) -> _Ratio:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._error("it is nested too deeply")
        if (mark := self._peek()) in ("+", "-"):
            self._at += 1
            result = self._signed()
            result = (-result[0], result[1]) if mark == "-" else result
        else:
            result = self._primary()
            while self._peek() == "%":
                self._at += 1
                result = _in_range((result[0], result[1] * 100), self._text)
        self._depth -= 1
        return result

    def _primary(self) -> _Ratio:
        if self._at >= len(self._tokens):
            raise self._error("something is missing at its end")
        kind, token = self._tokens[self._at]
        self._at += 1
        if kind == "number":
            return _literal(token)
        if kind == "name":
            if token not in self._names:
                raise NumberError(
                    f"“{_short(self._text)}” uses “{_short(token)}”, which is no parameter."
                )
            return self._names[token].as_integer_ratio()
        if token == "(":
            result = self._sum()
            if self._peek() != ")":
                raise self._error("a closing parenthesis is missing")
            self._at += 1
            return result
        raise self._error(f"“{token}” is not expected there")

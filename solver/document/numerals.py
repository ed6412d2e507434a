"""Numbers as people type them, and the exact rationals that they stand for.

A document keeps what was typed (``"9/10"``, ``90%``, ``0.1``, ``1 - p``); every computation uses
the exact rational number behind it.  No binary floating point is involved anywhere.
"""

import operator
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import gcd
from typing import Final

import msgspec

from solver.errors import NumberError
from solver.translation import decimal_mark, mark, tr

#: The text that stands for "what is left", shared equally by the siblings that say so.
REMAINDER: Final = "#"

MAX_LENGTH: Final = 1000  # characters of one number or expression
MAX_EXPONENT: Final = 308  # powers of ten; beyond it no program that exchanges doubles follows
MAX_DEPTH: Final = 50  # nested parentheses and signs
MAX_DIGITS: Final = 1000  # of the numerator or the denominator of what an expression comes to

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<name>[^\W\d]\w*)"
    r"|(?P<mark>[<>]=|[-+*/()%^,<=>]))"
)
_JSON_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?\Z", re.ASCII)
NOT_CLOSED: Final = mark("a closing parenthesis is missing")
FUNCTION_NOT_CLOSED: Final = mark("the closing parenthesis of “{name}” is missing")
IF_TAKES: Final = mark("“if” takes a comparison and two values, with commas between them")
#: Names that mean these where a parenthesis follows; a parameter may be called so none the less.
FUNCTIONS: Final = ("min", "max", "abs", "if")
_COMPARISONS: Final[Mapping[str, Callable[[int, int], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    ">=": operator.ge,
    ">": operator.gt,
}
_NAME = re.compile(r"[^\W\d]\w*\Z")
_COMMA = re.compile(
    r"(?<![\w,.])(\d+),(\d+)(?![\w,.])"
)  # before decimals, where people write it so
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
        """The numeral for what somebody typed: whole numbers stay JSON numbers, the rest is quoted.

        Where people write decimals behind a comma, they may type one; between arguments it stays what it is.
        """
        text = text.strip()
        if decimal_mark() == "," and "(" not in text:
            text = _COMMA.sub(r"\1.\2", text)
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
            if (known := names.get(self.text)) is not None:  # a name and nothing else
                return known
            if names_in(self.text):
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


@lru_cache(maxsize=4096)
def names_in(text: str) -> frozenset[str]:
    """The parameter names that an expression uses (as far as it can be read)."""
    if len(text) > MAX_LENGTH:  # it has no value, whatever it uses
        return frozenset()
    return frozenset(
        match["name"]
        for match in _TOKEN.finditer(text)
        if match["name"] and not (match["name"] in FUNCTIONS and _opens(text, match.end()))
    )


def _opens(text: str, at: int) -> bool:
    """Whether a parenthesis is the next that stands in a text."""
    return text[at:].lstrip().startswith("(")


def evaluate(text: str, names: Mapping[str, Fraction]) -> Fraction:
    """The exact value of an expression.

    Decimals, fractions, percents, names, ``+ - * / ( )``; ``a^n`` with a whole n of either sign,
    which binds more tightly than a sign and to the right; ``min(a, b, …)``, ``max(a, b, …)``,
    ``abs(a)``; ``if(a < b, x, y)`` with ``<``, ``<=``, ``=``, ``>=`` or ``>``, of which only the
    value that is taken need be one that can be computed.  A comma never separates thousands.
    """
    if len(text) > MAX_LENGTH:
        raise NumberError(
            tr("A number of {length} characters is too long: at most {most} are read.").format(
                length=len(text), most=MAX_LENGTH
            )
        )
    return Expression(text, names).value()


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
            tr("“{text}” is out of range: powers of ten go from -{most} to {most}.").format(
                text=text, most=MAX_EXPONENT
            )
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
        raise NumberError(
            tr("“{text}” is out of range: it is larger than 1e{most}.").format(
                text=_short(text), most=MAX_EXPONENT
            )
        )
    if bottom < _MOST and abs(top) < _MOST:
        return ratio
    common = gcd(top, bottom)
    top, bottom = top // common, bottom // common
    if bottom >= _MOST or abs(top) >= _MOST:
        raise _too_long(text)
    return top, bottom


def _too_long(text: str) -> NumberError:
    return NumberError(
        tr("“{text}” is out of range: as an exact fraction it has more than {most} digits.").format(
            text=_short(text), most=MAX_DIGITS
        )
    )


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:37]}…"


#: What stands for a value that ``if`` does not take.
_UNUSED: Final[_Ratio] = (1, 1)


class Expression:
    """Recursive descent over one expression; `value`, or `ratio`, may be called once."""

    def __init__(self, text: str, names: Mapping[str, Fraction]) -> None:
        self._text = text
        self._names = names
        self._tokens = self._split(text.replace("−", "-"))
        self._at = 0
        self._depth = 0
        self._unused = 0  # values around this one that an ``if`` does not take

    def value(self) -> Fraction:
        return Fraction(*self.ratio())

    def ratio(self) -> _Ratio:
        """Numerator and denominator, not reduced."""
        result = self._sum()
        if self._peek() is not None:
            raise self._unexpected()
        return result

    def _split(self, text: str) -> list[tuple[str, str, int]]:
        """Kind, text and end of each part."""
        tokens: list[tuple[str, str, int]] = []
        at = 0
        text = text.rstrip()
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                if text.count("$") > 1:  # drawn as a formula wherever it would be quoted
                    raise NotAnExpression(
                        tr("There is a formula in dollar signs where a number is wanted.")
                    )
                raise self._error(
                    tr("“{found}” is not part of a number").format(found=text[at:].strip()[0])
                )
            kind = match.lastgroup or ""
            at = match.end()
            tokens.append((kind, match[kind], at))
        if not tokens:
            raise NotAnExpression(tr("A number is missing."))
        return tokens

    def _error(self, reason: str) -> NotAnExpression:
        return NotAnExpression(
            tr("“{text}” is not a number: {reason}.").format(text=_short(self._text), reason=reason)
        )

    def _unexpected(self) -> NumberError:
        """What is wrong with the next part, or with there being none."""
        if self._at >= len(self._tokens):
            return self._error(tr("something is missing at its end"))
        _, token, end = self._tokens[self._at]
        if token == ",":
            return self._error(
                tr(
                    "the comma at character {place} is not expected (thousands are not separated, and decimals follow a point)"
                ).format(place=end)
            )
        return self._error(
            tr("“{found}” is not expected at character {place}").format(
                found=token, place=end - len(token) + 1
            )
        )

    def _peek(self) -> str | None:
        return self._tokens[self._at][1] if self._at < len(self._tokens) else None

    def _expect(self, mark: str, reason: str, name: str = "") -> None:
        if self._peek() != mark:
            raise self._error(tr(reason).format(name=name))
        self._at += 1

    def _kept(self, ratio: _Ratio) -> _Ratio:
        """What a step comes to, if it is in range and used at all."""
        return _UNUSED if self._unused else _in_range(ratio, self._text)

    def _sum(self) -> _Ratio:
        result = self._product()
        while (mark := self._peek()) in ("+", "-"):
            self._at += 1
            (a, b), (c, d) = result, self._product()
            c = c if mark == "+" else -c
            result = self._kept((a + c, b) if b == d else (a * d + c * b, b * d))
        return result

    def _product(self) -> _Ratio:
        result = self._signed()
        while (mark := self._peek()) in ("*", "/"):
            self._at += 1
            (a, b), (c, d) = result, self._signed()
            if mark == "/":
                c, d = self._inverse((c, d))
            result = self._kept((a * c, b * d))
        return result

    def _inverse(self, ratio: _Ratio) -> _Ratio:
        top, bottom = ratio
        if top == 0:
            raise NumberError(tr("“{text}” divides by zero.").format(text=_short(self._text)))
        return (bottom, top) if top > 0 else (-bottom, -top)

    def _signed(self) -> _Ratio:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._error(tr("it is nested too deeply"))
        if (mark := self._peek()) in ("+", "-"):
            self._at += 1
            result = self._signed()
            result = (-result[0], result[1]) if mark == "-" else result
        else:
            result = self._primary()
            while (mark := self._peek()) == "%":
                self._at += 1
                result = self._kept((result[0], result[1] * 100))
            if mark == "^":
                self._at += 1
                result = self._power(result, self._signed())
        self._depth -= 1
        return result

    def _power(self, base: _Ratio, exponent: _Ratio) -> _Ratio:
        """A power with a whole exponent, whose length is known before it is computed."""
        if self._unused:
            return _UNUSED
        times, rest = divmod(exponent[0], exponent[1])
        if rest:
            raise NumberError(  # another value of a name may do
                tr("“{text}” is not a number: the exponent {exponent} is not whole.").format(
                    text=_short(self._text), exponent=_short(str(Fraction(*exponent)))
                )
            )
        if times < 0:
            base, times = self._inverse(base), -times
        top, bottom = Fraction(*base).as_integer_ratio()
        if bottom == 1 and abs(top) <= 1:
            return (1 if not times else top if times % 2 else abs(top)), 1
        # An integer of n bits is at least 2^(n-1), and so is its power with n-1 taken so often.
        if (max(top.bit_length(), bottom.bit_length()) - 1) * times > _MOST_BITS:
            raise _too_long(self._text)
        return self._kept((top**times, bottom**times))

    def _primary(self) -> _Ratio:
        if self._at >= len(self._tokens):
            raise self._unexpected()
        kind, token, _ = self._tokens[self._at]
        if kind == "number":
            self._at += 1
            number = _literal(token)
            return _UNUSED if self._unused else number
        if kind == "name":
            self._at += 1
            if self._peek() == "(" and token in FUNCTIONS:
                self._at += 1
                return self._if() if token == "if" else self._function(token)
            if token not in self._names:
                if self._peek() == "(":
                    raise self._error(
                        tr("“{name}” is none of min, max, abs and if").format(name=_short(token))
                    )
                if self._text.strip() == token:
                    raise NumberError(
                        tr("There is no parameter “{name}”.").format(name=_short(token))
                    )
                raise NumberError(
                    tr("“{text}” uses “{name}”, which is not a parameter.").format(
                        text=_short(self._text), name=_short(token)
                    )
                )
            return _UNUSED if self._unused else self._names[token].as_integer_ratio()
        if token == "(":
            self._at += 1
            result = self._sum()
            self._expect(")", NOT_CLOSED)
            return result
        raise self._unexpected()

    def _function(self, name: str) -> _Ratio:
        """``min``, ``max`` or ``abs``, behind its parenthesis."""
        values = [self._sum()]
        while self._peek() == ",":
            self._at += 1
            values.append(self._sum())
        self._expect(")", FUNCTION_NOT_CLOSED, name)
        if name == "abs":
            if len(values) > 1:
                raise self._error(tr("“abs” takes one value, not {n}").format(n=len(values)))
            (top, bottom) = values[0]
            return (-top if self._compared(values[0], (0, 1)) < 0 else top), bottom
        best = values[0]
        for value in values[1:]:
            is_less = self._compared(value, best) < 0
            best = value if is_less is (name == "min") else best
        return best

    def _compared(self, a: _Ratio, b: _Ratio) -> int:
        """Negative where a is less than b, zero where they are equal, else positive."""
        return a[0] * b[1] - b[0] * a[1]

    def _if(self) -> _Ratio:
        """``if``, behind its parenthesis."""
        left = self._sum()
        compare = _COMPARISONS.get(self._peek() or "")
        if compare is None:
            raise self._error(tr("“if” compares two values first, with <, <=, =, >= or >"))
        self._at += 1
        right = self._sum()
        taken = compare(self._compared(left, right), 0)
        values = []
        for is_used in (taken, not taken):
            self._expect(",", IF_TAKES)
            self._unused += not is_used
            values.append(self._sum())
            self._unused -= not is_used
        self._expect(")", FUNCTION_NOT_CLOSED, "if")
        return values[0] if taken else values[1]

"""Numbers computed from typed ones that stay formulas: in the parameters' names where they use any.

Sums, products and quotients of what is typed in a document.  Where no parameter is named, what comes
out is the exact number itself; else a text that a document can hold, so that it follows the
parameters from then on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from solver.document.elements import Branch, Kind
from solver.document.numerals import MAX_LENGTH, Numeral, names_in, plain_numeral
from solver.document.shares import share_of

_SUM, _PRODUCT, _ATOM = range(3)  # how tightly a text binds


@dataclass(frozen=True)
class LiveFormula:
    """A number, or an expression with its value at present.

    ``text`` is empty where it is just the number; ``binds`` says when it needs parentheses.
    """

    value: Fraction
    text: str = ""
    binds: int = _ATOM

    @classmethod
    def of(cls, numeral: Numeral, names: Mapping[str, Fraction]) -> "LiveFormula":
        """What is typed; raises `NumberError` where that is no number."""
        value = numeral.value(names)
        if not names_in(numeral.text):
            return cls(value)
        text = numeral.text.strip()
        return cls(value, text, _ATOM if text.isidentifier() else _SUM)

    @property
    def numeral(self) -> Numeral:
        """As a document holds it; one that would be too long to read is only the number."""
        is_formula = self.text and len(self.text) <= MAX_LENGTH
        return Numeral.typed(self.text) if is_formula else plain_numeral(self.value)

    def within(self, binds: int) -> str:
        """The text as a part of another that binds so tightly."""
        if not self.text:
            text = plain_numeral(self.value).text
            atom = self.value >= 0 and "/" not in text
            return text if atom or binds == _SUM else f"({text})"
        return self.text if self.binds >= binds else f"({self.text})"

    def __mul__(self, other: "LiveFormula") -> "LiveFormula":
        value = self.value * other.value
        for one, two in ((self, other), (other, self)):
            if not one.text:
                if one.value == 1:
                    return two
                if one.value == 0 or not two.text:
                    return LiveFormula(value)
        return LiveFormula(value, f"{self.within(_PRODUCT)} * {other.within(_PRODUCT)}", _PRODUCT)

    def __truediv__(self, other: "LiveFormula") -> "LiveFormula":
        """Raises `ZeroDivisionError` where the other is zero at present."""
        value = self.value / other.value
        if self == other:
            return ONE
        if not other.text and other.value == 1:
            return self
        if not self.text and (not other.text or self.value == 0):
            return LiveFormula(value)
        return LiveFormula(value, f"{self.within(_PRODUCT)} / {other.within(_ATOM)}", _PRODUCT)

    def over(self, other: "LiveFormula", otherwise: "LiveFormula") -> "LiveFormula":
        """This formula by another one, and a third one where that is zero: for all parameters."""
        if not other.text:
            return self / other if other.value else otherwise
        value = self.value / other.value if other.value else otherwise.value
        if self == other:
            inner = "1"
        elif not self.text and self.value == 0:
            inner = "0"
        else:
            inner = f"{self.within(_PRODUCT)} / {other.within(_ATOM)}"
        if inner == otherwise.within(_SUM):
            return otherwise
        return LiveFormula(value, f"if({other.text} = 0, {otherwise.within(_SUM)}, {inner})")


ONE = LiveFormula(Fraction(1))
ZERO = LiveFormula(Fraction(0))


def total(parts: Iterable[LiveFormula]) -> LiveFormula:
    """The sum of some formulas: numbers first added up, then those with names, each once."""
    number, texts = Fraction(0), list[LiveFormula]()
    for part in parts:
        if part.text:
            texts.append(part)
        else:
            number += part.value
    value = number + sum((part.value for part in texts), Fraction(0))
    if not texts:
        return LiveFormula(value)
    if len(texts) == 1 and not number:
        return texts[0]
    shown = [part.within(_PRODUCT) for part in texts]
    if number:
        shown.append(LiveFormula(number).within(_PRODUCT))
    return LiveFormula(value, " + ".join(shown), _SUM)


def share_formulas(branches: Sequence[Branch], names: Mapping[str, Fraction]) -> list[LiveFormula]:
    """The probability of each branch of a chance node; what is left to share as a formula, too.

    The node has to be valid: see `solver.document.shares`.
    """
    stated: list[LiveFormula | None] = []
    for branch in branches:
        numeral = share_of(branch, Kind.CHANCE)
        silent = numeral is None or numeral.is_remainder
        stated.append(None if silent or numeral is None else LiveFormula.of(numeral, names))
    given = total(part for part in stated if part is not None)
    left = stated.count(None)
    rest = LiveFormula((1 - given.value) / left) if left else ZERO
    if given.text and left:
        rest = complement(given)
        rest = rest if left == 1 else rest / LiveFormula(Fraction(left))
    return [rest if part is None else part for part in stated]


def complement(given: LiveFormula) -> LiveFormula:
    """What is left of one; of one less something it is that."""
    before, _, name = given.text.partition("1 - ")
    if not before and name.isidentifier():
        return LiveFormula(1 - given.value, name)
    return LiveFormula(1 - given.value, f"1 - {given.within(_PRODUCT)}", _SUM)

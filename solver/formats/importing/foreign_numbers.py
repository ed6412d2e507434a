"""Numbers as other programs and people write them, put into the spelling that Quandary reads.

``$1,200.50``, ``1.200,50 €``, ``1 200``, ``-0,5``, ``75 %``, ``3 1/2``, ``0.1(6)``, ``(1/3)``,
``$1.2M``: a comma separates thousands in one file and decimals in another, so that a file is looked
at as a whole first (`Spelling.of`).  A text that could mean two numbers is none.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from solver.document.numerals import Numeral, plain_numeral
from solver.errors import NumberError

#: No number of another program is longer: what follows would cost time and is text anyway.
LONGEST: Final = 400

MINUS: Final = "-−–"
_SPACES: Final = "\u00a0\u2009\u202f"  # that stand within numbers only
_SIGNS: Final = "$€£¥₹₽₩₪₺₫฿₴"
_CODES: Final = (
    "USD|EUR|GBP|CHF|JPY|CNY|INR|AUD|CAD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|BRL|MXN|ZAR|RUB|TRY|KRW|"
    "US\\$|A\\$|C\\$|R\\$|Fr\\.|zł|kr"
)
CURRENCY: Final = rf"(?:[{_SIGNS}]|\b(?:{_CODES})(?![^\W\d]))"
_TIMES: Final = {
    "k": 10**3, "thousand": 10**3, "M": 10**6, "mio": 10**6, "mio.": 10**6, "mn": 10**6,
    "million": 10**6, "bn": 10**9, "billion": 10**9,
}  # fmt: skip
_MULTIPLE: Final = r"(?:thousand|million|billion|mio\.?|mn|bn|[kKM])(?![^\W\d])"
_DIGITS: Final = (
    rf"(?:\d{{1,3}}(?:[,.{_SPACES}'’]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d{{1,3}}(?: \d{{3}})+(?!\d)"
    r"(?:[.,]\d+)?|\d+(?:,\d+|\.\d*)?|\.\d+)"
)
#: What a number looks like anywhere in a text, with its sign, currency, and what follows it.
NUMBER: Final = (
    rf"(?:{CURRENCY}\s*)?[{MINUS}+]?(?:{CURRENCY}\s*)?{_DIGITS}"
    r"(?:\(\d+\)|[eE][+-]?\d+(?!\w)|\s*/\s*\d+(?!\d)| \d+/\d+(?!\d))?"
    rf"(?:\s*%|\s*{_MULTIPLE})?(?:\s*{CURRENCY})?"
)
_PARTS: Final = re.compile(
    rf"(?P<before>(?:{CURRENCY}\s*)?)(?P<sign>[{MINUS}+]?)(?P<between>(?:{CURRENCY}\s*)?)"
    rf"(?P<digits>{_DIGITS})"
    r"(?:\((?P<period>\d+)\)|(?P<power>[eE][+-]?\d+)|\s*/\s*(?P<below>\d+)"
    r"| (?P<top>\d+)/(?P<bottom>\d+))?"
    rf"\s*(?P<after>%|{_MULTIPLE})?\s*(?P<behind>{CURRENCY}?)"
)
_SEEN: Final = re.compile(rf"(?<![\w.,]){_DIGITS}(?![\w]|[.,]\d)")
#: Several numbers in brackets: a comma there separates them.
_VECTOR: Final = re.compile(r"\[[^\[\]]*\]|\{[^{}]*\}")


@dataclass(frozen=True)
class Spelling:
    """Which sign stands before decimals: ``"."``, ``","``, or both in one file: ``""``."""

    decimal: str = "."

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Spelling":
        """What numbers in the texts of one file show, where only one reading is possible."""
        found = {
            sign
            for text in texts
            for digits in _SEEN.findall(_VECTOR.sub(" ", text[:LONGEST]))
            if (sign := _decimal(digits))
        }
        return cls(found.pop() if len(found) == 1 else "" if found else ".")

    def read(self, text: str) -> Numeral | None:
        """The number that a whole text is, in our spelling; None where it is none, or could be two.

        Percents stay percents, fractions stay fractions; whatever else is put together from
        several parts (``3 1/2``, ``0.1(6)``, ``$1.2M``) becomes its value.
        """
        text = text.strip()
        match = _PARTS.fullmatch(text) if len(text) <= LONGEST else None
        if match is None or sum(bool(match[k]) for k in ("before", "between", "behind")) > 1:
            return None
        digits = self._plain(match["digits"])
        if digits is None:
            return None
        minus = "-" if match["sign"] and match["sign"] in MINUS else ""
        after = match["after"] or ""
        try:
            if match["period"]:
                number = minus + _repeating(digits, match["period"])
            elif match["top"]:
                if "." in digits:
                    return None
                number = f"{minus}({digits} + {match['top']}/{match['bottom']})"
                number = str(Numeral(number).value())
            else:
                below = f"/{match['below']}" if match["below"] else ""
                number = minus + digits + (match["power"] or "") + below
            if after == "%":
                number += "%"
            elif after:
                times = _TIMES.get(after) or _TIMES[after.lower()]
                number = plain_numeral(Numeral(number).value() * times).text
            numeral = Numeral.typed(number)
            numeral.value()
        except NumberError:  # a division by zero, or too long
            return None
        return numeral

    def _plain(self, digits: str) -> str | None:
        """Digits without separators of thousands, and a point before decimals."""
        digits = re.sub(rf"[{_SPACES} '’]", "", digits)
        points, commas = digits.count("."), digits.count(",")
        if points + commas == 0:
            return digits
        if points and commas:
            last = "." if digits.rfind(".") > digits.rfind(",") else ","
            if digits.count(last) > 1:
                return None
            return digits.replace("," if last == "." else ".", "").replace(",", ".")
        sign, count = (".", points) if points else (",", commas)
        if count > 1:
            return digits.replace(sign, "")
        if _decimal(digits) == sign or self.decimal == sign:
            return digits.replace(",", ".")
        return digits.replace(sign, "") if self.decimal else None


def _decimal(digits: str) -> str:
    """The sign before decimals that digits show, where they can be read in one way only."""
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        return "." if digits.rfind(".") > digits.rfind(",") else ","
    if points > 1 or commas > 1:  # of thousands, so that the other one is left for decimals
        return "," if points else "."
    for sign, count in ((".", points), (",", commas)):
        if count:
            whole, _, places = digits.partition(sign)
            is_group = len(places) == 3 and 1 <= len(whole) <= 3 and whole != "0"
            return "" if is_group else sign
    return ""


def _repeating(digits: str, period: str) -> str:
    """``0.1`` with the period ``6``: the fraction 1/6."""
    whole, _, places = digits.partition(".")
    shift, nines = 10 ** len(places), 10 ** len(period) - 1
    value = Fraction(int(whole + places or "0"), shift) + Fraction(int(period), shift * nines)
    return str(value)

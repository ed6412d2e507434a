"""An interval as somebody types it in the place of a number: “0.1 – 0.8”, “10% to 80%”."""

import re
from fractions import Fraction
from typing import Final

from solver.document.numerals import Numeral
from solver.errors import NumberError

_DASHED: Final = re.compile(r"(.+?)\s*(?:–|—|\.\.|…|\bto\b)\s*(.+)")
#: With a hyphen both ends must be plain numbers: else it is a difference.
_HYPHENED: Final = re.compile(r"([\d.]+%?|\d+\s*/\s*\d+)\s*-\s*([\d.]+%?|\d+\s*/\s*\d+)")

#: A difference from nothing: so far, an interval of which “0.8” is still being typed.
_BEGUN: Final = re.compile(r"([\d.]+%?|\d+\s*/\s*\d+)\s*-\s*0*\.?0*")


def is_or_begins_interval(numeral: Numeral | None) -> bool:
    """Whether an interval is typed, or so much of one that it is no number that somebody means.

    >>> [is_or_begins_interval(Numeral(text)) for text in ("0.1", "0.1 - 0.", "0.1 - 0.8", "0.8 - 0.1")]
    [False, True, True, False]
    """
    if interval_of(numeral) is not None:
        return True
    return numeral is not None and _BEGUN.fullmatch(numeral.text.strip()) is not None


def interval_of(numeral: Numeral | None) -> tuple[Numeral, Numeral] | None:
    """The two ends, the smaller first; None where something else is typed.

    >>> [end.text for end in interval_of(Numeral("0.8 – 1/10"))]
    ['1/10', '0.8']
    >>> interval_of(Numeral("0.8 - 0.1")) is None  # a difference
    True
    """
    if numeral is None or not numeral.quoted:
        return None
    text = numeral.text.strip()
    if dashed := _DASHED.fullmatch(text):
        ends = _ends(dashed[1], dashed[2])
        return ends and (ends[0][0], ends[1][0])
    if hyphened := _HYPHENED.fullmatch(text):
        ends = _ends(hyphened[1], hyphened[2])
        if ends is not None and ends[0][0].text == hyphened[1].strip() and ends[0][1] < ends[1][1]:
            return ends[0][0], ends[1][0]
    return None


def _ends(one: str, other: str) -> tuple[tuple[Numeral, Fraction], tuple[Numeral, Fraction]] | None:
    """Both ends with their values, the smaller first; None where they are no plain numbers."""
    found = []
    for text in (one.strip(), other.strip()):
        numeral = Numeral.typed(text)
        try:
            found.append((numeral, numeral.value({})))
        except NumberError:
            return None
    return (found[0], found[1]) if found[0][1] <= found[1][1] else (found[1], found[0])

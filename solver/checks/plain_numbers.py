"""Numbers that need no parser: those that nearly every document holds, read quickly and exactly."""

import re
from typing import Final

# A decimal, perhaps in percent or over a whole number.  Short enough to be in range for certain.
_PLAIN: Final = re.compile(
    r"(-?[0-9]{1,99})(?:\.([0-9]{1,99}))?(?:(%)|/([1-9][0-9]{0,98}))?", re.ASCII
)


def is_plain(text: str) -> bool:
    """Whether a text is a number that can be computed, whatever the parameters; True is certain."""
    return _PLAIN.fullmatch(text) is not None


def plain_value(text: str) -> tuple[int, int] | None:
    """Numerator and denominator (not in lowest terms) of a plain number; None for any other text."""
    if (found := _PLAIN.fullmatch(text)) is None:
        return None
    whole, decimals, percent, below = found.groups()
    decimals = decimals or ""
    unit = 100 if percent else int(below or 1)
    return int(whole + decimals), 10 ** len(decimals) * unit

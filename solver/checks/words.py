"""Words that several checks use."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

from solver.document.elements import Branch, Node

MAX_SHOWN: Final = 5


def called(node: Node) -> str:
    return f"“{node.label or node.id}”"


def called_branch(branch: Branch) -> str:
    return f"“{branch.label or branch.id}”"


def listed(ids: Sequence[str]) -> str:
    """Some ids in words; the finding itself holds all."""
    more = ", …" if len(ids) > MAX_SHOWN else ""
    return ", ".join(f"“{id_}”" for id_ in ids[:MAX_SHOWN]) + more


def shown(value: Fraction) -> str:
    """The exact value, unless nobody could read it."""
    if max(value.numerator.bit_length(), value.denominator.bit_length()) <= 128:
        return str(value)
    try:
        return f"about {float(value):.17g}"
    except OverflowError:
        return "beyond 1e308" if value > 0 else "below -1e308"


def did_you_mean(word: str, known: Any) -> str:
    from difflib import get_close_matches  # only where something is wrong

    close = get_close_matches(word, list(known), n=1)
    return f" Did you mean “{close[0]}”?" if close else ""

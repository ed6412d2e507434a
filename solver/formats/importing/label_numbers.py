"""Probabilities and values that stand within the labels of other programs' trees.

``sunny (30%)``, ``Prob = 75%``, ``P(win) = 0.2``, ``0.2 win`` on a branch; ``Sell: $100``, ``Win`` above
``12,000``, ``value = 21.35`` at the end of one.  What could be something else is not read, so that the
reader of a file can say so.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from solver.document.numerals import REMAINDER, Numeral
from solver.formats.importing.foreign_numbers import CURRENCY, NUMBER, Spelling

LONGEST: Final = 400  # characters of a label; what is longer holds no number
_SEPARATORS: Final = r"[\s:,;=(\[]"
_NOISE: Final = Fraction(1, 10**9)
_NEAR_ONE: Final = Fraction(1, 50)  # how far rounded probabilities may be from 1 together

_PROBABILITY: Final = re.compile(
    r"(?:[(\[]\s*)?\b(?:(?P<short>p|pr)|prob(?:ability)?|chance|likelihood)\b\.?\s*"
    rf"(?:\((?P<event>[^()]*)\)\s*)?(?P<sign>[=:]|\bis\b|\bof\b)?\s*(?P<number>{NUMBER})"
    r"(?![\w.,]*\d|\s*[-+*/^–−]\s*\w)\s*[)\]]?",
    re.IGNORECASE,
)
_STATED: Final = re.compile(rf"(?:p|pr|prob(?:ability)?)\.?\s*[=:]\s*{NUMBER}", re.IGNORECASE)
_AT_END: Final = re.compile(
    rf"(?P<label>.*?)(?P<between>{_SEPARATORS}*+)(?P<number>{NUMBER})\s*[)\]]?\s*", re.DOTALL
)
_LAST: Final = re.compile(
    rf"(?P<label>.*[^\W\d]\S*)\s+(?:[-–—]\s+)?(?P<number>{NUMBER})", re.DOTALL
)
_FIRST: Final = re.compile(
    rf"[(\[]?(?P<number>{NUMBER})[)\]]?(?:\s+[-–—]\s+|\s*[:,;]\s+|\s+)(?P<label>[^\W\d].*)",
    re.DOTALL,
)
_BRACKETED: Final = re.compile(r"\(\s*(.*?)\s*\)|\[\s*(.*?)\s*\]")
_VECTOR: Final = re.compile(r"\[[^\[\]]*,[^\[\]]*\]|\{[^{}]*,[^{}]*\}")
_VALUE_LINE: Final = re.compile(
    rf"(?:(?:expected |net |final )?(?:value|payoff|pay-off|utility)|e[mn]?v|npv)\s*[=:]\s*(?P<number>{NUMBER})",
    re.IGNORECASE,
)
_NUMBER_LINE: Final = re.compile(rf"\S.*[=:]\s*{NUMBER}")
_MONEY: Final = re.compile(CURRENCY)
_DIGIT: Final = re.compile(r"\d")
_DECIMAL: Final = re.compile(r"\d[.,]\d|^[.,]\d|%")


@dataclass(frozen=True)
class Reading:
    """A label without its number, and the number; ``is_sure`` where it can be nothing else."""

    label: str
    number: Numeral | None = None
    is_sure: bool = True


def plain(text: str) -> str:
    """A label on one line."""
    return " ".join(text.split())


# ------------------------------------------------------------------------------ probabilities


def shares(texts: Sequence[str], spelling: Spelling) -> list[Reading]:
    """What the labels of all branches of one chance node say of their probabilities.

    A number that merely stands beside words (``win 0.2``) is a probability only where all of them
    together can be the probabilities of one node.  Where they add up to 1 but for the noise of floating
    points, the one with the most digits becomes what is left.
    """
    found = [_share(text, spelling) for text in texts]
    total = sum((r.number.value() for r in found if r.number), Fraction(0))
    is_whole = all(reading.number for reading in found)
    fits = abs(total - 1) <= _NEAR_ONE if is_whole else total <= 1
    kept = [
        reading
        if reading.number is None
        or reading.is_sure
        or (fits and (is_whole or _DECIMAL.search(reading.number.text)))
        else Reading(plain(text))
        for text, reading in zip(texts, found, strict=True)
    ]
    if 0 < abs(total - 1) < _NOISE and all(reading.number for reading in kept):
        noisy = max(range(len(kept)), key=lambda i: len(kept[i].number.text))  # type: ignore[union-attr]
        kept[noisy] = Reading(kept[noisy].label, Numeral(REMAINDER))
    return kept


def carried(text: str) -> tuple[str, str]:
    """A node's label without the line that says the probability of coming there, and that line."""
    lines = text.split("\n")
    said = [line for line in lines if not _has_none(line) and _STATED.fullmatch(line.strip())]
    if len(said) != 1 or len(lines) == 1:
        return text, ""
    return "\n".join(line for line in lines if line != said[0]), said[0].strip()


def _share(text: str, spelling: Spelling) -> Reading:
    """What one label says; the caller looks at its siblings where it is not sure."""
    whole = plain(text)
    if _has_none(text):
        return Reading(whole)
    if (said := _PROBABILITY.search(text)) and (said["sign"] or not said["short"]):
        number = _probability(said["number"], spelling)
        rest = plain(f"{text[: said.start()]}\n{text[said.end() :]}").strip(" :,;=-–")
        label = _bare(rest) or plain(said["event"] or "")
        return Reading(label, number) if number else Reading(whole)
    lines = [line.strip() for line in text.split("\n")]
    alone = [i for i, line in enumerate(lines) if _probability(_bare(line), spelling)]
    if len(alone) == 1:
        rest = plain("\n".join(line for i, line in enumerate(lines) if i not in alone))
        return Reading(rest, _probability(_bare(lines[alone[0]]), spelling))
    if match := _separated(text):
        number = _probability(match["number"], spelling)
        return Reading(_words(match["label"]), number) if number else Reading(whole)
    for pattern in (_LAST, _FIRST) if " " in whole else ():
        beside = pattern.fullmatch(whole)
        if beside is None or _DECIMAL.search(beside["label"]):
            continue
        number = _probability(beside["number"].lstrip("-–− "), spelling)
        if number and re.search(r"[./,%]", beside["number"]):
            return Reading(beside["label"].rstrip(" -–—"), number, is_sure=False)
    return Reading(whole)


def _bare(line: str) -> str:
    """A line without the brackets around it."""
    match = _BRACKETED.fullmatch(line)
    return (match[1] or match[2] or "") if match else line


def _probability(text: str, spelling: Spelling) -> Numeral | None:
    if _MONEY.search(text):
        return None
    number = spelling.read(text)
    return number if number is not None and 0 <= number.value() <= 1 else None


# ------------------------------------------------------------------------------------- values


def value(text: str, spelling: Spelling) -> Reading:
    """What the label at an end says of its value."""
    whole = plain(text)
    if _has_none(text) or _VECTOR.search(text):
        return Reading(whole)
    if (number := spelling.read(text)) is not None:
        return Reading("", number)
    lines = [line.strip() for line in text.split("\n")]
    stated = [i for i, line in enumerate(lines) if _VALUE_LINE.fullmatch(line)]
    alone = [i for i, line in enumerate(lines) if spelling.read(line) is not None]
    for found in (stated, alone):
        if len(found) == 1:
            line = lines[found[0]]
            match = _VALUE_LINE.fullmatch(line)
            number = spelling.read(match["number"] if match else line)
            rest = plain("\n".join(other for i, other in enumerate(lines) if i != found[0]))
            return Reading(rest, number) if number is not None else Reading(whole)
        if found:  # several
            return Reading(whole)
    match = _separated(text)
    if match is None or sum(bool(_NUMBER_LINE.fullmatch(line)) for line in lines) > 1:
        return Reading(whole)
    # Bookkeepers write what is lost in parentheses: there ($300) and (300) on its line are ambiguous.
    is_loss = "(" in match["between"] and (
        "\n" in match["between"] or _MONEY.search(match["number"])
    )
    number = None if is_loss else spelling.read(match["number"])
    return Reading(_words(match["label"]), number) if number is not None else Reading(whole)


def without_computed(text: str, spelling: Spelling) -> Reading:
    """A label without the line that states a value, which above an end is a computed one."""
    lines = text.split("\n")
    found = [(line, match) for line in lines if (match := _VALUE_LINE.fullmatch(line.strip()))]
    if len(found) != 1 or len(lines) == 1:
        return Reading(text)
    rest = "\n".join(line for line in lines if line != found[0][0])
    return Reading(rest, spelling.read(found[0][1]["number"]))


def has_number(text: str) -> bool:
    """Whether a number stands behind a sign that sets it apart from a label."""
    return not _has_none(text) and _separated(text) is not None


def _has_none(text: str) -> bool:
    """Whether there is no number in a text, or too much else."""
    return len(text) > LONGEST or not _DIGIT.search(text)


def _separated(text: str) -> re.Match[str] | None:
    """The number at the end, where a sign sets it apart: ``win 100`` is a name, too."""
    match = _AT_END.fullmatch(text.strip())
    if match is None or not any(sign in match["between"] for sign in ":,;=([\n"):
        return None
    label = match["label"]
    if not re.search(r"[^\W\d]", label) or (
        any(sign in match["between"] for sign in ",;") and label[-1:].isdigit()
    ):
        return None  # a ratio or a list
    return match


def _words(label: str) -> str:
    return plain(label).rstrip(":,;=([ ")

"""How a tree is drawn: a frozen value, kept in the document's ``view`` under ``style``.

Only what differs from the usual look is written, and what cannot be read is drawn as usual, so
that every version 1 file stays valid.
"""

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from solver.document.elements import Json
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.translation import mark

#: The key in the document's ``view``.
KEY: Final = "style"

#: The words that a field may hold, the usual one first, and what they are called.
THEMES: Final = {
    "colour": mark("Colour"),
    "print": mark("Print, black and white"),
    "slides": mark("Dark slides"),
    "large": mark("Large type"),
}
PROBABILITIES: Final = {
    "typed": mark("As typed"),
    "decimal": mark("Decimal"),
    "percent": mark("Percent"),
    "fraction": mark("Fraction"),
    "none": mark("None"),
}
DOMINATED: Final = {"marked": mark("Marked"), "faded": mark("Faded"), "folded": mark("Folded")}
SHAPES: Final = {"convention": mark("Square, circle, triangle"), "dots": mark("Dots")}
FRACTIONS: Final = {
    "line": mark("In the line, 4/9"),
    "stacked": mark("One number above the other"),
}
MATHEMATICS: Final = {
    "text": mark("As the text"),
    "sans": mark("Without serifs"),
    "serif": mark("With serifs"),
}

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "theme": THEMES,
    "probabilities": PROBABILITIES,
    "dominated": DOMINATED,
    "shapes": SHAPES,
    "fractions": FRACTIONS,
    "mathematics": MATHEMATICS,
}
#: The bounds of the fields that are percentages of a measure of the theme.
PERCENT: Final = (50, 300)


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """How a tree is drawn.

    ``type_size``, ``line_weight`` and ``label_width`` (at which labels go on in the next line) are
    percentages of what the theme has.  ``columns`` puts scales and net values behind the outcomes,
    which then stand in one column.  ``family`` is the font,
    the program's own where it is empty.  ``rolled_back`` shows the expected value at every node that
    has one, ``lotteries`` the lottery to which what is shown leads from there.  ``fractions`` says how
    numbers such as 4/9 are set, ``mathematics`` in what letters formulas are.  ``step_names`` puts above
    each frame of a talk what its step is called, and the rule whose answer is shown.
    """

    theme: str = "colour"
    family: str = ""
    type_size: int = 100
    line_weight: int = 100
    label_width: int = 100
    shapes: str = "convention"
    probabilities: str = "typed"
    fractions: str = "line"
    mathematics: str = "text"
    policies: bool = True
    payoffs: bool = True
    values: bool = True
    columns: bool = False
    rolled_back: bool = False
    lotteries: bool = False
    names: bool = True
    highlighting: bool = True
    dominated: str = "marked"
    legend: bool = False
    title: bool = False
    step_names: bool = True


USUAL: Final = Style()
_DEFAULTS: Final[dict[str, Any]] = msgspec.structs.asdict(USUAL)


def style_of(document: Document, default: Style = USUAL) -> Style:
    """The style of a document: its own, or else the default."""
    stated = document.view.get(KEY)
    return read_style(stated) if isinstance(stated, Mapping) else default


def read_style(stated: Mapping[str, Json]) -> Style:
    """The style that an object of the file states; what it states wrongly is as usual."""
    return Style(
        **{
            key: value
            for key, entry in stated.items()
            if key in _DEFAULTS and (value := _value(key, entry)) is not None
        }
    )


def _value(key: str, entry: Json) -> Any:
    default = _DEFAULTS[key]
    if isinstance(default, bool):
        return entry if isinstance(entry, bool) else None
    if isinstance(default, int):
        return _percent(entry)
    if not isinstance(entry, str):
        return None
    return entry if entry in WORDS.get(key, {entry: ""}) else None


def _percent(entry: Json) -> int | None:
    text = entry.text if isinstance(entry, Numeral) else ""
    low, high = PERCENT
    return int(text) if text.isdecimal() and len(text) < 9 and low <= int(text) <= high else None


def style_entry(style: Style, stated: Json = None) -> Json:
    """What the file holds for a style; keys that this version does not know are kept."""
    kept = (
        {k: v for k, v in stated.items() if k not in _DEFAULTS}
        if isinstance(stated, Mapping)
        else {}
    )
    for key, value in msgspec.structs.asdict(style).items():
        if value != _DEFAULTS[key]:
            is_number = isinstance(value, int) and not isinstance(value, bool)
            kept[key] = Numeral(str(value), quoted=False) if is_number else value
    return kept

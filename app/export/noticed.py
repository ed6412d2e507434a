"""What one should know before a picture is written: letters that are not read, texts in each other’s way."""

from typing import TYPE_CHECKING, Final

from app.export.formats.tikz import listed
from app.export.options import ExportOptions
from solver.edits import MoveTexts
from solver.page.clear_places import moved_aside
from solver.page.collisions import Collision, collisions
from solver.page.drawing_list import DrawnText
from solver.page.geometry import Point
from solver.translation import tr, trn
from solver.words.plain_mathematics import plain_text

if TYPE_CHECKING:
    from widgets.drawing.picture import Picture

READ: Final = 3.0  # the least contrast of letters with what is behind them
SHOWN: Final = 40  # signs of a text that is named


def noticed(picture: "Picture", options: ExportOptions) -> tuple[str, ...]:
    """Sentences about a picture, the most important first; none where all is well."""
    found = (inks(picture, options), overlaps(collisions(listed(picture, options))))
    return tuple(sentence for sentence in found if sentence)


def texts_aside(picture: "Picture", options: ExportOptions) -> MoveTexts | None:
    """What puts free texts that meet something where they meet nothing; None where all are clear."""
    drawing = picture.drawing
    ways = moved_aside(listed(picture, options)) if drawing.texts else {}
    moved = {
        text.index: (text.place + Point(*ways[name])) / drawing.far
        for text in drawing.texts
        if (name := f"{text.element}-{text.id}") in ways
    }
    return MoveTexts({index: (to.x, to.y) for index, to in moved.items()}) if moved else None


def inks(picture: "Picture", options: ExportOptions) -> str:
    """Whether the letters of the theme are read on the ground that was chosen, and what helps."""
    other = other_ink(picture, options)
    if not other:
        return ""
    if options.background == "transparent":
        return tr(
            "The letters are light: on a light background they cannot be read unless you choose dark ink."
        )
    own = "light" if other == "dark" else "dark"
    return tr("On this background {own} letters cannot be read. Choose {other} ink.").format(
        own=own, other=other
    )


def other_ink(picture: "Picture", options: ExportOptions) -> str:
    """The ink in which letters would be read that are not, or may not be; empty where they are."""
    theme = picture.theme
    ground = options.ground(theme.canvas)
    is_read = not theme.is_dark if ground is None else contrast(theme.text, ground) >= READ
    return "" if is_read else "dark" if theme.is_dark else "light"


def contrast(one: str, other: str) -> float:
    """How well two colours are told apart, from 1 to 21, as WCAG has it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def overlaps(found: list[Collision]) -> str:
    """What is said of texts that run into something; empty where none does."""
    if not found:
        return ""
    first = found[0]
    if first.other is None:
        said = tr("{text} runs into a line").format(text=_named(first.text))
    else:
        said = tr("{text} and {other} overlap").format(
            text=_named(first.text), other=_named(first.other)
        )
    more = len(found) - 1
    if more:
        said += trn(
            ", and likewise at {more} other place",
            ", and likewise at {more} other places",
            more,
        ).format(more=more)
    return tr(
        "{said}. Smaller type, another shape of branches, or moving nodes or free texts helps."
    ).format(said=said)


def _named(text: DrawnText) -> str:
    words = "".join(
        plain_text(f"${run.text}$") if run.is_formula else run.text for run in text.runs
    )
    return f"“{words if len(words) <= SHOWN else f'{words[:SHOWN]}…'}”"

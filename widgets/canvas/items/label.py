"""A line of text as it is drawn: words in the tree's font, mathematics as outlines, any script."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainterPath

from solver.words.tree_texts import FORMULA
from widgets.basics.theme import canvas_font, metrics
from widgets.canvas.items.mathematics import Formula, formula
from widgets.canvas.items.surface import Surface, paint

LONGEST: Final = 260.0  # pixels at 14 pixels a line; longer texts are cut, the tool tip has all

_ISOLATE: Final = (
    "\u2068",
    "\u2069",
)  # first strong isolate … pop: a text with a direction of its own


@dataclass(frozen=True)
class Label:
    """Runs of text and formulas one behind the other, with the place of each; in pixels."""

    runs: tuple[tuple[float, "str | Formula"], ...] = ()
    font: QFont | None = None
    width: float = 0.0
    ascent: float = 0.0
    height: float = 0.0

    def __bool__(self) -> bool:
        return bool(self.runs)

    def at(self, left: float, top: float) -> QRectF:
        """The room it takes with its upper left corner there."""
        return QRectF(left, top, self.width + 1, self.height) if self else QRectF()

    def draw(self, surface: Surface, place: QRectF, colour: str) -> None:
        """Draw it into its room."""
        if self.font is None:
            return
        baseline = place.top() + self.ascent
        for offset, run in self.runs:
            at = QPointF(place.left() + offset, baseline)
            if isinstance(run, str):
                surface.setFont(self.font)
                surface.setPen(paint(colour))
                surface.drawText(at, run)
            else:
                surface.setPen(Qt.PenStyle.NoPen)
                surface.setBrush(paint(colour))
                surface.drawPath(_moved(run.path, at))


def _moved(path: QPainterPath, by: QPointF) -> QPainterPath:
    return path.translated(by.x(), by.y())


NOTHING: Final = Label()


@lru_cache(maxsize=100_000)
def label(text: str, pixels: int, family: str = "") -> Label:
    """A line of text, ready to be measured and drawn; trees repeat their texts."""
    text = " ".join(text.split())
    if not text:
        return NOTHING
    measure = metrics(pixels, family=family)
    longest = LONGEST * pixels / 14
    parts: list[str | Formula] = _parts(text, pixels) if "$" in text else [text]
    made = _set(parts, pixels, family)
    if made.width <= longest or len(text) < 2:
        return made
    if any(isinstance(part, Formula) for part in parts) and made.width <= 2 * longest:
        return made
    cut = measure.elidedText(text[:400], Qt.TextElideMode.ElideRight, longest)
    return _set([cut], pixels, family)


def _parts(text: str, pixels: int) -> list[str | Formula]:
    """Words and formulas in turn; what is no formula stays as it was typed."""
    parts: list[str | Formula] = []
    at = 0
    for match in FORMULA.finditer(text):
        found = formula(match[1], pixels)
        if found is not None:
            parts += [text[at : match.start()], found]
            at = match.end()
    return [part for part in (*parts, text[at:]) if part]


def _set(parts: list[str | Formula], pixels: int, family: str) -> Label:
    measure = metrics(pixels, family=family)
    runs: list[tuple[float, str | Formula]] = []
    ascent, descent, width = measure.ascent(), measure.descent(), 0.0
    for part in parts:
        if isinstance(part, Formula):
            ascent, descent = max(ascent, part.ascent), max(descent, part.descent)
            runs.append((width, part))
            width += part.width
        else:
            shown = part.strip()  # SVG readers drop blanks at either end: they are places here
            if shown:
                before = measure.horizontalAdvance(part[: part.index(shown)])
                runs.append((width + before, _directed(shown)))
            width += measure.horizontalAdvance(part)
    return Label(tuple(runs), canvas_font(pixels, family=family), width, ascent, ascent + descent)


def _directed(text: str) -> str:
    """A text that is read from right to left keeps its own order of words and signs."""
    for sign in text:
        direction = unicodedata.bidirectional(sign)
        if direction in ("R", "AL"):
            return f"{_ISOLATE[0]}{text}{_ISOLATE[1]}"
        if direction == "L":
            break
    return text

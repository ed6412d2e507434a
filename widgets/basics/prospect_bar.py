"""A prospect as one bar: each end as wide as it is likely, in the colour of its scale."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from solver.document.elements import Outcome
from solver.document.model import Document
from solver.document.values import criterion_values
from solver.errors import NumberError
from solver.prospect import Prospect
from widgets.basics.style import theme_now
from widgets.basics.theme import Theme

HEIGHT: Final = 9
WIDER: Final = 13  # where it is what one looks at

#: A part of a bar: how likely, and its colour.
Piece = tuple[Fraction, str]


def colours(document: Document, theme: Theme) -> Mapping[str, str]:
    """The colour of each outcome: that of its scale, the paler the less it is worth there."""
    on: dict[str, list[Outcome]] = {}
    for outcome in document.outcomes.values():
        if outcome.scale_name is not None:
            on.setdefault(outcome.scale_name, []).append(outcome)
    hues = dict.fromkeys(document.outcomes, theme.node)  # those that stand alone
    for number, own in enumerate(on.values()):
        hue = theme.hues[number % len(theme.hues)]
        for place, outcome in enumerate(sorted(own, key=partial(_worth, document), reverse=True)):
            hues[outcome.id] = _paler(hue, place, len(own), theme)
    return hues


def _worth(document: Document, outcome: Outcome) -> Fraction:
    """What an outcome is worth on the first criterion; 0 while its value cannot be read."""
    try:
        values = criterion_values(document, outcome.value)
    except NumberError:
        return Fraction(0)
    first = document.criterion_ids[0]
    criterion = document.criterion(first)
    value = values.get(first, Fraction(0))
    return -value if criterion is not None and criterion.better == "less" else value


def _paler(hue: str, place: int, of: int, theme: Theme) -> str:
    """One hue, step by step nearer to the ground."""
    if place == 0:
        return hue
    part = 0.7 * place / (of - 1)
    a, b = QColor(hue), QColor(theme.canvas)
    red, green, blue = (
        round(x + (y - x) * part)
        for x, y in ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    )
    return QColor(red, green, blue).name()


def pieces(prospect: Prospect, hues: Mapping[str, str]) -> list[Piece]:
    """What a bar shows of a prospect."""
    return [(chance, hues[end.outcome]) for end, chance in prospect.items()]


def paint_bar(painter: QPainter, rect: QRectF, parts: Sequence[Piece], theme: Theme) -> None:
    """Draw the bar into a rectangle, with an edge around it and lines between its parts."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    shape = QPainterPath()
    shape.addRoundedRect(box, 2, 2)
    painter.setClipPath(shape)
    at = Fraction(0)
    blank = theme.node in {colour for _, colour in parts}
    for chance, colour in parts:
        left = box.left() + box.width() * float(at)
        at += chance
        right = box.left() + box.width() * float(at)
        painter.fillRect(QRectF(left, box.top(), right - left, box.height()), QColor(colour))
        if at < 1:
            gap = QRectF(right - 0.5, box.top(), 1, box.height())
            painter.fillRect(gap, QColor(theme.edge if blank else theme.base))
    painter.setClipping(False)
    painter.setPen(QPen(QColor(theme.edge), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)
    painter.restore()


class ProspectBar(QWidget):
    """The bar as a widget; what it shows stands beside it in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Prospect")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._prospect = Prospect()
        self._document = Document()

    def show_prospect(self, document: Document, prospect: Prospect, words: str) -> None:
        """Show what something leads to, ``words`` being the same for who cannot see it."""
        self._document, self._prospect = document, prospect
        self.setAccessibleDescription(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, WIDER)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = theme_now()
        parts = pieces(self._prospect, colours(self._document, theme))
        paint_bar(QPainter(self), QRectF(self.rect()), parts, theme)

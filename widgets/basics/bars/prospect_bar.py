"""A prospect as one bar: each end as wide as it is likely, in the colour of its scale."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from solver.document.model import Document
from solver.page.scale_shades import shades
from solver.prospect import Prospect
from solver.translation import tr
from widgets.basics.style import theme_now
from widgets.basics.theme import Theme

HEIGHT: Final = 9
WIDER: Final = 13  # where it is what one looks at

#: A part of a bar: how likely, and its colour.
Piece = tuple[Fraction, str]


def colours(document: Document, theme: Theme) -> Mapping[str, str]:
    """The colour of each outcome, as on the tree; grey of one that stands alone, which is empty there."""
    found = shades(document)
    return {
        id_: theme.hue(found[id_]) if found.get(id_) is not None else theme.fade
        for id_ in document.outcomes
    }


def pieces(prospect: Prospect, hues: Mapping[str, str]) -> list[Piece]:
    """What a bar shows of a prospect: where opinions differ, the least chances, and the rest is hatched."""
    if prospect.opinions:
        return [(low, hues[end.outcome]) for end, (low, _) in prospect.ranges.items() if low]
    return [(chance, hues[end.outcome]) for end, chance in prospect.items()]


def paint_bar(painter: QPainter, rect: QRectF, parts: Sequence[Piece], theme: Theme) -> None:
    """Draw the bar into a rectangle, with an edge around it and lines between its parts.

    What they leave, about which opinions differ, is hatched.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    shape = QPainterPath()
    shape.addRoundedRect(box, 2, 2)
    painter.setClipPath(shape)
    at = Fraction(0)
    for chance, colour in parts:
        left = box.left() + box.width() * float(at)
        at += chance
        right = box.left() + box.width() * float(at)
        painter.fillRect(QRectF(left, box.top(), right - left, box.height()), QColor(colour))
        if at < 1:
            gap = QRectF(right - 0.5, box.top(), 1, box.height())
            painter.fillRect(gap, QColor(theme.base))
    if at < 1:
        left = box.left() + box.width() * float(at)
        rest = QRectF(left, box.top(), box.right() - left, box.height())
        painter.fillRect(rest, QBrush(QColor(theme.muted), Qt.BrushStyle.BDiagPattern))
    painter.setClipping(False)
    painter.setPen(QPen(QColor(theme.edge), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)
    painter.restore()


class ProspectBar(QWidget):
    """The bar as a widget; what it shows stands beside it in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Prospect"))
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

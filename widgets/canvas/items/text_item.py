"""A free text on the canvas: words that belong to the page, not to the tree."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from widgets.basics.theme import Theme
from widgets.canvas.items.item import TreeItem
from widgets.canvas.items.label import Label
from widgets.canvas.items.look import large
from widgets.canvas.items.surface import Surface

MOST_LINES: Final = 200
LONGEST_LINE: Final = 400  # characters that are drawn


class TextItem(TreeItem):
    """Shows one text; `data(0)` is its place in the document’s list, `data(1)` is ``"text"``."""

    def __init__(self, index: int, theme: Theme, *, for_picture: bool) -> None:
        super().__init__(str(index), "text", theme, for_picture=for_picture)
        self.index = index
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable, not for_picture)
        self._text = ""
        self._lines: list[tuple[Label, QRectF]] = []
        self.setZValue(0)

    @property
    def text(self) -> str:
        return self._text

    @property
    def words(self) -> str:
        """What it says, for who cannot see it."""
        return " ".join(self._text.split())

    def show_text(self, text: str, theme: Theme) -> bool:
        """Show this; whether it is anything new."""
        if (text, theme) == (self._text, self._theme):
            return False
        self.prepareGeometryChange()
        self._text, self._theme = text, theme
        self._lines = []
        self._drawn, top = QRectF(), 0.0
        high = large("x", theme).height
        for line in text.split("\n")[:MOST_LINES]:
            label = large(line[:LONGEST_LINE], theme)
            place = label.at(0, top)
            self._lines.append((label, place))
            self._drawn = self._drawn.united(place)
            top += max(high, label.height)
        self._bounds = self._drawn.adjusted(-6, -6, 6, 6)
        self.update()
        return True

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        if self.isSelected():
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._drawn.adjusted(-4, -4, 4, 4), 4, 4)
        scale = option.levelOfDetailFromTransform(painter.worldTransform())
        self.draw(painter, detailed=self._for_picture or scale > 0.35)

    def draw(self, surface: Surface, *, detailed: bool = True) -> None:
        """Draw the lines onto anything."""
        for label, place in self._lines if detailed else ():
            label.draw(surface, place, self._theme.text)

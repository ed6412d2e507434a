"""A free text on the canvas: words that belong to the page, not to the tree."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from widgets.canvas.item import TreeItem
from widgets.theme import Theme, canvas_font, line_height, metrics, text_width

MOST_LINES: Final = 200
LONGEST_LINE: Final = 400  # characters that are drawn


class TextItem(TreeItem):
    """Shows one text; `data(0)` is its place in the document’s list, `data(1)` is ``"text"``."""

    def __init__(self, index: int, theme: Theme, *, for_picture: bool) -> None:
        super().__init__(str(index), "text", theme, for_picture=for_picture)
        self.index = index
        self._text = ""
        self._lines: list[str] = []
        self.setZValue(0)

    @property
    def text(self) -> str:
        return self._text

    def show_text(self, text: str, theme: Theme) -> bool:
        """Show this; whether it is anything new."""
        if (text, theme) == (self._text, self._theme):
            return False
        self.prepareGeometryChange()
        self._text, self._theme = text, theme
        self._lines = [
            line[:LONGEST_LINE].replace("\t", "    ") for line in text.split("\n")[:MOST_LINES]
        ]
        width = max(map(text_width, self._lines))
        self._drawn = QRectF(0, 0, width + 1, len(self._lines) * line_height())
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
        if not self._for_picture and scale <= 0.35:
            return
        painter.setFont(canvas_font())
        painter.setPen(QColor(self._theme.text))
        for row, line in enumerate(self._lines):
            painter.drawText(QPointF(0, row * line_height() + metrics().ascent()), line)

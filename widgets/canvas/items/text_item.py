"""A free text on the canvas: words that belong to the page, not to the tree."""

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from widgets.basics.theme import Theme
from widgets.canvas.items.item import TreeItem
from widgets.canvas.items.label import Label, label
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
        high = label("x", theme.text_pixels, theme.family).height
        for line in text.split("\n")[:MOST_LINES]:
            words = label(line[:LONGEST_LINE], theme.text_pixels, theme.family)
            place = words.at(0, top)
            self._lines.append((words, place))
            self._drawn = self._drawn.united(place)
            top += max(high, words.height)
        self._bounds = self._drawn.adjusted(-6, -6, 6, 6)
        self.update()
        return True

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        self.draw(painter, self._scale(painter, option))

    def selection_path(self) -> QPainterPath:
        path = QPainterPath()
        path.addRoundedRect(self._drawn.adjusted(-4, -4, 4, 4), 4, 4)
        return path

    def draw(self, surface: Surface, scale: float = 0.0) -> None:
        """Draw the lines onto anything."""
        for words, place in self._lines if self._legible(self._theme.text_pixels, scale) else ():
            words.draw(surface, place, self._theme.text)

"""A free text on the canvas: words that belong to the page, not to the tree."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath

from widgets.basics.theme import Theme
from widgets.canvas.items.item import TreeItem
from widgets.drawing.text_figure import TextFigure


class TextItem(TreeItem):
    """Shows one text, of this place in the document’s list."""

    figure: TextFigure

    def __init__(self, index: int, theme: Theme) -> None:
        super().__init__(TextFigure(index, theme))
        self.index = index
        self._may_be_chosen(True)
        self.setZValue(-1)

    @property
    def text(self) -> str:
        return self.figure.text

    def show_text(self, text: str, theme: Theme) -> None:
        """Show this."""
        if self.figure.show_text(text, theme):
            self.room_changed()

    def _measured(self) -> QRectF:
        return self.text_rect().adjusted(-6, -6, 6, 6)

    def selection_path(self) -> QPainterPath:
        path = QPainterPath()
        path.addRoundedRect(self.text_rect().adjusted(-4, -4, 4, 4), 4, 4)
        return path

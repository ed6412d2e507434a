"""Title, legend and bands on the canvas: never in the way of a click."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from widgets.canvas.items.painter_surface import PainterSurface, qt_rect
from widgets.drawing.caption import Bands, Caption


class SurroundingItem(QGraphicsItem):
    """Shows what stands around the tree, or behind it."""

    def __init__(self, drawn: Caption | Bands, height: float) -> None:
        super().__init__()
        self._drawn = drawn
        self._bounds = QRectF()
        self.setZValue(height)

    def room_changed(self) -> None:
        """What is shown takes another room than it did; none where there is nothing to show.

        All of its room is painted again, and with it everything that stands there.
        """
        bounds = QRectF() if self._drawn.is_empty else qt_rect(self._drawn.rect)
        if bounds.isEmpty() and self._bounds.isEmpty():
            return
        self.prepareGeometryChange()
        self._bounds = bounds
        self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def shape(self) -> QPainterPath:
        return QPainterPath()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        scale = float(option.levelOfDetailFromTransform(painter.worldTransform()))
        self._drawn.draw(PainterSurface(painter), scale)

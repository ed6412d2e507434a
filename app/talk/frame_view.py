"""One frame of a talk as a widget, as large as there is room."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from app.export.frame_sequence import FrameSequence
from solver.page.geometry import Rect
from solver.translation import tr
from widgets.canvas.items.painter_surface import PainterSurface, qt_point


class FrameView(QWidget):
    """Shows a frame of a sequence; what was drawn is kept until something is different."""

    def __init__(self, sequence: FrameSequence, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sequence = sequence
        self._number: int | None = None
        self._view: Rect | None = None  # a part of the page; None is what the step says
        self._drawn: tuple[object, QPixmap] | None = None

    def show_frame(self, number: int | None, view: Rect | None = None) -> None:
        """Show the frame of this number, from 0; None shows nothing."""
        self._number, self._view = number, view
        name = tr("Nothing more") if number is None else self.sequence.title(number)
        self.setAccessibleName(tr("Decision tree: {name}").format(name=name))
        self.update()

    @property
    def seen(self) -> Rect:
        """The part of the page that the frame shows."""
        if self._view is not None:
            return self._view
        return self.sequence.seen(self._number or 0)

    def to_page(self, place: QPointF) -> QPointF:
        """The place of the page that is seen at a place of the widget."""
        seen, room = self.seen, QRectF(self.rect())
        larger = min(room.width() / seen.width, room.height() / seen.height)
        return (place - room.center()) / larger + qt_point(seen.centre)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._pixmap())
        self.paint_above(painter)
        painter.end()

    def paint_above(self, painter: QPainter) -> None:
        """What lies above the frame; here nothing."""

    def _pixmap(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        key = self._number, self._view, self.size(), ratio
        if self._drawn is None or self._drawn[0] != key:
            pixmap = QPixmap(self.size() * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(self.sequence.picture.theme.canvas)
            if self._number is not None:
                painter = QPainter(pixmap)
                paint_frame(self.sequence, painter, QRectF(self.rect()), self._number, self._view)
                painter.end()
            self._drawn = key, pixmap
        return self._drawn[1]


def paint_frame(
    sequence: FrameSequence, painter: QPainter, room: QRectF, number: int, view: Rect | None = None
) -> None:
    """Paint a frame as large as there is room; ``view`` is another part of the page."""
    sequence.show(number)
    seen = view or sequence.seen(number)
    larger = min(room.width() / max(seen.width, 1.0), room.height() / max(seen.height, 1.0))
    painter.save()
    painter.setClipRect(room)
    painter.fillRect(room, QColor(sequence.picture.theme.canvas))
    painter.translate(room.center())
    painter.scale(larger, larger)
    painter.translate(-qt_point(seen.centre))
    sequence.draw(PainterSurface.smooth(painter), number)
    painter.restore()

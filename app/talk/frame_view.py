"""One frame of a talk as a widget, as large as there is room."""

from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from app.export.frame_sequence import FrameSequence
from app.process.background import Background, Run
from solver.page.geometry import Rect
from solver.translation import tr
from widgets.canvas.items.painter_surface import PainterSurface, qt_point
from widgets.canvas.scene.gradual import MANY
from widgets.drawing.drawing import Progress, silent

TURN: Final = 0.02  # seconds between two looks at whether the sequence is free


class _Frame(NamedTuple):
    """What is drawn: the frame of a number, or a part of the page, in so many pixels."""

    number: int
    view: Rect | None
    size: QSize
    ratio: float


class FrameView(QWidget):
    """Shows a frame of a sequence; what was drawn is kept until something is different.

    Frames of a large tree are drawn on another thread: the one before stays until then.
    """

    def __init__(self, sequence: FrameSequence, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sequence = sequence
        self._number: int | None = None
        self._view: Rect | None = None  # a part of the page; None is what the step says
        self._drawn: tuple[_Frame, QPixmap] | None = None
        self._asked: _Frame | None = None
        self._drawing = Background(self)
        self._drawing.answered.connect(self._show_drawn)

    def show_frame(self, number: int | None, view: Rect | None = None) -> None:
        """Show the frame of this number, from 0; None shows nothing."""
        self._number, self._view = number, view
        self._drawing.cancel()
        self._asked = None
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

    def shut_down(self) -> None:
        """Draw no more: it is closed."""
        self._drawing.shut_down()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.sequence.picture.theme.canvas))
        if (pixmap := self._pixmap()) is not None:
            painter.drawPixmap(0, 0, pixmap)
        self.paint_above(painter)
        painter.end()

    def paint_above(self, painter: QPainter) -> None:
        """What lies above the frame; here nothing."""

    def _pixmap(self) -> QPixmap | None:
        """The frame; of a large tree the last one that was drawn, and this one is asked for."""
        if self._number is None:
            return None
        frame = _Frame(self._number, self._view, self.size(), self.devicePixelRatioF())
        if self._drawn is None or self._drawn[0] != frame:
            work = partial(_painted, self.sequence, frame)
            if len(self.sequence.picture.positions) <= MANY:
                self._drawn = frame, QPixmap.fromImage(work(Run()))
            elif self._asked != frame:
                self._asked = frame
                self._drawing.ask(frame, work)
        return None if self._drawn is None else self._drawn[1]

    def _show_drawn(self, frame: _Frame, image: QImage) -> None:
        self._drawn = frame, QPixmap.fromImage(image)
        self.update()


def _painted(sequence: FrameSequence, frame: _Frame, run: Run) -> QImage:
    image = QImage(frame.size * frame.ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(frame.ratio)
    while not sequence.in_use.acquire(timeout=TURN):
        run.go_on(0.0)
    try:
        painter = QPainter(image)
        try:
            room = QRectF(0, 0, frame.size.width(), frame.size.height())
            paint_frame(sequence, painter, room, frame.number, frame.view, run.go_on)
        finally:
            painter.end()
    finally:
        sequence.in_use.release()
    return image


def paint_frame(
    sequence: FrameSequence,
    painter: QPainter,
    room: QRectF,
    number: int,
    view: Rect | None = None,
    progress: Progress = silent,
) -> None:
    """Paint a frame as large as there is room; ``view`` is another part of the page."""
    sequence.show(number)
    progress(0.0)
    seen = view or sequence.seen(number)
    larger = min(room.width() / max(seen.width, 1.0), room.height() / max(seen.height, 1.0))
    painter.save()
    painter.setClipRect(room)
    painter.fillRect(room, QColor(sequence.picture.theme.canvas))
    painter.translate(room.center())
    painter.scale(larger, larger)
    painter.translate(-qt_point(seen.centre))
    try:
        sequence.draw(PainterSurface.smooth(painter), number, progress)
    finally:  # also where it was stopped
        painter.restore()

"""A frame around a part of the window that somebody should look at."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QScrollArea, QWidget

LINE: Final = 3
FOLLOW: Final = 150  # ms; parts may be moved by others than the window


class HighlightFrame(QWidget):
    """Lies over the window and lets everything through."""

    resized = Signal(object)  # the target, when it has come up, or has another size or place

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("highlight")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._target: QWidget | None = None
        self._place = QRect()  # in what holds it, however that is scrolled
        self._timer = QTimer(self)
        self._timer.setInterval(FOLLOW)
        self._timer.timeout.connect(self._follow)
        window.installEventFilter(self)
        self.hide()

    @property
    def target(self) -> QWidget | None:
        """What is pointed at."""
        return self._target

    def point_at(self, target: QWidget | None) -> None:
        """Frame this part; None for nothing."""
        self._target, self._place = target, QRect()
        if target is None:
            self._timer.stop()
            self.hide()
            return
        self._timer.start()
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._target is not None:
            self._follow()
        return False

    def _follow(self) -> None:
        target, window = self._target, self.parentWidget()
        if target is None or window is None:
            return
        if target.isVisible() and (place := _place(target)) != self._place:
            self._place = place
            self.resized.emit(target)
        seen = seen_part(target, window)
        if not target.isVisible() or seen.isEmpty():
            self.hide()
            return
        around = seen.adjusted(-LINE, -LINE, LINE, LINE)
        self.setGeometry(around.intersected(window.rect()))
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = QColor(self.palette().color(QPalette.ColorRole.Accent))
        painter.setPen(QPen(colour, LINE, Qt.PenStyle.DashLine))
        half = LINE // 2 + 1
        painter.drawRect(self.rect().adjusted(half, half, -half, -half))


def _place(widget: QWidget) -> QRect:
    """Where a widget is in what is scrolled, however far that is."""
    inner = widget
    while (around := inner.parentWidget()) is not None:
        if isinstance(around.parentWidget(), QScrollArea):
            return QRect(widget.mapTo(inner, widget.rect().topLeft()), widget.size())
        inner = around
    return widget.geometry()


def seen_part(widget: QWidget, window: QWidget) -> QRect:
    """What of a widget is not scrolled out of sight, in the window's coordinates."""
    part = widget.rect()
    while widget is not window:
        parent = widget.parentWidget()
        if parent is None:
            return QRect()
        part = part.translated(widget.pos()).intersected(parent.rect())
        widget = parent
    return part

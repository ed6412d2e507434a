"""A frame around a part of the window that somebody should look at."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

LINE: Final = 3
FOLLOW: Final = 150  # ms; parts may be moved by others than the window


class Spotlight(QWidget):
    """Lies over the window and lets everything through."""

    resized = Signal(object)  # the target, when it has come up or has another size

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("spotlight")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._target: QWidget | None = None
        self._size = QSize()
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
        self._target, self._size = target, QSize()
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
        if target.isVisible() and target.size() != self._size:
            self._size = target.size()
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

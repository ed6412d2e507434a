"""The tree step by step on the whole screen: by keys or a clicker; nothing moves between steps."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.export import Subject
from app.film import Film

_ON: Final = (
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Right,
    Qt.Key.Key_Down,
    Qt.Key.Key_Space,
    Qt.Key.Key_Return,
)
_BACK: Final = (Qt.Key.Key_PageUp, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Backspace)


class Presenter(QWidget):
    """Shows the steps of a tree; Escape ends it."""

    def __init__(self, subject: Subject, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("presenter")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Presentation")
        self._subject = subject
        self._film = Film(subject)
        self._picture = self._film.picture
        self._steps = self._film.steps
        self._number = 1
        self.go(1)

    @property
    def number(self) -> int:
        """Which step is shown, from 1."""
        return self._number

    def go(self, number: int) -> None:
        """Show this step, or the first or the last."""
        self._number = max(1, min(len(self._steps), number))
        steps = self._steps[: self._number]
        self._film.show(self._number - 1)
        name = f"{steps[-1].name} ({self._number} of {len(self._steps)})"
        self.setAccessibleName(f"Decision tree: {name}")
        self.setWindowTitle(name)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _ON:
            self.go(self._number + 1)
        elif key in _BACK:
            self.go(self._number - 1)
        elif key == Qt.Key.Key_Home:
            self.go(1)
        elif key == Qt.Key.Key_End:
            self.go(len(self._steps))
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        back = event.button() == Qt.MouseButton.RightButton
        self.go(self._number + (-1 if back else 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._picture.theme.canvas))
        size, room = self._picture.size, QRectF(self.rect())
        scale = min(room.width() / max(size.width(), 1), room.height() / max(size.height(), 1))
        painter.translate(
            (room.width() - size.width() * scale) / 2, (room.height() - size.height() * scale) / 2
        )
        painter.scale(scale, scale)
        self._picture.paint(painter)
        painter.end()

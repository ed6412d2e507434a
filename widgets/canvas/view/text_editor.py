"""Writing a free text where it stands."""

from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from solver.translation import mark, tr
from widgets.basics.qt_letters import metrics
from widgets.canvas.view.inline_editor import pressed_on_canvas, stand_whole


class TextEditor(QPlainTextEdit):
    """Enter or leaving accepts, Shift+Enter begins a new line, Escape takes back."""

    KEYS: Final = (mark("Enter done"), mark("Shift+Enter new line"), mark("Esc take back"))

    accepted = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget, text: str) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Free text"))
        self.setPlaceholderText(tr("Shift+Enter for a new line"))
        self.setPlainText(text)
        self.selectAll()
        self._done = False
        self._room: QWidget | None = None  # in which it is opened
        self._place = QPoint()
        self.textChanged.connect(self._fit)

    def open_at(self, place: QPoint, room: QWidget) -> None:
        self._room, self._place = room, place
        self._fit()
        self.show()
        self.setFocus()

    def accept(self) -> None:
        self._close(accepting=True)

    def _close(self, *, accepting: bool) -> None:
        if self._done:
            return
        self._done = True
        if accepting:
            self.accepted.emit(self.toPlainText().strip())
        self.closed.emit()

    def _fit(self) -> None:
        lines = self.toPlainText().split("\n")
        longest = max(map(metrics().horizontalAdvance, lines))
        width = max(220, min(560, round(longest) + 40))
        self.resize(width, round(min(12, len(lines) + 1) * metrics().height()) + 20)
        if self._room is not None:
            stand_whole(self, self._place, self._room)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self._close(accepting=False)
        elif enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.accept()
        elif enter:
            self.insertPlainText("\n")
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        leaves = event.type() == QEvent.Type.FocusOut and self.isVisible()
        if leaves and not pressed_on_canvas(event, self._room):
            self.accept()
        return bool(super().event(event))

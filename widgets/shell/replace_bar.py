"""Replacing words: two fields over the window, and how many places have them."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)
from shiboken6 import isValid

from solver.translation import tr, trn
from widgets.basics.fields import caption, sentence
from widgets.basics.layouts import nest

WIDTH = 440


class ReplaceBar(QFrame):
    """Return replaces everywhere, Escape closes; letters count as they are written."""

    typed = Signal(str, str)  # what to look for, and what to put there
    accepted = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self.setObjectName("replacer")
        self.setAccessibleName(tr("Replace"))
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._room = parent
        self._before: QWidget | None = None
        self.old, self.new = QLineEdit(), QLineEdit()
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 12, 12, 12)
        grid.setSpacing(6)
        for row, (text, field) in enumerate(
            ((tr("Find"), self.old), (tr("Replace with"), self.new))
        ):
            field.setAccessibleName(text)
            field.textChanged.connect(lambda _: self.typed.emit(self.old.text(), self.new.text()))
            field.returnPressed.connect(self._accept)
            grid.addWidget(caption(text, field), row, 0)
            grid.addWidget(field, row, 1)
        self.count = sentence(muted=True)
        self.button = QPushButton(tr("Replace all"))
        self.button.clicked.connect(self._accept)
        close = QPushButton(tr("Close"))
        close.clicked.connect(self.leave)
        row_ = QHBoxLayout()
        row_.addWidget(self.count, 1)
        row_.addWidget(self.button)
        row_.addWidget(close)
        nest(grid, row_, 2, 0, 1, 2)
        for widget in (self.old, self.new, self.button, close):
            widget.installEventFilter(self)

    def open(self, words: str) -> None:
        """Ask what to replace; ``words`` were looked for last."""
        if words:
            self.old.setText(words)
        self.old.selectAll()
        self.typed.emit(self.old.text(), self.new.text())
        self.resize(min(WIDTH, self._room.width() - 40), self.sizeHint().height())
        self.move((self._room.width() - self.width()) // 2, 70)
        if self.isHidden():
            self._before = QApplication.focusWidget()
        self.show()
        self.raise_()
        self.old.setFocus()

    def show_count(self, places: int) -> None:
        """In how many places the words are."""
        self.count.setText(
            trn("in {places} place", "in {places} places", places).format(places=places)
            if self.old.text()
            else tr("Upper and lower case differ.")
        )
        self.button.setEnabled(places > 0)

    def _accept(self) -> None:
        if self.old.text():
            self.accepted.emit(self.old.text(), self.new.text())
            self.typed.emit(self.old.text(), self.new.text())

    def leave(self) -> None:
        """Close, and give the focus back to who had it."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and isValid(before):
            before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        escape = Qt.Key.Key_Escape
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == escape
        ):
            self.leave()
            return True
        return super().eventFilter(watched, event)

"""A line that says what the window is waiting for, how far it is, and how to give up."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from solver.translation import tr


class WaitingBar(QFrame):
    """Hidden while nothing is waited for; Escape or its button gives up."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("waiting")
        self.setAccessibleName(tr("Under way"))
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(12)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._progress = QProgressBar()
        self._progress.setRange(0, 100)
        self._progress.setAccessibleName(tr("How far it is"))
        self._cancel = QPushButton(tr("Cancel"))
        self._cancel.clicked.connect(self.cancelled)
        row.addWidget(self._text)
        row.addWidget(self._progress, 1)
        row.addWidget(self._cancel)
        self.hide()

    def show_waiting(self, text: str, done: float, *, may_cancel: bool = True) -> None:
        """Say what is under way; nothing is where there is no text."""
        self._cancel.setVisible(may_cancel)
        self._text.setText(text)
        self._progress.setValue(round(100 * done))
        self.setVisible(bool(text))

    @property
    def text(self) -> str:
        return "" if self.isHidden() else self._text.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

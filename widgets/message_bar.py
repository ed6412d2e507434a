"""A message above the tree: what did not work, said without standing in the way."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from widgets.fields import heading, sentence
from widgets.tips import plain_tip

MAX_LINES = 6


class MessageBar(QFrame):
    """Hidden until there is something to say; Escape or its button closes it."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self.setAccessibleName("Message")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self._title = heading("")
        self._title.setWordWrap(True)
        self._text = sentence()
        close = QToolButton()
        close.setText("✕")
        close.setAutoRaise(True)
        close.setAccessibleName("Close the message")
        close.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._title)
        texts.addWidget(self._text)
        row.addLayout(texts, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def say(self, title: str, text: str) -> None:
        """Show a message; a longer one is cut, the tool tip has all of it."""
        lines = text.splitlines()
        shown = lines[:MAX_LINES]
        if len(lines) > MAX_LINES:
            shown.append(f"… and {len(lines) - MAX_LINES} more.")
        self._title.setText(f"⚠ {title}")
        self._text.setText("\n".join(shown))
        self._text.setToolTip(plain_tip(text[:4000]))
        self.show()

    @property
    def text(self) -> str:
        """What is being said; empty if nothing is."""
        return "" if self.isHidden() else f"{self._title.text()}\n{self._text.text()}"

    def dismiss(self) -> None:
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

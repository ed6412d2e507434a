"""A message above the tree: what did not work, said without standing in the way."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from solver.translation import tr
from widgets.basics.fields import heading, sentence
from widgets.basics.layouts import empty, nest, widgets_in
from widgets.basics.tips import plain_tip

MAX_LINES = 6


class Choice(NamedTuple):
    """A way to go on that a message offers: a verb on a button."""

    text: str
    do: Callable[[], object]


class MessageBar(QFrame):
    """Hidden until there is something to say; Escape or its button closes it."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self.setAccessibleName(tr("Message"))
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self._title = heading("")
        self._title.setWordWrap(True)
        self._text = sentence()
        self._close = close = QToolButton()
        close.setText("✕")
        close.setAutoRaise(True)
        close.setAccessibleName(tr("Close the message"))
        close.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._title)
        texts.addWidget(self._text)
        self._choices = QHBoxLayout()
        self._choices.setSpacing(8)
        self._choices.setContentsMargins(0, 6, 0, 2)
        nest(texts, self._choices)
        nest(row, texts, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def say(self, title: str, text: str, choices: Sequence[Choice] = ()) -> None:
        """Show a message; a longer one is cut, the tool tip has all of it."""
        lines = text.splitlines()
        shown = lines[:MAX_LINES]
        if len(lines) > MAX_LINES:
            shown.append(tr("… and {lines} more.").format(lines=len(lines) - MAX_LINES))
        self._title.setText(f"⚠ {title}")
        self._text.setText("\n".join(shown))
        self._text.setToolTip(plain_tip(text[:4000]))
        self._offer(choices)
        self.show()

    def _offer(self, choices: Sequence[Choice]) -> None:
        """A button for each way to go on; pressing one closes the message first."""
        empty(self._choices)
        for choice in choices:
            button = QPushButton(choice.text)
            button.setAutoDefault(True)  # Enter presses it
            button.clicked.connect(partial(self._choose, choice))
            self._choices.addWidget(button)
        self._choices.addStretch(1)  # also alone: a row of nothing would be no wider than nothing
        self._choices.setContentsMargins(0, 6 if choices else 0, 0, 2 if choices else 0)

    def _choose(self, choice: Choice, _checked: bool = False) -> None:
        self.dismiss()
        choice.do()

    def take_focus(self) -> None:
        """Go to the message by key: to its first choice, or to its cross."""
        first = next(iter(widgets_in(self._choices)), None)
        if not self.isHidden():
            (first or self._close).setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def choices(self) -> tuple[str, ...]:
        """What is offered now."""
        buttons = widgets_in(self._choices)
        return tuple(b.text() for b in buttons if isinstance(b, QPushButton))

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

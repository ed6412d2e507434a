"""What is said aloud where a screen reader listens; nothing is done where none does."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from solver.words.plain_mathematics import plain_text


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say this once, when it has said what it is saying now."""
    if text and QAccessible.isActive():
        here = QAccessible.queryAccessibleInterface(widget)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(here, plain_text(text)))

"""What assistive technology needs beyond names: what is said aloud, and buttons that it can turn."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from solver.words.numbers import THIN
from solver.words.plain_mathematics import plain_text


def spoken(text: str) -> str:
    """A text as it is to be said: formulas in plain signs, numbers in one piece."""
    return plain_text(text).replace(THIN, "")


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say this once, when it has said what it is saying now."""
    if text and QAccessible.isActive():
        here = QAccessible.queryAccessibleInterface(widget)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(here, spoken(text)))


def show_checked(button: QAbstractButton, checked: bool) -> None:
    """Show a state without telling anybody.

    Assistive technology turns a checkable button without clicking it: only `toggled` tells of that.
    So what a person does is told by `toggled`, and what a program shows must not be.
    """
    button.blockSignals(True)
    button.setChecked(checked)
    button.blockSignals(False)
    button.update()

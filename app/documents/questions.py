"""What a window asks the person at it, and says: its dialogs do so, and tests stand in for them."""

from collections.abc import Callable, Iterable
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from app.export.export_request import ExportRequest
from widgets.shell.message_bar import Choice

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from app.export.subject import Subject


class UnsavedAnswer(Enum):
    """What to do with unsaved changes."""

    SAVE = "save"
    DISCARD = "discard"
    CANCEL = "cancel"


class Questions(Protocol):
    """Whoever can ask the person at a window."""

    def complain(self, title: str, text: str, *choices: Choice) -> None:
        """Say what did not work, with ways to go on."""

    def ask_unsaved(self, name: str, answered: Callable[[UnsavedAnswer], None]) -> None:
        """Ask what is to become of unsaved changes; the answer may come later."""

    def show_differences(self, title: str, lines: Iterable[str]) -> None:
        """Show what is different between two documents."""

    def ask_open(self) -> str:
        """Ask for a file to open; empty if none."""

    def ask_save(self, suggestion: str) -> str:
        """Ask where to save; empty if nowhere."""

    def ask_export(self, name: str, subject: "Subject") -> ExportRequest | None:
        """Ask which picture is wanted, and where to."""

    def ask_chart(self, name: str, subject: "Subject") -> ExportRequest | None:
        """Ask the same for a chart."""

    def ask_table(self, name: str) -> str:
        """Ask where to write a table as CSV; empty if nowhere."""

    def ask_steps(self, name: str, subject: "Subject") -> ExportRequest | None:
        """Ask the same for the steps of a talk."""

    def preview_print(self, printer: "QPrinter", paint: Callable[[], None]) -> bool:
        """Show what is to be printed; whether it was."""

    def show_text(self, title: str, html: str) -> None:
        """Show a page of help."""

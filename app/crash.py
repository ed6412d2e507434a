"""Bugs: never swallowed.  They go to standard error, and the user is told once."""

import platform
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox

from app.cli import program_version

if TYPE_CHECKING:
    from app.windows import Windows


def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """What happened, without the private part of paths."""
    text = "".join(traceback.format_exception(kind, error, trace))
    root = str(Path(__file__).resolve().parent.parent)
    text = text.replace(root, "…").replace(str(Path.home()), "~")
    return (
        f"Quandary {program_version()}, Python {platform.python_version()}, "
        f"{platform.system()}\n{text}"
    )


class CrashHook(QObject):
    """Tells the user about the first bug of a run; the program goes on."""

    _told = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_told = False
        self._windows: Windows | None = None
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def keep_first(self, windows: "Windows") -> None:
        """Before anything else, keep the unsaved work of these windows when something goes wrong."""
        self._windows = windows

    def install(self) -> None:
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        text = report(kind, error, trace)
        print(text, file=sys.stderr)
        if not self._was_told:
            self._was_told = True
            self._told.emit(text)

    def _thread_hook(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._hook(args.exc_type, args.exc_value, args.exc_traceback)

    def _tell(self, text: str) -> None:
        for window in self._windows.all if self._windows is not None else ():
            window.recovery.flush()
        box = QMessageBox()
        box.setIcon(QMessageBox.Icon.Critical)
        box.setWindowTitle("Quandary")
        box.setText(
            "Something in Quandary went wrong. Your documents are still open, and what is not saved "
            "is kept. Please save it."
        )
        box.setInformativeText("The details below help to mend it.")
        box.setDetailedText(text)
        box.exec()

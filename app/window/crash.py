"""Bugs: never swallowed.  They go to standard error, the work is kept, and the user is told once."""

import os
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn

from PySide6.QtCore import QObject, QProcess, Qt, Signal
from PySide6.QtWidgets import QApplication

from app.process.bug_reports import report
from app.process.own_command import own_command
from app.skeleton.document_window import DocumentWindow
from app.window.windows import Windows
from solver.translation import tr

if TYPE_CHECKING:
    from widgets.shell.crash_dialog import CrashDialog

RESTORE = "--restore"  # the option of a program that takes up the work of another


def _leave() -> NoReturn:
    """Without any more ado: who knows what still works."""
    os._exit(0)


class CrashHook(QObject):
    """Tells the user about the first bug of a run; the program goes on, or restarts with the work."""

    _told = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_told = False
        self._dialog: CrashDialog | None = None  # nobody else holds it where no window is active
        self._windows: Windows | None = None
        self.leave: Callable[[], object] = _leave
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def keep_first(self, windows: Windows) -> None:
        """Before anything else, keep the unsaved work of these windows when something goes wrong."""
        self._windows = windows

    def install(self) -> None:
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook
        sys.unraisablehook = self._unraisable_hook

    @property
    def _all(self) -> tuple[DocumentWindow, ...]:
        return self._windows.all if self._windows is not None else ()

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        open_ = [window.session.path for window in self._all]
        text = report(kind, error, trace, [path for path in open_ if path is not None])
        print(text, file=sys.stderr)
        if not self._was_told:
            self._was_told = True
            self._told.emit(text)

    def _thread_hook(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._hook(args.exc_type, args.exc_value, args.exc_traceback)

    def _unraisable_hook(self, args: "sys.UnraisableHookArgs") -> None:
        if args.exc_value is not None:
            self._hook(args.exc_type, args.exc_value, args.exc_traceback)

    def _tell(self, text: str) -> None:
        from widgets.shell.crash_dialog import CrashDialog

        kept = self._keep()
        self._dialog = dialog = CrashDialog(
            tr("Something in Quandary went wrong."),
            tr("Your documents are still open")
            + (tr(", and what is not saved is kept. ") if kept else tr(". Please save them now. "))
            + tr(
                "You can go on, or restart the program with your work. "
                "This report helps to mend it; it names neither you nor your documents."
            ),
            text,
            restart=kept,
            parent=QApplication.activeWindow(),
        )
        dialog.restart_wanted.connect(self.restart)
        dialog.open()

    def _keep(self) -> bool:
        """Keep what is unsaved in all windows; whether all of it is kept."""
        for window in self._all:
            window.recovery.flush()
        return all(w.recovery.is_kept for w in self._all if w.session.is_dirty)

    def restart(self) -> None:
        """Begin anew with the documents that are open, saved or not."""
        if not self._keep():
            return
        saved = [
            window.session.path
            for window in self._all
            if window.session.path is not None and not window.session.is_dirty
        ]
        for window in self._all:
            window.documents.shut_down()
            window.recovery.leave_behind()
        if QProcess.startDetached(sys.executable, [*own_command(), RESTORE, *saved]):
            self.leave()

"""What earlier runs left unsaved: offered, shown, restored, and discarded only when told."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.documents.recovery import Abandoned, abandoned, unreadable
from app.process.background import Background
from app.process.fatal import fatal_reports
from app.storage.atomic_write import in_words
from solver.errors import QuandaryError
from widgets.shell.crash_dialog import CrashDialog
from widgets.shell.message_bar import Choice

if TYPE_CHECKING:
    from app.window.main_window import MainWindow


class Restoring(QObject):
    """Offers it in one window, above everything else."""

    told = Signal(str)

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._left: list[Abandoned] = []
        self._looking = Background(self)
        self._looking.answered.connect(lambda _, found: self._show(*found))
        bar = window.panels.recovery
        bar.restore_wanted.connect(self.restore)
        bar.discard_wanted.connect(self.discard)
        bar.differences_wanted.connect(self.show_differences)
        window.recovery.failed.connect(self._say_unkept)

    def table(self) -> Mapping[str, Callable[[], object]]:
        """What each action does, by the name of the action."""
        return {}

    def offer(self) -> None:
        """Look for what was left unsaved, and show it if there is anything."""
        self._looking.ask(None, lambda _: (abandoned(), unreadable(), fatal_reports()))

    def restore_all(self) -> None:
        """Take all of it up again without asking: the program restarts with the work."""
        for work in abandoned():
            self._take_up(work)

    def _show(self, found: list[Abandoned], broken: list[Path], reports: list[str]) -> None:
        self._left += found
        self._window.panels.recovery.offer(self._left)
        if broken:
            self._window.documents.dialogs.complain(
                "Some work that was left unsaved cannot be read. It stays where it is.",
                "\n".join(map(str, broken)),
            )
        if reports:
            self._window.documents.dialogs.complain(
                "The last time, Quandary broke down.",
                "A report helps to mend it; it names neither you nor your documents.",
                Choice("Show the &report", lambda: self._show_report(reports)),
            )

    def _show_report(self, reports: list[str]) -> None:
        CrashDialog(
            "The last time, Quandary broke down.",
            "This is where it was. What was not saved then is offered above the tree.",
            "\n\n".join(reports),
            restart=False,
            parent=self._window,
        ).open()

    def restore(self, work: Abandoned) -> None:
        """Go on with it where there is no document, or in a window of its own."""
        self._take_up(work)
        self._forget(work)

    def _take_up(self, work: Abandoned) -> None:
        here = self._window
        room = here.windows.new(here) if here.session.is_open else here
        room.documents.restore(work.document, work.path, work.name, work.known)
        room.recovery.flush()
        if room.recovery.is_kept:  # by that window now; else this stays, and is held by us
            self._remove(work)

    def discard(self, work: Abandoned) -> None:
        """The person does not want it any more."""
        if self._remove(work):
            self._forget(work)

    def show_differences(self, work: Abandoned) -> None:
        """What is in it that is not saved."""
        dialogs = self._window.documents.dialogs
        where = "an empty document" if work.path is None else "what is saved"
        try:
            dialogs.show_differences(
                f"What is different in the unsaved “{work.name}” from {where}", work.lines
            )
        except QuandaryError as error:
            dialogs.complain(f"What is saved of “{work.name}” cannot be read.", str(error))

    def let_go(self) -> None:
        """The window closes: what was neither restored nor discarded is offered another time."""
        self._looking.shut_down()
        for work in self._left:
            work.let_go()
        self._left.clear()

    def _forget(self, work: Abandoned) -> None:
        self._left = [other for other in self._left if other is not work]
        self._window.panels.recovery.offer(self._left)

    def _remove(self, work: Abandoned) -> bool:
        try:
            work.discard()
        except OSError as error:
            self._window.documents.dialogs.complain(
                f"The unsaved “{work.name}” could not be removed.", in_words(error)
            )
            return False
        return True

    def _say_unkept(self, reason: str) -> None:
        self._window.documents.dialogs.complain(
            "Unsaved work cannot be kept against a crash, so save often.", reason
        )

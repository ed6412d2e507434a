"""What earlier runs left unsaved: offered, shown, restored, and discarded only when told."""

from pathlib import Path

from app.documents.recovery import Abandoned, abandoned, look_for_work
from app.process.background import Background, Run
from app.process.fatal_errors import fatal_reports
from app.skeleton.document_window import DocumentWindow
from app.skeleton.page import PagePlace, PartPage
from app.skeleton.part import WindowPart
from app.storage.atomic_write import in_words
from solver.errors import QuandaryError
from solver.translation import tr
from widgets.shell.crash_dialog import CrashDialog
from widgets.shell.message_bar import Choice
from widgets.shell.recovery_bar import RecoveryBar


def _look(run: Run) -> tuple[list[Abandoned], list[Path], list[str]]:
    return *look_for_work(run.cancelled), fatal_reports()


class Restoring(WindowPart):
    """Offers it in one window, above everything else."""

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self._documents = window.documents
        self.bar = bar = RecoveryBar()
        self._left: list[Abandoned] = []
        self._looking = Background(self)
        self._looking.answered.connect(lambda _, found: self._show(*found))
        bar.restore_wanted.connect(self.restore)
        bar.discard_wanted.connect(self.discard)
        bar.differences_wanted.connect(self.show_differences)
        window.recovery.failed.connect(self._say_unkept)

    def pages(self) -> tuple[PartPage, ...]:
        return (PartPage(self.bar, PagePlace.ABOVE_ALL),)

    def offer(self) -> None:
        """Look for what was left unsaved, and show it if there is anything."""
        self._looking.ask(None, _look)

    def restore_all(self) -> None:
        """Take all of it up again without asking: the program restarts with the work."""
        for work in abandoned():
            self._take_up(work)

    def _show(self, found: list[Abandoned], broken: list[Path], reports: list[str]) -> None:
        self._left += found
        self.bar.offer(self._left)
        if broken:
            self._documents.dialogs.complain(
                tr("Some work that was left unsaved cannot be read. It stays where it is."),
                "\n".join(map(str, broken)),
            )
        if reports:
            self._documents.dialogs.complain(
                tr("Quandary crashed the last time."),
                tr("A report helps to mend it; it names neither you nor your documents."),
                Choice(tr("Show the &report"), lambda: self._show_report(reports)),
            )

    def _show_report(self, reports: list[str]) -> None:
        CrashDialog(
            tr("Quandary crashed the last time."),
            tr("This is where it was. What was not saved then is offered above the tree."),
            "\n\n".join(reports),
            restart=False,
            parent=self._window,
        ).open()

    def restore(self, work: Abandoned) -> None:
        """Go on with it where its file is open as it was saved, or where there is no document.

        Else in a window of its own.
        """
        self._take_up(work)
        self._forget(work)

    def _take_up(self, work: Abandoned) -> None:
        room = self._window
        there = None if work.path is None else self._window.windows.having(work.path)
        if there is not None and not there.session.is_dirty:
            room = there
            if room is not self._window:
                room.raise_()
                room.activateWindow()
        elif self._session.is_open:
            room = self._window.new_window()
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
        dialogs = self._documents.dialogs
        where = tr("an empty document") if work.path is None else tr("what is saved")
        try:
            dialogs.show_differences(
                tr("How the unsaved “{name}” differs from {where}").format(
                    name=work.name, where=where
                ),
                work.lines,
            )
        except QuandaryError as error:
            dialogs.complain(
                tr("What is saved of “{name}” cannot be read.").format(name=work.name), str(error)
            )

    def shut_down(self) -> None:
        """The window closes: what was neither restored nor discarded is offered another time."""
        self._looking.shut_down()
        for work in self._left:
            work.let_go()
        self._left.clear()

    def _forget(self, work: Abandoned) -> None:
        self._left = [other for other in self._left if other is not work]
        self.bar.offer(self._left)

    def _remove(self, work: Abandoned) -> bool:
        try:
            work.discard()
        except OSError as error:
            self._documents.dialogs.complain(
                tr("The unsaved “{name}” could not be removed.").format(name=work.name),
                in_words(error),
            )
            return False
        return True

    def _say_unkept(self, reason: str) -> None:
        self._documents.dialogs.complain(
            tr("Unsaved work cannot be kept against a crash, so save often."), reason
        )

"""New, open, save, close: what may be lost is asked about first."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

import assets
from app.documents.opening import Opened, Opener
from app.documents.questions import Questions, UnsavedAnswer
from app.documents.saving import ChangedOnDisk, Save, Saver
from app.documents.session import Session
from app.documents.watched_file import Place, is_open_elsewhere
from app.storage.file_names import with_suffix
from app.storage.settings import Settings
from solver.document.model import Document
from solver.errors import QuandaryError
from solver.formats.importing.own_documents import SUFFIX
from solver.formats.quandary import loads
from solver.translation import tr
from solver.words.difference_words import listed
from widgets.shell.message_bar import Choice


def _nothing() -> None:
    """What is done when there is nothing to do."""


class Documents(QObject):
    """Opens and saves the session's document.  Nothing that was open is lost by a failure."""

    opened = Signal()  # another document is shown
    writing = Signal()  # the document is about to be written: the last moment to complete it
    told = Signal(str)  # what was done, for the status bar
    elsewhere_wanted = Signal(str)  # the window that has this file open

    def __init__(self, session: Session, dialogs: Questions, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self.dialogs = dialogs
        self._settings = settings
        self._example = ""
        self.place = Place(session)
        self.place.changed.connect(self._on_changed)
        self.place.gone.connect(self._on_gone)
        self.opener = Opener(session)
        self._saver = Saver(session.speller, session)
        self._saver.saved.connect(self._saved)
        self._later: list[Callable[[], object]] = []  # what waits until a save is over

    @property
    def name(self) -> str:
        """What the document is called in titles and questions."""
        if self._session.path is not None:
            file = Path(self._session.path).name
            return file.removesuffix(SUFFIX).removesuffix(".json")
        return self._example or self._session.document.title or tr("Untitled")

    def new(self) -> None:
        self.leave(lambda: self._begin(Document(), None))

    def open(self) -> None:
        if path := self.dialogs.ask_open():
            self.open_path(path)

    def open_path(self, path: str, *, wait: bool = False) -> None:
        """Open a file.  What cannot be opened is said, and nothing changes.

        A large file is read while the window goes on, unless this is to ``wait`` for it.
        """

        def fail(error: QuandaryError) -> None:
            self._settings.forget(path)
            self.dialogs.complain(
                tr("“{name}” cannot be opened.").format(name=Path(path).name), str(error)
            )

        def begin(opened: Opened) -> None:
            self._settings.remember(path)
            document, lost = opened.found.document, opened.found.lost
            if opened.found.is_own:
                self._begin(document, str(Path(path).absolute()), known=opened.digest)
            else:  # saving asks for a place: a picture stays a picture
                self._begin(document, None, Path(path).stem)
            if lost:
                self.dialogs.complain(tr("Not everything could be carried over."), " ".join(lost))

        self.opener.read(path, lambda found: self.leave(lambda: begin(found)), fail, wait=wait)

    def restore(
        self, document: Document, path: str | None, name: str, known: str | None = None
    ) -> None:
        """Go on with work that was not saved when the program ended; it still is not.

        ``known`` is what its file held when the work began, so that a change since is noticed.
        """
        name = "" if path else name
        self.leave(lambda: self._begin(document, path, name, saved=False, known=known))

    def open_example(self, name: str) -> None:
        """Open a built-in example; saving it asks for a place."""
        self.leave(lambda: self._begin(loads(assets.example_text(name)), None, name))

    def save(self, then: Callable[[], None] = _nothing) -> bool:
        """Write the document where it is kept; ask for a place if it has none.

        Whether it is done when this returns: large documents are written while the window goes on.
        ``then`` is called once it is done, and never if it fails.
        """
        if self._saver.is_busy:
            self._later.append(lambda: self.save(then))
            return False
        if self._session.path is None:
            return self.save_as(then)
        return self._write(self._session.path, self.place.digest, then)

    def save_as(self, then: Callable[[], None] = _nothing) -> bool:
        """Write it somewhere else, and keep it there from now on."""
        asked = self.dialogs.ask_save(self._session.path or f"{self.name}{SUFFIX}")
        if not asked:
            return False
        path = with_suffix(asked)
        if self._saver.is_busy:
            self._later.append(lambda: self._write_as(asked, path, then))
            return False
        return self._write_as(asked, path, then)

    def _write_as(self, asked: str, path: str, then: Callable[[], None]) -> bool:
        name, mine = Path(path).name, self.place.is_here(path)
        elsewhere = Choice(tr("Save &under another name…"), lambda: self.save_as(then))
        if not mine and is_open_elsewhere(Path(path)):
            self.dialogs.complain(
                tr("“{name}” is open in {path}.").format(name=name, path=self._who(path)),
                tr("What is written there would be lost, or lose yours. Save under another name."),
                elsewhere,
                *self._showing(path),
            )
            return False
        if path != asked and not mine and Path(path).exists():  # the file dialog did not ask
            self.dialogs.complain(
                tr("“{name}” already exists.").format(name=name),
                tr("Replace it by this document, or save under another name?"),
                elsewhere,
                Choice(tr("Re&place it"), lambda: self._write(path, None, then)),
            )
            return False
        return self._write(path, None, then)

    def close(self) -> None:
        def end() -> None:
            self._example = ""
            self.place.settle(None, None)
            self._session.close()
            self.opened.emit()

        self.leave(end)

    def shut_down(self) -> None:
        """The window closes: finish what is being written, and let go of the file."""
        self._saver.wait()
        self.place.leave()

    def leave(self, then: Callable[[], None]) -> None:
        """Go on once the current document may go: it is saved, or the user does not mind."""
        if self._saver.is_busy:
            self._later.append(lambda: self.leave(then))
            return
        if not self._session.is_dirty:
            then()
            return

        def answered(answer: UnsavedAnswer) -> None:
            if answer is UnsavedAnswer.DISCARD:
                then()
            elif answer is UnsavedAnswer.SAVE:
                self.save(lambda: self.leave(then))  # edits may have gone on meanwhile

        self.dialogs.ask_unsaved(self.name, answered)

    def _begin(
        self,
        document: Document,
        path: str | None,
        example: str = "",
        *,
        saved: bool = True,
        known: str | None = None,
    ) -> None:
        self.opener.cancel()
        self._example = example
        self.place.settle(path, known)
        self._session.open(document, path, saved=saved)
        self.opened.emit()
        if path is not None and self.place.is_shared():
            self.dialogs.complain(
                tr("“{name}” is open in {path}, too.").format(
                    name=Path(path).name, path=self._who(path)
                ),
                tr("Nothing that the other one saves will be overwritten without asking."),
                *self._showing(path),
                Choice(tr("Save &under another name…"), self.save_as),
            )

    # --------------------------------------------------------------------- writing

    def _write(self, path: str, expected: str | None, then: Callable[[], None]) -> bool:
        if self._saver.is_busy:  # a choice in a message that was pressed meanwhile
            self._later.append(lambda: self._write(path, expected, then))
            return False
        self.writing.emit()
        save = Save(path, self._session.document, expected, then)
        self._saver.start(save)
        if not save.is_told:
            self.told.emit(tr("Saving {path} …").format(path=path))
        return save.is_told and save.problem is None

    def _saved(self, save: Save) -> None:
        if save.bug is None and save.problem is None:
            path = str(Path(save.path).absolute())
            self._settings.remember(path)
            self._example = ""
            self.place.settle(path, save.digest)
            self._session.saved_as(path, save.document)
            kept = (
                tr("Another name of that file keeps")
                if save.other_names == 1
                else tr("Its other names keep")
            )
            links = tr(" {kept} what it held before.").format(kept=kept) if save.other_names else ""
            self.told.emit(tr("Saved as {path}.{links}").format(path=save.path, links=links))
            save.then()
        elif isinstance(save.problem, ChangedOnDisk):
            self._say_changed(save.then)
        elif save.problem is not None:
            self.dialogs.complain(
                tr("“{name}” could not be saved.").format(name=Path(save.path).name),
                tr("{message} Your work is still here.").format(message=save.problem.message),
                Choice(tr("&Try again"), lambda: self._write(save.path, save.expected, save.then)),
                Choice(tr("Save &under another name…"), lambda: self.save_as(save.then)),
            )
        later, self._later = self._later, []
        for do in later:
            do()

    # ------------------------------------------------------- what others do to the file

    def _on_changed(self) -> None:
        if not self._saver.is_busy:  # else it may be this window that writes; looked at again then
            self._say_changed()

    def _on_gone(self) -> None:
        if not self._saver.is_busy:
            self._say_gone()

    def _say_changed(self, then: Callable[[], None] = _nothing) -> None:
        """The file holds something else than this window knows."""
        if (path := self._session.path) is None:
            return
        self._session.forget_saved()  # what is here is nowhere else
        self.dialogs.complain(
            tr("“{name}” was changed on the disk by somebody else.").format(name=Path(path).name),
            tr(
                "Your work is still here. Reload takes what is on the disk, and undo brings yours back."
            ),
            Choice(tr("Show the &differences"), lambda: self._compare(path, then)),
            Choice(tr("&Reload"), lambda: self._reload(path)),
            Choice(tr("Save &under another name…"), lambda: self.save_as(then)),
            Choice(tr("Re&place what is on the disk"), lambda: self._write(path, None, then)),
        )

    def _say_gone(self) -> None:
        if (path := self._session.path) is None:
            return
        self._session.forget_saved()
        self.dialogs.complain(
            tr("“{name}” is no longer where it was.").format(name=Path(path).name),
            tr(
                "It was moved or deleted, or its disk is gone. Your work is still here; "
                "Save writes it there again."
            ),
            Choice(tr("Save agai&n"), self.save),
            Choice(tr("Save &under another name…"), self.save_as),
        )

    def _compare(self, path: str, then: Callable[[], None]) -> None:
        """What on the disk is different from what is here; then the choice is there again."""
        self.opener.read(
            path, lambda there: self._show_differences(there, then), self._say_unreadable(path)
        )

    def _show_differences(self, there: Opened, then: Callable[[], None]) -> None:
        self.dialogs.show_differences(
            tr("How this window differs from “{name}” on the disk").format(
                name=Path(there.path).name
            ),
            listed(there.found.document, self._session.document),
        )
        self._say_changed(then)

    def _reload(self, path: str) -> None:
        """Take what is on the disk, as a change that can be undone."""
        self.opener.read(path, self._take_over, self._say_unreadable(path))

    def _take_over(self, there: Opened) -> None:
        if self._session.path is None or not self.place.is_here(there.path):
            return  # another document has been opened meanwhile
        if not there.found.is_own:
            self.dialogs.complain(
                tr("“{name}” is no longer a Quandary document.").format(name=Path(there.path).name),
                tr("What is in this window stays as it is."),
                Choice(tr("Save &under another name…"), self.save_as),
            )
            return
        self._session.push("reload", there.found.document)
        self.place.settle(there.path, there.digest)
        self._session.saved_as(self._session.path)
        self.told.emit(
            tr("Reloaded {path}; undo brings back what was here.").format(path=there.path)
        )

    def _say_unreadable(self, path: str) -> Callable[[QuandaryError], None]:
        return lambda error: self.dialogs.complain(
            tr("“{name}” cannot be read.").format(name=Path(path).name), str(error)
        )

    def _who(self, path: str) -> str:
        return (
            tr("another window") if self.place.is_in_this_program(path) else tr("another Quandary")
        )

    def _showing(self, path: str) -> tuple[Choice, ...]:
        if not self.place.is_in_this_program(path):
            return ()
        return (Choice(tr("&Go to that window"), lambda: self.elsewhere_wanted.emit(path)),)

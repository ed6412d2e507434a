"""New, open, save, close: what may be lost is asked about first."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

import assets
from app.dialogs import Answer, Dialogs
from app.files import Settings, with_suffix, write_document
from app.reading import SUFFIX, read_file
from app.session import Session
from solver.document import Document
from solver.errors import QuandaryError
from solver.formats.quandary import loads


class Documents(QObject):
    """Opens and saves the session's document.  Nothing that was open is lost by a failure."""

    opened = Signal()  # another document is shown
    told = Signal(str)  # what was done, for the status bar

    def __init__(self, session: Session, dialogs: Dialogs, settings: Settings) -> None:
        super().__init__()
        self._session = session
        self.dialogs = dialogs
        self._settings = settings
        self._example = ""

    @property
    def name(self) -> str:
        """What the document is called in titles and questions."""
        if self._session.path is not None:
            file = Path(self._session.path).name
            return file.removesuffix(SUFFIX).removesuffix(".json")
        return self._example or self._session.document.title or "Untitled"

    def new(self) -> None:
        self.leave(lambda: self._begin(Document(), None))

    def open(self) -> None:
        if path := self.dialogs.ask_open():
            self.open_path(path)

    def open_path(self, path: str) -> None:
        """Open a file.  What cannot be opened is said, and nothing changes."""
        try:
            found, is_own = read_file(path)
        except QuandaryError as error:
            self._settings.forget(path)
            self.dialogs.complain(f"“{Path(path).name}” cannot be opened.", str(error))
            return

        def begin() -> None:
            self._settings.remember(path)
            if is_own:
                self._begin(found.document, str(Path(path).absolute()))
            else:  # saving asks for a place: a picture stays a picture
                self._begin(found.document, None, Path(path).stem)
            if found.lost:
                self.dialogs.complain("Not everything could be carried over.", " ".join(found.lost))

        self.leave(begin)

    def restore(self, document: Document, path: str | None, name: str) -> None:
        """Go on with work that was not saved when the program ended; it still is not."""
        self.leave(lambda: self._begin(document, path, "" if path else name, saved=False))

    def open_example(self, name: str) -> None:
        """Open a built-in example; saving it asks for a place."""
        self.leave(lambda: self._begin(loads(assets.example_text(name)), None, name))

    def save(self) -> bool:
        """Write the document where it is kept; ask for a place if it has none."""
        if self._session.path is None:
            return self.save_as()
        return self._write(self._session.path)

    def save_as(self) -> bool:
        path = self.dialogs.ask_save(self._session.path or f"{self.name}{SUFFIX}")
        return bool(path) and self._write(with_suffix(path))

    def close(self) -> None:
        def end() -> None:
            self._example = ""
            self._session.close()
            self.opened.emit()

        self.leave(end)

    def leave(self, then: Callable[[], None]) -> None:
        """Go on once the current document may go: it is saved, or the user does not mind."""
        if not self._session.is_dirty:
            then()
            return

        def answered(answer: Answer) -> None:
            if answer is Answer.DISCARD or (answer is Answer.SAVE and self.save()):
                then()

        self.dialogs.ask_unsaved(self.name, answered)

    def _begin(
        self, document: Document, path: str | None, example: str = "", *, saved: bool = True
    ) -> None:
        self._example = example
        self._session.open(document, path, saved=saved)
        self.opened.emit()

    def _write(self, path: str) -> bool:
        try:
            write_document(path, self._session.document)
        except QuandaryError as error:
            self.dialogs.complain(f"“{Path(path).name}” could not be saved.", error.message)
            return False
        self._settings.remember(path)
        self._example = ""
        self._session.saved_as(str(Path(path).absolute()))
        self.told.emit(f"Saved as {path}.")
        return True

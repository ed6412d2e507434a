"""The document of a window: its current value, its history, and where it is kept."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from app.documents.current_case import CurrentCase
from app.documents.saving import Speller
from solver.document.model import Document
from solver.words.names import Names


class _Change(QUndoCommand):
    """The only kind of undo step: the document before and after."""

    def __init__(
        self, session: "Session", name: str, before: Document, after: Document, gesture: str
    ) -> None:
        super().__init__(name)
        self._session = session
        self._gesture = gesture
        self._before = before
        self._after = after

    def redo(self) -> None:
        self._session._show(self._after)

    def undo(self) -> None:
        self._session._show(self._before)

    def id(self) -> int:
        """What may be merged with the step before it has the same number there; -1 never is."""
        return 1 if self._gesture else -1

    def mergeWith(self, later: QUndoCommand) -> bool:
        """Take in the next change of the same gesture."""
        if not isinstance(later, _Change) or later._gesture != self._gesture:
            return False
        self._after = later._after
        return True


class Session(QObject):
    """Holds one document; `changed` is emitted once for every change of its value."""

    changed = Signal()
    place_changed = Signal()  # the path or the saved state

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self.gesture = ""  # of which the change that is being told is a part: something is dragged
        self.speller = Speller()  # the text of the document, for whoever writes it
        self.case = CurrentCase()  # of the document, for whoever asks about it
        self._document = Document()
        self._names, self._named = Names(self._document), self._document
        self._path: str | None = None
        self._is_open = False
        self._opinion: str | None = None
        self._reading: tuple[Document, str, Document] | None = None
        self._saved: Document | None = None  # what is on the disk, as far as this window knows
        self._was_dirty = False
        self.stack.cleanChanged.connect(self._clean_changed)

    @property
    def document(self) -> Document:
        return self._document

    @property
    def opinion(self) -> str | None:
        """The opinion that is looked at alone; None where all are."""
        return self._opinion if self._opinion in self._document.opinions else None

    @property
    def reading(self) -> Document:
        """The document as it is looked at: under all its opinions, or under one of them alone."""
        opinion = self.opinion
        if opinion is None:
            return self._document
        known = self._reading
        if known is None or known[0] is not self._document or known[1] != opinion:
            known = self._reading = self._document, opinion, self._document.under(opinion)
        return known[2]

    def look_at(self, opinion: str | None) -> None:
        """Look at one opinion alone, or at all of them: no step of the history."""
        if opinion != self._opinion:
            self._opinion = opinion
            self.changed.emit()

    @property
    def names(self) -> Names:
        """What everything in the document is called: made once for all that show it."""
        if self._named is not self._document:
            self._names, self._named = self._names.following(self._document), self._document
        return self._names

    @property
    def path(self) -> str | None:
        """Where the document is saved; None for one that never was."""
        return self._path

    @property
    def is_open(self) -> bool:
        """Whether there is a document at all, or the start screen."""
        return self._is_open

    @property
    def is_dirty(self) -> bool:
        """Whether there are changes that are not saved."""
        return self._is_open and not self.stack.isClean() and self._document is not self._saved

    def open(self, document: Document, path: str | None, *, saved: bool = True) -> None:
        """Begin with a document that was read, an example, an empty one, or one that was not saved."""
        self.stack.clear()
        if not saved:
            self.stack.resetClean()
        self._path = path
        self._is_open = True
        self._opinion = None
        self._saved = document if saved else None
        self._show(document)
        self._tell_place()

    def close(self) -> None:
        """Back to having no document."""
        self.stack.clear()
        self._path = None
        self._is_open = False
        self._saved = None
        self._show(Document())
        self._tell_place()

    def push(self, name: str, after: Document, gesture: str = "") -> None:
        """Make one step of the history; changes of the same gesture become one."""
        if after is not self._document:
            self.gesture = gesture
            self.stack.push(_Change(self, name, self._document, after, gesture))
            self.gesture = ""

    def restate(self, document: Document) -> None:
        """Hold the same document with something else about how it is looked at: no step of the history."""
        if document is not self._document:
            if self._saved is self._document:
                self._saved = document
            self._show(document)

    def saved_as(self, path: str, document: Document | None = None) -> None:
        """A value has been written to this path: the current one, or one from before later edits."""
        self._path = path
        self._saved = self._document if document is None else document
        if self._document is self._saved:
            self.stack.setClean()
        else:
            self.stack.resetClean()
        self._tell_place()

    def forget_saved(self) -> None:
        """What was written is there no more: all that is here is unsaved."""
        self._saved = None
        self.stack.resetClean()
        self._tell_place()

    def _clean_changed(self, _: bool) -> None:
        self._tell_place()

    def _tell_place(self) -> None:
        self._was_dirty = self.is_dirty
        self.place_changed.emit()

    def _show(self, document: Document) -> None:
        self._document = document
        self.changed.emit()
        if self.is_dirty is not self._was_dirty:  # back at what was saved while edits went on
            self._tell_place()

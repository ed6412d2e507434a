"""The one place where edits are applied."""

from PySide6.QtCore import QObject, Signal

from app.documents.session import Session
from solver.document.model import Document
from solver.edits import Edit, StatePreference, in_order
from solver.errors import EditError
from solver.preferences.contradictions import clash
from solver.translation import tr
from solver.words.plain_mathematics import plain_text


class Editor(QObject):
    """Applies what widgets intend, as one undo step each; says why where it cannot."""

    refused = Signal(str)
    performed = Signal(str)  # the name of the edit
    added = Signal(object)  # ids of new nodes, to be selected

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session

    def perform(self, edit: Edit) -> bool:
        """Apply an edit to the current document; whether it was possible."""
        before = self._session.document
        try:
            after = in_order(before, edit.apply(before))
        except EditError as error:
            self.refused.emit(error.message)
            return False
        if after is before:
            return True
        if isinstance(edit, StatePreference) and (found := self._new_clash(before, after)):
            self.refused.emit(tr("That cannot be stated. {found}").format(found=found))
            return False
        name = plain_text(tr(edit.name))
        self._session.push(name, after, getattr(edit, "gesture", ""))
        self.performed.emit(name)
        new = tuple(id_ for id_ in after.nodes if id_ not in before.nodes)
        if new:
            self.added.emit(new)
        return True

    @staticmethod
    def _new_clash(before: Document, after: Document) -> str:
        """The contradiction that an edit would bring, if there was none before."""
        found = clash(after)
        if found is None or clash(before) is not None:
            return ""
        return found.message

"""How prospects compare: one of the relations of `solver.preferences.relations`."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from solver.document.model import Document
from solver.edits import SetRelation
from solver.preferences.relations import RELATIONS
from widgets.basics.fields import caption, sentence


class LotteryRelation(QWidget):
    """Chooses the relation between prospects."""

    intended = Signal(object)  # an Edit

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = QComboBox()
        self._choice.setObjectName("relation")
        self._choice.setAccessibleName("How prospects compare")
        for relation in RELATIONS.values():
            self._choice.addItem(relation.listed_name, relation.id)
        self._words = sentence()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(caption("&Prospects compare by", self._choice))
        column.addWidget(self._choice)
        column.addWidget(self._words)
        self._choice.activated.connect(self._choose)

    def show_document(self, document: Document) -> None:
        """Show what the document says; a word that is not known shows as no choice."""
        id_ = document.preferences.relation
        self._choice.setCurrentIndex(self._choice.findData(id_))
        relation = RELATIONS.get(id_)
        unknown = f"“{id_}” is not known to this version."
        self._words.setText(unknown if relation is None else relation.summary)

    def _choose(self) -> None:
        self.intended.emit(SetRelation(str(self._choice.currentData())))

"""How prospects compare: one of the relations of `solver.preferences.relations`."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from solver.document.model import Document
from solver.edits import SetRelation
from solver.preferences.relations import RELATIONS
from solver.translation import tr
from widgets.basics.fields import heading, sentence
from widgets.basics.tips import plain_tip


class LotteryRelation(QWidget):
    """Chooses the relation between prospects; what the chosen one says stands below."""

    intended = Signal(object)  # an Edit

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("How prospects compare"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(heading(tr("Prospects compare by")))
        self.choices: dict[str, QRadioButton] = {}
        for relation in RELATIONS.values():
            choice = self.choices[relation.id] = QRadioButton(relation.listed_name)
            choice.setToolTip(plain_tip(tr(relation.summary)))
            choice.setAccessibleDescription(tr(relation.summary))
            choice.clicked.connect(
                lambda _=False, id_=relation.id: self.intended.emit(SetRelation(id_))
            )
            column.addWidget(choice)
        self._words = sentence()
        column.addWidget(self._words)

    @property
    def current(self) -> str | None:
        """The id of the relation that is chosen."""
        return next((id_ for id_, each in self.choices.items() if each.isChecked()), None)

    def show_document(self, document: Document) -> None:
        """Show what the document says; a word that is not known shows as no choice."""
        id_ = document.preferences.relation
        for known, choice in self.choices.items():
            choice.setAutoExclusive(False)  # or one of them would have to be chosen
            choice.setChecked(known == id_)
        for choice in self.choices.values():
            choice.setAutoExclusive(True)
        relation = RELATIONS.get(id_)
        unknown = tr("“{id}” is not known to this version.").format(id=id_)
        self._words.setText(unknown if relation is None else tr(relation.summary))

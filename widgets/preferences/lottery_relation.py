"""How lotteries compare: by what all completions agree on, or scale by scale."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from solver.document.elements import MULTI_UTILITY, TIMESTEP_DOMINANCE
from solver.document.model import Document
from solver.edits import SetRelation
from widgets.basics.fields import caption, sentence

_NAMES: Final = {
    MULTI_UTILITY: "Expected multi-utility",
    TIMESTEP_DOMINANCE: "Timestep Dominance (scale by scale)",
}
_WORDS: Final = {
    MULTI_UTILITY: "One lottery is better than another if every completion agrees that it is.",
    TIMESTEP_DOMINANCE: "One lottery is better than another if both can end on the same scales, it "
    "is at least as good given each of these scales, and better given one (Thornley 2024). This "
    "breaks independence, and it has no place for stated comparisons.",
}


class LotteryRelation(QWidget):
    """Chooses the relation between lotteries."""

    intended = Signal(object)  # an Edit

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = QComboBox()
        self._choice.setObjectName("relation")
        self._choice.setAccessibleName("How lotteries compare")
        for relation, name in _NAMES.items():
            self._choice.addItem(name, relation)
        self._words = sentence()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(caption("&Lotteries compare by", self._choice))
        column.addWidget(self._choice)
        column.addWidget(self._words)
        self._choice.activated.connect(self._choose)

    def show_document(self, document: Document) -> None:
        """Show what the document says; a word that is not known shows as no choice."""
        relation = document.preferences.relation
        self._choice.setCurrentIndex(self._choice.findData(relation))
        self._words.setText(_WORDS.get(relation, f"“{relation}” is not known to this version."))

    def _choose(self) -> None:
        self.intended.emit(SetRelation(str(self._choice.currentData())))

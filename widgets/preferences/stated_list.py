"""The comparisons that are stated, one a row."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QToolButton, QVBoxLayout, QWidget

from solver.document.model import Document
from solver.edits import StatePreference
from solver.translation import mark, tr
from widgets.basics.fields import Elided, caption, heading, sentence
from widgets.basics.layouts import empty
from widgets.preferences.stating import outcome_names

NONE = mark(
    "None. State one in the matrix or the diagram: choose two outcomes, then >\N{NO-BREAK SPACE}<\N{NO-BREAK SPACE}or\N{NO-BREAK SPACE}=."
)


class StatedList(QWidget):
    """Each can be taken back."""

    intended = Signal(object)  # an Edit

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stated")
        self.setAccessibleName(tr("Stated comparisons"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(heading(tr("Stated comparisons")))
        self._none = sentence(tr(NONE), muted=True)
        column.addWidget(self._none)
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(2, 1)
        column.addWidget(self._rows)
        self._shown: object = None

    def show_document(self, document: Document) -> None:
        """Show what the active relation states."""
        stated, names = document.preferences, outcome_names(document)
        pairs = [(x, "≻", y) for x, y in stated.better] + [(x, "~", y) for x, y in stated.equal]
        told = [(names.get(x, x), sign, names.get(y, y)) for x, sign, y in pairs]
        if (pairs, told) == self._shown:
            return
        self._shown = (pairs, told)
        empty(self._grid)
        for row, ((x, _, y), (better, sign, worse)) in enumerate(zip(pairs, told, strict=True)):
            self._grid.addWidget(Elided(better), row, 0)
            self._grid.addWidget(caption(sign), row, 1)
            self._grid.addWidget(Elided(worse), row, 2)
            self._grid.addWidget(self._remove(x, y, f"{better} {sign} {worse}"), row, 3)
        self._none.setVisible(not pairs)
        self._rows.setVisible(bool(pairs))

    def _remove(self, x: str, y: str, told: str) -> QToolButton:
        button = _Remove()
        button.setText("✕")
        button.setAutoRaise(True)
        button.setAccessibleName(tr("Take back: {told}").format(told=told))
        button.setToolTip(tr("Take it back (Delete)."))
        button.clicked.connect(lambda: self.intended.emit(StatePreference(x, y, "none")))
        return button


class _Remove(QToolButton):
    """Delete does what a click does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
            return
        super().keyPressEvent(event)

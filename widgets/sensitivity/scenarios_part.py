"""A part of the page “Sensitivity”: named sets of parameters."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from solver.charts.table import ChartTable
from solver.translation import tr
from solver.words.plain_mathematics import plain_text
from widgets.basics.fields import DropDown, heading, sentence
from widgets.basics.layouts import nest
from widgets.charts.table_view import TableView

ROW = 26
MOST_ROWS = 12


class ScenariosPart(QWidget):
    """Which scenarios there are, which one holds now, and what each rule says under each."""

    use_wanted = Signal(str)  # the id of a scenario
    remove_wanted = Signal(str)
    add_wanted = Signal(str)  # its label

    def __init__(self) -> None:
        super().__init__()
        self.choice = DropDown()
        self.choice.setAccessibleName(tr("Scenario"))
        self.use, self.remove = QPushButton(tr("Use")), QPushButton(tr("Remove"))
        self.use.setToolTip(
            tr("Give the parameters the values of this scenario (Shift+F4: the next one).")
        )
        self.label = QLineEdit()
        self.label.setAccessibleName(tr("Name of a new scenario"))
        self.label.setPlaceholderText(tr("Name"))
        self.add = QPushButton(tr("Keep these values"))
        self.add.setToolTip(tr("Keep the values that all parameters have now, under this name."))
        self.words = sentence(muted=True)
        self.table = TableView(tr("Scenarios and rules"))
        self.letters = sentence(muted=True)
        self.use.clicked.connect(lambda: self.use_wanted.emit(self._chosen))
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self._chosen))
        self.add.clicked.connect(self._add)
        self.label.returnPressed.connect(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.addWidget(heading(tr("Scenarios")))
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.addWidget(self.choice, 1)
        row.addWidget(self.use)
        row.addWidget(self.remove)
        nest(column, row)
        row = QHBoxLayout()
        row.addWidget(self.label, 1)
        row.addWidget(self.add)
        nest(column, row)
        column.addWidget(self.table)
        column.addWidget(self.letters)
        column.addStretch(1)

    @property
    def _chosen(self) -> str:
        return str(self.choice.currentData() or "")

    def _add(self) -> None:
        self.add_wanted.emit(self.label.text().strip())
        self.label.clear()

    def show_scenarios(self, labels: Mapping[str, str], now: str | None) -> None:
        """By id what they are called, and the one whose values hold."""
        before = self._chosen
        self.choice.blockSignals(True)
        self.choice.clear()
        for id_, label in labels.items():
            sign = " (now)" if id_ == now else ""
            self.choice.addItem(plain_text(label or id_) + sign, id_)
        if before in labels:
            self.choice.setCurrentIndex(list(labels).index(before))
        self.choice.blockSignals(False)
        for widget in (self.choice, self.use, self.remove):
            widget.setVisible(bool(labels))
        self.words.setText(
            ""
            if labels
            else tr("None yet: set the parameters, and keep their values under a name.")
        )
        self.words.setVisible(not labels)

    def show_table(self, table: ChartTable | None) -> None:
        self.table.setVisible(table is not None)
        notes = () if table is None else table.notes
        self.letters.setText("\n".join(f"{letter}: {words}" for letter, words in notes[:MOST_ROWS]))
        self.letters.setVisible(bool(notes))
        if table is not None:
            self.table.show_table(table)
            self.table.setFixedHeight((min(len(table.rows), MOST_ROWS) + 2) * ROW)

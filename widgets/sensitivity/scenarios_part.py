"""Parts of the page “Sensitivity”: named sets of parameters, and simulation."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from solver.charts.chart import Chart
from solver.charts.table import ChartTable
from solver.words.plain_mathematics import plain_text
from widgets.basics.fields import heading, sentence
from widgets.charts.chart_view import ChartView
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
        self.choice = QComboBox()
        self.choice.setAccessibleName("Scenario")
        self.use, self.remove = QPushButton("Use"), QPushButton("Remove")
        self.use.setToolTip(
            "Give the parameters the values of this scenario (Shift+F4: the next one)."
        )
        self.label = QLineEdit()
        self.label.setAccessibleName("Name of a new scenario")
        self.label.setPlaceholderText("Name")
        self.add = QPushButton("Keep these values")
        self.add.setToolTip("Keep the values that all parameters have now, under this name.")
        self.words = sentence(muted=True)
        self.table = TableView("Scenarios and rules")
        self.use.clicked.connect(lambda: self.use_wanted.emit(self._chosen))
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self._chosen))
        self.add.clicked.connect(self._add)
        self.label.returnPressed.connect(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading("Scenarios"))
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.addWidget(self.choice, 1)
        row.addWidget(self.use)
        row.addWidget(self.remove)
        column.addLayout(row)
        row = QHBoxLayout()
        row.addWidget(self.label, 1)
        row.addWidget(self.add)
        column.addLayout(row)
        column.addWidget(self.table)

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
            "" if labels else "None yet: set the parameters, and keep their values under a name."
        )
        self.words.setVisible(not labels)

    def show_table(self, table: ChartTable | None) -> None:
        self.table.setVisible(table is not None)
        if table is not None:
            self.table.show_table(table)
            self.table.setFixedHeight((min(len(table.rows), MOST_ROWS) + 2) * ROW)


class SimulationPart(QWidget):
    """Draws of the parameters that have a distribution: how often each plan is permitted."""

    wanted = Signal(int, int)  # draws, seed
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.samples, self.seed = QSpinBox(), QSpinBox()
        self.samples.setRange(10, 1_000_000)
        self.samples.setValue(2000)
        self.samples.setSuffix(" draws")
        self.samples.setAccessibleName("Number of draws")
        self.seed.setRange(0, 999_999)
        self.seed.setPrefix("seed ")
        self.seed.setAccessibleName("Seed")
        self.start, self.stop = QPushButton("Draw"), QPushButton("Cancel")
        self.start.clicked.connect(
            lambda: self.wanted.emit(self.samples.value(), self.seed.value())
        )
        self.stop.clicked.connect(self.cancelled)
        self.stop.hide()
        self.words = sentence(muted=True)
        self.shares = ChartView("How often each plan is permitted")
        self.curve = ChartView("Acceptability curve", height=240)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading("Simulation"))
        column.addWidget(self.words)
        row = QHBoxLayout()
        for widget in (self.samples, self.seed, self.start, self.stop):
            row.addWidget(widget)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.shares)
        column.addWidget(self.curve)
        column.addStretch(1)
        self.show_charts(None, None, "")

    def offer(self, drawn: Sequence[str]) -> None:
        """Which parameters have a distribution."""
        for widget in (self.samples, self.seed, self.start):
            widget.setVisible(bool(drawn))
        if not drawn:
            self.show_charts(
                None, None,
                "No parameter has a distribution. Give one its own in the file, as "
                "\"distribution\": {\"kind\": \"uniform\", \"min\": 0, \"max\": 1}.",
            )  # fmt: skip

    def show_charts(
        self, shares: Chart | None, curve: Chart | None, words: str, *, busy: bool = False
    ) -> None:
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.stop.setVisible(busy)
        for view, chart in ((self.shares, shares), (self.curve, curve)):
            view.show_chart(chart)
            view.setVisible(chart is not None)

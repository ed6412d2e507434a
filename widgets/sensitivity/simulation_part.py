"""A part of the page “Sensitivity”: draws of the parameters that have a distribution."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSpinBox, QVBoxLayout, QWidget

from solver.charts.chart import Chart
from solver.translation import mark, tr
from widgets.basics.fields import heading, sentence
from widgets.basics.layouts import nest
from widgets.charts.chart_view import ChartView

NONE = mark(
    "No parameter has a distribution. Give one of them a distribution in the list of parameters (Document)."
)


class SimulationPart(QWidget):
    """Draws of the parameters that have a distribution: how often each plan is permitted."""

    wanted = Signal(int, int)  # draws, seed
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.samples, self.seed = QSpinBox(), QSpinBox()
        self.samples.setRange(10, 1_000_000)
        self.samples.setValue(2000)
        self.samples.setSuffix(tr(" draws"))
        self.samples.setAccessibleName(tr("Number of draws"))
        self.seed.setRange(0, 999_999)
        self.seed.setPrefix(tr("seed "))
        self.seed.setAccessibleName(tr("Seed"))
        self.start, self.stop = QPushButton(tr("Draw")), QPushButton(tr("Cancel"))
        self.start.clicked.connect(
            lambda: self.wanted.emit(self.samples.value(), self.seed.value())
        )
        self.stop.clicked.connect(self.cancelled)
        self.stop.hide()
        self.words = sentence(muted=True)
        self.shares = ChartView(tr("How often each plan is permitted"))
        self.curve = ChartView(tr("Acceptability curve"), height=240)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.addWidget(heading(tr("Simulation")))
        column.addWidget(self.words)
        row = QHBoxLayout()
        for widget in (self.samples, self.seed, self.start, self.stop):
            row.addWidget(widget)
        row.addStretch(1)
        nest(column, row)
        column.addWidget(self.shares)
        column.addWidget(self.curve)
        column.addStretch(1)
        self._is_offered = True
        self.show_charts(None, None, "")

    def offer(self, drawn: Sequence[str]) -> None:
        """Which parameters have a distribution."""
        for widget in (self.samples, self.seed, self.start):
            widget.setVisible(bool(drawn))
        if not drawn:
            self.show_charts(None, None, tr(NONE))
        elif not self._is_offered:
            self.show_charts(None, None, "")
        self._is_offered = bool(drawn)

    def show_charts(
        self, shares: Chart | None, curve: Chart | None, words: str, *, busy: bool = False
    ) -> None:
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.stop.setVisible(busy)
        for view, chart in ((self.shares, shares), (self.curve, curve)):
            view.show_chart(chart)
            view.setVisible(chart is not None)

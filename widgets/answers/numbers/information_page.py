"""The page “Information”: what it is worth to know an event first, or to decide it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from solver.analyses.information.event_chances import event_name
from solver.analyses.information.offer_prices import PriceOfEvent
from solver.analyses.information.prices import InformationValues
from solver.analysis_words.charts.information_charts import price_chart
from solver.analysis_words.information_words import heading as event_heading
from solver.analysis_words.information_words import price_sentences
from solver.document.model import Document
from solver.translation import tr
from solver.words.names import Names
from solver.words.plain_mathematics import plain_text
from widgets.answers.numbers.asked_page import AskedPage
from widgets.basics.fields import DropDown, heading, sentence
from widgets.basics.layouts import nest
from widgets.charts.chart_view import ChartView

MOST_REFUSED: Final = 20  # events without a price that stand below each other


class InformationPage(AskedPage):
    """A price line for each event; beside it what is said of the one that is looked at."""

    control_wanted = Signal(bool)
    criterion_wanted = Signal(str)
    tree_wanted = Signal(object)  # an Event

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("information", tr("Information"), parent)
        self._names = Names(Document())
        self._found: InformationValues | None = None
        self._refused: Sequence[PriceOfEvent] = ()  # without a price, and told below the chart
        self.chart = ChartView(tr("Prices of events"))
        self.chart.chosen.connect(self._look_at)
        self.refusals = sentence()
        self.refusals.setObjectName("information refusals")
        self.control = QCheckBox(tr("&Decide the event, rather than know it"))
        self.control.setToolTip(
            tr("It conditions on what is decided, as knowing does; it does not intervene.")
        )
        self.control.toggled.connect(self.control_wanted)
        self.criterion = DropDown()
        self.criterion.setAccessibleName(tr("Criterion on which the price is paid"))
        self.criterion.activated.connect(
            lambda: self.criterion_wanted.emit(str(self.criterion.currentData()))
        )
        self.events = DropDown()
        self.events.setAccessibleName(tr("Event"))
        self.events.activated.connect(self._look_at)
        self.why = sentence()
        self.why.setObjectName("information why")
        self.show_tree = QPushButton(tr("Show the &informed tree"))
        self.show_tree.setToolTip(
            tr("Open the tree of an agent who knows the event first, as a new document.")
        )
        self.show_tree.clicked.connect(self._want_tree)
        row = QHBoxLayout(self.body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        left = QVBoxLayout()
        left.setSpacing(6)  # else that of the row
        self._title = heading(tr("What it is worth to know an event first"))
        left.addWidget(self._title)
        left.addWidget(self.chart)
        left.addWidget(self.refusals)
        left.addStretch(1)
        nest(row, left, 1)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(heading(tr("Why")))
        right.addWidget(self.events)
        right.addWidget(self.why)
        right.addWidget(self.show_tree)
        right.addWidget(self.control)
        right.addWidget(self.criterion)
        right.addStretch(1)
        side = QWidget()
        side.setLayout(right)
        side.setFixedWidth(280)
        row.addWidget(side)

    def mute(self, *, muted: bool) -> None:
        self.chart.show_muted(muted)

    def show_values(self, names: Names, found: InformationValues, criteria: Sequence[str]) -> None:
        """What a rule says of the events; ``criteria`` are those on which a price can be paid."""
        self._names, self._found = names, found
        self._title.setText(
            tr("What it is worth to decide an event first")
            if found.control
            else tr("What it is worth to know an event first")
        )
        self.control.blockSignals(True)
        self.control.setChecked(found.control)
        self.control.blockSignals(False)
        self.show_tree.setText(
            tr("Show the tree of an agent who &decides")
            if found.control
            else tr("Show the &informed tree")
        )
        self.criterion.clear()
        for id_ in criteria:
            self.criterion.addItem(
                tr("Price in {plain_text}").format(plain_text=plain_text(names.criterion(id_))), id_
            )
        self.criterion.setCurrentIndex(self.criterion.findData(found.criterion))
        self.criterion.setVisible(len(criteria) > 1)
        chosen = self.events.currentText()
        self.events.clear()
        for price in found.events:
            self.events.addItem(plain_text(event_name(names, price.event)))
        place = max(self.events.findText(chosen), 0)
        chart = price_chart(names, found)
        self.chart.show_chart(chart)
        self.chart.setVisible(chart is not None)
        refused = [p for p in found.events if not p.is_known and not p.pieces]
        self._refused = refused[:MOST_REFUSED]
        lines = [
            f"{event_heading(names, found, price)}: {price_sentences(names, found, price)[0]}"
            for price in self._refused
        ]
        if more := len(refused) - len(lines):
            lines.append(tr("… and {more:,} more; choose one beside to see why.").format(more=more))
        self.refusals.setText(plain_text("\n".join(lines)))
        self.refusals.setVisible(bool(lines))
        self._ready()
        self._look_at(place)

    def _look_at(self, place: object) -> None:
        """Say more of one event."""
        if self._found is None or not isinstance(place, int):
            return
        if not 0 <= place < len(self._found.events):
            return
        price = self._found.events[place]
        self.events.setCurrentIndex(place)
        said = price_sentences(self._names, self._found, price)
        stands = any(price is one for one in self._refused)  # it is told there already
        self.why.setText(plain_text("\n".join(said[1:] if stands else said)))
        self.why.setVisible(bool(self.why.text()))
        self.show_tree.setEnabled(price.refused is None)
        self.show_tree.setToolTip(
            tr("Open the tree with the event first, as a new document.")
            if price.refused is None
            else plain_text(said[0])
        )

    def _want_tree(self) -> None:
        if self._found is not None and 0 <= self.events.currentIndex() < len(self._found.events):
            self.tree_wanted.emit(self._found.events[self.events.currentIndex()].event)

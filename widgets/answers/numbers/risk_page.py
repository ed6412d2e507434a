"""The page “Risk”: how the net values of plans are distributed, and what a utility curve makes of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from solver.analysis_words.charts.risk_charts import (
    Profile,
    cumulative_chart,
    distribution_chart,
    risk_table,
)
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.errors import NumberError
from solver.translation import tr
from solver.words.names import Names
from solver.words.plain_mathematics import plain_text
from widgets.answers.numbers.asked_page import AskedPage
from widgets.answers.numbers.curve_editor import CurveEditor
from widgets.basics.fields import DropDown, heading, sentence
from widgets.basics.layouts import nest
from widgets.basics.number_field import NumberField
from widgets.charts.chart_view import ChartView
from widgets.charts.table_view import TableView

WIDE, WIDEST = 900, 1700
LOW, HIGH, BESIDE = 190, 360, 150  # pixels of the steps, and of what stands above and below them


@dataclass(frozen=True)
class RiskShown:
    """What the page shows: profiles on one scale and criterion, of those that there are."""

    document: Document
    places: tuple[tuple[str, str], ...]  # scale and criterion
    place: int
    profiles: tuple[Profile, ...]
    remarks: tuple[str, ...] = ()


class RiskPage(AskedPage):
    """Cumulative steps, bars, a table; the curve of the scale, and a family of curves."""

    intended = Signal(object)  # an Edit
    place_wanted = Signal(int)
    family_wanted = Signal(object, object)  # risk tolerances: from, to (Fractions), or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("risk", tr("Risk"), parent)
        self._names = Names(Document())
        self._shown: RiskShown | None = None
        self.cumulative = ChartView(tr("Cumulative distribution of net values"), height=LOW)
        self.bars = ChartView(tr("Distribution of net values"))
        self.table = TableView(tr("Plans in numbers"))
        self.table.setMinimumHeight(120)
        self.scales = DropDown()
        self.scales.setAccessibleName(tr("Scale and criterion"))
        self.scales.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.scales.activated.connect(self.place_wanted)
        self.curve = CurveEditor()
        self.curve.intended.connect(self.intended)
        self.less = NumberField(tr("Chance of less than"))
        self.less.setFixedWidth(90)
        self.less.show_number(Numeral("0"), {})
        self.less.committed.connect(lambda _: self._show_table())
        self.low, self.high = (
            NumberField(tr("Risk tolerance from")),
            NumberField(tr("Risk tolerance to")),
        )
        for field in (self.low, self.high):
            field.setFixedWidth(90)
            field.committed.connect(lambda _: self._want_family())
        self.family = sentence()
        self.family.setObjectName("risk family")
        self.remarks = sentence()
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        top = QHBoxLayout()
        top.addWidget(self.scales)
        top.addWidget(self.curve, 1)
        nest(column, top)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(20)
        parts = (
            (heading(tr("Chance of at most this much")), self.cumulative),
            (heading(tr("Distribution")), self.bars),
        )
        for title, chart in parts:
            own = QVBoxLayout()
            own.setSpacing(6)  # else that of the columns
            own.addWidget(title)
            own.addWidget(chart)
            own.addStretch(1)
            nest(self._columns, own, 1)
        numbers = QVBoxLayout()
        numbers.setSpacing(6)
        row = QHBoxLayout()
        row.addWidget(heading(tr("In numbers")))
        label = QLabel(tr("chance of &less than"))
        label.setBuddy(self.less)
        row.addSpacing(12)
        row.addWidget(label)
        row.addWidget(self.less)
        row.addStretch(1)
        nest(numbers, row)
        numbers.addWidget(self.table)
        numbers.addWidget(self.remarks)
        numbers.addStretch(1)
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._parts.setSpacing(20)
        nest(self._parts, self._columns, 2)
        nest(self._parts, numbers, 1)
        nest(column, self._parts)
        row = QHBoxLayout()
        label = QLabel(tr("&For all risk tolerances from"))
        label.setBuddy(self.low)
        row.addWidget(label)
        row.addWidget(self.low)
        row.addWidget(QLabel(tr("to")))
        row.addWidget(self.high)
        row.addStretch(1)
        nest(column, row)
        column.addWidget(self.family)
        column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.cumulative.set_height(min(max(LOW, event.size().height() - BESIDE), HIGH))
        for parts, least in ((self._columns, WIDE), (self._parts, WIDEST)):
            wide = event.size().width() >= least
            parts.setDirection(
                QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
            )

    def mute(self, *, muted: bool) -> None:
        for part in (self.cumulative, self.bars, self.table):
            part.show_muted(muted)

    def show_risk(self, names: Names, shown: RiskShown) -> None:
        """How the net values are distributed on one of the scales."""
        self._names, self._shown = names, shown
        self.scales.clear()
        for scale, criterion in shown.places:
            several = len(names.document.criterion_ids) > 1
            if not several:
                word = scale
            elif names.has_several_scales:
                word = tr("{criterion} on {scale}").format(
                    criterion=names.criterion(criterion), scale=scale
                )
            else:
                word = names.criterion(criterion)
            self.scales.addItem(plain_text(word))
        self.scales.setCurrentIndex(shown.place)
        self.scales.setVisible(len(shown.places) > 1)
        scale, criterion = shown.places[shown.place]
        values = [value for profile in shown.profiles for value in profile.spread.values]
        low, high = min(values), max(values)
        self.curve.offer(high - low or Fraction(100), f"{low}: 0; {high}: 1")
        self.curve.show_curve(shown.document, scale)
        self.cumulative.show_chart(cumulative_chart(names, criterion, shown.profiles))
        self.bars.show_chart(distribution_chart(names, criterion, shown.profiles))
        self.remarks.setText(plain_text("\n".join(shown.remarks)))
        self.remarks.setVisible(bool(shown.remarks))
        self._show_table()
        self._ready()

    @property
    def shown(self) -> RiskShown | None:
        """What is shown, if anything."""
        return self._shown

    def show_family(self, lines: Sequence[str]) -> None:
        """What holds for a family of curves."""
        self.family.setText(plain_text("\n".join(lines)))
        self.family.setVisible(bool(lines))

    def _show_table(self) -> None:
        if self._shown is None:
            return
        scale, criterion = self._shown.places[self._shown.place]
        limit = _number(self.less) or Fraction(0)
        table = risk_table(self._names, scale, criterion, self._shown.profiles, limit)
        self.table.show_table(table, self._names.format)
        self.table.setFixedHeight(min(60 + 24 * len(table.rows), 260))

    def _want_family(self) -> None:
        self.family_wanted.emit(_number(self.low), _number(self.high))


def _number(field: NumberField) -> Fraction | None:
    text = field.text().strip()
    if not text:
        return None
    try:
        return Numeral.typed(text).value({})
    except NumberError:
        return None

"""The page “Criteria”: the league of all plans, and the plane of two criteria with their weight ratio."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from solver.analyses.criteria.league import League
from solver.analyses.criteria.plane import Plane, sides_of
from solver.analysis_words.charts.criteria_charts import (
    league_names,
    league_order,
    league_table,
    plane_chart,
    side_name,
)
from solver.charts.chart import letters
from solver.document.model import Document
from solver.solution import Plan
from solver.translation import tr
from solver.words.names import Names, quoted
from solver.words.plain_mathematics import plain_text
from widgets.answers.numbers.asked_page import AskedPage
from widgets.basics.fields import DropDown, heading, sentence
from widgets.basics.layouts import nest
from widgets.basics.tips import plain_tip
from widgets.charts.chart_view import ChartView
from widgets.charts.table_view import TableView

LEAST: Final = 150  # pixels of the table; less, and the page would scroll as well
STEPS: Final = 200
LOW, HIGH, BESIDE = 190, 360, 60  # pixels of the chart, and of what is above it


class CriteriaPage(AskedPage):
    """The league table; with two criteria the plane, its hull and staircase, and a slider of the ratio."""

    plan_chosen = Signal(object)  # a Plan
    criteria_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("criteria", tr("Criteria"), parent)
        self._names = Names(Document())
        self._found: League | None = None
        self._plane: Plane | None = None
        self._called: Sequence[str] = ()
        self.chart = ChartView(tr("Plane of two criteria"), height=LOW)
        self.chart.chosen.connect(self._choose)
        self.ratio = QSlider(Qt.Orientation.Horizontal)
        self.ratio.setRange(0, STEPS)
        self.ratio.setAccessibleName(tr("Weight ratio of the two criteria"))
        self.ratio.valueChanged.connect(self._show_best)
        self.best = sentence()
        self.best.setObjectName("criteria best")
        self.table = TableView(tr("League of plans"))
        self.table.chosen.connect(self._choose_row)
        self._axes = DropDown(), DropDown()
        for box, word in zip(self._axes, (tr("first"), tr("second")), strict=True):
            box.setAccessibleName(tr("The {word} criterion").format(word=word))
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(6)  # names are long: both have room whatever they are
            box.activated.connect(self._want_criteria)
        self._side = QWidget()
        left = QVBoxLayout(self._side)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(6)
        top = QHBoxLayout()
        self._of = heading(tr("Two criteria"))
        top.addWidget(self._of)
        for box in self._axes:
            top.addWidget(box, 1)
        nest(left, top)
        left.addWidget(self.chart)
        row = QHBoxLayout()
        label = QLabel(tr("Weight &ratio"))
        label.setBuddy(self.ratio)
        row.addWidget(label)
        row.addWidget(self.ratio, 1)
        nest(left, row)
        left.addWidget(self.best)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(6)  # else that of the columns
        right.addWidget(heading(tr("League of plans")))
        right.addWidget(self.table, 1)
        columns = QHBoxLayout(self.body)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(20)
        columns.addWidget(self._side, 2)
        nest(columns, right, 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.chart.set_height(min(max(LOW, event.size().height() - BESIDE), HIGH))

    def mute(self, *, muted: bool) -> None:
        for part in (self.chart, self.table):
            part.show_muted(muted)

    def show_league(
        self,
        names: Names,
        found: League,
        plane: Plane | None,
        remark: str,
        called: Sequence[str] = (),
    ) -> None:
        """The plans, and the plane of two criteria where there are two; a remark where there is none.

        ``called`` are the names of the plans, which take a while where there are many.
        """
        self._names, self._found, self._plane = names, found, plane
        self._called = called or league_names(names, found)
        self.table.show_table(league_table(names, found, plane, self._called), names.format)
        self.table.setMinimumHeight(min(60 + 24 * len(found.rows), LEAST))  # it scrolls by itself
        self._side.setVisible(plane is not None)
        if plane is not None:
            sides = sides_of(names.document)
            self._of.setText(tr("Two opinions") if plane.of_opinions else tr("Two criteria"))
            for box, chosen in zip(self._axes, (plane.x, plane.y), strict=True):
                box.clear()
                for id_ in sides:
                    box.addItem(plain_text(side_name(names, plane, id_)), id_)
                box.setCurrentIndex(box.findData(chosen))
                box.setToolTip(plain_tip(box.currentText()))
                box.setVisible(len(sides) > 2)
            self.chart.show_chart(plane_chart(names, found, plane, self._called))
            self._show_best()
        told = [] if found.complete else [
            tr("{total} plans are too many to list: only those that are permitted are here.").format(total=found.total)
        ]  # fmt: skip
        self._ready(plain_text(" ".join([*told, *([remark] if remark else [])])))

    @property
    def ratio_now(self) -> Fraction:
        """How many units of the first criterion one unit of the second is worth, by the slider."""
        assert self._plane is not None
        ratios = [p.ratio for p in self._plane.points if p.ratio is not None]
        top = 2 * max(ratios, default=Fraction(1))
        return top * Fraction(self.ratio.value(), STEPS)

    def _show_best(self) -> None:
        """Which plans are best at this ratio."""
        if self._plane is None or self._found is None:
            return
        ratio = self.ratio_now
        best = self._plane.best_at(ratio)
        named = self._called
        told = letters(len(named))
        plans = ", ".join(f"{told[i]} ({quoted(named[i])})" for i in best[:4])
        x, y = (side_name(self._names, self._plane, c) for c in (self._plane.x, self._plane.y))
        number = self._names.format.number(ratio)
        if self._plane.of_opinions:
            told_best = tr("Where “{y}” counts {number} times as much as “{x}”: best is {plans}.")
        else:
            told_best = tr("Where one unit of {y} is worth {number} of {x}: best is {plans}.")
        self.best.setText(plain_text(told_best.format(y=y, number=number, x=x, plans=plans)))

    def _choose(self, place: object) -> None:
        if self._found is not None and isinstance(place, int):
            plan: Plan = self._found.rows[place].plan
            self.plan_chosen.emit(plan)

    def _choose_row(self, row: int) -> None:
        if self._found is not None:
            self._choose(league_order(self._found, self._plane)[row])

    def _want_criteria(self) -> None:
        x, y = (str(box.currentData()) for box in self._axes)
        if x != y:
            self.criteria_wanted.emit(x, y)

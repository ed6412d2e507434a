"""The page “Utilities”: under which completion is which plan best, and which plans are under none."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from solver.analyses.completion_map import CompletionMap, Point, Region
from solver.analyses.rationales import Rationale, Rationalisation
from solver.document.model import Document
from solver.page.tree_texts import plain
from solver.words.plan_words import lottery_text, plan_text
from widgets.answers.completion_drawing import CompletionDrawing, region_name
from widgets.basics.fields import heading, sentence
from widgets.basics.tips import plain_tip

MOST_LEGENDS: Final = 12
ROLE: Final = Qt.ItemDataRole.UserRole


def numbers_text(numbers: Mapping[str, Fraction]) -> str:
    """Utilities in a line."""
    return ", ".join(f"u({id_}) = {plain(value)}" for id_, value in numbers.items())


def _plans(document: Document, region: Region) -> str:
    text = plan_text(document, region.plan)
    if region.count > 1:
        others = region.count - 1
        text += f" (and {others:,} more plan{'s' if others > 1 else ''} just as good)"
    return text


class UtilitiesPage(QScrollArea):
    """The strip or map, what is where on it, and for each permitted plan its completion."""

    pinned = Signal(object)  # a Point
    completion_wanted = Signal(object)  # a Completion
    plan_selected = Signal(object)  # a Plan, or None
    unpinned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("utilities")
        self.setAccessibleName("Utilities")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._document = Document()
        self._found: CompletionMap | None = None
        self._pin: Point | None = None
        self.words = sentence()
        self.words.setObjectName("utilities words")
        self.drawing = CompletionDrawing()
        self.drawing.picked.connect(self.pinned)
        self.drawing.hovered.connect(self._read)
        self.reading = sentence()
        self.reading.setObjectName("utilities reading")
        self.remove = QPushButton("Remove")
        self.remove.setToolTip("The document states no completion any more.")
        self.remove.clicked.connect(self.unpinned)
        self._legends = QVBoxLayout()
        self._legends.setSpacing(2)
        self.rationales = QTreeWidget()
        self.pin_plan = QPushButton("Pin its completion")
        self._list_heading = heading("The permitted plans")
        self._list_heading.setWordWrap(True)
        self._set_up_list()
        self._lay_out()

    def _set_up_list(self) -> None:
        tree = self.rationales
        tree.setObjectName("rationales")
        tree.setAccessibleName("The permitted plans and the completions that make them best")
        tree.setHeaderLabels(["Plan", "Rationalisable"])
        tree.setIndentation(14)
        tree.setAlternatingRowColors(True)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        tree.setMinimumHeight(150)
        tree.itemSelectionChanged.connect(self._selected)
        self.pin_plan.setEnabled(False)
        self.pin_plan.setToolTip(
            "State the completion under which the selected plan is best, and apply the rule "
            "“Expected utility”."
        )
        self.pin_plan.clicked.connect(self._pin_plan)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addWidget(self.words)
        column.addWidget(self.drawing)
        row = QHBoxLayout()
        row.addWidget(self.reading, 1)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        column.addLayout(self._legends)
        column.addWidget(self._list_heading)
        column.addWidget(self.rationales)
        buttons = QHBoxLayout()
        buttons.addWidget(self.pin_plan)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(1)
        self.setWidget(inside)

    # ------------------------------------------------------------------------ showing

    def show_problem(self, text: str) -> None:
        """Why there is nothing to show."""
        self.words.setText(text)
        self._found = None
        for part in (self.drawing, self.reading, self.remove, self._list_heading, self.rationales,
                     self.pin_plan):  # fmt: skip
            part.hide()
        self._legend(())

    def show_map(self, document: Document, found: CompletionMap, pin: Point | None) -> None:
        """Which plan is best where; ``pin`` is the document's own completion."""
        self._document, self._found, self._pin = document, found, pin
        self.words.setText(self._introduction(found))
        drawn = bool(found.regions) and found.free in (1, 2)
        self.drawing.setVisible(drawn)
        self.reading.setVisible(drawn)
        if drawn:
            self.drawing.show_map(found)
            self.drawing.show_pinned(pin)
            self._read(None)
        self.remove.setVisible(document.completion is not None)
        self._legend(found.regions or () if drawn or found.free == 0 else ())

    @staticmethod
    def _introduction(found: CompletionMap) -> str:
        weights = found.weights
        if weights is None:
            return (
                f"There are {found.free} free weights, which is not drawn. Each plan has its "
                "completion below."
            )
        fixed = " and ".join(f"{name} = {plain(value)}" for name, value in weights.fixed.items())
        if found.free == 0:
            return (
                "Preferences are complete here: up to scale and zero there is one utility function."
            )
        if found.free > 2:
            return (
                f"With {fixed} there are {found.free} free weights: too many to draw. Each plan "
                "has its completion below."
            )
        if found.regions is None:
            return "There are too many regions to draw. Each plan has its completion below."
        names = " and ".join(weights.names)
        count = "One free weight" if found.free == 1 else "Two free weights"
        return f"{count}, {names}, with {fixed}. Click to choose, and see what expected utility permits."

    def _legend(self, regions: Sequence[Region]) -> None:
        while (item := self._legends.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for i, region in enumerate(regions[:MOST_LEGENDS]):
            self._legends.addWidget(self._legend_line(i, region, len(regions)))
        if len(regions) > MOST_LEGENDS:
            self._legends.addWidget(sentence(f"and {len(regions) - MOST_LEGENDS} more regions."))

    def _legend_line(self, index: int, region: Region, of: int) -> QLabel:
        start = f"{region_name(index)}  " if of > 1 or region.corners else "Best: "
        line = sentence(f"{start}{_plans(self._document, region)}")
        line.setToolTip(plain_tip(lottery_text(region.plan.lottery)))
        return line

    def _read(self, at: Point | None) -> None:
        """What is best where the pointer is, or at the document's own completion."""
        found = self._found
        if found is None or found.weights is None:
            return
        point = self._pin if at is None else at
        if point is None:
            self.reading.setText("The document states no completion yet.")
            return
        rows = zip(found.weights.names, point, strict=True)
        where = ", ".join(f"{name} = {plain(value)}" for name, value in rows)
        all_regions = list(found.regions or ())
        there = found.regions_at(point)
        names = " and ".join(region_name(all_regions.index(region)) for region in there)
        plans = "; or ".join(plan_text(self._document, region.plan) for region in there[:3])
        start = "Pinned: " if at is None else ""
        tie = " (a tie)" if len(there) > 1 else ""
        self.reading.setText(f"{start}{where}: {names}{tie}, {plans}.")

    # ------------------------------------------------------------------------- plans

    def show_rationales(
        self, document: Document, rule: str, found: Rationalisation | None, problem: str = ""
    ) -> None:
        """For each plan that a rule permits its completion, or the mixture that beats it."""
        self.rationales.clear()
        self.pin_plan.setEnabled(False)
        shown = found is not None
        for part in (self.rationales, self.pin_plan):
            part.setVisible(shown)
        self._list_heading.setVisible(shown or bool(problem))
        if found is None:
            self._list_heading.setText(problem)
            return
        cut = "" if found.complete else f" (the first {len(found.plans)})"
        self._list_heading.setText(f"Permitted by {rule}{cut}")
        for rationale in found.plans:
            self.rationales.addTopLevelItem(self._item(document, rationale))

    def _item(self, document: Document, rationale: Rationale) -> QTreeWidgetItem:
        text = plan_text(document, rationale.plan)
        good = rationale.completion is not None
        item = QTreeWidgetItem([text, "✓ yes" if good else "✕ no"])
        item.setToolTip(0, plain_tip(f"{text}\n{lottery_text(rationale.plan.lottery)}"))
        item.setData(0, ROLE, rationale)
        if rationale.utility is not None:
            lines = [numbers_text(rationale.utility)]
        else:
            lines = [
                f"{weight}: {plan_text(document, plan)}" for weight, plan in rationale.mixture or ()
            ]
            lines.insert(0, "A mixture is strictly preferred to it:")
        for line in lines:
            child = QTreeWidgetItem([line])
            child.setToolTip(0, plain_tip(line))
            child.setData(0, ROLE, rationale)
            child.setFirstColumnSpanned(True)
            item.addChild(child)
            child.setFirstColumnSpanned(True)
        item.setExpanded(not good)
        return item

    def _chosen(self) -> Rationale | None:
        items = self.rationales.selectedItems()
        found = items[0].data(0, ROLE) if items else None
        return found if isinstance(found, Rationale) else None

    def _selected(self) -> None:
        chosen = self._chosen()
        self.pin_plan.setEnabled(chosen is not None and chosen.completion is not None)
        self.plan_selected.emit(None if chosen is None else chosen.plan)

    def _pin_plan(self) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.completion is not None:
            self.completion_wanted.emit(chosen.completion)

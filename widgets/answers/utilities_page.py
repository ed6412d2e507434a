"""The page “Utilities”: under which completion is which plan best, and which plans are under none."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from solver.analyses.completion_map import CompletionMap, CompletionRegion
from solver.analyses.free_weights import Point
from solver.analyses.rationales import Rationale, Rationalisation
from solver.analysis_words.completion_words import (
    of_the_scales,
    rationale_sentences,
    utilities_words,
)
from solver.document.elements import Completion
from solver.document.model import Document
from solver.preferences.relations import relation_of
from solver.prospect import End
from solver.solution import Plan
from solver.translation import capital, tr, trn
from solver.words.contrast_words import utility, weights_words
from solver.words.names import Names
from solver.words.plain_mathematics import plain_text
from solver.words.plan_names import held_against, plan_name, plan_names
from widgets.answers.completion_drawing import CompletionDrawing, region_name
from widgets.basics.fields import DropDown, heading, sentence
from widgets.basics.layouts import empty, nest
from widgets.basics.table_parts.wrapped_cells import wrap_cells
from widgets.basics.tips import plain_tip
from widgets.basics.two_parts import scrolled, two_parts

MOST_LEGENDS: Final = 12
MOST_TIED: Final = 3  # plans that are best at one point, and called by what they do
ROLE: Final = Qt.ItemDataRole.UserRole


def _whole(names: Names, plan: Plan) -> str:
    """A plan in full, for tips: all its choices, its prospect with exact numbers."""
    return f"{plan_name(names, plan.choices)}\n{names.whole_prospect(plan.prospect)}"


class UtilitiesPage(QWidget):
    """The strip or map, what is where on it, and for each permitted plan its completion."""

    pinned = Signal(object)  # a Point
    completion_wanted = Signal(object)  # a Completion
    curve_wanted = Signal(object)  # a Rationale: its utility of net values for a scale's curve
    name_wanted = Signal(object)  # a Completion that is to be named
    plan_selected = Signal(object)  # a Plan, or None
    unpinned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("utilities")
        self.setAccessibleName(tr("Utilities"))
        self._names = Names(Document())
        self._called: Sequence[str] = ()  # the plans of the regions
        self._found: CompletionMap | None = None
        self._pin: Point | None = None
        self._ends: tuple[End, ...] = ()  # of the plans that are listed
        self.words = sentence()
        self.words.setObjectName("utilities words")
        self.drawing = CompletionDrawing()
        self.drawing.picked.connect(self.pinned)
        self.drawing.hovered.connect(self._read)
        self.reading = sentence()
        self.reading.setObjectName("utilities reading")
        self.remove = QPushButton(tr("Remove"))
        self.remove.setToolTip(tr("The document states no completion any more."))
        self.remove.clicked.connect(self.unpinned)
        self._legends = QVBoxLayout()
        self._legends.setSpacing(2)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._values_heading = heading(tr("Expected value at each node"))
        self.values = sentence()
        self.values.setObjectName("values")
        self._ways_heading = heading(tr("What remains along the way"))
        self._ways_heading.setToolTip(
            tr(
                "The completions under which every branch taken so far was a best one where it was taken."
            )
        )
        self.ways = sentence()
        self.ways.setObjectName("utilities ways")
        self.ways.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.rationales = QTreeWidget()
        self.pin_plan = QPushButton(tr("Pin its completion"))
        self.name_plan = QPushButton(tr("Name its completion"))
        self.named = DropDown()
        self.fill_in = QPushButton(tr("Use one that fits"))
        self.fill_in.setToolTip(
            tr("State a completion that respects all that is stated: a start to change.")
        )
        self._fitting: Completion | None = None
        self.fill_in.clicked.connect(lambda: self.completion_wanted.emit(self._fitting))
        self._list_heading = heading(tr("The permitted plans"))
        self._list_heading.setWordWrap(True)
        self._set_up_list()
        self._lay_out()

    def _set_up_list(self) -> None:
        tree = self.rationales
        tree.setObjectName("rationales")
        tree.setAccessibleName(tr("The permitted plans and the completions that make them best"))
        tree.setHeaderLabels([tr("Plan"), tr("Rationalisable")])
        tree.setIndentation(14)
        wrap_cells(tree)
        tree.setAlternatingRowColors(True)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        tree.setMinimumHeight(72)
        tree.itemSelectionChanged.connect(self._selected)
        self.pin_plan.setEnabled(False)
        self.pin_plan.setToolTip(
            tr(
                "State the completion under which the selected plan is best, and apply the rule "
                "“Expected utility”."
            )
        )
        self.pin_plan.clicked.connect(self._pin_plan)
        self.name_plan.setEnabled(False)
        self.name_plan.setToolTip(
            tr(
                "Keep the completion under which the selected plan is best under a name (C1, C2, …): choices "
                "can be settled by it, and the agent offered to complete its preferences so."
            )
        )
        self.name_plan.clicked.connect(self._name_plan)
        self.named.setAccessibleName(tr("Named completions"))
        self.named.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.named.setToolTip(
            tr("State a named completion as the one that expected utility goes by.")
        )
        self.named.activated.connect(self._choose_named)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 10, 20, 10)
        column.setSpacing(6)
        column.addWidget(self.words)
        self._beside.addWidget(self.drawing, 3, Qt.AlignmentFlag.AlignTop)
        told = QVBoxLayout()
        nest(told, self._legends)
        told.addWidget(self.reading)
        told.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        told.addStretch(1)
        nest(self._beside, told, 2)
        nest(column, self._beside)
        column.addWidget(self._values_heading)
        column.addWidget(self.values)
        column.addWidget(self._ways_heading)
        column.addWidget(self.ways)
        column.addStretch(1)
        listed = QWidget()
        beside = QVBoxLayout(listed)
        beside.setContentsMargins(20, 10, 20, 10)
        beside.setSpacing(6)
        beside.addWidget(self._list_heading)
        beside.addWidget(self.rationales, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.fill_in)
        buttons.addWidget(self.pin_plan)
        buttons.addWidget(self.name_plan)
        buttons.addWidget(self.named)
        buttons.addStretch(1)
        nest(beside, buttons)
        self._listed = listed
        two_parts(self, scrolled(inside, tr("Completions")), listed, (700, 500))

    # ------------------------------------------------------------------------ showing

    def show_problem(self, text: str) -> None:
        """Why there is nothing to show."""
        self.words.setText(text)
        self._found = None
        for part in (self.drawing, self.reading, self.remove, self._list_heading, self.rationales,
                     self.fill_in, self.pin_plan, self.name_plan, self.named):  # fmt: skip
            part.hide()
        self._legend(())
        self.show_ways(())
        self.show_values(())

    def show_map(self, names: Names, found: CompletionMap, pin: Point | None) -> None:
        """Which plan is best where; ``pin`` is the document's own completion."""
        self._names, self._found, self._pin = names, found, pin
        plans = [region.plan.choices for region in found.regions or ()]
        self._called = held_against(names, plans) if plans else ()
        about = of_the_scales(relation_of(names.document))
        self.words.setText(f"{self._introduction(found)} {capital(about)}".rstrip())
        drawn = bool(found.regions) and found.free in (1, 2)
        map_beside = drawn and found.free == 2
        self._beside.setDirection(
            QBoxLayout.Direction.LeftToRight if map_beside else QBoxLayout.Direction.TopToBottom
        )
        self.drawing.setVisible(drawn)
        self.reading.setVisible(drawn)
        if drawn:
            self.drawing.show_map(found, names.format)
            self.drawing.show_pinned(pin)
            self._read(None)
        self.remove.setVisible(names.document.completion is not None)
        self._show_named(names)
        self._legend(found.regions or () if drawn or found.free == 0 else ())

    def _introduction(self, found: CompletionMap) -> str:
        weights = found.weights
        if weights is None:
            return tr(
                "There are {free} free weights, which is not drawn. Each plan has its completion in the list."
            ).format(free=found.free)
        equals = self._names.format.equals
        fixed = tr(" and ").join(f"{name} {equals(value)}" for name, value in weights.fixed.items())
        if found.free == 0:
            return tr(
                "Preferences are complete here: up to scale and zero there is one utility function."
            )
        of_outcomes = not weights.criteria and not weights.shares and len(weights.utilities) == 1
        if found.free > 2 and of_outcomes:
            return tr(
                "With {fixed} there are {free} free utilities: too many to draw. Each plan has its completion in the list."
            ).format(fixed=fixed, free=found.free)
        if found.free > 2:
            return tr(
                "With {fixed} there are {free} free weights: too many to draw. Each plan has its completion in the list."
            ).format(fixed=fixed, free=found.free)
        if found.regions is None:
            return tr(
                "There are too many regions to draw. Each plan has its completion in the list."
            )
        names = tr(" and ").join(weights.names)
        if weights.is_ratio:
            of, by = map(self._names.criterion, weights.criteria)
            return tr(
                "One free weight, {names}: the ratio of their weights, that is how much {by} one unit of {of} outweighs. Click to choose, and see what expected utility permits."
            ).format(names=names, by=by, of=of)
        if weights.criteria:
            fixed += tr(" (probabilities, where the criteria are states)")
        if of_outcomes:
            count = tr("One free utility") if found.free == 1 else tr("Two free utilities")
        else:
            count = tr("One free weight") if found.free == 1 else tr("Two free weights")
        return tr(
            "{count}, {names}, with {fixed}. Click to choose, and see what expected utility permits."
        ).format(count=count, names=names, fixed=fixed)

    def _legend(self, regions: Sequence[CompletionRegion]) -> None:
        empty(self._legends)
        for i, region in enumerate(regions[:MOST_LEGENDS]):
            self._legends.addWidget(self._legend_line(i, region, len(regions)))
        if len(regions) > MOST_LEGENDS:
            self._legends.addWidget(
                sentence(
                    tr("and {regions} more regions.").format(regions=len(regions) - MOST_LEGENDS)
                )
            )

    def _legend_line(self, index: int, region: CompletionRegion, of: int) -> QLabel:
        start = f"{region_name(index)}  " if of > 1 or region.corners else tr("Best: ")
        line = sentence(f"{start}{self._plans(index, region)}")
        line.setToolTip(plain_tip(_whole(self._names, region.plan)))
        return line

    def _plans(self, index: int, region: CompletionRegion) -> str:
        text = self._called[index]
        if region.count > 1:
            others = region.count - 1
            text += trn(
                " (and {others:,} more plan just as good)",
                " (and {others:,} more plans just as good)",
                others,
            ).format(others=others)
        return text

    def _read(self, at: Point | None) -> None:
        """What is best where the pointer is, or at the document's own completion."""
        found = self._found
        if found is None or found.weights is None:
            return
        point = self._pin if at is None else at
        if point is None:
            self.reading.setText(self._unpinned())
            return
        rows = zip(found.weights.names, point, strict=True)
        equals = self._names.format.equals
        where = ", ".join(f"{name} {equals(value)}" for name, value in rows)
        all_regions = list(found.regions or ())
        there = found.regions_at(point)
        at_point = [all_regions.index(region) for region in there]
        names = tr(" and ").join(map(region_name, at_point))
        called = [self._called[index] for index in at_point[:MOST_TIED]]
        plans = tr("; or ").join([*called, "…"] if len(at_point) > MOST_TIED else called)
        start = tr("Pinned: ") if at is None else ""
        tie = tr(" (a tie)") if len(there) > 1 else ""
        self.reading.setText(f"{start}{where}: {names}{tie}, {plans}.")

    def _unpinned(self) -> str:
        """That no completion is stated for the whole tree, although some may have names."""
        named = [entry.name for entry in self._names.document.completions.values()]
        if not named:
            return tr("The document states no completion yet.")
        return tr("No completion is stated for the whole tree yet; named: {names}.").format(
            names=", ".join(named)
        )

    def show_values(self, texts: Sequence[str]) -> None:
        """What is expected at each node; empty where preferences are not complete."""
        self.values.setText("\n".join(texts))
        for part in (self._values_heading, self.values):
            part.setVisible(bool(texts))

    def show_ways(self, texts: Sequence[str]) -> None:
        """Which completions remain at the end of each way to a choice."""
        if self._found is not None and self._found.free == 0:
            texts = ()  # there is one completion, whatever was chosen
        self.ways.setText(plain_text("\n".join(texts)))
        for part in (self._ways_heading, self.ways):
            part.setVisible(bool(texts))

    # ------------------------------------------------------------------------- plans

    def show_rationales(
        self,
        names: Names,
        rule: str,
        found: Rationalisation | None,
        problem: str = "",
        fitting: Completion | None = None,
    ) -> None:
        """For each plan that a rule permits its completion, or the mixture that beats it.

        Where there is a ``problem``, a completion is offered that would be ``fitting``.
        """
        self._fitting = fitting
        self.fill_in.setVisible(fitting is not None)
        self.rationales.clear()
        self.pin_plan.setEnabled(False)
        shown = found is not None
        for part in (self.rationales, self.pin_plan, self.name_plan):
            part.setVisible(shown)
        self._list_heading.setVisible(shown or bool(problem))
        if found is None:
            self._list_heading.setText(problem)
            return
        cut = "" if found.complete else tr(" (the first {plans})").format(plans=len(found.plans))
        named = plan_names(names, [rationale.plan.choices for rationale in found.plans])
        shared = tr(". All: {shared}").format(shared=named.shared) if named.shared else ""
        self._list_heading.setText(
            tr("Permitted by {rule}{cut}{shared}").format(rule=rule, cut=cut, shared=shared)
        )
        self._ends = tuple(dict.fromkeys(e for r in found.plans for e in r.plan.prospect))
        for rationale, name in zip(found.plans, named.names, strict=True):
            self.rationales.addTopLevelItem(self._item(names, rationale, name))

    def _item(self, names: Names, rationale: Rationale, text: str) -> QTreeWidgetItem:
        good = rationale.completion is not None
        item = QTreeWidgetItem([plain_text(text), tr("✓ yes") if good else tr("✕ no")])
        item.setToolTip(0, plain_tip(_whole(names, rationale.plan)))
        item.setData(0, ROLE, rationale)
        if rationale.opinions:
            lines = [capital(line) for line in rationale_sentences(names, rationale)]
        elif rationale.completion is not None:
            lines = [self._completion(names, rationale)]
        else:
            mixture = rationale.mixture or ()
            named = plan_names(names, [plan.choices for _, plan in mixture])
            lines = [
                f"{names.format.number(weight)}: {part}"
                for (weight, _), part in zip(mixture, named.names, strict=True)
            ]
            shared = tr(" All: {shared}.").format(shared=named.shared) if named.shared else ""
            beaten = tr("Beaten by a mixture, which is strictly preferred to it.{shared}")
            lines.insert(0, beaten.format(shared=shared))
        for line in lines:
            child = QTreeWidgetItem([plain_text(line)])
            child.setToolTip(0, plain_tip(line))
            child.setData(0, ROLE, rationale)
            child.setFirstColumnSpanned(True)
            item.addChild(child)
            child.setFirstColumnSpanned(True)
        item.setExpanded(not good)
        return item

    def _completion(self, names: Names, rationale: Rationale) -> str:
        """The completion that makes a plan best, as far as it concerns the plans that are listed.

        Where payoffs or several criteria make the utility of an end, by the weights that do.
        """
        assert rationale.completion is not None
        if _is_curve(rationale):
            return utilities_words(names, rationale.ends)
        if rationale.utility is None or len(names.document.criterion_ids) > 1 or names.has_payoffs:
            return weights_words(names, rationale.completion, self._ends)
        of = rationale.utility.items()
        return ", ".join(utility(names, names.outcome(id_), u) for id_, u in of)

    def _chosen(self) -> Rationale | None:
        items = self.rationales.selectedItems()
        found = items[0].data(0, ROLE) if items else None
        return found if isinstance(found, Rationale) else None

    def _selected(self) -> None:
        chosen = self._chosen()
        for button in (self.pin_plan, self.name_plan):
            button.setEnabled(chosen is not None and chosen.completion is not None)
        self.plan_selected.emit(None if chosen is None else chosen.plan)

    def _show_named(self, names: Names) -> None:
        """The list of named completions, if there are any."""
        self.named.clear()
        self.named.addItem(tr("Use a named one…"), None)
        for named in names.document.completions.values():
            self.named.addItem(tr("Completion {name}").format(name=named.name), named.completion)
        self.named.setVisible(bool(names.document.completions))

    def _choose_named(self) -> None:
        completion = self.named.currentData()
        self.named.setCurrentIndex(0)
        if completion is not None:
            self.completion_wanted.emit(completion)

    def _name_plan(self) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.completion is not None:
            self.name_wanted.emit(chosen.completion)

    def _pin_plan(self) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen.completion is not None:
            if _is_curve(chosen):
                self.curve_wanted.emit(chosen)
            else:
                self.completion_wanted.emit(chosen.completion)


def _is_curve(rationale: Rationale) -> bool:
    """Whether what is behind a plan is a utility of net values, and no weights."""
    has_values = any(end.values for end in rationale.ends)
    return rationale.completion is not None and has_values and not rationale.completion.scales

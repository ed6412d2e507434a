"""The page “Why?”: what a rule says of a branch or a plan, with the witness that shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from solver.document.model import Document
from solver.explain.explanation import Explanation, Witness
from solver.preferences.comparison import Relation
from solver.prospect import End, Prospect
from solver.translation import mark, tr
from solver.words.explanation_words import Said
from solver.words.names import Names
from solver.words.plain_mathematics import plain_text
from solver.words.plan_names import held_against
from widgets.answers.prospect_bars import ProspectBars
from widgets.basics.fields import DropDown, caption, fit_height, heading, sentence
from widgets.basics.layouts import nest
from widgets.basics.tips import plain_tip

SIGNS: Final = {True: "✓", False: "✕", None: "?"}
STANDS: Final = {
    Relation.BETTER: mark("better than it"),
    Relation.WORSE: mark("worse than it"),
    Relation.EQUAL: mark("as good as it"),
    Relation.GAP: mark("in a gap with it"),
}
MOST_ROWS: Final = 30  # choices that are set beside each other
MOST_HIGH: Final = 2000  # pixels: the page scrolls, not the table
WIDE: Final = 900  # pixels, from which on there are two columns
EMPTY: Final = mark(
    "Select a branch of a choice node on the tree, or a plan on the page “Verdict”. What the rule "
    "says about it is explained here."
)


@dataclass(frozen=True)
class Explained:
    """An explanation with its words."""

    found: Explanation
    said: Said

    @property
    def witnesses(self) -> tuple[Witness, ...]:
        """What can be set beside what is asked about."""
        last = (self.found.dominated_by,) if self.found.dominated_by is not None else ()
        return (*self.found.witnesses, *last)


class WhyPage(QScrollArea):
    """Shows one explanation at a time: of a plan, or of one of the branches of a choice node."""

    witness_wanted = Signal(object)  # a Witness to be shown on the tree, or None
    branch_wanted = Signal(object)  # the id of a branch that is explained

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("why")
        self.setAccessibleName(tr("Why a branch or a plan is permitted, or not"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._names = Names(Document())
        self._all: tuple[Explained, ...] = ()
        self.branch, self.witness = DropDown(), DropDown()
        self.branch.setAccessibleName(tr("Branch that is explained"))
        self.branch.activated.connect(self._branch_chosen)
        for box in (self.branch, self.witness):
            box.currentTextChanged.connect(lambda text, box=box: box.setToolTip(plain_tip(text)))
            box.setMinimumContentsLength(8)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self._branch_caption = caption(tr("&Branch"), self.branch)
        self.verdict = heading("")
        self.verdict.setWordWrap(True)
        self.verdict.setObjectName("why verdict")
        self.reasons = sentence()
        self.reasons.setObjectName("why reasons")
        self.reasons.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.clause = sentence(muted=True)
        self.witness.setAccessibleName(tr("What it is compared with"))
        self.witness.currentIndexChanged.connect(lambda _: self._show_witness())
        self._witness_caption = caption(tr("Held a&gainst"), self.witness)
        self.on_tree = QPushButton(tr("Show o&n the tree"))
        self.on_tree.setCheckable(True)
        self.on_tree.setToolTip(tr("The plan as a band, the other one dotted; Escape ends it."))
        self.on_tree.toggled.connect(lambda _: self._tell_tree())
        self.plans = QTableWidget()
        self._set_up_plans()
        self._own_heading, self._own = heading(tr("Its prospect")), ProspectBars()
        self._own.setAccessibleName(tr("Prospect of what is asked about"))
        self._other_heading, self._other = heading(""), ProspectBars()
        self._other.setAccessibleName(tr("The other prospect"))
        self._lay_out()
        self.show_problem(tr(EMPTY))

    def _set_up_plans(self) -> None:
        table = self.plans
        table.setObjectName("why plans")
        table.setAccessibleName(tr("The two plans, choice by choice"))
        table.setColumnCount(3)
        table.setHorizontalHeaderLabels(
            [tr("Choice node"), tr("This plan"), tr("What it is compared with")]
        )
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # the page has one
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def _lay_out(self) -> None:
        inside = QWidget()
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._parts.setContentsMargins(20, 10, 20, 10)
        self._parts.setSpacing(24)
        said, self._beside = QWidget(), QWidget()  # and what is held against it
        left, right = QVBoxLayout(said), QVBoxLayout(self._beside)
        row = QHBoxLayout()
        row.addWidget(self._branch_caption)
        row.addWidget(self.branch, 1)
        nest(left, row)
        for part in (self.verdict, self.reasons, self.clause):
            left.addWidget(part)
        row = QHBoxLayout()
        row.addWidget(self._witness_caption)
        row.addWidget(self.witness, 1)
        row.addWidget(self.on_tree)
        row.addStretch()
        nest(right, row)
        right.addWidget(self.plans)
        right.addWidget(self._own_heading)
        right.addWidget(self._own)
        right.addWidget(self._other_heading)
        right.addWidget(self._other)
        for column in (left, right):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(6)
            column.addStretch(1)
        self._parts.addWidget(said, 1)
        self._parts.addWidget(self._beside, 1)
        self.setWidget(inside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is held against it stands beside the reasons, or below them."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        self._parts.setDirection(way.LeftToRight if self.width() >= WIDE else way.TopToBottom)
        self.plans.resizeRowsToContents()  # their texts run over more lines, or fewer
        fit_height(self.plans, MOST_HIGH)

    # ---------------------------------------------------------------------------- showing

    def show_problem(self, text: str) -> None:
        """Why there is nothing to explain."""
        self._all = ()
        self._names = Names(Document())
        self.branch.hide()
        self._branch_caption.hide()
        self.verdict.hide()
        self.clause.hide()
        self.reasons.setText(text)
        self._fill_witnesses(())

    def show_explained(self, names: Names, explained: Sequence[Explained], chosen: int = 0) -> None:
        """Show one of these explanations: of the branches of a node, or of a single plan."""
        self._names, self._all = names, tuple(explained)
        about_branch = self._all[0].found.branch is not None
        self.branch.blockSignals(True)
        self.branch.clear()
        for each in self._all if about_branch else ():
            name = plain_text(names.branch(each.found.branch or ""))
            self.branch.addItem(f"{SIGNS[each.found.permitted]} {name}", each.found.branch)
        self.branch.setCurrentIndex(chosen if about_branch else -1)
        self.branch.blockSignals(False)
        self.branch.setVisible(about_branch)
        self._branch_caption.setVisible(about_branch)
        self._show(chosen)

    def _branch_chosen(self, index: int) -> None:
        self._show(index)
        self.branch_wanted.emit(self.branch.itemData(index))

    def _show(self, index: int) -> None:
        self._index = index
        each = self._all[index]
        self.verdict.setText(f"{SIGNS[each.found.permitted]} {each.said.verdict}")
        self.verdict.show()
        self.reasons.setText("\n".join(each.said.reasons))
        self.clause.setText(each.said.clause)
        self.clause.setVisible(bool(each.said.clause))
        self._fill_witnesses(each.witnesses)

    def _fill_witnesses(self, witnesses: Sequence[Witness]) -> None:
        self._witnesses = tuple(witnesses)
        self.witness.blockSignals(True)
        self.witness.clear()
        for name in self._called():
            self.witness.addItem(plain_text(name))
        self.witness.blockSignals(False)
        several = len(self._witnesses) > 1
        held = any(w.other is not None or w.mixture for w in self._witnesses)
        self.witness.setVisible(held or several)
        self._witness_caption.setVisible(held or several)
        self._beside.setVisible(bool(self._witnesses))
        self._show_witness()

    def _called(self) -> list[str]:
        """What is held against it, each told from the others."""
        plans = [w.other.choices for w in self._witnesses if w.other is not None]
        named = iter(held_against(self._names, plans))
        called = []
        for witness in self._witnesses:
            if witness.other is not None and not witness.mixture:
                name = next(named)
                if witness.turned_down is not None:
                    name += tr(", turned down at {turned_down}").format(
                        turned_down=self._names.node_in_sentence(witness.turned_down)
                    )
            else:
                name = tr("a mixture of plans") if witness.mixture else tr("nothing else")
            called.append(name)
        return called

    @property
    def current_witness(self) -> Witness | None:
        """What stands beside what is asked about."""
        at = self.witness.currentIndex()
        return self._witnesses[at] if 0 <= at < len(self._witnesses) else None

    def _show_witness(self) -> None:
        witness = self.current_witness
        for part in (self._own_heading, self._own):
            part.setVisible(witness is not None)
        held = witness is not None and witness.contrast is not None
        self.plans.setVisible(witness is not None and bool(self._fill_plans(witness)))
        for part in (self._other_heading, self._other):
            part.setVisible(held)
        if witness is not None:
            own = witness.part.prospect
            self._own.show_prospect(self._names, self._ends(own), own)
            if witness.contrast is not None:
                other = witness.contrast.first
                how = tr(STANDS[witness.contrast.relation])
                self._other_heading.setText(
                    tr("The other prospect, {how}").format(how=how)
                    if other.opinions
                    else tr("The other prospect, {how}; changes in brackets").format(how=how)
                )
                ends = self._ends(own, other)
                self._other.show_prospect(self._names, ends, other, own)
        self._tell_tree()

    def _ends(self, *prospects: Prospect) -> Sequence[End]:
        """The ends that any of these leads to under some opinion, in the document's order."""
        found = {end: chances for one in prospects for end, chances in one.ranges.items()}
        return tuple(self._names.in_order(found))

    def _fill_plans(self, witness: Witness) -> int:
        """The two plans choice by choice, with differences in bold behind ≠; how many there are."""
        if witness.other is None:
            return 0
        own, other = witness.part.choices, witness.other.choices
        nodes = list(dict.fromkeys((*other, *own)))[:MOST_ROWS]
        self.plans.setRowCount(len(nodes))
        for row, node in enumerate(nodes):
            differs = own.get(node) != other.get(node)
            cells = [self._names.node(node)]
            for choices in (own, other):
                branch = choices.get(node)
                cells.append("—" if branch is None else self._names.branch(branch))
            cells[0] = f"≠ {cells[0]}" if differs else cells[0]
            for place, text in enumerate(cells):
                item = QTableWidgetItem(plain_text(text))
                item.setToolTip(plain_tip(text))
                if differs and place:
                    font = QFont(item.font())
                    font.setBold(True)
                    item.setFont(font)
                self.plans.setItem(row, place, item)
        self.plans.resizeRowsToContents()
        fit_height(self.plans, MOST_HIGH)
        return len(nodes)

    # -------------------------------------------------------------------------- on the tree

    def _tell_tree(self) -> None:
        self.witness_wanted.emit(self.current_witness if self.on_tree.isChecked() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.on_tree.isChecked():
            self.on_tree.setChecked(False)
            return
        super().keyPressEvent(event)

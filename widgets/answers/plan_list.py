"""The list of permitted plans, in words, with their prospects and the plans that dominate them."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTreeView,
    QWidget,
)

from solver.document.model import Document
from solver.solution import Plan, Solution
from solver.translation import mark, tr
from solver.words.names import Names
from solver.words.plain_mathematics import plain_text
from solver.words.plan_names import PlanNames, plan_name, plan_names
from widgets.basics.fields import sentence
from widgets.basics.table_parts.wrapped_cells import wrap_cells
from widgets.basics.tips import plain_tip

HEADS: Final = (mark("Permitted plan"), mark("Prospect"))
AT_A_TIME: Final = 50  # plans that are listed at once; scrolling brings the next
BESIDE: Final = 24  # pixels around the name of a plan

Index = QModelIndex | QPersistentModelIndex
TOP: Final = QModelIndex()  # above all rows


class PlanModel(QAbstractItemModel):
    """A row a plan; one that is dominated by a plan has that below it.

    Plans are worked out and named when a row is read, so that nothing is done for a list that
    nobody looks at.  All that are listed are named beside each other.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.names = Names(Document())
        self.solution: Solution | None = None
        self.is_laid_out = False  # just now, which brings no more
        self._listed = 0
        self._named: PlanNames | None = None
        self._places: dict[tuple[int, bool], int] = {}  # of a plan among those that are named

    def show_plans(self, names: Names, solution: Solution | None) -> None:
        """List the plans of this answer."""
        self.beginResetModel()
        self.names, self.solution, self._named = names, solution, None
        self._listed = 0 if solution is None else min(AT_A_TIME, len(solution.plans))
        self.endResetModel()

    def plan(self, index: Index) -> Plan | None:
        """The plan of a row."""
        if not index.isValid() or self.solution is None:
            return None
        rank = self.rank(index)
        entry = self.solution.plans[rank]
        return entry.dominated_by if _is_below(index) else entry.plan

    def rank(self, index: Index) -> int:
        """The place of a plan among all; of one that dominates, the place of what it dominates."""
        return int(index.internalId()) - 1 if _is_below(index) else index.row()

    @property
    def shared(self) -> str:
        """What all plans that are listed have in common."""
        return self._found().shared

    def _found(self) -> PlanNames:
        if self._named is None:
            entries = [] if self.solution is None else self.solution.plans[: self._listed]
            plans = [((rank, False), entry.plan) for rank, entry in enumerate(entries)]
            plans += [
                ((rank, True), better)
                for rank, entry in enumerate(entries)
                if (better := entry.dominated_by) is not None
            ]
            self._places = {key: place for place, (key, _) in enumerate(plans)}
            self._named = plan_names(self.names, [plan.choices for _, plan in plans])
        return self._named

    # ------------------------------------------------------------------------ as a model

    def index(self, row: int, column: int, parent: Index = TOP) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return TOP
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = TOP) -> QModelIndex:  # type: ignore[override]
        if not _is_below(index):
            return TOP
        return self.createIndex(int(index.internalId()) - 1, 0, 0)

    def rowCount(self, parent: Index = TOP) -> int:
        if not parent.isValid():
            return self._listed
        if _is_below(parent) or parent.column() or self.solution is None:
            return 0
        return int(self.solution.plans[parent.row()].dominated_by is not None)

    def columnCount(self, parent: Index = TOP) -> int:
        return len(HEADS)

    def canFetchMore(self, parent: Index) -> bool:
        more = self.solution is not None and self._listed < len(self.solution.plans)
        return more and not parent.isValid() and not self.is_laid_out

    def fetchMore(self, parent: Index) -> None:
        if parent.isValid() or self.solution is None:
            return
        last = min(len(self.solution.plans), self._listed + AT_A_TIME)
        self.beginInsertRows(TOP, self._listed, last - 1)
        known, self._listed, self._named = self._listed, last, None
        self.endInsertRows()
        if known:  # they are called by what sets them apart from the new ones, too
            self.dataChanged.emit(self.index(0, 0), self.index(known - 1, 0))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        shown = role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal
        return tr(HEADS[section]) if shown else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        plan = self.plan(index)
        if plan is None:
            return None
        if role == Qt.ItemDataRole.UserRole:
            return plan
        if role == Qt.ItemDataRole.DisplayRole:
            if index.column():
                return plain_text(self.names.prospect(plan.prospect))
            return plain_text(f"{self._before(index)}{self._name(index)}")
        if role == Qt.ItemDataRole.ToolTipRole:
            prospect = self.names.whole_prospect(plan.prospect)
            if index.column():
                return plain_tip(prospect)
            return plain_tip(f"{plan_name(self.names, plan.choices)}\n{prospect}")
        return None

    def _name(self, index: Index) -> str:
        found = self._found()
        return found.names[self._places[self.rank(index), _is_below(index)]]

    def _before(self, index: Index) -> str:
        """What stands before the name of a plan."""
        if _is_below(index):
            return tr("dominated by: ")
        return "✕ " if self.rowCount(index.sibling(index.row(), 0)) else ""


def _is_below(index: Index) -> bool:
    """Whether it is the row of a plan that dominates the one above it."""
    return index.isValid() and int(index.internalId()) > 0


class PlanTree(QTreeView):
    """Selecting a plan shows it on the tree; one that is dominated by a plan has that below it."""

    plan_selected = Signal(object)  # a Plan, or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plans")
        self.setAccessibleName(tr("Permitted plans"))
        self.list = PlanModel(self)
        self.setModel(self.list)
        self.setIndentation(14)
        wrap_cells(self)
        self.setAlternatingRowColors(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.header().setStretchLastSection(False)
        self.setMinimumHeight(72)
        self.shared = sentence()
        self.shared.setObjectName("shared choices")
        self.shared.hide()
        self._is_behind = False  # the model has other rows than are unfolded here
        self._longest = 0  # pixels that the longest name needs
        self.list.rowsInserted.connect(self._follow)

    def show_plans(self, names: Names, solution: Solution | None) -> None:
        """List the plans of an answer; nothing is done for rows that nobody sees."""
        known = self.list
        if solution is known.solution and (solution is None or names is known.names):
            return
        self.clearSelection()
        self.setCurrentIndex(TOP)
        known.show_plans(names, solution)
        # Unknown counts as possible: a plan that turns out dominated needs room for its better.
        self.setRootIsDecorated(solution is not None and solution.dominated_total != 0)
        self._follow()

    def _follow(self) -> None:
        """Unfold what is below dominated plans, and say what all plans share: once it is seen."""
        self._is_behind = not self.isVisible()
        if self._is_behind:
            return
        if self.rootIsDecorated():
            self.expandAll()
        shared = self.list.shared
        self.shared.setText(tr("All: {shared}.").format(shared=shared) if shared else "")
        self.shared.setVisible(bool(shared))
        self._longest = self._longest_name()
        self._share_width()

    def _longest_name(self) -> int:
        """How many pixels the longest name takes, or the head; asked once, since there may be thousands."""
        model = self.model()
        texts = [self.list.index(row, 0).data() for row in range(self.list.rowCount())]
        texts += [
            self.list.index(0, 0, at).data()
            for row in range(self.list.rowCount())
            if model.hasChildren(at := self.list.index(row, 0))
        ]
        texts.append(model.headerData(0, Qt.Orientation.Horizontal))
        return max(map(self.fontMetrics().horizontalAdvance, texts))

    def _share_width(self) -> None:
        """Plans are as wide as their names, at most half of the list; prospects have the rest."""
        around = BESIDE + self.indentation() * (1 + int(self.rootIsDecorated()))
        self.header().resizeSection(0, min(self._longest + around, self.viewport().width() // 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._is_behind:
            self._share_width()

    def doItemsLayout(self) -> None:
        """Laying out brings no more plans, as it would each time the list takes another width."""
        self.list.is_laid_out = True
        super().doItemsLayout()
        self.list.is_laid_out = False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_behind:
            self._follow()

    def choose(self, rank: int | None) -> None:
        """Choose the plan of this rank, or none; choosing what is chosen takes it away."""
        while rank is not None and self.list.rowCount() <= rank and self.list.canFetchMore(TOP):
            self.list.fetchMore(TOP)
        if rank is None or self.chosen == rank or rank >= self.list.rowCount():
            self.clearSelection()
            self.setCurrentIndex(TOP)
        else:
            self.setCurrentIndex(self.list.index(rank, 0))

    @property
    def chosen_plan(self) -> Plan | None:
        """The plan that is chosen, be it one that dominates."""
        return next(map(self.list.plan, self._rows()), None)

    @property
    def chosen(self) -> int | None:
        """The rank of the chosen plan; of what is dominated by it where that is chosen."""
        return next(map(self.list.rank, self._rows()), None)

    def _rows(self) -> Sequence[QModelIndex]:
        return self.selectionModel().selectedRows()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.plan_selected.emit(self.chosen_plan)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clearSelection()
            self.setCurrentIndex(TOP)
            return
        super().keyPressEvent(event)

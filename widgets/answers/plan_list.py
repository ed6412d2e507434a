"""The list of permitted plans, in words, with their prospects and the plans that dominate them."""

from typing import Final

from PySide6.QtCore import QItemSelection, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from solver.document.model import Document
from solver.solution import Plan, Solution
from solver.words.names import Names
from solver.words.plain_mathematics import plain_text
from solver.words.plan_names import plan_name, plan_names
from widgets.basics.fields import sentence
from widgets.basics.tips import plain_tip

TIP: Final = Qt.ItemDataRole.UserRole + 1  # the prospect in full
AT_A_TIME: Final = 50  # plans that are listed at once; scrolling brings the next


class PlanTree(QTreeWidget):
    """Selecting a plan shows it on the tree; one that is dominated by a plan has that below it."""

    plan_selected = Signal(object)  # a Plan, or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plans")
        self.setAccessibleName("Permitted plans")
        self.setHeaderLabels(["Permitted plan", "Prospect"])
        self.setIndentation(14)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.header().setStretchLastSection(False)
        self.setMinimumHeight(72)
        self.shared = sentence()
        self.shared.setObjectName("shared choices")
        self.shared.hide()
        self._names = Names(Document())
        self._solution: Solution | None = None
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_plans(self, names: Names, solution: Solution | None) -> None:
        if solution is not None and solution is self._solution and names is self._names:
            return
        self.clear()
        self._names, self._solution = names, solution
        # Unknown counts as possible: a plan that turns out dominated needs room for its better.
        self.setRootIsDecorated(solution is not None and solution.dominated_total != 0)
        self._show_more()

    def choose(self, rank: int | None) -> None:
        """Choose the plan of this rank, or none; choosing what is chosen takes it away."""
        while rank is not None and self.topLevelItemCount() <= rank:
            before = self.topLevelItemCount()
            self._show_more()
            if self.topLevelItemCount() == before:
                return
        item = None if rank is None or self.chosen == rank else self.topLevelItem(rank)
        if item is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            self.setCurrentItem(item)

    @property
    def chosen_plan(self) -> Plan | None:
        """The plan that is chosen, be it one that dominates."""
        items = self.selectedItems()
        plan: Plan | None = items[0].data(0, Qt.ItemDataRole.UserRole) if items else None
        return plan

    @property
    def chosen(self) -> int | None:
        """The rank of the chosen plan; of what is dominated by it where that is chosen."""
        items = self.selectedItems()
        if not items:
            return None
        return self.indexOfTopLevelItem(items[0].parent() or items[0])

    def _show_more(self) -> None:
        """The next plans; each is only now worked out.  All are named beside each other."""
        shown = self.topLevelItemCount()
        more = [] if self._solution is None else self._solution.plans[shown : shown + AT_A_TIME]
        for permitted in more:
            item = self._item(permitted.plan)
            if permitted.dominated_by is not None:
                item.addChild(self._item(permitted.dominated_by))
            self.addTopLevelItem(item)
            item.setExpanded(True)
        if more or not shown:
            self._name()

    def _name(self) -> None:
        """Name the plans by what sets them apart, and say once what they share."""
        rows = list(filter(None, map(self.topLevelItem, range(self.topLevelItemCount()))))
        items = [(item, "✕ " if item.childCount() else "") for item in rows]
        items += [
            (below, "dominated by: ") for item in rows if (below := item.child(0)) is not None
        ]
        plans = [item.data(0, Qt.ItemDataRole.UserRole) for item, _ in items]
        found = plan_names(self._names, [plan.choices for plan in plans])
        for (item, start), plan, name in zip(items, plans, found.names, strict=True):
            item.setText(0, plain_text(f"{start}{name}"))
            whole = f"{plan_name(self._names, plan.choices)}\n{item.data(1, TIP)}"
            item.setToolTip(0, plain_tip(whole))
        self.shared.setText(f"All: {found.shared}." if found.shared else "")
        self.shared.setVisible(bool(found.shared))

    def _scrolled(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if value >= bar.maximum() - bar.pageStep():
            self._show_more()

    def _item(self, plan: Plan) -> QTreeWidgetItem:
        item = QTreeWidgetItem(["", plain_text(self._names.prospect(plan.prospect))])
        whole = self._names.whole_prospect(plan.prospect)
        item.setData(1, TIP, whole)
        item.setToolTip(1, plain_tip(whole))
        item.setData(0, Qt.ItemDataRole.UserRole, plan)
        return item

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        items = self.selectedItems()
        plan = items[0].data(0, Qt.ItemDataRole.UserRole) if items else None
        self.plan_selected.emit(plan)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
            return
        super().keyPressEvent(event)

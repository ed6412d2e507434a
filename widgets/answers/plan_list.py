"""The list of permitted plans, in words, with their lotteries and what dominates them."""

from PySide6.QtCore import QItemSelection, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from solver.document.model import Document
from solver.solution import Plan, Solution
from solver.words.plan_words import _alike, lottery_text, lottery_tip, plan_text
from widgets.basics.tips import plain_tip

AT_A_TIME = 50  # plans that are listed at once; scrolling brings the next


class PlanList(QTreeWidget):
    """Selecting a plan shows it on the tree; a dominated plan has the better plan below it."""

    plan_selected = Signal(object)  # a Plan, or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plans")
        self.setAccessibleName("Permitted plans")
        self.setHeaderLabels(["Permitted plan", "Lottery"])
        self.setIndentation(14)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        self.header().setStretchLastSection(False)
        self.setMinimumHeight(72)
        self._document = Document()
        self._solution: Solution | None = None
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_plans(self, document: Document, solution: Solution | None) -> None:
        if solution is not None and solution is self._solution and _alike(document, self._document):
            self._document = document
            return
        self.clear()
        self._document, self._solution = document, solution
        # Unknown counts as possible: a plan that turns out dominated needs room for its better.
        self.setRootIsDecorated(solution is not None and solution.dominated_total != 0)
        self._show_more()
        self.resizeColumnToContents(1)
        self.setColumnWidth(1, max(70, min(self.columnWidth(1), self.viewport().width() // 2)))

    def _show_more(self) -> None:
        """The next plans; each is only now worked out."""
        if self._solution is None:
            return
        shown = self.topLevelItemCount()
        for permitted in self._solution.plans[shown : shown + AT_A_TIME]:
            item = self._item(self._document, permitted.plan, "")
            if permitted.dominated_by is not None:
                item.setText(0, f"✕ {item.text(0)}")
                better = self._item(self._document, permitted.dominated_by, "is beaten by: ")
                item.addChild(better)
            self.addTopLevelItem(item)
            item.setExpanded(True)

    def _scrolled(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if value >= bar.maximum() - bar.pageStep():
            self._show_more()

    @staticmethod
    def _item(document: Document, plan: Plan, start: str) -> QTreeWidgetItem:
        text = start + plan_text(document, plan)
        item = QTreeWidgetItem([text, lottery_text(plan.lottery)])
        item.setToolTip(0, plain_tip(f"{text}\n{lottery_tip(document, plan.lottery)}"))
        item.setToolTip(1, plain_tip(lottery_tip(document, plan.lottery)))
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

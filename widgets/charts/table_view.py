"""A table of numbers: sorted by a click on its heads, copied as text, saved as CSV."""

from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView, QWidget

from solver.charts.table import ChartTable, number_in
from solver.translation import tr
from solver.words.numbers import Format
from solver.words.plain_mathematics import plain_text
from widgets.basics.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
SORTED: Final = Qt.ItemDataRole.UserRole


class TableModel(QAbstractTableModel):
    """The cells of a table; exact numbers are shown in a format and sorted by their size."""

    def __init__(self) -> None:
        super().__init__()
        self.table = ChartTable((), ())
        self._format = Format()

    def show_table(self, table: ChartTable, format_: Format) -> None:
        self.beginResetModel()
        self.table, self._format = table, format_
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.table.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        text = self.table.rows[index.row()][index.column()]
        number = number_in(text)
        if role == Qt.ItemDataRole.DisplayRole:
            if number is None:
                return plain_text(text)
            return self._format.value(self.table.criteria.get(index.column()), number)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(text)
        if role == Qt.ItemDataRole.TextAlignmentRole and number is not None:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == SORTED:
            return (1, 0.0, plain_text(text)) if number is None else (0, number, "")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return plain_text(self.table.heads[section])
        return None


class _Sorted(QSortFilterProxyModel):
    def lessThan(self, left: Index, right: Index) -> bool:
        model = self.sourceModel()
        return bool(model.data(left, SORTED) < model.data(right, SORTED))


class TableView(QTableView):
    """Shows a table; ``chosen`` carries the number of a row, the others the table."""

    chosen = Signal(int)
    csv_wanted = Signal(object)
    text_wanted = Signal(object)  # the table, as one of LaTeX

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._model = TableModel()
        self._sorted = _Sorted(self)
        self._sorted.setSourceModel(self._model)
        self.setModel(self._sorted)
        self.setSortingEnabled(True)
        self._unsorted()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(24)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def _unsorted(self) -> None:
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def show_table(self, table: ChartTable, format_: Format | None = None) -> None:
        """Show this; the order in which it is sorted stays."""
        if table != self._model.table:
            self._model.show_table(table, format_ or Format())
            self.resizeColumnsToContents()

    @property
    def table(self) -> ChartTable:
        """What is shown, in the order in which it is."""
        model = self._sorted
        order = [model.mapToSource(model.index(row, 0)).row() for row in range(model.rowCount())]
        shown = self._model.table
        return replace(shown, rows=tuple(shown.rows[row] for row in order))

    def _choose(self, index: Index) -> None:
        self.chosen.emit(self._sorted.mapToSource(index).row())

    def copy(self) -> None:
        """The table on the clipboard, as spreadsheets paste it."""
        QGuiApplication.clipboard().setText(self.table.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("&Copy the table")).triggered.connect(self.copy)
        menu.addAction(tr("Copy as &LaTeX")).triggered.connect(
            lambda: self.text_wanted.emit(self.table)
        )
        menu.addAction(tr("&Save as CSV…")).triggered.connect(
            lambda: self.csv_wanted.emit(self.table)
        )
        menu.popup(event.globalPos())

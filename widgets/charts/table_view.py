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
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView, QWidget

from solver.charts.table import ChartTable, number_in
from solver.translation import tr
from solver.words.numbers import Format
from solver.words.plain_mathematics import plain_text
from widgets.basics.style import theme_now
from widgets.basics.table_parts.wrapped_heads import fit_heads, head_side, longest_word
from widgets.basics.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
SORTED: Final = Qt.ItemDataRole.UserRole
LEAST: Final = 40  # pixels of a column
HEAD: Final = 140  # pixels of a column that holds less, where there is no room for all heads
ROW: Final = 24
MOST_WRAPPED: Final = 300  # rows; of more each is a line


class TableModel(QAbstractTableModel):
    """The cells of a table; exact numbers are shown in a format and sorted by their size."""

    def __init__(self) -> None:
        super().__init__()
        self.table = ChartTable((), ())
        self._format = Format()
        self._numbers: frozenset[int] = frozenset()  # the columns that hold nothing else
        self.is_muted = False  # something newer is worked out

    def show_table(self, table: ChartTable, format_: Format) -> None:
        self.beginResetModel()
        self.table, self._format = table, format_
        columns = range(len(table.heads))
        self._numbers = frozenset(c for c in columns if not self.holds_words(c))
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
        if role == Qt.ItemDataRole.ForegroundRole and self.is_muted:
            return QColor(theme_now().muted)
        if role == SORTED:
            return (1, 0.0, plain_text(text)) if number is None else (0, number, "")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return plain_text(self.table.heads[section])
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.table.heads[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:  # as what stands below
            return head_side(right=section in self._numbers)
        return None

    def holds_words(self, column: int) -> bool:
        """Whether anything in a column is no number; what is left out is none either."""
        return any(row[column] and number_in(row[column]) is None for row in self.table.rows)


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
        self.verticalHeader().setDefaultSectionSize(ROW)
        self._wraps = False
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def _unsorted(self) -> None:
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def show_table(self, table: ChartTable, format_: Format | None = None) -> None:
        """Show this; the order in which it is sorted stays."""
        if table != self._model.table:
            self._model.show_table(table, format_ or Format())
            self._fit_columns()

    def show_muted(self, muted: bool) -> None:
        """While something newer is worked out, what is shown is shown muted."""
        if muted != self._model.is_muted:
            self._model.is_muted = muted
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Each as wide as what it holds; where there is no room heads are cut, and words go on below.

        What has no room all the same ends in “…”, with the whole in the tip.
        """
        columns = range(self._model.columnCount())
        held = [max(self.sizeHintForColumn(column), LEAST) for column in columns]
        heads = [max(own, self.horizontalHeader().sectionSizeHint(c)) for c, own in enumerate(held)]
        wide = heads
        room = self.viewport().width()
        if sum(wide) > room:
            wide = [max(own, min(head, HEAD)) for own, head in zip(held, wide, strict=True)]
        if sum(wide) > room:
            wide = [max(own, longest_word(self, column)) for column, own in enumerate(held)]
        words = [column for column in columns if self._model.holds_words(column)]
        room -= sum(own for column, own in enumerate(wide) if column not in words)
        cut = False
        for place, column in enumerate(sorted(words, key=wide.__getitem__)):
            fair = max(LEAST, room // (len(words) - place))
            cut = cut or fair < held[column]
            wide[column] = min(wide[column], fair)
            room -= wide[column]
        for column in sorted(columns, key=lambda c: wide[c] / heads[c]):
            more = max(0, min(room, heads[column] - wide[column]))
            room -= more  # what is left goes to the heads that have the least of what they need
            self.setColumnWidth(column, wide[column] + more)
        fit_heads(self)
        if cut and self._model.rowCount() <= MOST_WRAPPED:
            self.resizeRowsToContents()
        elif self._wraps:
            for row in range(self._model.rowCount()):
                self.setRowHeight(row, ROW)
        self._wraps = cut

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

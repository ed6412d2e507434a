"""The table of outcomes: name, scale, and a value on each criterion."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QHeaderView, QMenu, QTableView, QWidget

from solver.document.elements import Outcome
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.document.values import criterion_numerals
from solver.edits import AddOutcome, Edit, RemoveOutcome, SetOutcome, leaves_with
from solver.errors import NumberError
from solver.translation import capital, mark, tr, trn
from solver.words.plain_mathematics import plain_text
from widgets.basics.fields import CommitsOnce, fit_height
from widgets.basics.table_parts.wrapped_heads import fit_heads, head_side, longest_word, wrap_heads
from widgets.basics.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
FIXED = (mark("Outcome"), mark("Scale"))

ROW: Final = 26
LEAST: Final = 44  # pixels of a column
NAMES: Final = 150  # of the names, where there is room
MOST_WRAPPED: Final = 300  # rows; of more each is a line
MOST_HIGH: Final = 6000  # pixels: the page scrolls, not the table


class OutcomeModel(QAbstractTableModel):
    """Rows are outcomes; the last row is empty and adds one.  Edits are emitted, not made."""

    intended = Signal(object)  # an Edit

    def __init__(self) -> None:
        super().__init__()
        self._document = Document()
        self._rows: list[Outcome | None] = [None]

    def show_document(self, document: Document) -> None:
        """Show this; rows come and go one by one, so that a cell being edited keeps its editor."""
        rows = [*document.outcomes.values(), None]
        if document.criterion_ids != self._document.criterion_ids:
            self.beginResetModel()
            self._document, self._rows = document, rows
            self.endResetModel()
            return
        self._fit(rows)
        self._document, self._rows = document, rows
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def _fit(self, rows: Sequence[Outcome | None]) -> None:
        """Put in or take out rows where the first difference is, until there are as many."""
        more = len(rows) - len(self._rows)
        pairs = zip(self._rows, rows, strict=False)
        ids = ((old.id if old else "", new.id if new else "") for old, new in pairs)
        first = next((row for row, (old, new) in enumerate(ids) if old != new), 0)
        if more > 0:
            # What is typed into the empty row becomes an outcome there: the new ones follow it.
            first += self._rows[first] is None
            self.beginInsertRows(QModelIndex(), first, first + more - 1)
            self._rows[first:first] = rows[first : first + more]
            self.endInsertRows()
        elif more < 0:
            first = min(first, len(rows) - 1)  # the empty row stays
            self.beginRemoveRows(QModelIndex(), first, first - more - 1)
            del self._rows[first : first - more]
            self.endRemoveRows()

    @property
    def document(self) -> Document:
        """What is shown."""
        return self._document

    def outcome(self, row: int) -> Outcome | None:
        """The outcome of a row; None in the last one, which adds one."""
        return self._rows[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(FIXED) + len(self._document.criterion_ids)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return head_side(right=section >= len(FIXED))
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if section < len(FIXED):
            return tr(FIXED[section])
        criterion = self._document.criterion(self._document.criterion_ids[section - len(FIXED)])
        return capital(plain_text(criterion.label or criterion.id)) if criterion else ""

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def _side(self, column: int) -> Qt.AlignmentFlag:
        """Numbers and their heads stand at the right."""
        side = Qt.AlignmentFlag.AlignLeft if column < len(FIXED) else Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignVCenter

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column())
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.EditRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        outcome = self.outcome(index.row())
        if outcome is None:
            hint = role == Qt.ItemDataRole.DisplayRole and index.column() == 0
            return tr("New outcome…") if hint else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._tip(outcome))
        column = index.column()
        if column == 0:
            name = plain_text(outcome.label or outcome.id)
            return name if role == Qt.ItemDataRole.DisplayRole else outcome.label
        if column == 1:
            if outcome.scale or role == Qt.ItemDataRole.EditRole:
                return outcome.scale or ""
            return outcome.scale_name or tr("alone")
        numeral = self._numerals(outcome).get(self._document.criterion_ids[column - len(FIXED)])
        return numeral.text if numeral is not None else ""

    def _tip(self, outcome: Outcome) -> str:
        name = plain_text(outcome.label or outcome.id)
        if outcome.value is None:
            return tr(
                "“{name}” stands alone: it is in a gap with every outcome with which no comparison is stated. Give it a value to put it on a scale."
            ).format(name=name)
        return tr("“{name}” compares with the other outcomes on “{scale_name}”.").format(
            name=name, scale_name=outcome.scale_name
        )

    def _numerals(self, outcome: Outcome) -> dict[str, Numeral]:
        try:
            return dict(criterion_numerals(self._document, outcome.value))
        except NumberError:
            return {}

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        edit = self._edit(index.row(), index.column(), str(value).strip())
        if edit is None:
            return False
        self.intended.emit(edit)
        return True

    def _edit(self, row: int, column: int, text: str) -> Edit | None:
        outcome = self.outcome(row)
        if outcome is None:
            return AddOutcome(label=text) if text else None
        if column == 0:
            return SetOutcome(outcome.id, {"label": text})
        if column == 1:
            named = text not in ("", "alone", tr("alone"))
            return SetOutcome(outcome.id, {"scale": text if named else None})
        criterion = self._document.criterion_ids[column - len(FIXED)]
        numerals = self._numerals(outcome)
        if text == (numerals[criterion].text if criterion in numerals else ""):
            return None
        numerals.pop(criterion, None)
        if text:
            numerals[criterion] = Numeral.typed(text)
        ordered = {id_: numerals[id_] for id_ in self._document.criterion_ids if id_ in numerals}
        if len(self._document.criterion_ids) == 1 and ordered:
            return SetOutcome(outcome.id, {"value": ordered[criterion]})
        return SetOutcome(outcome.id, {"value": ordered or None})


class OutcomeTable(CommitsOnce, QTableView):
    """The outcomes of a document, edited in place; Delete removes the selected ones but those that the tree shows."""

    intended = Signal(object)  # an Edit
    refused = Signal(str)
    leaves_wanted = Signal(object)  # ids of the outcome nodes that are to be shown

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("outcomes")
        self.setAccessibleName(tr("Outcomes"))
        self._model = OutcomeModel()
        self._model.setParent(self)
        self.setModel(self._model)
        self._model.intended.connect(self.intended)
        self._fitting = QTimer(self)  # once all columns have their widths
        self._fitting.setSingleShot(True)
        self._fitting.timeout.connect(self._fit)
        self.verticalHeader().hide()
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectItems)
        self.setAlternatingRowColors(False)
        self.setTabKeyNavigation(True)
        header = self.horizontalHeader()
        wrap_heads(self)
        self._model.modelReset.connect(self._stretch_names)
        self._stretch_names()
        header.setHighlightSections(False)
        header.sectionResized.connect(lambda *_: self._fitting.start())
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.verticalHeader().setMinimumSectionSize(ROW)

    def show_document(self, document: Document) -> None:
        self._model.show_document(document)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _stretch_names(self) -> None:
        """Names have what room the other columns leave."""
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _fit_columns(self) -> None:
        """As wide as what they hold, and as their heads unless that leaves no room for names."""
        header, columns = self.horizontalHeader(), range(1, self._model.columnCount())
        fair = max(LEAST, (self.viewport().width() - NAMES) // len(columns))
        for column in columns:
            head = min(header.sectionSizeHint(column), max(fair, longest_word(self, column)))
            self.setColumnWidth(column, max(self.sizeHintForColumn(column), head, LEAST))
        fit_heads(self)

    def _fit(self) -> None:
        """Long names go on in further lines."""
        self._fit_columns()
        if self._model.rowCount() <= MOST_WRAPPED:
            self.resizeRowsToContents()
        fit_height(self, MOST_HIGH)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """After Enter the cell below is next, as in spreadsheets."""
        super().closeEditor(editor, hint)
        here = self.currentIndex()
        below = here.siblingAtRow(here.row() + 1)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache and below.isValid():
            self.setCurrentIndex(below)

    def enter_values(self) -> None:
        """Edit the value of the first outcome that has none."""
        rows = range(self._model.rowCount() - 1)
        bare = (row for row in rows if getattr(self._model.outcome(row), "value", None) is None)
        index = self._model.index(next(bare, 0), len(FIXED))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentIndex(index)
        self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._delete(self._selected())
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the outcomes of the selected rows."""
        index = self.currentIndex()
        if event.reason() != QContextMenuEvent.Reason.Keyboard:
            index = self.indexAt(event.pos())
        if index.isValid() and not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)
        if menu := self.menu(index):
            menu.exec(event.globalPos())
            menu.deleteLater()

    def menu(self, index: QModelIndex) -> QMenu | None:
        """The menu of a cell; None where no outcome is selected."""
        outcomes = self._selected()
        if not outcomes or not index.isValid():
            return None
        menu = QMenu(self)
        menu.addAction(tr("&Edit here"), lambda: self.edit(index))
        leaves = self._leaves(outcomes)
        show = menu.addAction(tr("&Show on the tree"), lambda: self.leaves_wanted.emit(leaves))
        show.setEnabled(bool(leaves))
        menu.addSeparator()
        delete = menu.addAction(tr("&Delete"), lambda: self._delete(outcomes))
        if leaves:
            delete.setText(tr("Delete: used on the tree"))
            delete.setEnabled(False)
        return menu

    def _selected(self) -> list[str]:
        """The outcomes of the rows in which anything is selected."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        return [outcome.id for row in rows if (outcome := self._model.outcome(row))]

    def _leaves(self, outcomes: Sequence[str]) -> tuple[str, ...]:
        document = self._model.document
        return tuple(leaf for outcome in outcomes for leaf in leaves_with(document, outcome))

    def _delete(self, outcomes: Sequence[str]) -> None:
        """Delete outcomes; the tree, which is out of sight here, keeps those that it shows."""
        for outcome in outcomes:
            if used := len(self._leaves([outcome])):
                name = self._model.document.outcomes[outcome].label or outcome
                said = trn(
                    "“{name}” stays: {n} outcome node of the tree shows it.",
                    "“{name}” stays: {n} outcome nodes of the tree show it.",
                    used,
                )
                self.refused.emit(said.format(name=plain_text(name), n=used))
            else:
                self.intended.emit(RemoveOutcome(outcome))

"""The matrix of how outcomes compare: row against column, ≻ ≺ ~ or ∥."""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPolygonF
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from solver.comparison import Comparison, Relation
from solver.document import Document
from solver.edits import StatePreference
from widgets.fields import fit_height
from widgets.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
CELL: Final = 30

_WORDS: Final = {
    Relation.BETTER: "“{x}” is better than “{y}”",
    Relation.WORSE: "“{x}” is worse than “{y}”",
    Relation.EQUAL: "“{x}” and “{y}” are equally good",
    Relation.GAP: "There is a preferential gap between “{x}” and “{y}”",
}
_WHY: Final = {
    "stated": "This is stated outright. Click to change it.",
    "scale": "This follows from the scale on which both stand.",
    "implied": "This follows from what is stated and from the scales.",
    "": "Nothing settles how they compare. Click to state it.",
}
#: What a click states next, after what is stated now.
_NEXT: Final = {None: "better", "better": "worse", "worse": "equal", "equal": "none"}


class MatrixModel(QAbstractTableModel):
    """The comparison of every pair of outcomes."""

    def __init__(self) -> None:
        super().__init__()
        self._document = Document()
        self._ids: tuple[str, ...] = ()
        self._matrix: Mapping[tuple[str, str], Comparison] = {}

    def show_matrix(self, document: Document, matrix: Mapping[tuple[str, str], Comparison]) -> None:
        ids = tuple(document.outcomes)
        if ids == self._ids:
            self._document, self._matrix = document, matrix
            if ids:
                last = self.index(len(ids) - 1, len(ids) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._document, self._ids, self._matrix = document, ids, matrix
        self.endResetModel()

    def pair(self, index: Index) -> tuple[str, str]:
        return self._ids[index.row()], self._ids[index.column()]

    def comparison(self, index: Index) -> Comparison:
        return self._matrix.get(self.pair(index), Comparison(Relation.GAP))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._ids)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if section >= len(self._ids):
            return None
        outcome = self._document.outcomes[self._ids[section]]
        if role == Qt.ItemDataRole.DisplayRole:
            return outcome.id
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(outcome.label or outcome.id)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        x, y = self.pair(index)
        comparison = self.comparison(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if x == y else comparison.relation.sign
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            if x == y:
                return ""
            words = _WORDS[comparison.relation].format(x=x, y=y)
            text = f"{words}. {_WHY[comparison.origin]}"
            return plain_tip(text) if role == Qt.ItemDataRole.ToolTipRole else text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        return None


class _CellPainter(QStyledItemDelegate):
    """Stated: bold with a corner mark.  Implied: plain, muted.  A gap: ∥ on a tinted cell."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, MatrixModel)
        x, y = model.pair(index)
        comparison = model.comparison(index)
        styled = QStyleOptionViewItem(option)
        self.initStyleOption(styled, index)
        palette = styled.palette
        rect = styled.rect
        if x == y:
            painter.fillRect(rect, palette.color(palette.ColorRole.Window))
            return
        if comparison.relation is Relation.GAP:
            tint = QColor(palette.color(palette.ColorRole.Highlight))
            tint.setAlpha(28)
            painter.fillRect(rect, tint)
        font = styled.font
        font.setBold(comparison.origin == "stated")
        font.setItalic(comparison.origin in ("scale", "implied"))
        font.setPixelSize(16)
        styled.font = font
        super().paint(painter, styled, index)
        if comparison.origin == "stated":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(palette.ColorRole.Highlight))
            corner = QPointF(rect.right() + 1, rect.top())
            painter.drawPolygon(QPolygonF([corner, corner - QPointF(8, 0), corner + QPointF(0, 8)]))

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.displayAlignment = Qt.AlignmentFlag.AlignCenter


class PreferenceMatrix(QTableView):
    """Shows and states how outcomes compare; what a scale settles cannot be stated."""

    intended = Signal(object)  # an Edit
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preferences")
        self.setAccessibleName("Preferences between outcomes")
        self._model = MatrixModel()
        self.setModel(self._model)
        self._painter = _CellPainter(self)
        self._refused: tuple[tuple[str, str], str] | None = None  # the pair and what was in vain
        self.setItemDelegate(self._painter)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setDefaultSectionSize(CELL)
            header.setHighlightSections(True)
        self.horizontalHeader().setMinimumSectionSize(CELL)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.horizontalHeader().setDefaultSectionSize(CELL + 14)
        self.clicked.connect(self._cycle)

    def show_document(
        self, document: Document, matrix: Mapping[tuple[str, str], Comparison]
    ) -> None:
        self._refused = None
        self._model.show_matrix(document, matrix)
        fit_height(self, 300)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        keys = {
            Qt.Key.Key_Greater: "better",
            Qt.Key.Key_Less: "worse",
            Qt.Key.Key_Equal: "equal",
            Qt.Key.Key_Delete: "none",
            Qt.Key.Key_Backspace: "none",
        }
        if index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Space):
            self._cycle(index)
        elif index.isValid() and event.key() in keys:
            self._state(index, keys[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _cycle(self, index: QModelIndex) -> None:
        comparison = self._model.comparison(index)
        stated = str(comparison.relation) if comparison.origin == "stated" else None
        after = stated
        if self._refused is not None and self._refused[0] == self._model.pair(index):
            after = self._refused[1]  # a statement that was refused must not stand in the way
        following = _NEXT.get(after, "better")
        self._state(index, "better" if following == "none" and stated is None else following)

    def _state(self, index: QModelIndex, relation: str) -> None:
        x, y = self._model.pair(index)
        comparison = self._model.comparison(index)
        if x == y:
            return
        if comparison.origin == "scale":
            words = _WORDS[comparison.relation].format(x=x, y=y)
            self.refused.emit(f"{words}: their scale settles it. Change their values instead.")
            return
        if relation == "none" and comparison.origin != "stated":
            return
        self._refused = ((x, y), relation)  # until the document says that it was accepted
        self.intended.emit(StatePreference(x, y, relation))

"""The matrix of how outcomes compare: row against column, ≻ ≺ ~ or ∥."""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPalette,
    QPolygonF,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from solver.document.model import Document
from solver.preferences.comparison import Comparison, Relation
from solver.translation import mark, tr
from widgets.basics.table_parts.slanted_header import SlantedHeader
from widgets.basics.tips import plain_tip
from widgets.preferences.stating import KEYS, in_words, outcome_names, short_names, statement

Index = QModelIndex | QPersistentModelIndex
CELL: Final = 30
WIDEST: Final = 220  # pixels of the names of rows
BESIDE: Final = 8  # pixels on either side of a name
RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

_WHY: Final = {
    "stated": mark("This is stated outright. Click once more to change it."),
    "scale": mark("This follows from the scale on which both stand."),
    "implied": mark("This follows from what is stated and from the scales."),
    "": mark("Nothing settles how they compare. Click once more to state it."),
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
        self._starts: frozenset[int] = frozenset()
        self._names: Mapping[str, str] = {}
        self._short: Mapping[str, str] = {}  # where there is little room

    def show_matrix(
        self,
        document: Document,
        matrix: Mapping[tuple[str, str], Comparison],
        groups: Sequence[Sequence[str]],
    ) -> None:
        ids = tuple(id_ for group in groups for id_ in group)
        names, self._names = self._names, outcome_names(document)
        self._short = short_names(document)
        ends = accumulate(len(group) for group in groups)
        self._starts = frozenset(ends) - {len(ids)}
        if ids == self._ids and names == self._names:
            self._document, self._matrix = document, matrix
            if ids:
                last = self.index(len(ids) - 1, len(ids) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._document, self._ids, self._matrix = document, ids, matrix
        self.endResetModel()

    @property
    def document(self) -> Document:
        """What is shown."""
        return self._document

    def pair(self, index: Index) -> tuple[str, str]:
        return self._ids[index.row()], self._ids[index.column()]

    def place(self, pair: tuple[str, str]) -> QModelIndex:
        """The cell of a pair; an invalid index where there is none."""
        if pair[0] not in self._ids or pair[1] not in self._ids:
            return QModelIndex()
        return self.index(self._ids.index(pair[0]), self._ids.index(pair[1]))

    def names_of_rows(self) -> list[str]:
        """What stands before the rows."""
        return [self._short[id_] for id_ in self._ids]

    def begins_group(self, section: int) -> bool:
        """Whether a line stands before this row or column."""
        return section in self._starts

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
        name = self._names[self._ids[section]]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._short[self._ids[section]]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return name
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        x, y = self.pair(index)
        comparison = self.comparison(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if x == y else comparison.relation.sign
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            if x == y:
                return ""
            said = in_words(comparison.relation, self._names[x], self._names[y])
            text = f"{said}. {tr(_WHY[comparison.origin])}"
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
            self._lines(painter, rect, palette, index)
            return
        if comparison.relation is Relation.GAP:
            tint = QColor(palette.color(palette.ColorRole.Accent))
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
            painter.setBrush(palette.color(palette.ColorRole.Accent))
            corner = QPointF(rect.right() + 1, rect.top())
            painter.drawPolygon(QPolygonF([corner, corner - QPointF(8, 0), corner + QPointF(0, 8)]))
        self._lines(painter, rect, palette, index)

    @staticmethod
    def _lines(painter: QPainter, rect: QRect, palette: QPalette, index: Index) -> None:
        """Strong lines between groups."""
        model = index.model()
        assert isinstance(model, MatrixModel)
        ink = palette.color(palette.ColorRole.WindowText)
        if model.begins_group(index.column()):
            painter.fillRect(rect.left(), rect.top(), 2, rect.height(), ink)
        if model.begins_group(index.row()):
            painter.fillRect(rect.left(), rect.top(), rect.width(), 2, ink)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.displayAlignment = Qt.AlignmentFlag.AlignCenter


class PreferenceMatrix(QTableView):
    """Shows and states how outcomes compare; what a scale settles cannot be stated.

    The first click on a cell chooses it, another one states the next relation.
    """

    intended = Signal(object)  # an Edit
    refused = Signal(str)
    pair_chosen = Signal(object)  # two outcome ids, or None

    def __init__(self, parent: QWidget | None = None, name: str = "preferences") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # its heads are slanted that way
        self.setAccessibleName(tr("Preferences between outcomes"))
        self._refused: tuple[tuple[str, str], str] | None = None  # the pair and what was in vain
        self._pair: tuple[str, str] | None = None
        self._is_showing = False
        self._is_chosen = True  # the cell that is clicked was chosen before
        self.most_height = 300
        self._model = MatrixModel()
        self._model.setParent(self)
        self.setModel(self._model)
        self._painter = _CellPainter(self)
        self.setItemDelegate(self._painter)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setHorizontalHeader(SlantedHeader(self))
        self.verticalHeader().setDefaultAlignment(RIGHT)
        self.horizontalHeader().setSectionsClickable(True)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setDefaultSectionSize(CELL)
            header.setHighlightSections(True)
        self.horizontalHeader().setMinimumSectionSize(CELL)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.horizontalHeader().setDefaultSectionSize(CELL + 14)
        self.clicked.connect(self._clicked)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()  # the heads have their type now

    def begin(self) -> None:
        """Take the keys; the arrows begin at the first pair."""
        if self.isVisible():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        self.setFixedHeight(min(self.most_height, self.full_height()))
        self.verticalHeader().setFixedWidth(self._names_width())

    def _names_width(self) -> int:
        """Room for the longest name of a row, which is bold while it is chosen."""
        font = QFont(self.verticalHeader().font())
        font.setBold(True)
        metrics = QFontMetrics(font)
        wide = max(map(metrics.horizontalAdvance, self._model.names_of_rows()), default=0)
        return max(CELL, min(WIDEST, wide + 2 * BESIDE))

    def set_most_height(self, most: int) -> None:
        """So high at most; more rows are scrolled to."""
        self.most_height = most
        self._fit()

    def show_document(
        self,
        document: Document,
        matrix: Mapping[tuple[str, str], Comparison],
        groups: Sequence[Sequence[str]] | None = None,
    ) -> None:
        """Show how outcomes compare, in groups if told so."""
        self._refused = None
        pair = self._pair
        self._is_showing = True  # another order is no choice of somebody
        self._model.show_matrix(document, matrix, groups or (tuple(document.outcomes),))
        self._is_showing = False
        self._fit()
        self.show_pair(pair)

    def show_pair(self, pair: tuple[str, str] | None) -> None:
        """Point out a pair that was chosen elsewhere."""
        self._pair = pair
        index = self._model.place(pair) if pair is not None else QModelIndex()
        if index != self.currentIndex():
            self.setCurrentIndex(index)
            if not index.isValid():
                self.clearSelection()

    def full_height(self) -> int:
        """How high it is with all its rows."""
        rows = self.verticalHeader().defaultSectionSize() * self._model.rowCount()
        return self.horizontalHeader().sizeHint().height() + rows + 2 * self.frameWidth() + 4

    def full_width(self) -> int:
        """How wide it is with all its columns."""
        columns = self.horizontalHeader().defaultSectionSize() * self._model.columnCount()
        return self._names_width() + columns + 2 * self.frameWidth() + 4

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        pair = self._model.pair(current) if current.isValid() else None
        if pair is not None and pair[0] == pair[1]:
            pair = None
        if pair != self._pair and not self._is_showing:
            self._pair = pair
            self.pair_chosen.emit(pair)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._is_chosen = self.indexAt(event.position().toPoint()) == self.currentIndex()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Space):
            self._cycle(index)
        elif index.isValid() and event.key() in KEYS:
            self._state(index, KEYS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        if self._is_chosen:
            self._cycle(index)
        self._is_chosen = True

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
        found = statement(self._model.document, self._model.comparison(index), x, y, relation)
        if isinstance(found, str):
            self.refused.emit(found)
        elif found is not None:
            self._refused = ((x, y), relation)  # until the document says that it was accepted
            self.intended.emit(found)

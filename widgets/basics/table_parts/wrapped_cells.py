"""Rows of a list that are as high as their texts need."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView

MOST_LINES: Final = 4  # of a cell; the tip has the whole
BESIDE: Final = 4  # pixels at both sides of the text of a cell


def wrap_cells(tree: QTreeView) -> None:
    """Let the texts of a list run over several lines."""
    tree.setWordWrap(True)
    tree.setItemDelegate(WrappedCells(tree))
    tree.header().sectionResized.connect(lambda *_: tree.scheduleDelayedItemsLayout())


class WrappedCells(QStyledItemDelegate):
    """Cells over as many lines as their text needs, up to a few."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        tree = self.parent()
        assert isinstance(tree, QTreeView)
        metrics = option.fontMetrics
        indented = (
            tree.indentation() * (1 + index.parent().isValid()) if tree.rootIsDecorated() else 0
        )
        room = tree.columnWidth(index.column()) - (0 if index.column() else indented) - 2 * BESIDE
        whole = QRect(0, 0, max(40, room), 10_000)
        text = str(index.data() or "")
        lines = metrics.boundingRect(whole, Qt.TextFlag.TextWordWrap, text).height()
        return QSize(room, min(lines, MOST_LINES * metrics.lineSpacing()) + 8)

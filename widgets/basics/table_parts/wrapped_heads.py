"""Heads of columns that go on in further lines where their columns are narrow."""

from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QTableView

MOST_LINES: Final = 3  # of a head; the tip has the whole
BESIDE: Final = 14  # pixels of a head beside its words


def head_side(*, right: bool = False) -> int:
    """Where a head stands in its column, as what is below, and that it may run over several lines."""
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side.value | Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextWordWrap.value


def wrap_heads(table: QTableView) -> None:
    """Let the heads of a table run over several lines; `fit_heads` makes room for them."""
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag(head_side()))
    header.setHighlightSections(False)  # bold, that of the current cell would need more room


def longest_word(table: QTableView, column: int) -> int:
    """How wide a column has to be lest a word of its head is cut."""
    metrics = table.horizontalHeader().fontMetrics()
    text = str(table.model().headerData(column, Qt.Orientation.Horizontal) or "")
    return max(map(metrics.horizontalAdvance, text.split()), default=0) + BESIDE


def fit_heads(table: QTableView) -> None:
    """Make the heads as high as the longest of them needs in its column."""
    header, model = table.horizontalHeader(), table.model()
    metrics, lines = header.fontMetrics(), 1
    for column in range(model.columnCount()):
        text = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        room = QRect(0, 0, table.columnWidth(column) - BESIDE, 1000)
        high = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text).height()
        lines = max(lines, round(high / metrics.height()))
    header.setFixedHeight(min(lines, MOST_LINES) * metrics.height() + 6)

"""The place of preferences: what is stated at the left, how outcomes compare at the right."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from solver.translation import mark, tr
from widgets.basics.segmented_switch import SegmentedSwitch
from widgets.preferences.preference_view import PreferenceView

HEAD: Final = 440  # pixels of the switch between relations
LEFT: Final = 520  # pixels of what is stated, at least
PART: Final = 0.3  # of a wide window
NARROW: Final = 1200  # below this one part is shown at a time
_PARTS: Final = (("table", mark("Table")), ("matrix", mark("Matrix")), ("diagram", mark("Diagram")))


class PreferencePlace(QWidget):
    """Two columns where there is room; else a switch between table, matrix and diagram."""

    def __init__(self, head: QWidget, stated: Sequence[QWidget], view: PreferenceView) -> None:
        super().__init__()
        self.setAccessibleName(tr("Preferences"))
        self._view = view
        self._part = "table"
        self._is_low = False  # there is room for the matrix or the diagram
        self.switch = SegmentedSwitch(tr("Part of the preferences"))
        for key, text in _PARTS:
            self.switch.add(key, tr(text))
        self.switch.choose(self._part)
        self.switch.chosen.connect(self.show_part)
        self.halves = SegmentedSwitch(tr("Matrix or diagram"))
        for key, text in _PARTS[1:]:
            self.halves.add(key, tr(text))
        self.halves.chosen.connect(self.show_part)
        top = QWidget()
        row = QHBoxLayout(top)
        row.setContentsMargins(20, 8, 20, 8)
        head.setMinimumWidth(HEAD)
        row.addWidget(head, 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        row.addWidget(self.switch)
        row.addWidget(self.halves)
        self._left = _scrolled(stated)
        right = QWidget()
        right.setAutoFillBackground(True)
        right.setBackgroundRole(QPalette.ColorRole.Base)
        inside = QVBoxLayout(right)
        inside.setContentsMargins(20, 12, 20, 12)
        inside.addWidget(view)
        self._right = right
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.addWidget(self._left)
        self._split.addWidget(right)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([LEFT, 760])
        self._is_split = False  # by a person
        self._split.splitterMoved.connect(self._keep_split)
        view.refilled.connect(self._fit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(_hair())
        column.addWidget(self._split, 1)

    def show_part(self, part: str) -> None:
        """Which part is shown where there is room for one only."""
        self._part = part
        self.switch.choose(part)
        self._fit()

    def _keep_split(self) -> None:
        self._is_split = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._is_split:
            left = self._left_wanted
            self._split.setSizes([left, max(1, self.width() - left)])
        self._fit()

    @property
    def _left_wanted(self) -> int:
        """Pixels of what is stated, beside the matrix; that may be hidden now."""
        if self._is_split and self._right.isVisible():
            return self._left.width()
        return max(LEFT, round(PART * self.width()))

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever comes by keyboard is where comparisons are stated."""
        super().showEvent(event)
        self._fit()
        QTimer.singleShot(0, self._view.matrix, self._view.matrix.begin)  # once it is filled

    def _fit(self) -> None:
        narrow = self.width() < NARROW
        wide, high = self.width() - self._left_wanted - 44, self._right.height() - 24
        needed = self._view.size_beside
        stacked = high >= self._view.height_of_both
        beside = not stacked and wide >= needed.width() and high >= needed.height()
        low = not narrow and not stacked and not beside
        if low and not self._is_low and self._view.diagram.underMouse():
            self._part = "diagram"  # whoever drags there goes on there
        self._is_low = low
        part = (
            self._part
            if narrow
            else ("diagram" if self._part == "diagram" else "matrix")
            if low
            else ""
        )
        self.switch.setVisible(narrow)
        self.halves.setVisible(low)
        self.halves.choose(part if low else "matrix")
        self._left.setVisible(not narrow or self._part == "table")
        self._right.setVisible(not narrow or self._part != "table")
        self._view.show_only(part, beside=beside)


def _scrolled(parts: Sequence[QWidget]) -> QScrollArea:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(20, 12, 20, 12)
    column.setSpacing(8)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    scrolled = QScrollArea()
    scrolled.setWidget(page)
    scrolled.setWidgetResizable(True)
    scrolled.setFrameShape(QFrame.Shape.NoFrame)
    scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return scrolled


def _hair() -> QWidget:
    """A line between the head and what is below it."""
    line = QWidget()
    line.setFixedHeight(1)
    line.setAutoFillBackground(True)
    line.setBackgroundRole(QPalette.ColorRole.Mid)
    return line

"""Two parts of a page beside each other, each of which scrolls by itself: none inside another."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget


def two_parts(page: QWidget, left: QWidget, right: QWidget, sizes: tuple[int, int]) -> QSplitter:
    """Lay out a page as two parts with a line between them that can be dragged; that line."""
    split = QSplitter(Qt.Orientation.Horizontal)
    split.setChildrenCollapsible(False)
    split.setHandleWidth(1)
    for part, share in zip((left, right), sizes, strict=True):
        split.addWidget(part)
        split.setStretchFactor(split.count() - 1, share)
    split.setSizes(list(sizes))
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(split)
    return split


def scrolled(inside: QWidget, name: str) -> QScrollArea:
    """A part that is as wide as there is room, and scrolls up and down."""
    area = QScrollArea()
    area.setAccessibleName(name)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setBackgroundRole(QPalette.ColorRole.Base)
    inside.setBackgroundRole(QPalette.ColorRole.Base)
    area.setWidget(inside)
    return area

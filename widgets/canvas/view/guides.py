"""What helps to lay out by hand: lines through other nodes, the grid, and gaps between siblings."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsLineItem

from widgets.canvas.scene.scene import TreeScene
from widgets.drawing.node_extent import sizes

GRID: Final = 8.0  # pixels at 100 %
NEAR: Final = 6.0  # pixels at which a line attracts
HALF_STRIP: Final = 14.0  # of the strip between two siblings that takes what is dropped


class Snapping(NamedTuple):
    """What dragged nodes fall in line with."""

    guides: bool = True
    grid: bool = False


class Guides:
    """Attracts a dragged node to the rows and columns of the others, or to the grid."""

    def __init__(self, scene: TreeScene, dragged: set[str], snapping: Snapping) -> None:
        self._scene = scene
        self._snapping = snapping
        others = [place for id_, place in scene.positions.items() if id_ not in dragged]
        self._columns = sorted({x for x, _ in others})
        self._rows = sorted({y for _, y in others})
        self._lines: list[QGraphicsLineItem] = []

    def snapped(self, point: QPointF) -> QPointF:
        """Where a node goes that is dragged to a point; lines show what it is in line with."""
        self.clear()
        x, y = point.x(), point.y()
        column = row = None
        if self._snapping.guides:
            column, row = _nearest(self._columns, x), _nearest(self._rows, y)
        if self._snapping.grid:
            x, y = round(x / GRID) * GRID, round(y / GRID) * GRID
        x, y = x if column is None else column, y if row is None else row
        if column is not None:
            self._show(QLineF(column, self._rows[0] - 40, column, max(self._rows[-1], y) + 40))
        if row is not None:
            self._show(QLineF(self._columns[0] - 40, row, max(self._columns[-1], x) + 40, row))
        return QPointF(x, y)

    def _show(self, line: QLineF) -> None:
        item = QGraphicsLineItem(line)
        pen = QPen(QColor(self._scene.theme.accent), 0, Qt.PenStyle.DashLine)
        item.setPen(pen)
        item.setZValue(-2)
        self._scene.addItem(item)
        self._lines.append(item)

    def clear(self) -> None:
        for line in self._lines:
            self._scene.removeItem(line)
        self._lines.clear()


def _nearest(places: Sequence[float], value: float) -> float | None:
    """The place that is near enough to attract, if there is one."""
    at = bisect_left(places, value)
    near = [place for place in places[max(0, at - 1) : at + 1] if abs(place - value) <= NEAR]
    return min(near, key=lambda place: abs(place - value), default=None)


class Gap(NamedTuple):
    """The room between two siblings."""

    parent: str
    next: str  # the branch before which something would come
    line: QLineF  # from the one node to the other


class Gaps:
    """The gaps between siblings that do not move themselves."""

    def __init__(self, scene: TreeScene, without: set[str]) -> None:
        self._scene = scene
        self._down = scene.document.direction == "down"
        self._found = list(self._all(without))
        self._mark: QGraphicsLineItem | None = None

    def _all(self, without: set[str]) -> "list[Gap]":
        document, positions = self._scene.document, self._scene.positions
        gaps = []
        for parent, branches in document.leaving.items():
            if parent in without:
                continue
            rest = [b for b in branches if b.target not in without and b.target in positions]
            for before, after in pairwise(rest):
                line = QLineF(QPointF(*positions[before.target]), QPointF(*positions[after.target]))
                gaps.append(Gap(parent, after.id, line))
        return gaps

    def at(self, point: QPointF) -> Gap | None:
        """The gap in which a point lies, marked on the page."""
        found = next((gap for gap in self._found if self._holds(gap.line, point)), None)
        self._show(found)
        return found

    def _holds(self, line: QLineF, point: QPointF) -> bool:
        begin, end = (line.x1(), line.x2()) if self._down else (line.y1(), line.y2())
        across = point.x() if self._down else point.y()
        half = sizes(self._scene.theme).half
        if not begin + half < across < end - half:
            return False
        middle = (line.y1() + line.y2()) / 2 if self._down else (line.x1() + line.x2()) / 2
        return abs((point.y() if self._down else point.x()) - middle) < HALF_STRIP

    def _show(self, gap: Gap | None) -> None:
        if self._mark is not None:
            self._scene.removeItem(self._mark)
            self._mark = None
        if gap is not None:
            wide = 2 * sizes(self._scene.theme).half
            side = QPointF(0, wide) if self._down else QPointF(wide, 0)
            middle = gap.line.center()
            self._mark = QGraphicsLineItem(QLineF(middle - side, middle + side))
            self._mark.setPen(QPen(QColor(self._scene.theme.accent), 4))
            self._mark.setZValue(2)
            self._scene.addItem(self._mark)

    def clear(self) -> None:
        self._show(None)

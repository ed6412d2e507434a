"""A large tree drawn at one stroke: lines and shapes without texts, for when texts are too small.

Python is asked for every item that Qt paints, which takes too long for tens of thousands of them.
So what they would draw is collected into few paths, once for every change of the tree.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from solver.document.elements import Kind
from widgets.basics.theme import Theme
from widgets.canvas.items.branch_item import HEAVY, THIN, BranchItem
from widgets.canvas.items.item import FADED
from widgets.canvas.items.look import HALF, Mark, NodeLook
from widgets.canvas.items.node_item import LINE, NodeItem

MANY: Final = 1500  # nodes from which on a sketch is worth its while
SMALL: Final = 0.35  # the zoom below which items draw no texts either


class _Stroke(NamedTuple):
    """What branches have in common that are drawn at one stroke."""

    mark: Mark
    faded: bool
    draft: bool
    doubled: bool


class Sketch:
    """The paths of a tree."""

    def __init__(
        self, nodes: Mapping[str, NodeItem], branches: Mapping[str, BranchItem], theme: Theme
    ) -> None:
        self._theme = theme
        self._lines: dict[_Stroke, QPainterPath] = defaultdict(QPainterPath)
        self._shapes: dict[tuple[int | None, bool], QPainterPath] = defaultdict(QPainterPath)
        for branch in branches.values():
            look = branch.look
            stroke = _Stroke(look.mark, look.faded, look.draft, look.doubled)
            branch.add_to(self._lines[stroke])
        for node in nodes.values():
            _add_shape(self._shapes[node.look.hue, node.look.faded], node.pos(), node.look)

    def paint(self, painter: QPainter, selected: Iterable[QRectF]) -> None:
        """Draw it in the coordinates of the scene."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        theme = self._theme
        for stroke, path in self._lines.items():
            painter.setOpacity(FADED if stroke.faded else 1.0)
            painter.strokePath(path, self._pen(stroke))
        painter.setPen(QPen(QColor(theme.ink), LINE * theme.strength))
        for (hue, faded), path in self._shapes.items():
            painter.setOpacity(FADED if faded else 1.0)
            painter.setBrush(
                QColor(theme.node if hue is None else theme.hues[hue % len(theme.hues)])
            )
            painter.drawPath(path)
        painter.setOpacity(1.0)
        pen = QPen(QColor(theme.accent), 2.5)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for rect in selected:
            painter.drawRect(rect)

    def _pen(self, stroke: _Stroke) -> QPen:
        theme = self._theme
        if stroke.mark is Mark.PERMITTED:
            return QPen(QColor(theme.accent), HEAVY * theme.strength)
        width = THIN if stroke.mark is Mark.DOMINATED else LINE
        pen = QPen(QColor(theme.ink), width * theme.strength)
        if stroke.draft or stroke.mark is Mark.UNDECIDED:
            pen.setStyle(Qt.PenStyle.DashLine)
        return pen


def _add_shape(path: QPainterPath, at: QPointF, look: NodeLook) -> None:
    if look.kind is Kind.CHOICE:
        path.addRect(at.x() - HALF, at.y() - HALF, 2 * HALF, 2 * HALF)
    elif look.kind is Kind.CHANCE:
        path.addEllipse(at, HALF, HALF)
    else:
        corners = (QPointF(-HALF, 0), QPointF(HALF, -HALF), QPointF(HALF, HALF), QPointF(-HALF, 0))
        path.addPolygon(QPolygonF([at + corner for corner in corners]))

"""A large tree drawn at one stroke: lines and shapes without texts, for when texts are too small.

Python is asked for every item that Qt paints, which takes too long for tens of thousands of them.
So what they would draw is collected into few paths, once for every change of the tree.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from solver.document.elements import Kind
from solver.page.scale_shades import Shade
from widgets.basics.theme import Theme
from widgets.canvas.items.branch_item import BranchItem
from widgets.canvas.items.node_item import NodeItem
from widgets.drawing.looks.look import Mark
from widgets.drawing.node_extent import sizes

_CHOICE, _CHANCE = Kind.CHOICE, Kind.CHANCE
MANY: Final = 1500  # nodes from which on a sketch is worth its while


#: What branches have in common that are drawn at one stroke: their mark, faded, draft, doubled.
_Stroke = tuple[Mark, bool, bool, bool]


class TreeSketch:
    """The paths of a tree."""

    def __init__(
        self, nodes: Mapping[str, NodeItem], branches: Mapping[str, BranchItem], theme: Theme
    ) -> None:
        self._theme = theme
        self._lines: dict[_Stroke, QPainterPath] = defaultdict(QPainterPath)
        self._shapes: dict[tuple[Shade | None, bool], QPainterPath] = defaultdict(QPainterPath)
        for branch in branches.values():
            way = branch.figure.look
            branch.add_to(self._lines[way.mark, way.faded, way.draft, way.doubled])
        half = sizes(theme).half
        for node in nodes.values():
            look, at = node.figure.look, node.pos()
            _add_shape(self._shapes[look.hue, look.faded], at.x(), at.y(), look.kind, half)

    def paint(self, painter: QPainter, selected: Iterable[QRectF]) -> None:
        """Draw it in the coordinates of the scene."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        theme = self._theme
        for stroke, path in self._lines.items():
            painter.strokePath(path, self._pen(stroke))
        m = sizes(theme)
        for (hue, faded), path in self._shapes.items():
            width = (m.thin if faded else m.plain) * theme.strength
            painter.setPen(QPen(QColor(theme.fade if faded else theme.ink), width))
            painter.setBrush(QColor(theme.hue(None if faded else hue)))
            painter.drawPath(path)
        pen = QPen(QColor(theme.accent), 2.5)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for rect in selected:
            painter.drawRect(rect)

    def _pen(self, stroke: _Stroke) -> QPen:
        theme, m = self._theme, sizes(self._theme)
        mark, faded, draft, _ = stroke
        if mark is Mark.PERMITTED and not faded:
            return QPen(QColor(theme.accent), m.heavy * theme.strength)
        faint = faded or mark is Mark.DOMINATED
        pen = QPen(
            QColor(theme.fade if faint else theme.ink),
            (m.thin if faint else m.plain) * theme.strength,
        )
        if draft or mark is Mark.UNDECIDED:
            pen.setStyle(Qt.PenStyle.DashLine)
        return pen


def _add_shape(path: QPainterPath, x: float, y: float, kind: Kind, half: float) -> None:
    if kind is _CHOICE:
        path.addRect(x - half, y - half, 2 * half, 2 * half)
    elif kind is _CHANCE:
        path.addEllipse(x - half, y - half, 2 * half, 2 * half)
    else:
        path.moveTo(x - half, y)
        path.lineTo(x + half, y - half)
        path.lineTo(x + half, y + half)
        path.closeSubpath()

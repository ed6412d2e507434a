"""A large tree drawn at one stroke: lines and shapes without texts, for when texts are too small.

Python is asked for every item that Qt paints, which takes too long for tens of thousands of them.
So what they would draw is collected into few paths, once for every change of the tree, of which
those that are in view are drawn.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from solver.document.elements import Kind
from solver.page.scale_shades import Shade
from widgets.basics.theme import Theme
from widgets.canvas.items.branch_item import BranchItem
from widgets.canvas.items.node_item import NodeItem
from widgets.drawing.branch_figure import Place
from widgets.drawing.looks.look import Mark
from widgets.drawing.node_extent import sizes

_CHOICE, _CHANCE = Kind.CHOICE, Kind.CHANCE
MANY: Final = 1500  # nodes from which on a sketch is worth its while
MOST_STRIPS: Final = 40
LEAST_STRIP: Final = 1000.0  # of the page, from one side to the other

#: What branches have in common that are drawn at one stroke: their mark, faded, draft, doubled.
_Stroke = tuple[Mark, bool, bool, bool]
#: What nodes have in common that are drawn at one stroke: their colour, and faded.
_Fill = tuple[Shade | None, bool]


class _Strip:
    """What ends in one strip of the page, across the way in which the tree grows."""

    def __init__(self) -> None:
        self.lines: dict[_Stroke, QPainterPath] = defaultdict(QPainterPath)
        self.shapes: dict[_Fill, QPainterPath] = defaultdict(QPainterPath)

    def measure(self, around: float) -> None:
        """Find out where it begins and ends, lines being wide: a branch may come from far away."""
        self.room = QRectF()
        for path in (*self.lines.values(), *self.shapes.values()):
            self.room |= path.controlPointRect()
        self.room.adjust(-around, -around, around, around)


class TreeSketch:
    """The paths of a tree, strip by strip, of which those are drawn that are in view."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._strips: tuple[_Strip, ...] = ()

    def collect(
        self,
        nodes: Mapping[str, NodeItem],
        branches: Mapping[str, BranchItem],
        known: Mapping[str, Place],
    ) -> Iterator[None]:
        """Collect these items, one after the other; where most nodes stand is ``known`` sooner than Qt can be asked."""
        places = dict(known)  # a gesture may move some meanwhile
        if not nodes.keys() <= known.keys():
            own = nodes.items()
            places = {i: known[i] if i in known else (item.x(), item.y()) for i, item in own}
        down = any(node.figure.down for node in nodes.values())
        across = [x for x, _ in places.values()] if down else [y for _, y in places.values()]
        breadth = max(across) - min(across) if across else 0.0
        deep = max(LEAST_STRIP, breadth / MOST_STRIPS)
        strips: dict[float, _Strip] = defaultdict(_Strip)
        for branch in branches.values():
            way, (x, y) = branch.figure.look, places[branch.branch.source]
            strip = strips[places[branch.branch.target][not down] // deep]
            branch.add_to(strip.lines[way.mark, way.faded, way.draft, way.doubled], x, y)
            yield
        half = sizes(self._theme).half
        for id_, node in nodes.items():
            x, y = places[id_]
            look, strip = node.figure.look, strips[(x if down else y) // deep]
            _add_shape(strip.shapes[look.hue, look.faded], x, y, look.kind, half)
            yield
        self._strips = tuple(strips.values())
        for strip in self._strips:
            strip.measure(half)

    def paint(self, painter: QPainter, selected: Iterable[QRectF], seen: QRectF) -> None:
        """Draw what is in this part of the scene, in its coordinates."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        theme, m = self._theme, sizes(self._theme)
        strips = [strip for strip in self._strips if strip.room.intersects(seen)]
        for stroke in {stroke: None for strip in strips for stroke in strip.lines}:
            pen = self._pen(stroke)
            for strip in strips:
                if stroke in strip.lines:
                    painter.strokePath(strip.lines[stroke], pen)
        for hue, faded in {fill: None for strip in strips for fill in strip.shapes}:
            width = (m.thin if faded else m.plain) * theme.strength
            painter.setPen(QPen(QColor(theme.fade if faded else theme.ink), width))
            painter.setBrush(QColor(theme.hue(None if faded else hue)))
            for strip in strips:
                if (hue, faded) in strip.shapes:
                    painter.drawPath(strip.shapes[hue, faded])
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

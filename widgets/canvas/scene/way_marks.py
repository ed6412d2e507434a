"""A way through the tree, marked over it: where one stands, what was walked, where one may go.

The document and the rule's marks stay as they are.  All of it reads in greyscale: the way is a
wide band, one stands on a disc, numbers of permitted branches are filled and of others hollow.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from widgets.canvas.items.branch_item import BranchItem
from widgets.canvas.items.node_item import NodeItem
from widgets.canvas.scene.scene import TreeScene
from widgets.drawing.node_extent import sizes

BAND: Final = 11.0  # pixels
BADGE: Final = 9.0  # radius of a number at a branch
AROUND: Final = 14.0  # pixels behind the node to where the number stands


@dataclass(frozen=True)
class Option:
    """A branch that one may take, by its number; ``permitted`` is what the rule says, if it does."""

    branch: str
    number: int
    permitted: bool | None


@dataclass(frozen=True)
class MarkedWay:
    """What is marked.  Nodes that are not in ``lit``, and what leads to them, are faded."""

    here: frozenset[str] = frozenset()
    walked: frozenset[str] = frozenset()
    better: frozenset[str] = frozenset()  # branches of a plan that it is compared with
    options: tuple[Option, ...] = ()
    lit: frozenset[str] = frozenset()


class WayMarks(QObject):
    """Shows one way at a time on a scene; whoever shows another takes it over."""

    taken = Signal(object)  # by whom

    def __init__(self, scene: TreeScene) -> None:
        super().__init__(scene)
        self._scene = scene
        self.way: MarkedWay | None = None
        self._owner: object = None
        self._under = _Layer(-0.5, self._paint_under)
        self._over = _Layer(3, self._paint_over)
        for layer in (self._under, self._over):
            layer.hide()
            scene.addItem(layer)
        scene.refreshed.connect(self._follow)
        scene.motion.finished.connect(self._follow)

    def show(self, way: MarkedWay, owner: object) -> None:
        """Mark this way."""
        if owner is not self._owner:
            self._owner = owner
            self.taken.emit(owner)
        self.way = way
        self._scene.overlaid = True
        self._follow()

    def clear(self, owner: object) -> None:
        """Take the marks away that this one made."""
        if owner is not self._owner:
            return
        self.way = self._owner = None
        self._scene.overlaid = False
        for layer in (self._under, self._over):
            layer.hide()
        for item in self._items():
            item.dim(False)

    # ------------------------------------------------------------------------- following

    def _items(self) -> Iterable[NodeItem | BranchItem]:
        for id_ in self._scene.expanded.nodes:
            if (node := self._scene.node_item(id_)) is not None:
                yield node
        for id_ in self._scene.expanded.branches:
            if (branch := self._scene.branch_item(id_)) is not None:
                yield branch

    def _follow(self) -> None:
        way, document = self.way, self._scene.expanded
        if way is None:
            return
        for item in self._items():
            if isinstance(item, NodeItem):
                item.dim(item.id not in way.lit)
                continue
            branch = document.branches[item.id]
            item.dim(not (branch.target in way.lit and branch.source in way.lit))
        rect = self._scene.content_rect().adjusted(-40, -40, 40, 40)
        for layer in (self._under, self._over):
            layer.stretch(rect)
            layer.show()

    # -------------------------------------------------------------------------- painting

    def _line(self, branches: Iterable[str]) -> QPainterPath:
        path = QPainterPath()
        for id_ in branches:
            if (item := self._scene.branch_item(id_)) is not None:
                item.add_to(path, item.x(), item.y())
        return path

    def _paint_under(self, painter: QPainter) -> None:
        way = self.way
        if way is None:
            return
        theme = self._scene.theme
        painter.setBrush(Qt.BrushStyle.NoBrush)
        permitted = [option.branch for option in way.options if option.permitted]
        for branches, alpha, width, style in (
            (permitted, 60, BAND, Qt.PenStyle.SolidLine),
            (way.better, 200, BAND, Qt.PenStyle.DotLine),
            (way.walked, 130, BAND, Qt.PenStyle.SolidLine),
        ):
            colour = QColor(theme.accent)
            colour.setAlpha(alpha)
            pen = QPen(colour, width * theme.strength, style)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.strokePath(self._line(branches), pen)

    def _paint_over(self, painter: QPainter) -> None:
        way = self.way
        if way is None:
            return
        for id_ in way.here:
            if (place := self._place_of(id_)) is not None:
                self._paint_token(painter, place)
        for option in way.options:
            path = self._line((option.branch,))
            if not path.isEmpty():
                length = min(path.length() / 2, 2 * sizes(self._scene.theme).half + AROUND)
                point = path.pointAtPercent(path.percentAtLength(length))
                self._paint_badge(painter, point, option)

    def _place_of(self, id_: str) -> QPointF | None:
        """Where a node stands, or the one that it is folded into."""
        while (item := self._scene.node_item(id_)) is None:
            parent = self._scene.expanded.parent(id_)
            if parent is None:
                return None
            id_ = parent
        return item.pos()

    def _paint_token(self, painter: QPainter, place: QPointF) -> None:
        theme = self._scene.theme
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.accent), 3))
        painter.drawEllipse(
            place, sizes(theme).half + 4, sizes(theme).half + 4
        )  # the label begins above it
        painter.setBrush(QColor(theme.accent))
        painter.setPen(QPen(QColor(theme.canvas), 1.5))
        painter.drawEllipse(place, 6, 6)

    def _paint_badge(self, painter: QPainter, place: QPointF, option: Option) -> None:
        theme = self._scene.theme
        filled = bool(option.permitted)
        pen = QPen(QColor(theme.accent if filled else theme.ink), 1.5)
        if option.permitted is None:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(theme.accent if filled else theme.canvas))
        painter.drawEllipse(place, BADGE, BADGE)
        font = QFont()
        font.setPixelSize(12)
        font.setBold(filled)
        painter.setFont(font)
        painter.setPen(QColor(theme.on_accent if filled else theme.ink))
        around = QRectF(place.x() - BADGE, place.y() - BADGE, 2 * BADGE, 2 * BADGE)
        painter.drawText(around, Qt.AlignmentFlag.AlignCenter, str(option.number))


class _Layer(QGraphicsItem):
    """Paints something as large as the tree, and is never hit."""

    def __init__(self, height: float, paint: Callable[[QPainter], None]) -> None:
        super().__init__()
        self._rect = QRectF()
        self._paint = paint
        self.setZValue(height)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def stretch(self, rect: QRectF) -> None:
        """Cover this part of the scene."""
        self.prepareGeometryChange()
        self._rect = rect
        self.update()

    def boundingRect(self) -> QRectF:
        return self._rect

    def shape(self) -> QPainterPath:
        return QPainterPath()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        painter.save()
        self._paint(painter)
        painter.restore()

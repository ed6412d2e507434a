"""Gestures on the canvas: each is an object with move, finish and cancel.

A gesture moves items only for show; what it intends is emitted at its end as one edit.
"""

from typing import Protocol

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsLineItem

from solver.edits import Connect, Edit, MoveNodes
from widgets.canvas.node_item import NodeItem
from widgets.canvas.scene import TreeScene


class Gesture(Protocol):
    """What the pointer is doing between press and release."""

    def move(self, point: QPointF) -> None:
        """The pointer is now here (in the scene)."""

    def finish(self, point: QPointF) -> Edit | None:
        """The button was released: what is intended, if anything."""

    def cancel(self) -> None:
        """Escape: everything as it was."""


class MoveNodesGesture:
    """Drag nodes; what hangs from them without a place of its own comes along."""

    def __init__(self, scene: TreeScene, nodes: tuple[str, ...], start: QPointF) -> None:
        self._scene = scene
        self._start = start
        self._moved = False
        self._held = nodes
        self._along = self._with_followers(nodes)
        self._origin = {
            id_: item.pos() for id_ in self._along if (item := scene.node_item(id_)) is not None
        }

    def _with_followers(self, nodes: tuple[str, ...]) -> set[str]:
        document = self._scene.document
        along: set[str] = set()
        stack = list(nodes)
        while stack:
            id_ = stack.pop()
            if id_ in along:
                continue
            along.add(id_)
            stack += [
                branch.target
                for branch in document.children(id_)
                if document.nodes[branch.target].x is None
            ]
        return along

    def move(self, point: QPointF) -> None:
        offset = point - self._start
        self._moved = True
        for id_, origin in self._origin.items():
            item = self._scene.node_item(id_)
            if item is not None:
                item.setPos(origin + offset)
        self._scene.follow(self._along)

    def finish(self, point: QPointF) -> Edit | None:
        if not self._moved:
            return None
        self.move(point)
        places = {
            id_: item.pos()
            for id_ in self._held
            if (item := self._scene.node_item(id_)) is not None
        }
        return MoveNodes({id_: (place.x(), place.y()) for id_, place in places.items()})

    def cancel(self) -> None:
        self._scene.settle()


class DrawBranchGesture:
    """Drag from a node's handle: to a loose node it connects, to empty canvas it offers a child."""

    def __init__(self, scene: TreeScene, source: NodeItem) -> None:
        self._scene = scene
        self.source = source
        self._line = QGraphicsLineItem()
        self._line.setPen(QPen(QColor(scene.theme.accent), 2))
        self._line.setZValue(3)
        scene.addItem(self._line)
        self._target: NodeItem | None = None
        self.wants_child = False

    def move(self, point: QPointF) -> None:
        start = self.source.mapToScene(self.source.handle)
        self._line.setLine(start.x(), start.y(), point.x(), point.y())
        item = self._scene.element_at(point)
        target = item if isinstance(item, NodeItem) and item is not self.source else None
        if self._target is not None and self._target is not target:
            self._target.set_target(None)
        self._target = target
        if target is not None:
            target.set_target(self._may_connect(target.id))

    def _may_connect(self, target: str) -> bool:
        document = self._scene.document
        return not document.incoming(target) and self.source.id not in document.below(target)

    def finish(self, point: QPointF) -> Edit | None:
        self.move(point)
        target = self._target
        self.cancel()
        if target is None:
            far = point - self.source.scenePos()
            self.wants_child = far.manhattanLength() > 40
            return None
        return Connect(self.source.id, target.id)

    def cancel(self) -> None:
        if self._target is not None:
            self._target.set_target(None)
        if self._line.scene() is not None:
            self._scene.removeItem(self._line)

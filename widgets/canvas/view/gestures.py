"""Gestures on the canvas: each is an object with move, finish and cancel.

A gesture moves items only for show; what it intends is emitted at its end as one edit.
"""

from typing import Protocol

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsLineItem

from solver.document.elements import Kind
from solver.edits import (
    Connect,
    Edit,
    MoveNodes,
    MoveTexts,
    Paste,
    Reparent,
    Tidy,
    Together,
    fragment,
)
from solver.translation import tr
from widgets.canvas.items.branch_item import BranchItem
from widgets.canvas.items.node_item import NodeItem
from widgets.canvas.scene.scene import TreeScene
from widgets.canvas.view.guides import Gap, Gaps, Guides, Snapping

SHINING = 0.55  # how opaque what is dragged is


class Gesture(Protocol):
    """What the pointer is doing between press and release."""

    def move(self, point: QPointF) -> None:
        """The pointer is now here (in the scene)."""

    def finish(self, point: QPointF) -> Edit | None:
        """The button was released: what is intended, if anything."""

    def cancel(self) -> None:
        """Escape: everything as it was."""


class MoveNodesGesture:
    """Drag nodes; what hangs from them without a place of its own comes along.

    Let go of over a node they hang from it, over a branch they come before it among its siblings,
    between two siblings they come there, elsewhere they stay where they are put.  ``copying``
    leaves the nodes alone and brings a copy; ``freely`` they follow no guides.
    """

    def __init__(
        self,
        scene: TreeScene,
        nodes: tuple[str, ...],
        start: QPointF,
        snapping: Snapping | None = None,
    ) -> None:
        self._scene = scene
        self._start = start
        self._moved = False
        self._held = nodes
        self._along = self._with_followers(nodes)
        self._below = {below for id_ in nodes for below in scene.document.below(id_)}
        self._origin = {
            id_: item.pos() for id_ in self._along if (item := scene.node_item(id_)) is not None
        }
        self._opacity: dict[str, float] = {}  # as it was; what is dragged lets shine through
        self._target: NodeItem | BranchItem | None = None
        self._gap: Gap | None = None
        self._gaps = Gaps(scene, self._below)
        self._guides = Guides(scene, self._along, snapping or Snapping())
        self.copying = False
        self.freely = False

    def _with_followers(self, nodes: tuple[str, ...]) -> set[str]:
        document = self._scene.expanded
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
        self._moved = True
        self._aim(point)
        offset = self._offset(point)
        for id_, origin in self._origin.items():
            item = self._scene.node_item(id_)
            if item is not None:
                item.setPos(origin + offset)
                if self._opacity.setdefault(id_, item.opacity()) == item.opacity():
                    item.setOpacity(SHINING * item.opacity())
        self._scene.follow(self._along)

    def _offset(self, point: QPointF) -> QPointF:
        """How far the nodes are dragged, in line with others where nothing takes them."""
        offset = point - self._start
        first = self._origin.get(self._held[0]) if self._held else None
        if self.freely or self._target is not None or self._gap is not None or first is None:
            self._guides.clear()
            return offset
        return self._guides.snapped(first + offset) - first

    def _let_go(self) -> None:
        """The nodes look as they did, and nothing shows any more where they would go."""
        self._guides.clear()
        self._gaps.clear()
        for id_, opacity in self._opacity.items():
            if (item := self._scene.node_item(id_)) is not None:
                item.setOpacity(opacity)
        self._opacity.clear()

    def _aim(self, point: QPointF) -> None:
        """Outline what the nodes would hang from, and whether they may."""
        target = self._scene.target_at(point, self._along)
        if self._target is not None and self._target is not target:
            self._target.set_target(None)
        self._target = target
        if target is not None:
            target.set_target(self._place(target) is not None)
        self._gap = self._gaps.at(point) if target is None else None
        if target is not None:
            self._gaps.clear()

    def _place(self, target: NodeItem | BranchItem | Gap) -> tuple[str, int | None] | None:
        """The parent and the place among its branches; None if nothing may hang there."""
        document = self._scene.document
        if not isinstance(target, Gap) and self._scene.is_copied(target.id):
            return None
        if isinstance(target, NodeItem):
            parent, index = target.id, None
        else:
            branch = document.branches[target.next if isinstance(target, Gap) else target.id]
            parent = branch.source
            held = () if self.copying else self._held  # which will be gone from there
            siblings = [b for b in document.children(parent) if b.target not in held]
            index = siblings.index(branch)
        node = document.nodes[parent]
        if node.kind is Kind.OUTCOME or node.copy_of is not None:
            return None
        return None if parent in self._below and not self.copying else (parent, index)

    def finish(self, point: QPointF) -> Edit | None:
        if not self._moved:
            return None
        self.move(point)
        self._let_go()
        target = self._target or self._gap
        if target is not None:
            self.cancel()
            place = self._place(target)
            return None if place is None else self._moved_below(*place)
        if self.copying:
            self.cancel()
            position = (point.x(), point.y())
            return Paste(fragment(self._scene.document, self._held), position=position, name="copy")
        places = {
            id_: item.pos()
            for id_ in self._held
            if (item := self._scene.node_item(id_)) is not None
        }
        return MoveNodes({id_: (place.x(), place.y()) for id_, place in places.items()})

    def _moved_below(self, parent: str, index: int | None) -> Edit:
        document = self._scene.document
        if self.copying:
            source = fragment(document, self._held)
            return Paste(source, parent=parent, index=index, name="copy")
        held = set(self._held)
        tops = [id_ for id_ in self._held if document.parent(id_) not in held]
        # A place by hand belongs to where the nodes came from.
        edits: list[Edit] = [Tidy(tuple(tops))]
        edits += [Reparent(id_, parent, index) for id_ in (tops if index is None else tops[::-1])]
        return Together(tuple(edits), tr("move subtree"))

    def cancel(self) -> None:
        self._let_go()
        if self._target is not None:
            self._target.set_target(None)
            self._target = None
        self._scene.settle()


class MoveTextsGesture:
    """Drag free texts."""

    def __init__(self, scene: TreeScene, texts: tuple[int, ...], start: QPointF) -> None:
        self._scene = scene
        self._start = start
        self._origin = {
            index: item.pos() for index in texts if (item := scene.text_item(index)) is not None
        }

    def move(self, point: QPointF) -> None:
        for index, place in self._origin.items():
            if (item := self._scene.text_item(index)) is not None:
                item.setPos(place + point - self._start)

    def finish(self, point: QPointF) -> Edit | None:
        by = point - self._start
        self.cancel()
        far = self._scene.text_scale
        ends = {i: (p + by) / far for i, p in self._origin.items()}
        return MoveTexts({i: (end.x(), end.y()) for i, end in ends.items()})

    def cancel(self) -> None:
        for index, place in self._origin.items():
            if (item := self._scene.text_item(index)) is not None:
                item.setPos(place)


class DrawBranchGesture:
    """Drag from a node's handle: to a loose node it connects, to empty canvas it offers a child."""

    def __init__(self, scene: TreeScene, source: NodeItem) -> None:
        self._scene = scene
        self.source = source
        self._line = QGraphicsLineItem()
        self._line.setPen(QPen(QColor(scene.theme.accent), 2))
        self._line.setZValue(2)
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
        if self._scene.is_copied(target):
            return False
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

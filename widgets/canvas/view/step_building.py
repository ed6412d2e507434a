"""Building steps on the canvas: what is to come stands there as a shadow, a click puts it in.

It works beside the scene and leaves alone what the scene decides: which items there are, and how
each of them looks.
"""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGraphicsItem

from solver.page.talk_steps import Frame
from widgets.canvas.items.branch_item import BranchItem
from widgets.canvas.items.item import TreeItem
from widgets.canvas.items.node_item import NodeItem
from widgets.canvas.view.canvas import Canvas

SHADOW: Final = 0.2  # opacity of what is still to come


class StepBuilding(QObject):
    """While it is on, clicks on the canvas choose nodes and branches instead of selecting them."""

    picked = Signal(
        object, object
    )  # the id of a node or branch, whether its whole subtree is meant
    left = Signal()  # Escape: the person is through with it

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._frame: Frame | None = None
        canvas.tree.refreshed.connect(self._follow)

    @property
    def is_on(self) -> bool:
        return self._frame is not None

    def show_frame(self, frame: Frame | None) -> None:
        """Show on the canvas what a frame shows, the rest as a shadow; None ends it."""
        was, self._frame = self._frame, frame
        viewport = self._canvas.viewport()
        if was is None and frame is not None:
            viewport.installEventFilter(self)
            self._canvas.installEventFilter(self)
            viewport.setCursor(Qt.CursorShape.PointingHandCursor)
        elif was is not None and frame is None:
            viewport.removeEventFilter(self)
            self._canvas.removeEventFilter(self)
            viewport.unsetCursor()
        if was is not None or frame is not None:
            self._cover()

    def _follow(self) -> None:
        """Items may be others now."""
        if self._frame is not None:
            self._cover()

    def _cover(self) -> None:
        frame, tree = self._frame, self._canvas.tree
        for id_ in tree.expanded.nodes:
            if (node := tree.node_item(id_)) is not None:
                hidden = frame is not None and id_ in frame.hidden_nodes
                self._show(node, hidden=hidden, lit=frame is not None and id_ in frame.named_nodes)
                node.offers_child = frame is None
        for id_ in tree.expanded.branches:
            if (branch := tree.branch_item(id_)) is not None:
                hidden = frame is not None and id_ in frame.hidden_branches
                lit = frame is not None and id_ in frame.named_branches
                self._show(branch, hidden=hidden, lit=lit)

    @staticmethod
    def _show(item: NodeItem | BranchItem, *, hidden: bool, lit: bool) -> None:
        item.setOpacity(SHADOW if hidden else 1.0)
        if lit or item.target is not None:
            item.set_target(True if lit else None)

    # --------------------------------------------------------------------- events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QKeyEvent) and watched is self._canvas:
            if kind == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            return False
        if not isinstance(event, QMouseEvent) or watched is not self._canvas.viewport():
            return False
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        item = self._item_at(event)
        if item is None:
            return False
        if kind == QEvent.Type.MouseButtonPress:
            whole = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.picked.emit(item.id, whole)
        return True

    def _item_at(self, event: QMouseEvent) -> TreeItem | None:
        canvas = self._canvas
        found: QGraphicsItem | None = canvas.tree.element_at(
            canvas.mapToScene(event.position().toPoint())
        )
        return found if isinstance(found, NodeItem | BranchItem) else None

"""Where nodes are dropped from the palette: on a node, into a branch, or loose."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from solver.document.elements import Kind
from solver.edits import AddNode, Edit, InsertNode
from solver.translation import tr
from widgets.canvas.items.branch_item import BranchItem
from widgets.canvas.items.node_item import NodeItem
from widgets.canvas.view.selecting import SelectingView

MIME: Final = "application/x-quandary-node"


class DropTarget(SelectingView):
    """Takes nodes from the palette."""

    intended = Signal(object)  # an Edit
    refused = Signal(str)  # why a gesture cannot be carried out

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._drop_target: NodeItem | BranchItem | None = None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()
        else:
            event.ignore()  # files are the window's business

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if not event.mimeData().hasFormat(MIME):
            event.ignore()
            return
        kind = _kind(event)
        target = self._tree.element_at(self.mapToScene(event.position().toPoint()))
        why_not = self._why_not(kind, target)
        self._mark_target(target, why_not is None)
        if why_not is None:
            event.acceptProposedAction()
        else:
            event.ignore()
            self.refused.emit(why_not)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark_target(None, True)

    def dropEvent(self, event: QDropEvent) -> None:
        if not event.mimeData().hasFormat(MIME):
            event.ignore()
            return
        kind = _kind(event)
        point = self.mapToScene(event.position().toPoint())
        target = self._tree.element_at(point)
        why_not = self._why_not(kind, target)
        self._mark_target(None, True)
        if why_not is not None or kind is None:
            event.ignore()
            self.refused.emit(why_not or "")
            return
        event.acceptProposedAction()
        edit: Edit
        if isinstance(target, NodeItem):
            edit = AddNode(kind, parent=target.id)
        elif isinstance(target, BranchItem):
            edit = InsertNode(kind, target.id)
        else:
            edit = AddNode(kind, position=(point.x(), point.y()))
        self.setFocus()
        self.add(edit, dropped=True)

    def add(self, edit: Edit | str, *, dropped: bool = False) -> None:
        """A node that is to be added, or why none can be."""
        if not isinstance(edit, str):
            self.intended.emit(edit)

    def _why_not(self, kind: Kind | None, target: object) -> str | None:
        if kind is None:
            return tr("Only choice, chance and outcome nodes can be dropped here.")
        if isinstance(target, NodeItem | BranchItem) and self._tree.is_copied(target.id):
            return tr("This belongs to a live copy: change the original.")
        if isinstance(target, NodeItem) and target.look.copy_top:
            return tr("This is a live copy: change the original.")
        if isinstance(target, NodeItem) and self._tree.is_outcome(target.id):
            return tr("An outcome node ends the tree, so nothing can hang from it.")
        if isinstance(target, BranchItem) and kind is Kind.OUTCOME:
            return tr("An outcome node ends the tree, so it cannot stand inside a branch.")
        return None

    def _mark_target(self, target: object, valid: bool) -> None:
        if self._drop_target is not None and self._drop_target is not target:
            self._drop_target.set_target(None)
        self._drop_target = target if isinstance(target, NodeItem | BranchItem) else None
        if self._drop_target is not None:
            self._drop_target.set_target(valid)


def _kind(event: QDropEvent) -> Kind | None:
    text = bytes(event.mimeData().data(MIME).data()).decode("utf-8", "replace")
    return Kind(text) if text in {str(kind) for kind in Kind} else None

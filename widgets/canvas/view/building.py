"""Building with the keyboard: what a key adds, turns into, moves or selects in the tree."""

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent

from solver.document.elements import Kind
from solver.edits import AddNode, Edit, InsertNode, SetNode
from solver.translation import tr
from widgets.canvas.view.editing import EditingView
from widgets.canvas.view.inline_editor import Begin
from widgets.canvas.view.keyboard import (
    KINDS,
    Way,
    child_of,
    next_branch,
    next_empty,
    reordered,
    sibling_of,
    typed_text,
)

ARROWS: Final[dict[int, tuple[int, int]]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class BuildingView(EditingView):
    """Adds nodes where the selected one is, and goes on from one to the next."""

    def _build(self, event: QKeyEvent, *, shift: bool) -> bool:
        """What a key does to the selected node or branch; False if it means nothing here."""
        key, document, node = event.key(), self._tree.document, self._only_node()
        text = typed_text(event)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if node is None:
                self.start_inline_edit()
            else:
                self.add(sibling_of(document, node, after=not shift))
        elif node is not None and key in (Qt.Key.Key_Tab, Qt.Key.Key_Insert):
            self.add(self._with_child(node))
        elif text in KINDS and (node is not None or not document.nodes):
            self._turn_into(KINDS[text])
        elif text:
            self.start_inline_edit(typed=text)
        else:
            return False
        return True

    def _only_node(self) -> str | None:
        nodes, branches = self.selection()
        return nodes[0] if len(nodes) == 1 and not branches else None

    def _turn_into(self, kind: Kind) -> None:
        node = self._only_node()
        if node is None:
            self.add_child(kind)
        else:
            self.intended.emit(SetNode(node, {"kind": kind}))

    def add_child(self, kind: Kind) -> None:
        """A node of this kind below the selected one, or the first of all; edited at once."""
        node = self._only_node()
        if node is None and self._tree.document.nodes:
            self.refused.emit(
                tr("Select the node below which the new one should hang, or drag it in.")
            )
            return
        self.add(AddNode(kind, parent=node))

    def place_for_paste(self) -> tuple[str | None, tuple[float, float] | None]:
        """Below the selected node; else loose in the middle of what is seen, or as the first tree."""
        node = self._only_node()
        if node is not None or not self._tree.document.nodes:
            return node, None
        middle = self.mapToScene(self.viewport().rect().center())
        return None, (middle.x(), middle.y())

    def reorder(self, by: int) -> None:
        """Move the selected node that many places among its siblings."""
        node = self._only_node()
        edit = None if node is None else reordered(self._tree.document, node, by)
        if edit is not None:
            self.intended.emit(edit)

    def add(self, edit: Edit | str, *, dropped: bool = False) -> None:
        """Add a node and edit it, a ``dropped`` one once the drag is over; or say why not."""
        if isinstance(edit, str):
            self.refused.emit(edit)
            return
        before = self._tree.document
        self.intended.emit(edit)
        node = self._only_node()
        if node is None or node in before.nodes:
            return  # the editor refused it, and said so
        begin = Begin.NODE if isinstance(edit, InsertNode) else Begin.BRANCH
        if dropped:
            QTimer.singleShot(0, self, lambda: self._edit_dropped(node, begin))
        else:
            self.start_inline_edit(begin=begin)

    def _edit_dropped(self, node: str, begin: Begin) -> None:
        if self._only_node() == node:
            self.start_inline_edit(begin=begin)

    def _delete_selection(self) -> None:
        edit = self.delete_edit()
        if edit is not None:
            self.intended.emit(edit)

    def _walk(self, direction: tuple[int, int]) -> None:
        """Select the nearest node that way, as the tree lies on the screen."""
        positions = self._tree.positions
        nodes, branches = self.selection()
        if nodes:
            x, y = positions[nodes[0]]
        elif branches and (branch := self._tree.branch_item(branches[0])) is not None:
            x, y = branch.middle.x(), branch.middle.y()
        else:
            first = next(iter(positions), None)
            if first is not None:
                self.reveal((first,))
            return
        dx, dy = direction
        best, nearest = None, float("inf")
        for id_, (px, py) in positions.items():
            along, across = (px - x) * dx + (py - y) * dy, abs((px - x) * dy) + abs((py - y) * dx)
            if id_ in nodes or self._tree.is_copied(id_):
                continue
            if along > 1 and along + 2 * across < nearest:
                best, nearest = id_, along + 2 * across
        if best is not None:
            self.reveal((best,))

    def _walk_branches(self, ways: tuple[Way, Way]) -> None:
        """Select the next branch that way along the tree."""
        (nodes, branches), document = self.selection(), self._tree.document
        if len(nodes) + len(branches) != 1:
            return
        way = ways[document.direction == "down"]
        found = next_branch(document, next(iter(nodes), None), next(iter(branches), None), way)
        if found is not None and self._tree.branch_item(found) is not None:
            self.reveal((), (found,))

    def _edit_next(self) -> None:
        """Go on with what is still to be filled in, or with a new child where nothing is."""
        here = self._only_node()
        node = None if here is None else next_empty(self._tree.document, here)
        if node is not None:
            self.reveal((node,))
            self.start_inline_edit(begin=Begin.BRANCH)
        elif here is not None and not self._tree.is_outcome(here):
            self.add(self._with_child(here))

    def _with_child(self, node: str) -> Edit | str:
        return child_of(self._tree.document, node)

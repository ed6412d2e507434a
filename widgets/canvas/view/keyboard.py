"""Building a tree without the mouse: what the keys on the canvas intend."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from solver.document.elements import Kind
from solver.document.model import Document
from solver.edits import AddNode, Edit, MoveBranch, SetNode

#: A digit turns the selected node into this kind; with Ctrl it adds a child of the kind.
KINDS: Final = {"1": Kind.CHOICE, "2": Kind.CHANCE, "3": Kind.OUTCOME}

_NOT_TYPED: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class LikelyKinds:
    """Which kind of child comes next: what was last hung from a node of that kind."""

    def __init__(self) -> None:
        self._last = {Kind.CHOICE: Kind.OUTCOME, Kind.CHANCE: Kind.OUTCOME}

    def below(self, kind: Kind) -> Kind:
        return self._last[kind]

    def learn(self, parent: Kind, child: Kind) -> None:
        self._last[parent] = child


def child_of(document: Document, node: str, kinds: LikelyKinds) -> Edit | str:
    """A new last child of a node, or why there can be none."""
    parent = document.nodes[node].kind
    if parent is Kind.OUTCOME:
        return "An outcome node ends the tree, so nothing can hang from it."
    return AddNode(kinds.below(parent), parent=node)


def sibling_of(document: Document, node: str, *, after: bool) -> Edit | str:
    """A new node beside one, of the same kind, or why there can be none."""
    entering = document.incoming(node)
    if not entering:
        return "This node hangs from nothing, so it can have no siblings."
    siblings = document.children(entering[0].source)
    index = siblings.index(entering[0]) + int(after)
    return AddNode(document.nodes[node].kind, parent=entering[0].source, index=index)


def reordered(document: Document, node: str, by: int) -> Edit | None:
    """The node's branch that many places later among its siblings; None at the end."""
    entering = document.incoming(node)
    if not entering:
        return None
    siblings = document.children(entering[0].source)
    index = siblings.index(entering[0]) + by
    return MoveBranch(entering[0].id, index) if 0 <= index < len(siblings) else None


def folded(document: Document, node: str) -> Edit | None:
    """The subtree below a node folded, or unfolded again."""
    if not document.children(node):
        return None
    return SetNode(node, {"collapsed": not document.nodes[node].collapsed})


def typed_text(event: QKeyEvent) -> str:
    """What a key types, if it is a key for typing."""
    text = event.text()
    return text if text.isprintable() and not event.modifiers() & _NOT_TYPED else ""


def next_empty(document: Document, node: str) -> str | None:
    """The next node, in the order of the tree, at which something is still to be filled in."""
    order = list(_all(document))
    start = order.index(node) + 1 if node in order else 0
    for id_ in (*order[start:], *order[:start]):
        entering = document.incoming(id_)
        if id_ != node and (
            (entering and not entering[0].label)
            or (document.nodes[id_].kind is Kind.OUTCOME and document.nodes[id_].outcome is None)
        ):
            return id_
    return None


def _all(document: Document) -> Iterator[str]:
    yield from document.tree
    yield from document.drafts

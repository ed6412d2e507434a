"""Building a tree without the mouse: what the keys on the canvas intend."""

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from solver.document.elements import Kind
from solver.document.model import Document
from solver.edits import AddNode, Edit, MoveBranch, SetNode, Together
from solver.translation import tr

#: A digit turns the selected node into this kind; with Ctrl it adds a child of the kind.
KINDS: Final = {"1": Kind.CHOICE, "2": Kind.CHANCE, "3": Kind.OUTCOME}

_NOT_TYPED: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class Way(Enum):
    """Ways along the branches of a tree."""

    BACK, ON, PREVIOUS, NEXT = range(4)


#: What Shift with an arrow means; in a tree that grows down the arrows change places.
WAYS: Final = {
    Qt.Key.Key_Left: (Way.BACK, Way.PREVIOUS),
    Qt.Key.Key_Right: (Way.ON, Way.NEXT),
    Qt.Key.Key_Up: (Way.PREVIOUS, Way.BACK),
    Qt.Key.Key_Down: (Way.NEXT, Way.ON),
}


def child_of(document: Document, node: str) -> Edit | str:
    """A new last child of a node, or why there can be none.

    Whatever is new is an outcome node until something hangs from it: as long as no outcome was
    chosen it does not end the tree, and becomes a chance node below a choice, else a choice node.
    """
    here = document.nodes[node]
    if here.kind is not Kind.OUTCOME:
        return AddNode(Kind.OUTCOME, parent=node)
    if here.outcome is not None:
        return tr("An outcome node ends the tree, so nothing can hang from it.")
    above = document.parent(node)
    after_choice = above is not None and document.nodes[above].kind is Kind.CHOICE
    kind = Kind.CHANCE if after_choice else Kind.CHOICE
    child = AddNode(Kind.OUTCOME, parent=node)
    return Together((SetNode(node, {"kind": kind}), child), child.name)


def sibling_of(document: Document, node: str, *, after: bool) -> Edit | str:
    """A new node beside one, or why there can be none.

    What can happen often leads to like choices: beside a choice node after a chance node stands
    another.  Else it is an outcome node until something hangs from it, as in `child_of`: beside a
    chance node there is mostly something else, such as what is had for sure.
    """
    entering = document.incoming(node)
    if not entering:
        return tr("This node hangs from nothing, so it can have no siblings.")
    siblings = document.children(entering[0].source)
    index = siblings.index(entering[0]) + int(after)
    kinds = document.nodes[entering[0].source].kind, document.nodes[node].kind
    kind = Kind.CHOICE if kinds == (Kind.CHANCE, Kind.CHOICE) else Kind.OUTCOME
    return AddNode(kind, parent=entering[0].source, index=index)


def reordered(document: Document, node: str, by: int) -> Edit | None:
    """The node's branch that many places later among its siblings; None at the end."""
    entering = document.incoming(node)
    if not entering:
        return None
    siblings = document.children(entering[0].source)
    index = siblings.index(entering[0]) + by
    return MoveBranch(entering[0].id, index) if 0 <= index < len(siblings) else None


def next_branch(document: Document, node: str | None, branch: str | None, way: Way) -> str | None:
    """The branch that way from a node or a branch; None where there is none.

    Back is the one that leads here, on the first of those that go on, sideways a sibling.
    """
    here = document.branches[branch] if branch is not None else None
    at = node if here is None else here.source if way is Way.BACK else here.target
    if way is Way.ON:
        leaving = document.children(at) if at is not None else ()
        return leaving[0].id if leaving else None
    entering = document.incoming(at) if at is not None else ()
    if way is Way.BACK:
        return entering[0].id if entering else None
    beside = here if here is not None else entering[0] if entering else None
    if beside is None:
        return None
    siblings = document.children(beside.source)
    index = siblings.index(beside) + (1 if way is Way.NEXT else -1)
    return siblings[index].id if 0 <= index < len(siblings) else None


def folded(document: Document, node: str) -> Edit | None:
    """The subtree below a node folded, or unfolded again."""
    if not document.children(node):
        return None
    return SetNode(node, {"collapsed": not document.nodes[node].collapsed})


def unfolding(document: Document, ids: Iterable[str]) -> Edit | None:
    """What unfolds all that these nodes and branches are hidden in; None if they are seen."""
    nodes: dict[str, Edit] = {}
    for id_ in ids:
        if id_ in document.branches:
            above: str | None = document.branches[id_].source
        else:
            above = document.parent(id_) if id_ in document.nodes else None
        seen: set[str] = set()
        while above is not None and above not in seen:
            seen.add(above)
            if document.nodes[above].collapsed:
                nodes[above] = SetNode(above, {"collapsed": False})
            above = document.parent(above)
    edits = tuple(nodes.values())
    return None if not edits else edits[0] if len(edits) == 1 else Together(edits, "unfold")


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

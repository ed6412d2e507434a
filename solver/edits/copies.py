"""Edits that make live copies and end them, and what any edit has to leave in order."""

from dataclasses import replace

import msgspec

from solver.document.copies import live_copies
from solver.document.elements import Branch, Node
from solver.document.model import Document
from solver.edits.base import fresh_id, node_kind, put, state_root
from solver.edits.tree import (
    MoveBranch,
    Position,
    coordinate,
    fitted,
    is_open,
    put_in_place,
    require_inner,
)
from solver.errors import EditError
from solver.translation import mark, tr


class PasteLinked(msgspec.Struct, frozen=True):
    """A live copy of a node's subtree, below another node or loose at a position."""

    original: str
    parent: str | None = None
    position: Position | None = None
    index: int | None = None
    name = mark("paste as a live copy")

    def apply(self, document: Document) -> Document:
        kind = node_kind(document, self.original)
        x, y = (None, None) if self.position is None else map(coordinate, self.position)
        id_ = fresh_id(document.nodes, "n")
        node = Node(id=id_, kind=kind, x=x, y=y, copy_of=_first_original(document, self.original))
        if self.parent is None:
            document = state_root(document)
            return replace(document, nodes=put(document.nodes, node))
        result = replace(document, nodes=put(document.nodes, node))
        if is_open(document, self.parent):
            return put_in_place(result, self.parent, id_)
        require_inner(document, self.parent)
        branch = Branch(id=fresh_id(document.branches, "b"), source=self.parent, target=id_)
        entering = document.incoming(self.original)
        said = msgspec.structs.replace(entering[0], present=()) if entering else branch
        branch = fitted(
            result, msgspec.structs.replace(said, id=branch.id, source=self.parent, target=id_)
        )
        result = replace(result, branches=put(document.branches, branch))
        return result if self.index is None else MoveBranch(branch.id, self.index).apply(result)


class Unlink(msgspec.Struct, frozen=True):
    """Make a live copy a subtree of its own, which no longer follows the original."""

    node: str
    name = mark("make it a copy of its own")

    def apply(self, document: Document) -> Document:
        node_kind(document, self.node)
        if document.nodes[self.node].copy_of is None:
            raise EditError(tr("This node is not a live copy."))
        if self.node in document.expansion.problems:
            raise EditError(document.expansion.problems[self.node][1])
        return written_out(document, self.node, document)


def written_out(document: Document, copy: str, source: Document) -> Document:
    """The document with one live copy as a subtree of its own, as it stands in ``source``.

    Live copies inside stay what they are.
    """
    original = source.nodes[source.nodes[copy].copy_of or ""]
    own = document.nodes[copy]
    nodes, branches = dict(document.nodes), dict(document.branches)
    nodes[copy] = msgspec.structs.replace(
        original, id=copy, x=own.x, y=own.y, notes=own.notes or original.notes, present=()
    )
    stack = [(original.id, copy)]
    while stack:
        id_, new = stack.pop()
        for branch in source.children(id_):
            target, written = fresh_id(nodes, "n"), fresh_id(branches, "b")
            child = source.nodes[branch.target]
            nodes[target] = msgspec.structs.replace(child, id=target, x=None, y=None)
            branches[written] = msgspec.structs.replace(
                branch, id=written, source=new, target=target
            )
            stack.append((branch.target, target))
    return replace(document, nodes=nodes, branches=branches)


def in_order(before: Document, after: Document) -> Document:
    """What an edit made of a document, with its live copies in order.

    A live copy whose original is gone becomes what it was a copy of; others of the same original
    are from now on copies of the first.  Raises `EditError` where the edit would change a copy in
    itself, or make one contain itself.
    """
    if after.nodes is before.nodes and after.branches is before.branches:
        return after
    copies = live_copies(after)
    if not copies:
        return after
    heirs: dict[str, str] = {}
    for id_ in copies:
        node, was = after.nodes[id_], before.nodes.get(id_)
        if was is not None and was.copy_of is not None:
            _refuse_changes(was, node)
        original = node.copy_of or ""
        if original not in after.nodes and original in before.nodes and id_ in before.nodes:
            if original in heirs:
                heir = msgspec.structs.replace(node, copy_of=heirs[original])
                after = replace(after, nodes=put(after.nodes, heir))
            else:
                heirs[original] = id_
                after = written_out(after, id_, before)
        elif original in after.nodes and after.nodes[original].kind is not node.kind:
            same = msgspec.structs.replace(node, kind=after.nodes[original].kind)
            after = replace(after, nodes=put(after.nodes, same))
    known = before.expansion.problems
    for id_, (_, message) in after.expansion.problems.items():
        if id_ not in known and id_ in before.nodes:
            raise EditError(
                tr("{message} Change the original, or make it a copy of its own first.").format(
                    message=message
                )
                if after.children(id_)
                else message
            )
        if id_ not in known and after.expansion.problems[id_][0] == "copy.cycle":
            raise EditError(message)
    return after


def _refuse_changes(was: Node, now: Node) -> None:
    """What a live copy shows is the original's."""
    if now.copy_of is None:
        return
    if (was.kind, was.label, was.outcome) != (now.kind, now.label, now.outcome):
        raise EditError(
            tr(
                "This is a live copy of “{copy_of}”: change the original, or make it a copy of its own first."
            ).format(copy_of=was.copy_of)
        )


def _first_original(document: Document, node: str) -> str:
    """The node itself, or what it is a live copy of, and so on."""
    seen = {node}
    while (original := document.nodes[node].copy_of) in document.nodes and original not in seen:
        node = original or ""
        seen.add(node)
    return node

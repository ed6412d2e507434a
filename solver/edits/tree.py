"""Edits of the tree itself: nodes, branches and where they stand."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec

from solver.document.copies import live_copies
from solver.document.elements import Branch, Kind, Node
from solver.document.intervals import interval_of
from solver.document.model import Document
from solver.document.numerals import REMAINDER, Numeral
from solver.edits.base import (
    changed,
    field_word,
    fresh_id,
    moved,
    node_kind,
    put,
    renamed,
    state_root,
    without,
)
from solver.edits.opinions import with_interval
from solver.edits.steps import renamed_in_steps
from solver.errors import EditError
from solver.translation import mark, tr
from solver.tree_names import by_kind

Position = tuple[float, float]


def coordinate(value: float) -> Numeral:
    """How a position is written to the file: whole pixels are fine enough to place by hand."""
    return Numeral(str(round(value)), quoted=False)


def _new_node(document: Document, kind: Kind, position: Position | None) -> Node:
    x, y = (None, None) if position is None else map(coordinate, position)
    return Node(id=fresh_id(document.nodes, "n"), kind=kind, x=x, y=y)


def _new_branch(document: Document, source: str, target: str) -> Branch:
    probability = None
    if node_kind(document, source) is Kind.CHANCE:
        probability = Numeral(REMAINDER)
    return Branch(
        id=fresh_id(document.branches, "b"), source=source, target=target, probability=probability
    )


def fitted(document: Document, branch: Branch) -> Branch:
    """Drop what does not belong under this kind of parent, and give chance branches a share."""
    kind = document.nodes[branch.source].kind
    if kind is Kind.CHANCE:
        probability = branch.probability or Numeral(REMAINDER)
        return msgspec.structs.replace(branch, policy=None, probability=probability)
    return msgspec.structs.replace(branch, probability=None)


def require_inner(document: Document, node: str) -> None:
    """Refuse an outcome node, which has no branches."""
    if node_kind(document, node) is Kind.OUTCOME:
        raise EditError(
            tr(
                "An outcome node ends the tree and has no branches. "
                "Turn it into a choice or chance node first."
            )
        )


def is_open(document: Document, node: str) -> bool:
    """Whether a node only keeps a place: an outcome node of which it is not said which outcome it is."""
    kind, found = node_kind(document, node), document.nodes[node]
    return kind is Kind.OUTCOME and found.outcome is None and found.copy_of is None


def put_in_place(document: Document, node: str, other: str) -> Document:
    """A tree in the place of an open end: the branch that leads there leads to the other's top."""
    nodes = {id_: own for id_, own in document.nodes.items() if id_ != node}
    old = document.nodes[node]
    nodes[other] = msgspec.structs.replace(nodes[other], x=old.x, y=old.y)
    branches = {
        id_: msgspec.structs.replace(branch, target=other) if branch.target == node else branch
        for id_, branch in document.branches.items()
    }
    root = other if node in (document.root, document.root_id) else document.root
    return replace(document, nodes=nodes, branches=branches, root=root)


class AddNode(msgspec.Struct, frozen=True):
    """A new node: loose on the canvas, or as a child of ``parent``, the last one by default.

    The first node of a document becomes its root; later loose ones are drafts.
    """

    kind: Kind
    position: Position | None = None
    parent: str | None = None
    index: int | None = None

    @property
    def name(self) -> str:
        return by_kind(self.kind, "add choice node", "add chance node", "add outcome node")

    def apply(self, document: Document) -> Document:
        node = _new_node(document, self.kind, self.position)
        if self.parent is None:
            document = state_root(document)
            root = document.root if document.nodes else node.id
            return replace(document, nodes=put(document.nodes, node), root=root)
        require_inner(document, self.parent)
        branch = _new_branch(document, self.parent, node.id)
        document = replace(
            document, nodes=put(document.nodes, node), branches=put(document.branches, branch)
        )
        if self.index is None:
            return document
        return MoveBranch(branch.id, self.index).apply(document)


class InsertNode(msgspec.Struct, frozen=True):
    """A new choice or chance node in the middle of a branch.

    The upper half keeps the branch's label, probability, payoff and policy.
    """

    kind: Kind
    branch: str

    @property
    def name(self) -> str:
        return by_kind(self.kind, "insert choice node", "insert chance node", "insert outcome node")

    def apply(self, document: Document) -> Document:
        if self.kind is Kind.OUTCOME:
            raise EditError(
                tr("An outcome node ends the tree, so it cannot stand inside a branch.")
            )
        if self.branch not in document.branches:
            raise EditError(
                tr("There is no branch “{branch}” any more.").format(branch=self.branch)
            )
        node = _new_node(document, self.kind, None)
        upper = document.branches[self.branch]
        document = replace(document, nodes=put(document.nodes, node))
        lower = _new_branch(document, node.id, upper.target)
        upper = msgspec.structs.replace(upper, target=node.id)
        return replace(document, branches=put(put(document.branches, upper), lower))


class Connect(msgspec.Struct, frozen=True):
    """A branch from a node to a loose node (the top of a draft)."""

    source: str
    target: str

    @property
    def name(self) -> str:
        return tr("connect nodes")

    def apply(self, document: Document) -> Document:
        require_inner(document, self.source)
        node_kind(document, self.target)
        if document.incoming(self.target):
            raise EditError(tr("A branch already leads to “{target}”.").format(target=self.target))
        if self.source in document.below(self.target):
            raise EditError(tr("That would make a cycle; a tree has none."))
        document = state_root(document)
        if document.root == self.target:  # the root moves up to the top of what it now hangs from
            top = self.source
            while (parent := document.parent(top)) is not None:
                top = parent
            document = replace(document, root=top)
        branch = _new_branch(document, self.source, self.target)
        return replace(document, branches=put(document.branches, branch))


class Reparent(msgspec.Struct, frozen=True):
    """Hang a node with all that is below it under another parent, at a place among its children."""

    node: str
    parent: str
    index: int | None = None

    @property
    def name(self) -> str:
        return tr("move subtree")

    def apply(self, document: Document) -> Document:
        require_inner(document, self.parent)
        node_kind(document, self.node)
        if self.parent in document.below(self.node):
            raise EditError(tr("A node cannot hang from itself or from a node below it."))
        incoming = document.incoming(self.node)
        if incoming and incoming[0].source == self.parent:
            place = len(document.branches) if self.index is None else self.index
            return MoveBranch(incoming[0].id, place).apply(document)
        if not incoming:
            document = Connect(self.parent, self.node).apply(document)
            branch = document.incoming(self.node)[0]
        else:
            branch = msgspec.structs.replace(incoming[0], source=self.parent)
            branch = fitted(document, branch)
            others = without(document.branches, [branch.id])
            document = replace(document, branches=put(others, branch))
        if self.index is None:
            return document
        return MoveBranch(branch.id, self.index).apply(document)


class MoveBranch(msgspec.Struct, frozen=True):
    """Put a branch at another place among its siblings (0 is first): the drawing order."""

    branch: str
    index: int

    @property
    def name(self) -> str:
        return tr("reorder branches")

    def apply(self, document: Document) -> Document:
        if self.branch not in document.branches:
            raise EditError(
                tr("There is no branch “{branch}” any more.").format(branch=self.branch)
            )
        source = document.branches[self.branch].source
        branches = moved(
            document.branches, self.branch, self.index, lambda branch: branch.source == source
        )
        if list(branches) == list(document.branches):
            return document
        return replace(document, branches=branches)


class MoveNodes(msgspec.Struct, frozen=True):
    """Place nodes by hand: node → position of its centre on the canvas."""

    positions: Mapping[str, Position]

    @property
    def name(self) -> str:
        return (
            tr("move node")
            if len(self.positions) == 1
            else tr("move {positions} nodes").format(positions=len(self.positions))
        )

    def apply(self, document: Document) -> Document:
        nodes = document.nodes
        for id_, (x, y) in self.positions.items():
            nodes = changed(nodes, id_, {"x": coordinate(x), "y": coordinate(y)})
        return document if nodes is document.nodes else replace(document, nodes=nodes)


class Tidy(msgspec.Struct, frozen=True):
    """Forget hand-made positions, so that the automatic layout places these nodes (None: all)."""

    nodes: tuple[str, ...] | None = None

    @property
    def name(self) -> str:
        return tr("tidy layout")

    def apply(self, document: Document) -> Document:
        ids = document.nodes if self.nodes is None else self.nodes
        placed = [
            id_
            for id_ in ids
            if id_ in document.nodes
            and (document.nodes[id_].x is not None or document.nodes[id_].y is not None)
        ]
        if not placed:
            return document
        nodes = dict(document.nodes)
        for id_ in placed:
            nodes[id_] = msgspec.structs.replace(nodes[id_], x=None, y=None)
        return replace(document, nodes=nodes)


class Delete(msgspec.Struct, frozen=True):
    """Delete nodes with everything below them, and branches (what they led to becomes a draft)."""

    nodes: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        if not self.nodes:
            return tr("delete branch") if len(self.branches) == 1 else tr("delete branches")
        return tr("delete node") if len(self.nodes) == 1 else tr("delete nodes")

    def apply(self, document: Document) -> Document:
        gone = {id_ for node in self.nodes for id_ in document.below(node) if id_ in document.nodes}
        cut = {id_ for id_ in self.branches if id_ in document.branches}
        if not gone and not cut:
            return document
        document = state_root(document)
        branches = {
            id_: branch
            for id_, branch in document.branches.items()
            if id_ not in cut and branch.source not in gone and branch.target not in gone
        }
        root = None if document.root in gone else document.root
        return replace(document, nodes=without(document.nodes, gone), branches=branches, root=root)


class DeleteKeepingChildren(msgspec.Struct, frozen=True):
    """Delete one node and hang its children from its parent in its place."""

    node: str

    @property
    def name(self) -> str:
        return tr("delete node, keep its children")

    def apply(self, document: Document) -> Document:
        node_kind(document, self.node)
        incoming = document.incoming(self.node)
        children = document.children(self.node)
        if not incoming:
            return self._without_top(document, children)
        upper = incoming[0]
        branches: dict[str, Branch] = {}
        for id_, branch in document.branches.items():
            if id_ == upper.id:
                for child in children:
                    lifted = msgspec.structs.replace(child, source=upper.source)
                    branches[child.id] = fitted(document, lifted)
            elif branch.source != self.node and branch.target != self.node:
                branches[id_] = branch
        nodes = without(document.nodes, [self.node])
        root = None if document.root == self.node else document.root
        return replace(document, nodes=nodes, branches=branches, root=root)

    def _without_top(self, document: Document, children: tuple[Branch, ...]) -> Document:
        root = document.root
        if document.root_id == self.node:
            root = children[0].target if children else None
        return replace(
            document,
            nodes=without(document.nodes, [self.node]),
            branches=without(document.branches, [child.id for child in children]),
            root=root,
        )


class SetNode(msgspec.Struct, frozen=True):
    """Change fields of a node: label, outcome, notes, collapsed, or its kind (as `Kind`)."""

    node: str
    changes: Mapping[str, Any] = msgspec.field(default_factory=dict)

    @property
    def name(self) -> str:
        return tr("change ") + tr(" and ").join(map(field_word, self.changes))

    def apply(self, document: Document) -> Document:
        nodes = changed(document.nodes, self.node, self.changes)
        if nodes is document.nodes:
            return document
        kind = self.changes.get("kind")
        if self.changes.get("outcome") is not None and nodes[self.node].kind is not Kind.OUTCOME:
            raise EditError(tr("Only an outcome node says which outcome it is."))
        if kind is None or kind is document.nodes[self.node].kind:
            return document.in_shape(nodes=nodes)
        if kind is Kind.OUTCOME and document.children(self.node):
            raise EditError(
                tr("An outcome node ends the tree: delete what is below this node first.")
            )
        if kind is not Kind.OUTCOME:
            nodes = changed(nodes, self.node, {"outcome": None})
        document = replace(document, nodes=nodes)
        branches = dict(document.branches)
        for branch in document.children(self.node):
            branches[branch.id] = fitted(document, branch)
        return replace(document, branches=branches)


class SetBranch(msgspec.Struct, frozen=True):
    """Change fields of a branch: label, probability, payoff, policy.

    A probability that is an interval (“0.1 – 0.8”) becomes a parameter about which opinions differ.
    """

    branch: str
    changes: Mapping[str, Any] = msgspec.field(default_factory=dict)

    @property
    def name(self) -> str:
        *first, last = map(field_word, self.changes or ("branch",))
        return (
            tr("change {first} and {last}").format(first=", ".join(first), last=last)
            if first
            else tr("change {last}").format(last=last)
        )

    def apply(self, document: Document) -> Document:
        branches = changed(document.branches, self.branch, self.changes)
        kind = document.nodes[branches[self.branch].source].kind
        if kind is not Kind.CHANCE and self.changes.get("probability") is not None:
            raise EditError(tr("Only the branches of chance nodes have probabilities."))
        if kind is not Kind.CHOICE and self.changes.get("policy") is not None:
            raise EditError(tr("Only the branches of choice nodes have a policy."))
        if (ends := interval_of(self.changes.get("probability"))) is not None:
            was = document.branches[self.branch].probability
            branch = msgspec.structs.replace(branches[self.branch], probability=was)
            document = replace(document, branches=put(branches, branch))
            return with_interval(document, branch, *ends)
        return document if branches is document.branches else replace(document, branches=branches)


class RenameNode(msgspec.Struct, frozen=True):
    """Give a node another id, everywhere that it is named."""

    old: str
    new: str
    name = mark("rename node")

    def apply(self, document: Document) -> Document:
        if self.old == self.new:
            return document
        nodes = renamed(document.nodes, self.old, self.new, "node")
        for id_ in live_copies(document):
            if nodes[self.new if id_ == self.old else id_].copy_of == self.old:
                nodes = changed(nodes, id_, {"copy_of": self.new})
        branches = dict(document.branches)
        for branch in (*document.children(self.old), *document.incoming(self.old)):
            current = branches[branch.id]
            source = self.new if current.source == self.old else current.source
            target = self.new if current.target == self.old else current.target
            branches[branch.id] = msgspec.structs.replace(current, source=source, target=target)
        root = self.new if document.root == self.old else document.root
        view = renamed_in_steps(document.view, self.old, self.new, node=True)
        return replace(document, nodes=nodes, branches=branches, root=root, view=view)


class RenameBranch(msgspec.Struct, frozen=True):
    """Give a branch another id."""

    old: str
    new: str
    name = mark("rename branch")

    def apply(self, document: Document) -> Document:
        if self.old == self.new:
            return document
        branches = renamed(document.branches, self.old, self.new, "branch")
        view = renamed_in_steps(document.view, self.old, self.new, node=False)
        return replace(document, branches=branches, view=view)


class SetRoot(msgspec.Struct, frozen=True):
    """Say which node is the root: the top of another draft."""

    node: str
    name = mark("set root")

    def apply(self, document: Document) -> Document:
        node_kind(document, self.node)
        if document.incoming(self.node):
            raise EditError(tr("A branch leads to this node, so it cannot be the root."))
        return document if document.root == self.node else replace(document, root=self.node)

"""Live copies: nodes that stand for the subtree of another node of the same document.

A node with ``copy_of`` has no branches of its own: what hangs from the node it names, the
original, hangs from it, too.  Rules, checks and drawing see the document *expanded*: every live
copy written out.  The node itself keeps its id; what is below it gets ids made of its own and the
original's (``copy/n4``).  In the expanded tree a copy is a subtree like any other: an agent may
choose differently there than in the original; a conduct that the copy itself states goes before
the original's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any, ClassVar, Final, Generic, Protocol, TypeVar

import msgspec

from solver.document.elements import Branch, Node
from solver.translation import tr

MOST_NODES: Final = 200_000  # of an expanded document; copies of copies multiply


class Tree(Protocol):
    """What has to be known of a document to write its live copies out."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def nodes(self) -> Mapping[str, Node]: ...

    @property
    def branches(self) -> Mapping[str, Branch]: ...

    def children(self, id_: str) -> tuple[Branch, ...]: ...

    def below(self, id_: str) -> Iterator[str]: ...


AnyTree = TypeVar("AnyTree", bound=Tree)


@dataclass(frozen=True)
class Expansion(Generic[AnyTree]):
    """A document with its live copies written out.

    ``origins`` says for each node and branch that a copy brought what it is a copy of;
    ``problems`` why a live copy is not written out: its id → a code and a sentence.
    """

    document: AnyTree
    origins: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def live_copies(document: Tree) -> tuple[str, ...]:
    """The ids of the nodes that are live copies, in the document's order."""
    if not any(map(attrgetter("copy_of"), document.nodes.values())):
        return ()
    return tuple(id_ for id_, node in document.nodes.items() if node.copy_of is not None)


def expand(document: AnyTree) -> Expansion[AnyTree]:
    """The document with all live copies written out that can be; itself if it has none."""
    copies = live_copies(document)
    if not copies:
        return Expansion(document)
    problems = _problems(document, copies)
    usable = [id_ for id_ in copies if id_ not in problems]
    if len(document.nodes) + sum(_sizes(document, usable).values()) > MOST_NODES:
        text = tr("The live copies would make a tree of more than {most} nodes.").format(
            most=MOST_NODES
        )
        problems |= dict.fromkeys(usable, ("copy.size", text))
        usable = []
    return _Writer(document, usable).expansion(problems)


def _problems(document: Tree, copies: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    problems: dict[str, tuple[str, str]] = {}
    for id_ in copies:
        original = document.nodes[id_].copy_of
        if original not in document.nodes:
            text = tr(
                "The node “{copy}” is a live copy of “{original}”, and there is no such node."
            )
            problems[id_] = ("copy.unknown", _said(document, text, id_))
        elif document.children(id_):
            text = tr("The node “{copy}” is a live copy, so no branches of its own can leave it.")
            problems[id_] = ("copy.branches", _said(document, text, id_))
        elif not _is_tree(document, original or ""):
            text = tr(
                "The live copy “{copy}” cannot follow “{original}”: what hangs there is no tree."
            )
            problems[id_] = ("copy.tree", _said(document, text, id_))
    below = {id_: _inside(document, id_, problems) for id_ in copies if id_ not in problems}
    for id_ in _on_cycles(below):
        text = tr("The live copy “{copy}” of “{original}” would contain itself.")
        problems[id_] = ("copy.cycle", _said(document, text, id_))
    return problems


def _said(document: Tree, text: str, copy: str) -> str:
    """A sentence about a live copy and its original, by their labels where they have some."""
    original = document.nodes[copy].copy_of or ""
    copy_name, original_name = (
        (document.nodes[id_].label if id_ in document.nodes else "") or id_
        for id_ in (copy, original)
    )
    return text.format(copy=copy_name, original=original_name)


def _is_tree(document: Tree, top: str) -> bool:
    """Whether each node below can be reached in one way: else writing it out would never end."""
    below = tuple(document.below(top))
    return sum(len(document.children(id_)) for id_ in below) == len(below) - 1


def _inside(document: Tree, id_: str, without: Mapping[str, object]) -> list[str]:
    """The live copies in the original of one."""
    original = document.nodes[id_].copy_of or ""
    return [
        node
        for node in document.below(original)
        if document.nodes[node].copy_of is not None and node not in without
    ]


def _on_cycles(below: Mapping[str, list[str]]) -> Iterator[str]:
    """The live copies that contain one that contains itself, or is contained in itself."""
    safe: set[str] = set()
    pending = dict(below)
    while True:  # take away what contains nothing but what was taken away
        done = [id_ for id_, inside in pending.items() if safe.issuperset(inside)]
        if not done:
            yield from pending
            return
        safe.update(done)
        for id_ in done:
            del pending[id_]


def _sizes(document: Tree, copies: list[str]) -> dict[str, int]:
    """How many nodes each live copy stands for, itself not counted."""
    usable = set(copies)
    sizes: dict[str, int] = {}
    pending = list(copies)
    while pending:
        id_ = pending.pop()
        if id_ in sizes:
            continue
        inside = [c for c in _inside(document, id_, {}) if c in usable]
        missing = [c for c in inside if c not in sizes]
        if missing:
            pending += [id_, *missing]
            continue
        own = sum(1 for _ in document.below(document.nodes[id_].copy_of or "")) - 1
        sizes[id_] = own + sum(sizes[c] for c in inside)
    return sizes


class _Writer(Generic[AnyTree]):
    """Writes live copies out, with fresh ids."""

    def __init__(self, document: AnyTree, copies: list[str]) -> None:
        self._document = document
        self._copies = copies
        self._usable = frozenset(copies)
        self._nodes: dict[str, Node] = dict(document.nodes)
        self._branches: dict[str, Branch] = dict(document.branches)
        self._origins: dict[str, str] = {}

    def expansion(self, problems: Mapping[str, tuple[str, str]]) -> Expansion[AnyTree]:
        for id_ in self._copies:
            self._write(id_)
        expanded = replace(self._document, nodes=self._nodes, branches=self._branches)
        return Expansion(expanded, self._origins, problems)

    def _write(self, copy: str) -> None:
        """Write one out: below it stands what stands below its original, and so on inside."""
        document = self._document
        stack = [
            (copy, copy, copy)
        ]  # a node of the document, its new id, and what new ids begin with
        while stack:
            id_, new, stem = stack.pop()
            shown, original = document.nodes[id_], id_
            conduct = shown.conduct
            while shown.copy_of is not None and original in self._usable:
                original = shown.copy_of
                shown = document.nodes[original]
                conduct = conduct or shown.conduct
            own = self._nodes.get(new) if new == copy else None
            self._nodes[new] = msgspec.structs.replace(
                shown,
                id=new,
                x=own.x if own else None,
                y=own.y if own else None,
                notes=(own.notes if own else "") or shown.notes,
                collapsed=own.collapsed if own else shown.collapsed,
                copy_of=None,
                conduct=conduct,
            )
            inner = stem if original == id_ else new  # a copy inside gives its own id to the stem
            for branch in document.children(original):
                target = self._fresh(f"{inner}/{branch.target}", self._nodes)
                written = self._fresh(f"{inner}/{branch.id}", self._branches)
                self._branches[written] = msgspec.structs.replace(
                    branch, id=written, source=new, target=target
                )
                self._nodes[target] = shown  # its place in the order; written when it is its turn
                self._origins[target], self._origins[written] = branch.target, branch.id
                stack.append((branch.target, target, inner))

    @staticmethod
    def _fresh(id_: str, taken: Mapping[str, object]) -> str:
        while id_ in taken:
            id_ += "′"
        return id_

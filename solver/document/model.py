"""The document: an immutable value that covers everything undo and the file cover.

Nothing here is ever changed in place: an edit makes a new value that shares what it did not touch
(see `solver.edits`).  A document need not be valid to solve; what is missing is reported by
`solver.checks.check`.
"""

import dataclasses
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import filterfalse
from operator import attrgetter
from typing import Any

from msgspec.structs import replace

from solver.document.copies import Expansion, expand, live_copies
from solver.document.elements import (
    DEFAULT_CRITERION,
    NOTHING_STATED,
    Branch,
    Completion,
    Conduct,
    Criterion,
    Json,
    NamedCompletion,
    Node,
    Opinion,
    Outcome,
    Parameter,
    Preferences,
    Relations,
    ScaleEntry,
    Scenario,
)
from solver.document.parameters import resolve
from solver.notebook import Shown


@dataclass(frozen=True, eq=True)
class Document(Shown):
    """A decision tree with its outcomes and preferences: one frozen value.

    The mappings go from id to element and keep the file's order, which is the drawing order.  Numbers stand as they were
    typed.  Who builds one takes `quandary.tree`, `quandary.outline` or `quandary.load`.

    >>> import quandary
    >>> shutdown = quandary.example("shutdown")
    >>> root = shutdown.root_id
    >>> shutdown.nodes[root].label, [branch.probability.text for branch in shutdown.children(root)]
    ('Lucky?', ['90%', '10%'])
    """

    title: str = ""
    notes: str = ""
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    criteria: Mapping[str, Criterion] = field(default_factory=dict)
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    preferences: Preferences = NOTHING_STATED
    nodes: Mapping[str, Node] = field(default_factory=dict)
    branches: Mapping[str, Branch] = field(default_factory=dict)
    completion: Completion | None = None
    completions: Mapping[str, NamedCompletion] = field(default_factory=dict)
    opinions: Mapping[str, Opinion] = field(default_factory=dict)
    relations: Relations | None = None
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    scales: Mapping[str, ScaleEntry] = field(default_factory=dict)
    root: str | None = None
    view: Mapping[str, Json] = field(default_factory=dict)
    extensions: Mapping[str, Json] | None = None
    present: tuple[str, ...] = ()
    extra: Mapping[str, Json] = field(default_factory=dict)

    # ---------------------------------------------------------------- structure

    @cached_property
    def leaving(self) -> Mapping[str, tuple[Branch, ...]]:
        """Each node that branches leave → these branches, in drawing order."""
        lists: dict[str, list[Branch]] = {}
        source, siblings = "", lists.setdefault("", [])
        for branch in self.branches.values():
            if branch.source is not source:  # siblings mostly stand together: look up only once
                source = branch.source
                siblings = lists.setdefault(source, [])
            siblings.append(branch)
        return {id_: tuple(siblings) for id_, siblings in lists.items() if siblings}

    @cached_property
    def _incoming(self) -> Mapping[str, tuple[Branch, ...]]:
        lists: dict[str, list[Branch]] = {}
        for branch in self.branches.values():
            lists.setdefault(branch.target, []).append(branch)
        return {id_: tuple(branches) for id_, branches in lists.items()}

    def children(self, node: str) -> tuple[Branch, ...]:
        """The branches that leave a node, in drawing order."""
        return self.leaving.get(node, ())

    def incoming(self, node: str) -> tuple[Branch, ...]:
        """The branches that enter a node: at most one, unless the document has a fault."""
        return self._incoming.get(node, ())

    def parent(self, node: str) -> str | None:
        """The node above, or None."""
        branches = self.incoming(node)
        return branches[0].source if branches else None

    @property
    def enters_once(self) -> bool:
        """Whether no node is entered by more than one branch."""
        return len(self._incoming) == len(self.branches)

    @cached_property
    def tops(self) -> tuple[str, ...]:
        """The nodes that no branch enters: the root and the tops of drafts."""
        entered = frozenset(map(attrgetter("target"), self.branches.values()))
        return tuple(filterfalse(entered.__contains__, self.nodes))

    @cached_property
    def root_id(self) -> str | None:
        """The root: the stated one, else the only node that no branch enters, else None."""
        if self.root is not None:
            return self.root if self.root in self.nodes else None
        return self.tops[0] if len(self.tops) == 1 else None

    def below(self, node: str) -> Iterator[str]:
        """The node and everything under it, in preorder; each node once even if there is a cycle."""
        return iter(self._walk(node)[0])

    def _walk(self, start: str) -> tuple[tuple[str, ...], frozenset[str]]:
        """The nodes from this one downward in preorder, and the set of them."""
        children = self.leaving
        order: list[str] = []
        stack = [start]
        while stack:
            id_ = stack.pop()
            order.append(id_)
            if id_ in children:
                stack += [branch.target for branch in reversed(children[id_])]
                if len(order) + len(stack) > len(self.branches) + 1:
                    break  # in a tree every branch is gone along once
        found = frozenset(order)
        if len(found) == len(order) and not stack:
            return tuple(order), found
        return self._cautious_walk(start)

    def _cautious_walk(self, start: str) -> tuple[tuple[str, ...], frozenset[str]]:
        """The same where some node can be reached in two ways, or from itself."""
        seen: dict[str, None] = {}
        stack = [start]
        while stack:
            id_ = stack.pop()
            if id_ not in seen:
                seen[id_] = None
                stack += [branch.target for branch in reversed(self.children(id_))]
        return tuple(seen), frozenset(seen)

    @cached_property
    def _below_root(self) -> tuple[tuple[str, ...], frozenset[str]]:
        return ((), frozenset()) if self.root_id is None else self._walk(self.root_id)

    @property
    def tree(self) -> tuple[str, ...]:
        """The ids of the root and all nodes under it, in preorder; what a rule solves."""
        return self._below_root[0]

    @property
    def in_tree(self) -> AbstractSet[str]:
        """The same as a set."""
        return self.nodes.keys() if self.is_plain_tree else self._below_root[1]

    @cached_property
    def drafts(self) -> tuple[str, ...]:
        """The ids of the nodes that are not under the root: saved and drawn, never solved."""
        if self.is_plain_tree:
            return ()
        return tuple(filterfalse(self.in_tree.__contains__, self.nodes))

    @cached_property
    def is_plain_tree(self) -> bool:
        """Whether the nodes are one tree and the branches lead from the root outwards, in that order.

        True tells, after one pass, that there is nothing wrong with the structure and no draft;
        False tells nothing.
        """
        root = self.root_id
        if root is None or len(self.nodes) != len(self.branches) + 1:
            return False
        reached = {root}
        source = root
        for branch in self.branches.values():
            if branch.source is not source:
                source = branch.source
                if source not in reached:
                    return False
            reached.add(branch.target)
        # Each branch reached another node, and there are no more nodes than were reached.
        return len(reached) == len(self.nodes)

    @property
    def expansion(self) -> "Expansion[Document]":
        """The document with every live copy written out, and what is a copy of what."""
        return Expansion(self) if self._written_out is None else self._written_out

    @property
    def expanded(self) -> "Document":
        """The document as rules, checks and drawing see it; itself if it has no live copies."""
        return self if self._written_out is None else self._written_out.document

    @cached_property
    def _written_out(self) -> "Expansion[Document] | None":
        """None without live copies: what held the document itself would keep it for the garbage collector."""
        return expand(self) if live_copies(self) else None

    @cached_property
    def conducts(self) -> Mapping[str, Conduct]:
        """The nodes at which a conduct holds: their own, or that of the nearest node above with one.

        Live copies must be written out.
        """
        held: dict[str, Conduct] = {}
        for top, node in self.nodes.items():
            if (conduct := node.conduct) is None:
                continue
            ahead = [top]
            while ahead:
                id_ = ahead.pop()
                if id_ not in held and (id_ == top or self.nodes[id_].conduct is None):
                    held[id_] = conduct
                    ahead += [branch.target for branch in self.children(id_)]
        return held

    def in_shape(self, **changed: Any) -> "Document":
        """With these fields changed, where the same nodes stay joined by the very same branches.

        What is known of the shape of the tree need not be found again.
        """
        document = dataclasses.replace(self, **changed)
        for known in ("leaving", "_incoming", "tops", "is_plain_tree", "_below_root"):
            if known in self.__dict__:
                document.__dict__[known] = self.__dict__[known]
        return document

    # ------------------------------------------------------------------ numbers

    @cached_property
    def criterion_ids(self) -> tuple[str, ...]:
        """The criteria in order; ``("value",)`` where the document lists none."""
        return tuple(self.criteria) or (DEFAULT_CRITERION.id,)

    def criterion(self, id_: str) -> Criterion | None:
        """The criterion of that id, the built-in ``value`` included; None if there is none."""
        if not self.criteria and id_ == DEFAULT_CRITERION.id:
            return DEFAULT_CRITERION
        return self.criteria.get(id_)

    @cached_property
    def parameter_values(self) -> Mapping[str, Fraction]:
        """The exact value of each parameter that has one (a faulty or circular one has none)."""
        return resolve({id_: parameter.value for id_, parameter in self.parameters.items()}).values

    @cached_property
    def free_parameters(self) -> tuple[str, ...]:
        """The parameters that may vary: of which not every opinion says what they are."""
        opinions = self.opinions.values()
        return tuple(
            id_
            for id_ in self.parameters
            if not opinions or any(id_ not in own.parameters for own in opinions)
        )

    def under(self, opinion: str) -> "Document":
        """The document as one of its opinions reads it, which has no opinions itself.

        Parameters that the opinion names and the document has not are left out.
        """
        stated = self.opinions[opinion].parameters
        parameters = {
            id_: replace(parameter, value=stated[id_]) if id_ in stated else parameter
            for id_, parameter in self.parameters.items()
        }
        return self.in_shape(parameters=parameters, opinions={})

    @cached_property
    def readings(self) -> "tuple[Document, ...]":
        """The document under each of its opinions; itself where it lists none."""
        return tuple(map(self.under, self.opinions)) or (self,)

    @property
    def direction(self) -> str:
        """Which way the tree grows on the page: ``"right"`` or ``"down"``."""
        return "down" if self.view.get("direction") == "down" else "right"

    @property
    def branch_shape(self) -> str:
        """How branches run on the page: ``"angled"``, ``"straight"`` or ``"curved"``."""
        shape = self.view.get("branches")
        return shape if shape in ("straight", "curved") else "angled"

    @property
    def leaves_aligned(self) -> bool:
        """Whether all leaves stand in one column, however short the way to them."""
        return bool(self.view.get("leaves") == "aligned")

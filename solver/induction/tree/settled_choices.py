"""Choices that are settled: the tree as rules see it where nodes state a conduct.

At a node that the stated policy settles chance might as well fall so: the plans there are the
mixtures of its children's.  At one that a completion settles the plans are those of the highest
expected utility under it, ties included, among what is left below.  Below a settled node all is
settled, so that no rule has anything to decide there: rules see a tree in which the first kind are
chance nodes and the second have only their best branches.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from operator import attrgetter
from typing import Final

import msgspec

from solver.document.elements import BY_POLICY, ByCompletion, Conduct, Kind
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.errors import NotSolvable
from solver.findings import Finding
from solver.translation import tr

ZERO = Fraction(0)
#: Nodes that are looked at again because other completions hold further down.
MOST_AGAIN: Final = 3_000_000


class Shape(msgspec.Struct, frozen=True):
    """A tree in preorder, its live copies written out; ``shares`` are as in `Compiled`."""

    ids: tuple[str, ...]
    kinds: tuple[Kind, ...]
    children: tuple[tuple[int, ...], ...]
    branches: tuple[tuple[str, ...], ...]
    shares: tuple[tuple[Fraction, ...], ...]


@dataclass(frozen=True)
class Settled:
    """What conduct makes of a document.

    ``stated`` is the document as stated, its live copies written out, ``document`` the one that rules
    see.  ``nodes`` are all nodes at which a conduct holds, ``conducts`` what holds at the choice nodes
    among them.  ``permitted`` tells of each branch that leaves one whether conduct takes it there,
    ``worth`` its share under the policy, or its expected utility under the completion.
    ``choice_branches`` are the branches of all choice nodes, in preorder.
    """

    stated: Document
    document: Document
    nodes: frozenset[str]
    conducts: Mapping[str, Conduct]
    permitted: Mapping[str, bool]
    worth: Mapping[str, Fraction]
    choice_branches: tuple[str, ...]


def is_settled(document: Document) -> bool:
    """Whether any node states a conduct."""
    return any(map(attrgetter("conduct"), document.nodes.values()))


def settle(
    document: Document, tree: Shape, utilities: Callable[[str], Mapping[int, Fraction]]
) -> Settled:
    """The document as rules see it.

    ``utilities`` gives the utility of each leaf under a named completion.  Raises `NotSolvable`
    where different completions are nested too deeply to be followed.
    """
    found = _Settling(document, tree, utilities)
    return found.settled()


class _Settling:
    def __init__(
        self, document: Document, tree: Shape, utilities: Callable[[str], Mapping[int, Fraction]]
    ) -> None:
        self._document = document
        self._tree = tree
        self._find_utilities = utilities
        self._utilities: dict[str, Mapping[int, Fraction]] = {}
        size = len(tree.ids)
        self._stop = list(range(1, size + 1))  # where what is below a node ends
        for node in range(size - 1, -1, -1):
            if tree.children[node]:
                self._stop[node] = self._stop[tree.children[node][-1]]
        self._held: list[Conduct | None] = [None] * size
        #: Under which completion the choices above a node want to know what it is worth.
        self._asked: list[str | None] = [None] * size
        self._inherit()
        self._values: list[Fraction] = [ZERO] * size  # under the completion that is asked for
        self._alike = [True] * size  # whether no other completion holds anywhere below
        #: The places of the branches that are left at nodes which a completion settles.
        self._kept: dict[int, tuple[int, ...]] = {}
        self._permitted: dict[str, bool] = {}
        self._worth: dict[str, Fraction] = {}
        self._again = 0

    def _inherit(self) -> None:
        tree = self._tree
        for node, id_ in enumerate(tree.ids):
            if (own := self._document.nodes[id_].conduct) is not None:
                self._held[node] = own
            held = self._held[node]
            if tree.kinds[node] is Kind.CHOICE and isinstance(held, ByCompletion):
                self._asked[node] = held.completion
            for child in tree.children[node]:
                self._held[child], self._asked[child] = held, self._asked[node]

    def settled(self) -> Settled:
        tree = self._tree
        for node in range(len(tree.ids) - 1, -1, -1):
            if self._held[node] is not None:
                self._settle(node)
        conducts = {
            tree.ids[node]: held
            for node, held in enumerate(self._held)
            if held is not None and tree.kinds[node] is Kind.CHOICE
        }
        return Settled(
            stated=self._document,
            document=self._reduced(),
            nodes=frozenset(
                id_ for id_, held in zip(tree.ids, self._held, strict=True) if held is not None
            ),
            conducts=conducts,
            permitted=self._permitted,
            worth=self._worth,
            choice_branches=tuple(
                branch
                for kind, branches in zip(tree.kinds, tree.branches, strict=True)
                if kind is Kind.CHOICE
                for branch in branches
            ),
        )

    # ------------------------------------------------------------------------- node by node

    def _utility(self, completion: str, leaf: int) -> Fraction:
        if completion not in self._utilities:
            self._utilities[completion] = self._find_utilities(completion)
        return self._utilities[completion][leaf]

    def _settle(self, node: int) -> None:
        tree, asked = self._tree, self._asked[node]
        children, branches = tree.children[node], tree.branches[node]
        # What is told of the node itself comes before anything above narrows it down.
        if tree.kinds[node] is Kind.CHOICE and self._held[node] == BY_POLICY:
            for branch, share in zip(branches, tree.shares[node], strict=True):
                self._permitted[branch], self._worth[branch] = share > 0, share
        if asked is None:
            return
        if not children:
            self._values[node] = self._utility(asked, node)
            return
        self._alike[node] = all(
            self._alike[child] and self._asked[child] == asked for child in children
        )
        values: Sequence[Fraction] | Mapping[int, Fraction] = self._values
        if not (alike := self._alike[node]):
            values = self._rolled(asked, node)
        if not self._chooses(node):
            if alike:
                self._values[node] = self._mean(node, values)
            return
        best = max(values[child] for child in children)
        self._kept[node] = tuple(k for k, child in enumerate(children) if values[child] == best)
        for branch, child in zip(branches, children, strict=True):
            self._permitted[branch], self._worth[branch] = values[child] == best, values[child]
        self._values[node] = best
        if not alike:
            self._narrow(node, values)

    def _chooses(self, node: int) -> bool:
        """Whether a completion chooses at a node."""
        is_choice = self._tree.kinds[node] is Kind.CHOICE
        return is_choice and isinstance(self._held[node], ByCompletion)

    def _mean(self, node: int, values: Sequence[Fraction] | Mapping[int, Fraction]) -> Fraction:
        tree = self._tree
        pairs = zip(tree.shares[node], tree.children[node], strict=True)
        return sum((share * values[child] for share, child in pairs if share), ZERO)

    def _rolled(self, completion: str, node: int) -> Mapping[int, Fraction]:
        """What everything below a node is worth under a completion, among the plans that are left."""
        tree, values = self._tree, dict[int, Fraction]()
        self._again += self._stop[node] - node
        if self._again > MOST_AGAIN:
            message = tr(
                "Too many nodes that different completions settle stand below each other: "
                "which plans they leave cannot be worked out."
            )
            raise NotSolvable([Finding(code="conduct.size", message=message)])
        for here in range(self._stop[node] - 1, node, -1):
            children = tree.children[here]
            if not children:
                values[here] = self._utility(completion, here)
            elif here in self._kept:
                values[here] = max(values[children[k]] for k in self._kept[here])
            else:
                values[here] = self._mean(here, values)
        return values

    def _narrow(self, node: int, values: Sequence[Fraction] | Mapping[int, Fraction]) -> None:
        """Of what other completions leave below a node, keep what is best for it there."""
        tree, stack = self._tree, self._followed(node)
        while stack:
            here = stack.pop()
            if here in self._kept:
                children = tree.children[here]
                best = max(values[children[k]] for k in self._kept[here])
                self._kept[here] = tuple(k for k in self._kept[here] if values[children[k]] == best)
            stack += self._followed(here)

    def _followed(self, node: int) -> list[int]:
        """The children that what is done at a node leads to with positive probability."""
        children = self._tree.children[node]
        if node in self._kept:
            return [children[k] for k in self._kept[node]]
        shares = self._tree.shares[node]
        return [child for child, share in zip(children, shares, strict=True) if share]

    # ------------------------------------------------------------------ the tree that is left

    def _reduced(self) -> Document:
        document, tree = self._document, self._tree
        nodes, branches = {}, {}
        stack = [0]
        while stack:
            here = stack.pop()
            id_, children = tree.ids[here], tree.children[here]
            nodes[id_] = document.nodes[id_]
            by_policy = self._held[here] == BY_POLICY and tree.kinds[here] is Kind.CHOICE
            if by_policy:
                nodes[id_] = msgspec.structs.replace(nodes[id_], kind=Kind.CHANCE)
            for k in self._kept.get(here, range(len(children))):
                branch = document.branches[tree.branches[here][k]]
                if by_policy:
                    share = Numeral.of(tree.shares[here][k])
                    branch = msgspec.structs.replace(branch, probability=share, policy=None)
                elif here in self._kept:  # what the policy says of others left aside is void
                    branch = msgspec.structs.replace(branch, policy=None)
                branches[branch.id] = branch
                stack.append(children[k])
        return replace(
            document,
            nodes={id_: nodes[id_] for id_ in document.nodes if id_ in nodes},
            branches={id_: branches[id_] for id_ in document.branches if id_ in branches},
            root=tree.ids[0],
        )

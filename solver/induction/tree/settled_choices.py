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
from functools import cached_property, partial
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
ONE = Fraction(1)
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


#: What a node is worth under a completion, by opinion.
Values = tuple[Fraction, ...]


def ways_by_opinion(
    children: Sequence[Sequence[int]],
    falls: Sequence[bool],
    shares: Sequence[Sequence[Values]],
    start: Values,
) -> tuple[list[Values], list[bool]]:
    """What each opinion gives the way to each node, from a start on, and whether it is the first on it to which none gives any.

    From such a node on the way is counted anew.  ``falls`` says at which nodes it is not the agent who
    chooses, ``shares`` how likely the branches are there under each opinion.
    """
    ways, never = [start] * len(children), [False] * len(children)
    for node, below in enumerate(children):
        for k, child in enumerate(below):
            ways[child] = ways[node]
            if falls[node]:
                pairs = zip(ways[node], shares, strict=True)
                ways[child] = tuple([way * own[node][k] for way, own in pairs])
                if not any(ways[child]):
                    ways[child], never[child] = start, True
    return ways, never


class Settling:
    """Which branches conduct leaves, found once for all opinions: a tree has one shape.

    ``readings`` are the document and its tree under each opinion, or as it is where it lists none; ``utilities`` gives
    for a named completion the utility of each leaf by opinion, ``shares`` how much each opinion counts in it.  At a node a
    completion weighs an opinion by its share times the probability that it gives the way there (agents' choices count
    as made), counted anew where all of them give it zero.

    Raises `NotSolvable` where different completions are nested too deeply to be followed.
    """

    def __init__(
        self,
        readings: Sequence[tuple[Document, Shape]],
        utilities: Callable[[str], Sequence[Mapping[int, Fraction]]],
        shares: Callable[[str], Values],
    ) -> None:
        self._document, self._tree = readings[0]
        self._shares = [shape.shares for _, shape in readings]
        self._find_utilities, self._find_shares = utilities, shares
        self._utilities: dict[str, Sequence[Mapping[int, Fraction]]] = {}
        tree, size = self._tree, len(self._tree.ids)
        self._stop = list(range(1, size + 1))  # where what is below a node ends
        for node in range(size - 1, -1, -1):
            if tree.children[node]:
                self._stop[node] = self._stop[tree.children[node][-1]]
        self._held: list[Conduct | None] = [None] * size
        #: Under which completion the choices above a node want to know what it is worth.
        self._asked: list[str | None] = [None] * size
        self._inherit()
        self._values: list[Values] = [()] * size  # under the completion that is asked for
        self._alike = [True] * size  # whether no other completion holds anywhere below
        #: The places of the branches that are left at nodes which a completion settles.
        self._kept: dict[int, tuple[int, ...]] = {}
        self._permitted: dict[str, bool] = {}
        self._worth: dict[str, Fraction] = {}
        self._again = 0
        for node in range(size - 1, -1, -1):
            if self._held[node] is not None:
                self._settle(node)

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

    def settled(self, document: Document, shape: Shape) -> Settled:
        """What conduct makes of the document, or of a reading of it; ``shape`` has its shares."""
        tree = self._tree
        permitted, worth = dict(self._permitted), dict(self._worth)
        for node, branches in enumerate(tree.branches):
            if self._falls(node):
                for branch, share in zip(branches, shape.shares[node], strict=True):
                    permitted[branch], worth[branch] = share > 0, share
        conducts = {
            tree.ids[node]: held
            for node, held in enumerate(self._held)
            if held is not None and tree.kinds[node] is Kind.CHOICE
        }
        return Settled(
            stated=document,
            document=self._reduced(document, shape),
            nodes=frozenset(
                id_ for id_, held in zip(tree.ids, self._held, strict=True) if held is not None
            ),
            conducts=conducts,
            permitted=permitted,
            worth=worth,
            choice_branches=tuple(
                branch
                for kind, branches in zip(tree.kinds, tree.branches, strict=True)
                if kind is Kind.CHOICE
                for branch in branches
            ),
        )

    # ------------------------------------------------------------------------- node by node

    def _utility(self, completion: str, leaf: int) -> Values:
        if completion not in self._utilities:
            self._utilities[completion] = self._find_utilities(completion)
        return tuple([own[leaf] for own in self._utilities[completion]])

    @cached_property
    def _ways(self) -> tuple[list[Values], list[bool]]:
        tree = self._tree
        falls = [kind is Kind.CHANCE or self._falls(n) for n, kind in enumerate(tree.kinds)]
        every = (ONE,) * len(self._shares)
        return ways_by_opinion(tree.children, falls, self._shares, every)

    @cached_property
    def _known_shares(self) -> dict[str, Values]:
        return {}

    def _score(self, completion: str, node: int, values: Values) -> Fraction:
        """What a completion makes of what opinions expect at a node, or behind one of its branches."""
        if len(values) == 1:
            return values[0]
        if completion not in self._known_shares:
            self._known_shares[completion] = self._find_shares(completion)
        ways = self._ways[0][node]
        weights = [s * w for s, w in zip(self._known_shares[completion], ways, strict=True)]
        total = sum([w * v for w, v in zip(weights, values, strict=True)], ZERO)
        return total / sum(weights, ZERO)

    def _settle(self, node: int) -> None:
        tree, asked = self._tree, self._asked[node]
        children, branches = tree.children[node], tree.branches[node]
        if asked is None:
            return
        if not children:
            self._values[node] = self._utility(asked, node)
            return
        self._alike[node] = all(
            self._alike[child] and self._asked[child] == asked for child in children
        )
        values: Sequence[Values] | Mapping[int, Values] = self._values
        if not (alike := self._alike[node]):
            values = self._rolled(asked, node)
        if not self._chooses(node):
            if alike:
                self._values[node] = self._mean(node, values)
            return
        scores = [self._score(asked, node, values[child]) for child in children]
        best = max(scores)
        self._kept[node] = tuple([k for k, score in enumerate(scores) if score == best])
        # What is told of the node itself comes before anything above narrows it down.
        for branch, score in zip(branches, scores, strict=True):
            self._permitted[branch], self._worth[branch] = score == best, score
        # What ties here ties above as well, where opinions count in the same way.
        self._values[node] = values[children[self._kept[node][0]]]
        if not alike:
            self._narrow(asked, node, values)

    def _falls(self, node: int) -> bool:
        """Whether the policy settles what is done at a choice node."""
        return self._held[node] == BY_POLICY and self._tree.kinds[node] is Kind.CHOICE

    def _chooses(self, node: int) -> bool:
        """Whether a completion chooses at a node."""
        is_choice = self._tree.kinds[node] is Kind.CHOICE
        return is_choice and isinstance(self._held[node], ByCompletion)

    def _mean(self, node: int, values: Sequence[Values] | Mapping[int, Values]) -> Values:
        children = self._tree.children[node]
        return tuple(
            [
                sum(
                    [
                        share * values[c][i]
                        for share, c in zip(own[node], children, strict=True)
                        if share
                    ],
                    ZERO,
                )
                for i, own in enumerate(self._shares)
            ]
        )

    def _rolled(self, completion: str, node: int) -> Mapping[int, Values]:
        """What everything below a node is worth under a completion, among the plans that are left."""
        tree, values = self._tree, dict[int, Values]()
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
                left = [values[children[k]] for k in self._kept[here]]
                values[here] = max(left, key=partial(self._score, completion, here))
            else:
                values[here] = self._mean(here, values)
        return values

    def _narrow(
        self, completion: str, node: int, values: Sequence[Values] | Mapping[int, Values]
    ) -> None:
        """Of what other completions leave below a node, keep what is best for it there."""
        tree, stack = self._tree, self._followed(node)
        while stack:
            here = stack.pop()
            if here in self._kept:
                children, left = tree.children[here], self._kept[here]
                scores = [self._score(completion, here, values[children[k]]) for k in left]
                best = max(scores)
                self._kept[here] = tuple(
                    [k for k, score in zip(left, scores, strict=True) if score == best]
                )
            stack += self._followed(here)

    def _followed(self, node: int) -> list[int]:
        """The children that what is done at a node leads to, with positive probability under some opinion."""
        children = self._tree.children[node]
        if node in self._kept:
            return [children[k] for k in self._kept[node]]
        never = self._ways[1]
        return [child for child in children if not never[child]]

    # ------------------------------------------------------------------ the tree that is left

    def _reduced(self, document: Document, shape: Shape) -> Document:
        tree = self._tree
        nodes, branches = {}, {}
        stack = [0]
        while stack:
            here = stack.pop()
            id_, children = tree.ids[here], tree.children[here]
            nodes[id_] = document.nodes[id_]
            by_policy = self._falls(here)
            if by_policy:
                nodes[id_] = msgspec.structs.replace(nodes[id_], kind=Kind.CHANCE)
            for k in self._kept.get(here, range(len(children))):
                branch = document.branches[tree.branches[here][k]]
                if by_policy:
                    share = Numeral.of(shape.shares[here][k])
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

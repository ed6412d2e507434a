"""A document made ready for the rules: the tree as arrays, exact numbers, features at the leaves."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property, partial

import numpy as np
import numpy.typing as npt

from solver.checks import check, errors
from solver.document.elements import Branch, Kind, Node
from solver.document.model import Document
from solver.document.shares import share_of
from solver.document.shares import shares as shares_at
from solver.document.values import criterion_values
from solver.errors import NotSolvable
from solver.findings import Finding
from solver.induction.prospect_order import Order
from solver.induction.settled_choices import Settled, Shape, is_settled, settle
from solver.induction.tree_levels import Levels
from solver.preferences.contradictions import preference_of
from solver.preferences.exact_simplex import Vector
from solver.preferences.features import ValuedOutcome, scale_of
from solver.preferences.preference_cone import Preference
from solver.preferences.relations import PreferenceRelation, relation_of
from solver.preferences.stated_completion import utilities_under
from solver.preferences.statements import Statements, signed
from solver.prospect import End, Prospect
from solver.whole_numbers import Ints

#: What payoffs on the way from the root add up to, by criterion.
Paid = tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True)
class Compiled:
    """The tree under the root in preorder: node 0 is the root, children come after parents.

    ``shares`` are the probabilities at chance nodes and the stated policy at choice nodes.
    Where conduct settles choices this is the tree as rules see it (`solver.induction.settled_choices`).
    Leaves that end alike, payoffs on the way from the root included, are of one kind:
    ``leaf_kinds`` has the kind of each leaf and -1 for other nodes, ``features`` the features of
    each kind.  ``levels`` is the same tree level by level.
    """

    document: Document
    ids: tuple[str, ...]
    kinds: tuple[Kind, ...]
    parents: tuple[int, ...]  # -1 at the root
    children: tuple[tuple[int, ...], ...]
    branches: tuple[tuple[str, ...], ...]
    shares: tuple[tuple[Fraction, ...], ...]
    outcomes: tuple[str | None, ...]
    leaf_kinds: Ints
    features: tuple[Vector, ...]
    preference: Preference
    numbers: Mapping[str, int]  # of the nodes, by id
    levels: Levels
    choice_branches: Mapping[str, int]  # see below; in preorder of the choice nodes
    settled: Settled | None = None  # where conduct settles choices

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def order(self) -> Order:
        """How the prospects of this tree compare."""
        return Order.of(self.relation, self.preference, self.features)

    @property
    def relation(self) -> PreferenceRelation:
        """The relation between lotteries that the document names."""
        return relation_of(self.document)

    @property
    def leaf_payoffs(self) -> tuple[tuple[str, Paid] | None, ...]:
        """The outcome of each leaf and what is paid on the way there; None for other nodes."""
        leaf_kinds, kinds = _leaves(self.document, self.children)
        found = tuple(kinds)
        return tuple([None if kind < 0 else found[kind] for kind in leaf_kinds])

    @cached_property
    def statements(self) -> Statements:
        """What the document states of the tree's outcomes, and of others between them."""
        document = self.document
        return Statements.of(
            document,
            self.used_outcomes,
            lambda: net_values(document, dict.fromkeys(end for end in self.leaf_payoffs if end)),
        )

    @cached_property
    def used_outcomes(self) -> tuple[str, ...]:
        """The outcomes at leaves of the tree, in the document's order."""
        used = {outcome for outcome in self.outcomes if outcome is not None}
        return tuple(id_ for id_ in self.document.outcomes if id_ in used)

    @cached_property
    def ends(self) -> tuple[End, ...]:
        """All ends of the tree, in the order in which prospects list them."""
        leaves = (leaf for leaf, outcome in enumerate(self.outcomes) if outcome is not None)
        found = dict.fromkeys(map(self.end, leaves))
        return tuple(sorted(found, key=lambda e: (self.outcome_places[e.outcome], e.values)))

    @cached_property
    def outcome_places(self) -> Mapping[str, int]:
        """At which place of the document each outcome stands."""
        return {id_: place for place, id_ in enumerate(self.document.outcomes)}

    @cached_property
    def _paid(self) -> dict[int, Paid]:
        """What was paid on the way to a node, where it was asked for; empty if nothing ever is."""
        return {0: ()}

    @cached_property
    def _has_payoffs(self) -> bool:
        return any(branch.payoff is not None for branch in self.document.branches.values())

    def paid(self, node: int) -> Paid:
        """What the payoffs on the way from the root to a node add up to, by criterion."""
        if not self._has_payoffs:
            return ()
        known, way = self._paid, []
        while node not in known:
            way.append(node)
            node = self.parents[node]
        for below in reversed(way):
            above, node = known[node], below
            parent = self.parents[node]
            place = bisect_left(self.children[parent], node)  # preorder: they ascend
            branch = self.document.branches[self.branches[parent][place]]
            known[node] = _with_payoff(self.document, above, branch)
        return known[node]

    def end(self, leaf: int) -> End:
        """The outcome of a leaf, with its net values in the order of the criteria."""
        if leaf not in self._ends:
            self._ends[leaf] = self._end(leaf)
        return self._ends[leaf]

    @cached_property
    def _ends(self) -> dict[int, End]:
        return {}

    def _end(self, leaf: int) -> End:
        id_ = self.outcomes[leaf]
        assert id_ is not None
        own = criterion_values(self.document, self.document.outcomes[id_].value)
        values = _added(own, dict(self.paid(leaf)))
        criteria = self.document.criterion_ids if len(values) > 1 else values
        return End(id_, tuple((c, values[c]) for c in criteria if c in values))

    def prospect(self, leaves: Iterable[tuple[int, Fraction]]) -> Prospect:
        """What is ahead where each of these leaves has this probability."""
        parts = ((self.end(leaf), chance) for leaf, chance in leaves)
        return Prospect.of(parts, self.outcome_places)

    def leaf_vector(self, node: int) -> Vector:
        """The features of a leaf."""
        return self.features[self.leaf_kinds[node]]

    @cached_property
    def leaves(self) -> Ints:
        """The kinds of the leaves in level order."""
        return self.leaf_kinds[self.levels.order]

    def choice_nodes(self) -> Iterator[int]:
        """The choice nodes in preorder."""
        return (node for node, kind in enumerate(self.kinds) if kind is Kind.CHOICE)

    @property
    def stated(self) -> Document:
        """The document as it is stated, its live copies written out, settled choices included."""
        return self.document if self.settled is None else self.settled.stated

    def chooses(self, node: int) -> bool:
        """Whether the choice at a node is the agent's: at choice nodes that no conduct settles."""
        return self.kinds[node] is Kind.CHOICE and not self.is_held(node)

    def is_held(self, node: int) -> bool:
        """Whether a conduct holds at a node, so that nothing there is the agent's to choose."""
        return self.settled is not None and self.ids[node] in self.settled.nodes

    def agents_choices(self) -> Iterator[int]:
        """The choice nodes at which the agent chooses, in preorder: those that no conduct settles."""
        return filter(self.chooses, self.choice_nodes())

    @cached_property
    def held(self) -> npt.NDArray[np.bool_] | None:
        """At which nodes a conduct holds, in level order; None where there is none."""
        if self.settled is None:
            return None
        nodes = self.settled.nodes
        return np.array([self.ids[i] in nodes for i in self.levels.order.tolist()], dtype=bool)

    @cached_property
    def unjudged(self) -> tuple[int, ...]:
        """Choice nodes that conduct settles, by a tie, and that nothing above has a say in.

        In level order.  They are where a way begins that chance never leads to, or at the root.
        """
        if self.held is None:
            return ()
        judged = ~self.held
        for level in self.levels.levels[1:]:
            here = slice(level.start, level.stop)
            entered = np.array([self.levels.share(i) != 0 for i in range(level.start, level.stop)])
            judged[here] |= judged[self.levels.parents[here]] & entered
        return tuple(
            place
            for place, node in enumerate(self.levels.order.tolist())
            if not judged[place] and self.kinds[node] is Kind.CHOICE
        )


def compile_tree(document: Document) -> Compiled:
    """The arrays of a document that is valid to solve, settled choices as rules see them.

    Raises `NotSolvable` with all errors that `solver.checks.check` finds, if there are any.
    """
    if found := errors(check(document)):
        raise NotSolvable(found)
    if document.opinions:
        message = "Several opinions cannot be solved side by side yet: read the document under one of them."
        raise NotSolvable([Finding(code="opinions.one", message=message)])
    document = document.expanded
    if not is_settled(document):
        return _compiled(document)
    settled = settle(document, _shape(document), partial(_leaf_utilities, document))
    return replace(_compiled(settled.document), settled=settled)


def _shape(document: Document) -> Shape:
    """The tree of a document, its live copies written out, in preorder."""
    ids = document.tree
    number = {id_: i for i, id_ in enumerate(ids)}
    nodes = [document.nodes[id_] for id_ in ids]
    leaving = [document.children(id_) for id_ in ids]
    return Shape(
        ids=ids,
        kinds=tuple([node.kind for node in nodes]),
        children=tuple(tuple([number[branch.target] for branch in row]) for row in leaving),
        branches=tuple(tuple([branch.id for branch in row]) for row in leaving),
        shares=_all_shares(document, nodes, leaving),
    )


def _leaf_utilities(document: Document, completion: str) -> Mapping[int, Fraction]:
    """The utility of each leaf under a named completion."""
    leaf_kinds, kinds = _leaves(document, _shape(document).children)
    stated = document.completions[completion].completion
    found = utilities_under(document, stated, net_values(document, kinds))
    return {leaf: found[kind] for leaf, kind in enumerate(leaf_kinds) if kind >= 0}


def _compiled(document: Document) -> Compiled:
    """The arrays of a document that is in order, its live copies written out."""
    shape = _shape(document)
    ids, children = shape.ids, shape.children
    parents = [-1] * len(ids)
    for i, below in enumerate(children):
        for child in below:
            parents[child] = i
    leaf_kinds, kinds = _leaves(document, children)
    preference = preference_of(
        document, {outcome for outcome, _ in kinds}, lambda: net_values(document, kinds)
    )
    levels = Levels.of(shape.kinds, children, shape.shares)
    return Compiled(
        document=document,
        ids=ids,
        kinds=shape.kinds,
        parents=tuple(parents),
        children=children,
        branches=shape.branches,
        shares=shape.shares,
        outcomes=tuple([document.nodes[id_].outcome for id_ in ids]),
        leaf_kinds=np.array(leaf_kinds, dtype=np.int64),
        features=tuple(
            preference.features.vector(scale_of(outcome), values)
            for outcome, values in net_values(document, kinds)
        ),
        preference=preference,
        numbers={id_: i for i, id_ in enumerate(ids)},
        levels=levels,
        choice_branches=choice_branches(shape.kinds, children, shape.branches, levels),
    )


def choice_branches(
    kinds: Sequence[Kind],
    children: Sequence[Sequence[int]],
    branches: Sequence[Sequence[str]],
    levels: Levels,
) -> dict[str, int]:
    """For each branch of a choice node where the node that it leads to stands in level order."""
    places = levels.places.tolist()
    return {
        branch: places[child]
        for kind, below, leaving in zip(kinds, children, branches, strict=True)
        if kind is Kind.CHOICE
        for branch, child in zip(leaving, below, strict=True)
    }


def _all_shares(
    document: Document, nodes: Sequence[Node], leaving: Sequence[Sequence[Branch]]
) -> tuple[tuple[Fraction, ...], ...]:
    """The shares at each node; nodes with the same numbers have one and the same tuple."""
    names = document.parameter_values
    known: dict[tuple[str | None, ...], tuple[Fraction, ...]] = {}
    result = []
    for node, branches in zip(nodes, leaving, strict=True):
        numerals = [share_of(branch, node.kind) for branch in branches]
        spelled = tuple([None if n is None else n.text for n in numerals])
        if (found := known.get(spelled)) is None:
            found = tuple(shares_at(node, branches, names).values.values()) if branches else ()
            known[spelled] = found
        result.append(found)
    return tuple(result)


def _leaves(
    document: Document, children: Sequence[Sequence[int]]
) -> tuple[list[int], dict[tuple[str, Paid], int]]:
    """The kind of each leaf (-1: no leaf): its outcome, and the payoffs on the way to it."""
    paid: dict[int, Paid] = {}  # most trees have none
    leaf_kinds: list[int] = []
    kinds: dict[tuple[str, Paid], int] = {}
    for i, id_ in enumerate(document.tree):
        node, branches = document.nodes[id_], document.children(id_)
        above = paid.pop(i, ())
        if node.outcome is not None:
            leaf_kinds.append(kinds.setdefault((node.outcome, above), len(kinds)))
            continue
        leaf_kinds.append(-1)
        for branch, child in zip(branches, children[i], strict=True):
            if branch.payoff is not None or above:
                paid[child] = _with_payoff(document, above, branch)
    return leaf_kinds, kinds


def net_values(document: Document, ends: Iterable[tuple[str, Paid]]) -> list[ValuedOutcome]:
    """Outcomes with their values and all that is paid on the way to them."""
    result: list[ValuedOutcome] = []
    for id_, paid in ends:
        outcome = document.outcomes[id_]
        values = _added(criterion_values(document, outcome.value), dict(paid))
        result.append((outcome, signed(document, values)))
    return result


def _with_payoff(document: Document, paid: Paid, branch: Branch) -> Paid:
    """What was paid before a branch, and its own payoff."""
    if branch.payoff is None:
        return paid
    return tuple(sorted(_added(dict(paid), criterion_values(document, branch.payoff)).items()))


def _added(values: Mapping[str, Fraction], more: Mapping[str, Fraction]) -> Mapping[str, Fraction]:
    result = dict(values)
    for criterion, value in more.items():
        result[criterion] = result.get(criterion, Fraction(0)) + value
    return result

"""A document made ready for the rules: the tree as arrays, exact numbers, features at the leaves."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from solver.document.elements import Kind
from solver.document.model import Document
from solver.document.values import criterion_values
from solver.induction.tree.joined_opinions import Beside, joined_order
from solver.induction.tree.leaf_worth import Paid, added, leaf_kinds_of, net_values, with_payoff
from solver.induction.tree.prospect_order import Order
from solver.induction.tree.rollback import Rollback
from solver.induction.tree.settled_choices import Settled, ways_by_opinion
from solver.induction.tree.tree_levels import Levels
from solver.induction.tree.weighed_rollback import WeighedRollback
from solver.preferences.exact_simplex import Vector
from solver.preferences.preference_cone import Preference
from solver.preferences.relations import PreferenceRelation, relation_of
from solver.preferences.statements import Statements
from solver.prospect import Called, End, Prospect
from solver.whole_numbers import Ints

#: Starts of which is kept what is open from them.
MOST_STARTS: Final = 64


@dataclass(frozen=True)
class Compiled:
    """The tree under the root in preorder: node 0 is the root, children come after parents.

    ``shares`` are the probabilities at chance nodes and the stated policy at choice nodes.
    Where conduct settles choices this is the tree as rules see it (`solver.induction.tree.settled_choices`).
    Leaves that end alike, payoffs on the way from the root included, are of one kind:
    ``leaf_kinds`` has the kind of each leaf and -1 for other nodes, ``features`` the features of
    each kind.  ``levels`` is the same tree level by level.

    Where the document lists opinions, features and preferences are those of all of them side by side,
    and leaves of one kind are so under each; ``shares`` and what ends are worth are the document's own.
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
    opinions: "Mapping[str, Compiled]" = field(default_factory=dict)  # the tree under each
    beside: Beside | None = None  # the features of all opinions
    leaf_kinds_by_opinion: tuple[tuple[int, ...], ...] = ()  # of each kind of leaf

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def order(self) -> Order:
        """How the prospects of this tree compare."""
        if self.beside is not None:
            orders = [tree.order for tree in self.opinions.values()]
            return joined_order(orders, self.leaf_kinds_by_opinion, self.features, self.beside)
        return Order.of(self.relation, self.preference, self.features)

    @property
    def readings(self) -> "tuple[Compiled, ...]":
        """The tree under each opinion; itself where there is only the document's own."""
        return tuple(self.opinions.values()) or (self,)

    @cached_property
    def revives(self) -> bool:
        """Whether some branch has probability zero under some opinion and not under all.

        Which ways chance never takes then depends on where one looks from.
        """
        return any(
            bool(((weights == 0).any(axis=1) & ~never).any())
            for weights, never in zip(self.levels.weights, self.levels.never, strict=True)
            if self.opinions
        )

    @cached_property
    def _possible(self) -> list[int]:
        """The opinions that give the branch into each node positive probability, as bits."""
        result = [0] * len(self)
        for bit, reading in enumerate(self.readings):
            shares, entered = reading.levels.shares, reading.levels.entered
            positive = np.array([share > 0 for share in shares])[entered][self.levels.places]
            for node in np.flatnonzero(positive).tolist():
                result[node] |= 1 << bit
        return result

    @cached_property
    def _open_from(self) -> dict[int, tuple[list[int], list[bool]]]:
        return {}

    def open_from(self, start: int) -> tuple[list[int], list[bool]]:
        """By node from a start on, in preorder: what opinions make of the ways there.

        Which opinions give the way positive probability (as bits), and whether it is the first node on
        its way to which none does; from such a node on the way is counted anew.
        """
        if not self.revives:  # then where one looks from does not matter
            start = 0
        if (found := self._open_from.get(start)) is None:
            possible, every = self._possible, (1 << len(self.readings)) - 1
            bits, cut = [every] * len(self), [False] * len(self)
            stack = [start]
            while stack:
                node = stack.pop()
                for child in self.children[node]:
                    own = bits[node] & possible[child]
                    bits[child], cut[child] = own or every, not own
                    stack.append(child)
            if len(self._open_from) > MOST_STARTS:
                self._open_from.clear()
            found = self._open_from[start] = bits, cut
        return found

    def counts_of_opinions(
        self, shares: tuple[Fraction, ...]
    ) -> tuple[list[tuple[Fraction, ...]], list[bool]]:
        """By node how much each opinion counts there, as `ways_by_opinion` says it; at the root its share."""
        falls = [kind is Kind.CHANCE for kind in self.kinds]
        by_opinion = [reading.shares for reading in self.readings]
        return ways_by_opinion(self.children, falls, by_opinion, shares)

    def never_from(self, depth: int) -> Sequence[npt.NDArray[np.bool_]]:
        """The first nodes on each way from the nodes of a level to which every opinion gives probability zero.

        Counted anew from each of them, and from all nodes of one level at once.  The entry of level l
        speaks of the nodes of level l + 1, and is empty above that level.
        """
        levels = self.levels
        if not self.revives:  # then where one looks from does not matter
            return levels.never
        result = [np.zeros(0, dtype=bool)] * depth
        alive = np.ones((levels.levels[depth].size, len(self.opinions)), dtype=bool)
        for level, weights in zip(levels.levels[depth:-1], levels.weights[depth:], strict=False):
            alive = np.repeat(alive[level.inner], level.counts, axis=0)
            alive &= (weights != 0).astype(bool)
            dead: npt.NDArray[np.bool_] = np.logical_not(alive.any(axis=1))
            alive[dead] = True
            result.append(dead)
        return result

    def chance_ranges(self, node: int) -> list[tuple[Fraction, Fraction]]:
        """How likely each branch of a chance node is, at least and at most, in the opinions."""
        return [
            (min(shares), max(shares))
            for shares in zip(*(reading.shares[node] for reading in self.readings), strict=True)
        ]

    def rolled_back(
        self, weights: Sequence[Fraction], order: Order | None = None
    ) -> Rollback | WeighedRollback:
        """The tree under weights of the coordinates, made ready to be rolled back."""
        order = order or self.order
        if not self.opinions:
            return Rollback(self.levels, self.leaves, order.utilities(weights))
        utilities = order.utilities_by_opinion(weights, len(self.opinions))
        return WeighedRollback(self.levels, self.leaves, utilities, self.never_from(0))

    def point_of(self, choices: Mapping[int, int], start: int = 0) -> Vector:
        """The coordinates of a plan's prospect as seen from a node that it passes."""
        order = self.order
        total = [Fraction(0)] * order.size
        for places, reading in zip(order.places_of(len(self.readings)), self.readings, strict=True):
            masses: dict[int, Fraction] = {}
            for node, chance in reading.reached_leaves(choices, start):
                kind = int(self.leaf_kinds[node])
                masses[kind] = masses[kind] + chance if kind in masses else chance
            for kind, mass in masses.items():
                point = order.points[kind]
                for i in places:
                    if point[i]:
                        total[i] += mass * point[i]
        return tuple(total)

    def reached_leaves(
        self, choices: Mapping[int, int], start: int = 0
    ) -> list[tuple[int, Fraction]]:
        """The leaves that a plan reaches from a node with positive probability, and that probability."""
        leaves = []
        stack = [(start, Fraction(1))]
        while stack:
            node, chance = stack.pop()
            if not self.children[node]:
                leaves.append((node, chance))
            elif self.kinds[node] is Kind.CHOICE:
                stack.append((self.children[node][choices[node]], chance))
            else:
                pairs = zip(self.children[node], self.shares[node], strict=True)
                stack.extend((child, chance * share) for child, share in pairs if share)
        return leaves

    def prospect_of(self, choices: Mapping[int, int], start: int = 0) -> Prospect:
        """What a plan leads to as seen from a node that it passes, under each opinion too."""
        own = self.prospect(self.reached_leaves(choices, start))
        if not self.opinions:
            return own
        return Prospect(
            own, {id_: tree.prospect_of(choices, start) for id_, tree in self.opinions.items()}
        )

    @property
    def relation(self) -> PreferenceRelation:
        """The relation between lotteries that the document names."""
        return relation_of(self.document)

    @property
    def leaf_payoffs(self) -> tuple[tuple[str, Paid] | None, ...]:
        """The outcome of each leaf and what is paid on the way there; None for other nodes."""
        leaf_kinds, kinds = leaf_kinds_of(self.document, self.children)
        found = tuple(kinds)
        return tuple([None if kind < 0 else found[kind] for kind in leaf_kinds])

    @cached_property
    def chances(self) -> tuple[Fraction, ...]:
        """The probability that chance does its part on the way to each node."""
        result = [Fraction(1)] * len(self)
        for node, below in enumerate(self.children):
            is_chance = self.kinds[node] is Kind.CHANCE
            for child, share in zip(below, self.shares[node], strict=True):
                result[child] = result[node] * share if is_chance else result[node]
        return tuple(result)

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
            known[node] = with_payoff(self.document, above, branch)
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
        values = added(own, dict(self.paid(leaf)))
        criteria = self.document.criterion_ids if len(values) > 1 else values
        return End(id_, tuple((c, values[c]) for c in criteria if c in values))

    def prospect(self, leaves: Iterable[tuple[int, Fraction]]) -> Prospect:
        """What is ahead where each of these leaves has this probability."""
        parts = ((self.end(leaf), chance) for leaf, chance in leaves)
        return Prospect.of(parts, self.outcome_places, self._called)

    @cached_property
    def _called(self) -> Called:
        outcomes, criteria = self.document.outcomes, self.document.criteria
        return Called(
            {id_: outcome.label or id_ for id_, outcome in outcomes.items()},
            {id_: criterion.label or id_ for id_, criterion in criteria.items()},
        )

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

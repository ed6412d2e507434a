"""What was turned down on the way to each node, and what is left where nothing strictly worse is chosen.

The sets of the Caprice rule in its history form (Thornley, *There are no coherence theorems*, 2023).
"""

from dataclasses import dataclass

import numpy as np

from solver.budget import Budget
from solver.induction.dominance import among
from solver.induction.prospect_sets import Sets, maximal_sets
from solver.induction.prospect_tables import Mask, induce
from solver.induction.table_plans import opened
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.prospect_order import Order, Point
from solver.induction.tree.vector_maxima import distinct
from solver.whole_numbers import Ints, Whole


@dataclass(frozen=True)
class History:
    """What the rule looks at: the maximal plans, what was turned down, and K(n, O), at every node.

    ``down`` are the maximal prospects turned down on the way to each node, O, in level order and
    scaled like those of the root; ``siblings`` those of the branches beside the one that leads to
    it.  At the ``fallen`` choice nodes every branch was emptied, so that nothing turned down counts
    at the ``free`` nodes below.  ``unsure`` are the nodes at which not all is known.
    """

    maximal: Sets
    down: list[list[Point]]
    siblings: list[list[Point]]
    chooses_on: Mask
    sets: Sets
    fallen: Mask
    free: Mask
    unsure: Mask


def history(tree: Compiled, budget: Budget) -> History:
    """What was turned down on the way to each node, and what the rule leaves there."""
    maximal = maximal_sets(tree, budget)
    chooses_on = _chooses_on(tree)
    down, siblings, unknown = _turned_down(tree, maximal, chooses_on, budget)
    fallen = np.zeros(len(down), dtype=bool)
    starts = [level.start for level in tree.levels.levels]
    while True:
        free = _below(tree, fallen)
        rule = _Caprice(tree, down, siblings, chooses_on, fallen | free, free, budget)
        sets = Sets.all_of(induce(tree, rule, budget.anew()))
        if not rule.emptied:
            break
        # What falls deepest falls whatever happens above; what is above may not fall any more.
        emptied = np.array(rule.emptied)
        depths = np.searchsorted(starts, emptied, "right")
        fallen[emptied[depths == depths.max()]] = True
    # Without all that was turned down, or all that there is to follow, nothing is sure; but where
    # nobody chooses on, it does not matter what was turned down.
    unsure = _above(tree, (unknown & chooses_on) | opened(sets))
    return History(maximal, down, siblings, chooses_on, sets, fallen, free, unsure)


def _chooses_on(tree: Compiled) -> Mask:
    """From which nodes on every plan passes a choice node with several branches."""
    levels = tree.levels
    result = np.zeros(len(levels), dtype=bool)
    for level in reversed(levels.levels[:-1]):
        for i, is_chance in zip(level.inner.tolist(), level.chance.tolist(), strict=True):
            start, stop, _ = levels.span(level.start + i)
            several = not is_chance and stop - start > 1
            if tree.held is not None and tree.held[level.start + i]:
                continue  # none of this is the agent's to choose
            result[level.start + i] = several or result[start:stop].any()
    return result


def _below(tree: Compiled, fallen: Mask) -> Mask:
    """The nodes strictly below these."""
    result = np.zeros(len(fallen), dtype=bool)
    for level in tree.levels.levels[1:]:
        parents = tree.levels.parents[level.start : level.stop]
        result[level.start : level.stop] = fallen[parents] | result[parents]
    return result


def _above(tree: Compiled, unsure: Mask) -> Mask:
    """These nodes, and those whose plans come to one of them."""
    result = unsure.copy()
    for level in reversed(tree.levels.levels[1:]):
        own = np.arange(level.start, level.stop)[result[level.start : level.stop]]
        result[tree.levels.parents[own]] = True
    return result


def _turned_down(
    tree: Compiled, maximal: Sets, chooses_on: Mask, budget: Budget
) -> tuple[list[list[Point]], list[list[Point]], Mask]:
    """At each node, in level order, the prospects turned down on the way to it; and those just above.

    They are scaled like those of the root.  Only their maximal ones are kept: if anything turned
    down is strictly preferred to a plan, so is one of these.  (At leaves, where nothing is left to
    choose, there may be more.)  The mask tells at which nodes they are not known, because the
    plans of some branch not taken are not.
    """
    levels, order = tree.levels, tree.order
    result: list[list[Point]] = [[]] * len(levels)
    beside: list[list[Point]] = [[]] * len(levels)
    unknown = np.zeros(len(levels), dtype=bool)
    for depth, level in enumerate(levels.levels[:-1]):
        budget.look()
        after, admitted = maximal.tables[depth + 1], maximal.admitted[depth + 1]
        factor = levels.scales[0] // levels.scales[depth + 1]
        for i, is_chance in zip(level.inner.tolist(), level.chance.tolist(), strict=True):
            node = level.start + i
            start, stop, _ = levels.span(node)
            is_settled = tree.held is not None and bool(tree.held[node])
            if is_chance or is_settled or unknown[node] or budget.is_over:
                result[start:stop] = [result[node]] * (stop - start)
                unknown[start:stop] = unknown[node] or not (is_chance or is_settled)
                continue
            offers = []
            for child in range(start - level.stop, stop - level.stop):
                own = slice(after.first[child], after.first[child + 1])
                rows = after.vectors[own][admitted[own]].tolist()
                offers.append([tuple(e * factor for e in row) for row in rows])
            inner = [place for place in range(stop - start) if tree.leaves[start + place] < 0]
            before = result[node]
            result[start:stop] = _others(order, offers, before, inner, budget)
            if not before:
                beside[start:stop] = result[start:stop]
            elif on := [place for place in inner if chooses_on[start + place]]:
                beside[start:stop] = _others(order, offers, [], on, budget)
            is_open = after.open[start - level.stop : stop - level.stop]
            unknown[start:stop] = unknown[node] | (is_open.sum() > is_open)
    return result, beside, unknown


def _others(
    order: Order,
    offers: list[list[Point]],
    before: list[Point],
    asked: list[int],
    budget: Budget,
) -> list[list[Point]]:
    """For each branch the maximal prospects of the others and of what was there before.

    Exact for the branches that are asked for; for the others there may be more.
    """
    # Where only one branch offers a point, the others have all but that.
    only: dict[Point, int | None] = dict.fromkeys(before)
    for place, offered in enumerate(offers):
        for point in offered:
            only[point] = place if only.get(point, place) == place else None
    budget.spend(len(only))
    best = _maximal(order, list(only))
    result = [best] * len(offers)
    alone = {only[point] for point in best}
    for place in filter(alone.__contains__, asked):
        others = [point for point, by in only.items() if by != place]
        budget.spend(len(others))
        result[place] = _maximal(order, others)
    return result


def _maximal(order: Order, points: list[Point]) -> list[Point]:
    if len(points) < 2:
        return points
    vectors = np.array(points, dtype=object).reshape(len(points), order.size)
    kept = order.maximal(np.array([0, len(points)]), vectors)
    return [points[row] for row in np.flatnonzero(kept == np.arange(len(points))).tolist()]


class _Caprice:
    """K(n, O): drop what must not be turned down for it, filter by what was, then drop branches.

    ``emptied`` are the choice nodes of which the first step left nothing; where that was known
    (``spared``) nothing is dropped there.
    """

    def __init__(
        self,
        tree: Compiled,
        down: list[list[Point]],
        siblings: list[list[Point]],
        chooses_on: Mask,
        spared: Mask,
        free: Mask,
        budget: Budget,
    ) -> None:
        self._tree = tree
        self._down = down
        self._siblings = siblings
        self._chooses_on = chooses_on
        self._spared = spared
        self._free = free
        self._budget = budget
        self.emptied: list[int] = []

    def at_chance(self, depth: int, nodes: Ints, first: Ints, vectors: Whole) -> Ints:
        return distinct(first, vectors)

    def at_choice(
        self, depth: int, nodes: Ints, first: Ints, vectors: Whole, children: Ints
    ) -> Ints:
        levels = self._tree.levels
        level, factor = levels.levels[depth], levels.scales[0] // levels.scales[depth]
        allowed = np.zeros(len(vectors), dtype=bool)
        bounds = first.tolist()
        for place, begin, end in zip(nodes.tolist(), bounds, bounds[1:], strict=False):
            if begin == end:
                continue
            self._budget.look()
            if self._budget.is_late:
                break  # the set stays open
            offered: dict[int, list[tuple[Point, int]]] = {}
            rows = vectors[begin:end].tolist()
            for row, child in enumerate(children[begin:end].tolist()):
                point = tuple(entry * factor for entry in rows[row])
                offered.setdefault(level.stop + child, []).append((point, begin + row))
            for row in self._kept(level.start + place, offered):
                allowed[row] = True
        return among(first, vectors, allowed)

    def _kept(self, node: int, offered: dict[int, list[tuple[Point, int]]]) -> list[int]:
        sound = [
            self._without(branch, self._siblings[child]) if self._chooses_on[child] else branch
            for child, branch in offered.items()
        ]
        if not any(sound):
            sound = list(offered.values())
            if not self._spared[node] and not self._budget.is_late:
                self.emptied.append(node)
        down = [] if self._free[node] else self._down[node]
        kept = [self._without(branch, down) for branch in sound]
        if self._budget.is_late:
            return []  # the set stays open
        if not any(kept):
            kept = sound
        prefers = self._tree.order.prefers

        def beats(strong: list[tuple[Point, int]], weak: list[tuple[Point, int]]) -> bool:
            return all(prefers(p, q) for p, _ in strong for q, _ in weak)

        # What beats a branch beats all that this one beats: those found unbeaten are enough.
        alike: dict[frozenset[Point], list[list[tuple[Point, int]]]] = {}
        for branch in filter(None, kept):
            alike.setdefault(frozenset(point for point, _ in branch), []).append(branch)
        unbeaten: list[list[list[tuple[Point, int]]]] = []
        for branches in alike.values():
            if not any(beats(other[0], branches[0]) for other in unbeaten):
                unbeaten = [other for other in unbeaten if not beats(branches[0], other[0])]
                unbeaten.append(branches)
        return [row for branches in unbeaten for branch in branches for _, row in branch]

    def _without(
        self, branch: list[tuple[Point, int]], better: list[Point]
    ) -> list[tuple[Point, int]]:
        """The plans of a branch to which none of these is strictly preferred."""
        prefers, kept = self._tree.order.prefers, []
        for entry in branch if better else ():
            self._budget.look()
            if not self._budget.is_late and not any(prefers(other, entry[0]) for other in better):
                kept.append(entry)
        return kept if better else branch

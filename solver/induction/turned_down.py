"""What was turned down on the way to each node, and what is left where nothing strictly worse is chosen.

The sets of the Caprice rule in its history form (Thornley, *There are no coherence theorems*, 2023).
"""

from dataclasses import dataclass

import numpy as np

from solver.budget import Budget
from solver.induction.compiled_tree import Compiled
from solver.induction.dominance import among
from solver.induction.prospect_order import Order, Point
from solver.induction.prospect_tables import Mask, Sets, induce, maximal_sets
from solver.induction.table_plans import opened
from solver.induction.vector_maxima import distinct
from solver.whole_numbers import Ints, Whole


@dataclass(frozen=True)
class History:
    """What the rule looks at: the maximal plans, what was turned down, and C(n, D), at every node.

    ``down`` are the maximal prospects turned down on the way to each node, in level order and
    scaled like those of the root; ``unsure`` the nodes at which not all is known.
    """

    maximal: Sets
    down: list[list[Point]]
    sets: Sets
    unsure: Mask


def history(tree: Compiled, budget: Budget) -> History:
    """What was turned down on the way to each node, and what the rule leaves there."""
    maximal = maximal_sets(tree, budget)
    down, unknown = _turned_down(tree, maximal, budget)
    sets = Sets.all_of(induce(tree, _Caprice(tree, down, budget), budget.anew()))
    # Without all that was turned down, or all that there is to follow, nothing is sure.
    return History(maximal, down, sets, unknown | opened(sets))


def _turned_down(tree: Compiled, maximal: Sets, budget: Budget) -> tuple[list[list[Point]], Mask]:
    """At each node, in level order, the prospects turned down on the way to it.

    They are scaled like those of the root.  Only their maximal ones are kept: if anything turned
    down is strictly preferred to a plan, so is one of these.  (At leaves, where nothing is left to
    choose, there may be more.)  The mask tells at which nodes they are not known, because the
    plans of some branch not taken are not.
    """
    levels, order = tree.levels, tree.order
    result: list[list[Point]] = [[]] * len(levels)
    unknown = np.zeros(len(levels), dtype=bool)
    for depth, level in enumerate(levels.levels[:-1]):
        budget.look()
        after, admitted = maximal.tables[depth + 1], maximal.admitted[depth + 1]
        factor = levels.scales[0] // levels.scales[depth + 1]
        for i, is_chance in zip(level.inner.tolist(), level.chance.tolist(), strict=True):
            node = level.start + i
            start, stop, _ = levels.span(node)
            if is_chance or unknown[node] or budget.is_over:
                result[start:stop] = [result[node]] * (stop - start)
                unknown[start:stop] = unknown[node] or not is_chance
                continue
            offers = []
            for child in range(start - level.stop, stop - level.stop):
                own = slice(after.first[child], after.first[child + 1])
                rows = after.vectors[own][admitted[own]].tolist()
                offers.append([tuple(int(e) * factor for e in row) for row in rows])
            # Where only one branch offers a point, the others have all but that.
            only: dict[Point, int | None] = dict.fromkeys(result[node])
            for place, offered in enumerate(offers):
                for point in offered:
                    only[point] = place if only.get(point, place) == place else None
            budget.spend(len(only))
            best = _maximal(order, list(only))
            alone = {only[point] for point in best}
            is_open = after.open[start - level.stop : stop - level.stop]
            unknown[start:stop] = unknown[node] | (is_open.sum() > is_open)
            for place in range(stop - start):
                result[start + place] = best
                if place in alone and tree.leaves[start + place] < 0:  # at a leaf nobody asks
                    others = [point for point, by in only.items() if by != place]
                    budget.spend(len(others))
                    result[start + place] = _maximal(order, others)
    return result, unknown


def _maximal(order: Order, points: list[Point]) -> list[Point]:
    if len(points) < 2:
        return points
    vectors = np.array(points, dtype=object).reshape(len(points), order.size)
    kept = order.maximal(np.array([0, len(points)]), vectors)
    return [points[row] for row in np.flatnonzero(kept == np.arange(len(points))).tolist()]


class _Caprice:
    """C(n, D): filter each branch by what was turned down, then drop branches."""

    def __init__(self, tree: Compiled, down: list[list[Point]], budget: Budget) -> None:
        self._tree = tree
        self._down = down
        self._budget = budget

    def at_chance(self, first: Ints, vectors: Whole) -> Ints:
        return distinct(first, vectors)

    def at_choice(
        self, depth: int, nodes: Ints, first: Ints, vectors: Whole, children: Ints
    ) -> Ints:
        levels = self._tree.levels
        start, factor = levels.levels[depth].start, levels.scales[0] // levels.scales[depth]
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
                point = tuple(int(entry) * factor for entry in rows[row])
                offered.setdefault(child, []).append((point, begin + row))
            for row in self._kept(list(offered.values()), self._down[start + place]):
                allowed[row] = True
        return among(first, vectors, allowed)

    def _kept(self, offered: list[list[tuple[Point, int]]], down: list[Point]) -> list[int]:
        prefers = self._tree.order.prefers

        def is_sound(entry: tuple[Point, int]) -> bool:
            self._budget.look()
            return not self._budget.is_late and not any(
                prefers(turned, entry[0]) for turned in down
            )

        kept = [[entry for entry in branch if is_sound(entry)] for branch in offered]
        if self._budget.is_late:
            return []  # the set stays open
        if not any(kept):
            kept = offered

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

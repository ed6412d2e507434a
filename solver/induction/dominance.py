"""Which permitted plans are dominated: some available plan is strictly preferred to them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from solver.budget import Budget
from solver.induction.prospect_sets import Sets
from solver.induction.prospect_tables import Mask, induce
from solver.induction.single_plan import point_of
from solver.induction.table_plans import Ways, opened
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.prospect_order import Point
from solver.induction.tree.vector_maxima import distinct
from solver.solution import Plan
from solver.whole_numbers import Ints, Whole

#: Prospects that may be formed only to count dominated plans.
MOST: Final = 200_000


class Dominance:
    """Looks among the maximal plans of the root for what is strictly preferred to a plan."""

    def __init__(self, tree: Compiled, maximal: Sets) -> None:
        self._tree = tree
        self._available = Ways.of(tree, maximal)
        self._scale = tree.levels.scales[0]

    def of_plan(self, rank: int, plan: Plan) -> Plan | None:
        """A plan strictly preferred to this one, if any."""
        return self.of_point(
            tuple(int(entry * self._scale) for entry in point_of(self._tree, plan))
        )

    def of_point(self, point: Point) -> Plan | None:
        """A plan strictly preferred to a prospect, given as the rows of the root are."""
        row = self._better(point)
        return None if row is None else self._available.plan_of(row)

    @cached_property
    def _undominated(self) -> frozenset[Point]:
        points = list(map(self._available.point, self._available.roots))
        if self._tree.held is not None and self._tree.held[0]:  # there all plans count as admitted
            vectors = np.array(points, dtype=object).reshape(len(points), self._tree.order.size)
            kept = self._tree.order.maximal(np.array([0, len(points)]), vectors)
            points = [points[row] for row in np.flatnonzero(kept >= 0).tolist()]
        return frozenset(points)

    def _better(self, point: Point) -> int | None:
        if point in self._undominated:  # most are; to compare them all would take their square
            return None
        prefers = self._tree.order.prefers
        rows = (r for r in self._available.roots if prefers(self._available.point(r), point))
        return next(rows, None)

    def among(self, ways: Ways, budget: Budget) -> int | None:
        """How many of these plans are dominated, if that can be had in time."""
        rows = []
        for row in ways.roots:
            budget.look()
            if budget.is_late:
                return None
            if self._better(ways.point(row)) is not None:
                rows.append(row)
        return Ways(ways.tree, ways.tables, tuple(rows)).total

    def among_stepwise(self, permitted: Mask, budget: Budget) -> int | None:
        """How many plans of stepwise permitted branches are dominated, if that can be had."""
        narrow = Budget(budget.cancelled, MOST)
        only = _Only(self._tree, permitted)
        sets = Sets.all_of(induce(self._tree, only, narrow, everywhere=True))
        if opened(sets).any():
            return None
        return self.among(Ways.of(self._tree, sets), budget)


@dataclass(frozen=True)
class _Only:
    """All prospects of plans that take permitted branches only."""

    tree: Compiled
    permitted: Mask

    def at_chance(self, depth: int, nodes: Ints, first: Ints, vectors: Whole) -> Ints:
        return distinct(first, vectors)

    def at_choice(
        self, depth: int, nodes: Ints, first: Ints, vectors: Whole, children: Ints
    ) -> Ints:
        allowed = self.permitted[self.tree.levels.levels[depth].stop + children]
        return among(first, vectors, allowed)


def among(first: Ints, vectors: Whole, allowed: Mask) -> Ints:
    """The allowed rows of each set, equal ones as one: representatives, -1 for the others."""
    rows = np.flatnonzero(allowed)
    position = np.zeros(len(allowed) + 1, dtype=np.int64)
    np.cumsum(allowed, out=position[1:])
    result = np.full(len(allowed), -1)
    result[rows] = rows[distinct(position[first], vectors[rows])]
    return result

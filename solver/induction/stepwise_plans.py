"""The plans that permitted branches add up to where every choice stands alone."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from solver.induction.prospect_tables import Mask
from solver.induction.single_plan import plan_of
from solver.induction.table_plans import Counts
from solver.induction.tree.compiled_tree import Compiled
from solver.solution import Plan


@dataclass(frozen=True)
class Stepwise:
    """Plans that combine stepwise permitted branches at will.

    ``permitted`` tells by node, in level order, whether the branch into it is permitted.
    """

    tree: Compiled
    permitted: Mask

    @cached_property
    def counts(self) -> list[Counts]:
        """For each level how many plans begin at each node."""
        with np.errstate(over="ignore", invalid="ignore"):  # zero times too many is none
            rough = self._count(np.float64)
        # Sums and products of whole numbers are exact in doubles below 2^53.
        if max(float(counts.max()) for counts in rough) < 2.0**52:
            return rough
        return self._count(object)

    def _count(self, kind: Any) -> list[Counts]:
        levels = self.tree.levels
        result: list[Counts] = []
        for level in reversed(levels.levels):
            counts: Counts = np.ones(level.size, dtype=kind)
            if len(level.inner):
                starts, below = level.first[:-1], result[-1]
                rolled = None
                if level.has_choice:
                    allowed = np.where(self.permitted[levels.below(level)], below, 0)
                    rolled = np.add.reduceat(allowed, starts)
                if level.has_chance:
                    products = np.multiply.reduceat(below, starts)
                    rolled = (
                        products if rolled is None else np.where(level.chance, products, rolled)
                    )
                counts = level.filled(counts, rolled)
            result.append(counts)
        return result[::-1]

    @property
    def total(self) -> int:
        return int(self.counts[0][0])

    def plan(self, rank: int) -> Plan:
        return plan_of(self.tree, self.choices(rank))

    def choices(self, rank: int) -> dict[int, int]:
        """The choices of the plan of this rank by numbers: choice node → place of its branch."""
        levels = self.tree.levels
        choices: dict[int, int] = {}
        stack = [(0, 0, rank)]  # level, node in level order, rank
        while stack:
            depth, node, rank = stack.pop()
            start, stop, chance = levels.span(node)
            many = {
                child: int(self.counts[depth + 1][child - levels.levels[depth].stop])
                for child in range(start, stop)
                if chance or self.permitted[child]
            }
            for child in reversed(many) if chance else ():
                rank, own = divmod(rank, many[child])
                stack.append((depth + 1, child, own))
            for child in () if chance else many:
                if rank < many[child]:
                    choices[int(levels.order[node])] = child - start
                    stack.append((depth + 1, child, rank))
                    break
                rank -= many[child]
        return choices


def reached(tree: Compiled, permitted: Mask) -> Mask:
    """Which nodes plans of stepwise permitted branches reach, in level order."""
    result = np.ones(len(tree), dtype=bool)
    for level in tree.levels.levels:
        if len(level.inner):
            below = tree.levels.below(level)
            result[below] = level.spread(result[level.start + level.inner]) & permitted[below]
    return result

"""Rollback where several opinions about the probabilities are weighed against each other.

At a node an opinion counts by its weight times the probability that it gives the way there, so that
values are those of the root: each leaf is worth what every opinion makes of it, times that.  Where
every opinion gives the way probability zero the weights themselves count, from that node on.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from solver.induction.tree.tree_levels import Levels
from solver.whole_numbers import SAFE, Ints, Whole

Mask = npt.NDArray[np.bool_]


class WeighedRollback:
    """A tree with a utility of each kind of leaf under each opinion, its weight in it.

    ``never`` are the nodes below each level to which every opinion gives probability zero, see
    `solver.induction.tree.compiled_tree.Compiled.never_from`.  Everything is computed in whole numbers: values are multiples of 1 / (unit × scale of the root).
    """

    def __init__(
        self,
        levels: Levels,
        leaf_kinds: Ints,
        utilities: Sequence[Sequence[int]],
        never: Sequence[Mask],
        unit: int = 1,
    ) -> None:
        self._levels, self._never = levels, never
        self._kinds = leaf_kinds
        self._unit = unit
        largest = max((abs(entry) for own in utilities for entry in own), default=0)
        bound = max(largest, 1) * levels.scales[0] * len(utilities)
        self._kind: Any = np.int64 if bound < SAFE else object
        self._utilities: Whole = np.array(utilities, dtype=self._kind).T

    @cached_property
    def _ways(self) -> list[Whole]:
        """By how much each opinion counts at each node of a level: scaled by what is above it."""
        levels, several = self._levels, len(self._levels.opinions)
        result: list[Whole] = [np.ones((1, several), dtype=self._kind)]
        for depth, level in enumerate(levels.levels[:-1]):
            above = np.repeat(result[-1][level.inner], level.counts, axis=0)
            own: Whole = above * levels.weights[depth].astype(self._kind, copy=False)
            own[self._never[depth]] = 1
            result.append(own)
        return result

    @cached_property
    def _rolled(self) -> tuple[int, Mask]:
        """The value of the root, and whether each branch attains the value of the node that it leaves."""
        levels = self._levels
        best = np.ones(len(levels), dtype=bool)
        below: Whole | None = None
        for depth in range(len(levels.levels) - 1, -1, -1):
            level = levels.levels[depth]
            values: Whole = np.zeros(level.size, dtype=self._kind)
            kinds = self._kinds[level.start : level.stop]
            leaves = np.flatnonzero(kinds >= 0)
            worth = self._ways[depth][leaves] * self._utilities[kinds[leaves]]
            values[leaves] = worth.sum(axis=1) * levels.scales[depth]
            if below is not None and len(level.inner):
                starts = level.first[:-1]
                most = np.maximum.reduceat(below, starts)
                own = (below == level.spread(most)).astype(bool)
                best[levels.below(level)] = own | level.under_chance
                counted = np.where(self._never[depth], 0, below)
                sums = np.add.reduceat(counted, starts)
                values[level.inner] = np.where(level.chance, sums, most)
            below = values
        assert below is not None
        return int(below[0]), best

    def best(self) -> Mask:
        """As `solver.induction.tree.rollback.Rollback.best`."""
        return self._rolled[1]

    def value(self, best: Mask) -> Fraction:
        """The value of the root."""
        return Fraction(self._rolled[0], self._levels.scales[0] * self._unit)

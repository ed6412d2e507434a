"""Rollback: the best branches under one utility function, decided exactly.

The value of a chance node is the average of its branches, that of a choice node the best of them.
Which branches attain it is decided exactly, ties included, at the speed of machine numbers:

- as far up as scaled values fit 64 bits they are computed in whole numbers;
- above in floats with a proved bound on their error.  Where branches lie within the bound of each
  other, the same computation in whole numbers modulo 2^64 tells by how much they differ: the
  floats know the upper digits of the difference, the residues the lower ones;
- where even that does not reach, the nodes concerned are computed in whole numbers of any size.

Small and narrow trees go node by node, where arrays would only be in the way.
"""

from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from operator import mul
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from solver.induction.tree.tree_levels import Levels
from solver.whole_numbers import SAFE, Ints, Whole

Mask = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

#: Trees with fewer nodes than this per level are walked node by node.
NARROW: Final = 60
#: A rounding to the nearest double errs by at most this part of the result.
UNIT: Final = 2.0**-53
ALL_BITS: Final = 2**64 - 1


class Rollback:
    """A tree with a utility for each kind of leaf, made ready to be rolled back.

    ``leaf_kinds`` has the kind of each node that is a leaf, in level order; ``utilities`` the
    exact utility of each kind, times ``unit``.
    """

    def __init__(
        self, levels: Levels, leaf_kinds: Ints, utilities: Sequence[int], unit: int = 1
    ) -> None:
        self.levels = levels
        self._kinds = leaf_kinds
        self._unit = unit
        self._whole = utilities
        largest = max(map(abs, self._whole), default=0)
        self._fits = largest * levels.scales[0] < SAFE
        self._largest = largest
        # The uppermost level on which scaled values fit; on all below it they do too.
        self._top = bisect_right(levels.scales, -SAFE, key=lambda scale: -largest * scale)
        # Floats are taken relative to a power of two near the largest, so none can overflow.
        power = 1 << max(largest.bit_length() - 1, 0)
        self._root: int | None = None  # the value of the root, scaled, once it is known
        self._power = Fraction(power, self._unit)
        self._floats = [utility / power for utility in utilities]
        if len(levels) < NARROW * len(levels.levels):
            self._start = self._scaled_list() if self._fits else self._float_list()
        else:
            deep = self._leaf_arrays(np.int64, self._top, len(levels.levels))
            self._leaves = [*self._leaf_arrays(np.float64, 0, self._top), *deep]

    def best(self) -> Mask:
        """Whether each branch attains the value of the node that it leaves.

        In level order, by the node that the branch leads to; True under chance nodes and at the
        root.
        """
        if len(self.levels) < NARROW * len(self.levels.levels):
            return self._by_node()
        best = np.ones(len(self.levels), dtype=bool)
        below = self._in_whole_numbers(best)
        if self._top == 0 and below is not None:
            self._root = int(below[0])
            return best
        return self._in_floats(best, below)

    def value(self, best: Mask) -> Fraction:
        """The exact value of the root, from the leaves that a best plan reaches."""
        if self._root is None:
            self._root = self._exactly({}, best, 0, 0)
        return Fraction(self._root, self.levels.scales[0] * self._unit)

    # ------------------------------------------------------------------- node by node

    def _scaled_list(self) -> list[Any]:
        numbers = [0] * len(self.levels)
        kinds = self._kinds.tolist()
        for level, scale in zip(self.levels.levels, self.levels.scales, strict=True):
            for i in range(level.start, level.stop):
                if kinds[i] >= 0:
                    numbers[i] = self._whole[kinds[i]] * scale
        return numbers

    def _float_list(self) -> list[Any]:
        return [self._floats[kind] if kind >= 0 else 0.0 for kind in self._kinds.tolist()]

    def _by_node(self) -> Mask:
        steps = self.levels.steps
        weights: Sequence[Any]
        slack: Sequence[float] = [0] * len(self.levels.levels)
        if self._fits:
            weights = self.levels.whole_weights
        else:
            weights = self.levels.float_weights
            slack = [2 * error for error in self._errors]
        values: list[Any] = list(self._start)
        best = bytearray(b"\1") * len(values)
        close: list[tuple[int, int, int, int]] = []
        for node, depth, start, stop, chance in steps:
            if stop - start == 2:
                second = start + 1
                a, b = values[start] * weights[start], values[second] * weights[second]
                if chance:
                    values[node] = a + b
                    continue
                difference = a - b
                if difference > slack[depth]:
                    best[second] = 0
                elif -difference > slack[depth]:
                    best[start] = 0
                elif slack[depth]:
                    close.append((node, depth, start, stop))
                values[node] = a if difference > 0 else b
                continue
            parts = list(map(mul, values[start:stop], weights[start:stop]))
            if chance:
                values[node] = sum(parts)
                continue
            values[node] = top = max(parts)
            least = top - slack[depth]
            near = 0
            for place, part in enumerate(parts, start):
                if part < least:
                    best[place] = 0
                else:
                    near += 1
            if near > 1 and slack[depth]:
                close.append((node, depth, start, stop))
        if self._fits:
            self._root = values[0]
        result = np.frombuffer(best, dtype=np.bool_)
        return self._decided(result, close) if close else result

    # ---------------------------------------------------------------------- in arrays

    def _leaf_arrays(self, kind: Any, first: int, last: int) -> list[Any]:
        """The values of some levels' leaves, with room for those of their other nodes."""
        result: list[Any] = []
        for depth in range(first, last):
            level, scale = self.levels.levels[depth], self.levels.scales[depth]
            kinds = self._kinds[level.start : level.stop]
            if kind is np.int64:
                table = np.array([entry * scale for entry in self._whole], dtype=np.int64)
            elif kind is np.float64:
                table = np.array(self._floats)
            else:
                low = [entry * scale & ALL_BITS for entry in self._whole]
                table = np.array(low, dtype=np.uint64)
            result.append(table[kinds])  # kind -1 takes the last entry, which is overwritten
        return result

    def _in_whole_numbers(self, best: Mask) -> Whole | None:
        """The levels on which scaled values fit; the values of the uppermost of them."""
        below: Whole | None = None
        for depth in range(len(self._leaves) - 1, self._top - 1, -1):
            level = self.levels.levels[depth]
            values = self._leaves[depth]
            if below is not None and len(level.inner):
                parts = below
                if level.has_chance:  # elsewhere all weights are 1
                    parts = below * self.levels.weights[depth]
                starts = level.first[:-1]
                rolled = None
                if level.has_choice:
                    rolled = np.maximum.reduceat(parts, starts)
                    np.equal(parts, level.spread(rolled), out=best[self.levels.below(level)])
                if level.has_chance:
                    sums = np.add.reduceat(parts, starts)
                    if rolled is not None:
                        best[self.levels.below(level)] |= level.under_chance
                        sums = np.where(level.chance, sums, rolled)
                    rolled = sums
                values = level.filled(values, rolled)
            below = values
        return below

    @cached_property
    def _errors(self) -> list[float]:
        """For each level a bound on the error of the float values of its children.

        Values are below 2 in size, and at most three roundings make them from whole numbers.  A
        chance node with k branches rounds each probability and each product once and the sum
        k - 1 times; what the children err by is averaged.
        """
        errors = []
        error = 8 * UNIT
        for widest in reversed(self.levels.widest):
            errors.append(error)
            if widest:
                error = error * (1 + 8 * UNIT) + 2 * (widest + 4) * UNIT
                # The bound itself is computed in floats: its growth above covers that.
        return errors[::-1]

    def _in_floats(self, best: Mask, deep: Whole | None) -> Mask:
        """The levels above, from the values of the uppermost that fits."""
        close: list[Ints] = [np.zeros(0, dtype=np.int64)] * self._top
        below: Floats | None = None
        if deep is not None:
            scale = self.levels.scales[self._top] * self._unit
            below = deep * float(1 / (self._power * scale))
        for depth in range(self._top - 1, -1, -1):
            level = self.levels.levels[depth]
            values = self._leaves[depth]
            if below is not None and len(level.inner):
                starts = level.first[:-1]
                rolled = None
                if level.has_choice:
                    rolled = np.maximum.reduceat(below, starts)
                    near = best[self.levels.below(level)]
                    np.greater_equal(
                        below, level.spread(rolled - 2 * self._errors[depth]), out=near
                    )
                    several = np.add.reduceat(near, starts, dtype=np.int64) > 1
                    close[depth] = np.flatnonzero(several & ~level.chance)
                if level.has_chance:
                    sums = np.add.reduceat(below * self.levels.real_weights[depth], starts)
                    if rolled is not None:
                        best[self.levels.below(level)] |= level.under_chance
                        sums = np.where(level.chance, sums, rolled)
                    rolled = sums
                values = level.filled(values, rolled)
            below = values
        if not any(map(len, close)):
            return best
        # The residues tell a difference that is known to be below 2^63 in size.
        reach = all(
            not len(near)
            or Fraction(8 * self._errors[depth]) * self._largest * self.levels.scales[depth] < 2**62
            for depth, near in enumerate(close)
        )
        if reach:
            return self._by_residues(best, deep)
        nodes = []
        for depth in range(len(close) - 1, -1, -1):
            level = self.levels.levels[depth]
            for i in close[depth].tolist():
                start, stop = int(level.first[i]) + level.stop, int(level.first[i + 1]) + level.stop
                nodes.append((int(level.inner[i]) + level.start, depth, start, stop))
        return self._decided(best, nodes)

    def _by_residues(self, near: Mask, deep: Whole | None) -> Mask:
        """Of the branches that floats cannot tell apart those that are best, modulo 2^64."""
        best = near.copy()
        leaves = self._leaf_arrays(np.uint64, 0, self._top)
        below: Any = None if deep is None else deep.view(np.uint64)
        for depth in range(self._top - 1, -1, -1):
            level = self.levels.levels[depth]
            values = leaves[depth]
            if below is not None and len(level.inner):
                starts = level.first[:-1]
                parts = below * self.levels.residue_weights[depth]
                rolled = None
                if level.has_choice:
                    window = near[self.levels.below(level)]
                    numbers = np.where(window, np.arange(len(parts)), -1)
                    standard = parts[np.maximum.reduceat(numbers, starts)]
                    above = (parts - level.spread(standard)).view(np.int64)
                    above[~window] = np.iinfo(np.int64).min
                    most = np.maximum.reduceat(above, starts)
                    own = above == level.spread(most)
                    own |= level.under_chance
                    best[self.levels.below(level)] = own
                    rolled = standard + most.view(np.uint64)
                if level.has_chance:
                    sums = np.add.reduceat(parts, starts)
                    rolled = sums if rolled is None else np.where(level.chance, sums, rolled)
                values = level.filled(values, rolled)
            below = values
        return best

    # ------------------------------------------------------------------- what is close

    def _decided(self, best: Mask, close: list[tuple[int, int, int, int]]) -> Mask:
        """The nodes that nothing else could decide, each after those below it."""
        best = best.copy()
        known: dict[int, int] = {}
        for _, depth, start, stop in close:
            values = {
                i: self._exactly(known, best, i, depth + 1) for i in range(start, stop) if best[i]
            }
            top = max(values.values())
            for i, value in values.items():
                best[i] = value == top
        return best

    def _exactly(self, known: dict[int, int], best: Mask, node: int, depth: int) -> int:
        """The value of a node below which all is decided, times the scale of its level."""
        levels = self.levels
        stack = [(node, depth)]
        while stack:
            here, depth = stack[-1]
            if here in known:
                stack.pop()
                continue
            start, stop, chance = levels.span(here)
            if start == stop:
                known[here] = self._whole[self._kinds[here]] * levels.scales[depth]
                continue
            weights = levels.whole_weights
            if chance:
                needed = [i for i in range(start, stop) if weights[i]]
            else:
                needed = [start + int(np.argmax(best[start:stop]))]
            missing = [i for i in needed if i not in known]
            if missing:
                stack.extend((i, depth + 1) for i in missing)
                continue
            known[here] = sum(known[i] * weights[i] for i in needed)
        return known[node]


def prospects(
    levels: Levels,
    leaf_kinds: Ints,
    points: Whole,
    best: Mask | None = None,
    opinion: Ints | None = None,
) -> list[Whole]:
    """The point of every node, level by level and times the scale of the level.

    ``points`` has a row for each kind of leaf, ``opinion`` is as in `Levels.weighted`.  A choice node has the point of the first of its
    best branches; without ``best`` the highest that any branch has, coordinate by coordinate.
    """
    largest = int(abs(points).max(initial=0))
    opinion = np.zeros(points.shape[1], dtype=np.int64) if opinion is None else opinion
    result: list[Whole] = []
    for depth in range(len(levels.levels) - 1, -1, -1):
        level, scale = levels.levels[depth], levels.scales[depth]
        kind = np.int64 if largest * scale < SAFE else object
        kinds = leaf_kinds[level.start : level.stop]
        values = points.astype(kind)[kinds]
        if scale != 1:
            values = values * scale
        if len(level.inner):
            starts = level.first[:-1]
            parts = levels.weighted(depth, result[-1].astype(kind), opinion)
            if not level.has_choice:
                rolled = np.add.reduceat(parts, starts, axis=0)
            elif best is None:
                rolled = np.maximum.reduceat(parts, starts, axis=0)
            else:
                numbers = np.arange(len(parts))
                own = np.where(best[levels.below(level)], numbers, len(parts))
                rolled = parts[np.minimum.reduceat(own, starts)]
            if level.has_choice and level.has_chance:
                sums = np.add.reduceat(parts, starts, axis=0)
                rolled = np.where(level.chance[:, None], sums, rolled)
            values[level.inner] = rolled
        result.append(values)
    return result[::-1]

"""Many trees of one shape side by side, as one with many roots: what is found out level by level is so for all at once.

Only their numbers differ: with which probabilities nodes are entered, and what ends are worth.  On every level the
nodes of the first tree come first, then those of the second, and so on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

import numpy as np

from solver.errors import NotSolvable
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.prospect_order import Order
from solver.induction.tree.tree_levels import Level, Levels
from solver.whole_numbers import SAFE, Ints


@dataclass(frozen=True)
class SideBySide:
    """The trees as `solver.induction.prospect_tables.induce` walks over one."""

    levels: Levels
    order: Order
    leaves: Ints
    count: int
    held: None = None

    @classmethod
    def of(cls, trees: Sequence[Compiled]) -> "SideBySide | None":
        """None where their coordinates are not the same, or no whole numbers of 64 bits serve all of them."""
        scale = _scale([tree.levels for tree in trees])
        if scale is None or (order := _order([tree.order for tree in trees])) is None:
            return None
        if order.largest * scale >= SAFE:
            return None
        levels = _levels([tree.levels for tree in trees])
        several = order.points is not trees[0].order.points
        kinds = len(trees[0].order.points) if several else 0
        parts = [np.where(t.leaves < 0, -1, t.leaves + i * kinds) for i, t in enumerate(trees)]
        leaves = np.concatenate(
            [part[own.start : own.stop] for own in trees[0].levels.levels for part in parts]
        )
        return cls(levels, order, leaves, len(trees))


def _scale(trees: Sequence[Levels]) -> int | None:
    """What makes the numbers of all of them whole at the root; None where 64 bits do not hold it.

    Nor where one of them has too many digits by itself, which is said where it is asked alone.
    """
    try:
        denominators = [own.denominators for own in trees]
    except NotSolvable:
        return None
    scale = 1
    for together in zip(*denominators, strict=True):
        common = 1
        for denominator in together:
            common = lcm(common, denominator)
            if common * scale >= SAFE:
                return None
        scale *= common
    return scale


def _order(orders: Sequence[Order]) -> Order | None:
    """The order of all of them, each with its own kinds of ends."""
    first = orders[0]
    if type(first) is not Order or first.general is not None:
        return None
    if all(own is first for own in orders):
        return first
    if any(
        type(own) is not Order or own.general is not None
        or (own.rows, own.equal, own.opinions) != (first.rows, first.equal, first.opinions)
        for own in orders
    ):  # fmt: skip
        return None
    scale = lcm(*(own.scale for own in orders))
    points = tuple(
        tuple(entry * (scale // own.scale) for entry in point)
        for own in orders
        for point in own.points
    )
    return replace(first, points=points, scale=scale)


def _levels(trees: Sequence[Levels]) -> Levels:
    count = len(trees)
    numbers = np.arange(count, dtype=np.int64)[:, None]
    levels, parents, start = list[Level](), [np.full(count, -1, dtype=np.int64)], 0
    for level in trees[0].levels:
        below = int(level.first[-1])
        inner = (numbers * level.size + level.inner).ravel()
        first = np.append((numbers * below + level.first[:-1]).ravel(), count * below)
        levels.append(Level(start, count * level.size, inner, first, np.tile(level.chance, count)))
        parents.append(np.repeat(start + inner, np.diff(first)))
        start += count * level.size
    codes: dict[tuple[int, int], int] = {}
    shares, entered = list[Fraction](), list[Ints]()
    for own in trees:
        mapped = []
        for share in own.shares:
            pair = share.numerator, share.denominator
            if pair not in codes:
                codes[pair] = len(shares)
                shares.append(share)
            mapped.append(codes[pair])
        entered.append(np.array(mapped, dtype=np.int64)[own.entered])
    return Levels(
        order=np.arange(start, dtype=np.int64),
        parents=np.concatenate(parents),
        levels=tuple(levels),
        entered=np.concatenate(
            [own[level.start : level.stop] for level in trees[0].levels for own in entered]
        ),
        shares=tuple(shares),
        opinions=tuple(_levels(own) for own in zip(*(t.opinions for t in trees), strict=True)),
    )

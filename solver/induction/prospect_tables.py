"""Sets of prospects at every node of a tree, level by level, with every way each of them arises.

This is normal-form backward induction (Huntley and Troffaes 2012) without the plans: a set of
points at each node, a union at choice nodes, all combinations at chance nodes (one branch after
the other), and after each step only what a rule admits.  All nodes of a level are done at once.

A **row** is one point of one node.  The rows of a level form a table, node by node.  How a row
comes about is kept in links: at a choice node to rows of the next level, at a chance node through
*stages*, one for every child that has several rows; children with just one row are added up
first.  Plans can so be counted without listing them, and the r-th plan can be read off directly.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt

from solver.budget import Budget
from solver.induction.tree.added_rows import Added, all_added, hulls_added
from solver.induction.tree.prospect_order import Order
from solver.induction.tree.tree_levels import Level, Levels
from solver.induction.tree.vector_maxima import distinct, rows_and_sets, rows_of, sizes_of
from solver.whole_numbers import SAFE, Ints, Whole

Mask = npt.NDArray[np.bool_]
#: Says of the rows of many sets (where each set begins, the points) which are admitted: a
#: representative per row, as in `solver.induction.tree.vector_maxima`.  Some row of each set always is, unless the
#: budget did not suffice to judge it.
Admit = Callable[[Ints, Whole], Ints]


class Admission(Protocol):
    """What of the sets that come about is admitted: a representative per row, as `Admit` says."""

    def at_chance(self, depth: int, nodes: Ints, first: Ints, vectors: Whole) -> Ints:
        """Of sums at chance nodes; ``nodes`` are their places on the level of this depth."""

    def at_choice(
        self, depth: int, nodes: Ints, first: Ints, vectors: Whole, children: Ints
    ) -> Ints:
        """Of what choice nodes are offered.

        ``nodes`` are their places on the level of this depth, ``children`` for each row the place
        on the next level of the child that offers it.
        """


@dataclass(frozen=True)
class Everywhere:
    """The same at every node, however prospects are moved and scaled together.

    ``hulls``: of prospects with two coordinates those on the upper hull.
    """

    admit: Admit
    hulls: bool = False

    def at_chance(self, depth: int, nodes: Ints, first: Ints, vectors: Whole) -> Ints:
        return self.admit(first, vectors)

    def at_choice(
        self, depth: int, nodes: Ints, first: Ints, vectors: Whole, children: Ints
    ) -> Ints:
        return self.admit(first, vectors)


class _ButSettled:
    """What another admission says, except where conduct settles choices: there all is admitted."""

    def __init__(self, levels: Levels, held: Mask, admission: Admission) -> None:
        self._starts = [level.start for level in levels.levels]
        self._held = held
        self._admission = admission

    def at_chance(self, depth: int, nodes: Ints, first: Ints, vectors: Whole) -> Ints:
        def admit(free: Mask, rows: Ints, first: Ints) -> Ints:
            return self._admission.at_chance(depth, nodes[free], first, vectors[rows])

        return self._apart(depth, nodes, first, vectors, admit)

    def at_choice(
        self, depth: int, nodes: Ints, first: Ints, vectors: Whole, children: Ints
    ) -> Ints:
        def admit(free: Mask, rows: Ints, first: Ints) -> Ints:
            return self._admission.at_choice(
                depth, nodes[free], first, vectors[rows], children[rows]
            )

        return self._apart(depth, nodes, first, vectors, admit)

    def _apart(
        self,
        depth: int,
        nodes: Ints,
        first: Ints,
        vectors: Whole,
        admit: Callable[[Mask, Ints, Ints], Ints],
    ) -> Ints:
        free = ~self._held[self._starts[depth] + nodes]
        if free.all():
            return admit(free, np.arange(len(vectors)), first)
        result = distinct(first, vectors)
        if free.any():
            sizes = sizes_of(first)
            rows = free.repeat(sizes).nonzero()[0]
            own = admit(free, rows, np.concatenate(([0], sizes[free].cumsum())))
            result[rows] = np.where(own >= 0, rows[own], -1)
        return result


NONE: Final = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Links:
    """For each row what it may be made of: entries ``first[r]`` to ``first[r + 1]``."""

    first: Ints
    below: Ints  # rows of the next level
    before: Ints  # rows of the stage before; empty at choice nodes

    def only(self, entries: Mask) -> "Links":
        """The same with some of the entries only; a row that keeps none stands for no plan."""
        so_far = np.zeros(len(entries) + 1, dtype=np.int64)
        entries.cumsum(out=so_far[1:])
        return Links(so_far[self.first], self.below[entries], self.before[entries])

    def spread(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Values of the rows, for each of their entries."""
        return values.repeat(sizes_of(self.first))


@dataclass(frozen=True)
class Stage:
    """The sums after one more child: slot s has the rows ``first[s]`` to ``first[s + 1]``.

    ``links`` are missing at the stage before all others, which holds what is added up at once.
    ``final`` and ``rows`` match rows of this stage, where it is its node's last, with the table's.
    """

    first: Ints
    vectors: Whole
    links: Links | None
    child: Ints  # by slot, the child that this stage brings in (its place in the next level)
    final: Ints
    rows: Ints


@dataclass(frozen=True)
class Table:
    """The points of all nodes of a level: node n has the rows ``first[n]`` to ``first[n + 1]``.

    ``choice_rows`` are the rows of choice nodes, in order, ``choice`` their links.  ``slots`` are
    the chance nodes in the order of the stages, ``alone`` and ``alone_first`` the children of
    each that have a single row.  An ``open`` node is one whose set went past the budget: it has
    no rows.
    """

    first: Ints
    vectors: Whole
    choice_rows: Ints
    choice: Links
    slots: Ints
    alone: Ints
    alone_first: Ints
    stages: tuple[Stage, ...]
    open: Mask


class Leveled(Protocol):
    """A tree as its sets are formed: level by level; many side by side are one, too."""

    @property
    def levels(self) -> Levels: ...
    @property
    def order(self) -> Order: ...
    @property
    def leaves(self) -> Ints: ...
    @property
    def held(self) -> Mask | None: ...


def induce(
    tree: Leveled, admission: Admission, budget: Budget, *, everywhere: bool = False
) -> list[Table]:
    """The table of every level, the root's first.

    Where conduct settles choices all is admitted, unless the admission holds ``everywhere``.

    ``admission`` must be one by which parts of admitted plans are admitted (as with maximality and
    E-admissibility, whose preferences obey independence); then pruning as early as this loses
    nothing.
    """
    levels = tree.levels
    if tree.held is not None and not everywhere:
        admission = _ButSettled(levels, tree.held, admission)
    tables: list[Table] = []
    after: Table | None = None
    for depth in range(len(levels.levels) - 1, -1, -1):
        budget.look()
        after = _Step(tree, depth, after, admission, budget).table()
        tables.append(after)
        budget.report(1 - levels.levels[depth].start / len(levels))
    return tables[::-1]


class _Step:
    """The table of one level from that of the next."""

    def __init__(
        self,
        tree: Leveled,
        depth: int,
        after: Table | None,
        admission: Admission,
        budget: Budget,
    ) -> None:
        levels, order = tree.levels, tree.order
        self.order, self.after, self.admission, self.budget = order, after, admission, budget
        self.everywhere = admission if isinstance(admission, Everywhere) else None
        self.depth = depth
        self.level: Level = levels.levels[depth]
        self.scale = levels.scales[depth]
        self.denominator = levels.denominators[depth]
        self.levels = levels
        # Sums at a chance node never exceed the largest number of the level.
        self.kind: Any = np.int64 if order.largest * self.scale < SAFE else object
        self.leaf_kinds = tree.leaves[self.level.start : self.level.stop]

    def table(self) -> Table:
        level = self.level
        counts = np.zeros(level.size, dtype=np.int64)
        is_open = np.zeros(level.size, dtype=bool)
        leaves = (self.leaf_kinds >= 0).nonzero()[0]
        counts[leaves] = 1
        choices = (~level.chance).nonzero()[0]
        chances = level.chance.nonzero()[0]
        offered, choice_links = self._unions(choices, is_open)
        slots, stages, alone, alone_first = self._sums(chances, is_open)
        if len(choices):
            counts[level.inner[choices]] = sizes_of(offered[0])
        for depth, stage in enumerate(stages):
            ending = self._ending(stages, depth)
            counts[level.inner[slots[ending]]] = sizes_of(stage.first)[ending]
        first = np.zeros(level.size + 1, dtype=np.int64)
        counts.cumsum(out=first[1:])
        # The rows come from leaves, choice nodes and stages, one below the other: which is which?
        own = self.order.table.take(self.leaf_kinds[leaves], axis=0)
        own = own.astype(self.kind, copy=False)
        parts = [own * self.scale if self.scale != 1 else own, offered[1]]
        source = np.empty(int(first[-1]), dtype=np.int64)
        source[first[leaves]] = np.arange(len(leaves))
        choice_rows = rows_of(first, level.inner[choices])
        source[choice_rows] = np.arange(len(leaves), len(leaves) + len(choice_rows))
        before = len(leaves) + len(choice_rows)
        ended = []
        for depth, stage in enumerate(stages):
            ending = self._ending(stages, depth)
            final = rows_of(stage.first, ending)
            rows = rows_of(first, level.inner[slots[ending]], ascending=False)
            source[rows] = final + before
            before += len(stage.vectors)
            parts.append(stage.vectors)
            ended.append(Stage(stage.first, stage.vectors, stage.links, stage.child, final, rows))
        vectors = np.concatenate(parts).take(source, axis=0)
        return Table(
            first=first,
            vectors=vectors,
            choice_rows=choice_rows,
            choice=choice_links,
            slots=level.inner[slots],
            alone=alone,
            alone_first=alone_first,
            stages=tuple(ended),
            open=is_open,
        )

    @staticmethod
    def _ending(stages: list[Stage], depth: int) -> Ints:
        """The slots for which this stage is the last."""
        more = len(stages[depth + 1].first) - 1 if depth + 1 < len(stages) else 0
        return np.arange(more, len(stages[depth].first) - 1)

    # ---------------------------------------------------------------------- choice nodes

    def _unions(self, choices: Ints, is_open: Mask) -> tuple[tuple[Ints, Whole], Links]:
        """What the branches of choice nodes offer, as far as it is admitted."""
        after, level = self.after, self.level
        if not len(choices) or after is None:
            empty = np.zeros((0, self.order.size), dtype=self.kind)
            return (np.zeros(1, dtype=np.int64), empty), Links(np.zeros(1, np.int64), NONE, NONE)
        children, owner = rows_and_sets(level.first, choices)
        opened = np.zeros(len(level.inner), dtype=bool)
        opened[owner[after.open[children]]] = True
        offering = children[~opened[owner]]
        starts, stops = after.first[level.first[choices]], after.first[level.first[choices + 1]]
        sizes = np.where(opened[choices], 0, stops - starts)
        is_open[level.inner[choices[opened[choices]]]] = True
        first = np.zeros(len(choices) + 1, dtype=np.int64)
        sizes.cumsum(out=first[1:])
        self.budget.spend(int(first[-1]))
        below = np.arange(int(first[-1])) + (starts - first[:-1]).repeat(sizes)
        vectors = after.vectors.take(below, axis=0).astype(self.kind, copy=False)
        if self.denominator != 1:
            vectors = vectors * self.denominator
        children = offering.repeat(after.first[offering + 1] - after.first[offering])
        admitted = self.admission.at_choice(
            self.depth, level.inner[choices], first, vectors, children
        )
        kept_first, kept, links = _merged(first, admitted, below, NONE)
        for i in _emptied(first, kept_first):
            is_open[level.inner[choices[i]]] = True
        return (kept_first, vectors.take(kept, axis=0)), links

    # ---------------------------------------------------------------------- chance nodes

    def _sums(self, chances: Ints, is_open: Mask) -> tuple[Ints, list[Stage], Ints, Ints]:
        """The combinations of what the children of chance nodes offer, child after child."""
        after, level = self.after, self.level
        if not len(chances) or after is None:
            return NONE, [], NONE, np.zeros(1, dtype=np.int64)
        sizes = sizes_of(after.first)
        children, owner = rows_and_sets(level.first, chances)
        opened = np.zeros(len(level.inner), dtype=bool)
        opened[owner[after.open[children]]] = True
        is_open[level.inner[chances[opened[chances]]]] = True
        several = (sizes[children] > 1) & ~opened[owner]
        many = np.bincount(owner[several], minlength=len(level.inner))
        slots = chances[np.argsort(-many[chances], kind="stable")]
        slots = slots[~opened[slots]]
        slot_of = np.zeros(len(level.inner), dtype=np.int64)
        slot_of[slots] = np.arange(len(slots))
        # Children with a single row, by slot.
        single = (sizes[children] == 1) & ~opened[owner]
        slot = slot_of[owner.compress(single)]
        alone = children.compress(single)[np.argsort(slot, kind="stable")]
        alone_first = np.zeros(len(slots) + 1, dtype=np.int64)
        np.bincount(slot, minlength=len(slots)).cumsum(out=alone_first[1:])
        sums = np.zeros((len(slots), self.order.size), dtype=self.kind)
        if len(alone):
            parts = self._weighted(after.first[alone], alone)
            filled = sizes_of(alone_first).nonzero()[0]
            sums[filled] = np.add.reduceat(parts, alone_first[filled], axis=0)
        stages = [Stage(np.arange(len(slots) + 1), sums, None, NONE, NONE, NONE)]
        multi, multi_owner = children[several], slot_of[owner[several]]
        multi = multi[np.argsort(multi_owner, kind="stable")]
        count = np.bincount(multi_owner, minlength=len(slots))
        begin = count.cumsum() - count
        depth = 0
        while (active := int((-count).searchsorted(-depth, side="left"))) > 0:
            child = multi[begin[:active] + depth]
            stages.append(self._combined(stages[-1], child, is_open, slots))
            depth += 1
        return slots, stages, alone, alone_first

    def _weighted(self, rows: Ints, children: Ints) -> Whole:
        """Rows of the next level, each by the weight of its node."""
        assert self.after is not None
        vectors = self.after.vectors.take(rows, axis=0).astype(self.kind, copy=False)
        return self.levels.weighted(self.depth, vectors, self.order.opinion, children)

    def _combined(self, before: Stage, child: Ints, is_open: Mask, slots: Ints) -> Stage:
        """The sums so far with the rows of one more child, for the first slots."""
        assert self.after is not None
        active = len(child)
        a_first = before.first[: active + 1]
        a = before.vectors[: a_first[-1]]
        rows, owner = rows_and_sets(self.after.first, child, ascending=False)
        b = self._weighted(rows, owner)
        b_first = np.zeros(active + 1, dtype=np.int64)
        (self.after.first[child + 1] - self.after.first[child]).cumsum(out=b_first[1:])
        added = self._added(before, a_first, a, child, b_first, b)
        counts = added.high - added.low
        so_far = np.zeros(len(a) + 1, dtype=np.int64)
        counts.cumsum(out=so_far[1:])
        first = so_far[a_first]
        if left_out := self.budget.too_much(sizes_of(first)):
            for slot in left_out:
                is_open[self.level.inner[slots[slot]]] = True
                counts[a_first[slot] : a_first[slot + 1]] = 0
            counts.cumsum(out=so_far[1:])
            first = so_far[a_first]
        total = int(first[-1])
        self.budget.spend(total)
        earlier = np.arange(len(a)).repeat(counts)
        place = np.arange(total) + (added.low - so_far[:-1]).repeat(counts)
        if added.order is not None:
            # In the order of the rows, as if all had been formed.
            start = earlier * len(b)
            place = np.sort(start + added.order[place], kind="stable") - start
        vectors = a.take(earlier, axis=0) + b.take(place, axis=0)
        if added.sure.all():
            links = Links(np.arange(total + 1), rows[place], earlier)
            return Stage(first, vectors, links, child, NONE, NONE)
        admitted = self._judged(added.sure, self.level.inner[slots[:active]], first, vectors)
        kept_first, kept, links = _merged(first, admitted, rows[place], earlier)
        for i in _emptied(first, kept_first):
            is_open[self.level.inner[slots[i]]] = True
        return Stage(kept_first, vectors.take(kept, axis=0), links, child, NONE, NONE)

    def _added(
        self, before: Stage, a_first: Ints, a: Whole, child: Ints, b_first: Ints, b: Whole
    ) -> Added:
        """Which sums are formed, and where it is sure what of them is admitted."""
        if self.everywhere is None or self.levels.opinions:
            return all_added(a_first, b_first, sure=False)
        never = self.levels.weights[self.depth][child] == 0
        if before.links is None and not never.any():  # one row each: the child's own, moved
            return all_added(a_first, b_first, sure=True)
        if self.everywhere.hulls and a.dtype != object and len(a):
            return hulls_added(a_first, a, b_first, b, never)
        return all_added(a_first, b_first, sure=False)

    def _judged(self, sure: Mask, nodes: Ints, first: Ints, vectors: Whole) -> Ints:
        """What is admitted of sums, as representatives; all of those in sure sets."""
        if not sure.any():
            return self.admission.at_chance(self.depth, nodes, first, vectors)
        result = np.arange(len(vectors))
        if len(unsure := (~sure).nonzero()[0]):
            rows = rows_of(first, unsure)
            own_first = np.concatenate(([0], sizes_of(first)[unsure].cumsum()))
            own = self.admission.at_chance(
                self.depth, nodes[unsure], own_first, vectors.take(rows, axis=0)
            )
            result[rows] = np.where(own >= 0, rows[own], -1)
        return result


def _emptied(first: Ints, kept_first: Ints) -> list[int]:
    """The sets of which nothing is left: who judges them had no time."""
    left = sizes_of(kept_first)
    if len(left) == np.count_nonzero(left):
        return []
    emptied: list[int] = ((left == 0) & (sizes_of(first) > 0)).nonzero()[0].tolist()
    return emptied


def _merged(
    first: Ints, representative: Ints, below: Ints, before: Ints
) -> tuple[Ints, Ints, Links]:
    """What is left of candidates: where each set begins, the rows kept, and their links."""
    numbers = np.arange(len(representative))
    is_kept = representative == numbers
    kept = is_kept.nonzero()[0]
    position = np.zeros(len(numbers) + 1, dtype=np.int64)
    is_kept.cumsum(out=position[1:])
    kept_first = position[first]
    entries = (representative >= 0).nonzero()[0]
    if len(entries) != len(kept):  # some points arise in several ways
        entries = entries[np.argsort(representative[entries], kind="stable")]
        sizes = np.bincount(position[representative[entries]], minlength=len(kept))
        link_first = np.zeros(len(kept) + 1, dtype=np.int64)
        sizes.cumsum(out=link_first[1:])
    else:
        link_first = np.arange(len(kept) + 1)
    links = Links(link_first, below[entries], before[entries] if len(before) else NONE)
    return kept_first, kept, links

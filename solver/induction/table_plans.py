"""The plans behind a table of prospects: counted, read off by rank, and followed down the tree."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt

from solver.document.elements import Kind
from solver.induction.prospect_sets import Sets, with_sound_parts
from solver.induction.prospect_tables import Links, Mask, Table
from solver.induction.single_plan import plan_of
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.prospect_order import Point
from solver.induction.tree.vector_maxima import sizes_of
from solver.solution import Gaps, Plan
from solver.whole_numbers import Ints

#: More than any level: a row that is not part of an admitted plan.
NEVER: Final = np.iinfo(np.int64).max

Counts = npt.NDArray[Any]  # of plans: whole numbers of any size


class Plans(Protocol):
    """The plans that a rule permits."""

    @property
    def total(self) -> int:
        """The exact number of plans from the root."""

    def plan(self, rank: int) -> Plan:
        """The plan of this rank (0 is first)."""


@dataclass(frozen=True)
class Ways:
    """Plans from the root as tables keep them: every way in which a point of the root arises.

    ``roots`` are the rows of the root that count.
    """

    tree: Compiled
    tables: Sequence[Table]
    roots: tuple[int, ...]

    @classmethod
    def of(cls, tree: Compiled, sets: Sets) -> "Ways":
        """All admitted plans of the root."""
        return cls(tree, sets.tables, tuple(sets.admitted[0].nonzero()[0].tolist()))

    @property
    def total(self) -> int:
        return sum(map(self.count, self.roots))

    def count(self, row: int, depth: int = 0) -> int:
        """How many plans a row of the root stands for, or one of another level."""
        return int(self._counts[depth][0][row])

    def plan(self, rank: int) -> Plan:
        return plan_of(self.tree, self.choices(rank))

    def choices(self, rank: int) -> dict[int, int]:
        """The choices of the plan of this rank by numbers: choice node → place of its branch."""
        for row in self.roots:
            count = self.count(row)
            if rank < count:
                return self.choices_of(row, rank)
            rank -= count
        raise IndexError("there are not as many plans")

    def point(self, row: int) -> Point:
        """The coordinates of a row of the root, times the scale of its level."""
        return tuple(self.tables[0].vectors[row].tolist())

    def row_of(self, rank: int) -> int:
        """The row of the root that the plan of this rank has."""
        for row in self.roots:
            rank -= int(self._counts[0][0][row])
            if rank < 0:
                return row
        raise IndexError("there are not as many plans")

    # ------------------------------------------------------------------------ counting

    @cached_property
    def _counts(self) -> list[tuple[Counts, list[Counts]]]:
        """For each level how many plans each row has, and the same for its stages."""
        with np.errstate(over="ignore"):
            rough = self._count(np.float64)
        # Sums and products of whole numbers are exact in doubles below 2^53.
        if max((float(counts.max(initial=0)) for counts, _ in rough), default=0) < 2.0**52:
            return rough
        return self._count(object)

    def _count(self, kind: Any) -> list[tuple[Counts, list[Counts]]]:
        result: list[tuple[Counts, list[Counts]]] = []
        after: Counts | None = None
        following: Table | None = None
        for table in reversed(self.tables):
            counts = np.ones(len(table.vectors), dtype=kind)
            stages: list[Counts] = []
            if following is not None and after is not None:
                counts[table.choice_rows] = _summed(table.choice, after[table.choice.below])
                for stage in table.stages:
                    if stage.links is None:
                        own = np.ones(len(table.slots), dtype=kind)
                        filled = sizes_of(table.alone_first).nonzero()[0]
                        if len(filled):
                            alone = after[following.first[table.alone]]
                            own[filled] = np.multiply.reduceat(alone, table.alone_first[filled])
                    else:
                        links = stage.links
                        own = _summed(links, stages[-1][links.before] * after[links.below])
                    counts[stage.rows] = own[stage.final]
                    stages.append(own)
            result.append((counts, stages))
            after, following = counts, table
        return result[::-1]

    # ------------------------------------------------------------------------- listing

    def plan_of(self, row: int, rank: int = 0) -> Plan:
        """The plan of this rank among those that this row of the root stands for."""
        return plan_of(self.tree, self.choices_of(row, rank))

    def choices_of(self, row: int, rank: int = 0, depth: int = 0, place: int = 0) -> dict[int, int]:
        """The choices of that plan by numbers: choice node → place of its branch.

        The row may also be one of another node, given by its level and its place there.
        """
        tree, levels = self.tree, self.tree.levels
        choices: dict[int, int] = {}
        stack = [(depth, place, row, rank)]  # level, node of the level, row, rank
        while stack:
            depth, place, row, rank = stack.pop()
            node = int(levels.order[levels.levels[depth].start + place])
            if tree.kinds[node] is Kind.CHOICE:
                below, rank = self._choice(depth, row, rank)
                child = int(self.tables[depth + 1].first.searchsorted(below, "right")) - 1
                choices[node] = child - self._first_child(depth, place)
                stack.append((depth + 1, child, below, rank))
            elif tree.kinds[node] is Kind.CHANCE:
                stack.extend(self._split(depth, place, row, rank))
        return choices

    def _first_child(self, depth: int, place: int) -> int:
        level = self.tree.levels.levels[depth]
        return int(level.first[level.inner.searchsorted(place)])

    def _choice(self, depth: int, row: int, rank: int) -> tuple[int, int]:
        """The row below that the plan of this rank follows, and its rank there."""
        table = self.tables[depth]
        entry = int(table.choice_rows.searchsorted(row))
        after = self._counts[depth + 1][0]
        for k in range(int(table.choice.first[entry]), int(table.choice.first[entry + 1])):
            below = int(table.choice.below[k])
            if rank < (count := int(after[below])):
                return below, rank
            rank -= count
        raise IndexError("there are not as many plans")

    def _split(
        self, depth: int, place: int, row: int, rank: int
    ) -> list[tuple[int, int, int, int]]:
        """What the plan of this rank does at each child of a chance node."""
        table, following = self.tables[depth], self.tables[depth + 1]
        after, staged = self._counts[depth + 1][0], self._counts[depth][1]
        slot = int((table.slots == place).nonzero()[0][0])
        last = max(i for i, stage in enumerate(table.stages) if slot < len(stage.first) - 1)
        at = row - int(table.first[place]) + int(table.stages[last].first[slot])
        parts: list[tuple[int, int, int, int]] = []
        for i in range(last, 0, -1):
            links = table.stages[i].links
            assert links is not None
            for k in range(int(links.first[at]), int(links.first[at + 1])):
                before, below = int(links.before[k]), int(links.below[k])
                many = int(after[below])
                if rank < (count := int(staged[i - 1][before]) * many):
                    rank, own = divmod(rank, many)
                    parts.append((depth + 1, int(table.stages[i].child[slot]), below, own))
                    at = before
                    break
                rank -= count
        for k in range(int(table.alone_first[slot]), int(table.alone_first[slot + 1])):
            child = int(table.alone[k])
            below = int(following.first[child])
            rank, own = divmod(rank, int(after[below]))
            parts.append((depth + 1, child, below, own))
        return parts


def _summed(links: Links, entries: Counts) -> Counts:
    """The sum over the entries of each row; none where a row has lost all of them."""
    filled = sizes_of(links.first) > 0
    if filled.all():
        if len(entries) == len(filled):
            return entries
        return np.asarray(np.add.reduceat(entries, links.first[:-1]))
    result = np.zeros(len(filled), dtype=entries.dtype)
    if filled.any():
        result[filled] = np.add.reduceat(entries, links.first[:-1][filled])
    return result


# ---------------------------------------------------------------------- following down


@dataclass(frozen=True)
class Followed:
    """What resolute choice permits: by node in level order, for the branch into it.

    ``permitted`` for branches of choice nodes; ``off`` are the nodes that no plan of the root
    runs through.  ``rows`` are those of each level that count: the parts of plans from the earliest
    node of the way from which some plan is left.
    """

    permitted: Mask
    off: Mask
    rows: list[Mask]


def follow(tree: Compiled, sets: Sets) -> Followed:
    """Follow plans down the tree.

    A branch is permitted at a node iff some plan from the root runs through the node, agrees with
    the choices on the way, takes the branch, and is admitted at every node of the way (in normal
    form: where it starts, and where chance never leads).  Where the way itself was not permitted,
    plans start from the earliest node of the way that leaves any.  To that end every row learns how
    far up it is part of admitted plans.
    """
    if sets.normal_form is not None and tree.revives:
        return _follow_from_each(tree, sets)
    levels, tables, whole = tree.levels, sets.tables, sets.whole
    permitted = np.ones(len(tree), dtype=bool)
    off = np.zeros(len(tree), dtype=bool)
    counted = []
    reach = np.zeros(len(tables[0].vectors), dtype=np.int64)
    reach[~sets.admitted[0]] = NEVER
    owner = row_owners(tables[0].first)
    for depth, (level, table) in enumerate(zip(levels.levels, tables, strict=True)):
        earliest = _least(table.first, reach)
        off[level.start : level.stop] = earliest > 0
        wanted = (reach == earliest[owner]) & (reach != NEVER)
        counted.append(wanted)
        if depth + 1 == len(tables):
            break
        after = tables[depth + 1]
        admitted = sets.admitted[depth + 1]
        # Each row that is admitted at least begins where it stands.
        below = np.where(admitted, depth + 1, NEVER)
        rows, choice = table.choice_rows, table.choice
        owner = row_owners(after.first)
        taken = np.zeros(len(after.first) - 1, dtype=bool)
        taken[owner[choice.below.compress(choice.spread(wanted[rows]))]] = True
        np.minimum.at(below, choice.below, choice.spread(reach[rows]))
        part = permitted[levels.below(level)]
        part[~level.under_chance] = taken[~level.under_chance]
        permitted[levels.below(level)] = part
        _down_stages(table, after, reach, below)
        if not whole:
            below[~admitted] = NEVER
        reach = below
    return Followed(permitted, off, counted)


def _follow_from_each(tree: Compiled, sets: Sets) -> Followed:
    """The same in normal form where it depends on the start which ways chance never takes.

    One start after the other, from the root down: nodes that its plans come to are done.
    """
    assert sets.normal_form is not None
    levels, tables = tree.levels, sets.normal_form
    permitted = np.ones(len(tree), dtype=bool)
    off = np.zeros(len(tree), dtype=bool)
    done = [np.zeros(level.size, dtype=bool) for level in levels.levels]
    counted = [np.zeros(len(table.vectors), dtype=bool) for table in tables]
    for depth in range(len(tables)):
        never = tree.never_from(depth)
        # Plans of different nodes of a level never meet, so that all of them start at once.
        rows = sets.admitted[depth].copy()
        for here in range(depth, len(tables)):
            level, table = levels.levels[here], tables[here]
            sizes = sizes_of(table.first)
            come = np.zeros(level.size, dtype=bool)
            come[table.first.searchsorted(rows.nonzero()[0], "right") - 1] = True
            new = come & ~done[here]
            done[here] |= come
            counted[here] |= rows & new.repeat(sizes)
            if depth:
                off[level.start : level.stop] |= new
            if here + 1 == len(tables):
                break
            after = tables[here + 1]
            choice = table.choice
            entries = choice.below[choice.spread(rows[table.choice_rows])]
            taken = np.zeros(len(after.first) - 1, dtype=bool)
            taken[after.first.searchsorted(entries, "right") - 1] = True
            below = levels.below(level)
            fresh = level.spread(new[level.inner]) & ~level.under_chance
            part = permitted[below]
            part[fresh] = taken[fresh]
            permitted[below] = part
            reach = np.where(rows, 0, NEVER)
            found = np.full(len(after.vectors), NEVER)
            np.minimum.at(found, choice.below, choice.spread(reach[table.choice_rows]))
            sound = with_sound_parts(table, after, sets.admitted[here + 1], never[here])
            _down_stages(sound, after, reach, found)
            rows = found != NEVER
        if all(each.all() for each in done):
            break
    return Followed(permitted, off, counted)


def _down_stages(table: Table, after: Table, reach: Ints, below: Ints) -> None:
    """Hand on to the parts of sums how far up the sums are part of admitted plans."""
    above: Ints | None = None
    for stage in reversed(table.stages):
        own = np.full(len(stage.vectors), NEVER)
        if above is not None:
            own[: len(above)] = above
        own[stage.final] = reach[stage.rows]
        if stage.links is None:
            rows = after.first[table.alone]
            below[rows] = np.minimum(below[rows], own.repeat(sizes_of(table.alone_first)))
            return
        entries = stage.links.spread(own)
        np.minimum.at(below, stage.links.below, entries)
        above = np.full(int(stage.links.before.max(initial=-1)) + 1, NEVER)
        np.minimum.at(above, stage.links.before, entries)


def _least(first: Ints, numbers: Ints) -> Ints:
    """The least of each set's numbers; 0 for a set that has none."""
    starts, held = first[:-1], sizes_of(first) > 0
    if held.all():
        return np.minimum.reduceat(numbers, starts)
    result = np.zeros(len(held), dtype=np.int64)
    if held.any():
        result[held] = np.minimum.reduceat(numbers, starts[held])
    return result


def row_owners(first: Ints) -> Ints:
    """The set that each row belongs to."""
    return np.arange(len(first) - 1).repeat(sizes_of(first))


def first_branches(tree: Compiled, sets: Sets) -> Mask:
    """Which branches some admitted row of their own node comes by; by node in level order."""
    permitted = np.ones(len(tree), dtype=bool)
    following = zip(tree.levels.levels, sets.tables, sets.tables[1:], sets.admitted, strict=False)
    for level, table, after, admitted in following:
        taken = np.zeros(len(after.first) - 1, dtype=bool)
        below = table.choice.below[table.choice.spread(admitted[table.choice_rows])]
        taken[after.first.searchsorted(below, "right") - 1] = True
        permitted[tree.levels.below(level)] = taken | level.under_chance
    return permitted


def opened(sets: Sets) -> Mask:
    """The nodes whose sets went past the budget, in level order."""
    return np.concatenate([table.open for table in sets.tables])


def gaps(tree: Compiled, sets: Sets) -> Gaps:
    """The choice nodes at which maximal plans of different branches are in a preferential gap.

    Each with these branches, in their order.
    """
    found: dict[str, tuple[str, ...]] = {}
    levels, tables = tree.levels, sets.tables
    branches = first_branches(tree, sets)
    for depth, level in enumerate(levels.levels[:-1]):
        part = branches[levels.below(level)]
        several = np.add.reduceat(part, level.first[:-1], dtype=np.int64) > 1
        sizes = sizes_of(tables[depth].first)[level.inner]
        if tree.held is not None:  # where conduct settles what to do no gap is open
            several &= ~tree.held[level.start + level.inner]
        for i in (several & ~level.chance & (sizes > 1)).nonzero()[0].tolist():
            place, first = int(level.inner[i]), int(level.first[i])
            # Maximal points that differ are in a gap where equally good ones are always one.
            if tree.order.tells_apart:
                in_gap = part[first : int(level.first[i + 1])].nonzero()[0].tolist()
            else:
                in_gap = [child - first for child in _in_gap(tree, sets, depth, place)]
            if in_gap:
                number = int(levels.order[level.start + place])
                found[tree.ids[number]] = tuple(tree.branches[number][k] for k in in_gap)
    return found


def _in_gap(tree: Compiled, sets: Sets, depth: int, place: int) -> list[int]:
    """The children concerned where points that differ may be equally good, as places in their level."""
    table, after = sets.tables[depth], sets.tables[depth + 1]
    rows = range(int(table.first[place]), int(table.first[place + 1]))
    start = int(table.choice_rows.searchsorted(rows.start)) - rows.start
    links = table.choice
    children = after.first.searchsorted(links.below, "right") - 1
    own = [
        (
            table.vectors[row].tolist(),
            set(children[links.first[row + start] : links.first[row + start + 1]].tolist()),
        )
        for row in rows
        if sets.admitted[depth][row]
    ]
    found: set[int] = set()
    for i, (point, places) in enumerate(own):
        for other, others in own[:i]:
            both = places | others
            if len(both) > 1 and not both <= found and tree.order.is_gap(point, other):
                found |= both
    return sorted(found)

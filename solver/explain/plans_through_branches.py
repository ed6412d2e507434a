"""Plans that come to a node and take one of its branches: which are admitted all the way?

The rows of the node are followed upwards: which rows of the node above have such a row as their
part here?  Where none is left, the node above is the one since which the way is ruled out.  In
normal form (where independence fails) a plan is admitted as a whole, so that rows are followed
whether or not their own nodes admit them; the tables have left out what chance never leads to and
is not admitted there.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from solver.document.elements import Kind
from solver.explain.case import Case
from solver.induction.prospect_sets import Sets
from solver.induction.prospect_tables import Links

#: By row of a node: the row of the child on the way that is its part, and the rows of the other
#: children by their numbers.
Derived = dict[int, tuple[int, dict[int, int]]]


@dataclass(frozen=True)
class RowsOnWay:
    """How the rows of the nodes from the root to a choice node come about by a way.

    ``made`` has an entry for each node of ``way``, ``kept`` the rows of it that are admitted there;
    ``lowest`` is the place of the earliest node with such rows (``len(way)`` if none has any).
    """

    case: Case
    sets: Sets
    way: list[int]
    made: list[Derived]
    kept: list[list[int]]

    @property
    def lowest(self) -> int:
        return next((i for i, rows in enumerate(self.kept) if rows), len(self.way))

    def choices(self, place: int, row: int) -> dict[int, int]:
        """The plan, from the node at this place of the way, that this row stands for."""
        case, choices = self.case, dict[int, int]()
        for at in range(place, len(self.way)):
            number = self.way[at]
            row, others = self.made[at][row]
            for child, own in others.items():
                choices |= case.choices_of(self.sets, child, own)
            below = self._child(number, row) if at + 1 == len(self.way) else self.way[at + 1]
            if case.tree.kinds[number] is Kind.CHOICE:
                choices[number] = case.step(number, below)
        return choices | case.choices_of(self.sets, below, row)

    def _child(self, number: int, row: int) -> int:
        """The child of a node that a row of the next level belongs to."""
        levels = self.case.tree.levels
        depth, _ = self.case.spot(number)
        place = int(self.sets.tables[depth + 1].first.searchsorted(row, "right")) - 1
        return int(levels.order[levels.levels[depth + 1].start + place])


def rows_on_way(case: Case, sets: Sets, number: int, branch: int | None) -> RowsOnWay:
    """Follow the plans that come to a choice node upwards: those by one branch, or all."""
    way = case.path(number)
    made: list[Derived] = [{} for _ in way]
    kept: list[list[int]] = [[] for _ in way]
    whole = sets.whole
    children = case.tree.children[number]
    taken = children if branch is None else children[branch : branch + 1]
    wanted = {row for child in taken for row in case.rows(sets, child, judged=False)}
    for at in range(len(way) - 1, -1, -1):
        node = way[at]
        judged = set(case.rows(sets, node))
        if case.tree.kinds[node] is Kind.CHOICE:
            found = _by_choice(case, sets, node, wanted)
        else:
            found = _by_chance(case, sets, node, way[at + 1], wanted)
        kept[at] = [row for row in found if row in judged]
        alone = not whole or case.is_never(node)
        made[at] = {row: found[row] for row in kept[at]} if alone else found
        wanted = set(made[at])
        if not wanted:
            break
    return RowsOnWay(case, sets, way, made, kept)


def _by_choice(case: Case, sets: Sets, node: int, wanted: Collection[int]) -> Derived:
    """The rows of a choice node that arise from one of these rows of a child."""
    depth, place = case.spot(node)
    table = sets.tables[depth]
    result: Derived = {}
    for row in range(int(table.first[place]), int(table.first[place + 1])):
        entry = int(table.choice_rows.searchsorted(row))
        links = table.choice.below[table.choice.first[entry] : table.choice.first[entry + 1]]
        below = next((r for r in links.tolist() if r in wanted), None)
        if below is not None:
            result[row] = below, {}
    return result


def _by_chance(case: Case, sets: Sets, node: int, child: int, wanted: Collection[int]) -> Derived:
    """The rows of a chance node whose part at a child is one of these rows."""
    depth, place = case.spot(node)
    table, after = sets.tables[depth], sets.tables[depth + 1]
    found = (table.slots == place).nonzero()[0]
    if not len(found):
        return {}  # the node is open
    slot = int(found[0])
    start = case.tree.levels.levels[depth + 1].start
    order = case.tree.levels.order
    at = int(case.tree.levels.places[child]) - start
    alone = table.alone[table.alone_first[slot] : table.alone_first[slot + 1]].tolist()
    single = {int(order[start + other]): int(after.first[other]) for other in alone}
    stages = [stage for stage in table.stages if slot < len(stage.first) - 1]
    if at in alone and int(after.first[at]) not in wanted:
        return {}
    # By row of a stage, which row of each child so far is a part of it.
    parts: dict[int, dict[int, int]] = {int(stages[0].first[slot]): {}}
    for stage in stages[1:]:
        if stage.links is None:
            continue
        own = int(stage.child[slot])
        allowed = wanted if own == at else None
        rows = range(int(stage.first[slot]), int(stage.first[slot + 1]))
        number = int(order[start + own])
        parts = {
            row: {**parts[before], number: below}
            for row, (before, below) in _entries(stage.links, rows, parts, allowed).items()
        }
    result: Derived = {}
    shift = int(table.first[place]) - int(stages[-1].first[slot])
    for row, made in parts.items():
        of = {**single, **made}
        result[row + shift] = of.pop(child), of
    return result


def _entries(
    links: Links, rows: range, before: Collection[int], below: Collection[int] | None
) -> dict[int, tuple[int, int]]:
    """For each of these rows the first entry that is made of known rows, if there is one."""
    low, high = int(links.first[rows.start]), int(links.first[rows.stop])
    fits = np.isin(links.before[low:high], list(before))
    if below is not None:
        fits &= np.isin(links.below[low:high], list(below))
    owners = np.arange(len(rows)).repeat(np.diff(links.first[rows.start : rows.stop + 1]))
    found, first = np.unique(owners[fits], return_index=True)
    entries = fits.nonzero()[0][first] + low
    return {
        rows.start + int(owner): (int(links.before[entry]), int(links.below[entry]))
        for owner, entry in zip(found.tolist(), entries.tolist(), strict=True)
    }

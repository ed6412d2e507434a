"""Clashes: where a plan that counts is not what one would begin, seen from a node alone.

Only a relation that breaks independence has any: a plan may be better than another as a whole, and
what it does at a node worse than something else that can be done there.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from solver.document.elements import Kind
from solver.explain.case import Case
from solver.explain.explanation import Part, Witness
from solver.explain.lottery_contrast import contrast
from solver.induction.prospect_sets import Sets
from solver.induction.table_plans import Followed
from solver.whole_numbers import Ints


def clashes(case: Case, sets: Sets, followed: Followed) -> frozenset[str]:
    """The choice nodes at which another branch is strictly preferred to what a plan does there.

    The plans are those that count at each node (``followed``); another branch is, if it begins a
    plan that is strictly preferred to the rest of the plan, seen from the node alone.
    """
    tree = case.tree
    if tree.relation.keeps_independence:
        return frozenset()
    found: set[str] = set()
    for depth, counted in enumerate(followed.rows[:-1]):
        level, first = tree.levels.levels[depth], sets.tables[depth].first
        # Only to what is not maximal anything is strictly preferred.
        suspected = np.flatnonzero(counted & ~case.maximal.admitted[depth])
        places = first.searchsorted(suspected, "right") - 1
        for place in dict.fromkeys(places.tolist()):
            number = int(tree.levels.order[level.start + place])
            if tree.kinds[number] is Kind.CHOICE:
                rows = suspected[places == place]
                if any(_better_beside(case, sets, depth, place, rows)):
                    found.add(tree.ids[number])
    return frozenset(found)


def clash(case: Case, number: int, place: int, part: Part) -> Witness | None:
    """What another branch of a choice node begins that is strictly preferred to a plan from there."""
    if case.tree.relation.keeps_independence:
        return None
    for other, child in enumerate(case.tree.children[number]):
        better = case.better(case.maximal, child, part) if other != place else None
        if better is not None:
            choices = case.choices_of(case.maximal, child, better)
            rival = case.part(number, {**choices, number: other})
            return Witness(part, rival, contrast(case, rival, part))
    return None


def _better_beside(case: Case, sets: Sets, depth: int, place: int, rows: Ints) -> Iterator[bool]:
    """For some rows of a choice node, none of them maximal, whether another branch begins a better."""
    order, table, after = case.tree.order, sets.tables[depth], sets.tables[depth + 1]
    first = int(table.first[place])
    low, high = _branches(table.choice_rows, table.choice.first, table.choice.below, after.first,
                          first, int(table.first[place + 1]))  # fmt: skip
    vectors = table.vectors[first : int(table.first[place + 1])]
    best: dict[int, Sequence[Sequence[int]]] = {}
    for row in (rows - first).tolist():
        branch = int(low[row])
        if branch != high[row]:
            yield True  # whatever is better begins otherwise than one of the two
            continue
        if branch not in best:
            beside = vectors[(low != branch) | (high != branch)]
            kept = order.maximal(np.array([0, len(beside)]), beside) >= 0
            best[branch] = beside[kept].tolist()
        point = vectors[row].tolist()
        yield any(order.prefers(other, point) for other in best[branch])


def _branches(
    choice_rows: Ints, links: Ints, below: Ints, after: Ints, start: int, stop: int
) -> tuple[Ints, Ints]:
    """The first and the last child by which each row of a choice node comes about."""
    entry = int(choice_rows.searchsorted(start))
    bounds = links[entry : entry + stop - start + 1]
    children = after.searchsorted(below[bounds[0] : bounds[-1]], "right") - 1
    starts = bounds[:-1] - bounds[0]
    return np.minimum.reduceat(children, starts), np.maximum.reduceat(children, starts)

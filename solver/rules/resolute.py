"""Resolute choice: follow a plan that was admitted from the start and at every node on the way.

Shared by Dynamic Strong Maximality and E-admissibility, which differ in what they admit.
"""

import numpy as np

from solver.budget import Budget
from solver.compiled import Compiled
from solver.rules.base import UNDECIDED, Answer, Said, names_of, said
from solver.rules.completions import Best, best_plans, listed, surely_beaten
from solver.rules.ways import Ways, follow, gaps, opened, reached
from solver.tables import Admit, Everywhere, Mask, Table, induce


def resolute(tree: Compiled, admit: Admit, maximal: list[Table] | None, budget: Budget) -> Answer:
    """What resolute choice permits.

    ``maximal`` are the tables of all maximal plans if they are known already; otherwise what
    ``admit`` leaves are these.
    """
    tables = induce(tree, Everywhere(admit), budget)
    followed = follow(tree, tables)
    open_nodes = opened(tree, tables)
    with_gaps = gaps(tree, maximal if maximal is not None else tables)
    if open_nodes.any():
        return _partial(tree, followed.permitted, open_nodes, with_gaps, budget)
    ways = Ways.of(tree, tables)
    on_plan = ~followed.off
    reachable = followed.permitted & on_plan[tree.levels.parents]
    total = ways.total
    return Answer(
        permitted=said(followed.permitted),
        reachable=said(reachable),
        plans=ways,
        total=total,
        listed=total,
        gaps=with_gaps,
        off_plan=names_of(tree, followed.off & _choices(tree)),
    )


def _choices(tree: Compiled) -> Mask:
    result = np.zeros(len(tree), dtype=bool)
    for level in tree.levels.levels:
        result[level.start + level.inner[~level.chance]] = True
    return result


def _partial(
    tree: Compiled, allowed: Mask, open_nodes: Mask, with_gaps: frozenset[str], budget: Budget
) -> Answer:
    """What is sure although some sets went past the budget.

    What was followed from nodes below the open ones is no less than what is permitted there: a
    branch without it is surely not permitted, and where just one branch is left it surely is.
    """
    parents = tree.levels.parents
    permitted: Said = np.where(allowed, UNDECIDED, 0).astype(np.int8)
    permitted[open_nodes[parents]] = UNDECIDED  # nothing was followed from there
    found: list[Best] = []
    reachable = np.full(len(tree), UNDECIDED, dtype=np.int8)
    for entry in best_plans(tree, budget):
        found.append(entry)
        on_plan = reached(tree, entry.best)
        permitted[on_plan] = 1
        reachable[on_plan] = 1
        if not (permitted == UNDECIDED).any():
            break
    permitted[reached(tree, np.ones(len(tree), dtype=bool)) & under_chance(tree)] = 1
    undecided = np.flatnonzero(permitted == UNDECIDED)
    permitted[surely_beaten(tree, found, undecided.tolist())] = 0
    _only_ones(tree, permitted)
    # What cannot be reached by branches that may be permitted is reached by no permitted plan.
    possible = reached(tree, permitted != 0)
    reachable[~possible] = 0
    shown = listed(tree, found, permitted != 0)
    return Answer(
        permitted=permitted,
        reachable=reachable,
        plans=shown.plans,
        total=shown.least if shown.least == shown.most else None,
        listed=shown.least,
        gaps=with_gaps,
    )


def under_chance(tree: Compiled) -> Mask:
    """The nodes that no choice leads to, the root among them."""
    result = np.ones(len(tree), dtype=bool)
    for level in tree.levels.levels:
        result[tree.levels.below(level)] = level.under_chance
    return result


def _only_ones(tree: Compiled, permitted: Said) -> None:
    """Where all branches but one are surely not permitted, that one is: some branch always is."""
    for level in tree.levels.levels:
        if not len(level.inner):
            continue
        part = permitted[tree.levels.below(level)]
        left = np.add.reduceat(part != 0, level.first[:-1], dtype=np.int64)
        part[(level.spread(left) == 1) & (part != 0)] = 1
        permitted[tree.levels.below(level)] = part

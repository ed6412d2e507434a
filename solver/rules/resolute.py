"""Resolute choice: follow a plan that was admitted from the start and at every node on the way.

Shared by Dynamic Strong Maximality and E-admissibility, which differ in what they admit.
"""

from collections.abc import Callable

import numpy as np

from solver.budget import Budget
from solver.induction.compiled_tree import Compiled
from solver.induction.prospect_tables import Mask, Sets
from solver.induction.stepwise_plans import Stepwise, reached
from solver.induction.table_plans import Followed, Ways, follow, gaps, opened
from solver.rules.partial_answers import Best, best_plans, listed, surely_beaten
from solver.rules.rule import UNDECIDED, Answer, Said, names_of, said


def resolute(
    tree: Compiled,
    sets: Sets,
    budget: Budget,
    find_gaps: Callable[[], frozenset[str]] | None = None,
) -> Answer:
    """What resolute choice permits: plans that are admitted at the root and on the way.

    ``find_gaps`` finds the gaps where less than all maximal plans are admitted.
    """
    followed = follow(tree, sets)
    open_nodes = opened(sets)
    with_gaps = find_gaps or (lambda: gaps(tree, sets))
    if open_nodes.any():
        return _partial(tree, followed.permitted, open_nodes, with_gaps, budget)
    ways = Ways.of(tree, sets)
    taken, clashes = followed, frozenset[str]()
    if not tree.order.keeps_independence:
        taken, clashes = _from_the_root(tree, sets)
    total = ways.total
    return Answer(
        permitted=said(followed.permitted),
        reachable=said(taken.permitted & ~taken.off[tree.levels.parents]),
        plans=ways,
        total=total,
        listed=total,
        gaps=with_gaps,
        off_plan=lambda: names_of(tree, followed.off & _choices(tree)),
        clashes=clashes,
    )


def _from_the_root(tree: Compiled, sets: Sets) -> tuple[Followed, frozenset[str]]:
    """Where the plans admitted at the root lead, and the nodes at which their parts are not."""
    everywhere = Sets.all_of(sets.tables)
    taken = follow(tree, Sets(sets.tables, [sets.admitted[0], *everywhere.admitted[1:]]))
    clashing = np.zeros(len(tree), dtype=bool)
    for level, table, used, admitted in zip(
        tree.levels.levels, sets.tables, taken.rows, sets.admitted, strict=True
    ):
        rows = np.flatnonzero(used & ~admitted)
        clashing[level.start + np.searchsorted(table.first, rows, "right") - 1] = True
    return taken, names_of(tree, clashing)


def _choices(tree: Compiled) -> Mask:
    result = np.zeros(len(tree), dtype=bool)
    for level in tree.levels.levels:
        result[level.start + level.inner[~level.chance]] = True
    return result


def _partial(
    tree: Compiled,
    allowed: Mask,
    open_nodes: Mask,
    with_gaps: Callable[[], frozenset[str]],
    budget: Budget,
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
    # Without independence what is best under a completion need not be maximal.
    for entry in best_plans(tree, budget) if tree.order.keeps_independence else ():
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
    plans, most = listed(tree, found), Stepwise(tree, permitted != 0).total
    return Answer(
        permitted=permitted,
        reachable=reachable,
        plans=plans,
        total=most if plans.total == most else None,
        listed=plans.total,
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

"""What completions tell where sets of prospects are too large: less than all, but surely right.

A plan that maximises expected utility under a completion (all strict preferences strict) is
E-admissible and maximal, and so are its parts.  So what rollback permits under a completion is
permitted by the rules that look for such plans, and the number of plans that are best under one
completion bounds the number of permitted plans from below.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
import numpy.typing as npt

from solver.budget import Budget
from solver.induction.prospect_frontier import completions
from solver.induction.prospect_tables import Mask
from solver.induction.stepwise_plans import Stepwise
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.rollback import prospects

MOST: Final = 64  # completions that are tried


@dataclass(frozen=True)
class Best:
    """What is best under one completion: by branch, in level order."""

    weights: list[Fraction]
    best: Mask


def best_plans(tree: Compiled, budget: Budget) -> Iterator[Best]:
    """What rollback permits under some completions, one after the other."""
    seconds = budget.seconds / 2  # it is the budget's end that brings us here
    budget.extend(seconds)
    if tree.revives:
        return  # what is best need not be where some opinion gives the way there probability zero
    for number, weights in enumerate(completions(tree.order)):
        if number == MOST or budget.is_late:
            return
        budget.look()
        budget.report(number / MOST)
        yield Best(weights, tree.rolled_back(weights).best())


def surely_beaten(tree: Compiled, found: Sequence[Best], places: Sequence[int]) -> Mask:
    """Branches whose plans are all strictly worse than one plan beside them, in level order.

    Every plan of a branch is at most as good, in each coordinate, as the best that the branch
    can do there; a plan of another branch that beats even this beats them all.  Only branches
    into the given nodes are looked at.
    """
    order, levels = tree.order, tree.levels
    result = np.zeros(len(tree), dtype=bool)
    if order.general is not None or order.equal or not len(places):
        return result  # where masses differ too, no single point bounds a branch
    highest = prospects(levels, tree.leaves, order.table, opinion=order.opinion)
    plans = [
        prospects(levels, tree.leaves, order.table, entry.best, order.opinion)
        for entry in found[:8]
    ]
    starts = [level.start for level in levels.levels]
    for place in places:
        depth = bisect_right(starts, place) - 1
        start = starts[depth]
        first, last, _ = levels.span(int(levels.parents[place]))
        ceiling = highest[depth][place - start]
        others = [i - start for i in range(first, last) if i != place]
        result[place] = any(
            bool(((plan[depth][others] >= ceiling).all(axis=1)
                  & (plan[depth][others] > ceiling).any(axis=1)).any())
            for plan in plans
        )  # fmt: skip
    return result


def listed(tree: Compiled, found: Sequence[Best]) -> Stepwise:
    """Plans that are permitted for sure: those of the completion with the most best plans."""
    nothing = Stepwise(tree, np.zeros(len(tree), dtype=bool))
    steps = [Stepwise(tree, entry.best) for entry in found]
    return max(steps, key=lambda plans: plans.total, default=nothing)


def under_chance(tree: Compiled) -> Mask:
    """The nodes that no choice leads to, the root among them."""
    result = np.ones(len(tree), dtype=bool)
    for level in tree.levels.levels:
        result[tree.levels.below(level)] = level.under_chance
    return result


def only_ones(tree: Compiled, permitted: npt.NDArray[np.int8]) -> None:
    """Where all branches but one are surely not permitted, that one is: some branch always is."""
    for level in tree.levels.levels:
        if not len(level.inner):
            continue
        part = permitted[tree.levels.below(level)]
        left = np.add.reduceat(part != 0, level.first[:-1], dtype=np.int64)
        part[(level.spread(left) == 1) & (part != 0)] = 1
        permitted[tree.levels.below(level)] = part

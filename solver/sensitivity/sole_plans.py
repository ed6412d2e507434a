"""Where one plan is better than all others at every choice, which is seen without the sets of all plans.

At a node take for each coordinate the greatest that any plan has: no plan there has more of any.  Where at each
choice node just one branch has all of that, the plan that takes these branches has it, and each plan of another
branch has no more of anything and less of something: it is strictly dispreferred.  So there is one maximal plan at
each node, and it is the acceptable one.  All of it is in whole numbers.
"""

from typing import Final

import numpy as np

from solver.document.elements import Kind
from solver.induction.prospect_tables import Mask
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.prospect_order import Order
from solver.induction.tree.rollback import prospects
from solver.rules.dsm import DSM
from solver.rules.e_admissible import E_ADMISSIBLE
from solver.rules.naive import NAIVE
from solver.sensitivity.answers import Answered, Choices

#: The rules that permit what is maximal, or acceptable, and so the one plan that there is.
RULES_OF_THE_MAXIMAL: Final = frozenset({DSM.id, E_ADMISSIBLE.id, NAIVE.id})


def sole_branches(tree: Compiled) -> Mask | None:
    """For each node, in level order, whether it is below the one branch that is best; None where that is not so.

    Nodes that no choice leads to count as such.  Told only of trees in which no mass has to be equal.
    """
    order, levels = tree.order, tree.levels
    if type(order) is not Order or order.general is not None or order.equal or not order.size:
        return None
    if tree.opinions or tree.settled is not None:
        return None
    sole = np.ones(len(levels), dtype=bool)
    rows = prospects(levels, tree.leaves, order.table)
    for depth, level in enumerate(levels.levels[:-1]):
        if not level.has_choice:
            continue
        below = levels.levels[depth + 1]
        # What lies below a choice is scaled as its own level is, and what it leads to as the level above.
        scale, own = levels.scales[depth], levels.scales[depth + 1]
        above = np.repeat(rows[depth][level.inner], level.counts, axis=0).astype(object) * own
        has_all = (rows[depth + 1].astype(object) * scale == above).all(axis=1)
        chosen = has_all | level.under_chance
        starts = level.first[:-1]
        if (np.add.reduceat(has_all.astype(np.int64), starts)[~level.chance] != 1).any():
            return None
        sole[below.start : below.stop] = chosen
    return sole


def only_plan(tree: Compiled, sole: Mask) -> Answered:
    """The answer that permits these branches and no others."""
    branches = {branch: bool(sole[place]) for branch, place in tree.choice_branches.items()}
    chosen: dict[int, str] = {}
    stack = [0]
    while stack:
        node = stack.pop()
        if tree.kinds[node] is Kind.CHOICE:
            rows = zip(tree.branches[node], tree.children[node], strict=True)
            chosen[node], child = next(row for row in rows if branches[row[0]])
            stack.append(child)
        else:
            stack += tree.children[node]
    plan: Choices = tuple((tree.ids[node], chosen[node]) for node in sorted(chosen))
    return Answered(branches, 1, frozenset({plan}), decided=True)

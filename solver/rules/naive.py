"""Naive choice: at each node what looks best from there, without memory and without commitment."""

import numpy as np

from solver.budget import Budget
from solver.induction.compiled_tree import Compiled
from solver.induction.prospect_tables import Mask, maximal_sets
from solver.induction.stepwise_plans import Stepwise, reached
from solver.induction.table_plans import first_branches, gaps, opened
from solver.rules.dominance import Dominance
from solver.rules.partial_answers import Best, best_plans, surely_beaten
from solver.rules.rule import UNDECIDED, Answer, Rule, Said, said


def _apply(tree: Compiled, budget: Budget) -> Answer:
    maximal = maximal_sets(tree, budget)
    permitted = said(first_branches(tree, maximal))
    open_nodes = opened(maximal)
    if open_nodes.any():
        _decide(tree, permitted, open_nodes, budget)
    surely, possibly = permitted == 1, permitted != 0
    reachable = np.where(reached(tree, possibly), UNDECIDED, 0).astype(np.int8)
    reachable[reached(tree, surely)] = 1
    plans = Stepwise(tree, surely)
    listed = plans.total
    dominance = Dominance(tree, maximal)
    return Answer(
        permitted=permitted,
        reachable=reachable,
        plans=plans,
        total=listed if (reachable != UNDECIDED).all() else None,
        listed=listed,
        dominating=dominance.of_plan,
        dominated=dominance.among_stepwise(possibly, budget) if not open_nodes.any() else None,
        gaps=lambda: gaps(tree, maximal),
    )


def _decide(tree: Compiled, permitted: Said, open_nodes: Mask, budget: Budget) -> None:
    """What is sure at nodes whose sets went past the budget.

    What is best under a completion is maximal, so that its first branches are permitted, whether
    or not a plan leads to the node.
    """
    open_branches = open_nodes[tree.levels.parents]
    permitted[open_branches] = UNDECIDED
    found: list[Best] = []
    # Without independence what is best under a completion need not be maximal.
    for entry in best_plans(tree, budget) if tree.order.keeps_independence else ():
        found.append(entry)
        permitted[open_branches & entry.best] = 1
        if not (permitted == UNDECIDED).any():
            return
    undecided = np.flatnonzero(permitted == UNDECIDED).tolist()
    permitted[surely_beaten(tree, found, undecided)] = 0


NAIVE = Rule(
    id="naive",
    name="Naive",
    summary="At each node begin any plan that is maximal from there, whatever was planned before.",
    explanation=(
        "At each choice node the permitted branches are the first branches of the plans that are "
        "maximal there: no plan available at the node is strictly preferred to them. There is no "
        "memory and no commitment, so the permitted plans are whatever these choices add up to.\n\n"
        "This is the foil: with preferential gaps it can be led step by step to a plan that is "
        "dominated, which is what a money pump does.\n\n"
        "Source: Gustafsson, Money-pump arguments (2022), on naive choice."
    ),
    apply=_apply,
)

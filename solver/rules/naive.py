"""Naive choice: at each node what looks best from there, without memory and without commitment."""

from solver.budget import Budget
from solver.compiled import Compiled
from solver.rules.base import Answer, Rule, first_branches, gaps, maximal_ways
from solver.rules.ways import stepwise


def _apply(tree: Compiled, budget: Budget) -> Answer:
    maximal = maximal_ways(tree, budget)
    permitted = first_branches(maximal)
    ways = stepwise(tree, {node: sorted(places) for node, places in permitted.items()})
    return Answer(permitted, ways, available=maximal, gaps=gaps(maximal))


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

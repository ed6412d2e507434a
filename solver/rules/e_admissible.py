"""E-admissibility (Levi 1974), which is Weatherson's version of Caprice (2008).

A plan is acceptable iff it maximises expected utility under some completion of the preferences.
"""

from solver.budget import Budget
from solver.compiled import Compiled
from solver.preferences import acceptable
from solver.rules.base import Answer, Rule, gaps, maximal_ways, on_plan
from solver.rules.ways import induce


def _apply(tree: Compiled, budget: Budget) -> Answer:
    ways = induce(
        tree, lambda vectors: acceptable(tree.preference, vectors, budget.cancelled), budget
    )
    permitted, off = on_plan(ways)
    return Answer(permitted, ways, gaps=gaps(maximal_ways(tree, budget)), off_plan=off)


E_ADMISSIBLE = Rule(
    id="e-admissible",
    name="E-admissible",
    summary="Follow a plan that some completion of the preferences makes best.",
    explanation=(
        "A plan is acceptable at a node if some completion of the preferences (a utility function "
        "that respects every strict preference strictly) makes it a maximiser of expected utility "
        "among the plans available there. A continuation is permitted if it belongs to a plan from "
        "the root that agrees with the choices made so far and is acceptable at every node on the "
        "way.\n\n"
        "A plan that no plan is preferred to can still be unacceptable: then a mixture of other "
        "plans is preferred to it.\n\n"
        "Sources: Levi, On indeterminate probabilities (1974); Weatherson, Decision making with "
        "imprecise probabilities (2008), whose Caprice this is.\n\n"
        "Our reading: off the plan, and at nodes of probability zero, as for Dynamic Strong "
        "Maximality."
    ),
    apply=_apply,
)

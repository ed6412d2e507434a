"""Dynamic Strong Maximality (Petersen, *Invulnerable incomplete preferences*, 2023).

Resolute choice: follow a plan that was maximal when it was chosen and is maximal at every node
that it passes.  With transitive preferences strongly maximal is the same as maximal.
"""

from solver.budget import Budget
from solver.induction.compiled_tree import Compiled
from solver.induction.prospect_tables import maximal_sets
from solver.rules.resolute import resolute
from solver.rules.rule import Answer, Rule


def _apply(tree: Compiled, budget: Budget) -> Answer:
    return resolute(tree, maximal_sets(tree, budget), budget)


DSM = Rule(
    id="dsm",
    name="Dynamic Strong Maximality",
    summary="Follow a plan that no available plan was ever strictly preferred to.",
    explanation=(
        "At each choice node a continuation is permitted if it belongs to a plan from the root that "
        "agrees with the choices made so far and is maximal at every node on the way: no plan "
        "available there is strictly preferred to it. The permitted plans are the maximal plans.\n\n"
        "Source: Petersen, Invulnerable incomplete preferences: a formal statement (2023).\n\n"
        "Our reading, from the published summary: with transitive preferences strongly maximal "
        "means maximal; parts of a plan at nodes of probability zero must be maximal as well; and "
        "where the way so far was not permitted, plans count from the earliest later node that "
        "leaves any, and the agent is said to be off its plan."
    ),
    apply=_apply,
)

"""Dynamic Strong Maximality (Petersen, *Invulnerable incomplete preferences*, 2023).

Resolute choice: follow a plan that was maximal when it was chosen and is maximal at every node
that it passes.  With transitive preferences strongly maximal is the same as maximal.
"""

from collections.abc import Sequence
from typing import Final

from solver.budget import Budget
from solver.explain.case import Case
from solver.explain.explanation import Clause, Explanation, Part, Witness
from solver.explain.lottery_contrast import contrast
from solver.induction.prospect_sets import Sets, maximal_sets
from solver.rules.resolute import Resolute
from solver.rules.rule import DependsOn
from solver.translation import mark, tr
from solver.words.explanation_words import compared
from solver.words.names import Names

FOLLOWS: Final = Clause(
    "follows",
    "Dynamic Strong Maximality: follow a plan that is maximal at every node that "
    "it passes (Petersen 2023; our reading of the published summary).",
)
RULED_OUT: Final = Clause(
    "ruled out",
    "Dynamic Strong Maximality: never follow a plan to which an available plan "
    "was strictly preferred (Petersen 2023; our reading of the published summary).",
)


class DynamicStrongMaximality(Resolute):
    """Follow a plan that is maximal at every node that it passes."""

    id = "dsm"
    depends_on = DependsOn.MAXIMAL_SETS
    name = "Dynamic Strong Maximality"
    short = "DSM"
    called = "Dynamic Strong Maximality"
    summary = mark("Follow a plan that no available plan was ever strictly preferred to.")
    explanation = (
        "At each choice node a continuation is permitted if it belongs to a plan from the root that "
        "agrees with the choices made so far and is maximal at every node on the way: no plan "
        "available there is strictly preferred to it. The permitted plans are the maximal plans.\n\n"
        "Source: Petersen, Invulnerable incomplete preferences: a formal statement (2023).\n\n"
        "Our reading, from the published summary: with transitive preferences strongly maximal "
        "means maximal; parts of a plan at nodes of probability zero must be maximal as well; and "
        "where the way so far was not permitted, plans count from the earliest later node that "
        "leaves any, and the agent is said to be off its plan.\n\n"
        "Petersen assumes less than transitive preferences; the relations here are transitive. Under a "
        "relation that breaks independence (Timestep Dominance) parts of maximal plans need not be "
        "maximal. There, and this is our reading, the rule is in normal form: a plan is judged as a "
        "whole, as seen from the root, and its parts only where chance never leads. The permitted "
        "plans are again the maximal ones, what they do is permitted, and a node at which another "
        "branch would be strictly preferred, seen from there alone, is named as a clash.\n\n"
        "We had no access to Petersen’s formal definitions and footnote 16."
    )
    examples = (
        ("single-souring", "A, or going on to B; never A−."),
        ("single-sweetening", "Going on to B or to A+; never A."),
        ("shutdown", "All four plans are permitted, including those that manage the news."),
    )
    follows = FOLLOWS
    ruled_out = RULED_OUT
    admitted = mark("is maximal")

    def sets(self, case: Case, budget: Budget | None = None) -> Sets:
        return case.within(maximal_sets, budget)

    def speaks_for(
        self, case: Case, number: int, plan: Part, beside: Sequence[int] = ()
    ) -> tuple[Witness, ...]:
        """How the plan compares with another maximal plan, if possible with one of these rows."""
        rows = [*beside, *case.rows(case.maximal, number)]
        others = [row for row in rows if case.point(case.maximal, number, row) != plan.point]
        if not others:
            return (Witness(plan),)
        other = case.part_of(case.maximal, number, others[0])
        return (Witness(plan, other, contrast(case, other, plan)),)

    def followed(self, names: Names, found: Explanation, start: str) -> list[str]:
        further = "" if found.start == found.node else tr(" and at every node on the way")
        witness, where = found.witnesses[0], names.node_in_sentence(found.start)
        result = [
            tr(
                "{start} is maximal at {where}{further}: no plan available there is strictly preferred to it."
            ).format(start=start, where=where, further=further)
        ]
        return result + compared(names, witness)


DSM: Final = DynamicStrongMaximality()

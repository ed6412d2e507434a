"""Maximin (Wald 1950): take the plan whose worst possible net value is greatest."""

from typing import Final

from solver.explain.explanation import Clause
from solver.induction.end_scores import Fixed, NetValues
from solver.induction.tree.compiled_tree import Compiled
from solver.rules.rule import DependsOn
from solver.rules.without_probabilities.by_ends_of_plans import ByEnds
from solver.translation import mark

TAKES: Final = Clause(
    "worst is best",
    "Maximin: take a plan whose worst possible net value is the greatest (Wald 1950).",
)
LEAVES: Final = Clause(
    "worst is worse",
    "Maximin: reject a plan whose worst possible net value is less than another’s (Wald 1950).",
)


class Maximin(ByEnds):
    """Maximise the worst net value."""

    id = "maximin"
    depends_on = DependsOn.NET_VALUES
    name = "Maximin"
    called = "Maximin"
    summary = mark("Take the plan whose worst possible end is best, however likely the ends are.")
    explanation = (
        "A plan is as good as its worst net value among the ends that have positive probability. "
        "The permitted plans are those from the root whose worst net value is the greatest. "
        "Probabilities play no other part, and the outcomes of the tree must stand on one scale "
        "with one criterion.\n\n"
        "At each choice node a branch is permitted if it belongs to such a plan that comes there. "
        "Where no such plan comes, plans count from the earliest later node on the way that leaves "
        "any, and the agent is said to be off its plan. Plans are judged as wholes, so that at a "
        "node alone the rule might choose otherwise: such nodes are named. It is not restricted to "
        "plans to which no other is strictly preferred, and may permit dominated ones.\n\n"
        "Source: Wald, Statistical decision functions (1950); Luce and Raiffa, Games and decisions "
        "(1957), chapter 13.\n\n"
        "Our reading: that trees are solved by whole plans; that parts of a plan at nodes of "
        "probability zero are judged from there; and that nodes are named at which the rule, asked "
        "there alone, would not permit a branch that it permits."
    )
    of_opinions = mark("best by the worst end that any opinion holds possible")
    examples = (("oil", "It walks away: whatever is in the ground, nothing is lost."),)
    takes = TAKES
    leaves = LEAVES
    worth = mark("worst net value")
    value_name = mark("worst net value")

    def scores(self, tree: Compiled, values: NetValues) -> Fixed:
        return Fixed(tree, values, by_worst=True)


MAXIMIN: Final = Maximin()

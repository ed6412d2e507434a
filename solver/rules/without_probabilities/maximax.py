"""Maximax: take the plan whose best possible net value is greatest."""

from typing import Final

from solver.explain.explanation import Clause
from solver.induction.end_scores import Fixed, NetValues
from solver.induction.tree.compiled_tree import Compiled
from solver.rules.rule import DependsOn
from solver.rules.without_probabilities.by_ends_of_plans import ByEnds
from solver.translation import mark

TAKES: Final = Clause(
    "best is best", "Maximax: take a plan whose best possible net value is the greatest."
)
LEAVES: Final = Clause(
    "best is worse", "Maximax: reject a plan whose best possible net value is less than another’s."
)


class Maximax(ByEnds):
    """Maximise the best net value."""

    id = "maximax"
    depends_on = DependsOn.NET_VALUES
    name = "Maximax"
    called = "Maximax"
    summary = mark("Take the plan whose best possible end is best, however likely the ends are.")
    explanation = (
        "A plan is as good as its best net value among the ends that have positive probability. The "
        "permitted plans are those from the root whose best net value is the greatest. "
        "Probabilities play no other part, and the outcomes of the tree must stand on one scale "
        "with one criterion.\n\n"
        "At each choice node a branch is permitted if it belongs to such a plan that comes there: "
        "where the best end is still available on another branch of chance, that is any. Where no "
        "such plan comes, plans count from the earliest later node on the way that leaves any, and "
        "the agent is said to be off its plan. Plans are judged as wholes, so that at a node alone "
        "the rule might choose otherwise: such nodes are named. It is not restricted to plans to "
        "which no other is strictly preferred, and may permit dominated ones.\n\n"
        "Source: Luce and Raiffa, Games and decisions (1957), chapter 13, on the criterion of "
        "pessimism and optimism, of which this is the optimist’s end.\n\n"
        "Our reading: that trees are solved by whole plans; that parts of a plan at nodes of "
        "probability zero are judged from there; and that nodes are named at which the rule, asked "
        "there alone, would not permit a branch that it permits."
    )
    of_opinions = mark("best by the best end that any opinion holds possible")
    examples = (("oil", "It drills at once: then there is the most to gain."),)
    takes = TAKES
    leaves = LEAVES
    worth = mark("best net value")
    value_name = mark("best net value")

    def scores(self, tree: Compiled, values: NetValues) -> Fixed:
        return Fixed(tree, values, by_worst=False)


MAXIMAX: Final = Maximax()

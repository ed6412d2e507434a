"""One plan: its choices, the leaves that it reaches, and the features of its prospect."""

from collections.abc import Mapping
from fractions import Fraction

from solver.induction.tree.compiled_tree import Compiled
from solver.solution import Plan


def plan_of(tree: Compiled, choices: Mapping[int, int]) -> Plan:
    """The plan that takes the branch of this place at each of these choice nodes."""
    return Plan(
        choices={tree.ids[node]: tree.branches[node][choices[node]] for node in sorted(choices)},
        prospect=tree.prospect_of(choices),
    )


def places_of(tree: Compiled, plan: Plan) -> dict[int, int]:
    """The choices of a plan by numbers: choice node → place of its branch."""
    number = tree.numbers
    return {
        number[node]: tree.branches[number[node]].index(branch)
        for node, branch in plan.choices.items()
    }


def point_of(tree: Compiled, plan: Plan, start: int = 0) -> tuple[Fraction, ...]:
    """The coordinates of a plan's prospect, seen from a node that it passes: the root by default."""
    return tree.point_of(places_of(tree, plan), start)

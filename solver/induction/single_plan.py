"""One plan: its choices, the leaves that it reaches, and the features of its prospect."""

from collections.abc import Mapping
from fractions import Fraction

from solver.document.elements import Kind
from solver.induction.compiled_tree import Compiled
from solver.solution import Plan


def plan_of(tree: Compiled, choices: Mapping[int, int]) -> Plan:
    """The plan that takes the branch of this place at each of these choice nodes."""
    return Plan(
        choices={tree.ids[node]: tree.branches[node][choices[node]] for node in sorted(choices)},
        prospect=tree.prospect(reached_leaves(tree, choices)),
    )


def places_of(tree: Compiled, plan: Plan) -> dict[int, int]:
    """The choices of a plan by numbers: choice node → place of its branch."""
    number = tree.numbers
    return {
        number[node]: tree.branches[number[node]].index(branch)
        for node, branch in plan.choices.items()
    }


def point_of(tree: Compiled, plan: Plan, start: int = 0) -> tuple[Fraction, ...]:
    """The coordinates of a plan's prospect, seen from a node that it passes: the root unless told."""
    total = [Fraction(0)] * tree.order.size
    for node, chance in reached_leaves(tree, places_of(tree, plan), start):
        for i, entry in enumerate(tree.order.points[tree.leaf_kinds[node]]):
            total[i] += chance * entry
    return tuple(total)


def reached_leaves(
    tree: Compiled, choices: Mapping[int, int], start: int = 0
) -> list[tuple[int, Fraction]]:
    """The leaves that a plan reaches from a node with positive probability, and that probability."""
    leaves = []
    stack = [(start, Fraction(1))]
    while stack:
        node, chance = stack.pop()
        if not tree.children[node]:
            leaves.append((node, chance))
        elif tree.kinds[node] is Kind.CHOICE:
            stack.append((tree.children[node][choices[node]], chance))
        else:
            pairs = zip(tree.children[node], tree.shares[node], strict=True)
            stack.extend((child, chance * share) for child, share in pairs if share)
    return leaves

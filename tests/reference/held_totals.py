"""Policies among those that give an outcome the same probability, by the definitions."""

from fractions import Fraction

from solver.analyses.policy_faces.undominated_policies import Policies, Shares, Total
from solver.document.elements import Kind
from solver.preferences.exact_simplex import Infeasible, Optimum, maximise
from tests.reference.all_plans import Reference, Vector, feasible, minus, whole

ZERO, ONE = Fraction(0), Fraction(1)


def features(reference: Reference, shares: Shares, outcome: str) -> tuple[Vector, Fraction]:
    """A policy's features and the probability of an outcome, by walking down the tree."""
    document, total, given = reference.document, [ZERO] * len(reference.strict[0]), ZERO

    def walk(node: str, weight: Fraction) -> None:
        nonlocal total, given
        entry = document.nodes[node]
        if entry.outcome is not None:
            own = reference.plans(node)[0].features
            total = [a + weight * b for a, b in zip(total, own, strict=True)]
            given += weight * (entry.outcome == outcome)
        chance = entry.kind is Kind.CHANCE
        parts = reference.probabilities(node) if chance else []
        for i, branch in enumerate(document.children(node)):
            walk(branch.target, weight * (parts[i] if chance else shares[branch.id]))

    walk(reference.root, ONE)
    return tuple(total), given


def undominated_given(reference: Reference, shares: Shares, outcome: str) -> bool:
    """By the definition, dually: some completion and some price of the total make it best."""
    strict = [(*row, 0) for row in reference.strict]
    equal = [(*row, 0) for row in reference.equal]
    point = features(reference, shares, outcome)
    weak = set()
    for plan in reference.plans(reference.root):
        chance = reference.lottery(plan).get(outcome, ZERO)
        weak.add(whole((*minus(point[0], plan.features), point[1] - chance)))
    return feasible(strict, weak, equal)


def reference_range(
    policies: Policies, total: Total, probability: Fraction, node: int, child: int, sign: int
) -> Fraction | None:
    """The least (sign -1) or greatest share by a linear program over realisation weights.

    Weights and a factor t are scaled so that the node's weight is 1 (Charnes and Cooper 1962).
    """
    tree, counted = policies.tree, policies.counted(total)
    size = len(tree)
    rows: list[tuple[list[Fraction], Fraction]] = []  # coefficients of the weights and t, right

    def row(entries: dict[int, Fraction], right: Fraction = ZERO) -> None:
        rows.append(([entries.get(i, ZERO) for i in range(size + 1)], right))

    row({0: ONE, size: -ONE})
    held = {size: -probability}
    for place, children in enumerate(tree.children):
        if not children:
            held[place] = Fraction(counted[tree.leaf_kinds[place]])
        elif tree.kinds[place] is Kind.CHOICE:
            row({place: -ONE} | dict.fromkeys(children, ONE))
        else:
            for below in children:
                row({place: -ONE, below: ONE})
    chances = [ONE] * size
    for place, children in enumerate(tree.children):
        for below, share in zip(children, tree.shares[place], strict=True):
            chance = tree.kinds[place] is Kind.CHANCE
            chances[below] = chances[place] * (share if chance else ONE)
    row({i: p * (chances[i] if i < size else 1) for i, p in held.items()})
    row({node: ONE}, ONE)
    columns = [tuple(entries[i] for entries, _ in rows) for i in range(size + 1)]
    aim = [Fraction(sign * (i == child)) for i in range(size + 1)]
    answer = maximise(columns, tuple(right for _, right in rows), aim)
    if isinstance(answer, Infeasible):
        return None
    assert isinstance(answer, Optimum)
    return sign * answer.value

"""Policies among those that give an outcome the same probability, by the definitions."""

from collections.abc import Sequence
from fractions import Fraction

from solver.analyses.policy_faces.undominated_policies import Policies, Shares, Total
from solver.document.elements import Kind
from solver.preferences.exact_simplex import Infeasible, Optimum, maximise
from tests.reference.all_plans import Reference, Vector, feasible, minus, whole
from tests.reference.opinions import Together

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


def given_by_each(reference: Together, outcome: str) -> list[tuple[Fraction, ...]]:
    """What each opinion gives an outcome, for every plan from the root in order."""
    apart = [
        [own.lottery(plan).get(outcome, ZERO) for plan in own.plans(own.root)]
        for own in reference.readings
    ]
    return list(zip(*apart, strict=True))


def undominated_given_by_each(
    reference: Together, own: Vector, held: Sequence[Fraction], outcome: str
) -> bool:
    """Whether no mixture is strictly preferred to these features that leaves what each opinion gives.

    Dually: some completion, or some multipliers of the gains scale by scale, and a price for each opinion.
    """
    nothing = (0,) * len(held)
    plans, given = reference.plans(reference.root), given_by_each(reference, outcome)
    pairs = list(zip((plan.features for plan in plans), given, strict=True))
    if not reference.by_scale:
        strict = [(*row, *nothing) for row in reference.strict]
        equal = [(*row, *nothing) for row in reference.equal]
        weak = {whole((*minus(own, p), *minus(held, more))) for p, more in pairs}
        return feasible(strict, weak, equal)
    gains: list[tuple[int, int, Fraction]] = []
    unreached: list[int] = []
    for start, reading in zip(reference._starts, reference.readings, strict=False):
        masses = {key[1:]: start + i for i, key in enumerate(reading._keys) if key[0] == "mass"}
        unreached += [mass for mass in masses.values() if not own[mass]]
        for i, key in enumerate(reading._keys, start):
            if key[0] != "mass" and own[masses[key[1:]]]:
                gains.append((i, masses[key[1:]], own[i] / own[masses[key[1:]]]))
    size = len(gains) + len(unreached) + len(held)
    strict = [tuple(int(i == k) for k in range(size)) for i in range(len(gains))]
    weak = {
        whole((
            *(c * p[m] - p[v] for v, m, c in gains),
            *(p[m] for m in unreached),
            *minus(more, held),
        ))
        for p, more in pairs
    }  # fmt: skip
    return feasible(strict, weak, [])


def range_given_by_each(
    reference: Together, outcome: str, probability: Fraction, branch: str, sign: int
) -> Fraction | None:
    """The least (sign -1) or greatest share that a mixture of plans gives a branch where it comes.

    Of the mixtures to which each opinion gives the same probability of the outcome; weights are scaled so that
    those of the plans that come there sum to 1.
    """
    document = reference.document
    node, below = document.branches[branch].source, document.branches[branch].target
    plans, given = reference.plans(reference.root), given_by_each(reference, outcome)
    columns, aim = [], []
    for plan, own in zip(plans, given, strict=True):
        reached = reference.reached(plan, reference.root)
        columns.append((Fraction(node in reached), *(p - probability for p in own)))
        aim.append(Fraction(sign * (below in reached)))
    answer = maximise(columns, (ONE, *(ZERO for _ in reference.readings)), aim)
    if isinstance(answer, Infeasible):
        return None
    assert isinstance(answer, Optimum)
    return sign * answer.value


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

"""What each rule permits, word for word, over all plans listed by `tests.reference.all_plans`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from solver.document.elements import Kind
from tests.reference.all_plans import Reference, RefPlan

#: With a single opinion these maximise expected value, on one scale and one criterion.
BY_INTERVALS = ("gamma-maximin", "gamma-maximax", "hurwicz", "interval-dominance")
#: Rules that have an answer on one scale with one criterion only.
ONE_SCALE = (*BY_INTERVALS, "maximin", "maximax", "minimax-regret")


@dataclass(frozen=True)
class Expected:
    permitted: Mapping[str, frozenset[str]]  # choice node → branches
    plans: frozenset[tuple[tuple[str, str], ...]]
    off: frozenset[str] = frozenset()
    clashes: frozenset[str] = frozenset()
    value: Fraction | None = None


def expected(reference: Reference, rule: str, values: Mapping[str, Fraction]) -> Expected:
    """``values``: the utility of each leaf's node, which only expected utility looks at."""
    if rule == "eu":
        return _eu(reference, values)
    if rule == "naive":
        return _stepwise(
            reference, {n: first_branches(n, reference.maximal(n)) for n in reference.choice_nodes}
        )
    if rule == "caprice":
        return _caprice(reference)
    if rule == "sophisticated":
        return _stepwise(
            reference, {n: frozenset(kept) for n, kept in foresight(reference)[1].items()}
        )
    if rule == "credence":
        return _stepwise(reference, _credence(reference))
    admitted = {
        n: {
            p.choices
            for p in (reference.acceptable(n) if rule == "e-admissible" else reference.maximal(n))
        }
        for n in reference.document.tree
    }
    return (normal_form if reference.by_scale else _resolute)(reference, admitted)


def first_branches(node: str, plans: Iterable[RefPlan]) -> frozenset[str]:
    """The branches of a choice node with which plans from there begin."""
    return frozenset(dict(plan.choices)[node] for plan in plans)


def _stepwise(reference: Reference, permitted: Mapping[str, frozenset[str]]) -> Expected:
    plans = frozenset(
        plan.choices
        for plan in reference.plans(reference.root)
        if all(branch in permitted.get(node, (branch,)) for node, branch in plan.choices)
    )
    return Expected(permitted, plans)


def value_of(
    reference: Reference, plan: RefPlan, node: str, values: Mapping[str, Fraction]
) -> Fraction:
    """The expected utility of a plan from a node, by walking down."""
    entry = reference.document.nodes[node]
    if entry.kind is Kind.OUTCOME:
        return values[node]
    branches = reference.document.children(node)
    if not reference.is_chance(node):
        taken = dict(plan.choices)[node]
        target = next(b.target for b in branches if b.id == taken)
        return value_of(reference, plan, target, values)
    pairs = zip(reference.probabilities(node), branches, strict=True)
    return sum((p * value_of(reference, plan, b.target, values) for p, b in pairs), Fraction(0))


def _eu(reference: Reference, values: Mapping[str, Fraction]) -> Expected:
    best: dict[str, set[tuple[tuple[str, str], ...]]] = {}
    for node in reference.seen:
        if reference.is_held(node):
            continue
        worth = [(plan, value_of(reference, plan, node, values)) for plan in reference.plans(node)]
        most = max(value for _, value in worth)
        best[node] = {plan.choices for plan, value in worth if value == most}
    permitted = {
        node: frozenset(dict(choices)[node] for choices in best[node])
        for node in reference.choice_nodes
    }
    plans = frozenset(
        plan.choices
        for plan in reference.plans(reference.root)
        if all(
            node not in best or reference.part(plan, node).choices in best[node]
            for node in reference.reached(plan, reference.root)
        )
    )
    return Expected(permitted, plans)


def _credence(reference: Reference) -> Mapping[str, frozenset[str]]:
    """The branches left where later choices fall as the policy says, whatever is permitted there."""
    document = reference.document

    def worth(node: str) -> list[RefPlan]:
        if document.nodes[node].kind is Kind.OUTCOME or reference.is_held(node):
            return list(reference.plans(node))
        return list(
            reference.combinations(node, [worth(b.target) for b in document.children(node)])
        )

    permitted = {}
    for node in reference.choice_nodes:
        each = {b.id: [plan.features for plan in worth(b.target)] for b in document.children(node)}
        permitted[node] = frozenset(
            b
            for b, own in each.items()
            if not any(
                all(reference.prefers(p, q) for p in other for q in own)
                for d, other in each.items()
                if d != b
            )
        )
    return permitted


@dataclass(frozen=True)
class Filtered:
    """What Caprice does at a choice node, branch by branch.

    ``sound`` is without plans for which something better would be turned down with a choice to
    come; ``spared`` where that would leave nothing.  ``kept`` is without those to which something
    turned down before (``down``) is strictly preferred; ``undone`` where that would leave nothing.
    """

    offered: Mapping[str, list[RefPlan]]
    sound: Mapping[str, list[RefPlan]]
    kept: Mapping[str, list[RefPlan]]
    spared: bool
    undone: bool
    down: Sequence[RefPlan]
    siblings: Mapping[str, list[RefPlan]]

    def rivals(self, reference: Reference, branch: str) -> list[str]:
        """The branches of which every plan is strictly preferred to every plan of this one."""
        plans = self.kept[branch]
        return [
            d
            for d, others in self.kept.items()
            if d != branch
            and others
            and plans
            and all(reference.prefers(q.features, p.features) for q in others for p in plans)
        ]


def caprice_steps(reference: Reference) -> tuple[list[RefPlan], Mapping[str, Filtered]]:
    """K(root, nothing turned down), and what was done at each choice node."""
    steps: dict[str, Filtered] = {}
    document, prefers = reference.document, reference.prefers

    def chooses_on(plan: RefPlan, node: str) -> bool:
        return any(
            len(document.children(n)) > 1 and not reference.is_held(n)
            for n, _ in plan.choices
            if n != node
        )

    def beaten(plan: RefPlan, by: Iterable[RefPlan]) -> bool:
        return any(prefers(other.features, plan.features) for other in by)

    def follow(node: str, down: Sequence[RefPlan] | None) -> list[RefPlan]:
        """K(n, O); K° where O is None: nothing turned down counts at any node."""
        branches = document.children(node)
        kind = document.nodes[node].kind
        if kind is Kind.OUTCOME or reference.is_held(node):
            return list(reference.plans(node))
        if kind is Kind.CHANCE:
            parts = [follow(branch.target, down) for branch in branches]
            return list(reference.combinations(node, parts))
        siblings = {
            b.id: [p for other in branches if other is not b for p in reference.plans(other.target)]
            for b in branches
        }

        def offer(*, counting: bool) -> dict[str, list[RefPlan]]:
            return {
                b.id: [
                    RefPlan(tuple(sorted(((node, b.id), *p.choices))), p.features)
                    for p in follow(
                        b.target, [*(down or ()), *siblings[b.id]] if counting else None
                    )
                ]
                for b in branches
            }

        def sound(offered: Mapping[str, list[RefPlan]]) -> dict[str, list[RefPlan]]:
            return {
                b: [p for p in plans if not (chooses_on(p, node) and beaten(p, siblings[b]))]
                for b, plans in offered.items()
            }

        offered = offer(counting=down is not None)
        left = sound(offered)
        if spared := not any(left.values()):
            offered = offer(counting=False)
            left = sound(offered)
            if not any(left.values()):
                left = offered
        kept = {b: [p for p in plans if not beaten(p, down or ())] for b, plans in left.items()}
        if undone := not any(kept.values()):
            kept = left
        step = Filtered(offered, left, kept, spared, undone, down or (), siblings)
        steps[node] = step
        return [p for b, s in kept.items() if s and not step.rivals(reference, b) for p in s]

    return follow(reference.root, []), steps


def _caprice(reference: Reference) -> Expected:
    plans, steps = caprice_steps(reference)
    permitted = {
        node: frozenset(b for b, s in step.kept.items() if s and not step.rivals(reference, b))
        for node, step in steps.items()
    }
    return Expected(permitted, frozenset(plan.choices for plan in plans))


Offers = Mapping[str, list[RefPlan]]  # by branch of a choice node


def foresight(reference: Reference) -> tuple[Mapping[str, Offers], Mapping[str, Offers]]:
    """Sophisticated choice: what is foreseen on each branch of each choice node, and what is left."""
    document, offered, left = reference.document, dict[str, Offers](), dict[str, Offers]()

    def follow(node: str) -> list[RefPlan]:
        branches = document.children(node)
        kind = document.nodes[node].kind
        if kind is Kind.OUTCOME or reference.is_held(node):
            return list(reference.plans(node))
        below = {b.id: follow(b.target) for b in branches}
        if kind is Kind.CHANCE:
            return list(reference.combinations(node, list(below.values())))
        offered[node] = {
            b: [RefPlan(tuple(sorted(((node, b), *p.choices))), p.features) for p in plans]
            for b, plans in below.items()
        }
        left[node] = {
            b: plans
            for b, plans in offered[node].items()
            if not any(
                all(reference.prefers(q.features, p.features) for q in others for p in plans)
                for d, others in offered[node].items()
                if d != b
            )
        }
        return [plan for plans in left[node].values() for plan in plans]

    follow(reference.root)
    return offered, left


def foreseen_on(reference: Reference, node: str) -> dict[str, set[tuple[tuple[str, str], ...]]]:
    """The plans that sophisticated choice foresees on each branch of a choice node."""
    offered, _ = foresight(reference)
    return {b: {p.choices for p in plans} for b, plans in offered[node].items()}


def _resolute(
    reference: Reference, admitted: Mapping[str, set[tuple[tuple[str, str], ...]]]
) -> Expected:
    document = reference.document
    permitted: dict[str, frozenset[str]] = {}
    off = set()

    def admissible(plan: RefPlan, nodes: Iterable[str]) -> bool:
        return all(reference.part(plan, node).choices in admitted[node] for node in nodes)

    for node in reference.choice_nodes:
        path = [node]
        while path[0] != reference.root:
            above = document.parent(path[0])
            assert above is not None
            path.insert(0, above)
        for j in range(len(path)):
            # A plan runs through n iff it reaches it: then it agrees with the choices on the way.
            found = [
                plan
                for plan in reference.plans(path[j])
                if node in reference.reached(plan, path[j]) and admissible(plan, path[j:])
            ]
            if found:
                permitted[node] = first_branches(node, found)
                if j:
                    off.add(node)
                break
    plans = frozenset(
        plan.choices
        for plan in reference.plans(reference.root)
        if admissible(plan, reference.reached(plan, reference.root))
    )
    return Expected(permitted, plans, frozenset(off))


def normal_form(
    reference: Reference, admitted: Mapping[str, set[tuple[tuple[str, str], ...]]]
) -> Expected:
    """Plans are admitted as wholes, and their parts where chance never leads, counted from there on."""
    document = reference.document
    permitted: dict[str, frozenset[str]] = {}
    off, clashes = set(), set()

    def counts(plan: RefPlan, start: str) -> bool:
        return plan.choices in admitted[start] and all(
            counts(reference.part(plan, node), node) for node in reference.firsts(plan, start)
        )

    for node in reference.choice_nodes:
        path = [node]
        while path[0] != reference.root:
            above = document.parent(path[0])
            assert above is not None
            path.insert(0, above)
        for start in path:
            found = [
                plan
                for plan in reference.plans(start)
                if node in reference.reached(plan, start) and counts(plan, start)
            ]
            if found:
                permitted[node] = first_branches(node, found)
                if start != reference.root:
                    off.add(node)
                for plan in found:
                    part = reference.part(plan, node)
                    taken = dict(part.choices)[node]
                    if any(
                        dict(rival.choices)[node] != taken
                        and reference.prefers(rival.features, part.features)
                        for rival in reference.plans(node)
                    ):
                        clashes.add(node)
                break
    plans = frozenset(
        plan.choices for plan in reference.plans(reference.root) if counts(plan, reference.root)
    )
    return Expected(permitted, plans, frozenset(off), frozenset(clashes))

"""Rules without probabilities word for word: every plan by its ends, every state of the world listed."""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import product

from solver.document.elements import Kind
from solver.document.values import criterion_values
from tests.reference.all_plans import Reference, RefPlan
from tests.reference.rules import Expected, first_branches

BY_ENDS = ("maximin", "maximax", "minimax-regret")
Branches = Mapping[str, str]  # chance node → branch: a state of the world


def value_at(reference: Reference, leaf: str) -> Fraction:
    """The net value of an end on the one criterion, the more the better."""
    document = reference.document
    outcome = document.outcomes[str(document.nodes[leaf].outcome)]
    assert outcome.value is not None
    ((criterion, value),) = criterion_values(document, outcome.value).items()
    entry = document.criterion(criterion)
    sign = -1 if entry is not None and entry.better == "less" else 1
    return sign * (value + reference.paid[leaf].get(criterion, Fraction(0)))


def has_one_criterion(reference: Reference) -> bool:
    document = reference.document
    used = [
        document.outcomes[str(n)] for n in (document.nodes[i].outcome for i in reference.seen) if n
    ]
    criteria = {c for o in used if o.value is not None for c in criterion_values(document, o.value)}
    names = {o.scale_name for o in used}
    return len(names) == len(criteria) == 1 and None not in names


def ends_of(reference: Reference, plan: RefPlan, start: str, *, possible: bool) -> list[str]:
    """Where a plan may end with positive probability from a node on; or the nodes at which one first
    has probability zero.
    """
    document, found, never, stack = reference.document, list[str](), list[str](), [start]
    choices = dict(plan.choices)
    while stack:
        node = stack.pop()
        kind, branches = document.nodes[node].kind, document.children(node)
        if kind is Kind.OUTCOME:
            found.append(node)
        elif not reference.is_chance(node):
            stack += [b.target for b in branches if b.id == choices[node]]
        else:
            for branch, p in zip(branches, reference.probabilities(node), strict=True):
                (stack if p else never).append(branch.target)
    return found if possible else never


def event_of(reference: Reference, node: str) -> object:
    """What tells the event of a chance node from others."""
    entry, branches = reference.document.nodes[node], reference.document.children(node)
    labels = [branch.label for branch in branches]
    if not entry.label or not all(labels) or len(set(labels)) < len(labels):
        return node
    return entry.label, frozenset(labels)


def comes_twice(reference: Reference) -> bool:
    """Whether an event comes twice on one way."""
    document = reference.document
    chances = [n for n in reference.seen if reference.is_chance(n)]
    return any(
        event_of(reference, n) == event_of(reference, below)
        for n in chances
        for below in document.below(n)
        if below != n and below in chances
    )


def states(reference: Reference, start: str) -> list[Branches]:
    """One branch for every event below a node."""
    document, events = reference.document, dict[object, list[str]]()
    for node in document.below(start):
        if reference.is_chance(node):
            events.setdefault(event_of(reference, node), []).append(node)
    options = []
    for event, nodes in events.items():
        each = []
        for branch in document.children(nodes[0]):
            taken = {nodes[0]: branch.id}
            if event != nodes[0]:
                for node in nodes[1:]:
                    same = [b.id for b in document.children(node) if b.label == branch.label]
                    taken[node] = same[0]
            each.append(taken)
        options.append(each)
    return [{n: b for part in chosen for n, b in part.items()} for chosen in product(*options)]


def end_in(reference: Reference, plan: RefPlan, start: str, state: Branches) -> str | None:
    """Where a plan ends in a state; None if some step there has probability zero."""
    document, node, choices = reference.document, start, dict(plan.choices)
    while document.nodes[node].kind is not Kind.OUTCOME:
        branches = document.children(node)
        if not reference.is_chance(node):
            node = next(b.target for b in branches if b.id == choices[node])
            continue
        place = next(i for i, b in enumerate(branches) if b.id == state[node])
        if not reference.probabilities(node)[place]:
            return None
        node = branches[place].target
    return node


def worths(reference: Reference, rule: str, start: str) -> list[tuple[RefPlan, Fraction]]:
    """What each plan from a node is worth by a rule, the more the better."""
    plans = reference.plans(start)
    if rule != "minimax-regret":
        among = min if rule == "maximin" else max
        return [
            (
                plan,
                among(
                    value_at(reference, leaf)
                    for leaf in ends_of(reference, plan, start, possible=True)
                ),
            )
            for plan in plans
        ]
    regrets = [Fraction(0)] * len(plans)
    for state in states(reference, start):
        ends = [end_in(reference, plan, start, state) for plan in plans]
        values = [None if end is None else value_at(reference, end) for end in ends]
        best = max((value for value in values if value is not None), default=None)
        for i, value in enumerate(values):
            if value is not None and best is not None:
                regrets[i] = max(regrets[i], best - value)
    return [(plan, -regret) for plan, regret in zip(plans, regrets, strict=True)]


@lru_cache(maxsize=8)
def best_by_ends(reference: Reference, rule: str) -> Mapping[str, list[RefPlan]]:
    """N(n) at every node."""
    result: dict[str, list[RefPlan]] = {}
    for node in reversed(reference.seen):
        if reference.is_held(node):
            result[node] = reference.plans(node)
            continue
        worth = worths(reference, rule, node)
        best = max(value for _, value in worth)
        result[node] = [
            plan
            for plan, value in worth
            if value == best
            and all(
                reference.part(plan, never).choices in {p.choices for p in result[never]}
                for never in ends_of(reference, plan, node, possible=False)
            )
        ]
    return result


@lru_cache(maxsize=8)
def expected_by_ends(reference: Reference, rule: str) -> Expected:
    admitted, permitted, off = (
        best_by_ends(reference, rule),
        dict[str, frozenset[str]](),
        set[str](),
    )
    for node in reference.choice_nodes:
        path = [node]
        while path[0] != reference.root:
            above = reference.document.parent(path[0])
            assert above is not None
            path.insert(0, above)
        for j, start in enumerate(path):
            found = [p for p in admitted[start] if node in reference.reached(p, start)]
            if found:
                permitted[node] = first_branches(node, found)
                if j:
                    off.add(node)
                break
    clashes = {n for n in reference.choice_nodes if permitted[n] - first_branches(n, admitted[n])}
    value = None
    if rule != "minimax-regret":
        value = max(value for _, value in worths(reference, rule, reference.root))
    return Expected(
        permitted,
        frozenset(plan.choices for plan in admitted[reference.root]),
        frozenset(off),
        frozenset(clashes),
        value,
    )

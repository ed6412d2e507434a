"""What the rules share: the shape of a rule, the maximal plans, and how an answer is put together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from solver.budget import Budget
from solver.comparison import Relation
from solver.compiled import Compiled
from solver.document import Kind
from solver.linear import Vector
from solver.rules.ways import Ways, induce, vector_of
from solver.solution import PermittedPlan, Plan, Solution, Verdict


@dataclass(frozen=True)
class Answer:
    """What one rule finds out; `solution` turns it into the value that everybody sees.

    ``permitted`` has the places of the permitted branches at each choice node; ``ways`` the plans
    that the rule permits; ``available`` the maximal plans, if some permitted plan may be dominated
    (None where none can be).
    """

    permitted: Mapping[int, frozenset[int]]
    ways: Ways
    available: Ways | None = None
    value: Fraction | None = None
    gaps: frozenset[str] = field(default_factory=frozenset)
    off_plan: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Rule:
    """A decision rule: ``id`` for scripts, ``name`` for people, what it says, and how it is applied.

    ``summary`` is one sentence; ``explanation`` gives the definition, the source, and where the
    source leaves something open *our reading*.
    """

    id: str
    name: str
    summary: str
    explanation: str
    apply: Callable[[Compiled, Budget], Answer] = field(repr=False)


def maximal_ways(tree: Compiled, budget: Budget) -> Ways:
    """M(n) at every node: the plans that no available plan is strictly preferred to.

    Parts at nodes of probability zero are kept to maximal ones as well; that changes no vector.
    """
    return induce(tree, tree.preference.maximal, budget)


def first_branches(ways: Ways) -> dict[int, frozenset[int]]:
    """At each choice node the places of the branches that some kept vector comes by."""
    return {
        node: frozenset(place for places in options.values() for place in places)
        for node, options in ways.options.items()
    }


def gaps(maximal: Ways) -> frozenset[str]:
    """The choice nodes at which maximal plans of different branches are in a preferential gap."""
    tree = maximal.tree
    return frozenset(
        tree.ids[node] for node, options in maximal.options.items() if _has_gap(tree, options)
    )


def _has_gap(tree: Compiled, options: Mapping[Vector, Sequence[int]]) -> bool:
    items = [(vector, set(places)) for vector, places in options.items()]
    return any(
        (len(p | q) > 1) and tree.preference.compare(v, w) is Relation.GAP
        for i, (v, p) in enumerate(items)
        for w, q in items[:i]
    )


def solution(rule: str, tree: Compiled, answer: Answer, limit: int, budget: Budget) -> Solution:
    """The value that everybody sees: verdicts, the first plans, and what dominates them."""
    taken = answer.ways.taken
    branches = {
        branch: Verdict(permitted=place in answer.permitted[node], reachable=branch in taken)
        for node in tree.choice_nodes()
        for place, branch in enumerate(tree.branches[node])
    }
    total = answer.ways.total
    plans = []
    for rank in range(min(total, limit)):
        budget.look()
        plan = answer.ways.plan(rank)
        plans.append(PermittedPlan(plan, _dominating(tree, plan, answer.available)))
    return Solution(
        rule=rule,
        branches=branches,
        plans=tuple(plans),
        plans_total=total,
        complete=total <= limit,
        value=answer.value,
        gaps=answer.gaps,
        off_plan=answer.off_plan,
    )


def _dominating(tree: Compiled, plan: Plan, available: Ways | None) -> Plan | None:
    """An available plan that is strictly preferred to this one, if there is any."""
    if available is None:
        return None
    vector = vector_of(tree, plan)
    for better in available.vectors[0]:
        if tree.preference.prefers(better, vector):
            return available.plan_for(better)
    return None


def on_plan(ways: Ways) -> tuple[dict[int, frozenset[int]], frozenset[str]]:
    """What resolute choice permits at each choice node, and the nodes where the agent is off plan.

    A branch is permitted at a node iff some plan from the root runs through the node, agrees with
    the choices on the way, takes the branch, and is admitted at every node of the way.  Where the
    way itself was not permitted, plans start from the earliest node of the way that leaves any.
    """
    tree = ways.tree
    permitted: dict[int, frozenset[int]] = {}
    off: set[str] = set()
    start = {0: 0}  # not 0: the plans that count begin below the root
    targets = {0: set(ways.vectors[0])}
    for node in range(len(tree)):
        wanted = targets.pop(node)
        if tree.kinds[node] is Kind.OUTCOME:
            continue
        if tree.kinds[node] is Kind.CHOICE:
            options = ways.options[node]
            permitted[node] = frozenset(place for vector in wanted for place in options[vector])
            if start[node]:
                off.add(tree.ids[node])
        for child, below in ways.targets_below(node, wanted):
            start[child], targets[child] = start[node], below
            if not below and tree.kinds[child] is not Kind.OUTCOME:
                start[child], targets[child] = _restart(ways, child)
    return permitted, frozenset(off)


def _restart(ways: Ways, node: int) -> tuple[int, set[Vector]]:
    """The earliest start that leaves plans running through a node, and their parts there.

    Found from below: a start that leaves none leaves none to those above it either, and most
    nodes off plan are off it by their own parent already.
    """
    parents, way = ways.tree.parents, [node]
    through = set(ways.vectors[node])
    while parents[way[-1]] >= 0:
        through = ways.vectors_through(parents[way[-1]], way[-1], through)
        if not through:
            break
        way.append(parents[way[-1]])
    targets = set(ways.vectors[way[-1]])
    for above, below in zip(way[:0:-1], way[-2::-1], strict=True):
        targets = dict(ways.targets_below(above, targets))[below]
    return len(way), targets

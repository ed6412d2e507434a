"""Randomised plans: the stated policy, and policies that dominate it.

A policy gives each choice node probabilities over its branches.  Sequence form (von Stengel 1996):
the realisation weight of the root is 1, those of a choice node's branches sum to its own, a chance
node's children inherit it.  Prospects are linear in realisation weights, so that one linear
program decides whether some policy's prospect is strictly preferred to a given one.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from solver.document.elements import BY_POLICY, Kind
from solver.document.model import Document
from solver.errors import CertificateError, NotSolvable
from solver.explain.case import Case
from solver.findings import Finding
from solver.induction.curved.by_order import require_sure_mixtures
from solver.induction.prospect_tables import Mask
from solver.induction.single_plan import places_of, plan_of
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.prospect_order import Order
from solver.induction.tree.rollback import prospects
from solver.induction.tree.settled_choices import Settled
from solver.preferences.exact_simplex import Optimum, Vector, dot, maximise
from solver.prospect import Prospect
from solver.solution import Lottery, Plan
from solver.translation import tr

ZERO = Fraction(0)
ONE = Fraction(1)


@dataclass(frozen=True)
class Policy:
    """The probability of every branch that leaves a choice node under the root, and what it leads to."""

    policy: Mapping[str, Fraction]
    prospect: Prospect

    @property
    def lottery(self) -> Lottery:
        """The probability of each outcome."""
        return self.prospect.lottery


@dataclass(frozen=True)
class Improvement:
    """A stated policy, and a policy strictly preferred to it; None if there is none.

    Where completions stand behind the relation the better one itself cannot be improved.  Else it
    may be: there need not be any such policy that cannot.
    """

    stated: Policy
    better: Policy | None

    @property
    def dominated(self) -> bool:
        """Whether there is one."""
        return self.better is not None


# ------------------------------------------------------------------------- stated policy


def stated_policy(asked: Document | Case) -> Policy:
    """The document's stated policy and the prospect that it induces: both exact parts of 1.

    ``policy`` of what is found has the probability of every branch that leaves a choice node, ``prospect`` that
    of every end of the tree (in sequence form, von Stengel 1996).  Choice nodes that state nothing count as uniform.  Raises `NotSolvable` where the document is
    not valid to solve.

    >>> import quandary
    >>> stated = quandary.stated_policy(quandary.example("shutdown"))
    >>> {outcome: str(p) for outcome, p in stated.lottery.items()}
    {'L': '9/20', 'U': '1/20', 'S': '1/2'}
    """
    tree = Case.of(asked).tree
    require_no_ties(tree)
    return _with_opinions(tree, _policy_of(tree, _stated_weights(tree)), stated_policy)


def _with_opinions(tree: Compiled, own: Policy, under: Callable[[Case], Policy]) -> Policy:
    """A policy with what it leads to under each opinion, found likewise."""
    if not tree.opinions:
        return own
    found = {id_: under(Case(reading)).prospect for id_, reading in tree.opinions.items()}
    return Policy(own.policy, Prospect(own.prospect, found))


def require_no_ties(tree: Compiled) -> None:
    """Refuse where a completion that settles choices leaves ties: then a policy leads to no one prospect.

    Raises `NotSolvable` with the nodes concerned.
    """
    tied = [
        tree.ids[node]
        for node in tree.choice_nodes()
        if not tree.chooses(node) and len(tree.children[node]) > 1
    ]
    if not tied:
        return
    name = tree.stated.nodes[tied[0]].label or tied[0]
    more = tr(" and at {tied} more").format(tied=len(tied) - 1) if len(tied) > 1 else ""
    message = tr(
        "At “{name}”{more} the completion that holds there leaves a tie, so that what a policy leads to is not settled. Change the completion, or let the policy hold there."
    ).format(name=name, more=more)
    raise NotSolvable([Finding(code="conduct.tie", message=message, nodes=tuple(tied))])


def _stated_weights(tree: Compiled) -> list[Fraction]:
    """The stated policy's realisation weight of every node."""
    weights = [ONE] * len(tree)
    for node in range(len(tree)):
        for child, share in zip(tree.children[node], tree.shares[node], strict=True):
            weights[child] = weights[node]
            if tree.kinds[node] is Kind.CHOICE:
                weights[child] *= share
    return weights


def plan_weights(tree: Compiled, plan: Plan) -> list[Fraction]:
    """The realisation weights of a plan, as a policy that takes its branches for sure."""
    places, weights = places_of(tree, plan), [ZERO] * len(tree)
    stack = [0]
    while stack:
        node = stack.pop()
        weights[node] = ONE
        below = tree.children[node]
        chosen = below and tree.kinds[node] is Kind.CHOICE
        stack += (below[places[node]],) if chosen else below
    return weights


def policy_of(tree: Compiled, weights: Sequence[Fraction]) -> Policy:
    """The policy of realisation weights; as stated where they do not reach."""
    own = _policy_of(tree, weights)
    return _with_opinions(tree, own, lambda case: _policy_of(case.tree, weights))


def _policy_of(tree: Compiled, weights: Sequence[Fraction]) -> Policy:
    policy: dict[str, Fraction] = {}
    for node in tree.choice_nodes():
        rows = zip(tree.branches[node], tree.children[node], tree.shares[node], strict=True)
        for branch, child, share in rows:
            policy[branch] = weights[child] / weights[node] if weights[node] else share
    if tree.settled is not None:
        policy = _with_settled(tree.settled, policy)
    leaves = (
        (node, chance * weights[node])
        for node, chance in enumerate(tree.chances)
        if tree.outcomes[node] is not None
    )
    return Policy(policy, tree.prospect(leaves))


def _with_settled(settled: Settled, policy: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """The same with the choices that conduct settles, in the order of the tree."""
    result: dict[str, Fraction] = {}
    # At nodes that no plan comes to the first of several is taken.
    done = {settled.stated.branches[branch].source for branch in policy}
    for branch in settled.choice_branches:
        node = settled.stated.branches[branch].source
        if branch in policy or node not in settled.conducts:
            result[branch] = policy.get(branch, ZERO)
        elif settled.conducts[node] == BY_POLICY:
            result[branch] = settled.worth[branch]
        else:
            taken = settled.permitted[branch] and node not in done
            result[branch] = Fraction(taken)
            done |= {node} if taken else set()
    return result


# ----------------------------------------------------------------------------- best plans


@dataclass(frozen=True)
class BestPlan:
    """A plan that is best under some weights of the coordinates, with its exact value and point.

    ``best`` marks the branches that it may take, by node in level order; it takes the first.
    """

    best: Mask
    point: Vector
    value: Fraction

    def reached(self, tree: Compiled) -> list[int]:
        """The nodes that the plan reaches, in preorder numbers."""
        return sorted(int(tree.levels.order[i]) for i in self._places(tree))

    def _places(self, tree: Compiled) -> Iterator[int]:
        stack = [0]
        while stack:
            node = stack.pop()
            yield node
            start, stop, chance = tree.levels.span(node)
            if chance or start == stop:
                stack.extend(range(start, stop))
            else:
                stack.append(start + int(np.argmax(self.best[start:stop])))

    def plan(self, tree: Compiled) -> Plan:
        """The same with ids and its prospect."""
        reached = set(self.reached(tree))
        choices = {
            node: next(k for k, child in enumerate(tree.children[node]) if child in reached)
            for node in reached
            if tree.kinds[node] is Kind.CHOICE
        }
        return plan_of(tree, choices)


def best_plan(tree: Compiled, weights: Sequence[Fraction], order: Order | None = None) -> BestPlan:
    """A best plan under weights of the coordinates (the tree's own by default), by rollback."""
    levels, order = tree.levels, order or tree.order
    best = tree.rolled_back(weights, order).best()
    row = prospects(levels, tree.leaves, order.table, best, order.opinion)[0][0].tolist()
    point = tuple(Fraction(int(entry), levels.scales[0]) for entry in row)
    return BestPlan(best, point, dot(weights, point))


# ------------------------------------------------------------------------------- improve


def improve(asked: Document | Case, cancelled: Callable[[], bool] | None = None) -> Improvement:
    """A randomised policy whose prospect is strictly preferred to the stated policy's, if any.

    The better policy maximises a strict completion's gain among all that are at least as good, so
    that it is itself undominated.  Both halves of the claim are checked exactly.  Where a relation
    compares expectations given the scales (Timestep Dominance), policies that are at least as good
    given each scale form a linear program as well (`Order.around`): it maximises the sum of the
    gains, and what it finds is mixed with the stated policy where that alone reaches some scale.

    What is found has the ``stated`` policy and the ``better`` one, exact parts of 1, or None (the linear program over
    realisation weights: von Stengel 1996).  Raises `NotSolvable` where the document is not valid to solve, `Cancelled`
    once ``cancelled`` says so.

    >>> import quandary
    >>> found = quandary.improve(quandary.example("shutdown"))
    >>> {outcome: str(p) for outcome, p in found.better.lottery.items()}
    {'L': '1/2', 'S': '1/2'}
    """
    tree = Case.of(asked, cancelled).tree
    require_no_ties(tree)
    require_sure_mixtures(tree)
    stated = _stated_weights(tree)
    require_one_policy(tree)
    better = better_weights(tree, stated, cancelled=cancelled)
    if better is None:
        return Improvement(policy_of(tree, stated), None)
    return Improvement(policy_of(tree, stated), policy_of(tree, better))


def require_one_policy(tree: Compiled) -> None:
    """Refuse a stated policy about which the opinions differ: nobody could follow it."""
    for reading in tree.opinions.values():
        for node in tree.choice_nodes():
            if reading.shares[node] != tree.shares[node]:
                message = tr(
                    "The opinions differ about the stated policy, so that there is no one policy to hold "
                    "others against. State policies that do not depend on opinions, or look at one "
                    "opinion alone."
                )
                found = Finding(code="opinions.policy", message=message, nodes=(tree.ids[node],))
                raise NotSolvable([found])


def better_weights(
    tree: Compiled,
    stated: Sequence[Fraction],
    order: Order | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Fraction] | None:
    """Realisation weights of a policy strictly preferred to this one; None if none is.

    ``order`` says how prospects compare: as in the tree by default.  With completions the policy
    is itself undominated.
    """
    order = order or tree.order
    stated_prospect = prospect_of(tree, order, stated)
    linear = order.around(stated_prospect)
    aim = stated_prospect if linear is order else prospect_of(tree, linear, stated)
    weights = _best_above(tree, linear, stated, aim, cancelled)
    if not linear.relation.prefers(prospect_of(tree, linear, weights), aim):
        return None
    if linear is order or order.prefers(prospect_of(tree, order, weights), stated_prospect):
        return weights
    # It excludes something that is possible now: half of the stated policy makes it possible again.
    weights = [(w + s) / 2 for w, s in zip(weights, stated, strict=True)]
    if not order.prefers(prospect_of(tree, order, weights), stated_prospect):
        raise CertificateError("The mixture is not strictly preferred.")
    return weights


def prospect_of(tree: Compiled, order: Order, weights: Sequence[Fraction]) -> Vector:
    """The coordinates of a policy's prospect, given its realisation weights."""
    total = [ZERO] * order.size
    for places, reading in zip(order.places_of(len(tree.readings)), tree.readings, strict=True):
        mass = [ZERO] * len(tree.features)
        of = zip(reading.chances, weights, tree.leaf_kinds.tolist(), strict=True)
        for chance, weight, kind in of:
            if kind >= 0 and chance and weight:
                mass[kind] += chance * weight
        for own, point in zip(mass, order.points, strict=True):
            if own:
                for i in places:
                    total[i] += own * point[i]
    return tuple(total)


def _best_above(
    tree: Compiled,
    order: Order,
    stated: Sequence[Fraction],
    aim: Vector,
    cancelled: Callable[[], bool] | None,
) -> list[Fraction]:
    """Realisation weights of a best policy, under the witness, among those at least as good as ``aim``.

    A policy is a mixture of plans, and only the plans that matter are ever listed (column
    generation; Dantzig and Wolfe 1960): the linear program over those found so far prices what
    another plan would have to offer, and rollback under these prices finds the best of all plans.
    """
    relation, size = order.relation, order.size
    generators = relation.generators()
    slack = [(*(-entry for entry in vector), ZERO) for vector in generators]
    plans: list[BestPlan] = []
    points = [aim]
    while True:
        columns = [*((*point, ONE) for point in points), *slack]
        gains = [dot(relation.witness, point) for point in points] + [ZERO] * len(slack)
        answer = maximise(columns, (*aim, ONE), gains, cancelled)
        if not isinstance(answer, Optimum):
            raise CertificateError("The stated policy is a solution, and gains are bounded.")
        prices = [w - y for w, y in zip(relation.witness, answer.y[:size], strict=True)]
        plan = best_plan(tree, prices, order)
        if plan.value <= answer.y[size]:
            break
        plans.append(plan)
        points.append(plan.point)
    shares = answer.x[: len(points)]
    weights = [shares[0] * weight for weight in stated]
    for share, plan in zip(shares[1:], plans, strict=True):
        if share:
            for node in plan.reached(tree):
                weights[node] += share
    return weights

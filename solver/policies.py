"""Randomised plans: the stated policy, policies that dominate it, and completions behind plans.

A policy gives each choice node probabilities over its branches.  Sequence form (von Stengel 1996):
the realisation weight of the root is 1, those of a choice node's branches sum to its own, a chance
node's children inherit it.  Prospects are linear in realisation weights, so that one linear
program decides whether some policy's prospect is strictly preferred to a given one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

from solver.budget import Budget
from solver.compiled import Compiled, compile_tree
from solver.document import Completion, Document, Kind, ScaleUtility
from solver.linear import Infeasible, Unbounded, Vector, dot, maximise
from solver.numerals import Numeral
from solver.preferences import Preference, acceptance, outcome_vector
from solver.rules import DEFAULT_LIMIT, rule_of
from solver.rules.base import maximal_ways
from solver.rules.ways import vector_of
from solver.solution import Lottery, Plan

ZERO = Fraction(0)
ONE = Fraction(1)


@dataclass(frozen=True)
class Policy:
    """The probability of every branch that leaves a choice node under the root, and what it leads to."""

    policy: Mapping[str, Fraction]
    lottery: Lottery


@dataclass(frozen=True)
class Improvement:
    """A stated policy, and a policy strictly preferred to it that itself cannot be improved."""

    stated: Policy
    better: Policy | None


@dataclass(frozen=True)
class Rationale:
    """Whether a plan can be told from an expected-utility maximiser's, with the proof.

    Either ``completion`` and the ``utility`` of the tree's outcomes are there, under which the
    plan is best among all; or ``mixture``, weights of other plans, which is strictly preferred.
    """

    plan: Plan
    completion: Completion | None = None
    utility: Mapping[str, Fraction] | None = None
    mixture: tuple[tuple[Fraction, Plan], ...] | None = None


@dataclass(frozen=True)
class Rationalisation:
    """One rationale per permitted plan; ``complete`` is False where the list was cut."""

    plans: tuple[Rationale, ...]
    complete: bool


# ------------------------------------------------------------------------- stated policy


def stated_policy(document: Document) -> Policy:
    """The document's stated policy and the lottery over outcomes that it induces.

    Raises `NotSolvable` where the document is not valid to solve.
    """
    tree = compile_tree(document)
    return _policy(tree, _stated_weights(tree))


def _stated_weights(tree: Compiled) -> list[Fraction]:
    """The stated policy's realisation weight of every node."""
    weights = [ONE] * len(tree)
    for node in range(len(tree)):
        for child, share in zip(tree.children[node], tree.shares[node], strict=True):
            weights[child] = weights[node]
            if tree.kinds[node] is Kind.CHOICE:
                weights[child] *= share
    return weights


def _policy(tree: Compiled, weights: list[Fraction]) -> Policy:
    """The policy of realisation weights; as stated where they do not reach."""
    policy: dict[str, Fraction] = {}
    for node in tree.choice_nodes():
        rows = zip(tree.branches[node], tree.children[node], tree.shares[node], strict=True)
        for branch, child, share in rows:
            policy[branch] = weights[child] / weights[node] if weights[node] else share
    lottery: dict[str, Fraction] = {}
    for node, chance in enumerate(_chances(tree)):
        outcome = tree.outcomes[node]
        if outcome is not None:
            lottery[outcome] = lottery.get(outcome, ZERO) + chance * weights[node]
    return Policy(policy, {id_: lottery[id_] for id_ in tree.used_outcomes if lottery[id_]})


def _chances(tree: Compiled) -> list[Fraction]:
    """The probability that chance does its part on the way to each node."""
    chances = [ONE] * len(tree)
    for node in range(len(tree)):
        for child, share in zip(tree.children[node], tree.shares[node], strict=True):
            chances[child] = chances[node]
            if tree.kinds[node] is Kind.CHANCE:
                chances[child] *= share
    return chances


# ------------------------------------------------------------------------------- improve


def improve(document: Document, cancelled: Callable[[], bool] | None = None) -> Improvement:
    """A randomised policy whose lottery is strictly preferred to the stated policy's, if any.

    The better policy maximises a strict completion's gain among all that are at least as good, so
    that it is itself undominated.  Both halves of the claim are checked exactly.

    Raises `NotSolvable` where the document is not valid to solve.
    """
    tree = compile_tree(document)
    stated = _stated_weights(tree)
    aim = _prospect(tree, stated)
    weights = _best_above(tree, aim, cancelled)
    better = _prospect(tree, weights)
    if not tree.preference.prefers(better, aim):
        return Improvement(_policy(tree, stated), None)
    return Improvement(_policy(tree, stated), _policy(tree, weights))


def _prospect(tree: Compiled, weights: list[Fraction]) -> Vector:
    total = [ZERO] * len(tree.preference.features.names)
    for node, chance in enumerate(_chances(tree)):
        if tree.kinds[node] is Kind.OUTCOME and (mass := chance * weights[node]):
            for i, entry in enumerate(tree.leaf_vector(node)):
                total[i] += mass * entry
    return tuple(total)


def _best_above(
    tree: Compiled, aim: Vector, cancelled: Callable[[], bool] | None
) -> list[Fraction]:
    """Realisation weights of a best policy, under the witness, among those at least as good."""
    preference = tree.preference
    size = len(aim)
    # A variable per branch of a choice node; every node's weight is that of the last one above.
    variable: list[int | None] = [None] * len(tree)
    rows: dict[int, int] = {}
    count = 0
    for node in range(len(tree)):
        for child in tree.children[node]:
            if tree.kinds[node] is Kind.CHOICE:
                variable[child] = count
                count += 1
            else:
                variable[child] = variable[node]
        if tree.kinds[node] is Kind.CHOICE:
            rows[node] = len(rows)
    columns = [[ZERO] * (len(rows) + size) for _ in range(count)]
    right = [ZERO] * len(rows) + list(aim)
    for node, row in rows.items():
        for child in tree.children[node]:
            own = variable[child]
            assert own is not None
            columns[own][row] += ONE
        above = variable[node]
        if above is None:
            right[row] = ONE
        else:
            columns[above][row] -= ONE
    for node, chance in enumerate(_chances(tree)):
        if tree.kinds[node] is Kind.OUTCOME and chance:
            vector, of = tree.leaf_vector(node), variable[node]
            for i, entry in enumerate(vector):
                if of is None:
                    right[len(rows) + i] -= chance * entry
                else:
                    columns[of][len(rows) + i] += chance * entry
    gains = [dot(preference.witness, column[len(rows) :]) for column in columns]
    generators = preference.generators()
    columns += [[ZERO] * len(rows) + [-entry for entry in vector] for vector in generators]
    answer = maximise(columns, right, gains + [ZERO] * len(generators), cancelled)
    # The stated policy itself is a solution, and there are finitely many pure plans.
    assert not isinstance(answer, Infeasible | Unbounded)
    return [ONE if of is None else answer.x[of] for of in variable]


# --------------------------------------------------------------------------- rationalise


def rationalise(
    document: Document,
    rule: str,
    limit: int = DEFAULT_LIMIT,
    cancelled: Callable[[], bool] | None = None,
) -> Rationalisation:
    """For each plan that a rule permits: a completion that makes it optimal, or a better mixture.

    Raises as `solver.rules.solve` does.
    """
    chosen = rule_of(rule)
    budget = Budget(cancelled)
    tree = compile_tree(document)
    answer = chosen.apply(tree, budget)
    maximal = maximal_ways(tree, budget)
    rationales = []
    for rank in range(min(limit, answer.ways.total)):
        plan = answer.ways.plan(rank)
        vector = vector_of(tree, plan)
        rivals = [other for other in maximal.vectors[0] if other != vector]
        found = acceptance(tree.preference, vector, rivals, cancelled)
        if found.utility is not None:
            utility = tidy(tree.preference, found.utility)
            rationales.append(
                Rationale(
                    plan,
                    completion=completion_of(tree.preference, utility),
                    utility=_outcome_utilities(tree, utility),
                )
            )
        else:
            mixture = found.mixture or {}
            parts = ((weight, maximal.plan_for(rivals[i])) for i, weight in mixture.items())
            rationales.append(Rationale(plan, mixture=tuple(parts)))
    return Rationalisation(tuple(rationales), complete=answer.ways.total <= limit)


def tidy(preference: Preference, utility: Vector) -> Vector:
    """The same completion in small whole numbers, with the smallest mass utility at zero."""
    first = preference.features.values_from
    low = min(utility[:first])
    shifted = [entry - low if i < first else entry for i, entry in enumerate(utility)]
    scale = lcm(*(entry.denominator for entry in shifted))
    whole = [int(entry * scale) for entry in shifted]
    divisor = gcd(*whole) or 1
    return tuple(Fraction(entry // divisor) for entry in whole)


def completion_of(preference: Preference, utility: Vector) -> Completion:
    """A utility of features in the form in which documents state completions."""
    scales: dict[str, ScaleUtility] = {}
    alone: dict[str, Numeral] = {}
    names = preference.features.names
    for i, (scale, criterion) in enumerate(names):
        kind, name = scale
        if criterion is not None:
            continue
        if kind == "alone":
            alone[name] = Numeral.of(utility[i])
            continue
        weights = {
            c: Numeral.of(utility[j]) for j, (of, c) in enumerate(names) if of == scale and c
        }
        only = next(iter(weights.values())) if len(weights) == 1 else None
        scales[name] = ScaleUtility(weight=only or weights, offset=Numeral.of(utility[i]))
    return Completion(scales=scales, alone=alone)


def _outcome_utilities(tree: Compiled, utility: Vector) -> Mapping[str, Fraction]:
    """The utility of each of the tree's outcomes by itself, without payoffs."""
    return {
        id_: dot(utility, outcome_vector(tree.document, tree.preference, id_))
        for id_ in tree.used_outcomes
    }

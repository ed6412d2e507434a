"""Completions behind plans: can a plan be told from an expected-utility maximiser's?

A plan that no mixture of plans is strictly preferred to is best under some completion of the
preferences, in which all strict preferences are strict.  Many completions may make it so, and the
one that is shown should be worth having:

- it is in the relative interior of those that do: under it only such plans are as good as are as
  good under all of them, so that taking it for one's utility singles the plan out where any does;
- where possible it makes the plan best at every node that the plan passes, also where chance never
  leads.  Expected utility permits a plan only then.  (Where chance may lead, what is best from the
  root goes on in a way that is best.)
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from solver.analyses.policies import BestPlan, best_plan, better_weights, plan_weights
from solver.document.elements import Completion, Kind
from solver.document.model import Document
from solver.errors import CertificateError
from solver.explain.case import Case
from solver.induction.curved.by_order import require_sure_mixtures
from solver.induction.opinions.weighed_completions import utilities_of_ends, weighed_completion
from solver.induction.single_plan import places_of, point_of
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.prospect_order import Order
from solver.induction.tree.rollback import prospects
from solver.preferences.best_under_completion import acceptance, inside, ties_apart
from solver.preferences.completion_values import completion_of, tidy
from solver.preferences.exact_simplex import Vector, dot
from solver.preferences.features import Feature
from solver.preferences.statements import Statements
from solver.prospect import End
from solver.rules import DEFAULT_LIMIT, rule_of
from solver.solution import Plan


@dataclass(frozen=True)
class Rationale:
    """Whether a plan can be told from an expected-utility maximiser's, with the proof.

    Either ``completion`` and the ``utility`` of the tree's outcomes are there, under which the
    plan is best among all; or ``mixture``, weights of other plans, which every completion prefers.
    ``ends`` has the utility of each end of the tree: of an outcome with its net values.
    ``everywhere``: under the completion the plan is best at every node that it passes; where no
    completion makes it so, it is best as seen from the root only.
    """

    plan: Plan
    completion: Completion | None = None
    utility: Mapping[str, Fraction] | None = None
    mixture: tuple[tuple[Fraction, Plan], ...] | None = None
    everywhere: bool = False
    ends: Mapping[End, Fraction] = field(default_factory=dict)
    #: By opinion its share in the completion and its utility of each end as it reads it.
    opinions: Mapping[str, tuple[Fraction, Mapping[End, Fraction]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Rationalisation:
    """One rationale per permitted plan; ``complete`` is False where the list was cut.

    ``obeyed`` is False where completions do not stand behind the document's relation (Timestep
    Dominance): they are then completions of the scales, none of which itself obeys the relation,
    and what every completion prefers need not be preferred by it.
    """

    plans: tuple[Rationale, ...]
    complete: bool
    obeyed: bool = True


def rationalise(
    asked: Document | Case,
    rule: str,
    limit: int = DEFAULT_LIMIT,
    cancelled: Callable[[], bool] | None = None,
) -> Rationalisation:
    """For each plan that a ``rule`` permits: a completion that makes it optimal, or a better mixture.

    A `Rationale` a plan, at most ``limit`` of them: the ``utility`` of each outcome under the completion, up to a
    positive scale, or the ``mixture``, weights that sum to 1 (a plan is best under some completion iff no mixture is
    strictly preferred to it: Dubra, Maccheroni and Ok 2004, and linear programming duality).
    Where completions do not stand behind the relation (Timestep Dominance) these are completions of
    the scales: weights and offsets are free.  A policy that nothing is preferred to, randomised
    ones included, is optimal for one of them, but not conversely.

    Raises as `solve` does; ``cancelled`` is asked now and then whether to stop.

    >>> import quandary
    >>> first = quandary.rationalise(quandary.example("marble-bets"), "dsm").plans[0]
    >>> first.plan.choices, first.everywhere
    ({'bet': 'bet red'}, True)
    >>> {outcome: str(utility) for outcome, utility in first.utility.items()}
    {'red': '21', 'black': '20', 'sure': '369/20'}
    """
    chosen = rule_of(rule)
    case = Case.of(asked, cancelled)
    tree = case.tree
    chosen.require(case)
    answer = chosen.answer(case, case.budget())
    listed = min(limit, answer.listed)
    known: list[BestPlan] = []
    rationales = [rationale(tree, answer.plans.plan(r), known, cancelled) for r in range(listed)]
    return Rationalisation(
        tuple(rationales), answer.total == listed, obeyed=tree.relation.has_completions
    )


def rationale(
    tree: Compiled, plan: Plan, known: list[BestPlan], cancelled: Callable[[], bool] | None
) -> Rationale:
    """The completion behind a plan, or the mixture that beats it; see `accepted` for ``known``."""
    order = tree.order.of_completions
    found = accepted(tree, plan, known, cancelled)
    if isinstance(found, Rationale):
        return found
    root = point_of(tree, plan)
    rivals = (_less(root, other.point) for other in known)
    ties = [gain for gain in rivals if any(gain) and not dot(found, gain)]
    nodes = _judged(tree, plan)
    utility = _inside(tree, order, plan, nodes, ties, cancelled)
    everywhere = utility is not None
    if utility is None:
        utility = _inside(tree, order, plan, [0], ties, cancelled)
    if utility is None:
        raise CertificateError("There is a completion that makes the plan best.")
    if tree.opinions:
        return _weighed(tree, plan, order.of_features(utility), everywhere=everywhere)
    # Outcomes that are mentioned in statements only get their utility, too.
    stated = tree.statements
    full = stated.extended(tree.preference.features, order.of_features(utility))
    full = tidy(stated.features, full)
    return Rationale(
        plan,
        completion=completion_of(stated.features, full),
        utility={id_: dot(full, stated.vectors[id_]) for id_ in tree.used_outcomes},
        everywhere=everywhere,
        ends=_ends(tree, dict(zip(stated.features.names, full, strict=True))),
    )


def _weighed(tree: Compiled, plan: Plan, weights: Vector, *, everywhere: bool) -> Rationale:
    """The same where there are several opinions, which the completion weighs."""
    found = weighed_completion(tree, weights, Statements.extended)
    of_ends = utilities_of_ends(tree, found.utilities)
    of_outcomes = []
    for id_, reading in tree.opinions.items():
        stated, utility = reading.statements, found.utilities[id_]
        row = [utility[name] for name in stated.features.names]
        of_outcomes.append({o: dot(row, stated.vectors[o]) for o in tree.used_outcomes})
    alike = all(own == of_outcomes[0] for own in of_outcomes)
    return Rationale(
        plan,
        completion=found.completion,
        utility=of_outcomes[0] if alike else None,
        everywhere=everywhere,
        ends={end: number for own in of_ends.values() for end, number in own.items()},
        opinions={id_: (found.shares[id_], own) for id_, own in of_ends.items()},
    )


def _ends(tree: Compiled, utility: Mapping[Feature, Fraction]) -> Mapping[End, Fraction]:
    """The utility of each end of the tree, in the tree's order."""
    names = tree.preference.features.names
    of_kind = [dot([utility[name] for name in names], features) for features in tree.features]
    leaves = enumerate(tree.leaf_kinds.tolist())
    return {tree.end(leaf): of_kind[kind] for leaf, kind in leaves if kind >= 0}


def accepted(
    tree: Compiled, plan: Plan, known: list[BestPlan], cancelled: Callable[[], bool] | None
) -> Vector | Rationale:
    """Weights of the coordinates under which a plan is best, or the mixture that beats it.

    Only plans that matter are ever compared with (``known``, to which more are added): a
    completion that puts the plan above those found so far is put to the test by rollback, which
    finds what is best under it among all.  Raises `NotSolvable` where mixtures do not compare for sure.
    """
    require_sure_mixtures(tree)
    order, point = tree.order.of_completions, point_of(tree, plan)
    while True:
        rivals = [other for other in known if other.point != point]
        points = [other.point for other in rivals]
        found = acceptance(order.relation, point, points, cancelled)
        if found.utility is None:
            parts = (found.mixture or {}).items()
            return Rationale(plan, mixture=tuple((w, rivals[i].plan(tree)) for i, w in parts))
        best = best_plan(tree, found.utility, order)
        if best.value <= dot(found.utility, point):
            return found.utility
        known.append(best)


def is_beaten(
    tree: Compiled,
    plan: Plan,
    known: list[BestPlan],
    cancelled: Callable[[], bool] | None = None,
) -> bool:
    """Whether some mixture of available plans (one plan alone is one) is strictly preferred to a plan.

    See `accepted` for ``known``.
    """
    if tree.relation.has_completions:
        return isinstance(accepted(tree, plan, known, cancelled), Rationale)
    return better_weights(tree, plan_weights(tree, plan), cancelled=cancelled) is not None


def _judged(tree: Compiled, plan: Plan) -> list[int]:
    """The root, and the nodes that the plan passes and to which a chance of zero leads directly.

    What is best at these is best at every node that it passes.  Where conduct settles what to do
    nothing has to be best.
    """
    places, nodes, stack = places_of(tree, plan), [0], [0]
    _, never = tree.open_from(0)
    while stack:
        node = stack.pop()
        below = tree.children[node]
        if below and tree.kinds[node] is Kind.CHOICE:
            below = (below[places[node]],)
        elif below:
            free = (child for child in below if never[child] and tree.children[child])
            nodes += [child for child in free if not tree.is_held(child)]
        stack += below
    return nodes


def _inside(
    tree: Compiled,
    order: Order,
    plan: Plan,
    nodes: Sequence[int],
    ties: Sequence[Vector],
    cancelled: Callable[[], bool] | None,
) -> Vector | None:
    """Weights of the coordinates in the relative interior of those that make a plan best at nodes.

    None if there are none.  Only plans that matter are compared with: to some gains over others
    (``ties`` to begin with) are added those over plans that turn out to be better under what is
    best for the gains so far, and over such as tie there although not under all that is left.
    Then what ties under the weights ties under all that make the plan best.
    """
    relation, gains = order.relation, list(ties)
    own = {node: point_of(tree, plan, node) for node in nodes}
    while True:
        weights = inside(relation, gains, cancelled)
        if weights is None:
            return None
        rival = _Rivals(tree, order, own)
        more = [gain for gain in rival.best(weights) if dot(weights, gain) < 0]
        if not more and rival.has_ties:
            tied = [gain for gain in gains if not dot(weights, gain)]
            more = rival.loose(weights, ties_apart(relation, tied))
        if not more:
            return weights
        gains += more


class _Rivals:
    """What a plan, with these points at some nodes, gains over what is best there."""

    def __init__(self, tree: Compiled, order: Order, own: Mapping[int, Vector]) -> None:
        self._tree = tree
        self._order = order
        self._own = own
        self.has_ties = False

    def best(self, weights: Sequence[Fraction]) -> list[Vector]:
        """The gain at each node over a plan that is best there under weights of the coordinates."""
        tree, levels = self._tree, self._tree.levels
        best = tree.rolled_back(weights, self._order).best()
        self.has_ties = any(
            best[start:stop].sum() > 1 for _, _, start, stop, chance in levels.steps if not chance
        )
        order = self._order
        rows = prospects(levels, tree.leaves, order.table, best, order.opinion)
        result = []
        for node, point in self._own.items():
            at = int(levels.places[node])
            depth = next(d for d, level in enumerate(levels.levels) if at < level.stop)
            row = rows[depth][at - levels.levels[depth].start].tolist()
            scale = levels.scales[depth]
            result.append(_less(point, tuple(Fraction(int(entry), scale) for entry in row)))
        return result

    def loose(self, weights: Vector, directions: Sequence[Vector]) -> list[Vector]:
        """Gains of zero that are not zero when the weights move in one of these directions.

        Of plans that are best under the weights, one is found that is best when they move a little:
        so little that it cannot make up for anything.
        """
        tree, whole = self._tree, _whole(weights)
        for direction in map(_whole, directions):
            # In whole numbers, at the scale of the root, what is not best is less by at least 1.
            several = len(tree.readings)
            own = self._order.utilities_by_opinion(direction, several)
            most = sum(max(map(abs, utilities)) for utilities in own)
            factor = 2 * most * tree.levels.scales[0] + 1
            for sign in (1, -1):
                moved = [factor * w + sign * d for w, d in zip(whole, direction, strict=True)]
                found = [gain for gain in self.best(moved) if dot(direction, gain)]
                if found:
                    return found
        return []


def _whole(vector: Vector) -> Vector:
    """The vector times some positive number that makes it whole."""
    factor = lcm(*(entry.denominator for entry in vector))
    return tuple(entry * factor for entry in vector)


def _less(a: Vector, b: Vector) -> Vector:
    return tuple(x - y for x, y in zip(a, b, strict=True))

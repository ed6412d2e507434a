"""Trammelling: what an agent's own history rules out, and which gaps its conduct has settled.

Petersen (*Invulnerable incomplete preferences*, 2023, section 3) asks whether the choices that an agent
with preferential gaps makes add up to complete preferences.  Measured here, in our own reading, at
each choice node of the agent, which stands at the end of one way:

- **removed** are the branches that naive choice permits there and Dynamic Strong Maximality, given
  the way, does not;
- **K(h)** are the completions under which every branch taken on the way was an optimal one where it
  was taken.  A pair of outcomes in a gap is **settled** in favour of the one that all of K(h) put at
  least as high as the other, if they do not all do so the other way round as well.  Where K(h) is
  empty no completion explains the conduct.

K(h) is a union of cones (`solver.analyses.conduct_cones`).  What all of a cone agree on is decided by an exact
linear program (Farkas).

Under several opinions a completion speaks at a node as it weighs the opinions there: so do the utilities of a
pair that is settled at it.  Where some opinions have no say there, a pair about which all others agree anyway is
settled by chance and not by conduct, and is not told.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from itertools import combinations, pairwise
from typing import Final

from solver.analyses.conduct_cones import ConductCones, Cones, Masses, Weights
from solver.analyses.free_weights import Affine, FreeWeights
from solver.document.model import Document
from solver.document.values import criterion_values
from solver.explain.case import Case
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.joined_opinions import together
from solver.preferences.exact_simplex import Infeasible, Vector, dot, maximise
from solver.preferences.features import scale_of
from solver.preferences.relations.relation import by_criterion
from solver.preferences.statements import signed
from solver.rules.dsm import DSM
from solver.rules.naive import NAIVE
from solver.translation import tr

ZERO = Fraction(0)

#: Outcomes whose pairs are looked at.
MOST_OUTCOMES: Final = 24


@dataclass(frozen=True)
class Trammelled:
    """What the way to a choice node has come to.

    ``taken`` are the agent's branches on the way, ``removed`` the branches at the node that the way
    rules out, ``kept`` those that are left of what naive choice permits.  ``settled`` has pairs of
    outcomes, the one in whose favour a gap is settled first.  ``explained`` tells whether some
    completion explains the way, None where that was too much to find out.  ``remaining`` are the
    completions that do, where one number tells them: intervals of it, None at an end without bound.
    """

    node: str
    taken: tuple[str, ...]
    passed_up: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    settled: tuple[tuple[str, str], ...]
    explained: bool | None
    remaining: tuple["Interval", ...] | None = None


@dataclass(frozen=True)
class Interval:
    """Numbers from one to another, both included unless completions end there anyway."""

    low: Fraction | None
    high: Fraction | None
    low_included: bool = True
    high_included: bool = True


@dataclass(frozen=True)
class Trammelling:
    """What the ways to all of the agent's choice nodes have come to.

    ``free_weight`` is the number that tells completions, if one does (as in the strip of completions),
    and ``every`` the intervals of all of them.  ``complete`` is False where not everything was found;
    ``untold`` says why where it is only told what is removed.
    """

    nodes: Mapping[str, Trammelled]
    complete: bool
    free_weight: str | None = None
    fixed: Mapping[str, Fraction] = field(default_factory=dict)
    every: tuple[Interval, ...] = ()
    untold: str = ""


def _untold(tree: Compiled) -> str:
    """Why it is not worked out what conduct settles; empty where it is."""
    if tree.relation.features is not by_criterion:
        return tr(
            "Which gaps conduct has settled is not worked out under {name}: choose expected multi-utility or Timestep Dominance."
        ).format(name=tree.relation.name)
    return ""


def trammelling(asked: Document | Case, cancelled: Callable[[], bool] | None = None) -> Trammelling:
    """What history removes and settles at every choice node of the agent.

    Where the document compares distributions of net values, it is only told what is removed.  Raises `NotSolvable` where the document is not valid to solve.

    >>> from assets import example_text
    >>> from solver.formats.quandary import loads
    >>> found = trammelling(loads(example_text("single-souring"))).nodes["n2"]
    >>> found.removed, found.settled
    (('take A-',), (('B', 'A'), ('B', 'A-')))
    """
    case = Case.of(asked, cancelled)
    return case.kept(trammelling, partial(_found, case), lambda found: found.complete)


def _found(case: Case) -> Trammelling:
    tree, budget = case.tree, case.budget()
    untold = _untold(tree)
    naive, dsm = NAIVE.solve(case, case.budget(), 0), DSM.solve(case, case.budget(), 0)
    explaining = ConductCones(case, budget)
    pairs = None if untold else _Pairs(case, explaining)
    strip = None if untold else _Strip.of(case)
    known: dict[tuple[str, ...], Cones | None] = {}
    nodes, complete = {}, pairs is not None and pairs.all_told
    for number in tree.agents_choices():
        budget.look()
        way = _taken(case, number)
        if way not in known:
            late = untold or budget.is_late
            known[way] = None if late else explaining.of(number)
        cones = known[way]
        permitted = [
            (b, naive.branches[b].permitted, dsm.branches[b].permitted)
            for b in tree.branches[number]
        ]
        undecided = any(one is None or other is None for _, one, other in permitted)
        complete = complete and cones is not None and not undecided
        passed_up = [
            beside
            for branch in way
            for beside in tree.branches[case.end(branch)[0]]
            if beside != branch
        ]
        nodes[tree.ids[number]] = Trammelled(
            node=tree.ids[number],
            taken=way,
            passed_up=tuple(passed_up),
            removed=tuple(b for b, one, other in permitted if one and other is False),
            kept=tuple(b for b, one, other in permitted if one and other),
            settled=()
            if cones is None or pairs is None
            else pairs.settled(cones, explaining.weights(case.path(number))[-1]),
            explained=None if cones is None else bool(cones),
            remaining=None if cones is None or strip is None else strip.remaining(cones),
        )
    if strip is None:
        return Trammelling(nodes, complete, untold=untold)
    return Trammelling(nodes, complete, strip.name, strip.fixed, (strip.every,))


def _taken(case: Case, number: int) -> tuple[str, ...]:
    """The agent's branches on the way to a node."""
    tree, way = case.tree, case.path(number)
    return tuple(
        tree.branches[node][case.step(node, below)]
        for node, below in pairwise(way)
        if tree.chooses(node)
    )


# --------------------------------------------------------------------------------- pairs


class _Pairs:
    """The pairs of outcomes of a tree that are in a gap, as differences of features."""

    def __init__(self, case: Case, explaining: ConductCones) -> None:
        tree = case.tree
        self._case, self._explaining = case, explaining
        self._generators = tree.preference.generators()
        used = tree.used_outcomes[:MOST_OUTCOMES]
        self.all_told = len(used) == len(tree.used_outcomes)
        vectors = {id_: self._vector(id_) for id_ in used}
        self._gaps: dict[tuple[str, str], Vector] = {}
        for x, y in combinations(used, 2):
            one, other = vectors[x], vectors[y]
            if one is None or other is None:
                self.all_told = False
                continue
            difference = _minus(one, other)
            back = tuple(-entry for entry in difference)
            if not self._agreed(difference, ()) and not self._agreed(back, ()):
                self._gaps[x, y] = difference

    def _vector(self, id_: str) -> Vector | None:
        """An outcome's features by its own value; None where the tree has no such features."""
        tree = self._case.tree
        apart = [_own_features(reading, id_) for reading in tree.readings]
        known = [own for own in apart if own is not None]
        if len(known) < len(apart):
            return None
        return known[0] if tree.beside is None else together(known, tree.beside.places)

    def settled(self, cones: Cones, weights: Weights) -> tuple[tuple[str, str], ...]:
        """The pairs that all these completions settle where opinions count so, the favoured outcome first."""
        found = []
        for pair, apart in self._gaps.items():
            difference = self._explaining.weighed(apart, weights)
            signs = {_sign(dot(cone.inner, difference)) for cone in cones}
            if not signs or {1, -1} <= signs or not self._is_open(apart, weights):
                continue
            back = tuple(-entry for entry in difference)
            higher = -1 not in signs and all(self._agreed(difference, c.gains) for c in cones)
            lower = 1 not in signs and all(self._agreed(back, c.gains) for c in cones)
            if higher is not lower:
                found.append(pair if higher else pair[::-1])
        return tuple(found)

    def _is_open(self, apart: Vector, weights: Weights) -> bool:
        """Whether a gap is one also for those opinions alone that have a say."""
        if all(weights):
            return True
        difference = self._explaining.weighed(apart, weights)
        back = tuple(-entry for entry in difference)
        return self._agreed(difference, ()) is self._agreed(back, ())

    def _agreed(self, difference: Vector, gains: Sequence[Vector]) -> bool:
        """Whether all completions that give these gains at least 0 give this difference at least 0."""
        columns = [*self._generators, *gains]
        if not columns:
            return not any(difference)
        answer = maximise(columns, difference, cancelled=self._case.cancelled)
        return not isinstance(answer, Infeasible)


def _own_features(tree: Compiled, id_: str) -> Vector | None:
    outcome, features = tree.document.outcomes[id_], tree.preference.features
    values = signed(tree.document, criterion_values(tree.document, outcome.value))
    scale = scale_of(outcome)
    if any((scale, criterion) not in features.index for criterion in (None, *values)):
        return None
    return features.vector(scale, values)


def _minus(p: Vector, q: Vector) -> Vector:
    return tuple(a - b for a, b in zip(p, q, strict=True))


def _sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)


# ------------------------------------------------------------------------ one free weight


@dataclass(frozen=True)
class _Strip:
    """The completions of a tree where one number tells them."""

    name: str
    fixed: Mapping[str, Fraction]
    leaves: tuple[Affine, ...]
    every: Interval

    @classmethod
    def of(cls, case: Case) -> "_Strip | None":
        """None where not just one number is free."""
        weights = FreeWeights(case.tree).weights
        if weights is None or len(weights.names) != 1:
            return None
        every = _within(Interval(None, None, False, False), weights.bounds, included=False)
        if every is None:
            return None
        return cls(weights.names[0], weights.fixed, weights.leaves, every)

    def remaining(self, cones: Cones) -> tuple[Interval, ...]:
        """What is left of the interval, in order; parts that touch as one."""
        parts = []
        for cone in cones:
            gains = [self._affine(masses) for masses in cone.masses]
            if (part := _within(self.every, gains, included=True)) is not None:
                parts.append(part)
        parts.sort(key=lambda part: (part.low is not None, part.low or ZERO))
        joined: list[Interval] = []
        for part in parts:
            if joined and _touch(joined[-1], part):
                joined[-1] = _joined(joined[-1], part)
            else:
                joined.append(part)
        return tuple(joined)

    def _affine(self, masses: Masses) -> Affine:
        pairs = list(zip(masses, self.leaves, strict=True))
        return tuple(sum((m * leaf[i] for m, leaf in pairs if m), ZERO) for i in range(2))


def _within(start: Interval, bounds: Iterable[Affine], *, included: bool) -> Interval | None:
    """The part of an interval in which affine functions are at least 0 (or more); None if empty."""
    low, high, with_low, with_high = (
        start.low, start.high, start.low_included, start.high_included,
    )  # fmt: skip
    for zero, slope in bounds:
        if not slope:
            if zero < 0 or (zero == 0 and not included):
                return None
            continue
        at = -zero / slope
        if slope > 0 and (low is None or at > low or (at == low and not included)):
            low, with_low = at, included
        if slope < 0 and (high is None or at < high or (at == high and not included)):
            high, with_high = at, included
    is_empty = low is not None and high is not None and low > high
    if is_empty or (low is not None and low == high and not (with_low and with_high)):
        return None
    return Interval(low, high, with_low, with_high)


def _touch(left: Interval, right: Interval) -> bool:
    if left.high is None or right.low is None:
        return True
    return right.low < left.high or (
        right.low == left.high and (right.low_included or left.high_included)
    )


def _joined(left: Interval, right: Interval) -> Interval:
    if left.high is None or right.high is None:
        return Interval(left.low, None, left.low_included, False)
    if right.high > left.high or (right.high == left.high and right.high_included):
        return Interval(left.low, right.high, left.low_included, right.high_included)
    return left

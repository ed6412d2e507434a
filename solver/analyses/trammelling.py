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

The taken branch is optimal at a node just if some plan that goes on by the way is best there; so K(h)
is a union of cones, one for each such plan (and for each stretch of the way that chance leads to with
probability zero, one after the other).  What all of a cone agree on is decided by an exact linear
program (Farkas).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, pairwise, product
from math import prod
from typing import Final

from solver.analyses.free_weights import Affine, FreeWeights
from solver.document.model import Document
from solver.document.values import criterion_values
from solver.explain.case import Case
from solver.explain.plans_through_branches import climb
from solver.induction.prospect_tables import Sets, maximal_sets
from solver.induction.tree.compiled_tree import Compiled
from solver.preferences.best_under_completion import inside
from solver.preferences.exact_simplex import Infeasible, Vector, dot, maximise
from solver.preferences.features import scale_of
from solver.preferences.relations.relation import by_criterion
from solver.preferences.statements import signed
from solver.rules.dsm import DSM
from solver.rules.naive import NAIVE
from solver.translation import tr

ZERO = Fraction(0)

#: Plans by which the way may have been explained, and outcomes whose pairs are looked at.
MOST_CONES: Final = 64
MOST_ROWS: Final = 400
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
    """Why it is not worked out what conduct settles; empty where it is.

    A completion of several opinions has a utility for each, and what they weigh changes along the way,
    so that it does not say of two outcomes by themselves which is worth more.
    """
    if tree.opinions:
        return tr(
            "Which gaps conduct has settled is worked out under one opinion at a time: look at one of "
            "the opinions alone."
        )
    if tree.relation.features is not by_criterion:
        return tr(
            "Which gaps conduct has settled is not worked out under {name}: choose expected multi-utility or Timestep Dominance."
        ).format(name=tree.relation.name)
    return ""


def trammelling(asked: Document | Case, cancelled: Callable[[], bool] | None = None) -> Trammelling:
    """What history removes and settles at every choice node of the agent.

    Where the document lists several opinions, or compares distributions of net values, it is only told
    what is removed.  Raises `NotSolvable` where the document is not valid to solve.

    >>> from assets import example_text
    >>> from solver.formats.quandary import loads
    >>> found = trammelling(loads(example_text("single-souring"))).nodes["n2"]
    >>> found.removed, found.settled
    (('take A-',), (('B', 'A'), ('B', 'A-')))
    """
    case = Case.of(asked, cancelled)
    tree, budget = case.tree, case.budget()
    untold = _untold(tree)
    naive, dsm = NAIVE.solve(case, case.budget(), 0), DSM.solve(case, case.budget(), 0)
    maximal = case.within(maximal_sets, budget)
    pairs = None if untold else _Pairs(case)
    strip = None if untold else _Strip.of(case)
    known: dict[tuple[str, ...], _Cones | None] = {}
    nodes, complete = {}, pairs is not None and pairs.all_told
    for number in tree.agents_choices():
        budget.look()
        way = _taken(case, number)
        if way not in known:
            late = untold or budget.is_late
            known[way] = None if late else _cones(case, maximal, number)
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
            settled=() if cones is None or pairs is None else pairs.settled(cones),
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


# --------------------------------------------------------------------------------- K(h)


#: The probability of each kind of leaf, or by how much one plan gives it more than another.
Masses = tuple[Fraction, ...]


@dataclass(frozen=True)
class _Cone:
    """What completions must give at least 0 (as masses, as features), and one that does."""

    masses: tuple[Masses, ...]
    gains: tuple[Vector, ...]
    inner: Vector


_Cones = tuple[_Cone, ...]  # K(h)


def _cones(case: Case, maximal: Sets, number: int) -> _Cones | None:
    """The completions that explain the way to a node; None where there are too many cones."""
    way = case.path(number)
    if any(case.is_open(maximal, node) for node in way):
        return None
    found = climb(case, maximal, number, None)
    options: list[list[tuple[Masses, ...]]] = []
    for at in _stretches(case, way):
        node = way[at]
        rows = case.rows(maximal, node, judged=False)
        if len(rows) > MOST_ROWS:
            return None
        points = {row: _masses(case, maximal, node, row) for row in rows}
        every = sorted(set(points.values()))
        own = sorted({points[row] for row in found.made[at]})
        options.append([tuple(_minus(p, q) for q in every if q != p) for p in own])
    if prod(map(len, options)) > MOST_CONES:
        options = [[o for o in each if _cone(case, o) is not None] for each in options]
        if prod(map(len, options)) > MOST_CONES:
            return None
    cones = (
        _cone(case, tuple(dict.fromkeys(gain for part in chosen for gain in part)))
        for chosen in product(*options)
    )
    return tuple(cone for cone in cones if cone is not None)


def _cone(case: Case, masses: tuple[Masses, ...]) -> _Cone | None:
    """The completions that give all of this at least 0, if there are any."""
    tree = case.tree
    gains = tuple(
        tuple(
            sum((m * f[i] for m, f in zip(each, tree.features, strict=True) if m), ZERO)
            for i in range(len(tree.preference.features.names))
        )
        for each in masses
    )
    inner = inside(tree.preference, gains, case.cancelled)
    return None if inner is None else _Cone(masses, gains, inner)


def _stretches(case: Case, way: Sequence[int]) -> list[int]:
    """The places on a way of the agent's first choices: from the root, and after chances of zero.

    What is best there is best at all choices that follow up to the next chance of zero.
    """
    starts: list[int] = []
    wanted = True
    for at, node in enumerate(way[:-1]):
        wanted = wanted or (at > 0 and case.is_never(node))
        if wanted and case.tree.chooses(node):
            starts.append(at)
            wanted = False
    return starts


def _masses(case: Case, sets: Sets, number: int, row: int) -> Masses:
    """How likely each kind of leaf is under a plan that has the prospect of this row."""
    total = [ZERO] * len(case.tree.features)
    for end, chance in case.part_of(sets, number, row).prospect.items():
        total[case.kind_of[end]] += chance
    return tuple(total)


def _minus(p: Sequence[Fraction], q: Sequence[Fraction]) -> tuple[Fraction, ...]:
    return tuple(a - b for a, b in zip(p, q, strict=True))


# --------------------------------------------------------------------------------- pairs


class _Pairs:
    """The pairs of outcomes of a tree that are in a gap, as differences of features."""

    def __init__(self, case: Case) -> None:
        tree, document = case.tree, case.tree.document
        self._case = case
        self._generators = tree.preference.generators()
        used = tree.used_outcomes[:MOST_OUTCOMES]
        self.all_told = len(used) == len(tree.used_outcomes)
        vectors = {id_: self._vector(document, id_) for id_ in used}
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

    def _vector(self, document: Document, id_: str) -> Vector | None:
        """An outcome's features by its own value; None where the tree has no such features."""
        outcome, features = document.outcomes[id_], self._case.tree.preference.features
        values = signed(document, criterion_values(document, outcome.value))
        scale = scale_of(outcome)
        if any((scale, criterion) not in features.index for criterion in (None, *values)):
            return None
        return features.vector(scale, values)

    def settled(self, cones: _Cones) -> tuple[tuple[str, str], ...]:
        """The pairs that all these completions settle, the favoured outcome first."""
        found = []
        for (x, y), difference in self._gaps.items():
            signs = {_sign(dot(cone.inner, difference)) for cone in cones}
            if not signs or {1, -1} <= signs:
                continue
            back = tuple(-entry for entry in difference)
            higher = -1 not in signs and all(self._agreed(difference, c.gains) for c in cones)
            lower = 1 not in signs and all(self._agreed(back, c.gains) for c in cones)
            if higher is not lower:
                found.append((x, y) if higher else (y, x))
        return tuple(found)

    def _agreed(self, difference: Vector, gains: Sequence[Vector]) -> bool:
        """Whether all completions that give these gains at least 0 give this difference at least 0."""
        columns = [*self._generators, *gains]
        if not columns:
            return not any(difference)
        answer = maximise(columns, difference, cancelled=self._case.cancelled)
        return not isinstance(answer, Infeasible)


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

    def remaining(self, cones: _Cones) -> tuple[Interval, ...]:
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

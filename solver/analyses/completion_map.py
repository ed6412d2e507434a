"""Which plans expected utility permits under which completion: a strip or a map, exactly bounded.

Completions are told by their **free weights** θ (`solver.analyses.free_weights`), of which every
leaf's utility is an affine function.

Each plan's expected utility is affine in θ, and what the best plan attains is the convex, piecewise
linear maximum of all of them.  It is found without listing plans: rollback at a point gives a plan
that is best there; the regions in which the plans known so far are best among themselves are
right iff no rollback at a corner of theirs finds a better plan, because a convex function that
touches an affine one in the corners of a polygon lies below it inside.  (On a line this is the
method of Eisner and Severance 1976.)  Where θ is unbounded, corners are sought in a box that contains
all points in which three plans can tie: their coordinates are quotients of determinants with known
bounds.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import lcm
from typing import Final

import numpy as np

from solver.analyses.free_weights import (
    DRAWN,
    Affine,
    FreeWeights,
    Point,
    Weights,
    affine_value,
    minus,
    place_of,
    stated_weights,
)
from solver.document.elements import Completion
from solver.document.model import Document
from solver.errors import Cancelled, CertificateError
from solver.explain.case import Case
from solver.induction.curved.by_order import require_sure_mixtures
from solver.induction.opinions.weighed_completions import weighed_completion
from solver.induction.stepwise_plans import Stepwise
from solver.induction.tree.compiled_tree import Compiled
from solver.induction.tree.rollback import Rollback, prospects
from solver.induction.tree.weighed_rollback import WeighedRollback
from solver.preferences.completion_values import completion_of
from solver.preferences.exact_simplex import Optimum, maximise
from solver.preferences.statements import Statements
from solver.prospect import Prospect
from solver.solution import Plan

ZERO = Fraction(0)
ONE = Fraction(1)

#: More regions than these are not drawn.
MOST_REGIONS: Final = 150


@dataclass(frozen=True)
class CompletionRegion:
    """Where one plan is best, and those that are equally good everywhere there.

    ``corners`` are the two ends of an interval, or the corners of a polygon in order; corners that
    lie as far out as the box are only directions.  ``count`` is how many plans are best inside.
    """

    corners: tuple[Point, ...]
    value: Affine
    plan: Plan
    count: int

    @property
    def middle(self) -> Point:
        """A point inside."""
        number = len(self.corners)
        return tuple(sum(parts, ZERO) / number for parts in zip(*self.corners, strict=True))


@dataclass(frozen=True)
class CompletionMap:
    """What expected utility says under every completion.

    ``free`` is the number of free weights.  With one or two the regions are there, in ``box``, unless
    there are too many; with none there is one region without corners.
    """

    tree: Compiled
    free: int
    weights: Weights | None
    regions: tuple[CompletionRegion, ...] | None
    box: Fraction

    def inside(self, at: Point) -> bool:
        """Whether the weights are those of a completion."""
        return self.weights is not None and all(
            affine_value(bound, at) > 0 for bound in self.weights.bounds
        )

    def regions_at(self, at: Point) -> list[CompletionRegion]:
        """The regions in which, or on the edge of which, a point lies."""
        values = [(affine_value(region.value, at), region) for region in self.regions or ()]
        best = max((value for value, _ in values), default=ZERO)
        return [region for value, region in values if value == best]

    def completion(self, at: Point) -> Completion:
        """The completion with these free weights, in the form in which documents state it."""
        return _completion(self, at)

    def place_of(self, document: Document) -> Point | None:
        """The free weights of a document's own completion; None if it has none that counts."""
        return None if self.weights is None else place_of(self.tree, self.weights, document)

    @cached_property
    def edges(self) -> tuple[Fraction, ...]:
        """With one free weight: where the best plan changes."""
        return tuple(left.corners[1][0] for left, _ in pairwise(self.regions or ()))


def completion_map(
    asked: Document | Case, cancelled: Callable[[], bool] | None = None
) -> CompletionMap:
    """Which plans are best under which completion.

    Where completions do not stand behind the relation (Timestep Dominance) they are those of the
    scales, as in `solver.analyses.rationales`.

    Raises `NotSolvable` where the document is not valid to solve.

    >>> from assets import example_text
    >>> from solver.formats.quandary import loads
    >>> found = completion_map(loads(example_text("shutdown")))
    >>> found.weights.names, [str(edge) for edge in found.edges]
    (('u(Shut down early)',), ['0', '1'])
    """
    tree = Case.of(asked, cancelled).tree
    require_sure_mixtures(tree)
    frame = FreeWeights(tree)
    if frame.weights is None or frame.free > DRAWN:
        return CompletionMap(tree, frame.free, frame.weights, None, ZERO)
    envelope = _Envelope(tree, frame.weights, cancelled)
    return CompletionMap(tree, frame.free, frame.weights, envelope.regions(), envelope.box)


def _completion(found: CompletionMap, at: Point) -> Completion:
    tree, weights = found.tree, found.weights
    if weights is None:
        raise CertificateError("Without weights there is no completion to name.")
    by_criteria = weights.criteria and not (tree.statements.better or tree.statements.equal)
    if by_criteria or weights.shares:
        if not found.inside(at):
            raise CertificateError("These weights are not those of a completion.")
        return stated_weights(tree, weights, at)
    order, kinds = tree.order.of_completions, len(tree.order.points)
    places = order.places_of(len(tree.readings))
    # What each opinion makes of each kind of leaf, seen from the first one: where an opinion begins all are moved.
    wanted = [affine_value(leaf, at) for leaf in weights.leaves]
    columns = [
        tuple(
            Fraction(p[i] - order.points[0][i], order.scale) if i in own else ZERO
            for own in map(set, places)
            for p in order.points
        )
        for i in range(order.size)
    ]
    lines, rays = columns[: order.equal], columns[order.equal :]
    # Σ (weight + margin) · ray + lines = utility, with the margin at most 1 and as large as can be.
    margin = tuple(sum((ray[k] for ray in rays), ZERO) for k in range(len(wanted)))
    program = [
        (*column, ZERO) for column in (*lines, *(tuple(-e for e in c) for c in lines), *rays)
    ]
    program += [(*margin, ONE), (*(ZERO for _ in wanted), ONE)]
    gains = [ZERO] * (len(program) - 2) + [ONE, ZERO]
    right = (*(value - wanted[k - k % kinds] for k, value in enumerate(wanted)), ONE)
    answer = maximise(program, right, gains)
    if not isinstance(answer, Optimum) or answer.value <= 0:
        raise CertificateError("These weights are not those of a completion.")
    number = len(lines)
    own = [a - b for a, b in zip(answer.x[:number], answer.x[number : 2 * number], strict=True)]
    own += [weight + answer.value for weight in answer.x[2 * number : -2]]
    if tree.opinions:
        return weighed_completion(tree, order.of_features(own), Statements.extended).completion
    stated, first = tree.statements, wanted[0]
    utility = stated.extended(tree.preference.features, order.of_features(own))
    # Masses sum to one: what is added to all of them moves every utility alike.
    leaf = dict(zip(tree.preference.features.names, tree.features[0], strict=True))
    now = sum(
        (u * leaf.get(n, ZERO) for n, u in zip(stated.features.names, utility, strict=True)), ZERO
    )
    masses = stated.features.values_from
    shifted = tuple(u + first - now if i < masses else u for i, u in enumerate(utility))
    return completion_of(stated.features, shifted)


# ------------------------------------------------------------------------- the envelope


@dataclass(frozen=True)
class _Best:
    """A plan that is best at a point: its value as an affine function, and how many plans are."""

    value: Affine
    plan: Plan
    count: int


class _Envelope:
    """The greatest expected utility as a function of the free weights."""

    def __init__(
        self, tree: Compiled, weights: Weights, cancelled: Callable[[], bool] | None
    ) -> None:
        self.tree, self.weights, self.cancelled = tree, weights, cancelled
        self.free = len(weights.names)
        self._unit = lcm(*(entry.denominator for leaf in weights.leaves for entry in leaf))
        # By kind of leaf the affine functions of all opinions, one beside the other.
        whole = [
            [int(entry * self._unit) for leaf in of_kind for entry in leaf]
            for of_kind in zip(*weights.utilities, strict=True)
        ]
        self._table = np.array(whole, dtype=object)
        several = len(weights.utilities)
        self._opinion = np.arange(several, dtype=np.int64).repeat(self.free + 1)
        # Values of plans are multiples of 1 / grain and no larger than most.
        grain = self._unit * tree.levels.scales[0]
        most = several * max((abs(e) for leaf in weights.leaves for e in leaf), default=ZERO) + 1
        edges = max((abs(e) for bound in weights.bounds for e in bound), default=ZERO) + 1
        self.box = 8 * (most + edges) ** 2 * (grain**self.free if self.free else 1) + 2
        self._known: dict[Affine, Plan] = {}

    def value_at(self, at: Point) -> Affine:
        """The value of a plan that is best at a point, as an affine function."""
        return self._rolled(at)[0]

    def _rolled(self, at: Point) -> tuple[Affine, Stepwise]:
        if self.cancelled is not None and self.cancelled():
            raise Cancelled
        tree = self.tree
        exact = [[affine_value(leaf, at) for leaf in own] for own in self.weights.utilities]
        unit = lcm(*(value.denominator for own in exact for value in own))
        numbers = [[int(value * unit) for value in own] for own in exact]
        rolled: Rollback | WeighedRollback
        if tree.opinions:
            rolled = WeighedRollback(tree.levels, tree.leaves, numbers, tree.never_from(0), unit)
        else:
            rolled = Rollback(tree.levels, tree.leaves, numbers[0], unit)
        best = rolled.best()
        row = prospects(tree.levels, tree.leaves, self._table, best, self._opinion)[0][0]
        scale = tree.levels.scales[0] * self._unit
        affine = row.reshape(-1, self.free + 1).sum(axis=0).tolist()
        return tuple(Fraction(int(e), scale) for e in affine), Stepwise(tree, best)

    def regions(self) -> tuple[CompletionRegion, ...] | None:
        """Where which plan is best; None where there are too many regions."""
        if self.free == 0:
            return (self._region(()),)
        if self.free == 1:
            return self._intervals()
        return self._polygons()

    def _region(self, corners: tuple[Point, ...]) -> CompletionRegion:
        region = CompletionRegion(corners, (), Plan({}, Prospect()), 0)
        value, plans = self._rolled(region.middle if corners else ())
        return replace(region, value=value, plan=plans.plan(0), count=plans.total)

    # --------------------------------------------------------------------- on a line

    def _intervals(self) -> tuple[CompletionRegion, ...] | None:
        low, high = -self.box, self.box
        for bound in self.weights.bounds:  # bound[0] + bound[1] · θ > 0
            if bound[1] > 0:
                low = max(low, -bound[0] / bound[1])
            else:
                high = min(high, -bound[0] / bound[1])
        lines = [self.value_at((low,)), self.value_at((high,))]
        edges = sorted({low, high, *self._breaks(low, high, *lines)})
        if len(edges) > MOST_REGIONS + 1:
            return None
        return tuple(self._region(((a,), (b,))) for a, b in pairwise(edges))

    def _breaks(
        self, low: Fraction, high: Fraction, first: Affine, last: Affine
    ) -> Iterator[Fraction]:
        """Where the best plan changes strictly between two points at which these are best."""
        todo = [(low, high, first, last)]
        while todo:
            low, high, first, last = todo.pop()
            if first[1] == last[1]:
                continue
            at = (first[0] - last[0]) / (last[1] - first[1])
            if not low < at < high:
                continue  # one of the two is best all the way
            middle = self.value_at((at,))
            if affine_value(middle, (at,)) == affine_value(first, (at,)):
                yield at
            else:
                todo += [(low, at, first, middle), (at, high, middle, last)]

    # -------------------------------------------------------------------- in a plane

    def _polygons(self) -> tuple[CompletionRegion, ...] | None:
        side = self.box
        corners: tuple[Point, ...] = ((-side, -side), (side, -side), (side, side), (-side, side))
        for bound in self.weights.bounds:
            corners = _clipped(corners, bound)
        known: dict[Affine, None] = {}
        tried: set[Point] = set()
        cells: dict[Affine, tuple[Point, ...]] = {(): corners}
        while True:
            fresh = {p for polygon in cells.values() for p in polygon} - tried
            tried |= fresh
            found = {self.value_at(point) for point in sorted(fresh)} - known.keys()
            # At a corner several plans tie: only those that exceed what was known are news.
            if not found:
                break
            known |= dict.fromkeys(sorted(found))
            if len(known) > MOST_REGIONS:
                return None
            cells = self._cells(corners, list(known))
        return tuple(self._region(polygon) for polygon in cells.values())

    @staticmethod
    def _cells(
        corners: tuple[Point, ...], known: Sequence[Affine]
    ) -> dict[Affine, tuple[Point, ...]]:
        cells: dict[Affine, tuple[Point, ...]] = {}
        for value in known:
            polygon = corners
            for other in known:
                if other != value and polygon:
                    polygon = _clipped(polygon, minus(value, other))
            if polygon:
                cells[value] = polygon
        return cells


def _clipped(corners: tuple[Point, ...], bound: Affine) -> tuple[Point, ...]:
    """What of a convex polygon lies where an affine function is not negative; () if nothing inside."""
    sides = [affine_value(bound, corner) for corner in corners]
    kept: list[Point] = []
    for i, (corner, side) in enumerate(zip(corners, sides, strict=True)):
        after, beyond = corners[i - len(corners) + 1], sides[i - len(corners) + 1]
        if side >= 0:
            kept.append(corner)
        if side * beyond < 0:
            part = side / (side - beyond)
            kept.append(tuple(a + part * (b - a) for a, b in zip(corner, after, strict=True)))
    if len(kept) < 3 or all(side <= 0 for side in sides):
        return ()
    return tuple(kept)

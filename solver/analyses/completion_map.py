"""Which plans expected utility permits under which completion: a strip or a map, exactly bounded.

A completion counts only up to positive affine changes: choose two outcomes of the tree, the second
strictly better than the first under every completion, and let their utilities be 0 and 1.  What is left
free are the utilities of as many other outcomes as it takes to fix those of all leaves; every leaf's
utility is an affine function of these **free weights** θ.  (Where no outcome is better than another
but weights of criteria count, the weights are made to sum to 1; where nothing at all is better than
anything, only the zero is chosen.)  The completions with all strict preferences strict are the
inside of a polyhedron of θ: their cone is the image of the cone in `solver.induction.prospect_order`, so its
inequalities are the rays of the image's dual (`solver.preferences.double_description`).

Each plan's expected utility is affine in θ, and what the best plan attains is the convex, piecewise
linear maximum of all of them.  It is found without listing plans: rollback at a point gives a plan
that is best there; the regions in which the plans known so far are best among themselves are
right iff no rollback at a corner of theirs finds a better plan, because a convex function that
touches an affine one in the corners of a polygon lies below it inside.  (On a line this is the
method of Eisner and Severance 1976.)  Where θ is unbounded, corners are sought in a box that contains
all points in which three plans can tie: their coordinates are quotients of determinants with known
bounds.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import combinations, pairwise
from math import lcm
from typing import Final

import numpy as np

from solver.checks.opinions import require_one_opinion
from solver.document.elements import Completion
from solver.document.model import Document
from solver.errors import Cancelled, CertificateError, NotSolvable
from solver.explain.case import Case
from solver.induction.compiled_tree import Compiled
from solver.induction.completion_utility import utility_of
from solver.induction.rollback import Rollback, prospects
from solver.induction.stepwise_plans import Stepwise
from solver.preferences.completion_values import completion_of
from solver.preferences.double_description import dual_of
from solver.preferences.exact_simplex import Optimum, Vector, dot, maximise
from solver.prospect import Prospect
from solver.rules.rule import require_completions
from solver.solution import Plan
from solver.words.names import Names

ZERO = Fraction(0)
ONE = Fraction(1)

#: More regions than these are not drawn.
MOST_REGIONS: Final = 150

Point = tuple[Fraction, ...]
#: An affine function: its value at zero, then its slopes.
Affine = tuple[Fraction, ...]


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
class Weights:
    """How completions are told by free weights.

    ``names`` are what the weights are, ``fixed`` what is chosen (utility by what it is of).
    ``leaves`` has each kind of leaf's utility as an affine function, ``bounds`` the affine functions that
    must be positive.
    """

    names: tuple[str, ...]
    fixed: Mapping[str, Fraction]
    leaves: tuple[Affine, ...]
    bounds: tuple[Affine, ...]


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
        return self.weights is not None and all(_at(bound, at) > 0 for bound in self.weights.bounds)

    def regions_at(self, at: Point) -> list[CompletionRegion]:
        """The regions in which, or on the edge of which, a point lies."""
        values = [(_at(region.value, at), region) for region in self.regions or ()]
        best = max((value for value, _ in values), default=ZERO)
        return [region for value, region in values if value == best]

    def completion(self, at: Point) -> Completion:
        """The completion with these free weights, in the form in which documents state it."""
        return _completion(self, at)

    def place_of(self, document: Document) -> Point | None:
        """The free weights of a document's own completion; None if it has none that counts."""
        if self.weights is None or document.completion is None:
            return None
        tree = replace(self.tree, document=document.expanded)
        try:
            utility, _ = utility_of(tree)
        except NotSolvable:
            return None
        return _place(self.weights, [dot(utility, leaf) for leaf in tree.features])

    @cached_property
    def edges(self) -> tuple[Fraction, ...]:
        """With one free weight: where the best plan changes."""
        return tuple(left.corners[1][0] for left, _ in pairwise(self.regions or ()))


def completion_map(
    asked: Document | Case, cancelled: Callable[[], bool] | None = None
) -> CompletionMap:
    """Which plans are best under which completion.

    Raises `NotSolvable` where the document is not valid to solve.

    >>> from assets import example_text
    >>> from solver.formats.quandary import loads
    >>> found = completion_map(loads(example_text("shutdown")))
    >>> found.weights.names, [str(edge) for edge in found.edges]
    (('u(Shut down early)',), ['0', '1'])
    """
    tree = Case.of(asked, cancelled).tree
    require_completions(tree)
    require_one_opinion(tree.document, "The map of completions is drawn")
    frame = _Frame(tree)
    if frame.weights is None or frame.free > 2:
        return CompletionMap(tree, frame.free, frame.weights, None, ZERO)
    envelope = _Envelope(tree, frame.weights, cancelled)
    return CompletionMap(tree, frame.free, frame.weights, envelope.regions(), envelope.box)


def _place(weights: Weights, values: Sequence[Fraction]) -> Point | None:
    """The free weights that give leaves these utilities, up to a positive affine change."""
    # values = zero + unit · (leaf at zero + slopes · θ): linear in zero, unit and unit · θ.
    columns = [tuple(ONE for _ in values), *zip(*weights.leaves, strict=True)]
    kept = [columns[0]]
    for column in columns[1:]:
        if _solved(kept, column) is None:
            kept.append(column)
    parts = _solved(kept, tuple(values))
    if parts is None:
        return None
    found = dict(zip(kept, parts, strict=True))
    free = weights.leaves[0][1:]
    unit = found.get(columns[1], ONE)
    if unit <= 0 or len(kept) < len(free) + 1:
        return None
    return tuple(found.get(column, ZERO) / unit for column in columns[2:])


def _at(function: Affine, point: Sequence[Fraction]) -> Fraction:
    return function[0] + dot(function[1:], point)


# ------------------------------------------------------------------------- free weights


class _Frame:
    """The choice of what is fixed and what is free."""

    def __init__(self, tree: Compiled) -> None:
        self.tree, order = tree, tree.order
        self.names = Names(tree.document)
        self.weights: Weights | None = None
        #: By kind of leaf its coordinates, seen from the first kind.
        self.points = [tuple(Fraction(e, order.scale) for e in point) for point in order.points]
        pair = None if order.general is not None else self._pair()
        zero = pair[0] if pair is not None else 0
        self.relative = [_minus(point, self.points[zero]) for point in self.points]
        basis = [] if pair is None else [pair[1]]
        for kind in self._preferred():
            if _solved([self.relative[b] for b in basis], self.relative[kind]) is None:
                basis.append(kind)
        self.free = len(basis) - (pair is not None)
        if order.general is not None:
            return
        if pair is not None:
            self._by_outcomes(zero, basis, ONE)
        elif order.equal == order.size or not self._is_pointed():
            self._by_outcomes(zero, basis, ZERO)
        elif order.equal == 0 and order.size == len(basis):
            self.free = len(basis) - 1
            self._by_rays()
        else:
            self.free = len(basis) - 1

    def _pair(self) -> tuple[int, int] | None:
        """Two kinds of leaves, the second better than the first, as far apart as there are."""
        equal = self.tree.order.equal
        best: tuple[Fraction, tuple[int, int]] | None = None
        for i, j in combinations(range(len(self.points)), 2):
            for low, high in ((i, j), (j, i)):
                difference = _minus(self.points[high], self.points[low])
                if any(difference[:equal]) or min(difference[equal:], default=ZERO) < 0:
                    continue
                apart = sum(difference[equal:], ZERO)
                if apart > 0 and (best is None or apart > best[0]):
                    best = apart, (low, high)
        return None if best is None else best[1]

    def _preferred(self) -> Iterator[int]:
        """The kinds of leaves, those first whose outcome is not paid for on the way."""
        names = [self._outcome(kind) for kind in range(len(self.points))]
        once = [kind for kind, name in enumerate(names) if names.count(name) == 1]
        yield from once
        yield from (kind for kind in range(len(names)) if kind not in once)

    def _outcome(self, kind: int) -> str:
        return str(self.tree.outcomes[self._leaf(kind)])

    def _leaf(self, kind: int) -> int:
        return int(np.flatnonzero(self.tree.leaf_kinds == kind)[0])

    def _name(self, kind: int) -> str:
        return f"u({self.names.end(self.tree.end(self._leaf(kind)))})"

    def _is_pointed(self) -> bool:
        """Whether some completion is not matched by its opposite: something is better than something."""
        order = self.tree.order
        columns = [tuple(point[i] for point in self.relative) for i in range(order.size)]
        lines = columns[: order.equal]
        # Positive multiples of all the rays cancel out iff the cone is a subspace.
        size = len(self.relative)
        total = tuple(sum((c[k] for c in columns[order.equal :]), ZERO) for k in range(size))
        both = [*lines, *(tuple(-e for e in line) for line in lines), *columns[order.equal :]]
        answer = maximise(both, tuple(-e for e in total))
        return not isinstance(answer, Optimum)

    def _by_outcomes(self, zero: int, basis: Sequence[int], one: Fraction) -> None:
        """Utilities of outcomes; the first of the basis has utility 1 if ``one`` says so."""
        order = self.tree.order
        vectors = [self.relative[kind] for kind in basis]
        leaves: list[Affine] = []
        for point in self.relative:
            parts = _solved(vectors, point)
            if parts is None:
                raise CertificateError("The leaves of a basis span all leaves.")
            leaves.append(parts if one else (ZERO, *parts))
        images = [tuple(vector[i] for vector in vectors) for i in range(order.size)]
        bounds: tuple[Affine, ...] = ()
        if one:
            dual = dual_of(len(vectors), images[order.equal :], images[: order.equal], 10**6)
            if dual is None:
                raise CertificateError("So many rays there are not.")
            bounds = tuple(tuple(map(Fraction, ray)) for ray in dual.rays)
            # One that holds of every point, such as 1 > 0, bounds nothing.
            bounds = tuple(bound for bound in bounds if any(bound[1:]))
        fixed = {self._name(zero): ZERO}
        if one:
            fixed[self._name(basis[0])] = ONE
        names = tuple(self._name(kind) for kind in (basis[1:] if one else basis))
        self.weights = Weights(names, fixed, tuple(leaves), bounds)

    def _by_rays(self) -> None:
        """Weights of the coordinates that sum to 1."""
        order = self.tree.order
        *first, last = range(order.size)
        leaves = tuple(
            (point[last], *(point[i] - point[last] for i in first)) for point in self.points
        )
        unit = [tuple(Fraction(int(i == j)) for j in first) for i in first]
        bounds = [(ZERO, *row) for row in unit] + [(ONE, *(-ONE for _ in first))]
        names = [self._ray_name(i) for i in range(order.size)]
        fixed = {" + ".join(names): ONE}
        self.weights = Weights(tuple(names[:-1]), fixed, leaves, tuple(bounds) if first else ())

    def _ray_name(self, i: int) -> str:
        """The weight of a criterion, if that is what a coordinate is."""
        names, row = self.tree.preference.features.names, self.tree.order.rows[i]
        used = [name for name, entry in zip(names, row, strict=True) if entry]
        (_, scale), criterion = used[0]
        if len(used) == 1 and criterion is not None:
            scales = {name[0] for name in names if name[1] is not None}
            own = f"weight of {self.names.criterion(criterion)}"
            return f"{own} on “{scale}”" if len(scales) > 1 else own
        return f"weight {i + 1}"


def _minus(p: Vector, q: Vector) -> Vector:
    return tuple(a - b for a, b in zip(p, q, strict=True))


def _solved(basis: Sequence[Vector], vector: Vector) -> Vector | None:
    """The multiples of independent vectors that make up another; None if none do."""
    rows = [[*column, entry] for *column, entry in zip(*basis, vector, strict=True)]
    if not basis:
        return None if any(vector) else ()
    for at in range(len(basis)):
        pivot = next((row for row in rows[at:] if row[at]), None)
        if pivot is None:
            raise CertificateError("The vectors of a basis are independent.")
        rows.remove(pivot)
        rows.insert(at, [entry / pivot[at] for entry in pivot])
        for i, row in enumerate(rows):
            if i != at and row[at]:
                rows[i] = [a - row[at] * b for a, b in zip(row, rows[at], strict=True)]
    if any(row[-1] for row in rows[len(basis) :]):
        return None
    return tuple(row[-1] for row in rows[: len(basis)])


def _completion(found: CompletionMap, at: Point) -> Completion:
    tree, weights = found.tree, found.weights
    if weights is None:
        raise CertificateError("Without weights there is no completion to name.")
    order = tree.order
    wanted = [_at(leaf, at) for leaf in weights.leaves]
    first = wanted[0]
    columns = [
        tuple(Fraction(p[i] - order.points[0][i], order.scale) for p in order.points)
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
    right = (*(value - first for value in wanted), ONE)
    answer = maximise(program, right, gains)
    if not isinstance(answer, Optimum) or answer.value <= 0:
        raise CertificateError("These weights are not those of a completion.")
    number = len(lines)
    own = [a - b for a, b in zip(answer.x[:number], answer.x[number : 2 * number], strict=True)]
    own += [weight + answer.value for weight in answer.x[2 * number : -2]]
    stated = tree.statements
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
        whole = [[int(entry * self._unit) for entry in leaf] for leaf in weights.leaves]
        self._table = np.array(whole, dtype=object)
        # Values of plans are multiples of 1 / grain and no larger than most.
        grain = self._unit * tree.levels.scales[0]
        most = max((abs(e) for leaf in weights.leaves for e in leaf), default=ZERO) + 1
        edges = max((abs(e) for bound in weights.bounds for e in bound), default=ZERO) + 1
        self.box = 8 * (most + edges) ** 2 * (grain**self.free if self.free else 1) + 2
        self._known: dict[Affine, Plan] = {}

    def value_at(self, at: Point) -> Affine:
        """The value of a plan that is best at a point, as an affine function."""
        return self._rolled(at)[1]

    def _rolled(self, at: Point) -> tuple[Rollback, Affine, Stepwise]:
        if self.cancelled is not None and self.cancelled():
            raise Cancelled
        tree = self.tree
        exact = [_at(leaf, at) for leaf in self.weights.leaves]
        unit = lcm(*(value.denominator for value in exact))
        rolled = Rollback(tree.levels, tree.leaves, [int(v * unit) for v in exact], unit)
        best = rolled.best()
        row = prospects(tree.levels, tree.leaves, self._table, best)[0][0].tolist()
        scale = tree.levels.scales[0] * self._unit
        return rolled, tuple(Fraction(int(e), scale) for e in row), Stepwise(tree, best)

    def regions(self) -> tuple[CompletionRegion, ...] | None:
        """Where which plan is best; None where there are too many regions."""
        if self.free == 0:
            return (self._region(()),)
        if self.free == 1:
            return self._intervals()
        return self._polygons()

    def _region(self, corners: tuple[Point, ...]) -> CompletionRegion:
        region = CompletionRegion(corners, (), Plan({}, Prospect()), 0)
        _, value, plans = self._rolled(region.middle if corners else ())
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
            if _at(middle, (at,)) == _at(first, (at,)):
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
                    polygon = _clipped(polygon, _minus(value, other))
            if polygon:
                cells[value] = polygon
        return cells


def _clipped(corners: tuple[Point, ...], bound: Affine) -> tuple[Point, ...]:
    """What of a convex polygon lies where an affine function is not negative; () if nothing inside."""
    sides = [_at(bound, corner) for corner in corners]
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

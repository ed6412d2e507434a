"""By which free weights the completions of a tree are told apart.

A completion counts only up to positive affine changes.  Where the tree's outcomes stand on one scale
with several criteria, what is free are the criteria's weights: the ratio of two of which one is a cost
(what a unit of the other outweighs, as an incremental cost-effectiveness ratio), else their shares,
which sum to 1 (as the probabilities of states do).

Else choose two outcomes of the tree, the second strictly better than the first under every
completion, and let their utilities be 0 and 1.  What is left free are the utilities of as many other
outcomes as it takes to fix those of all leaves.  (Where nothing at all is better than anything, only
the zero is chosen.)  Every leaf's utility is an affine function of the free weights θ.  The
completions with all strict preferences strict are the inside of a polyhedron of θ: their cone is the
image of the cone in `solver.induction.tree.prospect_order`, so its inequalities are the rays of the
image's dual (`solver.preferences.double_description`).

Under several opinions a completion is a share of each and a utility in it.  Where all outcomes stand on one
scale with one criterion under each, the shares are what is free.  Else each opinion has the utilities of outcomes
times its share: the zero is chosen in each, the one in one of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from typing import Final

import numpy as np

from solver.document.elements import Completion, Criterion, ScaleUtility
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.errors import CertificateError, NotSolvable
from solver.induction.completion_utility import value_itself, weighed_utility
from solver.induction.tree.compiled_tree import Compiled
from solver.preferences.double_description import dual_of
from solver.preferences.exact_simplex import Optimum, Vector, dot, maximise
from solver.translation import tr
from solver.words.names import Names, quoted

ZERO: Final = Fraction(0)
ONE: Final = Fraction(1)
DRAWN: Final = 2  # more free weights than these are not drawn
MOST_RAYS: Final = 10**6

Point = tuple[Fraction, ...]
#: An affine function: its value at zero, then its slopes.
Affine = tuple[Fraction, ...]


@dataclass(frozen=True)
class Weights:
    """How completions are told by free weights.

    ``names`` are what the weights are, ``fixed`` what is chosen (utility by what it is of).
    ``utilities`` has for each opinion (one, where there are no several) each kind of leaf's utility as an affine
    function, times the opinion's share; ``bounds`` has the affine functions that must be positive.
    ``shares`` are the opinions of which the shares are what is free.  ``criteria`` are there where criteria are what is weighed, on one scale: the
    weight of each is free but that of the last, which is 1 where it ``is_ratio``, else what is left to 1.
    """

    names: tuple[str, ...]
    fixed: Mapping[str, Fraction]
    utilities: tuple[tuple[Affine, ...], ...]
    bounds: tuple[Affine, ...]
    criteria: tuple[str, ...] = ()
    is_ratio: bool = False
    shares: tuple[str, ...] = ()

    @property
    def leaves(self) -> tuple[Affine, ...]:
        """The utilities of the kinds of leaves, those of one opinion after those of the other."""
        return tuple(leaf for own in self.utilities for leaf in own)

    def of_all(self, at: Point) -> tuple[Fraction, ...]:
        """The weight of each criterion, or the share of each opinion."""
        return (*at, ONE if self.is_ratio else ONE - sum(at, ZERO))


class FreeWeights:
    """The choice of what is fixed and what is free."""

    def __init__(self, tree: Compiled) -> None:
        self.tree, order = tree, tree.order.of_completions
        self.order = order
        self._scale, self._values = one_scale(tree)
        self.names = Names(tree.document)
        self.weights: Weights | None = None
        self._places = order.places_of(len(tree.readings))
        #: By opinion and kind of leaf the coordinates that count in it.
        self.points = [self._masked(own) for own in self._places]
        pair = None if order.general is not None else self._pair()
        zero = pair[1] if pair is not None else 0
        #: The same, seen from one kind.
        self.relative = [[minus(point, own[zero]) for point in own] for own in self.points]
        basis = [] if pair is None else [(pair[0], pair[2])]
        for kind in self._preferred():
            for opinion, own in enumerate(self.relative):
                if _solved([self.relative[i][b] for i, b in basis], own[kind]) is None:
                    basis.append((opinion, kind))
        self.free = len(basis) - (pair is not None)
        if order.general is not None:
            return
        if len(self.relative) > 1 and self._by_shares():
            return
        criteria = self._criteria()
        if len(criteria) > 1 and self.free and (len(criteria) <= DRAWN + 1 or pair is None):
            self._by_criteria(criteria)
        elif pair is not None:
            self._by_outcomes(zero, basis, ONE)
        elif order.equal == order.size or not self._is_pointed():
            self._by_outcomes(zero, basis, ZERO)

    def _masked(self, places: Sequence[int]) -> list[Vector]:
        """The coordinates of each kind of leaf that stand at these places; 0 at others."""
        kept, scale = set(places), self.order.scale
        return [
            tuple(Fraction(e, scale) if i in kept else ZERO for i, e in enumerate(point))
            for point in self.order.points
        ]

    def _pair(self) -> tuple[int, int, int] | None:
        """Two kinds of leaves, the second better than the first in an opinion, as far apart as there are."""
        equal = self.order.equal
        best: tuple[Fraction, tuple[int, int, int]] | None = None
        for opinion, points in enumerate(self.points):
            for i, j in combinations(range(len(points)), 2):
                for low, high in ((i, j), (j, i)):
                    difference = minus(points[high], points[low])
                    if any(difference[:equal]) or min(difference[equal:], default=ZERO) < 0:
                        continue
                    apart = sum(difference[equal:], ZERO)
                    if apart > 0 and (best is None or apart > best[0]):
                        best = apart, (opinion, low, high)
        return None if best is None else best[1]

    def _preferred(self) -> Iterator[int]:
        """The kinds of leaves, those first whose outcome is not paid for on the way."""
        names = [self._outcome(kind) for kind in range(len(self.order.points))]
        once = [kind for kind, name in enumerate(names) if names.count(name) == 1]
        yield from once
        yield from (kind for kind in range(len(names)) if kind not in once)

    def _outcome(self, kind: int) -> str:
        return str(self.tree.outcomes[self._leaf(kind)])

    def _leaf(self, kind: int) -> int:
        return int(np.flatnonzero(self.tree.leaf_kinds == kind)[0])

    def _name(self, kind: int, opinion: int | None = None) -> str:
        """What the utility of a leaf is called; in an opinion it is that times the opinion's share."""
        name = f"u({self.names.end(self.tree.end(self._leaf(kind)))})"
        if opinion is None or len(self.relative) == 1:
            return name
        called = self.names.opinion(list(self.tree.opinions)[opinion])
        return tr("{utility} times the share of {opinion}").format(
            utility=name, opinion=quoted(called)
        )

    def _is_pointed(self) -> bool:
        """Whether some completion is not matched by its opposite: something is better than something."""
        order = self.order
        leaves = [point for own in self.relative for point in own]
        columns = [tuple(point[i] for point in leaves) for i in range(order.size)]
        lines = columns[: order.equal]
        # Positive multiples of all the rays cancel out iff the cone is a subspace.
        size = len(leaves)
        total = tuple(sum((c[k] for c in columns[order.equal :]), ZERO) for k in range(size))
        both = [*lines, *(tuple(-e for e in line) for line in lines), *columns[order.equal :]]
        answer = maximise(both, tuple(-e for e in total))
        return not isinstance(answer, Optimum)

    def _by_outcomes(self, zero: int, basis: Sequence[tuple[int, int]], one: Fraction) -> None:
        """Utilities of outcomes; the first of the basis has utility 1 if ``one`` says so."""
        order = self.order
        vectors = [self.relative[opinion][kind] for opinion, kind in basis]

        def affine(point: Vector) -> Affine:
            parts = _solved(vectors, point)
            if parts is None:
                raise CertificateError("The leaves of a basis span all leaves.")
            return parts if one else (ZERO, *parts)

        utilities = tuple(tuple(map(affine, own)) for own in self.relative)
        images = [tuple(vector[i] for vector in vectors) for i in range(order.size)]
        bounds: tuple[Affine, ...] = ()
        if one:
            dual = dual_of(len(vectors), images[order.equal :], images[: order.equal], MOST_RAYS)
            if dual is None:
                raise CertificateError("So many rays there are not.")
            bounds = tuple(tuple(map(Fraction, ray)) for ray in dual.rays)
            # One that holds of every point, such as 1 > 0, bounds nothing.
            bounds = tuple(bound for bound in bounds if any(bound[1:]))
        fixed = {self._name(zero): ZERO}
        if one:
            opinion, kind = basis[0]
            fixed[self._name(kind, opinion)] = ONE
        names = tuple(self._name(kind, opinion) for opinion, kind in (basis[1:] if one else basis))
        self.weights = Weights(names, fixed, utilities, bounds)

    def _by_shares(self) -> bool:
        """The shares of opinions, where each has one scale and one criterion; whether it is so."""
        if not all(reading.preference.features.are_of_criteria for reading in self.tree.readings):
            return False
        found = [one_scale(reading) for reading in self.tree.readings]
        scales = {scale for scale, places in found}
        if len(scales) > 1 or any(len(places) != 1 for _, places in found):
            return False
        values = []
        for reading, kinds, (_, places) in zip(
            self.tree.readings,
            zip(*self.tree.leaf_kinds_by_opinion, strict=True),
            found,
            strict=True,
        ):
            (place,) = places.values()
            values.append([reading.features[kind][place] for kind in kinds])
        used = [i for i, own in enumerate(values) if len(set(own)) > 1]
        if not used:
            return False
        *others, last = used
        self.free = len(others)
        nothing = (ZERO,) * (1 + self.free)

        def affine(opinion: int, value: Fraction) -> Affine:
            if opinion not in used:
                return nothing  # it makes no difference
            if opinion == last:
                return (value, *(-value for _ in others))
            return (ZERO, *(value * (i == opinion) for i in others))

        names = [
            tr("share of {opinion}").format(opinion=quoted(self.names.opinion(id_)))
            for id_ in self.tree.opinions
        ]
        rest = (ONE, *(-ONE for _ in others))
        positive = [(ZERO, *(Fraction(i == k) for k in others)) for i in others]
        self.weights = Weights(
            tuple(names[i] for i in others),
            {" + ".join(names[i] for i in used): ONE} if others else {},
            tuple(tuple(affine(i, value) for value in own) for i, own in enumerate(values)),
            (*positive, rest) if others else (),
            shares=tuple(id_ for i, id_ in enumerate(self.tree.opinions) if i in used),
        )
        return True

    def _criteria(self) -> list[str]:
        """The criteria on which leaves differ, where these alone tell them apart; a cost stands last."""
        if not self.tree.relation.adds_up or len(self.relative) > 1:
            return []
        used = [
            criterion
            for criterion, place in self._values.items()
            if len({leaf[place] for leaf in self.tree.features}) > 1
        ]
        return sorted(used, key=self._is_cost) if len(used) == DRAWN else used

    def _is_cost(self, id_: str) -> bool:
        criterion: Criterion | None = self.tree.document.criterion(id_)
        return criterion is not None and criterion.better == "less"

    def _by_criteria(self, criteria: Sequence[str]) -> None:
        """Weights of criteria: a ratio, or shares that sum to 1."""
        *free, last = criteria
        self.free = len(free)
        is_ratio = len(free) == 1 and self._is_cost(last) and not self._is_cost(free[0])

        def affine(parts: Sequence[Fraction]) -> Affine:
            """What these times the weights of the criteria sum to."""
            *others, rest = parts
            return (rest, *others) if is_ratio else (rest, *(other - rest for other in others))

        places = [self._values[criterion] for criterion in criteria]
        leaves = tuple(affine([leaf[i] for i in places]) for leaf in self.tree.features)
        # The weights are what positive multiples of the rays add up to.
        rays = [tuple(Fraction(ray[i]) for i in places) for ray in self._rays]
        dual = dual_of(len(places), [ray for ray in rays if any(ray)], (), MOST_RAYS)
        if dual is None:
            raise CertificateError("So many rays there are not.")
        bounds = (affine(tuple(map(Fraction, ray))) for ray in dual.rays)
        own = [self.names.criterion(criterion) for criterion in criteria]
        names = (
            [tr("{own} per {own2}").format(own=own[1], own2=own[0])]
            if is_ratio
            else [tr("weight of {name}").format(name=name) for name in own]
        )
        fixed = {} if is_ratio else {" + ".join(names): ONE}
        self.weights = Weights(
            tuple(names[: len(free)]),
            fixed,
            (leaves,),
            tuple(bound for bound in bounds if any(bound[1:])),
            tuple(criteria),
            is_ratio,
        )

    @property
    def _rays(self) -> Sequence[Sequence[int]]:
        """What completions add up positive multiples of, as weights of features."""
        return (*self.order.rows[self.order.equal :], *self.order.idle)


def minus(p: Vector, q: Vector) -> Vector:
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


def one_scale(tree: Compiled) -> tuple[str, Mapping[str, int]]:
    """The scale on which all leaves are, and where among the features its criteria's values are.

    No criteria where leaves are on several scales, or outcomes stand alone.
    """
    features = tree.preference.features
    masses = {i for leaf in tree.features for i in range(features.values_from) if leaf[i]}
    scales = {features.names[i][0] for i in masses}
    places = {c: i for i, (scale, c) in enumerate(features.names) if c and scale in scales}
    return next(iter(scales))[1], places if len(scales) == 1 else {}


def place_of(tree: Compiled, weights: Weights, document: Document) -> Point | None:
    """The free weights of a document's own completion; None if it has none that counts."""
    if document.completion is None:
        return None
    tree = replace(tree, document=document.expanded)
    try:
        weighed = weighed_utility(tree)
    except NotSolvable:
        return None
    if weights.shares:
        if value_itself(tree) is None:
            return None  # an opinion has a utility of its own
        shares = dict(zip(tree.opinions, weighed.shares, strict=True))
        own = [shares[id_] for id_ in weights.shares]
        return tuple(entry / sum(own, ZERO) for entry in own[:-1])
    if not weights.criteria:
        return _place(weights, weighed.of_leaves(tree))
    _, places = one_scale(tree)
    (utility,) = weighed.utilities
    own = [utility[places[criterion]] for criterion in weights.criteria]
    whole = own[-1] if weights.is_ratio else sum(own, ZERO)
    return tuple(entry / whole for entry in own[:-1])


def stated_weights(tree: Compiled, weights: Weights, at: Point) -> Completion:
    """The completion with these weights of criteria, or shares of opinions.

    Others, which make no difference to any leaf, weigh 1.
    """
    scale, _ = one_scale(tree.readings[0])
    every = dict.fromkeys(tree.document.criterion_ids, ONE)
    shares = dict.fromkeys(tree.opinions, ONE)
    if weights.shares:
        shares |= dict(zip(weights.shares, weights.of_all(at), strict=True))
    else:
        every |= dict(zip(weights.criteria, weights.of_all(at), strict=True))
    of = {criterion: Numeral.of(weight) for criterion, weight in every.items()}
    return Completion(
        scales={scale: ScaleUtility(weight=of, offset=Numeral.of(0))},
        opinions={id_: Numeral.of(share) for id_, share in shares.items()},
    )


def _place(weights: Weights, values: Sequence[Sequence[Fraction]]) -> Point | None:
    """The free weights that give leaves these utilities in each opinion, up to a positive affine change."""
    # values = zero + unit · (leaf at zero + slopes · θ): linear in the zeros, unit and unit · θ.
    sizes = [len(own) for own in values]
    zeros = [
        tuple(Fraction(i == opinion) for i, size in enumerate(sizes) for _ in range(size))
        for opinion in range(len(sizes))
    ]
    columns = list(zip(*weights.leaves, strict=True))
    kept = list(zeros)
    for column in columns:
        if _solved(kept, column) is None:
            kept.append(column)
    parts = _solved(kept, tuple(value for own in values for value in own))
    if parts is None:
        return None
    found = dict(zip(kept[len(zeros) :], parts[len(zeros) :], strict=True))
    free = weights.leaves[0][1:]
    unit = found.get(columns[0], ONE)
    if unit <= 0 or len(found) < len(free):
        return None
    return tuple(found.get(column, ZERO) / unit for column in columns[1:])


def affine_value(function: Affine, point: Sequence[Fraction]) -> Fraction:
    return function[0] + dot(function[1:], point)

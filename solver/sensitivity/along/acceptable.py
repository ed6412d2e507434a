"""Where it changes which of some vectors are best under a completion, along a parameter.

Whether a completion makes p best is whether some weights w, positive on the rays, have w·(q − p) ≤ 0
for all q.  That depends on no more than the oriented matroid of the vectors q − p and the units of
the rays: on the signs of the determinants of as many of them as they have dimensions.  Between the
roots of all these nothing changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise
from math import comb, lcm

import numpy as np

from solver.budget import Budget
from solver.induction.tree.prospect_order import Order
from solver.rules.e_admissible import acceptable
from solver.sensitivity.along.node_sets import Along, Set, TooMany, Vec
from solver.sensitivity.along.roots import ONE, ZERO, Poly, Root, Roots, at, between
from solver.translation import tr

MOST_DETERMINANTS = 60_000


@dataclass
class AcceptanceAlong:
    """Which of maximal vectors are best under some completion; the first ``equal`` weights are free."""

    equal: int
    roots: Roots
    budget: Budget

    def __call__(self, vectors: Set, low: Root, high: Root) -> Along:
        """The acceptable ones between two roots."""
        if len(vectors) < 3:
            return Along((), (vectors,))
        rows = self._rows(vectors)
        polys: list[Poly] = []
        for own in vectors:
            polys += self._determinants(own, vectors, rows)
        breaks, sets = [], list[Set]()
        inner = sorted(
            {r for poly in _different(polys) for r in self.roots.within(poly, low, high)}
        )
        for a, b in pairwise([low, *inner, high]):
            self.budget.look()
            if self.budget.is_late:
                raise TooMany(tr("There was not enough time to find all thresholds."))
            now = self._acceptable(vectors, between(a, b))
            if (sets and (now != sets[-1] or not a.is_rational)) or (
                sets and self._acceptable(vectors, a.low) != now
            ):
                breaks.append(a)
                sets.append(now)
            elif not sets:
                sets.append(now)
        return Along(tuple(breaks), tuple(sets))

    def changes(self, own: Vec, vectors: Set, low: Root, high: Root) -> list[Root]:
        """Where it may change whether a mixture of some vectors is preferred to another vector."""
        polys = self.determinants(own, vectors)
        return sorted({r for poly in _different(polys) for r in self.roots.within(poly, low, high)})

    def determinants(self, own: Vec, vectors: Set) -> list[Poly]:
        """The same as polynomials."""
        return self._determinants(own, vectors, self._rows((own, *vectors)))

    def _rows(self, vectors: Set) -> list[int]:
        """Coordinates that tell anything: not those that are the same for all vectors."""
        first = vectors[0]
        size = len(first.entries)
        return [k for k in range(size) if any(vec.key[k] != first.key[k] for vec in vectors)]

    def _determinants(self, own: Vec, vectors: Set, rows: Sequence[int]) -> list[Poly]:
        """Determinants of as many of the vectors as they have dimensions, as polynomials."""
        columns = [[vec.entries[k] - own.entries[k] for k in rows] for vec in vectors if vec != own]
        columns += [[ONE if k == ray else ZERO for k in rows] for ray in rows if ray >= self.equal]
        count = comb(len(columns), len(rows))
        if count > MOST_DETERMINANTS:
            raise TooMany(
                tr("There are too many plans to find where mixtures begin to be preferred.")
            )
        self.budget.spend(count)
        size = len(rows)
        for dimension in range(size, 0, -1):
            found = [
                determinant
                for places in combinations(range(size), dimension)
                for chosen in combinations(columns, dimension)
                if (determinant := _determinant([[c[k] for k in places] for c in chosen]))
            ]
            if found:  # the vectors have this dimension
                return found
        return []

    def _acceptable(self, vectors: Set, value: Fraction) -> Set:
        rows = [[at(entry, value) for entry in vec.entries] for vec in vectors]
        unit = lcm(*(entry.denominator for row in rows for entry in row))
        table = np.array([[int(entry * unit) for entry in row] for row in rows], dtype=object)
        size = table.shape[1]
        order = Order((), 1, self.equal, None, ((),) * size, (), size)
        found = acceptable(order, np.array([0, len(rows)]), table, self.budget)
        if (found == -1).all():
            raise TooMany(tr("There was not enough time to find all thresholds."))
        return tuple([vec for vec, row in zip(vectors, found.tolist(), strict=True) if row >= 0])


def _different(polys: Sequence[Poly]) -> list[Poly]:
    found: dict[tuple[int, ...], Poly] = {}
    for poly in polys:
        if poly.degree() > 0:
            found.setdefault(tuple(map(int, poly.coeffs())), poly)
    return list(found.values())


def _determinant(rows: Sequence[Sequence[Poly]]) -> Poly:
    """By the first row: the dimensions are few."""
    if len(rows) == 1:
        return rows[0][0]
    if len(rows) == 2:
        return rows[0][0] * rows[1][1] - rows[0][1] * rows[1][0]
    total = ZERO
    for k, entry in enumerate(rows[0]):
        if entry:
            minor = _determinant([[*row[:k], *row[k + 1 :]] for row in rows[1:]])
            total = total - entry * minor if k % 2 else total + entry * minor
    return total

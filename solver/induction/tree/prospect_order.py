"""Prospects as whole numbers: the coordinates in which the rules compare them.

Where the dual of the preference cone is known (`solver.preferences.double_description`), a prospect is at least as good as
another iff it is equal to it in the first coordinates (the lineality: what completions are free to
weigh either way) and at least as great in the others (the rays).  Where it is not, the coordinates
are the features themselves, and every comparison asks the preference relation.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import lcm
from operator import mul

import numpy as np

from solver.induction.tree.vector_maxima import distinct, maxima
from solver.preferences.double_description import Direction, independent
from solver.preferences.exact_simplex import Vector
from solver.preferences.features import Features
from solver.preferences.preference_cone import Preference
from solver.preferences.relations import PreferenceRelation
from solver.preferences.relations.relation import Expectation
from solver.whole_numbers import SAFE, Ints, Whole

#: A prospect in these coordinates, times some positive number that makes it whole.
Point = tuple[int, ...]


@dataclass(frozen=True)
class Order:
    """How the prospects of one tree compare.

    ``points`` has a row for each kind of leaf: its coordinates, times ``scale``.  Coordinates
    that are the same at all leaves are left out: they never tell prospects apart.
    """

    points: tuple[Point, ...]
    scale: int
    equal: int  # so many coordinates must be equal for prospects to compare
    general: Preference | None  # who compares where coordinates alone cannot
    rows: tuple[Direction, ...]  # how features make up each coordinate
    idle: tuple[Direction, ...]  # rays left out because all leaves are alike there
    features: int  # the number of features
    opinions: tuple[int, ...] = ()  # in whose opinion each coordinate counts; empty: there is one

    @classmethod
    def of(
        cls, relation: PreferenceRelation, preference: Preference, leaves: Sequence[Vector]
    ) -> "Order":
        """The coordinates of leaves with these features."""
        if relation.expectations is not None:
            expectations = relation.expectations(preference.features)
            return ByExpectations.over(preference, leaves, expectations)
        dual = preference.dual
        if dual is None:
            return Order.over_features(preference, leaves)
        first = preference.features.values_from
        # Masses sum to one, so a multiple of their sum tells nothing.
        lines = independent(
            [
                tuple(e - line[0] if i < first else e for i, e in enumerate(line))
                for line in dual.lines
            ]
        )
        kept: list[Direction] = []
        columns = []
        equal = 0
        for place, row in enumerate((*lines, *dual.rays)):
            column = _weighed(leaves, row)
            if column.count(column[0]) < len(column):
                kept.append(row)
                columns.append(column)
                equal += place < len(lines)
        idle = tuple(ray for ray in dual.rays if ray not in kept)
        return cls._made(kept, columns, equal, None, idle, len(leaves[0]), len(leaves))

    @classmethod
    def over_features(
        cls, preference: Preference, leaves: Sequence[Vector], opinions: tuple[int, ...] = ()
    ) -> "Order":
        """The features of leaves themselves: every comparison asks the preference relation."""
        size = len(preference.features.names)
        rows = [tuple(int(i == j) for j in range(size)) for i in range(size)]
        columns = [[leaf[i] for leaf in leaves] for i in range(size)]
        return Order._made(rows, columns, size, preference, (), size, len(leaves), opinions)

    @classmethod
    def _made(
        cls,
        rows: Sequence[Direction],
        columns: Sequence[Sequence[Fraction]],
        equal: int,
        general: Preference | None,
        idle: tuple[Direction, ...],
        features: int,
        leaves: int,
        opinions: tuple[int, ...] = (),
    ) -> "Order":
        scale = lcm(*(entry.denominator for column in columns for entry in column))
        wholes = ([e.numerator * (scale // e.denominator) for e in own] for own in columns)
        points = tuple(zip(*wholes, strict=True))
        points = points or ((),) * leaves
        return cls(points, scale, equal, general, tuple(rows), idle, features, opinions)

    @property
    def tells_apart(self) -> bool:
        """Whether prospects that are equally good always have the same coordinates."""
        return self.general is None

    @cached_property
    def opinion(self) -> Ints:
        """In whose opinion each coordinate counts: 0 where there is only one."""
        return np.array(self.opinions or (0,) * self.size, dtype=np.int64)

    def places_of(self, opinions: int) -> list[list[int]]:
        """The coordinates that count in each of so many opinions."""
        own: list[list[int]] = [[] for _ in range(opinions)]
        for place, opinion in enumerate(self.opinion.tolist()):
            own[opinion].append(place)
        return own

    @property
    def size(self) -> int:
        """The number of coordinates."""
        return len(self.rows)

    @cached_property
    def largest(self) -> int:
        """No coordinate of any leaf is larger than this; 1 where all are zero."""
        return max((abs(entry) for point in self.points for entry in point), default=0) or 1

    @cached_property
    def relation(self) -> Preference:
        """The preference relation over these coordinates."""
        if self.general is not None:
            return self.general
        names = tuple(
            (("coordinate", str(i)), None if i < self.equal else "") for i in range(self.size)
        )
        features = Features(names, self.equal, {name: i for i, name in enumerate(names)})
        ones = tuple(Fraction(int(i >= self.equal)) for i in range(self.size))
        return Preference(features, (), (), ones)

    @cached_property
    def table(self) -> Whole:
        """The points, one below the other."""
        kind = np.int64 if self.largest < SAFE else object
        return np.array(self.points, dtype=kind).reshape(len(self.points), self.size)

    def utilities(self, weights: Sequence[Fraction]) -> list[int]:
        """The utility of each kind of leaf under weights of the coordinates, up to a factor."""
        factor = lcm(*(weight.denominator for weight in weights))
        numbers = [int(weight * factor) for weight in weights]
        bound = sum(map(abs, numbers)) * self.largest
        kind = np.int64 if bound < SAFE else object
        result: list[int] = (self.table.astype(kind) @ np.array(numbers, dtype=kind)).tolist()
        return result

    def utilities_by_opinion(self, weights: Sequence[Fraction], opinions: int) -> list[list[int]]:
        """The same for each of so many opinions, of the coordinates that count in it."""
        factor = lcm(*(weight.denominator for weight in weights))
        numbers = [int(weight * factor) for weight in weights]
        return [
            [sum(numbers[place] * point[place] for place in own) for point in self.points]
            for own in self.places_of(opinions)
        ]

    def of_features(self, weights: Sequence[Fraction]) -> Vector:
        """The weight of each feature that these weights of the coordinates amount to.

        Rays on which all leaves are alike get some positive weight: a completion is strict there
        as well.
        """
        if self.general is not None:
            return tuple(weights)
        total = [Fraction(0)] * self.features
        parts = [*zip(self.rows, weights, strict=True), *((ray, Fraction(1)) for ray in self.idle)]
        for row, weight in parts:
            for i, entry in enumerate(row):
                total[i] += weight * entry
        return tuple(total)

    def around(self, prospect: Vector) -> "Order":
        """A linear order in which the same prospects are preferred to this one as in this order.

        Prospects that exclude something which this one does not may be among them, too.
        """
        return self

    def holding(self, counted: Sequence[bool], opinions: int) -> "Order":
        """The order in which the mass of some kinds of leaves must be equal, too, under each opinion."""
        points = tuple(
            (*(self.scale * count,) * opinions, *point)
            for count, point in zip(counted, self.points, strict=True)
        )
        rows = (*((0,) * self.features,) * opinions, *self.rows)
        general = self.general
        if general is not None:
            held = tuple((("held", str(i)), None) for i in range(opinions))
            names = (*held, *general.features.names)
            features = Features(
                names,
                general.features.values_from + opinions,
                {name: i for i, name in enumerate(names)},
            )
            nothing = (Fraction(0),) * opinions
            better, equal = (
                tuple((*nothing, *vector) for vector in vectors)
                for vectors in (general.better, general.equal)
            )
            general = Preference(features, better, equal, (*nothing, *general.witness))
        return replace(
            self,
            points=points,
            rows=rows,
            equal=self.equal + opinions,
            general=general,
            opinions=(*range(opinions), *self.opinion.tolist()) if opinions > 1 else (),
        )

    @property
    def of_completions(self) -> "Order":
        """What all completions agree on, in the same coordinates; this order, if it is that."""
        return self

    def prefers(self, p: Sequence[Fraction | int], q: Sequence[Fraction | int]) -> bool:
        """Whether p is strictly preferred to q; both are scaled alike."""
        if self.general is not None:
            return self.general.prefers(_fractions(p), _fractions(q))
        equal = self.equal
        return (
            tuple(p[:equal]) == tuple(q[:equal])
            and all(a >= b for a, b in zip(p[equal:], q[equal:], strict=True))
            and tuple(p[equal:]) != tuple(q[equal:])
        )

    def is_gap(self, p: Sequence[int], q: Sequence[int]) -> bool:
        """Whether neither is at least as good as the other."""
        return tuple(p) != tuple(q) and not self._at_least(p, q) and not self._at_least(q, p)

    def _at_least(self, p: Sequence[Fraction | int], q: Sequence[Fraction | int]) -> bool:
        if self.general is not None:
            return self.general.at_least(_fractions(p), _fractions(q))
        equal = self.equal
        return tuple(p[:equal]) == tuple(q[:equal]) and all(
            a >= b for a, b in zip(p[equal:], q[equal:], strict=True)
        )

    def maximal(self, first: Ints, vectors: Whole) -> Ints:
        """The maximal vectors of many sets, as representatives (see `solver.induction.tree.vector_maxima`)."""
        if self.general is None:
            return maxima(first, vectors, self.equal)
        result = distinct(first, vectors)
        for start, stop in zip(first.tolist(), first.tolist()[1:], strict=False):
            rows = [row for row in range(start, stop) if result[row] == row]
            if len(rows) < 2:
                continue
            points = {row: _fractions(vectors[row].tolist()) for row in rows}
            kept = set(self.general.maximal(list(points.values())))
            gone = {row for row, point in points.items() if point not in kept}
            for row in range(start, stop):
                if result[row] in gone:
                    result[row] = -1
        return result


@dataclass(frozen=True)
class ByExpectations(Order):
    """Prospects compare by expectations (see `solver.preferences.relations.relation`).

    The same must be defined for both, and each be at least as great.  The coordinates are the
    features.
    """

    expectations: tuple[Expectation, ...] = ()
    masses: int = 0  # so many coordinates, the first, are masses
    held: int = 0  # so many coordinates, the last, are no features and must be equal

    @classmethod
    def over(
        cls,
        preference: Preference,
        leaves: Sequence[Vector],
        expectations: tuple[Expectation, ...],
        opinions: tuple[int, ...] = (),
    ) -> "ByExpectations":
        """All features of leaves as coordinates."""
        scale = lcm(*(entry.denominator for leaf in leaves for entry in leaf))
        points = tuple(tuple(int(entry * scale) for entry in leaf) for leaf in leaves)
        size = len(preference.features.names)
        rows = tuple(tuple(int(i == j) for j in range(size)) for i in range(size))
        masses = preference.features.values_from
        return cls(points, scale, size, None, rows, (), size, opinions, expectations, masses)

    @property
    def tells_apart(self) -> bool:
        return False

    @cached_property
    def of_completions(self) -> "Order":
        """Masses must be equal and values at least as great: all completions of the scales say so."""
        rest = (self.masses, None, self.rows, (), self.features, self.opinions)
        return Order(self.points, self.scale, *rest)

    def around(self, prospect: Vector) -> "Order":
        """What is excluded must stay so; no value may be less than its mass makes expected now.

        A value over a mass is at least what it is under a prospect iff the value less so many
        times the mass is at least zero; where the mass is zero, this holds as well.
        """
        excluded: dict[int, Direction] = {}
        gains: list[Direction] = []
        for entry in self.expectations:
            now = entry.of(prospect)
            row = [0] * self.size
            if now is None:
                row[entry.given] = 1
                excluded[entry.given] = tuple(row)
            elif entry.value is not None:
                row[entry.value], row[entry.given] = now.denominator, -now.numerator
                gains.append(tuple(row))
        rows = [*excluded.values(), *self._held_rows, *gains]
        columns = [[Fraction(sum(map(mul, row, point))) for point in self.points] for row in rows]
        equal, leaves = len(excluded) + self.held, len(self.points)
        opinions: tuple[int, ...] = ()
        if self.opinions:  # each row is about one of them
            opinions = tuple(self.opinions[next(i for i, e in enumerate(row) if e)] for row in rows)
        return Order._made(rows, columns, equal, None, (), self.features, leaves, opinions)

    @property
    def _held_rows(self) -> list[Direction]:
        size = self.size
        return [tuple(int(i == j) for j in range(size)) for i in range(size - self.held, size)]

    def holding(self, counted: Sequence[bool], opinions: int) -> "ByExpectations":
        """The same with the mass of some kinds of leaves as one more thing that must be equal."""
        points = tuple(
            (*point, *(self.scale * count,) * opinions)
            for count, point in zip(counted, self.points, strict=True)
        )
        return replace(
            self,
            points=points,
            rows=(*self.rows, *((),) * opinions),
            held=self.held + opinions,
            opinions=(*self.opinion.tolist(), *range(opinions)) if opinions > 1 else (),
        )

    def expected(
        self, point: Sequence[Fraction | int]
    ) -> tuple[tuple[bool, ...], tuple[Fraction, ...]]:
        """Which expectations are defined, and what they are (zero where they are not)."""
        found = [expectation.of(point) for expectation in self.expectations]
        return tuple(e is not None for e in found), tuple(e or Fraction(0) for e in found)

    def prefers(self, p: Sequence[Fraction | int], q: Sequence[Fraction | int]) -> bool:
        return self._at_least(p, q) and not self._at_least(q, p)

    def _at_least(self, p: Sequence[Fraction | int], q: Sequence[Fraction | int]) -> bool:
        (p_defined, p_values), (q_defined, q_values) = self.expected(p), self.expected(q)
        first = self.size - self.held
        return (
            p_defined == q_defined
            and tuple(p[first:]) == tuple(q[first:])
            and all(a >= b for a, b in zip(p_values, q_values, strict=True))
        )

    def maximal(self, first: Ints, vectors: Whole) -> Ints:
        """The maximal vectors of many sets; vectors stay apart where only features differ."""
        result = distinct(first, vectors)
        expected = [self.expected(row) for row in vectors.tolist()]
        kinds = {defined: i for i, defined in enumerate(dict.fromkeys(d for d, _ in expected))}
        columns = [[kinds[defined] for defined, _ in expected]]
        for values in zip(*(values for _, values in expected), strict=True):
            ranks = {value: i for i, value in enumerate(sorted(set(values)))}
            columns.append([ranks[value] for value in values])
        table = np.array(columns, dtype=np.int64).T.reshape(len(expected), len(columns))
        result[maxima(first, table, 1) < 0] = -1
        return result


def _weighed(leaves: Sequence[Vector], row: Direction) -> list[Fraction]:
    """What this row makes of each leaf: mostly it is one feature itself."""
    used = [(i, entry) for i, entry in enumerate(row) if entry]
    if len(used) == 1:
        ((i, only),) = used
        return [leaf[i] if only == 1 else leaf[i] * only for leaf in leaves]
    return [sum((leaf[i] * entry for i, entry in used), Fraction(0)) for leaf in leaves]


def _fractions(point: Sequence[Fraction | int]) -> Vector:
    return tuple(Fraction(entry) for entry in point)

"""Preferences with gaps: expected multi-utility over the features of prospects.

A prospect (lottery) has **features**: the probability mass on each scale, an outcome alone being
a scale of its own, and the mass-weighted value on each criterion of each scale.  A **completion**
is a utility function linear in the features: any offset for a mass, a positive weight for a
value, strictly respecting every stated comparison.  Prospect p is at least as good as q iff every
completion says so (Dubra, Maccheroni and Ok 2004), that is, iff the difference of their features
lies in the cone spanned by the stated comparisons and the unit values.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Final

from solver.comparison import Relation
from solver.cones import Direction, Dual, dual_of
from solver.document import Outcome
from solver.linear import Infeasible, Vector, dot, maximise

ZERO = Fraction(0)
ONE = Fraction(1)

#: Beyond so many rays of the dual cone a comparison costs more by them than by other means.
MOST_TESTS: Final = 64

#: (scale, None) is the mass on a scale, (scale, criterion) the mass-weighted value there.
#: The scale of an outcome alone is ("alone", id), that of the others ("scale", name).
Scale = tuple[str, str]
Feature = tuple[Scale, str | None]


def scale_of(outcome: Outcome) -> Scale:
    """The scale of an outcome: one of its own if it stands alone."""
    name = outcome.scale_name
    return ("alone", outcome.id) if name is None else ("scale", name)


@dataclass(frozen=True)
class Features:
    """The coordinates of prospects: all masses, then all values."""

    names: tuple[Feature, ...]
    values_from: int  # the values begin here; before it are the masses
    index: Mapping[Feature, int]

    @classmethod
    def of(cls, outcomes: Iterable[Outcome], criteria: Mapping[str, Iterable[str]]) -> "Features":
        """The features of these outcomes; ``criteria`` maps outcome ids to their criteria."""
        scales: dict[Scale, dict[str, None]] = {}
        for outcome in outcomes:
            scales.setdefault(scale_of(outcome), {}).update(dict.fromkeys(criteria[outcome.id]))
        names: list[Feature] = [(scale, None) for scale in scales]
        names += [(scale, criterion) for scale, ids in scales.items() for criterion in ids]
        return cls(tuple(names), len(scales), {name: i for i, name in enumerate(names)})

    def vector(self, scale: Scale, values: Mapping[str, Fraction]) -> Vector:
        """The features of a sure outcome on a scale with these values."""
        vector = [ZERO] * len(self.names)
        vector[self.index[scale, None]] = ONE
        for criterion, value in values.items():
            vector[self.index[scale, criterion]] = value
        return tuple(vector)


@dataclass
class Preference:
    """The preference relation over feature vectors that a document's statements span.

    ``better`` and ``equal`` are the differences of features of the stated pairs.  ``witness`` is
    one strict completion: positive on everything in ``better`` and on every value, zero on
    ``equal``.
    """

    features: Features
    better: tuple[Vector, ...]
    equal: tuple[Vector, ...]
    witness: Vector
    by_scale: bool = False  # Timestep Dominance: compare what is given each scale, not masses
    _known: dict[Vector, bool] = field(default_factory=dict)
    _rejecting: list[Vector] = field(default_factory=list)

    @property
    def has_statements(self) -> bool:
        return bool(self.better or self.equal)

    @cached_property
    def dual(self) -> Dual | None:
        """The fixed tests that decide every comparison, unless there are too many of them."""
        strict = len(self.better) + len(self.features.names) - self.features.values_from
        generators = self.generators()[:strict]
        return dual_of(len(self.features.names), generators, self.equal, MOST_TESTS)

    def compare(self, p: Vector, q: Vector) -> Relation:
        """How prospect p compares with prospect q."""
        difference = tuple(a - b for a, b in zip(p, q, strict=True))
        side = dot(self.witness, difference)
        if side > 0:
            return Relation.BETTER if self._in_cone(difference) else Relation.GAP
        if side < 0:
            turned = tuple(-entry for entry in difference)
            return Relation.WORSE if self._in_cone(turned) else Relation.GAP
        return Relation.EQUAL if self._in_cone(difference) else Relation.GAP

    def at_least(self, p: Vector, q: Vector) -> bool:
        """Whether p is at least as good as q."""
        return self._in_cone(tuple(a - b for a, b in zip(p, q, strict=True)))

    def prefers(self, p: Vector, q: Vector) -> bool:
        """Whether p is strictly preferred to q."""
        difference = tuple(a - b for a, b in zip(p, q, strict=True))
        return dot(self.witness, difference) > 0 and self._in_cone(difference)

    def maximal(self, vectors: Sequence[Vector]) -> list[Vector]:
        """The vectors that no other is strictly preferred to, in their order."""
        if len(vectors) < 2:
            return list(vectors)
        # Only what the witness puts strictly higher can be better, and being better is transitive:
        # it is enough to compare with the maximal vectors found so far.
        ranked = sorted(vectors, key=lambda vector: dot(self.witness, vector), reverse=True)
        groups: dict[Vector, list[Vector]] = {}
        kept: set[Vector] = set()
        for vector in ranked:
            # Without statements only prospects with equal masses compare.
            key = () if self.has_statements else vector[: self.features.values_from]
            rivals = groups.setdefault(key, [])
            if not any(self.prefers(rival, vector) for rival in rivals):
                rivals.append(vector)
                kept.add(vector)
        return [vector for vector in vectors if vector in kept]

    def generators(self) -> list[Vector]:
        """What spans the cone: stated betters, unit values, stated equals in both directions."""
        size, first = len(self.features.names), self.features.values_from
        units = [tuple(Fraction(int(i == j)) for j in range(size)) for i in range(first, size)]
        both = [*self.equal, *(tuple(-entry for entry in vector) for vector in self.equal)]
        return [*self.better, *units, *both]

    def _in_cone(self, difference: Vector) -> bool:
        first = self.features.values_from
        plain = not any(difference[:first]) and all(entry >= 0 for entry in difference[first:])
        if plain or not self.has_statements:
            return plain
        if (dual := self.dual) is not None:
            return not any(_along(line, difference) for line in dual.lines) and all(
                _along(ray, difference) >= 0 for ray in dual.rays
            )
        known = self._known.get(difference)
        if known is None:
            known = self._known[difference] = self._solve_in_cone(difference)
        return known

    def _solve_in_cone(self, difference: Vector) -> bool:
        if any(dot(completion, difference) < 0 for completion in self._rejecting):
            return False
        answer = maximise(self.generators(), difference)
        if isinstance(answer, Infeasible):
            # The certificate is a completion (up to closure) that says otherwise; the next
            # difference that it rejects needs no linear program.
            self._rejecting.append(tuple(-entry for entry in answer.y))
            return False
        return True


def _along(direction: Direction, vector: Vector) -> Fraction:
    return sum((a * b for a, b in zip(direction, vector, strict=True) if a and b), ZERO)

"""Preferences with gaps: expected multi-utility over the features of prospects.

A prospect (lottery) has **features**: the probability mass on each scale, an outcome alone being
a scale of its own, and the mass-weighted value on each criterion of each scale.  A **completion**
is a utility function linear in the features: any offset for a mass, a positive weight for a
value, strictly respecting every stated comparison.  Prospect p is at least as good as q iff every
completion says so (Dubra, Maccheroni and Ok 2004), that is, iff the difference of their features
lies in the cone spanned by the stated comparisons and the unit values.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from operator import mul
from typing import Final

from solver.preferences.double_description import Direction, Dual, direction, dual_of
from solver.preferences.exact_simplex import Infeasible, Vector, dot, maximise
from solver.preferences.features import ONE, Features
from solver.preferences.statement_paths import Closure, moves_down

#: Beyond so many rays of the dual cone a comparison costs more by them than by other means.
MOST_TESTS: Final = 64


@dataclass
class ConePart:
    """Some coordinates of features that statements join, and how vectors compare there.

    ``dual`` are the fixed tests, unless there are too many.  Then masses alone are moved along
    ``steps`` (places in the part) where the statements are about nothing else; what is left is a
    linear program with ``generators``.  ``rejecting`` are completions that proved of some vector
    that it is outside of the cone; they mostly prove it of the next as well.
    """

    places: tuple[int, ...]
    generators: list[Vector]
    dual: Dual | None
    steps: tuple[tuple[int, int], ...] | None
    rejecting: list[Direction] = field(default_factory=list)
    known: dict[Direction, bool] = field(default_factory=dict)

    def holds(self, difference: Sequence[Fraction]) -> bool:
        """Whether all completions give this part of a difference no less than nothing."""
        own = direction([difference[i] for i in self.places])
        if not any(own):
            return True
        if self.dual is not None:
            return not any(_along(line, own) for line in self.dual.lines) and all(
                _along(ray, own) >= 0 for ray in self.dual.rays
            )
        found = self.known.get(own)
        if found is None:
            found = self.known[own] = self._solve(own)
        return found

    @cached_property
    def _below(self) -> tuple[int, ...]:
        """By place, the bits of the places that steps lead down to."""
        names = [str(i) for i in range(len(self.places))]
        return Closure.of(names, [(str(i), str(j)) for i, j in self.steps or ()], ()).below

    def _solve(self, own: Direction) -> bool:
        if any(_along(completion, own) < 0 for completion in self.rejecting):
            return False
        if self.steps is None:
            answer = maximise(self.generators, tuple(map(Fraction, own)))
            if isinstance(answer, Infeasible):
                # The certificate is a completion, up to closure, that says otherwise.
                self.rejecting.append(direction([-entry for entry in answer.y]))
                return False
            return True
        if sum(own):
            return False  # only masses, and more of them on one side
        used = [(i, entry) for i, entry in enumerate(own) if entry]
        below = self._below
        for i, entry in used:
            # What is missing at i can only come from above.
            if entry < 0 and sum(mass for j, mass in used if below[j] >> i & 1) < 0:
                return False
        if len(used) == 2:
            return True
        cut = moves_down(own, self.steps)
        if cut is not None:
            self.rejecting.append(tuple(int(i in cut) for i in range(len(own))))
        return cut is None


@dataclass
class Preference:
    """The preference relation over feature vectors that a document's statements span.

    ``better`` and ``equal`` are differences of features of outcomes.  ``witness`` is one strict
    completion: positive on everything in ``better`` and on every value, zero on ``equal``.
    """

    features: Features
    better: tuple[Vector, ...]
    equal: tuple[Vector, ...]
    witness: Vector

    @property
    def has_statements(self) -> bool:
        return bool(self.better or self.equal)

    @cached_property
    def parts(self) -> tuple[ConePart, ...]:
        """The cone as a sum of cones that have no coordinate in common."""
        size, first = len(self.features.names), self.features.values_from
        joined = list(range(size))  # union-find

        def head(i: int) -> int:
            while joined[i] != i:
                joined[i] = i = joined[joined[i]]
            return i

        for vector in (*self.better, *self.equal):
            used = [i for i, entry in enumerate(vector) if entry]
            for i in used[1:]:
                joined[head(i)] = head(used[0])
        places: dict[int, list[int]] = {}
        for i in range(size):
            places.setdefault(head(i), []).append(i)
        generators: dict[int, tuple[list[Vector], list[Vector]]] = {top: ([], []) for top in places}
        for i in range(first, size):
            generators[head(i)][0].append(tuple(Fraction(int(i == j)) for j in range(size)))
        for k, vectors in enumerate((self.better, self.equal)):
            for vector in vectors:
                at = next((i for i, entry in enumerate(vector) if entry), None)
                if at is not None:
                    generators[head(at)][k].append(vector)
        return tuple(self._part(tuple(own), *generators[top]) for top, own in places.items())

    def _part(
        self, places: tuple[int, ...], better: Sequence[Vector], equal: Sequence[Vector]
    ) -> ConePart:
        better = [tuple(vector[i] for i in places) for vector in better]
        equal = [tuple(vector[i] for i in places) for vector in equal]
        dual = dual_of(len(places), better, equal, MOST_TESTS)
        both = [*equal, *(tuple(-entry for entry in vector) for vector in equal)]
        steps = None
        if places[-1] < self.features.values_from:  # masses of outcomes alone
            steps = tuple((vector.index(ONE), vector.index(-ONE)) for vector in (*better, *both))
        return ConePart(places, [*better, *both], dual, steps)

    @cached_property
    def dual(self) -> Dual | None:
        """The fixed tests that decide every comparison, unless there are too many of them."""
        lines: list[Direction] = []
        rays: list[Direction] = []
        size = len(self.features.names)
        for part in self.parts:
            if part.dual is None:
                return None
            for own, found in ((lines, part.dual.lines), (rays, part.dual.rays)):
                for entries in found:
                    at = dict(zip(part.places, entries, strict=True))
                    own.append(tuple(at.get(i, 0) for i in range(size)))
        return Dual(tuple(lines), tuple(rays)) if len(rays) <= MOST_TESTS else None

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
        if not any(difference[:first]) and all(entry >= 0 for entry in difference[first:]):
            return True
        return self.has_statements and all(part.holds(difference) for part in self.parts)


def _along(completion: Direction, difference: Direction) -> int:
    return sum(map(mul, completion, difference))

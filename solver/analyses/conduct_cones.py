"""K(h): the completions under which every branch taken on a way was an optimal one where it was taken.

The taken branch is optimal at a node just if some plan that goes on by the way is best there; so K(h) is a union
of cones, one for each such plan, and for each stretch of the way one after the other.  A stretch begins at the
agent's first choice, and behind a chance that leads on with probability zero: what is best where it begins is best
at all choices that follow within it.

Under several opinions a completion weighs each of them at a node by its share times the probability that it gives
the way there, counted anew where all give it 0.  What an opinion gives the way to a node is how much its features
count there, and the opinions that give it 0 have no say: a stretch begins also where these become more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise, product
from math import prod
from typing import Final

from solver.budget import Budget
from solver.document.elements import Kind
from solver.explain.case import Case
from solver.explain.plans_through_branches import rows_on_way
from solver.induction.prospect_sets import Sets, maximal_sets
from solver.preferences.best_under_completion import inside
from solver.preferences.exact_simplex import Vector

ZERO: Final = Fraction(0)
ONE: Final = Fraction(1)

#: Plans by which the way may have been explained, and plans of a node that are looked at.
MOST_CONES: Final = 64
MOST_ROWS: Final = 400

#: For each opinion the probability of each kind of leaf, weighed, or by how much one plan gives it more than another.
Masses = tuple[Fraction, ...]
#: What each opinion gives the way to a node.
Weights = tuple[Fraction, ...]


@dataclass(frozen=True)
class Cone:
    """What completions must give at least 0 (as masses, as features), and one that does."""

    masses: tuple[Masses, ...]
    gains: tuple[Vector, ...]
    inner: Vector


Cones = tuple[Cone, ...]  # K(h)


@dataclass(frozen=True)
class _Stretch:
    """A part of a way: from a choice at one place of it to the node at another, and who has a say there."""

    start: int
    stop: int
    weights: Weights


class ConductCones:
    """The completions that explain ways of one tree."""

    def __init__(self, case: Case, budget: Budget) -> None:
        self._case, self._budget = case, budget
        self._several = len(case.tree.readings)
        self._said: dict[tuple[bool, ...], Case] = {}

    @cached_property
    def _opinion(self) -> Sequence[int]:
        """By feature, whose it is."""
        beside = self._case.tree.beside
        size = len(self._case.tree.preference.features.names)
        return (0,) * size if beside is None else beside.opinions

    def weights(self, way: Sequence[int]) -> list[Weights]:
        """What each opinion gives the way to each of its nodes, counted anew where all give it 0."""
        tree, now = self._case.tree, (ONE,) * self._several
        found = [now]
        for above, below in pairwise(way):
            if tree.kinds[above] is Kind.CHANCE:
                step = self._case.step(above, below)
                chances = (reading.shares[above][step] for reading in tree.readings)
                now = tuple(w * p for w, p in zip(now, chances, strict=True))
                now = now if any(now) else (ONE,) * self._several
            found.append(now)
        return found

    def of(self, number: int) -> Cones | None:
        """The completions that explain the way to a node; None where there are too many cones."""
        way = self._case.path(number)
        options: list[list[tuple[Masses, ...]]] = []
        for stretch in self._stretches(way):
            found = self._explained(way, stretch)
            if found is None:
                return None
            options.append(found)
        if prod(map(len, options)) > MOST_CONES:
            options = [[o for o in each if self._cone(o) is not None] for each in options]
            if prod(map(len, options)) > MOST_CONES:
                return None
        cones = (
            self._cone(tuple(dict.fromkeys(gain for part in chosen for gain in part)))
            for chosen in product(*options)
        )
        return tuple(cone for cone in cones if cone is not None)

    def _explained(self, way: Sequence[int], stretch: _Stretch) -> list[tuple[Masses, ...]] | None:
        """For each plan by which a stretch may be the best way, what it must have over all others."""
        case, node = self._saying(stretch.weights), way[stretch.start]
        maximal = case.within(maximal_sets, self._budget)
        if any(case.is_open(maximal, n) for n in way[stretch.start : stretch.stop + 1]):
            return None
        rows = case.rows(maximal, node, judged=False)
        if len(rows) > MOST_ROWS:
            return None
        points = {row: self._masses(case, maximal, node, row, stretch.weights) for row in rows}
        last = max(i for i in range(stretch.start, stretch.stop) if case.tree.chooses(way[i]))
        found = rows_on_way(case, maximal, way[last], case.step(way[last], way[last + 1]))
        every = sorted(set(points.values()))
        own = sorted({points[row] for row in found.made[stretch.start]})
        return [tuple(_minus(p, q) for q in every if q != p) for p in own]

    def _saying(self, weights: Weights) -> Case:
        """The case of those opinions alone that have a say at a node."""
        say = tuple(w > 0 for w in weights)
        if all(say):
            return self._case
        if say not in self._said:
            document = self._case.document
            kept = {
                id_: entry
                for (id_, entry), has in zip(document.opinions.items(), say, strict=True)
                if has
            }
            reading = replace(document, opinions=kept)
            self._said[say] = Case.of(reading, self._case.cancelled)
        return self._said[say]

    def _stretches(self, way: Sequence[int]) -> Iterator[_Stretch]:
        weights = self.weights(way)
        starts: list[int] = []
        wanted = True
        for at, node in enumerate(way[:-1]):
            fewer = bool(starts) and [w > 0 for w in weights[at]] != [
                w > 0 for w in weights[starts[-1]]
            ]
            wanted = wanted or fewer or (at > 0 and self._case.is_never(node))
            if wanted and self._case.tree.chooses(node):
                starts.append(at)
                wanted = False
        for start, stop in pairwise([*starts, len(way) - 1]):
            yield _Stretch(start, stop, weights[start])

    def _masses(self, case: Case, sets: Sets, number: int, row: int, weights: Weights) -> Masses:
        """How likely each kind of leaf is under a plan that has the prospect of this row."""
        tree = self._case.tree
        choices = case.choices_of(sets, number, row)
        total: list[Fraction] = []
        for weight, reading in zip(weights, tree.readings, strict=True):
            own = [ZERO] * len(tree.features)
            if weight:
                for leaf, chance in reading.reached_leaves(choices, number):
                    own[int(tree.leaf_kinds[leaf])] += weight * chance
            total += own
        return tuple(total)

    def _cone(self, masses: tuple[Masses, ...]) -> Cone | None:
        """The completions that give all of this at least 0, if there are any."""
        tree = self._case.tree
        gains = tuple(map(self._features, masses))
        inner = inside(tree.preference, gains, self._case.cancelled)
        return None if inner is None else Cone(masses, gains, inner)

    def _features(self, masses: Masses) -> Vector:
        features, kinds = self._case.tree.features, len(self._case.tree.features)
        blocks = [masses[i * kinds : (i + 1) * kinds] for i in range(self._several)]
        return tuple(
            sum((m * f[i] for m, f in zip(blocks[own], features, strict=True) if m), ZERO)
            for i, own in enumerate(self._opinion)
        )

    def weighed(self, difference: Vector, weights: Weights) -> Vector:
        """Features of all opinions as much as they count at a node."""
        return tuple(e * weights[own] for e, own in zip(difference, self._opinion, strict=True))


def _minus(p: Sequence[Fraction], q: Sequence[Fraction]) -> Masses:
    return tuple(a - b for a, b in zip(p, q, strict=True))

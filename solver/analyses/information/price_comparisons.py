"""At which prices one prospect is at least as good as another that is paid for.

A price x on a criterion is taken from every net value of a prospect, on whatever scale it stands.  What
is paid for is worse the more it costs, so that the prices at which another prospect is at least as good
are all those from some least one on, and those at which it is itself at least as good as another go up
to some greatest one.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from solver.analyses.expectations import by_scale
from solver.induction.tree.compiled_tree import Compiled
from solver.preferences.exact_simplex import Infeasible, Optimum, Vector, dot, maximise
from solver.preferences.features import scale_of
from solver.preferences.preference_cone import Preference
from solver.preferences.statements import signed
from solver.prospect import Prospect

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Bound:
    """Where a set of prices ends: at ``at``, which belongs to the set if ``included``."""

    at: Fraction
    included: bool


class PriceComparisons(ABC):
    """How prospects compare with others that are paid for."""

    @abstractmethod
    def beaten_from(self, plain: int, paid: int) -> Bound | None:
        """The prices from which on a plain prospect is strictly preferred to one that is paid for.

        Prospects by their places; None if it is at no price.
        """

    @abstractmethod
    def beats_up_to(self, paid: int, plain: int) -> Bound | None:
        """The prices up to which what is paid for is strictly preferred to a plain prospect."""


@dataclass(frozen=True)
class Vectors:
    """Prospects as vectors, and what a unit of the price takes from each."""

    points: tuple[Vector, ...]
    drift: tuple[Vector, ...]


def vectors(tree: Compiled, criterion: str, prospects: Sequence[Prospect]) -> Vectors:
    """The features of prospects, and the drift of each."""
    features, document = tree.preference.features, tree.document
    points, drifts = [], []
    for prospect in prospects:
        point, drift = [ZERO] * len(features.names), [ZERO] * len(features.names)
        for end, chance in prospect.items():
            scale = scale_of(document.outcomes[end.outcome])
            point[features.index[scale, None]] += chance
            for own, value in signed(document, dict(end.values)).items():
                point[features.index[scale, own]] += chance * value
            drift[features.index[scale, criterion]] += chance
        points.append(tuple(point))
        drifts.append(tuple(drift))
    return Vectors(tuple(points), tuple(drifts))


class ByCone(PriceComparisons):
    """Comparisons under expected multi-utility."""

    def __init__(
        self,
        tree: Compiled,
        criterion: str,
        plain: Sequence[Prospect],
        paid: Sequence[Prospect],
    ) -> None:
        self.preference: Preference = tree.preference
        self.plain = vectors(tree, criterion, plain)
        self.paid = vectors(tree, criterion, paid)

    def beaten_from(self, plain: int, paid: int) -> Bound | None:
        difference = _minus(self.plain.points[plain], self.paid.points[paid])
        drift = self.paid.drift[paid]
        least = _least(self.preference, difference, drift)
        return None if least is None else self._bound(difference, drift, least)

    def beats_up_to(self, paid: int, plain: int) -> Bound | None:
        difference = _minus(self.paid.points[paid], self.plain.points[plain])
        drift = self.paid.drift[paid]
        # At least as good at −x: the least y with difference + y·drift in the cone, y = −x.
        least = _least(self.preference, difference, drift)
        return None if least is None else self._bound(difference, drift, least, turned=True)

    def _bound(
        self, difference: Vector, drift: Vector, at: Fraction, *, turned: bool = False
    ) -> Bound:
        moved = tuple(a + at * b for a, b in zip(difference, drift, strict=True))
        return Bound(-at if turned else at, dot(self.preference.witness, moved) > 0)


class ByScales(PriceComparisons):
    """Comparisons under Timestep Dominance: given each scale, a price lowers what is expected by itself."""

    def __init__(
        self,
        tree: Compiled,
        criterion: str,
        plain: Sequence[Prospect],
        paid: Sequence[Prospect],
    ) -> None:
        self._criterion = criterion
        self._plain = [self._expected(tree, prospect) for prospect in plain]
        self._paid = [self._expected(tree, prospect) for prospect in paid]

    @staticmethod
    def _expected(tree: Compiled, prospect: Prospect) -> Mapping[tuple[str, str], Fraction]:
        document = tree.document
        return {
            (scale, criterion): value
            for scale, found in by_scale(document, prospect).items()
            for criterion, value in signed(document, found.values).items()
        }

    def beaten_from(self, plain: int, paid: int) -> Bound | None:
        q, p = self._plain[plain], self._paid[paid]
        return self._bound({key: q[key] - p[key] for key in q}, 1) if q.keys() == p.keys() else None

    def beats_up_to(self, paid: int, plain: int) -> Bound | None:
        p, q = self._paid[paid], self._plain[plain]
        return (
            self._bound({key: p[key] - q[key] for key in q}, -1) if q.keys() == p.keys() else None
        )

    def _bound(self, gains: Mapping[tuple[str, str], Fraction], sign: int) -> Bound | None:
        paid_in = [gain for (_, own), gain in gains.items() if own == self._criterion]
        others = [gain for (_, own), gain in gains.items() if own != self._criterion]
        if any(gain < 0 for gain in others):
            return None
        least = max(-gain for gain in paid_in)
        strict = any(others) or any(gain + least for gain in paid_in)
        return Bound(sign * least, strict)


#: The net values of a scale from the least on, the more the better, and the probability of each.
Steps = tuple[tuple[Fraction, Fraction], ...]


class ByDistributions(PriceComparisons):
    """Comparisons under stochastic dominance, first order unless ``second``.

    A price moves each net value down by itself.  By first order one must be at least as great as the
    other at each level of probability; by second order, on average up to each level.
    """

    def __init__(
        self,
        tree: Compiled,
        criterion: str,
        plain: Sequence[Prospect],
        paid: Sequence[Prospect],
        *,
        second: bool = False,
    ) -> None:
        self._second = second
        self._plain = [_steps(tree, criterion, prospect) for prospect in plain]
        self._paid = [_steps(tree, criterion, prospect) for prospect in paid]

    def beaten_from(self, plain: int, paid: int) -> Bound | None:
        return self._bound(self._plain[plain], self._paid[paid], 1)

    def beats_up_to(self, paid: int, plain: int) -> Bound | None:
        return self._bound(self._paid[paid], self._plain[plain], -1)

    def _bound(
        self, one: Mapping[str, Steps], other: Mapping[str, Steps], sign: int
    ) -> Bound | None:
        """The least amount that the first gains in all so that it is at least as good as the other."""
        masses = [{s: sum(p for _, p in steps) for s, steps in own.items()} for own in (one, other)]
        if masses[0] != masses[1]:
            return None
        gaps = [gap for scale in one for gap in self._gaps(one[scale], other[scale])]
        least = max(gaps)
        alike = all(
            tuple((value + least, p) for value, p in one[scale]) == other[scale] for scale in one
        )
        return Bound(sign * least, included=not alike)

    def _gaps(self, one: Steps, other: Steps) -> Iterable[Fraction]:
        """By how much the other is greater at each level, or on average up to it."""
        i = j = 0
        level = total = ZERO
        left, right = one[0][1], other[0][1]
        while True:
            step, gap = min(left, right), other[j][0] - one[i][0]
            level += step
            total += step * gap
            yield total / level if self._second else gap
            left, right = left - step, right - step
            if not left:
                i += 1
            if not right:
                j += 1
            if i == len(one) or j == len(other):
                return
            left, right = left or one[i][1], right or other[j][1]


def _steps(tree: Compiled, criterion: str, prospect: Prospect) -> Mapping[str, Steps]:
    document = tree.document
    found = document.criterion(criterion)
    sign = -1 if found is not None and found.better == "less" else 1
    chances: dict[str, dict[Fraction, Fraction]] = {}
    for end, chance in prospect.items():
        scale = document.outcomes[end.outcome].scale_name or ""
        own, value = chances.setdefault(scale, {}), sign * dict(end.values)[criterion]
        own[value] = own.get(value, ZERO) + chance
    return {scale: tuple(sorted(own.items())) for scale, own in chances.items()}


class ByOpinions(PriceComparisons):
    """Comparisons where several opinions have to agree: each compares what it makes of the prospects."""

    def __init__(self, opinions: Sequence[PriceComparisons]) -> None:
        self._opinions = opinions

    def beaten_from(self, plain: int, paid: int) -> Bound | None:
        found = [own.beaten_from(plain, paid) for own in self._opinions]
        bounds = [bound for bound in found if bound is not None]
        if len(bounds) < len(found):
            return None
        at = max(bound.at for bound in bounds)
        return Bound(at, any(bound.at < at or bound.included for bound in bounds))

    def beats_up_to(self, paid: int, plain: int) -> Bound | None:
        found = [own.beats_up_to(paid, plain) for own in self._opinions]
        bounds = [bound for bound in found if bound is not None]
        if len(bounds) < len(found):
            return None
        at = min(bound.at for bound in bounds)
        return Bound(at, any(bound.at > at or bound.included for bound in bounds))


def _minus(a: Vector, b: Vector) -> Vector:
    return tuple(x - y for x, y in zip(a, b, strict=True))


def _least(preference: Preference, difference: Vector, drift: Vector) -> Fraction | None:
    """The least t with difference + t·drift in the cone; None if there is none.

    The drift is positive on values and zero on masses, so that with t all greater ones do.
    """
    first = preference.features.values_from
    if not preference.has_statements:
        if any(difference[:first]):
            return None
        return _highest(zip(difference[first:], drift[first:], strict=True))
    if (dual := preference.dual) is not None:
        if any(_along(line, difference) for line in dual.lines):
            return None
        return _highest((_along(ray, difference), _along(ray, drift)) for ray in dual.rays)
    slack = [tuple(-entry for entry in vector) for vector in preference.generators()]
    columns = [drift, tuple(-entry for entry in drift), *slack]
    right = tuple(-entry for entry in difference)
    answer = maximise(columns, right, [-ONE, ONE, *([ZERO] * len(slack))])
    if isinstance(answer, Optimum):
        return -answer.value
    assert isinstance(answer, Infeasible)  # the drift is strictly preferred to nothing
    return None


def _along(row: Sequence[int], vector: Vector) -> Fraction:
    return sum((a * b for a, b in zip(row, vector, strict=True) if a and b), ZERO)


def _highest(pairs: Iterable[tuple[Fraction, Fraction]]) -> Fraction | None:
    """The least t with a + t·b ≥ 0 for all pairs, with b ≥ 0, some of them positive."""
    result: Fraction | None = None
    for a, b in pairs:
        if b:
            result = -a / b if result is None else max(result, -a / b)
        elif a < 0:
            return None
    return result

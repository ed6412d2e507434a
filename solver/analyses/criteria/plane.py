"""The plane of two criteria: which plans are maximal, which are best under some weights, and at what price.

Maximal plans form a staircase; those that are best under some positive weights of the two criteria lie on
the hull.  What is maximal and not on the hull is beaten by a mixture of its neighbours there: **extended
dominance**, as health economics calls it.  Along the hull each plan costs something more on one criterion
for every unit that it gains on the other: the **incremental ratio** (ICER).

Where the document lists opinions, two of them take the place of two criteria: a plan stands where each of
them expects its value.  What is maximal and not on the hull is best under no weights of the two opinions.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from solver.document.model import Document
from solver.errors import NotSolvable
from solver.findings import Finding
from solver.prospect import Prospect
from solver.translation import mark, tr

ZERO = Fraction(0)


class PlanePlace(StrEnum):
    """Where a plan stands in the plane."""

    BEST = mark("best under some weights")
    EXTENDED = mark("beaten by a mixture")
    DOMINATED = mark("dominated by a plan")


@dataclass(frozen=True)
class PlanePoint:
    """A plan's expectations on the two criteria, in the document's terms.

    ``ratio`` is what it costs on x to gain one on y, against the plan before it on the hull; the first on
    the hull, and what is not on it, has none.
    """

    x: Fraction
    y: Fraction
    standing: PlanePlace
    ratio: Fraction | None = None


@dataclass(frozen=True)
class Plane:
    """Plans in the plane of two criteria.

    ``points`` in the order of the plans.  ``hull`` and ``staircase`` are places of points, each point
    once, from the one that is best on x to the one that is best on y.
    """

    x: str
    y: str
    points: tuple[PlanePoint, ...]
    hull: tuple[int, ...]
    staircase: tuple[int, ...]
    signs: tuple[int, int]  # −1 where less is better
    of_opinions: bool = False  # x and y are opinions

    @property
    def order(self) -> list[int]:
        """The plans from the one that is best on x (the cheapest, where x is a cost) to the worst there."""
        turn_x, turn_y = self.signs
        points = self.points
        return sorted(
            range(len(points)), key=lambda i: (-turn_x * points[i].x, -turn_y * points[i].y)
        )

    def best_at(self, ratio: Fraction) -> tuple[int, ...]:
        """The plans that are best where one unit of y is worth so many units of x."""
        turn_x, turn_y = self.signs
        worth = [turn_x * p.x + ratio * turn_y * p.y for p in self.points]
        return tuple(i for i, own in enumerate(worth) if own == max(worth))


def sides_of(document: Document) -> tuple[str, ...]:
    """What a plane can have at its sides: the criteria, or the opinions where there are several."""
    return tuple(document.opinions) or document.criterion_ids


def plane(
    document: Document, prospects: Sequence[Prospect], x: str | None = None, y: str | None = None
) -> Plane:
    """Prospects in the plane of two criteria, or of two opinions: the first two by default.

    Raises `NotSolvable` where there are fewer, or some prospect does not stand on one scale with both.
    """
    if document.opinions:
        return _of_opinions(document, prospects, x, y)
    ids = document.criterion_ids
    if len(ids) < 2:
        raise _refused(tr("A plane takes two criteria, and the document has one."))
    x, y = x or ids[0], y or ids[1]
    found: list[tuple[Fraction, Fraction]] = []
    scales = set()
    for prospect in prospects:
        totals = {x: ZERO, y: ZERO}
        for end, chance in prospect.items():
            scales.add(document.outcomes[end.outcome].scale_name)
            own = dict(end.values)
            if x not in own or y not in own:
                raise _refused(
                    tr("Some outcome has no value on one of the two criteria."), end.outcome
                )
            totals = {c: total + chance * own[c] for c, total in totals.items()}
        found.append((totals[x], totals[y]))
    if len(scales) > 1:
        raise _refused(
            tr("The outcomes stand on several scales, which weights of criteria do not compare.")
        )
    signs = _sign(document, x), _sign(document, y)
    return _placed(x, y, found, signs)


def _of_opinions(
    document: Document, prospects: Sequence[Prospect], x: str | None, y: str | None
) -> Plane:
    """Prospects by what each of two opinions expects on the one scale and criterion."""
    if len(document.opinions) < 2:
        raise _refused(tr("A plane takes two opinions, and the document has one."))
    ids = list(document.opinions)
    x, y = x or ids[0], y or ids[1]
    found: list[tuple[Fraction, Fraction]] = []
    scales, criteria = set(), set()
    for prospect in prospects:
        sums = []
        for opinion in (x, y):
            own = prospect.opinions[opinion]
            scales |= {document.outcomes[end.outcome].scale_name for end in own}
            criteria |= {criterion for end in own for criterion, _ in end.values}
            sums.append(sum((p * v for end, p in own.items() for _, v in end.values), ZERO))
        found.append((sums[0], sums[1]))
    if len(scales) != 1 or len(criteria) != 1 or None in scales:
        raise _refused(tr("A plane of two opinions takes outcomes on one scale and one criterion."))
    sign = _sign(document, criteria.pop())
    return replace(_placed(x, y, found, (sign, sign)), of_opinions=True)


def _placed(
    x: str, y: str, found: Sequence[tuple[Fraction, Fraction]], signs: tuple[int, int]
) -> Plane:
    turned = [(signs[0] * a, signs[1] * b) for a, b in found]
    order = sorted(range(len(turned)), key=lambda i: (turned[i][0], turned[i][1]), reverse=True)
    staircase: list[int] = []
    for i in order:
        if not staircase or turned[i][1] > turned[staircase[-1]][1]:
            staircase.append(i)
    hull: list[int] = []
    for i in staircase:
        while len(hull) > 1 and _turns(turned[hull[-2]], turned[hull[-1]], turned[i]) > 0:
            hull.pop()
        hull.append(i)
    on_stairs = {turned[i] for i in staircase}
    on_hull = {turned[i]: place for place, i in enumerate(hull)}
    points = []
    for (a, b), own in zip(found, turned, strict=True):
        if own in on_hull:
            place = on_hull[own]
            ratio = None
            if place:
                before = found[hull[place - 1]]
                ratio = abs((a - before[0]) / (b - before[1]))
            points.append(PlanePoint(a, b, PlanePlace.BEST, ratio))
        else:
            maximal = own in on_stairs
            points.append(
                PlanePoint(a, b, PlanePlace.EXTENDED if maximal else PlanePlace.DOMINATED)
            )
    return Plane(x, y, tuple(points), tuple(hull), tuple(staircase), signs)


def _turns(
    a: tuple[Fraction, Fraction], b: tuple[Fraction, Fraction], c: tuple[Fraction, Fraction]
) -> Fraction:
    """Positive where b lies below the line from a to c, x falling from a to c."""
    return (c[0] - a[0]) * (b[1] - a[1]) - (c[1] - a[1]) * (b[0] - a[0])


def _sign(document: Document, criterion: str) -> int:
    found = document.criterion(criterion)
    return -1 if found is not None and found.better == "less" else 1


def _refused(message: str, outcome: str | None = None) -> NotSolvable:
    outcomes = () if outcome is None else (outcome,)
    return NotSolvable([Finding(code="plane.criteria", message=message, outcomes=outcomes)])

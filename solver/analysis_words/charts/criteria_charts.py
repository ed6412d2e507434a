"""The league of plans as a table, and the plane of two criteria as a chart."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from solver.analyses.criteria.league import League, values_of
from solver.analyses.criteria.plane import Plane, PlanePlace
from solver.charts.chart import Axis, Dot, ScatterChart, letters
from solver.charts.table import ChartTable
from solver.translation import tr
from solver.words.names import Names
from solver.words.plan_names import plan_names

FORMS: Final = {
    PlanePlace.BEST: "filled",
    PlanePlace.EXTENDED: "hollow",
    PlanePlace.DOMINATED: "cross",
}


def league_names(names: Names, found: League) -> tuple[str, ...]:
    """What the plans are called beside each other."""
    return plan_names(names, [row.plan.choices for row in found.rows]).names


def league_table(
    names: Names, found: League, plane: Plane | None = None, called: Sequence[str] = ()
) -> ChartTable:
    """Every plan with what it expects, whether it is permitted, and whether it is dominated.

    With a plane of two criteria also its standing there, and the incremental ratio along the hull.
    ``called`` are the plans' names, if they are known already.
    """
    columns = list(
        dict.fromkeys(
            (scale, criterion)
            for row in found.rows
            for scale, own in row.values.items()
            for criterion in own.values
        )
    )
    several = len({scale for scale, _ in columns}) > 1
    heads = [""]
    for scale, criterion in columns:
        word = names.criterion(criterion) if len(names.document.criterion_ids) > 1 else tr("Value")
        heads.append(tr("{word} given {scale}").format(word=word, scale=scale) if several else word)
    heads += [tr("Permitted"), tr("Dominated by a plan")]
    if plane is not None:
        heads += [
            tr("Standing"),
            tr("{x} per {y}").format(x=names.criterion(plane.x), y=names.criterion(plane.y)),
        ]
    heads.append(tr("Plan"))
    rows: list[list[str | Fraction | None]] = []
    called = called or league_names(names, found)
    told = zip(letters(len(found.rows)), called, found.rows, strict=True)
    for place, (letter, name, row) in enumerate(told):
        entries: list[str | Fraction | None] = [letter]
        entries += [values_of(row, *column) for column in columns]
        dominated = {True: tr("yes"), False: tr("no"), None: "?"}[row.is_dominated]
        entries += [tr("yes") if row.permitted else tr("no"), dominated]
        if plane is not None:
            point = plane.points[place]
            entries += [point.standing.value, point.ratio]
        rows.append([*entries, name])
    own = {place: names.document.criterion(c) for place, (_, c) in enumerate(columns, 1)}
    return ChartTable.of(heads, rows, own)


def plane_chart(
    names: Names, found: League, plane: Plane, called: Sequence[str] = ()
) -> ScatterChart:
    """The plans in the plane, with the staircase of the maximal and the hull of the best."""
    told = letters(len(found.rows))
    called = called or league_names(names, found)
    dots = tuple(
        Dot(
            point.x,
            point.y,
            told[place],
            f"{told[place]}: {called[place]} ({names.values([(plane.x, point.x), (plane.y, point.y)])})",
            FORMS[point.standing],
            place,
        )
        for place, point in enumerate(plane.points)
    )
    return ScatterChart(
        tr("{x} and {y}").format(x=names.criterion(plane.x), y=names.criterion(plane.y)),
        _axis(names, plane.x, [point.x for point in plane.points]),
        _axis(names, plane.y, [point.y for point in plane.points]),
        dots,
        _stairs([(plane.points[i].x, plane.points[i].y) for i in plane.staircase]),
        tuple((plane.points[i].x, plane.points[i].y) for i in plane.hull),
        tuple((form, standing.value) for standing, form in FORMS.items()),
        description=tr(
            "{staircase} maximal points, {hull} of them best under some weights."
        ).format(staircase=len(plane.staircase), hull=len(plane.hull)),
        called=tuple(zip(told, called, strict=True)),
    )


def _stairs(
    maximal: Sequence[tuple[Fraction, Fraction]],
) -> tuple[tuple[Fraction, Fraction], ...]:
    """The corners of the staircase below which everything is dominated by one of these.

    They go from the best on x to the best on y: from each the way is along x to the next one’s, then up.
    """
    corners = list(maximal[:1])
    for (_, before), (x, y) in pairwise(maximal):
        corners += [(x, before), (x, y)]
    return tuple(corners)


def _axis(names: Names, criterion: str, values: list[Fraction]) -> Axis:
    low, high = min(values), max(values)
    room = (high - low) / 12 or Fraction(1)
    found = names.document.criterion(criterion)
    less = tr(" (less is better)") if found is not None and found.better == "less" else ""
    return Axis(f"{names.criterion(criterion)}{less}", low - room, high + room, found, names.format)

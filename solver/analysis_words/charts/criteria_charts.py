"""The league of plans as a table, and the plane of two criteria as a chart."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Final

from solver.analyses.criteria.league import League, LeagueRow, PlanKey, key_of, range_of, values_of
from solver.analyses.criteria.plane import Plane, PlanePlace, PlanePoint, sides_of
from solver.charts.chart import Axis, Dot, ScatterChart, letters
from solver.charts.table import ChartTable
from solver.translation import tr
from solver.words.names import Names, quoted
from solver.words.plan_names import plan_name, plan_names

FORMS: Final = {
    PlanePlace.BEST: "filled",
    PlanePlace.EXTENDED: "hollow",
    PlanePlace.DOMINATED: "cross",
}


def league_names(names: Names, found: League) -> tuple[str, ...]:
    """What the plans are called beside each other."""
    return plan_names(names, [row.plan.choices for row in found.rows]).names


def league_order(found: League, plane: Plane | None) -> list[int]:
    """The rows in the order of a league table, by their places in the league.

    With two criteria from what is best on x on (the cheapest), so that each ratio is against a plan that stands
    above; with one value from the best on; else those that are permitted come first.
    """
    rows = found.rows
    if plane is not None and not plane.of_opinions:
        return plane.order
    expected = [
        {(s, c): v for s, own in row.values.items() for c, v in own.values.items()} for row in rows
    ]
    scales = {scale for row in rows for scale in row.values}
    if len(scales) > 1 or {len(own) for own in expected} != {1} or any(row.ranges for row in rows):
        return list(range(len(rows)))
    ((_, id_),) = expected[0]
    criterion = found.document.criterion(id_)
    sign = 1 if criterion is not None and criterion.better == "less" else -1
    return sorted(range(len(rows)), key=lambda place: sign * sum(expected[place].values()))


def league_table(
    names: Names, found: League, plane: Plane | None = None, called: Sequence[str] = ()
) -> ChartTable:
    """Every plan with what it expects, whether it is permitted, and which plan dominates it, if one does.

    They stand in `league_order`, and keep the letters of their places in the league.
    With a plane also its standing there, and with one of two criteria the incremental ratio along the hull.
    Under several opinions there is the least and the greatest that they expect.
    ``called`` are the plans' names, if they are known already.
    """
    by_opinions = any(row.ranges for row in found.rows)
    columns = list(
        dict.fromkeys(
            (scale, criterion)
            for row in found.rows
            for scale, own in row.values.items()
            for criterion in own.values
        )
    )
    several = len({scale for row in found.rows for scale in row.values}) > 1  # or outcomes alone
    heads, places = [""], list[str]()
    for scale, criterion in columns:
        word = names.criterion(criterion) if len(names.document.criterion_ids) > 1 else tr("Value")
        head = tr("{word} given {scale}").format(word=word, scale=scale) if several else word
        ends = (tr("{head}, least"), tr("{head}, greatest")) if by_opinions else ("{head}",)
        heads += [end.format(head=head) for end in ends]
        places += [criterion] * len(ends)
    heads += [tr("Permitted"), tr("Dominated by a plan")]
    notes: tuple[tuple[str, str], ...] = ()
    if plane is not None:
        heads.append(tr("Standing"))
        if len(sides_of(names.document)) > 2:  # a plan may stand better in all of them
            sides = {side: quoted(name) for side, name in _sides(names, plane).items()}
            notes = ((tr("Standing"), tr("in {x} and {y}").format(**sides)),)
    if has_ratio := plane is not None and not plane.of_opinions:
        heads.append(tr("{x} per {y}").format(**_sides(names, plane)))
    heads.append(tr("Plan"))
    rows: list[list[str | Fraction | None]] = []
    called = called or league_names(names, found)
    told = letters(len(found.rows))
    letter_of = {key_of(row.plan): letter for row, letter in zip(found.rows, told, strict=True)}
    for place in league_order(found, plane):
        row = found.rows[place]
        entries: list[str | Fraction | None] = [told[place]]
        for column in columns:
            entries += range_of(row, *column) if by_opinions else [values_of(row, *column)]
        entries += [tr("yes") if row.permitted else tr("no"), _dominated(names, row, letter_of)]
        if plane is not None:
            point = plane.points[place]
            entries += [tr(point.standing), *([point.ratio] if has_ratio else [])]
        rows.append([*entries, called[place]])
    own = {place: names.document.criterion(c) for place, c in enumerate(places, 1)}
    return replace(ChartTable.of(heads, rows, own), notes=notes)


def _dominated(names: Names, row: LeagueRow, letter_of: Mapping[PlanKey, str]) -> str:
    """Whether a plan dominates another, and which: by its letter, or by its name where it is not listed."""
    if row.dominated_by is None:
        return "?" if row.is_dominated is None else tr("no")
    better = row.dominated_by
    name = letter_of.get(key_of(better)) or plan_name(names, better.choices)
    return tr("yes, by {plan}").format(plan=name)


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
            f"{told[place]}: {called[place]} ({_values(names, plane, point)})",
            FORMS[point.standing],
            place,
        )
        for place, point in enumerate(plane.points)
    )
    return ScatterChart(
        tr("{x} and {y}").format(**_sides(names, plane)),
        _axis(names, plane, plane.x, [point.x for point in plane.points]),
        _axis(names, plane, plane.y, [point.y for point in plane.points]),
        dots,
        _stairs([(plane.points[i].x, plane.points[i].y) for i in plane.staircase]),
        tuple((plane.points[i].x, plane.points[i].y) for i in plane.hull),
        tuple((form, tr(standing)) for standing, form in FORMS.items()),
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


def side_name(names: Names, plane: Plane, side: str) -> str:
    """What a side of the plane is called: a criterion, or an opinion."""
    return names.opinion(side) if plane.of_opinions else names.criterion(side)


def _sides(names: Names, plane: Plane) -> dict[str, str]:
    return {"x": side_name(names, plane, plane.x), "y": side_name(names, plane, plane.y)}


def _values(names: Names, plane: Plane, point: PlanePoint) -> str:
    """Where a plan stands, in words."""
    if not plane.of_opinions:
        return names.values([(plane.x, point.x), (plane.y, point.y)])
    criterion = names.document.criterion(names.document.criterion_ids[0])
    return ", ".join(
        f"{quoted(side_name(names, plane, side))} {names.format.value(criterion, value)}"
        for side, value in ((plane.x, point.x), (plane.y, point.y))
    )


def _axis(names: Names, plane: Plane, side: str, values: list[Fraction]) -> Axis:
    low, high = min(values), max(values)
    room = (high - low) / 12 or Fraction(1)
    found = names.document.criterion(names.document.criterion_ids[0] if plane.of_opinions else side)
    less = tr(" (less is better)") if found is not None and found.better == "less" else ""
    title = side_name(names, plane, side)
    if plane.of_opinions:
        title = tr("Expected in “{opinion}”").format(opinion=title)
    return Axis(f"{title}{less}", low - room, high + room, found, names.format)

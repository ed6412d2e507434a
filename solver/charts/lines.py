"""Lines over an axis: told apart by colour, dashes and the forms of their points."""

from itertools import pairwise
from typing import Final

from solver.charts.axes import fitted, frame, plot_of, spread
from solver.charts.chart import LineChart
from solver.charts.marks import (
    Area,
    ChartLayout,
    Disc,
    Mark,
    MarkWords,
    Measure,
    Plot,
    Point,
    Spot,
    Stroke,
)
from solver.words.plain_mathematics import plain_text

DASHES: Final = ("", "dash", "dot")
MOST_NAMED: Final = 24  # lines with their names at the end
FORMS: Final = 4


def lay_out_lines(
    chart: LineChart, width: float, height: float, measure: Measure, top: float
) -> ChartLayout:
    """The chart with the names of the lines at their ends."""
    names = [plain_text(line.name) for line in chart.lines]
    room = min(width * 0.4, max([measure(name, "small") for name in names] or [0.0]) + 26)
    plot = plot_of(chart.x, chart.y, width, height, measure, top, right=room + 8)
    marks = frame(plot, chart.x, chart.y, measure)
    spots: list[Spot] = []
    if chart.here is not None:
        marks += here(plot, float(chart.here))
    ends: list[tuple[int, Point]] = []
    for number, line in enumerate(chart.lines):
        points = _places(plot, chart, line.points)
        if not points:
            continue
        marks.append(Stroke(tuple(points), f"series {number}", 2.0, DASHES[number % len(DASHES)]))
        if not chart.steps or len(line.points) <= 20:
            shown = [(plot.across(float(x)), plot.up(float(y))) for x, y in line.points]
            few = shown if len(shown) <= 12 else shown[:: max(1, len(shown) // 6)]
            marks += [form(at, number) for at in few]
        ends.append((number, points[-1]))
        spots += [
            Spot(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]), names[number], line.key)
            for a, b in pairwise(points)
            if len(points) <= 200 and (abs(a[1] - b[1]) < 6 or abs(a[0] - b[0]) < 6)
        ]  # fmt: skip
    marks += _names(plot, names, ends[:MOST_NAMED], room, measure, spots, chart)
    for crossing in chart.crossings:
        at = plot.across(float(crossing.x)), plot.up(float(crossing.y))
        marks.append(Disc(at, 4.0, "canvas", "ink", 1.6))
        spots.append(Spot(at[0] - 6, at[1] - 6, at[0] + 6, at[1] + 6, crossing.words, crossing))
        if crossing.label:
            beyond = at[0] + 7 + measure(crossing.label, "small") > plot.right
            place, indent = (at[0] - 7, 1.0) if beyond else (at[0] + 7, 0.0)
            marks.append(MarkWords((place, at[1] - 6), crossing.label, "text", "small", indent))
    return ChartLayout(width, height, tuple(marks), tuple(spots), (plot,))


def here(plot: Plot, value: float) -> list[Mark]:
    """Where a parameter stands."""
    at = plot.across(value)
    if not plot.left <= at <= plot.right:
        return []
    return [Stroke(((at, plot.top), (at, plot.bottom)), "accent", 1.6)]


def form(at: Point, number: int, size: float = 3.2) -> Mark:
    """A point in the form that belongs to a line: disc, square, triangle, lozenge."""
    (x, y), role = at, f"series {number}"
    match number % FORMS:
        case 0:
            return Disc(at, size, role, "ink", 0.8)
        case 1:
            corners: tuple[Point, ...] = (
                (x - size, y - size), (x + size, y - size), (x + size, y + size), (x - size, y + size)
            )  # fmt: skip
        case 2:
            corners = (x, y - 1.3 * size), (x + 1.2 * size, y + size), (x - 1.2 * size, y + size)
        case _:
            reach = 1.4 * size
            corners = (x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)
    return Area(corners, role, "ink", 0.8)


def _places(plot: Plot, chart: LineChart, points: tuple[tuple[object, object], ...]) -> list[Point]:
    found = [(plot.across(float(x)), plot.up(float(y))) for x, y in points]  # type: ignore[arg-type]
    if not chart.steps or not found:
        return found
    way: list[Point] = [(plot.left, plot.up(max(0.0, plot.y[0])))]
    for x, y in found:
        way += [(x, way[-1][1]), (x, y)]
    return [*way, (plot.right, way[-1][1])]


def _names(
    plot: Plot,
    names: list[str],
    ends: list[tuple[int, Point]],
    room: float,
    measure: Measure,
    spots: list[Spot],
    chart: LineChart,
) -> list[Mark]:
    marks: list[Mark] = []
    places = spread([at[1] for _, at in ends], 15.0, plot.top, plot.bottom)
    for (number, at), y in zip(ends, places, strict=True):
        left = plot.right + 18
        marks.append(Stroke(((at[0], at[1]), (plot.right + 12, y)), "hair", 1.0))
        marks.append(form((plot.right + 12, y), number))
        text = fitted(names[number], room - 20, measure)
        marks.append(MarkWords((left, y + 4), text, "text", "small"))
        spots.append(
            Spot(plot.right + 6, y - 7, plot.right + room, y + 7, names[number], chart.lines[number].key)
        )  # fmt: skip
    return marks

"""Points in the plane of two criteria: staircase and hull, forms that tell them apart in grey."""

from solver.charts.axes import fitted, frame, plot_of
from solver.charts.chart import Dot, ScatterChart
from solver.charts.marks import ChartLayout, Disc, Mark, MarkWords, Measure, Point, Spot, Stroke
from solver.words.plain_mathematics import plain_text

MOST_NAMED = 60


def lay_out_scatter(
    chart: ScatterChart, width: float, height: float, measure: Measure, top: float
) -> ChartLayout:
    """Points over the lines, with their letters beside them as long as these are few."""
    marks: list[Mark] = []
    x = 4.0
    for form, text in chart.legend:
        wide = 16 + measure(text, "small")
        if x > 4.0 and x + wide > width:
            x, top = 4.0, top + 18
        marks += dot((x + 6, top + 8), form)
        marks.append(MarkWords((x + 16, top + 12), text, "muted", "small"))
        x += wide + 18
    if chart.legend:
        top += 18
    plot = plot_of(chart.x, chart.y, width, height, measure, top, right=16.0)
    marks += frame(plot, chart.x, chart.y, measure)
    for line, role, dash in ((chart.staircase, "ink", ""), (chart.hull, "accent", "dash")):
        if len(line) > 1:
            way = tuple((plot.across(float(px)), plot.up(float(py))) for px, py in line)
            marks.append(Stroke(way, role, 1.6, dash))
    spots = []
    taken: list[Point] = []
    for each in chart.dots:
        at = plot.across(float(each.x)), plot.up(float(each.y))
        marks += dot(at, each.form)
        words = plain_text(each.words or each.name)
        spots.append(Spot(at[0] - 6, at[1] - 6, at[0] + 6, at[1] + 6, words, each.key))
        marks += _letter(each, at, taken, measure, len(chart.dots), width)
    return ChartLayout(width, height, tuple(marks), tuple(reversed(spots)), (plot,))


def _letter(
    each: Dot, at: Point, taken: list[Point], measure: Measure, count: int, width: float
) -> list[Mark]:
    place = at[0] + 8, at[1] - 6
    free = all(abs(place[0] - x) > 16 or abs(place[1] - y) > 12 for x, y in taken)
    if not each.name or not free or count > MOST_NAMED:
        return []
    taken.append(place)
    text = fitted(plain_text(each.name), width - place[0] - 4, measure)
    return [MarkWords(place, text, "text", "small")] if text else []


def dot(at: Point, form: str) -> list[Mark]:
    """A point: filled, hollow, or a cross."""
    x, y = at
    if form == "cross":
        return [
            Stroke(((x - 4, y - 4), (x + 4, y + 4)), "faint", 1.6),
            Stroke(((x - 4, y + 4), (x + 4, y - 4)), "faint", 1.6),
        ]
    return [Disc(at, 4.5, "series 0" if form == "filled" else "canvas", "ink", 1.4)]

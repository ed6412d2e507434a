"""Scales on a page: a line each, with the outcomes that stand on it above their values."""

from typing import Final

from solver.charts.axes import BELOW, fitted, level_axis, span
from solver.charts.chart import ScaleChart, ScaleRow
from solver.charts.marks import ChartLayout, Disc, Mark, MarkWords, Measure, Plot, Spot, Stroke

HEAD: Final = 22.0
LABEL: Final = 18.0  # from one line of labels to the next
MOST_LINES: Final = 4
FIRST: Final = 14.0  # from the axis up to the lowest line of labels
BETWEEN: Final = 14.0  # rows
WIDEST: Final = 170.0


def row_height(lines: int) -> float:
    """How high a row with so many lines of labels is."""
    return HEAD + FIRST + lines * LABEL + BELOW + BETWEEN


def lay_out_scales(
    chart: ScaleChart, width: float, height: float, measure: Measure, top: float
) -> ChartLayout:
    """Rows below each other; labels that would meet stand on lines above each other."""
    marks: list[Mark] = []
    spots: list[Spot] = []
    plots: list[Plot] = []
    y = top
    for row in chart.rows:
        plot, placed = _placed(row, width, measure)
        lines = 1 + max((line for *_, line in placed), default=0)
        marks.append(
            MarkWords((4.0, y + 14), fitted(row.name, width - 8, measure, "bold"), "text", "bold")
        )
        axis = y + HEAD + FIRST + lines * LABEL
        plot = plot._replace(top=axis, bottom=axis)
        plots.append(plot)
        marks += level_axis(plot, row.axis, measure, title=False)
        for at, left, text, whole, line in placed:
            label = axis - FIRST - line * LABEL
            marks.append(Stroke(((at, axis - 5), (at, label + 4)), "hair", 1.0))
            marks.append(MarkWords((left, label), text, "text", "usual"))
            spots.append(Spot(at - 6, axis - 6, at + 6, axis + 6, whole))
        hue = f"scale {row.scale}"
        marks += [Disc((at, axis), 5.0, hue, "ink", 1.2) for at, *_ in placed]
        y += row_height(lines)
    return ChartLayout(width, max(height, y), tuple(marks), tuple(spots), tuple(plots))


def _placed(
    row: ScaleRow, width: float, measure: Measure
) -> tuple[Plot, list[tuple[float, float, str, str, int]]]:
    """The axis, and of each outcome its place, where its label begins, what that says, all of it, its line."""
    plot = Plot(24.0, 0.0, width - 24.0, 0.0, span(row.axis))
    taken = [-1e9] * MOST_LINES
    found = []
    for value, name in sorted(row.points, key=lambda point: float(point[0])):
        at, text = plot.across(float(value)), fitted(name, WIDEST, measure, "usual")
        wide = measure(text, "usual")
        left = min(max(4.0, at - wide / 2), width - 4.0 - wide)
        free = [line for line in range(MOST_LINES) if taken[line] + 8 < left]
        line = free[0] if free else taken.index(min(taken))
        if not free:  # too many at one place: it gives way to the right
            left = min(taken[line] + 8, width - 4.0 - wide)
        taken[line] = left + wide
        found.append((at, left, text, name, line))
    return plot, found

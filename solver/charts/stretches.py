"""Stretches of an axis: the ruler of thresholds, lanes of plans, the tornado of verdicts."""

from collections.abc import Sequence
from typing import Final

from solver.charts.axes import LINE, fitted, fitted_names, span, written
from solver.charts.chart import Axis, Stretch, StretchChart, StretchRow
from solver.charts.marks import (
    Area,
    ChartLayout,
    Disc,
    Mark,
    MarkWords,
    Measure,
    Plot,
    Spot,
    Stroke,
    box,
    hatching,
)
from solver.words.plain_mathematics import plain_text

HIGH: Final = 18.0
ROW: Final = 24.0
ABOVE: Final = 18.0  # the line with name and note over a row that has an axis of its own
NAMES: Final = 0.36  # of the width, at most
WIDER: Final = 0.5  # where what is left of the width is that many pixels
LEFT: Final = 260
BOUND_LINES: Final = 4  # of labels of bounds below each other
SIGN: Final = 5.0  # pixels that the sign of a point takes of the stretches beside it
CLOSE: Final = 5.0  # pixels; what is no further from each other is not marked one by one


def stretches_height(chart: StretchChart) -> float:
    """The height at which everything has its room."""
    rows = sum(ROW + (ABOVE if row.axis is not None else 0) for row in chart.rows)
    return rows + (BOUND_LINES * LINE + 22 if chart.axis is not None else 4) + 4


def lay_out_stretches(
    chart: StretchChart, width: float, height: float, measure: Measure, top: float
) -> ChartLayout:
    """Rows below each other; with a common axis, its bounds below."""
    names = [plain_text(row.name) for row in chart.rows]
    shared = [n for n, row in zip(names, chart.rows, strict=True) if row.axis is None]
    most = max(NAMES * width, min(WIDER * width, width - LEFT))
    left = min(most, max([measure(n, "small") for n in shared] or [0.0]) + 12)
    marks: list[Mark] = []
    spots: list[Spot] = []
    plots: list[Plot] = []
    y = first = top + 4
    told = fitted_names(names, left - 8, measure)
    for row, name, short in zip(chart.rows, names, told, strict=True):
        axis = row.axis or chart.axis
        if axis is None:
            continue
        start = left if row.axis is None else 4.0
        if row.axis is not None:
            wide = measure(row.note, "small")
            marks.append(
                MarkWords(
                    (4, y + 12), fitted(name, width - wide - 20, measure, "bold"), "text", "bold"
                )
            )
            marks.append(MarkWords((width - 6, y + 12), row.note, "muted", "small", 1.0))
            y += ABOVE
        else:
            marks.append(MarkWords((4, y + 14), short, "text", "small"))
            spots.append(Spot(0, y, left - 4, y + HIGH, name, row.key))
        plot = Plot(start, y, max(width - 10, start + 40), y + HIGH, span(axis), key=row.key)
        plots.append(plot)
        here = row.here if row.here is not None else chart.here
        at = None if here is None else plot.across(float(here))
        _row(plot, row, name, measure, marks, spots, at)
        if row.here is not None and at is not None and plot.left <= at <= plot.right:
            marks.append(Stroke(((at, y - 3), (at, y + HIGH + 3)), "accent", 3.0))
        y += ROW
    if chart.axis is not None and plots:
        own: list[Mark] = []
        _bounds(chart, chart.axis, plots[-1], first, y, measure, own, spots)
        marks = [*(mark for mark in own if _is_bound(mark)), *marks]
        marks += [mark for mark in own if not _is_bound(mark)]
    return ChartLayout(width, height, tuple(marks), tuple(spots), tuple(plots))


def _is_bound(mark: Mark) -> bool:
    """Whether it is the line of a bound, which stands behind what fills the rows and their words."""
    return isinstance(mark, Stroke) and mark.role == "ink"


def _row(
    plot: Plot,
    row: StretchRow,
    name: str,
    measure: Measure,
    marks: list[Mark],
    spots: list[Spot],
    here: float | None,
) -> None:
    """One row; no letters stand where the line of what holds ``here`` goes."""
    top, bottom = plot.top, plot.bottom
    marks.append(Area(box(plot.left, top, plot.right, bottom), "", "hair", 1.0))
    points: list[Stretch] = []
    runs: list[tuple[float, float, int | str]] = []  # what looks alike side by side is drawn as one
    words: list[Mark] = []
    signed = {stretch.low for stretch in row.stretches if stretch.is_point}
    for stretch in row.stretches:
        if stretch.is_point:
            points.append(stretch)
            continue
        a = max(plot.left, plot.across(float(stretch.low)))
        b = min(plot.right, plot.across(float(stretch.high)))
        if b <= a:
            continue
        if runs and runs[-1][2] == stretch.fill and a - runs[-1][1] < 1:
            runs[-1] = runs[-1][0], b, stretch.fill
        else:
            runs.append((a, b, stretch.fill))
        first, last = a + SIGN * (stretch.low in signed), b - SIGN * (stretch.high in signed)
        room = last - first - 6
        size = "bold" if measure(stretch.label, "bold") <= room else "small"
        if stretch.label and (text := fitted(stretch.label, room, measure, size)):
            role = "canvas" if stretch.fill == "full" else "text"
            middle, half = (first + last) / 2, measure(text, size) / 2 + 5
            if here is not None and abs(here - middle) < half:
                sides = [x for x in (here + half, here - half) if a + half <= x <= b - half]
                middle = sides[0] if sides else middle
            words.append(MarkWords((middle, bottom - 5), text, role, size, 0.5))
        spots.append(Spot(a, top, b, bottom, _said(name, stretch), stretch.key))
    for a, b, fill in runs:
        marks += _filled(a, top, b, bottom, fill)
    marks += words
    before = -CLOSE
    for stretch in points:  # above their neighbours
        at = plot.across(float(stretch.low))
        if not plot.left - 1 <= at <= plot.right + 1:
            continue
        spots.insert(0, Spot(at - 5, top, at + 5, bottom, _said(name, stretch), stretch.key))
        if at - before < CLOSE:
            continue
        before = at
        middle = (top + bottom) / 2
        if stretch.fill == "empty":
            marks.append(Disc((at, middle), 4.0, "canvas", "ink", 1.4))
        else:
            corners = (at, middle - 7), (at + SIGN, middle), (at, middle + 7), (at - SIGN, middle)
            marks.append(Area(corners, "accent" if stretch.fill == "full" else "tint", "ink", 1.2))


def _said(name: str, stretch: Stretch) -> str:
    return stretch.words or (f"{name}: {stretch.label}" if stretch.label else name)


def _filled(a: float, top: float, b: float, bottom: float, fill: int | str) -> list[Mark]:
    if fill == "empty":
        return []
    if fill == "unknown":
        return [*hatching(a, top, b, bottom, "fade"), Area(box(a, top, b, bottom), "", "edge", 1.0)]
    if fill == "part":
        inner = box(a, top + 2, b, bottom - 2)
        lines = hatching(a, top + 2, b, bottom - 2, "accent")
        return [Area(inner, "tint"), *lines, Area(inner, "", "accent", 1.0)]
    if fill == "full":
        return [Area(box(a, top + 2, b, bottom - 2), "accent", "", 1.0)]
    edge = "ink" if b - a > CLOSE else ""
    return [Area(box(a, top, b, bottom), f"region {fill}", edge, 1.0)]


def _bounds(
    chart: StretchChart,
    axis: Axis,
    plot: Plot,
    top: float,
    bottom: float,
    measure: Measure,
    marks: list[Mark],
    spots: list[Spot],
) -> None:
    low, high = plot.x
    taken = [-1e9] * BOUND_LINES
    lines: list[tuple[float, float]] = []  # where they stand, and how far down they go
    words: list[Spot] = []
    ends = [(low, written(axis, axis.low)), (high, written(axis, axis.high))]
    for value, text in ends:
        at, wide = plot.across(value), measure(text, "small")
        indent = 0.0 if value == low else 1.0
        marks.append(MarkWords((at, bottom + 12), text, "muted", "small", indent))
        if value == low:
            taken[0] = at + wide
    right = plot.right - measure(ends[1][1], "small") - 6
    crowded = len(chart.bounds) * 2 * CLOSE > plot.right - plot.left
    for bound, text in sorted(chart.bounds, key=lambda entry: float(entry[0])):
        at, wide = plot.across(float(bound)), measure(text, "small")
        if not low < float(bound) < high:
            continue  # the ends are written already
        start = min(max(plot.left, at - wide / 2), plot.right - wide)
        for number in range(1 if crowded else BOUND_LINES):
            if start > taken[number] + 6 and (number or start + wide < right):
                taken[number] = start + wide
                y = bottom + 12 + number * LINE
                lines.append((at, y - 11))
                marks.append(MarkWords((start, y), text, "text", "small"))
                words.append(Spot(start, y - 12, start + wide, y + 3, text, bound))
                break
        else:
            if not crowded:  # else there would be nothing but lines
                lines.append((at, bottom + 2))
    spots += words
    for at, end in lines:
        marks += [
            Stroke(((at, a), (at, b)), "ink", 1.0) for a, b in _clear(at, top - 2, end, words)
        ]
    if chart.here is not None:
        at = plot.across(float(chart.here))
        if plot.left <= at <= plot.right:
            marks.append(Stroke(((at, top - 6), (at, bottom + 1)), "accent", 2.4))
    title = fitted(plain_text(axis.title), plot.right - plot.left, measure)
    used = sum(end > -1e9 for end in taken) or 1  # lines of labels
    place = (plot.left + plot.right) / 2, bottom + used * LINE + 16
    marks.append(MarkWords(place, title, "muted", "small", 0.5))


def _clear(
    at: float, top: float, bottom: float, words: Sequence[Spot]
) -> list[tuple[float, float]]:
    """The parts of an upright line that go through no words."""
    met = sorted((w.top + 1, w.bottom) for w in words if w.left - 2 <= at <= w.right + 2)
    starts = [top, *(below for _, below in met)]
    stops = [*(above for above, _ in met), bottom]
    return [
        (a, min(b, bottom)) for a, b in zip(starts, stops, strict=True) if min(b, bottom) - a > 3
    ]

"""A map of two parameters: cells coloured and lettered by their kind, hatched where that is said."""

from itertools import pairwise

from solver.charts.axes import fitted, frame, plot_of
from solver.charts.chart import GridMap
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

LEGEND_ROW = 17.0
SEAM = 0.5


def lay_out_map(
    chart: GridMap, width: float, height: float, measure: Measure, top: float
) -> ChartLayout:
    """The cells, lines between unlike ones, and the letters where a region has room for them."""
    told = [region.name for region in chart.regions]
    room = min(0.3 * width, max([measure(name, "bold") for name in told] or [0.0]) + 34)
    plot = plot_of(chart.x, chart.y, width, height, measure, top, right=room + 6)
    edges_x = _edges([plot.across(float(x)) for x in chart.columns], plot.left, plot.right)
    edges_y = _edges([plot.up(float(y)) for y in chart.rows], plot.bottom, plot.top)
    marks: list[Mark] = []
    spots: list[Spot] = []
    runs: dict[int, list[tuple[float, float, float]]] = {}  # region → width and middle of each run
    for r, line in enumerate(chart.cells):
        bottom, upper = edges_y[r], edges_y[r + 1]
        c = 0
        while c < len(line):
            kind, start = line[c], c
            while c < len(line) and line[c] == kind:
                c += 1
            left, right = edges_x[start], edges_x[c]
            if kind is None:
                continue
            region = chart.regions[kind]
            under = bottom + (SEAM if r else 0.0)  # no ground shines through between rows
            marks.append(Area(box(left, upper, right, under), f"region {kind}"))
            if region.hatched:
                marks += hatching(left, upper, right, bottom, "ink")
            spots.append(Spot(left, upper, right, bottom, region.words or region.name, kind))
            runs.setdefault(kind, []).append(
                (right - left, (left + right) / 2, (upper + bottom) / 2)
            )
    marks += _borders(chart, edges_x, edges_y)
    marks += [mark for mark in frame(plot, chart.x, chart.y, measure) if not _is_grid(mark)]
    marks.append(Area(box(plot.left, plot.top, plot.right, plot.bottom), "", "edge", 1.0))
    _letters(
        chart, plot, {kind: _wide(own) for kind, own in runs.items()}, room, measure, marks, spots
    )
    if chart.here is not None:
        x, y = plot.across(float(chart.here[0])), plot.up(float(chart.here[1]))
        if plot.left <= x <= plot.right and plot.top <= y <= plot.bottom:
            marks.append(Stroke(((x, plot.top), (x, plot.bottom)), "accent", 1.2, "dash"))
            marks.append(Stroke(((plot.left, y), (plot.right, y)), "accent", 1.2, "dash"))
            marks.append(Disc((x, y), 5.0, "canvas", "accent", 2.4))
    return ChartLayout(width, height, tuple(marks), tuple(spots), (plot,))


def _wide(runs: list[tuple[float, float, float]]) -> tuple[float, float, float]:
    """Of the wide runs of a region the one in their middle: there its letters have room."""
    widest = max(width for width, _, _ in runs)
    wide = [run for run in runs if run[0] >= 0.7 * widest]
    return wide[len(wide) // 2]


def _is_grid(mark: Mark) -> bool:
    return isinstance(mark, Stroke) and mark.role == "hair"


def _edges(middles: list[float], first: float, last: float) -> list[float]:
    """The sides of cells whose middles these are."""
    between = [(a + b) / 2 for a, b in pairwise(middles)]
    return [first, *between, last]


def _borders(chart: GridMap, xs: list[float], ys: list[float]) -> list[Mark]:
    """Lines between unlike cells, as long as they go straight on."""
    found: list[Mark] = []
    cells, rows, columns = chart.cells, len(chart.rows), len(chart.columns)
    for r in range(rows - 1):
        start: int | None = None
        for c in range(columns + 1):
            unlike = c < columns and cells[r][c] != cells[r + 1][c]
            if unlike and start is None:
                start = c
            elif not unlike and start is not None:
                found.append(Stroke(((xs[start], ys[r + 1]), (xs[c], ys[r + 1])), "ink", 1.0))
                start = None
    for c in range(columns - 1):
        start = None
        for r in range(rows + 1):
            unlike = r < rows and cells[r][c] != cells[r][c + 1]
            if unlike and start is None:
                start = r
            elif not unlike and start is not None:
                found.append(Stroke(((xs[c + 1], ys[start]), (xs[c + 1], ys[r])), "ink", 1.0))
                start = None
    return found


def _letters(
    chart: GridMap,
    plot: Plot,
    widest: dict[int, tuple[float, float, float]],
    room: float,
    measure: Measure,
    marks: list[Mark],
    spots: list[Spot],
) -> None:
    y = plot.top
    for kind, region in enumerate(chart.regions):
        if kind not in widest:
            continue
        run, x, middle = widest[kind]
        if region.name and measure(region.name, "bold") + 8 <= run:
            if region.hatched:
                half = measure(region.name, "bold") / 2 + 3
                marks.append(
                    Area(box(x - half, middle - 9, x + half, middle + 7), f"region {kind}")
                )
            marks.append(MarkWords((x, middle + 4), region.name, "text", "bold", 0.5))
        if y + LEGEND_ROW <= plot.bottom:
            left = plot.right + 10
            marks.append(Area(box(left, y, left + 14, y + 12), f"region {kind}", "ink", 0.8))
            if region.hatched:
                marks += hatching(left, y, left + 14, y + 12, "ink", 4.0)
            text = fitted(region.name, room - 22, measure)
            marks.append(MarkWords((left + 19, y + 10), text, "text", "small"))
            spots.append(
                Spot(left, y, width_of(plot, room), y + 13, region.words or region.name, kind)
            )
            y += LEGEND_ROW


def width_of(plot: Plot, room: float) -> float:
    """Where the room right of a plot ends."""
    return plot.right + room

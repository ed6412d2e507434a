"""A Hasse diagram on a page: better outcomes stand higher, and what nothing joins is a gap."""

from typing import Final

from solver.charts.axes import LINE, fitted
from solver.charts.chart import KNOWN, OrderChart
from solver.charts.marks import (
    Area,
    ChartLayout,
    Mark,
    MarkWords,
    Measure,
    Point,
    Spot,
    Stroke,
    box,
)
from solver.preferences.hasse_covers import CoverEdge
from solver.preferences.hasse_layout import lay_out
from solver.translation import tr

CHIP: Final = 26.0  # the height of an outcome
WIDEST: Final = 230.0
INSIDE: Final = 20.0  # of it that no name takes
NARROWEST: Final = 36.0
BETWEEN: Final = 18.0  # equally good outcomes, with a ~ between them
MARGIN: Final = 8.0
SAMPLE: Final = 28.0  # pixels of a line in the legend, with the air behind it
TALLEST: Final = 1.5  # times as far as usual that rows are apart, where there is room
BOW: Final = 40.0  # pixels, of a line beside those from which it follows
_LINES: Final = {  # how wide a line is, and its dashes
    "stated": (2.4, ""),
    "scale": (1.1, ""),
    "implied": (1.1, "dash"),
}


def lay_out_order(
    chart: OrderChart, width: float, height: float, measure: Measure, top: float
) -> ChartLayout:
    """The outcomes in rows, in the middle of the page; what lines mean stands below."""
    names = [
        [fitted(name, WIDEST, measure, "usual") for name, _ in place] for place in chart.places
    ]
    wide = [[max(NARROWEST, measure(name, "usual") + 26) for name in place] for place in names]
    rows = lay_out(chart.covers, [sum(w) + BETWEEN * (len(w) - 1) for w in wide]).within(
        width - 2 * MARGIN
    )
    legend = _legend(chart, width, measure)
    bottom = height - 6 - LINE * (1 + max((row for _, row, *_ in legend), default=-1))
    room = max(bottom - top - CHIP - 2 * MARGIN, 1.0)
    along = min(1.0, (width - 2 * MARGIN) / max(rows.width, 1.0))
    down = min(TALLEST, room / max(rows.height, 1.0))
    left = (width - along * rows.width) / 2
    first = top + MARGIN + CHIP / 2 + (room - down * rows.height) / 2

    def at(place: Point) -> Point:
        return left + along * place[0], first + down * place[1]

    marks: list[Mark] = []
    for edge, bends in zip(chart.covers.edges, rows.bends, strict=True):
        ends = rows.centres[edge.above], rows.centres[edge.below]
        way = [at(place) for place in (ends[0], *bends, ends[1])]
        marks.append(_line(edge, way))
    spots: list[Spot] = []
    for place, widths, centre in zip(chart.places, wide, rows.centres, strict=True):
        x, y = at(centre)
        x -= along * (sum(widths) + BETWEEN * (len(widths) - 1)) / 2
        for number, ((name, scale), own) in enumerate(zip(place, widths, strict=True)):
            if number:
                marks.append(MarkWords((x + along * BETWEEN / 2, y + 5), "~", "text", "usual", 0.5))
                x += along * BETWEEN
            shown = fitted(name, along * own - INSIDE, measure, "usual")
            marks += _chip(x, y, along * own, shown, scale)
            spots.append(Spot(x, y - CHIP / 2, x + along * own, y + CHIP / 2, name))
            x += along * own
    marks += _drawn(legend, width, bottom, measure)
    return ChartLayout(width, height, tuple(marks), tuple(spots))


def _line(edge: CoverEdge, way: list[Point]) -> Stroke:
    if edge.covers:
        return Stroke(tuple(way), "ink", *_LINES[edge.origin])
    (x, y), (ex, ey) = way[0], way[-1]
    return Stroke(((x, y), ((x + ex) / 2 + BOW, (y + ey) / 2), (ex, ey)), "ink", 1.8, "dot")


def _chip(x: float, y: float, wide: float, name: str, scale: int | None) -> list[Mark]:
    marks: list[Mark] = [
        Area(box(x, y - CHIP / 2, x + wide, y + CHIP / 2), "canvas", "ink", 1.2),
    ]
    if scale is not None:
        hue = box(x + 4, y - CHIP / 2 + 5, x + 8, y + CHIP / 2 - 5)
        marks.append(Area(hue, f"scale {scale}"))
    middle = x + wide / 2 + (3 if scale is not None else 0)
    marks.append(MarkWords((middle, y + 5), name, "text", "usual", 0.5))
    return marks


def _legend(chart: OrderChart, width: float, measure: Measure) -> list[tuple[float, int, str, str]]:
    """What lines mean: where each entry begins, in which row, its kind (empty for a gap), its words."""
    kinds = {edge.origin for edge in chart.covers.edges if edge.covers}
    entries = [(origin, tr(KNOWN[origin])) for origin in _LINES if origin in kinds]
    if chart.has_gaps:
        entries.append(("", tr("no way along lines: a gap")))
    found = []
    x, row = 4.0, 0
    for origin, words in entries:
        wide = (SAMPLE if origin else 0.0) + measure(words, "small")
        if x > 4.0 and x + wide > width - 4:
            x, row = 4.0, row + 1
        found.append((x, row, origin, words))
        x += wide + 18
    return found


def _drawn(
    legend: list[tuple[float, int, str, str]], width: float, top: float, measure: Measure
) -> list[Mark]:
    marks: list[Mark] = []
    for x, row, origin, words in legend:
        y = top + row * LINE + 14
        if origin:
            marks.append(Stroke(((x, y - 4), (x + SAMPLE - 6, y - 4)), "ink", *_LINES[origin]))
            x += SAMPLE
        marks.append(MarkWords((x, y), fitted(words, width - x - 4, measure), "muted", "small"))
    return marks

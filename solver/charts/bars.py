"""Bars that lie below each other: distributions and tornados."""

from solver.charts.axes import BELOW, TITLE, fitted, level_axis, span
from solver.charts.chart import BarChart
from solver.charts.marks import (
    Area,
    ChartLayout,
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

NAMES = 0.34  # of the width, at most
HIGH = 16.0
ROW = 24.0


def bars_height(chart: BarChart) -> float:
    """The height at which every bar has its room."""
    return len(chart.bars) * ROW + BELOW + TITLE + (20 if chart.legend else 0) + 8


def lay_out_bars(
    chart: BarChart, width: float, height: float, measure: Measure, top: float
) -> ChartLayout:
    """Names at the left, the axis below."""
    names = [plain_text(bar.name) for bar in chart.bars]
    left = min(NAMES * width, max([measure(n, "small") for n in names] or [0.0]) + 14)
    marks: list[Mark] = []
    spots: list[Spot] = []
    if chart.legend:
        widths = [21 + measure(text, "small") + 16 for text in chart.legend]
        x = max(min(left, width - sum(widths) + 12), 4.0)
        for style, text in enumerate(chart.legend):
            marks += part(x, top + 3, x + 16, top + 13, style)
            marks.append(MarkWords((x + 21, top + 12), text, "muted", "small"))
            x += widths[style]
        top += 20
    bottom = max(height - BELOW - TITLE, top + 20)
    plot = Plot(left, top, max(width - 14, left + 40), bottom, span(chart.x))
    marks += level_axis(plot, chart.x, measure)
    row = min(ROW + 6, (bottom - top) / max(1, len(chart.bars)))
    for number, (bar, name) in enumerate(zip(chart.bars, names, strict=True)):
        middle = top + (number + 0.5) * row
        half = min(HIGH, row * 0.72) / 2
        marks.append(
            MarkWords(
                (left - 8, middle + 4), fitted(name, left - 12, measure), "text", "small", 1.0
            )
        )
        for piece in bar.parts:
            a, b = sorted((plot.across(float(piece.start)), plot.across(float(piece.end))))
            marks += part(a, middle - half, max(b, a + 0.8), middle + half, piece.style)
            words = f"{name}: {piece.words}" if piece.words else name
            spots.append(Spot(a - 1, middle - row / 2, b + 1, middle + row / 2, words, bar.key))
        for piece in bar.parts:
            if not piece.label:
                continue
            goes_right = float(piece.end) >= float(piece.start)
            if piece.end == piece.start:  # on the side that no other piece lies over
                goes_right = all(float(own.end) <= float(own.start) for own in bar.parts)
            at = plot.across(float(piece.end)) + (5 if goes_right else -5)
            wide = measure(piece.label, "small")
            if (
                plot.left < at - (0 if goes_right else wide)
                and at + (wide if goes_right else 0) < width
            ):
                marks.append(
                    MarkWords(
                        (at, middle + 4), piece.label, "muted", "small", 0.0 if goes_right else 1.0
                    )
                )
        spots.append(Spot(0, middle - row / 2, left, middle + row / 2, name, bar.key))
    if chart.baseline is not None:
        at = plot.across(float(chart.baseline))
        marks.append(Stroke(((at, top - 2), (at, bottom + 2)), "accent", 1.6))
    return ChartLayout(width, height, tuple(marks), tuple(spots), (plot,))


def part(left: float, top: float, right: float, bottom: float, style: int) -> list[Mark]:
    """A piece of a bar in the hue of the line of that number; every second is pale and hatched, so that it is told apart in grey."""
    if style % 2 == 0:
        return [Area(box(left, top, right, bottom), f"series {style}", "ink", 0.8)]
    return [
        Area(box(left, top, right, bottom), f"region {style}", "ink", 0.8),
        *hatching(left, top, right, bottom, f"series {style}"),
        Area(box(left, top, right, bottom), "", "ink", 0.8),
    ]

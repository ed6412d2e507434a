"""Sentences on a page, where a step of a talk says what a rule says."""

from collections.abc import Iterator
from typing import Final

from solver.charts.chart import SentenceChart
from solver.charts.marks import ChartLayout, Mark, MarkWords, Measure, Spot

LINE: Final = {"usual": 21.0, "bold": 20.0, "small": 17.0}
AIR: Final = 9.0  # before a sentence that is none of the details of the one before


LETTER: Final = 7.5  # pixels, about, before anything is measured


def sentences_height(chart: SentenceChart, width: float) -> float:
    """About how high they are."""
    return AIR + sum(
        (0.0 if size == "small" else AIR)
        + LINE[size] * sum(1 for _ in wrapped(text, width - 8, _about, size))
        for text, size in chart.sentences
    )


def _about(text: str, size: str) -> float:
    return LETTER * len(text)


def lay_out_sentences(
    chart: SentenceChart, width: float, height: float, measure: Measure, top: float
) -> ChartLayout:
    """One below the other, each in as many lines as it needs."""
    marks: list[Mark] = []
    spots: list[Spot] = []
    y = top
    for text, size in chart.sentences:
        y += 0.0 if size == "small" else AIR
        begin = y
        for line in wrapped(text, width - 8, measure, size):
            y += LINE[size]
            marks.append(MarkWords((4.0, y), line, "muted" if size == "small" else "text", size))
        spots.append(Spot(0.0, begin, width, y + 4, text))
    return ChartLayout(width, max(height, y + AIR), tuple(marks), tuple(spots))


def wrapped(text: str, width: float, measure: Measure, size: str) -> Iterator[str]:
    """A text in lines; a word that is wider than a line has one of its own."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and measure(longer, size) > width:
            yield line
            longer = word
        line = longer
    if line:
        yield line

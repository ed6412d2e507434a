"""Any chart on a page of a given size."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from solver.charts.axes import fitted
from solver.charts.bars import bars_height, lay_out_bars
from solver.charts.chart import (
    BarChart,
    Chart,
    GridMap,
    LineChart,
    OrderChart,
    ScaleChart,
    ScatterChart,
    SentenceChart,
    StretchChart,
)
from solver.charts.grid_map import lay_out_map
from solver.charts.lines import lay_out_lines
from solver.charts.marks import ChartLayout, Mark, MarkWords, Measure
from solver.charts.order_diagram import lay_out_order
from solver.charts.scale_lines import lay_out_scales, row_height
from solver.charts.scatter import lay_out_scatter
from solver.charts.sentences import lay_out_sentences, sentences_height
from solver.charts.stretches import lay_out_stretches, stretches_height
from solver.translation import tr
from solver.words.plain_mathematics import plain_text

TITLE: Final = 24.0
LETTER_ROW: Final = 16.0
AIR: Final = 8.0  # above them
MOST_CALLED: Final = 10  # letters that are written out

_WAYS: Final[dict[type[Chart], Callable[[Any, float, float, Measure, float], ChartLayout]]] = {
    LineChart: lay_out_lines,
    BarChart: lay_out_bars,
    StretchChart: lay_out_stretches,
    GridMap: lay_out_map,
    ScatterChart: lay_out_scatter,
    OrderChart: lay_out_order,
    ScaleChart: lay_out_scales,
    SentenceChart: lay_out_sentences,
}


def lay_out(
    chart: Chart, width: float, height: float, measure: Measure, *, titled: bool
) -> ChartLayout:
    """Where everything of a chart stands.

    ``titled`` is how pictures have it: with its title above and what its letters stand for below.
    On a page of the window the title is the head, and letters tell by pointing.
    """
    if not titled:
        return _WAYS[type(chart)](chart, width, height, measure, 4.0)
    below = _letters_height(chart)
    found = _WAYS[type(chart)](chart, width, height - below, measure, 4.0 + TITLE)
    title = fitted(plain_text(chart.title), width - 8, measure, "bold")
    marks = (
        MarkWords((4.0, 18.0), title, "text", "bold"),
        *found.marks,
        *_letters(chart, width, height - below, measure),
    )
    return ChartLayout(found.width, found.height + below, marks, found.spots, found.plots)


def _letters(chart: Chart, width: float, top: float, measure: Measure) -> Iterator[Mark]:
    """What the letters of a chart stand for, a line each."""
    shown = chart.called[:MOST_CALLED]
    if not shown:
        return
    wide = max(measure(letter, "bold") for letter, _ in shown) + 10
    y = top + AIR
    for letter, words in shown:
        y += LETTER_ROW
        yield MarkWords((4.0, y), letter, "text", "bold")
        yield MarkWords(
            (4.0 + wide, y), fitted(plain_text(words), width - wide - 8, measure), "text"
        )
    if more := len(chart.called) - len(shown):
        yield MarkWords(
            (4.0 + wide, y + LETTER_ROW), tr("and {more} more").format(more=more), "muted"
        )


def _letters_height(chart: Chart) -> float:
    if not chart.called:
        return 0.0
    rows = min(len(chart.called), MOST_CALLED) + (len(chart.called) > MOST_CALLED)
    return AIR + rows * LETTER_ROW + 4


def natural_height(chart: Chart, width: float) -> float:
    """How high a chart of this width wants to be."""
    if isinstance(chart, StretchChart):
        return stretches_height(chart)
    if isinstance(chart, BarChart):
        return bars_height(chart)
    if isinstance(chart, ScaleChart):
        return len(chart.rows) * row_height(2)
    if isinstance(chart, SentenceChart):
        return sentences_height(chart, width)
    return min(420.0, max(220.0, 0.62 * width))


def picture_height(chart: Chart, width: float) -> float:
    """The same for a picture, with its title and what its letters stand for."""
    return natural_height(chart, width) + TITLE + _letters_height(chart)

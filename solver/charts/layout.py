"""Any chart on a page of a given size."""

from collections.abc import Callable
from typing import Any, Final

from solver.charts.axes import fitted
from solver.charts.bars import bars_height, lay_out_bars
from solver.charts.chart import BarChart, Chart, GridMap, LineChart, ScatterChart, StretchChart
from solver.charts.grid_map import lay_out_map
from solver.charts.lines import lay_out_lines
from solver.charts.marks import ChartLayout, MarkWords, Measure
from solver.charts.scatter import lay_out_scatter
from solver.charts.stretches import lay_out_stretches, stretches_height
from solver.words.plain_mathematics import plain_text

TITLE: Final = 24.0

_WAYS: Final[dict[type[Chart], Callable[[Any, float, float, Measure, float], ChartLayout]]] = {
    LineChart: lay_out_lines,
    BarChart: lay_out_bars,
    StretchChart: lay_out_stretches,
    GridMap: lay_out_map,
    ScatterChart: lay_out_scatter,
}


def lay_out(
    chart: Chart, width: float, height: float, measure: Measure, *, titled: bool
) -> ChartLayout:
    """Where everything of a chart stands; ``titled`` puts its title above (on a page it has a head)."""
    top = 4.0 + (TITLE if titled else 0.0)
    found = _WAYS[type(chart)](chart, width, height, measure, top)
    if not titled:
        return found
    title = fitted(plain_text(chart.title), width - 8, measure, "bold")
    marks = (MarkWords((4.0, 18.0), title, "text", "bold"), *found.marks)
    return ChartLayout(found.width, found.height, marks, found.spots, found.plots)


def natural_height(chart: Chart, width: float) -> float:
    """How high a chart of this width wants to be."""
    if isinstance(chart, StretchChart):
        return stretches_height(chart)
    if isinstance(chart, BarChart):
        return bars_height(chart)
    return min(420.0, max(220.0, 0.62 * width))

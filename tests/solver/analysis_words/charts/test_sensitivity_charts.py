"""Charts of parameters: what fills a map, and how far it goes."""

import pytest

from solver.analysis_words.charts.sensitivity_charts import verdict_grid
from solver.sensitivity.grid import verdict_map
from solver.words.names import Names
from tests.documents.trees import choice, document, outcome

MADE = document(
    choice("n", ("a", "x"), ("b", "y")),
    [outcome("x", "s", "p"), outcome("y", "s", "q")],
    parameters=[
        {"id": "p", "value": 0, "min": 0, "max": 2, "label": "Gain"},
        {"id": "q", "value": 0, "min": 0, "max": 8},
    ],
)


@pytest.mark.parametrize("side", [2, 3, 5])
def test_cells_fill_a_map_to_its_edges(side: int) -> None:
    """Taking p is permitted where it is at least q."""
    *_, found = verdict_map(MADE, "p", "q", "eu", side)
    chart = verdict_grid(Names(MADE), found, None)
    assert (chart.x.title, chart.x.low, chart.x.high) == ("Gain", 0, 2)
    assert (chart.y.title, chart.y.low, chart.y.high) == ("q", 0, 8)
    assert len(chart.columns) == len(chart.rows) == side
    kinds: dict[bool, set[int | None]] = {True: set(), False: set()}
    for row, up in enumerate(chart.rows):
        for column, across in enumerate(chart.columns):
            kinds[across > up].add(chart.cells[row][column])
    assert all(len(own) <= 1 for own in kinds.values())
    assert not kinds[True] & kinds[False]
    assert len(chart.regions) == len(kinds[True] | kinds[False])

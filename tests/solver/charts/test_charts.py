"""Charts as values: everything is on its page, nothing is told by colour alone, numbers stay exact."""

import csv
import io
from fractions import Fraction
from itertools import pairwise

import pytest

from solver.charts.axes import fitted_names, spread, ticks
from solver.charts.chart import Axis, Chart, letters
from solver.charts.layout import lay_out, natural_height
from solver.charts.marks import Area, Disc, MarkWords, Stroke
from solver.charts.table import ChartTable
from tests.documents.charts import CHARTS, LINES, STRETCHES


def wide(text: str, size: str) -> float:
    return 6.5 * len(text)


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
@pytest.mark.parametrize("width", [260.0, 420.0, 900.0])
def test_everything_is_on_the_page(chart: Chart, width: float) -> None:
    height = natural_height(chart, width) + 24
    laid = lay_out(chart, width, height, wide, titled=True)
    assert laid.marks
    assert laid.spots
    for mark in laid.marks:
        match mark:
            case Stroke(points) | Area(points):
                places = list(points)
            case Disc(at, radius):
                places = [(at[0] - radius, at[1]), (at[0] + radius, at[1])]
            case MarkWords(at, text, _, size, indent):
                left = at[0] - indent * wide(text, size)
                places = [(left, at[1]), (left + min(wide(text, size), width), at[1])]
        for x, y in places:
            assert -8 <= y <= height + 8, mark
            assert -60 <= x <= width + 60, mark


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_its_numbers_stay_exact(chart: Chart) -> None:
    table = chart.table()
    assert table.rows
    assert all(len(row) == len(table.heads) for row in table.rows)
    read = list(csv.reader(io.StringIO(table.csv())))
    assert [tuple(row) for row in read] == [table.heads, *table.rows]


def test_a_crossing_is_in_the_table() -> None:
    assert ("stop and drill are equal at p = 1/10", "1/10", "0") in LINES.table().rows


def test_a_cell_that_looks_like_a_formula_is_harmless() -> None:
    table = ChartTable.of(("a", "b"), [("=cmd()", Fraction(-1, 3)), ("-x", 0.1)])
    assert table.csv() == "a,b\r\n'=cmd(),-1/3\r\n'-x,0.1\r\n"
    assert table.text() == "a\tb\n=cmd()\t-1/3\n-x\t0.1"


def test_a_single_point_is_above_its_neighbours() -> None:
    """What is permitted at one value only can be seen and be pointed at."""
    laid = lay_out(STRETCHES, 600, natural_height(STRETCHES, 600), wide, titled=False)
    plot = laid.plots[0]
    spot = next(s for s in laid.spots if s.has(plot.across(0.0), plot.top + 3))
    assert spot.words == "at p = 0: a and b"


def test_round_numbers_on_an_axis() -> None:
    assert [text for _, text in ticks(Axis("p", Fraction(0), Fraction(1)), 5)] == [
        "0", "0.2", "0.4", "0.6", "0.8", "1"
    ]  # fmt: skip
    assert [v for v, _ in ticks(Axis("x", Fraction(-7), Fraction(13)), 4)] == [-5, 0, 5, 10]
    assert ticks(Axis("x", Fraction(3), Fraction(3)), 4)


def test_names_are_spread_in_their_order() -> None:
    found = spread([10, 11, 12, 90], 15, 0, 100)
    assert found == sorted(found)
    assert all(b - a >= 15 for a, b in pairwise(found))


def test_letters_go_on_after_z() -> None:
    assert [letters(60)[i] for i in (0, 25, 26, 51, 52)] == ["a", "z", "aa", "az", "ba"]


def test_names_that_would_be_cut_alike_keep_their_ends() -> None:
    names = [f"Know “Does it press the button at report {n}?” first" for n in (1, 2)]
    names.append("Know “Rain” first")
    told = fitted_names(names, 22.0, lambda text, size: float(len(text)))
    assert len(set(told)) == 3
    assert all(len(name) <= 22 and "…" in name for name in told[:2])
    assert told[0].endswith("1?” first")
    assert told[2] == "Know “Rain” first"

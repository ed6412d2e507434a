"""Charts as values: everything is on its page, nothing is told by colour alone, numbers stay exact."""

import csv
import io
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest

from solver.charts.axes import fitted_names, spread, ticks
from solver.charts.bars import part
from solver.charts.chart import (
    Axis,
    Bar,
    BarChart,
    BarPart,
    Chart,
    Stretch,
    StretchChart,
    StretchRow,
    letters,
)
from solver.charts.layout import lay_out, natural_height
from solver.charts.lines import form
from solver.charts.marks import Area, Disc, MarkWords, Stroke
from solver.charts.table import ChartTable
from tests.documents.charts import CHARTS, LINES, STRETCHES


def wide(text: str, size: str) -> float:
    return 6.5 * len(text)


def test_long_names_that_begin_and_end_alike_are_told_apart() -> None:
    def measure(text: str, _: str) -> float:
        return 6.0 * len(text)

    names = [
        f"Know “Does the overseer press the button after having read report number {n}?” before “Should it?”"
        for n in (1, 2, 3)
    ]
    told = fitted_names(names, 180, measure)
    assert told == [f"…number {n}?” before “Should it…" for n in (1, 2, 3)]
    assert fitted_names(["ends so", "ends otherwise"], 180, measure) == [
        "ends so",
        "ends otherwise",
    ]


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
        beside = 2 if isinstance(mark, MarkWords) else 12
        for x, y in places:
            assert -8 <= y <= height + 8, mark
            assert -beside <= x <= width + beside, mark


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


def test_what_is_crowded_is_not_marked_one_by_one() -> None:
    """Hundreds of thresholds: lines through all rows would hide what is between them."""
    points = [Fraction(k, 401) for k in range(1, 401)]
    edges = [Fraction(0), *points, Fraction(1)]
    row = StretchRow(
        "permitted",
        (
            *(Stretch(a, b, k % 2, "ab"[k % 2]) for k, (a, b) in enumerate(pairwise(edges))),
            *(Stretch(at, at, 2, "c", key=at) for at in points),
        ),
    )
    chart = StretchChart("Crowded", (row,), Axis("p", Fraction(0), Fraction(1)), None, tuple((at, str(at)) for at in points))  # fmt: skip
    laid = lay_out(chart, 400, natural_height(chart, 400), wide, titled=False)
    assert sum(isinstance(mark, Stroke) for mark in laid.marks) < 30
    assert sum(len(mark.points) == 4 and mark.fill == "tint" for mark in laid.marks if isinstance(mark, Area)) < 100  # fmt: skip
    assert {spot.key for spot in laid.spots} >= set(points)  # all can be pointed at


def test_letters_stand_beside_the_line_of_what_holds_now() -> None:
    half = Fraction(1, 2)
    row = StretchRow("p", (Stretch(Fraction(0), Fraction(1), 0, "abcd"),), Axis("p", Fraction(0), Fraction(1)), half)  # fmt: skip
    laid = lay_out(StretchChart("One", (row,)), 400, 60, wide, titled=False)
    (said,) = [m for m in laid.marks if isinstance(m, MarkWords) and m.text == "abcd"]
    assert abs(said.at[0] - laid.plots[0].across(0.5)) > wide("abcd", "bold") / 2


def test_lines_of_thresholds_go_through_no_words() -> None:
    at = [Fraction(n, 100) for n in (94, 95, 96)]
    bounds = tuple((bound, f"threshold {float(bound)}") for bound in at)
    row = StretchRow("p", (Stretch(Fraction(0), Fraction(1), 0, "a"),))
    chart = StretchChart("Close", (row,), Axis("p", Fraction(0), Fraction(1)), None, bounds)
    laid = lay_out(chart, 700, 200, wide, titled=False)
    words = [m for m in laid.marks if isinstance(m, MarkWords) and m.text.startswith("thresh")]
    lines = [m.points for m in laid.marks if isinstance(m, Stroke) and m.role == "ink"]
    assert len({said.at[1] for said in words}) == 3
    assert len({top[0] for top, _ in lines}) == 3
    for said in words:
        left, below = said.at
        for (x, top), (_, bottom) in lines:
            meets = left <= x <= left + wide(said.text, said.size)
            assert not meets or bottom <= below - 10 or top >= below


def test_letters_stand_beside_the_signs_of_points() -> None:
    low, high = Fraction(1, 2), Fraction(11, 20)  # 20 pixels apart
    pieces = Stretch(low, high, 0, "ab"), Stretch(low, low, 1, ""), Stretch(high, high, 1, "")
    axis = Axis("p", Fraction(0), Fraction(1))
    for row, said in ((pieces[:1], 1), (pieces, 0)):
        laid = lay_out(
            StretchChart("One", (StretchRow("p", row, axis),)), 410, 60, wide, titled=False
        )
        assert sum(isinstance(m, MarkWords) and m.text == "ab" for m in laid.marks) == said


def test_what_a_crossing_says_stays_beside_the_names_of_lines() -> None:
    crossing = replace(LINES.crossings[0], x=LINES.x.high)
    laid = lay_out(replace(LINES, crossings=(crossing,)), 500, 300, wide, titled=False)
    (said,) = [
        m
        for m in laid.marks
        if isinstance(m, MarkWords) and m.text == crossing.label and m.at[1] < laid.plots[0].bottom
    ]
    assert said.at[0] + (1 - said.indent) * wide(said.text, said.size) <= laid.plots[0].right


def test_a_bar_without_width_has_its_number_where_no_bar_is() -> None:
    base = Fraction(20)
    bar = Bar("p", (BarPart(base, base, "", "0", 1), BarPart(base, Fraction(40), "", "1/2")))
    chart = BarChart("Tornado", Axis("value", Fraction(0), Fraction(60)), (bar,), base)
    laid = lay_out(chart, 400, 120, wide, titled=False)
    (said,) = [m for m in laid.marks if isinstance(m, MarkWords) and m.text == "0" and m.role == "muted" and m.indent == 1.0 and m.at[1] < 60]  # fmt: skip
    assert said.at[0] < laid.plots[0].across(20.0)


def test_bars_of_a_plan_have_the_hue_of_its_line() -> None:
    line = form((0, 0), 3)
    assert isinstance(line, Disc | Area)
    hue = {mark.role for mark in part(0, 0, 40, 10, 3) if isinstance(mark, Stroke)}
    assert hue == {line.fill} == {"series 3"}
    (plain,) = part(0, 0, 40, 10, 2)
    assert isinstance(plain, Area)
    assert plain.fill == "series 2"

"""The page “Sensitivity”: ruler, map and swings of a document's parameters, and what clicks do."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.analyses.numbers.sensitivity import SensitivityPart
from app.window.main_window import MainWindow
from solver.charts.chart import BarChart, GridMap, StretchChart
from solver.document.elements import Distribution
from solver.document.numerals import Numeral
from solver.edits import AddParameter, SetBranch, SetParameter
from solver.formats.quandary import dumps
from tests.app.conftest import Answers
from tests.solver.sensitivity.test_thresholds import marble_bets, with_parameter
from widgets.charts.chart_view import ChartView


@pytest.fixture
def part(
    window: MainWindow,
    tmp_path: Path,
    wait_solved: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> SensitivityPart:
    monkeypatch.setattr("solver.sensitivity.asked_together.SIDE", 8)
    path = tmp_path / "marbles.quandary.json"
    path.write_text(dumps(with_parameter(marble_bets("t + 0 * s"), "s", "1/2", min="0", max="1")))
    window.documents.open_path(str(path), wait=True)
    found = window.part(SensitivityPart)
    found.show()
    wait_solved()
    return found


def place(view: ChartView, row: int, value: float) -> QPoint:
    """Where a value of a row is on a chart."""
    laid = view.layout_now
    assert laid is not None
    plot = laid.plots[row]
    return QPoint(round(plot.across(value)), round((plot.top + plot.bottom) / 2))


def test_the_ruler_has_stretches_by_letters_and_a_lane_for_each_plan(part: SensitivityPart) -> None:
    chart = part.page.ruler_view.chart
    assert isinstance(chart, StretchChart)
    assert [s.label for s in chart.rows[0].stretches] == ["ab", "abc", "c"]
    assert [s.is_point for s in chart.rows[0].stretches] == [True, False, True]
    assert [row.name[0] for row in chart.rows[1:]] == ["a", "b", "c"]
    third = [(str(s.low), str(s.high), s.fill) for s in chart.rows[3].stretches]
    assert third == [
        ("0", "0", "empty"),
        ("0", "1/2", "part"),
        ("1/2", "1", "full"),
        ("1", "1", "full"),
    ]
    assert "best under no completion" in chart.rows[3].stretches[1].words
    assert "no completion" in part.page.ruler_view.accessibleDescription()


def test_the_map_is_hatched_where_a_maximal_plan_is_never_best(part: SensitivityPart) -> None:
    chart = part.page.map_view.chart
    assert isinstance(chart, GridMap)
    assert all(None not in line for line in chart.cells)
    hatched = {chart.columns[c] < Fraction(1, 2) for line in chart.cells for c, kind in enumerate(line) if kind is not None and chart.regions[kind].hatched}  # fmt: skip
    assert hatched == {True}


def test_a_click_sets_the_parameter_and_undo_takes_it_back(
    part: SensitivityPart, window: MainWindow, wait_solved: Callable[[], None]
) -> None:
    view = part.page.ruler_view
    before = window.session.document
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=place(view, 0, 0.75))
    assert abs(window.session.document.parameter_values["t"] - Fraction(3, 4)) < Fraction(1, 100)
    window.session.stack.undo()
    assert window.session.document == before
    wait_solved()


def test_pointing_at_a_stretch_shows_its_verdict_on_the_tree(
    part: SensitivityPart, window: MainWindow, wait_solved: Callable[[], None], qtbot: QtBot
) -> None:
    shown: list[object] = []
    original = window.canvas.show_solution
    window.canvas.show_solution = lambda s, p=None: (shown.append(s), original(s, p))[1]  # type: ignore[method-assign,assignment,func-returns-value]
    chart = part.page.ruler_view.chart
    assert isinstance(chart, StretchChart)
    part.page.ruler_view.hovered.emit(chart.rows[0].stretches[2].key)
    wait_solved()
    assert shown[-1].plans_total == 1  # type: ignore[attr-defined]
    part.page.ruler_view.hovered.emit(None)
    assert shown[-1] is window.verdict.solution


def test_without_parameters_one_can_be_added(
    window: MainWindow, wait_solved: Callable[[], None]
) -> None:
    window.documents.open_example("shutdown")
    found = window.part(SensitivityPart)
    found.show()
    wait_solved()
    assert "No parameter yet" in found.page.empty.text()
    found.page.add.click()
    wait_solved()
    assert list(window.session.document.parameters) == ["p1"]
    assert not found.page.empty.isVisibleTo(found.page)
    # nothing uses it, so that what could be made one is offered still
    assert any(b.text().startswith("Make ") for b in found.page.findChildren(QPushButton))


def test_a_typed_probability_is_made_a_parameter(
    window: MainWindow, wait_solved: Callable[[], None]
) -> None:
    window.documents.open_example("shutdown")
    found = window.part(SensitivityPart)
    found.show()
    wait_solved()
    before = window.session.document
    (offer,) = [b for b in found.page.findChildren(QPushButton) if b.text().startswith("Make ")]
    assert offer.text() == "Make 90% (lucky) a parameter"
    offer.click()
    wait_solved()
    document = window.session.document
    assert [b.probability.text for b in document.branches.values() if b.probability] == [
        "p1",
        "1 - p1",
    ]
    assert document.parameters["p1"].label == "lucky"
    assert not found.page.empty.isVisibleTo(found.page)
    window.session.stack.undo()
    assert window.session.document == before


def test_a_parameter_without_use_and_a_tree_that_is_not_valid_are_told(
    window: MainWindow, wait_solved: Callable[[], None]
) -> None:
    """Once the tree is valid again the ruler is there again."""
    window.documents.open_example("shutdown")
    part = window.part(SensitivityPart)
    part.show()
    window.perform(AddParameter())
    wait_solved()
    page = part.page
    assert page._ruler.words.text().startswith("Nothing uses “p1”")
    assert page._swings.words.text().startswith("Nothing uses “p1”")
    for view in (page.ruler_view, page.lines_view, page.verdicts_view, page.tornado_view):
        assert not view.isVisibleTo(page)
    window.perform(SetBranch("lucky", {"probability": Numeral("p1")}))
    wait_solved()
    assert "sum to 3/5; they must sum to 1" in page._ruler.words.text()
    assert not page.ruler_view.isVisibleTo(page)
    window.perform(SetParameter("p1", {"value": Numeral("0.9")}))
    wait_solved()
    assert page.ruler_view.isVisibleTo(page)
    window.perform(SetParameter("p1", {"value": Numeral("0.8")}))
    wait_solved()
    assert "they must sum to 1" in page._ruler.words.text()
    assert not page.ruler_view.isVisibleTo(page)


def test_a_chart_is_exported_copied_and_saved_as_numbers(
    part: SensitivityPart, answers: Answers, tmp_path: Path
) -> None:
    answers.path = str(tmp_path / "numbers.csv")
    part.page.ruler_view.table_wanted.emit(part.page.ruler_view.chart)
    text = (tmp_path / "numbers.csv").read_text()
    assert text.startswith("Row,From,To,What")
    assert "permitted,0,1," in text


def test_what_was_stopped_says_so_and_goes_on(
    part: SensitivityPart, wait_solved: Callable[[], None]
) -> None:
    own = part.page._map
    part.page.cancel_wanted.emit("map")
    assert own.words.text().startswith("△ Stopped")
    part.page.moved.emit("s", Numeral("1/3"), "drag")  # the map stays what it was
    wait_solved()
    assert own.words.text().startswith("△ Stopped")
    own.go_on.click()
    wait_solved()
    assert own.words.text().startswith("Letters are plans")
    assert not own.go_on.isVisibleTo(part.page)


def test_of_another_tree_nothing_is_shown_not_even_muted(
    part: SensitivityPart, window: MainWindow, wait_solved: Callable[[], None]
) -> None:
    assert part.page.ruler_view.chart is not None
    window.documents.open_example("three-acts")
    for view in (part.page.ruler_view, part.page.map_view, part.page.verdicts_view):
        assert view.chart is None
    wait_solved()


def test_scenarios_are_kept_used_and_put_away(
    part: SensitivityPart, window: MainWindow, wait_solved: Callable[[], None]
) -> None:
    page, scenarios = part.page, part.page.scenarios
    scenarios.label.setText("as it was")
    scenarios.add.click()
    wait_solved()
    assert scenarios.table.table.heads[0] == "Scenario"
    assert [row[0] for row in scenarios.table.table.rows] == ["now", "as it was"]
    view = page.ruler_view
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=place(view, 0, 0.75))
    wait_solved()
    assert window.session.document.parameter_values["t"] != Fraction(9, 20)
    window.actions_table["solve.next_scenario"].trigger()
    assert window.session.document.parameter_values["t"] == Fraction(9, 20)
    scenarios.remove.click()
    wait_solved()
    assert not window.session.document.scenarios
    assert not scenarios.choice.isVisibleTo(page)


def test_a_simulation_is_drawn_and_says_what_is_missing(
    part: SensitivityPart, window: MainWindow, wait_solved: Callable[[], None], qtbot: QtBot
) -> None:
    simulation = part.page.simulation
    assert "No parameter has a distribution" in simulation.words.text()
    spread = Distribution(kind="uniform", min=Numeral("0"), max=Numeral("1"))
    window.perform(SetParameter("t", {"distribution": spread}))
    wait_solved()
    simulation.samples.setValue(60)
    simulation.start.click()
    wait_solved()
    chart = simulation.shares.chart
    assert isinstance(chart, BarChart)
    assert len(chart.bars) == 3
    assert chart.bars[0].parts[0].end == 1


def test_what_every_opinion_says_is_not_what_is_varied_first(
    window: MainWindow, wait_solved: Callable[[], None]
) -> None:
    window.documents.open_example("three-acts")
    window.actions_table["solve.page_sensitivity"].trigger()
    wait_solved()
    page = window.part(SensitivityPart).page
    assert page.chosen == "sure"  # of the chance every opinion says what it is
    assert not page.map_view.isVisible()
    assert isinstance(chart := page.verdicts_view.chart, StretchChart)
    assert [row.name for row in chart.rows] == ["for sure"]

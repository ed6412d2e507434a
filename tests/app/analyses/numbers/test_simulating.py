"""Draws in the window: quantiles, the acceptability curve, what is there while they go on and when they are stopped."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.analyses.numbers.sensitivity import SensitivityPart
from app.window.main_window import MainWindow
from solver.charts.chart import LineChart
from solver.document.elements import Distribution
from solver.document.numerals import Numeral
from solver.edits import SetParameter
from tests.documents.wildcatter import wildcatter_text
from widgets.sensitivity.simulation_part import SimulationPart


@pytest.fixture
def simulation(
    window: MainWindow,
    tmp_path: Path,
    wait_solved: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> SimulationPart:
    monkeypatch.setattr("solver.sensitivity.asked_together.SIDE", 3)
    monkeypatch.setattr("solver.sensitivity.asked_together.CURVE_DRAWS", 20)
    path = tmp_path / "oil.quandary.json"
    path.write_text(wildcatter_text())
    window.documents.open_path(str(path), wait=True)
    window.verdict.set_rule("eu")
    part = window.part(SensitivityPart)
    part.show()
    wait_solved()
    return part.page.simulation


def test_quantiles_and_the_acceptability_curve_are_seen(
    simulation: SimulationPart, wait_solved: Callable[[], None]
) -> None:
    simulation.samples.setValue(200)
    simulation.start.click()
    assert simulation.stop.isVisibleTo(simulation)
    wait_solved()
    assert not simulation.stop.isVisibleTo(simulation)
    assert "Value of the best plans: mean " in simulation.words.text()
    assert "quantiles 5% " in simulation.words.text()
    curve = simulation.curve.chart  # along the cost of drilling, while the value of wet is drawn
    assert isinstance(curve, LineChart)
    assert len(curve.lines[0].points) == 9


def test_what_was_drawn_stays_where_it_is_stopped(
    simulation: SimulationPart, window: MainWindow, wait_solved: Callable[[], None], qtbot: QtBot
) -> None:
    window.verdict.set_rule("dsm")  # draw by draw
    wait_solved()
    simulation.samples.setValue(1_000_000)
    simulation.start.click()
    qtbot.waitUntil(lambda: simulation.shares.chart is not None, timeout=10_000)
    assert simulation.words.text().startswith("Drawing… ")
    simulation.stop.click()
    assert simulation.words.text().startswith("△ Stopped after ")
    assert simulation.shares.chart is not None
    assert not simulation.stop.isVisibleTo(simulation)
    wait_solved()
    assert simulation.words.text().startswith("△ Stopped after ")
    window.perform(SetParameter("t", {"label": "price of the test"}))
    wait_solved()
    assert simulation.shares.chart is None  # it was of another document


def test_a_distribution_that_makes_no_sense_is_a_sentence(
    simulation: SimulationPart, window: MainWindow, wait_solved: Callable[[], None]
) -> None:
    wrong = Distribution(kind="normal", mean=Numeral("1"), sd=Numeral("-1"))
    window.perform(SetParameter("c", {"distribution": wrong}))
    wait_solved()
    simulation.start.click()
    wait_solved()
    assert (
        simulation.words.text()
        == "The distribution of “cost of drilling” (normal) needs a “sd” above 0."
    )
    assert simulation.shares.chart is None

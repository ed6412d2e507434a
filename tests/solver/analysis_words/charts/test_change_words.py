"""What changes at the thresholds of parameters is said plan by plan, and in tips of the chart."""

from dataclasses import replace

from solver.analysis_words.charts.change_words import change_lines
from solver.analysis_words.charts.sensitivity_charts import verdict_tornado
from solver.sensitivity.asked_together import swings
from solver.words.names import Names
from tests.solver.sensitivity.test_thresholds import lucky_by, marble_bets


def test_a_plan_that_is_permitted_at_a_single_number_is_named() -> None:
    made = lucky_by("p1", "1-p1")
    _, found = swings(made, "e-admissible")
    plan = "“shut down if lucky, continue if unlucky”"
    assert change_lines(Names(made), found) == (
        f"at p1 = 1: b {plan} becomes permitted",
        f"at p1 = 0: b {plan} becomes permitted",
    )
    (row,) = verdict_tornado(Names(made), found).rows
    assert [stretch.words for stretch in row.stretches] == [
        f"at p1 = 0: abcd permitted; b {plan} becomes permitted",
        "0 < p1 < 1: acd permitted",
        f"at p1 = 1: abcd permitted; b {plan} becomes permitted",
    ]


def test_on_both_sides_of_where_the_parameter_stands() -> None:
    """The nearest comes first; the way leads from where the parameter stands."""
    made = marble_bets()
    _, found = swings(made, "dsm")
    lines = change_lines(Names(made), found)
    assert lines[0].startswith("above t = ") or lines[0].startswith("at t = ")
    moved = [replace(swing, here=swing.high) for swing in found]
    assert change_lines(Names(made), moved) != lines
    assert all("permitted" in line for line in lines)

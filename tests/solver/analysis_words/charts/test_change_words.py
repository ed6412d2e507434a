"""What changes at the thresholds of parameters is said plan by plan, and in tips of the chart."""

from dataclasses import replace
from fractions import Fraction

from solver.analysis_words.charts.change_words import change_lines
from solver.analysis_words.charts.sensitivity_charts import verdict_tornado
from solver.analysis_words.charts.threshold_ruler import ruler
from solver.analysis_words.threshold_words import threshold_lines
from solver.document.model import Document
from solver.sensitivity.asked_together import swings
from solver.sensitivity.values_along import Swing
from solver.words.names import Names
from tests.documents.trees import choice, document, labelled, outcome
from tests.solver.sensitivity.test_thresholds import lucky_by, marble_bets, with_parameter


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


def test_the_first_change_is_the_first_of_what_is_permitted() -> None:
    """Beyond a threshold off the plan, at 10/3, B is as good as A at 13/3."""
    made = later_off_the_plan(most="5")
    _, (swing,) = swings(made, "eu")
    assert [str(bound) for bound in thresholds_of(swing)] == ["10/3", "13/3"]
    assert swing.first_change == Fraction(13, 3)
    (row,) = verdict_tornado(Names(made), [swing]).rows
    assert row.note == "first change at ≈\u202f4.33"


def thresholds_of(swing: Swing) -> list[Fraction]:
    assert swing.verdicts is not None
    return [piece.low.value for piece in swing.verdicts.pieces if piece.is_point]


def later_off_the_plan(most: str) -> Document:
    """A is worth 10, and going B costs 3, whether 10 or 3 t is had there."""
    later = choice("m", ("C", "c", {}), ("D", "d", {}))
    outcomes = [outcome("a", "s", 10), outcome("c", "s", "3*t"), outcome("d", "s", 10)]
    made = document(choice("n", ("A", "a", {}), ("B", later, {"payoff": -3})), outcomes)
    return with_parameter(labelled(made), "t", "1", min="0", max=most)


def test_what_changes_off_the_plan_alone_is_said_to_and_counted_apart() -> None:
    made = later_off_the_plan(most="4")
    _, (swing,) = swings(made, "eu")
    only = "only what is permitted off the plan changes, at “m”"
    assert change_lines(Names(made), [swing]) == (
        f"at t ≈\u202f3.33: {only}",
        f"above t ≈\u202f3.33: {only}",
    )
    (row,) = verdict_tornado(Names(made), [swing]).rows
    assert (row.note, swing.nearest) == ("changes off the plan only", None)
    assert swing.verdicts is not None
    assert ruler(Names(made), swing.verdicts, None).description == (
        "1 threshold of t off the plan."
    )
    first, *others = list(threshold_lines(made, swing.verdicts))[1:4]
    assert first.endswith(": a permitted")
    assert all(line.endswith(f": a permitted; {only}") for line in others)

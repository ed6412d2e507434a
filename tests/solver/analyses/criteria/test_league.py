"""The league of plans: the order of its rows, and what its columns are called."""

from assets import example_text
from solver.analyses.criteria.league import league
from solver.analysis_words.charts.answered import answered_table
from solver.analysis_words.charts.criteria_charts import league_table
from solver.charts.question import ChartQuestion
from solver.formats.quandary import loads
from solver.rules import solve
from solver.words.names import Names


def test_the_permitted_plans_come_first_in_the_order_of_the_rule() -> None:
    for name, rule in (("oil", "dsm"), ("lake-district", "dsm"), ("shutdown", "e-admissible")):
        document = loads(example_text(name))
        rows = league(document, rule).rows
        listed = [entry.plan.choices for entry in solve(document, rule).plans]
        assert [row.plan.choices for row in rows[: len(listed)]] == listed
        assert [row.permitted for row in rows] == sorted(
            (row.permitted for row in rows), reverse=True
        )


def test_a_value_that_holds_given_a_scale_says_so() -> None:
    heads = {}
    for name in ("chance-pump", "shutdown", "oil"):
        document = loads(example_text(name))
        heads[name] = league_table(Names(document), league(document, "dsm")).heads
    assert "Value given a" in heads["chance-pump"]  # besides it there is an outcome alone
    assert {"Value given one step", "Value given two steps"} <= {*heads["shutdown"]}
    assert "Value" in heads["oil"]


def test_a_mean_that_holds_given_a_scale_says_so() -> None:
    question = ChartQuestion.read("risk")
    for name, head in (("chance-pump", "Mean given a"), ("oil", "Mean")):
        answered = answered_table(loads(example_text(name)), question, "dsm")
        assert answered.heads[1] == head

"""Every kind of chart can be asked for by its word, and comes to what the pages show."""

from dataclasses import replace
from fractions import Fraction

import msgspec
import pytest

from solver.analysis_words.charts.answered import answered_chart, answered_table
from solver.charts.chart import BarChart, GridMap, LineChart, ScatterChart, StretchChart
from solver.charts.question import KINDS, ChartQuestion, pattern
from solver.document.elements import Scenario
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.errors import NotSolvable, QuandaryError
from tests.documents.trees import choice, document, outcome
from tests.documents.wildcatter import wildcatter
from tests.solver.sensitivity.test_thresholds import marble_bets

FORMS = {
    "thresholds:c": StretchChart, "values:c": LineChart, "map:c,w": GridMap, "verdicts": StretchChart,
    "tornado": BarChart, "spider": LineChart, "shares": BarChart, "acceptability:t": LineChart,
    "prices": StretchChart, "control": StretchChart, "cumulative": LineChart, "distribution": BarChart,
    "prices@value": StretchChart, "cumulative@default/value": LineChart,
}  # fmt: skip


@pytest.mark.parametrize("word", FORMS)
def test_every_kind_is_made(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solver.sensitivity.asked_together.SIDE", 5)
    monkeypatch.setattr("solver.analysis_words.charts.answered.DRAWS", 60)
    question = ChartQuestion.read(word)
    assert question.text == word
    chart = answered_chart(wildcatter(), question, "eu")
    assert type(chart) is FORMS[word]
    assert chart.table().rows
    assert answered_table(wildcatter(), question, "eu") == chart.table()


def test_all_kinds_are_tried() -> None:
    tried = {word.partition(":")[0].partition("@")[0] for word in FORMS}
    elsewhere = {"preferences", "scales", "rule"}  # in talks
    assert tried | {"plane", "league", "risk", "scenarios"} | elsewhere == set(KINDS)
    assert [pattern(kind) for kind in KINDS.values()][:3] == ["thresholds:P", "values:P", "map:P,Q"]


def test_what_they_show() -> None:
    """Drilling at once is best below 2,620,000/41, walking away above 347,500/3 (expected values by hand)."""
    chart = answered_chart(wildcatter(), ChartQuestion.of("thresholds", "c"), "eu")
    assert isinstance(chart, StretchChart)
    ends = {Fraction(end) for end, _ in chart.bounds}
    assert {Fraction(2_620_000, 41), Fraction(347_500, 3)} <= ends
    league = answered_table(wildcatter(), ChartQuestion.of("league"), "eu")
    assert len(league.rows) == 10
    assert [row[1] for row in league.rows if row[2] == "yes"] == ["22500"]
    risk = answered_table(wildcatter(), ChartQuestion.of("risk"), "eu")
    assert risk.rows[0][:2] == ("a", "22500")


def test_two_criteria_have_a_plane() -> None:
    chart = answered_chart(marble_bets(), ChartQuestion.read("plane@b/a"), "dsm")
    assert isinstance(chart, ScatterChart)
    assert (chart.x.title, chart.y.title) == ("b", "a")
    assert [letter for letter, _ in chart.called] == ["a", "b", "c"]


def test_scenarios_are_a_table() -> None:
    cheap = Scenario(id="cheap", label="Cheap", parameters={"c": Numeral("40000")})
    table = answered_table(
        replace(wildcatter(), scenarios={"cheap": cheap}), ChartQuestion.of("scenarios"), "eu"
    )
    assert [row[0] for row in table.rows] == ["now", "Cheap"]
    now = dict(zip(table.heads, table.rows[0], strict=True))
    assert now["DSM"] in dict(table.notes)  # a letter
    assert now["EU"].startswith(f"{now['DSM']} · ")


def no_parameter() -> Document:
    return document(choice("n", ("X", "x", {}), ("Y", "y", {})), [outcome("x"), outcome("y")])


def unused() -> Document:
    """One more parameter, that nothing uses."""
    made = wildcatter()
    entry = msgspec.structs.replace(made.parameters["c"], id="u", label="idle", distribution=None)
    return replace(made, parameters={**made.parameters, "u": entry})


@pytest.mark.parametrize(
    ("made", "word", "said"),
    [
        (wildcatter, "thresholds:z", "There is no parameter “z” in this document."),
        (unused, "thresholds:u", "Nothing uses “idle”: no number of the tree depends on it."),
        (unused, "map:c,u", "Nothing uses “idle”: no number of the tree depends on it."),
        (wildcatter, "map:c,c", "A map needs two different parameters."),
        (wildcatter, "plane", "A plane needs two criteria: this document has one."),
        (wildcatter, "scenarios", "There is no scenario in this document."),
        (wildcatter, "cumulative@moon/value", "There is no “moon/value” here: there are default/value."),
        (wildcatter, "prices@z", "There is no criterion “z”."),
        (no_parameter, "verdicts", "There is no parameter in this document."),
        (no_parameter, "prices", "Nothing can be paid where an outcome has no value: “x”, “y”."),
        (marble_bets, "prices", "There is no chance node in this tree: nothing could be known first."),
        (no_parameter, "cumulative", "Nothing that the permitted plans lead to has a value."),
        (marble_bets, "tornado", "There is no one value to move: preferences have gaps, and no completion is stated."),
        (marble_bets, "shares", "No parameter has a distribution, so there is nothing to draw: give one of them a distribution, such as uniform from 0 to 1."),
    ],
)  # fmt: skip
def test_what_cannot_be_had_is_a_sentence(made: object, word: str, said: str) -> None:
    with pytest.raises(QuandaryError) as caught:
        answered_table(made(), ChartQuestion.read(word), "dsm")  # type: ignore[operator]
    assert str(caught.value) == said


def test_an_invalid_tree_says_what_is_wrong() -> None:
    made = wildcatter()
    branches = dict(made.branches)
    branches["dry now"] = msgspec.structs.replace(branches["dry now"], probability=Numeral("0.6"))
    for word in ("thresholds:c", "map:c,w", "shares", "prices"):
        with pytest.raises(NotSolvable) as caught:
            answered_chart(replace(made, branches=branches), ChartQuestion.read(word), "eu")
        assert "sum" in caught.value.findings[0].message


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("ruler", "There is no chart “ruler”: there are thresholds, "),
        ("map:p", "The chart “map” is about two parameters, as in “map:P,Q”."),
        ("spider:p", "The chart “spider” is about no parameter, as in “spider”."),
        ("spider@x", "There is only one chart “spider”: nothing may follow “@”."),
    ],
)
def test_words_that_mean_nothing(word: str, said: str) -> None:
    with pytest.raises(QuandaryError) as caught:
        ChartQuestion.read(word)
    assert str(caught.value).startswith(said)


def test_the_staircase_has_steps() -> None:
    """From the best on x to the best on y: level to the next one's x, then straight up."""
    chart = answered_chart(marble_bets(), ChartQuestion.of("plane"), "dsm")
    assert isinstance(chart, ScatterChart)
    at = Fraction(9, 20)
    assert chart.staircase == ((1, 0), (at, 0), (at, at), (0, at), (0, 1))

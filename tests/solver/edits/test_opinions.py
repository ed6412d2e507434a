"""Opinions as edits: an interval in the place of a probability, and the table of what parameters are."""

import pytest

from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import (
    AddOpinion,
    AddParameter,
    RemoveOpinion,
    RemoveParameter,
    RenameParameter,
    SetBranch,
    SetOpinion,
    SetParameter,
    SetParameterInterval,
)
from solver.errors import EditError
from solver.rules import solve
from solver.words.numbers import Format, NumberForm
from tests.documents.trees import chance, choice, document, outcome
from tests.spoken import spoken

OUTCOMES = [outcome("w", "u", 15), outcome("l", "u", -10), outcome("n", "u", 0)]


def bets(count: int = 2, label: str = "") -> Document:
    """A choice between bets, one after the other, each on a chance of its own."""
    tree = choice(
        "n",
        *(
            (
                f"b{i}",
                chance(
                    f"c{i}",
                    (f"w{i}", "w", {"probability": "1/2", "label": label or f"win {i}"}),
                    (f"l{i}", "l", {"probability": "1/2"}),
                ),
            )
            for i in range(count)
        ),
        ("none", "n"),
    )
    return document(tree, OUTCOMES)


def typed(before: Document, branch: str, text: str) -> Document:
    return SetBranch(branch, {"probability": Numeral.typed(text)}).apply(before)


def stated(after: Document, parameter: str) -> list[str]:
    return [opinion.parameters[parameter].text for opinion in after.opinions.values()]


@pytest.mark.parametrize("text", ["0.1 – 0.8", "0.1-0.8", "0.8 to 0.1", "0.1—0.8"])
def test_an_interval_makes_a_parameter_with_two_opinions(text: str) -> None:
    after = typed(bets(1), "w0", text)
    (name,) = after.parameters
    assert after.branches["w0"].probability == Numeral(name)
    assert after.branches["l0"].probability == Numeral("#")
    assert stated(after, name) == ["0.1", "0.8"]
    assert after.parameters[name].value.text == ("9/20" if "/" in text else "0.45")
    assert solve(after, "dsm").plans_total == 2


def labels(of: Document) -> list[str]:
    return [opinion.label for opinion in of.opinions.values()]


def test_another_interval_of_the_same_branch_moves_its_ends() -> None:
    after = typed(typed(bets(1), "w0", "0.1 – 0.8"), "w0", "1/3 – 1/2")
    (name,) = after.parameters
    assert labels(after) == ["Low: win 0 1/3", "High: win 0 1/2"]
    assert stated(after, name) == ["1/3", "1/2"]
    assert after.parameters[name].value.text == "5/12"


def of_two_intervals() -> Document:
    """Branches are called by words with capitals and commas in them."""
    made = typed(bets(2, label="Rain, low: 2"), "w0", "0.1 – 0.8")
    return typed(SetBranch("w1", {"label": "Sun"}).apply(made), "w1", "0.2 – 0.3")


def test_opinions_of_two_intervals_tell_the_numbers_that_they_have() -> None:
    made = of_two_intervals()
    first, second = made.parameters
    moved = typed(typed(made, "w0", "1/3 – 1/2"), "w1", "1/4 – 3/4")
    assert labels(moved) == [
        "Low: Rain, low: 2 1/3, low: Sun 1/4",
        "Low: Rain, low: 2 1/3, high: Sun 3/4",
        "High: Rain, low: 2 1/2, low: Sun 1/4",
        "High: Rain, low: 2 1/2, high: Sun 3/4",
    ]
    named = SetParameter(first, {"label": ""}).apply(moved)
    assert labels(RenameParameter(first, "q").apply(named))[0] == "Low: q 1/3, low: Sun 1/4"
    assert labels(RemoveParameter(first).apply(moved))[:2] == ["Low: Sun 1/4", "High: Sun 3/4"]
    (last, *_) = reversed(moved.opinions)
    assert labels(SetOpinion(last, values={second: Numeral("0.5")}).apply(moved))[-1] == (
        "High: Rain, low: 2 1/2, Sun 0.5"
    )


def test_what_somebody_called_an_opinion_stays() -> None:
    made = typed(bets(2, label="Rain"), "w0", "0.1 – 0.8")
    one, _ = made.opinions
    made = SetOpinion(one, "Low: rain is rare").apply(made)
    assert labels(typed(made, "w0", "0.2 – 0.7")) == ["Low: rain is rare", "High: Rain 0.7"]
    doubled = typed(SetBranch("w1", {"label": "Sun"}).apply(made), "w1", "0.2 – 0.3")
    assert labels(doubled)[:2] == [
        "Low: rain is rare, low: Sun 0.2",
        "Low: rain is rare, high: Sun 0.3",
    ]
    moved = typed(typed(doubled, "w1", "0.4 – 0.5"), "w0", "0 – 1")
    assert labels(moved) == [
        "Low: rain is rare, low: Sun 0.4",
        "Low: rain is rare, high: Sun 0.5",
        "High: Rain 1, low: Sun 0.4",
        "High: Rain 1, high: Sun 0.5",
    ]


def test_a_label_follows_its_numbers_where_another_parameter_was_stated_since() -> None:
    named = SetOpinion("opinion 1", "Pessimist").apply(AddOpinion().apply(bets(1)))
    made = typed(named, "w0", "0.1 – 0.8")
    first, *_ = made.opinions
    made = AddParameter().apply(made)
    *_, other = made.parameters
    made = SetOpinion(first, values={other: Numeral("1/4")}).apply(made)
    moved = typed(made, "w0", "0.2 – 0.7")
    assert labels(moved) == ["Pessimist, low: win 0 0.2", "Pessimist, high: win 0 0.7"]


def test_opinions_are_called_in_the_language_of_the_window() -> None:
    """Labels that were made in English are told anew, too."""
    made = of_two_intervals()
    with spoken(lambda text: text.replace("Low:", "Niedrig:").replace("high:", "hoch:")):
        told = labels(typed(made, "w1", "0.2 – 0.4"))
    assert told[1] == "Niedrig: Rain, low: 2 0.1, hoch: Sun 0.4"


def test_an_interval_in_the_place_of_a_parameter_lets_opinions_differ_about_it() -> None:
    def between(before: Document, low: str, high: str) -> Document:
        return SetParameterInterval("p1", Numeral(low), Numeral(high)).apply(before)

    before = SetBranch("w0", {"probability": Numeral("p1")}).apply(
        AddParameter().apply(SetBranch("l0", {"probability": Numeral("#")}).apply(bets(1)))
    )
    assert list(before.parameters) == ["p1"]
    after = between(before, "0.1", "0.8")
    assert stated(after, "p1") == ["0.1", "0.8"]
    assert after.parameters["p1"].value.text == "0.45"
    moved = between(after, "1/3", "1/2")
    assert stated(moved, "p1") == ["1/3", "1/2"]
    assert moved.parameters["p1"].value.text == "5/12"
    with pytest.raises(EditError, match="no parameter"):
        SetParameterInterval("q", Numeral("0"), Numeral("1")).apply(before)


def test_several_intervals_make_their_corners_and_no_more_than_can_be_held() -> None:
    after = typed(typed(bets(2), "w0", "0.1 – 0.8"), "w1", "0.2 – 0.3")
    first, second = after.parameters
    corners = list(zip(stated(after, first), stated(after, second), strict=True))
    assert corners == [("0.1", "0.2"), ("0.1", "0.3"), ("0.8", "0.2"), ("0.8", "0.3")]
    many = bets(7)
    for i in range(6):
        many = typed(many, f"w{i}", "0.1 – 0.8")
    assert len(many.opinions) == 64
    with pytest.raises(EditError, match="would make 128 opinions"):
        typed(many, "w6", "0.1 – 0.8")


def test_the_same_interval_of_branches_of_one_name_is_one_event() -> None:
    after = typed(typed(bets(2, label="rain"), "w0", "0.1 – 0.8"), "w1", "0.1 – 0.8")
    assert list(after.parameters) == ["rain"]
    assert len(after.opinions) == 2
    assert after.branches["w1"].probability == Numeral("rain")


def test_a_difference_stays_an_expression() -> None:
    assert typed(bets(1), "w0", "0.8 - 0.1").opinions == {}


def test_the_table_of_opinions() -> None:
    after = AddOpinion().apply(typed(bets(1), "w0", "0.1 – 0.8"))
    (name,) = after.parameters
    *_, third = after.opinions
    after = SetOpinion(third, "In between", {name: Numeral("1/3")}).apply(after)
    assert after.opinions[third].label == "In between"
    assert stated(after, name) == ["0.1", "0.8", "1/3"]
    cleared = SetOpinion(third, values={name: None}).apply(after)
    assert name not in cleared.opinions[third].parameters
    renamed = RenameParameter(name, "q").apply(after)
    assert stated(renamed, "q") == ["0.1", "0.8", "1/3"]
    assert all(not o.parameters for o in RemoveParameter(name).apply(after).opinions.values())
    assert len(RemoveOpinion(third).apply(after).opinions) == 2


def test_an_interval_leaves_how_numbers_are_written() -> None:
    """Typed as decimals they stay decimals: what the program adds does not count against them."""
    decimals = typed(typed(bets(1), "w0", "0.5"), "l0", "0.5")
    after = typed(decimals, "w0", "0.1 – 0.8")
    (parameter,) = after.parameters.values()
    assert parameter.value.text == "0.45"
    assert Format.of(after).form is NumberForm.DECIMAL
    assert Format.of(AddParameter().apply(decimals)).form is NumberForm.DECIMAL
    fractions = typed(bets(1), "w0", "1/10 – 4/5")
    assert Format.of(fractions).form is NumberForm.FRACTION

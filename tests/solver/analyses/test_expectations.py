"""Lotteries and values rolled back: where they are determined, what they are, and what is written."""

from fractions import Fraction

import pytest

from solver.analyses.expectations import UTILITY, expectations
from solver.rules import solve
from solver.words.names import Names
from tests.documents.trees import Tree, chance, choice, document, outcome

HALF = {"probability": "1/2"}
ENDS = [outcome("x", "s", 1), outcome("y", "s", 4), outcome("z", "t", 4), outcome("w")]
COIN = chance("coin", ("h", "x", HALF), ("t", "y", HALF))


def at(tree: Tree, node: str, **keys: object) -> tuple[object, object]:
    """The lottery and the value at a node of which nothing is solved."""
    found = expectations(document(tree, ENDS, **keys))
    prospect = found.prospects.get(node)
    return None if prospect is None else prospect.lottery, found.values.get(node)


def test_averages_at_a_chance_node() -> None:
    lottery, value = at(COIN, "coin")
    assert list(lottery.items()) == [("x", Fraction(1, 2)), ("y", Fraction(1, 2))]  # type: ignore[attr-defined]
    assert value[0] == "s"  # type: ignore[index]
    assert list(value[1].values()) == [Fraction(5, 2)]  # type: ignore[index]


def test_outcomes_come_in_the_documents_order_and_add_up() -> None:
    quarter = {"probability": "1/4"}
    tree = chance("c", ("a", "y", quarter), ("b", COIN, HALF), ("d", "x", quarter))
    lottery, value = at(tree, "c")
    assert list(lottery.items()) == [("x", Fraction(1, 2)), ("y", Fraction(1, 2))]  # type: ignore[attr-defined]
    assert list(value[1].values()) == [Fraction(5, 2)]  # type: ignore[index]


def test_what_has_probability_zero_counts_for_nothing() -> None:
    open_choice = choice("n", ("p", "x"), ("q", "y"))
    tree = chance("c", ("a", "x", {"probability": 1}), ("b", open_choice, {"probability": 0}))
    lottery, value = at(tree, "c")
    assert lottery == {"x": 1}
    assert list(value[1].values()) == [1]  # type: ignore[index]


@pytest.mark.parametrize("other", ["z", "w"])
def test_scales_are_not_averaged(other: str) -> None:
    tree = chance("c", ("a", "x", HALF), ("b", other, HALF))
    lottery, value = at(tree, "c")
    assert lottery == {"x": Fraction(1, 2), other: Fraction(1, 2)}
    assert value is None


def test_payoffs_on_the_way_are_part_of_the_values() -> None:
    paid = choice("n", ("p", COIN, {"payoff": 10}))
    _, value = at(paid, "n")
    prospect = expectations(document(paid, ENDS)).prospects["n"]
    assert [dict(end.values) for end in prospect] == [{"value": 11}, {"value": 14}]
    assert list(value[1].values()) == [Fraction(25, 2)]  # type: ignore[index]


def test_nothing_is_said_of_an_open_choice_unless_it_is_solved() -> None:
    tree = choice("n", ("p", "x"), ("q", "y"), ("r", COIN))
    assert at(tree, "n") == (None, None)
    assert at(chance("c", ("a", tree, HALF), ("b", "x", HALF)), "c") == (None, None)
    made = document(tree, ENDS)
    solution = solve(made, "eu")
    found = expectations(made, solution)
    assert found.prospects["n"].lottery == {"y": 1}
    assert found.value_text(Names(made), "n") == "EV 4"
    assert found.value_text(Names(made), "coin") == "EV 5/2"
    assert found.value_text(Names(made), "nowhere") == ""


def test_branches_that_are_permitted_must_agree() -> None:
    alike = document(choice("n", ("p", "y"), ("q", "y"), ("r", "x")), ENDS)
    found = expectations(alike, solve(alike, "dsm"))
    assert found.prospects["n"].lottery == {"y": 1}
    tied = document(choice("n", ("p", "y"), ("q", "v")), [*ENDS, outcome("v", "s", 4)])
    found = expectations(tied, solve(tied, "dsm"))
    assert "n" not in found.prospects  # the outcomes differ, the values do not
    assert list(found.values["n"][1].values()) == [4]
    gap = document(choice("n", ("p", "y"), ("q", "w")), ENDS)
    found = expectations(gap, solve(gap, "dsm"))
    assert "n" not in found.prospects
    assert "n" not in found.values


def test_a_plan_that_is_looked_at_goes_before_what_is_permitted() -> None:
    made = document(choice("n", ("p", "y"), ("q", "w")), ENDS)
    solution = solve(made, "dsm")
    ends = {}
    for entry in solution.plans:
        found = expectations(made, solution, entry.plan)
        ends[entry.plan.choices["n"]] = dict(found.prospects["n"].lottery), "n" in found.values
    assert ends == {"p": ({"y": 1}, True), "q": ({"w": 1}, False)}


def test_under_a_completion_values_are_utilities() -> None:
    completion = {
        "scales": {"s": {"weight": 2, "offset": 1}, "t": {"weight": 1}},
        "alone": {"w": 7},
    }
    tree = choice("n", ("p", "w", {}), ("q", COIN), ("r", "z", {"payoff": "1/2"}))
    made = document(tree, ENDS, completion=completion)
    eu = expectations(made, solve(made, "eu"))
    assert eu.values["n"] == (UTILITY, {UTILITY: 7})
    assert eu.values["coin"] == (UTILITY, {UTILITY: 6})
    assert eu.value_text(Names(made), "n") == "EU 7"
    (leaf,) = (node for node, entry in made.nodes.items() if entry.outcome == "z")
    assert eu.values[leaf] == (UTILITY, {UTILITY: Fraction(9, 2)})
    dsm = expectations(made, solve(made, "dsm"))
    assert dsm.values["coin"][0] == "s"
    assert dsm.value_text(Names(made), "coin").startswith("EV ")
    assert "n" not in dsm.values

"""Lotteries and values rolled back: where they are determined, what they are, and what is written."""

from dataclasses import replace
from fractions import Fraction

import pytest

from solver.analyses.expectations import UTILITY, expectations
from solver.document.model import Document
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


def test_a_scale_may_be_called_utility() -> None:
    """Its values are none all the same; this ended in an error."""
    ends = [outcome("x", UTILITY, 3), outcome("y", UTILITY, 5)]
    made = document(choice("n", ("p", "x"), ("q", "y")), ends)
    found = expectations(made, solve(made, "eu"))
    assert found.value_text(Names(made), "n") == "EV 5"


def test_under_a_completion_values_are_utilities() -> None:
    completion = {
        "scales": {"s": {"weight": 2, "offset": 1}, "t": {"weight": 1}},
        "alone": {"w": 7},
    }
    tree = choice("n", ("p", "w", {}), ("q", COIN), ("r", "z", {"payoff": "1/2"}))
    made = document(tree, ENDS, completion=completion)
    eu = expectations(made, solve(made, "eu"))
    assert eu.values["n"] == (None, {UTILITY: 7})
    assert eu.values["coin"] == (None, {UTILITY: 6})
    assert eu.value_text(Names(made), "n") == "EU 7"
    (leaf,) = (node for node, entry in made.nodes.items() if entry.outcome == "z")
    assert eu.values[leaf] == (None, {UTILITY: Fraction(9, 2)})
    dsm = expectations(made, solve(made, "dsm"))
    assert dsm.values["coin"][0] == "s"
    assert dsm.value_text(Names(made), "coin").startswith("EV ")
    assert "n" not in dsm.values


# ------------------------------------------------------------- curves and opinions

POINTS = {"kind": "points", "points": [[0, 0], [1, 1], [2, 3], [4, 4]]}
CURVED = [{"id": "s", "utility": POINTS}]


def written(made: Document, rule: str | None = None) -> dict[str, str]:
    """What stands at each node that is not an outcome."""
    found = expectations(made, None if rule is None else solve(made, rule))
    names = Names(made)
    return {n: found.value_text(names, n) for n in made.tree if made.nodes[n].outcome is None}


def test_a_curve_has_a_certainty_equivalent_beside_the_average() -> None:
    """(u(1) + u(4)) / 2 = 5/2 is what 7/4 is worth, between (1, 1) and (2, 3)."""
    alike = chance("d", ("a", "x", HALF), ("b", "x", HALF))
    made = document(choice("n", ("p", COIN), ("q", alike)), ENDS[:2], scales=CURVED)
    assert written(made, "eu") == {"n": "EV 5/2 · CE 1.75", "coin": "EV 5/2 · CE 1.75", "d": "EV 1"}
    assert written(made) == {"n": "", "coin": "EV 5/2", "d": "EV 1"}  # no rule goes by the curve


def test_equal_net_values_count_together_for_a_certainty_equivalent() -> None:
    quarter = {"probability": "1/4"}
    tree = chance("c", ("a", "x", quarter), ("b", "v", quarter), ("d", "y", HALF))
    made = document(tree, [*ENDS[:2], outcome("v", "s", 1)], scales=CURVED)
    assert written(made, "eu") == {"c": "EV 5/2 · CE 1.75"}


def test_what_a_curve_does_not_reach_has_no_certainty_equivalent() -> None:
    made = document(COIN, ENDS[:2], scales=CURVED)
    curve = expectations(made, solve(made, "eu")).curves["s"]
    far = document(chance("c", ("a", "x", HALF), ("b", "y", {**HALF, "payoff": 1})), ENDS[:2])
    found = replace(expectations(far), curves={"s": curve})
    assert found.value_text(Names(far), "c") == "EV 3"
    elsewhere = replace(expectations(made), curves={"t": curve})
    assert elsewhere.value_text(Names(made), "coin") == "EV 5/2"


P, REST = {"probability": "p"}, {"probability": "1-p"}


def under(tree: Tree, *opinions: str) -> Document:
    return document(
        tree,
        ENDS,
        parameters=[{"id": "p", "value": "1/2"}],
        opinions=[{"id": f"o{i}", "parameters": {"p": p}} for i, p in enumerate(opinions)],
    )


def test_opinions_have_the_least_and_the_greatest_average() -> None:
    bet = chance("c", ("a", "x", P), ("b", "y", REST))
    sure = chance("d", ("e", "x", P), ("f", "x", REST))
    tree = choice("n", ("p", bet), ("q", sure))
    assert written(under(tree, "1/3", "1/2", "2/3")) == {"n": "", "c": "EV 2 – 3", "d": "EV 1"}


def test_where_an_opinion_has_no_average_there_is_no_range() -> None:
    """Under the second all of it is on one scale; under the first it is not."""
    mixed = chance("c", ("a", "x", P), ("b", "z", REST))
    assert written(under(mixed, "1/3", "1")) == {"c": ""}
    assert written(under(mixed, "0", "1")) == {"c": ""}  # numbers of different scales
    assert written(under(mixed, "1", "1")) == {"c": "EV 1"}

"""SilverDecisions: its rules, its variables, its spellings of numbers, and what it draws."""

import json
from fractions import Fraction
from typing import Any

import pytest

from solver.checks import check, errors
from solver.document.annotations import annotations
from solver.document.elements import Kind
from solver.errors import DocumentError
from solver.formats.importing.any_format import read_any
from solver.formats.importing.imported import Imported
from solver.formats.quandary import dumps, loads
from solver.rules import solve

F = Fraction


def end(**more: Any) -> dict[str, Any]:
    return {"type": "terminal", "name": "", "childEdges": []} | more


def edge(name: str, payoff: Any, child: dict[str, Any], probability: Any = None) -> dict[str, Any]:
    return {"name": name, "payoff": payoff, "probability": probability, "childNode": child}


def node(kind: str, *edges: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": kind, "name": "", "childEdges": list(edges)} | more


def read(tree: dict[str, Any], rule: str = "expected-value-maximization", **data: Any) -> Imported:
    value = {"SilverDecisions": "1.2.1", "rule": rule, "data": {"trees": [tree], **data}}
    found = read_any(json.dumps(value).encode())
    assert dumps(loads(dumps(found.document))) == dumps(found.document)
    return found


def value(found: Imported) -> Fraction | None:
    assert not errors(check(found.document))
    return solve(found.document, "eu").value


CHEAP = node("decision", edge("cheap", ["3", "1"], end()), edge("dear", ["7", "5"], end()))


@pytest.mark.parametrize(
    ("rule", "root", "ways"),
    [
        ("expected-value-maximization", 7, ["more"]),
        ("expected-value-minimization", 3, ["less"]),
        ("max-max", 2 * 7 + 5, ["more", "more"]),
        ("max-min", 2 * 7 - 5, ["more", "less"]),
        ("min-max", -2 * 3 + 1, ["less", "more"]),
        ("min-min", -2 * 3 - 1, ["less", "less"]),
    ],
)
def test_rules_say_which_way_is_better(rule: str, root: int, ways: list[str]) -> None:
    found = read(CHEAP, rule, payoffNames=["Price", "Effect"], defaultCriterion1Weight="2")
    assert value(found) == root
    criteria = [found.document.criterion(id_) for id_ in found.document.criterion_ids]
    assert [criterion.better for criterion in criteria if criterion] == ways
    assert [criterion.label for criterion in criteria if criterion] == ["Price", "Effect"][
        : len(ways)
    ]
    assert any("second ones" in sentence for sentence in found.lost) is (len(ways) == 1)


@pytest.mark.parametrize(
    ("rule", "better", "ours"),
    [
        ("maxi-min", "more", "maximin"), ("maxi-max", "more", "maximax"),
        ("mini-max", "less", "maximin"), ("mini-min", "less", "maximax"),
    ],
)  # fmt: skip
def test_rules_without_probabilities_are_said(rule: str, better: str, ours: str) -> None:
    tree = node("decision", edge("a", "3", end()), edge("b", "7", end()))
    found = read(tree, rule)
    criterion = found.document.criterion("value")
    assert criterion is not None
    assert criterion.better == better
    assert found.document.view["rule"] == ours
    assert not found.lost
    assert solve(found.document, ours).value == (3 if (rule in ("mini-max", "mini-min")) else 7)


def test_where_a_rule_without_probabilities_differs_is_said() -> None:
    ends = edge("a", "3", end(), probability="1"), edge("b", "-5", end(), probability="0.0")
    found = read(node("chance", *ends), "maxi-min")
    assert solve(found.document, "maximin").value == 3
    (said,) = found.lost
    assert "with probability 0 too" in said
    assert "maximin here looks only at what has a positive probability" in said


def test_the_worst_that_a_gamble_may_bring() -> None:
    half = {"probability": "1/2"}
    gamble = node("chance", edge("hi", "10", end(), **half), edge("lo", "0", end(), **half))
    found = read(
        node("decision", edge("safe", "4", end()), edge("gamble", "0", gamble)), "maxi-min"
    )
    solution = solve(found.document, found.document.view["rule"])
    assert solution.value == 4
    (plan,) = solution.plans
    assert plan.dominated_by is not None  # the gamble expects 5
    assert not found.lost


@pytest.mark.parametrize("weight", ["0", "Infinity", "-1", "x"])
def test_a_weight_that_is_none_is_said(weight: str) -> None:
    found = read(CHEAP, "max-max", defaultCriterion1Weight=weight)
    assert found.document.completion is None
    assert any(f"The weight “{weight}”" in sentence for sentence in found.lost)


def test_a_rule_that_is_not_known_is_said() -> None:
    assert any("“regret”" in sentence for sentence in read(CHEAP, "regret").lost)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1 1/2", F(3, 2)), ("-1 1/2", F(-3, 2)), ("0.(3)", F(1, 3)), ("-0.1(6)", F(-1, 6)),
        ("1.2'34'", F(611, 495)), ("3:4", F(3, 4)), ("1/3", F(1, 3)), (2.5, F(5, 2)), (-4, -4),
        ({"mathjs": "Fraction", "n": 1, "d": 3}, F(1, 3)),
        ({"mathjs": "Fraction", "s": -1, "n": 1, "d": 3}, F(-1, 3)),
        ({"mathjs": "BigNumber", "value": "0.2"}, F(1, 5)),
        ("min(4, 2^3) # the lesser", 4), ("-2^2", -4), ("1e2", 100),
    ],
)  # fmt: skip
def test_numbers_in_its_spellings(typed: object, number: Fraction) -> None:
    found = read(node("decision", edge("a", [typed, "0"], end())))
    assert value(found) == number
    assert found.lost == ()


def test_variables_become_parameters() -> None:
    draw = node(
        "chance",
        edge("oil", "gain", end(), "plus"),
        edge("dry", "0", end(), "#"),
        code="plus = pr * 0.5 + 0.1\npr = 1 # from here on\n",
    )
    tree = node("decision", edge("drill", "-cost", draw), edge("sell", "10 * pr", end()))
    found = read(tree, code="pr=0.6; cost = 2^3\ngain = 100\n\n")
    assert found.lost == ()
    values = found.document.parameter_values
    assert values == {"pr": F(3, 5), "cost": 8, "gain": 100, "plus": F(2, 5), "pr_2": 1}
    assert value(found) == F(2, 5) * 100 - 8
    assert found.document.parameters["pr_2"].label == "pr (n2)"


def test_a_name_holds_in_its_subtree_only() -> None:
    inner = node("decision", edge("in", "x", end()), code="x = 1")
    tree = node("decision", edge("a", "x", inner), edge("b", "x", end()))
    found = read(tree, code="x = 5")
    payoffs = {b.label: b.payoff.text for b in found.document.branches.values()}  # type: ignore[union-attr]
    assert payoffs == {"a": "x", "in": "x_2", "b": "x"}
    assert value(found) == 6


def test_what_is_drawn_keeps_the_value_that_it_had() -> None:
    tree = node("chance", edge("a", "p * 10", end(), "p"), edge("b", "0", end(), "#"))
    found = read(tree, code="p = random(0.1, 0.9)", expressionScope={"p": 0.25})
    assert value(found) == F(5, 8)
    assert found.lost == (
        "What is computed in a way that is not carried over keeps the value that it had last. "
        "See “p = random(0.1, 0.9)”.",
    )


def test_functions_of_ones_own_keep_what_they_came_to() -> None:
    way = edge("a", ["f(3)", 0], end()) | {"computed": {"payoff": ["4 1/2", "0"]}}
    found = read(node("decision", way), code="f(x) = x^2/2")
    assert value(found) == F(9, 2)
    assert [s.partition(" See ")[2] for s in found.lost] == ["“f(x) = x^2/2”.", "“a: f(3)”."]


def test_what_cannot_be_computed_at_all_is_kept_and_found() -> None:
    found = read(node("decision", edge("a", "f(3)", end())))
    assert errors(check(found.document))
    assert any("kept as typed. See “a: f(3)”" in sentence for sentence in found.lost)


def test_each_end_is_an_outcome_of_its_own() -> None:
    draw = node("chance", edge("oil", "9", end(), "1/2"), edge("dry", "0", end(name="ruin"), "1/2"))
    test = node("chance", edge("oil", "9", end(), "1/2"), edge("", "0", end(), "1/2"))
    found = read(node("decision", edge("drill", "-1", draw), edge("test", "0", test)))
    assert [o.label for o in found.document.outcomes.values()] == [
        "drill, oil",
        "ruin",
        "test, oil",
        "End n7",
    ]
    assert len({n.outcome for n in found.document.nodes.values() if n.kind is Kind.OUTCOME}) == 4


def test_places_and_floating_texts_come_along() -> None:
    tree = node(
        "decision", edge("a", 1, end(location={"x": 170, "y": 57.5})), location={"x": 20, "y": 30}
    )
    text = {"value": "two\nlines", "location": {"x": 5, "y": -6.5}}
    found = read(tree, texts=[text, {"value": "nowhere"}])
    places = [(n.x, n.y) for n in found.document.nodes.values()]
    assert [(x.text, y.text) for x, y in places if x and y] == [("40", "30"), ("340", "57.5")]
    assert [(a.x, a.y, a.text) for a in annotations(found.document)] == [(10, -6.5, "two\nlines")]
    assert found.lost == ("Floating texts without a place are not carried over. See “nowhere”.",)


def test_nodes_that_would_lie_on_one_another_are_laid_out_anew() -> None:
    there = {"x": 300, "y": 20}
    tree = node("decision", edge("a", 1, end(location=there)), edge("b", 2, end(location=there)))
    assert all(n.x is None and n.y is None for n in read(tree).document.nodes.values())


def test_payoffs_before_version_0_8_are_single() -> None:
    assert value(read(node("decision", edge("a", "2 1/3", end()), edge("b", 2, end())))) == F(7, 3)


def test_there_is_a_limit_to_variables() -> None:
    code = "\n".join(f"a{i} = {i}" for i in range(5001))
    with pytest.raises(DocumentError, match="more than 5,000 variables"):
        read(node("decision"), code=code)
    inner = [edge("", 0, node("decision", code=f"x = {i}")) for i in range(5001)]
    with pytest.raises(DocumentError, match="more than 5,000 variables"):
        read(node("decision", *inner), code="\n".join(f"a{i} = {i}" for i in range(4000)))


def test_percents_of_what_stands_before_them_are_no_percents_of_ours() -> None:
    way = edge("a", "100 - 5%", end()) | {"computed": {"payoff": "95"}}
    assert value(read(node("decision", way))) == 95
    found = read(node("decision", edge("a", "100 - 5%", end()), edge("b", "50%*3", end())))
    assert any("left out. See “a: 100 - 5%”" in sentence for sentence in found.lost)
    assert value(found) == F(3, 2)

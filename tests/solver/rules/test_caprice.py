"""The Caprice rule at its turns: nothing strictly better is turned down on the way to a choice."""

import random
from collections.abc import Iterable

import pytest

from solver.budget import Budget
from solver.document.model import Document
from solver.induction.tree.compiling import compile_tree
from solver.induction.turned_down import history
from solver.rules import solve
from tests.documents.trees import Tree, chance, choice, document, outcome
from tests.reference.all_plans import Reference
from tests.reference.rules import expected

HALF = {"probability": "1/2"}


def plans(doc: Document) -> set[tuple[str, ...]]:
    return {tuple(entry.plan.choices.values()) for entry in solve(doc, "caprice").plans}


def permitted(doc: Document) -> set[str]:
    branches = solve(doc, "caprice").branches
    return {id_ for id_, verdict in branches.items() if verdict.permitted}


HIGH = choice("high", ("A", "A"), ("B", "B"))


def no_way_back(low: Tree) -> Document:
    outcomes = [
        outcome("A", "a", 1),
        outcome("A-", "a", 0),
        outcome("B", "b", 1),
        outcome("B-", "b", 0),
    ]
    return document(choice("n1", ("go high", HIGH), ("go low", low)), outcomes)


LOW = choice("low", ("A-", "A-"), ("B-", "B-"))
LATER = choice("low 2", ("A- 2", "A-"), ("B- 2", "B-"))


def test_there_is_a_way_back_before_it_is_too_late() -> None:
    assert plans(no_way_back(LOW)) == {("go high", "A"), ("go high", "B")}


def test_a_chance_node_with_one_branch_changes_nothing() -> None:
    doc = no_way_back(chance("sure", ("on", LOW, {"probability": 1})))
    assert plans(doc) == {("go high", "A"), ("go high", "B")}


def test_with_a_coin_before_it_low_may_hedge() -> None:
    doc = no_way_back(chance("coin", ("heads", LOW, HALF), ("tails", LATER, HALF)))
    assert plans(doc) == {
        ("go high", "A"),
        ("go high", "B"),
        ("go low", "A-", "B- 2"),
        ("go low", "B-", "A- 2"),
    }


def test_a_choice_with_one_branch_is_no_choice() -> None:
    """As in single sweetening, a sure gain may be passed up where nothing is left to choose."""
    tree = choice(
        "n1",
        ("take A", choice("only", ("so be it", "A"))),
        ("go on", choice("n2", ("B", "B"), ("A+", "A+"))),
    )
    doc = document(tree, [outcome("A", "a", 1), outcome("A+", "a", 2), outcome("B")])
    assert plans(doc) == {("take A", "so be it"), ("go on", "B"), ("go on", "A+")}


FALLING = {
    "o1": (10, 1), "o2": (1, 10), "b1": (0, 5), "b2": (5, 0), "k1": (10, 0), "k2": (0, 10), "s1": (4, 4),
}  # fmt: skip


def falling(draw: random.Random | None = None) -> Document:
    """At its root each plan that would choose on turns down something better.

    With ``draw`` the numbers are moved a little, and something may stand above.
    """
    near = (0,) if draw is None else (0, 0, 0, -1, 1)
    pick = (lambda options: options[0]) if draw is None else draw.choice

    def side(i: int) -> Tree:
        last = choice(f"last {i}", (f"keep {i}", f"k{i}"), (f"stop {i}", "s1"))
        rest = {"probability": "#"}
        return chance(
            f"coin {i}",
            (f"h{i}", f"b{i}", {"probability": pick(("1/2", "2/5"))}),
            (f"t{i}", last, rest),
        )

    top = choice(
        "go?",
        ("go", choice("side?", ("left", side(1)), ("right", side(2)))),
        ("o1", "o1"),
        ("o2", "o2"),
    )
    above = "none" if draw is None else draw.choice(("none", "choice", "chance", "deep"))
    if above == "choice":
        top = choice("top", ("in", top), ("out", pick(tuple(FALLING))))
    elif above == "chance":
        other = choice("other", ("p", "o1"), ("q", "b1"))
        top = chance(
            "top", ("in", top, {"probability": "1/3"}), ("out", other, {"probability": "#"})
        )
    elif above == "deep":
        top = choice(
            "top",
            ("in", choice("mid", ("deep", top), ("aside", "k1"))),
            ("out", pick(tuple(FALLING))),
        )
    outcomes = [
        {
            "id": id_,
            "value": {c: number + pick(near) for c, number in zip("CD", numbers, strict=True)},
        }
        for id_, numbers in FALLING.items()
    ]
    return document(top, outcomes, criteria=[{"id": "C"}, {"id": "D"}])


def test_where_all_would_turn_down_something_better_nothing_turned_down_counts_below() -> None:
    doc = falling()
    assert len(plans(doc)) == 4
    assert permitted(doc) >= {branch for plan in plans(doc) for branch in plan}


def flags(doc: Document, nodes: Iterable[str]) -> dict[str, frozenset[str]]:
    branches = solve(doc, "caprice", limit=10**6).branches
    return {
        node: frozenset(b.id for b in doc.children(node) if branches[b.id].permitted)
        for node in nodes
    }


@pytest.mark.parametrize("seeds", [range(35), range(60, 95)])
def test_such_trees_agree_with_the_definition(seeds: range) -> None:
    fallen = 0
    for seed in seeds:
        doc = falling(random.Random(seed))
        fallen += bool(history(compile_tree(doc), Budget()).fallen.any())
        reference = Reference(doc)
        wanted = expected(reference, "caprice", {})
        assert flags(doc, reference.choice_nodes) == wanted.permitted
        found = solve(doc, "caprice", limit=10**6).plans
        assert {tuple(sorted(entry.plan.choices.items())) for entry in found} == wanted.plans
    assert fallen >= 3

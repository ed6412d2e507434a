"""What explanations of the worked examples name as witnesses; their wording is in the phrasebook."""

from dataclasses import replace

import msgspec
import pytest

import assets
from solver.explain.case import Case
from solver.formats.quandary import loads
from solver.rules import solve
from solver.rules.why import said, why_branch, why_plan
from solver.words.names import Names
from tests.documents.trees import choice, document


def branch(example: str, rule: str, id_: str) -> str:
    document = loads(assets.example_text(example))
    return " ".join(said(Names(document), why_branch(document, rule, id_)).sentences)


def plan(example: str, rule: str, **choices: str) -> str:
    document = loads(assets.example_text(example))
    named = {node: id_ for id_ in choices.values() for node in (document.branches[id_].source,)}
    return " ".join(said(Names(document), why_plan(document, rule, named)).sentences)


def test_caprice_names_what_was_turned_down_and_where() -> None:
    words = branch("single-souring", "caprice", "take A-")
    assert "“take A−” is not permitted at “B or A−?”." in words
    assert "Turned down at “A?”: “take A” (A for sure) ≻ “take A−” (A− for sure)." in words
    assert "everything moves from “A−” to “A”, which is better" in words


def test_dsm_names_the_node_since_which_it_is_ruled_out() -> None:
    words = branch("single-souring", "dsm", "take A-")
    assert "ruled out at “A?”: " in words


def test_naive_permits_a_dominated_plan_and_is_said_to_be_exploitable() -> None:
    words = plan("single-souring", "naive", first="go on", second="take A-")
    assert "is permitted." in words
    assert "Yet it is dominated by a plan" in words
    assert "“take A” (A for sure) ≻ “go on; then take A−” (A− for sure)." in words


def test_caprice_passes_up_a_sure_gain() -> None:
    words = plan("single-sweetening", "caprice", first="take A")
    assert "Yet it is dominated by a plan" in words
    assert "to “A+”, which is better" in words


def test_the_mixture_behind_the_plan_that_cannot_be_rationalised() -> None:
    words = plan("shutdown", "e-admissible", first="shut down | lucky", second="continue | unlucky")
    assert "is not permitted." in words
    assert "8/9 “always shut down”" in words
    assert "1/9 “continue if lucky, shut down if unlucky”" in words
    assert "1/10 moves from “Unlucky task done” to “Lucky task done”, which is better" in words


@pytest.mark.parametrize("id_", ["bet red", "bet black"])
def test_a_completion_makes_a_bet_best(id_: str) -> None:
    assert "under this completion: weights if red 1, if black 1." in branch(
        "marble-bets", "e-admissible", id_
    )


def test_expected_utility_gives_the_numbers() -> None:
    words = branch("oil", "eu", "walk away")
    assert (
        "Its expected value is 0; that of “seismic test” is 22\u202f500, the best there." in words
    )


def test_the_best_of_several_criteria_is_of_the_one_that_counts() -> None:
    text = """{"format": "quandary", "version": 1,
        "criteria": [{"id": "gain"}, {"id": "cost", "better": "less"}],
        "outcomes": [{"id": "x", "value": {"cost": 3}}, {"id": "y", "value": {"cost": 1}},
                     {"id": "z", "value": {"cost": 2}}],
        "nodes": [{"id": "r", "kind": "choice"}, {"id": "a", "kind": "outcome", "outcome": "x"},
                  {"id": "b", "kind": "outcome", "outcome": "y"},
                  {"id": "c", "kind": "outcome", "outcome": "z"}],
        "branches": [{"id": "to x", "from": "r", "to": "a"}, {"id": "to y", "from": "r", "to": "b"},
                     {"id": "to z", "from": "r", "to": "c"}]}"""
    document = loads(text)
    words = " ".join(said(Names(document), why_branch(document, "eu", "to x")).sentences)
    assert "Its expected value is 3; that of “→ y” is 1, the best there." in words


def test_ends_and_criteria_are_named_where_payoffs_make_the_difference() -> None:
    """One outcome, paid for in two ways on two criteria: what differs is said, and whose weight it is."""
    criteria = [{"id": "c1", "label": "money"}, {"id": "c2", "label": "health"}]
    tree = choice("r", ("a", "A", {"payoff": {"c1": 1}}), ("b", "A", {"payoff": {"c2": 1}}))
    ends = [{"id": "A", "scale": "s", "value": {"c1": 0, "c2": 0}}]
    given = document(tree, ends, criteria=criteria)
    words = " ".join(said(Names(given), why_branch(given, "dsm", "a")).sentences)
    assert "(A, net money 1, health 0 for sure)" in words
    assert "With weights money 2, health 1 the first has expected utility 1, the second 2." in words
    assert "u(" not in words


@pytest.mark.parametrize(
    ("relation", "said_so"),
    [
        ("first-order", "the first is at least as likely to be worth that or better"),
        ("second-order", "If nothing counted as better than a certain amount"),
    ],
)
def test_stochastic_dominance_is_told_amount_by_amount(relation: str, said_so: str) -> None:
    """No weight of a scale that has no name."""
    oil = loads(assets.example_text("oil"))
    oil = replace(oil, preferences=msgspec.structs.replace(oil.preferences, relation=relation))
    names = Names(oil)
    case = Case.of(oil)
    told = [
        " ".join(said(names, why_plan(case, "naive", entry.plan.choices)).sentences)
        for entry in solve(case, "naive").plans
    ]
    sums = [text for text in told if said_so in text]
    assert sums or relation == "first-order"  # of which moves of probability tell all here
    assert not any("default" in text or "w(" in text for text in told)
    if relation == "second-order":
        assert any("by 1000 with −70 000; by 7000 with −10 000" in text for text in sums)

"""Timestep Dominance (Thornley 2024): prospects compare scale by scale, masses play no part."""

import dataclasses
from fractions import Fraction

import pytest

from solver.analyses.rationales import rationalise
from solver.document.elements import Preferences
from solver.document.model import Document
from solver.errors import NotSolvable
from solver.preferences.relations.timestep_dominance import TIMESTEP_DOMINANCE
from solver.rules import RULES, solve
from solver.rules.why import said, why_branch, why_plan
from solver.words.names import Names
from tests.documents import worked
from tests.documents.at_random.random_documents import random_document
from tests.documents.trees import chance, choice, document, outcome
from tests.reference.agreement import RULE_SUBJECTS, all_agree
from tests.reference.rules import BY_INTERVALS
from tests.reference.without_probabilities import BY_ENDS

BLOCKS, SIZE = 5, 200
EACH = 1  # rule for a tree, in turn; `tests.bench.agreement` asks all of each


def by_scale(tree: Document) -> Document:
    return dataclasses.replace(tree, preferences=Preferences(relation=TIMESTEP_DOMINANCE.id))


@pytest.mark.parametrize("block", range(BLOCKS))
def test_rules_agree_with_their_definitions(block: int) -> None:
    """Zero probabilities, payoffs, several criteria; statements are there and do not count."""
    seeds = range(block * SIZE, (block + 1) * SIZE)
    counted = all_agree(seeds, RULE_SUBJECTS, TIMESTEP_DOMINANCE.id, each=EACH)
    asked = SIZE * EACH // len(RULES)  # trees a rule
    least = {
        rule: asked // 2 if rule in (*BY_ENDS, *BY_INTERVALS) else 9 * asked for rule in RULES
    }  # many are refused
    assert all(checks.made >= least[rule] for rule, checks in counted.items())


SCALES = [outcome("L", "long", 2), outcome("l", "long", 1), outcome("S", "short", 1)]


def test_how_likely_a_scale_is_plays_no_part() -> None:
    half, third = {"probability": "1/2"}, {"probability": "1/3"}
    tree = choice(
        "n",
        ("x", chance("c", ("c1", "L", half), ("c2", "S", half))),
        ("y", chance("d", ("d1", "l", third), ("d2", "S", {"probability": "2/3"}))),
    )
    plain, other = document(tree, SCALES), by_scale(document(tree, SCALES))
    assert all(v.permitted for v in solve(plain, "dsm").branches.values())  # masses differ: a gap
    permitted = {b: v.permitted for b, v in solve(other, "dsm").branches.items()}
    assert permitted == {"x": True, "y": False}


def test_what_is_best_locally_may_clash_with_what_is_best_from_the_root() -> None:
    outcomes = [outcome("bad", "long", -10), *SCALES]
    inner = choice(
        "n",
        ("x", chance("c", ("c1", "L", {"probability": "1/2"}), ("c2", "S", {"probability": "#"}))),
        ("y", chance("d", ("d1", "l", {"probability": "9/10"}), ("d2", "S", {"probability": "#"}))),
    )
    half = {"probability": "1/2"}
    tree = by_scale(document(chance("root", ("r1", "bad", half), ("r2", inner, half)), outcomes))
    # At n: 2 against 1 given long.  From the root: -6 against -4.55/0.95 given long.
    assert {b: v.permitted for b, v in solve(tree, "naive").branches.items()} == {
        "x": True,
        "y": False,
    }
    resolute = solve(tree, "dsm")
    assert [entry.plan.choices for entry in resolute.plans] == [{"n": "y"}]
    assert resolute.clashes == {"n"}
    assert resolute.off_plan == set()
    flags = {b: (v.permitted, v.reachable) for b, v in resolute.branches.items()}
    assert flags == {"x": (False, False), "y": (True, True)}
    found = why_branch(tree, "dsm", "y")
    assert found.permitted
    assert found.clash is not None
    assert found.clash.other is not None
    assert found.clash.other.choices == {"n": "x"}
    assert "alone another branch is strictly preferred" in " ".join(
        said(Names(tree), found).reasons
    )
    against = why_branch(tree, "dsm", "x")
    assert (against.permitted, against.seen_from) == (False, "root")
    (naive,) = solve(tree, "naive").plans
    assert naive.dominated_by is not None


def test_possible_scales_must_be_the_same() -> None:
    never = {"probability": 0}
    sure = {"probability": 1}
    tree = choice(
        "n", ("x", chance("c", ("c1", "L", sure), ("c2", "S", never))), ("y", "l"), ("z", "S")
    )
    permitted = {
        b: v.permitted for b, v in solve(by_scale(document(tree, SCALES)), "dsm").branches.items()
    }
    assert permitted == {"x": True, "y": False, "z": True}


def refused(tree: Document, rule: str) -> bool:
    try:
        solve(tree, rule)
    except NotSolvable:
        return True
    return False


def test_a_plan_that_is_dominated_is_so_under_expected_utility_too() -> None:
    tree = choice(
        "n",
        (
            "leave",
            chance("l", ("l1", "1", {"probability": "9/10"}), ("l2", "3", {"probability": "#"})),
        ),
        (
            "block",
            chance("b", ("b1", "0", {"probability": "1/10"}), ("b2", "2", {"probability": "#"})),
        ),
    )
    outcomes = [
        outcome("1", "one", 1),
        outcome("0", "one", 0),
        outcome("3", "two", 3),
        outcome("2", "two", 2),
    ]
    scale = {"weight": 1, "offset": 0}
    found = document(tree, outcomes, completion={"scales": {"one": scale, "two": scale}})
    (plain,) = solve(found, "eu").plans
    assert (plain.plan.choices, plain.dominated_by) == ({"n": "block"}, None)
    solution = solve(by_scale(found), "eu")
    (entry,) = solution.plans
    assert (entry.plan.choices, solution.value) == ({"n": "block"}, Fraction(9, 5))
    assert entry.dominated_by is not None
    assert entry.dominated_by.choices == {"n": "leave"}
    assert solution.dominated_total == 1
    for rule in RULES:  # rules that need one scale refuse
        if rule != "eu" and not refused(by_scale(found), rule):
            assert [p.plan.choices for p in solve(by_scale(found), rule).plans] == [{"n": "leave"}]
    assert why_plan(by_scale(found), "eu", {"n": "block"}).dominated_by is not None


def test_acceptable_is_maximal_and_best_under_a_completion_of_the_scales() -> None:
    plans = {
        tuple(e.plan.choices.values())
        for e in solve(by_scale(worked.shutdown()), "e-admissible").plans
    }
    assert plans == {("sl", "su"), ("cl", "su"), ("cl", "cu")}
    bets = by_scale(worked.marble_bets())
    assert len(solve(bets, "dsm").plans) == 3  # alone and unalike
    assert len(solve(bets, "e-admissible").plans) == 2


def test_rationales_say_that_their_completions_do_not_obey_the_relation() -> None:
    found = rationalise(by_scale(worked.shutdown()), "naive")
    assert not found.obeyed
    behind = {tuple(e.plan.choices.values()): e.completion is not None for e in found.plans}
    assert behind == {
        ("sl", "su"): True,
        ("sl", "cu"): False,
        ("cl", "su"): True,
        ("cl", "cu"): True,
    }
    assert rationalise(worked.shutdown(), "naive").obeyed


def test_parts_where_chance_never_leads_are_acceptable_too() -> None:
    never = choice("n", ("one", "L"), ("none", "l"))
    tree = chance("r", ("zero", never, {"probability": 0}), ("sure", "S", {"probability": 1}))
    for rule in ("dsm", "e-admissible"):
        solution = solve(by_scale(document(tree, SCALES)), rule)
        assert {b: v.permitted for b, v in solution.branches.items()} == {
            "one": True,
            "none": False,
        }
        assert [entry.plan.choices for entry in solution.plans] == [{"n": "one"}]


def test_complete_preferences_have_no_clashes() -> None:
    for seed in range(50):
        tree = by_scale(random_document(seed, complete=True))
        solution = solve(tree, "dsm", limit=10**6)
        assert not solution.clashes
        assert Fraction(solution.plans_total or 0) >= 1

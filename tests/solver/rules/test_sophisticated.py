"""Sophisticated choice: worked answers, foresight past the budget, and why."""

from collections.abc import Callable

import pytest

from solver.document.model import Document
from solver.explain.case import Case
from solver.rules import solve
from solver.rules.why import said, why_branch, why_plan
from solver.words.names import Names
from tests.documents import worked
from tests.documents.trees import Tree, chance, choice, outcome
from tests.solver.rules.test_partial_answers import at_most
from tests.solver.rules.without_probabilities.test_without_probabilities import document

FOUR = [outcome("A", "a", 1), outcome("A-", "a", 0), outcome("B", "b", 1), outcome("B-", "b", 0)]


def no_way_back() -> Document:
    tree = choice(
        "n1",
        ("high", choice("n2", ("A", "A"), ("B", "B"))),
        ("low", choice("n3", ("A-", "A-"), ("B-", "B-"))),
    )
    return document(tree, FOUR)


@pytest.mark.parametrize(
    ("make", "plans", "dominated"),
    [
        (worked.single_souring, "take A|go on,take B|go on,take A-", "go on,take A-<take A"),
        (worked.single_sweetening, "take A|go on,take B|go on,take A+", "take A<go on,take A+"),
        (no_way_back, "high,A|high,B|low,A-|low,B-", "low,A-<high,A|low,B-<high,B"),
        (worked.chance_pump, "keep A|trade,take A+|trade,keep B", ""),
        (worked.opaque_sweetening, "larger", ""),
        (worked.corrigibility, "watch|arm", ""),
    ],
)
def test_plans(make: Callable[[], Document], plans: str, dominated: str) -> None:
    solution = solve(make(), "sophisticated")
    listed = [",".join(entry.plan.choices.values()) for entry in solution.plans]
    assert listed == plans.split("|")
    assert (solution.plans_total, solution.complete) == (len(listed), True)
    beaten = [
        f"{text}<{','.join(entry.dominated_by.choices.values())}"
        for text, entry in zip(listed, solution.plans, strict=True)
        if entry.dominated_by is not None
    ]
    assert beaten == [pair for pair in dominated.split("|") if pair]
    assert solution.dominated_total == len(beaten)


def test_a_branch_goes_only_if_all_of_it_is_worse() -> None:
    tree = choice(
        "n1", ("sure", "A"), ("soured", choice("n2", ("x", "A-"), ("y", "A-"))), ("other", "B-")
    )
    given = document(tree, FOUR)
    permitted = {b: v.permitted for b, v in solve(given, "sophisticated").branches.items()}
    assert permitted == {"sure": True, "soured": False, "other": True, "x": True, "y": True}


def test_what_one_will_not_choose_is_not_foreseen() -> None:
    """At n2 only A is left, so that going on is as good as A at once, although A- was there."""
    tree = choice("n1", ("now", "A"), ("on", choice("n2", ("x", "A"), ("y", "A-"))))
    solution = solve(document(tree, FOUR), "sophisticated")
    assert [tuple(e.plan.choices.values()) for e in solution.plans] == [("now",), ("on", "x")]


def test_past_the_budget_known_branches_still_drop_others() -> None:
    """Where one branch is too much, what the others say of each other stands."""
    hard = choice("n2", ("s", two_choices()), ("t", "B"))
    tree = choice("n1", ("a", "A"), ("b", "A-"), ("c", hard))
    given = document(tree, [*FOUR, outcome("C", "c", 1)])
    exact = solve(given, "sophisticated")
    with at_most(3):
        partial = solve(given, "sophisticated")
    assert not partial.decided
    assert partial.branches["b"].permitted is False
    assert exact.branches["b"].permitted is False
    assert partial.branches["a"].permitted is None


def two_choices() -> Tree:
    half = {"probability": "1/2"}
    return chance(
        "coin",
        ("h", choice("m1", ("m1a", "A"), ("m1b", "B"), ("m1c", "C")), half),
        ("t2", choice("m2", ("m2a", "A"), ("m2b", "B"), ("m2c", "C")), half),
    )


def test_why() -> None:
    case = Case.of(no_way_back())
    kept = said(Names(case.document), why_branch(case, "sophisticated", "low"))
    assert kept.sentences[:2] == (
        "“low” is permitted at the first choice.",
        "No other branch has every plan that one may follow on it strictly preferred to every plan "
        "that one may follow on this one.",
    )
    whole = said(Names(case.document), why_plan(case, "sophisticated", {"n1": "low", "n3": "A-"}))
    assert any("dominated" in sentence for sentence in whole.sentences)
    tree = choice("n1", ("sure", "A"), ("soured", choice("n2", ("x", "A-"), ("y", "A-"))))
    case = Case.of(document(tree, FOUR))
    found = why_branch(case, "sophisticated", "soured")
    assert (found.permitted, found.clause.name) == (False, "dropped")
    dropped = said(Names(case.document), found)
    assert dropped.sentences[1] == (
        "Every plan that one may follow after “sure” is strictly preferred to every plan that one "
        "may follow after it."
    )
    fails = said(Names(case.document), why_plan(case, "sophisticated", {"n1": "soured", "n2": "x"}))
    assert fails.sentences[1:3] == (
        "Its step “soured” at the first choice is not permitted.",
        "Every plan that one may follow after “sure” is strictly preferred to every plan that one "
        "may follow after “soured”.",
    )

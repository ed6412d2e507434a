"""Past the budget: what is said is sure, and what cannot be said is called undecided."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from solver import budget
from solver.budget import Budget
from solver.document.model import Document
from solver.rules import RULES, solve
from tests.documents.random_documents import random_document
from tests.documents.trees import chance, choice, document, outcome

SETS = ("naive", "caprice", "e-admissible", "dsm")


@contextmanager
def at_most(combinations: int) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Budget.__init__, "__defaults__", _defaults(combinations))
        yield


def _defaults(combinations: int) -> tuple[object, ...]:
    old = Budget.__init__.__defaults__ or ()
    return tuple(combinations if value == budget.MAX_COMBINATIONS else value for value in old)


def hard_family(n: int) -> Document:
    """A chance node over n choices {(2^i, 0), (0, 2^i)}: all 2^n plans are maximal."""
    outcomes = []
    branches = []
    for i in range(n):
        outcomes += [
            outcome(f"x{i}", "s", {"c": 2**i, "d": 0}),
            outcome(f"y{i}", "s", {"c": 0, "d": 2**i}),
        ]
        node = choice(f"n{i}", (f"bx{i}", f"x{i}"), (f"by{i}", f"y{i}"))
        branches.append((f"b{i}", node, {"probability": f"1/{n}"}))
    criteria = [{"id": "c"}, {"id": "d"}]
    return document(chance("root", *branches), outcomes, criteria=criteria)


@pytest.mark.parametrize("rule", ["naive", "e-admissible", "dsm"])
def test_the_hard_family_is_counted_exactly(rule: str) -> None:
    solution = solve(hard_family(40), rule)
    assert solution.plans_total == 2**40
    assert not solution.complete
    assert len(solution.plans) == 100
    assert all(v.permitted and v.reachable for v in solution.branches.values())
    assert len(solution.branches) == 80
    plans = {tuple(entry.plan.choices.items()) for entry in solution.plans}
    assert len(plans) == 100


def test_the_hard_family_where_it_fits_is_the_same() -> None:
    for rule in SETS:
        solution = solve(hard_family(8), rule, limit=300)
        assert (solution.plans_total, solution.complete) == (256, True), rule
        assert solution.decided


def test_what_is_said_past_the_budget_is_what_is_true() -> None:
    seen: Counter[tuple[str, bool | None]] = Counter()
    for seed in range(200):
        tree = random_document(seed)
        for rule in SETS:
            exact = solve(tree, rule, limit=10**6)
            with at_most(seed % 5):
                partial = solve(tree, rule, limit=10**6)
            if partial.decided:
                assert dict(partial.branches) == dict(exact.branches), (seed, rule)
            for branch, verdict in partial.branches.items():
                truth = exact.branches[branch]
                assert verdict.permitted in (None, truth.permitted), (seed, rule, branch)
                assert verdict.reachable in (None, truth.reachable), (seed, rule, branch)
                seen[rule, verdict.permitted] += 1
            if partial.plans_total is not None:
                assert partial.plans_total == exact.plans_total, (seed, rule)
            permitted = {tuple(sorted(e.plan.choices.items())) for e in exact.plans}
            for entry in partial.plans:
                assert tuple(sorted(entry.plan.choices.items())) in permitted, (seed, rule)
            assert partial.gaps.items() <= exact.gaps.items()
    # Each kind of answer does come up.
    assert all(seen[rule, word] > 10 for rule in SETS for word in (True, None)), seen
    assert all(seen[rule, False] > 10 for rule in SETS), seen


def test_expected_utility_needs_no_budget() -> None:
    with at_most(0):
        for seed in range(50):
            assert solve(random_document(seed), "eu").decided


def test_every_rule_is_covered() -> None:
    assert {*SETS, "eu"} == set(RULES)

"""Past the budget: what is said is sure, and what cannot be said is called undecided."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial

import pytest

from solver import budget
from solver.analyses.rationales import rationalise
from solver.budget import Budget
from solver.document.model import Document
from solver.errors import Cancelled
from solver.explain.case import Case
from solver.rules import RULES, solve
from solver.rules.incremental import Live
from tests.documents import worked
from tests.documents.at_random.random_documents import random_document
from tests.documents.trees import chance, choice, document, outcome
from tests.reference.rules import BY_INTERVALS
from tests.reference.without_probabilities import BY_ENDS

SETS = ("naive", "caprice", "e-admissible", "dsm", "sophisticated")


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


@cache
def hard_case() -> Case:
    return Case.of(hard_family(24))


@pytest.mark.parametrize("rule", ["naive", "e-admissible", "dsm"])
def test_the_hard_family_is_counted_exactly(rule: str) -> None:
    solution = solve(hard_case(), rule)
    assert solution.plans_total == 2**24
    assert not solution.complete
    assert len(solution.plans) == 100
    assert all(v.permitted and v.reachable for v in solution.branches.values())
    assert len(solution.branches) == 48
    plans = {tuple(entry.plan.choices.items()) for entry in solution.plans}
    assert len(plans) == 100


def test_the_hard_family_where_it_fits_is_the_same() -> None:
    for rule in SETS:
        solution = solve(hard_family(8), rule, limit=300)
        assert (solution.plans_total, solution.complete) == (256, True), rule
        assert solution.decided


def test_what_is_said_past_the_budget_is_what_is_true() -> None:
    seen: Counter[tuple[str, bool | None]] = Counter()
    for seed in range(70):
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
    assert all(seen[rule, word] > 4 for rule in SETS for word in (True, None)), seen
    assert all(seen[rule, False] > 4 for rule in SETS), seen


def test_expected_utility_needs_no_budget() -> None:
    with at_most(0):
        for seed in range(25):
            assert solve(random_document(seed), "eu").decided


def test_every_rule_is_covered() -> None:
    """Those that look at ends are in `test_without_probabilities_random`; by credences a branch is one prospect."""
    assert {*SETS, "eu", "credence", *BY_ENDS, *BY_INTERVALS} == set(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_lists_are_cut_where_they_are_told_to_be(rule: str) -> None:
    given: Document = random_document(0, complete=True)
    total = solve(given, rule, limit=99).plans_total
    assert total is not None
    for limit in range(total + 2):
        answer = solve(given, rule, limit=limit)
        assert len(answer.plans) == min(limit, total)
        assert answer.complete == (limit >= total)
        assert answer.decided
        rationales = rationalise(given, rule, limit=limit)
        assert len(rationales.plans) == min(limit, total)
        assert rationales.complete == (limit >= total)


@pytest.mark.parametrize("rule", SETS)
def test_whoever_asks_to_stop_is_heard_each_time(rule: str) -> None:
    """At every one of the places at which it is asked, and not without being asked."""
    given, asked = worked.chance_pump(), 0

    def counting(stop: int) -> bool:
        nonlocal asked
        asked += 1
        return asked == stop

    solve(given, rule, cancelled=partial(counting, 0))
    last, done = asked, list[float]()
    assert last > 3
    for stop in range(1, last + 1):
        asked = 0
        with pytest.raises(Cancelled):
            solve(given, rule, cancelled=partial(counting, stop))
    Live().solve(given, rule, progress=done.append)
    assert all(0 <= part <= 1 for part in done)
    assert done
    assert max(done) == 1


def test_a_budget_counts_what_is_spent() -> None:
    budget = Budget(left=5)
    assert not budget.is_over
    budget.spend(4)
    assert not budget.is_over
    budget.spend(1)
    assert budget.is_over
    assert not budget.is_late
    late = Budget(seconds=-1)
    assert late.is_late
    assert late.is_over
    late.extend(100)
    assert not late.is_late
    assert Budget(left=5, seconds=3).anew().left > 5


def beside_a_hard_one(c: object, d: object, swapped: bool = False) -> Document:
    """A chance node whose 2^4 plans sum up to 15/4 in all, and an outcome beside it."""
    branches, outcomes = [], [outcome("z", "s", {"c": c, "d": d})]
    for i in range(4):
        outcomes.append(outcome(f"x{i}", "s", {"c": 2**i, "d": 0}))
        outcomes.append(outcome(f"y{i}", "s", {"c": 0, "d": 2**i}))
        node = choice(f"n{i}", (f"bx{i}", f"x{i}"), (f"by{i}", f"y{i}"))
        branches.append((f"b{i}", node, {"probability": "1/4"}))
    arms = [("hard", chance("h", *branches)), ("sure", "z")]
    tree = choice("root", *(arms[::-1] if swapped else arms))
    return document(tree, outcomes, criteria=[{"id": "c"}, {"id": "d"}])


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("rule", ["e-admissible", "dsm"])
@pytest.mark.parametrize(
    ("c", "d", "sure", "hard"),
    [
        (-1, -1, False, None),
        ("15/4", -1, False, None),  # as good in one way, worse in the other
        (-1, 0, False, None),
        (4, 4, True, False),  # better than all that there is at once
        ("15/4", "15/4", True, None),  # no better than the best of each, taken by itself
        ("15/4", 0, True, None),  # one of the plans
        (1, 1, None, None),  # surely beaten by plans that no corner shows
    ],
)
def test_what_is_surely_beaten_is_said_past_the_budget(
    rule: str, c: object, d: object, sure: bool | None, hard: bool | None, swapped: bool
) -> None:
    given = beside_a_hard_one(c, d, swapped)
    exact = solve(given, rule)
    with at_most(3):
        answer = solve(given, rule)
    for branch, said in (("sure", sure), ("hard", hard)):
        if said is False:
            assert answer.branches[branch].permitted is False
            assert answer.branches[branch].reachable is False
        else:
            assert answer.branches[branch].permitted in (said, None, True)
        assert answer.branches[branch].permitted in (None, exact.branches[branch].permitted)

"""Answers whole, past budgets of all sizes and within them: every word as kept."""

from collections.abc import Iterator
from functools import partial

import pytest

from solver.analyses.policies import Policy, improve
from solver.analyses.rationales import rationalise
from solver.budget import Budget
from solver.document.model import Document
from solver.errors import Cancelled
from solver.rules import RULES, solve
from solver.rules.incremental import Live
from solver.solution import Solution
from tests.documents import worked
from tests.documents.random_documents import random_document
from tests.documents.trees import chance, choice, document, outcome
from tests.kept.kept import compare
from tests.solver.rules.test_partial_answers import SETS, at_most, hard_family

WORDS = {True: "+", False: "-", None: "?"}


def told(answer: Solution) -> str:
    verdicts = " ".join(WORDS[v.permitted] + WORDS[v.reachable] for v in answer.branches.values())
    state = f"complete {answer.complete:d} decided {answer.decided:d}"
    plans = [" ".join(entry.plan.choices.values()) for entry in answer.plans]
    return (
        f"{verdicts} | {state}, {answer.plans_total} plans, {answer.dominated_total} dominated, "
        f"gaps {sorted(answer.gaps)} off {sorted(answer.off_plan)} | {plans}"
    )


def within_budgets() -> Iterator[str]:
    """What each rule says within budgets of so many combinations; where nothing changes, once."""
    examples = [("hard", hard_family(3)), ("shutdown", worked.shutdown())]
    examples += [("pump", worked.chance_pump())]
    examples += [(str(seed), random_document(seed)) for seed in range(600, 603)]
    for name, given in examples:
        for rule in SETS:
            last = ""
            for most in (0, 1, 2, 3, 4, 6, 8, 12, 20, 10**6):
                with at_most(most):
                    now = told(solve(given, rule, limit=6))
                if now != last:
                    yield f"{name}, {rule}, from {most}: {now}"
                last = now


def test_what_is_said_within_each_budget_is_as_kept() -> None:
    compare("partial.txt", "\n".join(within_budgets()))


def policy(found: Policy) -> str:
    shares = ", ".join(f"{id_} {p}" for id_, p in found.policy.items())
    return f"{shares} gives {', '.join(f'{id_} {p}' for id_, p in found.lottery.items())}"


def policies() -> Iterator[str]:
    examples = [
        (name, getattr(worked, name)())
        for name in ("shutdown", "chance_pump", "marble_bets", "opaque_sweetening", "corrigibility")
    ]
    examples += [(str(seed), random_document(seed)) for seed in range(700, 712)]
    for name, given in examples:
        answer = improve(given)
        yield f"{name}: {policy(answer.stated)}"
        if answer.better is not None:
            yield f"  better: {policy(answer.better)}"
        for entry in rationalise(given, "naive", limit=8).plans:
            yield f"  {' '.join(entry.plan.choices.values())}"
            if entry.completion is None:
                parts = [f"{w} of {' '.join(p.choices.values())}" for w, p in entry.mixture or ()]
                yield f"    beaten by {' and '.join(parts)}"
                continue
            yield f"    {', '.join(f'{id_} {u}' for id_, u in (entry.utility or {}).items())}"
            for scale, own in entry.completion.scales.items():
                yield f"    {scale}: {shown(own.weight)} from {shown(own.offset)}"
            yield f"    alone: {shown(entry.completion.alone)}"


def shown(of: object) -> str:
    return of.text if hasattr(of, "text") else ", ".join(f"{i} {n.text}" for i, n in of.items())  # type: ignore[attr-defined, no-any-return]


def test_policies_and_rationales_are_as_kept() -> None:
    compare("policies.txt", "\n".join(policies()))


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

"""Where numbers stop to fit 64 bits, answers stay what they are.

Each way of computing is exact, so a document with all its values multiplied by the same number must
get the very same answer; factors are chosen so that the largest numbers on the way lie below, at and
above each border.  The other way round, borders are moved into the range of small numbers.
"""

import json
from fractions import Fraction
from typing import Any

import pytest

from solver import frontier, levels, maxima, order, rollback, tables
from solver.document import Document
from solver.formats.quandary import dumps, loads
from solver.live import Live
from solver.rules import RULES, solve
from solver.solution import Plan, Solution
from tests.solver.random_documents import random_document
from tests.solver.test_partial_answers import hard_family

SEEDS = range(40)


def spelled(found: Solution, factor: int = 1) -> Any:
    """All that an answer says; a value is divided by the factor."""

    def plain(plan: Plan | None) -> Any:
        return plan and (list(plan.choices.items()), list(plan.lottery.items()))

    return (
        dict(found.branches),
        [(plain(entry.plan), plain(entry.dominated_by)) for entry in found.plans],
        (found.plans_total, found.dominated_total, found.complete, found.decided),
        (found.gaps, found.off_plan, found.clashes),
        None if found.value is None else Fraction(found.value, factor),
    )


def multiplied(document: Document, factor: int) -> Document:
    """The same with all values, payoffs and utilities so many times as large."""

    def times(entry: Any) -> Any:
        if isinstance(entry, dict):
            return {key: times(value) for key, value in entry.items()}
        return None if entry is None else f"({entry})*{factor}"

    read = json.loads(dumps(document))
    for outcome in read["outcomes"]:
        if "value" in outcome:
            outcome["value"] = times(outcome["value"])
    for branch in read["branches"]:
        if "payoff" in branch:
            branch["payoff"] = times(branch["payoff"])
    completion = read.get("completion", {})
    if "alone" in completion:
        completion["alone"] = times(completion["alone"])
    for scale in completion.get("scales", {}).values():
        if "offset" in scale:
            scale["offset"] = times(scale["offset"])
    return loads(json.dumps(read))


def wanted(seed: int) -> tuple[Document, dict[str, Any]]:
    document = random_document(seed)
    return document, {rule: spelled(solve(document, rule, limit=200)) for rule in RULES}


@pytest.mark.parametrize("block", range(4))
def test_larger_values_have_the_same_answers(block: int) -> None:
    for seed in SEEDS[block::4]:
        document, answers = wanted(seed)
        for bits in (29, 31, 52, 54, 57, 58, 59, 60, 61, 62, 63, 64, 200):
            factor = 2**bits - seed % 2
            larger = multiplied(document, factor)
            rule = list(RULES)[(seed + bits) % len(RULES)]
            for name in {rule, "eu", "e-admissible"}:
                found = spelled(solve(larger, name, limit=200), factor)
                assert found == answers[name], (seed, bits, name)
            live = Live()
            live.solve(document, "eu")
            assert spelled(live.solve(larger, "eu"), factor) == answers["eu"], (seed, bits)


@pytest.mark.parametrize("safe", [1, 2, 3, 5, 8, 16, 40])
def test_borders_among_small_numbers(safe: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Most numbers on the way are then of any size, and many lie right at the border."""
    documents = [wanted(seed) for seed in range(100 + safe, 112 + safe)]
    for module in (frontier, levels, maxima, order, rollback, tables):
        monkeypatch.setattr(module, "SAFE", safe)
    for small, block, narrow in ((8, 128, 60), (2, 3, 0)):
        monkeypatch.setattr(maxima, "SMALL", small)
        monkeypatch.setattr(maxima, "BLOCK", block)
        monkeypatch.setattr(rollback, "NARROW", narrow)
        for number, (document, answers) in enumerate(documents):
            again = loads(dumps(document))
            for rule in RULES:
                assert spelled(solve(again, rule, limit=200)) == answers[rule], (number, rule)


@pytest.mark.parametrize("size", [50, 51, 52, 53, 54, 60, 64, 70, 1100])
def test_plans_are_counted_exactly_on_both_sides_of_doubles(size: int) -> None:
    """Three branches that are all the best at each of so many choices, less one."""
    from tests.solver.trees import chance, choice, document, outcome

    half = {"probability": f"1/{size}"}
    parts = []
    for i in range(size):
        names = "ab" if i else "abc"
        parts.append((f"b{i}", choice(f"n{i}", *((f"{x}{i}", "x") for x in names)), half))
    tree = document(chance("root", *parts), [outcome("x", "s", 1)])
    for rule in RULES:
        found = solve(tree, rule, limit=2**70)
        assert found.plans_total == 3 * 2 ** (size - 1), rule
        assert len(found.plans) == min(found.plans_total, 2**63 - 1)
        assert list(found.plans[0].plan.choices.values()) == [f"a{i}" for i in range(size)]
        last = found.plans[-1].plan.choices.values()
        if size < 62:
            assert list(last) == ["c0", *(f"b{i}" for i in range(1, size))], rule
        middle = found.plans[5].plan.choices.values()
        assert [name[0] for name in middle] == ["a"] * (size - 3) + ["b", "a", "b"], rule
    assert solve(hard_family(30), "dsm").plans_total == 2**30

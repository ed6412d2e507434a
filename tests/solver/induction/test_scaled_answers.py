"""Where numbers stop to fit 64 bits, answers stay what they are.

Each way of computing is exact, so a document with all its values multiplied by the same number must
get the very same answer; factors are chosen so that the largest numbers on the way lie below, at and
above each border.  The other way round, borders are moved into the range of small numbers.
"""

import json
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from solver.document.model import Document
from solver.formats.quandary import dumps, loads
from solver.induction import prospect_frontier, prospect_tables
from solver.induction.stepwise_plans import Stepwise
from solver.induction.tree import prospect_order, rollback, tree_levels, vector_maxima
from solver.induction.tree.compiling import compile_tree
from solver.rules import RULES, solve
from solver.rules.incremental import Live
from solver.solution import Plan, Solution
from tests.documents.at_random.random_documents import random_document
from tests.documents.trees import chance, choice, document, outcome
from tests.reference.rules import BY_INTERVALS
from tests.reference.without_probabilities import BY_ENDS

BITS = (29, 31, 52, 57, 58, 59, 60, 61, 62, 64, 200)


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
    for entry in read["outcomes"]:
        if "value" in entry:
            entry["value"] = times(entry["value"])
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


#: The rules that answer whatever the scales are.
PROBABLY = [rule for rule in RULES if rule not in (*BY_ENDS, *BY_INTERVALS)]


@pytest.mark.parametrize("bits", BITS)
def test_larger_values_have_the_same_answers(bits: int) -> None:
    for seed, rule in enumerate(PROBABLY, bits):
        document = random_document(seed)
        factor = 2**bits - seed % 2
        larger = multiplied(document, factor)
        wanted = spelled(solve(document, rule, limit=20))
        assert spelled(solve(larger, rule, limit=20), factor) == wanted, seed
        live = Live()
        live.solve(document, "eu")
        wanted = spelled(live.solve(document, "eu"))
        assert spelled(live.solve(larger, "eu"), factor) == wanted, seed


@pytest.mark.parametrize("safe", [1, 2, 5, 16])
@pytest.mark.parametrize("narrow", [0, 60])
def test_borders_among_small_numbers(
    safe: int, narrow: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Most numbers on the way are then of any size, and many lie right at the border."""
    documents = [random_document(seed) for seed in range(100 + safe, 103 + safe)]
    wanted = [spelled(solve(tree, rule, limit=20)) for tree in documents for rule in PROBABLY]
    for module in (
        prospect_frontier,
        tree_levels,
        vector_maxima,
        prospect_order,
        rollback,
        prospect_tables,
    ):
        monkeypatch.setattr(module, "SAFE", safe)
    monkeypatch.setattr(rollback, "NARROW", narrow)
    if narrow == 0:
        monkeypatch.setattr(vector_maxima, "SMALL", 2)
        monkeypatch.setattr(vector_maxima, "BLOCK", 3)
    again = [loads(dumps(tree)) for tree in documents]
    found = [spelled(solve(tree, rule, limit=20)) for tree in again for rule in PROBABLY]
    assert found == wanted


@pytest.mark.parametrize("size", [50, 52, 53, 60, 64, 1100])
def test_plans_are_counted_exactly_on_both_sides_of_doubles(size: int) -> None:
    """Choices between two branches that are equally good, at the first one of three."""
    parts = []
    for i in range(size):
        names = "ab" if i else "abc"
        node = choice(f"n{i}", *((f"{name}{i}", "x") for name in names))
        parts.append((f"e{i}", node, {"probability": f"1/{size}"}))
    tree = document(chance("root", *parts), [outcome("x", "s", 1)])
    for rule in ("eu", "dsm"):
        found = solve(tree, rule, limit=2**62)
        assert found.plans_total == 3 * 2 ** (size - 1), rule
        assert len(found.plans) == min(found.plans_total, 2**62)
        assert found.complete == (found.plans_total <= 2**62)
        first = {entry: list(found.plans[entry].plan.choices.values()) for entry in (0, 5, -1)}
        assert first[0] == [f"a{i}" for i in range(size)], rule
        # Which choice turns first differs; the plans' numbers are written out all the same.
        sixth = (
            [*"a" * (size - 3), "b", "a", "b"] if rule == "eu" else ["c", "b", *"a" * (size - 2)]
        )
        assert [name[0] for name in first[5]] == sixth, rule
        if found.complete:
            assert first[-1] == ["c0", *(f"b{i}" for i in range(1, size))], rule


def test_no_plan_times_more_than_doubles_hold_is_no_plan() -> None:
    """Where one of very many choices has no branch that is surely permitted."""
    parts = []
    for i in range(1100):
        node = choice(f"n{i}", (f"a{i}", "x"), (f"b{i}", "x"))
        parts.append((f"e{i}", node, {"probability": "1/1101"}))
    none = choice("none", ("c", "x"), ("d", "x"))
    inner = chance("inner", *parts, ("last", "x", {"probability": "1/1101"}))
    half = {"probability": "1/2"}
    tree = compile_tree(
        document(chance("root", ("l", inner, half), ("r", none, half)), [outcome("x", "s", 1)])
    )
    permitted = np.ones(len(tree), dtype=bool)
    assert Stepwise(tree, permitted).total == 2**1101
    for branch in "cd":
        permitted[tree.choice_branches[branch]] = False
    assert Stepwise(tree, permitted).total == 0

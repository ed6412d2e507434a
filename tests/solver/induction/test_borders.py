"""Where one exact way of computing ends and another begins: both are taken, up to the border."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import msgspec
import numpy as np
import pytest

from solver.budget import Budget
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.errors import NotSolvable
from solver.induction import prospect_tables
from solver.induction.prospect_sets import maximal_sets
from solver.induction.stepwise_plans import Stepwise
from solver.induction.table_plans import Ways
from solver.induction.tree import prospect_order, rollback, tree_levels, vector_maxima
from solver.induction.tree.compiling import compile_tree
from solver.induction.tree.tree_levels import Levels
from solver.rules import RULES, solve
from solver.rules.incremental import Live
from tests.documents.at_random.random_documents import random_document
from tests.documents.trees import chance, choice, document, outcome
from tests.reference.agreement import RULE_SUBJECTS, SUBJECTS, Checks, all_agree
from tests.reference.all_plans import Reference
from tests.reference.rules import BY_INTERVALS
from tests.reference.without_probabilities import BY_ENDS, has_one_criterion

WITH_BORDER = (tree_levels, vector_maxima, prospect_order, rollback, prospect_tables)


@pytest.mark.parametrize("safe", [0, 3, 12])
@pytest.mark.parametrize("narrow", [0, 10**9])
def test_wherever_64_bits_are_said_to_end_the_answers_are_the_same(
    safe: int, narrow: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in WITH_BORDER:
        monkeypatch.setattr(module, "SAFE", safe)
    monkeypatch.setattr(rollback, "NARROW", narrow)
    start = 7000 + 40 * safe + (narrow > 0) * 20
    all_agree(range(start, start + 2), SUBJECTS)


@pytest.mark.parametrize(("small", "block"), [(0, 1), (1, 2), (5, 3)])
def test_however_many_are_compared_at_a_time(
    small: int, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector_maxima, "SMALL", small)
    monkeypatch.setattr(vector_maxima, "BLOCK", block)
    all_agree(range(7500 + 20 * small, 7502 + 20 * small), SUBJECTS)


def larger(found: Document, factor: Fraction) -> Document:
    """The same with all values and payoffs so many times as large."""

    def times(value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, Numeral):
            return Numeral.of(value.value() * factor)
        return {criterion: times(own) for criterion, own in value.items()}

    outcomes = {
        id_: msgspec.structs.replace(own, value=times(own.value))
        for id_, own in found.outcomes.items()
    }
    branches = {
        id_: msgspec.structs.replace(own, payoff=times(own.payoff))
        for id_, own in found.branches.items()
    }
    return replace(found, outcomes=outcomes, branches=branches)


@pytest.mark.parametrize("bits", [60, 61, 62, 63])
def test_values_about_as_large_as_64_bits(bits: int) -> None:
    """Halves, wholes and twos of the largest numbers: at, just below and beyond each border."""
    compared = 0
    for off in (-1, 0):
        factor = Fraction(2**bits + off, 2)
        for seed in range(8000 + bits * 10, 8002 + bits * 10):
            found = larger(random_document(seed, complete=seed % 3 == 0), factor)
            if found.preferences.better or found.preferences.equal:
                continue  # what is stated need not hold of other values
            reference, live = Reference(found), Live()
            for rule, compare in RULE_SUBJECTS.items():
                compare(reference, Checks())
                if rule in (*BY_ENDS, *BY_INTERVALS) and not has_one_criterion(reference):
                    continue
                assert live.solve(found, rule).value == solve(found, rule).value
                compared += 1
    assert compared > 9


@pytest.mark.parametrize("rule", RULES)
def test_ends_that_are_all_alike_under_long_probabilities(rule: str) -> None:
    """No number tells them apart, so that none is large, and yet 64 bits do not hold the denominators."""
    tree = choice("c", ("a", "A"), ("b", "A"))
    for i in range(2):
        tree = chance(f"n{i}", (f"y{i}", tree, {"probability": f"1/{2**40}"}), (f"z{i}", "A"))
    assert solve(document(tree, [outcome("A", "s", 1)]), rule).plans_total == 2


def coins(count: int, arms: int) -> Document:
    """So many choices between so many equally good arms, all under one chance node."""
    branches = [
        (f"b{i}", choice(f"n{i}", *((f"a{i} {k}", "A") for k in range(arms))),
         {"probability": f"1/{count}"})
        for i in range(count)
    ]  # fmt: skip
    return document(chance("c", *branches), [outcome("A", "s", 1)])


@pytest.mark.parametrize(("count", "arms"), [(32, 3), (33, 3), (34, 3), (35, 3), (53, 2), (19, 7)])
@pytest.mark.parametrize("rule", RULES)
def test_plans_are_counted_exactly_beyond_doubles(rule: str, count: int, arms: int) -> None:
    """From 3^34 on, and 7^19, doubles would be off; the last plan takes the last arm everywhere."""
    found = coins(count, arms)
    total = arms**count
    assert solve(found, rule).plans_total == total
    tree = compile_tree(found)
    best = Stepwise(tree, np.ones(len(tree), dtype=bool))
    for plans in (best, Ways.of(tree, maximal_sets(tree, Budget()))):
        assert plans.total == total
        last = plans.plan(total - 1).choices
        assert last == {f"n{i}": f"a{i} {arms - 1}" for i in range(count)}
        assert plans.plan(0).choices == {f"n{i}": f"a{i} 0" for i in range(count)}
        middle = [plans.plan(total // 2 + k).choices for k in range(-2, 3)]
        assert len({tuple(choices.items()) for choices in middle}) == 5


def test_counting_in_doubles_and_in_whole_numbers_is_the_same() -> None:
    """Every row, every stage and every node, whichever way is taken; each plan once."""
    several = 0
    for seed in range(25):
        tree = compile_tree(random_document(seed))
        ways = Ways.of(tree, maximal_sets(tree, Budget()))
        for ours, theirs in zip(ways._count(np.float64), ways._count(object), strict=True):
            assert ours[0].tolist() == theirs[0].tolist()
            assert [own.tolist() for own in ours[1]] == [own.tolist() for own in theirs[1]]
        stepwise = Stepwise(tree, np.ones(len(tree), dtype=bool))
        rows = zip(stepwise._count(np.float64), stepwise._count(object), strict=True)
        assert all(ours.tolist() == theirs.tolist() for ours, theirs in rows)
        for plans in (ways, stepwise):
            listed = [tuple(plans.plan(rank).choices.items()) for rank in range(plans.total)]
            assert len(listed) == len(set(listed))
            several += len(listed) > 1
        by_row: dict[int, int] = {}
        for rank in range(ways.total):
            row = ways.row_of(rank)
            assert ways.plan(rank) == ways.plan_of(row, by_row.get(row, 0))
            by_row[row] = by_row.get(row, 0) + 1
        with pytest.raises(IndexError):
            ways.plan(ways.total)
        with pytest.raises(IndexError):
            ways.row_of(ways.total)
    assert several > 25


# --------------------------------------------------------------------------------- digits


def deep(*denominators: int) -> Levels:
    """A chain of chance nodes whose second branches are leaves."""
    tree: Any = "A"
    for i, denominator in enumerate(denominators):
        share = {"probability": f"1/{denominator}"}
        tree = chance(f"c{i}", (f"p{i}", tree, share), (f"q{i}", "A", {"probability": "#"}))
    return compile_tree(document(tree, [outcome("A", "s", 1)])).levels


def test_numbers_have_as_many_digits_as_can_be_computed_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for bits, enough in ((9, False), (10, True), (11, True)):
        monkeypatch.setattr(tree_levels, "_MAX_BITS", bits)
        for denominators in ((2**9,), (2**4, 2**5), (2, 2**8)):
            if enough:
                assert deep(*denominators).scales[0] == 2**9
            else:
                with pytest.raises(NotSolvable, match="too many digits"):
                    _ = deep(*denominators).scales
    monkeypatch.setattr(tree_levels, "_MAX_BITS", 5)
    with pytest.raises(NotSolvable, match="too many digits"):
        _ = deep(31 * 3).denominators


def test_numbers_take_as_much_memory_as_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """One number for each inner level's nodes: one of 3 bits and two of 2 bits make 7."""
    monkeypatch.setattr(tree_levels, "MAX_MEMORY", Fraction(7, 8))
    assert deep(2, 2).scales == (4, 2, 1)
    monkeypatch.setattr(tree_levels, "MAX_MEMORY", Fraction(6, 8))
    with pytest.raises(NotSolvable, match="too many digits"):
        _ = deep(2, 2).scales

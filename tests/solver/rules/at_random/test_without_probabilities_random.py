"""Rules without probabilities against their definitions, plan by plan and state by state.

Of five hundred documents each is asked about regret, and about one of the other two in turn.
"""

import dataclasses
import random
from collections import Counter

import msgspec
import pytest

from solver.document.elements import Kind
from solver.document.model import Document
from solver.explain.case import Case
from solver.rules import solve
from solver.rules.why import said, why_branch, why_plan
from solver.words.names import Names
from tests.documents.at_random.random_documents import random_document
from tests.reference.agreement import Checks, Disagreement, rule_agrees
from tests.reference.all_plans import Reference
from tests.reference.why_agreement import Examiner
from tests.reference.without_probabilities import (
    BY_ENDS,
    best_by_ends,
    comes_twice,
    expected_by_ends,
    has_one_criterion,
    worths,
)
from tests.solver.rules.test_partial_answers import at_most

BLOCKS, SIZE = 2, 250


def with_events(seed: int) -> Document:
    """A document on one scale of which some chance nodes are one event."""
    draw, given = random.Random(seed), random_document(seed, complete=True)
    nodes, branches = dict(given.nodes), dict(given.branches)
    for node in given.tree:
        if given.nodes[node].kind is not Kind.CHANCE:
            continue
        nodes[node] = msgspec.structs.replace(
            nodes[node], label=draw.choice("EEFG") * (seed % 7 > 0)
        )
        leaving = list(given.children(node))
        names = [f"l{i}" for i in range(len(leaving))]
        draw.shuffle(names)
        for branch, name in zip(leaving, names, strict=True):
            branches[branch.id] = msgspec.structs.replace(branch, label=name)
    return dataclasses.replace(given, nodes=nodes, branches=branches)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_they_agree_with_their_definitions(block: int) -> None:
    seen: Counter[str] = Counter()
    for seed in range(block * SIZE, (block + 1) * SIZE):
        reference = Reference(with_events(seed))
        seen["twice"] += comes_twice(reference)
        for rule in (BY_ENDS[seed % 2], "minimax-regret"):
            checks = Checks()
            try:
                rule_agrees(rule, reference, checks)
            except AssertionError as error:
                raise Disagreement(f"seed {seed}, {rule}: {error}") from error
            if checks.made > 1:
                answer = expected_by_ends(reference, rule)
                seen[f"{rule} off"] += bool(answer.off)
                seen[f"{rule} clash"] += bool(answer.clashes)
    assert all(seen[f"{rule} {what}"] > 2 for rule in BY_ENDS for what in ("off", "clash")), seen
    assert seen["twice"] > 5


def test_what_is_said_past_the_budget_is_true() -> None:
    seen: Counter[object] = Counter()
    for seed in range(90):
        reference = Reference(with_events(seed))
        if comes_twice(reference):
            continue
        exact = solve(reference.document, "minimax-regret", limit=10**6)
        for most in (2, 6, 12, 20, 30):
            with at_most(most):
                partial = solve(reference.document, "minimax-regret", limit=10**6)
            for branch, verdict in partial.branches.items():
                truth = exact.branches[branch]
                assert verdict.permitted in (None, truth.permitted), (seed, most, branch)
                assert verdict.reachable in (None, truth.reachable), (seed, most, branch)
                seen[verdict.permitted] += 1
            assert partial.clashes <= exact.clashes
            assert partial.off_plan <= exact.off_plan
            if partial.plans_total is not None:
                assert partial.plans_total == exact.plans_total
                assert [e.plan for e in partial.plans] == [e.plan for e in exact.plans]
            else:
                assert not partial.plans
                assert not partial.decided
            if partial.decided:
                assert dict(partial.branches) == dict(exact.branches)
                assert partial.clashes == exact.clashes
            seen[partial.decided] += 1
    assert min(seen.values()) > 20, seen


def test_explanations_name_the_best_plan_and_what_it_is_worth() -> None:
    clauses = set()
    for seed in range(40):
        reference = Reference(with_events(seed))
        assert has_one_criterion(reference)
        case, examiner = Case.of(reference.document), Examiner(reference, Checks())
        some = random.Random(seed).sample(p := reference.plans(reference.root), min(5, len(p)))
        for rule in BY_ENDS if not comes_twice(reference) else BY_ENDS[:2]:
            answer, best = expected_by_ends(reference, rule), best_by_ends(reference, rule)
            sign = -1 if rule == "minimax-regret" else solve_sign(reference)
            worth = {
                n: {plan.choices: sign * value for plan, value in worths(reference, rule, n)}
                for n in reference.document.tree
            }
            for node in reference.choice_nodes:
                for branch in reference.document.children(node):
                    found = why_branch(case, rule, branch.id)
                    clauses.add(found.clause)
                    assert found.permitted == (branch.id in answer.permitted[node]), (seed, rule)
                    assert found.off_plan == (node in answer.off)
                    clash = found.permitted and branch.id not in {
                        dict(plan.choices)[node] for plan in best[node]
                    }
                    assert ("alone" in found.values) == clash
                    own, other = (
                        examiner.plan(part)
                        for part in (found.witnesses[0].part, found.witnesses[0].other)
                        if part is not None
                    )
                    assert (node, branch.id) in own.choices
                    assert node in reference.reached(own, found.seen_from)
                    assert other in best[found.seen_from]
                    assert found.values["plan"] == worth[found.seen_from][own.choices]
                    assert found.values["best"] == worth[found.seen_from][other.choices]
                    through = [
                        worth[found.seen_from][plan.choices]
                        for plan in reference.plans(found.seen_from)
                        if (node, branch.id) in plan.choices
                    ]
                    better = min if rule == "minimax-regret" or sign < 0 else max
                    assert found.values["plan"] == better(through)
                    assert len(said(Names(reference.document), found).sentences) > 1
            for plan in some:
                found = why_plan(case, rule, dict(plan.choices))
                assert found.permitted == (plan.choices in answer.plans), (seed, rule)
                assert (
                    found.values["plan"]
                    == worth[found.seen_from][examiner.plan(found.witnesses[0].part).choices]
                )
    assert len(clauses) == 2 * len(BY_ENDS)


def solve_sign(reference: Reference) -> int:
    """−1 where less of the one criterion is better."""
    (criterion,) = reference.document.criteria.values()
    return -1 if criterion.better == "less" else 1

"""Improved policies and rationales on random trees, each half of every claim checked on its own."""

import dataclasses
from fractions import Fraction

import pytest

from solver.document import Document, Kind
from solver.numerals import Numeral
from solver.policies import Policy, improve, rationalise, stated_policy
from solver.rules import solve
from solver.solution import Plan
from tests.solver.random_documents import random_document
from tests.solver.reference import Reference, Vector

BLOCKS, SIZE = 5, 80


def prospect(
    reference: Reference, policy: dict[str, Fraction]
) -> tuple[Vector, dict[str, Fraction]]:
    """Features and lottery of a policy, by walking down."""
    document = reference.document
    total: list[Fraction] = []
    lottery: dict[str, Fraction] = {}

    def walk(node: str, weight: Fraction) -> None:
        entry = document.nodes[node]
        if entry.outcome is not None:
            (leaf,) = reference.plans(node)
            total[:] = [
                a + weight * b
                for a, b in zip(
                    total or [Fraction(0)] * len(leaf.features), leaf.features, strict=True
                )
            ]
            lottery[entry.outcome] = lottery.get(entry.outcome, Fraction(0)) + weight
        shares = reference.probabilities(node)
        for branch, share in zip(document.children(node), shares, strict=True):
            walk(
                branch.target, weight * (policy[branch.id] if entry.kind is Kind.CHOICE else share)
            )

    walk(reference.root, Fraction(1))
    return tuple(total), {id_: p for id_, p in lottery.items() if p}


def checked(reference: Reference, policy: Policy) -> Vector:
    for node in reference.choice_nodes:
        ps = [policy.policy[branch.id] for branch in reference.document.children(node)]
        assert sum(ps) == 1
        assert min(ps) >= 0
    features, lottery = prospect(reference, dict(policy.policy))
    assert lottery == policy.lottery
    return features


@pytest.mark.parametrize("block", range(BLOCKS))
def test_improve_finds_a_better_policy_iff_there_is_one(block: int) -> None:
    found = 0
    for seed in range(block * SIZE, (block + 1) * SIZE):
        document = random_document(seed)
        reference = Reference(document)
        answer = improve(document)
        assert answer.stated == stated_policy(document)
        best = checked(reference, answer.stated)
        for node in reference.choice_nodes:
            ids = [branch.id for branch in document.children(node)]
            assert [answer.stated.policy[b] for b in ids] == reference.probabilities(node)
        if answer.better is not None:
            found += 1
            better = checked(reference, answer.better)
            assert reference.prefers(better, best), seed
            best = better
        # Nothing is better still: some completion makes it optimal among all plans.
        assert reference.optimal(best, reference.plans(reference.root)), seed
    assert found > SIZE // 10


def with_utility(document: Document, entry: object) -> Document:
    return dataclasses.replace(document, completion=entry)  # type: ignore[arg-type]


def features_of(reference: Reference, plan: Plan) -> Vector:
    choices = tuple(sorted(plan.choices.items()))
    return next(p.features for p in reference.plans(reference.root) if p.choices == choices)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_each_permitted_plan_has_a_completion_or_a_better_mixture(block: int) -> None:
    counts = {True: 0, False: 0}
    for seed in range(block * SIZE, (block + 1) * SIZE):
        document = random_document(seed)
        reference = Reference(document)
        available = reference.plans(reference.root)
        answer = rationalise(document, "dsm", limit=1000)
        assert [e.plan for e in answer.plans] == [
            e.plan for e in solve(document, "dsm", limit=1000).plans
        ]
        for entry in answer.plans:
            features = features_of(reference, entry.plan)
            counts[entry.completion is not None] += 1
            assert (entry.completion is not None) == reference.optimal(features, available), seed
            if entry.completion is None:
                assert entry.mixture
                assert sum(weight for weight, _ in entry.mixture) == 1
                assert all(weight > 0 for weight, _ in entry.mixture)
                parts = [(w, features_of(reference, plan)) for w, plan in entry.mixture]
                mixed = tuple(
                    sum((w * f[i] for w, f in parts), Fraction(0)) for i in range(len(features))
                )
                assert reference.prefers(mixed, features), seed
            else:
                _check_completion(document, entry.plan, entry.utility, entry.completion)
    assert counts[True]
    if block == 0:
        assert counts[False]


def _check_completion(document: Document, plan: Plan, utility: object, completion: object) -> None:
    """The completion serves the document, and expected utility with it permits the plan."""
    solution = solve(with_utility(document, completion), "eu", limit=1)
    # At nodes of probability zero utility is not at stake, so only what can happen is compared.
    chances = {document.root_id: Fraction(1)}
    for node in document.tree:
        branches = document.children(node)
        for branch in branches:
            chances[branch.target] = chances[node]
        if document.nodes[node].kind is Kind.CHANCE:
            for branch in branches:
                if isinstance(branch.probability, Numeral) and branch.probability.text == "0":
                    chances[branch.target] = Fraction(0)
    for node, taken in plan.choices.items():
        if chances[node]:
            assert solution.branches[taken].permitted, (node, taken)

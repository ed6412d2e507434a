"""All five rules against the definitions word for word, on thousands of small random trees."""

from fractions import Fraction

import pytest

from solver.document import Document, Kind
from solver.rules import RULES, solve
from solver.values import criterion_values
from tests.solver.random_documents import random_document
from tests.solver.reference import Reference
from tests.solver.reference_rules import expected

BLOCKS, SIZE = 20, 100


def leaf_values(document: Document, reference: Reference) -> dict[str, Fraction]:
    """The utility at each leaf: by the completion, or the plain value where there is none."""
    result = {}
    for node in document.tree:
        entry = document.nodes[node]
        if entry.kind is not Kind.OUTCOME or entry.outcome is None:
            continue
        outcome = document.outcomes[entry.outcome]
        completion = document.completion
        if completion is not None and outcome.value is None:
            result[node] = completion.alone[outcome.id].value()
            continue
        utility = Fraction(0)
        weights = {c: Fraction(1) for c in document.criterion_ids}
        if completion is not None:
            scale = completion.scales[str(outcome.scale)]
            weights = dict(criterion_values(document, scale.weight))
            assert scale.offset is not None
            utility = scale.offset.value()
        for c, value in criterion_values(document, outcome.value).items():
            sign = -1 if document.criteria[c].better == "less" else 1
            utility += sign * weights[c] * (value + reference.paid[node].get(c, Fraction(0)))
        result[node] = utility
    return result


def agree(document: Document, rule: str, reference: Reference) -> None:
    solution = solve(document, rule, limit=10**6)
    wanted = expected(reference, rule, leaf_values(document, reference))
    plans = [tuple(sorted(entry.plan.choices.items())) for entry in solution.plans]
    assert len(plans) == len(set(plans)) == solution.plans_total
    assert solution.complete
    assert set(plans) == wanted.plans
    assert solution.off_plan == wanted.off
    taken = {branch for plan in plans for _, branch in plan}
    assert {b: (v.permitted, v.reachable) for b, v in solution.branches.items()} == {
        branch.id: (branch.id in wanted.permitted[node], branch.id in taken)
        for node in reference.choice_nodes
        for branch in document.children(node)
    }
    if rule != "eu":
        gaps = {node for node in reference.choice_nodes if reference.has_gap(node)}
        assert solution.gaps == gaps
    available = {plan.choices: plan for plan in reference.plans(reference.root)}
    for entry, choices in zip(solution.plans, plans, strict=True):
        plan = available[choices]
        assert entry.plan.lottery == reference.lottery(plan)
        if entry.dominated_by is None:
            assert not any(reference.prefers(q.features, plan.features) for q in available.values())
        else:
            witness = available[tuple(sorted(entry.dominated_by.choices.items()))]
            assert entry.dominated_by.lottery == reference.lottery(witness)
            assert reference.prefers(witness.features, plan.features)
    if rule in ("dsm", "e-admissible"):
        assert all(entry.dominated_by is None for entry in solution.plans)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_all_rules_agree_with_their_definitions(block: int) -> None:
    for seed in range(block * SIZE, (block + 1) * SIZE):
        document = random_document(seed)
        reference = Reference(document)
        for rule in RULES:
            try:
                agree(document, rule, reference)
            except AssertionError as error:
                raise AssertionError(f"seed {seed}, rule {rule}") from error


@pytest.mark.parametrize("block", range(4))
def test_with_complete_preferences_all_rules_agree(block: int) -> None:
    for seed in range(block * 100, (block + 1) * 100):
        document = random_document(seed, complete=True)
        answers = [solve(document, rule, limit=10**6).branches for rule in RULES]
        assert all(answer == answers[0] for answer in answers), f"seed {seed}"

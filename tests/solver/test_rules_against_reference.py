"""The rules agree with the naive reference, which lists all plans, on thousands of random trees."""

from fractions import Fraction
from random import Random

import pytest

from solver.document import Document
from solver.errors import NotSolvable
from solver.preferences import preference_of
from solver.rules import RULES, solve
from solver.solution import Solution
from tests.solver.random_documents import random_document, with_completion
from tests.solver.reference import Plan, Reference

MOST_PLANS = 60
BATCHES = 20
PER_BATCH = 105


def _documents(seed: int, count: int, *, complete: bool = False) -> list[Document]:
    random = Random(seed)
    found: list[Document] = []
    while len(found) < count:
        document = random_document(random, complete=complete)
        if len(Reference(document).plans(document.root_id or "")) <= MOST_PLANS:
            found.append(document)
    return found


def _compare(
    reference: Reference, solution: Solution, permitted: dict[str, set[str]], plans: list[Plan]
) -> None:
    document = reference.document
    taken = {branch for plan in plans for branch in plan.values()}
    for node in reference.choice_nodes():
        for branch in document.children(node):
            verdict = solution.branches[branch.id]
            assert verdict.permitted == (branch.id in permitted[node]), (node, branch.id)
            assert verdict.reachable == (branch.id in taken), (node, branch.id)
    listed = [dict(entry.plan.choices) for entry in solution.plans]
    assert sorted(map(str, map(sorted, map(dict.items, listed)))) == sorted(
        map(str, map(sorted, map(dict.items, plans)))
    )
    assert solution.plans_total == len(plans)
    assert solution.complete
    root = document.root_id or ""
    for entry in solution.plans:
        plan = dict(entry.plan.choices)
        assert (entry.dominated_by is not None) == reference.is_dominated(plan)
        assert sum(entry.plan.lottery.values()) == 1
        if entry.dominated_by is not None:
            witness = dict(entry.dominated_by.choices)
            assert witness in reference.plans(root)
            assert reference.prefers(reference.vector(root, witness), reference.vector(root, plan))


@pytest.mark.parametrize("batch", range(BATCHES))
def test_rules_agree_with_reference(batch: int) -> None:
    for document in _documents(batch, PER_BATCH):
        reference = Reference(document)
        for rule, answer in (
            ("naive", reference.naive()),
            ("caprice", reference.caprice()),
            ("dsm", reference.resolute("dsm")),
            ("e-admissible", reference.resolute("e-admissible")),
        ):
            _compare(reference, solve(document, rule, limit=10_000), *answer)


def test_expected_utility_agrees_with_reference() -> None:
    random = Random(7)
    solved, refused = 0, set()
    for document in _documents(1000, 400):
        completed = with_completion(random, document)
        try:
            solution = solve(completed, "eu", limit=10_000)
        except NotSolvable as error:
            refused |= {finding.code for finding in error.findings}
            continue
        solved += 1
        reference = Reference(completed)
        _compare(reference, solution, *reference.eu(_utility(reference)))
    assert solved > 250
    assert refused == {"completion.statement"}


def _utility(reference: Reference) -> tuple[Fraction, ...]:
    """The completion, or the value itself where the tree has one scale with one criterion."""
    document = reference.document
    used = {document.nodes[id_].outcome for id_ in document.tree} - {None}
    scales = {reference._scale(id_) for id_ in used if id_}
    criteria = document.criterion_ids
    completion = document.completion
    assert completion is not None
    if len(scales) == 1 and len(criteria) == 1 and next(iter(scales))[0] == "scale":
        return tuple(Fraction(int(i >= len(reference.scales))) for i in range(reference.size))
    utility = []
    for kind, name in reference.scales:
        if kind == "alone":
            utility.append(completion.alone[name].value())
        else:
            utility.append(completion.scales[name].offset.value())  # type: ignore[union-attr]
    for (_, name), criterion in reference.values:
        weight = completion.scales[name].weight
        utility.append(weight[criterion].value() if isinstance(weight, dict) else weight.value())  # type: ignore[union-attr]
    return tuple(utility)


def test_complete_preferences_make_all_rules_agree() -> None:
    for document in _documents(5, 400, complete=True):
        answers = [solve(document, rule, limit=10_000) for rule in RULES]
        for answer in answers[1:]:
            assert answer.branches == answers[0].branches
            assert [e.plan.choices for e in answer.plans] == [
                e.plan.choices for e in answers[0].plans
            ]
            assert all(entry.dominated_by is None for entry in answer.plans)


def test_preference_agrees_with_reference() -> None:
    random = Random(3)
    for document in _documents(2000, 300):
        reference = Reference(document)
        preference = preference_of(document)
        root = document.root_id or ""
        vectors = [reference.vector(root, plan) for plan in reference.plans(root)]
        for _ in range(10):
            p, q = random.choice(vectors), random.choice(vectors)
            relation = preference.compare(p, q)
            weakly = (reference.weakly(p, q), reference.weakly(q, p))
            expected = {
                (True, True): "equal",
                (True, False): "better",
                (False, True): "worse",
                (False, False): "gap",
            }
            assert relation == expected[weakly]

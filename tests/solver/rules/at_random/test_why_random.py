"""Explanations of all rules on many random trees: what they name as a witness is one."""

import random
from collections.abc import Mapping
from fractions import Fraction

import pytest

from solver.explain.case import Case
from solver.explain.explanation import Clause, Explanation
from solver.induction.tree.compiling import compile_tree
from solver.preferences.preference_cone import Preference
from solver.preferences.relations.timestep_dominance import TIMESTEP_DOMINANCE
from solver.rules import RULES
from solver.rules.why import why_branch, why_plan
from tests.documents.at_random.random_documents import random_document
from tests.documents.told_documents import told_of
from tests.kept.saying import problem
from tests.reference.agreement import Checks, Disagreement, completion_for, leaf_utilities
from tests.reference.all_plans import Reference
from tests.reference.rules import BY_INTERVALS, expected, value_of
from tests.reference.why_agreement import Examiner
from tests.reference.without_probabilities import BY_ENDS

BLOCKS, SIZE = 1, 15
CLAUSES = 15  # of these rules together, the undecided one included
#: Those that compare plans by preference; the others are examined in tests of their own.
EXAMINED = tuple(rule for rule in RULES if rule not in (*BY_ENDS, *BY_INTERVALS, "credence"))
PLANS = 6  # that are asked about on each tree


def eu_agrees(
    examiner: Examiner, said: Explanation, sign: int, utilities: Mapping[str, Fraction]
) -> None:
    """The expected values of the branches of a node."""
    reference = examiner.reference
    for branch, value in said.values.items():
        own = [
            value_of(reference, plan, said.node, utilities)
            for plan in reference.plans(said.node)
            if (said.node, branch) in plan.choices
        ]
        examiner.checks.equal(f"value of {branch}", value, sign * max(own))


def examine(reference: Reference, rules: tuple[str, ...], seed: int) -> tuple[Checks, set[Clause]]:
    """Ask about every branch and some plans of a tree."""
    checks, clauses = Checks(), set[Clause]()
    case = Case.of(reference.document)
    examiner = Examiner(reference, checks)
    examiner.caprice()
    completion, sign = completion_for(reference) if "eu" in rules else (None, 1)
    utilities = leaf_utilities(reference, completion) if completion is not None else {}
    for rule in rules:
        answer = expected(reference, rule, utilities)
        plans = reference.plans(reference.root)
        some = random.Random(seed).sample(plans, min(PLANS, len(plans)))
        try:
            for node in reference.choice_nodes:
                for branch in reference.document.children(node):
                    said = why_branch(case, rule, branch.id)
                    clauses.add(said.clause)
                    examiner.branch(said, answer)
                    if rule == "eu":
                        eu_agrees(examiner, said, sign, utilities)
            for plan in some:
                found = why_plan(case, rule, dict(plan.choices))
                examiner.whole(found, plan, plan.choices in answer.plans)
        except AssertionError as error:
            raise Disagreement(f"seed {seed}, {rule}: {error}") from error
    return checks, clauses


@pytest.mark.parametrize("block", range(BLOCKS))
def test_every_witness_is_one(block: int) -> None:
    made, clauses = 0, set[Clause]()
    for seed in range(block * SIZE, (block + 1) * SIZE):
        checks, found = examine(Reference(random_document(seed)), EXAMINED, seed)
        made += checks.made
        clauses |= found
    assert made > 1000 * SIZE
    assert len(clauses) >= CLAUSES - 3  # all but undecided ones come up, if not in each block


@pytest.mark.parametrize("name", told_of())
def test_every_witness_in_the_phrasebook_is_one(name: str) -> None:
    """What is said there of these documents is true, every branch and some plans of it."""
    document = told_of()[name].expanded
    # That no completion makes any of seventy plans best takes the reference ten seconds.
    left_out = ("e-admissible",) if name == "many" else ()
    on = Case.of(document)
    rules = [rule for rule in EXAMINED if rule not in left_out and not problem(on, rule)]
    examine(Reference(document), tuple(rules), 0)


def test_every_witness_is_one_where_comparisons_are_linear_programs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Preference, "dual", None)
    assert compile_tree(random_document(5000)).order.general is not None
    for seed in range(5000, 5004):
        examine(Reference(random_document(seed)), EXAMINED, seed)


def test_every_witness_is_one_under_timestep_dominance() -> None:
    for seed in range(SIZE):
        tree = random_document(seed, relation=TIMESTEP_DOMINANCE.id)
        examine(Reference(tree), ("eu", "naive", "sophisticated", "e-admissible", "dsm"), seed)

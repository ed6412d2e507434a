"""One plan that is better than all others at every choice: the rules themselves say the same."""

import pytest

from solver.explain.case import Case
from solver.rules import RULES
from solver.sensitivity.answers import answered
from solver.sensitivity.points import Points
from solver.sensitivity.sole_plans import RULES_OF_THE_MAXIMAL, only_plan, sole_branches
from tests.documents.at_random.random_documents import random_document
from tests.documents.at_random.random_opinions import random_opinions
from tests.documents.trees import choice, document, outcome


@pytest.mark.parametrize("rule", sorted(RULES_OF_THE_MAXIMAL))
def test_it_is_what_the_rule_permits(rule: str) -> None:
    found = 0
    for seed in range(240):
        case = Case.of(random_document(seed, complete=seed % 2 == 0))
        sole = sole_branches(case.tree)
        told = answered(RULES[rule], case, case.budget())
        if sole is None:
            continue
        found += 1
        assert only_plan(case.tree, sole) == told, seed
    assert found > 20


def test_ties_and_gaps_are_no_sole_plans() -> None:
    tied = document(
        choice("n", ("a", "x"), ("b", "y")), [outcome("x", "s", 1), outcome("y", "s", 1)]
    )
    assert sole_branches(Case.of(tied).tree) is None
    gap = document(choice("n", ("a", "x"), ("b", "y")), [outcome("x"), outcome("y")])
    assert sole_branches(Case.of(gap).tree) is None
    better = document(
        choice("n", ("a", "x"), ("b", "y")), [outcome("x", "s", 1), outcome("y", "s", 2)]
    )
    sole = sole_branches(Case.of(better).tree)
    assert sole is not None
    assert only_plan(Case.of(better).tree, sole).branches == {"a": False, "b": True}
    assert Points(better, "dsm").at({}).answer == only_plan(Case.of(better).tree, sole)
    assert sole_branches(Case.of(random_opinions(0)).tree) is None

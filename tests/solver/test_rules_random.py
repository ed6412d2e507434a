"""All five rules against the definitions word for word, on a thousand small random trees."""

import pytest

from solver.rules import RULES, solve
from tests.solver.agreement import RULE_SUBJECTS, all_agree
from tests.solver.random_documents import random_document

BLOCKS, SIZE = 10, 100


@pytest.mark.parametrize("block", range(BLOCKS))
def test_all_rules_agree_with_their_definitions(block: int) -> None:
    seeds = range(block * SIZE, (block + 1) * SIZE)
    counted = all_agree(seeds, RULE_SUBJECTS)
    assert set(counted) == set(RULES)
    assert all(checks.made > 10 * SIZE for checks in counted.values())


@pytest.mark.parametrize("block", range(4))
def test_with_complete_preferences_all_rules_agree(block: int) -> None:
    for seed in range(block * 100, (block + 1) * 100):
        document = random_document(seed, complete=True)
        answers = [solve(document, rule, limit=10**6).branches for rule in RULES]
        assert all(answer == answers[0] for answer in answers), f"seed {seed}"

"""Improved policies and rationales on random trees, each half of every claim checked on its own."""

import pytest

from solver.preferences.relations import RELATIONS
from tests.reference.agreement import POLICY_SUBJECTS, all_agree

BLOCKS, SIZE = 4, 100


@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize("block", range(BLOCKS))
def test_policies_are_improved_and_plans_rationalised_iff_they_can_be(
    block: int, relation: str
) -> None:
    seeds = range(block * SIZE, (block + 1) * SIZE)
    for subject, checks in all_agree(seeds, POLICY_SUBJECTS, relation).items():
        assert checks.made > 10 * SIZE
        assert checks.found > SIZE // 20, subject  # both answers do come up

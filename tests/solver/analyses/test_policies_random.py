"""Improved policies and rationales on random trees, each half of every claim checked on its own."""

import pytest

from tests.reference.agreement import POLICY_SUBJECTS, SUBJECTS, all_agree
from tests.reference.rules import BY_INTERVALS

BLOCKS, SIZE = 2, 40  # `tests.bench.agreement` takes as many as one likes


@pytest.mark.parametrize("relation", ["expected-multi-utility", "timestep-dominance"])
@pytest.mark.parametrize("block", range(BLOCKS))
def test_policies_are_improved_and_plans_rationalised_iff_they_can_be(
    block: int, relation: str
) -> None:
    seeds = range(block * SIZE, (block + 1) * SIZE)
    for subject, checks in all_agree(seeds, POLICY_SUBJECTS, relation).items():
        assert checks.made > 10 * SIZE
        assert checks.found > SIZE // 20, subject  # both answers do come up


@pytest.mark.parametrize("relation", ["first-order", "second-order"])
def test_all_agree_under_stochastic_dominance(relation: str) -> None:
    """The reference asks all increasing (and concave) utilities of the net values."""
    counted = all_agree(range(7000, 7015), SUBJECTS, relation)
    made = {subject: checks.made for subject, checks in counted.items()}
    assert all(made[subject] >= 15 for subject in made.keys() - {*BY_INTERVALS, "trammelling"})

"""Rules, improved policies and rationales under several opinions, against the definitions word for word."""

import pytest

from tests.reference.opinions_agreement import SUBJECTS, all_agree


@pytest.mark.parametrize("relation", ["expected-multi-utility", "timestep-dominance"])
def test_they_agree_with_their_definitions(relation: str) -> None:
    counted = all_agree(range(12), relation)
    assert set(counted) == set(SUBJECTS)
    assert sum(checks.made for checks in counted.values()) > 1500

"""The garbage collector rests where it is told to, and is left as it was found."""

import gc

import pytest

from solver.memory import collector_at_rest


@pytest.mark.parametrize("enabled", [True, False])
@pytest.mark.parametrize("fails", [True, False])
def test_the_collector_rests_within_the_block_only(enabled: bool, fails: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        try:
            with collector_at_rest():
                assert not gc.isenabled()
                if fails:
                    raise KeyError
        except KeyError:
            assert fails
        assert gc.isenabled() == enabled
    finally:
        (gc.enable if before else gc.disable)()

"""The garbage collector rests where it is told to, and is left as it was found."""

import gc
from contextlib import suppress

import pytest

from solver.memory import SELDOM, collector_at_rest, collector_seldom


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


@pytest.mark.parametrize("fails", [True, False])
def test_the_collector_looks_seldom_within_the_block_only(fails: bool) -> None:
    before = gc.get_threshold()
    try:
        gc.set_threshold(701, 11, 12)
        with suppress(KeyError), collector_seldom():
            assert gc.get_threshold() == SELDOM
            if fails:
                raise KeyError
        assert gc.get_threshold() == (701, 11, 12)
    finally:
        gc.set_threshold(*before)

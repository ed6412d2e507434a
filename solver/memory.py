"""Telling Python's garbage collector to wait while very many values are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

SELDOM: Final = (100_000, 50, 1000)  # when the collector looks: see `gc.set_threshold`


@contextmanager
def collector_seldom() -> Iterator[None]:
    """Within this block cyclic garbage is looked for seldom: while modules are loaded, there is none."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Within this block no cyclic garbage is looked for.

    The collector looks through all young values each time some hundreds more have been made, and
    now and then through all there are; where millions of values are made that stay and never form
    cycles, that is half of the time or more, and finds nothing.  Reference counting goes on.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()

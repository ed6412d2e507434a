"""Counts which ways of computing are taken, so that a test can tell that it reached them."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest


def counted(patch: pytest.MonkeyPatch, home: Any, names: Sequence[str]) -> Counter[str]:
    """How often each of these functions of a module or class is called from now on."""
    counts: Counter[str] = Counter()

    def counting(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            counts[name] += 1
            return function(*arguments)

        return call

    for name in names:
        patch.setattr(home, name, counting(name, getattr(home, name)))
    return counts

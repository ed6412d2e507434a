"""Sweeps: rows in order, the same on several cores and on a cluster; a dead scheduler is a sentence."""

import logging
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from app.process.sweep import SweptParameter, _silence, heads, on_cluster, on_cores, parts, rows_of
from solver.errors import QuandaryError
from tests.solver.sensitivity.test_many_points import oil

AXES = (
    SweptParameter("p", Fraction(0), Fraction(1), 11),
    SweptParameter("c", Fraction(0), Fraction(100), 7),
)


def test_rows_of_a_sweep() -> None:
    work = parts(oil(), "eu", AXES)
    rows = [row for part in work for row in rows_of(part)]
    assert heads(AXES) == ("p", "c", "permitted", "plans", "value", "refused")
    assert len(rows) == 77
    assert rows[0] == ("0", "0", "drill; stop", "2", "0", "")
    assert rows[-1] == ("1", "100", "drill; stop", "2", "0", "")
    assert ("1/2", "50/3", "drill", "1", "100/3", "") in rows
    with pytest.raises(QuandaryError, match="too many"):
        parts(oil(), "eu", [SweptParameter("p", Fraction(0), Fraction(1), 10**6), SweptParameter("c", Fraction(0), Fraction(1), 10**6)])  # fmt: skip


def test_several_cores_give_the_same_rows() -> None:
    work = parts(oil(), "eu", AXES)
    assert list(on_cores(work, 2)) == list(map(rows_of, work))


class Lost:
    """A scheduler that goes away."""

    def __init__(self, address: str, **_: object) -> None:
        if "nowhere" in address:
            raise OSError("Timed out")

    def map(self, do: Callable[..., Any], work: list[Any], **_: object) -> list["Lost"]:
        return [self for _ in work]

    def result(self) -> Any:
        raise OSError(
            "in <TCP (closed) local=tcp://127.0.0.1:1>: ConnectionResetError: [Errno 104] Reset by peer"
        )

    def close(self, **_: object) -> None:
        pass


def test_a_dead_scheduler_is_a_sentence() -> None:
    work = parts(oil(), "eu", AXES)
    with pytest.raises(QuandaryError, match="No scheduler answers at nowhere"):
        list(on_cluster(work, "nowhere", Lost))
    with pytest.raises(QuandaryError, match=r"at tcp://somewhere:1 was lost: Reset by peer\.$"):
        list(on_cluster(work, "tcp://somewhere:1", Lost))


def test_a_library_says_nothing_besides() -> None:
    """Its loggers have levels of their own, so that it is not enough to quieten the one above them."""
    below = logging.getLogger("some_library.client")
    below.setLevel(logging.WARNING)
    _silence("some_library")
    assert not below.isEnabledFor(logging.ERROR)

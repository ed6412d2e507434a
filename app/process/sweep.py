"""A grid of parameters, a row a point: on one core, on all, or on a Dask cluster; the rows are the same.

The grid is cut into parts of consecutive points; each part is worked out from the document's text, so
that it may be done anywhere, and again where a worker was lost.
"""

import gc
import logging
import os
import re
import signal
import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from typing import Any, Final

from solver.document.model import Document
from solver.errors import Cancelled, QuandaryError
from solver.formats.quandary import dumps, loads
from solver.memory import SELDOM
from solver.sensitivity.many_points import ManyPoints
from solver.sensitivity.points import Asked, Points, number_of

PART: Final = 24  # points; few, so that no core waits long for another at the end
WAIT: Final = 20  # seconds for a scheduler to answer

Row = tuple[str, ...]

_ended: Event | None = None


@dataclass(frozen=True)
class SweptParameter:
    """A parameter and its values: ``count`` of them from ``low`` to ``high``."""

    parameter: str
    low: Fraction
    high: Fraction
    count: int

    def value(self, place: int) -> Fraction:
        """One of its values; none of the others is worked out for it."""
        return self.low + (self.high - self.low) * Fraction(place, max(self.count - 1, 1))


@dataclass(frozen=True)
class SweepPart:
    """Some consecutive points of a sweep, with all that is needed to work them out."""

    document: str  # its text
    rule: str
    axes: tuple[SweptParameter, ...]
    first: int
    count: int


def heads(axes: Sequence[SweptParameter]) -> Row:
    """The columns: the parameters, then what the rule says."""
    return (*(axis.parameter for axis in axes), "permitted", "plans", "value", "refused")


def parts(document: Document, rule: str, axes: Sequence[SweptParameter]) -> list[SweepPart]:
    """A sweep in parts.  Raises `QuandaryError` for parameters that are not there, or too many points."""
    for axis in axes:
        if axis.parameter not in document.parameters:
            raise QuandaryError(f"There is no parameter “{axis.parameter}” in this document.")
    total = number_of([axis.count for axis in axes])
    text = dumps(document)
    return [
        SweepPart(text, rule, tuple(axes), first, min(PART, total - first))
        for first in range(0, total, PART)
    ]


def rows_of(part: SweepPart) -> list[Row]:
    """The rows of a part, in order: the last axis moves fastest."""
    numbers = range(part.first, part.first + part.count)
    values = [_values(part.axes, number) for number in numbers]
    try:
        asked = _points(part.document, part.rule).at(values)
    except Cancelled:
        return []  # nobody waits for it any more
    return [_row(part.axes, at, here.asked) for at, here in zip(values, asked, strict=True)]


def _values(axes: Sequence[SweptParameter], number: int) -> dict[str, Fraction]:
    """The values at one of the points."""
    at: dict[str, Fraction] = {}
    for axis in reversed(axes):
        number, place = divmod(number, axis.count)
        at[axis.parameter] = axis.value(place)
    return at


def _row(axes: Sequence[SweptParameter], at: Mapping[str, Fraction], asked: Asked) -> Row:
    answer = asked.answer
    permitted = [b for b, ok in answer.branches.items() if ok] if answer is not None else []
    return (
        *(str(at[axis.parameter]) for axis in axes),
        "; ".join(permitted),
        "" if answer is None or answer.plans_total is None else str(answer.plans_total),
        "" if asked.value is None else str(asked.value),
        asked.refused,
    )


@lru_cache(maxsize=4)
def _points(text: str, rule: str) -> ManyPoints:
    return ManyPoints(Points(loads(text), rule, _is_ended))


def _is_ended() -> bool:
    return _ended is not None and _ended.is_set()


def on_cores(
    work: Sequence[SweepPart], jobs: int | None = None
) -> Generator[list[Row], None, None]:
    """The rows of each part, in order, on N cores (all by default).

    This process is one of those that work: what no other has begun it does itself, so that nothing
    waits while the others start.
    """
    wanted = min(jobs or os.cpu_count() or 1, len(work))
    if wanted < 2:
        yield from map(rows_of, work)
        return
    spawn = get_context("spawn")
    ended = spawn.Event()
    pool = ProcessPoolExecutor(wanted - 1, spawn, initializer=_end_with, initargs=(ended,))
    with pool:
        with _interrupts_passed_over():  # the workers start like this and stay so
            asked = [pool.submit(rows_of, part) for part in work]
        try:
            own: dict[int, list[Row]] = {}  # what was done here and waits for its turn
            free = 0  # of what stands before it all is done or begun
            for place, future in enumerate(asked):
                while not (future.done() or free >= len(work)):
                    if asked[free].cancel():  # nobody has begun it
                        own[free] = rows_of(work[free])
                    free += 1
                yield own.pop(place) if place in own else future.result()
        finally:
            ended.set()  # a part that is being worked out goes no further
            pool.shutdown(cancel_futures=True)  # and no other is begun


def _end_with(ended: Event) -> None:
    """In a worker: what tells that nobody waits for rows any more; garbage is seldom looked for, as in verbs."""
    global _ended
    _ended = ended
    gc.set_threshold(*SELDOM)


@contextmanager
def _interrupts_passed_over() -> Iterator[None]:
    """Ctrl+C goes to every process of a terminal: the program ends its workers, each in its own time."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def on_cluster(
    work: Sequence[SweepPart], address: str, connect: Callable[..., Any] | None = None
) -> Generator[list[Row], None, None]:
    """The same on a Dask cluster.  What a lost worker was doing is done again by another.

    Raises `QuandaryError` with a sentence where there is no Dask, no scheduler, or it is gone.
    """
    connect = connect or _dask()
    try:
        client = connect(address, timeout=WAIT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise QuandaryError(f"No scheduler answers at {address}: {error}.") from None
    try:
        futures = client.map(rows_of, list(work), pure=False, retries=3)
        for future in futures:
            yield future.result()
    except (
        OSError,
        RuntimeError,
    ) as error:  # the library's errors of lost connections are OSErrors
        raise _lost(address, error) from None
    except Exception as error:
        if type(error).__module__.partition(".")[0] in (
            "distributed",
            "asyncio",
            "concurrent",
            "tornado",
        ):
            raise _lost(address, error) from None
        raise
    finally:
        client.close(timeout=1)


def _lost(address: str, error: BaseException) -> QuandaryError:
    # Of “in <TCP (closed) …>: ConnectionResetError: [Errno 104] Connection reset by peer” the end is for people.
    said = re.sub(r"^.*(?:Error|Exception): |\[Errno \d+\] ", "", " ".join(str(error).split()))
    said = said.rstrip(".") or type(error).__name__
    return QuandaryError(f"The scheduler at {address} was lost: {said}.")


def _silence(library: str) -> None:
    """What is lost is said once, by us: a library’s loggers, which have levels of their own, keep still."""
    for name in [
        library,
        *(n for n in logging.root.manager.loggerDict if n.startswith(f"{library}.")),
    ]:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _dask() -> Callable[..., Any]:
    try:
        from distributed import Client
    except ImportError:
        raise QuandaryError(
            "A cluster needs Dask, which is not installed: pip install 'quandary[cluster]'."
        ) from None
    _silence("distributed")
    made: Callable[..., Any] = Client
    return made

"""The analysed case of the document of a window: one for all who ask about it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from app.process.background import Run
from solver.budget import Budget
from solver.document.model import Document
from solver.errors import Cancelled
from solver.explain.case import Case
from solver.rules import rule_of
from solver.rules.incremental import Live
from solver.solution import Solution

WAIT = 0.01  # seconds between two looks whether somebody still waits


class CurrentCase:
    """Asked from threads of their own; each says of which document, and gets the case of that one.

    The document that was asked about last is kept, made ready for questions, with what was found
    out about it.  The next one is mended from it where little has changed.  Whoever comes while
    another thread makes it ready waits for that, unless nobody waits for the answer any more.
    """

    def __init__(self) -> None:
        self._live = Live()
        self._lock = threading.Lock()

    @property
    def is_busy(self) -> bool:
        """Whether some thread makes a document ready just now."""
        return self._lock.locked()

    def of(self, document: Document, run: Run) -> Case:
        """The case of a document for one question; raises `NotSolvable` where there is none."""
        with self._held(run):
            case = self._live.case(document)
        return case.asked(run.cancelled)

    def solve(self, document: Document, rule: str, limit: int, run: Run) -> Solution:
        """What a rule permits; what takes long goes on beside the questions of others."""
        chosen = rule_of(rule)
        if chosen.rolls_back:  # values are mended, by one thread at a time
            with self._held(run):
                return self._live.solve(
                    document, rule, limit=limit, cancelled=run.cancelled, progress=run.tell
                )
        return chosen.solve(self.of(document, run), Budget(run.cancelled, progress=run.tell), limit)

    @contextmanager
    def _held(self, run: Run) -> Iterator[None]:
        while not self._lock.acquire(timeout=WAIT):
            if run.cancelled():
                raise Cancelled
        try:
            yield
        finally:
            self._lock.release()

"""How much work a computation may do, and whether somebody asked it to stop."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from solver.errors import Cancelled
from solver.whole_numbers import Ints

MAX_COMBINATIONS: Final = 3_000_000  # prospects formed in one induction: at most some 500 MB
MAX_SECONDS: Final = 30.0

#: Told how far a computation is, from 0 to 1.
Progress = Callable[[float], None]


@dataclass
class Budget:
    """Counts prospects as they are formed, and the time that they take.

    Whoever forms many asks `too_much` first and leaves out what the budget does not allow; the
    answer is then a partial one.  `look` raises `Cancelled` when the caller's ``cancelled`` says
    so.
    """

    cancelled: Callable[[], bool] | None = None
    left: int = MAX_COMBINATIONS
    seconds: float = MAX_SECONDS
    progress: Progress | None = None
    was_short: bool = False  # whether anything was left out for it
    _started: float = field(default_factory=time.monotonic)

    @property
    def is_over(self) -> bool:
        """Whether nothing more is allowed."""
        over = self.left <= 0 or self.is_late
        self.was_short = self.was_short or over
        return over

    @property
    def is_late(self) -> bool:
        """Whether the time is over."""
        late = time.monotonic() - self._started > self.seconds
        self.was_short = self.was_short or late
        return late

    def extend(self, seconds: float) -> None:
        """Allow so much more time from now on."""
        self.seconds = time.monotonic() - self._started + seconds

    def spend(self, combinations: int) -> None:
        """So many prospects are being formed."""
        self.left -= combinations
        self.look()

    def too_much(self, counts: Ints) -> list[int]:
        """Which of several sets of these sizes must be left out: the largest ones."""
        if self.is_over:
            several: list[int] = np.flatnonzero(counts > 1).tolist()
            return several
        if float(counts.sum(dtype=np.float64)) <= self.left:  # exact as far as it can be met
            return []
        self.was_short = True
        order = np.argsort(counts, kind="stable")
        fits = np.cumsum(counts[order].astype(np.float64)) <= self.left
        return sorted(order[~fits].tolist())

    def anew(self) -> "Budget":
        """The same allowance for another induction."""
        return Budget(self.cancelled, progress=self.progress)

    def look(self) -> None:
        """Raise `Cancelled` if the caller asked to stop."""
        if self.cancelled is not None and self.cancelled():
            raise Cancelled

    def report(self, done: float) -> None:
        """Tell the caller how far the computation is, from 0 to 1."""
        if self.progress is not None:
            self.progress(done)

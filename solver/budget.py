"""How much work a computation may do, and whether somebody asked it to stop."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from solver.errors import BudgetExceeded, Cancelled

MAX_COMBINATIONS: Final = 3_000_000  # prospects formed in one solve: some tens of seconds


@dataclass
class Budget:
    """Counts prospects as they are formed.

    `spend` raises `BudgetExceeded` when there are too many, and `Cancelled` when the caller's
    ``cancelled`` says so.
    """

    cancelled: Callable[[], bool] | None = None
    left: int = MAX_COMBINATIONS
    _since_look: int = 0

    def spend(self, combinations: int) -> None:
        self.left -= combinations
        if self.left < 0:
            raise BudgetExceeded(
                "This tree has too many undominated plans for this rule: it would need more than "
                f"{MAX_COMBINATIONS:,} prospects. Make the tree smaller, or use expected utility."
            )
        self._since_look += combinations + 1
        if self._since_look > 2000:
            self._since_look = 0
            self.look()

    def look(self) -> None:
        """Raise `Cancelled` if the caller asked to stop."""
        if self.cancelled is not None and self.cancelled():
            raise Cancelled

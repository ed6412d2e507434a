"""Cyclic garbage is looked for on the GUI thread alone, and only for moments.

Left to itself Python looks for it in whatever thread makes the next value, and a widget with a timer
that is found in a thread of work is deleted there, which ends the program.  It also looks now and
then through all there is, which holds every thread up: in a tree of 20,000 nodes by a quarter of a
second, to find nothing, since what is edited and found out is in no cycles.
"""

import gc
import sys
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer

EVERY: Final = 1000  # ms
FEW: Final = 5_000  # new values, which are looked through in some three milliseconds
MANY: Final = 50_000  # and in some thirty
SMALL: Final = 900_000  # blocks of memory, all of which are looked through in a tenth of a second
GROWN: Final = 300_000  # blocks more than there were, much of which may be garbage
CALM: Final = 3  # looks in a row that find little new: nothing goes on
QUIET: Final = 10  # and somebody reads
LONG_CALM: Final = 60  # and nobody is there
ROUNDS: Final = (
    300  # looks that find much, after which it is worth while to look through a large tree
)
AT_LAST: Final = 600  # and after which that does not wait until nothing goes on


class Collector(QObject):
    """Looks through new values again and again, and through all there are where nothing goes on.

    So many new ones at once that it would be felt are those of a document or an answer: they are
    set aside, and looked through with all others.  In a large tree that waits until much was done and nobody
    is there; garbage that is set aside makes a program large, so that one which has grown waits less, and
    none waits for ever.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._looks = ROUNDS  # those that found much, since all were looked through
        self._calm = 0
        self._left = sys.getallocatedblocks()  # what that left
        gc.disable()
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.CoarseTimer)
        timer.setInterval(EVERY)
        timer.timeout.connect(self.look)
        timer.start()

    def expect_much(self) -> None:
        """A window was closed, of which much is left in cycles."""
        self._looks = max(self._looks, ROUNDS)

    def look(self) -> None:
        """One look: at what is new, or where nothing goes on at everything."""
        new = gc.get_count()[0]
        if new < FEW:
            self._calm += 1
        else:
            self._calm = 0
            self._looks += 1
        if self._looks and self._is_moment():
            gc.unfreeze()
            gc.collect()
            self._looks, self._left = 0, sys.getallocatedblocks()
        elif new >= MANY:
            gc.freeze()
        elif new >= FEW:
            gc.collect(1)

    def _is_moment(self) -> bool:
        """Whether looking through everything takes but a moment, or is hardly felt, or has waited too long."""
        blocks = sys.getallocatedblocks()
        return (
            (self._calm >= CALM and blocks < SMALL)
            or (self._calm >= QUIET and blocks > self._left + GROWN and self._looks >= QUIET)
            or (self._calm >= LONG_CALM and self._looks >= ROUNDS)
            or self._looks >= AT_LAST
        )

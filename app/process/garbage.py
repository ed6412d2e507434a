"""Cyclic garbage is looked for on the GUI thread alone, and never for long.

Left to itself Python looks for it in whatever thread makes the next value, and a widget that is
found in a thread of work is deleted there, which ends the program.  It also looks now and then
through all there is, which holds every thread up: in a large tree by half a second, to find nothing.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer

EVERY: Final = 1000  # ms
FEW: Final = 5_000  # new values, which are looked through in a millisecond
MANY: Final = 100_000  # and in some thirty; so many at once are a document, and stay
ROUNDS: Final = 300  # looks, after which all is looked through once more
MOST: Final = 300_000  # values, which takes some eighty milliseconds


class Collector(QObject):
    """Looks through new values again and again, and through all when a window is closed.

    What has been looked through once is set aside: it is not looked at again before that.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._looks = 0
        gc.disable()
        gc.freeze()
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.CoarseTimer)
        timer.setInterval(EVERY)
        timer.timeout.connect(self.look)
        timer.start()

    def look(self) -> None:
        """Look through what is new, if it is worth while and can be done in a moment."""
        young = gc.get_count()[0]
        if young < FEW:
            return
        self._looks += 1
        if self._looks >= ROUNDS and gc.get_freeze_count() < MOST:
            look_through()
            self._looks = 0
        elif young < MANY:
            gc.collect()
        gc.freeze()


def look_through() -> None:
    """Look through all there is: a window was closed.  Nothing where Python looks by itself."""
    if not gc.isenabled():
        gc.unfreeze()
        gc.collect()
        gc.freeze()

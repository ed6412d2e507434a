"""Memory that a document no longer needs goes back to the system.

The GNU C library keeps what is freed between pieces still in use, so that a program that opens one
document after another seems to grow.  Elsewhere there is nothing to do.
"""

import sys

from PySide6.QtCore import QObject, QTimer

SOON = 300  # ms, by which what was deleted later is gone


def give_back() -> None:
    """Give back what is free; a moment."""
    if sys.platform.startswith("linux"):
        import ctypes

        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


def give_back_soon(context: QObject) -> None:
    """The same once the event loop has deleted what is to be deleted, if ``context`` is there then."""
    QTimer.singleShot(SOON, context, give_back)

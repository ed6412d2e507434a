"""SIGINT, SIGTERM and SIGHUP end the window as a person would, but ask nothing.

What is not saved is kept and offered at the next start.  Python runs its own handlers only when it has
something to do; the event loop is woken by what Python writes into a socket as the signal comes.
"""

import signal
import socket
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier

SIGNALS: Final = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


class EndSignals(QObject):
    """Calls ``end`` with the number of the first signal, in the event loop; a second one kills."""

    def __init__(self, end: Callable[[int], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.number = 0  # of the signal that came
        self._end = end
        self._ours, self._pythons = socket.socketpair()
        for side in (self._ours, self._pythons):
            side.setblocking(False)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._come)
        self._before = signal.set_wakeup_fd(self._pythons.fileno(), warn_on_full_buffer=False)
        self._handlers = {number: signal.signal(number, _nothing) for number in SIGNALS}

    def _come(self) -> None:
        self.number = self._ours.recv(64)[0]
        self.let_go()
        self._end(self.number)

    def let_go(self) -> None:
        """Signals do again what they did before."""
        self._notifier.setEnabled(False)
        for number in self._handlers:
            signal.signal(number, signal.SIG_DFL)
        signal.set_wakeup_fd(self._before)


def _nothing(*_: object) -> None:
    """The number comes through the socket."""

"""Long work of the canvas in small pieces, between which the window lives."""

import threading
from collections.abc import Callable, Generator, Iterator
from itertools import islice
from time import perf_counter
from typing import Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from solver.document.model import Document
from solver.memory import collector_at_rest

MANY: Final = 800  # nodes; fewer are drawn at one stroke, in less than a tenth of a second
PIECE: Final = 0.03  # seconds
SAMPLE: Final = 50
POLL: Final = 0.01  # seconds between two looks at a thread

_T = TypeVar("_T")
#: How far the work is, from 0 to 1, again and again.
Steps = Generator[float, None, None]


class Gradual(QObject):
    """Does one long piece of work at a time, a little whenever nothing else is to be done."""

    progressed = Signal(float)  # from 0 to 1
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: Steps | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_running(self) -> bool:
        return self._steps is not None

    def begin(self, steps: Steps) -> None:
        """Begin this, in the place of what was under way."""
        self.stop()
        self._steps = steps
        self._timer.start()
        self.progressed.emit(0.0)

    def stop(self) -> None:
        """Leave what is under way where it is."""
        self._timer.stop()
        steps, self._steps = self._steps, None
        if steps is not None:
            steps.close()

    def finish(self) -> None:
        """Do the rest at one stroke."""
        if (steps := self._steps) is not None:
            with collector_at_rest():
                for _ in steps:
                    pass
            self._end()

    def _go_on(self) -> None:
        if self._steps is None:
            return
        until = perf_counter() + PIECE
        done: float | None = 0.0
        with collector_at_rest():
            while done is not None and perf_counter() < until:
                done = next(self._steps, None)
        if done is None:
            self._end()
        else:
            self.progressed.emit(done)

    def _end(self) -> None:
        self._timer.stop()
        self._steps = None
        self.progressed.emit(1.0)
        self.ended.emit()


def in_thread(work: Callable[[], _T], done: float) -> Generator[float, None, _T]:
    """Do something that cannot be cut into pieces in a thread; ``done`` is how far the whole is meanwhile."""
    found: list[_T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            found.append(work())
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run, name="canvas")
    thread.start()
    try:
        while thread.is_alive():
            thread.join(POLL)
            yield done
    finally:
        thread.join()  # what it works on is used again
    if failed:
        raise failed[0]
    return found[0]


def share(start: float, end: float, steps: Iterator[object], total: int) -> Iterator[float]:
    """How far the whole is while a part of it goes on, of so many steps."""
    for at, _ in enumerate(steps):
        yield start + (end - start) * at / max(1, total)


def shares_nothing(one: Document, other: Document) -> bool:
    """Whether two documents have nothing to do with each other, as far as a sample tells.

    An edit shares what it did not touch.
    """
    sample = islice(other.nodes.items(), SAMPLE)
    return not any(one.nodes.get(id_) is node for id_, node in sample)

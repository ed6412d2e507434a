"""Work off the GUI thread: the newest request counts, stale answers are dropped.

What must not be dropped has threads of its own: a save that has begun (`app.documents.saving`) and
unsaved work that is kept (`app.documents.recovery`) go on to their end, and are waited for even
where no event loop runs.  So has the canvas, which knows nothing of this room: what it works on in
a thread is used again, so that it waits for it (`widgets.canvas.scene.gradual`).
"""

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from solver.errors import Cancelled, QuandaryError

DELAY = 30  # ms; one gesture may bring several changes
BUSY_AFTER = 250  # ms; shorter work needs no sign
TURN: Final = (
    0.0001  # seconds that a thread of work goes on while the GUI thread waits for Python's lock
)


def share_lock() -> None:
    """Let the GUI thread go on at once where threads work.

    Each call of Qt gives Python's lock away, and takes it back once a thread of work has had its turn:
    with Python's own 5 ms a hundred and sixty calls, which take 50 ms, took 0.9 s.
    """
    sys.setswitchinterval(TURN)


@dataclass
class Run:
    """What a piece of work may ask and tell while it goes on, from its own thread."""

    _stop: threading.Event = field(default_factory=threading.Event)
    done: float = 0.0  # how far it is, from 0 to 1

    def cancelled(self) -> bool:
        """Whether nobody waits for the answer any more."""
        return self._stop.is_set()

    def tell(self, done: float) -> None:
        """Say how far the work is, from 0 to 1."""
        self.done = done

    def go_on(self, done: float) -> None:
        """The same; raises `Cancelled` where nobody waits any more."""
        self.done = done
        if self.cancelled():
            raise Cancelled

    def stop(self) -> None:
        """Ask the work to stop."""
        self._stop.set()


#: Something to be found out; raises `QuandaryError` where that is not possible.
Work = Callable[[Run], Any]


@dataclass
class _Request:
    subject: object
    work: Work
    run: Run = field(default_factory=Run)
    answer: Any = None
    problem: QuandaryError | None = None
    bug: BaseException | None = None


class _Worker(QThread):
    """Does one piece of work; what came out is read when the thread has finished.

    It has no parent and is never deleted later: it goes with the last name for it.  Qt deletes
    without Python's lock, and now and then crashed on a thread that Python had let go meanwhile.
    """

    def __init__(self, request: _Request) -> None:
        super().__init__()
        self.request = request
        self.is_told = False  # what came out has been read

    def run(self) -> None:
        _do(self.request)


def _do(request: _Request) -> None:
    try:
        request.answer = request.work(request.run)
    except QuandaryError as error:
        request.problem = error
    except BaseException as error:
        request.bug = error


class Background(QObject):
    """Finds things out about a subject (a frozen value, such as the document).

    An answer is emitted only if nothing newer was asked meanwhile, so that it always belongs to
    what was asked last; who listens compares the subject with what is shown.
    """

    answered = Signal(object, object)  # subject, answer
    failed = Signal(object, object)  # subject, QuandaryError
    stopped = Signal(object)  # subject; it ended because `stop` was asked
    ended = Signal()  # what was asked last, in whatever way; before it is said in which
    busy = Signal(float)  # how far it is, from 0 to 1; again and again while it goes on

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: tuple[object, Work] | None = None
        self._running: _Worker | None = None
        self._old: list[_Worker] = []
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY)
        self._delay.timeout.connect(self._start)
        self._sign = QTimer(self)
        self._sign.setInterval(BUSY_AFTER)
        self._sign.timeout.connect(self._tell)

    @property
    def is_idle(self) -> bool:
        return self._running is None and not self._delay.isActive()

    def ask(self, subject: object, work: Work, delay: int = DELAY) -> None:
        """Ask for an answer soon, after so many milliseconds; older requests are dropped."""
        self.cancel()
        self._wanted = (subject, work)
        self._delay.start(delay)

    def ask_at_once(self, subject: object, work: Work, patience: float) -> None:
        """The same without delay; an answer that comes within so many seconds is waited for."""
        self.cancel()
        self._wanted = (subject, work)
        self._start()
        worker = self._running
        if worker is not None and worker.wait(int(1000 * patience)):
            self._tell_of(worker)

    def cancel(self) -> None:
        """Stop whatever is under way."""
        self._delay.stop()
        self._sign.stop()
        self._wanted = None
        if self._running is not None:
            self._running.request.run.stop()
            self._old.append(self._running)
            self._running = None

    def stop(self) -> None:
        """Ask what is under way to end; it says that it was stopped, or it was as good as done."""
        if self._running is not None:
            self._running.request.run.stop()
        elif self._wanted is not None:
            subject, _ = self._wanted
            self.cancel()
            self.ended.emit()
            self.stopped.emit(subject)

    def shut_down(self) -> None:
        """Stop everything and wait until it has stopped: the window closes."""
        self.cancel()
        for worker in self._old:
            worker.wait()

    def _start(self) -> None:
        if self._wanted is None:
            return
        worker = _Worker(_Request(*self._wanted))
        worker.finished.connect(self._finished)
        self._running = worker
        self._sign.start()
        worker.start()

    def _tell(self) -> None:
        if self._running is not None:
            self.busy.emit(self._running.request.run.done)

    def _finished(self) -> None:
        worker = self.sender()
        if isinstance(worker, _Worker) and not worker.is_told:
            self._tell_of(worker)

    def _tell_of(self, worker: _Worker) -> None:
        worker.is_told = True
        request = worker.request
        if worker is self._running:
            self._running = self._wanted = None
            self._sign.stop()
            self.ended.emit()
            if isinstance(request.problem, Cancelled):
                self.stopped.emit(request.subject)
            elif request.problem is not None:
                self.failed.emit(request.subject, request.problem)
            elif request.bug is None:
                self.answered.emit(request.subject, request.answer)
        elif worker in self._old:
            self._old.remove(worker)
        worker.wait()  # it has said that it is at its end, and is there in a moment
        if request.bug is not None:
            raise request.bug

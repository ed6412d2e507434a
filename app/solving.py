"""Solving off the GUI thread: newest request first, stale answers dropped."""

import threading
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from solver.document import Document
from solver.errors import Cancelled, QuandaryError
from solver.live import Live
from solver.solution import Solution

LISTED = 1_000_000  # plans; each is worked out when somebody scrolls to it
DELAY = 30  # ms; one gesture may bring several changes
BUSY_AFTER = 250  # ms; shorter work needs no sign


@dataclass
class _Request:
    document: Document
    rule: str
    memory: "_Memory"
    stop: threading.Event = field(default_factory=threading.Event)
    done: float = 0.0  # how far it is, from 0 to 1
    solution: Solution | None = None
    problem: QuandaryError | None = None
    bug: BaseException | None = None


class _Worker(QThread):
    """Solves one request; its result is read when the thread has finished."""

    def __init__(self, request: _Request, parent: QObject) -> None:
        super().__init__(parent)
        self.request = request

    def run(self) -> None:
        _work(self.request)


def _work(request: _Request) -> None:
    try:
        found = request.solution = request.memory.solve(request)
        _ = found.gaps, found.off_plan  # worked out when first read: here, not on the GUI thread
    except QuandaryError as error:
        request.problem = error
    except BaseException as error:
        request.bug = error


class _Memory:
    """What was solved last, for one worker at a time.

    A worker that was cancelled may still hold it for a moment; who comes meanwhile does without.
    """

    def __init__(self) -> None:
        self._live = Live()
        self._lock = threading.Lock()

    def solve(self, request: _Request) -> Solution:
        def tell(done: float) -> None:
            request.done = done

        mine = self._lock.acquire(blocking=False)
        try:
            return (self._live if mine else Live()).solve(
                request.document,
                request.rule,
                limit=LISTED,
                cancelled=request.stop.is_set,
                progress=tell,
            )
        finally:
            if mine:
                self._lock.release()


class Solver(QObject):
    """Answers for the current document and rule.

    An answer is emitted only if nothing newer was asked meanwhile, so that it always belongs to
    the document that is shown.
    """

    solved = Signal(object, object)  # document, solution
    failed = Signal(object, object)  # document, QuandaryError
    busy = Signal(float)  # how far it is, from 0 to 1; again and again while it goes on

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: tuple[Document, str] | None = None
        self._running: _Worker | None = None
        self._old: list[_Worker] = []
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY)
        self._delay.timeout.connect(self._start)
        self._sign = QTimer(self)
        self._sign.setInterval(BUSY_AFTER)
        self._sign.timeout.connect(self._tell)
        self._memory = _Memory()

    @property
    def is_idle(self) -> bool:
        return self._running is None and not self._delay.isActive()

    def request(self, document: Document, rule: str) -> None:
        """Ask for an answer soon; older requests are dropped."""
        self.cancel()
        self._wanted = (document, rule)
        self._delay.start()

    def cancel(self) -> None:
        """Stop whatever is under way."""
        self._delay.stop()
        self._sign.stop()
        self._wanted = None
        if self._running is not None:
            self._running.request.stop.set()
            self._old.append(self._running)
            self._running = None

    def shut_down(self) -> None:
        """Stop everything and wait until it has stopped: the window closes."""
        self.cancel()
        for worker in self._old:
            worker.wait()

    def _start(self) -> None:
        if self._wanted is None:
            return
        worker = _Worker(_Request(*self._wanted, self._memory), self)
        worker.finished.connect(self._finished)
        self._running = worker
        self._sign.start()
        worker.start()

    def _tell(self) -> None:
        if self._running is not None:
            self.busy.emit(self._running.request.done)

    def _finished(self) -> None:
        worker = self.sender()
        if not isinstance(worker, _Worker):
            return
        request = worker.request
        if worker is self._running:
            self._running = None
            self._sign.stop()
            if request.solution is not None:
                self.solved.emit(request.document, request.solution)
            elif request.problem is not None and not isinstance(request.problem, Cancelled):
                self.failed.emit(request.document, request.problem)
        elif worker in self._old:
            self._old.remove(worker)
        worker.deleteLater()
        if request.bug is not None:
            raise request.bug

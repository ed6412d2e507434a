"""For how long the window does not answer while something large goes on.

    python -m tests.bench.large.stalls [--nodes N] [--open N] [ACTION …]

A balanced tree of N nodes (2,000 by default) is solved in the real window, drawn off the screen, and
each action that takes a picture away is done: a timer of a millisecond says how long the event loop was
away at most. Other actions are called as in the table of actions: ``solve.improve edit.undo
view.numbers``. With ``--open`` a tree of so many nodes is opened and drawn instead. Said are the
longest gap in wall time, the GUI thread's own time in it, the most of its own time in any gap (on a
busy machine that tells more), and where Python was in gaps of over 50 ms.
"""

import argparse
import os
import signal
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.export.export_request import ExportRequest
from app.export.options import ExportOptions
from app.main import create_window
from app.process.background import Background, share_lock
from app.process.garbage import Collector
from app.window.main_window import MainWindow
from solver.formats.quandary import dumps
from tests.app.conftest import Answers
from tests.bench.large.open_document import balanced

ACTIONS: Final = (
    "picture.svg", "picture.pdf", "picture.png", "picture.tex", "picture.html", "picture.dot",
    "copy", "copy_vector", "print", "steps.pdf", "steps.png",
)  # fmt: skip
EVERY: Final = 0.01  # seconds between two looks
FELT: Final = 0.05  # seconds
LONGEST: Final = 600.0
LOOKS: Final = 10  # in a row, 20 ms apart, by which something is done


@dataclass
class Gap:
    """A time in which the event loop was away."""

    wall: float = 0.0
    own: float = 0.0
    places: Counter[str] = field(default_factory=Counter)


class Heartbeat(QObject):
    """Beats as often as the event loop lets it."""

    def __init__(self) -> None:
        super().__init__()
        self.worst = self.most = Gap()
        self.places: Counter[str] = Counter()
        self._timer = QTimer(self)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)
        signal.signal(signal.SIGALRM, self._look)
        signal.setitimer(signal.ITIMER_REAL, EVERY, EVERY)

    def begin(self) -> None:
        self.worst = self.most = Gap()
        self.places = Counter()
        self._last = time.perf_counter(), time.thread_time()
        self._timer.start()

    def end(self) -> None:
        self._beat()
        self._timer.stop()

    def _beat(self) -> None:
        now = time.perf_counter(), time.thread_time()
        gap = Gap(now[0] - self._last[0], now[1] - self._last[1], self.places)
        if gap.own > self.most.own:
            self.most = gap
        if gap.wall > self.worst.wall:
            self.worst = gap
        self.places = Counter()
        self._last = time.perf_counter(), time.thread_time()

    def _look(self, _: int, frame: FrameType | None) -> None:
        """Where Python is, if the event loop has been away for long; no frame is kept."""
        if self._timer.isActive() and time.perf_counter() - self._last[0] > FELT:
            lines = traceback.extract_stack(frame)[-4:]
            place = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in lines[::-1])
            self.places[place] += 1


def run_until(done: Callable[[], bool]) -> None:
    """Let the event loop run until something is so, and stays so for a moment."""
    loop, ask = QEventLoop(), QTimer()
    until, looks = time.monotonic() + LONGEST, 0

    def look() -> None:
        nonlocal looks
        looks = looks + 1 if done() else 0
        if looks == LOOKS or time.monotonic() > until:
            loop.quit()

    ask.timeout.connect(look)
    ask.start(20)
    loop.exec()
    if looks < LOOKS:
        raise SystemExit(f"It was not done in {LONGEST:.0f} s.")


def at_rest(window: MainWindow) -> bool:
    return not window.canvas.tree.gradual.is_running and all(
        each.is_idle for each in window.findChildren(Background)
    )


def told(name: str, heart: Heartbeat, took: float) -> None:
    worst, most = heart.worst, heart.most
    print(
        f"{name:>14}  {took:6.1f} s  longest gap {1000 * worst.wall:6.0f} ms, own {1000 * worst.own:6.0f} ms; "
        f"most own {1000 * most.own:6.0f} ms",
        flush=True,
    )
    for gap in (worst,) if worst is most else (worst, most):
        for place, count in gap.places.most_common(3):
            print(f"{'':>18}{count:>4} × {place}", flush=True)


def timed(heart: Heartbeat, name: str, do: Callable[[], object], done: Callable[[], bool]) -> None:
    heart.begin()
    started = time.perf_counter()
    do()
    run_until(done)
    heart.end()
    told(name, heart, time.perf_counter() - started)


def measured(window: MainWindow, folder: Path, nodes: int, actions: Sequence[str]) -> None:
    """Open a tree of so many nodes, and do these actions."""
    share_lock()  # as the program does
    heart, answers, _ = Heartbeat(), Answers(), Collector(window)
    window.documents.dialogs = answers  # type: ignore[assignment]
    window.resize(1280, 800)
    window.show()
    path = folder / "bench.quandary.json"
    path.write_text(dumps(balanced(nodes)), encoding="utf-8")
    run_until(lambda: at_rest(window))

    def opened() -> bool:
        return window.session.is_open and at_rest(window)

    timed(heart, "open", lambda: window.documents.open_path(str(path)), opened)
    for action in actions:
        if action not in ACTIONS:
            command = window.actions_table[action]
            if not command.isEnabled():
                raise SystemExit(f"{action} cannot be done now.")
            timed(heart, action, command.trigger, lambda: at_rest(window))
            continue
        verb, _, suffix = action.partition(".")
        answers.path = str(folder / f"x.{suffix or 'pdf'}")
        options = ExportOptions(size=0.2 if suffix == "png" else 1.0)
        answers.export = ExportRequest(answers.path, options, True)
        window.statusBar().clearMessage()
        trigger = window.actions_table[f"export.{verb}"].trigger
        timed(heart, action, trigger, lambda: at_rest(window))
        said = [*answers.said, *filter(None, (window.statusBar().currentMessage(),))]
        print(f"{'':>18}said: {' '.join(said)}")
        if not said:
            raise SystemExit(f"Nothing came of {action}.")
        answers.said.clear()
    QGuiApplication.clipboard().clear()
    window.session.stack.setClean()
    window.close()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--nodes", type=int, default=2_000)
    parser.add_argument("--open", type=int)
    parser.add_argument("actions", nargs="*", default=list(ACTIONS))
    wanted = parser.parse_args()
    application = QApplication([])
    application.setApplicationName("Quandary")
    with tempfile.TemporaryDirectory() as name:
        window = create_window(None)
        assert isinstance(window, MainWindow)
        actions = () if wanted.open else wanted.actions
        measured(window, Path(name), wanted.open or wanted.nodes, actions)
        del window  # before the application
    signal.setitimer(signal.ITIMER_REAL, 0)


if __name__ == "__main__":
    main()

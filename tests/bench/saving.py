"""For how long saving and keeping a large document hold up the thread of the window.

    python -m tests.bench.saving [NODES]

100,000 by default.  The document is opened and, a while later, one label is edited again and again:
after how long each edit is kept against a crash.  Then it is saved, again and again.  All the while
it is watched how long the event loop is away at most.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.documents.recovery import AFTER_OPENING, Recovery
from app.documents.saving import Save, Saver
from app.documents.session import Session
from app.documents.watched_file import Place
from app.process.background import Background
from solver.document.model import Document
from solver.edits import SetNode
from tests.bench.large.open_document import balanced


def wait_until(is_over: Callable[[], bool]) -> tuple[float, float]:
    """Have events handled until then; how long it took, and the longest without the loop."""
    started, away = time.perf_counter(), 0.0
    while not is_over():
        before = time.perf_counter()
        QCoreApplication.processEvents()
        away = max(away, time.perf_counter() - before)
        time.sleep(0.001)
    return time.perf_counter() - started, away


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    application = QCoreApplication([])
    session = Session()
    place = Place(session)
    recovery = Recovery(session, place)
    saver = Saver(session.speller, session)

    def edited(number: int) -> Document:
        return SetNode("n0", {"label": str(number)}).apply(session.document)

    session.open(balanced(size), None, saved=True)
    (ahead,) = recovery.findChildren(Background)
    took, away = wait_until(lambda: ahead.is_idle)
    print(
        f"{size:,} nodes, spelled ahead in {took - AFTER_OPENING / 1000:.2f} s, the event loop away "
        f"at most {1000 * away:.0f} ms",
        flush=True,
    )
    for number in range(4):
        session.push("edit", edited(number))
        took, away = wait_until(lambda: recovery.is_kept)
        print(f"edit {number}: kept after {took:.2f} s, away at most {1000 * away:.0f} ms")
        recovery.shut_down()
        session.saved_as("nowhere")
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "tree.quandary.json")
        for number in range(4):
            document = edited(10 + number)
            started = time.perf_counter()
            saver.start(Save(path, document, None, lambda: None))
            call = time.perf_counter() - started
            took, away = wait_until(lambda: not saver.is_busy)
            print(
                f"save {number}: the call {1000 * call:.0f} ms, away at most {1000 * away:.0f} ms, "
                f"written after {call + took:.2f} s",
                flush=True,
            )
    recovery.shut_down()
    del application


if __name__ == "__main__":
    main()

"""For how long saving and keeping a large document hold up the thread of the window.

    python -m tests.bench.saving [NODES]

100,000 unless told.  Edits one label, saves, and looks how long the event loop is away at most,
first when every entry must be spelled and then when only one is another.
"""

import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.place import Place
from app.recovery import Recovery
from app.saving import Save, Saver
from app.session import Session
from solver.edits import SetNode
from tests.bench.open_document import balanced


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    application = QCoreApplication([])
    session = Session()
    place = Place(session)
    recovery = Recovery(session, place)
    saver = Saver(session.speller, session)
    session.open(balanced(size), None, saved=True)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "tree.quandary.json")
        for number in range(4):
            document = SetNode("n0", {"label": str(number)}).apply(session.document)
            started = time.perf_counter()
            saver.start(Save(path, document, None, lambda: None))
            call = time.perf_counter() - started
            away = 0.0
            while saver.is_busy:
                before = time.perf_counter()
                application.processEvents()
                away = max(away, time.perf_counter() - before)
                time.sleep(0.001)
            print(
                f"save {number}: the call {1000 * call:.0f} ms, the event loop away at most "
                f"{1000 * away:.0f} ms, written after {time.perf_counter() - started:.2f} s",
                flush=True,
            )
            session.push("edit", document)
        started = time.perf_counter()
        recovery.flush()
        print(f"kept against a crash after {time.perf_counter() - started:.2f} s")
        recovery.shut_down()


if __name__ == "__main__":
    main()

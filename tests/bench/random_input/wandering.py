"""Very many random gestures through the real window, as `tests.app.window.whole.test_wandering` does some.

    python -m tests.bench.random_input.wandering [GESTURES] [--seed N]

50,000 by default.  Ends with an error at the first exception, Qt warning, or difference between
the view and the document; every 500 gestures everything is undone and compared with the beginning.
"""

import argparse
import os
import sys
import tempfile
import time
from types import TracebackType

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app.main import create_window
from app.window.main_window import MainWindow
from solver.formats.quandary import dumps
from tests.app.window.whole.wandering import Wanderer

ROUND = 500
#: What the offscreen platform says of itself.
EXPECTED = "This plugin does not support"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("gestures", nargs="?", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=0)
    wanted = parser.parse_args()
    faults: list[str] = []

    def told(_: QtMsgType, __: QMessageLogContext, text: str | None) -> None:
        if text and not text.startswith(EXPECTED):
            faults.append(text)

    def raised(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
        faults.append(repr(error))
        sys.__excepthook__(kind, error, at)

    os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp(prefix="wandering")  # nobody's own settings
    qInstallMessageHandler(told)
    sys.excepthook = raised
    application = QApplication([])
    window = create_window()
    assert isinstance(window, MainWindow)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    started, done, seed = time.perf_counter(), 0, wanted.seed
    while done < wanted.gestures:
        window.session.stack.setClean()
        if seed % 2:
            window.documents.open_example("shutdown")
        else:
            window.documents.new()
        application.clipboard().setText("a\n  b (1/3): c\n  d: e\n")
        first = dumps(window.session.document)
        wanderer = Wanderer(window, seed)
        for step in range(ROUND):
            wanderer.step()
            if step % 25 == 0:
                wanderer.check()
            if faults:
                raise SystemExit(f"seed {seed}, gesture {step}: {faults}")
        window.canvas.close_editor()
        window.session.stack.setIndex(0)
        wanderer.check()
        if dumps(window.session.document) != first:
            raise SystemExit(f"seed {seed}: undoing all does not give the first document back")
        done, seed = done + ROUND, seed + 1
        print(f"{done:>7,} gestures {time.perf_counter() - started:>6.0f} s", flush=True)
    window.session.stack.setClean()
    window.close()


if __name__ == "__main__":
    main()

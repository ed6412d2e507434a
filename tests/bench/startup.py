"""How long from starting the process to the first painted window, against a bare window.

    python -m tests.bench.startup [RUNS]

Both are started in turn in the same run; the bare window is PySide6 with one QGraphicsView.
Prints the median of each and the ratio.  Works offscreen and on a screen alike.
"""

import compileall
import os
import statistics
import subprocess
import sys
import time

# Each prints the system-wide monotonic clock when its window has painted for the first time.
_PAINTED = """
import time
from PySide6.QtCore import QObject, QEvent, QTimer
class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print(time.monotonic(), flush=True)
            QTimer.singleShot(0, app.quit)
        return False
painted = Painted()
"""
BARE = f"""
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView, QMainWindow
app = QApplication([])
{_PAINTED}
window = QMainWindow(); scene = QGraphicsScene(); view = QGraphicsView(scene)
window.setCentralWidget(view); window.resize(1280, 800)
view.viewport().installEventFilter(painted)
window.show(); app.exec()
"""
QUANDARY = f"""
from PySide6.QtWidgets import QApplication
app = QApplication([])
from app.main import create_window
{_PAINTED}
window = create_window(None); window.resize(1280, 800)
window.centralWidget().installEventFilter(painted)
window.show(); app.exec()
"""


def once(code: str) -> float:
    started = time.monotonic()
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    return float(run.stdout.split()[0]) - started


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for package in ("app", "assets", "solver", "widgets"):  # as set-up does
        compileall.compile_dir(package, quiet=2)
    for code in (BARE, QUANDARY):  # warm the file cache
        once(code)
    pairs = [(once(BARE), once(QUANDARY)) for _ in range(runs)]
    bare = statistics.median(pair[0] for pair in pairs)
    ours = statistics.median(pair[1] for pair in pairs)
    ratio = statistics.median(pair[1] / pair[0] for pair in pairs)
    print(f"bare window  {bare * 1000:6.0f} ms")
    print(f"Quandary     {ours * 1000:6.0f} ms")
    print(f"ratio        {ratio:6.2f}    (median of {runs} pairs)")


if __name__ == "__main__":
    main()

"""How long from starting the process to the first painted window, against a bare window.

    python -m tests.bench.startup [RUNS]

Both are started in turn in the same run; the bare window is PySide6 with one QGraphicsView.
Prints the median of each and the ratio, on the clock and of the processor.  Works offscreen and on a screen alike.
"""

import compileall
import os
import statistics
import subprocess
import sys
import time

TOO_LONG = 60.0  # seconds

# Each prints the system-wide monotonic clock when its window has painted for the first time.
_PAINTED = """
import time
from PySide6.QtCore import QObject, QEvent, QTimer
from PySide6.QtWidgets import QWidget
class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print(time.monotonic(), time.process_time(), flush=True)
            QTimer.singleShot(0, app.quit)
        return False
painted = Painted()
def show(window):
    window.resize(1280, 800)
    window.show()
    for part in (window, *window.findChildren(QWidget)):  # whichever of them paints first
        if part.isVisible():
            part.installEventFilter(painted)
    app.exec()
"""
BARE = f"""
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView, QMainWindow
app = QApplication([])
{_PAINTED}
window = QMainWindow(); scene = QGraphicsScene(); view = QGraphicsView(scene)
window.setCentralWidget(view)
show(window)
"""
QUANDARY = f"""
import gc; gc.disable()  # as the program does: see app.process.garbage
from PySide6.QtWidgets import QApplication
app = QApplication([])
from app.main import first_picture
{_PAINTED}
show(first_picture())
"""


def once(code: str) -> tuple[float, float]:
    """Seconds until it was painted: on the clock, and of the processor.

    A window that never paints, or says something else, is a failure and not a measurement.
    """
    started = time.monotonic()
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ,
        timeout=TOO_LONG,
    )  # fmt: skip
    painted, worked = map(float, run.stdout.splitlines()[0].split())
    return painted - started, worked


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for package in ("app", "assets", "solver", "widgets"):  # as set-up does
        compileall.compile_dir(package, quiet=2)
    for code in (BARE, QUANDARY):  # warm the file cache
        once(code)
    pairs = [(once(BARE), once(QUANDARY)) for _ in range(runs)]
    for at, what in enumerate(("on the clock", "of the processor")):
        bare = statistics.median(pair[0][at] for pair in pairs)
        ours = statistics.median(pair[1][at] for pair in pairs)
        ratio = statistics.median(pair[1][at] / pair[0][at] for pair in pairs)
        print(
            f"{what:17} bare window {bare * 1000:6.0f} ms  Quandary {ours * 1000:6.0f} ms  "
            f"ratio {ratio:5.2f}"
        )
    print(f"medians of {runs} pairs")


if __name__ == "__main__":
    main()

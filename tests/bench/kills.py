"""A program that edits and saves is killed at random moments; what is lost is counted.

    python -m tests.bench.kills [TIMES]

1,000 unless told.  The program runs as a process of its own: it changes a label some fifty times a
second, says so, and saves now and then.  After SIGKILL the saved file must be whole, and the work
that was not saved must be offered again, at most one second old.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import assets

EDITOR = """
import sys, time
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
app = QApplication([])
from app.main import create_window
from solver.edits import SetNode
window = create_window(sys.argv[1])
window.show()
root = window.session.document.root_id
number = 0
print("ready", flush=True)
while True:
    number += 1
    window.perform(SetNode(root, {"label": str(number)}))
    print(number, time.time(), flush=True)
    if number % 37 == 0:
        window.documents.save()
    until = time.time() + 0.02
    while time.time() < until:
        QCoreApplication.processEvents()
"""


@dataclass
class Outcome:
    """What was left after one kill."""

    lost: bool = False
    unreadable: bool = False
    missing: float = 0.0  # seconds of work


def kill_once(folder: Path, after: float) -> Outcome:
    """Start the editor, kill it some seconds after its first change, and look what is left."""
    from app.reading import read_document
    from app.recovery import abandoned
    from solver.errors import QuandaryError

    path = folder / "tree.quandary.json"
    path.write_text(assets.example_text("shutdown"), encoding="utf-8")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(folder)}
    os.environ["XDG_DATA_HOME"] = str(folder)
    command = [sys.executable, "-c", EDITOR, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as editor:
        assert editor.stdout is not None
        assert editor.stdout.readline() == "ready\n"
        time.sleep(after)
        killed = time.time()
        editor.kill()
        done = [line.split() for line in editor.stdout.read().splitlines()]
    times = {int(line[0]): float(line[1]) for line in done if len(line) == 2}
    try:
        document = read_document(str(path))
    except QuandaryError:
        return Outcome(unreadable=True)
    kept = _number(document)
    for work in abandoned():
        if work.path == str(path):
            kept = max(kept, _number(work.document))
        work.file.unlink()
    last = max(times, default=0)
    if kept >= last:
        return Outcome()
    # The first change that is missing was made then.
    missing = killed - times.get(kept + 1, killed)
    return Outcome(lost=missing > 1.0, missing=missing)


def _number(document: object) -> int:
    label = document.nodes[document.root_id].label  # type: ignore[attr-defined]
    return int(label) if label.isdecimal() else 0


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    draw = random.Random(0)
    outcomes = []
    with tempfile.TemporaryDirectory() as name:
        for done in range(1, times + 1):
            outcomes.append(kill_once(Path(name), draw.uniform(0.0, 1.5)))
            if done % 50 == 0 or done == times:
                worst = max(outcome.missing for outcome in outcomes)
                print(
                    f"{done:>6,} kills  {sum(o.lost for o in outcomes)} lost  "
                    f"{sum(o.unreadable for o in outcomes)} unreadable  "
                    f"at most {worst:.2f} s of work missing",
                    flush=True,
                )
    if any(outcome.lost or outcome.unreadable for outcome in outcomes):
        raise SystemExit(1)


if __name__ == "__main__":
    main()

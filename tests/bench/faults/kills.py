"""A program that edits and saves is killed at random moments; what is lost is counted.

    python -m tests.bench.faults.kills [TIMES]

1,000 by default.  The program runs as a process of its own, with its window: it changes a label some fifty times a
second and says so.  One in three documents is small and saved at every 29th change, one has 2,000
nodes and is saved at every third, so that many kills fall into a save, and one was never saved.
After SIGKILL the saved file must be whole, and the work that was not saved must be offered again,
at most one second old.  Times are those of the monotonic clock, which all processes share.

On a busy machine the program may itself wait for a processor.  Where the system tells for how long
(Linux does), that is said, and only what is missing beyond it counts as lost.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import assets

KINDS: Final = ("small", "large", "never saved")
SAVED_AT: Final = {"small": 29, "large": 3}  # changes


def edit(kind: str, path: str) -> None:
    """The program that is killed."""
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    from app.main import create_window
    from app.window.main_window import MainWindow
    from solver.edits import SetNode

    window = create_window(None if kind == "never saved" else path)
    assert isinstance(window, MainWindow)
    if kind == "never saved":
        window.documents.open_example("shutdown")
    window.show()
    root = window.session.document.root_id or ""
    number = 0
    print("ready", flush=True)
    while application is not None:
        number += 1
        window.perform(SetNode(root, {"label": str(number)}))
        print(number, time.monotonic(), waited(), flush=True)
        if kind in SAVED_AT and number % SAVED_AT[kind] == 0:
            print("saving", flush=True)
            window.documents.save()
            print("saved", flush=True)
        until = time.monotonic() + 0.02
        while time.monotonic() < until:
            QCoreApplication.processEvents()


class Spawned:
    """The program as a process that starts from nothing."""

    def __init__(self, kind: str, path: Path) -> None:
        program = "import sys; from tests.bench.faults.kills import edit; edit(*sys.argv[1:])"
        command = [sys.executable, "-c", program, kind, str(path)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self.pid, self.said = self._process.pid, self._process.stdout

    def kill(self) -> list[str]:
        """Kill it; what it has said."""
        self._process.kill()
        said = self.said.read().splitlines()
        self.said.close()
        self._process.wait()
        return said


class Forked:
    """The same as a copy of this process, which has loaded the program and started nothing."""

    def __init__(self, kind: str, path: Path) -> None:
        reading, writing = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.dup2(writing, 1)
            sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
            edit(kind, str(path))
            os._exit(1)  # it never ends by itself
        os.close(writing)
        self.said = os.fdopen(reading, encoding="utf-8")

    def kill(self) -> list[str]:
        """Kill it; what it has said."""
        os.kill(self.pid, signal.SIGKILL)
        said = self.said.read().splitlines()
        self.said.close()
        os.waitpid(self.pid, 0)
        return said


@dataclass
class Outcome:
    """What was left after one kill."""

    changes: int = 0
    lost: bool = False
    unreadable: bool = False
    in_save: bool = False
    missing: float = 0.0  # seconds of work
    waited: float = 0.0  # seconds of these in which the program waited for a processor


def waited(process: str = "self") -> float:
    """For how many seconds a process has waited for a processor; 0 where nobody tells."""
    try:
        files = list(Path(f"/proc/{process}/task").glob("*/schedstat"))
        return max(int(file.read_text().split()[1]) for file in files) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


def kill_once(
    folder: Path,
    after: float,
    kind: str = "small",
    start: Callable[[str, Path], Spawned | Forked] = Spawned,
) -> Outcome:
    """Start the editor, kill it some seconds after its first change, and look what is left."""
    path = folder / "tree.quandary.json"
    path.write_text(_text(kind), encoding="utf-8")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["XDG_DATA_HOME"] = os.environ["XDG_CONFIG_HOME"] = str(folder)
    editor = start(kind, path)
    assert editor.said.readline() == "ready\n"
    time.sleep(after)
    killed, delay = time.monotonic(), waited(str(editor.pid))
    said = editor.kill()
    changes = [tuple(map(float, line.split())) for line in said if " " in line]
    outcome = Outcome(changes=len(changes), in_save=said[-1:] == ["saving"])
    kept = _found(path, kind)
    if kept is None:
        outcome.unreadable = True
    elif kept < len(changes):
        _, made, before = changes[kept]  # the first change that is missing
        outcome.missing = killed - made
        # Less than before where the thread that had waited longest is gone.
        outcome.waited = min(outcome.missing, max(0.0, delay - before))
        outcome.lost = outcome.missing - outcome.waited > 1.0
    return outcome


@cache
def _text(kind: str) -> str:
    from solver.formats.quandary import dumps
    from tests.bench.large.open_document import balanced

    return dumps(balanced(2_000)) if kind == "large" else assets.example_text("shutdown")


def _found(path: Path, kind: str) -> int | None:
    """The newest change that is there still; None where the saved file is no document."""
    from app.documents.recovery import abandoned
    from app.storage.read_file import read_document
    from solver.errors import QuandaryError

    try:
        kept = _number(read_document(str(path)))
    except QuandaryError:
        return None
    for work in abandoned():
        assert work.path == (None if kind == "never saved" else str(path))
        kept = max(kept, _number(work.document))
        work.discard()
    return kept


def _number(document: object) -> int:
    label = document.nodes[document.root_id].label  # type: ignore[attr-defined]
    return int(label) if label.isdecimal() else 0


def main() -> None:

    times = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    draw = random.Random(0)
    outcomes = []
    start = Forked if hasattr(os, "fork") else Spawned
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        for done in range(1, times + 1):
            after = draw.uniform(0.0, 1.5)
            outcomes.append(kill_once(Path(name), after, KINDS[done % len(KINDS)], start))
            if done % 50 == 0 or done == times:
                print(
                    f"{done:>6,} kills in {time.monotonic() - started:,.0f} s  "
                    f"{sum(o.changes for o in outcomes):,} changes  "
                    f"{sum(o.in_save for o in outcomes)} in a save  "
                    f"{sum(o.lost for o in outcomes)} lost  "
                    f"{sum(o.unreadable for o in outcomes)} unreadable  "
                    f"at most {max(o.missing - o.waited for o in outcomes):.2f} s of work missing "
                    f"({max(o.missing for o in outcomes):.2f} s with waiting for a processor, "
                    f"over one second {sum(o.missing > 1.0 for o in outcomes)} times)",
                    flush=True,
                )
    if any(outcome.lost or outcome.unreadable for outcome in outcomes):
        raise SystemExit(1)


if __name__ == "__main__":
    main()

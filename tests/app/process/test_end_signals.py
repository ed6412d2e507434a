"""Signals from outside end the window: nothing is asked, and nothing is lost."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import assets
from app.documents.recovery import abandoned
from tests.app.conftest import run_program

#: Opens the file with a change that is not saved, and is told to end once the event loop runs.
ENDED = """
import os, sys
from PySide6.QtCore import QTimer
import app.main
from app.window.main_window import MainWindow
from solver.edits import SetNode
def change():
    window = next(iter(made))
    window.perform(SetNode(window.session.document.root_id, {"label": "mine"}))
    os.kill(os.getpid(), int(sys.argv[2]))
made = []
first = MainWindow.__init__
def init(self, *a, **k):
    first(self, *a, **k)
    made.append(self)
    self.completed.connect(lambda: self.documents.opened.connect(lambda: QTimer.singleShot(0, change)))
MainWindow.__init__ = init
sys.exit(app.main.main([sys.argv[1]]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_window_and_keeps_the_work(
    number: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "tree.quandary.json"
    path.write_text(assets.example_text("shutdown"), encoding="utf-8")
    done: subprocess.CompletedProcess[str] = run_program(
        ENDED, tmp_path, str(path), str(int(number))
    )
    assert done.returncode == 128 + number
    assert "Traceback" not in done.stderr
    monkeypatch.setattr("app.documents.recovery.data_folder", lambda: tmp_path / "Quandary")
    (work,) = abandoned()
    assert work.path == str(path)
    assert work.document.nodes[work.document.root_id or ""].label == "mine"
    assert list((tmp_path / "Quandary" / "crashes").iterdir()) == []


def hears_interrupts() -> None:
    """Where the tests run in the background, what they start would pass over Ctrl+C as they do."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_verb_with_its_workers(number: signal.Signals, tmp_path: Path) -> None:
    """Ctrl+C reaches every process of a terminal, SIGTERM only the first."""
    file = tmp_path / "bets.json"
    file.write_text(assets.example_text("two-bets"), encoding="utf-8")
    call = ["sweep", str(file), "--over", "rain=0:1:100001", "--rule", "dsm", "--jobs", "2"]
    started = subprocess.Popen(
        [sys.executable, "-m", "app", *call],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        preexec_fn=hears_interrupts,
    )  # fmt: skip
    assert started.stdout is not None
    assert started.stdout.readline().startswith("rain,")
    assert started.stdout.readline() != ""  # workers are at it
    if number == signal.SIGINT:
        os.killpg(started.pid, number)
    else:
        started.send_signal(number)
    _, said = started.communicate(timeout=60)  # to the end: workers hold the same pipe
    assert (started.returncode, said) == (128 + number, "")

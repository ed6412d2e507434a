"""Whatever goes wrong, the work is kept, and one report names neither persons nor documents."""

import gc
import getpass
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

import assets
from app.documents.recovery import abandoned
from app.process.bug_reports import report, without_private
from app.process.fatal_errors import FatalLog, fatal_reports
from app.process.own_command import own_command
from app.window.crash import CrashHook
from app.window.main_window import MainWindow
from app.window.restoring import Restoring
from solver.document.model import Document
from solver.edits import SetNode
from tests.app.conftest import Answers, run_program
from widgets.shell.crash_dialog import CrashDialog


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for room in ("documents.recovery", "process.fatal_errors"):
        monkeypatch.setattr(f"app.{room}.data_folder", lambda: tmp_path / "Quandary")


def test_a_report_names_no_person_folder_or_document(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", "/srv/people/jane")
    monkeypatch.setattr(getpass, "getuser", lambda: "jane")
    document = "/mnt/stick/Divorce of Jane.quandary.json"
    try:
        open_ = f"{document}, {Path(document).name}, {tempfile.gettempdir()}/x, /home/joan/y"
        raise ValueError(f"{open_}; /srv/people/jane/z; C:\\Users\\Jim\\tree; jane; janeway")
    except ValueError as error:
        text = report(type(error), error, error.__traceback__, [document])
    for private in ("Divorce", "stick", "people", "joan", "Jim", tempfile.gettempdir(), "jane;"):
        assert private not in text, text
    assert "janeway" in text  # another word
    assert "ValueError: DOCUMENT, DOCUMENT, TMP/x, PATH; PATH; PATH; USER; janeway" in text
    assert 'File "…/tests/app/test_crash.py"' in text or "File" in text
    assert str(Path(__file__).parent) not in text
    assert "Python 3" in text.splitlines()[0]
    assert str(Path(sys.prefix)) not in without_private(f"{sys.prefix}/lib/x.py")


def test_a_report_names_no_document_that_an_error_is_about(tmp_path: Path) -> None:
    secret = tmp_path / "Divorce of Jane.json"
    errors = (
        FileNotFoundError(2, "No such file or directory", str(secret)),
        OSError(18, "Cross-device link", "Divorce 1.json", None, "Divorce 2.quandary.json"),
        KeyError(str(secret)),
        ValueError("cannot read /mnt/stick/Divorce.json, or ~/Divorce"),
        KeyError("Divorce of Jane.json"),
        RuntimeError("in C:\\stick\\Divorce.json"),
    )
    for error in errors:
        behind = RuntimeError("while something was done")
        behind.__cause__ = error
        text = report(RuntimeError, behind, None)
        assert "Divorce" not in text
        assert type(error).__name__ in text
        assert "while something was done" in text


BUGS = """
import sys, threading
from PySide6.QtCore import QCoreApplication, QRunnable, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
from app.process.background import Background
from app.window.crash import CrashHook
from app.main import create_window
from solver.edits import SetNode
from widgets.shell.crash_dialog import CrashDialog

def fail(where):
    raise RuntimeError(f"bug in {where} with {sys.argv[1]}")

class Painted(QWidget):
    def paintEvent(self, event):
        fail("paint")

class Run(QRunnable):
    def run(self):
        fail("pool")

hook = CrashHook(app)
hook.install()
window = create_window(sys.argv[1])
hook.keep_first(window.windows)
window.show()
window.perform(SetNode(window.session.document.root_id, {"label": "mine"}))
painted = Painted()
painted.show()
QTimer.singleShot(0, lambda: fail("slot"))
threading.Thread(target=fail, args=("thread",)).start()
QThreadPool.globalInstance().start(Run())
asked = Background(window)
asked.ask(None, lambda run: fail("background"))
def wait(ms):
    timer = QTimer()
    timer.setSingleShot(True)
    timer.start(ms)
    while timer.isActive():
        QCoreApplication.processEvents()
wait(800)
dialogs = [w for w in app.topLevelWidgets() if isinstance(w, CrashDialog)]
print(len(dialogs), dialogs[0].isVisible(), window.recovery.is_kept)
print(dialogs[0].report.toPlainText())
dialogs[0].accept()
painted.close()
window.perform(SetNode(window.session.document.root_id, {"label": "it goes on"}))
print(window.documents.save())
window.close()
"""


def test_bugs_in_slots_paint_and_threads_are_told_once_and_the_program_goes_on(
    tmp_path: Path, example_file: Callable[[str], str]
) -> None:
    path = example_file("shutdown")
    done = run_program(BUGS, tmp_path, path)
    assert done.returncode == 0, done.stderr
    first, *said, last = done.stdout.splitlines()
    assert first == "1 True True"
    assert any("RuntimeError: bug in" in line for line in said)
    assert last == "True"
    assert "it goes on" in Path(path).read_text(encoding="utf-8")
    for where in ("slot", "paint", "thread", "pool", "background"):
        assert f"bug in {where} with DOCUMENT" in done.stderr, where
    assert str(tmp_path) not in done.stdout


def test_a_bug_is_told_where_no_window_is_active(qtbot: QtBot) -> None:
    """Nothing but the hook holds the message then."""
    assert QApplication.activeWindow() is None
    hook = CrashHook()
    hook._hook(RuntimeError, RuntimeError("early"), None)
    qtbot.waitUntil(lambda: bool(_told()), timeout=5000)
    gc.collect()
    (dialog,) = _told()
    assert "early" in dialog.report.toPlainText()
    dialog.close()


def _told() -> list[CrashDialog]:
    every = QApplication.topLevelWidgets()
    return [each for each in every if isinstance(each, CrashDialog) and each.isVisible()]


FATAL = """
import faulthandler, os, sys
from PySide6.QtWidgets import QApplication
app = QApplication([])
from app.process.fatal_errors import FatalLog
from app.main import create_window
from solver.edits import SetNode
fatal = FatalLog()
fatal.begin()
window = create_window(sys.argv[1])
window.perform(SetNode(window.session.document.root_id, {"label": "mine"}))
window.recovery.flush()
if sys.argv[2] == "fatal":
    faulthandler._sigsegv()
window.documents.save()
window.close()
fatal.end()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals of POSIX")
def test_a_fatal_end_leaves_a_report_and_the_work(
    tmp_path: Path, window: MainWindow, answers: Answers, qtbot: QtBot
) -> None:
    path = tmp_path / "tree.quandary.json"
    path.write_text(assets.example_text("shutdown"), encoding="utf-8")
    assert run_program(FATAL, tmp_path, str(path), "fatal").returncode < 0
    folder = tmp_path / "Quandary" / "crashes"
    (log,) = folder.iterdir()
    assert log.stat().st_mode & 0o077 == 0  # for its owner only
    window.part(Restoring).offer()
    qtbot.waitUntil(lambda: bool(answers.said), timeout=5000)
    assert "crashed the last time" in answers.said[0]
    assert window.part(Restoring).bar.isVisible()
    answers.choices["Show the report"]()
    dialog = window.findChild(CrashDialog)
    assert dialog is not None
    text = dialog.report.toPlainText()
    assert "Segmentation fault" in text
    assert str(tmp_path) not in text
    dialog.close()
    assert list(folder.iterdir()) == []  # said once
    window.part(Restoring).shut_down()
    (work,) = abandoned()
    assert work.document.nodes[work.document.root_id or ""].label == "mine"
    work.discard()


def test_a_proper_end_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "tree.quandary.json"
    path.write_text(assets.example_text("shutdown"), encoding="utf-8")
    assert run_program(FATAL, tmp_path, str(path), "proper").returncode == 0
    assert list((tmp_path / "Quandary" / "crashes").iterdir()) == []
    assert list((tmp_path / "Quandary" / "unsaved").iterdir()) == []
    assert list((tmp_path / "Quandary" / "open").iterdir()) == []


def test_the_report_of_a_program_that_is_there_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "Quandary" / "crashes"
    folder.mkdir(parents=True)
    (folder / "killed.log").write_text("Quandary 1\n")  # killed from outside: nothing to tell
    (folder / "broken.log").write_text("Quandary 1\nFatal Python error: Aborted\n")
    alive = FatalLog()
    alive.begin()
    assert fatal_reports() == ["Quandary 1\nFatal Python error: Aborted\n"]
    assert len(list(folder.iterdir())) == 1
    alive.end()
    assert list(folder.iterdir()) == []


def test_restarting_takes_everything_along(
    window: MainWindow,
    example_file: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    """What is unsaved through the kept files, what is saved by its path."""
    started: list[list[str]] = []
    monkeypatch.setattr(
        QProcess, "startDetached", lambda _, arguments: started.append(arguments) or True
    )
    window.documents.open_path(example_file("shutdown"))
    window.perform(SetNode(window.session.document.root_id or "", {"label": "mine"}))
    window.actions_table["file.new_window"].trigger()
    clean = window.windows.all[-1]
    path = example_file("oil")
    clean.documents.open_path(path)
    hook = CrashHook()
    left: list[bool] = []
    hook.leave = lambda: left.append(True)
    hook.keep_first(window.windows)
    try:
        raise RuntimeError("a bug")
    except RuntimeError as error:
        hook._hook(RuntimeError, error, error.__traceback__)
    qtbot.waitUntil(lambda: bool(dialogs(window)), timeout=5000)
    (dialog,) = dialogs(window)
    named = {button.text().replace("&", ""): button for button in dialog.findChildren(QPushButton)}
    named["Copy the report"].click()
    assert "a bug" in QGuiApplication.clipboard().text()
    named["Restart with my work"].click()
    assert left == [True]
    (call,) = started
    assert call[-2:] == ["--restore", path]
    dialog.close()
    # What the new program does first:
    window.session.close()
    window.part(Restoring).restore_all()
    document = window.session.document
    assert document.nodes[document.root_id or ""].label == "mine"
    assert window.session.is_dirty
    clean.close()


def test_a_restart_runs_no_file_of_the_current_folder(tmp_path: Path) -> None:
    for name in ("app", "solver", "quandary", "json", "PySide6"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('a stranger ran')")
    done = subprocess.run(
        [sys.executable, *own_command(), "--version"],
        cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout.startswith("quandary ")


def dialogs(window: MainWindow) -> list[CrashDialog]:
    from PySide6.QtWidgets import QApplication

    return [each for each in QApplication.allWidgets() if isinstance(each, CrashDialog)]


def test_where_the_work_cannot_be_kept_no_restart_is_offered(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "file").write_text("")
    window.recovery._keeper.file = tmp_path / "file" / "one.unsaved"
    window.documents._begin(Document(title="mine"), None, saved=False)
    hook = CrashHook()
    hook.keep_first(window.windows)
    hook._tell("report")
    (dialog,) = dialogs(window)
    assert not any("Restart" in b.text() for b in dialog.findChildren(QPushButton))
    dialog.close()
    hook.restart()  # does nothing
    assert window.session.document.title == "mine"

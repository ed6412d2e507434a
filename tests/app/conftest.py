"""A window whose questions are answered by the test."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

import assets
from app.documents.questions import UnsavedAnswer
from app.export.export_request import ExportRequest
from app.export.subject import Subject
from app.main import create_window
from app.process.background import Background
from app.window.main_window import MainWindow
from widgets.shell.message_bar import Choice


class Answers:
    """Stands in for the dialogs; keeps what was said."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.choices: dict[str, Callable[[], object]] = {}  # what the last message offered
        self.unsaved = UnsavedAnswer.CANCEL
        self.path = ""
        self.export: ExportRequest | None = None

    def complain(self, title: str, text: str, *choices: Choice) -> None:
        self.said.append(f"{title} {text}")
        self.choices = {choice.text.replace("&", ""): choice.do for choice in choices}

    def show_differences(self, title: str, lines: Iterable[str]) -> None:
        self.said += [title, *lines]

    def ask_unsaved(self, name: str, answered: Callable[[UnsavedAnswer], None]) -> None:
        self.said.append(f"unsaved {name}")
        answered(self.unsaved)

    def ask_open(self) -> str:
        return self.path

    def ask_save(self, suggestion: str) -> str:
        return self.path

    def ask_export(self, name: str, subject: Subject) -> ExportRequest | None:
        return self.export

    def ask_chart(self, name: str, subject: Subject) -> ExportRequest | None:
        return self.export

    def ask_table(self, name: str) -> str:
        return self.path

    def ask_steps(self, name: str, subject: Subject) -> ExportRequest | None:
        return self.export

    def preview_print(self, printer: QPrinter, paint: Callable[[], None]) -> bool:
        if not self.path:
            return False
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(self.path)
        paint()  # as Qt asks for, which then prints nothing
        return True

    def show_text(self, title: str, html: str) -> None:
        self.said.append(f"{title}: {html}")


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file is open when opening returns, on however slow a machine."""
    monkeypatch.setattr("app.documents.opening.PATIENCE", 30.0)


@pytest.fixture
def window(qtbot: QtBot, answers: Answers) -> Iterator[MainWindow]:
    made = create_window()
    assert isinstance(made, MainWindow)
    yield from used(made, qtbot, answers)


def used(made: MainWindow, qtbot: QtBot, answers: Answers) -> Iterator[MainWindow]:
    """A window as tests use it: shown, asking nobody, and closed at the end."""
    made.documents.dialogs = answers  # type: ignore[assignment]
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    yield made
    if not made.is_retired:
        made.session.stack.setClean()
        made.close()


@pytest.fixture
def wait_solved(window: MainWindow, qtbot: QtBot) -> Callable[[], None]:
    def wait() -> None:
        asking = window.findChildren(Background)
        qtbot.waitUntil(
            lambda: all(each.is_idle for each in asking),
            timeout=60_000,
        )

    return wait


@pytest.fixture
def example_file(tmp_path: Path) -> Callable[[str], str]:
    def write(name: str) -> str:
        path = tmp_path / f"{name}.quandary.json"
        path.write_text(assets.example_text(name), encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte; only root may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter, which those of pytest are not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture
def as_nobody() -> Callable[..., str]:
    """Runs a program for whom permissions count, as they do not for root; gives what it prints."""

    def run(program: str, *arguments: str) -> str:
        # What is imported later need not be readable for everybody.
        before = "import os, app.storage.atomic_write; (os.getuid() or (os.setgid(65534), os.setuid(65534)))\n"
        command = [sys.executable, "-c", before + program, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert not done.returncode, done.stderr
        return done.stdout

    return run


def run_program(program: str, folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run Python on a program, with a home of its own."""
    places = {name: str(folder) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env={**os.environ, **places}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip

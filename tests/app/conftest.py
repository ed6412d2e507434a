"""A window whose questions are answered by the test."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import assets
from app.background import Background
from app.dialogs import Answer, Wanted
from app.export import Subject
from app.main import create_window
from app.main_window import MainWindow
from widgets.message_bar import Choice


class Answers:
    """Stands in for the dialogs; keeps what was said."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.choices: dict[str, Callable[[], object]] = {}  # what the last message offered
        self.unsaved = Answer.CANCEL
        self.path = ""
        self.export: Wanted | None = None

    def complain(self, title: str, text: str, *choices: Choice) -> None:
        self.said.append(f"{title} {text}")
        self.choices = {choice.text.replace("&", ""): choice.do for choice in choices}

    def show_differences(self, title: str, lines: Iterable[str]) -> None:
        self.said += [title, *lines]

    def ask_unsaved(self, name: str, answered: Callable[[Answer], None]) -> None:
        self.said.append(f"unsaved {name}")
        answered(self.unsaved)

    def ask_open(self) -> str:
        return self.path

    def ask_save(self, suggestion: str) -> str:
        return self.path

    def ask_export(self, name: str, subject: Subject) -> Wanted | None:
        return self.export

    @contextmanager
    def progress(self, text: str) -> Iterator[Callable[[float], None]]:
        yield lambda done: None

    def show_text(self, title: str, html: str) -> None:
        self.said.append(f"{title}: {html}")


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def window(qtbot: QtBot, answers: Answers) -> Iterator[MainWindow]:
    made = create_window()
    assert isinstance(made, MainWindow)
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
            lambda: window.surveyor.is_idle and all(each.is_idle for each in asking),
            timeout=10_000,
        )

    return wait


@pytest.fixture
def example_file(tmp_path: Path) -> Callable[[str], str]:
    def write(name: str) -> str:
        path = tmp_path / f"{name}.quandary.json"
        path.write_text(assets.example_text(name), encoding="utf-8")
        return str(path)

    return write

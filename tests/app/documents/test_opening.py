"""A large document is read while the window goes on, and the person may give up."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

import assets
from app.main import create_window
from app.window.main_window import MainWindow
from solver.formats.quandary import dumps
from tests.app.conftest import Answers
from tests.bench.large.open_document import balanced


@pytest.fixture(scope="module")
def large_text() -> str:
    return dumps(balanced(1_999))


@pytest.fixture
def large_file(tmp_path: Path, large_text: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A file that is large here, so that the test need not be slow."""
    path = tmp_path / "large.quandary.json"
    path.write_text(large_text, encoding="utf-8")
    monkeypatch.setattr("app.documents.opening.LARGE", path.stat().st_size - 1)
    return str(path)


def test_the_window_goes_on_while_a_large_file_is_read(
    window: MainWindow, large_file: str, qtbot: QtBot
) -> None:
    window.documents.open_example("oil")
    shown: list[tuple[str, float]] = []
    window.documents.opener.waiting.connect(lambda text, done: shown.append((text, done)))
    beats: list[int] = []
    timer = QTimer(window)
    timer.timeout.connect(lambda: beats.append(1))
    timer.start(1)
    window.documents.open_path(large_file)
    assert len(window.session.document.nodes) < 100  # it is still being read
    qtbot.waitUntil(lambda: len(window.session.document.nodes) == 1_999, timeout=20_000)
    assert beats
    assert shown[-1] == ("", 0.0)
    assert window.panels.waiting.isHidden()
    assert window.session.path == large_file
    assert not window.session.is_dirty


def test_giving_up_leaves_everything_as_it_was(
    window: MainWindow, large_file: str, qtbot: QtBot
) -> None:
    window.documents.open_example("oil")
    before = window.session.document
    window.documents.open_path(large_file)
    window.panels.waiting.show_waiting("Opening “large” …", 0.1)  # as after a quarter of a second
    assert window.panels.waiting.isVisible()
    (cancel,) = window.panels.waiting.findChildren(QPushButton)
    cancel.click()
    assert window.panels.waiting.isHidden()
    qtbot.wait(300)
    assert window.session.document is before


def test_another_document_is_not_pushed_away_by_one_that_was_being_read(
    window: MainWindow, large_file: str, qtbot: QtBot
) -> None:
    window.documents.open_path(large_file)
    window.documents.open_example("oil")
    before = window.session.document
    qtbot.wait(300)
    assert window.session.document is before


def test_what_is_wrong_with_a_large_file_is_said(
    window: MainWindow, answers: Answers, large_file: str, large_text: str, qtbot: QtBot
) -> None:
    Path(large_file).write_text(large_text[:-10], encoding="utf-8")
    window.documents.open_path(large_file)
    qtbot.waitUntil(lambda: bool(answers.said), timeout=20_000)
    assert "cannot be opened" in answers.said[0]
    assert "not JSON" in answers.said[0]
    assert not window.session.is_open


def test_a_window_that_is_made_with_a_large_file_has_it(large_file: str, qtbot: QtBot) -> None:
    made = create_window(large_file)
    assert isinstance(made, MainWindow)
    qtbot.addWidget(made)
    assert len(made.session.document.nodes) == 1_999


def test_reloading_what_is_no_document_any_more_changes_nothing(
    window: MainWindow, answers: Answers, example_file: Callable[[str], str]
) -> None:
    path = example_file("shutdown")
    window.documents.open_path(path)
    for text, said in (
        (
            'EFG 2 R "x" { "a" }\np "" 1 1 "" { "b" } 0\nt "" 1 "" { 1 }\n',
            "no longer a Quandary document",
        ),
        ("{", "cannot be read"),
    ):
        new = Path(path).with_suffix(".new")
        new.write_text(text, encoding="utf-8")
        os.replace(new, path)
        window.documents._say_changed()
        answers.choices["Reload"]()
        assert said in answers.said[-1]
        assert dumps(window.session.document) == assets.example_text("shutdown")
        assert window.session.is_dirty

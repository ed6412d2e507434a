"""Text for a paper, from the window and by command."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.cli.command_line import run
from app.window.main_window import MainWindow


def test_it_is_copied(window: MainWindow, qtbot: QtBot, wait_solved: Callable[[], None]) -> None:
    window.documents.open_example("shutdown")
    wait_solved()
    window.actions_table["edit.copy_latex"].trigger()
    wait_solved()
    assert r"\paragraph{Dynamic Strong Maximality}" in QGuiApplication.clipboard().text()
    window.actions_table["edit.copy_markdown"].trigger()
    wait_solved()
    assert "### Verdict" in QGuiApplication.clipboard().text()
    window.verdict.set_rule("eu")
    wait_solved()
    window.actions_table["edit.copy_latex"].trigger()
    wait_solved()
    assert "There is no text to copy." in window.statusBar().currentMessage()
    QGuiApplication.clipboard().clear()


def test_by_command(example_file: Callable[[str], str], capsys: pytest.CaptureFixture[str]) -> None:
    file = example_file("single-souring")
    assert run(["paper", file, "--rule", "caprice", "--format", "markdown"]) == 0
    said = capsys.readouterr()
    assert "2 plans are permitted:" in said.out
    assert not said.err
    assert run(["paper", file, "--rule", "eu"]) == 1
    assert "completion" in capsys.readouterr().err


def test_a_caption_and_an_alt_text_are_copied(
    window: MainWindow, qtbot: QtBot, wait_solved: Callable[[], None]
) -> None:
    window.documents.open_example("shutdown")
    wait_solved()
    for action, begins in (
        ("edit.copy_caption", "The shutdown example. A decision tree with"),
        ("edit.copy_alt", "Decision tree “The shutdown example” with"),
    ):
        window.actions_table[action].trigger()
        wait_solved()
        assert QGuiApplication.clipboard().text().startswith(begins)

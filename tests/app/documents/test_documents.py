"""Opening, saving and closing in the window: what is asked, what is said, and nothing is lost."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import (
    QMessageBox,
)
from pytestqt.qtbot import QtBot

import assets
from app.documents.questions import UnsavedAnswer
from app.window.dialogs import Dialogs
from app.window.main_window import MainWindow
from solver.edits import SetNode
from solver.formats.quandary import loads
from tests.app.conftest import Answers


def test_save_and_open_again(window: MainWindow, answers: Answers, tmp_path: Path) -> None:
    window.documents.open_example("oil")
    window.perform(SetNode("result", {"label": "Structure?"}))
    assert window.isWindowModified()
    answers.path = str(tmp_path / "my oil")
    assert window.documents.save()
    written = tmp_path / "my oil.quandary.json"
    assert written.exists()
    assert not window.isWindowModified()
    assert window.windowTitle().startswith("my oil")
    saved = window.session.document
    window.documents.open_path(str(written))
    assert window.session.document == saved
    assert window.settings.recents[0] == str(written)


def test_unsaved_changes_are_asked_about(window: MainWindow, answers: Answers) -> None:
    window.documents.open_example("oil")
    window.perform(SetNode("result", {"label": "changed"}))
    kept = window.session.document
    window.documents.open_example("shutdown")
    assert window.session.document is kept
    assert answers.said == ["unsaved oil"]
    answers.unsaved = UnsavedAnswer.DISCARD
    window.documents.open_example("shutdown")
    assert window.session.document.title == "The shutdown example"


def test_closing_asks_too(window: MainWindow, answers: Answers, qtbot: QtBot) -> None:
    window.documents.open_example("oil")
    window.perform(SetNode("result", {"label": "changed"}))
    assert not window.close()
    assert window.isVisible()
    answers.unsaved = UnsavedAnswer.DISCARD
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())


BAD = {
    "empty": "",
    "not json": "{nodes}",
    "brackets": "[" * 1_000_000,
    "version": '{"format":"quandary","version":99}',
    "duplicate key": '{"format":"quandary","version":1,"title":"","title":""}',
    "duplicate id": '{"format":"quandary","version":1,"nodes":[{"id":"a","kind":"choice"},'
    '{"id":"a","kind":"choice"}]}',
    "branch to nowhere": '{"format":"quandary","version":1,"nodes":[{"id":"a","kind":"choice"}],'
    '"branches":[{"id":"b","from":"a","to":"z"}]}',
    "NaN": '{"format":"quandary","version":1,"outcomes":[{"id":"o","value":NaN}]}',
}


def test_a_bad_file_says_so_and_nothing_is_lost(
    window: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    window.documents.open_example("oil")
    window.perform(SetNode("result", {"label": "unsaved work"}))
    kept = window.session.document
    (tmp_path / "folder.json").mkdir()
    for fault, text in BAD.items():
        (tmp_path / f"{fault}.json").write_text(text, encoding="utf-8")
    for number, fault in enumerate((*BAD, "folder", "missing"), start=1):
        window.documents.open_path(str(tmp_path / f"{fault}.json"))
        assert len(answers.said) == number, fault
        assert "cannot be opened" in answers.said[-1], fault
        assert window.session.document is kept, fault
        assert window.session.is_dirty, fault


def test_the_question_blocks_nothing_and_its_answers_count(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.documents.dialogs = Dialogs(window, window.message, window.settings)
    path = tmp_path / "kept.quandary.json"
    path.write_text(assets.example_text("oil"), encoding="utf-8")
    window.documents.open_path(str(path))

    def ask(button: QMessageBox.StandardButton) -> None:
        window.documents.open_example("shutdown")
        box = window.findChild(QMessageBox, "question.unsaved")
        assert box is not None
        answer = box.button(button)
        assert answer is not None
        answer.click()
        qtbot.waitUntil(lambda: window.findChild(QMessageBox, "question.unsaved") is None)

    window.perform(SetNode("result", {"label": "changed"}))
    ask(QMessageBox.StandardButton.Cancel)
    assert window.session.document.title == "The oil wildcatter"
    ask(QMessageBox.StandardButton.Save)
    assert window.session.document.title == "The shutdown example"
    assert "changed" in path.read_text(encoding="utf-8")
    window.perform(SetNode("observe", {"label": "lost"}))
    assert not window.close()
    box = window.findChild(QMessageBox, "question.unsaved")
    assert box is not None
    discard = box.button(QMessageBox.StandardButton.Discard)
    assert discard is not None
    discard.click()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_a_bad_file_is_said_in_the_window(window: MainWindow, tmp_path: Path) -> None:
    window.documents.dialogs = Dialogs(window, window.message, window.settings)
    window.documents.open_path(str(tmp_path / "none.json"))
    assert "no such file" in window.message.text
    window.documents.open_example("shutdown")
    assert window.message.text == ""


def test_a_file_dropped_on_the_window_opens(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "dropped.json"
    path.write_text(assets.example_text("pizza"), encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    assert window.session.document == loads(assets.example_text("pizza"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_is_never_replaced_by_a_file(
    window: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    window.documents.open_example("oil")
    answers.path = str(pipe)
    assert not window.documents.save()
    assert pipe.is_fifo()
    assert "not an ordinary file" in answers.said[0]

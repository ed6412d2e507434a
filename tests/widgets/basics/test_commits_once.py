"""What is typed into a cell is taken over once, also by who clicks elsewhere right after Enter."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import assets
from solver.document.model import Document
from solver.edits import AddOpinion, AddParameter
from solver.formats.quandary import loads
from solver.page.talk_steps import Step
from widgets.answers.opinions_page import OpinionsPage
from widgets.preferences.outcome_table import OutcomeTable
from widgets.shell.talk_steps.talk_step_list import StepList

Shown = tuple[QWidget, QAbstractItemView, list[object]]


def outcomes() -> Shown:
    said: list[object] = []
    table = OutcomeTable()
    table.intended.connect(said.append)
    table.show_document(loads(assets.example_text("oil")))
    return table, table, said


def steps() -> Shown:
    said: list[object] = []
    listed = StepList()
    listed.renamed.connect(said.append)
    listed.show_steps((Step("structure"), Step("verdict")), 0)
    return listed, listed, said


def opinions() -> Shown:
    said: list[object] = []
    page = OpinionsPage()
    page.intended.connect(said.append)
    document = AddOpinion().apply(AddParameter().apply(Document()))
    page.show_document(document, None, "")
    return page, page.table, said


@pytest.mark.parametrize(("make", "column"), [(outcomes, 0), (steps, 0), (opinions, 1)])
def test_enter_and_at_once_a_click_elsewhere(
    make: Callable[[], Shown], column: int, qtbot: QtBot
) -> None:
    """Qt’s warning of an editor that belongs to nobody fails this test."""
    around = QWidget()
    qtbot.addWidget(around)
    shown, view, said = make()
    other = QLineEdit()
    layout = QVBoxLayout(around)
    layout.addWidget(shown)
    layout.addWidget(other)
    with qtbot.waitActive(around):
        around.show()
        around.activateWindow()
    view.setFocus()
    index = view.model().index(0, column)
    view.setCurrentIndex(index)
    view.edit(index)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert view.isAncestorOf(editor)
    editor.setText("another name")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    other.setFocus()
    QApplication.processEvents()
    assert len(said) == 1
    assert "another name" in repr(said[0])

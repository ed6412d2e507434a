"""Several documents: a window each."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QSplitter
from pytestqt.qtbot import QtBot

from app.documents.questions import UnsavedAnswer
from app.window.main_window import MainWindow
from solver.edits import SetNode
from tests.app.conftest import Answers


@pytest.fixture
def second(window: MainWindow, answers: Answers, qtbot: QtBot) -> MainWindow:
    window.documents.open_example("shutdown")
    window.actions_table["file.new_window"].trigger()
    other = window.windows.all[-1]
    assert other is not window
    other.documents.dialogs = answers  # type: ignore[assignment]
    return other


def test_what_is_copied_in_one_window_is_pasted_in_another(
    window: MainWindow, second: MainWindow
) -> None:
    root = window.session.document.root_id or ""
    window.canvas.select((root,))
    window.actions_table["edit.copy"].trigger()
    second.documents.new()
    second.actions_table["edit.paste"].trigger()
    assert len(second.session.document.nodes) == len(window.session.document.nodes)
    assert second.session.document.outcomes == window.session.document.outcomes
    second.session.stack.setClean()
    second.close()
    assert window.windows.all == (window,)
    assert window.isVisible()


def test_a_closed_window_is_said_to_be_closed_and_the_last_is_not(
    window: MainWindow, second: MainWindow, qtbot: QtBot
) -> None:
    """What is left of it is looked for then; with the last one the program ends."""
    with qtbot.waitSignal(window.windows.closed):
        second.close()
    with qtbot.assertNotEmitted(window.windows.closed):
        window.close()


def test_quitting_asks_in_every_window_and_may_be_refused(
    window: MainWindow, second: MainWindow, answers: Answers
) -> None:
    second.documents.open_example("oil")
    window.perform(SetNode(window.session.document.root_id or "", {"label": "changed"}))
    answers.unsaved = UnsavedAnswer.CANCEL
    second.actions_table["file.quit"].trigger()
    assert window.isVisible()
    assert window.windows.all == (window,)
    answers.unsaved = UnsavedAnswer.DISCARD
    window.actions_table["file.quit"].trigger()
    QApplication.processEvents()
    assert window.windows.all == ()
    assert not window.isVisible()


def test_a_document_opens_beside_the_one_that_is_here(
    window: MainWindow, answers: Answers, example_file: Callable[[str], str]
) -> None:
    answers.path = example_file("oil")
    window.actions_table["file.open_in_window"].trigger()
    assert window.windows.all == (window,)  # nothing was here yet
    window.actions_table["file.open_in_window"].trigger()
    first, other = window.windows.all
    assert other.session.path == first.session.path == answers.path
    menu = window.actions_table.menus["&Window"]
    menu.aboutToShow.emit()
    listed = [action for action in menu.actions() if action.data() is not None]
    assert [action.isChecked() for action in listed] == [True, False]
    assert listed[1].text().startswith("&2 oil")
    other.close()
    menu.aboutToShow.emit()
    assert len([action for action in menu.actions() if action.data() is not None]) == 1


def test_a_new_window_stays_on_the_screen(window: MainWindow) -> None:
    room = window.screen().availableGeometry()
    window.resize(room.size() * 0.5)
    window.move(room.right() - 100, room.bottom() - 60)
    other = window.windows.new(window)
    assert room.contains(other.geometry())
    other.close()


def test_the_sizes_of_panel_and_drawer_are_kept(window: MainWindow, qtbot: QtBot) -> None:
    panels = window.panels
    window.documents.open_example("shutdown")
    panels.drawer.show_page(panels.drawer.pages[0])
    qtbot.wait(1)
    before = panels.tabs.width(), panels.drawer.height()
    for part, place in ((panels.tabs, QPoint(60, 0)), (panels.drawer, QPoint(0, 50))):
        splitter = part.parentWidget()
        assert isinstance(splitter, QSplitter)
        to = splitter.handle(1).pos() - place
        splitter.moveSplitter(to.x() or to.y(), 1)
    after = panels.tabs.width(), panels.drawer.height()
    assert all(now > then + 40 for now, then in zip(after, before, strict=True))
    window.session.stack.setClean()
    window.close()
    again = MainWindow()
    qtbot.addWidget(again)
    again.resize(1280, 800)
    again.show()
    again.documents.open_example("shutdown")
    again.panels.drawer.show_page(again.panels.drawer.pages[0])
    qtbot.wait(50)
    assert (again.panels.tabs.width(), again.panels.drawer.height()) == after
    again.close()

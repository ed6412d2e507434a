"""An empty tree offers the kinds of node large; they go with the first node and come back with the last."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.window.main_window import MainWindow
from solver.document.elements import Kind
from tests.drags import drag_events
from widgets.shell.palette import mime_data


def test_a_click_begins_the_tree_and_undo_brings_the_kinds_back(window: MainWindow) -> None:
    window.documents.new()
    empty = window.panels.empty
    assert empty.isVisible()
    button = empty.findChild(QToolButton, "palette.chance")
    assert button is not None
    assert button.text() == "Chance"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [node.kind for node in window.session.document.nodes.values()] == [Kind.CHANCE]
    assert not empty.isVisible()
    window.actions_table["edit.undo"].trigger()
    assert empty.isVisible()


def test_a_kind_dropped_where_they_stand_falls_on_the_canvas(window: MainWindow) -> None:
    window.documents.new()
    empty, viewport = window.panels.empty, window.canvas.viewport()
    assert not empty.acceptDrops()  # so the canvas below takes it
    data, where = mime_data(Kind.CHOICE), empty.geometry().center()
    enter, _, dropped = drag_events(data, where)
    QApplication.sendEvent(viewport, enter)
    QApplication.sendEvent(viewport, dropped)
    assert len(window.session.document.nodes) == 1


def test_it_stands_in_the_middle(window: MainWindow, qtbot: QtBot) -> None:
    window.documents.new()
    for size in ((1024, 700), (1280, 800)):
        window.resize(*size)
        empty, viewport = window.panels.empty, window.canvas.viewport()

        def is_in_the_middle(empty: QWidget = empty, viewport: QWidget = viewport) -> bool:
            away = empty.geometry().center() - viewport.rect().center()
            return abs(away.x()) <= 1 and abs(away.y()) <= 1

        qtbot.waitUntil(is_in_the_middle)

"""Breadcrumbs, the overview map, zooming to the selection, key hints."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from app.window.main_window import MainWindow


def test_breadcrumbs_lead_back(window: MainWindow) -> None:
    window.documents.open_example("oil")
    document = window.session.document
    leaf = document.tree[-1]
    deep = max(document.tree, key=lambda id_: len(_ancestors(window, id_)))
    window.canvas.select((deep,))
    crumbs = window._crumbs
    assert len(crumbs.texts) == len(_ancestors(window, deep)) + 1
    crumbs.findChildren(QToolButton)[1].click()
    (chosen,) = window.canvas.selection()[0]
    assert chosen == _ancestors(window, deep)[-2]
    window.canvas.select((leaf, deep))
    assert crumbs.texts == []


def _ancestors(window: MainWindow, id_: str) -> list[str]:
    """From the parent up to the root."""
    found: list[str] = []
    parent = window.session.document.parent(id_)
    while parent is not None:
        found.append(parent)
        parent = window.session.document.parent(parent)
    return found


def test_the_map_shows_only_where_something_is_out_of_view(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.documents.open_example("oil")
    overview = window.canvas.overview
    qtbot.wait(150)
    assert not overview.isVisible()
    root = window.session.document.root_id or ""
    window.canvas.select((window.session.document.tree[-1],))
    window.actions_table["view.zoom_selection"].trigger()
    assert overview.isVisible()
    before = window.canvas.mapToScene(window.canvas.viewport().rect().center())
    QTest.mouseClick(overview, Qt.MouseButton.LeftButton, pos=QPoint(20, 70))
    after = window.canvas.mapToScene(window.canvas.viewport().rect().center())
    assert after.x() < before.x() - 100
    window.actions_table["view.overview"].trigger()
    assert not overview.isVisible()
    window.actions_table["view.overview"].trigger()
    assert overview.isVisible()
    window.canvas.select((root,))
    window.actions_table["view.zoom_selection"].trigger()  # with everything below it: all in view
    assert not overview.isVisible()


def test_hints_follow_the_selection(window: MainWindow) -> None:
    window.documents.new()
    hints = window.hints
    assert "first node" in hints.text()
    QTest.keyClick(window.canvas, Qt.Key.Key_1)
    window.canvas.close_editor()
    assert "Tab child" in hints.text()
    window.canvas.select()
    assert "Ctrl+F find" in hints.text()
    window.actions_table["view.hints"].trigger()
    assert hints.isHidden()
    window.actions_table["view.hints"].trigger()
    assert not hints.isHidden()

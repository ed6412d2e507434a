"""Live copies on the canvas: drawn as such, edited at the original."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.window.main_window import MainWindow
from solver.document.copies import live_copies
from solver.document.elements import Kind
from solver.edits import AddNode, Delete

LEFT = Qt.MouseButton.LeftButton


def with_copy(window: MainWindow) -> str:
    """The shutdown example whose second choice is a live copy of the first; its id."""
    window.documents.open_example("shutdown")
    window.perform(Delete(("if unlucky",)))
    window.canvas.select(("if lucky",))
    window.actions_table["edit.copy"].trigger()
    window.canvas.select((window.session.document.root_id or "",))
    window.actions_table["edit.paste_linked"].trigger()
    (copy,) = live_copies(window.session.document)
    return copy


def at(window: MainWindow, id_: str) -> QPoint:
    item = window.canvas.tree.node_item(id_)
    assert item is not None
    return window.canvas.mapFromScene(item.scenePos())


def test_what_it_shows_follows_the_original(window: MainWindow, qtbot: QtBot) -> None:
    copy = with_copy(window)
    tree = window.canvas.tree
    assert window.canvas.selection() == ((copy,), ())
    inside = [id_ for id_ in tree.positions if tree.is_copied(id_)]
    assert len(inside) == 2
    item = tree.node_item(copy)
    assert item is not None
    assert item.look.copy_top
    assert "live copy" in item.look.tip
    window.perform(AddNode(Kind.OUTCOME, parent="if lucky"))
    assert len([id_ for id_ in tree.positions if tree.is_copied(id_)]) == 3
    window.session.stack.undo()
    assert len([id_ for id_ in tree.positions if tree.is_copied(id_)]) == 2


def test_a_press_inside_takes_hold_of_the_whole_and_a_double_click_leads_to_the_original(
    window: MainWindow,
) -> None:
    copy = with_copy(window)
    tree, viewport = window.canvas.tree, window.canvas.viewport()
    inside = next(id_ for id_ in tree.positions if tree.is_copied(id_))
    window.canvas.select()
    QTest.mouseClick(viewport, LEFT, pos=at(window, inside))
    assert window.canvas.selection() == ((copy,), ())
    QTest.mouseDClick(viewport, LEFT, pos=at(window, inside))
    assert window.canvas.selection() == ((window.session.document.expansion.origins[inside],), ())
    # the keys do not walk into it, nor build there
    window.canvas.select((copy,))
    QTest.keyClick(window.canvas, Qt.Key.Key_Right)
    assert not tree.is_copied(window.canvas.selection()[0][0])
    window.canvas.select((copy,))
    before = window.session.document
    QTest.keyClick(window.canvas, Qt.Key.Key_Tab)
    assert window.session.document is before
    assert "make it a copy of its own" in window.statusBar().currentMessage()
    start = at(window, inside)
    QTest.mousePress(viewport, LEFT, pos=start)
    for step in (20, 60, 110):
        QTest.mouseMove(viewport, start + QPoint(0, step))
    QTest.mouseRelease(viewport, LEFT, pos=start + QPoint(0, 110))
    assert window.session.stack.undoText() == "move node"
    assert window.session.document.nodes[copy].y is not None


def test_it_becomes_a_subtree_of_its_own(window: MainWindow) -> None:
    copy = with_copy(window)
    before = dict(window.canvas.tree.positions)
    window.actions_table["edit.unlink"].trigger()
    document = window.session.document
    assert not live_copies(document)
    assert len(document.children(copy)) == 2
    assert sorted(window.canvas.tree.positions.values()) == sorted(before.values())


def test_what_is_not_here_cannot_be_followed(window: MainWindow) -> None:
    window.documents.open_example("oil")
    window.canvas.select((window.session.document.root_id or "",))
    window.actions_table["edit.copy"].trigger()
    window.documents.open_example("shutdown")
    window.canvas.select((window.session.document.root_id or "",))
    window.actions_table["edit.paste_linked"].trigger()
    assert "not in this tree" in window.statusBar().currentMessage()
    assert not window.session.is_dirty

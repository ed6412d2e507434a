"""Nodes glide to their new places, and stand there whenever somebody takes hold of them."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.window.main_window import MainWindow
from solver.document.elements import Kind
from solver.edits import AddNode


def test_nodes_glide_and_arrive(window: MainWindow, qtbot: QtBot) -> None:
    window.documents.open_example("shutdown")
    tree = window.canvas.tree
    window.actions_table["view.motion"].trigger()
    try:
        before = dict(tree.positions)
        window.perform(AddNode(Kind.OUTCOME, parent="if lucky"))
        moved = [id_ for id_ in before if before[id_] != tree.positions[id_]]
        assert len(moved) > 3
        item = tree.node_item(moved[0])
        assert item is not None
        assert (item.x(), item.y()) == before[moved[0]]
        qtbot.waitUntil(lambda: (item.x(), item.y()) == tree.positions[moved[0]])
        window.session.stack.undo()
        assert (item.x(), item.y()) != tree.positions[moved[0]]
        QTest.mousePress(window.canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
        assert (item.x(), item.y()) == tree.positions[moved[0]]  # taken hold of: it stands still
        QTest.mouseRelease(window.canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
        for branch in window.session.document.branches.values():
            line = tree.branch_item(branch.id)
            source = tree.node_item(branch.source)
            assert line is not None
            assert source is not None
            assert line.pos().y() == source.y()
    finally:
        window.actions_table["view.motion"].trigger()

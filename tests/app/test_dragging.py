"""Subtrees are dragged to other places of the tree, and copied there with Ctrl."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import assets
from app.main_window import MainWindow
from solver.formats.quandary import dumps

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def of_node(window: MainWindow, id_: str) -> QPoint:
    item = window.canvas.tree.node_item(id_)
    assert item is not None
    return window.canvas.mapFromScene(item.scenePos())


def of_branch(window: MainWindow, id_: str) -> QPoint:
    item = window.canvas.tree.branch_item(id_)
    assert item is not None
    return window.canvas.mapFromScene(item.middle)


def drag(
    window: MainWindow,
    start: QPoint,
    end: QPoint,
    modifiers: Qt.KeyboardModifier = NONE,
    *,
    drop: bool = True,
) -> None:
    viewport, left = window.canvas.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(viewport, left, NONE, start)
    for step in range(1, 6):
        here = QPointF(start + (end - start) * step / 5)
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            here,
            QPointF(viewport.mapToGlobal(here.toPoint())),
            Qt.MouseButton.NoButton,
            left,
            modifiers,
        )
        QApplication.sendEvent(viewport, move)
    if drop:
        QTest.mouseRelease(viewport, left, modifiers, end)


def test_a_subtree_is_hung_from_another_node(window: MainWindow) -> None:
    window.documents.open_example("shutdown")
    document = window.session.document
    (leaf, *_) = [b.target for b in document.children("if lucky")]
    drag(window, of_node(window, leaf), of_node(window, "if unlucky"))
    after = window.session.document
    assert after.parent(leaf) == "if unlucky"
    assert len(after.children("if lucky")) == 1
    assert window.session.stack.count() == 1
    window.session.stack.undo()
    assert dumps(window.session.document) == assets.example_text("shutdown")


def test_over_a_branch_it_comes_before_it(window: MainWindow) -> None:
    window.documents.open_example("shutdown")
    document = window.session.document
    (leaf, *_) = [b.target for b in document.children("if lucky")]
    before = document.children("if unlucky")[1]
    drag(window, of_node(window, leaf), of_branch(window, before.id))
    after = window.session.document.children("if unlucky")
    assert [b.target for b in after][1] == leaf
    assert after[2].id == before.id


def test_with_ctrl_a_copy_is_hung_there(window: MainWindow) -> None:
    window.documents.open_example("shutdown")
    document = window.session.document
    (branch, *_) = document.children("if lucky")
    drag(window, of_node(window, branch.target), of_node(window, "if unlucky"), CTRL)
    after = window.session.document
    assert after.parent(branch.target) == "if lucky"
    copy = after.children("if unlucky")[-1]
    assert copy.label == branch.label
    assert after.nodes[copy.target].outcome == after.nodes[branch.target].outcome


def test_what_may_not_be_is_outlined_so_and_refused(window: MainWindow, qtbot: QtBot) -> None:
    window.documents.open_example("shutdown")
    document = window.session.document
    root = document.root_id or ""
    (leaf, other) = [b.target for b in document.children("if lucky")]
    drag(window, of_node(window, leaf), of_node(window, other), drop=False)
    item = window.canvas.tree.node_item(other)
    assert item is not None
    assert item.target is False  # outlined as invalid: an outcome node ends the tree
    qtbot.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert item.target is None
    QTest.mouseRelease(window.canvas.viewport(), Qt.MouseButton.LeftButton)
    assert window.session.document is document
    drag(window, of_node(window, root), of_node(window, "if lucky"))
    after = window.session.document  # a node cannot hang from what is below it: it was only moved
    assert after.parent(root) is None

"""Subtrees are dragged to other places of the tree, and copied there with Ctrl."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import assets
from app.window.main_window import MainWindow
from solver.edits import MoveNodes
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


def test_between_two_siblings_it_comes_there(window: MainWindow) -> None:
    window.documents.open_example("oil")
    document = window.session.document
    node = next(id_ for id_ in document.tree if len(document.children(id_)) == 3)
    first, second, third = (branch.target for branch in document.children(node))
    middle = (of_node(window, second) + of_node(window, third)) / 2
    drag(window, of_node(window, first), middle, drop=False)
    assert window.canvas._gesture is not None
    assert window.canvas._gesture._gap is not None  # type: ignore[attr-defined]
    QTest.mouseRelease(window.canvas.viewport(), Qt.MouseButton.LeftButton, NONE, middle)
    after = window.session.document
    assert [b.target for b in after.children(node)] == [second, first, third]
    assert after.nodes[first].x is None  # it lies where the order puts it
    drag(window, of_node(window, second), of_branch(window, after.incoming(third)[0].id))
    after = window.session.document
    assert [b.target for b in after.children(node)] == [first, second, third]


def test_a_dragged_node_falls_in_line_unless_alt_is_held(window: MainWindow) -> None:
    window.documents.open_example("shutdown")
    tree = window.canvas.tree
    lucky, unlucky = "if lucky", "if unlucky"
    column = tree.positions[lucky][0]
    start = of_node(window, unlucky)
    # Up to where no branch runs, a little beside the column of the other.
    end = window.canvas.mapFromScene(QPointF(column + 4, tree.positions[lucky][1] - 150))
    drag(window, start, end)
    x, y = tree.positions[unlucky]
    assert x == round(column)
    window.session.stack.undo()
    drag(window, start, end, Qt.KeyboardModifier.AltModifier)
    assert abs(tree.positions[unlucky][0] - column - 4) <= 2
    assert tree.positions[unlucky][0] != column
    window.session.stack.undo()
    for name in ("layout.guides", "layout.grid"):
        window.actions_table[name].trigger()
    drag(window, start, end)
    x, y = tree.positions[unlucky]
    assert (x % 8, y % 8) == (0, 0)
    for name in ("layout.guides", "layout.grid"):
        window.actions_table[name].trigger()


def test_nodes_are_aligned_and_distributed(window: MainWindow) -> None:
    window.documents.open_example("shutdown")
    document, tree = window.session.document, window.canvas.tree
    leaves = tuple(id_ for id_ in document.tree if document.nodes[id_].kind == "outcome")
    assert not window.actions_table["layout.row"].isEnabled()
    window.canvas.select(leaves[:3])
    before = [tree.positions[id_] for id_ in leaves[:3]]
    window.actions_table["layout.row"].trigger()
    assert len({tree.positions[id_][1] for id_ in leaves[:3]}) == 1
    window.session.stack.undo()
    window.perform(MoveNodes({leaves[0]: (900, -300), leaves[1]: (700, -60), leaves[2]: (950, 10)}))
    window.canvas.select(leaves[:3])
    window.actions_table["layout.distribute_down"].trigger()
    assert [tree.positions[id_] for id_ in leaves[:3]] == [(900, -300), (700, -145), (950, 10)]
    window.actions_table["layout.column"].trigger()
    assert [tree.positions[id_] for id_ in leaves[:3]] == [(900, -300), (900, -145), (900, 10)]
    for _ in range(3):
        window.session.stack.undo()
    assert [tree.positions[id_] for id_ in leaves[:3]] == before

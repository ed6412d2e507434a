"""The shutdown example is built with the mouse alone, text aside."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

import assets
from app.window.main_window import MainWindow
from solver.document.elements import Kind
from solver.formats.quandary import loads
from solver.rules import solve
from tests.drags import drop

LEFT = Qt.MouseButton.LeftButton


def at(window: MainWindow, id_: str) -> QPoint:
    item = window.canvas.tree.node_item(id_)
    assert item is not None
    return window.canvas.mapFromScene(item.scenePos())


def newest(window: MainWindow) -> str:
    return list(window.session.document.nodes)[-1]


def write(window: MainWindow, id_: str, texts: Mapping[str, str]) -> None:
    """Open the editor at a node, write into some of its fields, and click beside it."""
    viewport = window.canvas.viewport()
    window.canvas.fit()
    QTest.mouseDClick(viewport, LEFT, pos=at(window, id_))
    editor = window.canvas._editor
    assert editor is not None
    for name, text in texts.items():
        (field,) = (w for w in editor.findChildren(QWidget) if w.accessibleName() == name)
        line = field.lineEdit() if isinstance(field, QComboBox) else field
        assert isinstance(line, QLineEdit)
        QTest.mouseDClick(line, LEFT)  # selects the word that is there
        line.selectAll()
        QTest.keyClicks(line, text)
    QTest.mouseClick(viewport, LEFT, pos=QPoint(4, 4))
    QApplication.processEvents()
    assert window.canvas._editor is None


def test_the_shutdown_example_is_built_by_mouse(window: MainWindow, qtbot: QtBot) -> None:
    window.documents.new()
    canvas = window.canvas
    drop(window, Kind.CHANCE, canvas.mapFromScene(QPointF(0, 0)))
    root = newest(window)
    leaves = []
    for label, probability, ends in (
        ("lucky", "90%", (("S", "one step", "0"), ("L", "two steps", "1"))),
        ("unlucky", "10%", (("S", "", ""), ("U", "two steps", "0"))),
    ):
        canvas.fit()
        drop(window, Kind.CHOICE, at(window, root))
        choice = newest(window)
        write(window, choice, {"Branch": label, "Probability": probability})
        for word, (outcome, scale, value) in zip(("shut down", "continue"), ends, strict=True):
            canvas.fit()
            drop(window, Kind.OUTCOME, at(window, choice))
            leaf = newest(window)
            said = {"Branch": word, "Outcome": outcome}
            write(window, leaf, said | ({"Scale": scale, "Value": value} if scale else {}))
            leaves.append(leaf)
    document = window.session.document
    assert [document.nodes[leaf].outcome for leaf in leaves] == ["S", "L", "S", "U"]
    ours, theirs = solve(document, "dsm"), solve(loads(assets.example_text("shutdown")), "dsm")
    assert [p.plan.lottery for p in ours.plans] == [p.plan.lottery for p in theirs.plans]
    assert ours.plans_total == 4


def test_a_click_on_the_plus_of_a_node_adds_a_branch(window: MainWindow, qtbot: QtBot) -> None:
    window.documents.open_example("shutdown")
    window.canvas.select(("if lucky",))
    item = window.canvas.tree.node_item("if lucky")
    assert item is not None
    place = window.canvas.mapFromScene(item.mapToScene(item.handle))
    QTest.mouseClick(window.canvas.viewport(), LEFT, pos=place)
    new = newest(window)
    assert window.session.document.parent(new) == "if lucky"
    assert window.canvas.selection() == ((new,), ())
    editor = window.canvas._editor
    assert editor is not None
    QTest.keyClicks(QApplication.focusWidget() or editor, "wait")
    QTest.keyClick(QApplication.focusWidget() or editor, Qt.Key.Key_Return)
    assert window.session.document.incoming(new)[0].label == "wait"


def test_a_click_on_the_plus_adds_a_branch_though_what_was_typed_moves_the_tree(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.documents.new()
    canvas = window.canvas
    canvas.add_child(Kind.CHOICE)
    canvas.close_editor()
    root = newest(window)
    item = canvas.tree.node_item(root)
    assert item is not None
    place = canvas.mapFromScene(item.mapToScene(item.handle))
    QTest.mouseClick(canvas.viewport(), LEFT, pos=place)
    editor = canvas._editor
    assert editor is not None
    (branch,) = (w for w in editor.findChildren(QLineEdit) if w.accessibleName() == "Branch")
    QTest.keyClicks(branch, "a label of a length that moves everything")
    item.hoverEnterEvent(None)  # the pointer is there
    place = canvas.mapFromScene(item.mapToScene(item.handle))
    QTest.mouseClick(canvas.viewport(), LEFT, pos=place)
    assert canvas.mapFromScene(item.mapToScene(item.handle)) != place
    assert len(window.session.document.children(root)) == 2
    assert canvas.selection() == ((newest(window),), ())
    assert canvas._editor not in (None, editor)

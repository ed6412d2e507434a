"""Free texts on the canvas, by keys and by mouse."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.window.main_window import MainWindow
from solver.document.annotations import annotations
from solver.document.style import KEY, Style, style_entry
from solver.edits import AddText, MoveNodes, MoveTexts, SetView
from widgets.canvas.view.gestures import MoveTextsGesture
from widgets.drawing.picture import Picture


def texts(window: MainWindow) -> list[str]:
    return [text.text for text in annotations(window.session.document)]


def test_a_text_is_written_moved_changed_and_deleted(window: MainWindow, qtbot: QtBot) -> None:
    window.documents.open_example("shutdown")
    before = Picture(window.session.document).size
    QTest.keyClick(window.canvas, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, "A <b>gap</b>")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(editor, "second line")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert texts(window) == ["A <b>gap</b>\nsecond line"]
    item = window.canvas.tree.text_item(0)
    assert item is not None
    assert item.figure.element == "text"
    assert Picture(window.session.document).size.height > before.height
    # by mouse: drag, then double-click
    viewport = window.canvas.viewport()
    start = window.canvas.mapFromScene(item.sceneBoundingRect().center())
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for step in (10, 20, 30):
        QTest.mouseMove(viewport, start + QPoint(step, step))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=start + QPoint(30, 30))
    assert window.session.stack.undoText() == "move text"
    assert window.canvas.selected_texts() == (0,)
    item = window.canvas.tree.text_item(0)
    assert item is not None
    here = window.canvas.mapFromScene(item.sceneBoundingRect().center())
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=here)
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, "other words")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert texts(window) == ["A <b>gap</b>\nsecond line"]
    window.canvas.start_inline_edit()
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, "other words")
    window.canvas.close_editor()
    assert texts(window) == ["other words"]
    assert window.actions_table["edit.delete"].isEnabled()
    window.actions_table["edit.delete"].trigger()
    assert texts(window) == []
    for _ in range(4):
        window.actions_table["edit.undo"].trigger()
    assert texts(window) == []
    assert not window.session.is_dirty


def test_a_text_is_found(window: MainWindow) -> None:
    window.documents.open_example("shutdown")
    QTest.keyClick(window.canvas, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, "Remember this")
    window.canvas.close_editor()
    window.canvas.select()
    window.actions_table["edit.find"].trigger()
    line = QApplication.focusWidget()
    assert line is not None
    QTest.keyClicks(line, "remember")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert window.canvas.selected_texts() == (0,)


def test_a_text_goes_along_with_a_tree_that_grows_with_its_type(window: MainWindow) -> None:
    """In pictures as on the canvas; what is moved there is kept as it would be at the usual size."""
    window.documents.open_example("shutdown")
    window.perform(AddText("here", (140.0, -70.0)))
    for percent, far in ((150, 1.5), (100, 1.0)):
        style = Style(type_size=percent)
        window.perform(SetView(KEY, style_entry(style)))
        item = window.canvas.tree.text_item(0)
        assert item is not None
        assert (item.x(), item.y()) == (140.0 * far, -70.0 * far)
        (figure,) = Picture(window.session.document).drawing.texts
        assert (figure.place.x, figure.place.y) == (item.x(), item.y())
        gesture = MoveTextsGesture(window.canvas.tree, (0,), QPointF(0, 0))
        edit = gesture.finish(QPointF(15, 30))
        assert edit == MoveTexts({0: (140.0 + 15 / far, -70.0 + 30 / far)})
    root = window.session.document.root_id
    window.perform(SetView(KEY, style_entry(Style(type_size=150))))
    window.perform(MoveNodes({str(root): (10.0, 10.0)}))  # by hand: it stays, and so do texts
    item = window.canvas.tree.text_item(0)
    assert item is not None
    assert (item.x(), item.y()) == (140.0, -70.0)

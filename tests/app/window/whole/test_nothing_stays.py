"""What was closed is gone, with all that it showed: memory does not grow with use."""

import gc
import weakref
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.talk.talk import Talk
from app.window.main_window import MainWindow
from tests.widgets.items_of_layouts import items_of_layouts

TIMES = 8


def _clean() -> None:
    """Let go of what was to be deleted later, and of cycles."""
    for _ in range(2):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()


def spoken(window: MainWindow) -> list[str]:
    """What a screen reader finds on the canvas."""
    tree = QAccessible.queryAccessibleInterface(window.canvas)
    found = (tree.child(number) for number in range(tree.childCount()))
    return [
        each.text(QAccessible.Text.Name)
        for each in found
        if each.role() == QAccessible.Role.TreeItem
    ]


def _becomes_of_another_class(window: MainWindow) -> None:
    """In PySide an object has another class for Qt as soon as one more of its methods is a slot.

    Qt then asks again what a screen reader sees, and in the end deletes both answers.
    """
    before = QAccessible.queryAccessibleInterface(window.canvas)
    window.canvas.window().objectNameChanged.connect(window.canvas.fit)
    QAccessible.uniqueId(QAccessible.queryAccessibleInterface(window.canvas))
    assert QAccessible.queryAccessibleInterface(window.canvas) is not before


def _used_and_closed(window: MainWindow, qtbot: QtBot) -> list["weakref.ref[QObject]"]:
    """The parts of another window, which showed a solved tree and was closed."""
    window.actions_table["file.new_window"].trigger()
    other = window.windows.all[-1]
    other.documents.open_example("oil")
    qtbot.waitUntil(lambda: other.verdict.solution is not None)
    assert len(spoken(other)) == 2 * len(other.session.document.nodes) - 1
    _becomes_of_another_class(other)
    other.close()
    parts = (other, other.session, other.canvas, other.documents, other.surveyor)
    return [weakref.ref(part) for part in parts]


def test_a_closed_window_is_gone(window: MainWindow, qtbot: QtBot) -> None:
    window.documents.open_example("shutdown")
    watched = _used_and_closed(window, qtbot)
    _clean()
    assert [ref() for ref in watched] == [None] * len(watched)
    assert window.windows.all == (window,)


def test_no_layout_has_objects_of_pythons_for_its_items(
    window: MainWindow, wait_solved: Callable[[], None]
) -> None:
    """They would outlive them, and end the program: see `widgets.basics.layouts`."""
    for example in ("shutdown", "oil"):
        window.documents.open_example(example)
        wait_solved()
    for width in (500, 1300):
        window.resize(width, 800)
        QApplication.processEvents()
    window.go_to_area(1)
    assert items_of_layouts() == []


def _close_what_came_up() -> None:
    for widget in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
        if widget is not None:
            widget.close()


def _menu(window: MainWindow) -> None:
    window.canvas.select(("if lucky",))
    QTimer.singleShot(0, _close_what_came_up)
    window.canvas.context_menu_wanted.emit(window.mapToGlobal(QPoint(300, 300)))


def _keys(window: MainWindow) -> None:
    QTimer.singleShot(0, _close_what_came_up)
    window.actions_table["help.keys"].trigger()


def _present(window: MainWindow) -> None:
    window.actions_table["view.present"].trigger()
    QApplication.processEvents()
    if window.part(Talk).presenter is not None:
        window.part(Talk).presenter.close()


def _reopen(window: MainWindow) -> None:
    window.documents.open_example("oil")
    window.documents.open_example("shutdown")


@pytest.mark.qt_log_ignore("This plugin does not support")  # what the offscreen platform lacks
@pytest.mark.parametrize("does", [_menu, _keys, _present, _reopen])
def test_nothing_is_left_of_what_was_opened(
    window: MainWindow, does: Callable[[MainWindow], None], wait_solved: Callable[[], None]
) -> None:
    def objects() -> int:
        wait_solved()
        _clean()
        tops = QApplication.topLevelWidgets()
        return len(tops) + sum(len(top.findChildren(QObject)) for top in tops)

    window.documents.open_example("shutdown")
    does(window)  # what is made once stays
    before = objects()
    for _ in range(TIMES):
        does(window)
    assert objects() < before + TIMES

"""Probabilities are split by dragging in a bar."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.window.main_window import MainWindow
from solver.document.numerals import Numeral
from solver.edits import SetBranch, SplitShares
from solver.errors import EditError
from widgets.basics.bars.share_bar import ShareBar

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def bar(window: MainWindow, qtbot: QtBot) -> ShareBar:
    window.documents.open_example("shutdown")
    window.canvas.select((window.session.document.root_id or "",))
    window.show_page(window.inspector)
    (found,) = window.inspector.findChildren(ShareBar)
    qtbot.waitUntil(found.isVisible)
    return found


def spelled(window: MainWindow) -> list[str]:
    document = window.session.document
    branches = document.children(document.root_id or "")
    return [branch.probability.text for branch in branches if branch.probability]


def test_dragging_moves_a_line_in_one_step_of_undo(
    window: MainWindow, bar: ShareBar, wait_solved: Callable[[], None]
) -> None:
    assert spelled(window) == ["90%", "10%"]
    middle = bar.height() // 2
    start = QPoint(round(0.9 * (bar.width() - 1)), middle)
    QTest.mousePress(bar, LEFT, pos=start)
    for part in (0.8, 0.6, 0.25):
        QTest.mouseMove(bar, QPoint(round(part * (bar.width() - 1)), middle))
    QTest.mouseRelease(bar, LEFT, pos=QPoint(round(0.25 * (bar.width() - 1)), middle))
    assert spelled(window) == ["1/4", "3/4"]
    assert window.session.stack.count() == 1
    wait_solved()
    assert window.verdict.solution is not None
    QTest.mousePress(bar, LEFT, pos=QPoint(3, middle))  # not at the line
    QTest.mouseMove(bar, QPoint(40, middle))
    QTest.mouseRelease(bar, LEFT, pos=QPoint(40, middle))
    assert spelled(window) == ["1/4", "3/4"]
    window.session.stack.undo()
    assert spelled(window) == ["90%", "10%"]


def test_the_arrow_keys_move_it_too_and_stop_at_the_ends(window: MainWindow, bar: ShareBar) -> None:
    bar.setFocus()
    QTest.keyClick(bar, Qt.Key.Key_Left)
    assert spelled(window) == ["89/100", "11/100"]
    for _ in range(3):
        QTest.keyClick(bar, Qt.Key.Key_PageUp)
    assert spelled(window) == ["1", "0"]
    assert bar.accessibleDescription() == "lucky 1, unlucky 0"


def test_it_is_hidden_where_there_is_nothing_to_split(window: MainWindow, bar: ShareBar) -> None:
    document = window.session.document
    first, second = document.children(document.root_id or "")
    window.perform(SetBranch(first.id, {"probability": Numeral("3/4")}))
    assert not bar.isVisible()
    with pytest.raises(EditError, match="do not sum to 1"):
        SplitShares(first.id, second.id, Numeral("1/2")).apply(window.session.document)
    window.perform(SetBranch(second.id, {"probability": Numeral("#")}))
    assert bar.isVisible()
    split = SplitShares(first.id, second.id, Numeral("1/3")).apply(window.session.document)
    assert [b.probability and b.probability.text for b in split.children(first.source)] == [
        "1/3",
        "2/3",
    ]
    with pytest.raises(EditError, match="negative share"):
        SplitShares(first.id, second.id, Numeral("2")).apply(window.session.document)

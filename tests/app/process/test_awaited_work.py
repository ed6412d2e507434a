"""What somebody waits for: off the GUI thread, told about, stopped, and never left standing."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QProgressDialog, QWidget
from pytestqt.qtbot import QtBot

from app.process.awaited_work import AwaitedWork, Order
from app.process.background import Background, Run
from solver.errors import QuandaryError


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def order(work: Callable[[Run], object], said: list[object]) -> Order:
    return Order(
        said="Working…",
        work=work,
        then=lambda answer: said.append(answer),
        failed=lambda problem: said.append(problem.message),
        stopped=lambda: said.append("stopped"),
    )


def is_over(working: AwaitedWork) -> bool:
    (background,) = working.findChildren(Background)
    return background.is_idle


def test_the_answer_comes_from_another_thread(parent: QWidget, qtbot: QtBot) -> None:
    said: list[object] = []
    working = AwaitedWork(parent)
    working.do(order(lambda run: threading.current_thread(), said))
    qtbot.waitUntil(lambda: bool(said))
    assert said[0] is not threading.current_thread()


def test_a_problem_is_told(parent: QWidget, qtbot: QtBot) -> None:
    said: list[object] = []

    def work(run: Run) -> None:
        raise QuandaryError("It is too large.")

    AwaitedWork(parent).do(order(work, said))
    qtbot.waitUntil(lambda: said == ["It is too large."])


@pytest.mark.parametrize("begun", [False, True])
def test_it_is_stopped_by_the_dialog(parent: QWidget, qtbot: QtBot, begun: bool) -> None:
    said: list[object] = []
    started = threading.Event()

    def work(run: Run) -> None:
        started.set()
        while True:
            run.go_on(0.5)

    working = AwaitedWork(parent)
    working.do(order(work, said))
    if begun:
        qtbot.waitUntil(started.is_set)
    (dialog,) = parent.findChildren(QProgressDialog)
    dialog.canceled.emit()
    qtbot.waitUntil(lambda: said == ["stopped"])
    assert is_over(working)
    assert started.is_set() is begun


def test_what_is_as_good_as_done_is_done(parent: QWidget, qtbot: QtBot) -> None:
    """Stopped where nobody asks any more: what was written is said to be written."""
    said: list[object] = []
    started, goes_on = threading.Event(), threading.Event()

    def work(run: Run) -> str:
        started.set()
        goes_on.wait()
        return "written"

    working = AwaitedWork(parent)
    working.do(order(work, said))
    qtbot.waitUntil(started.is_set)
    working.stop()
    goes_on.set()
    qtbot.waitUntil(lambda: said == ["written"])


def test_the_dialog_says_how_far_it_is_and_goes(parent: QWidget, qtbot: QtBot) -> None:
    said: list[object] = []
    goes_on = threading.Event()

    def work(run: Run) -> str:
        run.go_on(0.42)
        goes_on.wait()
        return "done"

    AwaitedWork(parent).do(order(work, said))
    (dialog,) = parent.findChildren(QProgressDialog)
    qtbot.waitUntil(lambda: dialog.value() == 42)
    goes_on.set()
    with qtbot.waitSignal(dialog.destroyed):
        pass
    assert said == ["done"]


def test_a_bug_leaves_no_dialog(parent: QWidget, qtbot: QtBot) -> None:
    def work(run: Run) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        AwaitedWork(parent).do(order(work, []))
        (dialog,) = parent.findChildren(QProgressDialog)
        with qtbot.waitSignal(dialog.destroyed):
            pass
    assert [kind for kind, _, _ in caught] == [ZeroDivisionError]

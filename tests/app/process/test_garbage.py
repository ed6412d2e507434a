"""What is in cycles is deleted on the GUI thread alone, whatever a thread makes meanwhile."""

import gc
import sys
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.process import garbage
from app.process.garbage import (
    AT_LAST,
    CALM,
    FEW,
    GROWN,
    LONG_CALM,
    MANY,
    QUIET,
    ROUNDS,
    Collector,
)
from tests.app.conftest import run_program

#: Starts the program, and asks once its window is complete.
STARTED = """
import gc, sys
import app.main
from PySide6.QtCore import QTimer
from app.process.background import TURN
from app.process.garbage import Collector
from app.window.main_window import MainWindow
first = MainWindow.__init__
def init(self, *a, **k):
    first(self, *a, **k)
    self.completed.connect(lambda: QTimer.singleShot(0, lambda: asked(self)))
def asked(window):
    print(gc.isenabled(), len(window.windows.findChildren(Collector)), round(sys.getswitchinterval(), 6) == TURN)
    window.close()
MainWindow.__init__ = init
sys.exit(app.main.main([]))
"""


class Knot(QObject):
    """An object in a cycle."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


@pytest.fixture
def collector(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    """However much other tests have left, the program is small unless a test says otherwise."""
    monkeypatch.setattr(garbage, "SMALL", sys.maxsize)
    collector = Collector()
    collector._looks = 0
    gc.collect(1)
    yield collector
    gc.enable()
    gc.collect()
    gc.freeze()


@pytest.fixture
def deleted(collector: Collector) -> list[threading.Thread]:
    """In which threads what is let go of is deleted: one knot at once."""
    found: list[threading.Thread] = []
    weakref.finalize(Knot(), lambda: found.append(threading.current_thread()))
    return found


def many(count: int) -> list[list[int]]:
    return [[number] for number in range(count)]


def in_thread(count: int) -> None:
    """A thread makes so many values, and lets go of them."""
    thread = threading.Thread(target=many, args=(count,))
    thread.start()
    thread.join()


def test_threads_delete_nothing_and_a_look_does(
    collector: Collector, deleted: list[threading.Thread]
) -> None:
    in_thread(MANY)
    assert not deleted
    kept = many(2 * FEW)
    collector.look()
    assert deleted == [threading.current_thread()]
    assert len(kept) == 2 * FEW


def test_left_to_itself_python_deletes_in_threads(
    collector: Collector, deleted: list[threading.Thread]
) -> None:
    """What the collector is for: once that is no longer so, it can go."""
    gc.enable()
    in_thread(MANY)
    assert deleted
    assert deleted != [threading.current_thread()]


def looks(collector: Collector, times: int) -> None:
    for _ in range(times):
        collector.look()


def test_a_document_is_set_aside_until_nothing_goes_on(
    collector: Collector, deleted: list[threading.Thread]
) -> None:
    kept = many(2 * MANY)
    looks(collector, CALM)
    assert not deleted
    assert len(kept) == 2 * MANY
    looks(collector, 1)
    assert deleted == [threading.current_thread()]


def test_where_little_was_made_nothing_is_looked_through(
    collector: Collector, deleted: list[threading.Thread]
) -> None:
    looks(collector, 2 * LONG_CALM)
    assert not deleted


def test_a_large_tree_is_looked_through_where_nobody_is_there(
    collector: Collector, deleted: list[threading.Thread], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "SMALL", sys.getallocatedblocks() // 2)
    collector._looks = ROUNDS - 1
    looks(collector, 2 * LONG_CALM)
    assert not deleted
    collector.expect_much()  # a window was closed
    looks(collector, 1)
    assert deleted == [threading.current_thread()]


def test_what_has_grown_is_looked_through_sooner(
    collector: Collector, deleted: list[threading.Thread], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Garbage that was set aside makes a program large, and must not keep it from being found."""
    monkeypatch.setattr(garbage, "SMALL", 0)
    collector._looks = QUIET
    looks(collector, 2 * QUIET)
    assert not deleted
    collector._left -= 2 * GROWN
    looks(collector, 1)
    assert deleted == [threading.current_thread()]


def test_where_something_goes_on_all_the_time_it_is_looked_through_at_last(
    collector: Collector, deleted: list[threading.Thread], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "SMALL", 0)
    collector._looks = AT_LAST - 2
    kept = []
    for _ in range(2):
        assert not deleted
        kept.append(many(2 * MANY))
        collector.look()
    assert deleted == [threading.current_thread()]


def test_the_window_has_a_collector_python_does_not_look_and_threads_share_the_lock(
    tmp_path: Path,
) -> None:
    done = run_program(STARTED, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["False", "1", "True"]

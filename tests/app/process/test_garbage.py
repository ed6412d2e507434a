"""What is in cycles is deleted on the GUI thread alone, whatever a thread makes meanwhile."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.process.garbage import FEW, MANY, MOST, Collector, look_through


class Knot(QObject):
    """An object in a cycle."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


@pytest.fixture
def deleted(qtbot: QtBot) -> Iterator[list[threading.Thread]]:
    """In which threads what is let go of is deleted: one knot at once."""
    gc.collect()
    found: list[threading.Thread] = []
    known = weakref.ref(Knot(), lambda _: found.append(threading.current_thread()))
    yield found
    assert known() is None


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Collector]:
    yield Collector()
    gc.unfreeze()
    gc.enable()


def many(count: int) -> list[list[int]]:
    return [[number] for number in range(count)]


def in_thread(count: int) -> None:
    """A thread makes so many values, and lets go of them."""
    thread = threading.Thread(target=many, args=(count,))
    thread.start()
    thread.join()


def test_threads_delete_nothing(collector: Collector, deleted: list[threading.Thread]) -> None:
    in_thread(MANY)
    assert not deleted
    kept = many(2 * FEW)
    collector.look()
    assert deleted == [threading.current_thread()]
    assert len(kept) == 2 * FEW


def test_left_to_itself_python_deletes_in_threads(deleted: list[threading.Thread]) -> None:
    """What the collector is for: once that is no longer so, it can go."""
    in_thread(MANY)
    assert deleted
    assert deleted != [threading.current_thread()]


def test_a_document_is_not_looked_through_and_a_closed_window_is(
    collector: Collector, deleted: list[threading.Thread]
) -> None:
    kept = many(2 * MANY)
    collector.look()
    assert not deleted
    assert gc.get_count()[0] < FEW
    look_through()
    assert deleted
    assert len(kept) == 2 * MANY


def test_where_python_looks_by_itself_nothing_is_frozen(qtbot: QtBot) -> None:
    before = gc.get_freeze_count()
    look_through()
    assert gc.isenabled()
    assert gc.get_freeze_count() == before
    assert MANY < MOST

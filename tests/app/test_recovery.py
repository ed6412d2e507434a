"""What was not saved when the program ended is offered again, and goes only when told."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.files import write_document
from app.main_window import MainWindow
from app.recovery import Abandoned, _lock_of, abandoned, folder
from solver.differences import differences
from solver.document import Document, Kind
from solver.edits import AddNode, SetNode
from tests.bench.kills import kill_once


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("app.recovery.folder", lambda: tmp_path / "Quandary" / "unsaved")


def changed(window: MainWindow, label: str) -> None:
    window.perform(SetNode(window.session.document.root_id or "", {"label": label}))


def kept(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "Quandary" / "unsaved").glob("*.unsaved"))


def leave_behind(tmp_path: Path) -> Path:
    """As if the program had ended: the file stays, its lock is nobody's."""
    (file,) = kept(tmp_path)
    copy = file.with_name("left.unsaved")
    copy.write_bytes(file.read_bytes())
    return copy


def test_changes_are_kept_soon_and_forgotten_when_saved(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, example_file: Callable[[str], str]
) -> None:
    window.recovery._file = tmp_path / "Quandary" / "unsaved" / "one.unsaved"
    window.documents.open_path(example_file("shutdown"))
    assert kept(tmp_path) == []
    changed(window, "unsaved")
    qtbot.waitUntil(lambda: len(kept(tmp_path)) == 1, timeout=1000)
    assert list(abandoned()) == []  # the window is still there
    window.documents.save()
    assert kept(tmp_path) == []
    changed(window, "again")
    qtbot.waitUntil(lambda: len(kept(tmp_path)) == 1, timeout=1000)
    window.session.stack.undo()  # what is saved is what is there
    assert kept(tmp_path) == []


def test_what_was_left_is_offered_restored_and_discarded(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, example_file: Callable[[str], str]
) -> None:
    window.recovery._file = tmp_path / "Quandary" / "unsaved" / "one.unsaved"
    path = example_file("shutdown")
    window.documents.open_path(path)
    changed(window, "unsaved")
    window.recovery.flush()
    left = leave_behind(tmp_path)
    window.session.stack.undo()
    window.documents.close()
    window.offer_unsaved()
    bar = window.panels.recovery
    qtbot.waitUntil(bar.isVisible)
    (restore,) = (b for b in bar.findChildren(QPushButton) if b.text() == "Restore")
    restore.click()
    document = window.session.document
    assert document.nodes[document.root_id or ""].label == "unsaved"
    assert window.session.is_dirty
    assert window.session.path == path
    assert not left.exists()
    assert len(kept(tmp_path)) == 1  # now this window keeps it
    assert not bar.isVisible()
    # once more, to discard it
    leave_behind(tmp_path)
    window.offer_unsaved()
    qtbot.waitUntil(bar.isVisible)
    buttons = [b for b in bar.findChildren(QPushButton) if b.text() == "Discard"]
    buttons[-1].click()
    assert not left.exists()
    assert len(kept(tmp_path)) == 1


def test_what_cannot_be_read_is_neither_offered_nor_deleted(tmp_path: Path) -> None:
    folder_ = tmp_path / "Quandary" / "unsaved"
    folder_.mkdir(parents=True)
    for name, text in (("a", "{"), ("b", '{"path": 3}\n{}'), ("c", "[]\n{}")):
        (folder_ / f"{name}.unsaved").write_text(text, encoding="utf-8")
    assert list(abandoned()) == []
    assert len(kept(tmp_path)) == 3


def test_where_nothing_can_be_written_it_is_said_once(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    window.recovery._file = tmp_path / "file" / "one.unsaved"
    told: list[str] = []
    window.recovery.told.connect(told.append)
    window.documents.open_example("oil")
    for label in ("one", "two"):
        changed(window, label)
        window.recovery.flush()
    qtbot.waitUntil(lambda: len(told) == 1)
    assert "save often" in told[0]
    assert window.session.is_dirty


def test_the_difference_is_said_in_words(tmp_path: Path) -> None:
    one = AddNode(Kind.CHOICE).apply(Document())
    two = AddNode(Kind.OUTCOME, parent="n1").apply(SetNode("n1", {"label": "x"}).apply(one))
    assert differences(one, two) == "1 node added; 1 node changed; 1 branch added"
    assert differences(two, two) == "nothing"
    path = tmp_path / "saved.json"
    write_document(str(path), one)
    work = Abandoned(tmp_path / "x.unsaved", two, str(path), "x")
    assert work.difference == "1 node added; 1 node changed; 1 branch added"
    gone = Abandoned(tmp_path / "x.unsaved", two, str(tmp_path / "gone.json"), "x")
    assert "not there any more" in gone.difference


def test_a_lock_is_free_once_its_process_is_gone(tmp_path: Path) -> None:
    assert folder()  # there is a place
    lock = _lock_of(tmp_path / "x")
    assert lock.tryLock(0)
    assert not _lock_of(tmp_path / "x").tryLock(0)
    lock.unlock()
    assert _lock_of(tmp_path / "x").tryLock(0)


@pytest.mark.parametrize("after", [0.05, 0.4, 0.9])
def test_a_killed_program_loses_at_most_a_second(after: float, tmp_path: Path) -> None:
    outcome = kill_once(tmp_path, after)
    assert not outcome.lost
    assert not outcome.unreadable

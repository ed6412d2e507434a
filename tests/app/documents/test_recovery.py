"""What was not saved when the program ended is offered again, and goes only when told."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.documents.recovery import Abandoned, abandoned
from app.storage.atomic_write import digest
from app.storage.read_file import read_document
from app.window.main_window import MainWindow
from app.window.restoring import Restoring
from solver.document.elements import Kind
from solver.document.field_forms import FieldTable
from solver.document.model import Document
from solver.edits import AddNode, SetNode
from solver.formats.quandary import dumps, writer
from solver.words.difference_words import differences
from tests.app.conftest import Answers
from tests.bench.faults.kills import kill_once


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("app.documents.recovery.data_folder", lambda: tmp_path / "Quandary")


def changed(window: MainWindow, label: str) -> None:
    window.perform(SetNode(window.session.document.root_id or "", {"label": label}))


def kept(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "Quandary" / "unsaved").glob("*.unsaved"))


def leave(
    tmp_path: Path, name: str, document: Document, path: str | None = None, known: str | None = None
) -> None:
    """As a killed program leaves its work."""
    folder = tmp_path / "Quandary" / "unsaved"
    folder.mkdir(parents=True, exist_ok=True)
    head = json.dumps({"path": path, "name": document.title, "known": known})
    (folder / f"{name}.unsaved").write_text(f"{head}\n{dumps(document)}", encoding="utf-8")


def leave_behind(tmp_path: Path) -> Path:
    """As if the program had ended: the file stays, its lock is nobody's."""
    (file,) = kept(tmp_path)
    copy = file.with_name("left.unsaved")
    copy.write_bytes(file.read_bytes())
    return copy


def test_changes_are_kept_soon_and_forgotten_when_saved(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, example_file: Callable[[str], str]
) -> None:
    window.documents.open_path(example_file("shutdown"))
    assert kept(tmp_path) == []
    changed(window, "unsaved")
    qtbot.waitUntil(lambda: len(kept(tmp_path)) == 1)
    assert list(abandoned()) == []  # the window is still there
    window.documents.save()
    assert kept(tmp_path) == []
    changed(window, "again")
    qtbot.waitUntil(lambda: len(kept(tmp_path)) == 1)
    window.session.stack.undo()  # what is saved is what is there
    assert kept(tmp_path) == []


def test_what_was_left_is_offered_restored_and_discarded(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, example_file: Callable[[str], str]
) -> None:
    path = example_file("shutdown")
    window.documents.open_path(path)
    changed(window, "unsaved")
    window.recovery.flush()
    left = leave_behind(tmp_path)
    window.session.stack.undo()
    window.documents.close()
    window.part(Restoring).offer()
    bar = window.part(Restoring).bar
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
    window.part(Restoring).offer()
    qtbot.waitUntil(bar.isVisible)
    buttons = [b for b in bar.findChildren(QPushButton) if b.text() == "Discard"]
    buttons[-1].click()  # what is discarded is gone: it asks
    assert left.exists()
    assert buttons[-1].text() == "Discard for good?"
    buttons[-1].click()
    assert not left.exists()
    assert len(kept(tmp_path)) == 1


def test_it_is_restored_where_its_file_is_open(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, example_file: Callable[[str], str]
) -> None:
    window.documents.open_path(example_file("shutdown"))
    changed(window, "unsaved")
    window.recovery.flush()
    leave_behind(tmp_path)
    window.session.stack.undo()  # as it is saved
    window.part(Restoring).offer()
    bar = window.part(Restoring).bar
    qtbot.waitUntil(bar.isVisible)
    (restore,) = (b for b in bar.findChildren(QPushButton) if b.text() == "Restore")
    restore.click()
    document = window.session.document
    assert document.nodes[document.root_id or ""].label == "unsaved"
    assert window.windows.all == (window,)


def test_what_cannot_be_read_is_said_and_neither_offered_nor_deleted(
    window: MainWindow, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    folder_ = tmp_path / "Quandary" / "unsaved"
    folder_.mkdir(parents=True)
    for name, text in (("a", "{"), ("b", '{"path": 3}\n{}'), ("c", "[]\n{}")):
        (folder_ / f"{name}.unsaved").write_text(text, encoding="utf-8")
    assert list(abandoned()) == []
    window.part(Restoring).offer()
    qtbot.waitUntil(lambda: any("cannot be read" in said for said in answers.said))
    assert all(str(file) in answers.said[-1] for file in kept(tmp_path))
    assert len(kept(tmp_path)) == 3
    assert len(list(folder_.iterdir())) == 3  # no locks stay


def test_a_large_document_is_spelled_before_its_first_change(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that its first change is kept as quickly as any other."""
    monkeypatch.setattr("app.documents.recovery.SMALL", 10)
    monkeypatch.setattr("app.documents.recovery.AFTER_OPENING", 1)
    spelled: list[str] = []
    spell = writer._entry_text

    def listed(element: Any, table: FieldTable) -> Any:
        spelled.append(element.id)
        return spell(element, table)

    monkeypatch.setattr(writer, "_entry_text", listed)
    window.documents.open_example("oil")
    document = window.session.document
    everything = len(document.nodes) + len(document.branches) + len(document.outcomes)
    qtbot.waitUntil(lambda: len(spelled) == everything)
    spelled.clear()
    changed(window, "first")
    window.recovery.flush()
    assert spelled == [document.root_id]


def test_where_nothing_can_be_written_it_is_said_once(
    window: MainWindow, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    window.recovery._keeper.file = tmp_path / "file" / "one.unsaved"
    window.documents.open_example("oil")
    for label in ("one", "two"):
        changed(window, label)
        window.recovery.flush()
        qtbot.wait(20)
    assert len([said for said in answers.said if "save often" in said]) == 1
    assert window.session.is_dirty


def test_a_full_disk_is_said_and_the_program_goes_on(
    window: MainWindow, answers: Answers, qtbot: QtBot, small_disk: Path
) -> None:
    window.recovery._keeper.file = small_disk / "unsaved" / "one.unsaved"
    with pytest.raises(OSError, match="No space"):
        (small_disk / "fill").write_bytes(b"x" * 2_000_000)
    window.documents.open_example("oil")
    changed(window, "one")
    window.recovery.flush()
    qtbot.waitUntil(lambda: any("The disk is full." in said for said in answers.said))
    assert not window.recovery.is_kept
    (small_disk / "fill").unlink()
    changed(window, "two")
    window.recovery.flush()
    assert window.recovery.is_kept


HOMELESS = """
import os, sys
if "HOME" not in os.environ:
    import pwd
    def nobody(*_):
        raise KeyError
    pwd.getpwuid = pwd.getpwnam = nobody
from PySide6.QtWidgets import QApplication
app = QApplication([])
from app.main import create_window
from solver.edits import SetNode
window = create_window()
window.show()
from app.window.restoring import Restoring
window.part(Restoring).offer()
window.documents.open_example("shutdown")
window.perform(SetNode(window.session.document.root_id, {"label": "mine"}))
window.recovery.flush()
app.processEvents()
print(window.message.text)
assert os.path.isdir(window.documents.dialogs._folder()) or "HOME" in os.environ
window.session.saved_as("x")
window.close()
"""


@pytest.mark.parametrize("kind", ["cannot be written", "nobody knows"])
def test_a_home_that_is_none_is_no_obstacle(kind: str, tmp_path: Path) -> None:
    """No settings, no locks, no unsaved work: said once, and the program works."""
    home = tmp_path / "home"
    home.write_text("a file, so that not even root can make a folder there", encoding="utf-8")
    places = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
    environment = {**os.environ, **{place: str(home / place) for place in places}}
    if kind == "nobody knows":  # nor who it is
        environment = {
            name: value
            for name, value in environment.items()
            if name not in ("HOME", "USER", "LOGNAME", "USERNAME")
        }
    done = subprocess.run(
        [sys.executable, "-c", HOMELESS],
        env=environment, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Unsaved work cannot be kept" in done.stdout
    assert "Traceback" not in done.stderr


def test_only_one_of_two_programs_offers_what_was_left(tmp_path: Path) -> None:
    leave(tmp_path, "one", Document(title="left"))
    first = abandoned()
    assert [work.document.title for work in first] == ["left"]
    assert abandoned() == []  # the other one sees that somebody looks at it
    first[0].let_go()
    second = abandoned()
    assert len(second) == 1
    second[0].discard()
    assert kept(tmp_path) == []
    assert list((tmp_path / "Quandary" / "unsaved").iterdir()) == []  # nor a lock


def test_what_is_saved_already_is_not_offered(tmp_path: Path) -> None:
    """The program was killed between saving and forgetting."""
    document = AddNode(Kind.CHOICE).apply(Document())
    path = tmp_path / "saved.quandary.json"
    path.write_text(dumps(document))
    leave(tmp_path, "same", document, str(path))
    leave(tmp_path, "other", SetNode("n1", {"label": "x"}).apply(document), str(path))
    assert [work.file.stem for work in abandoned()] == ["other"]
    assert [file.stem for file in kept(tmp_path)] == ["other"]


def test_several_windows_are_restored_and_the_differences_shown(
    window: MainWindow, answers: Answers, qtbot: QtBot, tmp_path: Path
) -> None:
    tree = AddNode(Kind.CHOICE).apply(Document(title="one"))
    path = tmp_path / "saved.quandary.json"
    path.write_text(dumps(tree))
    leave(tmp_path, "one", SetNode("n1", {"label": "Go?"}).apply(tree), str(path))
    leave(tmp_path, "two", Document(title="two"))
    window.part(Restoring).offer()
    bar = window.part(Restoring).bar
    qtbot.waitUntil(bar.isVisible)
    buttons = {button.accessibleName(): button for button in bar.findChildren(QPushButton)}
    buttons["Show what is different in one"].click()
    assert "Choice node “Go?”: label none → “Go?”." in answers.said
    for name in ("one", "two"):
        found = bar.findChildren(QPushButton)  # those of before go a little later
        button = [b for b in found if b.accessibleName() == f"Restore {name}"][-1]
        button.click()
    first, second = window.windows.all
    second.documents.dialogs = answers  # type: ignore[assignment]
    assert {first.session.document.title, second.session.document.title} == {"one", "two"}
    assert all(each.session.is_dirty for each in (first, second))
    assert bar.isHidden()
    second.session.stack.setClean()
    second.session.saved_as("x")
    second.close()


def test_a_file_that_changed_since_is_noticed_when_the_restored_work_is_saved(
    window: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    tree = AddNode(Kind.CHOICE).apply(Document())
    path = tmp_path / "saved.quandary.json"
    path.write_text(dumps(tree))
    known = digest(path.read_bytes())
    leave(tmp_path, "one", SetNode("n1", {"label": "mine"}).apply(tree), str(path), known)
    path.write_text(dumps(SetNode("n1", {"label": "theirs"}).apply(tree)))
    window.part(Restoring).restore(abandoned()[0])
    assert not window.documents.save()
    assert "was changed" in answers.said[-1]
    assert read_document(str(path)).nodes["n1"].label == "theirs"


def test_work_that_cannot_be_kept_again_stays_where_it_was(
    window: MainWindow, tmp_path: Path
) -> None:
    leave(tmp_path, "one", Document(title="left"))
    (tmp_path / "file").write_text("", encoding="utf-8")
    window.recovery._keeper.file = tmp_path / "file" / "one.unsaved"
    window.part(Restoring).restore(abandoned()[0])
    assert window.session.document.title == "left"
    assert len(kept(tmp_path)) == 1


def test_clocks_do_not_matter(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """A clock that stands, runs backwards or jumps by years changes nothing."""
    hours = iter(range(10**9))
    monkeypatch.setattr(time, "time", lambda: 4e9 - 3600.0 * next(hours))
    window.documents.open_example("shutdown")
    changed(window, "unsaved")
    qtbot.waitUntil(lambda: len(kept(tmp_path)) == 1)
    os.utime(kept(tmp_path)[0], (4e9, 4e9))
    assert abandoned() == []  # held, however old it looks
    leave(tmp_path, "left", Document(title="left"))
    os.utime(tmp_path / "Quandary" / "unsaved" / "left.unsaved", (0, 0))
    assert [work.name for work in abandoned()] == ["left"]


def test_the_difference_is_said_in_words(tmp_path: Path) -> None:
    one = AddNode(Kind.CHOICE).apply(Document())
    two = AddNode(Kind.OUTCOME, parent="n1").apply(SetNode("n1", {"label": "x"}).apply(one))
    assert differences(one, two) == "1 node added; 1 node changed; 1 branch added"
    assert differences(two, two) == "nothing"
    path = tmp_path / "saved.json"
    path.write_text(dumps(one))
    work = Abandoned(tmp_path / "x.unsaved", two, str(path), "x")
    assert work.difference == "1 node added; 1 node changed; 1 branch added"
    gone = Abandoned(tmp_path / "x.unsaved", two, str(tmp_path / "gone.json"), "x")
    assert "saved file is gone" in gone.difference


@pytest.mark.parametrize(("after", "kind"), [(0.05, "small"), (0.7, "large"), (0.9, "never saved")])
def test_a_killed_program_loses_at_most_a_second(
    after: float, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
    ):  # which this changes: the others want theirs back
        monkeypatch.setenv(name, os.environ[name])
    outcome = kill_once(tmp_path, after, kind)
    assert not outcome.lost
    assert not outcome.unreadable

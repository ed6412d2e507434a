"""What others do to the file of a document is noticed, and nothing is lost by it."""

import errno
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

import assets
from app.documents import saving
from app.documents.questions import UnsavedAnswer
from app.storage.atomic_write import replace_file
from app.storage.read_file import read_document
from app.window.dialogs import Dialogs
from app.window.main_window import MainWindow
from solver.document.model import Document
from solver.edits import SetNode
from solver.formats.quandary import dumps, loads
from tests.app.conftest import Answers

Example = Callable[[str], str]


def label(window: MainWindow, text: str) -> None:
    window.perform(SetNode(window.session.document.root_id or "", {"label": text}))


def label_of(window: MainWindow) -> str:
    document = window.session.document
    return document.nodes[document.root_id or ""].label


def saved_label(path: str) -> str:
    document = read_document(path)
    return document.nodes[document.root_id or ""].label


def others_write(path: str, name: str = "oil") -> None:
    """Another program replaces the file as a whole."""
    new = Path(path).with_suffix(".new")
    new.write_text(assets.example_text(name), encoding="utf-8")
    os.replace(new, path)


def test_a_file_that_others_replaced_is_not_overwritten(
    window: MainWindow, answers: Answers, example_file: Example
) -> None:
    path = example_file("shutdown")
    window.documents.open_path(path)
    label(window, "mine")
    others_write(path)
    assert not window.documents.save()
    assert "was changed on the disk" in answers.said[-1]
    assert Path(path).read_text(encoding="utf-8") == assets.example_text("oil")
    assert label_of(window) == "mine"
    assert window.session.is_dirty
    answers.choices["Show the differences"]()
    assert any("“mine”" in line for line in answers.said)
    answers.choices["Replace what is on the disk"]()
    assert saved_label(path) == "mine"
    assert not window.session.is_dirty


def test_the_same_size_and_time_do_not_hide_a_change(
    window: MainWindow, answers: Answers, example_file: Example
) -> None:
    """Clocks jump, and copying keeps times: what counts is what the file holds."""
    path = Path(example_file("shutdown"))
    window.documents.open_path(str(path))
    before = path.stat()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("shutdown", "shutdwon", 1), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != text
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    label(window, "mine")
    assert not window.documents.save()
    assert "was changed" in answers.said[-1]


def test_a_touched_file_is_no_change(window: MainWindow, example_file: Example) -> None:
    path = example_file("shutdown")
    window.documents.open_path(path)
    label(window, "mine")
    os.utime(path, (0, 0))
    assert window.documents.save()


def test_changes_are_noticed_at_once_again_and_again(
    window: MainWindow, answers: Answers, example_file: Example, qtbot: QtBot
) -> None:
    path = example_file("shutdown")
    window.documents.open_path(path)
    for number, other in enumerate(("oil", "single-souring", "oil"), start=1):
        others_write(path, other)
        qtbot.waitUntil(
            lambda n=number: sum("was changed" in said for said in answers.said) == n, timeout=5000
        )
    answers.choices["Reload"]()
    assert window.session.document == loads(assets.example_text("oil"))
    assert not window.session.is_dirty
    window.session.stack.undo()  # what was here is not lost
    assert window.session.document == loads(assets.example_text("shutdown"))
    assert window.session.is_dirty
    assert window.documents.save()
    qtbot.wait(500)  # what the window itself writes is no change by others
    assert sum("was changed" in said for said in answers.said) == 3


def test_a_file_that_is_gone_makes_the_work_unsaved(
    window: MainWindow, answers: Answers, example_file: Example, qtbot: QtBot
) -> None:
    path = example_file("shutdown")
    window.documents.open_path(path)
    assert not window.session.is_dirty
    os.unlink(path)
    qtbot.waitUntil(
        lambda: any("no longer where it was" in said for said in answers.said), timeout=5000
    )
    assert window.session.is_dirty
    answers.choices["Save again"]()
    assert read_document(path) == window.session.document
    assert not window.session.is_dirty


def test_a_folder_that_is_gone_is_said_and_the_work_stays(
    window: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    path = folder / "tree.quandary.json"
    path.write_text(assets.example_text("shutdown"), encoding="utf-8")
    window.documents.open_path(str(path))
    label(window, "mine")
    folder.rename(tmp_path / "away")
    assert not window.documents.save()
    assert "does not exist" in answers.said[-1]
    assert "Your work is still here" in answers.said[-1]
    assert window.session.is_dirty
    answers.path = str(tmp_path / "elsewhere")
    answers.choices["Save under another name…"]()
    assert saved_label(str(tmp_path / "elsewhere.quandary.json")) == "mine"
    assert not window.session.is_dirty


def test_a_full_disk_is_said_and_saving_works_again_once_there_is_room(
    window: MainWindow, answers: Answers, small_disk: Path
) -> None:
    path = small_disk / "tree.quandary.json"
    path.write_text(assets.example_text("shutdown"), encoding="utf-8")
    window.documents.open_path(str(path))
    fill = small_disk / "fill"
    with pytest.raises(OSError, match="No space"):
        fill.write_bytes(b"x" * 2_000_000)
    label(window, "mine")
    assert not window.documents.save()
    assert "The disk is full." in answers.said[-1]
    assert path.read_text(encoding="utf-8") == assets.example_text("shutdown")
    assert window.session.is_dirty
    fill.unlink()
    answers.choices["Try again"]()
    assert saved_label(str(path)) == "mine"


def test_saving_over_a_file_that_the_file_dialog_did_not_see_is_asked(
    window: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    there = tmp_path / "tree.quandary.json"
    there.write_text(assets.example_text("oil"), encoding="utf-8")
    window.documents.open_example("shutdown")
    answers.path = str(tmp_path / "tree")  # the dialog looked for “tree”, which is not there
    assert not window.documents.save_as()
    assert "already exists" in answers.said[-1]
    assert there.read_text(encoding="utf-8") == assets.example_text("oil")
    answers.choices["Replace it"]()
    assert there.read_text(encoding="utf-8") == assets.example_text("shutdown")


def test_suffixes(window: MainWindow, answers: Answers, tmp_path: Path) -> None:
    for number, (typed, name) in enumerate(
        (
            ("tree", "tree.quandary.json"),
            ("tree.json", "tree.json"),
            ("tree.JSON", "tree.JSON"),
            ("tree.quandary", "tree.quandary.json"),
            ("tree.", "tree.quandary.json"),
            ("my tree v1.2", "my tree v1.2.quandary.json"),
            ("tree.png", "tree.png.quandary.json"),
        )
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        window.documents.open_example("shutdown")
        answers.path = str(folder / typed)
        assert window.documents.save_as()
        assert [file.name for file in folder.iterdir()] == [name]


def test_a_document_that_another_window_has_open_is_not_saved_over(
    window: MainWindow, answers: Answers, example_file: Example
) -> None:
    path = example_file("shutdown")
    window.documents.open_path(path)
    window.actions_table["file.new_window"].trigger()
    other = window.windows.all[-1]
    other.documents.dialogs = answers  # type: ignore[assignment]
    other.documents.open_example("oil")
    answers.path = path
    assert not other.documents.save_as()
    assert "is open in another window" in answers.said[-1]
    assert Path(path).read_text(encoding="utf-8") == assets.example_text("shutdown")
    # Opening it there, too, is possible, and said; the second to save is told of the first.
    other.documents.open_path(path)
    assert "is open in another window, too" in answers.said[-1]
    assert "Go to that window" in answers.choices
    label(other, "theirs")
    assert other.documents.save()
    label(window, "mine")
    assert not window.documents.save()
    assert "was changed" in answers.said[-1]
    assert saved_label(path) == "theirs"
    other.close()


HOLDER = """
import sys
from PySide6.QtWidgets import QApplication
app = QApplication([])
from app.main import create_window
window = create_window(sys.argv[1])
print("open", flush=True)
sys.stdin.read()
"""


def test_a_document_that_another_program_has_open_is_said_and_a_kill_leaves_no_trace(
    window: MainWindow, answers: Answers, example_file: Example
) -> None:
    path = example_file("shutdown")
    command = [sys.executable, "-c", HOLDER, path]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"open\n"
        window.documents.open_path(path)
        assert "is open in another Quandary, too" in answers.said[-1]
        window.documents.open_example("oil")
        answers.path = path
        assert not window.documents.save_as()
        assert "is open in another Quandary" in answers.said[-1]
        holder.kill()
        holder.wait()
    said = len(answers.said)
    window.documents.open_path(path)
    assert len(answers.said) == said  # the lock went with the process


@pytest.fixture
def slow_disk(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """A disk that writes nothing until it is told to."""
    go_on = threading.Event()

    def write(path: str, data: bytes) -> None:
        assert go_on.wait(30)
        replace_file(path, data)

    monkeypatch.setattr("app.documents.saving.replace_file", write)
    monkeypatch.setattr("app.documents.saving.SMALL", 0)  # every document is a large one
    return go_on


def test_edits_go_on_while_a_document_is_being_written(
    window: MainWindow,
    tmp_path: Path,
    qtbot: QtBot,
    answers: Answers,
    slow_disk: threading.Event,
) -> None:
    """They are unsaved afterwards, and undo leads back to what was saved."""
    window.documents.open_example("shutdown")
    first = dumps(window.session.document)
    answers.path, answers.unsaved = str(tmp_path / "tree.json"), UnsavedAnswer.SAVE
    assert not window.documents.save_as()  # it is under way
    label(window, "later")
    assert not Path(answers.path).exists()
    slow_disk.set()
    qtbot.waitUntil(lambda: not window.documents._saver.is_busy, timeout=20_000)
    assert Path(answers.path).read_text(encoding="utf-8") == first
    assert window.session.is_dirty
    window.session.stack.undo()
    assert not window.session.is_dirty  # back at what is on the disk
    window.session.stack.redo()
    assert window.session.is_dirty
    slow_disk.clear()
    window.documents.save()
    window.close()
    assert not window.is_retired  # it waits for what is being written
    slow_disk.set()
    qtbot.waitUntil(lambda: window.is_retired, timeout=20_000)
    assert saved_label(answers.path) == "later"


def test_edits_made_while_the_last_save_goes_on_are_asked_about(
    window: MainWindow,
    tmp_path: Path,
    qtbot: QtBot,
    answers: Answers,
    slow_disk: threading.Event,
) -> None:
    window.documents.open_example("shutdown")
    label(window, "one")
    answers.path, answers.unsaved = str(tmp_path / "tree.json"), UnsavedAnswer.SAVE
    window.documents.close()
    label(window, "two")
    assert window.session.is_open
    slow_disk.set()
    qtbot.waitUntil(lambda: not window.session.is_open, timeout=20_000)
    assert saved_label(answers.path) == "two"


def test_the_message_is_reached_and_used_by_keys(
    window: MainWindow, example_file: Example, qtbot: QtBot
) -> None:
    window.documents.dialogs = Dialogs(window, window.message, window.settings)
    path = example_file("shutdown")
    window.documents.open_path(path)
    label(window, "mine")
    others_write(path)
    window.documents.save()
    bar = window.message
    assert bar.isVisible()
    assert len(bar.choices) == 4
    window.activateWindow()
    window.actions_table["view.message"].trigger()
    focused = window.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == bar.choices[0]
    assert focused.parentWidget() is bar
    replace_button = next(b for b in bar.findChildren(QPushButton) if "place what" in b.text())
    replace_button.click()
    assert bar.isHidden()
    assert saved_label(path) == "mine"


@pytest.mark.parametrize("kind", ["another's", "unreadable", "pipe", "device", "too large"])
def test_what_is_not_what_was_read_is_not_replaced_unasked(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "tree.json"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        path.write_text("somebody's")
    if kind == "unreadable":
        monkeypatch.setattr("os.open", _denied)
    if kind == "too large":
        monkeypatch.setattr("app.storage.read_file.MAX_SIZE", 5)
    with pytest.raises(saving.ChangedOnDisk):
        saving._write(saving.Save(str(path), Document(), "0", then=list), saving.Speller())


def _denied(*_: object) -> int:
    raise PermissionError(errno.EACCES, "denied")


def test_a_folder_above_that_is_renamed_is_noticed(
    window: MainWindow, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    place = tmp_path / "year" / "talk"
    place.mkdir(parents=True)
    file = place / "tree.json"
    file.write_text(assets.example_text("shutdown"), encoding="utf-8")
    window.documents.place._again.setInterval(50)
    window.documents.open_path(str(file))
    qtbot.wait(400)
    assert answers.said == []
    (tmp_path / "year").rename(tmp_path / "another year")
    qtbot.waitUntil(
        lambda: any("no longer where it was" in said for said in answers.said), timeout=5000
    )
    assert window.session.is_dirty


@pytest.mark.skipif(sys.platform == "win32", reason="links of POSIX")
@pytest.mark.parametrize(
    ("more", "words"),
    [(0, ""), (1, "Another name of that file keeps"), (2, "Its other names keep")],
)
def test_other_names_of_a_file_are_not_cut_off_without_a_word(
    more: int, words: str, window: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "tree.json"
    file.write_text(assets.example_text("shutdown"), encoding="utf-8")
    for number in range(more):
        os.link(file, tmp_path / f"{number}.json")
    told: list[str] = []
    window.documents.told.connect(told.append)
    window.documents.open_path(str(file))
    window.perform(SetNode(window.session.document.root_id or "", {"label": "mine"}))
    assert window.documents.save()
    assert told[-1] == f"Saved as {file}." + (f" {words} what it held before." if words else "")


def test_a_disk_that_fails_as_the_file_is_closed_has_it_already(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close = os.close
    file = tmp_path / "tree.json"

    def failing(descriptor: int) -> None:
        close(descriptor)
        if file.exists():
            raise OSError(errno.EIO, "at the very end")

    monkeypatch.setattr(os, "close", failing)
    replace_file(str(file), b"held")
    monkeypatch.undo()
    assert file.read_bytes() == b"held"


def test_threads_that_save_and_keep_are_gone_before_the_window_can_be(
    window: MainWindow, example_file: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is told by a thread to an object that Qt deletes meanwhile ends the program."""

    def names() -> set[str]:
        return {thread.name for thread in threading.enumerate()}

    seen: set[str] = set()
    run = threading.Thread.run

    def slowly(thread: threading.Thread) -> None:
        run(thread)
        seen.add(thread.name)
        time.sleep(0.05)  # it has told, and is not at its end

    monkeypatch.setattr(threading.Thread, "run", slowly)
    window.documents.open_path(example_file("shutdown"))
    for number in range(2):
        label(window, f"{number}")
        window.recovery.flush()
        assert "keep" not in names()
        assert window.recovery.is_kept
        assert window.documents.save()
        assert "save" not in names()
    assert seen >= {"keep", "save"}

"""Whatever lies in the folder of unsaved work, the work beside it is offered, and nothing hangs."""

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.documents import recovery
from app.documents.recovery import abandoned, lock_file, look_for_work
from app.process.fatal_errors import fatal_reports
from app.window.main_window import MainWindow
from app.window.restoring import Restoring
from solver.document.model import Document
from solver.errors import Cancelled
from solver.formats.quandary import dumps


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for module in ("documents.recovery", "process.fatal_errors"):
        monkeypatch.setattr(f"app.{module}.data_folder", lambda: tmp_path / "Quandary")
    made = tmp_path / "Quandary" / "unsaved"
    made.mkdir(parents=True)
    return made


def work(path: object, title: str = "good") -> bytes:
    head = {"path": path, "name": title, "known": None}
    return f"{json.dumps(head)}\n{dumps(Document(title=title))}".encode()


def to_zero(file: Path) -> None:
    file.symlink_to("/dev/zero")


def to_the_good_one(file: Path) -> None:
    file.symlink_to(file.with_name("good.unsaved"))


def with_a_pipe_for_a_lock(file: Path) -> None:
    file.write_bytes(work(None, "odd"))
    os.mkfifo(lock_file(file))


def with_a_link_for_a_lock(file: Path) -> None:
    file.write_bytes(work(None, "odd"))
    lock_file(file).symlink_to(file.with_name("good.unsaved.lock"))


def saying(data: bytes) -> Callable[[Path], None]:
    return lambda file: (file.write_bytes(data), None)[1]


ODD = {
    "deep": saying(b"[" * 200_000 + b"\n{}"),
    "deep document": saying(b"{}\n" + b"[" * 200_000),
    "long head": saying(b"{" + b" " * 300_000 + b"}\n{}"),
    "no text": saying(b"\xff\xfe\n{}"),
    "nul": saying(work("/tmp/a\0b.json", "odd")),
    "surrogate": saying(work("/tmp/\ud800.json", "odd")),
    "relative": saying(work("tree.json", "odd")),
    "device": saying(work("/dev/zero", "odd")),
    "long path": saying(work("/" + "a" * 5_000, "odd")),
    "numbers": saying(b'{"path": 1, "name": [], "known": {}}\n{}'),
    "link to zero": to_zero,
    "link to work": to_the_good_one,
    "pipe": os.mkfifo,
    "folder": Path.mkdir,
    "pipe for a lock": with_a_pipe_for_a_lock,
    "link for a lock": with_a_link_for_a_lock,
}


@pytest.mark.parametrize("kind", ODD)
def test_an_odd_file_hides_nothing(kind: str, folder: Path) -> None:
    (folder / "good.unsaved").write_bytes(work(None))
    ODD[kind](folder / "odd.unsaved")
    found, broken = look_for_work()
    assert [one.name for one in found if one.name != "odd"].count("good") == 1
    for one in found:
        assert one.difference  # also of a path that no file can have
        assert one.path is None or os.path.isabs(one.path)
        one.let_go()
    assert set(broken) <= {folder / "odd.unsaved"}


def test_work_is_restored_from_beside_all_odd_files(
    folder: Path, qtbot: QtBot, window: MainWindow
) -> None:
    (folder / "good.unsaved").write_bytes(work(None))
    for place, lay in enumerate(ODD.values()):
        lay(folder / f"odd {place}.unsaved")
    window.part(Restoring).restore_all()
    open_ = [each.session.document.title for each in window.windows.all]
    assert open_.count("good") == 1
    for each in window.windows.all[1:]:
        each.session.stack.setClean()
        each.close()


def test_work_that_cannot_be_read_now_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where it could be read a moment later."""
    (folder / "good.unsaved").write_bytes(work(None))
    (folder / "odd.unsaved").write_bytes(work(None))
    read = recovery.read_ordinary

    def fails(path: str, *args: int, follow: bool = True) -> bytes:
        if "odd" in path:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return read(path, *args, follow=follow)

    monkeypatch.setattr(recovery, "read_ordinary", fails)
    (found,), broken = look_for_work()
    assert found.file.stem == "good"
    assert broken == [folder / "odd.unsaved"]
    found.let_go()


@pytest.mark.parametrize("call", ["listdir", "lstat"])
def test_a_folder_that_cannot_be_looked_at_is_said(
    call: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "good.unsaved").write_bytes(work(None))

    def fails(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patched:
        patched.setattr(*((os, call) if call == "listdir" else (Path, call)), fails)
        assert look_for_work()[0] == []
        assert look_for_work()[1] == [folder if call == "listdir" else folder / "good.unsaved"]


def test_looking_stops_when_nobody_waits(folder: Path) -> None:
    for number in range(3):
        (folder / f"{number}.unsaved").write_bytes(work(None))
    asked = iter((False, False, True))
    with pytest.raises(Cancelled):
        abandoned(lambda: next(asked))
    assert len(abandoned()) == 3  # none is held any more


def test_odd_crash_reports_are_left_alone(folder: Path) -> None:
    crashes = folder.parent / "crashes"
    crashes.mkdir()
    os.mkfifo(crashes / "a.log")
    (crashes / "b.log").symlink_to("/dev/zero")
    (crashes / "c.log").mkdir()
    (crashes / "d.log").write_bytes(b"heading\n" + b"where it was\n" * 1_000_000)
    (report,) = fatal_reports()
    assert report.startswith("heading\nwhere it was")
    assert len(report) <= 50_000

"""A file is replaced as a whole or not at all, and why not is said in a plain sentence."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.storage.atomic_write import replace_file
from app.storage.file_lock import Lock
from solver.errors import DocumentError

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs permissions of POSIX")


def run(program: str, *arguments: str) -> str:
    """What a program of its own prints."""
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def left_over(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir() if file.name.endswith(".saving")]


@POSIX
def test_permissions_and_links_stay(tmp_path: Path) -> None:
    target, link = tmp_path / "tree.json", tmp_path / "link.json"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target.name)
    replace_file(str(link), b"new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    dangling = tmp_path / "dangling.json"
    dangling.symlink_to("made.json")
    replace_file(str(dangling), b"new")
    assert dangling.is_symlink()
    assert (tmp_path / "made.json").read_text() == "new"


@POSIX
def test_a_new_file_is_for_whom_the_mask_says(tmp_path: Path) -> None:
    program = "import os, sys; os.umask(0o027); from app.storage.atomic_write import replace_file; replace_file(sys.argv[1], b'x')"
    run(program, str(tmp_path / "new.json"))
    assert stat.S_IMODE((tmp_path / "new.json").stat().st_mode) == 0o640


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.ENOSPC, "The disk is full."),
        (errno.EDQUOT, "quota"),
        (errno.EIO, "a fault"),
        (errno.EROFS, "The disk is read-only"),
        (errno.EBADMSG, "The system says"),
    ],
)
@pytest.mark.parametrize("when", ["write", "fsync", "replace"])
def test_a_failure_at_any_step_leaves_the_old_file_alone(
    code: int, sentence: str, when: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "tree.json"
    target.write_text("old")

    def fail(*_: object) -> int:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, when, fail)
    with pytest.raises(DocumentError, match=sentence):
        replace_file(str(target), b"new")
    monkeypatch.undo()
    assert target.read_text() == "old"
    assert left_over(tmp_path) == []


def test_a_disk_that_takes_only_a_part_is_asked_for_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: write(fd, bytes(data[:3])))
    replace_file(str(tmp_path / "tree.json"), b"a longer text")
    monkeypatch.undo()
    assert (tmp_path / "tree.json").read_bytes() == b"a longer text"


@POSIX
def test_the_file_and_its_folder_reach_the_disk_in_that_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, os.replace

    def sync(descriptor: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        done.append("folder" if is_folder else "file")
        fsync(descriptor)

    def rename(old: Path, new: Path) -> None:
        done.append("rename")
        replace(old, new)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "replace", rename)
    replace_file(str(tmp_path / "tree.json"), b"x")
    assert done == ["file", "rename", "folder"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of POSIX")
def test_a_limit_of_the_system_is_said(tmp_path: Path) -> None:
    """As a disk that is full in the middle of writing: a real refusal, no stand-in."""
    target = tmp_path / "tree.json"
    target.write_text("old")
    program = (
        "import resource, sys; from app.storage.atomic_write import replace_file; "
        "from solver.errors import DocumentError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: replace_file(sys.argv[1], b'x' * 5000)\n"
        "except DocumentError as error: print(error.message)"
    )
    assert "larger than the system permits" in run(program, str(target))
    assert target.read_text() == "old"
    assert left_over(tmp_path) == []


def test_a_full_disk_is_said(small_disk: Path) -> None:
    target = small_disk / "tree.json"
    replace_file(str(target), b"old")
    with pytest.raises(DocumentError, match="The disk is full"):
        replace_file(str(target), b"x" * 5_000_000)
    assert target.read_bytes() == b"old"
    assert left_over(small_disk) == []


@POSIX
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_is_write_protected_stays(
    what: str, open_folder: Path, as_nobody: Callable[[str, str], str]
) -> None:
    folder = open_folder / "folder"
    folder.mkdir()
    target = folder / "tree.json"
    target.write_text("old")
    target.chmod(0o444 if what == "file" else 0o666)
    folder.chmod(0o777 if what == "file" else 0o555)
    program = (
        "import sys; from app.storage.atomic_write import replace_file; from solver.errors import DocumentError\n"
        "try: replace_file(sys.argv[1], b'new'); print('saved')\n"
        "except DocumentError as error: print(error.message)"
    )
    said = as_nobody(program, str(target))
    folder.chmod(0o755)
    assert "write-protected" in said
    assert target.read_text() == "old"


def test_a_folder_that_is_gone_and_a_folder_in_its_place_are_said(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="does not exist"):
        replace_file(str(tmp_path / "gone" / "tree.json"), b"x")
    with pytest.raises(DocumentError, match="not an ordinary file"):
        replace_file(str(tmp_path), b"x")
    with pytest.raises(DocumentError, match="name"):
        replace_file(str(tmp_path / ("x" * 300)), b"x")
    with pytest.raises(DocumentError, match="name"):
        replace_file(str(tmp_path / "a\0b"), b"x")


@POSIX
def test_links_in_a_circle_are_said(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(DocumentError):
        replace_file(str(tmp_path / "a"), b"x")


def test_what_a_kill_left_behind_goes_and_what_is_being_written_stays(tmp_path: Path) -> None:
    left, busy = (tmp_path / f".tree.json.{name}.saving" for name in ("left", "busy"))
    for file in (left, busy):
        file.write_text("half")
    lock = Lock.take(busy)
    assert lock is not None
    replace_file(str(tmp_path / "tree.json"), b"x")
    assert not left.exists()
    assert busy.exists()
    lock.release()


def test_a_lock_excludes_windows_and_programs_and_ends_with_its_process(tmp_path: Path) -> None:
    file = tmp_path / "x.lock"
    lock = Lock.take(file)
    assert lock is not None
    assert Lock.take(file) is None  # another window
    program = (
        "import sys; from pathlib import Path; from app.storage.file_lock import Lock\n"
        "lock = Lock.take(Path(sys.argv[1])); print(lock is not None, flush=True); sys.stdin.read()"
    )
    assert run(program, str(file)) == "False\n"  # another program
    lock.release()
    command = [sys.executable, "-c", program, str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"True\n"
        assert Lock.take(file) is None
        holder.kill()
        holder.wait()
    mine = Lock.take(file)  # nothing stale, though the file is still there
    assert mine is not None
    mine.release(remove=True)
    assert not file.exists()


def once(call: Callable[..., Any], place: Path) -> Callable[..., Any]:
    """The same, but that the disk fails the first time it is asked about a place."""
    failed: list[object] = []

    def instead(path: object, *args: Any, **named: Any) -> Any:
        if not failed and str(path) == str(place):
            failed.append(path)
            raise OSError(errno.EIO, os.strerror(errno.EIO), path)
        return call(path, *args, **named)

    return instead


@POSIX
def test_a_link_stays_when_the_disk_fails_on_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "old").write_bytes(b"old")
    link = tmp_path / "link"
    link.symlink_to("old")
    monkeypatch.setattr(os, "lstat", once(os.lstat, link))
    with pytest.raises(DocumentError, match="The disk reports a fault"):
        replace_file(str(link), b"x")
    assert link.is_symlink()
    assert (tmp_path / "old").read_bytes() == b"old"


def test_nothing_is_left_when_the_new_file_cannot_be_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "old").write_bytes(b"old")

    def fails(*_: object) -> bool:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr("app.storage.file_lock._is_still", fails)
    with pytest.raises(DocumentError, match="The disk reports a fault"):
        replace_file(str(tmp_path / "old"), b"x")
    assert [each.name for each in tmp_path.iterdir()] == ["old"]


def test_what_could_not_be_looked_at_is_not_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "x.lock"
    monkeypatch.setattr(Path, "stat", once(Path.stat, file))
    with pytest.raises(OSError, match="Input"):
        Lock.take(file)
    lock = Lock.take(file)
    assert lock is not None
    lock.release()

"""Whatever a path leads to, reading it ends soon, with what it holds or a sentence."""

import errno
import os
import threading
from pathlib import Path

import pytest

from app.storage import read_file
from app.storage.atomic_write import digest
from app.storage.ordinary_file import read_ordinary
from app.storage.read_file import SOMETHING_ELSE, held, read_bytes, read_stream
from solver.errors import DocumentError


def test_what_a_file_holds_is_told_from_what_is_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, pipe = tmp_path / "file", tmp_path / "pipe"
    file.write_bytes(b"held")
    os.mkfifo(pipe)
    assert held(str(file)) == digest(b"held")
    assert held(str(tmp_path / "none")) is None
    assert held(str(file / "below")) is None
    assert held("nul\0") is None
    assert held("\ud800") is None
    for other in (pipe, Path("/dev/zero"), tmp_path):
        assert held(str(other)) == SOMETHING_ELSE
    monkeypatch.setattr(read_file, "MAX_SIZE", 3)
    assert held(str(file)) == SOMETHING_ELSE


@pytest.mark.parametrize(
    ("number", "found"),
    [(errno.EACCES, SOMETHING_ELSE), (errno.ENOTCONN, None), (errno.ESTALE, None), (errno.EIO, SOMETHING_ELSE)],
)  # fmt: skip
def test_a_disk_that_is_gone_is_told_from_a_file_that_nobody_may_read(
    number: int, found: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"held")

    def refuse(*_: object) -> int:
        raise OSError(number, "refused")

    monkeypatch.setattr(os, "open", refuse)
    assert held(str(tmp_path / "file")) == found


def test_links_are_not_followed_where_they_must_not_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"held")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    assert read_ordinary(str(tmp_path / "link"), 10) == b"held"
    with pytest.raises(OSError, match="a link"):
        read_ordinary(str(tmp_path / "link"), 10, follow=False)


def test_no_more_is_read_than_is_permitted(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"held")
    assert read_ordinary(str(tmp_path / "file"), 4) == b"held"
    with pytest.raises(read_file.TooLarge):
        read_ordinary(str(tmp_path / "file"), 3)


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, words in (
        (tmp_path, "This is a folder, not a document."),
        (tmp_path / "none", "There is no such file."),
        (tmp_path / "pipe", "This is not an ordinary file."),
        ("/dev/zero", "This is not an ordinary file."),
        ("a\0b", "A file cannot have this name."),
    ):
        with pytest.raises(DocumentError) as refused:
            read_bytes(str(path))
        assert refused.value.message == words


def test_the_command_line_reads_what_comes_through_a_pipe_but_not_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    threading.Thread(target=pipe.write_bytes, args=(b"through",)).start()
    assert read_stream(str(pipe)) == b"through"
    monkeypatch.setattr(read_file, "MAX_SIZE", 2**20)
    with pytest.raises(DocumentError, match="It is more than 1 MB"):
        read_stream("/dev/zero")

"""``quandary sweep -o``: the file takes its name once all rows are in it."""

import errno
import os
from pathlib import Path

import pytest

from app.cli.command_line import run
from app.storage.growing_file import growing_file
from assets import example_text
from solver.errors import DocumentError


def test_the_file_is_whole_or_the_old_one(tmp_path: Path) -> None:
    tree, out = tmp_path / "bets.json", tmp_path / "out.csv"
    tree.write_text(example_text("two-bets"), encoding="utf-8")
    out.write_text("old\n")
    call = ["sweep", str(tree), "--rule", "dsm", "--jobs", "1", "-o", str(out)]
    assert run([*call, "--over", "rain=0:1:3"]) == 0
    assert len(out.read_text().splitlines()) == 4
    assert sorted(tmp_path.iterdir()) == [tree, out]
    assert run([*call, "--over", "nowhere=0:1:3"]) == 1
    assert len(out.read_text().splitlines()) == 4


def test_what_was_found_before_the_end_stays_beside_it(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old\n")

    def ended() -> None:
        with growing_file(str(out)) as file:
            file.write("one row\n")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ended()
    assert out.read_text() == "old\n"
    assert (tmp_path / "out.csv.part").read_text() == "one row\n"


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tree = tmp_path / "bets.json"
    tree.write_text(example_text("two-bets"), encoding="utf-8")
    call = ["sweep", str(tree), "--rule", "dsm", "--over", "rain=0:1:3", "-o"]
    assert run([*call, str(tmp_path / "nowhere" / "out.csv")]) == 1
    assert f"The folder {tmp_path / 'nowhere'} does not exist." in capsys.readouterr().err


def test_what_is_read_is_not_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tree = tmp_path / "bets.json"
    tree.write_text(example_text("two-bets"), encoding="utf-8")
    (tmp_path / "link.csv").symlink_to(tree)
    call = ["sweep", str(tree), "--rule", "dsm", "--over", "rain=0:1:3", "-o"]
    for out in (tree, tmp_path / "link.csv"):
        assert run([*call, str(out)]) == 1
        assert "is what is read: please write to another file." in capsys.readouterr().err
    assert tree.read_text(encoding="utf-8") == example_text("two-bets")


def test_a_file_of_that_name_is_left_alone_and_a_full_disk_is_said(tmp_path: Path) -> None:
    out, other = tmp_path / "out.csv", tmp_path / "out.csv.part"
    other.write_text("of somebody else\n")

    def full() -> None:
        with growing_file(str(out)) as file:
            file.write("one row\n")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(DocumentError, match="The disk is full"):
        full()
    assert other.read_text() == "of somebody else\n"
    assert (tmp_path / "out.csv.2.part").read_text() == "one row\n"
    assert not out.exists()

"""``quandary sweep -o``: the file takes its name once all rows are in it."""

from pathlib import Path

import pytest

from app.cli.command_line import run
from app.cli.verbs.sweep import _taking_name
from assets import example_text


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
        with _taking_name(str(out)) as file:
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
    assert "cannot be written: No such file or directory." in capsys.readouterr().err

"""The command line: exit codes, one line per problem, exact JSON, never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import assets
from app import reading
from app.cli import run
from app.main import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def shutdown(tmp_path: Path) -> str:
    path = tmp_path / "shutdown.json"
    path.write_text(assets.example_text("shutdown"), encoding="utf-8")
    return str(path)


def test_check_is_one_line(capsys: Capture, shutdown: str) -> None:
    assert run(["check", shutdown]) == 0
    assert capsys.readouterr().out == f"{shutdown}: valid to solve; 7 nodes.\n"


BAD = {
    "not json": "{nodes}",
    "version": '{"format":"quandary","version":2}',
    "duplicate key": '{"format":"quandary","version":1,"title":"","title":""}',
    "duplicate id": '{"format":"quandary","version":1,"nodes":[{"id":"a","kind":"choice"},'
    '{"id":"a","kind":"choice"}]}',
    "branch to nowhere": '{"format":"quandary","version":1,"nodes":[{"id":"a","kind":"choice"}],'
    '"branches":[{"id":"b","from":"a","to":"z"}]}',
    "cycle": '{"format":"quandary","version":1,"root":"a","nodes":[{"id":"a","kind":"choice"},'
    '{"id":"b","kind":"choice"}],"branches":[{"id":"1","from":"a","to":"b"},'
    '{"id":"2","from":"b","to":"a"}]}',
    "divides by zero": '{"format":"quandary","version":1,"outcomes":[{"id":"o","value":"1/0"}],'
    '"nodes":[{"id":"n","kind":"outcome","outcome":"o"}]}',
    "out of range": '{"format":"quandary","version":1,"outcomes":[{"id":"o","value":1e400}],'
    '"nodes":[{"id":"n","kind":"outcome","outcome":"o"}]}',
    "NaN": '{"format":"quandary","version":1,"outcomes":[{"id":"o","value":NaN}]}',
    "must lie in 0 to 1": '{"format":"quandary","version":1,"outcomes":[{"id":"o"}],'
    '"nodes":[{"id":"c","kind":"chance"},{"id":"n","kind":"outcome","outcome":"o"}],'
    '"branches":[{"id":"b","from":"c","to":"n","probability":1.2}]}',
}


@pytest.mark.parametrize("fault", list(BAD))
@pytest.mark.parametrize("verb", ["check", "solve"])
def test_bad_input_is_a_sentence_with_its_place(
    capsys: Capture, tmp_path: Path, fault: str, verb: str
) -> None:
    path = tmp_path / "bad.json"
    path.write_text(BAD[fault], encoding="utf-8")
    assert run([verb, str(path), *(["--rule", "dsm"] if verb == "solve" else [])]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    lines = captured.err.splitlines()
    assert lines
    assert all(line.startswith(f"quandary: {path}: ") for line in lines)
    assert "Traceback" not in captured.err


def test_a_hundred_megabytes_of_brackets(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "brackets.json"
    path.write_bytes(b"[" * 100_000_000)
    assert run(["check", str(path)]) == 1
    assert "nest too deeply" in capsys.readouterr().err


def test_a_folder_and_a_missing_file(capsys: Capture, tmp_path: Path) -> None:
    assert run(["check", str(tmp_path)]) == 1
    assert "folder" in capsys.readouterr().err
    assert run(["check", str(tmp_path / "none")]) == 1
    assert "no such file" in capsys.readouterr().err


def test_a_file_without_permission(
    capsys: Capture, shutdown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path) -> bytes:  # root may read everything, so the system is played here
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(reading.Path, "read_bytes", refuse)
    assert run(["check", shutdown]) == 1
    assert "not permitted" in capsys.readouterr().err


def test_solve_json_has_the_promised_keys(capsys: Capture, shutdown: str) -> None:
    assert run(["solve", shutdown, "--rule", "dsm", "--json", "--limit", "2"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert list(result) == ["rule", "branches", "plans", "plans_total", "complete"]
    assert result["complete"] is False
    assert (len(result["plans"]), result["plans_total"]) == (2, 4)
    assert set(result["branches"]) == {
        "shut down | lucky",
        "continue | lucky",
        "shut down | unlucky",
        "continue | unlucky",
    }


def test_several_files_are_a_line_each_and_bad_ones_do_not_stop_them(
    capsys: Capture, shutdown: str, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{", encoding="utf-8")
    assert run(["solve", shutdown, str(bad), shutdown, "--rule", "dsm", "--json"]) == 1
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["file"] for row in rows] == [shutdown, str(bad), shutdown]
    assert "not JSON" in rows[1]["error"]
    assert rows[0]["rule"] == rows[2]["rule"] == "dsm"


def test_text_output_reads_well(capsys: Capture, shutdown: str) -> None:
    for verb in (
        ["solve", shutdown, "--rule", "naive"],
        ["lottery", shutdown],
        ["improve", shutdown],
        ["rationalise", shutdown],
    ):
        assert run(verb) == 0
    text = capsys.readouterr().out
    assert "Naive: 4 plans are permitted." in text
    assert "{L 9/20, U 1/20, S 1/2}" in text
    assert "shut down | lucky: 4/9" in text
    assert "beaten by a mixture: 8/9" in text


def test_examples_are_listed_and_written(capsys: Capture, tmp_path: Path) -> None:
    assert run(["examples"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [
        example.name for example in assets.EXAMPLES
    ]
    out = tmp_path / "out.json"
    assert run(["examples", "oil", "-o", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == assets.example_text("oil")
    assert run(["examples", "nothing"]) == 2
    assert run(["examples", "oil", "-o", str(tmp_path / "no" / "x")]) == 1


@pytest.mark.parametrize(
    "arguments", [["solve"], ["solve", "x", "--rule", "best"], ["check"], ["export", "x"]]
)
def test_wrong_usage_is_exit_2(capsys: Capture, arguments: list[str]) -> None:
    assert run(arguments) == 2
    assert capsys.readouterr().err.startswith("quandary: ")


def test_wrong_usage_of_the_window_is_exit_2(capsys: Capture) -> None:
    assert main(["a", "b"]) == 2
    assert main(["--nonsense"]) == 2


def _call(arguments: list[str], text: str = "", **environment: str) -> Any:
    env = {
        key: value
        for key, value in os.environ.items()
        if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        input=text,
        capture_output=True,
        text=True,
        env=env | environment,
        check=False,
        timeout=60,
    )


def test_standard_input_and_no_display() -> None:
    done = _call(["solve", "-", "--rule", "dsm", "--json"], assets.example_text("shutdown"))
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["plans_total"] == 4


def test_export_needs_no_display(tmp_path: Path, shutdown: str) -> None:
    out = tmp_path / "out.svg"
    done = _call(["export", shutdown, "-o", str(out), "--rule", "dsm"])
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert out.read_bytes().startswith(b"<?xml")


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="displays elsewhere are always there"
)
def test_without_a_display_the_window_says_so() -> None:
    done = _call([])
    assert done.returncode == 1
    assert done.stderr.startswith("quandary: There is no display")


def test_verbs_do_not_load_qt() -> None:
    code = (
        "import sys; from app.main import main; main(['examples']); "
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode
        == 0
    )

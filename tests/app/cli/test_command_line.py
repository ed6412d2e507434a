"""The command line: exit codes, one line per problem, exact JSON, never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import assets
from app.cli.command_line import run
from app.main import main
from app.storage import read_file

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
    assert "more than 20,000,000 values" in capsys.readouterr().err


def test_a_folder_and_a_missing_file(capsys: Capture, tmp_path: Path) -> None:
    assert run(["check", str(tmp_path)]) == 1
    assert "folder" in capsys.readouterr().err
    assert run(["check", str(tmp_path / "none")]) == 1
    assert "no such file" in capsys.readouterr().err


def test_a_file_without_permission(
    capsys: Capture, shutdown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:  # root may read everything, so the system is played here
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(read_file.os, "open", refuse)
    assert run(["check", shutdown]) == 1
    assert "not permitted" in capsys.readouterr().err


def test_solve_json_has_the_promised_keys(capsys: Capture, shutdown: str) -> None:
    assert run(["solve", shutdown, "--rule", "dsm", "--json", "--limit", "2"]) == 0
    result = json.loads(capsys.readouterr().out)
    first = ["rule", "branches", "plans", "plans_total", "complete"]  # of the first edition
    assert list(result) == [*first, "off_plan", "clashes"]
    keys = ["choices", "lottery", "dominated_by", "prospects", "expected"]
    assert [list(plan) for plan in result["plans"]] == [keys, keys]
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
    assert "Lucky task done: 9/20 · Unlucky task done: 1/20 · Shut down early: 1/2" in text
    assert "shut down if lucky: 4/9" in text
    assert "beaten by a mixture of\n" in text
    assert "8/9 always shut down (Shut down early for sure)" in text
    assert " | " not in text  # ids


def test_examples_are_listed_and_written(capsys: Capture, tmp_path: Path) -> None:
    assert run(["examples"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == [
        example.name for example in assets.EXAMPLES
    ]
    out = tmp_path / "out.json"
    assert run(["examples", "oil", "-o", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == assets.example_text("oil")
    assert run(["examples", "nothing"]) == 2
    assert run(["examples", "-o", str(out)]) == 2  # which of them?
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
    assert main(["--example", "elga"]) == 2


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


def test_problems_are_a_line_each_whatever_the_ids(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "a\nb.json"
    path.write_text(
        '{"format":"quandary","version":1,"nodes":[{"id":"x\\ny\\u001b[31m","kind":"choice"},'
        '{"id":"z","kind":"chance"}],"outcomes":[{"id":"o","value":"1/0"}]}',
        encoding="utf-8",
    )
    assert run(["check", str(path)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert all(line.startswith("quandary: ") and line.isprintable() for line in lines)


def test_numbers_with_thousands_of_digits_are_printed(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "long.json"
    nodes, branches = [{"id": "y", "kind": "outcome", "outcome": "y"}], []
    for i in range(20):
        below = f"c{i + 1}" if i < 19 else "y"
        nodes += [{"id": f"c{i}", "kind": "chance"}]
        nodes += [{"id": f"l{i}", "kind": "outcome", "outcome": "x"}]
        branches += [{"id": f"b{i}", "from": f"c{i}", "to": below, "probability": "1/1e300"}]
        branches += [{"id": f"d{i}", "from": f"c{i}", "to": f"l{i}", "probability": "#"}]
    outcomes = [{"id": "x", "value": 0}, {"id": "y"}]
    tree = {"outcomes": outcomes, "nodes": nodes, "branches": branches}
    path.write_text(json.dumps({"format": "quandary", "version": 1, **tree}), encoding="utf-8")
    before = sys.get_int_max_str_digits()
    assert run(["solve", str(path), "--rule", "dsm", "--json"]) == 0
    assert sys.get_int_max_str_digits() == before
    (plan,) = json.loads(capsys.readouterr().out)["plans"]
    assert plan["lottery"]["y"] == "1/1" + "0" * 6000


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize(
    "call", ["solve FILE --rule dsm --json", "--help", "solve --help", "--version"]
)
def test_output_that_cannot_be_written_is_a_sentence(call: str, shutdown: str) -> None:
    words = [shutdown if word == "FILE" else word for word in call.split()]
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "app", *words],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60,
        )  # fmt: skip
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("quandary: standard output: ")


def test_a_reader_that_has_seen_enough_is_no_failure(shutdown: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "solve", *[shutdown] * 50, "--rule", "dsm", "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 0


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
def test_closed_streams_are_no_fault(shutdown: str) -> None:
    call = f'"{sys.executable}" -m app'
    for line, code, says in (
        (f'{call} solve "{shutdown}" --rule dsm >&-', 0, ""),
        (f"{call} check - <&-", 1, "quandary: -: The file is empty.\n"),
    ):
        done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (code, says)


def answer(capsys: Capture, *arguments: str) -> Any:
    assert run([*arguments, "--json"]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return json.loads(captured.out)


def prospect(**ends: tuple[str, str]) -> list[Any]:
    """Prospects as they are written: outcome=(value, probability)."""
    return [
        {"outcome": id_, "value": {"value": value}, "probability": probability}
        for id_, (value, probability) in ends.items()
    ]


def test_the_shapes_of_lottery_improve_and_rationalise(capsys: Capture, shutdown: str) -> None:
    lottery = {"L": "9/20", "U": "1/20", "S": "1/2"}
    prospects = prospect(L=("1", "9/20"), U=("0", "1/20"), S=("0", "1/2"))
    assert answer(capsys, "lottery", shutdown) == {
        "lottery": lottery,
        "policy": {
            "shut down | lucky": "1/2",
            "continue | lucky": "1/2",
            "shut down | unlucky": "1/2",
            "continue | unlucky": "1/2",
        },
        "prospects": prospects,
    }
    assert answer(capsys, "improve", shutdown) == {
        "dominated": True,
        "lottery": lottery,
        "better": {
            "policy": {
                "shut down | lucky": "4/9",
                "continue | lucky": "5/9",
                "shut down | unlucky": "1",
                "continue | unlucky": "0",
            },
            "lottery": {"L": "1/2", "S": "1/2"},
            "prospects": prospect(L=("1", "1/2"), S=("0", "1/2")),
        },
        "prospects": prospects,
        "usefulness": "19/20",
        "neutrality": {
            "lengths": {"one step": "1/2", "two steps": "1/2"},
            "uniform": True,
            "entropy": 1.0,
        },
    }
    result = answer(capsys, "rationalise", shutdown, "--rule", "dsm")
    assert result["complete"] is True
    keys = ["choices", "lottery", "representable", "completion", "utility", "beaten_by"]
    assert all(list(plan) == [*keys, "prospects", "everywhere"] for plan in result["plans"])
    (beaten,) = (plan for plan in result["plans"] if not plan["representable"])
    assert beaten["lottery"] == {"U": "1/10", "S": "9/10"}
    assert beaten["completion"] is beaten["utility"] is None
    assert sorted(part["weight"] for part in beaten["beaten_by"]) == ["1/9", "8/9"]


def test_a_completion_found_can_be_put_into_the_document(capsys: Capture, tmp_path: Path) -> None:
    document = json.loads(assets.example_text("shutdown"))
    path = tmp_path / "completed.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    for plan in answer(capsys, "rationalise", str(path), "--rule", "dsm")["plans"]:
        if plan["representable"]:
            document["completion"] = plan["completion"]
            path.write_text(json.dumps(document), encoding="utf-8")
            solved = answer(capsys, "solve", str(path), "--rule", "eu")
            assert plan["choices"] in [found["choices"] for found in solved["plans"]]


NAMED = ("With gaps", "Timestep Dominance", "Complete")


def test_a_relation_can_be_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "shutdown.json"
    path.write_text(assets.example_text("shutdown"), encoding="utf-8")
    totals = []
    for extra in ([], *(["--relation", name] for name in NAMED)):
        assert run(["solve", str(path), "--rule", "dsm", "--json", *extra]) == 0
        totals.append(json.loads(capsys.readouterr().out)["plans_total"])
    assert totals == [4, 4, 3, 1]
    assert run(["improve", str(path), "--json", "--relation", "Complete"]) == 0
    assert json.loads(capsys.readouterr().out)["dominated"]
    assert run(["lottery", str(path), "--relation", "None"]) == 1
    assert ", ".join(f"“{name}”" for name in NAMED) in capsys.readouterr().err


def test_pictures_of_one_call_never_go_into_the_same_file(
    tmp_path: Path, shutdown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files = []
    for folder in ("a", "b", "c"):
        (tmp_path / folder).mkdir()
        files.append(tmp_path / folder / ("Tree.json" if folder == "c" else "tree.json"))
        files[-1].write_bytes(Path(shutdown).read_bytes())
    out = tmp_path / "out"
    assert run(["export", *map(str, files), "-o", str(out), "--format", "dot,tex"]) == 0
    assert {path.name for path in out.iterdir()} == {
        f"{name}.{suffix}" for name in ("tree", "tree-2", "Tree-3") for suffix in ("dot", "tex")
    }
    said = [line for line in capsys.readouterr().err.splitlines() if "Not in a graph" not in line]
    assert said == [
        f"quandary: {files[1]}: another file has this name, too: written as tree-2.",
        f"quandary: {files[2]}: another file has this name, too: written as Tree-3.",
    ]


def test_the_name_of_a_picture_does_not_become_a_folder(
    tmp_path: Path, shutdown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "one.pdf"
    assert run(["export", shutdown, shutdown, "-o", str(out)]) == 2
    assert "several pictures need a folder" in capsys.readouterr().err
    assert not out.exists()


def test_a_picture_does_not_replace_what_is_read(
    tmp_path: Path, shutdown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """By whatever name."""
    link = tmp_path / "tree.svg"
    link.symlink_to(shutdown)
    before = Path(shutdown).read_text(encoding="utf-8")
    assert run(["export", shutdown, "-o", str(link)]) == 1
    assert "is what is read" in capsys.readouterr().err
    assert Path(shutdown).read_text(encoding="utf-8") == before


def test_an_example_replaces_a_file_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "mine.json"
    out.write_text("mine")

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.write", full)
    assert run(["examples", "shutdown", "-o", str(out)]) == 1
    assert capsys.readouterr().err == f"quandary: {out}: The disk is full.\n"
    assert out.read_text() == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="pipes as files")
def test_what_comes_through_a_pipe_can_be_checked(shutdown: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", "check", "/dev/stdin"],
        input=Path(shutdown).read_bytes(), capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.stdout == b"/dev/stdin: valid to solve; 7 nodes.\n"


def test_a_file_may_be_called_like_an_option(
    tmp_path: Path,
    shutdown: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "-x.json").write_bytes(Path(shutdown).read_bytes())
    monkeypatch.chdir(tmp_path)
    assert run(["check", "--", "-x.json"]) == 0
    assert capsys.readouterr().out.startswith("-x.json: valid")

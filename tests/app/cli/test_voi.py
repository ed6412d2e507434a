"""What an event is worth, on the command line."""

import json

import pytest

import assets
from app.cli.command_line import run
from app.cli.verb import FAULTY, OK
from solver.formats.quandary import loads
from solver.rules import solve

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def oil(tmp_path: object) -> str:
    path = f"{tmp_path}/oil.json"
    with open(path, "w", encoding="utf-8") as file:
        file.write(assets.example_text("oil"))
    return path


def test_as_json(oil: str, capsys: Capture) -> None:
    assert run(["voi", oil, "--rule", "dsm", "--event", "Oil", "--json"]) == OK
    (found,) = json.loads(capsys.readouterr().out)["events"]
    assert found["event"] == "Oil"
    assert found["nodes"] == ["oil | no structure", "oil | open", "oil | closed", "oil"]
    assert (found["value"], found["permitted_up_to"], found["included"]) == ("32500", "32500", True)
    assert (found["required_below"], found["refused"], found["pieces"]) == ("32500", None, None)


def test_in_words(oil: str, capsys: Capture) -> None:
    assert run(["voi", oil]) == OK
    out = capsys.readouterr().out
    assert "Know “Oil” before “Test?”" in out
    assert "worth 32\u202f500: buying is required below that price, and permitted at it." in out
    assert (
        "“Result” never comes after “drill now”; “Oil” is taken to depend on it there as it does"
        in out
    )


def test_control(oil: str, capsys: Capture) -> None:
    assert run(["voi", oil, "--event", "Oil", "--control"]) == OK
    assert "Deciding it is worth 177\u202f500" in capsys.readouterr().out


def test_the_informed_tree(oil: str, capsys: Capture) -> None:
    assert run(["voi", oil, "--event", "Oil", "--informed"]) == OK
    assert solve(loads(capsys.readouterr().out), "eu").value == 55_000


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--event", "Gold"], "There is no event “Gold” in this tree: “Result”, “Oil”."),
        (["--criterion", "land"], "There is no criterion “land”."),
        (["--informed"], "Say which event is meant: “Result”, “Oil”."),
    ],
)
def test_what_is_not_there(oil: str, more: list[str], said: str, capsys: Capture) -> None:
    assert run(["voi", oil, *more]) == FAULTY
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.out == ""

"""``--set NAME=EXPRESSION``: every verb reads the document with other values of its parameters."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.cli.command_line import run

Capture = pytest.CaptureFixture[str]

TREE: dict[str, Any] = {
    "format": "quandary",
    "version": 1,
    "parameters": [
        {"id": "p", "value": "1/2", "min": 0, "max": 1},
        {"id": "half", "value": "p / 2"},
        {"id": "prize", "value": 10},
    ],
    "outcomes": [
        {"id": "win", "value": "prize"}, {"id": "lose", "value": 0}, {"id": "sure", "value": 4},
    ],
    "nodes": [
        {"id": "top", "kind": "choice"}, {"id": "bet", "kind": "chance"},
        {"id": "w", "kind": "outcome", "outcome": "win"},
        {"id": "l", "kind": "outcome", "outcome": "lose"},
        {"id": "s", "kind": "outcome", "outcome": "sure"},
    ],
    "branches": [
        {"id": "play", "from": "top", "to": "bet", "policy": 1},
        {"id": "pass", "from": "top", "to": "s", "policy": 0},
        {"id": "up", "from": "bet", "to": "w", "probability": "half"},
        {"id": "down", "from": "bet", "to": "l", "probability": "#"},
    ],
}  # fmt: skip


@pytest.fixture
def bet(tmp_path: Path) -> str:
    path = tmp_path / "bet.json"
    path.write_text(json.dumps(TREE), encoding="utf-8")
    return str(path)


def lottery(capsys: Capture, *arguments: str) -> Any:
    assert run(["lottery", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)["lottery"]


def test_values_are_exact_and_what_depends_on_them_follows(capsys: Capture, bet: str) -> None:
    assert lottery(capsys, bet) == {"win": "1/4", "lose": "3/4"}
    assert lottery(capsys, bet, "--set", "p=1/7") == {"win": "1/14", "lose": "13/14"}
    assert lottery(capsys, bet, "--set", "p = 0.1%") == {"win": "1/2000", "lose": "1999/2000"}
    assert lottery(capsys, bet, "--set", "half=1-p/5") == {"win": "9/10", "lose": "1/10"}
    assert lottery(capsys, bet, "--set", "p=1", "--set", "half=p/3") == {
        "win": "1/3",
        "lose": "2/3",
    }
    assert lottery(capsys, bet, "--set", "p=1", "--set", "p=1/3") == {"win": "1/6", "lose": "5/6"}


def test_rules_answer_for_the_values(capsys: Capture, bet: str) -> None:
    def value(*settings: str) -> str:
        assert run(["solve", bet, "--rule", "eu", "--json", *settings]) == 0
        found = json.loads(capsys.readouterr().out)
        return f"{found['value']} {' '.join(b for b, v in found['branches'].items() if v['permitted'])}"

    assert value() == "4 pass"
    assert value("--set", "prize=16") == "4 play pass"  # 1/4 of 16: a tie
    assert value("--set", "prize=17") == "17/4 play"


def test_every_verb_that_reads_a_document_has_it(capsys: Capture, bet: str, tmp_path: Path) -> None:
    for verb in (
        ["check", bet],
        ["solve", bet, bet, "--rule", "eu"],
        ["lottery", bet],
        ["improve", bet],
        ["rationalise", bet],
        ["paper", bet, "--rule", "eu"],
        ["export", bet, "-o", str(tmp_path / "x.dot")],
    ):
        assert run([*verb, "--set", "p=1/3"]) == 0, capsys.readouterr().err
        assert run([*verb, "--set", "q=1/3"]) == 1
        lines = capsys.readouterr().err.splitlines()
        assert lines[-1] == (
            f"quandary: {bet}: There is no parameter “q” in this document: “p”, “half”, “prize”."
        )
    assert 'probability="1/6"' in (tmp_path / "x.dot").read_text(
        "utf-8"
    )  # the picture shows what was read


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("p", "“p” is not of the form NAME=EXPRESSION"),
        ("=1", "“=1” is not of the form NAME=EXPRESSION"),
        ("p=", "A number is missing."),
        ("p=1/", "“1/” is not a number: something is missing at its end."),
        ("p=half+*", "“half+*” is not a number: “*” is not expected at character 6."),
        ("p=#", "“#” is not a number: “#” is not part of a number."),
        ("p=__import__('os')", "“__import__('os')” is not a number: “'” is not part of a number."),
    ],
)
def test_what_is_malformed_is_usage(capsys: Capture, bet: str, setting: str, said: str) -> None:
    assert run(["lottery", bet, "--set", setting]) == 2
    assert capsys.readouterr().err == f"quandary: argument --set: {said} (try quandary --help)\n"


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("p=1/0", "p: “1/0” divides by zero."),
        ("p=1/(p1-2)", "p: “1/(p1-2)” uses “p1”, which is not a parameter."),
        ("p=half", "p: The value of “p” depends on itself: “p” → “half” → “p”."),
        ("p=1e400", "p: “1e400” is out of range: powers of ten go from -308 to 308."),
        (
            f"p={'1+' * 600}1",
            "p: A number of 1201 characters is too long: at most 1000 are read.",
        ),
    ],
)
def test_a_value_that_cannot_be_had_is_a_sentence(
    capsys: Capture, bet: str, setting: str, said: str
) -> None:
    assert run(["lottery", bet, "--set", setting]) == 1
    assert capsys.readouterr().err == f"quandary: {bet}: {said}\n"


def test_a_document_without_parameters_says_so(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "none.json"
    path.write_text('{"format": "quandary", "version": 1}', encoding="utf-8")
    assert run(["check", str(path), "--set", "p=1"]) == 1
    assert capsys.readouterr().err == (
        f"quandary: {path}: There is no parameter “p” in this document, which has none.\n"
    )


def test_many_parameters_are_not_all_listed(capsys: Capture, tmp_path: Path) -> None:
    parameters = [{"id": f"p{i}", "value": 1} for i in range(25)]
    path = tmp_path / "many.json"
    path.write_text(
        json.dumps({"format": "quandary", "version": 1, "parameters": parameters}), encoding="utf-8"
    )
    assert run(["check", str(path), "--set", "q=1"]) == 1
    assert capsys.readouterr().err.endswith("“p18”, “p19”, ….\n")


def test_what_is_out_of_bounds_is_said_by_check(capsys: Capture, bet: str) -> None:
    assert run(["check", bet, "--set", "p=3/2"]) == 0
    assert "The parameter “p” is 3/2, outside of 0 to 1." in capsys.readouterr().err

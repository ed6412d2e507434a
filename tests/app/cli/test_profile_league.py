"""Distributions, certainty equivalents and the league of plans, on the command line."""

import json
from pathlib import Path

import pytest

import assets
from app.cli.command_line import run
from app.cli.verb import FAULTY, OK
from solver.document.elements import UtilityCurve
from solver.document.numerals import Numeral
from solver.edits import SetScale
from solver.formats.quandary import dumps, loads
from tests.documents.decision_tables import options

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def oil(tmp_path: object) -> str:
    """The oil wildcatter, with a utility curve."""
    curve = UtilityCurve(kind="exponential", risk_tolerance=Numeral("1000000"))
    document = SetScale("default", {"utility": curve}).apply(loads(assets.example_text("oil")))
    path = f"{tmp_path}/oil.json"
    with open(path, "w", encoding="utf-8") as file:
        file.write(dumps(document))
    return path


def test_a_profile(oil: str, capsys: Capture) -> None:
    assert run(["profile", oil, "--rule", "eu", "--json"]) == OK
    (plan,) = json.loads(capsys.readouterr().out)["plans"]
    found = plan["scales"]["default"]["value"]
    assert found["values"] == ["-80000", "-10000", "40000", "190000"]
    assert found["cumulative"] == ["1/5", "61/100", "41/50", "1"]
    low, high = (float(n) for n in map(_number, plan["certainty_equivalent"]["between"]))
    assert low == pytest.approx(high) == pytest.approx(18_778.815)
    assert run(["profile", oil, "--rule", "eu"]) == OK
    out = capsys.readouterr().out
    assert "certainty equivalent: ≈\u202f18\u202f779" in out
    assert "40\u202f000: 21/100, at most that 41/50" in out


def _number(text: str) -> float:
    top, _, bottom = text.partition("/")
    return int(top) / int(bottom or 1)


def test_a_family(oil: str, capsys: Capture) -> None:
    assert (
        run(["profile", oil, "--rule", "maximax", "--tolerances", "50000", "500000", "--json"])
        == OK
    )
    family = json.loads(capsys.readouterr().out)["family"]
    assert (family["from"], family["to"], family["undominated"]) == ("50000", "500000", [0])
    assert run(["profile", oil, "--rule", "eu", "--tolerances", "0", "1"]) == FAULTY
    assert "must be positive" in capsys.readouterr().err


def test_solve_tells_the_certainty_equivalent(oil: str, capsys: Capture) -> None:
    assert run(["solve", oil, "--rule", "eu"]) == OK
    assert "Certainty equivalent: ≈\u202f18\u202f779" in capsys.readouterr().out
    assert run(["solve", oil, "--rule", "dsm"]) == FAULTY
    assert "has a utility curve, by which expected utility goes" in capsys.readouterr().err


def test_a_league(tmp_path: object, capsys: Capture) -> None:
    path = f"{tmp_path}/league.json"
    with open(path, "w", encoding="utf-8") as file:
        file.write(dumps(options({"none": (0, 0), "dear": (11, 1), "top": (10, 5)})))
    assert run(["league", path, "--json"]) == OK
    found = json.loads(capsys.readouterr().out)
    assert [row["standing"] for row in found["plans"]] == [
        "best under some weights", "best under some weights", "dominated by a plan"
    ]  # fmt: skip
    assert found["plans"][1]["ratio"] == "2"
    assert (found["plans_total"], found["complete"]) == (3, True)
    assert run(["league", path, "--csv"]) == OK
    assert (
        capsys.readouterr().out.splitlines()[3]
        == 'c,11,1,no,"yes, by b",dominated by a plan,,→ dear'
    )
    assert run(["league", path]) == OK
    assert "beaten" not in capsys.readouterr().out
    assert run(["league", path, "--criteria", "cost", "speed"]) == FAULTY
    assert "There is no criterion “speed”." in capsys.readouterr().err


def test_a_profile_under_each_opinion(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "bets.json"
    file.write_text(assets.example_text("two-bets"), encoding="utf-8")
    assert run(["profile", str(file), "--plan", "2"]) == OK
    assert capsys.readouterr().out.splitlines()[1:5] == [
        "  under “Rain unlikely”:",
        "    mean: 25/2",
        "    −10: 1/10, at most that 1/10",
        "    15: 9/10, at most that 1",
    ]
    assert run(["profile", str(file), "--plan", "2", "--json"]) == OK
    (plan,) = json.loads(capsys.readouterr().out)["plans"]
    means = [own["scales"]["default"]["value"]["mean"] for own in plan["opinions"].values()]
    assert means == ["25/2", "-5"]

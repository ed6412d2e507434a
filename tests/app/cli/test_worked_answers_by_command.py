"""The worked answers of the theory come out to the fraction, through the command line."""

import json
from typing import Any

import pytest

import assets
from app.cli.command_line import run

Capture = pytest.CaptureFixture[str]


def call(capsys: Capture, tmp_path: Any, verb: str, example: str, *more: str) -> dict[str, Any]:
    path = tmp_path / f"{example}.json"
    path.write_text(assets.example_text(example), encoding="utf-8")
    assert run([verb, str(path), *more, "--json"]) == 0
    result: dict[str, Any] = json.loads(capsys.readouterr().out)
    return result


def plans(result: dict[str, Any]) -> set[tuple[str, ...]]:
    assert result["complete"]
    assert result["plans_total"] == len(result["plans"])
    return {tuple(plan["choices"].values()) for plan in result["plans"]}


def dominated(result: dict[str, Any]) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {
        tuple(plan["choices"].values()): tuple(plan["dominated_by"]["choices"].values())
        for plan in result["plans"]
        if plan["dominated_by"] is not None
    }


def forbidden(result: dict[str, Any]) -> set[str]:
    return {id_ for id_, flags in result["branches"].items() if not flags["permitted"]}


A, GO_B, GO_SOUR, GO_SWEET = (
    ("take A",),
    ("go on", "take B"),
    ("go on", "take A-"),
    ("go on", "take A+"),
)


def test_single_souring(capsys: Capture, tmp_path: Any) -> None:
    naive = call(capsys, tmp_path, "solve", "single-souring", "--rule", "naive")
    assert plans(naive) == {A, GO_B, GO_SOUR}
    assert dominated(naive) == {GO_SOUR: A}
    for rule in ("caprice", "e-admissible", "dsm"):
        result = call(capsys, tmp_path, "solve", "single-souring", "--rule", rule)
        assert plans(result) == {A, GO_B}
        assert dominated(result) == {}
        assert forbidden(result) == {"take A-"}


def test_single_sweetening(capsys: Capture, tmp_path: Any) -> None:
    caprice = call(capsys, tmp_path, "solve", "single-sweetening", "--rule", "caprice")
    assert plans(caprice) == {A, GO_B, GO_SWEET}
    assert dominated(caprice) == {A: GO_SWEET}
    for rule in ("naive", "e-admissible", "dsm"):
        result = call(capsys, tmp_path, "solve", "single-sweetening", "--rule", rule)
        assert plans(result) == {GO_B, GO_SWEET}
        assert result["branches"]["take A"] == {"permitted": False, "reachable": False}


SS, SC, CS, CC = (
    (f"{first} | lucky", f"{second} | unlucky")
    for first in ("shut down", "continue")
    for second in ("shut down", "continue")
)


def test_shutdown(capsys: Capture, tmp_path: Any) -> None:
    for rule in ("naive", "caprice", "dsm"):
        result = call(capsys, tmp_path, "solve", "shutdown", "--rule", rule)
        assert plans(result) == {SS, SC, CS, CC}
        assert dominated(result) == {}
    admissible = call(capsys, tmp_path, "solve", "shutdown", "--rule", "e-admissible")
    assert plans(admissible) == {SS, CS, CC}
    lotteries = {tuple(plan["choices"].values()): plan["lottery"] for plan in admissible["plans"]}
    assert lotteries == {
        SS: {"S": "1"},
        CS: {"L": "9/10", "S": "1/10"},
        CC: {"L": "9/10", "U": "1/10"},
    }


def test_shutdown_policies(capsys: Capture, tmp_path: Any) -> None:
    lottery = call(capsys, tmp_path, "lottery", "shutdown")
    assert lottery["lottery"] == {"L": "9/20", "U": "1/20", "S": "1/2"}
    improved = call(capsys, tmp_path, "improve", "shutdown")
    assert improved["dominated"] is True
    assert improved["better"]["policy"] == {
        "shut down | lucky": "4/9",
        "continue | lucky": "5/9",
        "shut down | unlucky": "1",
        "continue | unlucky": "0",
    }
    assert improved["better"]["lottery"] == {"L": "1/2", "S": "1/2"}


def test_shutdown_rationalise(capsys: Capture, tmp_path: Any) -> None:
    result = call(capsys, tmp_path, "rationalise", "shutdown", "--rule", "dsm")
    by_plan = {tuple(plan["choices"].values()): plan for plan in result["plans"]}
    assert {key for key, plan in by_plan.items() if plan["representable"]} == {SS, CS, CC}
    beaten = by_plan[SC]
    assert beaten["completion"] is None
    assert beaten["lottery"] == {"U": "1/10", "S": "9/10"}
    mixture = {tuple(p["choices"].values()): p["weight"] for p in beaten["beaten_by"]}
    assert mixture == {SS: "8/9", CS: "1/9"}  # shut down always if unlucky, 8/9 if lucky


def test_chance_pump(capsys: Capture, tmp_path: Any) -> None:
    for rule in ("dsm", "e-admissible"):
        result = call(capsys, tmp_path, "solve", "chance-pump", "--rule", rule)
        assert plans(result) == {("keep A",), ("trade", "take A+"), ("trade", "keep B")}


def test_pizza(capsys: Capture, tmp_path: Any) -> None:
    improved = call(capsys, tmp_path, "improve", "pizza")
    assert improved["lottery"] == {"mushroom": "1/2", "anchovy": "1/2"}
    assert improved["better"]["policy"]["swap to anchovy"] == "1"
    assert improved["better"]["policy"]["swap to pepperoni"] == "1"


@pytest.mark.parametrize("example", ["pizza", "shutdown"])
def test_which_policies_are_undominated(example: str) -> None:
    """Undominated iff the first or the second probability is at its edge, on a grid."""
    from dataclasses import replace
    from fractions import Fraction

    import msgspec

    from solver.analyses.policies import improve
    from solver.document.numerals import Numeral
    from solver.formats.quandary import loads

    document = loads(assets.example_text(example))
    first, second = (
        ("shut down | lucky", "shut down | unlucky")
        if example == "shutdown"
        else ("swap to anchovy", "swap to pepperoni")
    )
    others = {
        "shut down | lucky": "continue | lucky",
        "shut down | unlucky": "continue | unlucky",
        "swap to anchovy": "keep mushroom",
        "swap to pepperoni": "keep anchovy",
    }
    edge = 0 if example == "shutdown" else 1
    for i in range(5):
        for j in range(5):
            x, y = Fraction(i, 4), Fraction(j, 4)
            branches = dict(document.branches)
            for id_, share in ((first, x), (second, y)):
                for key, value in ((id_, share), (others[id_], 1 - share)):
                    branches[key] = msgspec.structs.replace(branches[key], policy=Numeral.of(value))
            better = improve(replace(document, branches=branches)).better
            assert (better is None) == (x == edge or y == 1)


def test_marble_bets(capsys: Capture, tmp_path: Any) -> None:
    dsm = call(capsys, tmp_path, "solve", "marble-bets", "--rule", "dsm")
    assert plans(dsm) == {("bet red",), ("bet black",), ("take 45c",)}
    admissible = call(capsys, tmp_path, "solve", "marble-bets", "--rule", "e-admissible")
    assert plans(admissible) == {("bet red",), ("bet black",)}


def test_opaque_sweetening(capsys: Capture, tmp_path: Any) -> None:
    for rule in ("naive", "caprice", "e-admissible", "dsm"):
        result = call(capsys, tmp_path, "solve", "opaque-sweetening", "--rule", rule)
        assert plans(result) == {("larger",)}
        assert forbidden(result) == {"regular"}


def test_corrigibility(capsys: Capture, tmp_path: Any) -> None:
    dsm = call(capsys, tmp_path, "solve", "corrigibility", "--rule", "dsm")
    assert {tuple(plan["lottery"].items()) for plan in dsm["plans"]} == {
        (("H", "1/2"), ("T", "1/2")),
        (("H", "1/2"), ("S", "1/2")),
    }


def test_oil_is_the_same_under_every_rule(capsys: Capture, tmp_path: Any) -> None:
    answers = [
        call(capsys, tmp_path, "solve", "oil", "--rule", rule)
        for rule in ("eu", "naive", "caprice", "e-admissible", "dsm")
    ]
    assert answers[0]["value"] == "22500"
    assert all(answer["branches"] == answers[0]["branches"] for answer in answers)


def test_expected_utility_says_what_is_missing(capsys: Capture, tmp_path: Any) -> None:
    path = tmp_path / "souring.json"
    path.write_text(assets.example_text("single-souring"), encoding="utf-8")
    assert run(["solve", str(path), "--rule", "eu"]) == 1
    error = capsys.readouterr().err
    assert "a utility of “B”" in error
    assert "a weight of the scale “a”" in error

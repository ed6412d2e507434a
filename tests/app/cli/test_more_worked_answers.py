"""The worked answers about relations, opinions, conduct and information, through the command line."""

from typing import Any

import pytest

from tests.app.cli.test_worked_answers_by_command import Capture, call, dominated, forbidden, plans

TIMESTEP = ("--relation", "Timestep Dominance")


def test_no_way_back(capsys: Capture, tmp_path: Any) -> None:
    high = {("go high", "take A"), ("go high", "take B")}
    for rule in ("naive", "caprice", "e-admissible", "dsm"):
        assert plans(call(capsys, tmp_path, "solve", "no-way-back", "--rule", rule)) == high
    found = call(capsys, tmp_path, "solve", "no-way-back", "--rule", "sophisticated")
    assert len(plans(found)) == 4
    assert len(dominated(found)) == 2


def test_shutdown_by_timestep_dominance(capsys: Capture, tmp_path: Any) -> None:
    found = call(capsys, tmp_path, "solve", "shutdown", "--rule", "dsm", *TIMESTEP)
    assert len(plans(found)) == 3
    assert ("shut down | lucky", "continue | unlucky") not in plans(found)
    stated = call(capsys, tmp_path, "improve", "shutdown", *TIMESTEP)
    assert stated["dominated"]
    assert stated["usefulness"] == "19/20"
    assert stated["neutrality"]["uniform"]


def test_leave_or_block(capsys: Capture, tmp_path: Any) -> None:
    for rule in ("naive", "caprice", "e-admissible", "dsm", "sophisticated"):
        assert plans(call(capsys, tmp_path, "solve", "leave-or-block", "--rule", rule)) == {("leave it",)}  # fmt: skip
    block = call(capsys, tmp_path, "solve", "leave-or-block", "--rule", "eu")
    assert block["value"] == "9/5"
    assert dominated(block) == {("block it",): ("leave it",)}


@pytest.mark.parametrize(("x", "y"), [("1/2", "1/2"), ("0", "0"), ("1/3", "1/2"), ("1", "1")])
def test_the_contract(capsys: Capture, tmp_path: Any, x: str, y: str) -> None:
    credences = ("--set", f"x={x}", "--set", f"y={y}")
    for rule in ("naive", "caprice", "e-admissible", "dsm", "credence"):
        found = call(capsys, tmp_path, "solve", "contract", "--rule", rule, *credences)
        required = x == y != "1"
        assert ("do not sign" in forbidden(found)) is required
        assert "sign" not in forbidden(found)


def test_three_acts(capsys: Capture, tmp_path: Any) -> None:
    def last(rule: str) -> int:
        return len(plans(call(capsys, tmp_path, "solve", "three-acts", "--rule", rule)))

    counts = {rule: last(rule) for rule in ("gamma-maximin", "dsm", "interval-dominance", "e-admissible")}  # fmt: skip
    assert counts == {"gamma-maximin": 1, "dsm": 3, "interval-dominance": 3, "e-admissible": 2}
    sure = call(capsys, tmp_path, "solve", "three-acts", "--rule", "gamma-maximin")
    assert sure["value"] == "9/20"


def test_two_bets(capsys: Capture, tmp_path: Any) -> None:
    neither = ("leave A", "B too leave B")
    for rule in ("naive", "sophisticated"):
        found = call(capsys, tmp_path, "solve", "two-bets", "--rule", rule)
        assert dominated(found) == {neither: ("take A", "take B")}
    for rule in ("caprice", "e-admissible", "dsm", "interval-dominance"):
        found = call(capsys, tmp_path, "solve", "two-bets", "--rule", rule)
        assert len(plans(found)) == 3
        assert neither not in plans(found)
    both = call(capsys, tmp_path, "solve", "two-bets", "--rule", "gamma-maximin")
    assert plans(both) == {("take A", "take B")}


def test_trammelling_of_single_souring(capsys: Capture, tmp_path: Any) -> None:
    found = call(capsys, tmp_path, "trammelling", "single-souring")["nodes"]["n2"]
    assert found["removed"] == ["take A-"]
    assert ["B", "A"] in found["settled"]


def test_what_the_oil_is_worth_to_know(capsys: Capture, tmp_path: Any) -> None:
    events = call(capsys, tmp_path, "voi", "oil", "--rule", "eu")["events"]
    assert {event["event"]: event["value"] for event in events}["Oil"] == "32500"

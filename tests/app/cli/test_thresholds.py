"""``quandary thresholds``: what it prints."""

import json
from pathlib import Path

import pytest

from app.cli.command_line import run
from solver.formats.quandary import dumps
from tests.solver.sensitivity.test_thresholds import marble_bets


def test_marble_bets_by_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "marbles.quandary.json"
    path.write_text(dumps(marble_bets()))
    arguments = ["thresholds", str(path), "--parameter", "t", "--rule", "e-admissible"]
    assert run([*arguments, "--json"]) == 0
    read = json.loads(capsys.readouterr().out)
    assert read["complete"] is True
    assert [(p["from"], p["to"], p["point"], p["includes"], p["plans_total"]) for p in read["pieces"]] == [
        ("0", "1/2", False, [True, False], 2), ("1/2", "1", False, [True, False], 3), ("1", "1", True, [True, True], 1)
    ]  # fmt: skip
    assert run([*arguments, "--from", "1/4", "--to", "3/4"]) == 0
    text = capsys.readouterr().out
    assert "1/4 (0.25) ≤ t < 1/2 (0.5): ab permitted" in text

"""The real program in a real X window, driven by a real mouse and keyboard."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli.command_line import run
from tests.display import NEEDED, wait_for, x_display

pytestmark = [
    pytest.mark.x11,
    pytest.mark.skipif(
        not all(shutil.which(program) for program in NEEDED),
        reason=f"needs {', '.join(NEEDED)}",
    ),
]


@pytest.fixture
def display() -> Iterator[str]:
    with x_display() as name:
        yield name


def test_a_tree_is_built_by_dragging_and_solves(display: str, tmp_path: Path) -> None:
    path = tmp_path / "built.quandary.json"
    path.write_text('{"format": "quandary", "version": 1}', encoding="utf-8")
    env = os.environ | {"DISPLAY": display, "XDG_CONFIG_HOME": str(tmp_path)}
    env.pop("QT_QPA_PLATFORM", None)
    with subprocess.Popen(
        [sys.executable, "-m", "app", str(path)], env=env, stderr=subprocess.PIPE, text=True
    ) as program:

        def x(*arguments: str) -> str:
            done = subprocess.run(
                ["xdotool", *arguments], env=env, capture_output=True, text=True, check=False
            )
            return done.stdout

        def drag(start: tuple[int, int], end: tuple[int, int]) -> None:
            x("mousemove", str(start[0]), str(start[1]), "mousedown", "1")
            for i in range(1, 9):
                here = [a + (b - a) * i // 8 for a, b in zip(start, end, strict=True)]
                x("mousemove", str(here[0]), str(here[1]))
                time.sleep(0.03)
            x("mouseup", "1")
            time.sleep(0.4)

        def saved() -> list[str]:
            x("key", "ctrl+s")
            time.sleep(0.4)
            document = json.loads(path.read_text(encoding="utf-8"))
            return [node["kind"] for node in document.get("nodes", [])]

        wait_for(lambda: "built" in x("search", "--name", "built", "getwindowname"))
        window = x("search", "--name", "built").split()[-1]
        x("windowmove", "--sync", window, "0", "0")
        x("windowsize", "--sync", window, "1280", "770")
        time.sleep(3)  # what comes behind the first picture is there
        x("key", "ctrl+alt+0")  # as large as it is, not fitted: the node stays where it was dropped
        time.sleep(0.7)
        choice, outcome, middle = (306, 48), (375, 48), (320, 360)
        drag(choice, middle)
        wait_for(lambda: saved() == ["choice"], 5)
        for label in ("A", "B"):
            drag(outcome, middle)
            x("key", "F2")
            time.sleep(0.3)
            x("type", label)
            x("key", "Return")
            time.sleep(0.3)
        wait_for(lambda: saved() == ["choice", "outcome", "outcome"], 5)
        x("key", "ctrl+q")
        _, errors = program.communicate(timeout=20)
    assert errors == ""
    assert program.returncode == 0
    assert run(["solve", str(path), "--rule", "dsm", "--json"]) == 0

"""A tree step by step: nothing moves, and what is not said yet is not there."""

import itertools
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import assets
from app.cli.command_line import run
from app.export.export_request import ExportRequest
from app.export.frame_files import write_frames
from app.export.frame_sequence import FrameSequence
from app.export.options import ExportOptions
from app.export.subject import Subject
from app.talk.presenter import Presenter
from app.window.main_window import MainWindow
from solver.document.style import Style
from solver.formats.quandary import loads
from solver.page.talk_steps import Step, generated
from solver.rules import solve
from tests.app.conftest import Answers


def places(path: str) -> dict[str, list[str]]:
    """Where every element of a frame stands: its outlines and texts, without colours and weights."""
    root = ElementTree.parse(path).getroot()
    found: dict[str, list[str]] = {}
    for group in root.iter():
        name = group.get("id")
        if name is None or not name.startswith(("node-", "branch-")):
            continue
        found[name] = [
            f"{element.tag.rpartition('}')[2]} {element.get('transform', '')} {element.get('x', '')} "
            f"{element.get('y', '')} {element.text}"
            for element in group.iter()
            if element.tag.endswith(("}text", "}g", "}rect"))
        ]
    return found


@pytest.mark.parametrize("name", [example.name for example in assets.EXAMPLES])
def test_nothing_moves_between_frames(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    document = loads(assets.example_text(name))
    solution = solve(document, "dsm")
    written = write_frames(Subject(document, solution), str(tmp_path / "x.svg"))
    assert len(written) == len(generated(document, solution))
    last = places(written[-1])
    for path in written:
        for element, parts in places(path).items():
            assert set(parts) <= set(last[element]), element
    sizes = {ElementTree.parse(path).getroot().get("viewBox") for path in written}
    assert len(sizes) == 1


def test_numbers_come_when_their_step_comes(qtbot: QtBot, tmp_path: Path) -> None:
    document = loads(assets.example_text("shutdown"))
    written = write_frames(Subject(document, solve(document, "dsm")), str(tmp_path / "x.svg"))
    texts = [Path(path).read_text(encoding="utf-8") for path in written]
    assert "90%" not in texts[0]
    assert "90%" in texts[1]
    assert "two steps" not in texts[1]
    assert "two steps" in texts[2]


def test_rollback_goes_up_stage_by_stage() -> None:
    document = loads(assets.example_text("oil"))
    steps = [step.show for step in generated(document, solve(document, "eu"))]
    assert steps[:3] == ["structure", "probabilities", "values"]
    assert steps.count("rollback") >= 2
    assert "verdict" not in steps


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_frames_are_pages_where_words_stay_in_place(qtbot: QtBot, tmp_path: Path) -> None:
    document = loads(assets.example_text("shutdown"))
    solution = solve(document, "dsm")
    path = tmp_path / "x.pdf"
    style = Style(step_names=False)  # they are others in each step
    write_frames(Subject(document, solution, style=style), str(path))
    command = ["pdftotext", "-bbox", str(path), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    pages = text.split("<page ")[1:]
    assert len(pages) == len(generated(document, solution))
    words = [set(re.findall(r"<word [^>]*>[^<]*</word>", page)) for page in pages]
    for earlier, later in itertools.pairwise(words):
        assert earlier <= later


def test_a_step_that_nobody_named_is_named_only_where_a_rule_speaks(qtbot: QtBot) -> None:
    document = loads(assets.example_text("shutdown"))
    steps = (Step("structure"), Step("values", "Payoffs"), Step("verdict", rule="dsm"))
    frames = FrameSequence(Subject(document), steps=steps)
    assert [frames.caption(number) for number in range(3)] == [
        "", "Payoffs", "Verdict: Dynamic Strong Maximality",
    ]  # fmt: skip


def test_a_plan_that_nobody_named_is_told_where_there_is_room(qtbot: QtBot) -> None:
    document = loads(assets.example_text("shutdown"))
    solution = solve(document, "dsm")
    steps = list(generated(document, solution))
    assert steps[6].name == "Plan 3"
    mine = msgspec.structs.replace(steps[7], name="Mine")
    frames = FrameSequence(Subject(document, solution), steps=(*steps[:7], mine))
    assert frames.caption(6) == "Plan 3: continue if lucky, shut down if unlucky"
    assert frames.caption(7) == "Mine: Dynamic Strong Maximality"
    assert not frames.picture.has_room_for(8 * frames.caption(6))


def test_many_files_in_many_formats(qtbot: QtBot, tmp_path: Path) -> None:
    files = []
    for name in ("oil", "shutdown"):
        file = tmp_path / f"{name}.quandary.json"
        file.write_text(assets.example_text(name), encoding="utf-8")
        files.append(str(file))
    out = tmp_path / "out"
    options = ["--format", "svg,pdf", "--theme", "print", "--width", "12cm"]
    assert run(["export", *files, "-o", str(out), *options]) == 0
    assert {path.name for path in out.iterdir()} == {
        "oil.svg",
        "oil.pdf",
        "shutdown.svg",
        "shutdown.pdf",
    }
    root = ElementTree.parse(out / "oil.svg").getroot()
    assert float(str(root.get("width"))) == pytest.approx(12 * 96 / 2.54, abs=0.1)
    assert run(["export", files[1], "-o", str(out), "--format", "pdf", "--frames"]) == 0


def test_a_presentation_goes_on_and_back(
    window: MainWindow, wait_solved: Callable[[], None], qtbot: QtBot
) -> None:
    window.documents.open_example("shutdown")
    wait_solved()
    window.actions_table["view.present"].trigger()
    wait_solved()
    shown = window.findChild(Presenter, "presenter")
    assert shown is not None
    window.actions_table["view.present"].trigger()  # goes back to the one that is shown
    wait_solved()
    assert window.findChildren(Presenter) == [shown]
    pictures = []
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        pictures.append((shown.number, shown.grab().toImage()))
        qtbot.keyClick(shown, key)
    assert [number for number, _ in pictures] == [1, 2, 3]
    assert shown.number == 2
    assert shown.grab().toImage() == pictures[1][1]
    assert pictures[0][1] != pictures[1][1] != pictures[2][1]
    with qtbot.waitSignal(shown.destroyed):
        qtbot.keyClick(shown, Qt.Key.Key_Escape)


def test_steps_are_written_from_the_window(
    window: MainWindow, answers: Answers, wait_solved: Callable[[], None], tmp_path: Path
) -> None:
    window.documents.open_example("shutdown")
    wait_solved()
    answers.export = ExportRequest(str(tmp_path / "x.png"), ExportOptions(size=1.0), True)
    window.actions_table["export.steps"].trigger()
    wait_solved()
    assert len(list(tmp_path.glob("x-*.png"))) == 8
    answers.export = ExportRequest(str(tmp_path / "x.dot"), ExportOptions(), True)
    window.actions_table["export.steps"].trigger()
    wait_solved()
    assert "could not be written" in answers.said[-1]

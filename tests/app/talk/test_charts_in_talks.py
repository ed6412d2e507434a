"""Charts as steps of a talk: in the place Talk, in every kind of file, and from the pages that show them."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

import assets
from app.analyses.numbers.sensitivity import SensitivityPart
from app.cli.command_line import run
from app.export.frame_sequence import FrameSequence
from app.export.subject import Subject
from app.talk.talk import Talk
from app.window.main_window import MainWindow
from solver.charts.question import KINDS
from solver.checks import check
from solver.edits import RenameParameter, SetView
from solver.errors import QuandaryError
from solver.formats.quandary import loads
from solver.page.talk_steps import saved
from solver.rules import RULES, solve
from tests.documents.wildcatter import wildcatter, wildcatter_text

STEPS = (
    {"show": "structure", "name": "The tree"},
    {"show": "chart", "name": "The cost", "chart": "thresholds:c", "rule": "eu"},
    {"show": "verdict", "name": "What to do", "rule": "eu"},
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "oil.quandary.json"
    path.write_text(wildcatter_text(*STEPS))
    return path


def test_the_chart_stands_in_the_place_of_the_tree(qtbot: QtBot, file: Path) -> None:
    """In every kind of file; before and after it the tree stands where it stood."""
    for suffix in (".svg", ".png", ".pdf", ".gif", ".tex"):
        assert run(["export", str(file), "-o", str(file.with_suffix(suffix)), "--frames"]) == 0
    texts = [(file.parent / f"oil.quandary-0{n}.svg").read_text() for n in (1, 2, 3)]
    assert ["Where each plan is permitted" in text for text in texts] == [False, True, False]
    assert ["seismic test; then drill" in text for text in texts] == [False, True, False]
    assert ["drill now" in text and "node-" in text for text in texts] == [True, False, True]
    sizes = {
        QImage(str(file.parent / f"oil.quandary-0{n}.png")).size().toTuple() for n in (1, 2, 3)
    }
    assert len(sizes) == 1
    beamer = file.with_suffix(".tex").read_text()
    assert r"\uncover<2>{" in beamer
    assert "{Where each plan is permitted by Expected utility}" in beamer
    if shutil.which("pdflatex"):
        done = subprocess.run(
            ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", file.with_suffix(".tex").name],
            cwd=file.parent, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout.decode(errors="replace")[-2000:]


def test_it_is_on_the_web_page_too(qtbot: QtBot, file: Path) -> None:
    assert run(["export", str(file), "-o", str(file.with_suffix(".html")), "--rule", "eu"]) == 0
    assert (
        "Where each plan is permitted by Expected utility" in file.with_suffix(".html").read_text()
    )


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ({"show": "chart"}, "Step 1 shows a chart and does not say which."),
        ({"show": "chart", "name": "Step 1"}, "Step 1 shows a chart and does not say which."),
        ({"show": "chart", "chart": "thresholds:z", "rule": "eu"}, "There is no parameter “z” in this document."),
        ({"show": "chart", "chart": "thresholds:c"}, "A step shows what a rule says, and none was chosen. Solve the tree, or name a rule."),
        ({"show": "chart", "chart": "thresholds:c", "rule": "x"}, "A step asks the rule “x”, which is none of eu, "),
        ({"show": "chart", "chart": "league", "rule": "eu"}, "“league” is a table, and no chart."),
    ],
)  # fmt: skip
def test_a_chart_that_cannot_be_had_is_a_sentence(
    qtbot: QtBot, step: dict[str, str], said: str
) -> None:
    with pytest.raises(QuandaryError) as caught:
        FrameSequence(Subject(wildcatter(step)))
    assert str(caught.value).startswith(said)


def test_preferences_scales_and_the_sentences_of_a_rule_are_steps(qtbot: QtBot) -> None:
    steps = [{"show": "chart", "chart": word} for word in ("preferences", "scales", "rule")]
    document = loads(assets.example_text("single-souring"))
    document = SetView("steps", steps).apply(document)
    order, scales, rule = FrameSequence(
        Subject(document, solve(document, "caprice"))
    ).charts.values()
    assert order.table().rows == (("A", "A−", "better on its scale"),)
    assert order.description == "Better outcomes stand higher. 2 pairs have a preferential gap."
    assert [row[1:] for row in scales.table().rows] == [("A", "1"), ("A−", "0")]
    said = [row[0] for row in rule.table().rows]
    assert said[:2] == [RULES["caprice"].summary, "2 of 3 plans are permitted."]
    assert "it turns down “take A”, which is better than “take A−” at “B or A−?”" in said


def test_an_unsaid_rule_is_the_one_that_was_chosen(qtbot: QtBot) -> None:
    document = wildcatter({"show": "chart", "chart": "thresholds:c"})
    sequence = FrameSequence(Subject(document, solve(document, "eu")))
    assert sequence.charts[0].title == "Where each plan is permitted by Expected utility"
    assert sequence.node_at(sequence.picture.rect.centre, 0) is None


def test_a_parameter_that_is_renamed_or_gone(qtbot: QtBot) -> None:
    document = wildcatter({"show": "chart", "chart": "map:c,w"}, {"show": "values"})
    renamed = RenameParameter("w", "wet").apply(document)
    assert [step.chart for step in saved(renamed)] == ["map:c,wet", ""]
    gone = wildcatter({"show": "chart", "chart": "thresholds:z", "name": "Z"})
    (finding,) = check(gone)
    assert finding.message == "Step 1 (Z) speaks of “z”, which the document does not have."


@pytest.fixture
def opened(
    window: MainWindow,
    file: Path,
    wait_solved: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> MainWindow:
    monkeypatch.setattr("solver.sensitivity.asked_together.SIDE", 4)
    window.documents.open_path(str(file), wait=True)
    window.verdict.set_rule("eu")
    wait_solved()
    return window


def test_the_place_talk_offers_charts(opened: MainWindow, wait_solved: Callable[[], None]) -> None:
    talk = opened.part(Talk)
    opened.actions_table["talk.steps"].trigger()
    panel = talk.panel
    panel.list.setCurrentRow(1)
    assert panel.chart.isVisibleTo(panel)
    assert not panel.places["where"].isVisibleTo(panel)
    assert panel.chart.kind.currentText() == KINDS["thresholds"].name
    assert panel.chart.parameters[0].currentText() == "cost of drilling"
    panel.chart.kind.setCurrentIndex(panel.chart.kind.findData("map"))
    panel.chart.kind.activated.emit(panel.chart.kind.currentIndex())
    assert saved(opened.session.document)[1].chart == "map:c,w"
    panel.list.setCurrentRow(0)
    assert not panel.chart.isVisibleTo(panel)
    assert panel.places["where"].isVisibleTo(panel)
    wait_solved()


def test_a_chart_of_a_page_becomes_a_step(
    opened: MainWindow, wait_solved: Callable[[], None]
) -> None:
    part = opened.part(SensitivityPart)
    part.show()
    wait_solved()
    view = part.page.verdicts_view
    texts = [action.text() for action in view.menu().actions()]
    assert "Show in the &talk" in texts
    view.talk_wanted.emit(view.chart)
    step = saved(opened.session.document)[-1]
    assert (step.show, step.chart, step.rule) == ("chart", "verdicts", "eu")
    assert step.name == "What would change the verdict first"
    opened.session.stack.undo()
    assert len(saved(opened.session.document)) == 3
    view.text_wanted.emit(view.chart)
    assert QGuiApplication.clipboard().text().startswith("\\begin{figure}")

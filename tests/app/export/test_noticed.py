"""What is said before a picture is written, and that layouts leave nothing to say."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

import assets
from app.cli.command_line import run
from app.export.dialog import ExportDialog
from app.export.encode import encoded
from app.export.export_request import ExportRequest
from app.export.formats.tikz import listed
from app.export.frame_sequence import FrameSequence
from app.export.noticed import noticed, texts_aside
from app.export.options import ExportOptions
from app.export.subject import Subject
from app.storage.settings import Settings
from app.window.main_window import MainWindow
from solver.document.model import Document
from solver.document.style import THEMES, Style
from solver.edits import AddText, SetView
from solver.formats.quandary import loads
from solver.page.collisions import collisions
from solver.page.talk_steps import Step
from solver.rules import solve
from tests.app.conftest import Answers
from tests.app.export.test_dialog import chosen

Capture = pytest.CaptureFixture[str]
OIL = loads(assets.example_text("oil"))
DARK = Style(theme="slides")
#: Two names stand in one place by hand.
CLASH = loads(
    assets.example_text("shutdown").replace(
        '"kind": "choice"', '"kind": "choice", "x": 300, "y": 0', 2
    )
)


@pytest.mark.parametrize(
    ("place", "name"), [(n, example.name) for n, example in enumerate(assets.EXAMPLES)]
)
def test_no_two_texts_meet_in_any_example(qtbot: QtBot, place: int, name: str) -> None:
    """In every direction, shape and style, two styles for a shape in turn; nor does a text meet a line."""
    document = loads(assets.example_text(name))
    solution = solve(document, "dsm")
    styles = (
        *(Style(theme=theme, title=True, legend=True) for theme in THEMES),
        Style(columns=True, type_size=150, fractions="stacked", probabilities="fraction"),
        Style(rolled_back=True, line_weight=150),
    )
    for turn, direction in enumerate(("right", "down"), place):
        for number, shape in enumerate(("angled", "curved", "straight"), turn):
            if (name, shape) == ("oil", "straight"):
                continue  # two steep lines: that is said before it is written
            tree = SetView("direction", direction).apply(document)
            tree = SetView("branches", shape).apply(tree)
            for style in styles[number % 3 :: 3]:
                options = ExportOptions()
                picture = Subject(tree, solution, style=style).picture(options)
                found = collisions(listed(picture, options))
                assert not found, (direction, shape, style, found[0])


def test_what_a_step_is_called_lies_above_the_tree(qtbot: QtBot) -> None:
    document = loads(assets.example_text("shutdown"))
    node = document.children(document.root_id or "")[1].target
    named = Step(
        "structure", "A name that is as wide as much of the tree, where it zooms", zoom=node
    )
    sequence = FrameSequence(Subject(document), steps=(named,))
    texts = [m for g in listed(sequence.picture, ExportOptions()).groups for m in g.marks]
    assert any("A name" in str(mark) for mark in texts)
    assert collisions(listed(sequence.picture, ExportOptions())) == []


def test_letters_that_are_not_read_are_said(qtbot: QtBot) -> None:
    for style, background, ink, said in (
        (DARK, "theme", "", False),
        (DARK, "white", "", True),
        (DARK, "white", "dark", False),
        (DARK, "transparent", "", True),
        (DARK, "transparent", "dark", False),
        (Style(), "transparent", "", False),
        (Style(), "white", "light", True),
        (Style(theme="print"), "white", "", False),
    ):
        options = ExportOptions(background=background, ink=ink)
        picture = Subject(OIL, style=style).picture(options)
        assert bool(noticed(picture, options)) is said, (style.theme, background, ink)


def test_the_other_half_keeps_the_size(qtbot: QtBot) -> None:
    own, half = (Subject(OIL, style=DARK).picture(ExportOptions(ink=ink)) for ink in ("", "dark"))
    assert own.size == half.size
    assert not half.theme.is_dark
    assert own.theme.is_dark


@pytest.mark.parametrize("theme", THEMES)
def test_what_is_see_through_is_so_inside_of_nodes(qtbot: QtBot, theme: str) -> None:
    """On any ground the picture is the ground with ink on it: nothing is filled with a ground of its own."""
    style = Style(theme=theme)
    solution = solve(OIL, "eu")
    (plan,) = [permitted.plan for permitted in solution.plans]
    subject = Subject(OIL, solution, plan, style=style)  # hollow lines
    options = ExportOptions(size=1.0, background="transparent", carry=False)
    image = QImage.fromData(encoded(subject, ".png", options))
    picture = subject.picture(options)
    for id_, node in OIL.nodes.items():
        x, y = picture.positions[id_]
        place = round(x - picture.rect.left), round(y - picture.rect.top)
        if node.kind != "outcome":
            assert image.pixelColor(*place).alpha() == 0
    svg = encoded(subject, ".svg", options).decode()
    if theme != "print":  # where one scale is white
        assert f'"{picture.theme.canvas.lower()}"' not in svg
    assert "opacity" not in svg


def test_the_command_line_says_it(qtbot: QtBot, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "x.json"
    file.write_text(assets.example_text("oil"), encoding="utf-8")
    out = str(tmp_path / "x.svg")
    assert run(["export", str(file), "-o", out, "--dark", "--background", "white"]) == 0
    assert "light letters cannot be read. Choose dark ink." in capsys.readouterr().err
    assert run(["export", str(file), "-o", out, "--dark", "--background", "white", "--ink", "dark"]) == 0  # fmt: skip
    assert capsys.readouterr().err == ""


def test_texts_in_each_others_way_are_said(qtbot: QtBot) -> None:
    (said,) = noticed(Subject(CLASH).picture(), ExportOptions())
    assert "overlap" in said
    assert "“" in said


def notes_on(tree: Document, *places: tuple[float, float]) -> Document:
    for place in places:
        tree = AddText("A note\nin two lines", place).apply(tree)
    return tree


@pytest.mark.parametrize("style", [Style(), Style(type_size=150, legend=True), Style(theme="slides", title=True)])  # fmt: skip
def test_free_texts_move_aside(qtbot: QtBot, style: Style) -> None:
    """Off nodes, lines, labels and each other, whatever the size of type; what is clear stays."""
    places = Subject(OIL).picture().positions.values()
    tree = notes_on(OIL, *places, (-400, -400))
    picture = Subject(tree, style=style).picture()
    edit = texts_aside(picture, ExportOptions())
    assert edit is not None
    assert len(places) not in edit.places
    moved = Subject(edit.apply(tree), style=style).picture()
    assert noticed(moved, ExportOptions()) == ()
    assert texts_aside(moved, ExportOptions()) is None
    assert texts_aside(Subject(OIL).picture(), ExportOptions()) is None


def test_the_dialog_moves_them_aside_and_the_document_follows(
    window: MainWindow, qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    tree = notes_on(OIL, *Subject(OIL).picture().positions.values())
    dialog = ExportDialog(window, Settings(), Subject(tree))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog._aside.isVisible)
    assert "other places" in dialog._note.text()
    dialog._aside.click()
    qtbot.waitUntil(lambda: not dialog._note.text() and not dialog._aside.isVisible())
    edit = dialog.edit
    assert edit is not None
    assert texts_aside(dialog.subject.picture(), ExportOptions()) is None
    dialog.reject()
    window.session.open(tree, None)
    answers.export = ExportRequest(str(tmp_path / "x.svg"), ExportOptions(), True, edit)
    window.actions_table["export.picture"].trigger()
    qtbot.waitUntil((tmp_path / "x.svg").exists)
    assert window.session.document == edit.apply(tree)
    window.actions_table["edit.undo"].trigger()
    assert window.session.document == tree


def test_the_dialog_says_it_and_offers_the_other_half(window: MainWindow, qtbot: QtBot) -> None:
    dialog = ExportDialog(window, Settings(), Subject(OIL, style=DARK))
    qtbot.addWidget(dialog)
    dialog.show()
    chosen(dialog, "Background", "white")
    qtbot.waitUntil(lambda: "Choose dark ink" in dialog._note.text())
    dialog._other_ink.click()
    assert dialog.options.ink == "dark"
    qtbot.waitUntil(lambda: not dialog._note.text())
    assert not dialog._other_ink.isVisible()
    chosen(dialog, "Format", ".dot")
    assert not dialog._ink.isEnabled()
    dialog.reject()

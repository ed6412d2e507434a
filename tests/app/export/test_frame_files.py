"""Steps as PDF, GIF and Beamer, looked at by independent readers: not a pixel moves."""

import itertools
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

import assets
from app.cli.command_line import run
from app.export.formats.beamer import _slide
from app.export.frame_files import write_frames
from app.export.frame_sequence import FrameSequence
from app.export.options import AS_USUAL, ExportOptions
from app.export.subject import Subject
from solver.document.model import Document
from solver.document.style import KEY, Style
from solver.edits import ReplaceSteps, SetView
from solver.errors import QuandaryError
from solver.formats.quandary import dumps, loads
from solver.page.drawing_list import DrawnText
from solver.page.geometry import Point
from solver.page.talk_steps import Step, Where, frames
from solver.rules import solve
from widgets.canvas.items.painter_surface import qt_rect

DPI = 144


def ten_steps(document: Document) -> Document:
    """The shutdown example, uncovered piece by piece, ten steps in all."""
    root = document.tree[0]
    upper, lower = document.children(root)
    plan = solve(document, "dsm").plans[1].plan
    where = {"nodes": (root,)}
    steps = (
        Step("structure", "Chance", where=Where(**where)),
        Step("structure", "Lucky", where=Where(subtrees=(upper.target,))),
        Step("structure", "Unlucky", where=Where(subtrees=(lower.target,))),
        Step("probabilities", "How likely", where=Where(**where)),
        Step("probabilities", "The stated policy"),
        Step("values", "Values"),
        Step("nothing", "Look here", highlight=Where((upper.target,), (upper.id,))),
        Step("verdict", "DSM, if lucky", rule="dsm", where=Where((upper.target,))),
        Step("verdict", "DSM", rule="dsm", notes="Nothing is ruled out."),
        Step("plan", "One plan", rule="dsm", plan=plan.choices),
    )
    return ReplaceSteps(steps).apply(document)


@pytest.fixture
def talk() -> Document:
    return ten_steps(loads(assets.example_text("shutdown")))


def pages_of(pdf: Path, dpi: int = DPI) -> list[Image.Image]:
    subprocess.run(["pdftoppm", "-r", str(dpi), "-png", pdf, pdf.with_suffix("")], check=True)
    files = sorted(pdf.parent.glob(f"{pdf.stem}-*.png"))
    return [Image.open(file).convert("RGB") for file in files]


def same_pixels(pages: Sequence[Image.Image], box: tuple[int, int, int, int]) -> bool:
    parts = [page.crop(box) for page in pages]
    return all(ImageChops.difference(parts[0], part).getbbox() is None for part in parts[1:])


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pdftoppm is not installed")
def test_every_unchanged_element_stands_on_the_same_pixels(
    qtbot: QtBot, talk: Document, tmp_path: Path
) -> None:
    path = tmp_path / "talk.pdf"
    write_frames(Subject(talk), str(path))
    pages = pages_of(path)
    assert len(pages) == 10
    assert len({page.size for page in pages}) == 1
    sequence = FrameSequence(Subject(talk))
    items = sequence.picture.drawing
    page, scale = sequence.picture.rect, DPI / 96
    looks: dict[str, list[object]] = {}
    boxes: dict[str, QRectF] = {}
    for number in range(10):
        sequence.show(number)
        for item in (*items.nodes.values(), *items.branches.values()):
            looks.setdefault(item.id, []).append(item.look)
            rect = qt_rect(item.room.moved(-page.left, -page.top))
            boxes[item.id] = rect.adjusted(-10, -10, 10, 10)  # with halos and half line widths
    compared = 0
    for id_ in looks:
        box = boxes[id_]
        near = [other for other, rect in boxes.items() if rect.intersects(box)]
        for later in range(1, 10):
            # Nothing that reaches into the element's box is different from the page before.
            if any(looks[other][later] != looks[other][later - 1] for other in near):
                continue
            left, top, right, bottom = (round(value * scale) for value in box.getCoords())
            assert same_pixels(pages[later - 1 : later + 1], (left, top, right, bottom)), id_
            compared += 1
    assert compared >= 15
    assert len({page.tobytes() for page in pages}) == 10  # yet every step shows something new


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pdftoppm is not installed")
def test_what_stays_by_itself_stays_to_the_pixel(
    qtbot: QtBot, talk: Document, tmp_path: Path
) -> None:
    """By the words of an independent reader: each stands at one place on all pages that have it."""
    path = tmp_path / "talk.pdf"
    write_frames(Subject(talk), str(path), ExportOptions(style=Style(step_names=False)))
    command = ["pdftotext", "-bbox", str(path), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    pages = [set(re.findall(r"<word [^>]*>[^<]*</word>", p)) for p in text.split("<page ")[1:]]
    for earlier, later in itertools.pairwise(pages):
        assert earlier <= later
    assert len(pages[-1]) > len(pages[0])


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_each_page_says_its_step_and_the_rule_that_answers(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "talk.pdf"
    steps = (
        Step("structure", "Begin"),
        Step("verdict", rule="dsm"),
        Step("verdict", rule="caprice"),
    )
    document = ReplaceSteps(steps).apply(loads(assets.example_text("single-souring")))
    write_frames(Subject(document), str(path))
    command = ["pdftotext", str(path), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for page, said in zip(
        text.split("\f"),
        ("Begin", "Verdict: Dynamic Strong Maximality", "Verdict: Caprice"),
        strict=False,
    ):
        assert said in page


def test_a_gif_holds_every_step_for_its_time(qtbot: QtBot, talk: Document, tmp_path: Path) -> None:
    path = tmp_path / "talk.gif"
    write_frames(Subject(talk), str(path), ExportOptions(size=1.0, seconds=1.5))
    with Image.open(path) as moving:
        assert moving.n_frames == 10
        assert moving.info["loop"] == 0
        shown = []
        for number in range(10):
            moving.seek(number)
            assert moving.info["duration"] == (3000 if number == 9 else 1500)
            shown.append(moving.convert("RGB"))
    corner = (0, 0, 12, shown[0].height)  # the margin: nothing is ever drawn there
    assert same_pixels(shown, corner)
    assert len({frame.tobytes() for frame in shown}) == 10


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
def test_beamer_compiles_to_one_page_a_step(qtbot: QtBot, talk: Document, tmp_path: Path) -> None:
    """In dark colours; beamer with light ones: `test_independent_readers`."""
    file = tmp_path / "talk.json"
    bare = SetView(KEY, {"step_names": False}).apply(talk)  # which are other words on each page
    file.write_text(dumps(bare), encoding="utf-8")
    tex = tmp_path / "slides.tex"
    assert run(["export", str(file), "--frames", "-o", str(tex), "--theme", "slides"]) == 0
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", tex.name]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode("latin-1")[-2000:]
    pdf = tmp_path / "slides.pdf"
    told = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Pages:\s+10\b", told)
    command = ["pdftotext", "-bbox", str(pdf), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    begun = re.compile(r'<word (xMin="[^"]*" yMin="[^"]*") [^>]*(>[^<]*<)/word>')
    pages = [["".join(word) for word in begun.findall(page)] for page in text.split("<page ")[1:]]
    assert len(pages) == 10
    last = set(pages[-1])
    for words in pages:
        assert {word for word in words if ">∥<" not in word and ">k<" not in word} <= last
    assert len(pages[0]) < len(pages[2]) < len(pages[5])


def test_saved_steps_are_what_the_command_line_writes(
    qtbot: QtBot, talk: Document, tmp_path: Path
) -> None:
    file = tmp_path / "talk.json"
    file.write_text(dumps(talk), encoding="utf-8")
    out = tmp_path / "out"
    assert run(["export", str(file), "--frames", "--format", "png,gif", "-o", str(out)]) == 0
    assert len(list(out.glob("talk-*.png"))) == 10
    assert (out / "talk.gif").read_bytes()[:6] == b"GIF89a"


def test_a_zoom_fills_the_page_with_a_subtree(qtbot: QtBot, talk: Document) -> None:
    top = talk.children(talk.tree[0])[0].target
    sequence = FrameSequence(Subject(talk), steps=(Step("structure"), Step("nothing", zoom=top)))
    whole = sequence.picture.rect
    seen = sequence.picture.around(top)
    assert seen.width < 0.8 * whole.width
    assert seen.width / seen.height == pytest.approx(whole.width / whole.height)
    for id_ in talk.below(top):
        x, y = sequence.picture.positions[id_]
        assert seen.has(Point(x, y))
    assert sequence.picture.around(talk.tree[0]) == whole


def test_a_closer_look_says_its_name_and_has_no_legend(qtbot: QtBot, talk: Document) -> None:
    """A part of the page would show a part of the legend; the name stands within what is seen."""
    top = talk.children(talk.tree[0])[0].target
    steps = (Step("structure", name="First"), Step("nothing", zoom=top, name="Closer"))
    style = Style(step_names=True, legend=True)
    sequence = FrameSequence(Subject(talk, style=style), steps=steps)
    told = []
    for count in range(2):
        drawing = _slide(sequence, ExportOptions(size=1.0), count).drawing
        marks = [mark for group in drawing.groups for mark in group.marks]
        told.append([m for m in marks if isinstance(m, DrawnText)])
    said = [{"".join(run.text for run in text.runs) for text in texts} for texts in told]
    assert {"First", "choice node"} <= said[0]
    assert "Closer" in said[1]
    assert "choice node" not in said[1]
    (name,) = (text for text in told[1] if text.runs[0].text == "Closer")
    page, seen = sequence.picture.rect, sequence.seen(1)
    assert seen.has(Point(name.at[0] + page.left, name.at[1] + page.top))


@pytest.mark.skipif(shutil.which("rsvg-convert") is None, reason="rsvg-convert is not installed")
def test_a_zoom_is_the_same_in_svg_and_png(qtbot: QtBot, talk: Document, tmp_path: Path) -> None:
    top = talk.children(talk.tree[0])[0].target
    steps = (Step("structure"), Step("nothing", zoom=top))
    subject = Subject(ReplaceSteps(steps).apply(talk))
    for suffix in (".svg", ".png"):
        write_frames(subject, str(tmp_path / f"x{suffix}"), ExportOptions(size=1.0))
    whole, near = (Image.open(tmp_path / f"x-0{n}.png").convert("L") for n in (1, 2))
    assert whole.size == near.size
    drawn = tmp_path / "drawn.png"
    subprocess.run(["rsvg-convert", tmp_path / "x-02.svg", "-o", drawn], check=True)
    other = Image.open(drawn).convert("L")
    assert other.size == near.size

    def darkness(picture: Image.Image) -> Image.Image:
        return picture.resize((40, 16), Image.Resampling.BOX)

    def apart(one: Image.Image, two: Image.Image) -> int:
        _, high = ImageChops.difference(darkness(one), darkness(two)).getextrema()
        assert isinstance(high, int)
        return high

    assert apart(near, other) < 40 < apart(whole, near)


def test_a_rollback_has_room_for_what_it_will_show(qtbot: QtBot) -> None:
    oil = loads(assets.example_text("oil"))
    sequence = FrameSequence(Subject(oil, solve(oil, "eu")))
    places = []
    for number in range(len(sequence)):
        sequence.show(number)
        places.append(dict(sequence.picture.positions))
    assert all(place == places[0] for place in places)
    rolled = {look.rolled for look in sequence.picture.drawing.shown.nodes.values()}
    assert "EV 22\u202f500" in rolled
    assert sequence.style.rolled_back


def test_beamer_shows_what_is_rolled_back(qtbot: QtBot, tmp_path: Path) -> None:
    oil = loads(assets.example_text("oil"))
    path = tmp_path / "oil.tex"
    write_frames(Subject(oil, solve(oil, "eu")), str(path))
    text = path.read_text(encoding="utf-8")
    assert text.count("{EV 22 500}") == 2  # at the root and at the test's result
    assert r"\uncover<7->{%" in text


@pytest.mark.parametrize("name", [example.name for example in assets.EXAMPLES])
def test_the_last_frame_shows_what_the_picture_shows(qtbot: QtBot, name: str) -> None:
    """A reveal that ends with the verdict ends as the tree stands with the verdict."""
    document = loads(assets.example_text(name))
    solution = solve(document, "dsm")
    sequence = FrameSequence(
        Subject(document, solution), steps=(Step("structure"), Step("verdict"))
    )
    sequence.show(1)
    plain = Subject(document, solution).picture(AS_USUAL)
    assert sequence.picture.drawing.shown == plain.drawing.shown
    assert sequence.picture.positions == plain.positions


def test_what_cannot_be_shown_is_refused_in_words(
    qtbot: QtBot, talk: Document, tmp_path: Path
) -> None:
    path = str(tmp_path / "x.pdf")
    for steps, words in (
        ([Step("verdict")], "Solve the tree"),
        ([Step("verdict", rule="guess")], "none of"),
        ([Step("nothing")] * 501, "too many"),
    ):
        document = ReplaceSteps(tuple(steps)).apply(talk)
        with pytest.raises(QuandaryError, match=words):
            write_frames(Subject(document), path)
    with pytest.raises(QuandaryError, match="too many"):
        write_frames(Subject(talk), str(tmp_path / "x.gif"), ExportOptions(size=40_000, unit="px"))
    with pytest.raises(QuandaryError, match="none of them"):
        write_frames(Subject(talk), str(tmp_path / "x.dot"))
    assert not list(tmp_path.iterdir())


def test_frames_of_nothing_is_one_frame() -> None:
    assert len(frames(Document(), (Step("structure"),))) == 1

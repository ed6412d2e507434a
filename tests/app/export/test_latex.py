"""TikZ as LaTeX sets it: measured in the PDF that each engine makes of it, against what is on the screen."""

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

import assets
from app.export.encode import encoded
from app.export.formats import steps_format
from app.export.formats.tikz import listed
from app.export.frame_sequence import FrameSequence
from app.export.options import ExportOptions
from app.export.pixels import image, png
from app.export.subject import Subject
from solver.document.model import Document
from solver.document.style import Style
from solver.edits import SetView
from solver.formats.exporting.tikz import PIXEL, tikz_text
from solver.formats.quandary import loads
from solver.page.collisions import UP
from solver.page.drawing_list import DrawingList, DrawnGroup, DrawnText, Run
from solver.page.talk_steps import Step
from solver.rules import solve
from tests.app.export.test_independent_readers import latex, run
from tests.programs import needs

WORD = re.compile(r'<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>')
NEAR = 1.5  # pixels


def document() -> Document:
    """Long labels, mathematics, a verdict, three scales."""
    text = assets.example_text("oil")
    for old, new in (
        ("No oil", r"$A^+ \\succ \\tfrac{4}{9}$ and iiii illi MMMM WWWW"),
        ("drill", "drill at once, and go on drilling wherever the ground is soft enough for it"),
    ):
        text = text.replace(f'"label": "{old}"', f'"label": "{new}"')
    return loads(text)


STYLES = {
    "sans": Style(title=True, legend=True, columns=True),
    "large, dark": Style(theme="slides", type_size=150, rolled_back=True, legend=True),
    "serif": Style(theme="print", family="DejaVu Serif", line_weight=150),
}


#: The other engines, and all of these together: `tests.bench.looks.picture_matrix`.
CASES = [
    pytest.param(engine, style, direction, marks=needs(engine, "pdftotext"))
    for engine, style, direction in (
        ("pdflatex", "sans", "right"),
        ("pdflatex", "large, dark", "down"),
        ("pdflatex", "serif", "right"),
        ("xelatex", "sans", "down"),
        ("lualatex", "large, dark", "right"),
    )
]


@pytest.mark.parametrize(("engine", "style", "direction"), CASES)
def test_every_word_is_in_its_room(
    qtbot: QtBot, tmp_path: Path, engine: str, style: str, direction: str
) -> None:
    tree = SetView("direction", direction).apply(document())
    subject = Subject(tree, solve(tree, "eu"), style=STYLES[style])
    options = ExportOptions(size=10, unit="cm", carry=False)
    (tmp_path / "x.tex").write_bytes(encoded(subject, ".tex", options))
    latex(tmp_path, "x", engine)
    picture = subject.picture(options)
    drawing = listed(picture, options)
    rooms = [m for g in drawing.groups for m in g.marks if isinstance(m, DrawnText)]
    found = run(["pdftotext", "-bbox", str(tmp_path / "x.pdf"), "-"]).decode()
    (width,) = re.findall(r'<page width="(.*?)"', found)
    assert float(width) == pytest.approx(10 / 2.54 * 72, abs=0.5)
    pixel = PIXEL * options.factor(picture.size.width, pixels=False)
    words = [(*(float(n) / pixel for n in w[:4]), w[4]) for w in WORD.findall(found)]
    assert len(words) >= sum(bool(room.runs) for room in rooms)
    for left, top, right, bottom, said in words:
        middle = (top + bottom) / 2
        assert any(
            room.at[0] - room.indent * room.room - NEAR <= left
            and right <= room.at[0] + (1 - room.indent) * room.room + NEAR
            and room.at[1] - 1.4 * UP * room.size <= middle <= room.at[1] + 0.4 * room.size
            for room in rooms
        ), said


@needs("pdflatex", "pdftotext")
@pytest.mark.parametrize(("indent", "left"), [(0.0, 100), (0.5, 80), (1.0, 60)])
def test_a_text_that_latex_sets_wider_is_made_to_fit(
    tmp_path: Path, indent: float, left: float
) -> None:
    text = DrawnText((100, 50), (Run("MMMMMMMMMM"),), 40, 14, "#000000", indent)
    page = DrawingList(200, 100, "", (DrawnGroup("", "", [text]),))
    (tmp_path / "x.tex").write_text(tikz_text(page, {}), encoding="utf-8")
    latex(tmp_path, "x")
    found = run(["pdftotext", "-bbox", str(tmp_path / "x.pdf"), "-"]).decode()
    ((begin, _, end, _, _),) = WORD.findall(found)
    assert float(begin) / PIXEL == pytest.approx(left, abs=NEAR)
    assert float(end) / PIXEL == pytest.approx(left + 40, abs=NEAR)


@needs("pdflatex", "pdftoppm")
def test_beamer_shows_each_step_as_the_screen_does(qtbot: QtBot, tmp_path: Path) -> None:
    """One page a step; colours and where ink stands are compared with the PNG of the step."""
    tree = document()
    solution = solve(tree, "eu")
    chance = next(id_ for id_, node in tree.nodes.items() if node.kind == "chance")
    steps = (Step("structure"), Step("values"), Step("verdict"), Step("nothing", zoom=chance))
    subject = Subject(replace(tree), solution, style=Style(theme="slides"))
    sequence = FrameSequence(subject, ExportOptions(ratio="16:9"), steps=steps)
    (data,) = steps_format(".tex").encode(sequence, ExportOptions(ratio="16:9"), lambda _: None)
    (tmp_path / "x.tex").write_bytes(data)
    latex(tmp_path, "x")
    run(["pdftoppm", "-r", "60", "-png", str(tmp_path / "x.pdf"), str(tmp_path / "page")])
    pages = sorted(tmp_path.glob("page*.png"))
    assert len(pages) == len(steps)
    for number, page in enumerate(pages):
        sequence.show(number)
        path = tmp_path / "step.png"
        path.write_bytes(png(image(sequence.picture, ExportOptions(size=1.0, ratio="16:9"))))
        assert apart(page, path) < (14 if steps[number].zoom else 12), (
            number
        )  # unnamed where it zooms


def apart(page: Path, step: Path) -> float:
    """By how many grey levels two pictures differ, each seen from afar, their ink brought together."""
    shown = []
    for path in (page, step):
        picture = Image.open(path).convert("L").point(lambda level: 255 if level > 60 else 0)
        box = picture.getbbox()
        assert box is not None
        shown.append(picture.crop(box).resize((48, 27), Image.Resampling.BOX))
    one, two = (picture.tobytes() for picture in shown)
    return sum(abs(a - b) for a, b in zip(one, two, strict=True)) / len(one)


@needs("pdflatex", "pdftoppm")
@pytest.mark.parametrize(
    ("options", "margin"),
    [(ExportOptions(), 0.03), (ExportOptions(ratio="16:9", margin=8, margin_unit="%"), 0.08)],
)
def test_a_wide_tree_fills_its_slide(
    qtbot: QtBot, tmp_path: Path, options: ExportOptions, margin: float
) -> None:
    """In letters narrower than the rooms that are made for them, too."""
    tree = loads(assets.example_text("shutdown"))
    bare = Subject(tree, style=Style(step_names=False))  # a name above needs some of the height
    sequence = FrameSequence(bare, options, steps=(Step("values"),))
    (data,) = steps_format(".tex").encode(sequence, options, lambda _: None)
    (tmp_path / "x.tex").write_bytes(data)
    latex(tmp_path, "x")
    run(["pdftoppm", "-r", "254", "-gray", str(tmp_path / "x.pdf"), str(tmp_path / "page")])
    (page,) = tmp_path.glob("page*.pgm")
    picture = Image.open(page).point(lambda level: 255 - level)
    left, top, right, bottom = picture.getbbox() or (0, 0, 0, 0)
    wide, high = picture.size
    assert [left / wide, 1 - right / wide] == pytest.approx([margin, margin], abs=0.005)
    assert top / high == pytest.approx(1 - bottom / high, abs=0.03)


@needs("pdflatex")
def test_a_piece_is_put_into_a_paper(qtbot: QtBot, tmp_path: Path) -> None:
    """Twice, once as what a command is given."""
    subject = Subject(document(), style=Style(legend=True))
    text = encoded(subject, ".tex", ExportOptions(standalone=False)).decode()
    head = "\n".join(line[4:] for line in text.splitlines() if line.startswith("%   "))
    (tmp_path / "x.tex").write_text(
        f"\\documentclass{{article}}\n\\usepackage{{tikz}}\n{head}\n\\begin{{document}}\n"
        f"\\begin{{figure}}\\resizebox{{\\textwidth}}{{!}}{{{text}}}\\end{{figure}}\n{text}\n"
        "\\end{document}\n",
        encoding="utf-8",
    )
    latex(tmp_path, "x")
    fonts = subprocess.run(["pdffonts", str(tmp_path / "x.pdf")], capture_output=True, check=True)
    assert b"LMSans" not in fonts.stdout  # it takes the face of the paper


@needs("pdflatex", "pdffonts")
def test_small_greek_letters_have_no_serifs_beside_letters_without(tmp_path: Path) -> None:
    text = DrawnText(
        (10, 30), (Run("β and "), Run(r"\alpha_x", is_formula=True)), 80, 14, "#000000"
    )
    page = DrawingList(100, 50, "", (DrawnGroup("", "", [text]),))
    (tmp_path / "x.tex").write_text(tikz_text(page, {}), encoding="utf-8")
    latex(tmp_path, "x")
    fonts = run(["pdffonts", str(tmp_path / "x.pdf")])
    assert b"EURM" in fonts
    assert b"LMMathItalic" not in fonts

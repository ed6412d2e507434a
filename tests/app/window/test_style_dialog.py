"""The look of the tree is changed in one dialog, undone like all else, and the same in every picture."""

import shutil
import subprocess
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog
from pytestqt.qtbot import QtBot

import assets
from app.cli.command_line import run
from app.export.encode import export_file
from app.export.options import ExportOptions
from app.storage.read_file import read_document
from app.window.main_window import MainWindow
from solver.document.style import THEMES, Style, style_of
from solver.edits import SetView
from solver.formats.quandary import dumps, loads
from solver.rules import solve
from tests.widgets.basics.test_theme import contrast
from widgets.basics.theme import DARK, LIGHT
from widgets.drawing.drawing_theme import drawing_theme

Wait = Callable[[], None]


def test_a_change_of_look_is_seen_and_undone(window: MainWindow, wait_solved: Wait) -> None:
    window.documents.open_example("shutdown")
    wait_solved()
    before = window.session.document
    window.actions_table["view.style"].trigger()
    dialog = window.findChild(QDialog, "style")
    theme = dialog.findChild(QComboBox, "style.theme")
    theme.setCurrentIndex(theme.findData("slides"))
    assert style_of(window.session.document).theme == "slides"
    assert window.canvas.tree.theme.canvas == "#14171C"
    legend = dialog.findChild(QCheckBox, "style.legend")
    height = window.canvas.tree.content_rect().height()
    legend.setChecked(True)
    assert window.canvas.tree.content_rect().height() > height
    window.session.stack.undo()
    assert not legend.isChecked()
    window.session.stack.undo()
    assert window.session.document == before


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("window_theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_every_theme_can_be_read(theme: str, window_theme: object) -> None:
    drawn = drawing_theme(Style(theme=theme), window_theme)  # type: ignore[arg-type]
    for colour in (drawn.text, drawn.muted, drawn.accent, drawn.ink):
        assert contrast(colour, drawn.canvas) >= 4.5


#: What the eye is left with (Machado, Oliveira and Fernandes 2009, severity 1), in linear light.
DEFICIENCIES = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
               (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
               (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
               (0.004733, 0.691367, 0.303900)),
}  # fmt: skip


def seen(colour: str, eye: str) -> list[float]:
    """A colour as somebody with that deficiency sees it."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in QColor(colour).getRgbF()[:3]
    ]
    mixed = [sum(a * b for a, b in zip(row, linear, strict=True)) for row in DEFICIENCIES[eye]]
    return [
        12.92 * p if p <= 0.0031308 else 1.055 * p ** (1 / 2.4) - 0.055
        for p in (min(1.0, max(0.0, part)) for part in mixed)
    ]


@pytest.mark.parametrize("eye", DEFICIENCIES)
@pytest.mark.parametrize("theme", THEMES)
def test_the_first_scales_differ_for_every_eye(theme: str, eye: str) -> None:
    hues = [seen(hue, eye) for hue in drawing_theme(Style(theme=theme)).hues[:4]]
    for i, one in enumerate(hues):
        for other in hues[:i]:
            assert max(abs(a - b) for a, b in zip(one, other, strict=True)) > 0.08


PICTURES = (".png", ".svg", ".pdf")


@pytest.mark.parametrize("suffix", PICTURES)
@pytest.mark.parametrize("theme", THEMES)
def test_a_picture_opens_again_as_the_tree(
    qtbot: QtBot, tmp_path: Path, suffix: str, theme: str
) -> None:
    """Each example of each kind; the themes in turn."""
    first = (list(THEMES).index(theme) + PICTURES.index(suffix)) % len(THEMES)
    for example in assets.EXAMPLES[first :: len(THEMES)]:
        document = loads(assets.example_text(example.name))
        path = tmp_path / f"x{suffix}"
        options = ExportOptions(style=Style(theme=theme, legend=True, title=True))
        export_file(document, str(path), solve(document, "dsm"), options=options)
        assert dumps(read_document(str(path))) == dumps(document)


def test_a_picture_is_no_place_to_save_to(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "tree.png"
    export_file(loads(assets.example_text("oil")), str(path))
    window.documents.open_path(str(path))
    assert window.session.path is None
    assert window.documents.name == "tree"


def test_a_picture_without_a_tree_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.png"
    image = QImage(3, 3, QImage.Format.Format_RGB32)
    image.fill(0)
    assert image.save(str(path))
    assert run(["check", str(path)]) == 1
    assert "carries no tree" in capsys.readouterr().err


@pytest.mark.parametrize("outlines", [False, True])
def test_svg_has_named_groups_and_mathematics(qtbot: QtBot, tmp_path: Path, outlines: bool) -> None:
    source = assets.example_text("shutdown").replace("Lucky task done", r"$A^+ \\succ A$ done")
    path = tmp_path / "x.svg"
    options = ExportOptions(outlines=outlines, carry=False)
    export_file(loads(source), str(path), options=options)
    text = path.read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert {"node-lucky?", "branch-lucky"} & set(ids) or any("node-" in str(i) for i in ids)
    words = [element.text for element in root.iter() if element.tag.endswith("}text")]
    assert ("done" in words) is not outlines
    assert not any("succ" in str(word) for word in words)  # set, not typed
    if shutil.which("rsvg-convert") is not None:
        out = tmp_path / "x.png"
        subprocess.run(["rsvg-convert", str(path), "-o", str(out)], check=True)
        assert not QImage(str(out)).isNull()


def test_bad_mathematics_is_shown_as_typed(qtbot: QtBot, tmp_path: Path) -> None:
    source = assets.example_text("shutdown").replace("Lucky task done", r"$\\frac{1$ done")
    path = tmp_path / "x.svg"
    export_file(loads(source), str(path), options=ExportOptions(carry=False))
    words = "".join(ElementTree.fromstring(path.read_text(encoding="utf-8")).itertext())
    assert r"$\frac{1$ done" in words


def test_a_width_is_kept(tmp_path: Path, qtbot: QtBot) -> None:
    source = tmp_path / "x.json"
    source.write_text(assets.example_text("oil"), encoding="utf-8")
    out = tmp_path / "x.png"
    assert run(["export", str(source), "-o", str(out), "--width", "640px", "--theme", "print"]) == 0
    assert QImage(str(out)).width() == 640


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="TeX is not installed")
@pytest.mark.parametrize(
    ("theme", "branches"), list(zip(THEMES, cycle(("angled", "curved", "straight")), strict=False))
)
def test_tikz_compiles(qtbot: QtBot, tmp_path: Path, theme: str, branches: str) -> None:
    source = assets.example_text("oil").replace("No oil", r"$\\tfrac{4}{9} \\parallel A^+$")
    document = SetView("branches", branches).apply(loads(source))
    style = Style(theme=theme, rolled_back=True, lotteries=True, title=True, legend=True)
    options = ExportOptions(style=style)
    export_file(document, str(tmp_path / "x.tex"), solve(document, "eu"), options=options)
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "x.tex"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)


def test_the_picture_is_copied_as_vectors(window: MainWindow, wait_solved: Wait) -> None:
    window.documents.open_example("shutdown")
    wait_solved()
    window.actions_table["export.copy_vector"].trigger()
    wait_solved()
    data = QGuiApplication.clipboard().mimeData()
    svg, pdf = data.data("image/svg+xml").data(), data.data("application/pdf").data()
    assert bytes(pdf).startswith(b"%PDF-")
    assert ElementTree.fromstring(bytes(svg)).tag.endswith("svg")
    QGuiApplication.clipboard().clear()


def test_the_legend_of_tikz_tells_what_the_tree_uses(qtbot: QtBot, tmp_path: Path) -> None:
    document = loads(assets.example_text("shutdown"))
    path = tmp_path / "x.tex"
    for wanted in (False, True):
        options = ExportOptions(style=Style(legend=wanted))
        export_file(document, str(path), solve(document, "dsm"), options=options)
        text = path.read_text(encoding="utf-8")
        for words in (
            "choice node",
            "``two steps''",
            "``one step''",
            "permitted}",
            "preferential gap",
        ):
            assert (words in text) is wanted
        assert "not permitted}" not in text  # every branch is

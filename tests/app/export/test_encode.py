"""Pictures are what they say, and absurd sizes are refused before memory is spent."""

import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pydot
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

import assets
from app.export.encode import export_file
from app.export.options import PAPERS, RATIOS, ExportOptions
from app.export.subject import Subject
from solver.errors import QuandaryError
from solver.formats.quandary import loads
from solver.rules import solve


def make(tmp_path: Path, name: str, suffix: str, **options: object) -> Path:
    document = loads(assets.example_text(name))
    path = tmp_path / f"{name}{suffix}"
    export_file(document, str(path), solve(document, "dsm"), options=ExportOptions(**options))  # type: ignore[arg-type]
    return path


def test_svg_has_real_text_and_no_active_content(qtbot: QtBot, tmp_path: Path) -> None:
    text = make(tmp_path, "shutdown", ".svg").read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    words = " ".join("".join(element.itertext()) for element in root.iter())
    for label in ("Lucky task done", "shut down", "90%"):
        assert label in words
    assert not any(element.tag.endswith("script") for element in root.iter())


def test_a_hostile_label_stays_text(qtbot: QtBot, tmp_path: Path) -> None:
    source = assets.example_text("shutdown").replace("Lucky task done", "<script>x</script>&<b>")
    path = tmp_path / "hostile.svg"
    export_file(loads(source), str(path))
    root = ElementTree.fromstring(path.read_text(encoding="utf-8"))
    assert not any(element.tag.endswith(("script", "}b")) for element in root.iter())
    assert "<script>" in "".join(root.itertext())


@pytest.mark.parametrize("scale", [1.0, 3.0])
def test_png_has_the_size_asked_for(qtbot: QtBot, tmp_path: Path, scale: float) -> None:
    small = QImage(str(make(tmp_path, "shutdown", ".png", size=1.0)))
    image = QImage(str(make(tmp_path, "shutdown", ".png", size=scale)))
    assert image.width() == pytest.approx(small.width() * scale, abs=1)
    assert image.pixelColor(1, 1).alpha() == 255


def test_png_may_be_transparent(qtbot: QtBot, tmp_path: Path) -> None:
    image = QImage(str(make(tmp_path, "shutdown", ".png", background="transparent")))
    assert image.pixelColor(1, 1).alpha() == 0


def test_pdf_is_one_tight_page_with_text(qtbot: QtBot, tmp_path: Path) -> None:
    path = make(tmp_path, "shutdown", ".pdf")
    assert path.read_bytes().startswith(b"%PDF-")
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    text = subprocess.run(
        ["pdftotext", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "Lucky task done" in text


@pytest.mark.parametrize("suffix", [".tex", ".dot"])
def test_every_example_is_written(qtbot: QtBot, tmp_path: Path, suffix: str) -> None:
    """As a picture that opens again: `tests.app.window.test_style_dialog`."""
    for example in assets.EXAMPLES:
        assert make(tmp_path, example.name, suffix).stat().st_size > 500


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf", ".tex", ".dot"])
def test_one_picture_is_one_file_whenever_it_is_made(
    suffix: str, qtbot: QtBot, tmp_path: Path
) -> None:
    first = make(tmp_path, "shutdown", suffix).read_bytes()
    qtbot.wait(1_100 if suffix == ".pdf" else 0)  # which says the second
    assert make(tmp_path, "shutdown", suffix).read_bytes() == first


def test_an_absurd_size_is_refused(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(QuandaryError, match="too many"):
        make(tmp_path, "oil", ".png", size=100.0)


def test_an_unknown_kind_is_refused(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(QuandaryError, match="none of them"):
        make(tmp_path, "oil", ".bmp")


def test_a_folder_that_is_not_there_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(QuandaryError, match="does not exist"):
        make(tmp_path / "nowhere", "oil", ".svg")


def test_marks_read_without_colour(qtbot: QtBot, tmp_path: Path) -> None:
    """Permitted and dominated branches differ in grey levels too: by weight and hash marks."""
    document = loads(assets.example_text("single-souring"))
    paths = []
    for rule in ("naive", "dsm"):
        path = tmp_path / f"{rule}.png"
        export_file(document, str(path), solve(document, rule))
        paths.append(path)
    grey = [QImage(str(path)).convertToFormat(QImage.Format.Format_Grayscale8) for path in paths]
    assert grey[0].size() == grey[1].size()
    assert grey[0] != grey[1]


HOSTILE = 'a"b\\\\input{x}%$#&_^~{}<!--]]>;}'


@pytest.mark.filterwarnings("ignore:.*deprecated - use:DeprecationWarning")  # pydot's own parser
def test_dot_and_tikz_hold_hostile_labels_as_text(qtbot: QtBot, tmp_path: Path) -> None:
    source = assets.example_text("shutdown").replace("Lucky task done", HOSTILE.replace('"', '\\"'))
    document = loads(source)
    label = document.outcomes["L"].label
    for suffix in (".dot", ".tex"):
        export_file(document, str(tmp_path / f"x{suffix}"))
    dot = (tmp_path / "x.dot").read_text(encoding="utf-8")
    graphs = pydot.graph_from_dot_data(dot)
    assert graphs is not None
    labels = [node.get("label") for node in graphs[0].get_nodes()]
    quoted = '"' + label.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
    assert any(text is not None and text.startswith(quoted + "\\l") for text in labels)
    tex = (tmp_path / "x.tex").read_text(encoding="utf-8")
    assert "\\input" not in tex
    assert tex.count(r"\begin{tikzpicture}") == tex.count(r"\end{tikzpicture}") == 1
    if shutil.which("pdflatex") is not None:
        subprocess.run(
            ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "x.tex"],
            cwd=tmp_path,
            check=True,
            capture_output=True,
        )


@pytest.mark.parametrize(("paper", "wide"), [("A4", 842), ("A4-upright", 595), ("letter", 792)])
def test_a_pdf_fills_a_sheet_of_paper(
    qtbot: QtBot, tmp_path: Path, paper: str, wide: float
) -> None:
    source = loads(assets.example_text("oil"))
    path = tmp_path / "x.pdf"
    export_file(source, str(path), options=ExportOptions(ratio=paper, carry=False))
    box = re.search(rb"/MediaBox \[\s*0 0 ([\d.]+) ([\d.]+)", path.read_bytes())
    assert box is not None
    width, height = PAPERS[paper]
    assert float(box[1]) == pytest.approx(wide, abs=1)
    assert float(box[2]) / float(box[1]) == pytest.approx(height / width, abs=0.005)


@pytest.mark.parametrize("ratio", ["", "16:9", "4:3", "A4-upright"])
def test_a_margin_is_a_part_of_the_page(qtbot: QtBot, ratio: str) -> None:
    """On the sides on which the tree is as large as there is room, as wide as asked for."""
    document = loads(assets.example_text("shutdown"))
    bare = Subject(document).picture(ExportOptions(margin=0.0, ratio=""))
    options = ExportOptions(margin=6.0, margin_unit="%", ratio=ratio)
    page = Subject(document).picture(options).size
    free = min(page.width - bare.size.width, page.height - bare.size.height) / 2
    assert free == pytest.approx(0.06 * page.width, abs=1.5)
    if (wanted := RATIOS[ratio]) is not None:
        assert page.width / page.height == pytest.approx(wanted, rel=0.01)

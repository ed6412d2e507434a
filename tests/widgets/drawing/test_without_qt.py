"""Where Qt is not installed trees look as they do in the window: to the pixel, but for the grain of a font."""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import assets
from solver.formats.quandary import loads
from solver.page.face import Faces
from solver.page.shipped_face import SHIPPED, shipped_faces
from solver.rules import solve
from tests.golden import known_font
from widgets.basics.qt_letters import QtFace, qt_faces
from widgets.drawing.picture import Picture
from widgets.drawing.surfaces.svg_surface import SvgSurface

TEXTS = (
    "AV To. Toyota Yellow", "office affluent", "shut down", "Wet, net 40 000", "A→B ≻ ½", "P(S) = 4/9",
    "e\u0301 é Übung", "Привет", "שלום", "مرحبا", "x − y", "“x”", "",
)  # fmt: skip


@pytest.fixture
def window_face(qtbot: QtBot) -> QtFace:
    """DejaVu Sans as Qt measures it."""
    return qt_faces(known_font())


@pytest.mark.parametrize("pixels", [9, 12, 14, 17, 20])
def test_texts_are_as_wide_as_in_the_window(window_face: QtFace, pixels: int) -> None:
    for text in TEXTS:
        wide = window_face.advance(text, pixels)
        assert abs(SHIPPED.advance(text, pixels) - wide) <= len(text) / 64, text
    assert SHIPPED.ascent(pixels) == window_face.ascent(pixels)
    assert SHIPPED.descent(pixels) == window_face.descent(pixels)


@pytest.mark.parametrize("italic", [False, True])
def test_outlines_are_those_of_the_window(window_face: QtFace, italic: bool) -> None:
    if italic and window_face.outline("l", 20, italic=True).box().left > 0.5:
        pytest.skip("DejaVu Sans Oblique is not installed: Qt slants the regular face")
    for text in ("A", "xy", "g≻"):
        ours = SHIPPED.outline(text, 20, italic=italic).box()
        theirs = window_face.outline(text, 20, italic=italic).box()
        assert ours.left == pytest.approx(theirs.left, abs=0.3)
        assert ours.right == pytest.approx(theirs.right, abs=0.3)
        assert ours.top == pytest.approx(theirs.top, abs=0.3)


def test_lines_end_where_they_do_in_the_window(window_face: QtFace) -> None:
    texts = {
        " ".join(text.split())
        for example in assets.EXAMPLES
        for text in _strings(json.loads(assets.example_text(example.name)))
    }
    assert len(texts) > 400
    for text in (*texts, "日本語のラベル、です。「一」", "state-of-the-art 10-20 and/or 1/2 / 3"):
        assert SHIPPED.pieces(text) == window_face.pieces(text)
        assert SHIPPED.signs(text) == window_face.signs(text)


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in _strings(part)]


def _numbers(name: str, faces: Faces) -> list[float]:
    document = loads(assets.example_text(name))
    rule = "eu" if name == "oil" else "dsm"
    picture, surface = Picture(document, solve(document, rule), faces=faces), SvgSurface()
    picture.paint(surface, "#ffffff")
    return [float(n) for n in re.findall(r'(?<=[ "ML,(])-?\d+(?:\.\d+)?', surface.content())]


@pytest.mark.parametrize(
    "name", ["shutdown", "oil", "pizza", "single-souring", "ellsberg-learning"]
)
def test_everything_stands_where_it_does_in_the_window(window_face: QtFace, name: str) -> None:
    ours, theirs = _numbers(name, shipped_faces), _numbers(name, lambda *_: window_face)
    assert len(ours) == len(theirs) > 100
    assert max(abs(a - b) for a, b in zip(ours, theirs, strict=True)) <= 1.0


def test_odd_texts_are_measured() -> None:
    assert SHIPPED.advance("a\ud800b\x00\u200b", 14) > SHIPPED.advance("a", 14)
    assert SHIPPED.advance("日", 14) == 14.0  # it has no such sign: another font will show it
    assert SHIPPED.advance("\u200d", 14) < 14


WITHOUT = """
import importlib.util, json, sys
class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "PySide6":
            raise ModuleNotFoundError("No module named 'PySide6'", name="PySide6")
sys.meta_path.insert(0, NoQt())
find, importlib.util.find_spec = importlib.util.find_spec, lambda name, *more: None if name == "PySide6" else find(name, *more)
from app.main import main
sys.exit(max([main(arguments) for arguments in json.loads(sys.argv[1])]))
"""


def _without_qt(*verbs: Sequence[str]) -> "subprocess.CompletedProcess[str]":
    """One program does all of it; its code is that of what failed."""
    return subprocess.run(
        [sys.executable, "-c", WITHOUT, json.dumps(verbs)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_qt_all_but_pixels_and_pages_is_written(tmp_path: Path) -> None:
    tree = tmp_path / "tree.json"
    tree.write_text(assets.example_text("shutdown"), encoding="utf-8")
    written = [tmp_path / f"tree.{suffix}" for suffix in ("svg", "tex", "dot", "html")]
    done = _without_qt(*(("export", str(tree), "-o", str(out), "--rule", "dsm") for out in written))
    assert done.returncode == 0, done.stderr
    assert "Qt" not in done.stderr
    assert all("shut down" in out.read_text(encoding="utf-8") for out in written)
    frames = _without_qt(("export", str(tree), "--frames", "-o", str(tmp_path / "step.svg")))
    assert (frames.returncode, frames.stderr) == (0, "")
    assert len([*tmp_path.glob("step-*.svg")]) == 3
    refused = _without_qt(("export", str(tree), "-o", str(tmp_path / "tree.png")))
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert "quandary[gui]" in refused.stderr

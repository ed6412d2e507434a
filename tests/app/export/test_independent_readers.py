"""Every built-in example in every format, opened by somebody else's program.

Each format takes each example in one theme, and no two formats in the same one, so that every example is
read in all themes; trees in every theme and format: `tests.bench.looks.picture_matrix`.

What must be readable there is taken from the document's own JSON: labels, probabilities, payoffs and
values as they are typed.
"""

import json
import re
import struct
import subprocess
import unicodedata
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

import assets
from app.export.encode import encoded
from app.export.options import ExportOptions
from app.export.subject import Subject
from solver.document.model import Document
from solver.document.style import THEMES, Style
from solver.formats.quandary import loads
from solver.rules import solve
from solver.solution import Solution
from tests.programs import needs

NAMES = [example.name for example in assets.EXAMPLES]


FORMATS = (".svg", ".pdf", ".png", ".dot")


def in_theme(theme: str, suffix: str) -> list[str]:
    """The examples that this format takes in this theme."""
    turn = FORMATS.index(suffix) + list(THEMES).index(theme)
    return NAMES[turn % len(THEMES) :: len(THEMES)]


@cache
def answered(name: str) -> tuple[Document, Solution]:
    document = loads(assets.example_text(name))
    return document, solve(document, "dsm")


def written(name: str, theme: str, suffix: str, **options: object) -> bytes:
    style = Style(theme=theme, title=True, legend=True)
    subject = Subject(*answered(name), style=style)
    return encoded(subject, suffix, ExportOptions(size=1.0, **options))  # type: ignore[arg-type]


def expected(name: str) -> Iterator[str]:
    """What is typed in the file and must be seen in the picture."""
    raw = json.loads(assets.example_text(name), parse_float=str, parse_int=str)
    yield raw["title"]
    used = {node.get("outcome") for node in raw["nodes"]}
    for outcome in raw["outcomes"]:
        if outcome["id"] in used:
            yield outcome.get("label") or outcome["id"]
            value = outcome.get("value")
            yield from value.values() if isinstance(value, dict) else [value or ""]
    for element in (*raw["nodes"], *raw["branches"]):
        yield element.get("label", "")
        for key in ("probability", "payoff", "policy"):
            number = element.get(key, "")
            ranges = "opinions" in raw and re.search("[a-z]", str(number))  # shown from low to high
            if number != "#" and not ranges:  # “#” is shown as what is left
                yield from number.values() if isinstance(number, dict) else [number]


def plain(text: str) -> str:
    """Without what readers spell differently: blanks, dashes, quotes, where a line ends."""
    text = unicodedata.normalize("NFKC", text)  # ligatures
    for signs, sign in (("−–—‐", "-"), ("’‘`", "'"), ("“”", '"')):
        text = re.sub(f"[{signs}]", sign, text)
    return "".join(text.replace("--", "-").replace("''", '"').split())


def missing(name: str, found: str) -> set[str]:
    """What of the document is not in a text."""
    seen = plain(found)
    return {text for text in expected(name) if plain(text) not in seen}


@needs("rsvg-convert")
@pytest.mark.parametrize("theme", THEMES)
def test_svg_is_drawn_by_librsvg(qtbot: QtBot, tmp_path: Path, theme: str) -> None:
    for name in in_theme(theme, ".svg"):
        data = written(name, theme, ".svg")
        root = ElementTree.fromstring(data)
        words = [e.text or "" for e in root.iter() if e.tag.endswith("}text")]
        assert missing(name, "\n".join(words)) == set()
        assert not [e for e in root.iter() if e.tag.rpartition("}")[2] in ("style", "script")]
        drawn = run(["rsvg-convert", "-f", "png"], data)
        width, height, _ = read_png(drawn)
        assert (width, height) == (int(root.get("width", "")), int(root.get("height", "")))


@needs("pdftotext", "pdffonts")
@pytest.mark.parametrize("theme", THEMES)
def test_pdf_is_read_by_poppler(qtbot: QtBot, tmp_path: Path, theme: str) -> None:
    for name in in_theme(theme, ".pdf"):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(written(name, theme, ".pdf"))
        assert missing(name, run(["pdftotext", "-raw", str(path), "-"]).decode()) == set()
        fonts = run(["pdffonts", str(path)]).decode().splitlines()[2:]
        assert fonts
        for line in fonts:  # … emb sub uni object generation
            embedded, _, unicode_ = line.split()[-5:-2]
            assert (embedded, unicode_) == ("yes", "yes"), line


@pytest.mark.parametrize("theme", THEMES)
def test_png_is_decoded_by_zlib(qtbot: QtBot, theme: str) -> None:
    backgrounds = {"colour": "ffffff", "print": "ffffff", "slides": "14171c", "large": "ffffff"}
    for name in in_theme(theme, ".png"):
        data = written(name, theme, ".png", carry=False)
        width, height, pixel = read_png(data)
        assert pixel[:3].hex() == backgrounds[theme]
        again = QImage.fromData(data)
        assert (again.width(), again.height()) == (width, height)


@needs("dot")
@pytest.mark.parametrize("theme", THEMES)
def test_dot_is_drawn_by_graphviz(qtbot: QtBot, theme: str) -> None:
    for name in in_theme(theme, ".dot"):
        root = ElementTree.fromstring(run(["dot", "-Tsvg"], written(name, theme, ".dot")))
        words = [e.text or "" for e in root.iter() if e.tag.endswith("}text")]
        assert missing(name, "\n".join(words)) == set()


_TALK = r"""\documentclass{beamer}
\usepackage{tikz}
%s
\newsavebox{\tree}
\begin{document}
%s
\end{document}
"""


@needs("pdflatex", "pdftotext")
@pytest.mark.parametrize("theme", ["colour", "slides"])  # the others: test_style_dialog
def test_tikz_is_set_by_latex_also_within_beamer(qtbot: QtBot, tmp_path: Path, theme: str) -> None:
    """Two talks with a frame for every other example; one of them also as it is."""
    frames, packages = [], ""
    names = NAMES[theme == "slides" :: 2]
    for name in names:
        text = written(name, theme, ".tex", standalone=False).decode()
        head = re.findall(r"^%   (.*)$", text, re.MULTILINE)
        packages = max(packages, "\n".join(head), key=len)
        frames.append(
            f"\\begin{{frame}}[plain]\n\\begin{{lrbox}}{{\\tree}}{text}\\end{{lrbox}}"
            "\\resizebox{\\ifdim\\wd\\tree>1.2\\ht\\tree\\textwidth\\else.5\\textwidth\\fi}{!}"
            "{\\usebox{\\tree}}\n\\end{frame}"
        )
    (tmp_path / "talk.tex").write_text(_TALK % (packages, "\n".join(frames)), encoding="utf-8")
    alone = NAMES[list(THEMES).index(theme)]
    (tmp_path / "alone.tex").write_bytes(written(alone, theme, ".tex"))
    for job in ("talk", "alone"):
        latex(tmp_path, job)
    pages = run(["pdftotext", "-raw", str(tmp_path / "talk.pdf"), "-"]).decode().split("\f")
    for name, page in zip(names, pages, strict=False):
        assert missing(name, page) == set()
    assert (
        missing(alone, run(["pdftotext", "-raw", str(tmp_path / "alone.pdf"), "-"]).decode())
        == set()
    )


def run(command: list[str], given: bytes = b"") -> bytes:
    done = subprocess.run(command, input=given, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def latex(folder: Path, job: str, engine: str = "pdflatex") -> str:
    command = [engine, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", job]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    said = done.stdout.decode(errors="replace")
    assert done.returncode == 0, said[-2000:]
    return said


def read_png(data: bytes) -> tuple[int, int, bytes]:
    """Width, height and the first pixel, every sum and the number of pixels checked."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at, packed, header = 8, b"", b""
    while at < len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + size]
        assert struct.unpack_from(">I", data, at + 8 + size)[0] == zlib.crc32(kind + body)
        packed += body if kind == b"IDAT" else b""
        header = body if kind == b"IHDR" else header
        at += 12 + size
    width, height, depth, colour, *_ = struct.unpack(">IIBBBBB", header)
    assert (depth, colour) in ((8, 6), (8, 2))
    step = {6: 4, 2: 3}[colour]
    raw = zlib.decompress(packed)
    assert len(raw) == (width * step + 1) * height
    return width, height, raw[1 : 1 + step]  # as it stands, whichever way its row is kept

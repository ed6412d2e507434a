"""What a label says is text in every picture, whatever it says, in whatever script."""

import shutil
import unicodedata
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pytestqt.qtbot import QtBot

from app.export.encode import encoded
from app.export.options import ExportOptions
from app.export.subject import Subject
from solver.document.elements import Branch, Kind, Node, Outcome
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.formats.exporting.tex_text import tex
from solver.formats.importing.embedded_document import carried
from solver.formats.quandary import loads
from tests.app.export.test_independent_readers import latex, run
from tests.programs import needs

PLAIN = ExportOptions(size=1.0, carry=False)

#: Labels that mean something to one of the formats, or to those who draw them.
HOSTILE = (
    "<script>alert(1)</script>", "]]></text><script>x</script>", "&amp; &lt; &#0; &nosuch;",
    "<!-- --> <?php ?> <!DOCTYPE x>", '" onload="x" x="', "' onclick='x",
    r"\write18{touch owned}", r"\immediate\write18{touch owned}", r"\input{/etc/passwd}",
    r"\end{document}", r"\catcode`\%=12", "^^5cinput x", r"$\input{x}$", r"$\write18{touch owned}$",
    "$ unpaired", "$$x$$", "50 % & #1 _a_ {b} ~c ^d", "{a|<p> b}", "\\N\\G\\l\\E", 'end"];}',
    "a\nb\rc\td", "nul\0bell\a esc\x1b[31m del\x7f", "\u202egnp.exe\u202c", "\u2066x\u2069\u200b\ufeff",
    "\ud800 half", "e\u0301\u0323 zalgo", "\U0001f98a fox", "-->", "url(#x)", "@import 'x'",
)  # fmt: skip
SCRIPTS = ("Łódź naïve Straße", "α Ω λόγος", "Где рубль?", "שלום עולם", "مرحبا (1)", "決定木 50%")


def tree(labels: tuple[str, ...]) -> Document:
    """One choice with each label on a branch, at its node and as an outcome."""
    nodes = {"r": Node(id="r", kind=Kind.CHOICE, label=labels[0])}
    branches, outcomes = {}, {}
    for i, text in enumerate(labels):
        outcomes[f"o{i}"] = Outcome(id=f"o{i}", label=text, scale=text, value=Numeral.typed("1"))
        nodes[f"{i}{text}"] = Node(id=f"{i}{text}", kind=Kind.OUTCOME, label=text, outcome=f"o{i}")
        branches[text] = Branch(id=text, source="r", target=f"{i}{text}", label=text)
    return Document(title=labels[1], nodes=nodes, branches=branches, outcomes=outcomes, root="r")


def signs(text: str) -> str:
    """What can be seen of it."""
    return "".join(
        c for c in text if c.isprintable() and not c.isspace() and c not in "\u2067\u2069"
    )


@pytest.mark.parametrize("outlines", [False, True])
@pytest.mark.parametrize("carry", [False, True])
def test_svg_holds_it_as_text(qtbot: QtBot, outlines: bool, carry: bool) -> None:
    document = tree(HOSTILE)
    data = encoded(Subject(document), ".svg", ExportOptions(outlines=outlines, carry=carry))
    root = ElementTree.fromstring(data)
    known = {
        "svg",
        "title",
        "metadata",
        "document",
        "g",
        "path",
        "rect",
        "circle",
        "polygon",
        "text",
    }
    assert {e.tag.rpartition("}")[2] for e in root.iter()} <= known
    names = {name for e in root.iter() for name in e.attrib}
    assert not {
        name for name in names if name.startswith("on") or "href" in name or name == "style"
    }
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    if not outlines:
        words = signs(" ".join(e.text or "" for e in root.iter() if e.tag.endswith("}text")))
        for text in HOSTILE[:6]:
            assert signs(text) in words
    if carry:
        loads(carried(data))
    if shutil.which("rsvg-convert"):
        run(["rsvg-convert"], data)


def test_tex_holds_it_as_text() -> None:
    for text in HOSTILE:
        bare = tex(text)
        for command in ("\\input", "\\write", "\\immediate", "\\end{", "\\catcode", "^^"):
            assert command not in bare, text
        assert bare.count("{") - bare.count("\\{") == bare.count("}") - bare.count("\\}")


@needs("pdflatex", "pdftotext")
def test_latex_sets_it_and_does_nothing_else(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "x.tex").write_bytes(encoded(Subject(tree(HOSTILE)), ".tex", PLAIN))
    latex(tmp_path, "x")
    assert sorted(p.suffix for p in tmp_path.iterdir()) == [".aux", ".log", ".pdf", ".tex"]
    words = signs(run(["pdftotext", "-raw", str(tmp_path / "x.pdf"), "-"]).decode())
    for text in ("\\write18{touchowned}", "\\input{/etc/passwd}", "<script>alert(1)</script>"):
        assert signs(text) in words


@needs("dot")
def test_graphviz_draws_it_as_text(qtbot: QtBot) -> None:
    root = ElementTree.fromstring(
        run(["dot", "-Tsvg"], encoded(Subject(tree(HOSTILE)), ".dot", PLAIN))
    )
    words = signs(" ".join(e.text or "" for e in root.iter() if e.tag.endswith("}text")))
    for text in (*HOSTILE[:12], "{a|<p> b}", "\\N\\G\\l\\E", 'end"];}'):
        assert signs(text) in words, text


@needs("pdftotext")
def test_pdf_holds_it_as_text(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(encoded(Subject(tree(HOSTILE)), ".pdf", PLAIN))
    assert b"/JavaScript" not in path.read_bytes()
    assert b"/URI" not in path.read_bytes()
    words = signs(run(["pdftotext", "-raw", str(path), "-"]).decode())
    for text in HOSTILE[:5]:
        assert signs(text) in words


def test_every_script_is_in_svg_and_dot(qtbot: QtBot) -> None:
    document = tree(SCRIPTS)
    svg = encoded(Subject(document), ".svg", PLAIN).decode()
    dot = encoded(Subject(document), ".dot", PLAIN).decode()
    for text in SCRIPTS:
        assert text in svg
        assert text in dot


def test_a_leftward_text_of_svg_stands_in_the_middle_of_its_room(qtbot: QtBot) -> None:
    """Readers agree on the middle, whichever way they read: not so on beginning and end."""
    picture = Subject(tree(("שלום (1)", "x"))).picture()
    boxes = [box for figure in picture.drawing.branches.values() for box in figure.text_boxes()]
    svg = ElementTree.fromstring(encoded(Subject(tree(("שלום (1)", "x"))), ".svg", PLAIN))
    texts = [e for e in svg.iter() if e.tag.endswith("}text") and "שלום" in (e.text or "")]
    assert texts
    for element in texts:
        assert (element.get("direction"), element.get("text-anchor")) == ("rtl", "middle")
    middles = {round(float(element.get("x", ""))) for element in texts}
    assert round(boxes[0].left + (boxes[0].width - 2) / 2) in {
        m + d for m in middles for d in (-1, 0, 1)
    }


def test_pdf_has_a_glyph_for_every_letter(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(encoded(Subject(tree(SCRIPTS[:5])), ".pdf", PLAIN))
    if shutil.which("pdftotext"):
        words = unicodedata.normalize("NFKC", run(["pdftotext", str(path), "-"]).decode())
        for letter in "ŁźïαΩГשלם":
            assert letter in words


@needs("pdflatex", "pdftotext")
@pytest.mark.parametrize("standalone", [True, False])
def test_latex_bears_every_script(qtbot: QtBot, tmp_path: Path, standalone: bool) -> None:
    """pdfLaTeX lacks Hebrew: it goes on, and says which engine shows it; LuaLaTeX does, where it is."""
    options = ExportOptions(carry=False, standalone=standalone)
    text = encoded(Subject(tree(SCRIPTS)), ".tex", options).decode()
    if not standalone:
        head = "\n".join(line[4:] for line in text.splitlines() if line.startswith("%   "))
        text = (
            f"\\documentclass{{beamer}}\n\\usepackage{{tikz}}\n{head}\n\\begin{{document}}"
            f"\\begin{{frame}}\n\\resizebox{{!}}{{5cm}}{{{text}}}\n\\end{{frame}}\n\\end{{document}}"
        )
    (tmp_path / "x.tex").write_text(text, encoding="utf-8")
    said = latex(tmp_path, "x")
    assert "LuaLaTeX or XeLaTeX" in said
    words = run(["pdftotext", "-raw", str(tmp_path / "x.pdf"), "-"]).decode()
    assert "naïve Straße" in words
    if standalone and shutil.which("lualatex") and shutil.which("luaotfload-tool"):
        latex(tmp_path, "x", "lualatex")
        words = run(["pdftotext", "-raw", str(tmp_path / "x.pdf"), "-"]).decode()
        assert "Где рубль?" in words
        assert set("שלום") <= set(words)


def test_a_plain_picture_needs_nothing_more(qtbot: QtBot) -> None:
    text = encoded(Subject(tree(("a", "ä"))), ".tex", PLAIN).decode()
    assert "fontspec" not in text

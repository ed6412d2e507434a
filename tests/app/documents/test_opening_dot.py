"""A graph in DOT opens wherever a document does; what is lost is said."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent

import assets
from app.cli.command_line import run
from app.export.encode import export_file
from app.window.main_window import MainWindow
from solver.formats.quandary import loads
from solver.rules import solve
from tests.app.conftest import Answers

BET = 'digraph { a [shape=box, color=red]; a -> x [label=yes]; a -> y; x [label="win\\n3"]; y [label="0"] }'


@pytest.fixture
def bet(tmp_path: Path) -> Path:
    path = tmp_path / "bet.gv"
    path.write_text(BET, encoding="utf-8")
    return path


def test_the_window_opens_it_and_says_what_is_lost(
    window: MainWindow, answers: Answers, bet: Path
) -> None:
    window.documents.open_path(str(bet))
    assert len(window.session.document.nodes) == 3
    assert window.session.path is None  # saving asks for a place: the graph stays a graph
    assert window.documents.name == "bet"
    assert answers.said == [
        "Not everything could be carried over. "
        "Colours, positions and other looks are not carried over."
    ]


def test_a_broken_graph_is_a_sentence_with_its_line(
    window: MainWindow, answers: Answers, bet: Path
) -> None:
    bet.write_text("digraph {\n a -> \n}", encoding="utf-8")
    window.documents.open_path(str(bet))
    (said,) = answers.said
    assert "line 3" in said
    assert not window.session.is_open


def test_it_is_dropped_on_the_window(
    window: MainWindow, bet: Path, wait_solved: Callable[[], None]
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(bet))])
    event = QDropEvent(
        QPoint(40, 40), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    window.dropEvent(event)
    wait_solved()
    assert len(window.canvas.tree.document.nodes) == 3


@pytest.mark.parametrize("verb", ["check", "solve", "lottery", "improve", "rationalise", "export"])
def test_every_verb_reads_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    """The same comes out of the document and of the graph that was written of it."""
    document = loads(assets.example_text("shutdown"))
    graph, source = tmp_path / "x.dot", tmp_path / "x.json"
    export_file(document, str(graph), solve(document, "dsm"))
    source.write_text(assets.example_text("shutdown"), encoding="utf-8")
    more = {
        "check": [], "solve": ["--rule", "dsm", "--json"], "rationalise": ["--rule", "dsm", "--json"],
        "export": ["-o", str(tmp_path / "y.tex")],
    }  # fmt: skip
    said = []
    for path in (source, graph):
        assert run([verb, str(path), *more.get(verb, ["--json"])]) == 0
        out, err = capsys.readouterr()
        assert err == ""
        if verb == "export":
            out = (tmp_path / "y.tex").read_text(encoding="utf-8")
        said.append(out.replace(str(path), "FILE"))
    if verb == "solve":
        assert json.loads(said[0])["plans"] == json.loads(said[1])["plans"]
    assert said[0] == said[1]
    if verb == "check":
        stdin = io.TextIOWrapper(io.BytesIO(graph.read_bytes()))
        monkeypatch.setattr(sys, "stdin", stdin)
        assert run(["check", "-"]) == 0

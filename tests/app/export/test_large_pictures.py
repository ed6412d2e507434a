"""Large pictures: told how far they are, stopped when nobody wants them, refused when absurd."""

import threading
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from app.cli.command_line import run
from app.export.encode import encoded, write_picture
from app.export.export_request import ExportRequest
from app.export.options import ExportOptions
from app.export.subject import Subject
from app.talk.export_actions import Pictures
from app.window.main_window import MainWindow
from solver.document.elements import Branch, Kind, Node
from solver.document.model import Document
from solver.errors import Cancelled, QuandaryError
from solver.formats.quandary import dumps
from tests.app.conftest import Answers

if TYPE_CHECKING:
    from widgets.drawing.picture import Picture


def star(leaves: int) -> Document:
    """One choice among many ways: a very high picture."""
    nodes = {"r": Node(id="r", kind=Kind.CHOICE)}
    branches = {}
    for i in range(leaves):
        nodes[f"n{i}"] = Node(id=f"n{i}", kind=Kind.CHANCE)
        branches[f"b{i}"] = Branch(id=f"b{i}", source="r", target=f"n{i}", label=f"way {i}")
    return Document(nodes=nodes, branches=branches, root="r")


@pytest.mark.parametrize("suffix", [".svg", ".pdf", ".png"])
def test_it_says_how_far_it_is_and_can_be_stopped(
    qtbot: QtBot, tmp_path: Path, suffix: str
) -> None:
    document, told = star(1000), []
    encoded(Subject(document), suffix, ExportOptions(size=0.5), told.append)
    assert told == sorted(told)
    assert len(told) > 10
    assert (
        max(later - sooner for sooner, later in zip([0.0, *told], [*told, 1.0], strict=True)) < 0.3
    )
    for at in (0, len(told) // 2, len(told) - 1):
        path = tmp_path / f"x{suffix}"
        with pytest.raises(Cancelled):
            write_picture(Subject(document), str(path), ExportOptions(size=0.5), stopping(told[at]))
        assert not path.exists()


def stopping(limit: float) -> Callable[[float], None]:
    def progress(done: float) -> None:
        if done >= limit:
            raise Cancelled

    return progress


def test_a_page_of_a_pdf_holds_what_is_too_large_for_it(qtbot: QtBot) -> None:
    """A page has at most 14,400 points a side: a larger tree is made to fit."""
    data = encoded(Subject(star(600)), ".pdf", ExportOptions(carry=False))
    box = data.partition(b"/MediaBox [")[2].partition(b"]")[0].split()
    assert float(box[3]) == pytest.approx(14_400, abs=1)
    assert float(box[2]) < 400
    with pytest.raises(QuandaryError, match="508 cm at most"):
        encoded(Subject(star(600)), ".pdf", ExportOptions(size=40, unit="cm"))


@pytest.mark.parametrize(
    ("size", "unit"), [(100, "scale"), (9600, "dpi"), (20_000, "px"), (300, "cm")]
)
def test_an_absurd_size_is_refused_before_memory_is_spent(
    qtbot: QtBot, size: float, unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    monkeypatch.setattr(
        "app.export.pixels.QImage", lambda *args: made.append(args) or QImage(*args)
    )
    with pytest.raises(QuandaryError, match="too many"):
        encoded(Subject(star(20)), ".png", ExportOptions(size=size, unit=unit))
    assert made == []


@pytest.mark.parametrize("width", ["90000px", "9000dpi", "2000cm"])
def test_the_command_line_refuses_it_with_a_sentence(
    qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str], width: str
) -> None:
    source, out = tmp_path / "x.json", tmp_path / "x.png"
    source.write_text(dumps(star(20)), encoding="utf-8")
    tracemalloc.start()
    try:
        assert run(["export", str(source), "-o", str(out), "--width", width]) == 1
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        tracemalloc.stop()
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("quandary: ")
    assert "pixels, which is too many" in line
    assert not out.exists()


@pytest.mark.parametrize("action", ["export.copy", "export.copy_vector"])
def test_copying_can_be_stopped(
    window: MainWindow, wait_solved: Callable[[], None], action: str
) -> None:
    window.documents.open_example("shutdown")
    QGuiApplication.clipboard().setText("before")
    window.actions_table[action].trigger()
    window.part(Pictures).working.stop()
    wait_solved()
    assert QGuiApplication.clipboard().text() == "before"
    assert window.statusBar().currentMessage() == "Nothing was copied."


def test_no_picture_is_made_on_the_gui_thread(
    window: MainWindow,
    answers: Answers,
    wait_solved: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    made: list[threading.Thread] = []
    picture = Subject.picture

    def noted(*given: Any, **named: Any) -> "Picture":
        made.append(threading.current_thread())
        return picture(*given, **named)

    monkeypatch.setattr(Subject, "picture", noted)
    window.documents.open_example("shutdown")
    answers.export = ExportRequest(str(tmp_path / "x.png"), ExportOptions(), True)
    for action in ("copy", "copy_vector", "picture", "again", "print"):
        made.clear()
        window.actions_table[f"export.{action}"].trigger()
        wait_solved()
        assert made, action
        assert threading.current_thread() not in made, action
    QGuiApplication.clipboard().clear()

"""The recipe "to add an export format", tried: a row, and dialogs, command line and batches know it."""

import dataclasses
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

import assets
from app.cli.command_line import run
from app.export.dialog import ExportDialog
from app.export.export_format import ExportFormat, PictureFormat, StepsFormat
from app.export.formats import PICTURES, STEPS
from app.export.frame_sequence import FrameSequence
from app.export.options import ExportOptions
from app.export.subject import Drawn, Subject
from app.storage.settings import Settings
from app.window.dialogs import Dialogs
from app.window.main_window import MainWindow
from solver.formats.quandary import loads
from widgets.drawing.drawing import Progress

Capture = pytest.CaptureFixture[str]


def _encode(drawn: Drawn) -> bytes:
    labels = [branch.label for branch in drawn.subject.document.branches.values()]
    return "\n".join(labels if drawn.options.standalone else labels[:1]).encode()


def _steps(sequence: FrameSequence, options: ExportOptions, progress: Progress) -> Iterator[bytes]:
    for number in sequence.each(progress):
        yield sequence.title(number).encode()


TOY = PictureFormat(
    suffix=".toy",
    label="Toy (labels)",
    uses=frozenset({"standalone"}),
    encode=_encode,
    needs_qt=False,
)
TOY_STEPS = StepsFormat(
    suffix=".toys", label="Toys (titles)", encode=_steps, said="toys of .toys", numbered=False
)


@pytest.fixture
def toy() -> Iterator[None]:
    PICTURES.append(TOY)
    STEPS.append(TOY_STEPS)
    yield
    PICTURES.remove(TOY)
    STEPS.remove(TOY_STEPS)


@pytest.fixture
def shutdown(tmp_path: Path) -> str:
    path = tmp_path / "shutdown.quandary.json"
    path.write_text(assets.example_text("shutdown"), encoding="utf-8")
    return str(path)


def test_the_command_line_lists_and_writes_it(
    toy: None, shutdown: str, tmp_path: Path, capsys: Capture
) -> None:
    assert run(["export", "--help"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    others = ".png, .svg, .pdf, .tex, .dot, .html, .efg, .silver.json, .csv, .xlsx"
    assert f"write pictures: {others} or .toy" in said
    assert f"the picture ({others}, .toy), or a folder for several" in said
    plain = others.replace(" .", " ").removeprefix(".")
    assert f"{plain}, toy (gif, toys with --frames): into a folder" in said
    assert (
        "step by step: pages of .pdf, numbered .png or .svg, slides of Beamer (.tex), .gif, "
        "toys of .toys" in said
    )
    out = tmp_path / "one.toy"
    assert run(["export", shutdown, "-o", str(out), "--snippet"]) == 0
    assert out.read_text() == "lucky"
    assert run(["export", shutdown, "-o", str(tmp_path / "out"), "--format", "dot,toy"]) == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "shutdown.dot", "shutdown.toy",
    ]  # fmt: skip
    assert run(["export", shutdown, "-o", str(tmp_path / "s.toys"), "--frames"]) == 0
    assert (tmp_path / "s.toys").read_text()
    assert run(["export", shutdown, "-o", str(tmp_path / "x.nix")]) == 1
    assert f"as {others}, .toy, and “.nix”" in capsys.readouterr().err


def test_the_dialogs_list_it(
    toy: None, qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subject = Subject(loads(assets.example_text("shutdown")))
    dialog = ExportDialog(window, Settings(), subject)
    qtbot.addWidget(dialog)
    (box,) = (b for b in dialog.findChildren(QComboBox) if b.accessibleName() == "Format")
    assert [box.itemText(i) for i in range(box.count())] == [row.label for row in PICTURES]
    box.setCurrentIndex(box.findData(".toy"))
    assert dialog._standalone.isEnabled()
    others = (dialog._size, dialog._carry, dialog._part, dialog._background)
    assert not any(widget.isEnabled() for widget in others)

    filters: list[str] = []

    def ask(parent: object, title: str, start: str, kinds: str) -> tuple[str, str]:
        filters.append(kinds)
        return str(tmp_path / "tree"), kinds

    def choose(shown: ExportDialog) -> QDialog.DialogCode:
        shown._format.setCurrentIndex(shown._format.findData(".toy"))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    monkeypatch.setattr(ExportDialog, "exec", choose)
    asking = Dialogs(window, window.message, Settings())
    wanted = asking.ask_export("tree", subject)
    assert wanted is not None
    assert (wanted.path, filters) == (str(tmp_path / "tree.toy"), ["*.toy"])


def test_it_is_gone_with_its_row(shutdown: str, tmp_path: Path, capsys: Capture) -> None:
    assert run(["export", shutdown, "-o", str(tmp_path / "one.toy")]) == 1
    assert "and “.toy” is none of them" in capsys.readouterr().err
    assert run(["export", shutdown, "-o", str(tmp_path), "--format", "toy"]) == 2
    assert "“toy” is none of png, svg, pdf, tex, dot" in capsys.readouterr().err


@pytest.mark.parametrize("rows", [PICTURES, STEPS], ids=["pictures", "steps"])
def test_the_rows_fit_the_options(rows: list[ExportFormat]) -> None:
    known = {field.name for field in dataclasses.fields(ExportOptions)}
    assert all(row.uses <= known for row in rows)
    assert len({row.suffix for row in rows}) == len(rows)


def test_the_tree_is_laid_out_once_for_all_formats(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    oil = tmp_path / "oil.json"  # whose ends are numbers, as games want them
    oil.write_text(assets.example_text("oil"), encoding="utf-8")
    made: list[Subject] = []
    lay_out = Subject.picture

    def counting(self: Subject, *args: object, **more: object) -> object:
        if threading.current_thread() is here:  # a window of another test may draw thumbnails
            made.append(self)
        return lay_out(self, *args, **more)  # type: ignore[arg-type]

    here = threading.current_thread()
    monkeypatch.setattr(Subject, "picture", counting)
    formats = ",".join(row.suffix[1:] for row in PICTURES)
    assert run(["export", str(oil), "-o", str(tmp_path / "all"), "--format", formats]) == 0
    assert len(made) == 1
    for row in PICTURES:  # and each is the same as alone
        alone = tmp_path / f"alone{row.suffix}"
        assert run(["export", str(oil), "-o", str(alone)]) == 0
        if row.suffix != ".pdf":  # which says when it was made
            assert alone.read_bytes() == (tmp_path / "all" / f"oil{row.suffix}").read_bytes()


def test_a_graph_needs_no_qt(shutdown: str, tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['PySide6'] = None; from app.main import main; "
        f"sys.exit(main(['export', {shutdown!r}, '-o', {str(tmp_path / 'x.dot')!r}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0
    assert "Not in a graph of Graphviz: the document’s notes" in done.stderr
    assert "digraph" in (tmp_path / "x.dot").read_text("utf-8")

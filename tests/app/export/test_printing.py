"""The tree on paper."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

import assets
from app.export.dialog import ExportDialog
from app.export.printing import paint_on, picture_on_paper, printer_for
from app.export.subject import Subject
from app.storage.settings import Settings
from app.window.dialogs import Dialogs
from app.window.main_window import MainWindow
from solver.document.style import Style
from solver.edits import SetView
from solver.formats.quandary import loads
from tests.app.conftest import Answers
from tests.programs import needs


def printed(subject: Subject, path: Path) -> None:
    picture = picture_on_paper(subject)
    printer = printer_for(picture, subject.name)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    paint_on(printer, picture)


@needs("pdftotext", "pdfinfo")
@pytest.mark.parametrize("theme", ["colour", "slides"])
@pytest.mark.parametrize("direction", ["right", "down"])
def test_a_sheet_shows_all_of_the_tree_in_ink_that_is_read(
    qtbot: QtBot, tmp_path: Path, theme: str, direction: str
) -> None:
    document = loads(assets.example_text("oil"))
    subject = Subject(SetView("direction", direction).apply(document), style=Style(theme=theme))
    path = tmp_path / "x.pdf"
    printed(subject, path)
    assert not picture_on_paper(subject).theme.is_dark
    words = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    found = words.stdout.decode()
    for text in ("seismic test", "structure: closed", "270000", "walk away"):
        assert text in found
    told = subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True).stdout.decode()
    assert "Pages:           1" in told
    assert "The oil wildcatter" in told


def test_the_window_prints_what_it_shows(
    window: MainWindow, answers: Answers, wait_solved: Callable[[], None], tmp_path: Path
) -> None:
    window.documents.open_example("shutdown")
    wait_solved()
    window.actions_table["export.print"].trigger()
    wait_solved()
    assert "Printed" not in window.statusBar().currentMessage()  # thought better of it
    answers.path = str(tmp_path / "x.pdf")
    window.actions_table["export.print"].trigger()
    wait_solved()
    assert "Printed the tree." in window.statusBar().currentMessage()
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")


def test_the_sheet_is_shown_first(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def look(dialog: QPrintPreviewDialog) -> int:
        dialog.show()
        (shown,) = dialog.findChildren(QPrintPreviewWidget)
        shown.updatePreview()
        seen.append(shown.pageCount())
        return QDialog.DialogCode.Rejected

    monkeypatch.setattr(QPrintPreviewDialog, "exec", look)
    picture = picture_on_paper(Subject(loads(assets.example_text("oil"))))
    printer = printer_for(picture, "tree")
    dialogs = Dialogs(window, window.message, Settings())
    assert not dialogs.preview_print(printer, lambda: paint_on(printer, picture))
    assert seen == [1]


def test_a_file_that_the_dialog_did_not_ask_about_is_asked_about(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who types a name without an ending would else lose what has it with one."""
    there = tmp_path / "x.png"
    there.write_text("kept")
    monkeypatch.setattr(ExportDialog, "exec", lambda _: QDialog.DialogCode.Accepted)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "x"), "*.png"))
    asked: list[str] = []

    def answer(*given: object) -> QMessageBox.StandardButton:
        asked.append(str(given[2]))
        return QMessageBox.StandardButton.No

    monkeypatch.setattr(QMessageBox, "question", answer)
    dialogs = Dialogs(window, window.message, Settings())
    assert dialogs.ask_export("tree", Subject(loads(assets.example_text("oil")))) is None
    assert asked == ["“x.png” is there already. What it holds would be lost."]
    assert there.read_text() == "kept"

"""The tree on paper."""

import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

import assets
from app.export import printing
from app.export.dialog import ExportDialog
from app.export.printing import print_on, printer_for, sheet_of, show_on
from app.export.subject import Subject
from app.storage.settings import Settings
from app.window.dialogs import Dialogs
from app.window.main_window import MainWindow
from solver.document.style import Style
from solver.edits import SetView
from solver.errors import QuandaryError
from solver.formats.quandary import loads
from tests.app.conftest import Answers
from tests.programs import needs
from widgets.drawing.picture import Picture


def printed(subject: Subject, path: Path) -> None:
    sheet = sheet_of(subject)
    printer = printer_for(sheet.picture, subject.name)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    print_on(printer, sheet)


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
    assert not sheet_of(subject).picture.theme.is_dark
    words = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    found = words.stdout.decode()
    for text in ("seismic test", "structure: closed", "270 000", "walk away"):
        assert text in " ".join(found.split())
    told = subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True).stdout.decode()
    assert "Pages:           1" in told
    assert "The oil wildcatter" in told


@pytest.mark.qt_log_ignore(r"QPainter::begin\(\): Returned false", extend=True)
def test_a_sheet_that_is_not_taken_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(QuandaryError, match="It could not be printed"):
        printed(Subject(loads(assets.example_text("oil"))), tmp_path / "nowhere" / "x.pdf")


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
    sheet = sheet_of(Subject(loads(assets.example_text("oil"))))
    assert sheet.looks is None
    printer = printer_for(sheet.picture, "tree")
    dialogs = Dialogs(window, window.message, Settings())
    assert not dialogs.preview_print(printer, lambda: show_on(printer, sheet))
    assert seen == [1]


def test_a_large_tree_is_looked_at_in_pixels_and_printed_off_the_gui_thread(
    window: MainWindow,
    answers: Answers,
    wait_solved: Callable[[], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    painted: list[threading.Thread] = []
    paint = Picture.paint

    def noted(picture: Picture, *args: Any) -> None:
        painted.append(threading.current_thread())
        paint(picture, *args)

    monkeypatch.setattr(Picture, "paint", noted)
    monkeypatch.setattr(printing, "LARGE", 5)

    def look(printer: QPrinter, show: Callable[[], None]) -> bool:
        shown = QPrintPreviewWidget(printer, window)
        shown.paintRequested.connect(show)
        shown.resize(400, 500)
        shown.show()
        shown.updatePreview()
        assert shown.pageCount() == 1
        grey = shown.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
        assert any(grey.pixelColor(x, y).value() < 160
                   for x in range(100, 300) for y in range(100, 250))  # fmt: skip
        shown.close()
        return answer(printer, show)

    answer = answers.preview_print
    monkeypatch.setattr(answers, "preview_print", look)
    window.documents.open_example("oil")
    wait_solved()
    answers.path = str(tmp_path / "x.pdf")
    window.actions_table["export.print"].trigger()
    wait_solved()
    assert "Printed the tree." in window.statusBar().currentMessage()
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")
    assert len(painted) == 2  # what is looked at, and what is printed
    assert threading.current_thread() not in painted


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
    assert asked == ["“x.png” already exists. What it holds would be lost."]
    assert there.read_text() == "kept"

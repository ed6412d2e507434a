"""Every question that the program asks: one place, so that tests can answer."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QMessageBox,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.documents.questions import UnsavedAnswer
from app.export.export_format import ExportFormat
from app.export.export_request import ExportRequest
from app.export.formats import CHARTS, PICTURES, STEPS, suffix_of
from app.storage.file_names import file_filter
from app.storage.settings import Settings
from solver.translation import tr
from widgets.basics.fields import size_for_screen
from widgets.shell.difference_list import DifferencesDialog
from widgets.shell.message_bar import Choice, MessageBar

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from app.export.dialog import ExportDialog
    from app.export.subject import Subject


class Dialogs:
    """Questions and messages of one window."""

    def __init__(self, parent: QWidget, bar: MessageBar, settings: Settings) -> None:
        self._parent = parent
        self._bar = bar
        self._settings = settings

    def complain(self, title: str, text: str, *choices: Choice) -> None:
        """Say what did not work, in the window itself, with ways to go on."""
        self._bar.say(title, text, choices)

    def ask_unsaved(self, name: str, answered: Callable[[UnsavedAnswer], None]) -> None:
        """Whether to save before something closes.

        The question belongs to the window and blocks nothing else; ``answered`` is called later.
        """
        box = QMessageBox(self._parent)
        box.setObjectName("question.unsaved")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle("Quandary")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr("“{name}” has changes that are not saved.").format(name=name))
        box.setInformativeText(tr("Save them before going on?"))
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)
        answers = {buttons.Save: UnsavedAnswer.SAVE, buttons.Discard: UnsavedAnswer.DISCARD}

        def finish(result: int) -> None:
            answered(answers.get(QMessageBox.StandardButton(result), UnsavedAnswer.CANCEL))

        box.finished.connect(finish)
        box.open()

    def show_differences(self, title: str, lines: Iterable[str]) -> None:
        """What is different between two documents, to be read and copied; blocks nothing."""
        DifferencesDialog(title, lines, self._parent).open()

    def ask_open(self) -> str:
        """The file to open; empty if the user thought better of it."""
        path, _ = QFileDialog.getOpenFileName(
            self._parent, tr("Open a document"), self._folder(), file_filter()
        )
        return self._remembered(path)

    def ask_save(self, suggestion: str) -> str:
        """Where to save; empty if the user thought better of it."""
        start = suggestion if Path(suggestion).is_absolute() else f"{self._folder()}/{suggestion}"
        path, _ = QFileDialog.getSaveFileName(
            self._parent, tr("Save the document"), start, file_filter()
        )
        return self._remembered(path)

    def ask_export(self, name: str, subject: "Subject") -> "ExportRequest | None":
        """Where to write a picture, of what, and how."""
        return self._ask_picture(name, subject, tr("Export the picture"), PICTURES)

    def ask_chart(self, name: str, subject: "Subject") -> "ExportRequest | None":
        """Where to write a chart, and how."""
        return self._ask_picture(name, subject, tr("Export the chart"), CHARTS)

    def ask_table(self, name: str) -> str:
        """Where to write a table as CSV; empty if the user thought better of it."""
        path, _ = QFileDialog.getSaveFileName(
            self._parent, tr("Save the numbers"), f"{self._folder()}/{name}.csv", "*.csv"
        )
        if path and not Path(path).suffix:
            path += ".csv"
            if not self._may_replace(path):
                return ""
        return self._remembered(path)

    def _may_replace(self, path: str) -> bool:
        """Whether a file may be written there, also where there is one."""
        if not Path(path).exists():
            return True
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self._parent,
            tr("Replace the file?"),
            tr("“{name}” already exists. What it holds would be lost.").format(
                name=Path(path).name
            ),
            buttons.Yes | buttons.No,
            buttons.No,
        )
        return answer == buttons.Yes

    def ask_steps(self, name: str, subject: "Subject") -> "ExportRequest | None":
        """Where to write a tree step by step, and how."""
        return self._ask_picture(name, subject, tr("Export the steps"), STEPS)

    def _ask_picture(
        self, name: str, subject: "Subject", title: str, formats: Sequence[ExportFormat]
    ) -> "ExportRequest | None":
        from app.export.dialog import ExportDialog

        dialog = ExportDialog(self._parent, self._settings, subject, title, formats)
        try:
            return self._wanted(dialog, name, title, formats)
        finally:
            dialog.deleteLater()  # it would stay with its parent, with all that it shows

    def _wanted(
        self, dialog: "ExportDialog", name: str, title: str, formats: Sequence[ExportFormat]
    ) -> "ExportRequest | None":
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        suffix = dialog.suffix
        path, _ = QFileDialog.getSaveFileName(
            self._parent, title, f"{self._folder()}/{name}{suffix}", f"*{suffix}"
        )
        if not self._remembered(path):
            return None
        # who types another format means it
        if suffix_of(path) not in {row.suffix for row in formats}:
            path += suffix
            if not self._may_replace(path):  # the dialog asked about another name
                return None
        is_highlighted = dialog.subject.solution is not None
        return ExportRequest(path, dialog.options, is_highlighted, dialog.edit)

    def preview_print(self, printer: "QPrinter", paint: Callable[[], None]) -> bool:
        """Show what will be on the sheets, which ``paint`` paints; whether it was printed."""
        from PySide6.QtPrintSupport import QPrintPreviewDialog

        dialog = QPrintPreviewDialog(printer, self._parent)
        dialog.setWindowTitle(tr("Print"))
        dialog.paintRequested.connect(paint)
        try:
            return dialog.exec() == QDialog.DialogCode.Accepted
        finally:
            dialog.deleteLater()

    def show_text(self, title: str, html: str) -> None:
        """A page of help; our own text only."""
        dialog = QDialog(self._parent)
        dialog.setWindowTitle(title)
        size_for_screen(dialog, 620, 560)
        column = QVBoxLayout(dialog)
        text = QTextBrowser()
        text.setHtml(html)
        text.setOpenLinks(False)
        column.addWidget(text)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(dialog.reject)
        column.addWidget(buttons)
        dialog.exec()
        dialog.deleteLater()  # it would stay with its parent

    def _folder(self) -> str:
        return self._settings.text("folder", QDir.homePath())

    def _remembered(self, path: str) -> str:
        if path:
            self._settings.set("folder", str(Path(path).parent))
        return path

"""Every question that the program asks: one place, so that tests can answer."""

from collections.abc import Callable
from enum import Enum
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QMessageBox,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.export_options import FORMATS, ExportOptions
from app.files import FILTER, Settings
from widgets.message_bar import MessageBar


class Answer(Enum):
    """What to do with unsaved changes."""

    SAVE = "save"
    DISCARD = "discard"
    CANCEL = "cancel"


class Dialogs:
    """Questions and messages of one window."""

    def __init__(self, parent: QWidget, bar: MessageBar, settings: Settings) -> None:
        self._parent = parent
        self._bar = bar
        self._settings = settings

    def complain(self, title: str, text: str) -> None:
        """Say what did not work, in the window itself."""
        self._bar.say(title, text)

    def ask_unsaved(self, name: str, answered: Callable[[Answer], None]) -> None:
        """Whether to save before something closes.

        The question belongs to the window and blocks nothing else; ``answered`` is called later.
        """
        box = QMessageBox(self._parent)
        box.setObjectName("question.unsaved")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("Quandary")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(f"“{name}” has changes that are not saved.")
        box.setInformativeText("Save them before going on?")
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)
        answers = {buttons.Save: Answer.SAVE, buttons.Discard: Answer.DISCARD}

        def finish(result: int) -> None:
            answered(answers.get(QMessageBox.StandardButton(result), Answer.CANCEL))

        box.finished.connect(finish)
        box.open()

    def ask_open(self) -> str:
        """The file to open; empty if the user thought better of it."""
        path, _ = QFileDialog.getOpenFileName(
            self._parent, "Open a document", self._folder(), FILTER
        )
        return self._remembered(path)

    def ask_save(self, suggestion: str) -> str:
        """Where to save; empty if the user thought better of it."""
        start = suggestion if Path(suggestion).is_absolute() else f"{self._folder()}/{suggestion}"
        path, _ = QFileDialog.getSaveFileName(self._parent, "Save the document", start, FILTER)
        return self._remembered(path)

    def ask_export(
        self, name: str, can_highlight: bool
    ) -> "tuple[str, ExportOptions, bool] | None":
        """Where to write a picture, how, and whether with the highlighting."""
        dialog = ExportDialog(self._parent, self._settings, can_highlight)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        suffix = dialog.suffix
        path, _ = QFileDialog.getSaveFileName(
            self._parent, "Export the picture", f"{self._folder()}/{name}{suffix}", f"*{suffix}"
        )
        if not self._remembered(path):
            return None
        if Path(path).suffix.lower() not in FORMATS:  # who types another format means it
            path += suffix
        return path, dialog.options, dialog.highlighted

    def show_text(self, title: str, html: str) -> None:
        """A page of help; our own text only."""
        dialog = QDialog(self._parent)
        dialog.setWindowTitle(title)
        dialog.resize(620, 560)
        column = QVBoxLayout(dialog)
        text = QTextBrowser()
        text.setHtml(html)
        text.setOpenLinks(False)
        column.addWidget(text)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(dialog.reject)
        column.addWidget(buttons)
        dialog.exec()

    def _folder(self) -> str:
        return self._settings.text("folder", str(Path.home()))

    def _remembered(self, path: str) -> str:
        if path:
            self._settings.set("folder", str(Path(path).parent))
        return path


class ExportDialog(QDialog):
    """Kind, size and background of a picture; remembers what was chosen."""

    def __init__(self, parent: QWidget, settings: Settings, can_highlight: bool) -> None:
        super().__init__(parent)
        self._settings = settings
        self.setWindowTitle("Export picture")
        self._format = QComboBox()
        for name, suffix in (
            ("PNG (pixels)", ".png"),
            ("SVG (vector)", ".svg"),
            ("PDF (vector)", ".pdf"),
            ("TikZ (LaTeX)", ".tex"),
            ("DOT (Graphviz)", ".dot"),
        ):
            self._format.addItem(name, suffix)
        self._format.setCurrentIndex(
            max(0, self._format.findData(settings.text("export/format", ".png")))
        )
        self._scale = QDoubleSpinBox()
        self._scale.setRange(0.25, 16)
        self._scale.setSingleStep(0.5)
        self._scale.setSuffix(" ×")
        self._scale.setValue(settings.number("export/scale", 3.0))
        self._background = QComboBox()
        self._background.addItem("White", "white")
        self._background.addItem("Transparent", "transparent")
        self._background.addItem("Dark", "dark")
        self._background.setCurrentIndex(
            max(0, self._background.findData(settings.text("export/background", "white")))
        )
        self._highlight = QCheckBox("With the highlighting")
        self._highlight.setChecked(can_highlight and settings.flag("export/highlight", True))
        self._highlight.setEnabled(can_highlight)
        self._highlight.setToolTip("What the rule permits, or the selected plan.")
        form = QFormLayout(self)
        form.addRow("&Format", self._format)
        form.addRow("&Size of PNG", self._scale)
        form.addRow("&Background", self._background)
        form.addRow("", self._highlight)
        buttons = QDialogButtonBox()
        buttons.addButton("Export…", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)
        self._format.currentIndexChanged.connect(self._fit_format)
        self._fit_format()

    def _fit_format(self) -> None:
        self._scale.setEnabled(self.suffix == ".png")

    def accept(self) -> None:
        self._settings.set("export/format", self.suffix)
        self._settings.set("export/scale", self._scale.value())
        self._settings.set("export/background", str(self._background.currentData()))
        if self._highlight.isEnabled():
            self._settings.set("export/highlight", self._highlight.isChecked())
        super().accept()

    @property
    def suffix(self) -> str:
        return str(self._format.currentData())

    @property
    def options(self) -> ExportOptions:
        background = self._background.currentData()
        return ExportOptions(
            self._scale.value(), transparent=background == "transparent", dark=background == "dark"
        )

    @property
    def highlighted(self) -> bool:
        return self._highlight.isChecked()

"""What is said when something in the program went wrong."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from solver.translation import tr
from widgets.basics.fields import heading, sentence, size_for_screen


class CrashDialog(QDialog):
    """The report, to be read and copied; and the ways to go on."""

    restart_wanted = Signal()

    def __init__(
        self, title: str, text: str, report: str, *, restart: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("crash")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Quandary")
        size_for_screen(self, 680, 420)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        above = heading(title)
        above.setWordWrap(True)
        column.addWidget(above)
        column.addWidget(sentence(text))
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName(tr("Report"))
        self.report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        column.addWidget(self.report, 1)
        roles = QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox()
        copy = buttons.addButton(tr("&Copy the report"), roles.ActionRole)
        copy.clicked.connect(self._copy)
        if restart:
            again = buttons.addButton(tr("&Restart with my work"), roles.DestructiveRole)
            again.clicked.connect(self.restart_wanted)
        go_on = buttons.addButton(tr("&Go on") if restart else tr("&Close"), roles.AcceptRole)
        buttons.accepted.connect(self.accept)
        column.addWidget(buttons)
        go_on.setDefault(True)
        go_on.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())

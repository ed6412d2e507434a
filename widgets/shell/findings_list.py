"""The list of findings: what should be looked at, one click away from its place."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from solver.findings import Finding, Severity
from widgets.basics.tips import plain_tip

_SIGNS: Final = {Severity.ERROR: "✕", Severity.WARNING: "⚠", Severity.HINT: "·"}


class FindingsList(QListWidget):
    """One line each; a click or Enter jumps to the place.  Hidden where there is nothing to say."""

    jump = Signal(object)  # a Finding

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findings")
        self.setAccessibleName("Findings")
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._shown: tuple[Finding, ...] | None = None
        self.itemClicked.connect(self._jump)
        self.itemActivated.connect(self._jump)
        self.hide()

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        if findings == self._shown:
            return
        self._shown = findings
        self.clear()
        for finding in findings:
            item = QListWidgetItem(f"{_SIGNS[finding.severity]}  {finding.message}")
            item.setData(Qt.ItemDataRole.UserRole, finding)
            item.setToolTip(plain_tip(f"{finding.severity.capitalize()}: {finding.place}"))
            self.addItem(item)
        self.setVisible(bool(findings))
        self.setFixedHeight(24 * min(max(len(findings), 1), 4) + 4)

    def _jump(self, item: QListWidgetItem) -> None:
        self.jump.emit(item.data(Qt.ItemDataRole.UserRole))

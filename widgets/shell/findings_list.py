"""The list of findings: what should be looked at, one click away from its place."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from solver.edits import CountFromZero, CreateParameter, Edit, PayoffsAlone
from solver.findings import Finding, Severity
from solver.translation import mark, tr
from solver.words.plain_mathematics import plain_text
from widgets.basics.tips import plain_tip

_SIGNS: Final = {Severity.ERROR: "✕", Severity.WARNING: "⚠", Severity.HINT: "·"}
_MEANS: Final = {
    Severity.ERROR: mark("Until this is mended, nothing is solved."),
    Severity.WARNING: mark("The tree is solved all the same."),
    Severity.HINT: mark("The tree is solved all the same."),
}
NO_VALUE: Final = "payoff.criterion"


class FindingsList(QListWidget):
    """One line each; a click or Enter jumps to the place.  Hidden where there is nothing to say.

    Below what can be mended in one step stands a line that offers it: to create a parameter that is used, to give
    outcomes a value on which a payoff counts.
    """

    jump = Signal(object)  # a Finding
    intended = Signal(object)  # an Edit

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findings")
        self.setAccessibleName(tr("Findings"))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._shown: tuple[tuple[Finding, ...], bool] | None = None
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)
        self.hide()

    def show_findings(self, findings: tuple[Finding, ...], payoffs_alone: bool = True) -> None:
        """Show these; ``payoffs_alone`` says whether it is offered that payoffs alone count."""
        if (findings, payoffs_alone) == self._shown:
            return
        self._shown = findings, payoffs_alone
        self.clear()
        offered: set[str] = set()
        for finding in findings:
            message = f"{_SIGNS[finding.severity]}  {plain_text(finding.message)}"
            self._add(message, finding, tr(_MEANS[finding.severity]))
            for name in finding.unknown:
                if name not in offered:
                    offered.add(name)
                    edit = CreateParameter(name)
                    self._offer(edit, edit.offer, tr("One step; its number is below Document."))
            if finding.code == NO_VALUE:
                if payoffs_alone and NO_VALUE not in offered:
                    offered.add(NO_VALUE)
                    alone = PayoffsAlone()
                    self._offer(
                        alone, tr(alone.offer), tr("One step; outcomes without a value get 0.")
                    )
                zero = CountFromZero(finding.branches[0], finding.criteria[0])
                self._offer(
                    zero,
                    tr(zero.offer),
                    tr("One step; what stood alone stays in a gap with all others."),
                )
        self.setVisible(bool(findings))
        self.setFixedHeight(24 * min(max(self.count(), 1), 4) + 4)

    def _offer(self, edit: Edit, words: str, tip: str) -> None:
        self._add(f"      +  {words}", edit, tip)

    def _add(self, text: str, data: Finding | Edit, tip: str) -> None:
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, data)
        item.setToolTip(plain_tip(tip))
        self.addItem(item)

    def _choose(self, item: QListWidgetItem) -> None:
        data = item.data(Qt.ItemDataRole.UserRole)
        signal = self.jump if isinstance(data, Finding) else self.intended
        signal.emit(data)

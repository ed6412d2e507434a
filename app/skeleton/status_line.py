"""The line at the foot of the window: a hint, the verdict or what was done; findings; the zoom."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStackedLayout, QToolButton, QWidget

from solver.findings import Finding, Severity
from solver.translation import tr, trn
from widgets.basics.assistive import announce, show_checked
from widgets.basics.fields import Elided
from widgets.basics.layouts import nest
from widgets.basics.link import LinkLabel
from widgets.basics.tips import plain_tip
from widgets.shell.breadcrumbs import Breadcrumbs, Crumb
from widgets.shell.key_hints import KeyHints

HEIGHT: Final = 24
SAID: Final = 0.25  # of the width: more than that is said in place of the way to what is selected


class StatusLine(QWidget):
    """What was said takes the place of the hint for a while; nothing else moves."""

    findings_wanted = Signal()

    def __init__(self, hints: KeyHints, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT)
        self.crumbs = Breadcrumbs()
        self.said = _line("said")
        self.verdict = _line("verdict.line")
        self._words = QStackedLayout()
        self._hints = QWidget(self)  # others hide and show what is in it
        inside = QHBoxLayout(self._hints)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(hints)
        for page in (self._hints, self.said, self.verdict):
            self._words.addWidget(page)
        self._findings = _tool("findings.button", tr("Findings"))
        self._findings.clicked.connect(self.findings_wanted)
        self._findings.hide()
        self.zoom_out = _tool("zoom.out", tr("Zoom out"), "−")
        self.zoom_in = _tool("zoom.in", tr("Zoom in"), "+")
        self._zoom = QLabel()
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._zoom.setMinimumWidth(48)
        self.fit = LinkLabel(tr("Fit"))
        self.fit.setObjectName("zoom.fit")
        self.fit.setCheckable(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 8, 0)
        row.setSpacing(2)
        row.addWidget(self.crumbs, 3)
        nest(row, self._words, 2)
        row.addWidget(self._findings)
        for part in (self.zoom_out, self._zoom, self.zoom_in, self.fit):
            row.addWidget(part)
        self._on_tree = True
        self.show_fit(True, True)
        self._show_parts()

    def show_said(self, text: str) -> None:
        """What was done, or why it could not be; an empty text brings the hint back."""
        self.said.setText(text)
        announce(self.said, text)
        self._show_parts()

    def show_verdict(self, text: str) -> None:
        """The verdict in one line, for where the card is not to be seen."""
        if text != self.verdict.text():
            announce(self.verdict, text)
        self.verdict.setText(text)

    def show_place(self, *, tree: bool) -> None:
        """Whether the tree is in view: the zoom and the hints belong to it."""
        self._on_tree = tree
        for part in (self.zoom_out, self._zoom, self.zoom_in, self.fit):
            part.setVisible(tree)
        self._show_parts()

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """How many findings there are."""
        errors = any(f.severity is Severity.ERROR for f in findings)
        count = len(findings)
        text = "✕ " if errors else "△ "
        text += trn("{count} finding", "{count} findings", count).format(count=count)
        self._findings.setText(text)
        self._findings.setAccessibleName(text)
        self._findings.setVisible(bool(findings))

    def show_zoom(self, zoom: float) -> None:
        self._zoom.setText(f"{zoom:.0%}".replace("%", "\u202f%"))
        self._zoom.setAccessibleName(tr("Zoom {zoom:.0%}").format(zoom=zoom))

    def show_fit(self, follows: bool, whole: bool) -> None:
        """Whether the tree follows the size of the window, and whether ``whole`` it has room there."""
        show_checked(self.fit, follows)
        text, tip = tr("Fit"), tr("The tree follows the size of the window (Ctrl+0)")
        if follows:
            text = tr("✓ Fit") if whole else tr("Fit: a part")
        if not whole:
            tip = tr(
                "At a readable size only a part of the tree fits. − shows all of it, smaller; the map (F8) moves about."
            )
        self.fit.setText(text)
        if follows:  # without its sign it needs less: nothing beside it moves
            self.fit.setMinimumWidth(self.fit.sizeHint().width())
        self.fit.setAccessibleName(text)
        self.fit.setToolTip(plain_tip(tip))
        self.fit.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_parts()

    def _show_parts(self) -> None:
        """The way to what is selected makes room for what is said, where both would not fit."""
        needed = self.said.sizeHint().width() if self.said.text() else 0
        fits = needed <= self.width() * SAID
        self.crumbs.setVisible(self._on_tree and bool(self.crumbs.steps) and fits)
        if self.said.text():
            self._words.setCurrentWidget(self.said)
        else:
            self._words.setCurrentWidget(self._hints if self._on_tree else self.verdict)

    def show_steps(self, steps: Sequence[Crumb]) -> None:
        """The way to what is selected."""
        self.crumbs.show_steps(steps)
        self._show_parts()


def _line(name: str) -> Elided:
    label = Elided("")
    label.setObjectName(name)
    label.setContentsMargins(8, 0, 8, 0)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


def _tool(name: str, accessible: str, text: str = "") -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setAccessibleName(accessible)
    button.setToolTip(accessible)
    button.setText(text)
    button.setAutoRaise(True)
    button.setFixedHeight(20)
    return button

"""The way from the root to what is selected; each step leads back to its node."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from solver.document.model import Document
from solver.translation import tr
from solver.words.plain_mathematics import plain_text
from widgets.basics.tips import plain_tip

MOST_STEPS = 50
LONGEST = 24  # characters of one step


class Crumb(NamedTuple):
    """One step: the node it leads to and how it is called."""

    node: str
    text: str


def way_to(document: Document, node: str) -> list[Crumb]:
    """The steps from the root (at most the last fifty) to a node, called by their branches."""
    steps: list[Crumb] = []
    while (entering := document.incoming(node)) and len(steps) < MOST_STEPS:
        called = entering[0].label or document.nodes[node].label or tr("unnamed branch")
        steps.append(Crumb(node, plain_text(called)))
        node = entering[0].source
    steps.append(Crumb(node, plain_text(document.nodes[node].label) or "start"))
    return steps[::-1]


class Breadcrumbs(QWidget):
    """As many of the last steps as there is room for."""

    chosen = Signal(object)  # a node's id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("breadcrumbs")
        self.setAccessibleName(tr("The way from the root"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 0, 8, 0)
        self._row.setSpacing(0)
        self._steps: list[Crumb] = []

    def show_steps(self, steps: Sequence[Crumb]) -> None:
        """Show this way; an empty one shows nothing."""
        if list(steps) != self._steps:
            self._steps = list(steps)
            self._fill()

    @property
    def steps(self) -> Sequence[Crumb]:
        """The whole way."""
        return tuple(self._steps)

    @property
    def texts(self) -> list[str]:
        """What is shown, from left to right."""
        return [button.text() for button in self.findChildren(QToolButton)]

    def _fill(self) -> None:
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        room = self.width() - 40
        kept: list[Crumb] = []
        for step in reversed(self._steps):
            room -= self.fontMetrics().horizontalAdvance(_short(step.text)) + 32
            if room < 0 and kept:
                self._row.addWidget(QLabel("… ›"))
                break
            kept.append(step)
        for place, step in enumerate(reversed(kept)):
            if place:
                self._row.addWidget(QLabel("›"))
            button = QToolButton()
            button.setText(_short(step.text).replace("&", "&&"))
            tip = (
                tr("Go to “{text}”.").format(text=step.text)
                if len(step.text) <= LONGEST
                else tr("Go there.")
            )
            button.setToolTip(plain_tip(tip))
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(partial(self._choose, step.node))
            self._row.addWidget(button)
        self._row.addStretch(1)

    def _choose(self, node: str, _checked: bool = False) -> None:
        self.chosen.emit(node)

    def resizeEvent(self, event: object) -> None:
        self._fill()


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"

"""A bar above the tree while a step is built by clicks: what they do, on to the next step, done."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from solver.translation import mark, tr
from widgets.basics.fields import Elided, heading

#: What a click does, by the field of the step that it goes into.
CLICKS: Final[Mapping[str, str]] = {
    "where": mark("Click what the step uncovers; click again to take it out. Shift+click: all below it as well."),
    "highlight": mark("Click what the step highlights; click again to take it out. Shift+click: all below it as well."),
    "zoom": mark("Click the node to which the step zooms."),
    "plan": mark("Click the branches of choice nodes that the plan takes."),
}  # fmt: skip


class BuildingBar(QFrame):
    """Hidden unless clicks on the tree go into a step."""

    next_wanted = Signal()
    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("building")
        self.setAccessibleName(tr("Building a step by clicking"))
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.title = heading("")
        self.words = Elided("")
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.next = QPushButton(tr("&Next step"))
        self.next.setToolTip(tr("Another step after this one, also built by clicking."))
        self.next.clicked.connect(self.next_wanted)
        finish = QPushButton(tr("Done (Esc)"))
        finish.clicked.connect(self.done)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.words, 1)
        row.addWidget(self.next)
        row.addWidget(finish)
        self.hide()

    def show_building(self, title: str, field: str) -> None:
        """Say which step is built, and what a click does."""
        self.title.setText(title)
        self.words.setText(tr(CLICKS[field]))
        self.next.setVisible(field in ("where", "plan"))
        self.show()

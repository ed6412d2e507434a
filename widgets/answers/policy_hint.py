"""A line on the page “Verdict”: the stated policy is dominated by a policy, and where to see by which."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from widgets.basics.fields import sentence


class PolicyHint(QFrame):
    """Hidden unless there is something to say."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("policy hint")
        self.setAccessibleName("The policy is dominated by a policy")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        self._text = sentence()
        see = QPushButton("See")
        see.setToolTip("Show the policy, its prospect and the better one (Ctrl+Alt+4).")
        see.setAccessibleName("See the policy")
        see.clicked.connect(self.wanted)
        row.addWidget(self._text, 1)
        row.addWidget(see, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def say(self, text: str) -> None:
        """What there is to say."""
        self._text.setText(text)

    @property
    def text(self) -> str:
        """What is said; empty while it is hidden."""
        return "" if self.isHidden() else self._text.text()

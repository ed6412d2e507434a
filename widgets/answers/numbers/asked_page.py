"""What pages share that ask for something which may take a while: a line that says how it stands."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from solver.translation import tr
from widgets.basics.fields import sentence
from widgets.basics.layouts import nest


class AskedPage(QScrollArea):
    """A page with a body below a line of words.

    While something newer is worked out the old stays, muted; where there is nothing to show, the line
    says why.  ``cancel_requested`` where somebody does not want to wait, ``again_requested`` where somebody who had
    not waited does.
    """

    cancel_requested = Signal()
    again_requested = Signal()

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._words = sentence()
        self._words.setObjectName(f"{name} words")
        self._cancel = QPushButton(tr("Cancel"))
        self._cancel.clicked.connect(self.cancel_requested)
        self._again = QPushButton(tr("Go on"))
        self._again.clicked.connect(self.again_requested)
        self.body = QWidget()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 10, 20, 10)
        column.setSpacing(6)
        top = QHBoxLayout()
        top.addWidget(self._words, 1)
        top.addWidget(self._cancel)
        top.addWidget(self._again)
        nest(column, top)
        column.addWidget(self.body, 1)  # as high as there is room
        column.addStretch(0)  # where it is hidden the words stay above
        self.setWidget(inside)
        self.has_answer = False  # there is something to be seen, if only of what was before
        self.show_problem("")

    @property
    def words(self) -> str:
        """What is said above the body."""
        return self._words.text()

    def show_problem(self, text: str) -> None:
        """Why there is nothing to show."""
        self.has_answer = False
        self._say(text)
        self.body.hide()

    def show_stopped(self) -> None:
        """Somebody did not wait: what was shown before stays muted, and it can go on."""
        self._say(tr("△ Stopped before it was found."), again=True)

    def show_busy(self, done: float) -> None:
        """It takes a while; it is so far, from 0 to 1."""
        self._say(
            tr("Working it out… {done:.0%}").format(done=done) if done else tr("Working it out…"),
            busy=True,
        )
        self.mute(muted=True)

    def _ready(self, text: str = "") -> None:
        """There is something to show, with a remark if it is not all."""
        self.has_answer = True
        self._say(text)
        self.mute(muted=False)
        self.body.show()

    def mute(self, *, muted: bool) -> None:
        """Show what is there as old, or as it is."""

    def _say(self, text: str, *, busy: bool = False, again: bool = False) -> None:
        self._words.setText(text)
        self._words.setVisible(bool(text))
        self._cancel.setVisible(busy)
        self._again.setVisible(again)

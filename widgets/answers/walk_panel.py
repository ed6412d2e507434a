"""Below the tree while somebody walks through it: where one stands, the way, what was turned down."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from solver.translation import tr
from widgets.basics.fields import caption, heading, sentence
from widgets.basics.layouts import nest
from widgets.basics.tips import plain_tip


class WalkPanel(QFrame):
    """Shows a walk; hidden while nobody walks."""

    back_wanted = Signal()
    dice_wanted = Signal()
    again_wanted = Signal()
    end_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("walk")
        self.setAccessibleName(tr("Walking through the tree"))
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._place = heading("")
        self._place.setWordWrap(True)
        self._off = sentence()
        self._off.setObjectName("off plan")
        self._verdict = sentence()
        self._verdict.setObjectName("walk verdict")
        self.dice = _button(
            tr("Throw the &dice"), tr("Let chance decide with the stated probabilities (D).")
        )
        self.back = _button(tr("&Back"), tr("Take the last step back (Backspace)."))
        self.again = _button(tr("From the &root"), tr("Begin again."))
        self.end = _button(tr("En&d"), tr("Stop walking (Escape or Ctrl+F5)."))
        for button, signal in (
            (self.dice, self.dice_wanted),
            (self.back, self.back_wanted),
            (self.again, self.again_wanted),
            (self.end, self.end_wanted),
        ):
            button.clicked.connect(signal)
        self.steps = _list(tr("The way so far"))
        self.turned_down = _list(tr("Turned down on the way"))
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 6)
        column.setSpacing(4)
        said = QWidget()
        said.setMinimumHeight(4 * self.fontMetrics().lineSpacing())  # or the tree would move about
        texts = QVBoxLayout(said)
        texts.setContentsMargins(0, 0, 0, 0)
        texts.setSpacing(2)
        for label in (self._place, self._off, self._verdict):
            texts.addWidget(label)
        texts.addStretch(1)
        column.addWidget(said)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.dice, self.back, self.again):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.end)
        nest(column, row)
        lists = QGridLayout()
        lists.setHorizontalSpacing(12)
        lists.setVerticalSpacing(2)
        for place, (text, shown) in enumerate(
            ((tr("The way so far"), self.steps), (tr("Turned down"), self.turned_down))
        ):
            lists.addWidget(caption(text, shown), 0, place)
            lists.addWidget(shown, 1, place)
        nest(column, lists)
        keys = sentence(tr("1 … 9 take a branch  ·  D dice  ·  Backspace back  ·  Escape end"))
        keys.setEnabled(False)
        column.addWidget(keys)

    # ---------------------------------------------------------------------- showing

    def show_place(self, place: str, off_plan: str, verdict: str) -> None:
        """Where one stands, whether that is off plan, and what there is to say."""
        self._place.setText(place)
        for label, text in ((self._off, off_plan and f"⚠ {off_plan}"), (self._verdict, verdict)):
            label.setText(text)
            label.setVisible(bool(text))
        self.setAccessibleDescription(" ".join(part for part in (place, off_plan, verdict) if part))

    def show_way(self, steps: Sequence[str], turned_down: Sequence[str]) -> None:
        """The steps so far, and what was turned down."""
        for shown, texts in ((self.steps, steps), (self.turned_down, turned_down)):
            shown.clear()
            for text in texts:
                shown.addItem(text)
                shown.item(shown.count() - 1).setToolTip(plain_tip(text))
            shown.scrollToBottom()

    def offer(self, *, dice: bool, back: bool) -> None:
        """What can be done now."""
        self.dice.setEnabled(dice)
        self.back.setEnabled(back)
        self.again.setEnabled(back)

    @property
    def texts(self) -> tuple[str, str, str]:
        """What is said: where, off plan or not, and the verdict or the result."""
        return self._place.text(), self._off.text(), self._verdict.text()


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    return button


def _list(name: str) -> QListWidget:
    shown = QListWidget()
    shown.setAccessibleName(name)
    shown.setFixedHeight(72)
    shown.setWordWrap(True)
    shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    shown.setTextElideMode(Qt.TextElideMode.ElideNone)
    return shown

"""Which rule decides: the usual rules beside each other, and a list of all."""

from collections.abc import Sequence
from typing import Final, Protocol

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QWidget

from widgets.answers.rules_table import RuleHeading
from widgets.basics.segmented_switch import HEIGHT, SegmentedSwitch, paint_segment
from widgets.basics.signs import chevron

PINNED: Final = 5  # rules that stand in the tool bar
LIST: Final = 280  # pixels, the width of the list


class RuleText(RuleHeading, Protocol):
    """What is shown of a rule."""

    @property
    def summary(self) -> str: ...


class _AllRules(QComboBox):
    """The list of all rules, drawn as the last part of the switch; it holds which one is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rule")
        self.setAccessibleName("Decision rule")
        self.setToolTip("All rules (Alt+0)")
        self.setFixedSize(28, HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.view().setMinimumWidth(LIST)

    def sizeHint(self) -> QSize:
        return QSize(28, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = paint_segment(self, painter, first=False, last=True)
        chevron(painter, QRectF(self.rect()), ink.name())

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: object) -> None:
        self.update()

    def showPopup(self) -> None:
        """The list hangs below the switch, at its right end, and covers none of it."""
        super().showPopup()
        popup = self.view().window()
        corner = self.mapToGlobal(self.rect().bottomRight())
        popup.move(corner.x() - popup.width() + 1, corner.y() + 2)

    def wheelEvent(self, event: object) -> None:
        """A wheel over the tool bar changes no verdict."""


class RuleSwitch(QWidget):
    """`rule_changed` carries the id of the rule that a person, or a program, has chosen."""

    rule_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.box = _AllRules()
        self.switch = SegmentedSwitch("Decision rule", filled=True)
        self.switch.append(self.box)
        caption = QLabel("Rule")
        caption.setBuddy(self.box)
        caption.setForegroundRole(caption.palette().ColorRole.PlaceholderText)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(caption)
        row.addWidget(self.switch)
        self._pinned: tuple[str, ...] = ()
        self._folded = False
        self.switch.chosen.connect(self.choose)
        self.box.currentIndexChanged.connect(self._chosen)

    def show_rules(self, rules: Sequence[RuleText], chosen: str) -> None:
        """List these; the first of them stand in the switch."""
        self.box.blockSignals(True)
        self.box.clear()
        self.switch.clear()
        for number, rule in enumerate(rules):
            self.box.addItem(rule.name, rule.id)
            self.box.setItemData(number, rule.summary, Qt.ItemDataRole.ToolTipRole)
            key = f" (Alt+{number + 1})" if number < PINNED else ""
            text = rule.short or rule.name
            self.switch.add(rule.id, text, rule.name, f"{rule.name}{key}\n{rule.summary}")
        self.box.setCurrentIndex(self.box.findData(chosen))
        self.box.blockSignals(False)
        self._pinned = tuple(rule.id for rule in rules[:PINNED])
        self._show()

    @property
    def current(self) -> str:
        """The id of the chosen rule."""
        return str(self.box.currentData())

    def choose(self, rule: str) -> None:
        """Choose a rule by its id."""
        self.box.setCurrentIndex(self.box.findData(rule))

    def show_list(self) -> None:
        """Open the list of all rules."""
        self.box.setFocus()
        self.box.showPopup()

    def set_folded(self, folded: bool) -> None:
        """Show the chosen rule alone, where there is little room."""
        if folded != self._folded:
            self._folded = folded
            self._show()

    def _chosen(self) -> None:
        self._show()
        self.rule_changed.emit(self.current)

    def _show(self) -> None:
        self.switch.choose(self.current)
        if self._folded:
            self.switch.show_only((self.current,))
        else:
            self.switch.show_only((*self._pinned, self.current))

"""The tool bar: places, history, the kinds of node; at the right the rule and how numbers look."""

from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QToolBar, QWidget

from app.skeleton.actions import Actions
from solver.translation import tr
from solver.words.numbers import NumberForm
from widgets.answers.rule_switch import RuleSwitch
from widgets.basics.segmented_switch import SegmentedSwitch
from widgets.shell.palette import Palette

#: The groups of actions at the left and those at the right; what stands between them is fixed.
HISTORY, NODES, ENDS = ("history",), ("tidying",), ("presenting", "pictures")
FOLDS_BELOW: Final = 1200  # pixels


class ToolBar(QToolBar):
    """`place_wanted` carries the number of a place, `numbers_wanted` a form of numbers."""

    place_wanted = Signal(object)
    numbers_wanted = Signal(object)

    def __init__(self, palette: Palette, rules: RuleSwitch, parent: QWidget) -> None:
        super().__init__(tr("Tool bar"), parent)
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.setIconSize(QSize(20, 20))
        self.places = SegmentedSwitch(tr("Place"))
        self.places.setObjectName("places")
        self.places.chosen.connect(self.place_wanted)
        self.numbers = SegmentedSwitch(tr("Numbers as"))
        self.numbers.setObjectName("numbers")
        self.numbers.add(
            NumberForm.FRACTION, "½", tr("fractions"), tr("Numbers as fractions (Ctrl+.)")
        )
        self.numbers.add(
            NumberForm.DECIMAL, tr("0.5"), tr("decimals"), tr("Numbers as decimals (Ctrl+.)")
        )
        self.numbers.chosen.connect(self.numbers_wanted)
        self.palette_panel, self.rules = palette, rules

    def fill(self, actions: Actions) -> None:
        """Put everything in its order."""
        self.setContentsMargins(6, 0, 6, 0)
        self.addWidget(self.places)
        self.addSeparator()
        self._add(actions, HISTORY)
        self.addSeparator()
        self.addWidget(self.palette_panel)
        self._add(actions, NODES)
        between = QWidget()
        between.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(between)
        self.addWidget(self.rules)
        self.addSeparator()
        self.addWidget(self.numbers)
        self.addSeparator()
        self._add(actions, ENDS)

    def _add(self, actions: Actions, groups: tuple[str, ...]) -> None:
        for group in groups:
            for row in actions.rows:
                if row.in_tool_bar and row.group == group:
                    self.addAction(actions[row.name])

    def fold(self, window: int) -> None:
        """Show the rule alone where the window is so narrow."""
        self.rules.set_folded(window < FOLDS_BELOW)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 44)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 44)

"""The page “Compare”: all rules side by side, and the pump of the rule that is exploitable."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPalette, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from solver.analyses.money_pump import Pump
from solver.analyses.rule_comparison import SideBySide
from solver.analysis_words.compare_words import SIGNS, silent, summary
from solver.analysis_words.money_pump_words import ending_text, pump_text, step_text, turn_text
from solver.document.model import Document
from solver.translation import tr
from solver.words.names import Names
from solver.words.plain_mathematics import plain_text
from widgets.answers.rules_table import RuleHeading, RulesTable
from widgets.basics.fields import heading, sentence
from widgets.basics.layouts import nest
from widgets.basics.tips import plain_tip
from widgets.basics.two_parts import scrolled, two_parts

TABLE, WORDS = 880, 284  # shares: of the table at most, of what is said beside it at least
MARGIN: Final = 20
MOST_STEPS: Final = 200  # of a pump are listed
MANY: Final = 8  # branches; of fewer all are shown
NO_BREAK: Final = "\u00a0"  # between a sign and its word
PACE: Final = 1400  # ms a step, while it plays by itself


class ComparePage(QWidget):
    """What all rules say as a table; beside it what that comes to, and the pump of the current one."""

    rule_chosen = Signal(object)  # its id
    place_wanted = Signal(object)  # a Row with a node
    cancel_requested = Signal()

    def __init__(self, rules: Sequence[RuleHeading], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare")
        self.setAccessibleName(tr("Compare the rules"))
        self._names = Names(Document())
        self._found: SideBySide | None = None
        self._words = sentence()
        self._words.setObjectName("compare words")
        self._cancel = QPushButton(tr("Cancel"))
        self._cancel.clicked.connect(self.cancel_requested)
        self._only = QCheckBox(tr("Only where they diffe&r"))
        self._only.toggled.connect(self._show_table)
        self.table = RulesTable(rules)
        self.table.rule_chosen.connect(self.rule_chosen)
        self.table.place_wanted.connect(self.place_wanted)
        signs = (part.replace(" ", NO_BREAK, 1) for part in tr(SIGNS).split("   "))
        self._legend = sentence("   ".join(signs), muted=True)
        self._silent = sentence()
        self._silent.setObjectName("compare silent")
        self.pump = PumpPart()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 10, 20, 10)
        column.setSpacing(6)
        top = QHBoxLayout()
        top.addWidget(self._words, 1)
        top.addWidget(self._cancel)
        nest(column, top)
        for part in (self._only, self._legend, self._silent, self.pump):
            column.addWidget(part)
        column.addStretch(1)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        left = QWidget()
        left.setBackgroundRole(QPalette.ColorRole.Base)
        left.setAutoFillBackground(True)
        around = QVBoxLayout(left)
        around.setContentsMargins(MARGIN, 6, 0, 0)
        around.addWidget(self.table)
        right = scrolled(inside, tr("What the comparison comes to"))
        self._split = two_parts(self, left, right, (TABLE, WORDS))
        self._is_dragged = False  # a person has shared the room out
        self._split.splitterMoved.connect(self._keep_shares)
        self.show_problem(tr("Open or build a tree; the rules are compared here."))

    @property
    def words(self) -> str:
        """What is said above the table."""
        return self._words.text()

    def show_problem(self, text: str) -> None:
        """Why there is nothing to compare."""
        self._found = None
        self._say(text)
        self._show_table()
        self.pump.show_pump(Names(Document()), None, "")

    def show_busy(self, done: float) -> None:
        """It takes a while; it is so far, from 0 to 1."""
        self._say(
            tr("Asking every rule… {done:.0%} of them are done.").format(done=done), busy=True
        )

    def show_answers(self, names: Names, found: SideBySide) -> None:
        """What the rules say of a document."""
        self._names, self._found = names, found
        self._say(summary(found))
        self._silent.setText("\n\n".join(silent(found)))
        self._show_table()

    def show_current(self, rule: str) -> None:
        """The rule that the tree is marked by."""
        self.table.rules.show_current(rule)

    def _say(self, text: str, *, busy: bool = False) -> None:
        self._words.setText(text)
        self._cancel.setVisible(busy)

    def _show_table(self) -> None:
        shown = self._found is not None
        for part in (self.table, self._legend):
            part.setVisible(shown)
        self._silent.setVisible(shown and bool(self._silent.text()))
        many = self._found is not None and len(self._found.tree.choice_branches) >= MANY
        self._only.setVisible(many and self._found is not None and bool(self._found.differing))
        only = self._only.isChecked() and self._only.isVisibleTo(self)
        self.table.show_answers(self._names, self._found, only_differing=only)
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _keep_shares(self) -> None:
        self._is_dragged = True

    def _share_room(self) -> None:
        """The table has what it needs, and the words the rest, until somebody drags the line between them."""
        if self._is_dragged or self._found is None:
            return
        room = self.width() * TABLE // (TABLE + WORDS)
        left = min(room, MARGIN + self.table.wanted(room - MARGIN))
        self._split.setSizes([left, self.width() - left])


class PumpPart(QWidget):
    """The steps of a money pump: a list to walk through, or to be played."""

    step_wanted = Signal(object)  # its number from 0, or None for no marks

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total = 0  # steps, the ending aside
        self._title = heading(tr("Money pump"))
        self._words = sentence()
        self._words.setObjectName("pump words")
        self.steps = QListWidget()
        self.steps.setObjectName("pump")
        self.steps.setAccessibleName(tr("Steps of the money pump"))
        self.steps.setWordWrap(True)
        self.steps.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.steps.currentRowChanged.connect(self._stepped)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.steps)
        leave.setContext(Qt.ShortcutContext.WidgetShortcut)
        leave.activated.connect(self.end)
        self._back, self._play, self._next = (
            QPushButton(text) for text in (tr("&Back"), tr("&Play"), tr("Ne&xt"))
        )
        self._end = QPushButton(tr("En&d"))
        self._end.setToolTip(tr("Take the marks of the pump off the tree (Escape in the list)."))
        self._timer = QTimer(self)
        self._timer.setInterval(PACE)
        self._timer.timeout.connect(self._play_on)
        self._back.clicked.connect(lambda: self._go(-1))
        self._next.clicked.connect(lambda: self._go(1))
        self._play.clicked.connect(self._play_or_stop)
        self._end.clicked.connect(self.end)
        self._buttons = (self._back, self._play, self._next, self._end)
        self._rows = QGridLayout()
        self._arrange()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._words)
        nest(column, self._rows)
        column.addWidget(self.steps)

    @property
    def words(self) -> str:
        """What is said of the pump."""
        return self._words.text()

    def show_pump(self, names: Names, pump: Pump | None, words: str) -> None:
        """The pump of a rule; or, where there is none, why."""
        self._stop()
        self.steps.blockSignals(True)
        self.steps.clear()
        self.steps.blockSignals(False)
        self._title.setVisible(bool(words) or pump is not None)
        for part in (self.steps, *self._buttons):
            part.setVisible(pump is not None)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        if pump is None:
            return
        self._words.setText(pump_text(names, pump, words))
        self._words.setVisible(True)
        self._total = len(pump.steps)
        for number, step in enumerate(pump.steps[:MOST_STEPS], start=1):
            self.steps.addItem(plain_text(f"{number}. {step_text(names, step)}"))
        ending = f"{ending_text(names, pump)} {turn_text(pump)}".strip()
        self.steps.addItem(plain_text(f"{self._total + 1}. {ending}"))
        for row in range(self.steps.count()):
            item = self.steps.item(row)
            item.setToolTip(plain_tip(item.text()))
        self._fit()
        self._offer()

    def minimumSizeHint(self) -> QSize:
        """So narrow that two buttons stand beside each other."""
        widest = max(button.minimumSizeHint().width() for button in self._buttons)
        spacing = self._rows.horizontalSpacing()
        return QSize(2 * widest + spacing, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._fit()

    def _arrange(self) -> None:
        """The buttons in one row if there is room, else in two."""
        widths = [button.sizeHint().width() for button in self._buttons]
        spacing = self._rows.horizontalSpacing()
        columns = 4 if sum(widths) + 3 * spacing <= self.width() else 2
        for place, button in enumerate(self._buttons):
            self._rows.addWidget(button, place // columns, place % columns)
        self._rows.setColumnStretch(4, 1)

    def _fit(self) -> None:
        """The list is as high as its steps: the page scrolls, not the list."""
        self.steps.doItemsLayout()
        rows = (self.steps.sizeHintForRow(row) for row in range(self.steps.count()))
        wanted = sum(rows) + 2 * self.steps.frameWidth() + 4
        if wanted != self.steps.height():
            self.steps.setFixedHeight(wanted)

    def end(self) -> None:
        """No step is shown any more."""
        self._stop()
        self.steps.setCurrentRow(-1)

    def _go(self, by: int) -> None:
        self._stop()
        row = self.steps.currentRow()
        self.steps.setCurrentRow(max(0, min(self.steps.count() - 1, row + by)))
        self.steps.scrollToItem(self.steps.currentItem())

    def _stepped(self, row: int) -> None:
        last = row == self.steps.count() - 1
        self.step_wanted.emit(None if row < 0 else self._total if last else row)
        self._offer()

    def _offer(self) -> None:
        row, last = self.steps.currentRow(), self.steps.count() - 1
        self._back.setEnabled(row > 0)
        self._next.setEnabled(row < last)
        self._end.setEnabled(row >= 0)

    def _play_or_stop(self) -> None:
        if self._timer.isActive():
            self._stop()
            return
        at_end = self.steps.currentRow() in (-1, self.steps.count() - 1)
        self.steps.setCurrentRow(0 if at_end else self.steps.currentRow() + 1)
        self._timer.start()
        self._play.setText(tr("Sto&p"))

    def _play_on(self) -> None:
        row = self.steps.currentRow() + 1
        self.steps.setCurrentRow(min(row, self.steps.count() - 1))
        if row >= self.steps.count() - 1:
            self._stop()

    def _stop(self) -> None:
        self._timer.stop()
        self._play.setText(tr("&Play"))

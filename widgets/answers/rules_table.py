"""The table of all rules on one tree: a column a rule, a row a question or a branch."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Any, Final, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from solver.analyses.rule_comparison import OneRule, SideBySide
from solver.analysis_words.compare_words import NO_ANSWER, QUESTIONS, answer_text, sign_of
from solver.translation import tr
from solver.words.names import Names
from solver.words.plain_mathematics import plain_text
from widgets.basics.table_parts.slanted_header import SlantedHeader
from widgets.basics.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex

NARROWEST: Final = 40  # pixels of a column with a name that runs up
RUN_UP: Final = 40  # pixels that the last of these runs over its column
LEAST_NAME: Final = 160  # pixels for what a row asks, where there is little room
MEASURED: Final = 50  # rows; the longest by the letters of the usual weight


class RuleHeading(Protocol):
    """What the table shows of a rule: its name, and what its column is called."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def head(self) -> str: ...


@dataclass(frozen=True)
class Row:
    """A question, a choice node (a title), or a branch of one."""

    text: str
    tip: str = ""
    node: str | None = None
    branch: str | None = None
    differs: bool = False
    question: int = -1  # its number

    @property
    def is_title(self) -> bool:
        return self.node is not None and self.branch is None


class RulesModel(QAbstractTableModel):
    """The first column has the questions; the others a rule each."""

    def __init__(self) -> None:
        super().__init__()
        self._headings: Mapping[str, RuleHeading] = {}
        self._rules: tuple[str, ...] = ()
        self._found: SideBySide | None = None
        self._rows: tuple[Row, ...] = ()
        self._current = ""

    def show_rules(self, rules: Sequence[RuleHeading]) -> None:
        """The rules that may have columns."""
        self._headings = {rule.id: rule for rule in rules}

    def show_answers(self, names: Names, found: SideBySide | None, *, only_differing: bool) -> None:
        """Everything anew: a column for each rule that has an answer."""
        self.beginResetModel()
        self._found = found
        answers = {} if found is None else found.rules
        self._rules = tuple(r for r in self._headings if r in answers and answers[r].solution)
        self._rows = (
            () if found is None else self._asked(found, _rows(names, found, only_differing))
        )
        self.endResetModel()

    def _asked(self, found: SideBySide, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        """Without the questions to which no rule has an answer."""
        return tuple(
            row
            for row in rows
            if row.node is not None
            or any(self._answer(row, found.rules[rule])[0] != NO_ANSWER for rule in self._rules)
        )

    def show_current(self, rule: str) -> None:
        """The rule that the tree is marked by."""
        self._current = rule
        if self._rules:
            last = len(self._rules)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 1, last)
            if self._rows:
                self.dataChanged.emit(self.index(0, 1), self.index(len(self._rows) - 1, last))

    def row(self, row: int) -> Row:
        return self._rows[row]

    def rule_at(self, column: int) -> str | None:
        return self._rules[column - 1] if 1 <= column <= len(self._rules) else None

    @property
    def titles(self) -> list[int]:
        """The rows that are choice nodes."""
        return [i for i, row in enumerate(self._rows) if row.is_title]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rules) + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        rule = self.rule_at(section)
        if orientation is not Qt.Orientation.Horizontal or rule is None:
            return None
        current = rule == self._current
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[rule].head
        if role == Qt.ItemDataRole.FontRole:
            return _font(bold=current, underlined=current)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(
                tr("{name}: click to solve the tree by this rule.").format(
                    name=self._headings[rule].title
                )
            )
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, rule = self._rows[index.row()], self.rule_at(index.column())
        if role == Qt.ItemDataRole.FontRole:
            return _font(bold=row.differs or row.is_title)
        if rule is None:
            return self._label(row, role)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.BackgroundRole and rule == self._current and not row.is_title:
            return QPalette().brush(QPalette.ColorRole.AlternateBase)
        if row.is_title or self._found is None:
            return None
        text, sentence = self._answer(row, self._found.rules[rule])
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{self._headings[rule].title}: {sentence}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._headings[rule].title}, {row.text}: {sentence}"
        return None

    @staticmethod
    def _label(row: Row, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return f"≠ {row.text}" if row.differs else row.text
        if role == Qt.ItemDataRole.ToolTipRole:
            differs = tr("The rules do not agree here.") if row.differs else ""
            return plain_tip("\n".join(part for part in (row.text, row.tip, differs) if part))
        return None

    @staticmethod
    def _answer(row: Row, one: OneRule) -> tuple[str, str]:
        if row.branch is None:
            return answer_text(one, row.question)
        if one.solution is None:
            return NO_ANSWER, one.problem
        sign = sign_of(one.solution.branches[row.branch])
        words = {
            "●": tr("permitted"),
            "○": tr("permitted if the agent stands there, but no permitted plan takes it"),
            "×": tr("not permitted"),
            "?": tr("undecided"),
        }
        return sign, words[sign]


def _font(*, bold: bool, underlined: bool = False) -> QFont:
    font = QFont()
    font.setBold(bold)
    font.setUnderline(underlined)
    return font


def _rows(names: Names, found: SideBySide, only_differing: bool) -> tuple[Row, ...]:
    asked = enumerate(QUESTIONS)
    rows = [Row(tr(text), tr(tip), question=number) for number, (text, tip) in asked]
    tree = found.tree
    for node in tree.agents_choices():
        branches = [b for b in tree.branches[node] if b in found.differing or not only_differing]
        if not branches:
            continue
        id_ = tree.ids[node]
        rows.append(Row(plain_text(names.node(id_)), node=id_))
        rows += [
            Row(
                plain_text(names.branch(b)),
                node=id_,
                branch=b,
                differs=b in found.differing,
            )
            for b in branches
        ]
    return tuple(rows)


class RulesTable(QTableView):
    """Click a column, or press Enter in it, to choose its rule; click a branch to see it."""

    rule_chosen = Signal(object)  # its id
    place_wanted = Signal(object)  # a Row with a node

    def __init__(self, rules: Sequence[RuleHeading], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rules table")
        self.setAccessibleName(tr("All rules on this tree"))
        self.rules = RulesModel()
        self._wanted = 0  # pixels for the longest question
        self._cells: list[int] = []  # of each rule: pixels for what it says,
        self._level: list[int] = []  # and for its name as well
        self.rules.setParent(self)
        self.setModel(self.rules)
        self.rules.show_rules(rules)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(22)
        header = self._heads = SlantedHeader(self)
        self.setHorizontalHeader(header)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(30)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.sectionClicked.connect(self._choose)
        self.clicked.connect(self._clicked)

    def show_answers(self, names: Names, found: SideBySide | None, *, only_differing: bool) -> None:
        """Show what the rules say."""
        self.rules.show_answers(names, found, only_differing=only_differing)
        self.clearSpans()
        for row in self.rules.titles:
            self.setSpan(row, 0, 1, self.rules.columnCount())
        self._heads.set_slanted(False)
        self._cells = [
            max(
                (
                    self.sizeHintForIndex(self.rules.index(row, column)).width()
                    for row in range(min(len(QUESTIONS), self.rules.rowCount()))
                ),
                default=0,
            )
            for column in range(1, self.rules.columnCount())
        ]
        self._level = [
            max(cells, self._heads.sectionSizeHint(column)) + 2
            for column, cells in enumerate(self._cells, start=1)
        ]
        titles = set(self.rules.titles)
        rest = (row for row in range(self.rules.rowCount()) if row not in titles)
        self._wanted = max(self._widest(titles) - sum(self._level), self._widest(rest))
        self._fit()

    def _widest(self, rows: Iterable[int]) -> int:
        """The room that what these rows ask needs; of very many only those with long texts are measured."""
        advance = self.fontMetrics().horizontalAdvance
        longest = nlargest(MEASURED, rows, key=lambda row: advance(self.rules.row(row).text))
        hints = (self.sizeHintForIndex(self.rules.index(row, 0)).width() + 8 for row in longest)
        return max(hints, default=0)

    def wanted(self, room: int) -> int:
        """The width in which it shows all there is, with level names if these have room."""
        beside = self.verticalScrollBar().sizeHint().width() + 2
        level = self._wanted + sum(self._level) + beside
        if level <= room:
            return level
        return self._wanted + sum(max(NARROWEST, cells) for cells in self._cells) + beside + RUN_UP

    def _fit(self) -> None:
        """What a row asks has the room that the rules leave, and no more than it needs.

        Where there is too little for all rules their names run up, above columns as wide as what they say.
        """
        room = self.viewport().width()
        slanted = min(self._wanted, LEAST_NAME) + sum(self._level) > room
        widths = self._level
        if slanted:
            widths = [max(NARROWEST, cells) for cells in self._cells]
        self._heads.set_slanted(slanted)
        for column, width in enumerate(widths, start=1):
            self.setColumnWidth(column, width)
        self.setColumnWidth(0, min(self._wanted, max(LEAST_NAME, room - sum(widths))))
        self.updateGeometries()  # the heads are higher now, or lower

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _clicked(self, index: QModelIndex) -> None:
        row = self.rules.row(index.row())
        if self.rules.rule_at(index.column()) is not None and not row.is_title:
            self._choose(index.column())
        elif row.node is not None:
            self.place_wanted.emit(row)

    def _choose(self, column: int) -> None:
        if (rule := self.rules.rule_at(column)) is not None:
            self.rule_chosen.emit(rule)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self.currentIndex().isValid():
                self._clicked(self.currentIndex())
            return
        super().keyPressEvent(event)

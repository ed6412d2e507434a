"""A list to type into: what matches stays, Enter takes it.  For commands and for finding things."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from solver.translation import tr
from widgets.basics.assistive import announce
from widgets.basics.style import theme_now
from widgets.basics.tips import plain_tip

MOST_SHOWN = 200
ROWS_SHOWN = 10
WIDTH = 560
BESIDE = Qt.ItemDataRole.UserRole + 1
LACKS = Qt.ItemDataRole.UserRole + 2
_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Entry(NamedTuple):
    """One thing to choose: what is shown, what is searched besides, and what it stands for.

    ``beside`` stands at the right of it: what kind of thing it is, or the key; where it ``lacks`` something
    to be chosen now, that.
    """

    text: str
    more: str
    data: Any
    beside: str = ""
    lacks: str = ""


def matching(entries: Sequence[Entry], typed: str) -> list[Entry]:
    """The entries in which every word typed occurs; what is called just so first.

    Then what begins so, what has the words at the beginning of its own, what has them within, and what
    has them beside its name only.
    """
    words = typed.casefold().split()
    found = [
        entry
        for entry in entries
        if all(word in f"{entry.text} {entry.beside} {entry.more}".casefold() for word in words)
    ]
    if words:
        found.sort(key=lambda entry: _distance(entry.text.casefold(), words))
    return found


def _distance(text: str, words: Sequence[str]) -> int:
    """How far what is typed is from what something is called."""
    typed, own = " ".join(words), text.split()
    if text == typed:
        return 0
    if text.startswith(typed):
        return 1
    if all(any(each.startswith(word) for each in own) for word in words):
        return 2
    return 3 if all(word in text for word in words) else 4


class _Row(QStyledItemDelegate):
    """The text at the left, cut if it must be; what stands beside it in a column at the right."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme = theme_now()
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        text, beside = cell.text, str(index.data(BESIDE) or "")
        cell.text = ""
        widget = cell.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, widget)
        room, metrics = cell.rect.adjusted(8, 0, -8, 0), cell.fontMetrics
        wide = metrics.horizontalAdvance(beside)
        line = Qt.AlignmentFlag.AlignVCenter
        painter.save()
        painter.setPen(QColor(theme.muted))
        painter.drawText(room, line | Qt.AlignmentFlag.AlignRight, beside)
        left = room.adjusted(0, 0, -wide - 16, 0)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, left.width())
        painter.setPen(QColor(theme.muted if index.data(LACKS) else theme.text))
        painter.drawText(left, line | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()


class Chooser(QFrame):
    """Lies over a window while it is open; Escape and leaving close it."""

    chosen = Signal(object)  # the data of an entry
    passed = Signal(object)  # the data of the entry that is now highlighted

    def __init__(self, parent: QWidget, name: str, hint: str) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.hide()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setObjectName(name)
        self.setAccessibleName(hint)
        self._room = parent
        self._entries: Sequence[Entry] = ()
        self._matches: Sequence[Entry] = ()
        self._before: QWidget | None = None
        self._line = QLineEdit()
        self._line.setPlaceholderText(hint)
        self._line.setAccessibleName(hint)
        self._line.setClearButtonEnabled(True)
        self._list = QListWidget()
        self._list.setAccessibleName(tr("Matches"))
        self._list.setUniformItemSizes(True)
        self._list.setItemDelegate(_Row(self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing = QLabel(tr("Nothing found"))
        self._nothing.setIndent(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self._line)
        column.addWidget(self._list)
        column.addWidget(self._nothing)
        self._line.textChanged.connect(self._fill)
        self._line.returnPressed.connect(self._take)
        self._line.installEventFilter(self)
        self._list.clicked.connect(self._take)
        self._list.currentRowChanged.connect(self._pass)

    def open(self, entries: Sequence[Entry]) -> None:
        """Show these entries, in the upper middle of the parent."""
        self._entries = entries
        self._line.clear()
        self._fill("")
        self.move((self._room.width() - self.width()) // 2, 70)
        self.show()
        self.raise_()
        self._before = QApplication.focusWidget()
        self._line.setFocus()

    @property
    def shown(self) -> list[str]:
        """The texts of the matches."""
        return [entry.text for entry in self._matches]

    @property
    def words(self) -> str:
        """What was typed to find it."""
        return self._line.text().strip()

    def _fill(self, typed: str) -> None:
        self._list.blockSignals(True)
        self._list.clear()
        self._matches = matching(self._entries, typed)[:MOST_SHOWN]
        # No item is ever one of Python's: deleting those, Qt now and then ended the program.
        self._list.addItems([entry.text for entry in self._matches])
        model = self._list.model()
        for row, entry in enumerate(self._matches):
            beside = entry.lacks or entry.beside
            for role, value in (
                (BESIDE, beside),
                (LACKS, bool(entry.lacks)),
                (Qt.ItemDataRole.AccessibleDescriptionRole, beside),
                (Qt.ItemDataRole.ToolTipRole, plain_tip(entry.text)),
            ):
                model.setData(model.index(row, 0), value, role)
        self._list.setCurrentRow(0)
        self._list.blockSignals(False)
        self._fit()
        if typed:
            self._pass()

    def _fit(self) -> None:
        """As high as the matches, so that what lies below is seen."""
        rows = min(self._list.count(), ROWS_SHOWN)
        self._list.setFixedHeight(rows * self._list.sizeHintForRow(0) + 6)
        self._list.setVisible(rows > 0)
        self._nothing.setVisible(not rows)
        if not rows:
            announce(self._nothing, self._nothing.text())
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.resize(min(WIDTH, self._room.width() - 40), self.sizeHint().height())

    def _current(self) -> Entry | None:
        row = self._list.currentRow()
        return self._matches[row] if row >= 0 else None

    def _pass(self, _row: int = 0) -> None:
        if (entry := self._current()) is not None:
            self.passed.emit(entry.data)

    def _take(self, _index: object = None) -> None:
        entry = self._current()
        self._close()
        if entry is not None:
            self.chosen.emit(entry.data)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._close()
                return True
            if event.key() in _LIST_KEYS:
                self._move(event.key())
                return True
        if event.type() == QEvent.Type.FocusOut and not self._list.underMouse():
            self.hide()
        return super().eventFilter(watched, event)

    def _close(self) -> None:
        """Give the focus back to who had it."""
        before, self._before = self._before, None
        if before is not None and isValid(before):  # a table’s editor goes when it loses the focus
            before.setFocus()
        self.hide()

    def _move(self, key: int) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10}.get(Qt.Key(key), 10)
        row = max(0, min(self._list.count() - 1, self._list.currentRow() + step))
        self._list.setCurrentRow(row)

"""The ordered list of steps: chosen, moved and renamed by mouse and by keys."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from solver.page.talk_steps import ANSWERS, SHOWS, Step
from solver.translation import tr
from widgets.basics.fields import CommitsOnce

_ALT: Final = Qt.KeyboardModifier.AltModifier
_MOVES: Final[dict[int, int]] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_OWN: Final = (Qt.Key.Key_Delete, Qt.Key.Key_F2)


class _Numbered(QStyledItemDelegate):
    """Puts the number of the step before its name, which alone is edited."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.text = f"{index.row() + 1}   {option.text}"


class StepList(CommitsOnce, QListWidget):
    """Shows steps; what a person does with them is emitted, not done."""

    moved = Signal(object)  # (number, its number afterwards)
    renamed = Signal(object)  # (number, name)
    deleted = Signal(object)  # their numbers

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("steps")
        self.setAccessibleName(tr("Steps"))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_Numbered(self))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        keys = QAbstractItemView.EditTrigger.EditKeyPressed
        self.setEditTriggers(keys | QAbstractItemView.EditTrigger.DoubleClicked)
        self._steps: tuple[Step, ...] = ()
        self.rules: Mapping[str, str] = {}  # what each rule is called
        self.itemChanged.connect(self._changed)

    def show_steps(
        self,
        steps: Sequence[Step],
        chosen: int,
        places: Sequence[str] = (),
        called: Sequence[str] = (),
    ) -> None:
        """Show these, with one of them chosen; -1 is none.

        ``places`` says where each is, if not everywhere; ``called`` what is told in place of their names.
        """
        self._steps = tuple(steps)
        self.blockSignals(True)
        if self.count() != len(steps):
            self.clear()
            self.addItems([""] * len(steps))
        for number, step in enumerate(steps):
            item = self.item(number)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsEditable
                | Qt.ItemFlag.ItemIsDragEnabled
            )
            place = places[number] if number < len(places) else ""
            own = called[number] if number < len(called) else step.name
            item.setText(own or self._called(step, place))
            told = tr("Step {number}: {shows}").format(
                number=number + 1, shows=tr(SHOWS[step.show]) if own == step.name else own
            )
            item.setToolTip(told)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{number + 1}. {item.text()}")
        self.setCurrentRow(chosen)
        self.blockSignals(False)

    def _called(self, step: Step, place: str) -> str:
        """A step without a name by what it shows, and by which rule or where."""
        shows = tr(SHOWS[step.show])
        if place:
            return f"{shows}: {place}"
        if step.show not in ANSWERS or step.rule not in self.rules:
            return shows
        return tr("{shows}: {rule}").format(shows=shows, rule=self.rules[step.rule])

    @property
    def selected(self) -> tuple[int, ...]:
        """The numbers of the steps that are selected."""
        return tuple(sorted({index.row() for index in self.selectedIndexes()}))

    def _changed(self, item: QListWidgetItem) -> None:
        number = self.row(item)
        if item.text() != self._steps[number].name:
            self.renamed.emit((number, item.text().strip()))

    # ----------------------------------------------------------------------- keys

    def event(self, event: QEvent) -> bool:
        """Here these keys are about steps, not about the tree."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            key = event.key()
            if key in _OWN or (key in _MOVES and event.modifiers() & _ALT):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = self.currentRow()
        if number >= 0 and event.key() in _MOVES and event.modifiers() & _ALT:
            self.moved.emit((number, number + _MOVES[event.key()]))
        elif number >= 0 and event.key() == Qt.Key.Key_Delete:
            self.deleted.emit(self.selected)
        else:
            super().keyPressEvent(event)

    # ---------------------------------------------------------------------- mouse

    def dropEvent(self, event: QDropEvent) -> None:
        """Say where it should go; the list follows the document."""
        number = self.currentRow()
        below = self.indexAt(event.position().toPoint())
        to = below.row() if below.isValid() else self.count()
        if self.dropIndicatorPosition() == QAbstractItemView.DropIndicatorPosition.BelowItem:
            to += 1
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if number >= 0:
            self.moved.emit((number, to - 1 if to > number else to))

"""The preference relations of a document: which one is active, and what there is to do with them."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from solver.document.model import Document
from solver.edits import AddRelation, RemoveRelation, RenameRelation, SwitchRelation
from solver.preferences.named_relations import names
from solver.translation import tr
from solver.words.plain_mathematics import plain_text
from widgets.basics.fields import DropDown, caption
from widgets.basics.segmented_switch import SegmentedSwitch

FEW: Final = (2, 3)  # relations that stand beside each other; more are a list


class _Name(QLineEdit):
    """The name while it is changed; Escape takes back."""

    committed = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Name of the preference relation"))
        self.editingFinished.connect(lambda: self.committed.emit(self.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


class RelationSwitch(QWidget):
    """Switches to another relation, adds, renames and removes; one alone needs no name."""

    intended = Signal(object)  # an Edit

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("relations")
        self._names: tuple[str, ...] = ()
        self._choice = DropDown()
        self._choice.setAccessibleName(tr("Preference relation"))
        self._choice.setToolTip(tr("The relation that rules use. F4 goes on to the next."))
        self._choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._choice.activated.connect(lambda _: self._switch(self._choice.currentText()))
        self._few = SegmentedSwitch(tr("Preference relation"))
        self._few.chosen.connect(self._switch)
        self._name = _Name()
        self._name.committed.connect(self._rename)
        self._name.left.connect(self._show_choice)
        self._place = QStackedWidget()
        self._place.addWidget(self._few)
        self._place.addWidget(self._choice)
        self._place.addWidget(self._name)
        self._caption = caption(tr("Re&lation"), self._choice)
        self._more = QPushButton(tr("Relations"))
        menu = QMenu(self._more)
        self._add(menu, tr("Add a &copy of this one"), lambda: self.intended.emit(AddRelation()))
        self._add(
            menu,
            tr("Add a complete one: one &scale for all"),
            lambda: self.intended.emit(AddRelation(complete=True)),
        )
        menu.addSeparator()
        self._renaming = self._add(menu, tr("&Rename…"), self._begin)
        self._removing = self._add(
            menu, tr("Re&move"), lambda: self.intended.emit(RemoveRelation(self._names[0]))
        )
        self._more.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._caption)
        row.addWidget(self._place)
        row.addWidget(self._more)
        row.addStretch(1)
        self.show_document(Document())

    @staticmethod
    def _add(menu: QMenu, text: str, does: Callable[[], None]) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(lambda: does())
        return action

    def show_document(self, document: Document) -> None:
        known = names(document)
        several = bool(known)
        self._caption.setVisible(several)
        self._place.setVisible(several)
        self._more.setText(tr("More") if several else tr("Add another preference relation"))
        self._more.setAccessibleName(tr("What to do with preference relations"))
        if known != self._names:
            self._names = known
            ring = sorted(known)  # whichever is active, the list stays as it is
            self._choice.clear()
            self._choice.addItems(ring)
            self._choice.setCurrentIndex(ring.index(known[0]) if known else -1)
            self._few.clear()
            for name in ring if len(ring) in FEW else ():
                self._few.add(name, plain_text(name), tip=self._choice.toolTip())
            self._few.choose(self.current)
            if self.current in self._few.keys:
                self.setTabOrder(self._few.segment(self.current), self._more)
            self._show_choice()
        self._renaming.setEnabled(several)
        self._removing.setEnabled(len(known) > 1)

    @property
    def current(self) -> str:
        """The relation that is active; nothing where there is only one, without a name."""
        return self._names[0] if self._names else ""

    @property
    def switch(self) -> SegmentedSwitch | None:
        """The relations beside each other, where they are few."""
        return self._few if self._place.currentWidget() is self._few else None

    def _switch(self, chosen: str) -> None:
        if chosen != self.current:
            self.intended.emit(SwitchRelation(chosen))

    def _begin(self) -> None:
        self._name.setText(self._names[0])
        self._place.setCurrentWidget(self._name)
        self._name.selectAll()
        self._name.setFocus()

    def _rename(self, text: str) -> None:
        if self._place.currentWidget() is self._name:
            self._show_choice()
            if text.strip() != self._names[0]:
                self.intended.emit(RenameRelation(self._names[0], text))

    def _show_choice(self) -> None:
        few = len(self._names) in FEW
        self._place.setCurrentWidget(self._few if few else self._choice)
        self._caption.setBuddy(self._choice if not few else self._few)

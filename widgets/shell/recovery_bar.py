"""What was left unsaved, offered above everything else until it is restored or discarded."""

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from solver.translation import tr
from widgets.basics.fields import heading, sentence
from widgets.basics.layouts import empty, nest


class Left(Protocol):
    """What is shown of unsaved work."""

    @property
    def name(self) -> str: ...
    @property
    def path(self) -> str | None: ...
    @property
    def difference(self) -> str: ...


class RecoveryBar(QFrame):
    """A row for each document that was not saved."""

    restore_wanted = Signal(object)
    discard_wanted = Signal(object)
    differences_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recovery")
        self.setAccessibleName(tr("Unsaved work"))
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.addWidget(heading(tr("Quandary did not end properly. This work was not saved:")))
        self._rows = QGridLayout()
        self._rows.setSpacing(6)
        nest(column, self._rows)
        self.hide()

    def offer(self, left: Sequence[Left]) -> None:
        """Show these; hidden where there are none."""
        empty(self._rows)
        for row, work in enumerate(left):
            where = work.path or tr("never saved")
            text = sentence(f"“{work.name}” ({where}): {work.difference}.")
            restore = QPushButton(tr("Restore"))
            restore.setAccessibleName(tr("Restore {name}").format(name=work.name))
            restore.clicked.connect(partial(self._restore, work))
            show = QPushButton(tr("Show differences"))
            show.setAccessibleName(tr("Show what is different in {name}").format(name=work.name))
            show.clicked.connect(partial(self._show, work))
            discard = _Discard(work.name)
            discard.confirmed.connect(partial(self._discard, work))
            for column, widget in enumerate((text, show, restore, discard)):
                self._rows.addWidget(widget, row, column)
        self._rows.setColumnStretch(0, 1)
        self.setVisible(bool(left))

    def _show(self, work: Left, _checked: bool = False) -> None:
        self.differences_wanted.emit(work)

    def _restore(self, work: Left, _checked: bool = False) -> None:
        self.restore_wanted.emit(work)

    def _discard(self, work: Left) -> None:
        self.discard_wanted.emit(work)


class _Discard(QPushButton):
    """What is discarded is gone: the first click asks, another one does it."""

    confirmed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(tr("Discard"))
        self.setAccessibleName(tr("Discard {name}").format(name=name))
        self._name, self._asks = name, False
        self.clicked.connect(self._clicked)

    def _clicked(self) -> None:
        if self._asks:
            self.confirmed.emit()
        else:
            self._ask(True)

    def _ask(self, asks: bool) -> None:
        self._asks = asks
        self.setText(tr("Discard for good?") if asks else tr("Discard"))
        self.setAccessibleName(f"{self.text().rstrip('?')} {self._name}")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ask(False)

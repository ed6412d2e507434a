"""A list of what is different between two documents."""

from collections.abc import Iterable
from itertools import islice
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from solver.translation import tr
from widgets.basics.fields import heading, size_for_screen

MOST: Final = 2_000  # lines; nobody reads more


class DifferencesDialog(QDialog):
    """One line for each difference; they can be selected and copied."""

    def __init__(self, title: str, lines: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("differences")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Differences"))
        size_for_screen(self, 640, 420)
        column = QVBoxLayout(self)
        above = heading(title)
        above.setWordWrap(True)
        column.addWidget(above)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setWordWrap(True)
        self.list.setAlternatingRowColors(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        found = iter(lines)
        self.list.addItems(list(islice(found, MOST)) or [tr("Nothing is different.")])
        if rest := sum(1 for _ in found):
            self.list.addItem(tr("… and {rest:,} more.").format(rest=rest))
        column.addWidget(self.list, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(tr("&Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setToolTip(tr("Copy the selected lines, or all of them."))
        copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        QShortcut(QKeySequence.StandardKey.Copy, self.list, self._copy)
        self.list.setFocus()

    def _copy(self) -> None:
        rows = range(self.list.count())
        items = [self.list.item(row) for row in rows]
        chosen = [item for item in items if item.isSelected()] or items
        QGuiApplication.clipboard().setText("\n".join(item.text() for item in chosen))

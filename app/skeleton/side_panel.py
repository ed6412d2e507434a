"""The panel beside the tree: the verdict, what is selected, the document; one page at a time."""

from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTabWidget, QToolButton, QWidget

from solver.translation import tr
from widgets.basics.icons import icon
from widgets.basics.style import theme_now

NARROW, USUAL, BROAD = 336, 384, 440
LEAST: Final = 260


def usual_width(window: int) -> int:
    """How wide the panel is in a window of this width."""
    if window < 1200:
        return min(NARROW, window // 2)
    return min(USUAL if window < 1920 else BROAD, window * 3 // 10)


class SidePanel(QTabWidget):
    """Tabs, and a cross that puts the panel away."""

    close_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tabs")
        self.setAccessibleName(tr("Panel"))
        self.setDocumentMode(True)
        self.setMinimumWidth(LEAST)
        self._close = QToolButton(self)
        self._close.setObjectName("panel.close")
        self._close.setAutoRaise(True)
        self._close.setFixedSize(32, 32)
        self._close.setIconSize(QSize(14, 14))
        self._close.setAccessibleName(tr("Close the panel"))
        self._close.setToolTip(tr("Close the panel (Ctrl+Alt+1 brings it back)"))
        self._close.clicked.connect(self.close_wanted)
        self.show_icons()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cross stands in the row of tabs; as a corner of them it would hang below."""
        super().resizeEvent(event)
        own = self._close.width()
        self._close.move(4 if self.isRightToLeft() else self.width() - own - 4, 2)
        self._close.raise_()

    def show_icons(self) -> None:
        """The signs in the colours of the theme."""
        self._close.setIcon(icon("close", theme_now().muted))

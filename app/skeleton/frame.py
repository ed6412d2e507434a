"""The frame of a window, empty at first: menus with their titles above, the status bar below."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPalette
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QMenuBar, QWidget

from solver.translation import mark, tr
from widgets.basics.theme import Theme

#: The menus in their order, and in each the groups of its actions; a line stands at each |.  Within
#: a group actions stand in the order of the parts that bring them.
MENUS: Final[Mapping[str, str]] = {
    mark("&File"): "documents | saving | pictures series copies | closing",
    mark(
        "&Edit"
    ): "history | clipboard | paper | finding | deleting | changing | settling | selecting",
    mark("&Add"): "nodes | texts",
    mark("&Layout"): "tidying | direction | branches | leaves | aligning | snapping",
    mark("&View"): "zoom | tree places | panels | look message | preferences colours",
    mark("&Talk"): "building | presenting | series",
    mark("&Solve"): "rule | walk improving | verdict answers relations",
    mark("&Window"): "windows",
    mark("&Help"): "help",
}
STATUS_HEIGHT: Final = 30  # pixels

#: Groups that stand in a menu of their own within theirs, so that no menu is higher than a small screen.
SUBMENUS: Final[Mapping[str, str]] = {
    "settling": mark("From here &on"),
    "verdict": mark("&Pages of answers"),
    "answers": mark("&Pages of answers"),
    "relations": mark("&Next relation, opinion, scenario"),
}


class _Leaving(QObject):
    """Escape in a menu of the bar leaves the bar, too: the keys go where they went before."""

    def __init__(self, bar: QMenuBar) -> None:
        super().__init__(bar)
        self._bar = bar

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            QTimer.singleShot(0, self, self._leave)  # once the menu is closed
        return False

    def _leave(self) -> None:
        key = Qt.Key.Key_Escape
        none = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(self._bar, QKeyEvent(QEvent.Type.KeyPress, key, none))


def add_menus(window: QMainWindow) -> dict[str, QMenu]:
    """The menus by their titles."""
    menus, leaving = {}, _Leaving(window.menuBar())
    for title in MENUS:
        menu = menus[title] = window.menuBar().addMenu(tr(title))
        menu.installEventFilter(leaving)
        menu.setObjectName(f"menu.{title.replace('&', '').lower()}")
    return menus


def prepare_status_bar(window: QMainWindow) -> None:
    """As high as it will be, so that nothing moves when something stands in it."""
    status = window.statusBar()
    status.setSizeGripEnabled(False)
    status.setAutoFillBackground(True)
    status.setContentsMargins(0, 0, 0, 0)
    status.setMinimumHeight(STATUS_HEIGHT)


def set_ground(bar: QWidget, theme: Theme) -> None:
    """Menu bar and status bar have a ground of their own."""
    palette = QPalette(bar.palette())
    palette.setColor(QPalette.ColorRole.Window, QColor(theme.chrome))
    bar.setPalette(palette)

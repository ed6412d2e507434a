"""The frame of a window, empty at first: menus with their titles above, the status bar below."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

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


def add_menus(window: QMainWindow) -> dict[str, QMenu]:
    """The menus by their titles."""
    menus = {}
    for title in MENUS:
        menu = menus[title] = window.menuBar().addMenu(tr(title))
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

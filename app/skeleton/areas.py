"""F6: from one area of the window to the next, with the focus where it was last in each of them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMenuBar, QWidget
from shiboken6 import isValid


class Areas:
    """The areas of a window in the order in which F6 visits those that can be seen.

    ``among`` gives them; they may be other ones each time.
    """

    def __init__(self, window: QWidget, among: Callable[[], Sequence[QWidget]]) -> None:
        self._window, self._among = window, among
        self._last: dict[QWidget, QWidget] = {}  # of each area, what had the focus there

    def go(self, step: int) -> None:
        """To the next area (1) or the previous one (−1) in which anything takes the focus."""
        areas = [area for area in self._among() if area.isVisible()]
        self._last = {area: last for area, last in self._last.items() if area in areas}
        focus = self._window.focusWidget()
        here = -1 if step > 0 else len(areas)
        for number, area in enumerate(areas):
            if focus is not None and (area is focus or area.isAncestorOf(focus)):
                here = number
                self._last[area] = focus
        for away in range(1, len(areas) + 1):
            area = areas[(here + step * away) % len(areas)]
            if isinstance(area, QMenuBar):
                _enter_menus(self._window)
                return
            if (target := self._target(area)) is not None:
                target.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def _target(self, area: QWidget) -> QWidget | None:
        """What takes the focus in an area: what had it last, else the first that can."""
        last = self._last.get(area)
        if (
            last is not None
            and isValid(last)
            and _takes_focus(last)
            and (last is area or area.isAncestorOf(last))
        ):
            return last
        here: QWidget | None = area
        while here is not None and not _takes_focus(here):
            here = here.nextInFocusChain()
            if here is area or here is None or not area.isAncestorOf(here):
                return _first_below(area)
        return here


def _first_below(area: QWidget) -> QWidget | None:
    """The same where the chain of Tab leaves the area in between."""
    return next((child for child in area.findChildren(QWidget) if _takes_focus(child)), None)


def _takes_focus(widget: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and widget.isVisible() and widget.isEnabled()


def _enter_menus(window: QWidget) -> None:
    """As Alt does: the first menu is marked, the arrows move, Escape leads back."""
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyRelease):
        alt = QKeyEvent(kind, Qt.Key.Key_Alt, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(window, alt)

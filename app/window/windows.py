"""The open windows: one document each, and the ways from one to another."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.skeleton.document_window import DocumentWindow

OFFSET = QPoint(28, 28)  # a new window shows that there is another behind it


class Windows(QObject):
    """All windows of one run of the program.  The program ends with the last of them."""

    opened = Signal(object)  # a new DocumentWindow, before it is shown
    closed = Signal()  # one that was not the last

    def __init__(self, make: "Callable[[Windows], DocumentWindow]") -> None:
        """``make`` builds another window, one of these."""
        super().__init__()
        self._make = make
        self._windows: list[DocumentWindow] = []

    @property
    def all(self) -> tuple[DocumentWindow, ...]:
        return tuple(self._windows)

    def add(self, window: DocumentWindow) -> None:
        """A window that is there now; it leaves when it is closed."""
        self._windows.append(window)
        window.installEventFilter(self)
        window.documents.elsewhere_wanted.connect(partial(self._show_other, window))

    def new(self, beside: DocumentWindow) -> DocumentWindow:
        """Another window with the start screen."""
        window = self._make(self)
        window.resize(beside.size())
        window.move(_on_screen(window, beside.pos() + OFFSET))
        self.opened.emit(window)
        window.show()
        return window

    def having(self, path: str) -> DocumentWindow | None:
        """The window in which this file is open, if any."""
        here = (each for each in self._windows if each.documents.place.is_here(path))
        return next(here, None)

    def quit(self) -> None:
        """Close every window; one with unsaved changes asks first, and may stay."""
        for window in self.all:
            window.close()

    def next_after(self, window: DocumentWindow) -> None:
        """Go to the window that was opened after this one, round and round."""
        at = self._windows.index(window)
        _show(self._windows[(at + 1) % len(self._windows)])

    def fill_menu(self, menu: QMenu, here: DocumentWindow) -> None:
        """List the windows behind the entries that are always there."""
        for action in menu.actions():
            if action.data() is not None:
                menu.removeAction(action)
        for number, window in enumerate(self._windows, start=1):
            title = window.windowTitle().replace("[*]", "*" if window.isWindowModified() else "")
            action = menu.addAction(f"&{number} {title.replace('&', '&&')}")
            action.setData(number)
            action.setCheckable(True)
            action.setChecked(window is here)
            action.triggered.connect(partial(_show, window))

    def _show_other(self, here: DocumentWindow, path: str) -> None:
        """Go to the window that has the same file open."""
        for window in self._windows:
            if window is not here and window.documents.place.is_here(path):
                _show(window)
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window that was closed for good is forgotten."""
        if event.type() == QEvent.Type.Hide:
            gone = [window for window in self._windows if window is watched and window.is_retired]
            for window in gone:
                self._windows.remove(window)
                if self._windows:  # the last one is freed with the program
                    from app.process.release_memory import give_back_soon

                    window.deleteLater()
                    give_back_soon(self)
                    self.closed.emit()
        return super().eventFilter(watched, event)


def _show(window: QWidget, _checked: bool = False) -> None:
    if window.isMinimized():
        window.showNormal()
    window.raise_()
    window.activateWindow()


def _on_screen(window: DocumentWindow, place: QPoint) -> QPoint:
    """The place, or one nearer to the corner where the window would reach beyond the screen."""
    room = window.screen().availableGeometry()
    inside = QRect(room.topLeft(), room.size() - window.frameSize())
    x = place.x() if room.left() <= place.x() <= inside.right() else room.left() + OFFSET.x()
    y = place.y() if room.top() <= place.y() <= inside.bottom() else room.top() + OFFSET.y()
    return QPoint(
        max(room.left(), min(x, inside.right())), max(room.top(), min(y, inside.bottom()))
    )

"""Makes a canvas speak: its elements are objects for assistive technology, what is selected is said."""

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface

from widgets.basics.assistive import announce
from widgets.canvas.spoken.spoken_tree import SpokenTree, TreeInterface
from widgets.canvas.view.canvas import Canvas


class CanvasReader(QObject):
    """Belongs to one canvas."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        _install()
        self._spoken = SpokenTree(canvas)
        self._interface: TreeInterface | None = None  # Qt deletes it with the canvas
        canvas.selection_changed.connect(self._say)

    def interface(self) -> TreeInterface:
        """The canvas as assistive technology sees it."""
        if self._interface is None:
            self._interface = TreeInterface(self._spoken)
        return self._interface

    def _say(self) -> None:
        if QAccessible.isActive() and not self._spoken.canvas.tree.gradual.is_running:
            announce(self._spoken.canvas, self._spoken.selected())


@cache
def _install() -> None:
    """Once a process: a canvas with a reader is more than a widget to whoever asks."""
    QAccessible.installFactory(_interface)


def _interface(_key: str, of: QObject | None) -> QAccessibleInterface | None:
    reader = of.findChild(CanvasReader) if isinstance(of, Canvas) else None
    return reader.interface() if isinstance(reader, CanvasReader) else None

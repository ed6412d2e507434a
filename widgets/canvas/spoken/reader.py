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
        canvas.selection_changed.connect(self._say)

    def interface(self) -> TreeInterface:
        """The canvas as assistive technology sees it: another one for whoever asks, who deletes it."""
        return TreeInterface(self._spoken)

    def _say(self) -> None:
        if QAccessible.isActive() and not self._spoken.canvas.tree.gradual.is_running:
            announce(self._spoken.canvas, self._spoken.selected())


@cache
def _install() -> None:
    """Once a process: a canvas with a reader is more than a widget to whoever asks."""
    QAccessible.installFactory(_interface)


def _interface(_key: str, of: QObject | None) -> QAccessibleInterface | None:
    """Something new each time: Qt asks again whenever the class of an object is another one, and deletes
    all that it got.  In PySide an object has another class as soon as one more of its methods is a slot.
    """
    reader = of.findChild(CanvasReader) if isinstance(of, Canvas) else None
    return reader.interface() if isinstance(reader, CanvasReader) else None

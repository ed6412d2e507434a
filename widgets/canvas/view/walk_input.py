"""What mouse and keyboard mean on the canvas while somebody walks through the tree."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from widgets.canvas.items.branch_item import BranchItem
from widgets.canvas.items.node_item import NodeItem
from widgets.canvas.view.canvas import Canvas

_PRESSES: Final = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.MouseButtonRelease,
)
_MODIFIED: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class WalkInput(QObject):
    """Takes clicks on branches and nodes, and the keys of a walk, before the canvas edits by them.

    The middle button, the wheel and keys with Ctrl or Alt mean what they always do.
    """

    branch_wanted = Signal(object)  # the branch clicked, or the one that leads to the node clicked
    root_wanted = Signal()  # a node was clicked that no branch leads to
    number_wanted = Signal(object)  # the branch of this number, from 1
    dice_wanted = Signal()
    back_wanted = Signal()
    end_wanted = Signal()

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas, self._viewport = canvas, canvas.viewport()
        self._panels: list[QWidget] = []

    def watch(self, widget: QWidget) -> None:
        """The keys of a walk work here, too."""
        self._panels.append(widget)

    def start(self) -> None:
        """From now on."""
        self._viewport.installEventFilter(self)
        for widget in (self._canvas, *self._panels):
            widget.installEventFilter(self)

    def stop(self) -> None:
        """The canvas means what it did."""
        self._viewport.removeEventFilter(self)
        for widget in (self._canvas, *self._panels):
            widget.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._viewport:
            return self._pointer(event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event, on_canvas=watched is self._canvas)
        return False

    def _pointer(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ContextMenu:
            return True
        if not isinstance(event, QMouseEvent):
            return False
        if event.type() == QEvent.Type.MouseMove:
            return bool(event.buttons() & Qt.MouseButton.LeftButton)
        if event.type() not in _PRESSES or event.button() != Qt.MouseButton.LeftButton:
            return False
        if event.type() != QEvent.Type.MouseButtonRelease:
            self._canvas.setFocus()
            self._click(event)
        return True

    def _click(self, event: QMouseEvent) -> None:
        tree = self._canvas.tree
        element = tree.element_at(self._canvas.mapToScene(event.position().toPoint()))
        if isinstance(element, BranchItem):
            self.branch_wanted.emit(element.id)
        elif isinstance(element, NodeItem):
            entering = tree.expanded.incoming(element.id)
            if entering:
                self.branch_wanted.emit(entering[0].id)
            else:
                self.root_wanted.emit()

    def _key(self, event: QKeyEvent, *, on_canvas: bool) -> bool:
        if event.modifiers() & _MODIFIED:
            return False
        key, text = event.key(), event.text()
        if key == Qt.Key.Key_Escape:
            self.end_wanted.emit()
        elif key == Qt.Key.Key_Backspace:
            self.back_wanted.emit()
        elif key == Qt.Key.Key_D:
            self.dice_wanted.emit()
        elif len(text) == 1 and text in "123456789":
            self.number_wanted.emit(int(text))
        else:  # what would edit the tree does nothing; Tab leads on
            return on_canvas and key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        return True

"""Dragging onto a window: the events as the Qt at hand wants them made."""

import PySide6
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from app.window.main_window import MainWindow
from solver.document.elements import Kind
from widgets.shell.palette import mime_data

BUTTONS, KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
COPY = Qt.DropAction.CopyAction

#: Since 6.12 a drag is at a place between pixels, and whole pixels are deprecated; before, it
#: could be nowhere else.
BETWEEN_PIXELS = PySide6.__version_info__ >= (6, 12)


def drag_events(
    data: QMimeData, point: QPoint
) -> tuple[QDragEnterEvent, QDragMoveEvent, QDropEvent]:
    """What arrives when something is dragged in, over a place, and dropped there."""
    place = QPointF(point) if BETWEEN_PIXELS else point
    enter = QDragEnterEvent(place, COPY, data, BUTTONS, KEYS)  # type: ignore[arg-type]
    move = QDragMoveEvent(place, COPY, data, BUTTONS, KEYS)  # type: ignore[arg-type]
    return enter, move, QDropEvent(QPointF(point), COPY, data, BUTTONS, KEYS)


def drop(window: MainWindow, kind: Kind, point: QPoint) -> None:
    """What arrives when a node is dragged from the palette and dropped on the canvas."""
    data = mime_data(kind)  # the events do not hold it
    enter, move, dropped = drag_events(data, point)
    window.canvas.dragEnterEvent(enter)
    window.canvas.dragMoveEvent(move)
    window.canvas.dropEvent(dropped)

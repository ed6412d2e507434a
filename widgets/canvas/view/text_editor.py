"""Writing a free text where it stands, and where editors in place stand."""

import math
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from solver.translation import mark, tr
from widgets.basics.qt_letters import metrics

NOTHING: Final = QRect()


def pressed_on_canvas(event: QEvent, viewport: QWidget | None) -> bool:
    """Whether a field loses the focus to a press on the canvas under it."""
    by_mouse = isinstance(event, QFocusEvent) and event.reason() == Qt.FocusReason.MouseFocusReason
    focus = QApplication.focusWidget()
    canvas = viewport.parentWidget() if viewport is not None else None
    return by_mouse and focus is not None and focus in (viewport, canvas)


AROUND: Final = range(-240, 241, 60)  # pixels from where it is wanted, to both sides
#: Pixels of others that may be covered lest an editor stands one further away from what it is about,
#: or from where it is wanted.
AWAY, MOVED = 48, 2
BESIDE: Final = 8  # pixels: what stands no further away is beside it


def stand_whole(
    editor: QWidget,
    place: QPoint,
    room: QWidget,
    beside: QRect = NOTHING,
    others: Sequence[QRect] = (),
) -> None:
    """Move an editor to a place in the room of the canvas, or as near to it as it stands there whole.

    It is a child of the window: where the room is too small for it, it stands over what is beside.
    What it is about, ``beside``, stays to be seen if there is a place for that, and as much as may be of
    the ``others``.
    """
    window = room.window()
    corner, size = room.mapTo(window, QPoint()), editor.size()
    wanted = corner + place
    kept = QRect(wanted, QSize()) if beside.isNull() else beside.translated(corner)

    def within(at: QPoint) -> QRect:
        spans = (
            (at.x(), size.width(), corner.x(), room.width(), window.width()),
            (at.y(), size.height(), corner.y(), room.height(), window.height()),
        )
        found = []
        for begin, long, first, free, all_ in spans:
            low, high = (first, first + free) if long <= free else (0, all_)
            found.append(max(low, min(begin, high - long)))
        return QRect(QPoint(*found), size)

    below, above = kept.bottom() + 1, kept.top() - size.height()
    right, left = kept.right() + 1, kept.left() - size.width()
    places = (
        wanted,
        *(QPoint(x, y) for x in (wanted.x(), left, right) for y in (wanted.y(), below, above)),
        *(wanted + QPoint(x, y) for x in AROUND for y in AROUND),
        QPoint(corner.x() + room.width() - size.width(), wanted.y()),
        QPoint(wanted.x(), corner.y() + room.height() - size.height()),
        QPoint(wanted.x(), corner.y()),
    )
    rects = [within(at) for at in places]
    seen = [other.translated(corner) for other in others]

    def away(rect: QRect) -> int:
        """How far away it is, in pixels of the others."""
        across = max(rect.left() - kept.right(), kept.left() - rect.right(), 0)
        down = max(rect.top() - kept.bottom(), kept.top() - rect.bottom(), 0)
        apart = max(0, across + down - BESIDE) if seen else 0  # one that grows stays
        return AWAY * apart + MOVED * (rect.topLeft() - wanted).manhattanLength()

    def cost(rect: QRect) -> int:
        """The same, and pixels of the others that it stands over."""
        cut = (rect.intersected(other) for other in seen)
        over = sum(part.width() * part.height() for part in cut if not part.isEmpty())
        return over + away(rect)

    best, least = rects[0], math.inf
    for rect in sorted((r for r in rects if not r.intersects(kept)), key=away):
        if away(rect) >= least:
            break
        if (own := cost(rect)) < least:
            best, least = rect, own
    editor.move(best.topLeft())


class TextEditor(QPlainTextEdit):
    """Enter or leaving accepts, Shift+Enter begins a new line, Escape takes back."""

    KEYS: Final = (mark("Enter done"), mark("Shift+Enter new line"), mark("Esc cancel"))

    accepted = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget, text: str) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Free text"))
        self.setPlaceholderText(tr("Shift+Enter for a new line"))
        self.setPlainText(text)
        self.selectAll()
        self._done = False
        self._room: QWidget | None = None  # in which it is opened
        self._place = QPoint()
        self.textChanged.connect(self._fit)

    def open_at(self, place: QPoint, room: QWidget) -> None:
        self._room, self._place = room, place
        self._fit()
        self.show()
        self.setFocus()

    def accept(self) -> None:
        self._close(accepting=True)

    def _close(self, *, accepting: bool) -> None:
        if self._done:
            return
        self._done = True
        if accepting:
            self.accepted.emit(self.toPlainText().strip())
        self.closed.emit()

    def _fit(self) -> None:
        lines = self.toPlainText().split("\n")
        longest = max(map(metrics().horizontalAdvance, lines))
        width = max(220, min(560, round(longest) + 40))
        self.resize(width, round(min(12, len(lines) + 1) * metrics().height()) + 20)
        if self._room is not None:
            stand_whole(self, self._place, self._room)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self._close(accepting=False)
        elif enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.accept()
        elif enter:
            self.insertPlainText("\n")
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        leaves = event.type() == QEvent.Type.FocusOut and self.isVisible()
        if leaves and not pressed_on_canvas(event, self._room):
            self.accept()
        return bool(super().event(event))

"""A slider for how often one of two branches is taken, in exact and simple fractions."""

from fractions import Fraction
from math import ceil, floor
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider, QWidget

from solver.document.numerals import simplest
from solver.translation import tr

STEPS: Final = 1000
HANDLE: Final = 7.0  # half of the handle's width
KEY_STEP: Final = Fraction(1, 20)
PAGE_STEP: Final = Fraction(1, 4)
FINE_STEP: Final = Fraction(1, 100)
ZERO, ONE = Fraction(0), Fraction(1)


def snapped(position: Fraction, room: float) -> Fraction:
    """The simplest fraction within half a pixel or so of a position, from 0 to 1."""
    near = Fraction(1, max(60, min(240, int(room))))
    low, high = max(ZERO, position - near), min(ONE, position + near)
    return ZERO if high <= 0 else ONE if low >= 1 else simplest(low, high)


def stepped(share: Fraction, key: Qt.Key, fine: bool) -> Fraction | None:
    """Where a key moves a share: to the next multiple of a step; None for other keys."""
    step = FINE_STEP if fine else KEY_STEP
    up, down = (Qt.Key.Key_Right, Qt.Key.Key_Up), (Qt.Key.Key_Left, Qt.Key.Key_Down)
    if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
        step = PAGE_STEP
    if key in (*up, Qt.Key.Key_PageUp):
        return min(ONE, (floor(share / step) + 1) * step)
    if key in (*down, Qt.Key.Key_PageDown):
        return max(ZERO, (ceil(share / step) - 1) * step)
    if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        return ZERO if key == Qt.Key.Key_Home else ONE
    return None


class ShareSlider(QSlider):
    """`moved` carries the share and the gesture: the same while the handle is held."""

    moved = Signal(object, str)  # a Fraction

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("share")
        self.setAccessibleName(name)
        self.setToolTip(
            tr(
                "Drag it. By keyboard: the arrows go to the next twentieth, with Ctrl to the next "
                "hundredth, page up and page down to the next quarter, Home and End to 0 and 1."
            )
        )
        self.setRange(0, STEPS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._share = ZERO
        self._gestures = 0

    def show_share(self, share: Fraction) -> None:
        """Stand where the share is."""
        self._share = share
        self.setAccessibleDescription(str(share))
        self.setValue(round(share * STEPS))

    def _go(self, share: Fraction) -> None:
        if share != self._share:
            self.moved.emit(share, f"share {id(self)} {self._gestures}")

    def _follow(self, event: QMouseEvent) -> None:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        groove = self.style().subControlRect(
            QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderGroove, self
        )
        room = groove.width() - 2 * HANDLE
        at = (event.position().x() - groove.x() - HANDLE) / max(1.0, room)
        self._go(snapped(Fraction(at), room))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._follow(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)
        self._gestures += 1

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the wheel scrolls the page

    def keyPressEvent(self, event: QKeyEvent) -> None:
        fine = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        share = stepped(self._share, Qt.Key(event.key()), fine)
        if share is None:
            super().keyPressEvent(event)
            return
        self._go(share)
        if not event.isAutoRepeat():
            self._gestures += 1

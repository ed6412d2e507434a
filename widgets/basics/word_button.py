"""A word in a row of them: one is chosen, and the arrows go from one to the next."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractButton

_STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


def arrow_step(event: QKeyEvent) -> int:
    """How many places along the row a key leads: one back, one on, or none."""
    return _STEPS.get(Qt.Key(event.key()), 0)


class WordButton(QAbstractButton):
    """Is as wide as its word is when chosen; what it looks like says who derives from it."""

    def __init__(self, word: str, name: str, *, height: int, around: int) -> None:
        super().__init__()
        self.setText(word)
        self.setAccessibleName(name)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # painted anew
        self._height, self._around = height, around

    def _font(self, *, bold: bool) -> QFont:
        font = QFont(self.font())
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(self._font(bold=True)).horizontalAdvance(self.text())
        return QSize(wide + 2 * self._around, self._height)

    def _write(self, painter: QPainter, ink: QColor) -> None:
        """The word in the middle, bold where it is chosen."""
        painter.setPen(ink)
        painter.setFont(self._font(bold=self.isChecked()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if arrow_step(event):
            event.ignore()  # the row goes from word to word
            return
        super().keyPressEvent(event)

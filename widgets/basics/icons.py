"""Icons: our own drawings, in the colour of the theme."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from assets import icon_text


@lru_cache(maxsize=128)
def icon(name: str, colour: str) -> QIcon:
    """The icon of that name in ``assets/icons``, drawn in one colour."""
    drawing = icon_text(name).replace("#000000", colour)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    result = QIcon()
    for size in (24, 48):
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter)
        painter.end()
        result.addPixmap(pixmap)
        result.addPixmap(_faint(pixmap), QIcon.Mode.Disabled)
    return result


def _faint(pixmap: QPixmap) -> QPixmap:
    """The same for what is not possible now: fainter on light and on dark."""
    faint = QPixmap(pixmap.size())
    faint.fill(Qt.GlobalColor.transparent)
    painter = QPainter(faint)
    painter.setOpacity(0.35)
    painter.drawPixmap(0, 0, pixmap)
    painter.end()
    return faint

"""Heads of narrow columns: their words run up to the right."""

from math import cos, radians, sin
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from widgets.basics.style import theme_now

ANGLE: Final = 38  # degrees
LONGEST: Final = 128  # pixels of the words, along their line
LINE: Final = 16


class SlantedHeader(QHeaderView):
    """As high as its longest head; what is longer than there is room for ends in “…”, the tip has it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHighlightSections(True)
        self._slanted = True

    def set_slanted(self, slanted: bool) -> None:
        """Heads run up, or stand level as usual where there is room for them."""
        if slanted != self._slanted:
            self._slanted = slanted
            self.updateGeometry()
            self.viewport().update()

    def _text(self, section: int) -> str:
        model = self.model()
        said = model.headerData(section, Qt.Orientation.Horizontal) if model is not None else ""
        return str(said or "")

    def _font(self, section: int) -> QFont:
        table = self.parent()
        font = QFont(self.font())
        model = self.model()
        if model is not None:
            own = model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.FontRole)
            font = QFont(own) if isinstance(own, QFont) else font
        current = getattr(table, "currentIndex", None)
        if current is not None and current().isValid() and current().column() == section:
            font.setBold(True)
        return font

    def sizeHint(self) -> QSize:
        if not self._slanted:
            return super().sizeHint()
        metrics = QFontMetrics(self.font())
        wide = max(
            (metrics.horizontalAdvance(self._text(s)) for s in range(self.count())), default=0
        )
        along = min(LONGEST, wide + 4)
        high = along * sin(radians(ANGLE)) + LINE * cos(radians(ANGLE)) + 6
        return QSize(super().sizeHint().width(), round(high))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._slanted:
            super().paintEvent(event)
            return
        seen = self.viewport().visibleRegion().boundingRect()  # less than all where it is clipped
        if not event.rect().contains(seen):
            self.viewport().update()  # words lean over the heads beside theirs
        theme, painter = theme_now(), QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(theme.base))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        for section in range(self.count()):
            font = self._font(section)
            text = QFontMetrics(font).elidedText(
                self._text(section), Qt.TextElideMode.ElideRight, LONGEST
            )
            middle = self.sectionViewportPosition(section) + self.sectionSize(section) / 2
            painter.save()
            painter.translate(QPointF(middle, self.height() - 4))
            painter.rotate(-ANGLE)
            painter.setFont(font)
            painter.setPen(QColor(theme.text if font.bold() else theme.muted))
            painter.drawText(
                QRectF(0, -LINE, LONGEST + 8, LINE), Qt.AlignmentFlag.AlignVCenter, text
            )
            painter.restore()

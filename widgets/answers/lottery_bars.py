"""A lottery as bars, an outcome a line, with exact fractions; and the mass that has moved."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from widgets.basics.tips import plain_tip

LINE: Final = 22
BAR: Final = 12
NAMES: Final = 96  # the most room for names
NUMBERS: Final = 92  # room for numbers
ZERO: Final = Fraction(0)


class LotteryBars(QWidget):
    """One bar for each outcome; an outline shows what it was before, if that is told."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lottery")
        self.setAccessibleName("Lottery of the policy")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._outcomes: tuple[str, ...] = ()
        self._lottery: Mapping[str, Fraction] = {}
        self._before: Mapping[str, Fraction] | None = None

    def sizeHint(self) -> QSize:
        return QSize(240, max(1, len(self._outcomes)) * LINE)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def show_lottery(
        self,
        outcomes: Sequence[str],
        lottery: Mapping[str, Fraction],
        before: Mapping[str, Fraction] | None = None,
    ) -> None:
        """Show what these outcomes get, and what they got before."""
        if len(outcomes) != len(self._outcomes):
            self.updateGeometry()
        self._outcomes, self._lottery, self._before = tuple(outcomes), lottery, before
        self.setAccessibleDescription(
            ", ".join(f"{id_} {self._text(id_)}" for id_ in self._outcomes)
        )
        self.update()

    def _text(self, outcome: str) -> str:
        chance = self._lottery.get(outcome, ZERO)
        if self._before is None:
            return str(chance)
        change = chance - self._before.get(outcome, ZERO)
        sign = "+" if change > 0 else "−"
        return f"{chance} ({sign}{abs(change)})" if change else str(chance)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, metrics = self.palette(), self.fontMetrics()
        widest = max((metrics.horizontalAdvance(id_) for id_ in self._outcomes), default=0)
        names = min(NAMES, widest + 8)
        numbers = max(
            (metrics.horizontalAdvance(self._text(id_)) for id_ in self._outcomes), default=0
        )
        numbers = min(NUMBERS, numbers + 10)
        room = max(20.0, self.width() - names - numbers - 2.0)
        for i, outcome in enumerate(self._outcomes):
            top = i * LINE
            painter.setPen(palette.color(QPalette.ColorRole.Text))
            name = metrics.elidedText(outcome, Qt.TextElideMode.ElideRight, names - 6)
            line = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, top, names, LINE), line, name)
            where = QRectF(names + room, top, numbers, LINE)
            painter.drawText(where, line | Qt.AlignmentFlag.AlignRight, self._text(outcome))
            track = QRectF(names, top + (LINE - BAR) / 2, room, BAR)
            self._bar(painter, track, outcome)

    def _bar(self, painter: QPainter, track: QRectF, outcome: str) -> None:
        palette = self.palette()
        window = palette.color(QPalette.ColorRole.Window)
        dark = window.lightness() < 128
        painter.fillRect(track, window.lighter(170) if dark else window.darker(108))
        chance = float(self._lottery.get(outcome, ZERO))
        bar = QRectF(track.x(), track.y(), track.width() * chance, track.height())
        painter.fillRect(bar, palette.color(QPalette.ColorRole.Highlight))
        if self._before is None:
            return
        end = track.x() + track.width() * float(self._before.get(outcome, ZERO))
        pen = QPen(palette.color(QPalette.ColorRole.Text), 1.5, Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(end, track.y() - 3), QPointF(end, track.bottom() + 3))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = event.pos().y() // LINE
            if 0 <= at < len(self._outcomes):
                outcome = self._outcomes[at]
                chance = self._lottery.get(outcome, ZERO)
                text = f"{outcome}: {chance} ≈ {float(chance):.6g}"
                QToolTip.showText(event.globalPos(), plain_tip(text), self)
                return True
        return super().event(event)

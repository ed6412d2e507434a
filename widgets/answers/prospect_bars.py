"""A prospect as bars, an end a line, with numbers; and the mass that has moved.

Where opinions differ, a bar is full up to the least chance, and hatched up to the greatest.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QHelpEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from solver.document.model import Document
from solver.prospect import End, Prospect
from solver.translation import tr
from solver.words.names import Names, Range
from solver.words.plain_mathematics import plain_text
from widgets.basics.bars.prospect_bar import colours
from widgets.basics.style import theme_now
from widgets.basics.tips import plain_tip

LINE: Final = 22
BAR: Final = 12
NAMES: Final = 0.55  # the most room for names, of the width
MOST: Final = 40  # ends that have a bar; the others share the last line
ZERO: Final = Fraction(0)


class ProspectBars(QWidget):
    """One bar for each end; a line shows what it was before, if that is told."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("prospect")
        self.setAccessibleName(tr("Prospect of the policy"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._names = Names(Document())
        self._ends: tuple[End, ...] = ()
        self._called: tuple[str, ...] = ()  # the names of the lines
        self._prospect = Prospect()
        self._before: Prospect | None = None
        self._chances: tuple[Range, ...] = ()
        self._texts: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """What stands in each line: the end's name, and its chance."""
        return tuple(zip(self._called, self._texts, strict=True))

    def sizeHint(self) -> QSize:
        return QSize(240, max(1, len(self._called)) * LINE)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def show_prospect(
        self,
        names: Names,
        ends: Sequence[End],
        prospect: Prospect,
        before: Prospect | None = None,
    ) -> None:
        """Show what these ends get, and what they got before."""
        if names is not self._names or tuple(ends) != self._ends:
            self._names, self._ends = names, tuple(ends)
            own = [plain_text(names.end(end)) for end in self._ends[:MOST]]
            more = len(self._ends) - MOST
            self._called = (
                (*own, tr("{more} more ends").format(more=more)) if more > 0 else tuple(own)
            )
            self.updateGeometry()
        self._prospect, self._before = prospect, before
        self._chances = self._of(prospect)
        olds = self._chances if before is None else self._of(before)
        self._texts = tuple(map(self._text, self._chances, olds))
        self.setAccessibleDescription(", ".join(f"{name}: {text}" for name, text in self.lines))
        self.update()

    def _of(self, prospect: Prospect) -> tuple[Range, ...]:
        """The least and the greatest chance of each line in the opinions."""
        several = [self._under(one) for one in prospect.opinions.values() or (prospect,)]
        return tuple((min(own), max(own)) for own in zip(*several, strict=True))

    def _under(self, prospect: Prospect) -> list[Fraction]:
        chances = [prospect.get(end, ZERO) for end in self._ends]
        if len(chances) > MOST:
            chances[MOST:] = [sum(chances[MOST:], ZERO)]
        return chances

    def _text(self, chance: Range, old: Range) -> str:
        text = self._names.range(*chance)
        if chance == old or self._prospect.opinions:
            return text
        return f"{text} ({self._names.format.change(chance[0] - old[0])})"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, metrics = self.palette(), self.fontMetrics()
        widest = max(map(metrics.horizontalAdvance, self._called), default=0)
        numbers = max(map(metrics.horizontalAdvance, self._texts), default=0) + 10
        names = min(int(self.width() * NAMES), widest + 8, self.width() - numbers - 22)
        room = max(20.0, self.width() - names - numbers - 2.0)
        line = Qt.AlignmentFlag.AlignVCenter
        for i, (called, text) in enumerate(self.lines):
            top = i * LINE
            painter.setPen(palette.color(QPalette.ColorRole.Text))
            name = metrics.elidedText(called, Qt.TextElideMode.ElideRight, names - 6)
            painter.drawText(QRectF(0, top, names, LINE), line, name)
            where = QRectF(names + room, top, numbers, LINE)
            painter.drawText(where, line | Qt.AlignmentFlag.AlignRight, text)
            track = QRectF(names, top + (LINE - BAR) / 2, room, BAR)
            self._bar(painter, track, i)

    def _bar(self, painter: QPainter, track: QRectF, index: int) -> None:
        theme = theme_now()
        edge = QPen(QColor(theme.edge), 1)
        painter.fillRect(track, QColor(theme.shade))
        low, high = (track.width() * float(chance) for chance in self._chances[index])
        hue = QColor(self._hue(index))
        painter.fillRect(QRectF(track.x(), track.y(), low, track.height()), hue)
        if low < high:
            between = QRectF(track.x() + low, track.y(), high - low, track.height())
            painter.fillRect(between, QBrush(hue, Qt.BrushStyle.BDiagPattern))
            painter.setPen(edge)
            painter.drawLine(between.topRight(), between.bottomRight())
        painter.setPen(edge)
        painter.drawRect(track.adjusted(0.5, 0.5, -0.5, -0.5))
        if self._before is None or self._prospect.opinions:
            return
        end = track.x() + track.width() * float(self._of(self._before)[index][0])
        pen = QPen(QColor(theme.text), 1.5, Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(end, track.y() - 3), QPointF(end, track.bottom() + 3))

    def _hue(self, index: int) -> str:
        """The colour of an outcome, as on the tree; what shares the last line has the accent's."""
        theme = theme_now()
        if index >= min(len(self._ends), MOST):
            return theme.accent
        return colours(self._names.document, theme)[self._ends[index].outcome]

    def tip(self, index: int) -> str:
        """A line in full, its numbers exact."""
        exact = self._names.exact
        own = index < min(len(self._ends), MOST)
        name = exact.end(self._ends[index]) if own else self._called[index]
        return f"{name}: {exact.range(*self._chances[index])}"

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = event.pos().y() // LINE
            if 0 <= at < len(self._called):
                QToolTip.showText(event.globalPos(), plain_tip(self.tip(at)), self)
                return True
        return super().event(event)

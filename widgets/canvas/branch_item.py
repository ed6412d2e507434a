"""A branch on the canvas: a slanted lead, then level, with its label above and numbers below."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from solver.layout import LEAD, SPACE
from widgets.canvas.item import TreeItem
from widgets.canvas.look import HALF, TEXT_GAP, BranchLook, Mark
from widgets.canvas.node_item import LINE
from widgets.theme import (
    CANVAS_PIXELS,
    SMALL_PIXELS,
    Theme,
    canvas_font,
    line_height,
    metrics,
    text_width,
)

HEAVY: Final = 3.5
THIN: Final = 1.0


class BranchItem(TreeItem):
    """Shows one branch; `data(0)` is its id, `data(1)` is ``"branch"``."""

    def __init__(self, id_: str, theme: Theme, *, for_picture: bool) -> None:
        super().__init__(id_, "branch", theme, for_picture=for_picture)
        self._down = False
        self._start = self._knee = self._end = QPointF()
        self._ends: tuple[QPointF, QPointF, bool] | None = None
        self._look = BranchLook()
        self.ends: tuple[str, str, bool] | None = None  # what it was last connected to
        self.setZValue(1)

    @property
    def look(self) -> BranchLook:
        return self._look

    def show_look(self, look: BranchLook, theme: Theme) -> bool:
        """Show this; whether it is anything new."""
        if (look, theme) == (self._look, self._theme):
            return False
        self.prepareGeometryChange()
        self._look, self._theme = look, theme
        self._bounds = self._measured()
        self._appear(faded=look.faded, problem=look.problem, tip=look.tip)
        return True

    def connect(self, source: QPointF, target: QPointF, *, down: bool) -> None:
        """Run from one node's centre to another's."""
        ends = (source, target, down)
        if ends == self._ends:
            return
        self._ends = ends
        if down:
            start, end = source + QPointF(0, HALF), target - QPointF(0, HALF)
            knee = QPointF(target.x(), start.y() + min(LEAD, max(8.0, end.y() - start.y() - 8)))
        else:
            start, end = source + QPointF(HALF, 0), target - QPointF(HALF, 0)
            knee = QPointF(start.x() + min(LEAD, max(8.0, end.x() - start.x() - 8)), target.y())
        self.prepareGeometryChange()
        self._start, self._knee, self._end, self._down = start, knee, end, down
        self._bounds = self._measured()
        self.update()

    # ------------------------------------------------------------------- geometry

    @property
    def middle(self) -> QPointF:
        """The middle of the level part, in scene coordinates."""
        return (self._knee + self._end) / 2

    def _line(self) -> QPainterPath:
        path = QPainterPath(self._start)
        path.lineTo(self._knee)
        path.lineTo(self._end)
        return path

    def _measured(self) -> QRectF:
        rect = self._line().boundingRect().adjusted(-HEAVY, -HEAVY, HEAVY, HEAVY)
        for part in (self._label_rect(), self._detail_rect()):
            if not part.isEmpty():
                rect = rect.united(part)
        self._drawn = rect
        return rect.adjusted(-10, -10, 10, 10)

    def shape(self) -> QPainterPath:
        stroker = QPainterPathStroker()
        stroker.setWidth(12)
        path = stroker.createStroke(self._line())
        for part in (self._label_rect(), self._detail_rect()):
            if not part.isEmpty():
                path.addRect(part)
        return path

    def _label_rect(self) -> QRectF:
        return self._text_rect(self._look.label, small=False)

    def _detail_rect(self) -> QRectF:
        return self._text_rect(self._look.detail, small=True)

    def _text_rect(self, text: str, *, small: bool) -> QRectF:
        if not text:
            return QRectF()
        pixels = SMALL_PIXELS if small else CANVAS_PIXELS
        width, height = text_width(text, pixels) + 1, line_height(pixels)
        if self._down:
            top = self._knee.y() + SPACE / 2
            if small and self._look.label:
                top += metrics().height()
            return QRectF(self._knee.x() + TEXT_GAP + 2, top, width, height)
        left = self._knee.x() + SPACE
        top = self._knee.y() + TEXT_GAP - 2 if small else self._knee.y() - TEXT_GAP + 1 - height
        return QRectF(left, top, width, height)

    # ------------------------------------------------------------------- painting

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        theme, look = self._theme, self._look
        if self.isSelected() or self.target is not None:
            self._paint_halo(painter)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._pen())
        if look.doubled:
            aside = QPointF(2.2, 0) if self._down else QPointF(0, 2.2)
            for offset in (aside, -aside):
                painter.drawPath(self._line().translated(offset))
        else:
            painter.drawPath(self._line())
        if look.mark is Mark.DOMINATED:
            self._paint_hashes(painter)
        scale = option.levelOfDetailFromTransform(painter.worldTransform())
        if not self._for_picture and scale <= 0.35:
            return
        if look.label:
            heavy = look.mark is Mark.PERMITTED
            painter.setFont(canvas_font())
            painter.setPen(QColor(theme.accent if heavy else theme.text))
            rect = self._label_rect()
            painter.drawText(QPointF(rect.left(), rect.top() + metrics().ascent()), look.label)
        if look.detail:
            painter.setFont(canvas_font(SMALL_PIXELS))
            painter.setPen(QColor(theme.muted))
            rect = self._detail_rect()
            baseline = rect.top() + metrics(SMALL_PIXELS).ascent()
            painter.drawText(QPointF(rect.left(), baseline), look.detail)
        if look.problem and not self._for_picture:
            centre = self._knee + QPointF(4, 0)
            painter.setPen(QPen(QColor(theme.canvas), 1.5))
            painter.setBrush(QColor(theme.error))
            painter.drawEllipse(centre, 6, 6)
            painter.setPen(QPen(QColor(theme.canvas), 2))
            painter.drawLine(centre + QPointF(0, -3), centre + QPointF(0, 0.5))
            painter.drawPoint(centre + QPointF(0, 3))

    def _pen(self) -> QPen:
        theme, look = self._theme, self._look
        pen = QPen(QColor(theme.ink), LINE)
        if look.mark is Mark.PERMITTED:
            pen = QPen(QColor(theme.accent), 2.0 if look.doubled else HEAVY)
        elif look.mark is Mark.DOMINATED:
            pen = QPen(QColor(theme.ink), THIN)
        if look.draft or look.mark is Mark.UNDECIDED:
            pen.setStyle(Qt.PenStyle.DashLine)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen

    def _paint_hashes(self, painter: QPainter) -> None:
        """Two short strokes across: the decision analyst's sign for a rejected branch."""
        painter.setPen(QPen(QColor(self._theme.ink), 1.8))
        middle = (self._start + self._knee) / 2
        for step in (-3.0, 3.0):
            if self._down:
                centre = middle + QPointF(0, step)
                painter.drawLine(centre - QPointF(7, -3), centre + QPointF(7, -3))
            else:
                centre = middle + QPointF(step, 0)
                painter.drawLine(centre - QPointF(-3, 7), centre + QPointF(-3, 7))

    def _paint_halo(self, painter: QPainter) -> None:
        refused = self.target is False
        colour = QColor(self._theme.error if refused else self._theme.accent)
        colour.setAlpha(90)
        pen = QPen(colour, 10)
        if refused:
            pen.setStyle(Qt.PenStyle.DotLine)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._line())

"""A branch on the canvas: a slanted lead, then level, with its label above and numbers below."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from widgets.canvas.course import Course
from widgets.canvas.item import TreeItem
from widgets.canvas.look import BranchLook, Mark
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
        self._course = Course(QPointF(), QPointF(), QPointF())
        self._label_rect = self._detail_rect = QRectF()
        self._look = BranchLook()
        self.ends: tuple[str, str, bool, str] | None = None  # what it was last connected to
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
        self._appear(faded=look.faded, problem=look.problem, tip=look.tip, copied=look.copied)
        return True

    def connect(
        self, source: QPointF, target: QPointF, *, down: bool, shape: str, back: float
    ) -> None:
        """Run from one node's centre to another's, which reaches that far back."""
        course = Course.between(source, target, down=down, shape=shape, back=back)
        if course == self._course:
            return
        self.prepareGeometryChange()
        self._course = course
        self._bounds = self._measured()
        self.update()

    # ------------------------------------------------------------------- geometry

    @property
    def middle(self) -> QPointF:
        """The middle of the part with the texts, in scene coordinates."""
        return self._course.middle

    @property
    def label_start(self) -> QPointF:
        """Where the label begins, or would begin, below its line."""
        return self._label_rect.bottomLeft() if self._look.label else self._course.middle

    def _texts(self) -> QRectF:
        return self._label_rect.united(self._detail_rect)

    def _line(self) -> QPainterPath:
        return self._course.line(self._texts())

    def _measured(self) -> QRectF:
        self._label_rect, self._detail_rect = self._course.places(
            _size(self._look.label, CANVAS_PIXELS), _size(self._look.detail, SMALL_PIXELS)
        )
        rect = self._course.line().boundingRect().adjusted(-HEAVY, -HEAVY, HEAVY, HEAVY)
        for part in (self._label_rect, self._detail_rect):
            if not part.isEmpty():
                rect = rect.united(part)
        self._drawn = rect
        return rect.adjusted(-10, -10, 10, 10)

    def shape(self) -> QPainterPath:
        stroker = QPainterPathStroker()
        stroker.setWidth(12)
        path = stroker.createStroke(self._course.line())
        for part in (self._label_rect, self._detail_rect):
            if not part.isEmpty():
                path.addRect(part)
        return path

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
            aside = QPointF(2.2, 0) if self._course.down else QPointF(0, 2.2)
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
            rect = self._label_rect
            painter.drawText(QPointF(rect.left(), rect.top() + metrics().ascent()), look.label)
        if look.detail:
            painter.setFont(canvas_font(SMALL_PIXELS))
            painter.setPen(QColor(theme.muted))
            rect = self._detail_rect
            baseline = rect.top() + metrics(SMALL_PIXELS).ascent()
            painter.drawText(QPointF(rect.left(), baseline), look.detail)
        if look.problem and not self._for_picture:
            centre = self._course.knee + QPointF(4, 0)
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
        for begin, end in self._course.hash_marks(self._texts()):
            painter.drawLine(begin, end)

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


def _size(text: str, pixels: int) -> QSizeF:
    return QSizeF(text_width(text, pixels) + 1, line_height(pixels)) if text else QSizeF(0, 0)

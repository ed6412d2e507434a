"""A branch on the canvas: what can be pointed at, dropped on and selected of it."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen

from solver.document.elements import Branch
from solver.page.geometry import Point, Rect
from widgets.basics.theme import Theme
from widgets.canvas.items.item import TreeItem
from widgets.canvas.items.painter_surface import qt_path, qt_point, qt_rect
from widgets.drawing.branch_figure import BranchFigure, Place
from widgets.drawing.branch_path import ANGLED, Course
from widgets.drawing.looks.look import BranchLook
from widgets.drawing.node_extent import STRAIGHT, sizes

MARK_ENDS: Final = 3.0  # before the texts of the node that it leads to, where it is selected


class BranchItem(TreeItem):
    """Shows one branch."""

    figure: BranchFigure

    def __init__(self, branch: Branch, theme: Theme) -> None:
        super().__init__(BranchFigure(branch.id, theme))
        self.branch = branch  # whose ends it was last connected to
        self.drawn: tuple[bool, str] | None = None  # how: downwards, and in which shape

    @property
    def look(self) -> BranchLook:
        return self.figure.look

    @property
    def course(self) -> Course:
        """The way it takes, from its own place."""
        return self.figure.course

    def show_look(self, look: BranchLook, theme: Theme) -> bool:
        """Show this; whether it is anything new."""
        if not self.figure.show_look(look, theme):
            return False
        self.room_changed()
        self._may_be_chosen(not look.copied)  # a live copy is changed in the original
        return True

    def connect(self, source: Place, target: Place, *, down: bool, shape: str, back: float) -> bool:
        """Run from one node's centre to another's, which reaches that far back; whether the way is new.

        The item stands at its beginning, so that moving both ends costs no more than moving it.
        """
        self.setPos(*source)
        way = Point(target[0] - source[0], target[1] - source[1])
        if not self.figure.connect(way, down=down, shape=shape, back=back):
            return False
        self.room_changed()
        return True

    # ------------------------------------------------------------------- geometry

    @property
    def middle(self) -> QPointF:
        """The middle of the part with the texts, in scene coordinates."""
        return self.pos() + qt_point(self.course.middle)

    @property
    def label_start(self) -> QPointF:
        """Where the label begins, or would begin, below its line."""
        return self.pos() + qt_point(self.figure.label_start)

    @property
    def label_rect(self) -> QRectF:
        """Where the label stands, in scene coordinates."""
        return qt_rect(self.figure.label_rect).translated(self.pos())

    def is_detail_at(self, point: QPointF) -> bool:
        """Whether its numbers stand at a point of the scene."""
        there = qt_rect(self.figure.detail_rect)
        return self.figure.has_detail and there.contains(point - self.pos())

    def add_to(self, path: QPainterPath, x: float, y: float) -> None:
        """Add the line to a path of many; it begins at the node that stands there."""
        course = self.figure.course
        if course.shape != ANGLED:
            path.addPath(qt_path(course.line()).translated(x, y))
            return
        start, knee, end = course.start, course.knee, course.end
        path.moveTo(x + start.x, y + start.y)  # by far the most, and thousands of them at once
        path.lineTo(x + knee.x, y + knee.y)
        path.lineTo(x + end.x, y + end.y)

    def _measured(self) -> QRectF:
        return self.text_rect().adjusted(-10, -10, 10, 10)

    def shape(self) -> QPainterPath:
        stroker = QPainterPathStroker()
        stroker.setWidth(12)
        path = stroker.createStroke(qt_path(self.course.line()))
        for box in self.figure.text_boxes():
            path.addRect(qt_rect(box))
        return path

    def selection_path(self) -> QPainterPath:
        """Around the level part with its texts; around all of a line without one."""
        path, around, course = QPainterPath(), sizes(self._theme).space / 2, self.course
        if course.shape == STRAIGHT:
            stroker = QPainterPathStroker()
            stroker.setWidth(4 * around)
            path = stroker.createStroke(qt_path(course.line()))
            texts = self.figure.texts.adjusted(-around, -around, around, around)
            path.addRect(qt_rect(texts))
            return path.simplified()
        level, texts = Rect.between(course.knee, course.end), self.figure.texts
        box = level if course.down else level.adjusted(0, -around, 0, around)
        box = (box if texts.is_empty else box.united(texts)).adjusted(-around, -around, 0, around)
        over, under = self._rights(box.right)
        if min(over, under) >= texts.right:
            path.addRoundedRect(qt_rect(box.ending(right=min(over, under))), 4, 4)
            return path
        upper = box.ending(right=over, bottom=level.top + around)
        lower = box.ending(right=under, top=level.top - around)
        for part in (upper, lower):
            half = QPainterPath()
            half.addRoundedRect(qt_rect(part), 4, 4)
            path = path.united(half)
        return path

    def _rights(self, right: float) -> tuple[float, float]:
        """How far it may be marked above and below its line: not over texts of the node at its end."""
        if self.course.down:
            return right, right
        end = self.course.end.x + 2 * sizes(self._theme).half - MARK_ENDS
        over, under = (min(right, end - wide) if wide else right for wide in self.figure.beside)
        return over, under

    # ------------------------------------------------------------------- painting

    def _paint_signs(self, painter: QPainter) -> None:
        if not self.look.problem:
            return
        theme, centre = self._theme, qt_point(self.course.knee) + QPointF(4, 0)
        painter.setPen(QPen(QColor(theme.canvas), 1.5))
        painter.setBrush(QColor(theme.error))
        painter.drawEllipse(centre, 6, 6)
        painter.setPen(QPen(QColor(theme.canvas), 2))
        painter.drawLine(centre + QPointF(0, -3), centre + QPointF(0, 0.5))
        painter.drawPoint(centre + QPointF(0, 3))

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
        painter.drawPath(qt_path(self.figure.line()))

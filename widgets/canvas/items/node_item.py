"""A node on the canvas: what can be pointed at, dragged, dropped on and selected of it."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from solver.document.elements import Kind
from solver.page.geometry import Rect
from widgets.basics.theme import Theme
from widgets.canvas.items.branch_item import BranchItem
from widgets.canvas.items.item import FRAME, TreeItem
from widgets.canvas.items.painter_surface import qt_rect
from widgets.drawing.looks.look import NodeLook
from widgets.drawing.node_extent import sizes
from widgets.drawing.node_figure import NodeFigure, square

HANDLE: Final = 6.0  # radius of the handle from which branches are drawn
LINE: Final = 1.5  # of what only editing needs


class NodeItem(TreeItem):
    """Shows one node."""

    figure: NodeFigure

    def __init__(self, id_: str, theme: Theme, *, down: bool) -> None:
        super().__init__(NodeFigure(id_, theme, down=down))
        self._hovered = False
        self.offers_child = True  # clicks add nothing while a step of a talk is built
        self.setZValue(1)  # above branches
        self.setAcceptHoverEvents(True)

    @property
    def look(self) -> NodeLook:
        return self.figure.look

    def show_look(self, look: NodeLook, theme: Theme, *, down: bool) -> bool:
        """Show this; whether it is anything new."""
        if not self.figure.show_look(look, theme, down=down):
            return False
        self.room_changed()
        self._may_be_chosen(not look.copied)  # a live copy is changed in the original
        return True

    def stand_at(self, entering: BranchItem) -> bool:
        """Let the name stand where the branch that leads here leaves room; whether it moved."""
        moved = self.figure.stand_at(entering.figure)
        if moved:
            self.room_changed()
        return moved

    # ------------------------------------------------------------------- geometry

    @property
    def has_handle(self) -> bool:
        look = self.look
        ends = look.kind is Kind.OUTCOME or look.copied or look.copy_top
        return self.offers_child and not ends

    @property
    def handle(self) -> QPointF:
        """Where the handle stands, relative to the node."""
        away = sizes(self._theme).half + HANDLE + 3
        return QPointF(0, away) if self.figure.down else QPointF(away, 0)

    def is_on_handle(self, scene_point: QPointF) -> bool:
        if not self.has_handle:
            return False
        offset = self.mapFromScene(scene_point) - self.handle
        return offset.manhattanLength() <= HANDLE * 2

    def shape(self) -> QPainterPath:
        path = shape_of(self.figure)
        if self.has_handle and (self._hovered or self.isSelected()):
            path.addEllipse(self.handle, HANDLE + 2, HANDLE + 2)
        return path

    def selection_path(self) -> QPainterPath:
        """Around the sign, and around the name of an outcome."""
        path = QPainterPath()
        path.addRoundedRect(qt_rect(self._framed), 4, 4)
        return path

    @property
    def _framed(self) -> Rect:
        """What the frame of a selection goes around."""
        rect = self.figure.sign_rect
        if self.look.title and not self.figure.down:
            rect = rect.united(self.figure.end_rect.adjusted(0, -2, 3, 2))
        return rect

    def _measured(self) -> QRectF:
        m, rect, look = sizes(self._theme), self.figure.drawn, self.figure.look
        if look.gap:
            rect = rect.united(square(m.half + m.arc + m.space))
        rect = rect.united(
            square(m.half + 2 * HANDLE + 8)
        )  # which the frame around the sign is within
        if look.title:
            rect = rect.united(self._framed.adjusted(-FRAME, -FRAME, FRAME, FRAME))
        return qt_rect(rect)

    # ------------------------------------------------------------------- painting

    def _paint_halo(self, painter: QPainter) -> None:
        pen = QPen(QColor(self._theme.accent), 2.5)
        if self.target is False:  # not by colour alone: what is refused is dotted
            pen = QPen(QColor(self._theme.error), 2.5, Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(qt_rect(self.figure.sign_rect), 5, 5)

    def _paint_signs(self, painter: QPainter) -> None:
        if self.look.problem:
            self._paint_problem(painter)
        if self.has_handle and (self._hovered or self.isSelected()):
            painter.setPen(QPen(QColor(self._theme.accent), LINE))
            painter.setBrush(QColor(self._theme.canvas))
            painter.drawEllipse(self.handle, HANDLE, HANDLE)
            painter.drawLine(self.handle - QPointF(3, 0), self.handle + QPointF(3, 0))
            painter.drawLine(self.handle - QPointF(0, 3), self.handle + QPointF(0, 3))

    def _paint_problem(self, painter: QPainter) -> None:
        half = sizes(self._theme).half
        centre = QPointF(-half + 1, half - 1)
        painter.setPen(QPen(QColor(self._theme.canvas), 1.5))
        painter.setBrush(QColor(self._theme.error))
        painter.drawEllipse(centre, 7, 7)
        painter.setPen(QPen(QColor(self._theme.canvas), 2))
        painter.drawLine(centre + QPointF(0, -3.5), centre + QPointF(0, 0.5))
        painter.drawPoint(centre + QPointF(0, 3.5))

    # -------------------------------------------------------------------- pointer

    def hoverEnterEvent(self, event: object) -> None:
        self._set_hovered(True)

    def hoverLeaveEvent(self, event: object) -> None:
        self._set_hovered(False)

    def _set_hovered(self, hovered: bool) -> None:
        self.prepareGeometryChange()
        self._hovered = hovered
        self.update()


def shape_of(figure: NodeFigure) -> QPainterPath:
    """Where a node is hit, around its own place."""
    path = QPainterPath()
    path.addRect(qt_rect(figure.sign_rect))
    if figure.look.title:
        path.addRect(qt_rect(figure.end_rect))
    return path

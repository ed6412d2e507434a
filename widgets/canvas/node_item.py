"""A node on the canvas: square, circle or triangle, with its texts."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from solver.document import Kind
from widgets.canvas.item import TreeItem
from widgets.canvas.look import HALF, TEXT_GAP, NodeLook
from widgets.theme import (
    CANVAS_PIXELS,
    SCALE_HUES,
    SMALL_PIXELS,
    Theme,
    canvas_font,
    line_height,
    metrics,
    text_width,
)

HANDLE: Final = 6.0  # radius of the handle from which branches are drawn
LINE: Final = 1.5


class NodeItem(TreeItem):
    """Shows one node; `data(0)` is its id, `data(1)` is ``"node"``."""

    def __init__(self, id_: str, theme: Theme, *, down: bool, for_picture: bool) -> None:
        super().__init__(id_, "node", theme, for_picture=for_picture)
        self._down = down
        self._look = NodeLook(kind=Kind.CHOICE)
        self._hovered = False
        self.setZValue(2)
        self.setAcceptHoverEvents(not for_picture)

    @property
    def look(self) -> NodeLook:
        return self._look

    def show_look(self, look: NodeLook, theme: Theme, *, down: bool) -> bool:
        """Show this; whether it is anything new."""
        if (look, theme, down) == (self._look, self._theme, self._down) and self._bounds.isValid():
            return False
        self.prepareGeometryChange()
        self._look, self._theme, self._down = look, theme, down
        self._bounds = self._measured()
        self._appear(faded=look.faded, problem=look.problem, tip=look.tip, copied=look.copied)
        return True

    # ------------------------------------------------------------------- geometry

    @property
    def has_handle(self) -> bool:
        look = self._look
        changes = not look.copied and not look.copy_top
        return look.kind is not Kind.OUTCOME and changes and not self._for_picture

    @property
    def handle(self) -> QPointF:
        """Where the handle stands, relative to the node."""
        away = HALF + HANDLE + 3
        return QPointF(0, away) if self._down else QPointF(away, 0)

    def is_on_handle(self, scene_point: QPointF) -> bool:
        if not self.has_handle:
            return False
        offset = self.mapFromScene(scene_point) - self.handle
        return offset.manhattanLength() <= HANDLE * 2

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        around = HALF + 4
        path.addRect(QRectF(-around, -around, 2 * around, 2 * around))
        if self._look.title:
            path.addRect(self._title_rect().united(self._detail_rect()))
        if self.has_handle and (self._hovered or self.isSelected()):
            path.addEllipse(self.handle, HANDLE + 2, HANDLE + 2)
        return path

    def _measured(self) -> QRectF:
        rect = QRectF(-HALF - 1, -HALF - 1, 2 * HALF + 2, 2 * HALF + 2)
        for part in (self._label_rect(), self._title_rect(), self._detail_rect()):
            if not part.isEmpty():
                rect = rect.united(part)
        if self._look.hidden:
            rect = rect.united(self._fold_rect())
        if self._look.copy_top:
            rect = rect.united(QRectF(-HALF - 7, HALF - 5, 13, 13))
        self._drawn = rect
        around = HALF + 2 * HANDLE + 8
        return rect.united(QRectF(-around, -around, 2 * around, 2 * around))

    def _label_rect(self) -> QRectF:
        if not self._look.label:
            return QRectF()
        width, height = text_width(self._look.label, SMALL_PIXELS), line_height(SMALL_PIXELS)
        if self._down:
            return QRectF(-HALF - TEXT_GAP - width, -height / 2, width, height)
        return QRectF(HALF - width, -HALF - 3 - height, width, height)

    def _title_rect(self) -> QRectF:
        return self._leaf_text(self._look.title, line_height(), 0)

    def _detail_rect(self) -> QRectF:
        return self._leaf_text(self._look.detail, line_height(SMALL_PIXELS), 1)

    def _leaf_text(self, text: str, height: float, row: int) -> QRectF:
        if not text:
            return QRectF()
        width = text_width(text, SMALL_PIXELS if row else CANVAS_PIXELS) + 1
        if self._down:
            top = HALF + TEXT_GAP + row * line_height()
            return QRectF(-width / 2, top, width, height)
        top = -height / 2
        if self._look.detail:
            top = 1.0 if row else -height + 1
        return QRectF(HALF + 2 * TEXT_GAP, top, width, height)

    def _fold_rect(self) -> QRectF:
        if self._down:
            return QRectF(-16, HALF + 4, 32, 16)
        return QRectF(HALF + 4, -8, 32, 16)

    # ------------------------------------------------------------------- painting

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        theme, look = self._theme, self._look
        detailed = (
            self._for_picture or option.levelOfDetailFromTransform(painter.worldTransform()) > 0.35
        )
        if self.isSelected() or self.target is not None:
            self._paint_halo(painter)
        pen = QPen(QColor(theme.ink), LINE)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        if look.draft:
            pen.setStyle(Qt.PenStyle.DashLine)
        elif look.copied or look.copy_top:
            pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.setBrush(self._fill())
        self._paint_shape(painter)
        if not detailed:
            return
        if look.has_gap:
            self._paint_gap(painter)
        self._paint_texts(painter)
        if look.hidden:
            self._paint_fold(painter)
        if look.copy_top:
            self._paint_copy_sign(painter)
        if not self._for_picture:
            if look.problem:
                self._paint_problem(painter)
            if self.has_handle and (self._hovered or self.isSelected()):
                painter.setPen(QPen(QColor(theme.accent), LINE))
                painter.setBrush(QColor(theme.canvas))
                painter.drawEllipse(self.handle, HANDLE, HANDLE)
                painter.drawLine(self.handle - QPointF(3, 0), self.handle + QPointF(3, 0))
                painter.drawLine(self.handle - QPointF(0, 3), self.handle + QPointF(0, 3))

    def _fill(self) -> QColor:
        if self._look.hue is None:
            return QColor(self._theme.node)
        return QColor(SCALE_HUES[self._look.hue % len(SCALE_HUES)])

    def _paint_shape(self, painter: QPainter) -> None:
        if self._look.kind is Kind.CHOICE:
            painter.drawRect(QRectF(-HALF + 1, -HALF + 1, 2 * HALF - 2, 2 * HALF - 2))
        elif self._look.kind is Kind.CHANCE:
            painter.drawEllipse(QPointF(0, 0), HALF - 0.5, HALF - 0.5)
        elif self._down:
            points = [QPointF(0, -HALF), QPointF(HALF - 1, HALF - 3), QPointF(-HALF + 1, HALF - 3)]
            painter.drawPolygon(QPolygonF(points))
        else:
            points = [QPointF(-HALF, 0), QPointF(HALF - 3, -HALF + 2), QPointF(HALF - 3, HALF - 2)]
            painter.drawPolygon(QPolygonF(points))

    def _paint_halo(self, painter: QPainter) -> None:
        pen = QPen(QColor(self._theme.accent), 2.5)
        if self.target is False:  # not by colour alone: what is refused is dotted
            pen = QPen(QColor(self._theme.error), 2.5, Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        around = HALF + 4
        painter.drawRoundedRect(QRectF(-around, -around, 2 * around, 2 * around), 5, 5)

    def _paint_gap(self, painter: QPainter) -> None:
        pen = QPen(QColor(self._theme.ink), 2)
        painter.setPen(pen)
        for x in (-3.0, 3.0):
            painter.drawLine(QPointF(x, -6), QPointF(x, 6))

    def _paint_texts(self, painter: QPainter) -> None:
        theme, look = self._theme, self._look
        if look.label:
            painter.setFont(canvas_font(SMALL_PIXELS))
            painter.setPen(QColor(theme.muted))
            _draw(painter, self._label_rect(), metrics(SMALL_PIXELS).ascent(), look.label)
        if look.title:
            painter.setFont(canvas_font())
            painter.setPen(QColor(theme.text))
            _draw(painter, self._title_rect(), metrics().ascent(), look.title)
        if look.detail:
            painter.setFont(canvas_font(SMALL_PIXELS))
            painter.setPen(QColor(theme.muted))
            _draw(painter, self._detail_rect(), metrics(SMALL_PIXELS).ascent(), look.detail)

    def _paint_copy_sign(self, painter: QPainter) -> None:
        """Two sheets, one behind the other, at the lower left."""
        painter.setPen(QPen(QColor(self._theme.ink), 1.2))
        painter.setBrush(QColor(self._theme.canvas))
        for offset in (0.0, 3.0):
            painter.drawRect(QRectF(-HALF - 6 + offset, HALF - 4 + offset, 8, 8))

    def _paint_fold(self, painter: QPainter) -> None:
        rect = self._fold_rect()
        painter.setPen(QPen(QColor(self._theme.muted), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, 7, 7)
        painter.setFont(canvas_font(SMALL_PIXELS))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, f"+{self._look.hidden}")

    def _paint_problem(self, painter: QPainter) -> None:
        centre = QPointF(-HALF + 1, HALF - 1)
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


def _draw(painter: QPainter, rect: QRectF, ascent: float, text: str) -> None:
    """Plain text at a place: no wrapping, no mnemonics, no markup."""
    painter.drawText(QPointF(rect.left(), rect.top() + ascent), text)

"""A node on the canvas: square, circle or triangle, with its texts."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from solver.document.elements import Kind
from widgets.basics.theme import SMALL_PIXELS, Theme
from widgets.canvas.items.item import TreeItem
from widgets.canvas.items.label import NOTHING, label
from widgets.canvas.items.look import EVERYTHING, HALF, TEXT_GAP, NodeLook, large, small
from widgets.canvas.items.surface import Surface, paint, stroke

HANDLE: Final = 6.0  # radius of the handle from which branches are drawn
LINE: Final = 1.5
LIGHT: Final = 4.0  # how far the frame around what is highlighted stands off

_CENTRE: Final = QPointF(0, 0)
_SQUARE: Final = QRectF(-HALF + 1, -HALF + 1, 2 * HALF - 2, 2 * HALF - 2)
_UPRIGHT: Final = QPolygonF(
    [QPointF(0, -HALF), QPointF(HALF - 1, HALF - 3), QPointF(-HALF + 1, HALF - 3)]
)
_LYING: Final = QPolygonF(
    [QPointF(-HALF, 0), QPointF(HALF - 3, -HALF + 2), QPointF(HALF - 3, HALF - 2)]
)
_UNSEEN: Final = NodeLook(kind=Kind.CHOICE)


def radius(theme: Theme) -> float:
    """How far a node is drawn from its centre, where a branch begins and ends."""
    return HALF / 3 if theme.shapes == "dots" else HALF


def light(theme: Theme) -> QColor:
    """What lies below what is highlighted: the accent, so thin that every text reads on it."""
    accent, ground = QColor(theme.accent), QColor(theme.canvas)
    pairs = zip(accent.getRgb()[:3], ground.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(0.22 * a + 0.78 * b) for a, b in pairs))


class NodeItem(TreeItem):
    """Shows one node; `data(0)` is its id, `data(1)` is ``"node"``."""

    def __init__(self, id_: str, theme: Theme, *, down: bool, for_picture: bool) -> None:
        super().__init__(id_, "node", theme, for_picture=for_picture)
        self._down = down
        self._look = _UNSEEN
        self._label = self._title = self._detail = self._rolled = NOTHING
        self._hovered = False
        if not for_picture:
            self.setZValue(2)
            self.setAcceptHoverEvents(True)

    @property
    def look(self) -> NodeLook:
        return self._look

    @property
    def words(self) -> str:
        """What it shows, for who cannot see it."""
        return "" if self._look.veiled else " ".join(self._look.tip.split())

    def show_look(self, look: NodeLook, theme: Theme, *, down: bool) -> bool:
        """Show this; whether it is anything new."""
        if look is self._look and theme is self._theme and down is self._down:
            return False
        if (look, theme, down) == (self._look, self._theme, self._down) and self._bounds.isValid():
            return False
        self.prepareGeometryChange()
        self._look, self._theme, self._down = look, theme, down
        self._label, self._rolled = small(look.label, theme), small(look.rolled, theme)
        self._title, self._detail = large(look.title, theme), small(look.detail, theme)
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
        for text, place in (
            (self._label, self._label_rect),
            (self._rolled, self._rolled_rect),
            (self._title, self._title_rect),
            (self._detail, self._detail_rect),
        ):
            if text is not NOTHING:
                rect = rect.united(place())
        if self._look.hidden:
            rect = rect.united(self._fold_rect())
        if self._look.copy_top:
            rect = rect.united(QRectF(-HALF - 7, HALF - 5, 13, 13))
        self._drawn = rect
        if self._for_picture:
            return rect
        around = HALF + 2 * HANDLE + 8
        return rect.united(QRectF(-around, -around, 2 * around, 2 * around))

    def _label_rect(self) -> QRectF:
        label = self._label
        if self._down:
            top = -label.height / 2 if not self._rolled else -label.height
            return label.at(-HALF - TEXT_GAP - label.width, top)
        return label.at(HALF - label.width, -HALF - 3 - label.height)

    def _rolled_rect(self) -> QRectF:
        rolled = self._rolled
        if self._down:
            top = -rolled.height / 2 if not self._label else 0.0
            return rolled.at(-HALF - TEXT_GAP - rolled.width, top)
        return rolled.at(HALF - rolled.width, HALF + 2)

    def _title_rect(self) -> QRectF:
        title = self._title
        if self._down:
            return title.at(-title.width / 2, HALF + TEXT_GAP)
        top = -title.height + 1 if self._detail else -title.height / 2
        return title.at(HALF + 2 * TEXT_GAP, top)

    def _detail_rect(self) -> QRectF:
        detail = self._detail
        if self._down:
            return detail.at(-detail.width / 2, HALF + TEXT_GAP + self._title.height)
        return detail.at(HALF + 2 * TEXT_GAP, 1.0 if self._title else -detail.height / 2)

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
        theme = self._theme
        detailed = (
            self._for_picture or option.levelOfDetailFromTransform(painter.worldTransform()) > 0.35
        )
        if self.isSelected() or self.target is not None:
            self._paint_halo(painter)
        self.draw(painter, detailed=detailed)
        if detailed and not self._for_picture:
            if self._look.problem:
                self._paint_problem(painter)
            if self.has_handle and (self._hovered or self.isSelected()):
                painter.setPen(QPen(QColor(theme.accent), LINE))
                painter.setBrush(QColor(theme.canvas))
                painter.drawEllipse(self.handle, HANDLE, HANDLE)
                painter.drawLine(self.handle - QPointF(3, 0), self.handle + QPointF(3, 0))
                painter.drawLine(self.handle - QPointF(0, 3), self.handle + QPointF(0, 3))

    def draw(self, surface: Surface, *, detailed: bool = True) -> None:
        """Draw the node onto anything: what it shows, nothing that only editing needs."""
        theme, look = self._theme, self._look
        if EVERYTHING in look.veiled:
            return
        if look.lit:
            self._draw_light(surface)
        style = Qt.PenStyle.SolidLine
        if look.draft:
            style = Qt.PenStyle.DashLine
        elif look.copied or look.copy_top:
            style = Qt.PenStyle.DotLine
        join = Qt.PenJoinStyle.MiterJoin
        surface.setPen(stroke(theme.ink, LINE * theme.strength, style, join))
        surface.setBrush(self._fill())
        self._draw_shape(surface)
        if not detailed:
            return
        if look.has_gap and "verdict" not in look.veiled:
            self._draw_gap(surface)
        for name, text, place, colour in (
            ("label", self._label, self._label_rect, theme.muted),
            ("rolled", self._rolled, self._rolled_rect, theme.text),
            ("title", self._title, self._title_rect, theme.text),
            ("detail", self._detail, self._detail_rect, theme.muted),
        ):
            if text is not NOTHING and name not in look.veiled:
                text.draw(surface, place(), colour)
        if look.hidden:
            self._draw_fold(surface)
        if look.copy_top:
            self._draw_copy_sign(surface)

    def _fill(self) -> QColor:
        look, theme = self._look, self._theme
        if theme.shapes == "dots":
            return paint(theme.ink)
        if look.hue is None:
            return paint(theme.node)
        return paint(theme.hues[look.hue % len(theme.hues)])

    def _draw_shape(self, surface: Surface) -> None:
        if self._theme.shapes == "dots":
            surface.drawEllipse(_CENTRE, radius(self._theme), radius(self._theme))
        elif self._look.kind is Kind.CHOICE:
            surface.drawRect(_SQUARE)
        elif self._look.kind is Kind.CHANCE:
            surface.drawEllipse(_CENTRE, HALF - 0.5, HALF - 0.5)
        else:
            surface.drawPolygon(_UPRIGHT if self._down else _LYING)

    def _paint_halo(self, painter: QPainter) -> None:
        pen = QPen(QColor(self._theme.accent), 2.5)
        if self.target is False:  # not by colour alone: what is refused is dotted
            pen = QPen(QColor(self._theme.error), 2.5, Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        around = HALF + 4
        painter.drawRoundedRect(QRectF(-around, -around, 2 * around, 2 * around), 5, 5)

    def _draw_gap(self, surface: Surface) -> None:
        """Two upright strokes: options between which there is a preferential gap."""
        surface.setPen(stroke(self._theme.ink, 2 * self._theme.strength))
        # In the node; below a dot, where it cannot be taken for the strokes across a branch.
        middle = HALF + 1 if self._theme.shapes == "dots" else 0.0
        for x in (-3.0, 3.0):
            surface.drawLine(QPointF(x, middle - 6), QPointF(x, middle + 6))

    def _draw_light(self, surface: Surface) -> None:
        """A frame around what a step highlights, not by colour alone."""
        around = HALF + LIGHT
        surface.setPen(stroke(self._theme.accent, 2 * self._theme.strength))
        surface.setBrush(light(self._theme))
        surface.drawRoundedRect(QRectF(-around, -around, 2 * around, 2 * around), 4, 4)

    def _draw_copy_sign(self, surface: Surface) -> None:
        """Two sheets, one behind the other, at the lower left."""
        surface.setPen(stroke(self._theme.ink, 1.2))
        surface.setBrush(paint(self._theme.canvas))
        for offset in (0.0, 3.0):
            surface.drawRect(QRectF(-HALF - 6 + offset, HALF - 4 + offset, 8, 8))

    def _draw_fold(self, surface: Surface) -> None:
        rect, theme = self._fold_rect(), self._theme
        surface.setPen(stroke(theme.muted, 1))
        surface.setBrush(Qt.BrushStyle.NoBrush)
        surface.drawRoundedRect(rect, 7, 7)
        text = label(f"+{self._look.hidden}", SMALL_PIXELS, theme.family)
        centre = rect.center()
        place = text.at(centre.x() - text.width / 2, centre.y() - text.height / 2)
        text.draw(surface, place, theme.muted)

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

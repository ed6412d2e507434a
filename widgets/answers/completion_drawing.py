"""Which plan is best under which completion, drawn: a strip for one free weight, a map for two."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from solver.analyses.completion_map import CompletionMap, CompletionRegion
from solver.analyses.free_weights import Point
from solver.document.numerals import simplest
from solver.translation import tr
from solver.words.numbers import Format
from solver.words.plain_mathematics import plain_text

STRIP: Final = 34.0
AXIS: Final = 20.0
PLANE: Final = 190.0
MARGIN: Final = 12.0
ZERO: Final = Fraction(0)


def region_name(index: int) -> str:
    """What a region is called: I, II, III, …, so that it is not taken for an outcome."""
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    number = index + 1
    return "X" * (number // 10) + ones[number % 10] if number < 40 else str(number)


def nearest(at: float, near: float) -> Fraction:
    """The simplest number within so much of a place."""
    low, high = Fraction(at) - Fraction(near), Fraction(at) + Fraction(near)
    shift = floor(low)
    return shift + simplest(low - shift, high - shift)


def window_of(found: CompletionMap, axis: int) -> tuple[Fraction, Fraction]:
    """From where to where an axis is drawn: all edges, with air where there is no bound."""
    box = found.box
    ends = {corner[axis] for region in found.regions or () for corner in region.corners}
    real = sorted(end for end in ends if abs(end) < box)
    if not real:
        return Fraction(-1), Fraction(2)
    low, high = real[0], real[-1]
    air = (high - low) / 2 or Fraction(1)
    # Where a region goes on without end, there is room to see that it does.
    below = any(end == -box for end in ends) or low == high
    above = any(end == box for end in ends) or low == high
    return low - air * below, high + air * above


class CompletionDrawing(QWidget):
    """Hover to read, click to choose; the arrow keys move what is chosen."""

    picked = Signal(object)  # a Point
    hovered = Signal(object)  # a Point, or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("completion map")
        self.setAccessibleName(tr("Which plan is best under which completion"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._found: CompletionMap | None = None
        self._format = Format()
        self._windows: list[tuple[float, float]] = []
        self._pinned: Point | None = None
        self._hover: Point | None = None

    def sizeHint(self) -> QSize:
        plane = self._found is not None and self._found.free == 2
        return QSize(240, int(PLANE + 2 * AXIS + 4 if plane else STRIP + 2 * AXIS + 20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def show_map(self, found: CompletionMap, form: Format) -> None:
        """Show a map with one or two free weights, numbers written in a form."""
        self._found, self._format = found, form
        self.updateGeometry()  # a strip is lower than a map
        self._windows = [
            (float(low), float(high))
            for low, high in (window_of(found, axis) for axis in range(found.free))
        ]
        self.updateGeometry()
        self.update()

    def show_pinned(self, at: Point | None) -> None:
        """Where the document's completion is."""
        self._pinned = at
        names = self._found.weights.names if self._found and self._found.weights else ()
        self.setAccessibleDescription(
            ""
            if at is None
            else ", ".join(
                f"{name}: {self._format.number(value)}"
                for name, value in zip(names, at, strict=True)
            )
        )
        self.update()

    # ------------------------------------------------------------------------- places

    def _area(self) -> QRectF:
        if len(self._windows) == 2:
            wide = self.fontMetrics().horizontalAdvance
            left = AXIS + 8 + max(wide(self._format.number(end)) for end in self._ends(1))
            return QRectF(left, 6, self.width() - left - MARGIN, PLANE)
        return QRectF(MARGIN, 18, self.width() - 2 * MARGIN, STRIP)

    def _ends(self, axis: int) -> tuple[Fraction, Fraction]:
        """From where to where an axis is drawn."""
        return (ZERO, ZERO) if self._found is None else window_of(self._found, axis)

    def _axis_name(self, axis: int, room: float) -> str:
        """What grows along an axis, as far as there is room."""
        weights = self._found.weights if self._found is not None else None
        name = "" if weights is None else f"{plain_text(weights.names[axis])} →"
        return self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(room))

    def _across(self, value: float) -> float:
        (low, high), area = self._windows[0], self._area()
        return area.x() + (value - low) / (high - low) * area.width()

    def _up(self, value: float) -> float:
        (low, high), area = self._windows[1], self._area()
        return area.bottom() - (value - low) / (high - low) * area.height()

    def _clamped(self, value: Fraction, axis: int) -> float:
        low, high = self._windows[axis]
        air = 50 * (high - low)
        return float(max(Fraction(low - air), min(Fraction(high + air), value)))

    # ----------------------------------------------------------------------- painting

    def _colour(self, role: QPalette.ColorRole) -> QColor:
        return self.palette().color(role)

    def _shade(self, index: int, of: int) -> QColor:
        """Lighter and darker by turns, so that neighbours differ without colour."""
        base = self._colour(QPalette.ColorRole.Base)
        accent = self._colour(QPalette.ColorRole.Accent)
        part = (0.10, 0.34, 0.20, 0.48)[index % 4] if of > 1 else 0.2
        mix = (
            round(b + part * (a - b))
            for a, b in (
                (accent.red(), base.red()),
                (accent.green(), base.green()),
                (accent.blue(), base.blue()),
            )
        )
        return QColor(*mix)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._found is None or self._found.regions is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if len(self._windows) == 2:
            self._paint_plane(painter, self._found.regions)
        else:
            self._paint_strip(painter, self._found.regions)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._colour(QPalette.ColorRole.Accent), 1, Qt.PenStyle.DotLine))
            painter.drawRect(self._area().adjusted(-4, -4, 4, 4))

    def _paint_strip(self, painter: QPainter, regions: Sequence[CompletionRegion]) -> None:
        area, ink = self._area(), self._colour(QPalette.ColorRole.Text)
        centre = Qt.AlignmentFlag.AlignCenter
        for i, region in enumerate(regions):
            (low,), (high,) = region.corners
            left = max(area.left(), self._across(self._clamped(low, 0)))
            right = min(area.right(), self._across(self._clamped(high, 0)))
            part = QRectF(left, area.y(), right - left, area.height())
            painter.fillRect(part, self._shade(i, len(regions)))
            painter.setPen(ink)
            painter.drawText(part, centre, region_name(i))
        painter.setPen(QPen(ink, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)
        box = self._found.box if self._found is not None else ZERO
        taken = -100.0
        for edge in dict.fromkeys(corner[0] for region in regions for corner in region.corners):
            x = self._across(self._clamped(edge, 0))
            if abs(edge) == box:
                continue
            painter.setPen(QPen(ink, 1.6))
            painter.drawLine(QPointF(x, area.top() - 2), QPointF(x, area.bottom() + 4))
            text = self._format.number(edge)
            width = self.fontMetrics().horizontalAdvance(text) + 6
            if x - width / 2 > taken:
                painter.drawText(QRectF(x - width / 2, area.bottom() + 4, width, 16), centre, text)
                taken = x + width / 2
        below = QRectF(0, area.bottom() + AXIS, self.width(), 16)
        painter.drawText(below, centre, self._axis_name(0, self.width()))
        for at, sign in ((self._hover, False), (self._pinned, True)):
            if at is not None:
                x = self._across(self._clamped(at[0], 0))
                self._paint_pin(painter, x, area, pinned=sign)

    def _paint_pin(self, painter: QPainter, x: float, area: QRectF, *, pinned: bool) -> None:
        ink = self._colour(QPalette.ColorRole.Text)
        if not area.left() - 1 <= x <= area.right() + 1:
            return
        painter.setPen(
            QPen(
                ink, 2.2 if pinned else 1, Qt.PenStyle.SolidLine if pinned else Qt.PenStyle.DotLine
            )
        )
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        if pinned:
            top = area.top()
            painter.setBrush(ink)
            painter.drawPolygon(
                QPolygonF([QPointF(x, top), QPointF(x - 6, top - 10), QPointF(x + 6, top - 10)])
            )
            painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_plane(self, painter: QPainter, regions: Sequence[CompletionRegion]) -> None:
        area, ink = self._area(), self._colour(QPalette.ColorRole.Text)
        painter.save()
        painter.setClipRect(area)
        for i, region in enumerate(regions):
            polygon = QPolygonF(
                [
                    QPointF(self._across(self._clamped(x, 0)), self._up(self._clamped(y, 1)))
                    for x, y in region.corners
                ]
            )
            painter.setPen(QPen(ink, 1.2))
            painter.setBrush(self._shade(i, len(regions)))
            painter.drawPolygon(polygon)
            path, inside = QPainterPath(), QPainterPath()
            path.addPolygon(polygon)
            inside.addRect(area)
            visible = path.intersected(inside)
            seen = visible.boundingRect()
            if seen.width() > 10 and seen.height() > 12:
                fill = visible.toFillPolygon()  # it ends where it begins
                corners = [fill.at(k) for k in range(fill.size() - 1)]
                middle = sum(corners, QPointF()) / len(corners)  # regions are convex
                room = QRectF(middle.x() - 30, middle.y() - 10, 60, 20)
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter, region_name(i))
        painter.restore()
        painter.setPen(QPen(ink, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)
        self._paint_axes(painter, area)
        for at, pinned in ((self._hover, False), (self._pinned, True)):
            if at is not None:
                place = QPointF(
                    self._across(self._clamped(at[0], 0)), self._up(self._clamped(at[1], 1))
                )
                if area.adjusted(-2, -2, 2, 2).contains(place):
                    painter.setBrush(ink if pinned else Qt.BrushStyle.NoBrush)
                    painter.drawEllipse(place, 5, 5)

    def _paint_axes(self, painter: QPainter, area: QRectF) -> None:
        low, high = map(self._format.number, self._ends(0))
        below = QRectF(area.x(), area.bottom() + 2, area.width(), 16)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, low)
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, high)
        wide = max(map(self.fontMetrics().horizontalAdvance, (low, high)))
        name = self._axis_name(0, below.width() - 2 * wide - 12)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, name)
        low, high = map(self._format.number, self._ends(1))
        beside = QRectF(0, area.y(), area.x() - 4, area.height())
        right = Qt.AlignmentFlag.AlignRight
        painter.drawText(beside, right | Qt.AlignmentFlag.AlignTop, high)
        painter.drawText(beside, right | Qt.AlignmentFlag.AlignBottom, low)
        painter.save()
        painter.translate(10, area.center().y())
        painter.rotate(-90)
        long = area.height() - 44  # between the numbers
        room = QRectF(-long / 2, -8, long, 16)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self._axis_name(1, long))
        painter.restore()

    # ------------------------------------------------------------------------ pointer

    def _point(self, place: QPointF) -> Point | None:
        """The simple numbers nearest to a place; on an edge nearby, the edge itself."""
        if self._found is None or not self._windows:
            return None
        area, result = self._area(), []
        for axis, (low, high) in enumerate(self._windows):
            length = area.width() if axis == 0 else area.height()
            along = place.x() - area.x() if axis == 0 else area.bottom() - place.y()
            if not 0 <= along <= length:
                return None
            pixel = (high - low) / max(1.0, length)
            result.append(nearest(low + along * pixel, 2.5 * pixel))
        if len(result) == 1:
            near = 4 * (self._windows[0][1] - self._windows[0][0]) / max(1.0, area.width())
            close = [e for e in self._found.edges if abs(e - result[0]) <= near]
            if close:
                result = [min(close, key=lambda edge: abs(edge - result[0]))]
        point = tuple(result)
        return point if self._found.inside(point) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = self._point(event.position())
        if event.button() == Qt.MouseButton.LeftButton and point is not None:
            self.picked.emit(point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._show_hover(self._point(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._show_hover(None)

    def _show_hover(self, point: Point | None) -> None:
        if point != self._hover:
            self._hover = point
            self.hovered.emit(point)
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Down: (1, -1), Qt.Key.Key_Up: (1, 1),
        }  # fmt: skip
        axis, sign = moves.get(Qt.Key(event.key()), (9, 0))
        if axis >= len(self._windows) or self._found is None:
            super().keyPressEvent(event)
            return
        point = list(self._pinned or self._middle())
        low, high = self._windows[axis]
        step = nearest((high - low) / 20, (high - low) / 100)
        point[axis] += sign * step
        if self._found.inside(tuple(point)):
            self.picked.emit(tuple(point))

    def _middle(self) -> Point:
        return tuple(nearest((low + high) / 2, (high - low) / 50) for low, high in self._windows)

"""Qt's painter as what trees and charts are drawn onto: screen, pixels, PDF.

Pens, colours, fonts and outlines are made once and kept: a tree of thousands of nodes needs a handful of them.
Fonts and outlines are kept for each thread, since Qt changes them where they are used.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import hypot
from threading import get_ident
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPolygonF

from solver.page.drawing_list import Pen, Run
from solver.page.geometry import Point, Rect, Size
from solver.page.path import CURVE, LINE, Path
from widgets.basics.qt_letters import canvas_font
from widgets.drawing.surfaces.surface import (
    BEVEL,
    DASHED,
    DOTTED,
    MITRE,
    ROUND,
    SOLID,
    Letters,
)

_DASHES = {
    SOLID: Qt.PenStyle.SolidLine,
    DASHED: Qt.PenStyle.DashLine,
    DOTTED: Qt.PenStyle.DotLine,
}
_CORNERS = {
    BEVEL: Qt.PenJoinStyle.BevelJoin,
    MITRE: Qt.PenJoinStyle.MiterJoin,
    ROUND: Qt.PenJoinStyle.RoundJoin,
}

LAPPED: Final = 0.5  # pixels, by which lines lie over each other: what only touches has a seam


class PainterSurface:
    """Draws with a painter: a `Surface`."""

    takes_lines = False

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as texts are measured

    @staticmethod
    def smooth(painter: QPainter) -> "PainterSurface":
        """The same with soft edges."""
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        return PainterSurface(painter)

    def save(self) -> None:
        self._painter.save()

    def restore(self) -> None:
        self._painter.restore()

    def translate(self, x: float, y: float) -> None:
        self._painter.translate(x, y)

    def begin(self, name: str, kind: str, words: str = "", place: Point | None = None) -> None:
        self._painter.save()
        if place is not None and (place.x or place.y):
            self._painter.translate(place.x, place.y)

    def end(self) -> None:
        self._painter.restore()

    def scale(self, times: float) -> None:
        self._painter.scale(times, times)

    def clip(self, rect: Rect) -> None:
        self._painter.setClipRect(qt_rect(rect))

    def pen(self, pen: Pen | None) -> None:
        if pen is None:
            self._painter.setPen(Qt.PenStyle.NoPen)
        else:
            self._painter.setPen(_pen(pen))

    def brush(self, colour: str | None) -> None:
        if colour is None:
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            self._painter.setBrush(_colour(colour))

    def fill_rect(self, rect: Rect, colour: str) -> None:
        self._painter.fillRect(qt_rect(rect), _colour(colour))

    def draw_path(self, path: Path, at: Point | None = None) -> None:
        drawn = qt_path(path)
        self._painter.drawPath(drawn if at is None else drawn.translated(at.x, at.y))

    def draw_line(self, start: Point, end: Point) -> None:
        self._painter.drawLine(QPointF(start.x, start.y), QPointF(end.x, end.y))

    def draw_polyline(self, points: Sequence[Point]) -> None:
        self._painter.drawPolyline([QPointF(point.x, point.y) for point in points])

    def draw_rect(self, rect: Rect, rounded: float = 0.0) -> None:
        if rounded:
            self._painter.drawRoundedRect(qt_rect(rect), rounded, rounded)
        else:
            self._painter.drawRect(qt_rect(rect))

    def draw_ellipse(self, centre: Point, rx: float, ry: float) -> None:
        self._painter.drawEllipse(QPointF(centre.x, centre.y), rx, ry)

    def draw_polygon(self, points: tuple[Point, ...]) -> None:
        self._painter.drawPolygon(_polygon(points))

    def draw_line_of_text(
        self,
        at: Point,
        words: tuple[Run, ...],
        room: float,
        colour: str,
        letters: Letters,
        indent: float,
    ) -> None:
        """It is written run by run: see `takes_lines`."""
        raise NotImplementedError

    def draw_text(self, at: Point, text: str, colour: str, letters: Letters) -> None:
        self._painter.setFont(_font(get_ident(), letters))
        self._painter.setPen(_colour(colour))
        self._painter.drawText(QPointF(at.x, at.y), text)


class ScreenSurface(PainterSurface):
    """The same where every frame counts: one for all items, and bends are drawn line by line.

    Qt strokes a soft line with a bend as an outline, which takes ten times as long as its two parts do.
    """

    def __init__(self) -> None:
        self._drawn_with: Pen | None = None

    def on(self, painter: QPainter) -> "ScreenSurface":
        """From now on with this painter."""
        self._painter, self._drawn_with, self._is_directed = painter, None, False
        return self

    def pen(self, pen: Pen | None) -> None:
        super().pen(pen)
        self._drawn_with = pen

    def draw_polyline(self, points: Sequence[Point]) -> None:
        pen = self._drawn_with
        if pen is not None and pen.dash == SOLID:
            for line in _bent(tuple(points), pen.width):
                self._painter.drawLine(line)
        else:
            super().draw_polyline(points)

    def draw_text(self, at: Point, text: str, colour: str, letters: Letters) -> None:
        if not self._is_directed:
            self._is_directed = True
            self._painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        super().draw_text(at, text, colour, letters)


@lru_cache(maxsize=4096)
def _bent(points: tuple[Point, ...], width: float) -> tuple[QLineF, ...]:
    """The parts of a line of that width with bends, each reaching over these so far that they are mitred."""
    bends = zip(points, points[1:], points[2:], strict=False)
    over = [0.0, *(_mitre(before, bend, behind, width) for before, bend, behind in bends), 0.0]
    lines = []
    for (begin, end), before, behind in zip(pairwise(points), over, over[1:], strict=False):
        way = end - begin
        if length := hypot(way.x, way.y):
            begin, end = begin - way * (before / length), end + way * (behind / length)
            lines.append(QLineF(begin.x, begin.y, end.x, end.y))
    return tuple(lines)


def _mitre(before: Point, bend: Point, behind: Point, width: float) -> float:
    """How far the edges of two lines that meet run on until they meet, too; nowhere do they only touch."""
    one, two = bend - before, behind - bend
    along = hypot(one.x, one.y) * hypot(two.x, two.y) + one.x * two.x + one.y * two.y
    across = abs(one.x * two.y - one.y * two.x)
    return max(LAPPED, width / 2 * min(1.0, across / along)) if along else 0.0


def qt_point(point: Point) -> QPointF:
    return QPointF(point.x, point.y)


def qt_size(size: Size) -> QSizeF:
    return QSizeF(size.width, size.height)


def qt_rect(rect: Rect) -> QRectF:
    return QRectF(rect.left, rect.top, rect.width, rect.height)


def plain_point(point: QPointF) -> Point:
    return Point(point.x(), point.y())


def plain_rect(rect: QRectF) -> Rect:
    return Rect(rect.x(), rect.y(), rect.width(), rect.height())


def qt_path(path: Path) -> QPainterPath:
    """The path as Qt has it; nobody changes it, but Qt, which remembers in it how it is drawn."""
    return _path_of(get_ident(), path)


@lru_cache(maxsize=2048)
def _path_of(_thread: int, path: Path) -> QPainterPath:
    found = QPainterPath()
    found.setFillRule(Qt.FillRule.WindingFill)
    for kind, points in path.steps:
        if kind == LINE:
            found.lineTo(points[0].x, points[0].y)
        elif kind == CURVE:
            found.cubicTo(*(qt_point(point) for point in points))
        else:
            found.moveTo(points[0].x, points[0].y)
    return found


@lru_cache(maxsize=256)
def _colour(colour: str) -> QColor:
    return QColor(colour)


@lru_cache(maxsize=256)
def _pen(pen: Pen) -> QPen:
    found = QPen(QColor(pen.colour), pen.width, _DASHES[pen.dash])
    found.setJoinStyle(_CORNERS[pen.join])
    found.setCapStyle(Qt.PenCapStyle.FlatCap)
    return found


@lru_cache(maxsize=256)
def _polygon(points: tuple[Point, ...]) -> QPolygonF:
    return QPolygonF([qt_point(point) for point in points])


@lru_cache(maxsize=256)
def _font(_thread: int, letters: Letters) -> QFont:
    return canvas_font(letters.pixels, bold=letters.bold, family=letters.face.name)

"""The sign of a preferential gap, drawn: see `solver.page.gap_sign` for what it consists of."""

from collections.abc import Sequence
from math import cos, degrees, hypot, pi, radians, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath

from solver.page.gap_sign import BAR, HEAD, Option, gap_sign
from solver.page.measures import Measures
from widgets.canvas.items.surface import Surface, stroke


def draw_gap(
    surface: Surface,
    fork: QPointF,
    radius: float,
    options: Sequence[Option],
    measures: Measures,
    colour: str,
    strength: float,
    *,
    only_break: bool = False,
) -> None:
    """Draw it around a fork; ``only_break`` where it is too small for more."""
    sign, z = gap_sign(options, radius, measures.z), measures.z
    width = measures.plain * strength
    solid, dotted = stroke(colour, width), stroke(colour, width, Qt.PenStyle.DotLine)
    surface.setBrush(Qt.BrushStyle.NoBrush)
    surface.setPen(solid)
    for angle in sign.bars:
        inner, outer = (_at(fork, radius + by * BAR * z, angle) for by in (-1, 1))
        surface.drawLine(inner, outer)
    if only_break:
        return
    for angle, way in sign.heads:
        _draw_head(surface, fork, radius, angle, way, HEAD * z)
    for first, last, closed in sign.pieces:
        surface.setPen(solid if closed else dotted)
        path = QPainterPath()
        box = QRectF(fork.x() - radius, fork.y() - radius, 2 * radius, 2 * radius)
        path.arcMoveTo(box, first)
        path.arcTo(box, first, last - first)
        surface.drawPath(path)


def _at(fork: QPointF, radius: float, angle: float) -> QPointF:
    turn = radians(angle)
    return fork + QPointF(radius * cos(turn), -radius * sin(turn))


def _draw_head(
    surface: Surface, fork: QPointF, radius: float, angle: float, way: int, size: float
) -> None:
    """An arrow head at the end of the arc."""
    tip = _at(fork, radius, angle)
    back = _at(fork, radius, angle - way * degrees(size / radius)) - tip
    along = back * (size / (hypot(back.x(), back.y()) or 1.0))
    for turn in (pi / 6, -pi / 6):
        c, s = cos(turn), sin(turn)
        end = QPointF(along.x() * c - along.y() * s, along.x() * s + along.y() * c)
        surface.drawLine(tip, tip + end)

"""The sign of a preferential gap, drawn: see `solver.page.gap_sign` for what it consists of."""

from collections.abc import Sequence
from math import cos, degrees, hypot, pi, radians, sin

from solver.page.gap_sign import BAR, HEAD, Option, gap_sign
from solver.page.geometry import Point
from solver.page.measures import Measures
from solver.page.path import Path
from widgets.drawing.surfaces.surface import DOTTED, Surface, stroke


def draw_gap(
    surface: Surface,
    fork: Point,
    radius: float,
    options: Sequence[Option],
    measures: Measures,
    colour: str,
    strength: float,
) -> None:
    """Draw it around a fork."""
    sign, z = gap_sign(options, radius, measures.z), measures.z
    width = measures.plain * strength
    solid, dotted = stroke(colour, width), stroke(colour, width, DOTTED)
    surface.brush(None)
    surface.pen(solid)
    for angle in sign.bars:
        inner, outer = (_at(fork, radius + by * BAR * z, angle) for by in (-1, 1))
        surface.draw_line(inner, outer)
    for angle, way in sign.heads:
        _draw_head(surface, fork, radius, angle, way, HEAD * z)
    for first, last, closed in sign.pieces:
        surface.pen(solid if closed else dotted)
        path = Path()
        path.add_arc(fork, radius, first, last)
        surface.draw_path(path)


def _at(fork: Point, radius: float, angle: float) -> Point:
    turn = radians(angle)
    return fork + Point(radius * cos(turn), -radius * sin(turn))


def _draw_head(
    surface: Surface, fork: Point, radius: float, angle: float, way: int, size: float
) -> None:
    """An arrow head at the end of the arc."""
    tip = _at(fork, radius, angle)
    back = _at(fork, radius, angle - way * degrees(size / radius)) - tip
    along = back * (size / (hypot(back.x, back.y) or 1.0))
    for turn in (pi / 6, -pi / 6):
        c, s = cos(turn), sin(turn)
        end = Point(along.x * c - along.y * s, along.x * s + along.y * c)
        surface.draw_line(tip, tip + end)

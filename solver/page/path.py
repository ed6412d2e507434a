"""Lines and curves on a page: what is drawn at one stroke, or filled."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import ceil, cos, hypot, pi, radians, sin, sqrt
from typing import Final, NamedTuple

from solver.page.geometry import Point, Rect

MOVE: Final = "M"
LINE: Final = "L"
CURVE: Final = "C"
BENDS: Final = 12  # straight pieces that a curve is made of where its edges are wanted


class PathStep(NamedTuple):
    """To where: by a line, by a curve of third order with two control points before, or by a jump."""

    kind: str
    points: tuple[Point, ...]

    @property
    def end(self) -> Point:
        return self.points[-1]


class Path:
    """Steps from place to place; it is made by adding them, and not changed once it is drawn."""

    def __init__(self, steps: Iterable[PathStep] = ()) -> None:
        self._steps = list(steps)
        self._start = Point()  # of the piece that is being drawn

    @property
    def steps(self) -> tuple[PathStep, ...]:
        return tuple(self._steps)

    def __bool__(self) -> bool:
        return bool(self._steps)

    @property
    def end(self) -> Point:
        """Where it has come to."""
        return self._steps[-1].end if self._steps else Point()

    def move_to(self, point: Point) -> None:
        self._start = point
        self._steps.append(PathStep(MOVE, (point,)))

    def line_to(self, point: Point) -> None:
        self._steps.append(PathStep(LINE, (point,)))

    def curve_to(self, first: Point, second: Point, end: Point) -> None:
        self._steps.append(PathStep(CURVE, (first, second, end)))

    def bend_to(self, control: Point, end: Point) -> None:
        """A curve of second order, as one of third order."""
        start, toward = self.end, control * (2 / 3)
        self.curve_to(start / 3 + toward, end / 3 + toward, end)

    def close(self) -> None:
        """Back to where this piece began."""
        if self._steps and self.end != self._start:
            self.line_to(self._start)

    def add_rect(self, rect: Rect) -> None:
        """A box of its own."""
        self.move_to(Point(rect.left, rect.top))
        self.line_to(Point(rect.right, rect.top))
        self.line_to(Point(rect.right, rect.bottom))
        self.line_to(Point(rect.left, rect.bottom))
        self.close()

    def add_arc(self, centre: Point, radius: float, first: float, last: float) -> None:
        """A part of a circle, from one angle to another: in degrees, counterclockwise from the right."""
        pieces = max(1, ceil(abs(last - first) / 90 - 1e-9))
        step = radians(last - first) / pieces
        reach = radius * 4 / 3 * sin(step / 2) / (1 + cos(step / 2))  # of the control points
        turn = radians(first)
        self.move_to(_on_circle(centre, radius, turn))
        for _ in range(pieces):
            start, ahead = self.end, turn + step
            end = _on_circle(centre, radius, ahead)
            leave = _on_circle(Point(), reach, turn + pi / 2)
            arrive = _on_circle(Point(), reach, ahead + pi / 2)
            self.curve_to(start + leave, end - arrive, end)
            turn = ahead

    def add(self, other: "Path", x: float = 0.0, y: float = 0.0) -> None:
        """All of another path, moved by so much."""
        self._steps += other.moved(x, y)._steps

    def moved(self, x: float, y: float) -> "Path":
        if not x and not y:
            return self
        by = Point(x, y)
        return Path(PathStep(s.kind, tuple(p + by for p in s.points)) for s in self._steps)

    def flat(self) -> list[list[Point]]:
        """Its pieces, as points between which it is straight."""
        pieces: list[list[Point]] = []
        for kind, points in self._steps:
            if kind == MOVE or not pieces:
                pieces.append([points[-1]])
            elif kind == LINE:
                pieces[-1].append(points[0])
            else:
                start, (first, second, end) = pieces[-1][-1], points
                bend = [on_curve(start, first, second, end, n / BENDS) for n in range(1, BENDS)]
                pieces[-1] += [*bend, end]
        return pieces

    def edges(self, width: float) -> "Path":
        """What runs around a line of this width, with straight ends."""
        found = Path()
        for points in self.flat():
            ways = [b - a for a, b in pairwise(points) if a != b]
            if not ways:
                continue
            corners = [a for a, b in pairwise(points) if a != b] + [points[-1]]
            aside = [Point(-way.y, way.x) * (width / 2 / hypot(way.x, way.y)) for way in ways]
            off = [aside[0], *(_between(a, b) for a, b in pairwise(aside)), aside[-1]]
            ring = [corner + by for corner, by in zip(corners, off, strict=True)]
            ring += [corner - by for corner, by in zip(corners[::-1], off[::-1], strict=True)]
            found.move_to(ring[0])
            for corner in ring[1:]:
                found.line_to(corner)
            found.close()
        return found

    def slanted(self, by: float) -> "Path":
        """With what is higher moved to the right, by so much for each pixel; the baseline stays."""
        return Path(
            PathStep(s.kind, tuple(Point(p.x - by * p.y, p.y) for p in s.points))
            for s in self._steps
        )

    def box(self) -> Rect:
        """The tight box around it."""
        xs: list[float] = []
        ys: list[float] = []
        here = Point()
        for kind, points in self._steps:
            end = points[-1]
            xs.append(end.x)
            ys.append(end.y)
            if kind == CURVE:
                first, second, _ = points
                xs += _turns(here.x, first.x, second.x, end.x)
                ys += _turns(here.y, first.y, second.y, end.y)
            here = end
        if not xs:
            return Rect()
        return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _between(one: Point, other: Point) -> Point:
    """How far a corner is from that of the line, where two edges that far from it meet."""
    both = one + other
    square = both.x * both.x + both.y * both.y
    length = one.x * one.x + one.y * one.y
    return both * (2 * length / square) if square > length / 4 else one


def _on_circle(centre: Point, radius: float, turn: float) -> Point:
    return Point(centre.x + radius * cos(turn), centre.y - radius * sin(turn))


def on_curve(start: Point, first: Point, second: Point, end: Point, part: float) -> Point:
    """A point of a curve of third order; ``part`` runs from 0 to 1."""
    rest = 1 - part
    a, b, c, d = rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3
    return start * a + first * b + second * c + end * d


def _turns(a: float, b: float, c: float, d: float) -> Iterator[float]:
    """The coordinates at which a curve turns back, between its ends."""
    low, high = min(a, d), max(a, d)
    if low <= b <= high and low <= c <= high:
        return
    square, linear, constant = d - 3 * c + 3 * b - a, 2 * (c - 2 * b + a), b - a
    if abs(square) < 1e-12:
        parts = [-constant / linear] if linear else []
    else:
        under = linear * linear - 4 * square * constant
        root = sqrt(under) if under >= 0 else 0.0
        parts = [(-linear + sign * root) / (2 * square) for sign in (1, -1)] if under >= 0 else []
    for part in parts:
        if 0 < part < 1:
            rest = 1 - part
            yield rest**3 * a + 3 * rest**2 * part * b + 3 * rest * part**2 * c + part**3 * d

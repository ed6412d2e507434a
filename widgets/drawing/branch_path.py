"""The way that a branch takes on the page, and where its texts stand along it."""

from math import hypot
from typing import Final

import msgspec

from solver.page.geometry import Point, Rect, Size
from solver.page.measures import USUAL, Measures
from solver.page.path import Path, on_curve
from widgets.drawing.node_extent import STRAIGHT
from widgets.drawing.surfaces.surface import Surface

ANGLED: Final = "angled"
CURVED: Final = "curved"
BREAK: Final = 0.36  # between a straight line and the text that interrupts it, in sizes of type


class Course(msgspec.Struct, frozen=True, gc=False):
    """From the edge of one node to the edge of another: a lead, then a level part with the texts.

    A straight branch has no level part: its texts stand in the line, which is interrupted there.
    """

    start: Point
    knee: Point
    end: Point
    down: bool = False
    shape: str = ANGLED
    free: float = 0.0  # what texts in the line leave to the label of the node at its end
    measures: Measures = USUAL

    @staticmethod
    def between(
        source: Point,
        target: Point,
        *,
        down: bool,
        shape: str,
        back: float,
        radius: float | None = None,
        measures: Measures = USUAL,
    ) -> "Course":
        """From one node's centre to another's, which reaches ``back`` pixels back with its label.

        Nodes are drawn with this ``radius``; the knee stands where it does for the usual one.
        """
        half, lead = measures.half, measures.lead
        radius = half if radius is None else radius
        less = Point(0, half - radius) if down else Point(half - radius, 0)
        if down:
            start, end = source + Point(0, half), target - Point(0, half)
            knee = Point(target.x, start.y + min(lead, max(8.0, end.y - start.y - 8)))
        else:
            start, end = source + Point(half, 0), target - Point(half, 0)
            knee = Point(start.x + min(lead, max(8.0, end.x - start.x - 8)), target.y)
        return Course(
            start - less, knee, end + less, down, shape, max(0.0, back - radius), measures
        )

    @property
    def middle(self) -> Point:
        """Where the texts are, or would be."""
        return (self.knee + self.end) / 2 if self.shape != STRAIGHT else (self.start + self.end) / 2

    def box(self) -> Rect:
        """What the line keeps within: it never turns back."""
        start, end = self.start, self.end
        knee = start if self.shape == STRAIGHT else self.knee
        left, right = min(start.x, knee.x, end.x), max(start.x, knee.x, end.x)
        top, bottom = min(start.y, knee.y, end.y), max(start.y, knee.y, end.y)
        return Rect(left, top, right - left, bottom - top)

    def line(self, texts: Rect | None = None) -> Path:
        """What is drawn; a straight line leaves its texts free."""
        path = Path()
        if self.shape == STRAIGHT:
            for begin, end in self._parts(texts or Rect()):
                path.move_to(begin)
                path.line_to(end)
            return path
        path.move_to(self.start)
        if self.shape == CURVED:
            path.curve_to(*self._bend())
        else:
            path.line_to(self.knee)
        path.line_to(self.end)
        return path

    def _bend(self) -> tuple[Point, Point, Point]:
        """The curved lead: its control points, and its end."""
        half = (self.knee - self.start) / 2
        bend = Point(0, half.y) if self.down else Point(half.x, 0)
        return self.start + bend, self.knee - bend, self.knee

    def draw(self, surface: Surface, texts: Rect) -> None:
        """Draw the line with the surface's pen."""
        if self.shape == ANGLED:  # by far the most, and quicker than a path
            surface.draw_polyline((self.start, self.knee, self.end))
        else:
            surface.brush(None)
            surface.draw_path(self.line(texts))

    def _parts(self, texts: Rect) -> list[tuple[Point, Point]]:
        """The pieces of the straight line outside a box."""
        if texts.is_empty:
            return [(self.start, self.end)]
        away = BREAK * self.measures.z
        box = texts.adjusted(-away, -away / 2, away, away / 2)
        way = self.end - self.start
        enters, leaves = 0.0, 1.0  # as parts of the way; Liang and Barsky
        for begin, step, low, high in (
            (self.start.x, way.x, box.left, box.right),
            (self.start.y, way.y, box.top, box.bottom),
        ):
            if abs(step) < 1e-9:
                if not low <= begin <= high:
                    return [(self.start, self.end)]
                continue
            first, last = sorted(((low - begin) / step, (high - begin) / step))
            enters, leaves = max(enters, first), min(leaves, last)
        if enters >= leaves:
            return [(self.start, self.end)]
        return [(self.start, self.start + way * enters), (self.start + way * leaves, self.end)]

    def hash_marks(self, texts: Rect) -> list[tuple[Point, Point]]:
        """Two short strokes across the end of the lead: the sign for a branch not permitted."""
        begin, end = (self.start, self.knee)
        if self.shape == STRAIGHT:
            begin, end = self._parts(texts)[0]
        z = self.measures.z
        apart, tilt, reach = 0.22 * z, 0.2 * z, 0.45 * z
        along = end - begin
        length = max(1.0, hypot(along.x, along.y))
        middle = end - along * min(0.5, 0.6 * z / length)
        marks = []
        for step in (-apart, apart):
            centre = middle + (Point(0, step) if self.down else Point(step, 0))
            half = Point(reach, -tilt) if self.down else Point(-tilt, reach)
            marks.append((centre - half, centre + half))
        return marks

    def leaves_at(self, radius: float) -> Point:
        """Where the line leaves a circle around its beginning, from there."""
        end = self.end if self.shape == STRAIGHT else self.knee
        if self.shape == CURVED:
            bend = self._bend()
            low, high = 0.0, 1.0
            for _ in range(12):
                middle = (low + high) / 2
                at = on_curve(self.start, *bend, middle) - self.start
                near = hypot(at.x, at.y) < radius
                low, high = (middle, high) if near else (low, middle)
            return on_curve(self.start, *bend, low) - self.start
        way = end - self.start
        return way * (radius / max(1.0, hypot(way.x, way.y)))

    @property
    def lead_length(self) -> float:
        """How long the slanted beginning is, or all of it where it is straight."""
        way = (self.end if self.shape == STRAIGHT else self.knee) - self.start
        return hypot(way.x, way.y)

    def places(self, label: Size, detail: Size) -> tuple[Rect, Rect]:
        """The boxes of the label and of what stands below it, of these sizes; empty ones of none."""
        if self.shape == STRAIGHT:
            return self._in_the_line(label, detail)
        if self.down:
            left, top = self.knee.x + self.measures.space, self.knee.y + self.measures.space / 2
            return _box(left, top, label), _box(left, top + label.height, detail)
        left, level = self.knee.x + self.measures.space, self.knee.y
        away = self.measures.text_gap
        return _box(left, level - away - label.height, label), _box(left, level + away, detail)

    def _in_the_line(self, label: Size, detail: Size) -> tuple[Rect, Rect]:
        """The texts one above the other, as near to the end as there is room beside it."""
        way = self.end - self.start
        width, height = max(label.width, detail.width), label.height + detail.height
        along, needed = (way.y, height) if self.down else (way.x, width)
        part = (
            0.5
            if along <= 0
            else max(0.5, 1 - (self.measures.space + self.free + needed / 2) / along)
        )
        centre = self.start + way * min(part, 0.9)
        top = centre.y - height / 2
        above = _box(centre.x - label.width / 2, top, label)
        return above, _box(centre.x - detail.width / 2, top + label.height, detail)


def _box(left: float, top: float, size: Size) -> Rect:
    return Rect(left, top, size.width, size.height)

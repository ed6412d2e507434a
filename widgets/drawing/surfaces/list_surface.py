"""What a tree is drawn onto to become a list, which writers of other languages read.

Texts come with what they say and the room they have, not letter by letter.
"""

from collections.abc import Sequence

from solver.page.drawing_list import (
    DrawingList,
    DrawnBox,
    DrawnDisc,
    DrawnGroup,
    DrawnMark,
    DrawnText,
    DrawnWay,
    Pen,
    Place,
    Run,
)
from solver.page.geometry import Point, Rect
from solver.page.path import Path
from widgets.drawing.surfaces.surface import Letters


class ListSurface:
    """Collects what is drawn, in groups, every place on the page's own grid: a `Surface`."""

    takes_lines = True

    def __init__(self) -> None:
        self._groups = [DrawnGroup("", "", [])]
        self._ground = ""
        self._pen: Pen | None = None
        self._fill = ""
        self._moved = (0.0, 0.0, 1.0)  # to the right, down, and how much larger
        self._kept: list[tuple[float, float, float]] = []

    def listed(self, width: float, height: float) -> DrawingList:
        """What was drawn on a page of this size."""
        groups = tuple(group for group in self._groups if group.name or group.marks)
        return DrawingList(width, height, self._ground, groups)

    # ------------------------------------------------------------------- as a surface

    def begin(self, name: str, kind: str, words: str = "", place: Point | None = None) -> None:
        self._groups.append(DrawnGroup(name, kind, []))
        self.save()
        if place is not None:
            self.translate(place.x, place.y)

    def end(self) -> None:
        self._groups.append(DrawnGroup("", "", []))
        self.restore()

    def save(self) -> None:
        self._kept.append(self._moved)

    def restore(self) -> None:
        self._moved = self._kept.pop()

    def translate(self, x: float, y: float) -> None:
        right, down, larger = self._moved
        self._moved = right + x * larger, down + y * larger, larger

    def scale(self, times: float) -> None:
        right, down, larger = self._moved
        self._moved = right, down, larger * times

    def clip(self, rect: Rect) -> None:
        """Who writes the file has the size of the page."""

    def pen(self, pen: Pen | None) -> None:
        self._pen = None if pen is None else pen._replace(colour=pen.colour.lower())

    def brush(self, colour: str | None) -> None:
        self._fill = "" if colour is None else colour.lower()

    def fill_rect(self, rect: Rect, colour: str) -> None:
        self._ground = colour.lower()

    def draw_path(self, path: Path, at: Point | None = None) -> None:
        by = Point() if at is None else at
        steps = tuple(
            (kind, tuple(number for point in points for number in self._at(point + by)))
            for kind, points in path.steps
        )
        self._add(DrawnWay(steps, self._stroke(), self._fill))

    def draw_line(self, start: Point, end: Point) -> None:
        self.draw_polyline((start, end))

    def draw_polyline(self, points: Sequence[Point]) -> None:
        self._add(DrawnWay(self._way(points), self._stroke()))

    def draw_rect(self, rect: Rect, rounded: float = 0.0) -> None:
        begin = self._at(Point(rect.left, rect.top))
        end = self._at(Point(rect.right, rect.bottom))
        self._add(DrawnBox(*begin, *end, self._stroke(), self._fill, rounded * self._moved[2]))

    def draw_ellipse(self, centre: Point, rx: float, ry: float) -> None:
        place, radius = self._at(centre), rx * self._moved[2]
        self._add(DrawnDisc(place, radius, self._stroke(), self._fill))

    def draw_polygon(self, points: tuple[Point, ...]) -> None:
        self._add(DrawnWay((*self._way(points), ("Z", ())), self._stroke(), self._fill))

    def draw_text(self, at: Point, text: str, colour: str, letters: Letters) -> None:
        if text:
            wide = letters.face.advance(text, letters.pixels, bold=letters.bold)
            self.draw_line_of_text(at, (Run(text),), wide, colour, letters, 0.0)

    def draw_line_of_text(
        self,
        at: Point,
        words: tuple[Run, ...],
        room: float,
        colour: str,
        letters: Letters,
        indent: float,
    ) -> None:
        larger = self._moved[2]
        size = letters.pixels * larger
        text = DrawnText(
            self._at(at), words, room * larger, size, colour.lower(), indent, bold=letters.bold
        )
        self._add(text)

    # ------------------------------------------------------------------------- our own

    def _add(self, mark: DrawnMark) -> None:
        self._groups[-1].marks.append(mark)

    def _way(self, points: Sequence[Point]) -> tuple[tuple[str, Place], ...]:
        return tuple(("L" if n else "M", self._at(point)) for n, point in enumerate(points))

    def _at(self, point: Point) -> Place:
        right, down, larger = self._moved
        return right + point.x * larger, down + point.y * larger

    def _stroke(self) -> Pen | None:
        pen = self._pen
        return None if pen is None else pen._replace(width=pen.width * self._moved[2])

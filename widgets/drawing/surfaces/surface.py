"""What a tree is drawn onto: Qt’s painter (screen, PNG, PDF), our writer of SVG, or a list.

Pens are made once and kept: a tree of thousands of nodes needs a handful of them.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from solver.page.drawing_list import Pen, Run
from solver.page.face import Face
from solver.page.geometry import Point, Rect
from solver.page.path import Path

#: Before a text that is read from right to left, and behind it: it keeps its own order.
ISOLATE, END_ISOLATE = "\u2067", "\u2069"
SOLID, DASHED, DOTTED = "", "dash", "dot"
BEVEL, MITRE, ROUND = "bevel", "miter", "round"


class Letters(NamedTuple):
    """In what a text is set."""

    face: Face
    pixels: int
    bold: bool = False


@lru_cache(maxsize=256)
def stroke(colour: str, width: float, dashes: str = SOLID, corners: str = BEVEL) -> Pen:
    """A line of that width; the same one every time."""
    return Pen(colour, width, dashes, corners)


@lru_cache(maxsize=256)
def letters(face: Face, pixels: int, *, bold: bool = False) -> Letters:
    """Letters of that size; the same every time."""
    return Letters(face, pixels, bold)


class Surface(Protocol):
    """Takes the few drawing commands of a tree; colours are written as #RRGGBB.

    Shapes are filled with the brush, if any, and outlined with the pen, if any.
    """

    @property
    def takes_lines(self) -> bool:
        """Whether it takes lines of text as they are said, formulas among them, and sets them itself."""

    def begin(self, name: str, kind: str, words: str = "", place: Point | None = None) -> None:
        """Open a group whose content is drawn around a place; ``words`` are for who cannot see it."""

    def end(self) -> None:
        """Close it."""

    def save(self) -> None:
        """What `translate` and `scale` say next holds until `restore`."""

    def restore(self) -> None: ...

    def translate(self, x: float, y: float) -> None: ...

    def scale(self, times: float) -> None: ...

    def clip(self, rect: Rect) -> None:
        """Draw nothing outside, where the surface itself goes on."""

    def pen(self, pen: Pen | None) -> None: ...

    def brush(self, colour: str | None) -> None: ...

    def fill_rect(self, rect: Rect, colour: str) -> None: ...

    def draw_path(self, path: Path, at: Point | None = None) -> None:
        """Draw it with its origin there."""

    def draw_line(self, start: Point, end: Point) -> None: ...

    def draw_polyline(self, points: Sequence[Point]) -> None: ...

    def draw_rect(self, rect: Rect, rounded: float = 0.0) -> None: ...

    def draw_ellipse(self, centre: Point, rx: float, ry: float) -> None: ...

    def draw_polygon(self, points: tuple[Point, ...]) -> None: ...

    def draw_text(self, at: Point, text: str, colour: str, letters: Letters) -> None:
        """Write a text with its baseline beginning there."""

    def draw_line_of_text(
        self,
        at: Point,
        words: tuple[Run, ...],
        room: float,
        colour: str,
        letters: Letters,
        indent: float,
    ) -> None:
        """Write a line as it is said; ``indent`` is the part of its ``room`` that stands before the place."""

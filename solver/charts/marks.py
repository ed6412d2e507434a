"""What a chart consists of on a page: lines, areas, discs and words, at places in pixels, y downwards.

Colours are roles, which whoever draws knows: "text", "muted", "faint", "fade", "ink", "edge", "hair",
"accent", "tint", "canvas", and by number "series 0", … (lines and fills with an edge), "region 0", …
(pale fills below words) and "scale 0", … (as on the tree).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

#: The hues of `solver.document.style` in the order in which lines and regions take them.
SERIES: Final = (0, 5, 2, 1, 3, 4)
PALE: Final = 28  # per cent of a hue in the fill below words

Point = tuple[float, float]
#: How wide a text of some size ("usual", "small" or "bold") is, in pixels.
Measure = Callable[[str, str], float]


class Stroke(NamedTuple):
    """A line through points; ``dash`` is "", "dash" or "dot"."""

    points: tuple[Point, ...]
    role: str = "ink"
    width: float = 1.0
    dash: str = ""


class Area(NamedTuple):
    """A polygon; either role may be empty."""

    points: tuple[Point, ...]
    fill: str = ""
    edge: str = ""
    width: float = 1.0


class Disc(NamedTuple):
    """A circle."""

    at: Point
    radius: float
    fill: str = ""
    edge: str = ""
    width: float = 1.0


class MarkWords(NamedTuple):
    """A text whose baseline is at a place; ``indent`` is the part of its width that stands before it."""

    at: Point
    text: str
    role: str = "text"
    size: str = "small"
    indent: float = 0.0


Mark = Stroke | Area | Disc | MarkWords


class Spot(NamedTuple):
    """A part of the page that says something, and that can be chosen."""

    left: float
    top: float
    right: float
    bottom: float
    words: str
    key: object = None

    def has(self, x: float, y: float, around: float = 0.0) -> bool:
        return (
            self.left - around <= x <= self.right + around
            and self.top - around <= y <= self.bottom + around
        )


class Plot(NamedTuple):
    """A part of the page with axes: places on it stand for numbers."""

    left: float
    top: float
    right: float
    bottom: float
    x: tuple[float, float]
    y: tuple[float, float] = (0.0, 1.0)
    key: object = None

    def across(self, value: float) -> float:
        low, high = self.x
        return self.left + (value - low) / (high - low) * (self.right - self.left)

    def up(self, value: float) -> float:
        low, high = self.y
        return self.bottom - (value - low) / (high - low) * (self.bottom - self.top)

    def at(self, x: float, y: float) -> tuple[float, float]:
        """The numbers that a place stands for, within the axes."""
        across = (min(max(x, self.left), self.right) - self.left) / max(
            self.right - self.left, 1e-9
        )
        up = (self.bottom - min(max(y, self.top), self.bottom)) / max(self.bottom - self.top, 1e-9)
        return (
            self.x[0] + across * (self.x[1] - self.x[0]),
            self.y[0] + up * (self.y[1] - self.y[0]),
        )

    def has(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True)
class ChartLayout:
    """A chart on a page of this size; later marks lie above earlier ones."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    spots: tuple[Spot, ...] = ()
    plots: tuple[Plot, ...] = ()


def box(left: float, top: float, right: float, bottom: float) -> tuple[Point, ...]:
    """The corners of a rectangle."""
    return (left, top), (right, top), (right, bottom), (left, bottom)


def hatching(
    left: float, top: float, right: float, bottom: float, role: str, apart: float = 6.0
) -> list[Stroke]:
    """Slanted lines over a rectangle; those of neighbours go on in each other."""
    found = []
    first = int((left + top) // apart) + 1
    for number in range(first, int((right + bottom) // apart) + 1):
        total = number * apart  # x + y along the line
        x0, x1 = max(left, total - bottom), min(right, total - top)
        if x0 < x1:
            found.append(Stroke(((x0, total - x0), (x1, total - x1)), role, 1.0))
    return found

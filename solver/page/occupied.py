"""Which part of the page is taken: boxes in a coarse grid, so that few are looked at."""

from collections.abc import Iterator
from math import floor
from typing import Final, NamedTuple

CELL: Final = 256.0  # pixels; about as long as a leaf with its text


class Box(NamedTuple):
    """A rectangle on the page, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def moved(self, dx: float, dy: float) -> "Box":
        return Box(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)

    def meets(self, other: "Box") -> bool:
        """Whether the two have an inner point in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


class Occupied:
    """Boxes on the page, found by place."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}
        self.all = Box(0.0, 0.0, 0.0, 0.0)  # around everything, and the origin

    def add(self, box: Box) -> None:
        self.all = Box(*map(min, self.all[:2], box[:2]), *map(max, self.all[2:], box[2:]))
        for cell in _cells(box):
            self._cells.setdefault(cell, []).append(box)

    def met_by(self, box: Box) -> Iterator[Box]:
        """The boxes that meet this one; one of them may come more than once."""
        for cell in _cells(box):
            for other in self._cells.get(cell, ()):
                if box.meets(other):
                    yield other


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for across in range(floor(box.left / CELL), floor(box.right / CELL) + 1):
        for along in range(floor(box.top / CELL), floor(box.bottom / CELL) + 1):
            yield across, along

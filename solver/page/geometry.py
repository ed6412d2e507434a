"""Points, boxes and sizes on a page, in pixels at 100 %; x grows to the right, y downwards."""

from math import ceil, floor

import msgspec


class Point(msgspec.Struct, frozen=True, gc=False):
    """A place, or the way from one place to another."""

    x: float = 0.0
    y: float = 0.0

    def __add__(self, other: "Point") -> "Point":
        return Point(self.x + other.x, self.y + other.y)

    def __sub__(self, other: "Point") -> "Point":
        return Point(self.x - other.x, self.y - other.y)

    def __mul__(self, times: float) -> "Point":
        return Point(self.x * times, self.y * times)

    def __truediv__(self, parts: float) -> "Point":
        return Point(self.x / parts, self.y / parts)


class Size(msgspec.Struct, frozen=True, gc=False):
    """How wide and how high something is."""

    width: float = 0.0
    height: float = 0.0

    def __mul__(self, times: float) -> "Size":
        return Size(self.width * times, self.height * times)


class Rect(msgspec.Struct, frozen=True, gc=False):
    """A box; one without width and height is no box, and adds nothing to another."""

    left: float = 0.0
    top: float = 0.0
    width: float = 0.0
    height: float = 0.0

    @staticmethod
    def between(one: Point, other: Point) -> "Rect":
        """The box with these two as opposite corners."""
        left, right = (one.x, other.x) if one.x <= other.x else (other.x, one.x)
        top, bottom = (one.y, other.y) if one.y <= other.y else (other.y, one.y)
        return Rect(left, top, right - left, bottom - top)

    @staticmethod
    def around(centre: Point, width: float, height: float) -> "Rect":
        """The box of this size with that middle."""
        return Rect(centre.x - width / 2, centre.y - height / 2, width, height)

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def centre(self) -> Point:
        return Point(self.left + self.width / 2, self.top + self.height / 2)

    @property
    def size(self) -> Size:
        return Size(self.width, self.height)

    @property
    def is_null(self) -> bool:
        """Whether it is no box at all."""
        return not self.width and not self.height

    @property
    def is_empty(self) -> bool:
        """Whether nothing has room in it."""
        return self.width <= 0 or self.height <= 0

    def has(self, point: Point) -> bool:
        """Whether a place lies in it."""
        inside = self.left <= point.x <= self.right and self.top <= point.y <= self.bottom
        return inside and not self.is_null

    def moved(self, x: float, y: float) -> "Rect":
        return Rect(self.left + x, self.top + y, self.width, self.height)

    def adjusted(self, left: float, top: float, right: float, bottom: float) -> "Rect":
        """With each side moved by so much."""
        return Rect(
            self.left + left, self.top + top,
            self.width + right - left, self.height + bottom - top,
        )  # fmt: skip

    def ending(
        self, *, right: float | None = None, top: float | None = None, bottom: float | None = None
    ) -> "Rect":
        """With these sides where they are told."""
        up = self.top if top is None else top
        last = self.right if right is None else right
        low = self.bottom if bottom is None else bottom
        return Rect(self.left, up, last - self.left, low - up)

    def united(self, other: "Rect") -> "Rect":
        """The box around both."""
        if not other.width and not other.height:
            return self
        if not self.width and not self.height:
            return other
        left, top = self.left, self.top
        right, bottom = left + self.width, top + self.height
        x, y = other.left, other.top
        far, low = x + other.width, y + other.height
        # Trees unite tens of thousands of boxes: calls of min and max would cost more than all else here.
        if x < left:
            left = x
        if y < top:
            top = y
        if far > right:
            right = far
        if low > bottom:
            bottom = low
        return Rect(left, top, right - left, bottom - top)

    def aligned(self) -> "Rect":
        """The smallest box around it with whole numbers."""
        left, top = floor(self.left), floor(self.top)
        return Rect(left, top, ceil(self.right) - left, ceil(self.bottom) - top)

"""What runs into what on a page: texts into texts, and texts into lines.

A text counts as the box from its capitals down to its tails, a line as what its pen covers.  What
stands within a shape, as a number in its sign, is at home there.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import ceil, hypot
from typing import Final, NamedTuple

from solver.page.drawing_list import (
    ABOVE,
    DrawingList,
    DrawnBox,
    DrawnDisc,
    DrawnGroup,
    DrawnText,
    DrawnWay,
    Place,
)
from solver.page.occupied import Box, Occupied

UP: Final = 0.72  # of the size of type: capitals above the line
BELOW: Final = 0.2  # tails below it
FRACTION: Final = (0.95, 0.4)  # the same of numbers above each other
PIECE: Final = 200.0  # pixels of a line that are looked at in one go
BENDS: Final = 12  # pieces of a curve
AIR: Final = 0.5  # pixels that two may share


class Collision(NamedTuple):
    """A text, and what it runs into: another text, or a line (empty)."""

    text: DrawnText
    other: DrawnText | None


class Line(NamedTuple):
    """A straight piece of a line."""

    begin: Place
    end: Place
    reach: float  # to either side
    around: Box | None  # of the closed shape that it belongs to


def collisions(drawing: DrawingList) -> list[Collision]:
    """Everything on a page that runs into something else, in the order of drawing."""
    texts = [
        m for g in drawing.groups if g.kind != ABOVE for m in g.marks if isinstance(m, DrawnText)
    ]
    boxes: dict[Box, DrawnText] = {}
    found: list[Collision] = []
    for text in texts:
        box = box_of(text)
        if box in boxes:
            found.append(Collision(text, boxes[box]))
        boxes.setdefault(box, text)
    written, ruled = Occupied(), Occupied()
    lines: dict[Box, list[Line]] = {}
    for line in lines_of(drawing.groups):
        box = around(line)
        ruled.add(box)
        lines.setdefault(box, []).append(line)
    for box in boxes:
        written.add(box)
    seen: set[tuple[Box, Box]] = set()
    for box, text in boxes.items():
        inner = Box(box.left + AIR, box.top + AIR, box.right - AIR, box.bottom - AIR)
        for other in written.met_by(inner):
            if other != box and (other, box) not in seen and (box, other) not in seen:
                seen.add((box, other))
                found.append(Collision(text, boxes[other]))
        if any(crosses(line, inner) for near in {*ruled.met_by(inner)} for line in lines[near]):
            found.append(Collision(text, None))
    return found


def box_of(text: DrawnText) -> Box:
    """The part of the page that a text takes."""
    left = text.at[0] - text.indent * text.room
    is_tall = any(run.is_formula and "frac" in run.text for run in text.runs)
    up, below = FRACTION if is_tall else (UP, BELOW)
    return Box(left, text.at[1] - up * text.size, left + text.room, text.at[1] + below * text.size)


def lines_of(groups: Iterable[DrawnGroup]) -> Iterator[Line]:
    """The straight pieces of all lines."""
    for group in groups:
        for mark in group.marks:
            if isinstance(mark, DrawnText) or mark.pen is None:
                continue
            outline, closed = _outline(mark)
            shape = _box(place for part in outline for place in part) if closed else None
            for begin, end in outline:
                yield from _pieces(begin, end, mark.pen.width / 2, shape)


def _outline(mark: DrawnWay | DrawnBox | DrawnDisc) -> tuple[list[tuple[Place, Place]], bool]:
    """The straight pieces of a mark, and whether they close."""
    if isinstance(mark, DrawnBox):
        a, b, c, d = mark.left, mark.top, mark.right, mark.bottom
        corners = [(a, b), (c, b), (c, d), (a, d), (a, b)]
        return [*pairwise(corners)], True
    if isinstance(mark, DrawnDisc):
        (x, y), r = mark.at, mark.radius * 0.92  # the corners of what is drawn as eight sides
        signs = [(1, 0), (0.7, 0.7), (0, 1), (-0.7, 0.7), (-1, 0), (-0.7, -0.7), (0, -1), (0.7, -0.7), (1, 0)]  # fmt: skip
        ring = [(x + r * across, y + r * along) for across, along in signs]
        return [*pairwise(ring)], True
    found: list[tuple[Place, Place]] = []
    here = start = (0.0, 0.0)
    closed = False
    for kind, numbers in mark.steps:
        if kind == "Z":
            found.append((here, start))
            closed = True
            continue
        end = numbers[-2], numbers[-1]
        if kind == "M":
            start = end
        elif kind == "L":
            found.append((here, end))
        else:
            found += _bent(here, numbers)
        here = end
    return found, closed


def _bent(begin: Place, numbers: tuple[float, ...]) -> Iterator[tuple[Place, Place]]:
    """A curve in straight pieces."""
    points = [begin, *zip(numbers[::2], numbers[1::2], strict=True)]
    before = begin
    for step in range(1, BENDS + 1):
        t = step / BENDS
        shares = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        here = (
            sum(share * point[0] for share, point in zip(shares, points, strict=True)),
            sum(share * point[1] for share, point in zip(shares, points, strict=True)),
        )
        yield before, here
        before = here


def _pieces(begin: Place, end: Place, reach: float, around: Box | None) -> Iterator[Line]:
    """A line in pieces that are found by place."""
    way = end[0] - begin[0], end[1] - begin[1]
    count = max(1, ceil(hypot(*way) / PIECE))
    for step in range(count):
        one, two = step / count, (step + 1) / count
        yield Line(
            (begin[0] + way[0] * one, begin[1] + way[1] * one),
            (begin[0] + way[0] * two, begin[1] + way[1] * two),
            reach,
            around,
        )


def _box(places: Iterable[Place]) -> Box:
    xs, ys = zip(*places, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def around(line: Line) -> Box:
    """The box that the pen needs."""
    left, top, right, bottom = _box((line.begin, line.end))
    return Box(left - line.reach, top - line.reach, right + line.reach, bottom + line.reach)


def crosses(line: Line, box: Box) -> bool:
    """Whether the pen covers an inner point of a box that does not stand within its shape."""
    at_home = line.around
    if at_home is not None and (
        at_home.left <= box.left
        and box.right <= at_home.right
        and at_home.top <= box.top
        and box.bottom <= at_home.bottom
    ):
        return False
    (x, y), (ex, ey) = line.begin, line.end
    enters, leaves = 0.0, 1.0  # as parts of the way; Liang and Barsky
    for begin, step, low, high in (
        (x, ex - x, box.left - line.reach, box.right + line.reach),
        (y, ey - y, box.top - line.reach, box.bottom + line.reach),
    ):
        if abs(step) < 1e-9:
            if not low < begin < high:
                return False
            continue
        first, last = sorted(((low - begin) / step, (high - begin) / step))
        enters, leaves = max(enters, first), min(leaves, last)
    return enters < leaves

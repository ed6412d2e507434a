"""Where free texts keep clear of the tree: each at the nearest place at which it meets nothing."""

from collections.abc import Iterator, Mapping
from math import cos, pi, sin
from typing import Final

from solver.page.collisions import AIR, Line, around, box_of, crosses, lines_of
from solver.page.drawing_list import DrawingList, DrawnGroup, DrawnText, Place
from solver.page.occupied import Box, Occupied

FREE: Final = "text"  # the kind of group that moves
BESIDE: Final = ("caption",)  # what is placed around all the rest anyway
CLEAR: Final = 4.0  # pixels around a text that was moved
STEP: Final = 3.0  # pixels between the places that are tried
WAYS: Final = 32  # directions, of which the straight ones come first


def moved_aside(drawing: DrawingList) -> Mapping[str, Place]:
    """How far each free text that meets something has to go, by the name of its group."""
    taken = _Taken(group for group in drawing.groups if group.kind not in (FREE, *BESIDE))
    found: dict[str, Place] = {}
    for group in drawing.groups:
        box = _box(group) if group.kind == FREE else None
        if box is None:
            continue
        if taken.meets(_wider(box, -AIR)):
            way = next(way for way in _ways() if not taken.meets(_wider(box.moved(*way), CLEAR)))
            found[group.name] = way
            box = box.moved(*way)
        taken.add(box)
    return found


class _Taken:
    """The parts of a page at which something stands."""

    def __init__(self, groups: Iterator[DrawnGroup]) -> None:
        self._solid, self._ruled = Occupied(), Occupied()
        self._lines: dict[Box, list[Line]] = {}
        for group in groups:
            for mark in group.marks:
                if isinstance(mark, DrawnText):
                    self.add(box_of(mark))
            for line in lines_of([group]):
                if (
                    line.around is not None and group.name
                ):  # a node; what stands in a band is at home
                    self.add(line.around)
                self._ruled.add(around(line))
                self._lines.setdefault(around(line), []).append(line)

    def add(self, box: Box) -> None:
        self._solid.add(box)

    def meets(self, box: Box) -> bool:
        if any(True for _ in self._solid.met_by(box)):
            return True
        near = {*self._ruled.met_by(box)}
        return any(crosses(line, box) for place in near for line in self._lines[place])


def _box(group: DrawnGroup) -> Box | None:
    """Around all lines of a text."""
    boxes = [box_of(mark) for mark in group.marks if isinstance(mark, DrawnText)]
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def _wider(box: Box, by: float) -> Box:
    return Box(box.left - by, box.top - by, box.right + by, box.bottom + by)


def _ways() -> Iterator[Place]:
    """Ever longer ways in all directions; a page has an end."""
    far = STEP
    counts = sorted(range(WAYS), key=lambda count: count % (WAYS // 4) != 0)
    while True:
        for count in counts:
            angle = 2 * pi * count / WAYS
            yield far * cos(angle), far * sin(angle)
        far += max(STEP, far / 40)

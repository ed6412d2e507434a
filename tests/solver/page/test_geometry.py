"""Boxes: what is in them, around them and beside their sides."""

import pytest

from solver.page.geometry import Point, Rect

BOX = Rect(1, 2, 10, 20)


def test_sides_and_middle() -> None:
    assert (BOX.right, BOX.bottom, BOX.centre) == (11, 22, Point(6, 12))
    assert BOX.moved(3, -4) == Rect(4, -2, 10, 20)
    assert BOX.adjusted(1, 2, 3, 4) == Rect(2, 4, 12, 22)


@pytest.mark.parametrize(
    ("box", "null", "empty"),
    [
        (BOX, False, False),
        (Rect(), True, True),
        (Rect(1, 2, 0, 0), True, True),
        (Rect(1, 2, 5, 0), False, True),
        (Rect(1, 2, 0, 5), False, True),
        (Rect(1, 2, -1, 5), False, True),
        (Rect(1, 2, 5, -1), False, True),
    ],
)
def test_lines_are_boxes_without_room(box: Rect, null: bool, empty: bool) -> None:
    assert (box.is_null, box.is_empty) == (null, empty)


@pytest.mark.parametrize(
    ("x", "y", "inside"),
    [(1, 2, True), (11, 22, True), (6, 12, True), (0.9, 12, False), (11.1, 12, False), (6, 1.9, False), (6, 22.1, False)],
)  # fmt: skip
def test_its_sides_belong_to_it(x: float, y: float, inside: bool) -> None:
    assert BOX.has(Point(x, y)) is inside
    assert not Rect(x, y, 0, 0).has(Point(x, y))


def test_sides_that_are_told() -> None:
    assert BOX.ending() == BOX
    assert BOX.ending(right=5) == Rect(1, 2, 4, 20)
    assert BOX.ending(top=5) == Rect(1, 5, 10, 17)
    assert BOX.ending(bottom=5) == Rect(1, 2, 10, 3)
    assert BOX.ending(right=0, top=0, bottom=0) == Rect(1, 0, -1, 0)


@pytest.mark.parametrize(
    ("other", "both"),
    [
        (Rect(), BOX),
        (Rect(100, 100, 0, 0), BOX),  # it is no box at all
        (Rect(0, 0, 5, 5), Rect(0, 0, 11, 22)),
        (Rect(5, 5, 10, 30), Rect(1, 2, 14, 33)),
        (Rect(3, 3, 1, 1), BOX),
        (Rect(0, 30, 20, 0), Rect(0, 2, 20, 28)),  # a line is one
        (Rect(20, 0, 0, 30), Rect(1, 0, 19, 30)),
    ],
)
def test_the_box_around_two(other: Rect, both: Rect) -> None:
    assert BOX.united(other) == both
    assert other.united(BOX) == both


def test_whole_numbers_around_it() -> None:
    assert Rect(0.2, -0.2, 1.0, 1.0).aligned() == Rect(0, -1, 2, 2)
    assert BOX.aligned() == BOX

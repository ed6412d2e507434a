"""What runs into what on a page."""

from random import Random

import pytest

from solver.page.collisions import BELOW, UP, box_of, collisions
from solver.page.drawing_list import (
    DrawingList,
    DrawnBox,
    DrawnDisc,
    DrawnGroup,
    DrawnMark,
    DrawnText,
    DrawnWay,
    Pen,
    Run,
)

PEN = Pen("#000000", 2.0)


def text(x: float, y: float, room: float = 100, size: float = 10) -> DrawnText:
    return DrawnText((x, y), (Run("words"),), room, size, "#000000")


def line(*points: tuple[float, float]) -> DrawnWay:
    return DrawnWay(tuple(("L" if n else "M", p) for n, p in enumerate(points)), PEN)


def met(*marks: DrawnMark) -> int:
    return len(collisions(DrawingList(500, 500, "", (DrawnGroup("", "", list(marks)),))))


def test_texts_that_overlap_are_found_once() -> None:
    assert met(text(0, 0), text(50, 5)) == 1
    assert met(text(0, 0), text(50, 5), text(90, 0)) == 3
    assert met(text(0, 0), text(0, 9.5)) == 0  # the next line
    assert met(text(0, 0), text(101, 0)) == 0
    assert met(text(0, 0), text(0, 0)) == 1  # in one place


def test_a_line_through_a_text_is_found_however_long_and_slanted() -> None:
    assert met(text(0, 0), line((-900, -903), (900, 897))) == 1
    assert met(text(0, 0), line((-900, -915), (900, 885))) == 1  # through its upper right
    assert met(text(0, 0), line((-900, -1012), (900, 788))) == 0
    assert met(text(0, 0), line((0, 4), (100, 4))) == 0  # below its tails
    assert met(text(0, 0), line((0, 2.2), (100, 2.2))) == 1  # the pen has a width
    curve = DrawnWay((("M", (50, -60)), ("C", (50, -20, 50, 20, 50, 60))), PEN)
    assert met(text(0, 0), curve) == 1


def test_numbers_above_each_other_are_taller_than_a_line() -> None:
    stacked = DrawnText((0, 0), (Run(r"\tfrac{1}{2}", is_formula=True),), 100, 10, "#000000")
    for y in (-8.8, 4.2):
        assert met(text(0, 0), line((0, y), (100, y))) == 0
        assert met(stacked, line((0, y), (100, y))) == 1


def test_what_stands_in_a_shape_is_at_home_there() -> None:
    around = DrawnBox(-5, -12, 110, 6, PEN, "", 3)
    assert met(text(0, 0), around) == 0
    assert met(text(20, 0), around) == 1  # sticks out
    assert met(text(0, 0), DrawnDisc((50, -3), 80, PEN)) == 0
    assert met(text(0, 0), DrawnDisc((50, -3), 20, PEN)) == 1
    assert met(text(0, 0), DrawnBox(0, -5, 100, 0, None, "#ffffff")) == 0  # no line around it


def test_texts_are_found_as_comparing_all_pairs_finds_them() -> None:
    chance = Random(7)
    for count in range(200):
        places = {
            (chance.randrange(400), chance.randrange(400)): chance.randrange(1, 300)
            for _ in range(count % 12)
        }
        texts = [text(x, y, room) for (x, y), room in places.items()]
        boxes = [box_of(one) for one in texts]
        pairs = sum(
            min(a.right, b.right) - max(a.left, b.left) > 0.5
            and min(a.bottom, b.bottom) - max(a.top, b.top) > 0.5
            for n, a in enumerate(boxes)
            for b in boxes[:n]
        )
        assert met(*texts) == pairs
        assert all(box.bottom - box.top == pytest.approx((UP + BELOW) * 10) for box in boxes)

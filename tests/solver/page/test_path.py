"""Paths: the edges of a line of some width, boxes, arcs and curves."""

from itertools import pairwise
from math import cos, hypot, radians, sin

import pytest

from solver.page.geometry import Point, Rect
from solver.page.path import Path, on_curve


def drawn(*points: tuple[float, float]) -> Path:
    path = Path()
    path.move_to(Point(*points[0]))
    for x, y in points[1:]:
        path.line_to(Point(x, y))
    return path


def test_the_edges_of_a_straight_line_are_a_box() -> None:
    edges = drawn((0, 0), (10, 0)).edges(4)
    assert edges.box() == Rect(0, -2, 10, 4)
    assert [step.kind for step in edges.steps] == ["M", "L", "L", "L", "L"]


def test_they_meet_at_corners() -> None:
    corner = [step.end for step in drawn((0, 0), (10, 0), (10, 10)).edges(2).steps]
    assert Point(11, -1) in corner
    assert Point(9, 1) in corner


def test_what_does_not_go_on_has_no_edges() -> None:
    assert not drawn((3, 3), (3, 3)).edges(2)
    assert len([s for s in drawn((0, 0), (0, 0), (9, 0)).edges(2).steps if s.kind == "M"]) == 1


def test_each_piece_has_edges_of_its_own_and_curves_keep_their_distance() -> None:
    path = drawn((0, 0), (5, 0))
    path.move_to(Point(20, 0))
    path.curve_to(Point(30, 0), Point(30, 20), Point(40, 20))
    edges = path.edges(3)
    assert [step.kind for step in edges.steps].count("M") == 2
    line = [point for piece in path.flat() for point in piece]
    for step in edges.steps:
        near = min(hypot(step.end.x - p.x, step.end.y - p.y) for p in line)
        assert near == pytest.approx(1.5, abs=0.1)


# ----------------------------------------------------------------- boxes, arcs, curves


def test_a_box_is_drawn_clockwise_and_closed() -> None:
    path = Path()
    path.add_rect(Rect(1, 2, 30, 4))
    assert [(s.kind, s.end) for s in path.steps] == [
        ("M", Point(1, 2)), ("L", Point(31, 2)), ("L", Point(31, 6)), ("L", Point(1, 6)), ("L", Point(1, 2)),
    ]  # fmt: skip
    path.close()  # it is closed already
    assert len(path.steps) == 5
    assert Path().box() == Rect()


@pytest.mark.parametrize(
    ("first", "last", "pieces"), [(0, 90, 1), (0, 91, 2), (30, 300, 3), (0, 360, 4), (180, 0, 2)]
)
def test_an_arc_keeps_its_distance_from_the_centre(first: float, last: float, pieces: int) -> None:
    path, centre = Path(), Point(7, -3)
    path.add_arc(centre, 10, first, last)
    assert [s.kind for s in path.steps] == ["M", *"C" * pieces]
    for angle, at in ((first, path.steps[0].end), (last, path.end)):
        assert at.x == pytest.approx(7 + 10 * cos(radians(angle)))
        assert at.y == pytest.approx(-3 - 10 * sin(radians(angle)))  # upwards
    (points,) = path.flat()
    assert all(hypot(p.x - 7, p.y + 3) == pytest.approx(10, abs=0.01) for p in points)
    turns = [cross(a - centre, b - centre) for a, b in pairwise(points)]
    assert all(turn < 0 for turn in turns) if last > first else all(turn > 0 for turn in turns)


def cross(a: Point, b: Point) -> float:
    return a.x * b.y - a.y * b.x


def test_a_curve_of_second_order_is_the_same_as_one_of_third() -> None:
    start, control, end = Point(0, 0), Point(9, 12), Point(30, -6)
    path = drawn((0, 0))
    path.bend_to(control, end)
    (points,) = path.flat()
    for number, point in enumerate(points):
        t = number / (len(points) - 1)
        by_hand = start * (1 - t) ** 2 + control * (2 * t * (1 - t)) + end * t**2
        assert hypot(point.x - by_hand.x, point.y - by_hand.y) < 1e-9


def test_moving_and_slanting() -> None:
    path = drawn((1, -2), (3, 0))
    assert [s.end for s in path.moved(10, 20).steps] == [Point(11, 18), Point(13, 20)]
    assert [s.end for s in path.moved(0, 5).steps] == [Point(1, 3), Point(3, 5)]
    assert [s.end for s in path.moved(5, 0).steps] == [Point(6, -2), Point(8, 0)]
    assert path.moved(0, 0) is path
    assert [s.end for s in path.slanted(0.5).steps] == [Point(2, -2), Point(3, 0)]
    path.add(drawn((0, 0), (1, 1)), 4, 6)
    assert [s.end for s in path.steps][2:] == [Point(4, 6), Point(5, 7)]


@pytest.mark.parametrize(
    "points",
    [
        ((0, 0), (10, 30), (20, -40), (30, 5)),
        ((0, 0), (-20, 10), (50, 10), (30, 0)),
        ((0, 0), (40, 40), (-10, 40), (30, 0)),
        ((5, 5), (5, 9), (5, 9), (5, 5)),
        ((0, 0), (2, 1), (4, 2), (6, 3)),
        ((3, 0), (0, -9), (0, 9), (3, 0)),
        ((0, 0), (0, 40), (10, 40), (10, 0)),
        ((0, 0), (30, 1), (30, 1), (0, 2)),
    ],
)
def test_the_box_around_a_curve_is_tight(points: tuple[tuple[float, float], ...]) -> None:
    start, first, second, end = (Point(*point) for point in points)
    path = Path()
    path.move_to(start)
    path.curve_to(first, second, end)
    on = [on_curve(start, first, second, end, n / 2000) for n in range(2001)]
    box = path.box()
    assert box.left == pytest.approx(min(p.x for p in on), abs=1e-3)
    assert box.right == pytest.approx(max(p.x for p in on), abs=1e-3)
    assert box.top == pytest.approx(min(p.y for p in on), abs=1e-3)
    assert box.bottom == pytest.approx(max(p.y for p in on), abs=1e-3)

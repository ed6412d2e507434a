"""Paths: the edges of a line of some width."""

from math import hypot

import pytest

from solver.page.geometry import Point, Rect
from solver.page.path import Path


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

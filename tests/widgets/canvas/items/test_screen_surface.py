"""Lines with a bend on the screen: drawn in parts, and no other than as one outline."""

from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from solver.page.drawing_list import Pen
from solver.page.geometry import Point
from widgets.canvas.items.painter_surface import PainterSurface, ScreenSurface
from widgets.drawing.surfaces.surface import DASHED, ROUND, SOLID

SIDE = 120


def drawn(pen: Pen, points: tuple[Point, ...], *, screen: bool) -> QImage:
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    surface = PainterSurface.smooth(painter)
    if screen:
        surface = ScreenSurface().on(painter)
    surface.pen(pen)
    surface.draw_polyline(points)
    painter.end()
    return image


def ink(image: QImage) -> list[list[int]]:
    """How dark each pixel is."""
    return [[255 - image.pixelColor(x, y).red() for x in range(SIDE)] for y in range(SIDE)]


@pytest.mark.parametrize(("width", "most"), [(1.5, 80), (3.5, 130)])
def test_a_bend_drawn_in_parts_is_seen_as_one_line(qtbot: QtBot, width: float, most: int) -> None:
    """No pixel is far from what the outline gives, whichever way the line goes: there is no notch."""
    pen = Pen("#000000", width, SOLID, ROUND)
    for x, y, down in product((12.0, 30.5, 55.0), (-45.0, -20.25, 0.0, 1.0, 33.0, 50.0), (0, 1)):
        points = (Point(5, 60), Point(5 + x, 60 + y), Point(110, 60 + y))
        if down:
            points = tuple(Point(point.y, point.x) for point in points)
        whole = ink(drawn(pen, points, screen=False))
        parts = ink(drawn(pen, points, screen=True))
        differences = [
            abs(one - other)
            for row, line in zip(whole, parts, strict=True)
            for one, other in zip(row, line, strict=True)
        ]
        assert sum(map(sum, parts)) == pytest.approx(sum(map(sum, whole)), rel=0.02)
        assert max(differences) <= most, points
        assert sum(difference > 40 for difference in differences) <= 4, points


def test_dashes_run_on_over_a_bend(qtbot: QtBot) -> None:
    points = (Point(5, 60), Point(30, 20), Point(110, 20))
    pen = Pen("#000000", 1.5, DASHED, ROUND)
    assert drawn(pen, points, screen=True) == drawn(pen, points, screen=False)


def test_a_line_without_length_draws_nothing_wrong(qtbot: QtBot) -> None:
    """Nodes placed by hand may stand on each other."""
    pen = Pen("#000000", 1.5, SOLID, ROUND)
    for points in (
        (Point(60, 60), Point(60, 60), Point(60, 60)),
        (Point(60, 60), Point(60, 60), Point(90, 60)),
        (Point(60, 60), Point(90, 60), Point(90, 60)),
    ):
        whole = ink(drawn(pen, points, screen=False))
        parts = ink(drawn(pen, points, screen=True))
        assert sum(map(sum, parts)) == pytest.approx(sum(map(sum, whole)), abs=3 * 255)


def test_a_straight_line_has_no_seam_where_it_might_bend(qtbot: QtBot) -> None:
    pen = Pen("#000000", 3.5, SOLID, ROUND)
    for knee in (30.0, 47.3, 60.5):
        parts = ink(drawn(pen, (Point(5, 60), Point(knee, 60), Point(110, 60)), screen=True))
        assert {parts[60][x] for x in range(8, 108)} == {255}

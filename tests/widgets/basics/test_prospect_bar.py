"""Bars of prospects: what opinions differ about is hatched, and what has no value is to be seen."""

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from tests.documents.trees import document, outcome
from widgets.basics.bars.prospect_bar import Piece, colours, paint_bar
from widgets.basics.theme import DARK, LIGHT

BLUE = "#0000ff"


def painted(parts: Sequence[Piece]) -> list[set[str]]:
    """The colours within the left and within the right half of a bar."""
    image = QImage(80, 12, QImage.Format.Format_ARGB32)
    image.fill("#ffffff")
    painter = QPainter(image)
    paint_bar(painter, QRectF(0, 0, 80, 12), parts, LIGHT)
    painter.end()
    return [
        {image.pixelColor(x, y).name() for x in range(*ends) for y in range(3, 9)}
        for ends in ((3, 37), (43, 77))
    ]


def test_what_opinions_differ_about_is_hatched(qapp: QApplication) -> None:
    full, half = painted([(Fraction(1), BLUE)]), painted([(Fraction(1, 2), BLUE)])
    assert full == [{BLUE}, {BLUE}]
    assert half[0] == {BLUE}
    assert BLUE not in half[1]
    assert len(half[1]) > 1


def test_what_stands_alone_is_seen_on_its_ground() -> None:
    made = document("x", [outcome("x")])
    for theme in (LIGHT, DARK):
        assert colours(made, theme)["x"] not in (theme.node, theme.base, theme.shade)

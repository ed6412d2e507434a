"""What a tree is drawn onto: a painter of Qt’s (screen, PNG, PDF), our writer of SVG, or a list.

Pens and colours are made once and kept: a tree of thousands of nodes needs a handful of them.
Nobody changes what these functions return.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPen

if TYPE_CHECKING:
    from widgets.canvas.items.list_surface import ListSurface
    from widgets.canvas.items.svg_surface import SvgSurface

Surface: TypeAlias = "QPainter | SvgSurface | ListSurface"


@lru_cache(maxsize=256)
def paint(colour: str) -> QColor:
    """A colour to fill or to write with."""
    return QColor(colour)


@lru_cache(maxsize=256)
def stroke(
    colour: str,
    width: float,
    style: Qt.PenStyle = Qt.PenStyle.SolidLine,
    join: Qt.PenJoinStyle = Qt.PenJoinStyle.BevelJoin,
) -> QPen:
    """A line of that width, with straight ends."""
    pen = QPen(QColor(colour), width, style)
    pen.setJoinStyle(join)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen

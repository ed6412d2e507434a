"""Mathematics in labels: what stands between dollar signs becomes paths to fill.

The typesetting is ziamath's (pure Python, with the STIX Two Math font inside).  It is imported when
the first formula is seen.  What it cannot read is not mathematics and is shown as typed.
"""

import re
import warnings
import xml.etree.ElementTree as ElementTree
from functools import lru_cache
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

LONGEST: Final = 300  # characters of a formula

_STEP = re.compile(r"([MLQCZ])|(-?\d*\.?\d+(?:e-?\d+)?)")


class Formula(NamedTuple):
    """A formula in pixels: its outline from the baseline's beginning, and how far it reaches."""

    path: QPainterPath
    width: float
    ascent: float
    descent: float


@lru_cache(maxsize=4096)
def formula(source: str, pixels: int) -> Formula | None:
    """LaTeX as a path; None where it cannot be read."""
    if len(source) > LONGEST:
        return None
    with warnings.catch_warnings():  # it finds its font in a way that Python 3.11 calls old
        warnings.simplefilter("ignore", DeprecationWarning)
        from latex2mathml.converter import convert
        from ziamath import zmath
        from ziamath.config import config

    config.svg2 = False  # glyphs as plain paths, which everybody reads
    try:
        marked = convert(source)
        if "\\" in marked:  # a command that is not known
            return None
        drawn = zmath.Latex(source, size=pixels * 1.08, inline=True)
        width, _ = drawn.getsize()
        return _formula(drawn.svg(), float(width))
    except Exception:  # the library raises whatever it comes across: then it is no formula
        return None


def _formula(svg: str, width: float) -> Formula:
    path = QPainterPath()
    path.setFillRule(path.fillRule().WindingFill)
    for element in ElementTree.fromstring(svg).iter():
        name = element.tag.rpartition("}")[2]
        if name == "path":
            _add(path, element.get("d", ""))
        elif name == "rect":
            x, y, w, h = (float(element.get(key, "0")) for key in ("x", "y", "width", "height"))
            path.addRect(QRectF(x, y, w, h))
        elif name != "svg":
            raise ValueError(f"no way to draw <{name}>")
    box = path.boundingRect()
    return Formula(path, max(width, box.right()), max(-box.top(), 0.0), max(box.bottom(), 0.0))


def _add(path: QPainterPath, steps: str) -> None:
    """Add what an SVG path with absolute steps says."""
    command, numbers = "", []
    for letter, number in _STEP.findall(steps):
        if letter == "Z":
            path.closeSubpath()
        elif letter:
            command = letter
        else:
            numbers.append(float(number))
            if len(numbers) == _NUMBERS[command]:
                _step(path, command, numbers)
                numbers = []


_NUMBERS: Final = {"M": 2, "L": 2, "Q": 4, "C": 6}


def _step(path: QPainterPath, command: str, numbers: list[float]) -> None:
    points = [QPointF(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
    if command == "M":
        path.moveTo(points[0])
    elif command == "L":
        path.lineTo(points[0])
    elif command == "Q":
        path.quadTo(*points)
    else:
        path.cubicTo(*points)

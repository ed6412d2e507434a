"""The marks of a chart drawn onto a surface, in a theme."""

from functools import lru_cache, partial

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPolygonF

from solver.charts.marks import PALE, SERIES, Area, Disc, Mark, MarkWords, Measure, Stroke
from widgets.basics.theme import Theme, canvas_font, metrics
from widgets.canvas.items.surface import Surface, paint, stroke

_STYLES = {"": Qt.PenStyle.SolidLine, "dash": Qt.PenStyle.DashLine, "dot": Qt.PenStyle.DotLine}


def draw(surface: Surface, mark: Mark, theme: Theme) -> None:
    """Draw one mark, at its place in pixels."""
    match mark:
        case Stroke(points, role, width, dash):
            surface.setPen(stroke(colour(theme, role), width * theme.strength, _STYLES[dash]))
            surface.setBrush(Qt.BrushStyle.NoBrush)
            surface.drawPolyline([QPointF(*point) for point in points])
        case Area(points, fill, edge, width):
            _prepare(surface, theme, fill, edge, width)
            surface.drawPolygon(QPolygonF([QPointF(*point) for point in points]))
        case Disc(at, radius, fill, edge, width):
            _prepare(surface, theme, fill, edge, width)
            surface.drawEllipse(QPointF(*at), radius, radius)
        case MarkWords(at, text, role, size, indent):
            bold = size == "bold"
            surface.setFont(canvas_font(_type(theme, size), bold=bold, family=theme.family))
            surface.setPen(paint(colour(theme, role)))
            left = at[0] - indent * wide(theme, text, size)
            surface.drawText(QPointF(left, at[1]), text)


def _prepare(surface: Surface, theme: Theme, fill: str, edge: str, width: float) -> None:
    if edge:
        surface.setPen(stroke(colour(theme, edge), width * theme.strength))
    else:
        surface.setPen(Qt.PenStyle.NoPen)
    if fill:
        surface.setBrush(paint(colour(theme, fill)))
    else:
        surface.setBrush(Qt.BrushStyle.NoBrush)


def _type(theme: Theme, size: str) -> int:
    small = theme.small_pixels
    return {"usual": theme.text_pixels, "small": small, "bold": small + 1}[size]


def wide(theme: Theme, text: str, size: str) -> float:
    """How wide a text is, in pixels."""
    measured = metrics(_type(theme, size), bold=size == "bold", family=theme.family)
    return measured.horizontalAdvance(text)


def measure(theme: Theme) -> Measure:
    """How wide texts are in a theme."""
    return partial(wide, theme)


@lru_cache(maxsize=256)
def colour(theme: Theme, role: str) -> str:
    """What a role of `solver.charts.marks` is in a theme."""
    kind, _, number = role.partition(" ")
    if kind not in ("series", "region"):
        return str(getattr(theme, {"hair": "line"}.get(role, role)))
    if theme.name == "print":  # forms, dashes and letters tell
        return theme.ink if kind == "series" else theme.hues[int(number) % 2]
    hue = QColor(theme.hues[SERIES[int(number) % len(SERIES)]])
    if kind == "series":
        return hue.name()
    ground = QColor(theme.canvas)
    mixed = (
        (PALE * a + (100 - PALE) * b) // 100
        for a, b in (
            (hue.red(), ground.red()),
            (hue.green(), ground.green()),
            (hue.blue(), ground.blue()),
        )
    )
    return QColor(*mixed).name()

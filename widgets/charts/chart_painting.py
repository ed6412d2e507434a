"""The marks of a chart drawn onto a surface, in a theme."""

from functools import lru_cache, partial

from solver.charts.marks import PALE, SERIES, Area, Disc, Mark, MarkWords, Measure, Stroke
from solver.page.geometry import Point
from solver.page.scale_shades import Shade
from widgets.basics.theme import Theme, mixed
from widgets.drawing.surfaces.surface import DASHED, DOTTED, SOLID, Surface, letters, stroke

_DASHES = {"": SOLID, "dash": DASHED, "dot": DOTTED}


def draw(surface: Surface, mark: Mark, theme: Theme) -> None:
    """Draw one mark, at its place in pixels."""
    match mark:
        case Stroke(points, role, width, dash):
            surface.pen(stroke(colour(theme, role), width * theme.strength, _DASHES[dash]))
            surface.brush(None)
            surface.draw_polyline([Point(*point) for point in points])
        case Area(points, fill, edge, width):
            _prepare(surface, theme, fill, edge, width)
            surface.draw_polygon(tuple(Point(*point) for point in points))
        case Disc(at, radius, fill, edge, width):
            _prepare(surface, theme, fill, edge, width)
            surface.draw_ellipse(Point(*at), radius, radius)
        case MarkWords(at, text, role, size, indent):
            left = at[0] - indent * wide(theme, text, size)
            set_in = letters(theme.face, _type(theme, size), bold=size == "bold")
            surface.draw_text(Point(left, at[1]), text, colour(theme, role), set_in)


def _prepare(surface: Surface, theme: Theme, fill: str, edge: str, width: float) -> None:
    surface.pen(stroke(colour(theme, edge), width * theme.strength) if edge else None)
    surface.brush(colour(theme, fill) if fill else None)


def _type(theme: Theme, size: str) -> int:
    small = theme.small_pixels
    return {"usual": theme.text_pixels, "small": small, "bold": small + 1}[size]


def wide(theme: Theme, text: str, size: str) -> float:
    """How wide a text is, in pixels."""
    return theme.face.advance(text, _type(theme, size), bold=size == "bold")


def measure(theme: Theme) -> Measure:
    """How wide texts are in a theme."""
    return partial(wide, theme)


@lru_cache(maxsize=256)
def colour(theme: Theme, role: str) -> str:
    """What a role of `solver.charts.marks` is in a theme."""
    kind, _, number = role.partition(" ")
    if kind == "scale":
        return theme.hue(Shade(int(number), 0)).lower()
    if kind not in ("series", "region"):
        return str(getattr(theme, {"hair": "line"}.get(role, role)))
    if theme.name == "print":  # forms, dashes and letters tell
        return theme.ink if kind == "series" else theme.hues[int(number) % 2]
    hue = theme.hues[SERIES[int(number) % len(SERIES)]]
    return hue.lower() if kind == "series" else mixed(hue, theme.canvas, 100 - PALE)

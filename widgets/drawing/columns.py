"""Columns behind the outcomes: the scale from the left, each criterion's net value from the right."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from solver.page.geometry import Point, Rect
from solver.translation import tr
from widgets.basics.theme import Theme
from widgets.drawing.figure import is_legible, seen_ink
from widgets.drawing.node_extent import sizes
from widgets.drawing.node_figure import NodeFigure
from widgets.drawing.surfaces.surface import Surface, stroke
from widgets.drawing.texts.label import Label, label

SCALE: Final = "Scale"  # the head of the only column that is words


class Columns(NamedTuple):
    """The heads, in their places, and the line below them."""

    heads: tuple[tuple[Label, Rect, float], ...]  # 0.0 from the left, 1.0 to the right
    line: tuple[Point, Point]

    @property
    def rect(self) -> Rect:
        found = Rect.between(*self.line)
        for _, place, _ in self.heads:
            found = found.united(place)
        return found

    def draw(self, surface: Surface, theme: Theme, scale: float) -> None:
        """Draw it onto anything; ``scale`` as for figures."""
        surface.pen(stroke(theme.line, 1))
        surface.draw_line(*self.line)
        if is_legible(theme.small_pixels, scale):
            ink = seen_ink(theme, theme.muted, theme.small_pixels, scale)
            for text, place, indent in self.heads:
                text.draw(surface, place, ink, indent)


def arrange_columns(
    heads: tuple[str, ...], items: Iterable[tuple[NodeFigure, float]], top: float, theme: Theme
) -> Columns | None:
    """Give the cells of the outcomes their places, and the heads theirs above ``top``.

    ``items`` are the nodes with where each stands, or will when it has come to rest.
    """
    m = sizes(theme)
    rows = [(item, x) for item, x in items if item.look.columns]
    if not heads or not rows:
        return None
    outcome = label(tr("Outcome"), theme.small_pixels, theme.face)
    first = min(x + item.cells_begin for item, x in rows)
    left = max(first + outcome.width, *(x + item.cells_from for item, x in rows))
    edges: list[tuple[float, float]] = []
    made = [label(head, theme.small_pixels, theme.face) for head in heads]
    for number, head in enumerate(made):
        left += 1.5 * m.z
        wide = max([head.width, *(item.cell(number).width for item, _ in rows)])
        edges.append((left, left + wide))
        left += wide
    for item, x in rows:
        item.stand_in_columns(
            tuple((low - x, high - x) for low, high in edges), words=heads[0] == SCALE
        )
    bottom = top - m.space
    places = []
    for number, (text, (low, high)) in enumerate(zip(made, edges, strict=True)):
        words = number == 0 and heads[0] == SCALE
        begin = low if words else high - text.width
        place = text.at(begin, bottom - m.text_gap - text.height)
        places.append((text, place, 0.0 if words else 1.0))
    places.insert(0, (outcome, outcome.at(first, bottom - m.text_gap - outcome.height), 0.0))
    return Columns(tuple(places), (Point(first, bottom), Point(left, bottom)))

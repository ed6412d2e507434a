"""A node as it is drawn: square, circle or triangle, with its texts."""

from collections.abc import Mapping
from functools import lru_cache
from math import atan2, degrees, hypot
from typing import Final, Protocol

from solver.document.elements import Kind
from solver.page.gap_sign import NEAR, Option
from solver.page.geometry import Point, Rect
from widgets.basics.theme import Theme
from widgets.drawing.branch_figure import BranchFigure
from widgets.drawing.branch_path import Course
from widgets.drawing.figure import Figure, is_legible, seen_ink
from widgets.drawing.gap_arc import draw_gap
from widgets.drawing.looks.look import EVERYTHING, NodeLook
from widgets.drawing.node_extent import COPY_SIGN, edge, light, numbers, radius, sizes, texts_of
from widgets.drawing.surfaces.surface import DASHED, DOTTED, MITRE, SOLID, Surface, stroke
from widgets.drawing.texts.label import NOTHING, Label, label

LEAST_SIGN: Final = 5.0  # pixels of type as seen; with smaller type the sign of a gap is not drawn
LIGHT: Final = 4.0  # how far the frame around what is highlighted stands off

_CENTRE: Final = Point()
_UNSEEN: Final = NodeLook(kind=Kind.CHOICE)


class Forking(Protocol):
    """What runs from a node, whoever shows it."""

    @property
    def course(self) -> Course:
        """The way it takes, from its own place."""


@lru_cache(maxsize=64)
def square(half: float) -> Rect:
    """A box around a node’s centre."""
    return Rect(-half, -half, 2 * half, 2 * half)


@lru_cache(maxsize=64)
def _triangle(half: float, across: float, along: float, *, down: bool) -> tuple[Point, ...]:
    """With the point towards the branch."""
    points = ((-half, 0.0), (along - half, -across / 2), (along - half, across / 2))
    return tuple(Point(y, x) if down else Point(x, y) for x, y in points)


class NodeFigure(Figure):
    """Shows one node."""

    def __init__(self, id_: str, theme: Theme, *, down: bool) -> None:
        super().__init__(id_, "node", theme)
        self.down = down
        self._look: NodeLook | None = None
        self._label = self._title = self._detail = self._rolled = NOTHING
        self._name_below = self._rolled_above = self._comes_from_left = False
        self._cells: tuple[Label, ...] = ()
        self._cell_places: tuple[Rect, ...] = ()  # which come after the layout
        self._cell_sides: tuple[float, ...] = ()  # 0 from the left, 1 to the right
        self.fork: Mapping[str, Forking] = {}  # between which there is a gap

    @property
    def look(self) -> NodeLook:
        return _UNSEEN if self._look is None else self._look

    @property
    def words(self) -> str:
        return "" if self.look.undrawn else " ".join(self.look.tip.split())

    @property
    def kind(self) -> str:
        return f"{self.element} {self.look.kind}"

    def show_look(self, look: NodeLook, theme: Theme, *, down: bool) -> bool:
        """Show this; whether it is anything new."""
        if look is self._look and theme is self.theme and down is self.down:
            return False
        if (look, theme, down) == (self._look, self.theme, self.down):
            return False
        self._look, self.theme, self.down = look, theme, down
        self._label, self._rolled, self._title, self._detail = texts_of(look, theme)
        self._cells = tuple(numbers(text, theme) for text in look.columns)
        if len(self._cells) != len(self._cell_places):
            self._cell_places = ()  # until they are given one
        self.drawn = self._measured()
        return True

    def stand_at(self, entering: BranchFigure) -> bool:
        """Let texts stand where the branch that leads here leaves room; whether they moved."""
        is_free = entering.leaves_free(self._label)
        below = bool(self._label) and not is_free
        above = bool(self._rolled) and is_free and entering.comes_from_below
        under = self._label.width if below else 0.0
        entering.beside = (
            max(0.0 if below else self._label.width, self._rolled.width if above else 0.0),
            max(under, 0.0 if above else self._rolled.width),
        )
        stand = below, above, entering.comes_from_left
        if stand == (self._name_below, self._rolled_above, self._comes_from_left):
            return False
        self._name_below, self._rolled_above, self._comes_from_left = stand
        self.drawn = self._measured()
        return True

    @property
    def cells_begin(self) -> float:
        """Where the outcome's label begins, from the node."""
        return self._title_rect().left

    @property
    def cells_from(self) -> float:
        """Where columns may begin behind the outcome's label, from the node."""
        return self._title_rect().right

    def cell(self, number: int) -> Label:
        """What stands in the column of this number."""
        return self._cells[number]

    def stand_in_columns(self, edges: tuple[tuple[float, float], ...], *, words: bool) -> bool:
        """Put each cell between its edges, to the right; the first to the left if it is ``words``.

        Whether any of them moved.
        """
        places = []
        for number, (cell, (low, high)) in enumerate(zip(self._cells, edges, strict=True)):
            begin = low if words and number == 0 else high - cell.width
            places.append(cell.at(begin, -cell.height / 2))
        first = 0.0 if words else 1.0
        self._cell_sides = tuple(1.0 if number else first for number, _ in enumerate(places))
        if tuple(places) == self._cell_places:
            return False
        self._cell_places = tuple(places)
        self.drawn = self._measured()
        return True

    # ------------------------------------------------------------------- geometry

    @property
    def sign_rect(self) -> Rect:
        """Around the sign."""
        return square(sizes(self.theme).half + 4)

    @property
    def end_rect(self) -> Rect:
        """Around the name of an outcome and what stands below it; no box where there is none."""
        return self._title_rect().united(self._detail_rect()) if self.look.title else Rect()

    def is_at(self, place: Point) -> bool:
        """Whether its sign or its words stand at a place, seen from its own."""
        return self.sign_rect.has(place) or self.end_rect.has(place)

    def text_boxes(self) -> list[Rect]:
        """Where its texts stand, cells of columns not among them."""
        places = (self._label_rect, self._rolled_rect, self._title_rect, self._detail_rect)
        return [box for place in places if not (box := place()).is_empty]

    def _texts(self) -> tuple[tuple[str, Label, Rect, float], ...]:
        """What is written, by what it may be undrawn as: where, and how far it is moved to the right."""
        side = 0.0 if self._comes_from_left else 1.0
        found = (
            ("label", self._label, self._label_rect, side),
            ("rolled", self._rolled, self._rolled_rect, side),
            ("title", self._title, self._title_rect, 0.5 if self.down else 0.0),
            ("detail", self._detail, self._detail_rect, 0.5 if self.down else 0.0),
        )
        own = [
            (name, text, place(), indent)
            for name, text, place, indent in found
            if text is not NOTHING
        ]
        cells = zip(self._cells, self._cell_places, self._cell_sides, strict=False)
        return (*own, *(("detail", cell, place, side) for cell, place, side in cells if cell))

    def _measured(self) -> Rect:
        m = sizes(self.theme)
        rect = square(m.half + 1)
        for text, place in (
            (self._label, self._label_rect),
            (self._rolled, self._rolled_rect),
            (self._title, self._title_rect),
            (self._detail, self._detail_rect),
        ):
            if text is not NOTHING:
                rect = rect.united(place())
        for cell in self._cell_places:
            rect = rect.united(cell)
        if self.look.hidden:
            rect = rect.united(self._fold_rect())
        if self.look.copy_top:
            rect = rect.united(self.copy_sign_rect())
        return rect

    def _label_rect(self) -> Rect:
        label, m = self._label, sizes(self.theme)
        if self.down:
            return label.at(self._beside_left(label), self._beside_top())
        left = edge(m) - label.width
        if self._name_below:
            return label.at(left, m.half + m.text_gap)
        rolled = self._rolled.height if self._rolled_above else 0.0
        return label.at(left, -m.half - m.text_gap - rolled - label.height)

    def _rolled_rect(self) -> Rect:
        rolled, m = self._rolled, sizes(self.theme)
        if self.down:
            return rolled.at(self._beside_left(rolled), self._beside_top() + self._label.height)
        name = self._label.height if self._name_below else 0.0
        top = m.half + m.text_gap + name
        if self.look.copy_top and not self._sign_above:
            top += COPY_SIGN + 1
        if self._rolled_above:
            top = -m.half - m.text_gap - rolled.height
        return rolled.at(edge(m) - rolled.width, top)

    def _beside_left(self, text: Label) -> float:
        """Where a text beside the node begins: at its left, unless a straight line comes from there."""
        m = sizes(self.theme)
        if self._comes_from_left:
            return m.half + m.text_gap
        sign = COPY_SIGN if self.look.copy_top else 0.0
        return -m.half - m.text_gap - sign - text.width

    def _beside_top(self) -> float:
        """Where texts beside it begin: in the middle, and never below it, where branches leave."""
        m, high = sizes(self.theme), self._label.height + self._rolled.height
        return -max(high / 2, high - m.half + m.heavy)

    def _title_rect(self) -> Rect:
        title, m = self._title, sizes(self.theme)
        if self.down:
            return title.at(-title.width / 2, m.half + m.text_gap)
        top = -title.height + 1 if self._detail else -title.height / 2
        return title.at(m.triangle[1] - m.half + m.space, top)

    def _detail_rect(self) -> Rect:
        detail, m = self._detail, sizes(self.theme)
        if self.down:
            return detail.at(-detail.width / 2, m.half + m.text_gap + self._title.height)
        top = 1.0 if self._title else -detail.height / 2
        return detail.at(m.triangle[1] - m.half + m.space, top)

    @property
    def _sign_above(self) -> bool:
        """Whether the sign of a live copy stands above: its name or its value has the place below."""
        value = bool(self._rolled) and not self._rolled_above and not self.down
        return self._name_below or (value and not self._label)

    def copy_sign_rect(self) -> Rect:
        """At the left, where neither the name nor the value stands."""
        half = sizes(self.theme).half
        return Rect(-half - 7, -half - 8 if self._sign_above else half - 5, 13, 13)

    def _fold_rect(self) -> Rect:
        m = sizes(self.theme)
        wide, high = 2.2 * m.z, 1.15 * m.z
        if self.down:
            return Rect(-wide / 2, m.half + m.text_gap, wide, high)
        return Rect(m.half + m.text_gap, -high / 2, wide, high)

    # -------------------------------------------------------------------- drawing

    def draw(self, surface: Surface, scale: float = 0.0) -> None:
        """Draw the node onto anything: what it shows, nothing that only editing needs."""
        theme, look, m = self.theme, self.look, sizes(self.theme)
        if EVERYTHING in look.undrawn:
            return
        if look.lit:
            self._draw_light(surface)
        style = SOLID
        if look.draft:
            style = DASHED
        elif look.copied or look.copy_top:
            style = DOTTED
        faint = look.faded or self.dimmed
        width = (m.thin if faint else m.plain) * theme.strength
        ink = theme.fade if faint else theme.ink
        surface.pen(stroke(ink, width, style, MITRE))
        surface.brush(self._fill())
        self._draw_shape(surface)
        # Whole or not at all: the two bars without their arc would read as “equally good”.
        is_seen = not scale or theme.text_pixels * scale >= LEAST_SIGN
        if look.gap and "verdict" not in look.undrawn and is_seen:
            self._draw_gap(surface, ink)
        for name, text, place, indent in self._texts():
            is_large = name == "title"
            pixels = theme.text_pixels if is_large else theme.small_pixels
            if name in look.undrawn or not is_legible(pixels, scale):
                continue
            usual = theme.text if is_large or name == "rolled" else theme.muted
            deep = seen_ink(theme, theme.faint if faint else usual, pixels, scale)
            text.draw(surface, place, deep, indent)
        if look.hidden:
            self._draw_fold(surface, scale)
        if look.copy_top:
            self._draw_copy_sign(surface)

    def _fill(self) -> str | None:
        look, theme = self.look, self.theme
        faint = look.faded or self.dimmed
        if theme.shapes == "dots":
            return theme.fade if faint else theme.ink
        return theme.hue(None if faint else look.hue) or None

    def _draw_shape(self, surface: Surface) -> None:
        m = sizes(self.theme)
        if self.theme.shapes == "dots":
            surface.draw_ellipse(_CENTRE, radius(self.theme), radius(self.theme))
        elif self.look.kind is Kind.CHOICE:
            surface.draw_rect(square(m.half))
        elif self.look.kind is Kind.CHANCE:
            surface.draw_ellipse(_CENTRE, m.half, m.half)
        else:
            surface.draw_polygon(_triangle(m.half, *m.triangle, down=self.down))

    def _draw_gap(self, surface: Surface, colour: str) -> None:
        """An arc over the fork, between the options in a preferential gap."""
        if (found := self._gap()) is not None:
            m, (fork, reach, options) = sizes(self.theme), found
            draw_gap(surface, fork, reach, options, m, colour, self.theme.strength)

    def is_on_gap(self, point: Point) -> bool:
        """Whether the sign of a gap stands at a place, seen from its own, or very near."""
        if (found := self._gap()) is None:
            return False
        fork, reach, options = found
        way, near = point - fork, self.theme.text_pixels / 2
        turned = degrees(atan2(-way.y, way.x))
        angles = [angle for angle, permitted in options if permitted is not None]
        if self.down and turned > 90:
            turned -= 360
        return abs(hypot(way.x, way.y) - reach) <= near and min(angles) <= turned <= max(angles)

    def _gap(self) -> tuple[Point, float, list[Option]] | None:
        """Where the arc of a gap has its middle, how far it is from there, and between which options."""
        m, ways = (
            sizes(self.theme),
            [self.fork[id_].course for id_, _ in self.look.gap if id_ in self.fork],
        )
        if len(ways) < 2 or len(ways) < len(self.look.gap):
            return None  # folded: no fork is seen
        if sum(permitted is not None for _, permitted in self.look.gap) < 2:
            return None  # the answer is of a tree with other branches
        reach = min(m.arc, NEAR * min(way.lead_length for way in ways))
        options: list[Option] = []
        for way, (_, permitted) in zip(ways, self.look.gap, strict=True):
            at = way.leaves_at(reach)
            turned = degrees(atan2(-at.y, at.x))
            if self.down and turned > 90:  # so that the arc runs below the node
                turned -= 360
            options.append((turned, permitted))
        return ways[0].start, reach, options

    def _draw_light(self, surface: Surface) -> None:
        """A frame around what a step highlights, not by colour alone."""
        surface.pen(stroke(self.theme.accent, 2 * self.theme.strength))
        surface.brush(light(self.theme))
        surface.draw_rect(square(sizes(self.theme).half + LIGHT), 4)

    def _draw_copy_sign(self, surface: Surface) -> None:
        """Two sheets, one behind the other."""
        corner = self.copy_sign_rect()
        surface.pen(stroke(self.theme.ink, 1.2))
        surface.brush(self.theme.node or None)
        for offset in (0.0, 3.0):
            surface.draw_rect(Rect(corner.left + 1 + offset, corner.top + 1 + offset, 8, 8))

    def _draw_fold(self, surface: Surface, scale: float) -> None:
        rect, theme = self._fold_rect(), self.theme
        surface.pen(stroke(theme.muted, 1))
        surface.brush(None)
        surface.draw_rect(rect, rect.height / 2)
        if not is_legible(theme.small_pixels, scale):
            return
        text = label(f"+{self.look.hidden}", theme.small_pixels, theme.face)
        centre = rect.centre
        place = text.at(centre.x - text.width / 2, centre.y - text.height / 2)
        text.draw(surface, place, seen_ink(theme, theme.muted, theme.small_pixels, scale))

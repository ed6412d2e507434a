"""A branch as it is drawn: a slanted lead, then level, with its label above and numbers below."""

from typing import Final

from solver.page.drawing_list import Pen
from solver.page.geometry import Point, Rect, Size
from solver.page.path import Path
from widgets.basics.theme import Theme
from widgets.drawing.branch_path import Course
from widgets.drawing.figure import Figure, is_legible, seen_ink
from widgets.drawing.looks.look import EVERYTHING, BranchLook, Mark
from widgets.drawing.node_extent import STRAIGHT, large, light, numbers, radius, sizes
from widgets.drawing.surfaces.surface import DASHED, ROUND, SOLID, Surface, stroke
from widgets.drawing.texts.label import NOTHING, Label

Place = tuple[float, float]  # on the page

_NOWHERE: Final = Course(Point(), Point(), Point())
_NO_ROOM: Final = Rect()
_NO_SIZE: Final = Size(0, 0)
_UNSEEN: Final = BranchLook()


class BranchFigure(Figure):
    """Shows one branch."""

    def __init__(self, id_: str, theme: Theme) -> None:
        super().__init__(id_, "branch", theme)
        self.course = _NOWHERE  # the way it takes, from its own place
        self._key: tuple[Point, bool, str, float, Theme] | None = None  # what it was made of
        self.label_rect = self.detail_rect = _NO_ROOM
        self.look = _UNSEEN
        self._label = self._detail = NOTHING
        self.beside = (0.0, 0.0)  # how wide texts of the node at its end stand above and below it

    @property
    def words(self) -> str:
        return "" if self.look.undrawn else " ".join(self.look.tip.split())

    def show_look(self, look: BranchLook, theme: Theme) -> bool:
        """Show this; whether it is anything new."""
        if look is self.look and theme is self.theme:
            return False
        if (look, theme) == (self.look, self.theme):
            return False
        self.look, self.theme = look, theme
        self._label, self._detail = large(look.label, theme), numbers(look.detail, theme)
        if self._key is not None:  # else it runs nowhere yet
            self.drawn = self._measured()
        return True

    def connect(self, way: Point, *, down: bool, shape: str, back: float) -> bool:
        """Run from one node's centre to another's, which reaches that far back; whether that is new.

        It stands at its beginning, so that moving both ends costs no more than moving it.
        """
        key = way, down, shape, back, self.theme
        if key == self._key:
            return False
        self._key = key
        to_edge, measures = radius(self.theme), sizes(self.theme)
        self.course = Course.between(
            Point(), way, down=down, shape=shape, back=back, radius=to_edge, measures=measures
        )
        self.drawn = self._measured()
        return True

    # ------------------------------------------------------------------- geometry

    @property
    def label_start(self) -> Point:
        """Where the label begins, or would begin, below its line, from its own place."""
        rect = self.label_rect
        return Point(rect.left, rect.bottom) if self.look.label else self.course.middle

    @property
    def has_detail(self) -> bool:
        """Whether it has numbers."""
        return bool(self._detail)

    def text_boxes(self) -> list[Rect]:
        """Where its texts stand."""
        return [box for box in (self.label_rect, self.detail_rect) if not box.is_empty]

    def leaves_free(self, name: Label) -> bool:
        """Whether its label, or its line, lets the name of the node at its end stand above it."""
        measures, course = sizes(self.theme), self.course
        if course.down:
            return True
        if course.shape == STRAIGHT:
            return course.start.y >= course.end.y
        begins = course.end.x + 2 * measures.half - name.width
        return self.label_rect.right + measures.space <= begins if self._label else True

    @property
    def comes_from_below(self) -> bool:
        """Whether a straight line comes to its end from below, and only above it is room for texts."""
        course = self.course
        return course.shape == STRAIGHT and not course.down and course.start.y > course.end.y

    @property
    def comes_from_left(self) -> bool:
        """Whether a straight line comes to the node below it from the left."""
        course = self.course
        return course.shape == STRAIGHT and course.down and course.start.x < course.end.x

    @property
    def texts(self) -> Rect:
        """The box around its texts."""
        return self.label_rect.united(self.detail_rect)

    def line(self) -> Path:
        """What is drawn of its line, from its own place."""
        return self.course.line(self.texts)

    def _measured(self) -> Rect:
        self.label_rect, self.detail_rect = self.course.places(
            _size(self._label), _size(self._detail)
        )
        around = sizes(self.theme).heavy
        rect = self.course.box().adjusted(-around, -around, around, around)
        if self._label is not NOTHING:
            rect = rect.united(self.label_rect)
        if self._detail is not NOTHING:
            rect = rect.united(self.detail_rect)
        return rect

    # -------------------------------------------------------------------- drawing

    def draw(self, surface: Surface, scale: float = 0.0) -> None:
        """Draw the branch onto anything: what it shows, nothing that only editing needs."""
        theme, look = self.theme, self.look
        if EVERYTHING in look.undrawn:
            return
        m, texts = sizes(theme), self.texts
        if look.lit:
            wide = stroke(light(theme), m.z * 0.7, corners=ROUND)
            surface.pen(wide)
            self.course.draw(surface, texts)
        if look.doubled:
            self._draw_hollow(surface)
        else:
            surface.pen(self._pen())
            self.course.draw(surface, texts)
        if look.mark is Mark.DOMINATED:
            self._draw_strokes(surface)
        faint, plain = self.is_faint, theme.faint
        indent = 0.5 if self.course.shape == STRAIGHT else 0.0
        if self._label and "label" not in look.undrawn and is_legible(theme.text_pixels, scale):
            usual = theme.accent if look.mark is Mark.PERMITTED else theme.text
            ink = seen_ink(theme, plain if faint else usual, theme.text_pixels, scale)
            self._label.draw(surface, self.label_rect, ink, indent)
        if self._detail and "detail" not in look.undrawn and is_legible(theme.small_pixels, scale):
            usual = plain if faint else theme.muted
            ink = seen_ink(theme, usual, theme.small_pixels, scale)
            self._detail.draw(surface, self.detail_rect, ink, indent)

    @property
    def is_faint(self) -> bool:
        """Out of reach, or not permitted."""
        return self.dimmed or self.look.faded or self.look.mark is Mark.DOMINATED

    def _pen(self) -> Pen:
        theme, look, m = self.theme, self.look, sizes(self.theme)
        colour, width = theme.ink, m.plain
        if self.is_faint:
            colour, width = theme.fade, m.thin
        if look.mark is Mark.PERMITTED:
            colour, width = (theme.fade if self.is_faint else theme.accent), m.heavy
        dashed = look.draft or look.mark is Mark.UNDECIDED
        style = DASHED if dashed else SOLID
        return stroke(colour, width * theme.strength, style, ROUND)

    def _draw_hollow(self, surface: Surface) -> None:
        """The edges of a heavy line, whatever is behind it."""
        theme, m = self.theme, sizes(self.theme)
        surface.pen(stroke(self._pen().colour, m.thin * theme.strength))
        surface.brush(None)
        surface.draw_path(self.line().edges((m.heavy - m.thin) * theme.strength))

    def _draw_strokes(self, surface: Surface) -> None:
        """Two short strokes across, for a branch that is not permitted."""
        theme = self.theme
        surface.pen(stroke(theme.faint, sizes(theme).plain * theme.strength))
        for begin, end in self.course.hash_marks(self.texts):
            surface.draw_line(begin, end)


def _size(label: Label) -> Size:
    return _NO_SIZE if label is NOTHING else Size(label.width + 1, label.height)

"""A tree as a picture: drawn by the same figures that the canvas shows, onto anything."""

from collections.abc import Callable, Mapping
from typing import Final

from solver.document.model import Document
from solver.document.style import Style, style_of
from solver.page.drawing_list import ABOVE
from solver.page.face import Faces
from solver.page.geometry import Rect, Size
from solver.page.shipped_face import shipped_faces
from solver.solution import Plan, Solution
from widgets.basics.theme import LIGHT, Theme
from widgets.drawing.drawing import Drawing, Progress, silent
from widgets.drawing.drawing_theme import drawing_theme
from widgets.drawing.looks.frame_looks import Frames
from widgets.drawing.looks.look import Looks
from widgets.drawing.surfaces.surface import Surface
from widgets.drawing.texts.label import label

MARGIN: Final = 16.0

#: What is painted on the page in place of the tree: at the origin, one unit a pixel.
Paint = Callable[[Surface, Progress], None]
MOST_ZOOM: Final = 4.0  # times, into a subtree
HEAD: Final = 1.6  # sizes of small type, the room of what a step is called


class Picture:
    """A tree, or a part of it, without what only editing needs.

    ``only`` are the nodes and branches to show (all if None), ``view`` the part of the page to cut
    out (all that is shown if None), ``ratio`` the width to height that the page is widened to;
    ``margin`` is in pixels, or a part of the page’s width in per cent;
    ``faces`` know how wide its texts are; for ``ink`` and ``see_through`` see `drawing_theme`.
    """

    def __init__(
        self,
        document: Document,
        solution: Solution | None = None,
        plan: Plan | None = None,
        style: Style | None = None,
        window: Theme = LIGHT,
        *,
        margin: float = MARGIN,
        margin_in_per_cent: bool = False,
        only: frozenset[str] | None = None,
        view: Rect | None = None,
        ratio: float | None = None,
        ink: str = "",
        see_through: bool = False,
        progress: Progress = silent,
        frames: Frames | None = None,
        faces: Faces = shipped_faces,
    ) -> None:
        if frames is not None:
            style, solution = frames.style, frames.last_solution
        style = style_of(document) if style is None else style
        self.theme = drawing_theme(style, window, faces, ink, see_through=see_through)
        self._only = only
        self.drawing = Drawing(document, solution, plan, style, self.theme, progress, frames)
        rect = self.drawing.rect if only is None else self.drawing.bounds(only)
        if margin_in_per_cent:
            margin = margin_of(margin / 100, rect.size, ratio)
        head = HEAD * self.theme.small_pixels if frames is not None and style.step_names else 0.0
        rect = rect.adjusted(-margin, -margin - head, margin, margin) if view is None else view
        self._rect = self._view = _widened(rect.aligned(), ratio)
        self._instead: Paint | None = None
        self._caption, self._inset = "", max(margin, 0.7 * self.theme.small_pixels)

    @property
    def size(self) -> Size:
        """In pixels at 100 %."""
        return self._rect.size

    @property
    def positions(self) -> Mapping[str, tuple[float, float]]:
        """Where every visible node stands, in pixels at 100 %."""
        return self.drawing.positions

    def show(
        self,
        shown: Looks,
        view: Rect | None = None,
        instead: Paint | None = None,
        caption: str = "",
    ) -> None:
        """Show other looks in the same places: nothing moves.

        ``view`` is a part of the page, in its shape, that is shown as large as the whole; ``instead``
        paints something else than the tree on the page; ``caption`` stands small in its upper left.
        """
        self._caption = caption
        self.drawing.show(shown)
        self._instead = instead
        self._view = self._rect if view is None else view

    @property
    def rect(self) -> Rect:
        """The page, in the tree's own coordinates."""
        return self._rect

    def around(self, node: str) -> Rect:
        """The part of the page with a subtree in its middle, in the page's own shape."""
        document = self.drawing.document
        below = {id_ for id_ in document.below(node) if id_ in self.drawing.nodes}
        lines = {b.id for id_ in below for b in document.children(id_)}
        rect = self.drawing.bounds(frozenset(below | lines)).adjusted(-24, -24, 24, 24)
        least = self._rect.width / MOST_ZOOM, self._rect.height / MOST_ZOOM
        rect = rect.united(Rect.around(rect.centre, *least))
        page = self._rect.width / max(self._rect.height, 1.0)
        shown = _widened(rect, page)
        return self._rect if shown.width >= self._rect.width else shown

    def paint(
        self, surface: Surface, background: str | None = None, progress: Progress = silent
    ) -> None:
        """Paint at the origin, one unit a pixel; ``background`` None leaves it transparent."""
        page = Rect(0, 0, self._rect.width, self._rect.height)
        if background is not None:
            surface.fill_rect(page, background)
        surface.clip(page)
        if self._instead is not None:
            self._instead(surface, progress)
            return
        surface.save()
        larger = self._rect.width / max(self._view.width, 1.0)
        if larger != 1.0:
            surface.scale(larger)
        surface.translate(-self._view.left, -self._view.top)
        try:
            self.drawing.draw(surface, self._only, progress, legend=larger == 1.0)
        finally:  # also where it was stopped
            surface.restore()
        self.draw_caption(surface, background if larger != 1.0 else None)

    def has_room_for(self, caption: str) -> bool:
        """Whether this stands in one line above the tree."""
        text = label(caption, self.theme.small_pixels, self.theme.face)
        return text.width <= self._rect.width - 2 * self._inset

    def draw_caption(self, surface: Surface, ground: str | None) -> None:
        """Draw what the step is called, in the coordinates of the page; on a ground where the tree may be below."""
        if self._caption:
            theme, inset = self.theme, self.theme.small_pixels * 0.7
            room = self._rect.width - 2 * self._inset
            text = label(self._caption, theme.small_pixels, theme.face, room)
            place = text.at(self._inset, inset)
            surface.begin(ABOVE, ABOVE)
            if ground is not None:
                behind = place.adjusted(-self._inset, -inset, inset, inset / 2)
                surface.pen(None)
                surface.brush(ground)
                surface.draw_rect(behind)
            text.draw(surface, place, theme.muted)
            surface.end()


def margin_of(part: float, inside: Size, ratio: float | None) -> float:
    """The margin that is this part of the width of the page around what it holds."""
    width = inside.width / (1 - 2 * part)
    if ratio is not None:  # the page is as wide as its height asks for
        width = max(width, inside.height * ratio / (1 - 2 * part * ratio))
    return part * width


def _widened(rect: Rect, ratio: float | None) -> Rect:
    """The smallest page of this shape around a rectangle, which stays in its middle."""
    if ratio is None or rect.is_empty:
        return rect
    width = max(rect.width, rect.height * ratio)
    height = max(rect.height, rect.width / ratio)
    return Rect.around(rect.centre, width, height)

"""What the nodes, branches and texts of a drawing have in common."""

from typing import Final

from solver.page.geometry import Point, Rect
from widgets.basics.theme import Theme, mixed
from widgets.drawing.surfaces.surface import Surface

LEGIBLE: Final = 9.0  # pixels on the screen; smaller type is not drawn
FULL: Final = 14.0  # pixels from which on thin strokes are painted in their full colour
DEEPER: Final = 45  # per cent that the smallest type is nearer to the colour of plain text


class Figure:
    """One element as it is drawn, around its own place."""

    def __init__(self, id_: str, element: str, theme: Theme) -> None:
        self.id = id_
        self.element = element  # “node”, “branch” or “text”
        self.theme = theme
        self.place = Point()  # on the page
        self.drawn = Rect()  # the room it takes, around its own place
        self.dimmed = False  # drawn as faint as what is out of reach

    @property
    def words(self) -> str:
        """What it shows, for who cannot see it."""
        raise NotImplementedError

    @property
    def kind(self) -> str:
        """What it is called among the groups of a file."""
        return self.element

    @property
    def room(self) -> Rect:
        """The room that it takes on the page."""
        return self.drawn.moved(self.place.x, self.place.y)

    def draw(self, surface: Surface, scale: float = 0.0) -> None:
        """Draw onto anything what the element shows, around its own place.

        ``scale`` is how large it is seen, where texts may become too small to be read; 0 where not.
        """
        raise NotImplementedError

    def draw_in_place(self, surface: Surface) -> None:
        """The same where it stands."""
        surface.save()
        if self.place.x or self.place.y:
            surface.translate(self.place.x, self.place.y)
        self.draw(surface)
        surface.restore()


def is_legible(pixels: int, scale: float) -> bool:
    """Whether type of that size can be read where it is seen so large; 0 in a picture."""
    return not scale or pixels * scale >= LEGIBLE


def seen_ink(theme: Theme, colour: str, pixels: int, scale: float) -> str:
    """The colour of type: strokes of less than a pixel come out paler, so small type is deeper."""
    seen = pixels * scale if scale else FULL
    if seen >= FULL or colour == theme.text:
        return colour
    part = (FULL - max(LEGIBLE, seen)) / (FULL - LEGIBLE)
    return mixed(colour, theme.text, round(DEEPER * part))

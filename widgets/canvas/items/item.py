"""What nodes and branches on the canvas have in common."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem

from widgets.basics.theme import Theme, mixed
from widgets.basics.tips import plain_tip
from widgets.canvas.items.surface import Surface

LEGIBLE: Final = 9.0  # pixels on the screen; smaller type is not drawn
FULL: Final = 14.0  # pixels from which on thin strokes are painted in their full colour
DEEPER: Final = 45  # per cent that the smallest type is nearer to the colour of plain text


def is_legible(pixels: int, scale: float) -> bool:
    """Whether type of that size is drawn; ``scale`` is 0 in a picture."""
    return not scale or pixels * scale >= LEGIBLE


def seen_ink(theme: Theme, colour: str, pixels: int, scale: float) -> str:
    """The colour of type: strokes of less than a pixel come out paler, so small type is deeper."""
    seen = pixels * scale if scale else FULL
    if seen >= FULL or colour == theme.text:
        return colour
    part = (FULL - max(LEGIBLE, seen)) / (FULL - LEGIBLE)
    return mixed(colour, theme.text, round(DEEPER * part))


class TreeItem(QGraphicsItem):
    """Shows one element; `data(0)` is its id, `data(1)` says ``"node"`` or ``"branch"``."""

    def __init__(self, id_: str, element: str, theme: Theme, *, for_picture: bool) -> None:
        super().__init__()
        if not for_picture:  # nobody asks for it there
            self.setData(0, id_)
            self.setData(1, element)
        self.id = id_
        self.element = element
        self._theme = theme
        self._for_picture = for_picture
        self._bounds = self._drawn = QRectF()
        self.target: bool | None = None  # a drag hovers: may it be dropped here?
        self._may_be_selected = False
        self._dimmed = False

    def set_target(self, valid: bool | None) -> None:
        """Outline it while something is dragged over it; None takes the outline away."""
        if self.target is not valid:
            self.target = valid
            self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def text_rect(self) -> QRectF:
        """All that is drawn, without halo and handle: what pictures are cropped to."""
        return self._drawn

    @property
    def words(self) -> str:
        """What it shows, for who cannot see it."""
        raise NotImplementedError

    def draw(self, surface: Surface, scale: float = 0.0) -> None:
        """Draw onto anything what the element shows, around its own place.

        ``scale`` is how large it is seen, where texts may become too small to be read; 0 where not.
        """
        raise NotImplementedError

    def draw_at(self, surface: Surface, place: QPointF) -> None:
        """The same at a place."""
        surface.save()
        if not place.isNull():
            surface.translate(place.x(), place.y())
        self.draw(surface)
        surface.restore()

    def dim(self, dimmed: bool) -> None:
        """Draw it as faint as what is out of reach, whatever it shows."""
        if dimmed is not self._dimmed:
            self._dimmed = dimmed
            self.update()

    def selection_path(self) -> QPainterPath:
        """What is tinted behind it while it is selected, around its own place."""
        raise NotImplementedError

    def _legible(self, pixels: int, scale: float) -> bool:
        return is_legible(pixels, scale)

    def _ink(self, colour: str, pixels: int, scale: float) -> str:
        return seen_ink(self._theme, colour, pixels, scale)

    def _scale(self, painter: QPainter, option: QStyleOptionGraphicsItem) -> float:
        """How large it is seen; 0 in a picture, where everything is drawn."""
        if self._for_picture:
            return 0.0
        return float(option.levelOfDetailFromTransform(painter.worldTransform()))

    def _appear(self, *, problem: str, tip: str, copied: bool) -> None:
        if self._for_picture:
            return
        wanted = not copied  # a live copy is changed in the original
        if wanted is not self._may_be_selected:
            self._may_be_selected = wanted
            self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable, wanted)
        self.setToolTip(plain_tip("\n".join(part for part in (problem, tip) if part)))
        self.update()

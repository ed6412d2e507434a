"""What nodes, branches and texts on the canvas have in common: a figure that can be pointed at."""

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from widgets.basics.theme import Theme
from widgets.basics.tips import plain_tip
from widgets.canvas.items.painter_surface import PainterSurface, qt_rect
from widgets.drawing.figure import Figure, is_legible

FRAME: Final = 1.5  # pixels: the line around what is selected


class TreeItem(QGraphicsItem):
    """Shows one figure; `data(0)` is its id, `data(1)` says ``"node"``, ``"branch"`` or ``"text"``."""

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self.setData(0, figure.id)
        self.setData(1, figure.element)
        self.figure = figure
        self._bounds = QRectF()
        self.target: bool | None = None  # a drag hovers: may it be dropped here?
        self._may_be_selected = False

    @property
    def id(self) -> str:
        return self.figure.id

    @property
    def element(self) -> str:
        return self.figure.element

    @property
    def words(self) -> str:
        """What it shows, for who cannot see it."""
        return self.figure.words

    @property
    def _theme(self) -> Theme:
        return self.figure.theme

    def set_target(self, valid: bool | None) -> None:
        """Outline it while something is dragged over it; None takes the outline away."""
        if self.target is not valid:
            self.target = valid
            self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def text_rect(self) -> QRectF:
        """All that is drawn, without halo and handle: what pictures are cropped to."""
        return qt_rect(self.figure.drawn)

    def room_changed(self) -> None:
        """The figure takes another room than it did."""
        self.prepareGeometryChange()
        self._bounds = self._measured()
        self.update()

    def _measured(self) -> QRectF:
        """The room of the figure with all that only editing needs."""
        raise NotImplementedError

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        scale = float(option.levelOfDetailFromTransform(painter.worldTransform()))
        if self.target is not None:
            self._paint_halo(painter)
        self.figure.draw(PainterSurface(painter), scale)
        if is_legible(self._theme.text_pixels, scale):
            self._paint_signs(painter)

    def _paint_halo(self, painter: QPainter) -> None:
        """While something is dragged over it, or a step names it."""

    def _paint_signs(self, painter: QPainter) -> None:
        """What only editing needs."""

    def dim(self, dimmed: bool) -> None:
        """Draw it as faint as what is out of reach, whatever it shows."""
        if dimmed is not self.figure.dimmed:
            self.figure.dimmed = dimmed
            self.update()

    def selection_path(self) -> QPainterPath:
        """What is tinted behind it while it is selected, around its own place."""
        raise NotImplementedError

    def _appear(self, *, problem: str, tip: str, copied: bool) -> None:
        wanted = not copied  # a live copy is changed in the original
        if wanted is not self._may_be_selected:
            self._may_be_selected = wanted
            self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable, wanted)
        self.setToolTip(plain_tip("\n".join(part for part in (problem, tip) if part)))
        self.update()

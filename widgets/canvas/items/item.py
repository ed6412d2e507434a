"""What nodes, branches and texts on the canvas have in common: a figure that can be pointed at."""

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QStyleOptionGraphicsItem,
    QWidget,
)

from widgets.basics.theme import Theme
from widgets.canvas.items.painter_surface import ScreenSurface, qt_rect
from widgets.drawing.figure import Figure, is_legible

FRAME: Final = 1.5  # pixels: the line around what is selected
SELECTABLE: Final = QGraphicsItem.GraphicsItemFlag.ItemIsSelectable

_SURFACE: Final = ScreenSurface()  # all are painted one after the other


class TreeItem(QGraphicsRectItem):
    """Shows one figure.

    Of thousands, each call of Qt’s is felt when they are made: what an item stands in is told to Qt once it
    has been put into a scene, and tips are the canvas’s own.
    """

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self.figure = figure
        self._is_shown = False  # stands in a scene
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

    def text_rect(self) -> QRectF:
        """All that is drawn, without halo and handle: what pictures are cropped to."""
        return qt_rect(self.figure.drawn)

    def stand_in(self, scene: QGraphicsScene) -> None:
        """Be shown there from now on."""
        self.setRect(self._measured())
        self._is_shown = True
        scene.addItem(self)

    def room_changed(self) -> None:
        """The figure takes another room than it did."""
        if self._is_shown:
            self.setRect(self._measured())
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
        self.figure.draw(_SURFACE.on(painter), scale)
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

    def _may_be_chosen(self, wanted: bool) -> None:
        if wanted is not self._may_be_selected:
            self._may_be_selected = wanted
            self.setFlag(SELECTABLE, wanted)

"""What the marks of a verdict mean, at the foot of the canvas."""

from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from solver.page.geometry import Point
from solver.translation import tr
from widgets.basics.theme import CANVAS_PIXELS, SMALL_PIXELS, Theme
from widgets.canvas.items.painter_surface import PainterSurface
from widgets.canvas.scene.scene import TreeScene
from widgets.canvas.view.corners.overview import Overview
from widgets.canvas.view.zooming import ZoomingView
from widgets.drawing.caption import Sample, mark_samples
from widgets.drawing.texts.label import Label, label

HEIGHT: Final = 28
MARGIN: Final = 12
BESIDE, BETWEEN = 7, 20  # pixels between a sign and its meaning, and between entries
MOST_NODES: Final = 400  # of larger trees no signs can be read where all is seen
DELAY: Final = 120  # ms after the last change


class SignLegend(QWidget):
    """Shows the signs that the tree uses, where no node and no text stands below."""

    def __init__(self, view: ZoomingView, scene: TreeScene, overview: Overview) -> None:
        super().__init__(view)
        self.setObjectName("sign legend")
        self.setAccessibleName(tr("What the marks mean"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._view, self._scene, self._overview = view, scene, overview
        self._entries: list[tuple[Sample, Label]] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(DELAY)
        self._soon.timeout.connect(self.place)
        scene.refreshed.connect(self._soon.start)
        overview.placed.connect(self._soon.start)
        view.zoom_changed.connect(lambda _: self._soon.start())
        for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
            bar.valueChanged.connect(lambda _: self._soon.start())
        self.hide()

    @property
    def _theme(self) -> Theme:
        """That of the tree, in the size of the window."""
        return self._scene.theme._replace(text_pixels=CANVAS_PIXELS, small_pixels=SMALL_PIXELS)

    def place(self) -> None:
        """Stand at the lower left, beside the map, if there is anything to explain and room for it."""
        theme, scene = self._theme, self._scene
        self._entries = []
        if not scene.drawn_style.legend and len(scene.positions) <= MOST_NODES:
            self._entries = [
                (sample, label(sample[1], theme.small_pixels, theme.face))
                for sample in mark_samples(*scene.looks(), theme)
            ]
        self.setAccessibleDescription(", ".join(sample[1] for sample, _ in self._entries))
        wide = sum(sample[0] + BESIDE + text.width + BETWEEN for sample, text in self._entries)
        room = self._view.viewport().rect()
        place = QRect(QPoint(MARGIN, 0), QPoint(MARGIN + round(wide), HEIGHT))
        place.moveBottom(room.bottom() - MARGIN // 2)
        beside = self._overview.geometry()
        if self._overview.isVisibleTo(self._view) and beside.intersects(place):
            place.moveLeft(beside.right() + MARGIN)
        self.setGeometry(place)
        seen = self._view.mapToScene(place).boundingRect()
        fits = room.contains(place) and scene.is_free(seen)
        self.setVisible(bool(self._entries) and fits)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        surface, x = PainterSurface(painter), 0.0
        for (width, _, draw), text in self._entries:
            draw(Point(x, HEIGHT / 2), surface)
            x += width + BESIDE
            text.draw(surface, text.at(x, (HEIGHT - text.height) / 2), theme.muted)
            x += text.width + BETWEEN

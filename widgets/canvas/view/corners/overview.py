"""A small map of the whole tree, in a corner of the canvas."""

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QEnterEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from solver.translation import tr
from widgets.basics.theme import Theme
from widgets.canvas.scene.scene import TreeScene
from widgets.canvas.view.zooming import ZoomingView

WIDTH: Final = 200
HEIGHT: Final = 140
MARGIN: Final = 10
LEAST_ROOM: Final = 2.5  # times its own size: in less it would hide what is looked at
FOLDED: Final = QSize(36, 28)  # where no corner has room for the map
DELAY: Final = 120  # ms after the last change; a map need not follow at once


class Overview(QWidget):
    """Shows where the view is; pressing or dragging there moves it.  Hidden while all is in view.

    It stands in a corner in which there is no node and no text.  Where each has some, it is folded up
    to a small sign, and unfolds as long as the pointer is there.
    """

    placed = Signal()  # it stands elsewhere, or is there no more

    def __init__(self, view: ZoomingView, scene: TreeScene) -> None:
        super().__init__(view)
        self.setObjectName("overview")
        self.setAccessibleName(tr("Map of the whole tree"))
        self.setToolTip(tr("The whole tree. Press or drag to look there."))
        self.resize(WIDTH, HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._view = view
        self._scene = scene
        self._wanted = True
        self._corner = 0
        self._is_folded = self._is_held = False
        self._map: tuple[Theme, QPixmap] | None = None  # drawn in this theme
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(DELAY)
        self._soon.timeout.connect(self._follow)
        scene.refreshed.connect(self._forget)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(DELAY)
        self._settled.timeout.connect(self.place)
        for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
            bar.valueChanged.connect(self._view_moved)
        self.hide()

    def set_wanted(self, wanted: bool) -> None:
        """Show it where the tree does not fit, or never."""
        self._wanted = wanted
        self.place()

    def place(self) -> None:
        """Stand in a corner that is free; says so where that has changed."""
        before = (self.isVisibleTo(self._view), self.geometry())
        self._place()
        if (self.isVisibleTo(self._view), self.geometry()) != before:
            self.placed.emit()

    def _place(self) -> None:
        """Stand in a corner of the view, if there is anything outside the view."""
        room = self._view.viewport().rect()
        content = self._scene.content_rect()
        needed = not content.isEmpty() and not self._seen().contains(content)
        large = room.width() > LEAST_ROOM * WIDTH and room.height() > LEAST_ROOM * HEIGHT
        if self._wanted and needed and large:
            if not self._is_held:
                self._choose_corner()
            size = FOLDED if self._is_folded and not self._is_held else QSize(WIDTH, HEIGHT)
            self.setGeometry(self._at(self._corner, size))
        self.setVisible(self._wanted and needed and large)
        self.update()

    def _choose_corner(self) -> None:
        """The one where it is, if it is free; else the first one that is, for the map or for its sign."""
        corners = sorted(range(4), key=lambda corner: corner != self._corner)
        for size in (QSize(WIDTH, HEIGHT), FOLDED):
            for corner in corners:
                place = self._view.mapToScene(self._at(corner, size)).boundingRect()
                if self._scene.is_free(place):
                    self._corner, self._is_folded = corner, size is FOLDED
                    return
        self._is_folded = True

    def _at(self, corner: int, size: QSize) -> QRect:
        """The room in a corner: at the right and left below, then above."""
        room = self._view.viewport().rect()
        place = QRect(QPoint(MARGIN, MARGIN), size)
        if corner in (0, 2):
            place.moveRight(room.right() - MARGIN)
        if corner in (0, 1):
            place.moveBottom(room.bottom() - MARGIN)
        return place

    def _view_moved(self) -> None:
        """The view has moved: show where it is, and when it rests stand aside."""
        self._settled.start()
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Whoever points at it uses it: it stays where it is, unfolded."""
        self._is_held = True
        self.place()

    def leaveEvent(self, event: QEvent) -> None:
        self._is_held = False
        self.place()

    def _forget(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _follow(self) -> None:
        self._map = None
        self.place()

    def _seen(self) -> QRectF:
        return self._view.mapToScene(self._view.viewport().rect()).boundingRect()

    def _frame(self) -> tuple[QRectF, float, QPointF]:
        """What is shown of the scene, how small, and where its corner is."""
        content = self._scene.content_rect().adjusted(-20, -20, 20, 20)
        scale = min((WIDTH - 2) / content.width(), (HEIGHT - 2) / content.height())
        corner = QPointF(
            (WIDTH - content.width() * scale) / 2, (HEIGHT - content.height() * scale) / 2
        )
        return content, scale, corner

    def _drawn(self) -> QPixmap:
        content, scale, corner = self._frame()
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(round(WIDTH * ratio), round(HEIGHT * ratio))
        pixmap.setDevicePixelRatio(ratio)
        theme = self._scene.theme
        pixmap.fill(QColor(theme.window))
        painter = QPainter(pixmap)
        painter.translate(corner)
        painter.scale(scale, scale)
        painter.translate(-content.topLeft())
        self._scene.sketch().paint(painter, (), content)
        painter.end()
        return pixmap

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._scene.content_rect().isEmpty():
            return
        painter = QPainter(self)
        if self.size() == FOLDED:
            self._paint_folded(painter)
            return
        if self._map is None or self._map[0] is not self._scene.theme:
            self._map = self._scene.theme, self._drawn()
        painter.drawPixmap(0, 0, self._map[1])
        content, scale, corner = self._frame()
        seen = self._seen()
        frame = QRectF(corner + (seen.topLeft() - content.topLeft()) * scale, seen.size() * scale)
        theme = self._scene.theme
        colour = QColor(theme.accent)
        painter.setPen(QPen(colour, 2))
        colour.setAlpha(40)
        painter.setBrush(colour)
        painter.drawRect(frame.intersected(QRectF(1, 1, WIDTH - 2, HEIGHT - 2)))
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(0.5, 0.5, WIDTH - 1, HEIGHT - 1))

    def _paint_folded(self, painter: QPainter) -> None:
        """A frame within a frame: what is seen, of all there is."""
        theme = self._scene.theme
        painter.fillRect(self.rect(), QColor(theme.window))
        painter.setPen(QPen(QColor(theme.edge), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(QPen(QColor(theme.accent), 2))
        painter.drawRect(QRectF(8, 7, 14, 10))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._look(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._look(event.position())

    def _look(self, point: QPointF) -> None:
        content, scale, corner = self._frame()
        self._view.keep_zoom()
        self._view.centerOn(content.topLeft() + (point - corner) / scale)

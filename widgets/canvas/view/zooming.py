"""A view on the tree that zooms, pans and fits itself to the window."""

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QNativeGestureEvent, QPainter, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from widgets.canvas.scene.overview_strokes import MANY
from widgets.canvas.scene.scene import TreeScene
from widgets.drawing.figure import LEGIBLE

SMALLEST: Final = 0.05
AROUND: Final = 40  # of the scene, around what is shown
NARROW: Final = 4  # the same where it would not fit otherwise
LARGE: Final = 1000  # pixels of the width for each 100 % that a fitted tree may have
MARGIN: Final = 24  # pixels, around the root of a tree that is only partly shown
LARGEST: Final = 8.0
STEP: Final = 1.2
NEARLY: Final = 0.05  # of the view; what is fitted but for less stays where it is
SETTLED: Final = 90  # ms after the last zooming, texts are there again
MANY_IN_VIEW: Final = 400  # nodes; fewer are painted with their texts, also while zooming
MOST_MARKED: Final = 1000  # selected items that a sketch marks


class ZoomingView(QGraphicsView):
    """Shows a scene of its own; how much of it is up to the person."""

    zoom_changed = Signal(float)  # 1.0 is 100 %
    fit_changed = Signal(
        bool, bool
    )  # whether the tree follows the size of the view; all of it fits

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tree = TreeScene()
        self._tree.setParent(self)
        self.setScene(self._tree)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self._sharp_zoom = 0.0  # at which every item was painted last
        self._sharpen = QTimer(self)
        self._sharpen.setSingleShot(True)
        self._sharpen.setInterval(SETTLED)
        self._sharpen.timeout.connect(self._paint_sharply)
        self._wants_fit = True  # follow the tree and the view's size

    @property
    def tree(self) -> TreeScene:
        return self._tree

    @property
    def zoom(self) -> float:
        return self.transform().m11()

    def zoom_by(self, factor: float) -> None:
        wanted = max(SMALLEST, min(LARGEST, self.zoom * factor))
        self.scale(wanted / self.zoom, wanted / self.zoom)
        self.keep_zoom()
        self.zoom_changed.emit(self.zoom)

    def zoom_in(self) -> None:
        self.zoom_by(STEP)

    def zoom_out(self) -> None:
        self.zoom_by(1 / STEP)

    def zoom_reset(self) -> None:
        self.zoom_by(1 / self.zoom)

    def fit(self) -> None:
        """Show the whole tree, at most at 150 % (more in a wide view); never with type of less than nine pixels.

        Of a tree that is larger the beginning is shown, with its root; only one so large that it is
        sketched (`MANY`) is shown whole all the same.
        """
        rect = self._tree.content_rect()
        self._wants_fit = True
        self.fit_changed.emit(True, self._has_room(rect))
        if self.viewport().width() < 50:
            return
        if rect.isEmpty():
            self.resetTransform()
            self.centerOn(0, 0)
            self.zoom_changed.emit(self.zoom)
            return
        self._look_at(rect, self._least_fit)

    def follow_tree(self) -> None:
        """The tree is another one: fit it again, where it is fitted and no longer stands as it would."""
        if self._wants_fit and not self._stands_fitted():
            self.fit()
        elif self._wants_fit:
            self.fit_changed.emit(True, self._has_room(self._tree.content_rect()))

    def _stands_fitted(self) -> bool:
        """Whether fitting would hardly move anything; a slider must not make the tree tremble."""
        rect = self._tree.content_rect()
        if rect.isEmpty():
            return False
        wanted = self._zoom_for(rect, self._least_fit)
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        if not self._has_room(rect):  # only a part can be shown, and any part may be looked at
            return abs(self.zoom - wanted) < 1e-6 and seen.intersects(rect)
        off = seen.center() - rect.center()
        still = abs(off.x()) < NEARLY * seen.width() and abs(off.y()) < NEARLY * seen.height()
        return still and seen.contains(rect) and self.zoom * (1 + NEARLY) > wanted

    def _has_room(self, rect: QRectF) -> bool:
        """Whether all of this is in view at the zoom at which it is fitted."""
        around, wanted = _around(rect, NARROW), self._zoom_for(rect, self._least_fit)
        room = self.viewport().size()
        return rect.isEmpty() or (
            wanted * around.width() <= room.width() + 1
            and wanted * around.height() <= room.height() + 1
        )

    @property
    def _least_fit(self) -> float:
        many = len(self._tree.positions) >= MANY
        return SMALLEST if many else self._legible

    @property
    def _legible(self) -> float:
        """The zoom from which on all type can be read."""
        return LEGIBLE / self._tree.theme.small_pixels

    @property
    def _only_lines(self) -> bool:
        """Whether no type is large enough to be drawn."""
        return self.zoom * self._tree.theme.text_pixels < LEGIBLE

    def show_rect(self, rect: QRectF) -> None:
        """Show a part of the scene as large as there is room, as `fit` does the whole."""
        self.keep_zoom()
        self._look_at(rect)

    def _zoom_for(self, rect: QRectF, least: float) -> float:
        """At which a part of the scene is shown as large as there is room, at most at 150 %.

        On a large screen that would leave a small tree lost in the middle: there it may be more.
        """
        around, room = _around(rect), self.viewport()
        fitting = min(room.width() / around.width(), room.height() / around.height())
        return max(least, min(fitting, max(1.5, room.width() / LARGE)))

    def _look_at(self, rect: QRectF, least: float = SMALLEST) -> None:
        factor = self._zoom_for(rect, least)
        rect = _around(rect, NARROW)
        self.resetTransform()
        self.scale(factor, factor)
        self.centerOn(rect.center())
        root = self._tree.positions.get(self._tree.document.root_id or "")
        seen = QSizeF(self.viewport().size()) / factor
        if root is not None and (seen.width() < rect.width() or seen.height() < rect.height()):
            item = self._tree.node_item(self._tree.document.root_id or "")
            around = QRectF(root[0] - 8, root[1] - 8, 16, 16)
            if item is not None:  # with its name
                around = around.united(item.text_rect().translated(*root))
            self.ensureVisible(around, MARGIN, MARGIN)
        self.zoom_changed.emit(self.zoom)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Large trees are sketched while they are zoomed, and as long as no text can be read."""
        small = self._only_lines
        if not self._may_sketch() or not (small or self._zooms_over_many()):
            self._sharp_zoom = self.zoom
            super().paintEvent(event)
            return
        if not small:
            self._sharpen.start()
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._tree.backgroundBrush())
        painter.setTransform(self.viewportTransform())
        selected = [item.sceneBoundingRect() for item in self._tree.selectedItems()[:MOST_MARKED]]
        seen = self.mapToScene(self.viewport().rect()).boundingRect()
        self._tree.sketch().paint(painter, selected, seen)
        painter.resetTransform()
        if not (band := self.rubberBandRect()).isEmpty():
            painter.setPen(self.palette().color(QPalette.ColorRole.Accent))
            painter.drawRect(band)

    def _zooms_over_many(self) -> bool:
        """Whether the zoom is another one than was painted last, and very many items are in view."""
        if self.zoom == self._sharp_zoom:
            return False
        content = self._tree.content_rect()
        seen = self.mapToScene(self.viewport().rect()).boundingRect() & content
        part = seen.width() * seen.height() / max(1.0, content.width() * content.height())
        return part * len(self._tree.positions) > MANY_IN_VIEW

    def _may_sketch(self) -> bool:
        """Whether the tree is large, and nothing else than the tree is to be seen."""
        return len(self._tree.positions) >= MANY

    def _paint_sharply(self) -> None:
        self._sharp_zoom = self.zoom
        self.viewport().update()

    @property
    def follows_size(self) -> bool:
        """Whether the tree is fitted again whenever it changes or the view has another size."""
        return self._wants_fit

    def keep_zoom(self) -> None:
        """Follow the tree and the size of the view no longer."""
        fitted, self._wants_fit = self._wants_fit, False
        if fitted:
            self.fit_changed.emit(False, True)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        if self._wants_fit:  # nobody has zoomed or panned since the tree was fitted
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.pixelDelta().isNull() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(STEP ** (event.angleDelta().y() / 120))
            event.accept()
        else:  # a touch pad scrolls
            self._pan(event.pixelDelta())

    def viewportEvent(self, event: QEvent) -> bool:
        pinch = Qt.NativeGestureType.ZoomNativeGesture
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == pinch:
            self.zoom_by(1 + event.value())
            return True
        return bool(super().viewportEvent(event))

    def _pan(self, by: QPoint) -> None:
        self.keep_zoom()
        across, along = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() - by.x())
        along.setValue(along.value() - by.y())


def _around(rect: QRectF, margin: float = AROUND) -> QRectF:
    return rect.adjusted(-margin, -margin, margin, margin)

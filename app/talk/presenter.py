"""The tree step by step on the whole screen: by keys or a clicker; nothing moves between steps."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.export.frame_sequence import FrameSequence
from app.talk.frame_view import FrameView
from solver.page.geometry import Rect
from solver.translation import mark, tr
from widgets.canvas.items.painter_surface import plain_point, plain_rect, qt_rect

_ON: Final = (Qt.Key.Key_PageDown, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space)
_BACK: Final = (Qt.Key.Key_PageUp, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Backspace)
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SCREENS: Final[dict[int, Qt.GlobalColor]] = {
    Qt.Key.Key_B: Qt.GlobalColor.black,
    Qt.Key.Key_Period: Qt.GlobalColor.black,
    Qt.Key.Key_W: Qt.GlobalColor.white,
    Qt.Key.Key_Comma: Qt.GlobalColor.white,
}
_HELP: Final = (Qt.Key.Key_F1, Qt.Key.Key_Question)

LASER: Final = 9.0  # radius in pixels
GLIDE: Final = 200  # ms of a zoom
IDLE: Final = 2_000  # ms after which a mouse that rests is not seen any more

KEYS: Final = (
    (mark("PageDown, →, ↓, Space, click"), mark("the next step")),
    (mark("PageUp, ←, ↑, right click"), mark("the step before")),
    (mark("Home, End"), mark("the first, the last step")),
    (mark("a number, then Enter"), mark("the step of that number")),
    (mark("B or ."), mark("a black screen, and back")),
    (mark("W or ,"), mark("a white screen, and back")),
    (mark("L, or Ctrl while the mouse moves"), mark("the laser pointer")),
    (mark("Z, or Shift+click"), mark("zoom to the subtree under the pointer, and back")),
    (mark("N"), mark("the window with notes, next step and time")),
    (mark("R"), mark("start the timer again")),
    (mark("? or F1"), mark("these keys")),
    (mark("Esc"), mark("end")),
)


class Presenter(FrameView):
    """Shows the frames of a sequence; Escape ends it."""

    went = Signal(object)  # the number of the frame, from 0
    notes_wanted = Signal()
    time_wanted = Signal()
    ended = Signal()

    def __init__(
        self, sequence: FrameSequence, parent: QWidget | None = None, *, motion: bool = False
    ) -> None:
        super().__init__(sequence, parent)
        self.setWindowFlag(Qt.WindowType.Window)
        self.setObjectName("presenter")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMouseTracking(True)
        self._at = 0
        self._typed = ""
        self._blank: QColor | None = None
        self._laser = False  # until it is switched off
        self._pointing: QPointF | None = None  # where the laser is
        self._mouse: QPointF | None = None
        self._glide = QVariantAnimation(self)
        self._glide.setDuration(GLIDE if motion else 0)
        self._glide.valueChanged.connect(self._glided)
        self._zoomed: Rect | None = None
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(IDLE)
        self._resting.timeout.connect(lambda: self.setCursor(Qt.CursorShape.BlankCursor))
        self._resting.start()
        self._help = _note(self, "presenter.help")
        self._help.setText(_keys_text())
        self._count = _note(self, "presenter.number")
        self.go(1)

    # ---------------------------------------------------------------------- steps

    @property
    def number(self) -> int:
        """Which step is shown, from 1."""
        return self._at + 1

    @property
    def is_blank(self) -> bool:
        return self._blank is not None

    @property
    def laser(self) -> QPointF | None:
        """Where the laser points; None while it is off."""
        return self._pointing

    def go(self, number: int) -> None:
        """Show this step, or the first or the last."""
        before = self.seen
        self._at = max(0, min(len(self.sequence) - 1, number - 1))
        self._blank = self._zoomed = None
        self.show_frame(self._at)
        self._move(before, self.seen)
        name = tr("{at} ({number} of {last})").format(
            at=self.sequence.title(self._at), number=self.number, last=len(self.sequence)
        )
        self.setWindowTitle(name)
        self.setAccessibleName(tr("Decision tree: {name}").format(name=name))
        self.went.emit(self._at)

    def _type(self, digits: str) -> None:
        self._typed = digits[-4:]
        self._count.setText(
            tr("Step {typed} of {last}: press Enter").format(
                typed=self._typed, last=len(self.sequence)
            )
        )
        self._place_notes()
        self._count.setVisible(bool(self._typed))

    # ----------------------------------------------------------------------- zoom

    def zoom_to(self, node: str | None) -> None:
        """Show only a subtree until the next step; None shows what the step says."""
        before = self.seen
        self._zoomed = None if node is None else self.sequence.zoom(node)
        self.show_frame(self._at, self._zoomed)
        self._move(before, self.seen)

    @property
    def is_zoomed(self) -> bool:
        """Whether the speaker has zoomed, beyond what the step says."""
        return self._zoomed is not None

    def _zoom(self) -> None:
        if self._zoomed is not None:
            self.zoom_to(None)
            return
        node = self._under_mouse()
        self.zoom_to(node or self._subject())

    def _under_mouse(self) -> str | None:
        if self._mouse is None:
            return None
        return self.sequence.node_at(plain_point(self.to_page(self._mouse)), self._at)

    def _subject(self) -> str | None:
        """The node that the step speaks of, for who has no mouse at hand."""
        step = self.sequence.steps[self._at]
        for where in (step.highlight, step.where):
            for id_ in (*where.subtrees, *where.nodes):
                if id_ in self.sequence.picture.drawing.nodes:
                    return id_
        return None

    def _move(self, before: Rect, after: Rect) -> None:
        """Glide from one part of the page to the other, so that one sees where it lies."""
        self._glide.stop()
        if self._glide.duration() and before != after and self.isVisible():
            self._glide.setStartValue(qt_rect(before))
            self._glide.setEndValue(qt_rect(after))
            self._glide.start()

    def _glided(self, rect: QRectF) -> None:
        ended = rect == self._glide.endValue()
        self.show_frame(self._at, self._zoomed if ended else plain_rect(rect))

    # ----------------------------------------------------------------------- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        if key == Qt.Key.Key_Control:
            self._point(self._mouse)
        elif text.isdecimal():
            self._type(self._typed + text)
        elif key in _ENTER:
            number = int(self._typed) if self._typed else self.number + 1
            self._type("")
            self.go(number)
        elif key == Qt.Key.Key_Escape:
            self._escape()
        elif (do := self._does(key, text)) is not None:
            self._type("")
            do()
        else:
            super().keyPressEvent(event)

    def _does(self, key: int, text: str) -> Callable[[], object] | None:
        """What a key does that is no digit."""
        if key in _ON:
            return lambda: self.go(self.number + 1)
        if key in _BACK:
            return lambda: self.go(self.number - 1)
        if key in _HELP or text == "?":
            return self._toggle_help
        if key in _SCREENS:
            return lambda: self._cover(QColor(_SCREENS[key]))
        return {
            Qt.Key.Key_Home: lambda: self.go(1),
            Qt.Key.Key_End: lambda: self.go(len(self.sequence)),
            Qt.Key.Key_L: self._switch_laser,
            Qt.Key.Key_Z: self._zoom,
            Qt.Key.Key_N: self.notes_wanted.emit,
            Qt.Key.Key_R: self.time_wanted.emit,
        }.get(Qt.Key(key))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Control and not self._laser:
            self._point(None)
        super().keyReleaseEvent(event)

    def _escape(self) -> None:
        """Out of what lies above the frame first, then out of the talk."""
        if self._typed:
            self._type("")
        elif self._help.isVisible():
            self._help.hide()
        elif self._blank is not None:
            self._cover(None)
        elif self._zoomed is not None:
            self.zoom_to(None)
        else:
            self.close()

    def _cover(self, colour: QColor | None) -> None:
        """Cover the screen with a colour, or uncover it if it is covered."""
        self._blank = colour if self._blank is None else None
        self.update()

    def _toggle_help(self) -> None:
        self._help.setVisible(not self._help.isVisible())
        self._place_notes()

    # ---------------------------------------------------------------------- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._mouse = event.position()
            self._zoom()
        elif not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            back = event.button() == Qt.MouseButton.RightButton
            self.go(self.number + (-1 if back else 1))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse = event.position()
        held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        self._point(self._mouse if self._laser or held else None)

    def _switch_laser(self) -> None:
        self._laser = not self._laser
        centre = QRectF(self.rect()).center()
        self._point((self._mouse or centre) if self._laser else None)

    def _point(self, place: QPointF | None) -> None:
        """Show the laser there, instead of the mouse; None switches it off."""
        self._pointing = place
        shape = Qt.CursorShape.ArrowCursor if place is None else Qt.CursorShape.BlankCursor
        self.setCursor(shape)
        self._resting.start()
        self.update()

    # ------------------------------------------------------------------- painting

    def paint_above(self, painter: QPainter) -> None:
        if self._blank is not None:
            painter.fillRect(self.rect(), self._blank)
        if self._pointing is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor("#E3170A"))
        # Dark within light: one of both stands out on any ground, and without any colour.
        for colour, radius in (("#000000", LASER + 2.5), ("#FFFFFF", LASER + 1)):
            painter.setPen(QPen(QColor(colour), 2))
            painter.drawEllipse(self._pointing, radius, radius)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_notes()

    def _place_notes(self) -> None:
        """Help in the middle, the typed number at the lower right."""
        for note in (self._help, self._count):
            note.adjustSize()
        self._help.move(self.rect().center() - self._help.rect().center())
        corner = self.rect().bottomRight() - self._count.rect().bottomRight()
        self._count.move(corner.x() - 24, corner.y() - 24)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._glide.stop()
        self.shut_down()
        self.ended.emit()
        super().closeEvent(event)


def _note(parent: QWidget, name: str) -> QLabel:
    """Words that lie above the frame, in the same look on any ground."""
    note = QLabel(parent)
    note.setObjectName(name)
    note.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    note.setAutoFillBackground(True)
    note.setFrameShape(QLabel.Shape.StyledPanel)
    note.setMargin(16)
    font = note.font()
    font.setPixelSize(17)
    note.setFont(font)
    note.hide()
    return note


def _keys_text() -> str:
    rows = "".join(
        f"<tr><td style='padding-right: 24px'><b>{tr(keys)}</b></td><td>{tr(what)}</td></tr>"
        for keys, what in KEYS
    )
    return f"<table cellspacing='4'>{rows}</table>"

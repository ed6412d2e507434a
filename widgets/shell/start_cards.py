"""What the start screen consists of: large buttons, cards of examples, rows of recent documents."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from widgets.basics.icons import icon
from widgets.basics.statement_row import WrappedText, along, pixels
from widgets.basics.style import RADIUS, theme_now
from widgets.basics.theme import PANEL_PIXELS, SMALL_PIXELS

THUMBNAIL: Final = QSize(112, 96)  # pixels of a small picture of a tree
CARD_HEIGHT: Final = 124
PICTURE: Final = 128  # pixels of a card, before the line
BIG: Final = 38
ROUND: Final = 6


#: How high cards are: by their texts, their font and the direction of writing, then by their width.
_HEIGHTS: Final[dict[tuple[str, str, str, bool], dict[int, int]]] = {}
MOST_CARDS: Final = 200


class _Button(QAbstractButton):
    """Paints itself, also under the pointer and with the focus."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # painted anew
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paint_box(self, painter: QPainter, radius: int, edge: str, ground: str) -> None:
        theme = theme_now()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus()
        width = 2 if focus else 1
        half = width / 2
        painter.setPen(QPen(QColor(theme.accent if focus else edge), width))
        painter.setBrush(QColor(ground))
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(box, radius, radius)


class BigButton(_Button):
    """One of the ways to begin, with its key."""

    def __init__(self, text: str, key: str, sign: str, *, first: bool = False) -> None:
        super().__init__(text)
        self._key, self._sign, self._first = key, sign, first
        self.setAccessibleName(text)
        self.setFixedHeight(BIG)

    def sizeHint(self) -> QSize:
        return QSize(240, BIG)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_now(), QPainter(self)
        ground = theme.accent if self._first else theme.base
        if not self._first and self.isDown():
            ground = theme.pressed
        elif not self._first and self.underMouse():
            ground = theme.hover
        edge = theme.accent if self._first else theme.edge
        self.paint_box(painter, RADIUS, edge, ground)
        if self._first and self.hasFocus():
            painter.setPen(QPen(QColor(theme.on_accent), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), 2, 2)
        ink = theme.on_accent if self._first else theme.text
        sign = icon(self._sign, ink).pixmap(QSize(20, 20))
        painter.drawPixmap(round(along(self, 14, 20)), (BIG - 20) // 2, sign)
        painter.setPen(QColor(ink))
        painter.setFont(pixels(self.font(), PANEL_PIXELS, bold=self._first))
        room = self.rect().adjusted(*((14, 0, -44, 0) if self.isRightToLeft() else (44, 0, -14, 0)))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.setFont(pixels(self.font(), SMALL_PIXELS))
        painter.setPen(QColor(ink if self._first else theme.muted))
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, self._key)


class ExampleCard(_Button):
    """An example: its picture at the left, its title and what it asks at the right."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__(title)
        self._text = text
        self.setMinimumSize(PICTURE + 120, CARD_HEIGHT)
        grows = QSizePolicy(self.sizePolicy().horizontalPolicy(), QSizePolicy.Policy.Minimum)
        grows.setHeightForWidth(True)  # with its words, which are longer in some languages
        self.setSizePolicy(grows)

    def sizeHint(self) -> QSize:
        return QSize(300, CARD_HEIGHT)

    def _words(self, width: int) -> tuple[WrappedText, WrappedText]:
        """Its title and what it asks, in lines beside the picture."""
        room, turned = width - PICTURE - 24, self.isRightToLeft()
        bold, small = (
            pixels(self.font(), PANEL_PIXELS, bold=True),
            pixels(self.font(), SMALL_PIXELS),
        )
        title = WrappedText(self.text(), bold, room, 17, from_right=turned)
        return title, WrappedText(self._text, small, room, 16, from_right=turned)

    def heightForWidth(self, width: int) -> int:
        """Layouts ask for one width after another, those of further windows, too.

        Wider texts have no more lines: between two widths of one height, all have it.
        """
        key = self.text(), self._text, self.font().key(), self.isRightToLeft()
        if key not in _HEIGHTS and len(_HEIGHTS) >= MOST_CARDS:
            _HEIGHTS.clear()
        known = _HEIGHTS.setdefault(key, {})
        if width not in known:
            below = known[max(narrower)] if (narrower := [w for w in known if w < width]) else 0
            least = known[min(wider)] if (wider := [w for w in known if w > width]) else CARD_HEIGHT
            known[width] = below if below == least else self._height(width)
        return known[width]

    def _height(self, width: int) -> int:
        title, text = self._words(width)
        return max(CARD_HEIGHT, 12 + title.height + 4 + text.height + 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_now(), QPainter(self)
        ground = theme.hover if self.underMouse() else theme.base
        ground = theme.pressed if self.isDown() else ground
        self.paint_box(painter, ROUND, theme.line, ground)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), ROUND, ROUND)
        painter.setClipPath(shape)
        if not self.underMouse():  # under the pointer one fill for all of it
            place = QRectF(along(self, 2, PICTURE - 2), 2, PICTURE - 2, self.height() - 4)
            painter.fillRect(place, QColor(theme.canvas))
        painter.setClipping(False)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), ROUND, ROUND)
        beside = along(self, (PICTURE - THUMBNAIL.width()) / 2, THUMBNAIL.width())
        at = QPointF(beside, (self.height() - THUMBNAIL.height()) / 2)
        painter.drawPixmap(at.toPoint(), self.icon().pixmap(THUMBNAIL, self.devicePixelRatioF()))
        painter.fillRect(
            QRectF(along(self, PICTURE, 1), 2, 1, self.height() - 4), QColor(theme.line)
        )
        title, text = self._words(self.width())
        painter.setPen(QColor(theme.text))
        left = 12 if self.isRightToLeft() else PICTURE + 12
        title.draw(painter, left, 12)
        painter.setPen(QColor(theme.muted))
        text.draw(painter, left, 12 + title.height + 4)


class RecentCard(_Button):
    """A document that was open before: its name, and where it lies."""

    def __init__(self, name: str, folder: str) -> None:
        super().__init__(name)
        self._folder = folder
        self.setFixedHeight(50)

    def sizeHint(self) -> QSize:
        return QSize(240, 50)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_now(), QPainter(self)
        ground = theme.hover if self.underMouse() else theme.base
        self.paint_box(painter, ROUND, theme.line, theme.pressed if self.isDown() else ground)
        picture = QSize(THUMBNAIL.width() * 40 // THUMBNAIL.height(), 40)
        right = self.width() - picture.width() - 6
        shown = self.icon().pixmap(THUMBNAIL, self.devicePixelRatioF())
        if not shown.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            beside = along(self, right, picture.width())
            painter.drawPixmap(QRectF(beside, 5, picture.width(), 40).toRect(), shown)
        self._line(painter, self.text(), pixels(self.font(), PANEL_PIXELS), theme.text, 7, right)
        self._line(painter, self._folder, pixels(self.font(), SMALL_PIXELS), theme.muted, 26, right)

    def _line(
        self, painter: QPainter, text: str, font: QFont, colour: str, top: int, right: int
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        room = QRectF(along(self, 12, right - 18), top, right - 18, 18)
        elided = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideMiddle, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, elided)

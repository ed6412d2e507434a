"""Statements as rows of a card: a sign, a sentence and what it rests on; each row is a button."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from solver.translation import mark, tr
from solver.words.plain_mathematics import plain_text
from widgets.basics.signs import chevron
from widgets.basics.style import LINE, theme_now
from widgets.basics.theme import PANEL_PIXELS, SMALL_PIXELS, Theme
from widgets.basics.tips import plain_tip

LEFT: Final = 38  # of the words, behind the sign
RIGHT: Final = 30  # beside them, before the edge of the card
ABOVE: Final = 8
TITLE_LINE, DETAIL_LINE = 18, 16
CARD_RADIUS: Final = 6
MOST_LINES: Final = 3  # of a detail; the tip has all of it

#: What a sign means, for who cannot see it.
SIGN_WORDS: Final = {
    "good": mark("good"),
    "look": mark("warning"),
    "bad": mark("problem"),
    "plain": "",
}


class WrappedText:
    """A text in lines of some width, all lines of one height."""

    def __init__(
        self, text: str, font: QFont, width: float, line: int, *, from_right: bool = False
    ) -> None:
        self._layout = QTextLayout(text, font)
        option = QTextOption()
        if from_right:
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
            option.setAlignment(Qt.AlignmentFlag.AlignRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.beginLayout()
        y = 0.0
        while (row := self._layout.createLine()).isValid():
            row.setLineWidth(max(20.0, width))
            row.setPosition(QPointF(0, y + (line - row.height()) / 2))
            y += line
        self._layout.endLayout()
        self.height = round(y)

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        self._layout.draw(painter, QPointF(x, y))


def cut_to(text: str, font: QFont, width: float, most: int) -> str:
    """As much of a text as has room in so many lines, cut at a word."""

    def lines(some: str) -> list[int]:
        layout = QTextLayout(some, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        ends = []
        while (row := layout.createLine()).isValid():
            row.setLineWidth(max(20.0, width))
            ends.append(row.textStart() + row.textLength())
        layout.endLayout()
        return ends

    ends = lines(text)
    if len(ends) <= most:
        return text
    cut = text[: ends[most - 1]].rstrip()
    while " " in cut and len(lines(f"{cut} …")) > most:
        cut = cut.rpartition(" ")[0].rstrip(" ,;")
    return f"{cut} …"


def along(widget: QWidget, x: float, width: float = 0) -> float:
    """Where something begins that begins so far from where lines begin, in any direction of writing."""
    return widget.width() - x - width if widget.isRightToLeft() else x


def pixels(font: QFont, size: int, *, bold: bool = False) -> QFont:
    """The same font in another size, perhaps semi-bold."""
    font = QFont(font)
    font.setPixelSize(size)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def paint_sign(painter: QPainter, sign: str, centre: QPointF, theme: Theme) -> None:
    """✓ in a circle, △ with an exclamation mark, ✕ in a circle, or a dot."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    x, y = centre.x(), centre.y()
    colour = {"good": theme.good, "look": theme.warning, "bad": theme.error}.get(sign, theme.muted)
    painter.setPen(QPen(QColor(colour), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    if sign == "good":
        painter.drawEllipse(centre, 7, 7)
        painter.drawPolyline(
            [QPointF(x - 3, y), QPointF(x - 1, y + 2.6), QPointF(x + 3.4, y - 2.6)]
        )
    elif sign == "bad":
        painter.drawEllipse(centre, 7, 7)
        painter.drawLine(QPointF(x - 2.6, y - 2.6), QPointF(x + 2.6, y + 2.6))
        painter.drawLine(QPointF(x - 2.6, y + 2.6), QPointF(x + 2.6, y - 2.6))
    elif sign == "look":
        corners = [QPointF(x, y - 6.5), QPointF(x + 8, y + 6.5), QPointF(x - 8, y + 6.5)]
        painter.drawPolygon(QPolygonF(corners))
        painter.drawLine(QPointF(x, y - 1.6), QPointF(x, y + 2))
        painter.drawPoint(QPointF(x, y + 4.4))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(centre, 2.6, 2.6)
    painter.restore()


class CardRow(QAbstractButton):
    """A row of a card.  Its height follows from its width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # painted anew
        self.first = self.last = False

    def height_for(self, width: int) -> int:
        """How high the row is where it is so wide."""
        raise NotImplementedError

    def paint_ground(self, painter: QPainter, *, chosen: bool) -> None:
        """The ground of the row by its state, and the focus."""
        theme = theme_now()
        rect = self.rect()
        if chosen:
            painter.fillRect(rect, QColor(theme.tint))
            edge = round(along(self, 0, LINE))
            painter.fillRect(QRect(edge, 0, LINE, rect.height()), QColor(theme.accent))
        elif self.isDown():
            painter.fillRect(rect, QColor(theme.pressed))
        elif self.underMouse() and self.isEnabled():
            painter.fillRect(rect, QColor(theme.hover))
        if self.hasFocus():
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), CARD_RADIUS, CARD_RADIUS)
            painter.restore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened()
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # the card goes from row to row
            return
        super().keyPressEvent(event)

    def opened(self) -> None:
        """Return was pressed."""
        self.click()


class StatementRow(CardRow):
    """One statement with its sign; two lines, or one where there is little room."""

    def __init__(
        self,
        sign: str,
        title: str,
        detail: str,
        *,
        opens: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.sign, self.title, self.detail = sign, plain_text(title), plain_text(detail)
        self._opens = opens
        self._compact = False
        self.is_chosen = False  # what it opens is open
        word = tr(SIGN_WORDS[sign])
        told = ", ".join(part for part in (self.title, self.detail) if part)
        self.setAccessibleName(f"{word}: {told}" if word else told)
        self.setText(self.title)

    def set_compact(self, compact: bool) -> None:
        """Leave the second line out, or not; the tip has it then."""
        self._compact = compact
        self.setToolTip(plain_tip(self.detail) if compact and self.detail else "")
        self.update()

    def _texts(self, width: int) -> tuple[WrappedText, WrappedText | None]:
        room, turned = width - LEFT - RIGHT, self.isRightToLeft()
        bold, small = (
            pixels(self.font(), PANEL_PIXELS, bold=True),
            pixels(self.font(), SMALL_PIXELS),
        )
        title = WrappedText(self.title, bold, room, TITLE_LINE, from_right=turned)
        if self._compact or not self.detail:
            return title, None
        told = cut_to(self.detail, small, room, MOST_LINES)
        return title, WrappedText(told, small, room, DETAIL_LINE, from_right=turned)

    def height_for(self, width: int) -> int:
        title, detail = self._texts(width)
        if detail is not None:
            small, room = pixels(self.font(), SMALL_PIXELS), width - LEFT - RIGHT
            is_cut = cut_to(self.detail, small, room, MOST_LINES) != self.detail
            self.setToolTip(plain_tip(self.detail) if is_cut else "")
        beside = 7 if detail is None else ABOVE
        return title.height + (detail.height if detail else 0) + 2 * beside

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_now(), QPainter(self)
        self.paint_ground(painter, chosen=self.is_chosen)
        title, detail = self._texts(self.width())
        top = 7 if detail is None else ABOVE
        middle = top + TITLE_LINE / 2
        enabled = self.isEnabled()
        sign = self.sign if enabled else "plain"
        paint_sign(painter, sign, QPointF(along(self, 19), middle), theme)
        turned = self.isRightToLeft()
        left = RIGHT if turned else LEFT
        painter.setPen(QColor(theme.text if enabled else theme.muted))
        title.draw(painter, left, top)
        if detail is not None:
            painter.setPen(QColor(theme.muted))
            detail.draw(painter, left, top + title.height)
        if self._opens:
            place = QRectF(along(self, self.width() - 26, 18), middle - 9, 18, 18)
            chevron(painter, place, theme.muted, right=not turned, left=turned)


class RowCard(QWidget):
    """Rows below each other in one box; the arrows go from one to the next.

    A box layout would not give a row the height that its wrapped text needs, so that each gets a
    fixed one whenever the width changes.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._rows: list[CardRow] = []

    @property
    def rows(self) -> Sequence[CardRow]:
        """The rows from the top down."""
        return tuple(self._rows)

    def show_rows(self, rows: Sequence[CardRow]) -> None:
        """Show these instead of those there were."""
        focused = next((n for n, row in enumerate(self._rows) if row.hasFocus()), None)
        for row in self._rows:
            row.hide()
            row.setParent(None)
            row.deleteLater()
        self._rows = list(rows)
        for row in rows:
            row.setParent(self)
            row.show()
        if focused is not None and rows:
            rows[min(focused, len(rows) - 1)].setFocus()
        self.setVisible(bool(rows))
        self.place()

    def place(self) -> None:
        """Give each row its height."""
        y, inside = 1, self.width() - 2
        for number, row in enumerate(self._rows):
            height = row.height_for(inside)
            row.setGeometry(1, y, inside, height)
            y += height + (1 if number < len(self._rows) - 1 else 0)
        self.setFixedHeight(y + 1)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self.place()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_now(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.setBrush(QColor(theme.base))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, CARD_RADIUS, CARD_RADIUS)
        for row in self._rows[:-1]:
            y = row.geometry().bottom() + 1
            painter.fillRect(QRect(1, y, self.width() - 2, 1), QColor(theme.line))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        here = next((n for n, row in enumerate(self._rows) if row.hasFocus()), None)
        if step is None or here is None or not 0 <= here + step < len(self._rows):
            super().keyPressEvent(event)
            return
        self._rows[here + step].setFocus(Qt.FocusReason.TabFocusReason)

"""A chart on a page: read by hovering, chosen by clicking, taken away as picture or as numbers."""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from solver.charts.chart import Chart
from solver.charts.layout import lay_out, natural_height
from solver.charts.marks import ChartLayout, MarkWords, Spot
from solver.document.style import USUAL
from solver.translation import tr
from solver.words.plain_mathematics import plain_text
from widgets.basics.qt_letters import qt_faces
from widgets.basics.style import theme_now
from widgets.basics.theme import Theme
from widgets.basics.tips import plain_tip
from widgets.canvas.items.painter_surface import PainterSurface
from widgets.charts.chart_painting import draw, measure
from widgets.drawing.drawing_theme import drawing_theme

NEAR: Final = 5.0  # pixels around a spot
MOST_TOLD: Final = 60  # rows of numbers in the description for who cannot see the chart
LEAST: Final = 260
PALE: Final = 0.4  # of the ink of what is muted, but for its words
MUTED: Final = {"text": "muted", "canvas": "text"}  # roles of words in what is muted


class ChartView(QWidget):
    """Shows one chart as wide as there is room.

    ``hovered`` and ``chosen`` carry the key of the spot; ``picked`` the numbers on the axes where
    somebody clicked beside all spots or on one: (x, y, key of the plot).  By keyboard the arrows go
    from spot to spot, Return chooses.  ``export_wanted``, ``copy_wanted`` and
    ``table_wanted`` carry the chart, ``text_wanted`` the chart as a figure for a paper, and
    ``talk_wanted`` a chart that is to be a step of the talk.
    """

    hovered = Signal(object)  # a key, or None
    chosen = Signal(object)  # a key
    picked = Signal(float, float, object)
    told = Signal(str)  # what a spot says that the keys have come to
    export_wanted = Signal(object)  # a Chart
    copy_wanted = Signal(object)  # a Chart: as a picture
    table_wanted = Signal(object)  # a Chart: its numbers as CSV
    text_wanted = Signal(object)  # a Chart: as a LaTeX figure
    talk_wanted = Signal(object)  # a Chart

    def __init__(
        self, name: str, parent: QWidget | None = None, *, height: int | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._height = height
        self._chart: Chart | None = None
        self._laid: tuple[float, float, Theme, ChartLayout] | None = None
        self._spot: Spot | None = None  # under the pointer
        self._at = -1  # the spot that the keys have gone to
        self._muted = False
        self.has_question = False  # whether it can be asked for again, in a talk

    # -------------------------------------------------------------------------- content

    @property
    def chart(self) -> Chart | None:
        return self._chart

    def show_chart(self, chart: Chart | None) -> None:
        """Show this, or nothing."""
        if chart == self._chart:
            return
        self._chart, self._laid, self._at = chart, None, -1
        if chart is None:
            self.setAccessibleDescription("")
        else:
            table = chart.table()
            lines = [", ".join(row) for row in table.rows[:MOST_TOLD]]
            left = len(table.rows) - len(lines)
            more = [tr("and {left} more").format(left=left)] if left else []
            words = [chart.title, chart.description, ", ".join(table.heads), *lines, *more]
            self.setAccessibleDescription(plain_text("\n".join(word for word in words if word)))
        self.updateGeometry()
        self.update()

    def set_height(self, height: int) -> None:
        """How high it is where its chart does not say."""
        if height != self._height:
            self._height = height
            self.updateGeometry()

    def show_muted(self, muted: bool) -> None:
        """While something newer is worked out, what is shown is shown muted."""
        if muted != self._muted:
            self._muted = muted
            self.update()

    def sizeHint(self) -> QSize:
        width = max(LEAST, self.width())
        high = self._height
        if high is None:
            high = 40 if self._chart is None else int(natural_height(self._chart, width))
        return QSize(LEAST, high)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST, self.sizeHint().height())

    @property
    def layout_now(self) -> ChartLayout | None:
        """Where everything stands now."""
        if self._chart is None:
            return None
        theme = _theme()
        width, height = float(max(LEAST, self.width())), float(self.height())
        if self._laid is None or self._laid[:3] != (width, height, theme):
            laid = lay_out(self._chart, width, height, measure(theme), titled=False)
            self._laid = width, height, theme, laid
        return self._laid[3]

    def paintEvent(self, event: QPaintEvent) -> None:
        laid = self.layout_now
        if laid is None:
            return
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
        )
        theme, surface = _theme(), PainterSurface(painter)
        for mark in laid.marks:
            if not self._muted:
                draw(surface, mark, theme)
            elif isinstance(mark, MarkWords):  # which can still be read
                painter.setOpacity(1.0)
                draw(surface, mark._replace(role=MUTED.get(mark.role, mark.role)), theme)
            else:
                painter.setOpacity(PALE)
                draw(surface, mark, theme)
        painter.setOpacity(1.0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        accent = QColor(theme.accent)
        if self.hasFocus():
            painter.setPen(QPen(accent, 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
            if 0 <= self._at < len(laid.spots):
                spot = laid.spots[self._at]
                around = QRectF(spot.left, spot.top, spot.right - spot.left, spot.bottom - spot.top)
                painter.drawRect(around.adjusted(-2, -2, 2, 2))

    # -------------------------------------------------------------------------- pointer

    def _found(self, at: QPointF) -> Spot | None:
        laid = self.layout_now
        if laid is None:
            return None
        x, y = at.x(), at.y()
        exact = next((spot for spot in laid.spots if spot.has(x, y)), None)
        return exact or next((spot for spot in laid.spots if spot.has(x, y, NEAR)), None)

    def _hover(self, spot: Spot | None) -> None:
        before = None if self._spot is None else self._spot.key
        self._spot = spot
        now = None if spot is None else spot.key
        if now != before:
            self.hovered.emit(now)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._found(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        laid = self.layout_now
        if event.button() != Qt.MouseButton.LeftButton or laid is None:
            return
        at = event.position()
        spot = self._found(at)
        if spot is not None and spot.key is not None:
            self.chosen.emit(spot.key)
        for plot in laid.plots:
            if plot.has(at.x(), at.y()):
                self.picked.emit(*plot.at(at.x(), at.y()), plot.key)
                break

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = self._found(QPointF(event.pos()))
            if spot is None or not spot.words:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), plain_tip(spot.words), self)
            return True
        return super().event(event)

    # ------------------------------------------------------------------------- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        laid, key = self.layout_now, Qt.Key(event.key())
        spots = () if laid is None else laid.spots
        steps = {
            Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1
        }  # fmt: skip
        if spots and key in steps:
            self._at = min(max(self._at + steps[key], 0), len(spots) - 1)
            self._hover(spots[self._at])
            self._tell(plain_text(spots[self._at].words))
            self.update()
        elif spots and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._at >= 0:
            if spots[self._at].key is not None:
                self.chosen.emit(spots[self._at].key)
        elif key == Qt.Key.Key_C and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.copy_table()
        else:
            super().keyPressEvent(event)

    def _tell(self, words: str) -> None:
        """Say what the keys have come to: to a screen reader, and to whoever shows it."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self.told.emit(words)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._hover(None)

    # ---------------------------------------------------------------------- taking away

    def copy_table(self) -> None:
        """The numbers on the clipboard, as spreadsheets paste them."""
        if self._chart is not None:
            QGuiApplication.clipboard().setText(self._chart.table().text())

    def menu(self) -> QMenu:
        """What can be done with the chart."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._chart is not None:
            menu.addAction(tr("&Copy the chart")).triggered.connect(
                lambda: self.copy_wanted.emit(self._chart)
            )
            menu.addAction(tr("&Export the chart…")).triggered.connect(
                lambda: self.export_wanted.emit(self._chart)
            )
            menu.addAction(tr("Copy as &LaTeX")).triggered.connect(
                lambda: self.text_wanted.emit(self._chart)
            )
            if self.has_question:
                menu.addAction(tr("Show in the &talk")).triggered.connect(
                    lambda: self.talk_wanted.emit(self._chart)
                )
            menu.addSeparator()
            menu.addAction(tr("Copy the &numbers")).triggered.connect(self.copy_table)
            menu.addAction(tr("&Save the numbers as CSV…")).triggered.connect(
                lambda: self.table_wanted.emit(self._chart)
            )
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._chart is not None:
            self.menu().popup(event.globalPos())


def _theme() -> Theme:
    """The program’s, with letters that Qt measures."""
    return drawing_theme(USUAL, theme_now(), qt_faces)

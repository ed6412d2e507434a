"""Small signs that controls are drawn with (a chevron, a box that is ticked, a round one), and the room that they have."""

from functools import cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOption, QWidget

from widgets.basics.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHeaderView, QTableView

_S = QStyle.StateFlag
_T = QStyle.ContentsType
CONTROL: Final = 28  # pixels, the height of a control
AIR: Final = 3  # pixels more on either side
#: How high controls are at least.
LEAST_HIGH: Final = {
    _T.CT_PushButton: CONTROL,
    _T.CT_LineEdit: CONTROL,
    _T.CT_ComboBox: CONTROL,
    _T.CT_SpinBox: CONTROL,
    _T.CT_MenuBarItem: CONTROL,
    _T.CT_TabBarTab: 35,
    _T.CT_ItemViewItem: 24,
}


def air_of(widget: QWidget | None) -> int:
    """How much more room there is beside words in tables with lines, and in their heads."""
    heads, tables = _tables()
    table = widget.parentWidget() if isinstance(widget, heads) else widget
    return AIR if isinstance(table, tables) and table.showGrid() else 0


@cache
def _tables() -> "tuple[type[QHeaderView], type[QTableView]]":
    """Which the first picture has none of; asked for each cell, so that they are named once."""
    from PySide6.QtWidgets import QHeaderView, QTableView

    return QHeaderView, QTableView


def chevron(
    painter: QPainter, rect: QRectF, colour: str, *, right: bool = False, left: bool = False
) -> None:
    """A small angle in the middle of a rectangle, pointing down, or to a side."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 1.4))
    x, y = rect.center().x(), rect.center().y()
    if right or left:
        by = 2 if right else -2
        points = [(x - by, y - 4), (x + by, y), (x - by, y + 4)]
    else:
        points = [(x - 4, y - 2), (x, y + 2), (x + 4, y - 2)]
    painter.drawPolyline([QPointF(*point) for point in points])
    painter.restore()


def paint_check(option: QStyleOption, painter: QPainter, theme: Theme) -> None:
    """A box, ticked or not."""
    rect = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)
    enabled = bool(option.state & _S.State_Enabled)
    on = bool(option.state & _S.State_On)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.edge if enabled else theme.line), 1))
    painter.setBrush(QColor(theme.accent if on and enabled else theme.base))
    painter.drawRoundedRect(rect, 3, 3)
    if on:
        mark = QPen(QColor(theme.on_accent if enabled else theme.disabled), 1.8)
        painter.setPen(mark)
        x, y, w, h = rect.x(), rect.y(), rect.width(), rect.height()
        points = [(0.22, 0.52), (0.42, 0.72), (0.78, 0.28)]
        painter.drawPolyline([QPointF(x + a * w, y + b * h) for a, b in points])
    elif option.state & _S.State_NoChange:
        painter.setPen(QPen(QColor(theme.accent), 2))
        middle = rect.center().y()
        painter.drawLine(QPointF(rect.left() + 3, middle), QPointF(rect.right() - 3, middle))
    painter.restore()


def paint_radio(option: QStyleOption, painter: QPainter, theme: Theme) -> None:
    """A round box, chosen or not."""
    rect = QRectF(option.rect).adjusted(0.8, 0.8, -0.8, -0.8)
    enabled = bool(option.state & _S.State_Enabled)
    on = bool(option.state & _S.State_On)
    line = theme.accent if on and enabled else theme.edge if enabled else theme.line
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(line), 2 if on else 1.6))  # a thinner ring comes out paler
    painter.setBrush(QColor(theme.base))
    painter.drawEllipse(rect)
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(line))
        painter.drawEllipse(rect.center(), rect.width() / 4, rect.height() / 4)
    painter.restore()

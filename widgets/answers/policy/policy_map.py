"""The map of all policies with two free probabilities: a unit square with the undominated marked."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from solver.analyses.policy_faces.fixed_total import TotalCurve
from solver.analyses.policy_faces.policies_over_two import Judged
from solver.analyses.policy_faces.undominated_policies import Square
from solver.translation import tr
from widgets.basics.bars.share_slider import snapped, stepped
from widgets.basics.tips import plain_tip

ZERO, ONE = Fraction(0), Fraction(1)
SIDE: Final = 150.0, 320.0  # at least, at most
STEP: Final = 25.0
LEFT: Final = 42.0
TOP: Final = 10.0
BELOW: Final = 36.0
NEAR: Final = 7.0  # pixels from a side at which the side itself is meant
HEAVY: Final = 4.5
SAMPLES: Final = 96

Point = tuple[Fraction, Fraction]


class PolicyMap(QWidget):
    """Hover to read a policy, click or drag to set it; the arrow keys move it.

    Heavy sides, filled corners and a dotted inside are undominated; thin, hollow and hatched ones
    are dominated; of dashed sides and a plain inside it depends on the policy, and small dots are
    policies that were asked: filled where undominated.  A dashed line has the policies that meet a held
    total.
    """

    picked = Signal(object, str)  # (x, y), and the gesture
    hovered = Signal(object)  # (x, y), or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("policy map")
        self.setAccessibleName(tr("Map of all policies"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.side = SIDE[0]
        self._square: Square | None = None
        self._judged: Judged | None = None
        self._at: Point = (ZERO, ZERO)
        self._better: Point | None = None
        self._curves: tuple[TotalCurve, ...] = ()
        self._given: Square | None = None
        self._names = ("", "")
        self._hover: Point | None = None
        self._held = False
        self._gestures = 0

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(int(LEFT + self.side + 12), int(TOP + self.side + BELOW))

    def set_room(self, side: float) -> None:
        """How long its sides may be; they do not change for a little."""
        self.side = min(max(SIDE[0], side // STEP * STEP), SIDE[1])
        self.updateGeometry()
        self.update()

    def show_square(self, judged: Judged, across: str, up: str) -> None:
        """Which cells are undominated, and what the two probabilities are of."""
        self._judged, self._square, self._names = judged, judged.square, (across, up)
        self.setToolTip(
            plain_tip(tr("Across: {across}\nUp: {up}").format(across=across, up=up))
        )  # what is too long for the sides
        self.update()

    def show_policy(self, at: Point, better: Point | None) -> None:
        """Where the stated policy is, and where a better one is."""
        self._at, self._better = at, better
        self.setAccessibleDescription(tr("x is {at}, y is {at2}").format(at=at[0], at2=at[1]))
        self.update()

    def show_curves(self, curves: Sequence[TotalCurve], given: Square | None) -> None:
        """The policies that meet a total, and which cells are undominated among those that do.

        Where opinions differ about the total there are several: policies that meet it are on all of them.
        """
        self._curves, self._given = tuple(curves), given if len(curves) == 1 else None
        self.update()

    # ------------------------------------------------------------------------ painting

    def _place(self, x: float, y: float) -> QPointF:
        return QPointF(LEFT + x * self.side, TOP + (1 - y) * self.side)

    def _colour(self, role: QPalette.ColorRole) -> QColor:
        return self.palette().color(role)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._square is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_cells(painter, self._square)
        self._paint_axes(painter)
        for curve in self._curves:
            self._paint_curve(painter, curve)
        self._paint_policies(painter)
        if self.hasFocus():
            painter.setPen(QPen(self._colour(QPalette.ColorRole.Accent), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(LEFT - 8, TOP - 8, self.side + 16, self.side + 16))

    def _paint_cells(self, painter: QPainter, square: Square) -> None:
        accent, line = (
            self._colour(QPalette.ColorRole.Accent),
            self._colour(QPalette.ColorRole.Mid),
        )
        inside = QRectF(self._place(0, 1), self._place(1, 0))
        painter.fillRect(inside, self._colour(QPalette.ColorRole.Base))
        if square.undominated[1, 1]:
            soft = QColor(accent)
            soft.setAlpha(60)
            painter.fillRect(inside, soft)
            painter.fillRect(inside, QBrush(accent, Qt.BrushStyle.Dense6Pattern))
        elif square.undominated[1, 1] is False:
            painter.fillRect(inside, QBrush(line, Qt.BrushStyle.BDiagPattern))
        ends = {
            (0, 1): (0, 0, 0, 1),
            (2, 1): (1, 0, 1, 1),
            (1, 0): (0, 0, 1, 0),
            (1, 2): (0, 1, 1, 1),
        }
        ink = self._colour(QPalette.ColorRole.Text)
        self._paint_asked(painter)
        for cell, (x0, y0, x1, y1) in ends.items():
            kept = square.undominated[cell]
            pen = QPen(accent if kept else ink, HEAVY if kept else 1.0)
            if kept is None:
                pen.setStyle(Qt.PenStyle.DashLine)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawLine(self._place(x0, y0), self._place(x1, y1))
        for i in (0, 2):
            for j in (0, 2):
                kept = square.undominated[i, j]
                painter.setPen(QPen(accent if kept else ink, 1.2))
                painter.setBrush(accent if kept else self._colour(QPalette.ColorRole.Base))
                radius = 4.0 if kept else 3.0
                painter.drawEllipse(self._place(i / 2, j / 2), radius, radius)

    def _paint_asked(self, painter: QPainter) -> None:
        """Policies that were asked one by one, where a cell does not tell."""
        asked = {} if self._judged is None else self._judged.one_by_one
        accent = self._colour(QPalette.ColorRole.Accent)
        for (x, y), kept in asked.items():
            line = accent if kept else self._colour(QPalette.ColorRole.Text)
            painter.setPen(QPen(line, 1))
            painter.setBrush(accent if kept else self._colour(QPalette.ColorRole.Base))
            radius = 3.2 if kept else 2.2
            painter.drawEllipse(self._place(float(x), float(y)), radius, radius)

    def _paint_axes(self, painter: QPainter) -> None:
        painter.setPen(self._colour(QPalette.ColorRole.Text))
        centre = Qt.AlignmentFlag.AlignCenter
        low = self._place(0, 0)
        painter.drawText(QRectF(low.x() - 10, low.y() + 5, 20, 14), centre, "0")
        painter.drawText(QRectF(low.x() + self.side - 10, low.y() + 5, 20, 14), centre, "1")
        painter.drawText(QRectF(low.x() - 20, low.y() - 8, 14, 16), centre, "0")
        painter.drawText(QRectF(low.x() - 20, low.y() - self.side - 8, 14, 16), centre, "1")
        metrics, right = self.fontMetrics(), Qt.TextElideMode.ElideRight
        across, up = self._names
        room = QRectF(LEFT - 12, low.y() + 17, self.side + 24, 18)
        painter.drawText(room, centre, metrics.elidedText(across, right, int(room.width())))
        painter.save()
        painter.translate(8, low.y() - self.side / 2)
        painter.rotate(-90)
        room = QRectF(-self.side / 2 - 8, -8, self.side + 16, 16)
        painter.drawText(room, centre, metrics.elidedText(up, right, int(room.width())))
        painter.restore()

    def _paint_curve(self, painter: QPainter, curve: TotalCurve) -> None:
        kept = self._given is not None and self._given.undominated[1, 1]
        role = QPalette.ColorRole.Accent if kept else QPalette.ColorRole.Text
        style = Qt.PenStyle.SolidLine if kept else Qt.PenStyle.DashLine
        pen = QPen(self._colour(role), 3.0 if kept else 1.6, style)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for points in curve.drawn(SAMPLES):
            painter.drawPolyline(QPolygonF([self._place(x, y) for x, y in points]))
        if self._given is None:
            return
        accent = self._colour(QPalette.ColorRole.Accent)
        for x, y in curve.on_sides:
            if self._given.at(x, y):
                painter.setPen(QPen(accent, 2))
                painter.setBrush(self._colour(QPalette.ColorRole.Base))
                place = self._place(float(x), float(y))
                painter.drawRect(QRectF(place.x() - 5, place.y() - 5, 10, 10))

    def _paint_policies(self, painter: QPainter) -> None:
        ink = self._colour(QPalette.ColorRole.Text)
        here = self._place(*map(float, self._at))
        if self._better is not None:
            there = self._place(*map(float, self._better))
            painter.setPen(QPen(ink, 1.5))
            painter.drawLine(here, there)
            self._paint_head(painter, here, there)
        if self._hover is not None:
            painter.setPen(QPen(ink, 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(self._place(*map(float, self._hover)), 6, 6)
        painter.setPen(QPen(self._colour(QPalette.ColorRole.Base), 1.5))
        painter.setBrush(ink)
        painter.drawEllipse(here, 5.5, 5.5)

    @staticmethod
    def _paint_head(painter: QPainter, start: QPointF, end: QPointF) -> None:
        along = end - start
        length = (along.x() ** 2 + along.y() ** 2) ** 0.5
        if length < 12:
            return
        unit = along / length
        across = QPointF(-unit.y(), unit.x())
        foot = end - unit * 9
        painter.setBrush(painter.pen().color())
        painter.drawPolygon(QPolygonF([end, foot + across * 4, foot - across * 4]))

    # ------------------------------------------------------------------------- pointer

    def _point(self, place: QPointF) -> Point:
        """The simple fractions nearest to a place; close to a side, the side itself."""
        x, y = (place.x() - LEFT) / self.side, 1 - (place.y() - TOP) / self.side
        return self._share(x), self._share(y)

    def _share(self, at: float) -> Fraction:
        if at * self.side < NEAR:
            return ZERO
        return ONE if (1 - at) * self.side < NEAR else snapped(Fraction(at), self.side)

    def _show_hover(self, point: Point | None) -> None:
        if point != self._hover:
            self._hover = point
            self.hovered.emit(point)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._square is not None:
            self._held = True
            self._pick(self._point(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = self._point(event.position())
        if self._held:
            self._pick(point)
        inside = QRectF(LEFT - NEAR, TOP - NEAR, self.side + 2 * NEAR, self.side + 2 * NEAR)
        self._show_hover(point if inside.contains(event.position()) else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = False
        self._gestures += 1

    def leaveEvent(self, event: QEvent) -> None:
        self._show_hover(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        fine = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        x, y = self._at
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            x = stepped(x, key, fine) or ZERO
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            y = stepped(y, key, fine) or ZERO
        else:
            super().keyPressEvent(event)
            return
        self._pick((x, y))
        if not event.isAutoRepeat():
            self._gestures += 1

    def _pick(self, point: Point) -> None:
        if point != self._at:
            self.picked.emit(point, f"map {id(self)} {self._gestures}")

"""What a tree is drawn onto to become a list, which writers of other languages read.

It takes the same few commands as QPainter and the writer of SVG (see `widgets.canvas.items.surface`).
Texts come with what they say and the room they have, not letter by letter.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainterPath, QPen, QPolygonF

from solver.page.drawing_list import (
    DrawingList,
    DrawnBox,
    DrawnDisc,
    DrawnGroup,
    DrawnMark,
    DrawnText,
    DrawnWay,
    Pen,
    Place,
    Run,
)

_DASHES: Final = {Qt.PenStyle.DashLine: "dash", Qt.PenStyle.DotLine: "dot"}
_JOINS: Final = {Qt.PenJoinStyle.RoundJoin: "round", Qt.PenJoinStyle.MiterJoin: "miter"}
_ELEMENT: Final = QPainterPath.ElementType


class ListSurface:
    """Collects what is drawn, in groups, every place on the page's own grid."""

    def __init__(self) -> None:
        self._groups = [DrawnGroup("", "", [])]
        self._ground = ""
        self._pen: Pen | None = None
        self._fill = ""
        self._text = "#000000"
        self._font: QFont | None = None
        self._moved = (0.0, 0.0, 1.0)  # to the right, down, and how much larger
        self._kept: list[tuple[float, float, float]] = []

    def listed(self, width: float, height: float) -> DrawingList:
        """What was drawn on a page of this size."""
        groups = tuple(group for group in self._groups if group.name or group.marks)
        return DrawingList(width, height, self._ground, groups)

    def begin(self, name: str, kind: str, words: str = "", place: QPointF | None = None) -> None:
        """Open a group whose content is drawn around a place; ``words`` are for who cannot see it."""
        self._groups.append(DrawnGroup(name, kind, []))
        self.save()
        if place is not None:
            self.translate(place.x(), place.y())

    def end(self) -> None:
        self._groups.append(DrawnGroup("", "", []))
        self.restore()

    def add_text(
        self,
        at: Place,
        runs: tuple[Run, ...],
        room: float,
        font: QFont,
        colour: str,
        indent: float,
    ) -> None:
        """A line of text; see `DrawnText`."""
        larger = self._moved[2]
        size = font.pixelSize() * larger
        self._add(
            DrawnText(
                self._at(*at), runs, room * larger, size, _hex(colour), indent, bold=font.bold()
            )
        )

    # ------------------------------------------------------------ as QPainter has them

    def save(self) -> None:
        self._kept.append(self._moved)

    def restore(self) -> None:
        self._moved = self._kept.pop()

    def translate(self, x: float, y: float) -> None:
        right, down, larger = self._moved
        self._moved = right + x * larger, down + y * larger, larger

    def scale(self, x: float, y: float) -> None:
        right, down, larger = self._moved
        self._moved = right, down, larger * x

    def setPen(self, pen: QPen | QColor | Qt.PenStyle) -> None:
        if isinstance(pen, QColor):
            self._text = pen.name()
            self._pen = Pen(self._text, 1.0)
        elif isinstance(pen, QPen):
            self._text = pen.color().name()
            dash, join = _DASHES.get(pen.style(), ""), _JOINS.get(pen.joinStyle(), "bevel")
            self._pen = Pen(self._text, pen.widthF(), dash, join)
        else:
            self._pen = None

    def setBrush(self, brush: QColor | Qt.BrushStyle) -> None:
        self._fill = brush.name() if isinstance(brush, QColor) else ""

    def setFont(self, font: QFont) -> None:
        self._font = font

    def fillRect(self, rect: QRectF, colour: QColor) -> None:
        self._ground = colour.name()

    def drawPath(self, path: QPainterPath) -> None:
        self._add(DrawnWay(self._steps(path), self._stroke(), self._fill))

    def drawLine(self, start: QPointF, end: QPointF) -> None:
        self._way((start, end))

    def drawPolyline(self, points: Sequence[QPointF]) -> None:
        self._way(points)

    def drawRect(self, rect: QRectF) -> None:
        self.drawRoundedRect(rect, 0.0, 0.0)

    def drawRoundedRect(self, rect: QRectF, x: float, y: float) -> None:
        begin, end = self._at(rect.left(), rect.top()), self._at(rect.right(), rect.bottom())
        self._add(DrawnBox(*begin, *end, self._stroke(), self._fill, x * self._moved[2]))

    def drawEllipse(self, centre: QPointF, rx: float, ry: float) -> None:
        place = self._at(centre.x(), centre.y())
        self._add(DrawnDisc(place, rx * self._moved[2], self._stroke(), self._fill))

    def drawPolygon(self, polygon: QPolygonF) -> None:
        corners = [self._at(p.x(), p.y()) for p in polygon.toList()]
        steps = [("M" if number == 0 else "L", at) for number, at in enumerate(corners)]
        self._add(DrawnWay((*steps, ("Z", ())), self._stroke(), self._fill))

    def drawText(self, at: QPointF, text: str) -> None:
        if self._font is not None and text:
            wide = QFontMetricsF(self._font).horizontalAdvance(text)
            self.add_text((at.x(), at.y()), (Run(text),), wide, self._font, self._text, 0.0)

    # ------------------------------------------------------------------------- our own

    def _add(self, mark: DrawnMark) -> None:
        self._groups[-1].marks.append(mark)

    def _way(self, points: Sequence[QPointF]) -> None:
        steps = [
            ("L" if number else "M", self._at(p.x(), p.y())) for number, p in enumerate(points)
        ]
        self._add(DrawnWay(tuple(steps), self._stroke()))

    def _at(self, x: float, y: float) -> Place:
        right, down, larger = self._moved
        return right + x * larger, down + y * larger

    def _stroke(self) -> Pen | None:
        return (
            None
            if self._pen is None
            else self._pen._replace(width=self._pen.width * self._moved[2])
        )

    def _steps(self, path: QPainterPath) -> tuple[tuple[str, tuple[float, ...]], ...]:
        found: list[tuple[str, tuple[float, ...]]] = []
        i = 0
        while i < path.elementCount():
            element = path.elementAt(i)
            here = self._at(element.x, element.y)
            if element.type == _ELEMENT.CurveToElement:  # two control points and its end
                b, c = path.elementAt(i + 1), path.elementAt(i + 2)
                found.append(("C", (*here, *self._at(b.x, b.y), *self._at(c.x, c.y))))
                i += 2
            else:
                found.append(("M" if element.type == _ELEMENT.MoveToElement else "L", here))
            i += 1
        return tuple(found)


def _hex(colour: str) -> str:
    return QColor(colour).name()

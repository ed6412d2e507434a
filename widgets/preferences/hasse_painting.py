"""What a Hasse diagram looks like: where its outcomes and lines are, and how they are painted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import hypot
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPainterPathStroker, QPen

from solver.document.model import Document
from solver.page.scale_shades import shades
from solver.preferences.hasse_covers import CoverEdge, Covers
from solver.preferences.hasse_layout import Layers
from widgets.basics.qt_letters import canvas_font, metrics
from widgets.basics.theme import LIGHT, PANEL_PIXELS, Theme
from widgets.preferences.stating import short_names

CHIP: Final = 24.0  # the height of an outcome
WIDEST: Final = 210.0
NARROWEST: Final = 32.0
BETWEEN: Final = 16.0  # equally good outcomes, with a ~ between them
AROUND: Final = 4.0  # them
MARGIN: Final = 14.0
NEAR: Final = 12.0  # how thick a line is for the mouse


def chip_width(called: str) -> float:
    """How wide an outcome is drawn."""
    return min(WIDEST, max(NARROWEST, metrics(PANEL_PIXELS).horizontalAdvance(called) + 24))


def place_widths(found: Covers, names: Mapping[str, str]) -> list[float]:
    """How wide the places of a diagram are; ``names`` is what the outcomes are called."""
    return [
        sum(chip_width(names[id_]) for id_ in place)
        + (len(place) - 1) * BETWEEN
        + (2 * AROUND if len(place) > 1 else 0)
        for place in found.places
    ]


@dataclass
class HasseSketch:
    """Outcomes and lines in their places, from (0, 0) with a margin around."""

    chips: dict[str, QRectF] = field(default_factory=dict)
    boxes: list[QRectF] = field(default_factory=list)  # around equally good outcomes
    signs: list[QRectF] = field(default_factory=list)  # the ~ between them
    lines: list[tuple[CoverEdge, QPainterPath]] = field(default_factory=list)
    size: tuple[float, float] = (0.0, 0.0)

    @classmethod
    def of(cls, found: Covers, laid: Layers, names: Mapping[str, str]) -> "HasseSketch":
        """The sketch of a relation that is laid out."""
        sketch = cls()
        half = MARGIN + CHIP / 2 + AROUND
        for place, (x, y) in zip(found.places, laid.centres, strict=True):
            sketch._add_place(place, QPointF(x + MARGIN, y + half), names)
        for edge, bends in zip(found.edges, laid.bends, strict=True):
            above, below = found.places[edge.above], found.places[edge.below]
            points = [sketch._middle(above), *(QPointF(x + MARGIN, y + half) for x, y in bends)]
            sketch.lines.append((edge, _line([*points, sketch._middle(below)], edge.covers)))
        sketch.size = (laid.width + 2 * MARGIN, laid.height + 2 * half)
        return sketch

    def _add_place(self, place: Sequence[str], centre: QPointF, names: Mapping[str, str]) -> None:
        widths = [chip_width(names[id_]) for id_ in place]
        total = sum(widths) + (len(place) - 1) * BETWEEN
        left = centre.x() - total / 2
        for id_, width in zip(place, widths, strict=True):
            self.chips[id_] = QRectF(left, centre.y() - CHIP / 2, width, CHIP)
            left += width
            if id_ != place[-1]:
                self.signs.append(QRectF(left, centre.y() - CHIP / 2, BETWEEN, CHIP))
            left += BETWEEN
        if len(place) > 1:
            box = QRectF(centre.x() - total / 2, centre.y() - CHIP / 2, total, CHIP)
            self.boxes.append(box.adjusted(-AROUND, -AROUND, AROUND, AROUND))

    def _middle(self, place: Sequence[str]) -> QPointF:
        return self.chips[place[0]].united(self.chips[place[-1]]).center()

    def outcome_at(self, point: QPointF) -> str | None:
        """The outcome that is drawn there."""
        return next((id_ for id_, rect in self.chips.items() if rect.contains(point)), None)

    def edge_at(self, point: QPointF) -> CoverEdge | None:
        """The line that runs there, or very near."""
        stroker = QPainterPathStroker()
        stroker.setWidth(NEAR)
        for edge, path in self.lines:
            near = path.boundingRect().adjusted(-NEAR, -NEAR, NEAR, NEAR)
            if near.contains(point) and stroker.createStroke(path).contains(point):
                return edge
        return None

    def beside(self, id_: str, dx: int, dy: int) -> str:
        """The outcome that comes next in a direction; itself if there is none."""
        here = self.chips[id_].center()
        best, least = id_, float("inf")
        for other, rect in self.chips.items():
            way = rect.center() - here
            along = way.x() * dx + way.y() * dy
            across = abs(way.x() * dy) + abs(way.y() * dx)
            if along > 1 and along + 2 * across < least:
                best, least = other, along + 2 * across
        return best


def _line(points: Sequence[QPointF], straight: bool) -> QPainterPath:
    path = QPainterPath(points[0])
    if not straight:  # it follows from others as well: a bow beside their lines
        way = points[-1] - points[0]
        length = max(1.0, hypot(way.x(), way.y()))
        bow = QPointF(-way.y(), way.x()) * (max(80.0, 0.35 * length) / length)
        path.quadTo((points[0] + points[-1]) / 2 + bow, points[-1])
        return path
    if len(points) == 2:
        path.lineTo(points[1])
        return path
    half = QPointF(0, CHIP / 2)
    start = points[0]
    for bend in points[1:-1]:  # past other outcomes lines run straight down
        path.cubicTo(*_swing(start, bend - half), bend - half)
        path.lineTo(bend + half)
        start = bend + half
    path.cubicTo(*_swing(start, points[-1]), points[-1])
    return path


def _swing(start: QPointF, end: QPointF) -> tuple[QPointF, QPointF]:
    """The points that make a curve leave and arrive straight down."""
    middle = (start.y() + end.y()) / 2
    return QPointF(start.x(), middle), QPointF(end.x(), middle)


@dataclass
class Marks:
    """What is pointed out in a diagram."""

    current: str | None = None  # where the keyboard is, while it is here
    first: str | None = None
    second: str | None = None
    target: str | None = None  # below the mouse that drags


class Brush:
    """Paints a sketch in the colours of a theme."""

    def __init__(self, theme: Theme = LIGHT) -> None:
        self.theme = theme

    def paint(
        self,
        painter: QPainter,
        sketch: HasseSketch,
        document: Document,
        found: Covers,
        marks: Marks,
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        clip = painter.clipBoundingRect()
        pair = {marks.first, marks.second} if marks.second is not None else set()
        for edge, path in sketch.lines:
            if not clip.isEmpty() and not path.boundingRect().adjusted(-3, -3, 3, 3).intersects(
                clip
            ):
                continue
            chosen = any(x in pair for x in found.places[edge.above]) and any(
                y in pair for y in found.places[edge.below]
            )
            painter.strokePath(path, self.pen(edge.origin, edge.covers, chosen))
        painter.setBrush(QColor(self.theme.window))
        painter.setPen(QPen(QColor(self.theme.muted), 1))
        for box in sketch.boxes:
            painter.drawRoundedRect(box, 9, 9)
        painter.setFont(canvas_font(PANEL_PIXELS))
        painter.setPen(QColor(self.theme.text))
        for sign in sketch.signs:
            painter.drawText(sign, Qt.AlignmentFlag.AlignCenter, "~")
        hues, names = scale_hues(document, self.theme), short_names(document)
        text = metrics(PANEL_PIXELS)
        for id_, rect in sketch.chips.items():
            if clip.isEmpty() or rect.intersects(clip):
                self._chip(painter, id_, names[id_], rect, hues.get(id_), text, marks)

    def pen(self, origin: str, covers: bool = True, chosen: bool = False) -> QPen:
        """How a line is drawn: thick if stated, thin if by a scale, dashed if it follows."""
        colour = self.theme.accent if chosen else self.theme.ink
        style = Qt.PenStyle.SolidLine
        width = 2.4 if origin == "stated" else 1.1
        if not covers:
            style, width = Qt.PenStyle.DotLine, 1.8
        elif origin == "implied":
            style = Qt.PenStyle.DashLine
        pen = QPen(QColor(colour), width + (1.2 if chosen else 0), style)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        return pen

    def _chip(
        self,
        painter: QPainter,
        id_: str,
        name: str,
        rect: QRectF,
        hue: str | None,
        text: QFontMetricsF,
        marks: Marks,
    ) -> None:
        chosen = id_ in (marks.first, marks.second, marks.target)
        painter.setBrush(QColor(self.theme.accent if chosen else self.theme.base))
        painter.setPen(QPen(QColor(self.theme.accent if chosen else self.theme.ink), 1.2))
        painter.drawRoundedRect(rect, 6, 6)
        if hue is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(hue))
            painter.drawRoundedRect(QRectF(rect.left() + 4, rect.top() + 5, 4, CHIP - 10), 2, 2)
        painter.setPen(QColor(self.theme.on_accent if chosen else self.theme.text))
        room = rect.adjusted(9 if hue else 4, 0, -4, 0)
        shown = text.elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, shown)
        if id_ == marks.current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self.theme.accent), 1.6, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), 8, 8)


def scale_hues(document: Document, theme: Theme) -> Mapping[str, str]:
    """The colour of each outcome that stands on a scale, as on the tree."""
    return {id_: theme.hue(shade) for id_, shade in shades(document).items()}

"""A node on the canvas: square, circle or triangle, with its texts."""

from collections.abc import Mapping
from functools import lru_cache
from math import atan2, degrees
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from solver.document.elements import Kind
from solver.page.gap_sign import NEAR, Option
from widgets.basics.theme import Theme
from widgets.canvas.items.gap_arc import draw_gap
from widgets.canvas.items.item import TreeItem
from widgets.canvas.items.label import NOTHING, Label, label
from widgets.canvas.items.look import EVERYTHING, NodeLook
from widgets.canvas.items.node_extent import large, light, numbers, radius, sizes, small
from widgets.canvas.items.surface import Surface, paint, stroke

if TYPE_CHECKING:
    from widgets.canvas.items.branch_item import BranchItem

HANDLE: Final = 6.0  # radius of the handle from which branches are drawn
LINE: Final = 1.5  # of what only editing needs
LIGHT: Final = 4.0  # how far the frame around what is highlighted stands off
ONLY_BREAK: Final = 0.6  # the zoom below which a gap is only its two bars

_CENTRE: Final = QPointF(0, 0)
_UNSEEN: Final = NodeLook(kind=Kind.CHOICE)


@lru_cache(maxsize=64)
def _square(half: float) -> QRectF:
    return QRectF(-half, -half, 2 * half, 2 * half)


@lru_cache(maxsize=64)
def _triangle(half: float, across: float, along: float, *, down: bool) -> QPolygonF:
    """With the point towards the branch."""
    points = ((-half, 0.0), (along - half, -across / 2), (along - half, across / 2))
    return QPolygonF([QPointF(y, x) if down else QPointF(x, y) for x, y in points])


class NodeItem(TreeItem):
    """Shows one node; `data(0)` is its id, `data(1)` is ``"node"``."""

    def __init__(self, id_: str, theme: Theme, *, down: bool, for_picture: bool) -> None:
        super().__init__(id_, "node", theme, for_picture=for_picture)
        self._down = down
        self._look = _UNSEEN
        self._label = self._title = self._detail = self._rolled = NOTHING
        self._name_below = False
        self._cells: tuple[Label, ...] = ()
        self._cell_places: tuple[QRectF, ...] = ()  # which come after the layout
        self._cell_sides: tuple[float, ...] = ()  # 0 from the left, 1 to the right
        self.fork: Mapping[str, BranchItem] = {}  # between which there is a gap
        self._hovered = False
        if not for_picture:
            self.setZValue(2)
            self.setAcceptHoverEvents(True)

    @property
    def look(self) -> NodeLook:
        return self._look

    @property
    def words(self) -> str:
        """What it shows, for who cannot see it."""
        return "" if self._look.veiled else " ".join(self._look.tip.split())

    def show_look(self, look: NodeLook, theme: Theme, *, down: bool) -> bool:
        """Show this; whether it is anything new."""
        if look is self._look and theme is self._theme and down is self._down:
            return False
        if (look, theme, down) == (self._look, self._theme, self._down) and self._bounds.isValid():
            return False
        self.prepareGeometryChange()
        self._look, self._theme, self._down = look, theme, down
        self._label, self._rolled = small(look.label, theme), numbers(look.rolled, theme)
        self._title, self._detail = large(look.title, theme), numbers(look.detail, theme)
        self._cells = tuple(numbers(text, theme) for text in look.columns)
        if len(self._cells) != len(self._cell_places):
            self._cell_places = ()  # until they are given one
        self._bounds = self._measured()
        self._appear(problem=look.problem, tip=look.tip, copied=look.copied)
        return True

    def stand_at(self, entering: "BranchItem") -> bool:
        """Let the name stand where the branch that leads here leaves room; whether it moved."""
        below = bool(self._label) and not entering.leaves_free(self._label)
        under = self._label.width if below else 0.0
        entering.beside = (
            0.0 if below else self._label.width,
            max(under, self._rolled.width),
        )
        if below is self._name_below:
            return False
        self.prepareGeometryChange()
        self._name_below = below
        self._bounds = self._measured()
        self.update()
        return True

    @property
    def cells_begin(self) -> float:
        """Where the outcome's label begins, from the node."""
        return self._title_rect().left()

    @property
    def cells_from(self) -> float:
        """Where columns may begin behind the outcome's label, from the node."""
        return self._title_rect().right()

    def cell(self, number: int) -> Label:
        """What stands in the column of this number."""
        return self._cells[number]

    def stand_in_columns(self, edges: tuple[tuple[float, float], ...], *, words: bool) -> None:
        """Put each cell between its edges, to the right; the first to the left if it is ``words``."""
        places = []
        for number, (cell, (low, high)) in enumerate(zip(self._cells, edges, strict=True)):
            begin = low if words and number == 0 else high - cell.width
            places.append(cell.at(begin, -cell.height / 2))
        first = 0.0 if words else 1.0
        self._cell_sides = tuple(1.0 if number else first for number, _ in enumerate(places))
        if tuple(places) != self._cell_places:
            self.prepareGeometryChange()
            self._cell_places = tuple(places)
            self._bounds = self._measured()
            self.update()

    # ------------------------------------------------------------------- geometry

    @property
    def has_handle(self) -> bool:
        look = self._look
        changes = not look.copied and not look.copy_top
        return look.kind is not Kind.OUTCOME and changes and not self._for_picture

    @property
    def handle(self) -> QPointF:
        """Where the handle stands, relative to the node."""
        away = sizes(self._theme).half + HANDLE + 3
        return QPointF(0, away) if self._down else QPointF(away, 0)

    def is_on_handle(self, scene_point: QPointF) -> bool:
        if not self.has_handle:
            return False
        offset = self.mapFromScene(scene_point) - self.handle
        return offset.manhattanLength() <= HANDLE * 2

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addRect(_square(sizes(self._theme).half + 4))
        if self._look.title:
            path.addRect(self._title_rect().united(self._detail_rect()))
        if self.has_handle and (self._hovered or self.isSelected()):
            path.addEllipse(self.handle, HANDLE + 2, HANDLE + 2)
        return path

    def selection_path(self) -> QPainterPath:
        """Around the sign, and around the name of an outcome."""
        path = QPainterPath()
        rect = _square(sizes(self._theme).half + 4)
        if self._look.title and not self._down:
            rect = rect.united(self._title_rect().united(self._detail_rect()).adjusted(0, -2, 3, 2))
        path.addRoundedRect(rect, 4, 4)
        return path

    def _texts(self) -> tuple[tuple[str, Label, QRectF, float], ...]:
        """What is written, by what it may be veiled as: where, and how far it is moved to the right."""
        found = (
            ("label", self._label, self._label_rect, 1.0),
            ("rolled", self._rolled, self._rolled_rect, 1.0),
            ("title", self._title, self._title_rect, 0.5 if self._down else 0.0),
            ("detail", self._detail, self._detail_rect, 0.5 if self._down else 0.0),
        )
        own = [
            (name, text, place(), indent)
            for name, text, place, indent in found
            if text is not NOTHING
        ]
        cells = zip(self._cells, self._cell_places, self._cell_sides, strict=False)
        return (*own, *(("detail", cell, place, side) for cell, place, side in cells if cell))

    def _measured(self) -> QRectF:
        m = sizes(self._theme)
        rect = _square(m.half + 1)
        for text, place in (
            (self._label, self._label_rect),
            (self._rolled, self._rolled_rect),
            (self._title, self._title_rect),
            (self._detail, self._detail_rect),
        ):
            if text is not NOTHING:
                rect = rect.united(place())
        for cell in self._cell_places:
            rect = rect.united(cell)
        if self._look.hidden:
            rect = rect.united(self._fold_rect())
        if self._look.copy_top:
            rect = rect.united(self._copy_sign_rect())
        self._drawn = rect
        if self._for_picture:
            return rect
        if self._look.gap:
            rect = rect.united(_square(m.half + m.arc + m.space))
        return rect.united(_square(m.half + 2 * HANDLE + 8))

    def _label_rect(self) -> QRectF:
        label, m = self._label, sizes(self._theme)
        if self._down:
            top = -label.height / 2 if not self._rolled else -label.height
            return label.at(-m.half - m.text_gap - label.width, top)
        if self._name_below:
            return label.at(m.half - label.width, m.half + m.text_gap)
        return label.at(m.half - label.width, -m.half - m.text_gap - label.height)

    def _rolled_rect(self) -> QRectF:
        rolled, m = self._rolled, sizes(self._theme)
        if self._down:
            top = -rolled.height / 2 if not self._label else 0.0
            return rolled.at(-m.half - m.text_gap - rolled.width, top)
        name = self._label.height if self._name_below else 0.0
        return rolled.at(m.half - rolled.width, m.half + m.text_gap + name)

    def _title_rect(self) -> QRectF:
        title, m = self._title, sizes(self._theme)
        if self._down:
            return title.at(-title.width / 2, m.half + m.text_gap)
        top = -title.height + 1 if self._detail else -title.height / 2
        return title.at(m.triangle[1] - m.half + m.space, top)

    def _detail_rect(self) -> QRectF:
        detail, m = self._detail, sizes(self._theme)
        if self._down:
            return detail.at(-detail.width / 2, m.half + m.text_gap + self._title.height)
        top = 1.0 if self._title else -detail.height / 2
        return detail.at(m.triangle[1] - m.half + m.space, top)

    def _copy_sign_rect(self) -> QRectF:
        """At the left, where the name does not stand."""
        half = sizes(self._theme).half
        return QRectF(-half - 7, -half - 8 if self._name_below else half - 5, 13, 13)

    def _fold_rect(self) -> QRectF:
        m = sizes(self._theme)
        wide, high = 2.2 * m.z, 1.15 * m.z
        if self._down:
            return QRectF(-wide / 2, m.half + m.text_gap, wide, high)
        return QRectF(m.half + m.text_gap, -high / 2, wide, high)

    # ------------------------------------------------------------------- painting

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        theme = self._theme
        scale = self._scale(painter, option)
        if self.target is not None:
            self._paint_halo(painter)
        self.draw(painter, scale)
        if not self._for_picture and self._legible(theme.text_pixels, scale):
            if self._look.problem:
                self._paint_problem(painter)
            if self.has_handle and (self._hovered or self.isSelected()):
                painter.setPen(QPen(QColor(theme.accent), LINE))
                painter.setBrush(QColor(theme.canvas))
                painter.drawEllipse(self.handle, HANDLE, HANDLE)
                painter.drawLine(self.handle - QPointF(3, 0), self.handle + QPointF(3, 0))
                painter.drawLine(self.handle - QPointF(0, 3), self.handle + QPointF(0, 3))

    def draw(self, surface: Surface, scale: float = 0.0) -> None:
        """Draw the node onto anything: what it shows, nothing that only editing needs."""
        theme, look, m = self._theme, self._look, sizes(self._theme)
        if EVERYTHING in look.veiled:
            return
        if look.lit:
            self._draw_light(surface)
        style = Qt.PenStyle.SolidLine
        if look.draft:
            style = Qt.PenStyle.DashLine
        elif look.copied or look.copy_top:
            style = Qt.PenStyle.DotLine
        faint = look.faded or self._dimmed
        width = (m.thin if faint else m.plain) * theme.strength
        ink = theme.fade if faint else theme.ink
        surface.setPen(stroke(ink, width, style, Qt.PenJoinStyle.MiterJoin))
        surface.setBrush(self._fill())
        self._draw_shape(surface)
        if look.gap and "verdict" not in look.veiled:
            self._draw_gap(surface, ink, only_break=0 < scale < ONLY_BREAK)
        for name, text, place, indent in self._texts():
            is_large = name == "title"
            pixels = theme.text_pixels if is_large else theme.small_pixels
            if name in look.veiled or not self._legible(pixels, scale):
                continue
            usual = theme.text if is_large or name == "rolled" else theme.muted
            deep = self._ink(theme.faint if faint else usual, pixels, scale)
            text.draw(surface, place, deep, indent)
        if look.hidden:
            self._draw_fold(surface, scale)
        if look.copy_top:
            self._draw_copy_sign(surface)

    def _fill(self) -> QColor:
        look, theme = self._look, self._theme
        faint = look.faded or self._dimmed
        if theme.shapes == "dots":
            return paint(theme.fade if faint else theme.ink)
        return paint(theme.hue(None if faint else look.hue))

    def _draw_shape(self, surface: Surface) -> None:
        m = sizes(self._theme)
        if self._theme.shapes == "dots":
            surface.drawEllipse(_CENTRE, radius(self._theme), radius(self._theme))
        elif self._look.kind is Kind.CHOICE:
            surface.drawRect(_square(m.half))
        elif self._look.kind is Kind.CHANCE:
            surface.drawEllipse(_CENTRE, m.half, m.half)
        else:
            surface.drawPolygon(_triangle(m.half, *m.triangle, down=self._down))

    def _paint_halo(self, painter: QPainter) -> None:
        """While something is dragged over it, or a step names it."""
        pen = QPen(QColor(self._theme.accent), 2.5)
        if self.target is False:  # not by colour alone: what is refused is dotted
            pen = QPen(QColor(self._theme.error), 2.5, Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(_square(sizes(self._theme).half + 4), 5, 5)

    def _draw_gap(self, surface: Surface, colour: str, *, only_break: bool) -> None:
        """An arc over the fork, between the options in a preferential gap."""
        m, ways = (
            sizes(self._theme),
            [self.fork[id_].course for id_, _ in self._look.gap if id_ in self.fork],
        )
        if len(ways) < 2 or len(ways) < len(self._look.gap):
            return  # folded: no fork is seen
        reach = min(m.arc, NEAR * min(way.lead_length for way in ways))
        options: list[Option] = []
        for way, (_, permitted) in zip(ways, self._look.gap, strict=True):
            at = way.leaves_at(reach)
            turned = degrees(atan2(-at.y(), at.x()))
            if self._down and turned > 90:  # so that the arc runs below the node
                turned -= 360
            options.append((turned, permitted))
        draw_gap(
            surface, ways[0].start, reach, options, m, colour, self._theme.strength,
            only_break=only_break,
        )  # fmt: skip

    def _draw_light(self, surface: Surface) -> None:
        """A frame around what a step highlights, not by colour alone."""
        surface.setPen(stroke(self._theme.accent, 2 * self._theme.strength))
        surface.setBrush(light(self._theme))
        surface.drawRoundedRect(_square(sizes(self._theme).half + LIGHT), 4, 4)

    def _draw_copy_sign(self, surface: Surface) -> None:
        """Two sheets, one behind the other."""
        corner = self._copy_sign_rect().topLeft() + QPointF(1, 1)
        surface.setPen(stroke(self._theme.ink, 1.2))
        surface.setBrush(paint(self._theme.canvas))
        for offset in (0.0, 3.0):
            surface.drawRect(QRectF(corner.x() + offset, corner.y() + offset, 8, 8))

    def _draw_fold(self, surface: Surface, scale: float) -> None:
        rect, theme = self._fold_rect(), self._theme
        surface.setPen(stroke(theme.muted, 1))
        surface.setBrush(Qt.BrushStyle.NoBrush)
        surface.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        if not self._legible(theme.small_pixels, scale):
            return
        text = label(f"+{self._look.hidden}", theme.small_pixels, theme.family)
        centre = rect.center()
        place = text.at(centre.x() - text.width / 2, centre.y() - text.height / 2)
        text.draw(surface, place, self._ink(theme.muted, theme.small_pixels, scale))

    def _paint_problem(self, painter: QPainter) -> None:
        half = sizes(self._theme).half
        centre = QPointF(-half + 1, half - 1)
        painter.setPen(QPen(QColor(self._theme.canvas), 1.5))
        painter.setBrush(QColor(self._theme.error))
        painter.drawEllipse(centre, 7, 7)
        painter.setPen(QPen(QColor(self._theme.canvas), 2))
        painter.drawLine(centre + QPointF(0, -3.5), centre + QPointF(0, 0.5))
        painter.drawPoint(centre + QPointF(0, 3.5))

    # -------------------------------------------------------------------- pointer

    def hoverEnterEvent(self, event: object) -> None:
        self._set_hovered(True)

    def hoverLeaveEvent(self, event: object) -> None:
        self._set_hovered(False)

    def _set_hovered(self, hovered: bool) -> None:
        self.prepareGeometryChange()
        self._hovered = hovered
        self.update()

"""A branch on the canvas: a slanted lead, then level, with its label above and numbers below."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from widgets.basics.theme import Theme
from widgets.canvas.items.branch_path import Course
from widgets.canvas.items.item import TreeItem
from widgets.canvas.items.label import NOTHING, Label
from widgets.canvas.items.look import EVERYTHING, BranchLook, Mark
from widgets.canvas.items.node_extent import STRAIGHT, large, light, numbers, radius, sizes
from widgets.canvas.items.surface import Surface, stroke

Place = tuple[float, float]  # in the scene

MARK_ENDS: Final = 3.0  # before the texts of the node that it leads to, where it is selected
_NOWHERE: Final = Course(QPointF(), QPointF(), QPointF())
_NO_ROOM: Final = QRectF()
_UNSEEN: Final = BranchLook()


class BranchItem(TreeItem):
    """Shows one branch; `data(0)` is its id, `data(1)` is ``"branch"``."""

    def __init__(self, id_: str, theme: Theme, *, for_picture: bool) -> None:
        super().__init__(id_, "branch", theme, for_picture=for_picture)
        self._course = _NOWHERE
        self._key: tuple[float, float, bool, str, float, float, float] | None = (
            None  # what it was made of
        )
        self._label_rect = self._detail_rect = _NO_ROOM
        self._look = _UNSEEN
        self._label = self._detail = NOTHING
        self.beside = (0.0, 0.0)  # how wide texts of the node at its end stand above and below it
        self.ends: tuple[str, str, bool, str] | None = None  # what it was last connected to
        if not for_picture:
            self.setZValue(1)

    @property
    def look(self) -> BranchLook:
        return self._look

    @property
    def words(self) -> str:
        """What it shows, for who cannot see it."""
        return "" if self._look.veiled else " ".join(self._look.tip.split())

    def show_look(self, look: BranchLook, theme: Theme) -> bool:
        """Show this; whether it is anything new."""
        if look is self._look and theme is self._theme:
            return False
        if (look, theme) == (self._look, self._theme):
            return False
        self.prepareGeometryChange()
        self._look, self._theme = look, theme
        self._label, self._detail = large(look.label, theme), numbers(look.detail, theme)
        if self._key is not None:  # else it runs nowhere yet
            self._bounds = self._measured()
        self._appear(problem=look.problem, tip=look.tip, copied=look.copied)
        return True

    def connect(self, source: Place, target: Place, *, down: bool, shape: str, back: float) -> None:
        """Run from one node's centre to another's, which reaches that far back.

        The item stands at its beginning, so that moving both ends costs no more than moving it.
        """
        self.setPos(*source)
        to_edge, measures = radius(self._theme), sizes(self._theme)
        x, y = target[0] - source[0], target[1] - source[1]
        key = x, y, down, shape, back, to_edge, measures.z
        if key == self._key:
            return
        self._key = key
        self.prepareGeometryChange()
        way = QPointF(key[0], key[1])
        self._course = Course.between(
            QPointF(), way, down=down, shape=shape, back=back, radius=to_edge, measures=measures
        )
        self._bounds = self._measured()
        self.update()

    # ------------------------------------------------------------------- geometry

    @property
    def middle(self) -> QPointF:
        """The middle of the part with the texts, in scene coordinates."""
        return self.pos() + self._course.middle

    @property
    def label_start(self) -> QPointF:
        """Where the label begins, or would begin, below its line."""
        place = self._label_rect.bottomLeft() if self._look.label else self._course.middle
        return self.pos() + place

    @property
    def label_rect(self) -> QRectF:
        """Where the label stands, in scene coordinates."""
        return self._label_rect.translated(self.pos())

    @property
    def course(self) -> Course:
        """The way it takes, from its own place."""
        return self._course

    def leaves_free(self, name: Label) -> bool:
        """Whether its label, or its line, lets the name of the node at its end stand above it."""
        measures, course = sizes(self._theme), self._course
        if course.down:
            return True
        if course.shape == STRAIGHT:
            return course.start.y() >= course.end.y()
        begins = course.end.x() + 2 * measures.half - name.width
        return self._label_rect.right() + measures.space <= begins if self._label else True

    def is_detail_at(self, point: QPointF) -> bool:
        """Whether its numbers stand at a point of the scene."""
        return bool(self._detail) and self._detail_rect.contains(point - self.pos())

    def add_to(self, path: QPainterPath) -> None:
        """Add the line, where it is, to a path of many."""
        path.addPath(self._course.line().translated(self.pos()))

    def _texts(self) -> QRectF:
        return self._label_rect.united(self._detail_rect)

    def _line(self) -> QPainterPath:
        return self._course.line(self._texts())

    def _measured(self) -> QRectF:
        self._label_rect, self._detail_rect = self._course.places(
            _size(self._label), _size(self._detail)
        )
        around = sizes(self._theme).heavy
        rect = self._course.box().adjusted(-around, -around, around, around)
        if self._label:
            rect = rect.united(self._label_rect)
        if self._detail:
            rect = rect.united(self._detail_rect)
        self._drawn = rect
        if self._for_picture:
            return rect
        return rect.adjusted(-10, -10, 10, 10)

    def shape(self) -> QPainterPath:
        stroker = QPainterPathStroker()
        stroker.setWidth(12)
        path = stroker.createStroke(self._course.line())
        for part in (self._label_rect, self._detail_rect):
            if not part.isEmpty():
                path.addRect(part)
        return path

    # ------------------------------------------------------------------- painting

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        theme, look = self._theme, self._look
        if self.target is not None:
            self._paint_halo(painter)
        scale = self._scale(painter, option)
        self.draw(painter, scale)
        if look.problem and not self._for_picture and self._legible(theme.text_pixels, scale):
            centre = self._course.knee + QPointF(4, 0)
            painter.setPen(QPen(QColor(theme.canvas), 1.5))
            painter.setBrush(QColor(theme.error))
            painter.drawEllipse(centre, 6, 6)
            painter.setPen(QPen(QColor(theme.canvas), 2))
            painter.drawLine(centre + QPointF(0, -3), centre + QPointF(0, 0.5))
            painter.drawPoint(centre + QPointF(0, 3))

    def draw(self, surface: Surface, scale: float = 0.0) -> None:
        """Draw the branch onto anything: what it shows, nothing that only editing needs."""
        theme, look = self._theme, self._look
        if EVERYTHING in look.veiled:
            return
        m, texts = sizes(theme), self._texts()
        if look.lit:
            wide = stroke(light(theme).name(), m.z * 0.7, join=Qt.PenJoinStyle.RoundJoin)
            surface.setPen(wide)
            self._course.draw(surface, texts)
        surface.setPen(self._pen())
        self._course.draw(surface, texts)
        if look.doubled:  # hollow
            inside = m.heavy * theme.strength - 2 * m.thin * theme.strength
            surface.setPen(stroke(theme.canvas, inside, join=Qt.PenJoinStyle.RoundJoin))
            self._course.draw(surface, texts)
        if look.mark is Mark.DOMINATED:
            self._draw_strokes(surface)
        faint, plain = self.is_faint, theme.faint
        indent = 0.5 if self._course.shape == STRAIGHT else 0.0
        if self._label and "label" not in look.veiled and self._legible(theme.text_pixels, scale):
            usual = theme.accent if look.mark is Mark.PERMITTED else theme.text
            ink = self._ink(plain if faint else usual, theme.text_pixels, scale)
            self._label.draw(surface, self._label_rect, ink, indent)
        if (
            self._detail
            and "detail" not in look.veiled
            and self._legible(theme.small_pixels, scale)
        ):
            ink = self._ink(plain if faint else theme.muted, theme.small_pixels, scale)
            self._detail.draw(surface, self._detail_rect, ink, indent)

    @property
    def is_faint(self) -> bool:
        """Out of reach, or not permitted."""
        return self._dimmed or self._look.faded or self._look.mark is Mark.DOMINATED

    def _pen(self) -> QPen:
        theme, look, m = self._theme, self._look, sizes(self._theme)
        colour, width = theme.ink, m.plain
        if self.is_faint:
            colour, width = theme.fade, m.thin
        if look.mark is Mark.PERMITTED:
            colour, width = (theme.fade if self.is_faint else theme.accent), m.heavy
        dashed = look.draft or look.mark is Mark.UNDECIDED
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        return stroke(colour, width * theme.strength, style, Qt.PenJoinStyle.RoundJoin)

    def _draw_strokes(self, surface: Surface) -> None:
        """Two short strokes across, for a branch that is not permitted."""
        theme = self._theme
        surface.setPen(stroke(theme.faint, sizes(theme).plain * theme.strength))
        for begin, end in self._course.hash_marks(self._texts()):
            surface.drawLine(begin, end)

    def selection_path(self) -> QPainterPath:
        """Around the level part with its texts; around all of a line without one."""
        path, around = QPainterPath(), sizes(self._theme).space / 2
        if self._course.shape == STRAIGHT:
            stroker = QPainterPathStroker()
            stroker.setWidth(4 * around)
            path = stroker.createStroke(self._course.line())
            path.addRect(self._texts().adjusted(-around, -around, around, around))
            return path.simplified()
        level = QRectF(self._course.knee, self._course.end).normalized()
        box = level.adjusted(0, -around, 0, around) if not self._course.down else level
        texts = self._texts()
        box = (box if texts.isEmpty() else box.united(texts)).adjusted(-around, -around, 0, around)
        over, under = self._rights(box.right())
        right = min(over, under)
        if right >= texts.right():
            box.setRight(right)
            path.addRoundedRect(box, 4, 4)
            return path
        upper, lower = QRectF(box), QRectF(box)
        upper.setBottom(level.y() + around)
        lower.setTop(level.y() - around)
        for part, end in ((upper, over), (lower, under)):
            part.setRight(end)
            half = QPainterPath()
            half.addRoundedRect(part, 4, 4)
            path = path.united(half)
        return path

    def _rights(self, right: float) -> tuple[float, float]:
        """How far it may be marked above and below its line: not over texts of the node at its end."""
        if self._course.down:
            return right, right
        end = self._course.end.x() + 2 * sizes(self._theme).half - MARK_ENDS
        over, under = (min(right, end - wide) if wide else right for wide in self.beside)
        return over, under

    def _paint_halo(self, painter: QPainter) -> None:
        """While something is dragged over it, or a step names it."""
        refused = self.target is False
        colour = QColor(self._theme.error if refused else self._theme.accent)
        colour.setAlpha(90)
        pen = QPen(colour, 10)
        if refused:
            pen.setStyle(Qt.PenStyle.DotLine)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._line())


def _size(label: Label) -> QSizeF:
    return QSizeF(label.width + 1, label.height) if label else QSizeF(0, 0)

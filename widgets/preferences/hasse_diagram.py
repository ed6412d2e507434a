"""The Hasse diagram of outcomes: better ones stand higher, and what nothing joins is a gap."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QWidget

from solver.document.model import Document
from solver.preferences.comparison import Comparison, Relation
from solver.preferences.hasse_covers import Covers
from solver.preferences.hasse_layout import Laid
from solver.translation import mark, tr
from widgets.basics.qt_letters import canvas_font
from widgets.basics.theme import PANEL_PIXELS, Theme
from widgets.basics.tips import plain_tip
from widgets.preferences.hasse_painting import Brush, HasseSketch, Marks
from widgets.preferences.stating import KEYS, in_words, outcome_names, short_names, statement

_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_SMALLEST: Final = 0.5
_LARGEST: Final = 2.0
#: What the menu of two outcomes offers.
_OFFERED: Final = (
    ("better", mark("{x} ≻ {y}: better")),
    ("worse", mark("{x} ≺ {y}: worse")),
    ("equal", mark("{x} ~ {y}: equally good")),
    ("none", mark("No statement")),
)


class HasseDiagram(QWidget):
    """Shows what covers what; dragging from one outcome to another states that it is better."""

    intended = Signal(object)  # an Edit
    refused = Signal(str)
    pair_chosen = Signal(object)  # two outcome ids, or None
    walked = Signal(object)  # QRectF: what must be seen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Diagram of preferences, better above worse"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._document = Document()
        self._matrix: Mapping[tuple[str, str], Comparison] = {}
        self._found = Covers((), ())
        self._laid: Laid | None = None
        self._room = 300.0
        self._zoom: float | None = None  # None: as the room has it
        self._sketch = HasseSketch()
        self._brush = Brush()
        self._marks = Marks()
        self._pressed: QPointF | None = None
        self._dragged: tuple[str, QPointF] | None = None

    # ------------------------------------------------------------------------ showing

    def show_relation(
        self,
        document: Document,
        matrix: Mapping[tuple[str, str], Comparison],
        found: Covers,
        laid: Laid,
    ) -> None:
        self._document, self._matrix = document, matrix
        if laid is not self._laid or found is not self._found:
            self._found, self._laid = found, laid
            self._place()
        marks = self._marks
        for name in ("current", "first", "second", "target"):
            if getattr(marks, name) not in self._sketch.chips:
                setattr(marks, name, None)
        self._dragged = None
        self._describe()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._brush = Brush(theme)
        self.update()

    def set_room(self, room: float) -> None:
        """How wide the diagram may be before it has to be scrolled."""
        if abs(room - self._room) > 1:
            self._room = room
            self._place()

    def show_pair(self, pair: tuple[str, str] | None) -> None:
        """Point out two outcomes that were chosen elsewhere."""
        first, second = pair or (None, None)
        if (self._marks.first, self._marks.second) == (first, second):
            return
        known = self._sketch.chips
        self._marks.first = first if first in known else None
        self._marks.second = second if second in known else None
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        width, height = self._sketch.size
        return QSize(round(width * self._scale()), round(height * self._scale()))

    def _place(self) -> None:
        if self._laid is not None:
            self._sketch = HasseSketch.of(
                self._found, self._laid.within(self._room - 28), short_names(self._document)
            )
        self.setFixedSize(self.sizeHint())
        self.update()

    def _scale(self) -> float:
        if self._zoom is not None:
            return self._zoom
        width = self._sketch.size[0]
        return 1.0 if width <= self._room else max(_SMALLEST, self._room / width)

    def _describe(self) -> None:
        """Say in words where the keyboard is and what is chosen."""
        marks, parts = self._marks, []
        if marks.first is not None and marks.second is not None:
            relation = self._comparison(marks.first, marks.second).relation
            names = outcome_names(self._document)
            said = in_words(relation, names[marks.first], names[marks.second])
            parts.append(f"{said}.")
        elif marks.first is not None:
            parts.append(
                tr("“{document}” is marked.").format(
                    document=outcome_names(self._document)[marks.first]
                )
            )
        if marks.current is not None:
            parts.append(
                tr("At “{document}”.").format(document=outcome_names(self._document)[marks.current])
            )
        self.setAccessibleDescription(" ".join(parts))

    def _comparison(self, x: str, y: str) -> Comparison:
        return self._matrix.get((x, y), Comparison(Relation.GAP))

    # ------------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        painter.scale(self._scale(), self._scale())
        marks = Marks(**vars(self._marks))
        if not self.hasFocus():
            marks.current = None
        self._brush.paint(painter, self._sketch, self._document, self._found, marks)
        if self._dragged is not None:
            self._paint_drag(painter, *self._dragged)
        painter.end()

    def _paint_drag(self, painter: QPainter, first: str, to: QPointF) -> None:
        start = self._sketch.chips[first].center()
        accent = QColor(self._brush.theme.accent)
        painter.setPen(QPen(accent, 2, Qt.PenStyle.DashLine))
        painter.drawLine(start, to)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawPolygon(QPolygonF([to, to + QPointF(-5, -9), to + QPointF(5, -9)]))
        target = self._marks.target
        words = f"{first} {'~' if _shift() else '≻'} {target or '…'}"
        font = canvas_font(PANEL_PIXELS, bold=True)
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(words) + 14
        left = min(max(0.0, to.x() + 12), max(0.0, self._sketch.size[0] - width))
        label = QRectF(left, max(0.0, to.y() - 30), width, 22)
        painter.setBrush(QColor(self._brush.theme.base))
        painter.setPen(QPen(accent, 1))
        painter.drawRoundedRect(label, 5, 5)
        painter.setPen(QColor(self._brush.theme.text))
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, words)

    # --------------------------------------------------------------------------- mouse

    def _at(self, event: QMouseEvent | QContextMenuEvent | QHelpEvent) -> QPointF:
        place = event.position() if isinstance(event, QMouseEvent) else QPointF(event.pos())
        return place / self._scale()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        place = self._at(event)
        self._pressed = place if self._sketch.outcome_at(place) is not None else None
        if self._pressed is None:
            edge = self._sketch.edge_at(place)
            self._choose(*(self._ends(edge.above, edge.below) if edge else (None, None)))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._at(event)
        if self._pressed is None:
            over = self._sketch.outcome_at(place) is not None
            self.setCursor(
                Qt.CursorShape.PointingHandCursor
                if over or self._sketch.edge_at(place)
                else Qt.CursorShape.ArrowCursor
            )
            return
        first = self._sketch.outcome_at(self._pressed)
        far = (place - self._pressed).manhattanLength() * self._scale()
        if first is not None and (self._dragged or far >= QApplication.startDragDistance()):
            target = self._sketch.outcome_at(place)
            self._marks.target = target if target != first else None
            self._dragged = (first, place)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        dragged, target = self._dragged, self._marks.target
        clicked = self._sketch.outcome_at(self._pressed)
        self._end_drag()
        if dragged is None and clicked is not None:
            self._click(clicked)
        elif dragged is not None and target is not None:
            self._choose(dragged[0], target)
            equal = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._state("equal" if equal else "better")

    def _end_drag(self) -> None:
        self._pressed = self._dragged = self._marks.target = None
        self.update()

    def _click(self, id_: str) -> None:
        """The first click marks an outcome, the second one chooses the pair."""
        marks = self._marks
        marks.current = id_
        if marks.first is None or marks.second is not None:
            self._choose(id_, None)
        elif marks.first == id_:
            self._choose(None, None)
        else:
            self._choose(marks.first, id_)

    def _choose(self, first: str | None, second: str | None) -> None:
        before = (self._marks.first, self._marks.second)
        self._marks.first, self._marks.second = first, second
        self._describe()
        self.update()
        if before != (first, second):
            pair = (first, second) if first is not None and second is not None else None
            self.pair_chosen.emit(pair)

    def _ends(self, above: int, below: int) -> tuple[str, str]:
        """The outcomes that a line is about: those with a statement, if there are any."""
        places = self._found.places
        pairs = [(x, y) for x in places[above] for y in places[below]]
        return next((p for p in pairs if self._comparison(*p).origin == "stated"), pairs[0])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = self._at(event)
        marks, id_ = self._marks, self._sketch.outcome_at(place)
        if id_ is not None and marks.first not in (None, id_):
            self._choose(marks.first, id_)
        elif id_ is None and (edge := self._sketch.edge_at(place)) is not None:
            self._choose(*self._ends(edge.above, edge.below))
        elif id_ is not None:
            self._choose(id_, None)
        menu = self.menu()
        menu.exec(event.globalPos())
        menu.deleteLater()

    def menu(self) -> QMenu:
        """What can be stated of the two outcomes that are chosen."""
        menu = QMenu(self)
        x, y = self._marks.first, self._marks.second
        if x is None or y is None:
            menu.addAction(tr("Click another outcome, or drag to it")).setEnabled(False)
            return menu
        comparison = self._comparison(x, y)
        for relation, words in _OFFERED:
            action = menu.addAction(tr(words).format(x=x, y=y).replace("&", "&&"))
            action.triggered.connect(lambda _=False, own=relation: self._state(own))
            action.setEnabled(relation != "none" or comparison.origin == "stated")
        return menu

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # the scroll area's
            return
        factor = 1.15 if event.angleDelta().y() > 0 else 1 / 1.15
        self._zoom = min(_LARGEST, max(_SMALLEST, self._scale() * factor))
        self.setFixedSize(self.sizeHint())
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On the ground between outcomes: as large as the room has it."""
        if self._sketch.outcome_at(self._at(event)) is None:
            self._zoom = None
            self.setFixedSize(self.sizeHint())
        else:
            self.mousePressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_tip(event)
            return True
        return super().event(event)

    def _show_tip(self, event: QHelpEvent) -> None:
        place = self._at(event)
        text = ""
        if (id_ := self._sketch.outcome_at(place)) is not None:
            outcome = self._document.outcomes[id_]
            scale = outcome.scale_name
            text = f"{outcome.label or id_}\n" + (
                tr("On the scale “{scale}”.").format(scale=scale)
                if scale is not None
                else tr("Stands alone.")
            )
        elif (edge := self._sketch.edge_at(place)) is not None:
            x, y = self._ends(edge.above, edge.below)
            words = {
                "stated": tr("stated outright"),
                "scale": tr("by their scale"),
                "implied": tr("it follows"),
            }
            names = outcome_names(self._document)
            text = f"{in_words(Relation.BETTER, names[x], names[y])}: {words[edge.origin]}."
        QToolTip.showText(event.globalPos(), plain_tip(text), self)

    # ------------------------------------------------------------------------ keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        marks, key = self._marks, event.key()
        if event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            super().keyPressEvent(event)
        elif key in _ARROWS and self._sketch.chips:
            here = marks.current or next(iter(self._sketch.chips))
            there = self._sketch.beside(here, *_ARROWS[Qt.Key(key)]) if marks.current else here
            self._walk(there)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and marks.current:
            self._choose(None if marks.first == marks.current else marks.current, None)
        elif key in KEYS:
            self._state(KEYS[Qt.Key(key)])
        elif key == Qt.Key.Key_Escape and (self._dragged or marks.first is not None):
            self._end_drag()
            self._choose(None, None)
        else:
            super().keyPressEvent(event)

    def _walk(self, id_: str) -> None:
        marks = self._marks
        marks.current = id_
        if marks.first is not None:  # the way from the marked outcome chooses pairs
            self._choose(marks.first, id_ if id_ != marks.first else None)
        self._describe()
        self.update()
        rect = self._sketch.chips[id_]
        scale = self._scale()
        self.walked.emit(
            QRectF(rect.x() * scale, rect.y() * scale, rect.width() * scale, rect.height() * scale)
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._marks.current is None and event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        ):
            self._marks.current = next(iter(self._sketch.chips), None)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _state(self, relation: str) -> None:
        x, y = self._marks.first, self._marks.second
        if x is None or y is None:
            self.refused.emit(
                tr("Mark an outcome with Space and walk to another, or click two outcomes.")
            )
            return
        found = statement(self._document, self._comparison(x, y), x, y, relation)
        if isinstance(found, str):
            self.refused.emit(found)
        elif found is not None:
            self.intended.emit(found)


def _shift() -> bool:
    return bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)

"""How outcomes compare, in a matrix and a diagram, and why two of them compare as they do."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from solver.document.model import Document
from solver.preferences.comparison import Comparison, Relation
from solver.preferences.hasse_covers import Covers
from solver.preferences.hasse_layout import Laid
from solver.preferences.outcome_order import AS_LISTED, BY_PREFERENCE, BY_SCALE, arranged
from solver.translation import mark, tr
from widgets.basics.assistive import show_checked
from widgets.basics.fields import DropDown, caption, heading, sentence
from widgets.basics.layouts import nest
from widgets.basics.theme import LIGHT, Theme
from widgets.preferences.hasse_diagram import HasseDiagram
from widgets.preferences.hasse_painting import Brush
from widgets.preferences.outcome_matrix import PreferenceMatrix
from widgets.preferences.stating import outcome_names, statement

MATRIX: Final = 400  # pixels of the matrix at most
WHY: Final = 72  # pixels for why two outcomes compare as they do, at least
MOST_WHY: Final = 220  # and at most
DIAGRAM: Final = 240  # pixels of the diagram that are worth showing beside a matrix
ALONE: Final = 110  # pixels of headings and buttons around a matrix by itself
BESIDE: Final = 150  # pixels of headings, legend and buttons around both
SLANTED: Final = 80  # pixels by which the last head of the matrix leans over
_ORDERS: Final = (
    (AS_LISTED, mark("As listed")),
    (BY_SCALE, mark("By scale")),
    (BY_PREFERENCE, mark("By preference")),
)
_BUTTONS: Final = (
    ("better", "≻", mark("better")),
    ("equal", "~", mark("equally good")),
    ("worse", "≺", mark("worse")),
    ("none", "—", mark("no statement")),
)
_HINT: Final = mark(
    "Choose a cell, a line or two outcomes to see why. In the diagram, drag from the better one."
)


class _Scrolled(QScrollArea):
    """The diagram with as much room as there is."""

    def __init__(self, diagram: HasseDiagram) -> None:
        super().__init__()
        self._diagram = diagram
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(diagram)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        diagram.walked.connect(self._see)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._diagram.set_room(self.viewport().width() - 4)

    def _see(self, rect: QRectF) -> None:
        centre = rect.center().toPoint()
        self.ensureVisible(centre.x(), centre.y(), round(rect.width() / 2) + 12, 30)


class _Legend(QWidget):
    """Which line means what: told apart by thickness and dashes."""

    _WORDS: Final = (
        ("stated", mark("stated")), ("scale", mark("by scale")), ("implied", mark("it follows")),
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._brush = Brush(LIGHT)
        self.setFixedHeight(20)
        self.setAccessibleName(
            tr(
                "Lines: thick if stated, thin if by scale, dashed if it follows, dotted if stated although "
                "it follows"
            )
        )
        self.setToolTip(
            tr(
                "Better outcomes stand higher; what no way down joins is a gap. Dotted: stated although "
                "it follows from others."
            )
        )

    def set_theme(self, theme: Theme) -> None:
        self._brush = Brush(theme)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(250, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, middle = 2, self.height() // 2
        for origin, words in self._WORDS:
            painter.setPen(self._brush.pen(origin))
            painter.drawLine(QPoint(x, middle), QPoint(x + 26, middle))
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            said = tr(words)
            painter.drawText(x + 32, middle + 5, said)
            x += 32 + painter.fontMetrics().horizontalAdvance(said) + 16
        painter.end()


class PreferenceView(QWidget):
    """The matrix above the diagram; better is higher."""

    intended = Signal(object)  # an Edit
    refused = Signal(str)
    pair_chosen = Signal(object)  # two outcome ids, or None
    refilled = Signal()  # there may be more outcomes, or fewer
    order_changed = Signal(object)  # one of solver.preferences.outcome_order's

    def __init__(self) -> None:
        super().__init__()
        self._document = Document()
        self._compared: Mapping[tuple[str, str], Comparison] = {}
        self._drawn: tuple[Covers, Laid] | None = None
        self._pair: tuple[str, str] | None = None
        self.theme = LIGHT
        self.matrix = PreferenceMatrix(name="preferences")
        self.diagram = HasseDiagram()
        self.diagram.setObjectName("hasse")
        self._legend = _Legend()
        self._no_diagram = sentence(tr("Statements that clash have no diagram: see the findings."))
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        self._build()
        for part in (self.matrix, self.diagram):
            part.intended.connect(self.intended)
            part.refused.connect(self.refused)
            part.pair_chosen.connect(self._choose)

    # ----------------------------------------------------------------------- building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        nest(column, self._head())
        self._only = ""  # the part that is shown alone
        self.matrix.set_most_height(MATRIX)
        self._scrolled = _Scrolled(self.diagram)
        self._upper = _column(heading(tr("Row compared with column")), self.matrix)
        upper = self._upper.layout()
        assert isinstance(upper, QVBoxLayout)
        upper.addStretch(1)  # what room there is more stands below the matrix
        self._lower = _column(
            heading(tr("Better is higher")), self._scrolled, self._no_diagram, self._legend
        )
        self._split.addWidget(self._upper)
        self._split.addWidget(self._lower)
        self._upper.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._split.setStretchFactor(0, 0)
        self._split.setStretchFactor(1, 1)
        column.addWidget(self._split, 1)
        nest(column, self._stating())
        self._why = sentence(tr(_HINT))
        self._why.setObjectName("why.pair")
        self._why.setAccessibleName(tr("Why these two outcomes compare as they do"))
        self._why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._why.setAlignment(Qt.AlignmentFlag.AlignTop)
        scrolled = QScrollArea()
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setBackgroundRole(QPalette.ColorRole.Base)
        scrolled.setWidget(self._why)
        column.addWidget(scrolled)
        self._why_scrolled = scrolled
        self._fit_why()

    def show_only(self, part: str, *, beside: bool = False) -> None:
        """Only the matrix or the diagram, where there is no room for both; "" for both.

        The diagram stands below the matrix, or ``beside`` it.
        """
        self._only = part
        self._upper.setVisible(part != "diagram")
        self._lower.setVisible(part != "matrix")
        high = QSizePolicy.Policy.Preferred if part or beside else QSizePolicy.Policy.Maximum
        self._upper.setSizePolicy(QSizePolicy.Policy.Preferred, high)
        way = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if self._split.orientation() != way:
            self._split.setOrientation(way)
        if beside and not part:
            wide = self.matrix.full_width() + SLANTED
            self._split.setSizes([wide, max(1, self.width() - wide)])
        self._fit_matrix()

    @property
    def _is_alone(self) -> bool:
        """Whether the matrix has the whole height."""
        return bool(self._only) or self._split.orientation() == Qt.Orientation.Horizontal

    def _fit_matrix(self) -> None:
        """By itself it has all the room that there is."""
        room = self.height() - self._why_scrolled.height() - ALONE
        self.matrix.set_most_height(max(MATRIX, room) if self._is_alone else MATRIX)

    @property
    def size_beside(self) -> QSize:
        """Pixels that the matrix and a diagram at its right need."""
        wide = self.matrix.full_width() + SLANTED + DIAGRAM
        return QSize(wide, self.matrix.full_height() + WHY + ALONE)

    @property
    def height_of_both(self) -> int:
        """Pixels that the matrix and a diagram above what is said of a pair need, none of them cut."""
        drawn = min(DIAGRAM, self.diagram.sizeHint().height())
        return self.matrix.full_height() + drawn + WHY + BESIDE

    def _fit_why(self) -> None:
        """As high as what is said, so that no line is cut; never lower than usual, so that little moves."""
        wanted = self._why.heightForWidth(max(200, self.width() - 8)) + 6
        self._why_scrolled.setFixedHeight(max(WHY, min(wanted, MOST_WHY)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_why()
        self._fit_matrix()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._order = DropDown()
        self._order.setAccessibleName(tr("Order of the outcomes"))
        for order, name in _ORDERS:
            self._order.addItem(tr(name), order)
        self._order.activated.connect(lambda: self.order_changed.emit(self.order))
        row.addWidget(caption(tr("O&rder"), self._order))
        row.addWidget(self._order)
        row.addStretch(1)
        return row

    def _stating(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addStrut(26)  # nothing jumps when a pair is chosen
        self._asked = QLabel()
        self._asked.setTextFormat(Qt.TextFormat.PlainText)
        font = self._asked.font()
        font.setBold(True)
        self._asked.setFont(font)
        row.addWidget(self._asked)
        row.addStretch(1)
        self._states: dict[str, QToolButton] = {}
        for relation, sign, words in _BUTTONS:
            button = QToolButton()
            button.setText(sign)
            button.setCheckable(True)
            button.setMinimumWidth(30)
            button.setAccessibleName(tr("State: {words}").format(words=words))
            button.toggled.connect(lambda _=False, own=relation: self._state(own))
            self._states[relation] = button
            row.addWidget(button)
        return row

    # ------------------------------------------------------------------------ showing

    @property
    def order(self) -> str:
        """In which order outcomes are listed."""
        return str(self._order.currentData())

    @property
    def pair(self) -> tuple[str, str] | None:
        """The pair that is asked about."""
        return self._pair

    def set_order(self, order: str) -> None:
        self._order.setCurrentIndex(max(0, self._order.findData(order)))
        self.show_relation(self._document, self._compared, self._drawn)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.diagram.set_theme(theme)
        self._legend.set_theme(theme)

    def show_relation(
        self,
        document: Document,
        compared: Mapping[tuple[str, str], Comparison],
        drawn: tuple[Covers, Laid] | None,
    ) -> None:
        """Show how the outcomes of a document compare; ``drawn`` is None where statements clash."""
        self._document, self._compared, self._drawn = document, compared, drawn
        found, laid = drawn or (None, None)
        groups = arranged(document, self.order, found, laid.within(1e9) if laid else None)
        self.matrix.show_document(document, compared, groups)
        self._scrolled.setVisible(found is not None)
        self._legend.setVisible(found is not None)
        self._no_diagram.setVisible(found is None)
        if found is not None and laid is not None:
            self.diagram.show_relation(document, compared, found, laid)
        if self._pair is not None and not set(self._pair) <= document.outcomes.keys():
            self._choose(None)
        self._offer()
        self.refilled.emit()

    def show_pair(self, pair: tuple[str, str] | None) -> None:
        """Point out a pair that was chosen elsewhere."""
        if pair != self._pair:
            self._pair = pair
            self.matrix.show_pair(pair)
            self.diagram.show_pair(pair)
            self.show_why(())
            self._offer()

    def show_why(self, sentences: Sequence[str]) -> None:
        """Why the pair compares as it does."""
        self._why.setText("\n".join(sentences) if self._pair else tr(_HINT))
        self._fit_why()

    def _choose(self, pair: tuple[str, str] | None) -> None:
        if pair != self._pair:
            self.show_pair(pair)
            self.pair_chosen.emit(pair)

    def _offer(self) -> None:
        """What can be stated of the pair, and what is."""
        compared = self._compared.get(self._pair) if self._pair else None
        for relation, button in self._states.items():
            button.setVisible(self._pair is not None)
            if compared is None:
                continue
            stated = compared.origin == "stated"
            show_checked(button, stated and relation == compared.relation)
            button.setEnabled(compared.origin != "scale" and (relation != "none" or stated))
        self._asked.setVisible(self._pair is not None)
        if self._pair is not None:
            names = outcome_names(self._document)
            x, y = (names.get(id_, id_) for id_ in self._pair)
            sign = (compared.relation if compared else Relation.GAP).sign
            self._asked.setText(f"{_short(x)} {sign} {_short(y)}")
            for relation, sign, words in _BUTTONS:
                said = tr(words) if relation == "none" else f"{x} {sign} {y}: {tr(words)}"
                self._states[relation].setToolTip(
                    tr("State {said}.").format(said=said).replace("<", "&lt;")
                )

    def _state(self, relation: str) -> None:
        self._offer()  # a button that is pressed shows what is stated, not what was wanted
        if self._pair is None:
            return
        compared = self._compared.get(self._pair, Comparison(Relation.GAP))
        found = statement(self._document, compared, *self._pair, relation)
        if isinstance(found, str):
            self.refused.emit(found)
        elif found is not None:
            self.intended.emit(found)


def _column(*parts: QWidget) -> QWidget:
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for part in parts:
        column.addWidget(part)
    return widget


def _short(id_: str) -> str:
    return id_ if len(id_) <= 16 else f"{id_[:15]}…"

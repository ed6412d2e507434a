"""Plans as rows of a card: the name, what it leads to as a bar, and the chances in small type."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from solver.document.model import Document
from solver.prospect import Prospect
from solver.translation import capital, mark, tr
from widgets.basics.bars.prospect_bar import HEIGHT, colours, paint_bar, pieces
from widgets.basics.statement_row import (
    DETAIL_LINE,
    SIGN_WORDS,
    TITLE_LINE,
    CardRow,
    WrappedText,
    along,
    paint_sign,
    pixels,
)
from widgets.basics.style import theme_now
from widgets.basics.theme import PANEL_PIXELS, SMALL_PIXELS

SIDE: Final = 10
SIGN: Final = 20  # pixels for the sign beside the name
GAP: Final = 5
SIGN_WORD: Final = {
    "look": mark("beaten by a mixture"),
    "bad": mark("dominated by a plan"),
}


@dataclass(frozen=True)
class ShownPlan:
    """What a row shows of a plan; ``rank`` is its place among all that are listed."""

    rank: int
    name: str
    prospect: Prospect
    words: str  # the prospect in words


class PlanRow(CardRow):
    """A click shows the plan on the tree or takes it away again; Return and a double click open it."""

    wanted = Signal(int)  # its rank: on the tree
    open_wanted = Signal(int)  # its rank: with its proof

    def __init__(self, document: Document, plan: ShownPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan = plan
        self.sign = ""
        self.is_chosen = False
        self._document = document
        self.clicked.connect(lambda: self.wanted.emit(plan.rank))
        self.setText(plan.name)
        self._name()

    def _name(self) -> None:
        sign = (
            f"{tr(SIGN_WORDS[self.sign])}, {tr(SIGN_WORD.get(self.sign, ''))}: "
            if self.sign
            else ""
        )
        chosen = tr(", shown on the tree") if self.is_chosen else ""
        self.setAccessibleName(f"{sign}{self.plan.name}, {self.plan.words}{chosen}")
        self.setToolTip(capital(tr(SIGN_WORD.get(self.sign, ""))))

    def set_sign(self, sign: str) -> None:
        """What is to be said of the plan beside its name."""
        if sign == self.sign:
            return
        self.sign = sign
        self._name()
        self.update()

    def choose(self, chosen: bool) -> None:
        """Whether it is the plan that is shown on the tree."""
        if chosen == self.is_chosen:
            return
        self.is_chosen = chosen
        self._name()
        self.update()

    def opened(self) -> None:
        self.open_wanted.emit(self.plan.rank)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.open_wanted.emit(self.plan.rank)

    def _texts(self, width: int) -> tuple[WrappedText, WrappedText]:
        room, turned = width - 2 * SIDE, self.isRightToLeft()
        own, small = pixels(self.font(), PANEL_PIXELS), pixels(self.font(), SMALL_PIXELS)
        name = WrappedText(self.plan.name, own, room - SIGN, TITLE_LINE, from_right=turned)
        words = WrappedText(self.plan.words, small, room, DETAIL_LINE, from_right=turned)
        return name, words

    def height_for(self, width: int) -> int:
        name, words = self._texts(width)
        return 6 + name.height + GAP + HEIGHT + GAP + words.height + 4

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = theme_now(), QPainter(self)
        self.paint_ground(painter, chosen=self.is_chosen)
        name, words = self._texts(self.width())
        painter.setPen(QColor(theme.text))
        y = 6.0
        name.draw(painter, SIDE + SIGN * self.isRightToLeft(), y)
        if self.sign:
            paint_sign(
                painter, self.sign, QPointF(along(self, self.width() - SIDE - 9), y + 9), theme
            )
        y += name.height + GAP
        bar = QRectF(SIDE, y, self.width() - 2 * SIDE, HEIGHT)
        paint_bar(painter, bar, pieces(self.plan.prospect, colours(self._document, theme)), theme)
        painter.setPen(QColor(theme.muted))
        words.draw(painter, SIDE, y + HEIGHT + GAP)


def signed(rows: Sequence[PlanRow], beaten: Sequence[int], dominated: frozenset[int]) -> None:
    """Say beside their names which plans a mixture beats and which a plan dominates."""
    for row in rows:
        rank = row.plan.rank
        row.set_sign("bad" if rank in dominated else "look" if rank in beaten else "")

"""Holding a total fixed: the probability of an outcome or a scale, and what that forces."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from solver.analyses.policy_faces.fixed_total import CurvePiece, Forced
from solver.analyses.policy_faces.undominated_policies import Ends, Total
from solver.analysis_words.policy_words import range_text, ranges_text, total_name
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.errors import NumberError
from solver.translation import tr
from solver.words.names import Names
from solver.words.plain_mathematics import plain_text
from widgets.basics.fields import DropDown, caption, heading, sentence
from widgets.basics.layouts import empty, nest
from widgets.basics.number_field import NumberField
from widgets.basics.tips import plain_tip

MOST_PIECES: Final = 4


class HoldingPart(QWidget):
    """What is held, at which probability, and the answer."""

    held = Signal(object)  # (Total, Fraction), or None
    policy_wanted = Signal(object)  # the shares of a policy that meets the total

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._totals: tuple[Total, ...] = ()
        self._called: list[str] = []
        self._now: Mapping[Total, Ends] = {}
        self._names = Names(Document())
        self._choice = DropDown()
        self._choice.setObjectName("total")
        self._choice.setAccessibleName(tr("Total that is held fixed"))
        self._choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._choice.setMinimumContentsLength(8)
        self._choice.activated.connect(self._chosen)
        self._field = NumberField(tr("Probability that is held fixed"))
        self._field.setFixedWidth(72)
        self._field.committed.connect(self._typed)
        self._probability: Fraction | None = None
        self._text = sentence()
        self._text.setObjectName("forced")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(heading(tr("Hold a total fixed")))
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(caption(tr("&P of"), self._choice))
        row.addWidget(self._choice, 1)
        row.addWidget(caption("=", self._field))
        row.addWidget(self._field)
        nest(column, row)
        column.addWidget(self._text)
        self._pieces = QVBoxLayout()
        self._pieces.setSpacing(4)
        nest(column, self._pieces)

    def show_totals(self, names: Names, totals: Sequence[Total], now: Mapping[Total, Ends]) -> None:
        """What can be held, and what the stated policy gives each, at least and at most in the opinions."""
        self._now, self._names = now, names
        called = [plain_text(total_name(names, total)) for total in totals]
        if tuple(totals) == self._totals and called == self._called:
            return
        chosen = self._total()
        self._totals, self._called = tuple(totals), called
        self._choice.clear()
        self._choice.addItem(tr("nothing"))
        for name in called:
            self._choice.addItem(name)
        if chosen in self._totals:
            self._choice.setCurrentIndex(self._totals.index(chosen) + 1)
        else:
            self.clear()
            if chosen is not None:
                self.held.emit(None)
        self._choice.setEnabled(bool(totals))
        if not totals:
            self._say(
                tr(
                    "There are too many choices to hold totals under several opinions: F11 looks at one alone."
                ),
                (),
            )

    def clear(self) -> None:
        """Nothing is held."""
        self._choice.setCurrentIndex(0)
        self._probability = None
        self._field.show_number(None, {})
        self._field.setEnabled(False)
        self._text.setToolTip("")
        self._say(
            tr("Choose an outcome, and see which policies give it a certain probability."), ()
        )

    def _total(self) -> Total | None:
        at = self._choice.currentIndex() - 1
        return self._totals[at] if 0 <= at < len(self._totals) else None

    def _chosen(self) -> None:
        total = self._total()
        if total is None:
            self.clear()
            self.held.emit(None)
            return
        low, high = self._now.get(total, (Fraction(0), Fraction(0)))
        if low == high:
            self._hold(low)
            return
        self._probability = None
        self._field.setEnabled(True)
        self._field.show_number(None, {})
        self.held.emit(None)
        self._say(
            tr(
                "The stated policy gives it {ends} in the opinions. Type the probability that it is to have under each of them."
            ).format(ends=range_text(self._names, (low, high))),
            (),
        )

    def _typed(self, numeral: Numeral | None) -> None:
        try:
            self._hold(numeral.value() if numeral is not None else Fraction(0))
        except NumberError as error:
            self._say(error.message, ())

    def _hold(self, probability: Fraction) -> None:
        total = self._total()
        if total is None:
            return
        self._probability = probability
        self._field.setEnabled(True)
        self._field.show_number(Numeral.of(probability), {})
        self.held.emit((total, probability))

    # ------------------------------------------------------------------------- answer

    def show_forced(self, names: Names, forced: Forced | None, shown: Mapping[str, str]) -> None:
        """What holding the total forces; the branches in ``shown`` stand for their nodes."""
        if forced is None or self._total() is None:
            return
        if forced.least > forced.greatest:
            self._say(tr("No policy gives it the same probability under each opinion."), ())
            self._text.setToolTip("")
            return
        if not forced.is_possible:
            ends = range_text(names, (forced.least, forced.greatest))
            self._say(
                (
                    tr("No policy gives it that probability under each opinion; it can be {ends}.")
                    if forced.under_all
                    else tr("No policy gives it that probability; it can be {ends}.")
                ).format(ends=ends),
                (),
            )
            self._text.setToolTip(
                plain_tip(range_text(names.exact, (forced.least, forced.greatest)))
            )
            return
        ranges = ranges_text(names, forced.ranges, shown, forced.avoidable)
        text = (
            tr("These policies give it just that probability under each opinion: {ranges}.")
            if forced.under_all
            else tr("These policies give it just that probability: {ranges}.")
        ).format(ranges=ranges)
        tip = ranges_text(names.exact, forced.ranges, shown, forced.avoidable)
        self._text.setToolTip(plain_tip(tip))
        pieces = forced.pieces
        if pieces is None:
            text += tr(
                " There are too many kinds of policies to say which of them are dominated by a policy."
            )
            self._say(text, ())
            return
        text += tr(" None of the others dominates these:")
        self._say(text, [self._row(names, piece, shown) for piece in pieces[:MOST_PIECES]])
        if len(pieces) > MOST_PIECES:
            self._pieces.addWidget(
                sentence(tr("and {pieces} more kinds.").format(pieces=len(pieces) - MOST_PIECES))
            )

    def _row(self, names: Names, piece: CurvePiece, shown: Mapping[str, str]) -> QWidget:
        row = QWidget()
        line = QVBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        text = ranges_text(names, piece.ranges, shown, piece.avoidable)
        ends = [piece.ranges[branch] for branch in shown.values() if branch in piece.ranges]
        if all(pair is None or pair[0] == pair[1] for pair in ends):
            text = tr("forced: {text}").format(text=text)
        if piece.region.open_:
            text += tr(": some of these, depending on the shares")
        if piece.undominated is None:
            text += tr(
                "; whether a policy with another probability dominates them depends on the shares"
            )
        beaten = piece.undominated is False
        text += tr("; dominated by a policy with another probability.") if beaten else "."
        label = sentence(text)
        label.setToolTip(plain_tip(ranges_text(names.exact, piece.ranges, shown, piece.avoidable)))
        button = QPushButton(tr("State such a policy"))
        button.setAccessibleName(tr("State such a policy: {text}").format(text=text))
        button.clicked.connect(lambda: self.policy_wanted.emit(piece.policy.policy))
        line.addWidget(label)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return row

    def _say(self, text: str, rows: Sequence[QWidget]) -> None:
        self._text.setText(text)
        empty(self._pieces)
        for row in rows:
            self._pieces.addWidget(row)

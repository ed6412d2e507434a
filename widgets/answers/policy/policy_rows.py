"""How often each branch of a choice node is taken: a slider for two branches, a bar for more."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QToolButton, QWidget

from solver.document.model import Document
from solver.document.numerals import Numeral, names_in
from solver.edits import StatePolicy
from solver.errors import NumberError
from solver.translation import tr
from solver.words.names import DOT, Names
from solver.words.plain_mathematics import plain_text
from widgets.basics.bars.share_bar import ShareBar
from widgets.basics.bars.share_slider import ShareSlider
from widgets.basics.fields import Elided, sentence
from widgets.basics.layouts import nest
from widgets.basics.link import WrappedLink
from widgets.basics.number_field import NumberField
from widgets.basics.tips import plain_tip

ONE: Final = Fraction(1)


class PolicyRow(QWidget):
    """One choice node."""

    intended = Signal(object)  # an Edit
    turned = Signal(object, object)  # the node, and the branch that it is now shown by
    node_wanted = Signal(object)  # the node, to be shown in the tree

    def __init__(
        self, document: Document, names: Names, node: str, shown: str, place: str = ""
    ) -> None:
        """``place`` tells the node from the others that have a row: “if lucky”."""
        super().__init__()
        self.node, self.shown = node, shown
        self._names, self._told = names, place
        self._document = document
        self._branches = [branch.id for branch in document.children(node)]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        self._place = WrappedLink()
        self._place.clicked.connect(lambda: self.node_wanted.emit(self.node))
        grid.addWidget(self._place, 0, 0)
        self._field: NumberField | None = None
        self._slider: ShareSlider | None = None
        self._bar: ShareBar | None = None
        if len(self._branches) == 2:
            self._add_slider(grid)
        else:
            self._bar = ShareBar(node, if_unstated=True)
            self._bar.intended.connect(self.intended)
            grid.addWidget(self._bar, 1, 0, 1, 4)
            self._told_all = sentence(muted=True)
            grid.addWidget(self._told_all, 2, 0, 1, 4)
        self._last: object = None
        self._name()

    def _add_slider(self, grid: QGridLayout) -> None:
        self._what, self._rest_of = Elided(""), Elided("")
        for label in (self._what, self._rest_of):
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._turn = QToolButton()
        self._turn.setText("⇄")
        self._turn.setAutoRaise(True)
        self._turn.setToolTip(tr("Show how often the other branch is taken."))
        self._turn.clicked.connect(self._turn_round)
        self._field = NumberField("")
        self._field.setFixedWidth(72)
        self._field.committed.connect(self._typed)
        self._slider = ShareSlider("")
        self._slider.moved.connect(self._set)
        ends = QHBoxLayout()
        ends.addWidget(self._rest_of)
        ends.addStretch(1)
        ends.addWidget(self._what)
        grid.addWidget(self._turn, 0, 2)
        grid.addWidget(self._field, 0, 3)
        grid.addWidget(self._slider, 1, 0, 1, 4)
        nest(grid, ends, 2, 0, 1, 4)

    def _name(self) -> None:
        place = plain_text(self._names.node(self.node))
        self._place.show_text(plain_text(self._told or place))
        self._place.setToolTip(plain_tip(tr("Show {place} in the tree.").format(place=place)))
        self._place.setAccessibleName(tr("Show {place} in the tree").format(place=place))
        if self._field is not None and self._slider is not None:
            what = plain_text(self._names.branch(self.shown))
            self._what.setText(what)
            self._rest_of.setText(plain_text(self._names.branch(self._other())))
            self._field.setAccessibleName(
                tr("How often “{what}” at {place}").format(what=what, place=place)
            )
            self._slider.setAccessibleName(
                tr("Slider: how often “{what}” at {place}").format(what=what, place=place)
            )
            self._turn.setAccessibleName(tr("Show the other branch at {place}").format(place=place))

    def show_shares(self, document: Document, shares: Mapping[str, Fraction]) -> None:
        """Stand where the policy is."""
        self._document = document
        if self._bar is not None:
            self._bar.show_document(document)
            number = self._names.format.number
            each = (f"{self._names.branch(id_)} {number(shares[id_])}" for id_ in self._branches)
            self._told_all.setText(DOT.join(each))
        if self._field is not None and self._slider is not None:
            share, numeral = shares[self.shown], document.branches[self.shown].policy
            told = self._field.text() == self._numeral(share).text
            if told and (share, numeral) == self._last:
                return
            self._last = share, numeral
            self._slider.show_share(share)
            self._field.show_number(self._numeral(share), document.parameter_values)

    def _numeral(self, share: Fraction) -> Numeral:
        """The share as it is typed in the document; where it is not, as a fraction."""
        stated = self._document.branches[self.shown].policy
        if stated is not None and not stated.is_remainder:
            return stated
        return Numeral.of(share)

    def _other(self) -> str:
        return next(id_ for id_ in self._branches if id_ != self.shown)

    def _turn_round(self) -> None:
        self.shown = self._other()
        self._last = None
        self._name()
        self.turned.emit(self.node, self.shown)

    def _set(self, share: Fraction, gesture: str) -> None:
        typed = self._names.format.typed
        shares = ((self.shown, typed(share)), (self._other(), typed(ONE - share)))
        self.intended.emit(StatePolicy(shares, gesture))

    def _typed(self, numeral: Numeral | None) -> None:
        """What was typed, exactly so; the other branch gets the rest."""
        rest = numeral = numeral or Numeral("#")
        if not numeral.is_remainder:
            rest = self._rest(numeral)
        self.intended.emit(StatePolicy(((self.shown, numeral), (self._other(), rest))))

    def _rest(self, numeral: Numeral) -> Numeral:
        if names_in(numeral.text):
            return Numeral("#")  # it follows the parameters
        try:
            return Numeral.of(ONE - numeral.value())
        except NumberError:
            return Numeral("#")

    def focus(self) -> None:
        """Put the keyboard on it."""
        part = self._slider or self._bar
        if part is not None:
            part.setFocus()

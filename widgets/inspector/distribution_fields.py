"""How a parameter is drawn in simulations: the kind of its distribution and its numbers."""

from functools import partial
from typing import Final

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from solver.document.distributions import DISCRETE, KINDS, usual_distribution
from solver.document.elements import Distribution
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import SetParameter
from solver.translation import mark, tr
from widgets.basics.fields import DropDown, TextField
from widgets.basics.number_field import NumberField

FIELD: Final = 72  # pixels
ACROSS: Final = 2  # numbers beside each other
TIPS: Final = {
    "uniform": mark("Every number between the two is equally likely."),
    "triangular": mark("Likeliest at the mode, less and less so towards both ends."),
    "normal": mark("Mean and standard deviation."),
    "lognormal": mark("Mean and standard deviation of the logarithm."),
    "beta": mark("Between min and max (0 and 1 by default), with alpha and beta."),
    "gamma": mark("Positive numbers, with shape and scale: their mean is shape times scale."),
    DISCRETE: mark("Some values, each with its probability."),
}


class DistributionFields(QWidget):
    """A box for the kind; below it the numbers that it needs.  ``intended`` carries a `SetParameter`."""

    intended = Signal(object)

    def __init__(self, parameter: str) -> None:
        super().__init__()
        self._parameter = parameter
        self._document = Document()
        self.kind = DropDown()
        self.kind.setAccessibleName(
            tr("Distribution of parameter {parameter}").format(parameter=parameter)
        )
        self.kind.addItem(tr("not drawn"), "")
        for id_, kind in KINDS.items():
            self.kind.addItem(tr("drawn: {name}").format(name=kind.name), id_)
        self.kind.activated.connect(self._choose)
        names = dict.fromkeys(name for kind in KINDS.values() for name in kind.all_numbers)
        self.numbers: dict[str, NumberField] = {}
        self._labels: dict[str, QLabel] = {}
        for name in names:
            field = self.numbers[name] = NumberField(
                tr("{name} of the distribution of {parameter}").format(
                    name=name, parameter=parameter
                )
            )
            field.setParent(self)
            field.setFixedWidth(FIELD)
            field.committed.connect(partial(self._set_number, name))
            label = self._labels[name] = QLabel(name, self)
            label.setBuddy(field)
        self.points = TextField(
            tr("Values and probabilities of {parameter}").format(parameter=parameter)
        )
        self.points.setPlaceholderText("10: 1/2; 20: 1/2")
        self.points.setToolTip(tr("Value: probability, with semicolons between them."))
        self.points.committed.connect(self._set_points)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(2)
        self._grid.addWidget(self.kind, 0, 0, 1, 2 * ACROSS + 1)
        self._grid.addWidget(self.points, 1, 0, 1, 2 * ACROSS + 1)
        self._grid.setColumnStretch(2 * ACROSS, 1)
        self._laid: str | None = None
        self._lay_out("")

    def show_document(self, document: Document) -> None:
        """What the document states."""
        self._document = document
        own = self._own
        kind = "" if own is None else own.kind
        place = self.kind.findData(kind)
        self.kind.setCurrentIndex(place)  # none of the kinds: nothing is chosen
        self.kind.setToolTip(
            tr(TIPS.get(kind, mark("Simulations (Sensitivity) draw it, if you say how.")))
        )
        self._lay_out(kind)
        if own is None:
            return
        for name in self._shown:
            self.numbers[name].show_number(getattr(own, name), document.parameter_values)
        self.points.show_value("; ".join(f"{x.text}: {p.text}" for x, p in own.points))

    @property
    def _own(self) -> Distribution | None:
        entry = self._document.parameters.get(self._parameter)
        return None if entry is None else entry.distribution

    @property
    def _shown(self) -> tuple[str, ...]:
        kind = KINDS.get(self._laid or "")
        return () if kind is None else kind.all_numbers

    def _lay_out(self, kind: str) -> None:
        """The fields of a kind, below its box."""
        if kind == self._laid:
            return
        self._laid = kind
        for name, field in self.numbers.items():
            for widget in (self._labels[name], field):
                self._grid.removeWidget(widget)
                widget.setVisible(name in self._shown)
        for place, name in enumerate(self._shown):
            row, column = divmod(place, ACROSS)
            self._grid.addWidget(self._labels[name], 1 + row, 2 * column)
            self._grid.addWidget(self.numbers[name], 1 + row, 2 * column + 1)
        self.points.setVisible(kind == DISCRETE)

    def _choose(self) -> None:
        kind = str(self.kind.currentData() or "")
        if kind == ("" if self._own is None else self._own.kind):
            return
        made = usual_distribution(self._document, self._parameter, kind) if kind else None
        self._want(made)

    def _want(self, distribution: Distribution | None) -> None:
        self.intended.emit(SetParameter(self._parameter, {"distribution": distribution}))

    def _set_number(self, name: str, numeral: Numeral | None) -> None:
        if self._own is not None:
            self._want(msgspec.structs.replace(self._own, **{name: numeral}))

    def _set_points(self, text: str) -> None:
        if self._own is None:
            return
        points = []
        for part in text.split(";"):
            value, colon, chance = part.partition(":")
            if part.strip():  # what is no pair is left for the check to refuse
                typed = Numeral.typed(value.strip()), Numeral.typed(chance.strip() if colon else "")
                points.append(typed)
        self._want(msgspec.structs.replace(self._own, points=tuple(points)))

"""The utility curve of a scale, as it is typed."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from solver.document.elements import UtilityCurve
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import SetScale
from solver.translation import mark, tr
from widgets.basics.fields import DropDown, TextField
from widgets.basics.number_field import NumberField

KINDS: Final = {
    "": mark("net values themselves"),
    "exponential": mark("exponential"),
    "log": mark("logarithm"),
    "power": mark("power"),
    "points": mark("points"),
}
TIPS: Final = {
    "exponential": mark("1 − exp(−x/R) with the risk tolerance R"),
    "log": mark("ln x; net values have to be positive"),
    "power": mark("x to the power of the exponent"),
    "points": mark("straight lines between points"),
}


class CurveEditor(QWidget):
    """Which curve, and its number or its points.  ``intended`` carries a `SetScale`."""

    intended = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = ""
        self._curve: UtilityCurve | None = None
        self.kind = DropDown()
        self.kind.setAccessibleName(tr("Utility curve"))
        for id_, word in KINDS.items():
            self.kind.addItem(tr(word), id_)
        self.kind.activated.connect(self._choose)
        self._word = QLabel()
        self.number = NumberField(tr("Risk tolerance or exponent"))
        self.number.setFixedWidth(100)
        self.number.committed.connect(self._set_number)
        self.points = TextField(tr("Points of the curve"))
        self.points.setPlaceholderText("0: 0; 40: 3/5; 100: 1")
        self.points.setToolTip(tr("Net value: utility, with semicolons between the points."))
        self.points.committed.connect(self._set_points)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        label = QLabel(tr("&Utility of"))
        label.setBuddy(self.kind)
        for part in (label, self.kind, self._word, self.number):
            row.addWidget(part)
        row.addWidget(self.points, 1)
        row.addStretch(1)

    def show_curve(self, document: Document, scale: str) -> None:
        """What a document states for a scale."""
        entry = document.scales.get(scale)
        self._scale, self._curve = scale, entry.utility if entry is not None else None
        kind = self._curve.kind if self._curve is not None else ""
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self.kind.setToolTip(
            tr(TIPS.get(kind, mark("Expected utility goes by the net values themselves.")))
        )
        names: Mapping[str, Fraction] = document.parameter_values
        is_number = kind in ("exponential", "power")
        self._word.setText(
            {"exponential": tr("risk tolerance"), "power": tr("exponent")}.get(kind, "")
        )
        self._word.setVisible(is_number)
        self.number.setVisible(is_number)
        self.points.setVisible(kind == "points")
        if self._curve is not None and is_number:
            own = self._curve.risk_tolerance if kind == "exponential" else self._curve.exponent
            self.number.show_number(own, names)
        if self._curve is not None and kind == "points":
            self.points.show_value("; ".join(f"{x.text}: {u.text}" for x, u in self._curve.points))

    def offer(self, tolerance: Fraction, points: str) -> None:
        """What a curve that is newly chosen begins with."""
        self._offered, self._offered_points = tolerance, points

    _offered: Fraction = Fraction(100)
    _offered_points: str = "0: 0; 1: 1"

    def _choose(self) -> None:
        kind = str(self.kind.currentData() or "")
        before = self._curve.kind if self._curve is not None else ""
        if kind == before:
            return
        curve: UtilityCurve | None = None
        if kind == "exponential":
            curve = UtilityCurve(kind=kind, risk_tolerance=Numeral.of(self._offered))
        elif kind == "power":
            curve = UtilityCurve(kind=kind, exponent=Numeral("1/2"))
        elif kind == "points":
            curve = UtilityCurve(kind=kind, points=_points(self._offered_points))
        elif kind:
            curve = UtilityCurve(kind=kind)
        self.intended.emit(SetScale(self._scale, {"utility": curve}))

    def _set_number(self, numeral: object) -> None:
        if self._curve is None or not isinstance(numeral, Numeral):
            return
        kind = self._curve.kind
        if kind == "exponential":
            curve = UtilityCurve(kind=kind, risk_tolerance=numeral)
        else:
            curve = UtilityCurve(kind=kind, exponent=numeral)
        self.intended.emit(SetScale(self._scale, {"utility": curve}))

    def _set_points(self, text: object) -> None:
        curve = UtilityCurve(kind="points", points=_points(str(text)))
        self.intended.emit(SetScale(self._scale, {"utility": curve}))


def _points(text: str) -> tuple[tuple[Numeral, Numeral], ...]:
    """Points as they are typed; what is no pair is left for the check to refuse."""
    result = []
    for part in text.split(";"):
        x, colon, u = part.partition(":")
        if part.strip():
            result.append((Numeral.typed(x.strip()), Numeral.typed(u.strip() if colon else "")))
    return tuple(result)

"""A field for a number or an expression."""

from collections.abc import Mapping
from fractions import Fraction

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from solver.document.intervals import interval_of
from solver.document.numerals import Numeral
from solver.errors import NumberError
from solver.translation import tr
from widgets.basics.fields import TextField
from widgets.basics.tips import plain_tip


class NumberField(TextField):
    """A number or expression as typed.  `committed` carries a `Numeral`, or None if it is empty.

    The exact value is in the tool tip; what is wrong is said there too, and the text turns to the
    colour of errors with a mark in front (so that it reads without colour).
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._names: Mapping[str, Fraction] = {}
        self._numeral: Numeral | None = None
        self.takes_intervals = False  # “0.1 – 0.8” means that opinions differ, and is no difference
        self.textChanged.connect(self._judge)

    def show_number(self, numeral: Numeral | None, names: Mapping[str, Fraction]) -> None:
        self._names = names
        self._numeral = numeral
        self.show_value(numeral.text if numeral is not None else "")
        self._judge()

    def _value(self) -> Numeral | None:
        text = self.text().strip()
        if not text:
            return None
        if self._numeral is not None and text == self._numeral.text:
            return self._numeral
        return Numeral.typed(text)

    def _judge(self) -> None:
        text = self.text().strip()
        problem, tip = "", ""
        ends = interval_of(Numeral.typed(text)) if self.takes_intervals else None
        if ends is not None:
            tip = tr("From {text} to {text2}: opinions differ about it.").format(
                text=ends[0].text, text2=ends[1].text
            )
        elif text and text != "#":
            try:
                value = Numeral.typed(text).value(self._names)
                tip = f"= {value}" + (f" ≈ {float(value):.6g}" if value.denominator != 1 else "")
            except (NumberError, OverflowError) as error:
                problem = str(error)
        elif text == "#":
            tip = tr("What the other branches leave, shared equally.")
        palette = QPalette()
        if problem:
            palette.setColor(QPalette.ColorRole.Text, palette.color(QPalette.ColorRole.BrightText))
        self.setPalette(palette)
        font = self.font()
        font.setUnderline(bool(problem))
        self.setFont(font)
        self.setToolTip(plain_tip(problem or tip))

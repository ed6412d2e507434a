"""A slider for a parameter between its bounds."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSlider, QWidget

from solver.document.model import Document
from solver.errors import NumberError
from solver.translation import tr
from solver.words.numbers import Format

STEPS: Final = 100


class ParameterSlider(QSlider):
    """Moves a parameter in a hundred steps; not shown where there are no bounds.

    `moved` carries the number and the gesture: the same while the handle is held.
    """

    moved = Signal(object, str)

    def __init__(self, parameter: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setAccessibleName(tr("Slider of parameter {parameter}").format(parameter=parameter))
        self.setRange(0, STEPS)
        self._parameter = parameter
        self._bounds = (Fraction(0), Fraction(1))
        self._format = Format()
        self._gestures = 0
        self.valueChanged.connect(self._tell)
        self.sliderReleased.connect(self._next)

    def show_document(self, document: Document) -> None:
        """Stand where the parameter is."""
        parameter = document.parameters[self._parameter]
        self._format = Format.of(document)
        names: Mapping[str, Fraction] = document.parameter_values
        value = names.get(self._parameter)
        try:
            bounds = [n.value(names) for n in (parameter.min, parameter.max) if n is not None]
        except NumberError:
            bounds = []
        usable = value is not None and len(bounds) == 2 and bounds[0] < bounds[1]
        self.setVisible(usable)
        if not usable or value is None:
            return
        low, high = self._bounds = (bounds[0], bounds[1])
        self.blockSignals(True)
        self.setValue(round((max(low, min(high, value)) - low) / (high - low) * STEPS))
        self.blockSignals(False)

    def _tell(self, step: int) -> None:
        low, high = self._bounds
        number = self._format.typed(low + (high - low) * Fraction(step, STEPS))
        self.moved.emit(number, f"{self._parameter} {id(self)} {self._gestures}")
        if not self.isSliderDown():
            self._next()

    def _next(self) -> None:
        self._gestures += 1

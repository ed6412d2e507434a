"""Which chart a step of a talk shows: its kind, and the parameters that it is about."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from solver.charts.question import KINDS
from solver.document.model import Document
from solver.translation import mark, tr
from solver.words.plain_mathematics import plain_text
from widgets.basics.fields import DropDown
from widgets.basics.layouts import nest

NAMES: Final = (mark("First parameter of the chart"), mark("Second parameter of the chart"))


class ChartFields(QWidget):
    """A box for the kind and two for parameters, as many of them as the kind is about."""

    wanted = Signal(str)  # a chart, as `solver.charts.question` writes it

    def __init__(self) -> None:
        super().__init__()
        self.kind = _box(tr("Kind of chart"))
        self.kind.addItem(tr("Choose a chart"), "")
        for kind in KINDS.values():
            if not kind.is_table:
                self.kind.addItem(tr(kind.name), kind.id)
        self.parameters = tuple(_box(tr(name)) for name in NAMES)
        self._shown = self._at = ""  # the kind that the step states, and what of several
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.kind)
        row = QHBoxLayout()
        row.setSpacing(4)
        nest(column, row)
        for box in self.parameters:
            row.addWidget(box, 1)
        for box in (self.kind, *self.parameters):
            box.activated.connect(self._want)

    def show_chart(self, document: Document, chart: str) -> None:
        """Show what a step states; a parameter that is not there any more is listed by its name."""
        word, _, self._at = chart.partition("@")
        id_, _, about = word.partition(":")
        self._shown = id_
        stated = [part.strip() for part in about.split(",") if part.strip()]
        self.kind.setCurrentIndex(max(0, self.kind.findData(id_)))
        for place, box in enumerate(self.parameters):
            box.clear()
            for parameter, entry in document.parameters.items():
                box.addItem(plain_text(entry.label or parameter), parameter)
            if place < len(stated):
                if stated[place] not in document.parameters:
                    box.addItem(stated[place], stated[place])
                box.setCurrentIndex(box.findData(stated[place]))
            elif place < box.count():
                box.setCurrentIndex(place)
        self._show_boxes()

    def _show_boxes(self) -> None:
        kind = KINDS.get(str(self.kind.currentData() or ""))
        for place, box in enumerate(self.parameters):
            box.setVisible(kind is not None and place < kind.parameters)

    def _want(self) -> None:
        self._show_boxes()
        kind = KINDS.get(str(self.kind.currentData() or ""))
        if kind is None:
            self.wanted.emit("")
            return
        about = [str(box.currentData() or "") for box in self.parameters[: kind.parameters]]
        at = f"@{self._at}" if self._at and kind.id == self._shown else ""
        self.wanted.emit(f"{kind.id}:{','.join(about)}".rstrip(":,") + at)


def _box(name: str) -> QComboBox:
    box = DropDown()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(6)
    return box

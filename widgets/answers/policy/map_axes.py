"""Which two choices the map of policies is of, where there are more."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from solver.translation import mark, tr
from widgets.basics.tips import plain_tip

NAMES: Final = (mark("Across"), mark("Up"))


class _Choice(QComboBox):
    """A choice that the wheel passes by: it scrolls the page."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class MapAxes(QWidget):
    """A choice for each side; what is chosen for the one is what the other had, if it is the same."""

    chosen = Signal(str, str)  # nodes

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._boxes = []
        for name in NAMES:
            box = _Choice()
            box.setObjectName(f"map {name}".lower())
            box.setAccessibleName(tr("Map of policies: {side}").format(side=tr(name)))
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(6)
            form.addRow(tr(name), box)
            self._boxes.append(box)
        for at, box in enumerate(self._boxes):
            box.activated.connect(lambda _, at=at: self._choose(at))
        self._known: tuple[str, str] = ("", "")
        self._shown: object = None

    @property
    def count(self) -> int:
        """How many choices there are to choose from."""
        return self._boxes[0].count()

    def show_choices(self, told: Mapping[str, str], chosen: tuple[str, str]) -> None:
        """What can be chosen, by its node, and what is."""
        if (told, chosen) == self._shown:
            return
        self._shown, self._known = (dict(told), chosen), chosen
        for box, node in zip(self._boxes, chosen, strict=True):
            box.clear()
            for id_, text in told.items():
                box.addItem(text, id_)
            box.setCurrentIndex(box.findData(node))
            box.setToolTip(plain_tip(told[node]))

    def _choose(self, at: int) -> None:
        new = [str(box.currentData()) for box in self._boxes]
        if new[0] == new[1]:
            new[1 - at] = self._known[at]
        if (new[0], new[1]) != self._known:
            self.chosen.emit(*new)

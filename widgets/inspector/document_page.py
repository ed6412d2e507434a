"""The panel for the document: title, notes, direction, criteria and parameters."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import (
    AddCriterion,
    AddParameter,
    Edit,
    RemoveCriterion,
    RemoveParameter,
    RenameParameter,
    SetCriterion,
    SetDocument,
    SetParameter,
    SetView,
)
from widgets.basics.fields import caption, heading, sentence
from widgets.basics.slider import ParameterSlider
from widgets.inspector.field_page import Page, to_the_left


class DocumentPanel(QScrollArea):
    """Shows the page of a document; it emits edits."""

    intended = Signal(object)  # an Edit

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("document")
        self.setAccessibleName("Document")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(12, 12, 12, 12)
        self.setWidget(inside)
        self._key: object = None
        self._page: DocumentPage | None = None
        self.show_document(Document())

    def show_document(self, document: Document) -> None:
        """Show what a document states as a whole."""
        key = (tuple(document.parameters), tuple(document.criteria))
        if key != self._key or self._page is None:
            self._key = key
            if self._page is not None:
                self._column.removeWidget(self._page)
                self._page.hide()
                self._page.deleteLater()
            self._page = DocumentPage(document)
            self._page.intended.connect(self.intended)
            self._column.addWidget(self._page, 1)
        self._page.show_document(document)


class DocumentPage(Page):
    """Title, notes, direction, criteria and parameters."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        title = self._text("Title", lambda d: d.title, lambda text: SetDocument(title=text))
        title.setPlaceholderText("Untitled tree")
        self._captioned("Title", title)
        notes = self._notes("Notes", lambda d: d.notes, lambda text: SetDocument(notes=text))
        self._captioned("Notes", notes)
        direction = QComboBox()
        direction.setAccessibleName("Direction of the tree")
        direction.addItem("Left to right", "right")
        direction.addItem("Top down", "down")
        direction.activated.connect(
            lambda: self._emit(SetView("direction", direction.currentData()))
        )
        self._showing.append(lambda d: direction.setCurrentIndex(direction.findData(d.direction)))
        row = QHBoxLayout()
        row.addWidget(caption("Direction", direction))
        row.addWidget(direction, 1)
        self._add(row)
        self._criteria(document)
        self._parameters(document)
        self._column.addStretch(1)

    def _criteria(self, document: Document) -> None:
        self._add(heading("Criteria"))
        if not document.criteria:
            self._add(sentence("One criterion: value, more is better."))
        grid = QGridLayout()
        grid.setSpacing(6)
        for row, id_ in enumerate(document.criteria):
            self._criterion(grid, row, id_)
        self._add(grid)
        add = self._button("Add criterion", AddCriterion, "Outcomes get a value on each criterion.")
        self._add(to_the_left(add))

    def _criterion(self, grid: QGridLayout, row: int, id_: str) -> None:
        label = self._text(
            f"Label of criterion {id_}",
            lambda d: d.criteria[id_].label,
            lambda text: SetCriterion(id_, {"label": text}),
        )
        label.setPlaceholderText(id_)
        better = QComboBox()
        better.setAccessibleName(f"Which way criterion {id_} is better")
        better.addItem("more is better", "more")
        better.addItem("less is better", "less")
        better.activated.connect(partial(self._set_better, id_, better))
        self._showing.append(partial(self._show_better, id_, better))
        grid.addWidget(label, row, 0)
        grid.addWidget(better, row, 1)
        remove = self._small("✕", f"Remove criterion {id_}", partial(RemoveCriterion, id_))
        grid.addWidget(remove, row, 2)

    def _set_better(self, id_: str, box: QComboBox) -> None:
        self._emit(SetCriterion(id_, {"better": box.currentData()}))

    @staticmethod
    def _show_better(id_: str, box: QComboBox, document: Document) -> None:
        box.setCurrentIndex(box.findData(document.criteria[id_].better))

    def _parameters(self, document: Document) -> None:
        self._add(heading("Parameters"))
        if not document.parameters:
            self._add(
                sentence(
                    "Names for numbers, to be used in expressions such as 1 - p or max(0, p - 1/2)^2."
                )
            )
        grid = QGridLayout()
        grid.setSpacing(6)
        for row, id_ in enumerate(document.parameters):
            self._parameter(grid, 3 * row, id_)
        self._add(grid)
        self._add(to_the_left(self._button("Add parameter", AddParameter)))

    def _parameter(self, grid: QGridLayout, row: int, id_: str) -> None:
        def change(key: str, value: Numeral | None) -> Edit:
            if key == "value" and value is None:
                value = Numeral("0", quoted=False)
            return SetParameter(id_, {key: value})

        name = self._text(
            f"Name of parameter {id_}", lambda _: id_, lambda text: RenameParameter(id_, text)
        )
        name.setMaximumWidth(80)
        grid.addWidget(name, row, 0)
        for column, key in enumerate(("value", "min", "max"), start=1):
            field = self._number(
                f"{key.capitalize()} of parameter {id_}",
                partial(_parameter_number, id_, key),
                partial(change, key),
            )
            field.setPlaceholderText(key)
            grid.addWidget(field, row, column)
        remove = self._small("✕", f"Remove parameter {id_}", partial(RemoveParameter, id_))
        grid.addWidget(remove, row, 4)
        label = self._text(
            f"Label of parameter {id_}",
            lambda d: d.parameters[id_].label,
            lambda text: SetParameter(id_, {"label": text}),
        )
        label.setPlaceholderText("what it stands for")
        grid.addWidget(label, row + 1, 1, 1, 3)
        slider = ParameterSlider(id_)
        slider.moved.connect(
            lambda value, gesture: self._emit(SetParameter(id_, {"value": value}, gesture))
        )
        self._showing.append(slider.show_document)
        grid.addWidget(slider, row + 2, 1, 1, 3)


def _parameter_number(id_: str, key: str, document: Document) -> Numeral | None:
    number: Numeral | None = getattr(document.parameters[id_], key)
    return number

"""What the pages of the inspector share: fields that follow the document and emit edits."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from solver.document.elements import Values
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.document.values import criterion_numerals
from solver.edits import (
    Edit,
)
from solver.errors import NumberError
from solver.translation import tr
from widgets.basics.fields import NotesField, TextField, caption, sentence, title
from widgets.basics.layouts import nest
from widgets.basics.number_field import NumberField


class Page(QWidget):
    """One page: `show_document` brings its fields in line with a document."""

    intended = Signal(object)  # an Edit

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._showing: list[Callable[[Document], None]] = []

    def show_document(self, document: Document) -> None:
        for show in self._showing:
            show(document)

    def follow(self, show: Callable[[Document], None]) -> None:
        """Something that is to be brought in line with the document, too."""
        self._showing.append(show)

    def _emit(self, edit: Edit) -> None:
        self.intended.emit(edit)

    # ------------------------------------------------------------ parts of pages

    def add(self, part: QWidget | QLayout, stretch: int = 0) -> None:
        if isinstance(part, QWidget):
            self._column.addWidget(part, stretch)
        else:
            nest(self._column, part, stretch)

    def _head(self, kind: str, name: Callable[[Document], str]) -> None:
        """What kind of thing this is, and its name."""
        self.add(sentence(kind, muted=True))
        label = title()
        self.add(label)
        self._showing.append(lambda document: label.setText(name(document)))

    def text(
        self, name: str, read: Callable[[Document], str], edit: Callable[[str], Edit]
    ) -> TextField:
        field = TextField(name)
        field.committed.connect(lambda text: self._emit(edit(text)))
        self._showing.append(lambda document: field.show_value(read(document)))
        return field

    def number(
        self,
        name: str,
        read: Callable[[Document], Numeral | None],
        edit: Callable[[Numeral | None], Edit],
    ) -> NumberField:
        field = NumberField(name)
        field.committed.connect(lambda numeral: self._emit(edit(numeral)))
        self._showing.append(
            lambda document: field.show_number(read(document), document.parameter_values)
        )
        return field

    def notes(
        self, name: str, read: Callable[[Document], str], edit: Callable[[str], Edit]
    ) -> NotesField:
        field = NotesField(name)
        field.grow()
        field.committed.connect(lambda text: self._emit(edit(text)))
        self._showing.append(lambda document: field.show_value(read(document)))
        return field

    def captioned(self, text: str, field: QWidget, stretch: int = 0) -> None:
        self.add(caption(text, field))
        self.add(field, stretch)

    def button(self, text: str, edit: Callable[[], Edit], tip: str = "") -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.clicked.connect(lambda: self._emit(edit()))
        return button

    def small(self, text: str, name: str, edit: Callable[[], Edit]) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setAutoRaise(True)
        button.clicked.connect(lambda: self._emit(edit()))
        return button

    def values(
        self,
        name: str,
        criteria: tuple[str, ...],
        read: Callable[[Document], Values | None],
        edit: Callable[[Values | None], Edit],
    ) -> QLayout:
        """One field per criterion for an outcome's value or a branch's payoff."""
        row = QGridLayout()
        row.setSpacing(6)
        fields: dict[str, NumberField] = {}

        def values() -> Values | None:
            numbers = {
                id_: Numeral.typed(field.text())
                for id_, field in fields.items()
                if field.text().strip()
            }
            if not numbers:
                return None
            return numbers[criteria[0]] if len(criteria) == 1 else numbers

        for place, id_ in enumerate(criteria):
            field = fields[id_] = NumberField(
                name if len(criteria) == 1 else tr("{name} on {id}").format(name=name, id=id_)
            )
            field.committed.connect(lambda _: self._emit(edit(values())))
            if len(criteria) > 1:
                told = caption(id_, field)
                self.follow(partial(_show_criterion, told, id_))
                row.addWidget(told, place, 0)
            row.addWidget(field, place, 1)

        def show(document: Document) -> None:
            numerals = _by_criterion(document, read(document))
            for id_, field in fields.items():
                field.show_number(numerals.get(id_), document.parameter_values)

        self._showing.append(show)
        return row


def _by_criterion(document: Document, values: Values | None) -> Mapping[str, Numeral]:
    try:
        return criterion_numerals(document, values)
    except NumberError:  # ambiguous: the findings say so; the first field shows the number
        return {document.criterion_ids[0]: values} if isinstance(values, Numeral) else {}


def _show_criterion(told: QLabel, id_: str, document: Document) -> None:
    criterion = document.criterion(id_)
    told.setText((criterion.label if criterion else "") or id_)


def to_the_left(widget: QWidget) -> QLayout:
    row = QHBoxLayout()
    row.addWidget(widget)
    row.addStretch(1)
    return row

"""The document’s parameters: each with its number, what it stands for, a slider, and how it is drawn."""

from functools import partial

from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from solver.document.intervals import interval_of
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import (
    AddParameter,
    Edit,
    RemoveParameter,
    RenameParameter,
    SetParameter,
    SetParameterInterval,
)
from solver.translation import tr
from widgets.basics.bars.slider import ParameterSlider
from widgets.basics.fields import heading, sentence
from widgets.basics.layouts import nest
from widgets.inspector.distribution_fields import DistributionFields
from widgets.inspector.field_page import Page, to_the_left

NAME, NUMBER = 72, 76  # pixels of fields


def add_parameters(page: Page, document: Document) -> None:
    """All parameters below each other, so that several sliders are in view."""
    page.add(heading(tr("Parameters")))
    if not document.parameters:
        page.add(
            sentence(
                tr(
                    "Names for numbers, to be used in expressions such as 1 - p or max(0, p - 1/2)^2."
                ),
                muted=True,
            )
        )
    for id_ in document.parameters:
        _parameter(page, id_)
    page.add(to_the_left(page.button(tr("Add parameter"), AddParameter)))


def _parameter(page: Page, id_: str) -> None:
    def change(key: str, value: Numeral | None) -> Edit:
        if key == "value" and (ends := interval_of(value)) is not None:
            return SetParameterInterval(id_, *ends)
        if key == "value" and value is None:
            value = Numeral("0", quoted=False)
        return SetParameter(id_, {key: value})

    name = page.text(
        tr("Name of parameter {id}").format(id=id_),
        lambda _: id_,
        lambda text: RenameParameter(id_, text),
    )
    name.setFixedWidth(NAME)
    label = page.text(
        tr("Label of parameter {id}").format(id=id_),
        lambda d: d.parameters[id_].label,
        lambda text: SetParameter(id_, {"label": text}),
    )
    label.setPlaceholderText(tr("what it stands for"))
    fields = {}
    for key, told in (
        ("value", tr("Value")),
        ("min", tr("Least value")),
        ("max", tr("Greatest value")),
    ):
        fields[key] = page.number(
            tr("{told} of parameter {id}").format(told=told, id=id_),
            partial(_number, id_, key),
            partial(change, key),
        )
        fields[key].setFixedWidth(NUMBER)
        fields[key].takes_intervals = key == "value"
        fields[key].setPlaceholderText(
            {"value": tr("value"), "min": tr("least"), "max": tr("most")}[key]
        )
    slider = ParameterSlider(id_)
    slider.moved.connect(
        lambda value, gesture: page.intended.emit(SetParameter(id_, {"value": value}, gesture))
    )
    page.follow(slider.show_document)
    remove = page.small(
        "✕", tr("Remove parameter {id}").format(id=id_), partial(RemoveParameter, id_)
    )
    grid = QGridLayout()
    grid.setHorizontalSpacing(6)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(2, 1)
    grid.addWidget(name, 0, 0)
    grid.addWidget(fields["value"], 0, 1)
    grid.addWidget(label, 0, 2)
    grid.addWidget(remove, 0, 3)
    bounds = QHBoxLayout()
    bounds.setSpacing(6)
    bounds.addWidget(fields["min"])
    bounds.addWidget(slider, 1)
    bounds.addWidget(fields["max"])
    bounds.addStretch(0)
    nest(grid, bounds, 1, 0, 1, 4)
    distribution = DistributionFields(id_)
    distribution.intended.connect(page.intended)
    page.follow(distribution.show_document)
    grid.addWidget(distribution, 2, 0, 1, 4)
    grid.setContentsMargins(0, 0, 0, 8)
    page.add(grid)


def _number(id_: str, key: str, document: Document) -> Numeral | None:
    number: Numeral | None = getattr(document.parameters[id_], key)
    return number

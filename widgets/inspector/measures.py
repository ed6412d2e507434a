"""What outcomes are measured on: criteria with the form of their numbers, and scales."""

from functools import partial
from typing import Any, Final

import msgspec
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout

from solver.document.elements import DEFAULT_CRITERION, Criterion, NumberFormat
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import AddCriterion, Edit, RemoveCriterion, SetCriterion, SetScale
from solver.translation import tr, trn
from solver.words.numbers import Format
from widgets.basics.assistive import show_checked
from widgets.basics.fields import DropDown, caption, heading, sentence
from widgets.basics.layouts import nest
from widgets.inspector.field_page import Page, to_the_left

NARROW: Final = 56  # pixels of a field for a sign or a figure
SHOWN: Final = Numeral("1234.5")  # whose form is shown as an example


def scales_of(document: Document) -> tuple[str, ...]:
    """The scales on which outcomes stand, in the order in which they come."""
    names = (outcome.scale_name for outcome in document.outcomes.values())
    return tuple(dict.fromkeys(name for name in names if name))


def _criterion(document: Document, id_: str) -> Criterion:
    return document.criterion(id_) or DEFAULT_CRITERION


def add_criteria(page: Page, document: Document) -> None:
    """Each criterion: its label, which way is better, and how its numbers are written."""
    page.add(heading(tr("Criteria")))
    for id_ in document.criterion_ids:
        _criterion_fields(page, id_)
    add = page.button(
        tr("Add criterion"), AddCriterion, tr("Outcomes get a value on each criterion.")
    )
    page.add(to_the_left(add))


def _criterion_fields(page: Page, id_: str) -> None:
    label = page.text(
        tr("Label of criterion {id}").format(id=id_),
        lambda d: _criterion(d, id_).label,
        lambda text: SetCriterion(id_, {"label": text}),
    )
    label.setPlaceholderText(id_)
    better = DropDown()
    better.setAccessibleName(tr("Which way criterion {id} is better").format(id=id_))
    better.addItem(tr("more is better"), "more")
    better.addItem(tr("less is better"), "less")
    better.activated.connect(
        lambda: page.intended.emit(SetCriterion(id_, {"better": better.currentData()}))
    )
    page.follow(lambda d: better.setCurrentIndex(better.findData(_criterion(d, id_).better)))
    remove = page.small(
        "✕", tr("Remove criterion {id}").format(id=id_), partial(RemoveCriterion, id_)
    )
    page.follow(lambda d: remove.setVisible(len(d.criteria) > 1))
    grid = QGridLayout()
    grid.setHorizontalSpacing(6)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    grid.setContentsMargins(0, 0, 0, 8)
    grid.addWidget(label, 0, 0)
    grid.addWidget(better, 0, 1)
    grid.addWidget(remove, 0, 2)
    nest(grid, _format_fields(page, id_), 1, 0, 1, 3)
    page.add(grid)


class _Form:
    """The form of a criterion’s numbers as the document has it, to be changed a part at a time."""

    def __init__(self, id_: str) -> None:
        self._id = id_
        self.now = NumberFormat()

    def follow(self, document: Document) -> None:
        self.now = _criterion(document, self._id).format or NumberFormat()

    def set(self, part: str, value: Any) -> Edit:
        form = msgspec.structs.replace(self.now, **{part: value})
        plain = not (form.prefix or form.suffix or form.decimals or form.thousands or form.extra)
        return SetCriterion(self._id, {"format": None if plain else form})


def _format_fields(page: Page, id_: str) -> QVBoxLayout:
    form = _Form(id_)
    page.follow(form.follow)
    before, after = (
        page.text(
            tr("Sign {where} the numbers of criterion {id}").format(where=where, id=id_),
            lambda d, part=part: getattr(_criterion(d, id_).format or NumberFormat(), part),  # type: ignore[misc]
            partial(form.set, part),
        )
        for part, where in (("prefix", tr("before")), ("suffix", tr("behind")))
    )
    before.setPlaceholderText("$")
    after.setPlaceholderText("kg")
    figures = page.number(
        tr("Digits after the point of criterion {id}").format(id=id_),
        lambda d: (_criterion(d, id_).format or NumberFormat()).decimals,
        partial(form.set, "decimals"),
    )
    figures.setPlaceholderText(tr("any"))
    thousands = QCheckBox("1 000")
    thousands.setAccessibleName(tr("Space between thousands of criterion {id}").format(id=id_))
    thousands.setToolTip(tr("A thin space between thousands."))
    thousands.toggled.connect(lambda on: page.intended.emit(form.set("thousands", on)))
    page.follow(
        lambda d: show_checked(
            thousands, bool((_criterion(d, id_).format or NumberFormat()).thousands)
        )
    )
    example = sentence(muted=True)
    example.setWordWrap(False)
    example.setToolTip(tr("How a number on this criterion is written."))
    page.follow(
        lambda d: example.setText(
            tr("For example ") + Format.of(d).value(_criterion(d, id_), SHOWN.value())
        )
    )
    row = QHBoxLayout()
    row.setSpacing(4)
    row.addWidget(caption(tr("Sign"), before))
    row.addWidget(before)
    row.addWidget(caption(tr("figures"), figures))
    row.addWidget(figures)
    row.addWidget(caption(tr("unit"), after))
    row.addWidget(after)
    for field in (before, figures, after):
        field.setFixedWidth(NARROW)
    row.addStretch(1)
    below = QHBoxLayout()
    below.addWidget(example)
    below.addStretch(1)
    below.addWidget(thousands)
    lines = QVBoxLayout()
    lines.setSpacing(2)
    nest(lines, row)
    nest(lines, below)
    return lines


def add_scales(page: Page, document: Document) -> None:
    """The scales: outcomes on one of them compare by their values."""
    page.add(heading(tr("Scales")))
    names = scales_of(document)
    if not names:
        page.add(
            sentence(tr("None yet: an outcome that has a value stands on a scale."), muted=True)
        )
    grid = QGridLayout()
    grid.setHorizontalSpacing(6)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    for row, name in enumerate(names):
        field = page.text(
            tr("Label of scale {name}").format(name=name),
            partial(_scale_label, name),
            partial(_named_scale, name),
        )
        field.setPlaceholderText(name)
        count = sentence(muted=True)
        count.setWordWrap(False)
        page.follow(partial(_show_count, count, name))
        grid.addWidget(field, row, 0)
        grid.addWidget(count, row, 1)
    page.add(grid)


def _show_count(label: Any, name: str, document: Document) -> None:
    number = sum(outcome.scale_name == name for outcome in document.outcomes.values())
    label.setText(trn("{number} outcome", "{number} outcomes", number).format(number=number))


def _scale_label(name: str, document: Document) -> str:
    entry = document.scales.get(name)
    return entry.label if entry is not None else ""


def _named_scale(name: str, text: str) -> Edit:
    return SetScale(name, {"label": text})

"""The completion: the utility function that expected utility uses where preferences have gaps."""

from functools import partial

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from solver.document.elements import Completion, ScaleUtility, Values
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.document.values import criterion_numerals
from solver.edits import SetCompletion
from solver.errors import NumberError
from solver.translation import tr
from widgets.basics.fields import caption, heading, sentence
from widgets.basics.layouts import nest
from widgets.basics.number_field import NumberField
from widgets.preferences.stating import outcome_names


class CompletionEditor(QWidget):
    """A weight and an offset for each scale, a utility for each outcome alone."""

    intended = Signal(object)  # an Edit

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("completion")
        self.setAccessibleName(tr("Completion of the preferences"))
        self._document = Document()
        self._shape: object = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(heading(tr("Utility for the rule “Expected utility”")))
        self._text = sentence()
        column.addWidget(self._text)
        self._rows = QWidget()
        column.addWidget(self._rows)
        buttons = QHBoxLayout()
        self._fill = QPushButton(tr("Fill in an example"))
        self._fill.setToolTip(tr("Weights 1, offsets 0, utilities 0: a start to change."))
        self._fill.clicked.connect(self._example)
        self._remove = QPushButton(tr("Remove"))
        self._remove.clicked.connect(lambda: self.intended.emit(SetCompletion(None)))
        buttons.addWidget(self._fill)
        buttons.addWidget(self._remove)
        buttons.addStretch(1)
        nest(column, buttons)
        self._fields: list[tuple[NumberField, tuple[str, str, str]]] = []

    def show_document(self, document: Document) -> None:
        self._document = document
        scales, alone = _parts(document)
        called = outcome_names(document)
        shape = (
            tuple(scales.items()),
            tuple((id_, called[id_]) for id_ in alone),
            document.completion is None,
        )
        if shape != self._shape:
            self._shape = shape
            self._build(scales, alone)
        completion = document.completion
        self._remove.setEnabled(completion is not None)
        needed = len(scales) + len(alone) > 1 or any(len(c) > 1 for c in scales.values())
        if completion is not None:
            self._text.setText(tr("Utility = weight × value + offset on each scale."))
        elif needed:
            self._text.setText(
                tr("Preferences have gaps; expected utility needs this to fill them.")
            )
        else:
            self._text.setText(
                tr("Not needed: all outcomes stand on one scale with one criterion.")
            )
        for field, key in self._fields:
            field.show_number(_read(document, key), document.parameter_values)

    def _build(self, scales: dict[str, tuple[str, ...]], alone: tuple[str, ...]) -> None:
        self._fields = []
        old = self._rows
        self._rows = QWidget()
        grid = QGridLayout(self._rows)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        layout = self.layout()
        assert layout is not None
        layout.replaceWidget(old, self._rows)
        old.hide()
        old.deleteLater()
        if self._document.completion is None:
            return
        row, names = 0, outcome_names(self._document)
        for scale, criteria in scales.items():
            for criterion in criteria:
                text = tr("Weight of “{scale}”").format(scale=scale) + (
                    tr(" on {criterion}").format(criterion=criterion) if len(criteria) > 1 else ""
                )
                self._row(grid, row, text, ("weight", scale, criterion))
                row += 1
            self._row(
                grid, row, tr("Offset of “{scale}”").format(scale=scale), ("offset", scale, "")
            )
            row += 1
        for id_ in alone:
            self._row(
                grid,
                row,
                tr("Utility of “{name}”").format(name=names.get(id_, id_)),
                ("alone", id_, ""),
            )
            row += 1

    def _row(self, grid: QGridLayout, row: int, text: str, key: tuple[str, str, str]) -> None:
        field = NumberField(text)
        field.committed.connect(partial(self._changed, key))
        grid.addWidget(caption(text, field), row, 0)
        grid.addWidget(field, row, 1)
        self._fields.append((field, key))

    def _example(self) -> None:
        scales, alone = _parts(self._document)
        one, zero = Numeral("1", quoted=False), Numeral("0", quoted=False)
        self.intended.emit(
            SetCompletion(
                Completion(
                    scales={
                        scale: ScaleUtility(
                            weight=one if len(criteria) == 1 else dict.fromkeys(criteria, one),
                            offset=zero,
                        )
                        for scale, criteria in scales.items()
                    },
                    alone=dict.fromkeys(alone, zero),
                )
            )
        )

    def _changed(self, key: tuple[str, str, str], numeral: Numeral | None) -> None:
        completion = self._document.completion or Completion()
        part, name, criterion = key
        if part == "alone":
            alone = {id_: u for id_, u in completion.alone.items() if id_ != name}
            if numeral is not None:
                alone[name] = numeral
            completion = msgspec.structs.replace(completion, alone=alone)
        else:
            entry = completion.scales.get(name, ScaleUtility())
            if part == "offset":
                entry = msgspec.structs.replace(entry, offset=numeral)
            else:
                criteria = _parts(self._document)[0].get(name, ())
                weights = _weights(entry.weight, criteria)
                weights.pop(criterion, None)
                if numeral is not None:
                    weights[criterion] = numeral
                weight: Values | None = weights or None
                if len(criteria) == 1:
                    weight = numeral
                entry = msgspec.structs.replace(entry, weight=weight)
            completion = msgspec.structs.replace(
                completion, scales={**completion.scales, name: entry}
            )
        self.intended.emit(SetCompletion(completion))


def _parts(document: Document) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """The scales with their criteria, and the outcomes alone."""
    scales: dict[str, dict[str, None]] = {}
    alone = []
    for outcome in document.outcomes.values():
        if outcome.scale_name is None:
            alone.append(outcome.id)
            continue
        try:
            criteria = criterion_numerals(document, outcome.value)
        except NumberError:
            criteria = {}  # a finding says so; the scale still has its row
        scales.setdefault(outcome.scale_name, {}).update(dict.fromkeys(criteria))
    return {scale: tuple(criteria) for scale, criteria in scales.items()}, tuple(alone)


def _weights(weight: Values | None, criteria: tuple[str, ...]) -> dict[str, Numeral]:
    if weight is None:
        return {}
    if isinstance(weight, Numeral):
        return dict.fromkeys(criteria, weight)
    return dict(weight)


def _read(document: Document, key: tuple[str, str, str]) -> Numeral | None:
    completion = document.completion
    part, name, criterion = key
    if completion is None:
        return None
    if part == "alone":
        return completion.alone.get(name)
    entry = completion.scales.get(name, ScaleUtility())
    if part == "offset":
        return entry.offset
    return _weights(entry.weight, (criterion,)).get(criterion)

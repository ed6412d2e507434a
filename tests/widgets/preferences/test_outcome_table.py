"""Rows of the outcome table come and go while one of its cells is being edited."""

from dataclasses import replace
from random import Random

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

import assets
from solver.document.elements import Criterion
from solver.document.model import Document
from solver.edits import AddOutcome, Edit, RemoveOutcome, RenameOutcome, SetOutcome
from solver.formats.quandary import loads
from widgets.preferences.outcome_table import OutcomeTable


class Table:
    """A table whose edits are made at once, as the window makes them."""

    def __init__(self, qtbot: QtBot) -> None:
        self.document: Document = loads(assets.example_text("shutdown"))
        self.table = OutcomeTable()
        qtbot.addWidget(self.table)
        self.table.show_document(self.document)
        self.table.intended.connect(self.perform)
        self.table.show()
        self.table.activateWindow()

    def perform(self, edit: Edit) -> None:
        self.document = edit.apply(self.document)
        self.table.show_document(self.document)

    def type(self, qtbot: QtBot, place: QModelIndex, text: str, key: Qt.Key) -> None:
        """Edit a cell and leave it by a key."""
        self.table.setCurrentIndex(place)
        self.table.edit(place)
        editor = self.table.findChild(QLineEdit)
        assert isinstance(editor, QLineEdit)
        editor.setText(text)
        qtbot.keyClick(editor, key)
        QApplication.processEvents()  # a second commit would be a warning of Qt's here


def test_tab_in_the_empty_row_goes_on_with_the_new_outcome(qtbot: QtBot) -> None:
    shown = Table(qtbot)
    model = shown.table.model()
    shown.type(qtbot, model.index(3, 0), "Peace", Qt.Key.Key_Tab)
    assert [outcome.label for outcome in shown.document.outcomes.values()][3] == "Peace"
    assert model.rowCount() == 5
    current = shown.table.currentIndex()
    assert (current.row(), current.column()) == (3, 1)  # the scale of what was added


def test_long_names_go_on_below(qtbot: QtBot) -> None:
    shown = Table(qtbot)
    heights = [shown.table.rowHeight(row) for row in range(3)]
    shown.perform(
        SetOutcome("L", {"label": "The agent is shut down after step 7 and all else " * 3})
    )
    shown.table.resize(400, 300)
    QApplication.processEvents()
    assert shown.table.rowHeight(0) > heights[0] + shown.table.fontMetrics().height()
    assert shown.table.rowHeight(1) <= heights[1]
    assert shown.table.height() > sum(shown.table.rowHeight(row) for row in range(4))


def test_renaming_in_the_table_goes_on_in_the_same_row(qtbot: QtBot) -> None:
    shown = Table(qtbot)
    shown.type(qtbot, shown.table.model().index(0, 0), "Lived", Qt.Key.Key_Tab)
    assert next(iter(shown.document.outcomes.values())).label == "Lived"
    current = shown.table.currentIndex()
    assert (current.row(), current.column()) == (0, 1)


def test_the_model_keeps_the_rules_of_models(qtbot: QtBot) -> None:
    """Qt's own tester of models watches 300 random changes, several at a time as undo makes them."""
    shown = Table(qtbot)
    model = shown.table.model()
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Warning, shown.table
    )
    draw = Random(7)
    past = [shown.document]
    for number in range(300):
        ids = list(shown.document.outcomes)
        some = draw.choice(ids) if ids else ""
        edits: list[Edit] = [AddOutcome(label=f"n{number}")]
        if ids:
            edits += [RemoveOutcome(some), RenameOutcome(some, f"r{number}")]
        if draw.random() < 0.2:
            shown.document = draw.choice(past)
            shown.table.show_document(shown.document)
        else:
            shown.perform(draw.choice(edits))
        past.append(shown.document)
        named = [model.index(row, 0).data() for row in range(model.rowCount())]
        outcomes = shown.document.outcomes.values()
        assert named == [*(own.label or own.id for own in outcomes), "New outcome…"]
    assert tester.model() is model


def test_heads_of_criteria_keep_their_own_capitals_and_set_formulas(qtbot: QtBot) -> None:
    shown = Table(qtbot)
    for label, head in (("QALYs gained", "QALYs gained"), ("$v_1$", "V₁")):
        criteria = {"value": Criterion(id="value", label=label)}
        shown.document = replace(shown.document, criteria=criteria)
        shown.table.show_document(shown.document)
        assert shown.table.model().headerData(2, Qt.Orientation.Horizontal) == head


def test_a_scale_that_nobody_named_is_called_as_in_sentences_and_files(qtbot: QtBot) -> None:
    shown = Table(qtbot)
    shown.perform(SetOutcome("L", {"scale": None}))
    place = shown.table.model().index(0, 1)
    assert place.data() == "default"
    assert place.data(Qt.ItemDataRole.EditRole) == ""  # as it is typed
    assert place.data(Qt.ItemDataRole.ToolTipRole).endswith("the other outcomes on “default”.")
    shown.perform(SetOutcome("L", {"value": None}))
    assert shown.table.model().index(0, 1).data() == "alone"

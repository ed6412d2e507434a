"""Criteria with the form of their numbers, and scales, in the panel of the document."""

from PySide6.QtWidgets import QCheckBox, QLineEdit

from app.window.main_window import MainWindow
from solver.document.numerals import Numeral
from solver.edits import SetBranch, SetCriterion
from widgets.inspector.document_page import DocumentPanel


def field(panel: DocumentPanel, name: str) -> QLineEdit:
    known = [f for f in panel.findChildren(QLineEdit) if f.accessibleName() == name]
    return known[-1]  # those of a page that is given up may still be there


def typed(panel: DocumentPanel, name: str, text: str) -> None:
    line = field(panel, name)
    line.setText(text)
    line.editingFinished.emit()


def test_the_form_of_a_criterions_numbers_is_typed_a_part_at_a_time(window: MainWindow) -> None:
    window.documents.open_example("shutdown")
    panel = window.panels.document
    assert not window.session.document.criteria
    typed(panel, "Sign before the numbers of criterion value", "$")
    typed(panel, "Digits after the point of criterion value", "2")
    thousands = next(
        box
        for box in reversed(panel.findChildren(QCheckBox))
        if "thousands" in box.accessibleName()
    )
    thousands.click()
    form = window.session.document.criteria["value"].format
    assert form is not None
    assert (form.prefix, form.suffix, form.decimals, form.thousands) == (
        "$",
        "",
        Numeral("2", False),
        True,
    )
    window.perform(SetBranch("lucky", {"payoff": Numeral("-1234.5")}))
    assert any(
        "$1\u202f234.50" in (item.look.detail if item else "")
        for item in map(window.canvas.tree.node_item, window.session.document.nodes)
    )
    for _ in range(3):
        window.session.stack.undo()
    window.session.stack.undo()
    assert not window.session.document.criteria
    assert not thousands.isChecked()
    typed(panel, "Sign before the numbers of criterion value", "$")
    typed(panel, "Sign before the numbers of criterion value", "")
    assert window.session.document.criteria["value"].format is None


def test_criteria_and_scales_get_labels(window: MainWindow) -> None:
    window.documents.open_example("shutdown")
    panel = window.panels.document
    typed(panel, "Label of scale two steps", "long run")
    assert window.session.document.scales["two steps"].label == "long run"
    assert window.session.document.outcomes["L"].scale == "two steps"
    typed(panel, "Label of scale two steps", "")
    assert not window.session.document.scales
    window.perform(SetCriterion("value", {"better": "less"}))
    typed(panel, "Label of criterion value", "loss")
    assert window.session.document.criteria["value"].label == "loss"


def test_no_field_is_stale_when_an_outcome_is_chosen(window: MainWindow) -> None:
    window.documents.open_example("shutdown")
    window.canvas.select((), ("continue | lucky",))
    names = {f.accessibleName() for f in window.inspector.findChildren(QLineEdit)}
    assert {"Label of the branch", "Label of the outcome", "Value of the outcome"} <= names

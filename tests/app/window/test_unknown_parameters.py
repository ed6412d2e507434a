"""A name that is no parameter yet is offered as one, wherever it was typed: one step, by keyboard."""

from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.window.main_window import MainWindow
from solver.checks import check
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import CreateParameter, SetBranch, SetOutcome
from solver.errors import EditError
from tests.documents.trees import chance, document, outcome
from widgets.canvas.view.inline_editor import InlineEditor


@pytest.fixture
def opened(window: MainWindow) -> MainWindow:
    window.documents.open_example("oil")
    return window


def lines(window: MainWindow) -> list[str]:
    found = window.panels.findings
    return [found.item(row).text().strip() for row in range(found.count())]


def chances(window: MainWindow) -> list[str]:
    shown = window.session.document
    node = next(id_ for id_ in shown.tree if shown.nodes[id_].kind == "chance")
    return [branch.id for branch in shown.children(node)]


def test_findings_offer_each_name_once_and_one_step_creates_it(opened: MainWindow) -> None:
    first, *others = chances(opened)
    opened.perform(SetBranch(first, {"probability": Numeral("wet * 2 / q")}))
    opened.perform(SetBranch(others[0], {"probability": Numeral("wet")}))
    offers = [line for line in lines(opened) if line.startswith("+")]
    assert offers == ["+  Create parameter “q”", "+  Create parameter “wet”"]
    steps = opened.session.stack.count()
    found = opened.panels.findings
    found.setFocus()
    found.setCurrentRow(lines(opened).index(offers[1]))
    QTest.keyClick(found, Qt.Key.Key_Return)
    made = opened.session.document.parameters["wet"]
    assert (made.value.text, made.min, made.max) == ("1/2", Numeral.of(0), Numeral.of(1))
    assert opened.session.stack.count() == steps + 1
    assert "+  Create parameter “q”" in lines(opened)
    assert "+  Create parameter “wet”" not in lines(opened)
    opened.session.stack.undo()
    assert "wet" not in opened.session.document.parameters


def test_the_inspector_has_a_button_for_it(opened: MainWindow) -> None:
    shown = opened.session.document
    name = next(iter(shown.outcomes))
    opened.perform(SetOutcome(name, {"value": Numeral("profit")}))
    node = next(n.id for n in shown.nodes.values() if n.outcome == name)
    opened.canvas.select((node,))
    opened.show_page(opened.inspector)
    (button,) = [b for b in opened.inspector.findChildren(QPushButton) if "“profit”" in b.text()]
    QTest.keyClick(button, Qt.Key.Key_Space)
    made = opened.session.document.parameters["profit"]
    assert (made.value.text, made.min) == ("1", None)
    assert not [
        b
        for b in opened.inspector.findChildren(QPushButton)
        if "“profit”" in b.text() and b.isVisible()
    ]


def test_in_place_control_and_enter_accept_and_create_in_one_step(
    opened: MainWindow, qtbot: QtBot
) -> None:
    first = chances(opened)[0]
    opened.canvas.select((), (first,))
    opened.canvas.start_inline_edit()
    (editor,) = opened.findChildren(InlineEditor)
    (field,) = [f for f in editor.findChildren(QLineEdit) if f.accessibleName() == "Probability"]
    field.setFocus()
    field.clear()
    QTest.keyClicks(field, "rain/2")
    assert "Create parameter “rain”" in editor._offer.text()
    steps = opened.session.stack.count()
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    now = opened.session.document
    assert now.branches[first].probability == Numeral("rain/2")
    assert now.parameters["rain"].value.text == "1/2"
    assert opened.session.stack.count() == steps + 1


def test_what_uses_unknown_names_is_found_wherever_it_stands() -> None:
    tree = chance(
        "n", ("a", "x", {"probability": "p + q"}), ("b", "y", {"payoff": "if(r < 1, 1, s)"})
    )
    ends = [outcome("x", "s", "min(v, 2)"), outcome("y", "s", "1")]
    made = document(tree, ends, parameters=[{"id": "t", "value": "u * 2", "max": "w"}])
    unknown = {name for finding in check(made) for name in finding.unknown}
    assert unknown == set("pqrsuvw")
    for name in sorted(unknown):
        made = CreateParameter(name).apply(made)
    assert not any(finding.unknown for finding in check(made))
    assert CreateParameter("p").apply(made) is made
    with pytest.raises(EditError, match="cannot be used"):
        CreateParameter("1p").apply(Document())


def test_a_share_that_gets_a_name_stays_what_it_was() -> None:
    tree = chance("n", ("a", "x", {"probability": "p"}), ("b", "y", {"probability": "10%"}))
    ends = [outcome("x", "s", "1"), outcome("y", "s", "0")]
    made = CreateParameter("p").apply(document(tree, ends))
    assert made.parameters["p"].value.value() == Fraction(9, 10)
    assert not check(made)

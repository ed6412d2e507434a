"""The panels show a document and emit what is intended; they change nothing themselves."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import assets
from solver.checks import check
from solver.document.elements import Completion, Kind
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import (
    AddNode,
    AddOutcome,
    MoveBranch,
    RemoveOutcome,
    SetBranch,
    SetCompletion,
    SetDocument,
    SetNode,
    SetOutcome,
    SetView,
    StatePreference,
)
from solver.formats.quandary import loads
from solver.preferences.outcome_matrix import matrix
from solver.rules import solve
from widgets.canvas.view.canvas import Canvas
from widgets.drawing.looks.looker import Looker
from widgets.inspector.document_page import DocumentPanel
from widgets.inspector.inspector import Inspector
from widgets.preferences.completion_editor import CompletionEditor
from widgets.preferences.outcome_matrix import PreferenceMatrix
from widgets.preferences.outcome_table import OutcomeTable
from widgets.shell.findings_list import FindingsList
from widgets.shell.palette import Palette


@pytest.fixture
def shutdown() -> Document:
    return loads(assets.example_text("shutdown"))


Emitted = Callable[[Any], list[Any]]


@pytest.fixture
def emitted(qtbot: QtBot) -> Emitted:
    def listen(widget: Any) -> list[Any]:
        qtbot.addWidget(widget)
        edits: list[Any] = []
        widget.intended.connect(edits.append)
        return edits

    return listen


def field(widget: QWidget, name: str) -> Any:
    for kind in (QLineEdit, QComboBox, QPushButton, QWidget):
        for child in widget.findChildren(kind):
            if child.accessibleName() == name:
                return child
    raise AssertionError(f"no field {name}")


def test_the_panel_of_the_document_edits_it(
    qtbot: QtBot, emitted: Emitted, shutdown: Document
) -> None:
    panel = DocumentPanel()
    edits = emitted(panel)
    panel.show_document(shutdown)
    panel.show()
    title = field(panel, "Title")
    title.setFocus()
    title.selectAll()
    qtbot.keyClicks(title, "News")
    qtbot.keyClick(title, Qt.Key.Key_Return)
    assert edits == [SetDocument(title="News")]
    direction = field(panel, "Direction of the tree")
    direction.setCurrentIndex(1)
    direction.activated.emit(1)
    assert edits[-1] == SetView("direction", "down")


def test_escape_takes_typing_back(qtbot: QtBot, emitted: Emitted, shutdown: Document) -> None:
    panel = DocumentPanel()
    edits = emitted(panel)
    panel.show_document(shutdown)
    title = field(panel, "Title")
    qtbot.keyClicks(title, "x")
    qtbot.keyClick(title, Qt.Key.Key_Escape)
    assert title.text() == shutdown.title
    title.editingFinished.emit()
    assert edits == []


def test_the_inspector_edits_all_branches_of_a_node(
    qtbot: QtBot, emitted: Emitted, shutdown: Document
) -> None:
    inspector = Inspector()
    edits = emitted(inspector)
    inspector.show_document(shutdown, check(shutdown))
    inspector.show_selection(("observe",), ())
    share = field(inspector, "Probability of branch 2")
    share.setText("1/10")
    share.editingFinished.emit()
    assert edits == [SetBranch("unlucky", {"probability": Numeral("1/10")})]
    field(inspector, "Move branch 2 up").click()
    assert edits[-1] == MoveBranch("unlucky", 0)
    field(inspector, "Add a chance node below").click()
    assert edits[-1] == AddNode(Kind.CHANCE, parent="observe")
    field(inspector, "Make it a choice node").click()
    assert edits[-1] == SetNode("observe", {"kind": Kind.CHOICE})


def test_the_inspector_edits_an_outcome_where_it_stands(
    emitted: Emitted, shutdown: Document
) -> None:
    inspector = Inspector()
    edits = emitted(inspector)
    inspector.show_document(shutdown)
    inspector.show_selection(("L.4",), ())
    value = field(inspector, "Value of the outcome")
    value.setText("2")
    value.editingFinished.emit()
    assert edits == [SetOutcome("L", {"value": Numeral("2", quoted=False)})]
    outcome = field(inspector, "Outcome")
    outcome.setCurrentIndex(outcome.findData("U"))
    outcome.activated.emit(0)
    assert edits[-1] == SetNode("L.4", {"outcome": "U"})


def test_typing_survives_a_change_elsewhere(
    qtbot: QtBot, emitted: Emitted, shutdown: Document
) -> None:
    panel = DocumentPanel()
    emitted(panel)
    panel.show_document(shutdown)
    panel.show()
    title = field(panel, "Title")
    title.setFocus()
    qtbot.waitUntil(title.hasFocus)
    qtbot.keyClicks(title, "!")
    typed = title.text()
    panel.show_document(SetNode("observe", {"label": "x"}).apply(shutdown))
    assert title.text() == typed


def test_a_wrong_number_says_why(emitted: Emitted, shutdown: Document) -> None:
    inspector = Inspector()
    emitted(inspector)
    inspector.show_document(shutdown)
    inspector.show_selection((), ("lucky",))
    share = field(inspector, "Probability of the branch")
    share.setText("1/0")
    assert "divides by zero" in share.toolTip()
    assert share.font().underline()
    share.setText("1/3")
    assert share.toolTip() == "= 1/3 ≈ 0.333333"


def test_the_outcome_table(qtbot: QtBot, emitted: Emitted, shutdown: Document) -> None:
    table = OutcomeTable()
    edits = emitted(table)
    table.show_document(shutdown)
    model = table.model()
    assert model.rowCount() == 4
    for column, text, edit in (
        (0, "label", SetOutcome("L", {"label": "label"})),
        (1, "other", SetOutcome("L", {"scale": "other"})),
        (2, "1/2", SetOutcome("L", {"value": Numeral("1/2")})),
        (2, "", SetOutcome("L", {"value": None})),
    ):
        model.setData(model.index(0, column), text)
        assert edits[-1] == edit
    model.setData(model.index(3, 0), "New")
    assert edits[-1] == AddOutcome(label="New")
    table.show_document(AddOutcome("Extra").apply(shutdown))
    table.setCurrentIndex(model.index(3, 0))
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert edits[-1] == RemoveOutcome("Extra")


def test_the_matrix_states_by_click_and_by_key(
    qtbot: QtBot, emitted: Emitted, shutdown: Document
) -> None:
    view = PreferenceMatrix()
    edits = emitted(view)
    refused: list[str] = []
    view.refused.connect(refused.append)
    view.show_document(shutdown, matrix(shutdown))
    model = view.model()
    signs = [[model.index(r, c).data() for c in range(3)] for r in range(3)]
    assert signs == [["", "≻", "∥"], ["≺", "", "∥"], ["∥", "∥", ""]]
    view.clicked.emit(model.index(0, 2))
    assert edits == [StatePreference("L", "S", "better")]
    view.clicked.emit(model.index(0, 1))
    assert len(edits) == 1
    assert "their scale settles it" in refused[0]
    document = edits[0].apply(shutdown)
    view.show_document(document, matrix(document))
    assert model.index(0, 2).data() == "≻"
    assert "stated outright" in model.index(0, 2).data(Qt.ItemDataRole.ToolTipRole)
    view.clicked.emit(model.index(0, 2))
    assert edits[-1] == StatePreference("L", "S", "worse")
    view.setCurrentIndex(model.index(2, 1))
    qtbot.keyClick(view, Qt.Key.Key_Equal)
    assert edits[-1] == StatePreference("S", "U", "equal")


def test_the_completion_is_filled_in_and_removed(emitted: Emitted, shutdown: Document) -> None:
    editor = CompletionEditor()
    edits = emitted(editor)
    editor.show_document(shutdown)
    editor.findChildren(QPushButton)[0].click()
    document = edits[-1].apply(shutdown)
    editor.show_document(document)
    weight = field(editor, "Weight of “two steps”")
    assert weight.text() == "1"
    weight.setText("3")
    weight.editingFinished.emit()
    completion = edits[-1].completion
    assert isinstance(completion, Completion)
    assert completion.scales["two steps"].weight == Numeral("3", quoted=False)
    editor.findChildren(QPushButton)[1].click()
    assert edits[-1] == SetCompletion(None)


def test_markup_in_labels_stays_text(
    qtbot: QtBot, shutdown: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = "<img src=/etc/hostname><b>L</b>"
    document = SetOutcome("L", {"label": image}).apply(shutdown)
    canvas = Canvas()
    qtbot.addWidget(canvas)
    canvas.resize(900, 600)
    canvas.show_document(document)
    canvas.show()
    qtbot.waitExposed(canvas)
    item = canvas.scene().node_item("L.4")
    place = canvas.mapFromScene(item.sceneBoundingRect().center())
    tips: list[str] = []
    monkeypatch.setattr(
        "widgets.canvas.view.canvas.QToolTip.showText", lambda at, text, beside: tips.append(text)
    )
    asked = QHelpEvent(QEvent.Type.ToolTip, place, canvas.viewport().mapToGlobal(place))
    QApplication.sendEvent(canvas.viewport(), asked)
    view = PreferenceMatrix()
    qtbot.addWidget(view)
    view.show_document(document, matrix(document))
    header = view.model().headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert len(tips) == 1
    for tip in (*tips, header):
        assert "<img" not in tip
        assert "&lt;img" in tip


def test_findings_are_listed_and_jump(qtbot: QtBot, shutdown: Document) -> None:
    broken = SetBranch("lucky", {"probability": Numeral("2")}).apply(shutdown)
    found = FindingsList()
    qtbot.addWidget(found)
    found.show_findings(check(broken))
    jumped: list[Any] = []
    found.jump.connect(jumped.append)
    found.itemClicked.emit(found.item(0))
    assert jumped[0].branches == ("lucky",)
    assert found.item(0).toolTip() == "Until this is mended, nothing is solved."  # and no ids
    found.show_findings(())
    assert found.isHidden()


def test_outcomes_without_a_value_under_a_payoff_get_one_in_a_step(
    qtbot: QtBot, emitted: Emitted
) -> None:
    """They are called by their labels, and stay in a gap with all that has a scale."""
    free = loads(assets.example_text("corrigibility"))
    (arm,) = [branch.id for branch in free.branches.values() if branch.label == "build the arm"]
    paid = SetBranch(arm, {"payoff": Numeral("-1")}).apply(free)
    found = FindingsList()
    qtbot.addWidget(found)
    edits = emitted(found)
    (finding,) = check(paid)
    assert "the outcome “Shutdown” below it has no value there" in finding.message
    found.show_findings((finding,))
    (on_its_own,) = found.findItems("a scale of its own", Qt.MatchFlag.MatchContains)
    found.itemClicked.emit(on_its_own)
    (edit,) = edits
    mended = edit.apply(paid)
    assert not check(mended)
    (shut,) = [o for o in mended.outcomes.values() if o.label == "Shutdown"]
    assert (shut.scale, shut.value) == ("Shutdown", Numeral.of(0))
    assert solve(mended, "dsm").plans_total == 2
    assert found.findItems("Let payoffs alone", Qt.MatchFlag.MatchContains)
    found.show_findings((finding,), payoffs_alone=False)
    assert not found.findItems("Let payoffs alone", Qt.MatchFlag.MatchContains)


def test_a_formula_as_a_value_is_told_at_its_outcome_and_offers_no_parameter(
    qtbot: QtBot, shutdown: Document
) -> None:
    wrong = SetOutcome("L", {"value": Numeral("$A^+$")}).apply(shutdown)
    findings = check(wrong)
    found = FindingsList()
    qtbot.addWidget(found)
    found.show_findings(findings)
    assert [found.item(row).text() for row in range(found.count())] == [
        "✕  The value of outcome “Lucky task done”: There is a formula in dollar signs where a number is wanted."
    ]
    looker = Looker(wrong, findings)
    marked = [id_ for id_ in wrong.tree if looker.node(id_).problem]
    assert [wrong.nodes[id_].outcome for id_ in marked] == ["L"]


def test_the_palette_adds_below_the_selected_node(qtbot: QtBot, emitted: Emitted) -> None:
    palette = Palette()
    edits = emitted(palette)
    button = palette.findChild(QWidget, "palette.chance")
    assert button is not None
    qtbot.keyClick(button, Qt.Key.Key_Space)
    palette.set_parent_node("n1")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert edits == [AddNode(Kind.CHANCE), AddNode(Kind.CHANCE, parent="n1")]

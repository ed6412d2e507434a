"""The window as a whole: its names, building by drop, the one loop, and what is never lost."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QGraphicsView,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

import assets
from app.analyses.preferences import PreferencesPart
from app.analyses.verdict import VerdictPart
from app.export.export_request import ExportRequest
from app.export.options import ExportOptions
from app.storage.data_folder import settings_file
from app.window.main_window import MainWindow
from solver.document.elements import Kind
from solver.document.numerals import Numeral
from solver.edits import AddNode, AddOutcome, RenameNode, SetNode, SetOutcome, StatePreference
from solver.formats.quandary import dumps, loads
from solver.rules import RULES
from tests.app.conftest import Answers
from tests.bench.large.open_document import balanced
from tests.drags import drop
from widgets.basics.theme import SMALL_PIXELS
from widgets.canvas.items.item import TreeItem
from widgets.canvas.view.inline_editor import InlineEditor
from widgets.drawing.figure import LEGIBLE

Wait = Callable[[], None]


def place_of(window: MainWindow, node: str) -> QPoint:
    item = window.canvas.tree.node_item(node)
    assert item is not None
    return window.canvas.mapFromScene(item.pos())


def test_names_for_automation(window: MainWindow) -> None:
    for name in (
        "canvas",
        "palette",
        "inspector",
        "outcomes",
        "preferences",
        "rule",
        "plans",
        "findings",
    ):
        widget = window.findChild(QWidget, name)
        assert widget is not None, name
        assert widget.accessibleName(), name
    assert isinstance(window.findChild(QWidget, "canvas"), QGraphicsView)
    box = window.findChild(QComboBox, "rule")
    assert isinstance(box, QComboBox)
    assert [box.itemData(i) for i in range(box.count())] == list(RULES)


def test_every_action_has_a_name_and_a_unique_key(window: MainWindow) -> None:
    keys: list[str] = []
    for menu in window.menuBar().findChildren(QMenu):
        for action in menu.actions():
            if (
                not action.isSeparator()
                and action.menu() is None
                and menu.objectName() != "menu.recent"
            ):
                assert "." in action.objectName(), action.text()
    for action in window.findChildren(QAction):
        if action.objectName():
            keys += [key.toString() for key in action.shortcuts()]
    assert len(keys) == len(set(keys))
    assert {row.name for row in window.actions_table.rows} <= {
        a.objectName() for a in window.findChildren(QAction)
    }


def test_items_answer_with_id_and_kind(window: MainWindow) -> None:
    window.documents.open_example("shutdown")
    items = [item for item in window.canvas.scene().items() if isinstance(item, TreeItem)]
    found = {(item.element, item.id) for item in items}
    document = window.session.document
    assert found == {("node", id_) for id_ in document.nodes} | {
        ("branch", id_) for id_ in document.branches
    }


def test_return_presses_the_button_that_has_the_focus(window: MainWindow, qtbot: QtBot) -> None:
    window.documents.open_example("shutdown")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.actions_table["talk.steps"].trigger()
    button = next(b for b in window.findChildren(QPushButton) if b.text() == "&Generate")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert window.session.document.view.get("steps")


def test_the_menu_marks_how_the_tree_is_laid_out(window: MainWindow) -> None:
    window.documents.open_example("shutdown")

    def marked() -> list[str]:
        ways = ("right", "down", "angled", "curved", "straight")
        return [way for way in ways if window.actions_table[f"layout.{way}"].isChecked()]

    assert marked() == ["right", "angled"]
    for way in ("down", "curved", "curved"):
        window.actions_table[f"layout.{way}"].trigger()
    assert marked() == ["down", "curved"]
    window.session.stack.undo()
    assert marked() == ["down", "angled"]


def test_a_tree_is_built_by_drops_and_solves(
    window: MainWindow, wait_solved: Wait, qtbot: QtBot
) -> None:
    window.documents.new()
    drop(window, Kind.CHOICE, QPoint(200, 200))
    qtbot.waitUntil(lambda: window.findChild(InlineEditor) is not None)  # as one added by key
    window.canvas.close_editor()
    root = next(iter(window.session.document.nodes))
    drop(window, Kind.OUTCOME, place_of(window, root))
    drop(window, Kind.OUTCOME, place_of(window, root))
    document = window.session.document
    branch = window.canvas.tree.branch_item(next(iter(document.branches)))
    assert branch is not None
    drop(window, Kind.CHANCE, window.canvas.mapFromScene(branch.middle))
    document = window.session.document
    kinds = [node.kind for node in document.nodes.values()]
    assert kinds == [Kind.CHOICE, Kind.OUTCOME, Kind.OUTCOME, Kind.CHANCE]
    assert document.parent(list(document.nodes)[1]) == list(document.nodes)[3]
    for node, label in zip(list(document.nodes)[1:3], "AB", strict=True):
        window.perform(AddOutcome(label, use_at=node))
    wait_solved()
    label = window.findChild(QLabel, "verdict")
    assert label is not None
    assert label.text() == "Nothing to decide by yet"
    offer = window.findChild(QPushButton, "verdict.action")
    assert offer is not None
    assert offer.text() == "State a preference"
    offer.click()
    assert window.is_in_front(window.part(PreferencesPart).place)
    stack = window.session.stack
    while stack.canUndo():
        stack.undo()
    assert not window.session.document.nodes
    while stack.canRedo():
        stack.redo()
    assert len(window.session.document.nodes) == 4


def test_what_was_told_goes_with_another_place_and_another_document(window: MainWindow) -> None:
    window.documents.open_example("shutdown")
    window.tell("Something.")
    window.actions_table["view.preferences"].trigger()
    assert window.statusBar().currentMessage() == ""
    window.tell("Something.")
    window.documents.open_example("oil")
    assert window.statusBar().currentMessage() == ""


def test_a_drop_that_cannot_be_is_refused(window: MainWindow) -> None:
    window.documents.open_example("shutdown")
    before = window.session.document
    drop(window, Kind.CHOICE, place_of(window, "S.3"))
    branch = window.canvas.tree.branch_item("lucky")
    assert branch is not None
    drop(window, Kind.OUTCOME, window.canvas.mapFromScene(branch.middle))
    assert window.session.document is before
    assert "ends the tree" in window.statusBar().currentMessage()


def test_nodes_are_moved_by_mouse_in_one_step(window: MainWindow, qtbot: QtBot) -> None:
    window.documents.open_example("shutdown")
    start = place_of(window, "if lucky")
    viewport = window.canvas.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 6):
        qtbot.mouseMove(viewport, start + QPoint(0, 10 * step))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=start + QPoint(0, 50))
    assert window.session.stack.count() == 1
    assert window.session.stack.undoText() == "move node"
    assert window.session.document.nodes["if lucky"].y is not None
    window.session.stack.undo()
    assert dumps(window.session.document) == assets.example_text("shutdown")


def test_a_branch_is_drawn_from_the_handle_to_a_loose_node(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.documents.open_example("single-souring")
    drop(window, Kind.OUTCOME, QPoint(60, 60))
    loose = list(window.session.document.nodes)[-1]
    window.canvas.select(("n1",))
    item = window.canvas.tree.node_item("n1")
    assert item is not None
    start = window.canvas.mapFromScene(item.mapToScene(item.handle))
    end = place_of(window, loose)
    viewport = window.canvas.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(viewport, (start + end) / 2)
    qtbot.mouseMove(viewport, end)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    assert window.session.document.parent(loose) == "n1"


def test_a_contradiction_is_refused_with_its_circle(window: MainWindow) -> None:
    window.documents.open_example("shutdown")
    window.perform(StatePreference("U", "S", "better"))
    before = window.session.document
    window.perform(StatePreference("S", "L", "better"))
    assert window.session.document is before
    message = window.statusBar().currentMessage()
    assert "S ≻ L ≻ U ≻ S" in message or "L ≻ U ≻ S ≻ L" in message or "U ≻ S ≻ L ≻ U" in message


def test_clicking_gets_past_a_refused_statement(window: MainWindow) -> None:
    window.documents.open_example("shutdown")
    window.perform(StatePreference("U", "S", "better"))
    model = window.part(PreferencesPart).view.matrix.model()
    cell = model.index(2, 0)  # S against L: only worse is possible
    window.part(PreferencesPart).view.matrix.clicked.emit(cell)
    assert window.session.document.preferences.better == (("U", "S"),)
    window.part(PreferencesPart).view.matrix.clicked.emit(cell)
    assert window.session.document.preferences.better == (("U", "S"), ("L", "S"))


def test_a_renamed_node_stays_selected_and_a_refused_name_is_put_back(
    window: MainWindow,
) -> None:
    window.documents.open_example("shutdown")
    window.canvas.select(("observe",))
    window.perform(RenameNode("observe", "start"))
    assert window.canvas.selection() == (("start",), ())
    fields = {f.accessibleName(): f for f in window.inspector.findChildren(QLineEdit)}
    identity = fields["Id of the node"]
    identity.setText("if lucky")
    identity.editingFinished.emit()
    assert "already" in window.statusBar().currentMessage()
    assert identity.text() == "start"


FAULTY = {
    "cycle": '{"format":"quandary","version":1,"root":"a","nodes":[{"id":"a","kind":"choice"},'
    '{"id":"b","kind":"choice"}],"branches":[{"id":"1","from":"a","to":"b"},'
    '{"id":"2","from":"b","to":"a"}]}',
    "1/0": '{"format":"quandary","version":1,"outcomes":[{"id":"o","value":"1/0"}],'
    '"nodes":[{"id":"n","kind":"outcome","outcome":"o"}]}',
    "1e400": '{"format":"quandary","version":1,"outcomes":[{"id":"o","value":1e400}],'
    '"nodes":[{"id":"n","kind":"outcome","outcome":"o"}]}',
}


@pytest.mark.parametrize("fault", list(FAULTY))
def test_a_faulty_tree_opens_with_its_findings(
    window: MainWindow, tmp_path: Path, wait_solved: Wait, fault: str
) -> None:
    path = tmp_path / "faulty.json"
    path.write_text(FAULTY[fault], encoding="utf-8")
    window.documents.open_path(str(path))
    wait_solved()
    assert window.panels.findings.count() >= 1
    assert window.panels.findings.isVisible()
    assert dumps(window.session.document) == dumps(loads(FAULTY[fault]))


def test_a_finding_jumps_to_its_place(window: MainWindow) -> None:
    window.documents.open_example("shutdown")
    window.perform(SetNode("if lucky", {"kind": Kind.CHANCE}))
    window.perform(SetOutcome("L", {"value": Numeral("1/0")}))
    item = window.panels.findings.item(0)
    window.panels.findings.itemClicked.emit(item)
    assert window.part(PreferencesPart).outcomes.hasFocus() or window.canvas.selection() != ((), ())


def test_dark_and_only_the_tree(window: MainWindow) -> None:
    window.documents.open_example("shutdown")
    window.actions_table["view.dark"].trigger()
    assert window.canvas.tree.theme.is_dark
    window.actions_table["view.dark"].trigger()
    window.actions_table["view.only_tree"].trigger()
    assert not window.panels.palette_panel.isVisible()
    window.actions_table["view.only_tree"].trigger()
    assert window.panels.palette_panel.isVisible()


def test_help_has_every_key(window: MainWindow, answers: Answers) -> None:
    window.actions_table["help.keys"].trigger()
    window.actions_table["help.about"].trigger()
    assert "Ctrl+S" in answers.said[0]


def test_every_example_opens_without_findings_and_solves(
    window: MainWindow, wait_solved: Wait
) -> None:
    for example in assets.EXAMPLES:
        window.documents.open_example(example.name)
        assert window.panels.findings.count() == 0
        assert window.session.document.notes
        wait_solved()
        assert window.part(VerdictPart).plans.model().rowCount() >= 1


def test_a_large_document_is_looked_over_in_the_background(
    window: MainWindow, wait_solved: Wait, tmp_path: Path
) -> None:
    document = balanced(700)
    leaf = next(node for node in document.nodes.values() if node.kind is Kind.OUTCOME)
    path = tmp_path / "large.quandary.json"
    path.write_text(dumps(document), encoding="utf-8")
    window.documents.open_path(str(path))
    window.perform(SetNode(leaf.id, {"outcome": None}))
    wait_solved()
    assert window.panels.findings.count() == 1
    assert window.canvas.tree.node_item(leaf.id).look.problem  # type: ignore[union-attr]
    window.session.stack.undo()
    wait_solved()
    assert window.panels.findings.count() == 0
    assert window.part(VerdictPart).plans.model().rowCount() >= 1


LEAST = LEGIBLE / SMALL_PIXELS  # smaller, and its numbers could not be read


def test_a_growing_tree_stays_in_view_until_somebody_zooms(window: MainWindow) -> None:
    window.documents.open_example("single-souring")
    canvas = window.canvas

    def is_seen() -> bool:
        seen = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
        whole = seen.contains(canvas.tree.content_rect())
        return whole or (seen.contains(canvas.selected_rect()) and canvas.zoom == LEAST)

    parent = "n2"
    for _ in range(8):
        window.perform(AddNode(Kind.CHANCE, parent=parent))
        parent = list(window.session.document.nodes)[-1]
        assert is_seen()
    canvas.zoom_in()
    zoom = canvas.zoom
    window.perform(AddNode(Kind.CHANCE, parent=parent))
    assert canvas.zoom == zoom


def test_the_picture_is_exported_and_copied_as_shown(
    window: MainWindow, answers: Answers, wait_solved: Wait, tmp_path: Path
) -> None:
    window.documents.open_example("single-souring")
    wait_solved()
    pictures = []
    for highlighted in (True, False):
        path = tmp_path / f"{highlighted}.svg"
        answers.export = ExportRequest(str(path), ExportOptions(), highlighted)
        window.actions_table["export.picture"].trigger()
        wait_solved()
        pictures.append(path.read_text(encoding="utf-8"))
    assert pictures[0] != pictures[1]
    answers.export = ExportRequest(str(tmp_path / "none" / "x.svg"), ExportOptions(), True)
    window.actions_table["export.picture"].trigger()
    wait_solved()
    assert "could not be written" in answers.said[-1]
    window.actions_table["export.copy"].trigger()
    wait_solved()
    assert QGuiApplication.clipboard().image().width() > 300
    QGuiApplication.clipboard().clear()


def test_settings_of_tests_are_their_own() -> None:
    assert str(settings_file()).startswith(os.environ["XDG_CONFIG_HOME"])
    assert "quandary-tests-" in str(settings_file())  # and of no single test


def test_a_document_opened_over_itself_is_drawn(window: MainWindow, wait_solved: Wait) -> None:
    for _ in range(2):
        window.documents.open_example("single-souring")
        wait_solved()
    window.verdict.set_rule("naive")
    wait_solved()
    tree = window.canvas.tree
    assert all(tree.node_item(id_) is not None for id_ in window.session.document.nodes)

"""Preferences in the window: the place, the diagram, the reasons."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.analyses.preferences import PreferencesPart
from app.window.main_window import MainWindow
from solver.edits import AddOutcome
from solver.preferences.named_relations import names
from widgets.preferences.outcome_table import ROW


def why(window: MainWindow, name: str = "why.pair") -> str:
    label = window.findChild(QLabel, name)
    assert label is not None
    return label.text()


def test_a_chosen_pair_says_why(
    window: MainWindow, qtbot: QtBot, wait_solved: Callable[[], None]
) -> None:
    window.documents.open_example("shutdown")
    window.actions_table["view.preferences"].trigger()
    view = window.part(PreferencesPart).view
    view.matrix.setCurrentIndex(view.matrix.model().index(0, 1))
    wait_solved()
    assert why(window) == "Lucky task done ≻ Unlucky task done by the scale “two steps”: 1 > 0."
    view.matrix.setCurrentIndex(view.matrix.model().index(0, 2))
    wait_solved()
    assert "Two completions that satisfy everything stated disagree:" in why(window)
    view._states["better"].click()  # what is stated changes what is said
    wait_solved()
    assert window.session.document.preferences.better == (("L", "S"),)
    assert why(window) == "Lucky task done ≻ Shut down early is stated outright."
    window.session.stack.undo()
    wait_solved()
    assert "share no scale" in why(window)


def test_the_place_of_preferences_takes_the_whole_width(
    window: MainWindow, wait_solved: Callable[[], None]
) -> None:
    window.documents.open_example("pizza")
    wait_solved()
    part = window.part(PreferencesPart)
    window.actions_table["view.preferences"].trigger()
    assert part.place.isVisible()
    assert not window.panels.tabs.isVisible()
    assert not window.canvas.isVisible()
    line = window.findChild(QLabel, "verdict.line")
    assert line is not None
    assert line.isVisible()
    assert line.text().startswith("DSM: 3 of 4 plans are permitted")
    part.view._choose(("anchovy", "mushroom"))
    wait_solved()
    part.view._states["better"].click()
    wait_solved()
    assert window.session.document.preferences.better == (("anchovy", "mushroom"),)
    part.view.order_changed.emit("scale")
    assert part.view.order == "scale"
    part.view.order_changed.emit("listed")
    window.session.stack.setClean()
    window.documents.open_example("shutdown")  # the pair is gone with its outcomes
    wait_solved()
    assert part.view.pair is None
    assert "Choose a cell" in why(window)
    assert window.canvas.isVisible()


def test_in_a_narrow_window_one_part_is_shown_at_a_time(window: MainWindow) -> None:
    window.documents.open_example("pizza")
    part = window.part(PreferencesPart)
    window.actions_table["view.preferences"].trigger()
    QApplication.processEvents()
    assert not part.place.switch.isVisible()
    window.resize(1024, 700)
    QApplication.processEvents()
    assert part.place.switch.isVisible()
    assert (part.outcomes.isVisible(), part.view.isVisible()) == (True, False)
    part.place.switch.segment("matrix").click()
    assert (part.outcomes.isVisible(), part.view.matrix.isVisible()) == (False, True)
    assert not part.view.diagram.isVisible()
    part.place.switch.segment("diagram").click()
    assert part.view.diagram.isVisible()


def test_one_key_flips_between_relations(
    window: MainWindow, wait_solved: Callable[[], None]
) -> None:
    window.documents.open_example("shutdown")
    wait_solved()
    switch = window.part(PreferencesPart).relations
    assert switch.current == "With gaps"
    assert window.verdict.solution is not None
    assert window.verdict.solution.plans_total == 4
    flip = window.actions_table["relation.next"]
    assert flip.shortcut().toString() == "F4"
    flip.trigger()
    wait_solved()
    assert window.verdict.solution is not None
    assert window.verdict.solution.plans_total == 3
    assert switch.current == "Timestep Dominance"
    assert window.session.stack.undoText() == "switch to “Timestep Dominance”"
    flip.trigger()
    wait_solved()
    assert window.verdict.solution is not None
    assert window.verdict.solution.plans_total == 1
    assert switch.current == "Complete"
    flip.trigger()
    wait_solved()
    assert window.verdict.solution is not None
    assert window.verdict.solution.plans_total == 4
    window.session.stack.undo()
    assert switch.current == "Complete"


def test_relations_are_added_renamed_and_removed(
    window: MainWindow, wait_solved: Callable[[], None]
) -> None:
    window.documents.open_example("pizza")
    switch = window.part(PreferencesPart).relations
    window.actions_table["view.preferences"].trigger()
    assert not switch._place.isVisible()
    window.actions_table["relation.next"].trigger()
    assert "only one preference relation" in window.statusBar().currentMessage()
    window.actions_table["relation.complete"].trigger()
    assert names(window.session.document) == ("Complete", "With gaps")
    switch._renaming.trigger()
    assert switch._name.isVisible()
    switch._name.setText("Utility")
    switch._name.editingFinished.emit()
    assert names(window.session.document) == ("Utility", "With gaps")
    assert switch.switch is not None
    switch.switch.segment("With gaps").click()
    assert names(window.session.document) == ("With gaps", "Utility")
    switch._removing.trigger()
    assert names(window.session.document) == ("Utility",)
    for _ in range(4):
        window.actions_table["relation.copy"].trigger()
    assert switch.switch is None  # a list, where they are many
    assert switch._choice.count() == 5
    before = switch.current
    switch._choice.setCurrentText("Utility")
    switch._choice.activated.emit(0)
    assert switch.current == "Utility" != before
    wait_solved()


def test_by_keyboard_one_comes_to_the_matrix_and_states(window: MainWindow, qtbot: QtBot) -> None:
    window.documents.open_example("single-souring")
    qtbot.waitUntil(window.isActiveWindow)
    window.actions_table["view.preferences"].trigger()
    matrix = window.part(PreferencesPart).view.matrix
    qtbot.waitUntil(matrix.hasFocus)


def test_where_matrix_and_diagram_have_no_room_for_both_one_is_chosen(
    window: MainWindow, wait_solved: Callable[[], None]
) -> None:
    window.resize(1280, 1000)
    window.documents.open_example("shutdown")
    place = window.part(PreferencesPart).place
    window.show_page(place)
    wait_solved()
    view = window.part(PreferencesPart).view
    assert place.halves.isHidden()
    assert view.matrix.isVisible()
    assert view.diagram.isVisible()
    for _ in range(9):
        window.perform(AddOutcome())
    wait_solved()
    assert not place.halves.isHidden()
    assert view.matrix.isVisible()
    assert not view.diagram.isVisible()
    assert view.matrix.verticalScrollBar().maximum() == 0  # all rows are seen
    place.show_part("diagram")
    assert view.diagram.isVisible()


def test_where_the_window_is_low_the_diagram_stands_beside_the_matrix(
    window: MainWindow, wait_solved: Callable[[], None]
) -> None:
    window.resize(1270, 760)
    window.documents.open_example("shutdown")
    part = window.part(PreferencesPart)
    window.show_page(part.place)
    wait_solved()
    QApplication.processEvents()
    matrix, diagram = part.view.matrix, part.view.diagram
    assert part.place.halves.isHidden()
    right = matrix.mapToGlobal(matrix.rect().topRight()).x()
    assert diagram.mapToGlobal(diagram.rect().topLeft()).x() > right
    table = part.outcomes
    assert table.verticalScrollBar().maximum() == 0
    assert {table.rowHeight(row) for row in range(4)} == {ROW}  # each name has room on a line


def test_delete_is_for_the_outcomes_and_the_tree_keeps_what_it_shows(window: MainWindow) -> None:
    window.documents.open_example("shutdown")
    window.canvas.select_all()
    window.perform(AddOutcome("Extra"))
    window.actions_table["view.preferences"].trigger()
    table, before = window.part(PreferencesPart).outcomes, window.session.document
    last = table.model().rowCount() - 2  # the very last one is empty
    table.setCurrentIndex(table.model().index(0, 1))
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert window.session.document is before
    assert window.statusBar().currentMessage() == (
        "“Lucky task done” stays: 1 outcome node of the tree shows it."
    )
    menu = table.menu(table.currentIndex())
    assert menu is not None
    offered = {action.text().replace("&", ""): action for action in menu.actions()}
    assert not offered["Delete: used on the tree"].isEnabled()
    table.setCurrentIndex(table.model().index(last, 1))
    menu = table.menu(table.currentIndex())
    assert menu is not None
    offered = {action.text().replace("&", ""): action for action in menu.actions()}
    assert not offered["Show on the tree"].isEnabled()
    offered["Delete"].trigger()
    assert "Extra" not in window.session.document.outcomes
    assert window.session.document.nodes == before.nodes
    table.setCurrentIndex(table.model().index(0, 1))
    menu = table.menu(table.currentIndex())
    assert menu is not None
    next(action for action in menu.actions() if "how on" in action.text()).trigger()
    assert window.panels.is_on_tree
    chosen = window.canvas.selection()[0]
    assert {window.session.document.nodes[id_].outcome for id_ in chosen} == {"L"}


def test_a_wide_window_gives_more_room_to_names_and_a_drag_stays_in_the_diagram(
    window: MainWindow, wait_solved: Callable[[], None]
) -> None:
    window.resize(2000, 1200)
    window.documents.open_example("shutdown")
    part = window.part(PreferencesPart)
    part.show()
    wait_solved()
    place = part.place
    QApplication.processEvents()
    assert place._left.width() >= 0.29 * place.width()
    assert place.halves.isHidden()
    diagram = part.view.diagram
    diagram.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
    window.resize(1280, 560)  # as when further outcomes need more room
    QApplication.processEvents()
    assert not place.halves.isHidden()
    assert diagram.isVisible()
    assert not part.view.matrix.isVisible()

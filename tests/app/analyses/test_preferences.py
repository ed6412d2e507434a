"""Preferences in the window: the diagram, the reasons, and a window of their own."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from app.analyses.preferences import PreferencesPart
from app.window.main_window import MainWindow
from solver.preferences.named_relations import names


def why(window: MainWindow, name: str = "why.pair") -> str:
    label = window.findChild(QLabel, name)
    assert label is not None
    return label.text()


def test_a_chosen_pair_says_why(
    window: MainWindow, qtbot: QtBot, wait_solved: Callable[[], None]
) -> None:
    window.documents.open_example("shutdown")
    window.panels.tabs.setCurrentIndex(1)
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


def test_the_larger_window_shows_and_edits_the_same(
    window: MainWindow, qtbot: QtBot, wait_solved: Callable[[], None]
) -> None:
    window.documents.open_example("pizza")
    window.actions_table["view.preferences"].trigger()
    dialog = window.findChild(QDialog, "preferences.window")
    assert dialog is not None
    assert dialog.isVisible()
    large = window.part(PreferencesPart)._views[1]
    large._choose(("anchovy", "mushroom"))
    wait_solved()
    assert window.part(PreferencesPart).view.pair == ("anchovy", "mushroom")
    assert why(window) == why(window, "why.pair.large") != ""
    large._states["better"].click()
    wait_solved()
    assert window.session.document.preferences.better == (("anchovy", "mushroom"),)
    large.set_order("scale")
    large.order_changed.emit("scale")
    assert window.part(PreferencesPart).view.order == "scale"
    large.order_changed.emit("listed")
    window.session.stack.setClean()
    window.documents.open_example("shutdown")  # the pair is gone with its outcomes
    wait_solved()
    assert window.part(PreferencesPart).view.pair is None
    assert "Choose a cell" in why(window)
    dialog.close()


def test_one_key_flips_between_relations(
    window: MainWindow, wait_solved: Callable[[], None]
) -> None:
    window.documents.open_example("shutdown")
    wait_solved()
    switch = window.part(PreferencesPart).relations
    assert switch._choice.currentText() == "With gaps"
    assert window.verdict.solution is not None
    assert window.verdict.solution.plans_total == 4
    flip = window.actions_table["relation.next"]
    assert flip.shortcut().toString() == "F4"
    flip.trigger()
    wait_solved()
    assert window.verdict.solution is not None
    assert window.verdict.solution.plans_total == 3
    assert switch._choice.currentText() == "Timestep Dominance"
    assert window.session.stack.undoText() == "switch to “Timestep Dominance”"
    flip.trigger()
    wait_solved()
    assert window.verdict.solution is not None
    assert window.verdict.solution.plans_total == 1
    assert switch._choice.currentText() == "Complete"
    flip.trigger()
    wait_solved()
    assert window.verdict.solution is not None
    assert window.verdict.solution.plans_total == 4
    window.session.stack.undo()
    assert switch._choice.currentText() == "Complete"


def test_relations_are_added_renamed_and_removed(
    window: MainWindow, wait_solved: Callable[[], None]
) -> None:
    window.documents.open_example("pizza")
    switch = window.part(PreferencesPart).relations
    window.panels.tabs.setCurrentIndex(1)
    assert not switch._choice.isVisible()
    window.actions_table["relation.next"].trigger()
    assert "only one preference relation" in window.statusBar().currentMessage()
    window.actions_table["relation.complete"].trigger()
    assert names(window.session.document) == ("Complete", "With gaps")
    switch._renaming.trigger()
    assert switch._name.isVisible()
    switch._name.setText("Utility")
    switch._name.editingFinished.emit()
    assert names(window.session.document) == ("Utility", "With gaps")
    switch._choice.setCurrentText("With gaps")
    switch._choice.activated.emit(1)
    assert names(window.session.document) == ("With gaps", "Utility")
    switch._removing.trigger()
    assert names(window.session.document) == ("Utility",)
    wait_solved()

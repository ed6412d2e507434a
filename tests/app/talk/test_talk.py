"""The steps in the window: built, changed, taken back, presented and written."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.export.frame_sequence import FrameSequence
from app.export.subject import Subject
from app.talk.talk import Talk
from app.window.main_window import MainWindow
from solver.page.talk_steps import UNSAID, Step, Where, saved
from tests.app.conftest import Answers


def steps(window: MainWindow) -> tuple[Step, ...]:
    return saved(window.session.document)


def names(window: MainWindow) -> list[str]:
    return [step.name for step in steps(window)]


def click(window: MainWindow, qtbot: QtBot, id_: str, *, shift: bool = False) -> None:
    canvas = window.canvas
    node, branch = canvas.tree.node_item(id_), canvas.tree.branch_item(id_)
    place = node.pos() if node is not None else branch.middle if branch is not None else QPointF()
    modifiers = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    point = canvas.mapFromScene(place)
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, modifiers, point)


# --------------------------------------------------------------------------- the panel


def test_generated_steps_are_one_change(generated: MainWindow) -> None:
    assert [step.show for step in steps(generated)] == [
        *("structure", "probabilities", "values", "verdict"),
        *["plan"] * 4,
    ]
    assert generated.part(Talk).panel.list.count() == 8
    generated.actions_table["edit.undo"].trigger()
    assert steps(generated) == ()
    assert generated.part(Talk).panel.list.count() == 0
    generated.actions_table["edit.redo"].trigger()
    assert generated.part(Talk).panel.list.count() == 8


def test_steps_that_there_are_stay_until_one_says_so(
    generated: MainWindow, answers: Answers
) -> None:
    panel = generated.part(Talk).panel
    panel.list.setCurrentRow(0)
    panel.change({"notes": "Mine."}, "notes")
    panel.generate.click()
    assert steps(generated)[0].notes == "Mine."
    assert answers.said[-1] == ("There are steps already. Generating steps replaces these 8.")
    answers.choices["Replace the steps"]()
    assert steps(generated)[0].notes == ""
    generated.actions_table["edit.undo"].trigger()
    assert steps(generated)[0].notes == "Mine."


def test_steps_are_moved_renamed_and_deleted_by_keys(generated: MainWindow, qtbot: QtBot) -> None:
    listed = generated.part(Talk).panel.list
    listed.setFocus()
    listed.setCurrentRow(1)
    before = names(generated)
    qtbot.keyClick(listed, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(generated) == [before[1], before[0], *before[2:]]
    assert listed.currentRow() == 0
    qtbot.keyClick(listed, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(listed, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names(generated) == [before[0], before[2], before[1], *before[3:]]
    assert listed.currentRow() == 2
    qtbot.keyClick(listed, Qt.Key.Key_Delete)
    assert names(generated) == [before[0], before[2], *before[3:]]
    listed.item(0).setText("Look at this")
    assert names(generated)[0] == "Look at this"
    for _ in range(5):
        generated.actions_table["edit.undo"].trigger()
    assert names(generated) == before


def test_several_steps_are_deleted_at_once_and_a_name_that_nobody_typed_follows(
    generated: MainWindow, qtbot: QtBot
) -> None:
    panel = generated.part(Talk).panel
    before = names(generated)
    assert panel.list.item(4).text() == "Plan 1: always shut down"
    assert panel.list.item(4).toolTip() == "Step 5: Plan 1: always shut down"
    panel.list.setCurrentRow(5)
    panel.list.item(6).setSelected(True)
    panel.list.item(7).setSelected(True)
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert names(generated) == before[:5]
    panel.list.setCurrentRow(4)
    panel.show_what.setCurrentIndex(panel.show_what.findData("verdict"))
    panel.show_what.activated.emit(panel.show_what.currentIndex())
    panel.rule.setCurrentIndex(panel.rule.findData("caprice"))
    panel.rule.activated.emit(panel.rule.currentIndex())
    assert names(generated)[4] == ""
    assert panel.list.item(4).text() == "Verdict: Caprice"
    panel.change({"name": "Mine"}, "name")
    panel.show_what.setCurrentIndex(panel.show_what.findData("values"))
    panel.show_what.activated.emit(panel.show_what.currentIndex())
    assert names(generated)[4] == "Mine"


def test_in_the_place_of_the_talk_its_steps_are_exported(
    generated: MainWindow, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    for kind in ("export", "steps"):
        monkeypatch.setattr(
            answers, f"ask_{kind}", lambda name, subject, kind=kind: asked.append(kind)
        )
    generated.actions_table["export.picture"].trigger()
    generated.panels.show_tree()
    generated.actions_table["export.picture"].trigger()
    assert asked == ["steps", "export"]
    for menu in ("&File", "&Talk"):
        assert (
            generated.actions_table["export.steps"] in generated.actions_table.menus[menu].actions()
        )


def test_the_list_keeps_keys_that_elsewhere_change_the_tree(
    generated: MainWindow, qtbot: QtBot
) -> None:
    listed = generated.part(Talk).panel.list
    for key, modifier in (
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier),
    ):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifier)
        event.ignore()
        QApplication.sendEvent(listed, event)
        assert event.isAccepted()


def test_every_field_changes_the_chosen_step(
    generated: MainWindow, wait_solved: Callable[[], None], qtbot: QtBot
) -> None:
    panel, canvas = generated.part(Talk).panel, generated.canvas
    panel.list.setCurrentRow(3)
    panel.name.setText("What follows")
    panel.name.editingFinished.emit()
    panel.notes.setPlainText("Speak slowly.")
    panel.notes.commit()
    panel.rule.setCurrentIndex(panel.rule.findData("naive"))
    panel.rule.activated.emit(panel.rule.currentIndex())
    node, other = generated.session.document.tree[1:3]
    canvas.select((other,))  # out of sight: it is not meant
    for button in panel.findChildren(QPushButton):
        if button.accessibleName().endswith("choose on the tree"):
            button.click()
            assert generated.panels.is_on_tree
            click(generated, qtbot, node)
            if generated.panels.is_on_tree:
                assert "Esc back to the steps" in generated.hints.text()
                qtbot.keyClick(canvas, Qt.Key.Key_Escape)
            assert generated.part(Talk).is_shown
            assert "Esc back to the steps" not in generated.hints.text()
    step = steps(generated)[3]
    (leading,) = generated.session.document.incoming(node)
    here = Where((node,), (leading.id,))  # a node comes with the branch that leads to it
    assert panel.places["zoom"].text() == "The subtree of “Shut down?” if lucky"
    assert step == Step(
        "verdict", "What follows", 0, {}, here, "naive", here, node, "Speak slowly."
    )
    wait_solved()
    assert not panel.preview.pixmap().isNull()
    panel.show_what.setCurrentIndex(panel.show_what.findData("rollback"))
    panel.show_what.activated.emit(panel.show_what.currentIndex())
    panel.stage.setValue(2)
    panel.change({"where": UNSAID, "highlight": UNSAID, "zoom": ""}, "where")
    assert steps(generated)[3] == Step(
        "rollback", "What follows", 2, {}, UNSAID, "naive", UNSAID, "", "Speak slowly."
    )
    assert [panel.places[field].text() for field in panel.places] == [
        *("Everywhere", "Nothing", "The whole tree")
    ]


def test_a_step_from_the_selection_takes_the_branch_along_and_is_told_by_labels(
    window: MainWindow, wait_solved: Callable[[], None]
) -> None:
    window.documents.open_example("single-souring")
    wait_solved()
    panel = window.part(Talk).panel
    window.canvas.select(("n2",))
    window.actions_table["talk.add"].trigger()
    assert steps(window)[0].where == Where(("n2",), ("go on",))
    window.actions_table["talk.steps"].trigger()
    assert panel.places["where"].text() == "“B or A−?”, branch “go on”"
    panel.change({"where": Where(subtrees=("n2",))}, "where")
    assert panel.places["where"].text() == "The subtree of “B or A−?”"
    panel.change({"where": Where(("gone",))}, "where")
    assert panel.places["where"].text() == "A node that is gone"


def test_a_step_added_in_the_place_of_the_talk_takes_nothing_from_the_tree(
    talk: MainWindow,
) -> None:
    talk.canvas.select((talk.session.document.tree[1],))
    panel = talk.part(Talk).panel
    panel.add.click()
    (step,) = steps(talk)
    assert (step.show, step.where) == ("structure", UNSAID)
    assert panel.places["where"].text() == "Everywhere"


def test_steps_without_a_name_are_called_by_their_place(talk: MainWindow) -> None:
    panel = talk.part(Talk).panel
    for show in ("values", "structure"):
        panel.add.click()
        panel.change({"show": show}, "show")
    assert [panel.list.item(row).text() for row in (0, 1)] == ["Values", "Structure"]
    panel.list.moved.emit((1, 0))
    assert [step.show for step in steps(talk)] == ["structure", "values"]
    assert names(talk) == ["", ""]
    sequence = FrameSequence(Subject(talk.session.document))
    assert [sequence.title(number) for number in (0, 1)] == ["Step 1", "Step 2"]


def test_a_preview_says_why_there_is_none(
    generated: MainWindow, wait_solved: Callable[[], None]
) -> None:
    panel = generated.part(Talk).panel
    panel.list.setCurrentRow(3)
    panel.change({"rule": "guess"}, "rule")
    wait_solved()
    assert "none of" in panel.preview.text()


def test_steps_are_built_by_clicking(talk: MainWindow, qtbot: QtBot) -> None:
    document = talk.session.document
    root = document.tree[0]
    upper, lower = document.children(root)
    talk.actions_table["talk.build"].trigger()
    assert len(steps(talk)) == 1
    click(talk, qtbot, root)
    assert steps(talk)[0].where == Where((root,))
    click(talk, qtbot, upper.target)
    assert steps(talk)[0].where == Where((root, upper.target), (upper.id,))
    click(talk, qtbot, upper.target)
    assert steps(talk)[0].where == Where((root,))
    talk.actions_table["talk.add"].trigger()
    assert len(steps(talk)) == 2
    click(talk, qtbot, lower.target, shift=True)
    assert steps(talk)[1].where == Where(subtrees=(lower.target,))
    assert talk.canvas.selection() == ((), ())
    # The first step has yet to show what the second uncovers: a shadow that can be clicked.
    shadow = talk.canvas.tree.node_item(lower.target)
    assert shadow is not None
    talk.part(Talk).panel.list.setCurrentRow(0)
    assert shadow.opacity() < 0.3
    talk.part(Talk).panel.list.setCurrentRow(1)
    assert shadow.opacity() == 1.0
    qtbot.keyClick(talk.canvas, Qt.Key.Key_Escape)
    assert not talk.part(Talk).building.is_on
    assert shadow.opacity() == 1.0
    click(talk, qtbot, root)
    assert talk.canvas.selection() == ((root,), ())
    assert len(steps(talk)) == 2


def test_building_begins_with_the_steps_there_are(generated: MainWindow) -> None:
    """They may have changed while they were not seen."""
    generated.show_tree()
    generated.actions_table["edit.undo"].trigger()
    assert not steps(generated)
    generated.actions_table["talk.build"].trigger()
    assert len(steps(generated)) == 1
    assert generated.part(Talk).panel.list.count() == 1


def test_building_ends_with_its_last_step_and_with_its_document(talk: MainWindow) -> None:
    """Nothing is added by looking: an undo is undone, another document stays as it was."""
    build = talk.part(Talk).panel.build
    talk.actions_table["talk.build"].trigger()
    assert len(steps(talk)) == 1
    while steps(talk):
        talk.actions_table["edit.undo"].trigger()
    assert not build.isChecked()
    assert talk.part(Talk).bar.isHidden()
    assert talk.actions_table["edit.redo"].isEnabled()
    talk.actions_table["talk.build"].trigger()
    assert build.isChecked()
    talk.session.stack.setClean()
    talk.documents.open_example("ellsberg")
    assert not build.isChecked()
    assert steps(talk) == ()
    assert not talk.session.is_dirty


def test_a_bar_says_what_clicks_do_and_goes_on_to_the_next_step(
    talk: MainWindow, qtbot: QtBot
) -> None:
    root, part = talk.session.document.tree[0], talk.part(Talk)
    node = talk.canvas.tree.node_item(root)
    assert node is not None
    assert node.has_handle
    talk.actions_table["talk.build"].trigger()
    assert part.bar.title.text() == "Step 1: Structure"
    said = part.bar.words.toolTip() or part.bar.words.text()  # the tip has all of what is cut
    assert said.startswith("Click what the step uncovers")
    assert not node.has_handle  # a click there would not add anything
    click(talk, qtbot, root)
    assert part.panel.list.item(0).text() == "Structure: “Lucky?”"
    assert part.bar.title.text() == "Step 1: Structure"  # so that there is room for what clicks do
    part.bar.next.click()
    assert [step.where for step in steps(talk)] == [Where((root,)), Where()]
    assert part.bar.isVisibleTo(talk)
    part.bar.done.emit()
    assert part.is_shown
    assert part.bar.isHidden()
    assert node.has_handle
    assert talk.session.stack.undoText() == "add step"


def test_a_plan_is_built_by_clicking_its_branches(generated: MainWindow, qtbot: QtBot) -> None:
    generated.part(Talk).panel.list.setCurrentRow(4)
    plan = steps(generated)[4].plan
    node, taken = next(iter(plan.items()))
    other = next(b for b in generated.session.document.children(node) if b.id != taken)
    generated.actions_table["talk.build"].trigger()
    click(generated, qtbot, other.id)
    assert steps(generated)[4].plan == {**plan, node: other.id}


def test_closing_the_document_ends_it_all(generated: MainWindow) -> None:
    generated.actions_table["talk.build"].trigger()
    generated.session.stack.setClean()
    generated.documents.close()
    assert not generated.part(Talk).is_shown
    assert not generated.part(Talk).building.is_on

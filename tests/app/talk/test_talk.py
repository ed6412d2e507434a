"""The steps in the window: built, changed, taken back, presented and written."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.export.export_request import ExportRequest
from app.export.frame_sequence import Film
from app.export.options import ExportOptions
from app.export.subject import Subject
from app.talk.presenter import Presenter
from app.talk.speaker_notes import duration
from app.talk.talk import Talk
from app.window.main_window import MainWindow
from solver.page.talk_steps import UNSAID, Step, Where, saved
from tests.app.conftest import Answers
from widgets.canvas.items.painter_surface import qt_point


@pytest.fixture
def talk(window: MainWindow, wait_solved: Callable[[], None]) -> MainWindow:
    window.documents.open_example("shutdown")
    wait_solved()
    window.actions_table["talk.steps"].trigger()
    return window


@pytest.fixture
def generated(talk: MainWindow, wait_solved: Callable[[], None]) -> MainWindow:
    talk.part(Talk).panel.generate.click()
    wait_solved()
    return talk


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


def point(shown: Presenter, place: QPoint) -> None:
    """Let the mouse move there: without a screen, no real one does."""
    button, where = Qt.MouseButton.NoButton, QPointF(place)
    none = Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseMove, where, where, button, button, none)
    QApplication.sendEvent(shown, event)


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
    assert answers.said[-1] == (
        "There are steps already. Generating puts others in the place of these 8."
    )
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
    panel.change({"where": UNSAID, "highlight": UNSAID, "zoom": ""}, "all")
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
        panel.change({"show": show}, "what")
    assert [panel.list.item(row).text() for row in (0, 1)] == ["Values", "Structure"]
    panel.list.moved.emit((1, 0))
    assert [step.show for step in steps(talk)] == ["structure", "values"]
    assert names(talk) == ["", ""]
    film = Film(Subject(talk.session.document))
    assert [film.title(number) for number in (0, 1)] == ["Step 1", "Step 2"]


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
    assert not talk.part(Talk).unveiling.is_on
    assert shadow.opacity() == 1.0
    click(talk, qtbot, root)
    assert talk.canvas.selection() == ((root,), ())
    assert len(steps(talk)) == 2


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
    assert not generated.part(Talk).unveiling.is_on


# ------------------------------------------------------------------------- presenting


@pytest.fixture
def presenter(generated: MainWindow, wait_solved: Callable[[], None], qtbot: QtBot) -> Presenter:
    generated.part(Talk).panel.list.setCurrentRow(2)
    generated.part(Talk).panel.change({"notes": "Two scales.", "zoom": ""}, "notes")
    generated.actions_table["view.present"].trigger()
    wait_solved()
    shown = generated.part(Talk).presenter
    assert shown is not None
    return shown


def test_keys_of_a_clicker_and_of_a_keyboard(presenter: Presenter, qtbot: QtBot) -> None:
    key = Qt.Key
    for pressed, number in (
        (key.Key_PageDown, 2), (key.Key_Right, 3), (key.Key_Down, 4), (key.Key_Space, 5),
        (key.Key_PageUp, 4), (key.Key_Left, 3), (key.Key_Up, 2), (key.Key_Backspace, 1),
        (key.Key_PageUp, 1), (key.Key_End, 8), (key.Key_PageDown, 8), (key.Key_Home, 1),
        (key.Key_Return, 2),
    ):  # fmt: skip
        qtbot.keyClick(presenter, pressed)
        assert presenter.number == number
    qtbot.keyClicks(presenter, "7")
    qtbot.keyClick(presenter, key.Key_Enter)
    assert presenter.number == 7
    qtbot.keyClicks(presenter, "99")
    qtbot.keyClick(presenter, key.Key_Return)
    assert presenter.number == 8
    qtbot.mouseClick(presenter, Qt.MouseButton.RightButton)
    assert presenter.number == 7
    qtbot.mouseClick(presenter, Qt.MouseButton.LeftButton)
    assert presenter.number == 8


def test_blank_screens_and_escape_layer_by_layer(presenter: Presenter, qtbot: QtBot) -> None:
    key = Qt.Key
    for pressed in (key.Key_B, key.Key_Period, key.Key_W, key.Key_Comma):
        qtbot.keyClick(presenter, pressed)
        assert presenter.is_blank
        colour = presenter.grab().toImage().pixelColor(5, 5).name()
        assert colour == ("#000000" if pressed in (key.Key_B, key.Key_Period) else "#ffffff")
        qtbot.keyClick(presenter, pressed)
        assert not presenter.is_blank
    qtbot.keyClick(presenter, key.Key_B)
    qtbot.keyClick(presenter, key.Key_PageDown)
    assert not presenter.is_blank
    note = presenter.findChild(QLabel, "presenter.help")
    assert note is not None
    for pressed in (key.Key_F1, key.Key_Question):
        qtbot.keyClick(presenter, pressed)
        assert note.isVisible()
        qtbot.keyClick(presenter, pressed)
        assert not note.isVisible()
    qtbot.keyClick(presenter, key.Key_B)
    qtbot.keyClick(presenter, key.Key_F1)
    qtbot.keyClicks(presenter, "3")
    for _ in range(3):
        qtbot.keyClick(presenter, key.Key_Escape)
    assert not presenter.is_blank
    assert not note.isVisible()
    assert presenter.isVisible()
    with qtbot.waitSignal(presenter.destroyed):
        qtbot.keyClick(presenter, key.Key_Escape)


def test_the_laser_is_seen_on_any_ground(presenter: Presenter, qtbot: QtBot) -> None:
    assert presenter.laser is None
    qtbot.keyClick(presenter, Qt.Key.Key_L)
    point(presenter, QPoint(60, 70))
    assert presenter.laser == QPointF(60, 70)
    for blank in (None, Qt.Key.Key_B, Qt.Key.Key_W):
        if blank is not None:
            qtbot.keyClick(presenter, blank)
        row = [presenter.grab().toImage().pixelColor(x, 70) for x in range(40, 80)]
        light = [colour.lightness() for colour in row]
        assert max(light) - min(light) > 150
        if blank is not None:
            qtbot.keyClick(presenter, blank)
    qtbot.keyClick(presenter, Qt.Key.Key_L)
    assert presenter.laser is None
    qtbot.keyPress(presenter, Qt.Key.Key_Control)
    assert presenter.laser is not None
    qtbot.keyRelease(presenter, Qt.Key.Key_Control)
    assert presenter.laser is None


def test_a_mouse_that_rests_is_not_seen(presenter: Presenter, qtbot: QtBot) -> None:
    point(presenter, QPoint(60, 70))
    assert presenter.cursor().shape() == Qt.CursorShape.ArrowCursor
    presenter._resting.setInterval(1)
    point(presenter, QPoint(61, 70))
    qtbot.waitUntil(lambda: presenter.cursor().shape() == Qt.CursorShape.BlankCursor)
    assert presenter.accessibleName() == "Decision tree: Structure (1 of 8)"


def test_zoom_to_the_subtree_that_is_pointed_at(
    presenter: Presenter, generated: MainWindow, qtbot: QtBot
) -> None:
    top = generated.session.document.children(generated.session.document.tree[0])[0].target
    page = presenter.film.picture.rect
    x, y = presenter.film.picture.positions[top]
    larger = min(presenter.width() / page.width, presenter.height() / page.height)
    centre = QPointF(presenter.rect().center())
    place = (centre + (QPointF(x, y) - qt_point(page.centre)) * larger).toPoint()
    point(presenter, place)
    qtbot.keyClick(presenter, Qt.Key.Key_Z)
    assert presenter.is_zoomed
    assert presenter.seen == presenter.film.zoom(top)
    qtbot.keyClick(presenter, Qt.Key.Key_Z)
    assert not presenter.is_zoomed
    assert presenter.seen == page
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.mouseClick(presenter, Qt.MouseButton.LeftButton, shift, place)
    assert presenter.is_zoomed
    assert presenter.number == 1
    qtbot.keyClick(presenter, Qt.Key.Key_PageDown)
    assert not presenter.is_zoomed


def test_notes_follow_and_hand_on_the_keys(
    presenter: Presenter, generated: MainWindow, qtbot: QtBot
) -> None:
    notes = generated.part(Talk).notes
    assert notes is not None
    qtbot.keyClick(presenter, Qt.Key.Key_N)
    assert notes.isVisible()
    for _ in range(2):
        qtbot.keyClick(notes, Qt.Key.Key_PageDown)
    assert presenter.number == 3
    assert notes.notes == "Two scales."
    assert notes.next_name == "Next: Verdict"
    qtbot.keyClick(notes, Qt.Key.Key_End)
    assert notes.next_name == "This is the last step."
    qtbot.keyClick(notes, Qt.Key.Key_N)
    assert not notes.isVisible()
    assert presenter.isVisible()
    assert [duration(ms) for ms in (0, 61_999, 3_600_000)] == ["00:00", "01:01", "1:00:00"]


def test_with_two_screens_the_notes_stay_here_and_the_frames_go_there(tmp_path: Path) -> None:
    """In a process of its own: how many screens there are is settled when it starts."""
    places = [("here", 0, 1280), ("there", 1280, 1920)]
    screens = [
        {
            "name": name,
            "x": x,
            "y": 0,
            "width": width,
            "height": 800,
            "logicalDpi": 96,
            "logicalBaseDpi": 96,
            "dpr": 1,
        }
        for name, x, width in places
    ]
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": screens}), encoding="utf-8")
    environment = os.environ | {
        "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
        "XDG_CONFIG_HOME": str(tmp_path),
    }
    script = """
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
application = QApplication([])
from app.main import create_window
from app.talk.talk import Talk
window = create_window()
window.show()
window.documents.open_example("shutdown")
window.actions_table["view.present"].trigger()
for _ in range(600):
    QTest.qWait(50)
    if window.part(Talk).notes is not None:
        break
talk = window.part(Talk)
print(talk.presenter.screen().name(), talk.presenter.width(), talk.notes.isVisible(), talk.notes.screen().name())
talk.presenter.close()
print(talk.presenter, talk.notes)
window.session.stack.setClean()
window.close()
"""
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout.split("\n")[:2] == ["there 1920 True here", "None None"], done.stderr


def test_present_says_why_it_cannot(
    generated: MainWindow, answers: Answers, wait_solved: Callable[[], None]
) -> None:
    generated.part(Talk).panel.list.setCurrentRow(3)
    generated.part(Talk).panel.change({"rule": "guess"}, "rule")
    generated.actions_table["view.present"].trigger()
    wait_solved()
    assert "cannot be presented" in answers.said[-1]
    assert generated.part(Talk).presenter is None


# ---------------------------------------------------------------------------- writing


def test_steps_are_written_off_the_gui_thread(
    generated: MainWindow, answers: Answers, wait_solved: Callable[[], None], tmp_path: Path
) -> None:
    for suffix in (".pdf", ".gif", ".tex"):
        answers.export = ExportRequest(str(tmp_path / f"x{suffix}"), ExportOptions(size=1.0), True)
        generated.actions_table["export.steps"].trigger()
        wait_solved()
        assert (tmp_path / f"x{suffix}").stat().st_size > 1000
    answers.export = ExportRequest(str(tmp_path / "y.gif"), ExportOptions(), True)
    generated.actions_table["export.steps"].trigger()
    generated.part(Talk).writing.stop()
    wait_solved()
    assert not (tmp_path / "y.gif").exists()

"""The steps in the window: presented and written."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.export.export_request import ExportRequest
from app.export.options import ExportOptions
from app.talk.presenter import Presenter
from app.talk.speaker_notes import duration
from app.talk.talk import Talk
from app.window.main_window import MainWindow
from tests.app.conftest import Answers
from widgets.canvas.items.painter_surface import qt_point


def point(shown: Presenter, place: QPoint) -> None:
    """Let the mouse move there: without a screen, no real one does."""
    button, where = Qt.MouseButton.NoButton, QPointF(place)
    none = Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseMove, where, where, button, button, none)
    QApplication.sendEvent(shown, event)


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
    page = presenter.sequence.picture.rect
    x, y = presenter.sequence.picture.positions[top]
    larger = min(presenter.width() / page.width, presenter.height() / page.height)
    centre = QPointF(presenter.rect().center())
    place = (centre + (QPointF(x, y) - qt_point(page.centre)) * larger).toPoint()
    point(presenter, place)
    qtbot.keyClick(presenter, Qt.Key.Key_Z)
    assert presenter.is_zoomed
    assert presenter.seen == presenter.sequence.zoom(top)
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

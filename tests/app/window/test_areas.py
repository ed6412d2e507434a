"""F6 goes from area to area of the window, and comes back to where the focus was in each."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.analyses.preferences import PreferencesPart
from app.analyses.verdict import VerdictPart
from app.window.main_window import MainWindow
from solver.edits import SetView

Wait = Callable[[], None]
SHIFT = Qt.KeyboardModifier.ShiftModifier


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def area_of_focus(window: MainWindow) -> str:
    panels = window.panels
    named = {
        "menus": window.menuBar(),
        "tool bar": window.findChild(QWidget, "toolbar"),
        "start": window.findChild(QWidget, "start"),
        "tree": window.canvas,
        "preferences": window.findChild(QWidget, "preferences.place"),
        "panel": panels.tabs,
        "strip": panels.drawer.areas[0],
        "page": panels.drawer.areas[1],
        "status": window.statusBar(),
    }
    here = focus()
    return next(
        name for name, area in named.items() if area and (area is here or area.isAncestorOf(here))
    )


@pytest.fixture
def shown(window: MainWindow, wait_solved: Wait, qtbot: QtBot) -> MainWindow:
    window.documents.open_example("shutdown")
    wait_solved()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.canvas.setFocus()
    return window


def visited(window: MainWindow, times: int, *, back: bool = False) -> list[str]:
    found = []
    for _ in range(times):
        QTest.keyClick(focus(), Qt.Key.Key_F6, SHIFT if back else Qt.KeyboardModifier.NoModifier)
        found.append(area_of_focus(window))
    return found


def test_f6_goes_round_the_window(shown: MainWindow) -> None:
    there = ["panel", "strip", "status", "menus", "tool bar", "tree"]
    assert visited(shown, 6) == there
    assert visited(shown, 6, back=True) == [*there[4::-1], "tree"]
    shown.panels.drawer.show_page(shown.panels.drawer.pages[3])
    shown.canvas.setFocus()
    assert visited(shown, 4) == ["panel", "strip", "page", "status"]


def test_the_focus_is_where_it_was(shown: MainWindow) -> None:
    window = shown
    visited(window, 1)
    first = focus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    second = focus()
    assert second is not first
    visited(window, 1)
    visited(window, 1, back=True)
    assert focus() is second


def test_in_the_menus_the_arrows_move_and_escape_leads_back(shown: MainWindow) -> None:
    visited(shown, 2, back=True)
    assert area_of_focus(shown) == "menus"
    bar = shown.menuBar()
    assert bar.activeAction().text() == "&File"
    QTest.keyClick(bar, Qt.Key.Key_Right)
    assert bar.activeAction().text() == "&Edit"
    QTest.keyClick(bar, Qt.Key.Key_Escape)
    assert area_of_focus(shown) == "tool bar"


def test_only_what_can_be_seen_is_visited(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.menuBar().setFocus()
    assert set(visited(window, 4)) == {"start", "menus"}
    window.documents.open_example("shutdown")
    window.panels.show_panel(False)
    window.canvas.setFocus()
    assert visited(window, 2) == ["strip", "status"]


def test_the_walk_has_a_key_of_its_own(shown: MainWindow) -> None:
    QTest.keyClick(shown.canvas, Qt.Key.Key_F5, Qt.KeyboardModifier.ControlModifier)
    assert shown.actions_table["solve.walk"].isChecked()


def test_what_had_the_focus_in_an_area_may_be_gone(shown: MainWindow, qtbot: QtBot) -> None:
    row = shown.part(VerdictPart).card.statements.rows[0]
    row.setFocus()
    assert visited(shown, 1, back=True) == ["tree"]
    shown.perform(SetView("rule", "expected-utility"))
    qtbot.waitUntil(lambda: not isValid(row))
    assert visited(shown, 1) == ["panel"]


def test_each_place_has_a_key_and_stands_in_the_menu_view(shown: MainWindow) -> None:
    said = [
        (action.text().replace("&", ""), action.shortcut().toString())
        for action in shown.actions_table.menus["&View"].actions()
    ]
    places = [("Tree", "Ctrl+Shift+T"), ("Preferences", "Ctrl+Shift+R"), ("Talk", "F12")]
    at = said.index(places[0])
    assert said[at - 1 : at + 4] == [("", ""), *places, ("", "")]
    assert [title for _, title in shown.panels.places] == [title for title, _ in places]
    for number, (_, keys) in enumerate(places):
        QTest.keySequence(shown, QKeySequence(keys))
        assert shown.panels.place_number == number
    QTest.keySequence(shown, QKeySequence("Ctrl+Shift+T"))
    assert shown.panels.is_on_tree


@pytest.mark.parametrize("keys", ["Ctrl+Shift+R", "F12"])
def test_escape_leads_back_to_the_tree(shown: MainWindow, keys: str) -> None:
    QTest.keySequence(shown, QKeySequence(keys))
    place = shown.panels.places[shown.panels.place_number][0]
    assert place.isAncestorOf(focus())
    inside = [w for w in place.findChildren(QWidget) if w.isVisible() and w.isEnabled()]
    tried = [w for w in inside if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(tried) > 2
    for widget in tried:
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_Escape)
        assert shown.panels.is_on_tree, widget
        assert focus() is shown.canvas
        QTest.keySequence(shown, QKeySequence(keys))
        assert not shown.panels.is_on_tree


def test_escape_is_first_for_who_wants_it_in_a_place(shown: MainWindow) -> None:
    part = shown.part(PreferencesPart)
    part.show()
    part.outcomes.setFocus()
    part.outcomes.edit(part.outcomes.model().index(0, 0))
    assert isinstance(focus(), QLineEdit)
    QTest.keyClick(focus(), Qt.Key.Key_Escape)
    assert not shown.panels.is_on_tree
    QTest.keyClick(focus(), Qt.Key.Key_Escape)
    assert shown.panels.is_on_tree

"""The shell of the window: places, tool bar, panel with the verdict first, drawer, narrow windows."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QMenu,
    QScrollArea,
    QSplitter,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.analyses.verdict import VerdictPart
from app.skeleton.actions import all_actions
from app.skeleton.drawer import STRIP
from app.talk.talk import Talk
from app.window.main_window import MainWindow
from solver.edits import SetNode, SetView
from solver.words.numbers import Format, NumberForm
from tests.app.conftest import Answers
from widgets.answers.verdict_card import VerdictCard
from widgets.basics.statement_row import StatementRow

Wait = Callable[[], None]


def card(window: MainWindow) -> VerdictCard:
    return window.part(VerdictPart).card


def statement(window: MainWindow, title: str) -> StatementRow:
    return next(
        row
        for row in card(window).statements.rows
        if isinstance(row, StatementRow) and row.title == title
    )


# ------------------------------------------------------------------------------- the card


def test_the_verdict_is_said_first(shown: MainWindow) -> None:
    assert shown.panels.tabs.currentWidget() is card(shown)
    assert [shown.panels.tabs.tabText(n) for n in range(3)] == ["Verdict", "Selected", "Document"]
    signs = [(r.sign, r.title) for r in card(shown).statements.rows if isinstance(r, StatementRow)]
    assert signs == [
        ("plain", "No branch is forced"),
        ("good", "None of the 4 dominated by a plan"),
        ("look", "1 beaten by a mixture"),
        ("plain", "3 of 4 rationalisable"),
        ("look", "Stated policy dominated by a policy"),
        ("plain", "2 kinds of policy are undominated"),
    ]
    plans = [(row.plan.name, row.sign) for row in card(shown).plan_rows]
    assert plans == [
        ("always shut down", ""),
        ("shut down if lucky, continue if unlucky", "look"),
        ("continue if lucky, shut down if unlucky", ""),
        ("always continue", ""),
    ]


def test_each_statement_opens_its_proof(shown: MainWindow) -> None:
    for title, page in (
        ("No branch is forced", "Why?"),
        ("1 beaten by a mixture", "Plans"),
        ("3 of 4 rationalisable", "Utilities"),
        ("Stated policy dominated by a policy", "Policy"),
    ):
        row = statement(shown, title)
        row.click()
        drawer = shown.panels.drawer
        assert drawer.current is not None
        assert drawer.titles[drawer.pages.index(drawer.current)] == page
        assert row.is_chosen
        drawer.close_page()
        assert not row.is_chosen


def test_the_drawer_closes_when_the_statement_that_opened_it_is_gone(
    shown: MainWindow, qtbot: QtBot
) -> None:
    drawer = shown.panels.drawer
    row = statement(shown, "Stated policy dominated by a policy")
    row.setFocus()
    row.click()
    box = drawer.findChild(QComboBox, "total")
    assert box is not None
    box.setFocus()
    shown.perform(SetView("rule", "expected-utility"))
    qtbot.waitUntil(lambda: not isValid(row))
    qtbot.waitUntil(box.hasFocus)
    shown.panels.show_place(1)
    assert not drawer.is_open
    qtbot.waitUntil(lambda: drawer.height() == STRIP)


def test_the_drawer_gives_its_room_back_whatever_fails_afterwards(
    shown: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawer = shown.panels.drawer
    row = statement(shown, "Stated policy dominated by a policy")
    row.setFocus()
    row.click()
    box = drawer.findChild(QComboBox, "total")
    assert box is not None
    box.setFocus()
    high = drawer.height()

    def fail(_: QWidget) -> None:
        raise RuntimeError("gone")

    monkeypatch.setattr(StatementRow, "setFocus", fail)
    with pytest.raises(RuntimeError, match="gone"):
        drawer.close_page()
    splitter = drawer.parentWidget()
    assert isinstance(splitter, QSplitter)
    assert splitter.sizes()[1] == STRIP < high
    drawer.show_page(drawer.pages[0])
    assert drawer.is_open


@pytest.mark.parametrize("leave", ["place", "full"])
def test_what_is_typed_on_the_tree_counts_when_the_tree_is_left(
    shown: MainWindow, leave: str
) -> None:
    canvas, panels = shown.canvas, shown.panels
    branch = shown.session.document.children("if lucky")[0].id
    canvas.setFocus()
    canvas.select((), (branch,))
    canvas.start_inline_edit()
    QTest.keyClicks(QApplication.focusWidget(), "typed")
    if leave == "place":
        panels.show_place(1)
    else:
        panels.drawer.set_full(True)
    assert shown.session.document.branches[branch].label == "typed"
    panels.show_tree()
    assert canvas._editor is None


def test_the_proof_of_a_mixture_is_about_its_plan(shown: MainWindow) -> None:
    statement(shown, "1 beaten by a mixture").click()
    proof = shown.part(VerdictPart).page.proof
    assert proof is not None
    assert proof.title == "“shut down if lucky, continue if unlucky” is beaten by a mixture"


def test_a_click_on_a_plan_shows_it_on_the_tree_and_another_takes_it_away(
    shown: MainWindow,
) -> None:
    row = card(shown).plan_rows[3]
    row.click()
    assert row.is_chosen
    assert shown.verdict.plan is not None
    assert shown.verdict.plan.prospect == row.plan.prospect
    assert shown.part(VerdictPart).plans.chosen == 3
    row.click()
    assert not row.is_chosen
    assert shown.verdict.plan is None


def test_more_than_eight_plans_are_on_the_page(window: MainWindow, wait_solved: Wait) -> None:
    document = {
        "format": "quandary",
        "version": 1,
        "outcomes": [{"id": f"o{n}", "label": f"Outcome {n}"} for n in range(11)],
        "nodes": [
            {"id": "n", "kind": "choice"},
            *({"id": f"e{n}", "kind": "outcome", "outcome": f"o{n}"} for n in range(11)),
        ],
        "branches": [
            {"id": f"b{n}", "from": "n", "to": f"e{n}", "label": f"take {n}"} for n in range(11)
        ],
        "root": "n",
    }
    QApplication.clipboard().setText(json.dumps(document))
    window.documents.new()
    window.actions_table["edit.paste"].trigger()
    wait_solved()
    assert len(card(window).plan_rows) == 8
    texts = [button.text() for button in card(window).findChildren(QAbstractButton)]
    assert "3 more on the Plans page" in texts


def test_what_keeps_it_from_being_solved_is_said_with_a_way_there(
    window: MainWindow, wait_solved: Wait
) -> None:
    window.documents.open_example("shutdown")
    window.verdict.set_rule("eu")
    wait_solved()
    found = window.findChild(QAbstractButton, "verdict.action")
    assert found is not None
    assert (card(window)._headline.text(), found.text()) == (
        "Expected utility needs a completion",
        "Choose utilities",
    )
    found.click()
    drawer = window.panels.drawer
    assert drawer.current is not None
    assert drawer.titles[drawer.pages.index(drawer.current)] == "Utilities"
    window.actions_table["solve.page_plans"].trigger()
    window.documents.open_example("two-bets")
    wait_solved()  # under another rule, which has an answer
    window.verdict.set_rule("eu")
    wait_solved()
    assert found.text() == "Weight the opinions"
    found.click()
    assert drawer.titles[drawer.pages.index(drawer.current)] == "Utilities"


def test_changed_while_not_live(shown: MainWindow, wait_solved: Wait) -> None:
    part = shown.part(VerdictPart)
    part.set_live(False)
    shown.perform(SetNode("observe", {"label": "Seen?"}))
    assert card(shown)._headline.text() == "Changed since it was solved"
    button = shown.findChild(QAbstractButton, "verdict.action")
    assert button is not None
    button.click()
    wait_solved()
    assert card(shown)._headline.text() == "4 of 4 plans are permitted"


# ------------------------------------------------------------------------- places, tool bar


def test_three_places(shown: MainWindow) -> None:
    switch = shown.bars.bar.places
    assert [switch.segment(key).text() for key in switch.keys] == ["Tree", "Preferences", "Talk"]
    switch.segment("1").click()
    assert not shown.canvas.isVisible()
    assert not shown.panels.tabs.isVisible()
    assert not shown.panels.palette_panel.isEnabled()
    switch.segment("2").click()
    assert shown.part(Talk).panel.isVisible()
    assert shown.actions_table["talk.steps"].isChecked()
    shown.actions_table["view.tree"].trigger()
    assert switch.current == "0"
    assert shown.canvas.isVisible()
    assert shown.panels.tabs.isVisible()


@pytest.mark.parametrize("place", ["Preferences", "Talk", "Over the whole window"])
def test_nothing_is_done_to_a_tree_that_is_out_of_sight(shown: MainWindow, place: str) -> None:
    before = shown.session.document
    leaf = next(node.id for node in before.nodes.values() if node.outcome)
    shown.canvas.select((leaf,))
    if place == "Over the whole window":
        shown.panels.drawer.set_full(True)
    else:
        number = [title for _, title in shown.panels.places].index(place)
        shown.panels.show_place(number)
    rows = shown.actions_table.rows
    touching = {row.name for row in rows if row.needs in ("tree", "selection", "one", "several")}
    assert {"edit.delete", "edit.cut", "edit.paste", "edit.duplicate", "add.choice"} <= touching
    assert not [name for name in touching if shown.actions_table[name].isEnabled()]
    QTest.keyClick(shown.windowHandle(), Qt.Key.Key_Delete)
    assert shown.session.document.nodes == before.nodes
    shown.panels.show_tree()
    assert shown.actions_table["edit.delete"].isEnabled()


def test_selecting_never_changes_the_tab_nor_moves_the_tree(shown: MainWindow) -> None:
    before = shown.canvas.viewportTransform()
    shown.canvas.select(("if lucky",))
    QApplication.processEvents()
    assert shown.panels.tabs.currentWidget() is card(shown)
    assert shown.canvas.viewportTransform() == before


def test_the_rule_stays_with_the_document(
    shown: MainWindow, answers: Answers, wait_solved: Wait, tmp_path: Path
) -> None:
    shown.rule_switch.switch.segment("caprice").click()
    assert not shown.session.is_dirty  # choosing a rule is no change of the tree
    assert shown.session.stack.count() == 0
    answers.path = str(tmp_path / "kept.quandary.json")
    assert shown.documents.save()
    assert not shown.session.is_dirty
    assert json.loads(Path(answers.path).read_text("utf-8"))["view"]["rule"] == "caprice"
    shown.documents.open_example("oil")
    shown.verdict.set_rule("dsm")
    shown.documents.open_path(answers.path)
    wait_solved()
    assert shown.verdict.rule == "caprice"
    box = shown.findChild(QComboBox, "rule")
    assert box is not None
    assert box.currentData() == "caprice"


def test_a_document_whose_rule_nobody_chose_is_saved_as_it_was(
    shown: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    answers.path = str(tmp_path / "plain.quandary.json")
    shown.documents.save()
    assert "rule" not in json.loads(Path(answers.path).read_text("utf-8")).get("view", {})


def test_numbers_are_switched_in_one_step_that_can_be_undone(shown: MainWindow) -> None:
    switch = shown.bars.bar.numbers
    shown.perform(SetView("numbers", "decimal"))
    assert Format.of(shown.session.document).form is NumberForm.DECIMAL
    assert switch.current == NumberForm.DECIMAL
    assert card(shown).plan_rows[1].plan.words.endswith("0.9")
    switch.segment(NumberForm.FRACTION).click()
    assert shown.session.document.view["numbers"] == "fraction"
    row = card(shown).plan_rows[1]
    assert row.plan.words.endswith("9/10")
    shown.session.stack.undo()
    assert switch.current == NumberForm.DECIMAL
    assert shown.actions_table["view.numbers"].isChecked()
    shown.actions_table["view.numbers"].trigger()  # Ctrl+.
    assert switch.current == NumberForm.FRACTION
    assert not shown.actions_table["view.numbers"].isChecked()


# ------------------------------------------------------------------------- narrow windows


def test_the_panel_has_its_width_and_nothing_is_cut(shown: MainWindow) -> None:
    for width, height, panel in (
        (1280, 800, 384), (1024, 700, 336), (853, 533, 336), (1920, 1080, 440),
    ):  # fmt: skip
        shown.resize(width, height)
        QApplication.processEvents()
        QApplication.processEvents()
        assert shown.width() == width
        assert abs(shown.panels.tabs.width() - panel) <= 2
        assert (shown.rule_switch.switch.keys == ["dsm"]) == (width < 1200)
        bar = shown.bars.bar
        for part in (bar.places, bar.palette_panel, bar.rules, bar.numbers):
            assert part.isVisible()
            assert part.width() >= part.sizeHint().width()
            right = part.mapTo(shown, part.rect().topRight()).x()
            assert right < width
        for row in card(shown).statements.rows:
            assert row.width() <= card(shown).viewport().width()
            assert row.height() >= row.height_for(row.width())


def test_no_scroll_area_inside_a_scroll_area(shown: MainWindow) -> None:
    for area in (card(shown), shown.inspector, shown.panels.document):
        inner = [
            each
            for each in area.widget().findChildren(QAbstractScrollArea)
            if each.verticalScrollBarPolicy() is not Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        ]
        assert isinstance(area, QScrollArea)
        assert inner == []


def test_the_cross_puts_the_panel_away(shown: MainWindow) -> None:
    close = shown.findChild(QAbstractButton, "panel.close")
    assert close is not None
    close.click()
    assert not shown.panels.tabs.isVisible()
    assert not shown.actions_table["view.panel"].isChecked()
    shown.actions_table["solve.page_verdict"].trigger()
    assert shown.panels.tabs.isVisible()


def test_the_drawer_opens_higher_where_there_is_more_room(shown: MainWindow) -> None:
    drawer, found = shown.panels.drawer, []
    for high in (700, 1080):
        drawer.close_page()
        shown.resize(1280, high)
        QApplication.processEvents()
        drawer.show_page(drawer.pages[0])
        QApplication.processEvents()
        found.append(drawer.height() - STRIP)
    assert found[0] in range(245, 252)
    assert found[1] in range(340, 400)


def test_no_menu_is_higher_than_a_small_window(shown: MainWindow) -> None:
    menus = shown.menuBar().findChildren(QMenu)
    assert len(menus) > 9  # some have menus within them
    for menu in menus:
        assert menu.sizeHint().height() < 640, menu.title()
    solve = shown.actions_table.menus["&Solve"]
    texts = [action.text().replace("&", "") for action in all_actions(solve)]
    assert {"Walk through the tree", "Sensitivity", "Minimax regret", "Why?"} <= set(texts)
    keys = [action.shortcut().toString() for action in all_actions(solve)]
    assert {"Alt+1", "Ctrl+Alt+6", "F4", "F7"} <= set(keys)

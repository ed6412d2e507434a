"""The page “Compare”: all rules in one table, choosing one there, and the money pump on the tree."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from app.analyses.compare import ComparePart
from app.window.main_window import MainWindow
from assets import example_text
from solver.analyses.rule_comparison import OneRule, Rationalised, side_by_side
from solver.analysis_words.compare_words import answer_text
from solver.document.elements import Kind
from solver.edits import AddNode, SetNode
from solver.formats.quandary import loads
from solver.rules import RULES
from solver.words.names import Names
from tests.solver.rules.test_partial_answers import hard_family
from widgets.answers.compare_page import WORDS, ComparePage
from widgets.answers.rules_table import RulesTable

Wait = Callable[[], None]
Shown = Callable[[str], MainWindow]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def shown(window: MainWindow, wait_solved: Wait) -> Shown:
    def show(example: str) -> MainWindow:
        window.documents.open_example(example)
        window.actions_table["solve.page_compare"].trigger()
        wait_solved()
        return window

    return show


def cells(table: RulesTable) -> dict[str, list[str]]:
    """By the text of a row what stands in it, a column a rule; the titles have nothing."""
    model = table.rules
    rows = {}
    for row in range(model.rowCount()):
        texts = [model.index(row, column).data() for column in range(model.columnCount())]
        if not model.row(row).is_title:
            rows[texts[0]] = texts[1:]
    return rows


def button(window: MainWindow, text: str) -> QPushButton:
    buttons = window.part(ComparePart).page.pump.findChildren(QPushButton)
    return next(b for b in buttons if b.text().replace("&", "") == text)


def column_of(table: RulesTable, rule: str) -> int:
    return next(c for c in range(1, len(RULES) + 1) if table.rules.rule_at(c) == rule)


def test_the_table_of_single_souring(shown: Shown) -> None:
    page = shown("single-souring").part(ComparePart).page
    assert cells(page.table) == {
        "Permitted plans": ["3", "2", "2", "2", "3", "3"],
        "Dominated by a plan": ["1", "0", "0", "0", "1", "1"],
        "Exploitable": ["yes", "no", "no", "no", "yes", "yes"],
        "Rationalisable": ["2 of 3", "all", "all", "all", "2 of 3", "2 of 3"],
        "take A": ["●", "●", "●", "●", "●", "●"],
        "go on": ["●", "●", "●", "●", "●", "●"],
        "take B": ["●", "●", "●", "●", "●", "●"],
        "≠ take A−": ["●", "×", "×", "×", "●", "●"],
    }
    assert page.words == "The rules differ on 1 of 4 branches, marked ≠."
    assert page.table.rules.index(0, 1).data(Qt.ItemDataRole.ToolTipRole).startswith("Naive")
    silent = page.findChild(QLabel, "compare silent")
    assert silent is not None
    assert silent.text().startswith(
        "Expected utility has no answer here. The preferences have gaps"
    )
    assert "Maximin, Maximax and Minimax regret have no answer here." in silent.text()


def test_the_table_of_the_shutdown_example(shown: Shown) -> None:
    page = shown("shutdown").part(ComparePart).page
    assert page.words == (
        "All rules that have an answer agree on every branch, but not on the plans: combining "
        "permitted branches at will can make a plan that is not permitted."
    )
    table = page.table
    assert cells(table)["Permitted plans"] == ["4", "4", "3", "4", "4", "4"]
    assert cells(table)["Exploitable"] == ["no", "no", "no", "no", "no", "no"]
    assert cells(table)["Rationalisable"] == [
        "3 of 4",
        "3 of 4",
        "all",
        "3 of 4",
        "3 of 4",
        "3 of 4",
    ]


def test_a_click_or_enter_in_a_column_chooses_its_rule(shown: Shown, wait_solved: Wait) -> None:
    window = shown("single-souring")
    table = window.part(ComparePart).page.table
    naive, caprice = column_of(table, "naive"), column_of(table, "caprice")
    place = table.visualRect(table.rules.index(2, naive)).center()
    QTest.mouseClick(table.viewport(), LEFT, pos=place)
    assert window.verdict.rule == "naive"
    font = table.rules.headerData(naive, Qt.Orientation.Horizontal, Qt.ItemDataRole.FontRole)
    assert font.bold()
    assert font.underline()
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Right)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert window.verdict.rule == table.rules.rule_at(naive + 1) == "caprice"
    header = table.horizontalHeader()
    pos = QPoint(header.sectionViewportPosition(column_of(table, "dsm")) + 8, 8)
    QTest.mouseClick(header.viewport(), LEFT, pos=pos)
    assert window.verdict.rule == "dsm"
    assert caprice == naive + 1
    wait_solved()
    assert window.verdict.solution is not None
    assert window.verdict.solution.rule == "dsm"


def test_a_branch_in_the_table_is_shown_on_the_tree(shown: Shown) -> None:
    window = shown("single-souring")
    table = window.part(ComparePart).page.table
    row = next(r for r in range(table.rules.rowCount()) if table.rules.row(r).branch == "take A-")
    table.setCurrentIndex(table.rules.index(row, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert window.canvas.selection() == ((), ("take A-",))


def test_the_pump_of_naive_choice_is_played_on_the_tree(shown: Shown) -> None:
    window = shown("single-souring")
    before = window.session.document
    pump, way = window.part(ComparePart).page.pump, window.way
    assert pump.words == (
        "Dynamic Strong Maximality is not exploitable here: no plan that it permits is dominated by "
        "a plan. Exploitable here: Naive, Sophisticated, Credence. Choose the rule to see its pump."
    )
    assert not pump.steps.isVisibleTo(pump)
    window.verdict.set_rule("naive")
    assert pump.words.startswith("Naive is exploitable here. It permits the plan “go on; ")
    assert way.way is None
    button(window, "Next").click()
    assert way.way is not None
    assert way.way.here == {"n1"}
    assert [(o.branch, o.permitted) for o in way.way.options] == [("take A", True), ("go on", True)]
    button(window, "Next").click()
    assert way.way.here == {"n2"}
    assert way.way.walked == {"go on", "take A-"}
    tree = window.canvas.tree
    faded = tree.branch_item("take A")
    assert faded is not None
    assert faded.figure.is_faint
    button(window, "Back").click()
    assert way.way.here == {"n1"}
    pump.steps.setFocus()
    QTest.keyClick(pump.steps, Qt.Key.Key_End)
    text = pump.steps.currentItem().text()
    assert "A sure loss: A− ≺ A. It ends with A− where A was available." in text
    assert way.way.better == {"take A"}
    QTest.keyClick(pump.steps, Qt.Key.Key_Escape)
    assert way.way is None
    button(window, "Next").click()
    button(window, "End").click()
    assert way.way is None
    assert not faded.figure.is_faint
    assert window.session.document is before


def test_it_plays_by_itself(shown: Shown, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    window = shown("single-sweetening")
    pump = window.part(ComparePart).page.pump
    window.verdict.set_rule("caprice")
    monkeypatch.setattr(pump._timer, "interval", lambda: 1)
    pump._timer.setInterval(1)
    button(window, "Play").click()
    qtbot.waitUntil(lambda: pump.steps.currentRow() == pump.steps.count() - 1)
    assert "A sure gain passed up: A ≺ A+." in pump.steps.currentItem().text()
    assert button(window, "Play").isEnabled()


def test_another_tree_takes_the_marks_off_and_is_asked_about(
    shown: Shown, wait_solved: Wait
) -> None:
    window = shown("single-souring")
    window.verdict.set_rule("naive")
    button(window, "Next").click()
    window.perform(SetNode("n1", {"label": "first"}))
    assert window.way.way is None
    wait_solved()
    assert "At “first”" in window.part(ComparePart).page.pump.steps.item(0).text()


def test_only_where_they_differ(shown: Shown) -> None:
    page = shown("opaque-sweetening").part(ComparePart).page
    assert page.words == "All rules that have an answer agree on every branch."
    only = page.findChild(QCheckBox)
    assert isinstance(only, QCheckBox)
    assert not only.isVisibleTo(page)


def test_a_faulty_tree_says_why_there_is_nothing(shown: Shown, wait_solved: Wait) -> None:
    window = shown("single-souring")
    window.perform(AddNode(Kind.CHOICE, parent="n2"))
    wait_solved()
    page = window.part(ComparePart).page
    assert not page.table.isVisibleTo(page)
    assert page.words


def test_past_the_budget_what_is_not_known_is_said() -> None:
    """All 2^14 plans of this tree are maximal; only some can be looked at."""
    found = side_by_side(hard_family(14))
    cells = {id_: [answer_text(one, i)[0] for i in range(4)] for id_, one in found.rules.items()}
    assert cells["dsm"] == ["2e4", "0", "no", "100/100…"]
    told = answer_text(found.rules["dsm"], 3)[1]
    assert told == "Of the first 100 plans, 100; the others were not looked at."
    nothing = OneRule(
        "caprice", found.rules["dsm"].solution, "", None, Rationalised(0, 0, False, None)
    )
    assert answer_text(nothing, 3) == ("?", "No plan could be looked at.")


def test_all_rules_have_room_beside_each_other_in_a_narrow_window(
    window: MainWindow, wait_solved: Wait
) -> None:
    window.resize(1024, 700)
    window.documents.open_example("oil")
    window.actions_table["solve.page_compare"].trigger()
    wait_solved()
    table = window.part(ComparePart).page.table
    assert table.rules.columnCount() == 15
    assert table.horizontalScrollBar().maximum() == 0
    high = table.horizontalHeader().height()
    window.resize(1920, 1080)
    assert table.horizontalScrollBar().maximum() == 0
    assert table.horizontalHeader().height() < high  # names stand level where there is room


def test_beside_the_table_nothing_runs_off_the_edge(shown: Shown, wait_solved: Wait) -> None:
    window = shown("single-souring")
    window.verdict.set_rule("naive")
    wait_solved()
    page = window.part(ComparePart).page
    assert page.pump.steps.count() > 0
    area = next(a for a in page.findChildren(QScrollArea) if a.isAncestorOf(page.pump))
    assert area.widget().width() <= area.viewport().width()


def test_over_the_whole_window_the_verdict_stands_at_its_foot(
    shown: Shown, wait_solved: Wait
) -> None:
    window = shown("single-souring")
    line = window.bars.line
    window.panels.drawer.set_full(True)
    for rule, said in (("naive", "Naive: 3 of 3 plans"), ("dsm", "DSM: 2 of 3 plans")):
        window.part(ComparePart).page.rule_chosen.emit(rule)
        wait_solved()
        assert line.verdict.isVisible()
        assert line.verdict.text().startswith(said)
        assert not line.fit.isVisible()  # no tree is seen
    window.panels.drawer.set_full(False)
    assert not line.verdict.isVisible()  # the card says it
    assert line.fit.isVisible()


@pytest.mark.parametrize("example", ["single-souring", "two-bets"])
def test_the_table_has_what_it_needs_and_the_words_the_rest(qtbot: QtBot, example: str) -> None:
    document = loads(example_text(example))
    page = ComparePage(list(RULES.values()))
    qtbot.addWidget(page)
    page.resize(1260, 500)
    page.show_answers(Names(document), side_by_side(document))
    page.show()
    assert page.table.horizontalScrollBar().maximum() == 0
    table, words = page._split.sizes()
    assert words > WORDS + 100
    page._split.moveSplitter(400, 1)
    page.resize(1200, 500)
    assert page._split.sizes()[0] < table - 50  # as somebody dragged it

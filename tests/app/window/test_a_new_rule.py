"""The recipe tried in the window: a further rule is in the list, the menu, the table, the help, the walk."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from app.analyses.compare import ComparePart
from app.analyses.walk import WalkPart
from app.analyses.why import WhyPart
from app.window.main_window import MainWindow
from app.window.manual import ManualPart
from solver.rules import registered
from tests.solver.rules.last_branch import LastBranch

Wait = Callable[[], None]


@pytest.fixture
def with_rule() -> Iterator[None]:
    with registered(LastBranch()):
        yield


@pytest.fixture
def solved(with_rule: None, window: MainWindow, wait_solved: Wait) -> MainWindow:
    """A window that was made while the rule is in the table, with a tree solved by it."""
    window.documents.open_example("single-souring")
    action = window.findChild(QAction, "solve.rule.last")
    assert action is not None
    action.trigger()
    wait_solved()
    return window


def test_it_is_chosen_from_the_menu_and_marks_the_tree(solved: MainWindow) -> None:
    assert solved.verdict.rule == "last"
    solution = solved.verdict.solution
    assert solution is not None
    assert solution.rule == "last"
    assert [dict(p.plan.choices) for p in solution.plans] == [{"n1": "go on", "n2": "take A-"}]
    items = {id_: solved.canvas.tree.branch_item(id_) for id_ in ("take B", "take A-")}
    assert items["take B"] is not None
    assert items["take A-"] is not None
    assert items["take B"].figure.is_faint
    assert not items["take A-"].figure.is_faint


def test_it_has_a_column_and_a_pump(solved: MainWindow, wait_solved: Wait) -> None:
    solved.actions_table["solve.page_compare"].trigger()
    wait_solved()
    model = solved.part(ComparePart).page.table.rules
    column = next(c for c in range(model.columnCount()) if model.rule_at(c) == "last")
    assert model.headerData(column, Qt.Orientation.Horizontal) == "Last"
    texts = {model.index(r, 0).data(): model.index(r, column).data() for r in range(4)}
    assert texts["Exploitable"] == "yes"
    assert texts["Rationalisable"] == "0 of 1"


def test_it_is_explained_and_taught(solved: MainWindow, wait_solved: Wait) -> None:
    solved.canvas.select((), ("take B",))
    solved.actions_table["solve.page_why"].trigger()
    wait_solved()
    page = solved.part(WhyPart).page
    assert page.clause.text() == "Last branch: leave what is not drawn last."
    solved.part(ManualPart).open("last")
    book = solved.part(ManualPart).book
    assert book is not None
    assert book.here == "last"
    assert "the tests of this program" in book.text.toPlainText()
    book.close()


def test_it_is_walked(solved: MainWindow, wait_solved: Wait, qtbot: QtBot) -> None:
    solved.actions_table["solve.walk"].trigger()
    wait_solved()
    assert solved.part(WalkPart).panel.texts[2] == (
        "Last branch permits 2 “go on”. Not permitted: 1 “take A”."
    )
    solved.part(WalkPart).end()

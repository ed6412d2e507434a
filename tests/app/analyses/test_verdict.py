"""The card “Verdict” and the marks in the tree follow the rule, the plan and the edits."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import (
    QLabel,
)

from app.analyses.verdict import VerdictPart
from app.window.main_window import MainWindow
from solver.document.numerals import Numeral
from solver.edits import AddRelation, SetBranch, SetNode
from solver.errors import NotSolvable
from solver.preferences.named_relations import names
from solver.rules import RULES, solve
from tests.bench.sliding import binary
from widgets.answers.plan_list import PlanModel
from widgets.drawing.looks.look import Mark

Wait = Callable[[], None]


def test_marks_follow_the_rule(window: MainWindow, wait_solved: Wait) -> None:
    window.documents.open_example("single-souring")
    document, tree = window.session.document, window.canvas.tree
    permitted = {}
    for rule in RULES:
        window.verdict.set_rule(rule)
        wait_solved()
        marks = {id_: tree.branch_item(id_).look.mark for id_ in document.branches}  # type: ignore[union-attr]
        try:
            solution = solve(document, rule)
        except NotSolvable:
            assert set(marks.values()) == {Mark.NONE}, rule
            assert window.findChild(QLabel, "verdict.sub").text(), rule
            continue
        permitted[rule] = {id_ for id_, mark in marks.items() if mark is Mark.PERMITTED}
        for id_, verdict in solution.branches.items():
            if verdict.permitted is False:
                assert marks[id_] is Mark.DOMINATED, rule
            elif verdict.reachable:
                assert marks[id_] is Mark.PERMITTED, rule
        item = tree.node_item("n2")
        assert item is not None
        assert item.look.has_gap
    assert permitted["naive"] == {"take A", "go on", "take B", "take A-"}
    assert permitted["caprice"] == {"take A", "go on", "take B"}
    assert "eu" not in permitted


def test_a_selected_plan_is_shown_alone(window: MainWindow, wait_solved: Wait) -> None:
    window.documents.open_example("single-souring")
    window.verdict.set_rule("naive")
    wait_solved()
    plans = window.part(VerdictPart).plans
    model = plans.model()
    dominated = model.index(2, 0)
    assert model.rowCount(dominated) == 1
    assert "take A" in model.index(0, 0, dominated).data()
    plans.setCurrentIndex(dominated)
    doubled = {
        id_
        for id_ in window.session.document.branches
        if (item := window.canvas.tree.branch_item(id_)) is not None and item.look.doubled
    }
    assert doubled == {"go on", "take A-"}
    plans.clearSelection()
    item = window.canvas.tree.branch_item("go on")
    assert item is not None
    assert not item.look.doubled


def test_live_solving_can_be_put_off(window: MainWindow, wait_solved: Wait) -> None:
    window.documents.open_example("shutdown")
    wait_solved()
    window.part(VerdictPart).set_live(False)
    window.perform(SetNode("observe", {"label": "x"}))
    wait_solved()
    assert window.part(VerdictPart).plans.model().rowCount() == 0
    window.actions_table["solve.run"].trigger()
    wait_solved()
    assert window.part(VerdictPart).plans.model().rowCount() == 4


def test_plans_are_worked_out_when_they_are_read(window: MainWindow, wait_solved: Wait) -> None:
    window.documents.open_example("single-souring")
    window.verdict.set_rule("naive")
    wait_solved()
    plans = window.part(VerdictPart).plans
    assert not plans.isVisible()
    model = plans.list
    assert model.solution is window.verdict.solution
    names = [model.index(row, 0).data() for row in range(model.rowCount())]
    below = model.index(0, 0, model.index(2, 0))
    assert model.parent(below) == model.index(2, 0)
    assert names[2].startswith("✕ ")
    assert below.data() == f"dominated by: {names[0]}"
    assert model.rowCount(below) == 0
    window.actions_table["solve.page_plans"].trigger()
    assert plans.isExpanded(model.index(2, 0))


def test_more_plans_come_with_scrolling(window: MainWindow, wait_solved: Wait) -> None:
    window.session.open(binary(200), None)
    window.documents.opened.emit()
    wait_solved()
    window.actions_table["solve.page_plans"].trigger()
    plans = window.part(VerdictPart).plans
    solution = window.verdict.solution
    assert solution is not None
    total = len(solution.plans)
    assert total == 91
    for width in (500, 480, 460):
        plans.resize(width, plans.height())
        plans.grab()
    assert plans.list.rowCount() == 50
    plans.verticalScrollBar().setValue(plans.verticalScrollBar().maximum())
    assert plans.list.rowCount() == 91
    plans.choose(79)
    assert plans.chosen == 79
    assert plans.chosen_plan == solution.plans[79].plan
    assert plans.list.rowCount() == 91
    names = {plans.list.index(row, 0).data() for row in range(91)}
    assert len(names) == 91
    plans.choose(79)
    assert plans.chosen is None


def test_a_list_of_plans_takes_another_width_without_naming_all(
    window: MainWindow, wait_solved: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.session.open(binary(200), None)
    window.documents.opened.emit()
    wait_solved()
    window.actions_table["solve.page_plans"].trigger()
    plans = window.part(VerdictPart).plans
    plans.choose(79)
    plans.scrollToTop()
    named: set[int] = set()
    name = PlanModel._name

    def counted(self: PlanModel, index: QModelIndex) -> str:
        named.add(index.row())
        return name(self, index)

    monkeypatch.setattr(PlanModel, "_name", counted)
    width = plans.header().sectionSize(0)
    plans.resize(60, plans.height())
    plans.grab()
    assert plans.header().sectionSize(0) < width
    assert 0 < len(named) < 50


def test_a_rule_from_the_document_before_that_has_no_answer_gives_way(
    window: MainWindow, wait_solved: Wait
) -> None:
    window.documents.open_example("oil")
    wait_solved()
    window.part(VerdictPart)._choose_rule("eu")
    wait_solved()
    window.documents.open_example("single-souring")
    wait_solved()
    assert window.verdict.rule == "dsm"
    assert window.verdict.solution is not None
    told = "Expected utility has no answer here: Dynamic Strong Maximality is applied."
    assert told in window.statusBar().currentMessage()
    window.part(VerdictPart)._choose_rule("eu")  # a person may ask, and is told what it needs
    wait_solved()
    assert window.verdict.rule == "eu"
    assert not window.statusBar().currentMessage()
    label = window.findChild(QLabel, "verdict")
    assert isinstance(label, QLabel)
    assert label.text() == "Expected utility needs a completion"
    window.documents.open_example("oil")  # which has an answer under the rule used last
    wait_solved()
    assert window.verdict.rule == "eu"
    assert window.verdict.solution is not None


def test_where_only_the_rule_refuses_it_is_said_why_and_which_rules_answer(
    window: MainWindow, wait_solved: Wait
) -> None:
    window.documents.open_example("shutdown")
    wait_solved()
    window.part(VerdictPart)._choose_rule("maximin")
    wait_solved()
    card = window.part(VerdictPart).card
    assert card._headline.text() == "Maximin has no answer here"
    why, _, others = card._sub.text().partition(" Rules that answer here: ")
    assert "one scale and one criterion" in why
    assert others.startswith("Naive, Caprice, E-admissible, Dynamic Strong Maximality")
    assert "Maximin" not in others
    assert card._action.text() == "Choose another rule"
    lucky = SetBranch("lucky", {"probability": Numeral("1/10")})
    window.perform(lucky)  # which no rule has an answer for
    wait_solved()
    assert card._headline.text() == "The tree cannot be solved yet"
    assert "Rules that answer" not in card._sub.text()


def test_the_active_relation_is_named_where_there_are_several(
    window: MainWindow, wait_solved: Wait
) -> None:
    window.documents.open_example("single-souring")
    wait_solved()
    label = window.findChild(QLabel, "verdict.relation")
    assert isinstance(label, QLabel)
    assert label.isHidden()
    window.perform(AddRelation(complete=True))
    wait_solved()
    first = names(window.session.document)[0]
    assert not label.isHidden()
    assert f"“{first}”" in label.text()
    window.actions_table["relation.next"].trigger()
    wait_solved()
    second = names(window.session.document)[0]
    assert second != first
    assert f"“{second}”" in label.text()

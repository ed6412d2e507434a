"""The page “Utilities”: which plan is best under which completion, and pinning one."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.analyses.utilities import UtilitiesPart
from app.window.main_window import MainWindow
from solver.analyses.rationales import Rationale

Wait = Callable[[], None]


@pytest.fixture
def shown(window: MainWindow, wait_solved: Wait) -> MainWindow:
    window.documents.open_example("shutdown")
    wait_solved()
    window.actions_table["solve.page_utilities"].trigger()
    wait_solved()
    return window


def words(window: MainWindow) -> str:
    return " ".join(
        label.text()
        for label in window.part(UtilitiesPart).page.findChildren(QLabel)
        if label.text()
    )


def test_one_free_weight_is_a_strip_with_exact_edges(shown: MainWindow) -> None:
    page = shown.part(UtilitiesPart).page
    assert page.words.text().startswith(
        "One free utility, u(Shut down early), with u(Unlucky task done) = 0 and u(Lucky task done) = 1"
    )
    found = shown.part(UtilitiesPart).found
    assert found is not None
    assert found.edges == (Fraction(0), Fraction(1))
    said = words(shown)
    assert "I  always continue" in said
    assert "II  continue if lucky, shut down if unlucky" in said
    assert "III  always shut down" in said


def test_three_plans_are_rationalisable_and_one_is_not(shown: MainWindow) -> None:
    tree = shown.part(UtilitiesPart).page.rationales
    found = [tree.topLevelItem(i).data(0, Qt.ItemDataRole.UserRole) for i in range(4)]
    assert all(isinstance(rationale, Rationale) for rationale in found)
    beaten = [rationale for rationale in found if rationale.completion is None]
    assert [list(rationale.plan.choices.values()) for rationale in beaten] == [
        ["shut down | lucky", "continue | unlucky"]
    ]
    weights = sorted(weight for weight, _ in beaten[0].mixture)
    assert weights == [Fraction(1, 9), Fraction(8, 9)]


def test_a_click_pins_a_completion_and_expected_utility_answers(
    shown: MainWindow, qtbot: QtBot, wait_solved: Wait
) -> None:
    drawing = shown.part(UtilitiesPart).page.drawing
    area = drawing._area()
    place = QPointF(drawing._across(0.5), area.center().y()).toPoint()
    qtbot.mouseClick(drawing, Qt.MouseButton.LeftButton, pos=place)
    wait_solved()
    completion = shown.session.document.completion
    assert completion is not None
    assert shown.verdict.rule == "eu"
    solution = shown.verdict.solution
    assert solution is not None
    permitted = {branch for branch, verdict in solution.branches.items() if verdict.permitted}
    assert permitted == {"continue | lucky", "shut down | unlucky"}
    assert "Pinned: u(Shut down early) = 1/2: II" in shown.part(UtilitiesPart).page.reading.text()
    shown.session.stack.undo()
    wait_solved()
    assert shown.session.document.completion is None
    assert "no completion" in shown.part(UtilitiesPart).page.reading.text()


def test_keys_move_what_is_pinned(shown: MainWindow, qtbot: QtBot, wait_solved: Wait) -> None:
    drawing = shown.part(UtilitiesPart).page.drawing
    qtbot.keyClick(drawing, Qt.Key.Key_Right)
    wait_solved()
    first = shown.part(UtilitiesPart).pin
    qtbot.keyClick(drawing, Qt.Key.Key_Right)
    wait_solved()
    second = shown.part(UtilitiesPart).pin
    assert first is not None
    assert second is not None
    assert second[0] > first[0]


def test_a_plan_pins_its_completion(shown: MainWindow, wait_solved: Wait) -> None:
    page = shown.part(UtilitiesPart).page
    assert not page.pin_plan.isEnabled()
    page.rationales.setCurrentItem(page.rationales.topLevelItem(0))
    assert page.pin_plan.isEnabled()
    page.pin_plan.click()
    wait_solved()
    solution = shown.verdict.solution
    assert solution is not None
    assert solution.rule == "eu"
    assert solution.branches["shut down | lucky"].permitted


def test_other_examples(window: MainWindow, wait_solved: Wait) -> None:
    for example, said in (
        ("oil", "Preferences are complete here"),
        ("chance-pump", "One free utility"),
        ("marble-bets", "free weight"),
    ):
        window.documents.open_example(example)
        window.actions_table["solve.page_utilities"].trigger()
        wait_solved()
        assert said in window.part(UtilitiesPart).page.words.text()


def test_where_preferences_are_complete_each_node_has_its_value(
    window: MainWindow, wait_solved: Wait
) -> None:
    window.documents.open_example("texaco")
    window.verdict.set_rule("eu")
    window.actions_table["solve.page_utilities"].trigger()
    wait_solved()
    told = window.part(UtilitiesPart).page.values.text().splitlines()
    assert told[:2] == ["At “Settle?”: accept 2 (2) · ask for 5 (4.6348)", "“Texaco”: EV 4.6348"]
    window.documents.open_example("shutdown")
    wait_solved()
    assert not window.part(UtilitiesPart).page.values.isVisible()


def test_what_remains_of_the_completions_along_the_way(shown: MainWindow, qtbot: QtBot) -> None:
    page = shown.part(UtilitiesPart).page
    for example, told in (
        (
            "single-souring",
            "After “go on”, at “B or A−?”: Completions that remain: u(B) from 1 on, where u(A−) = 0 and "
            "u(A) = 1 (before: any).",
        ),
        (
            "leave-or-block",
            "Nothing is chosen on the path to a choice here: all completions remain.",
        ),
        ("shutdown", "Nothing is chosen on the path to a choice here: all completions remain."),
        (
            "two-bets",
            "After “take A”, at “Bet B?” after take A: Completions that remain: share of “Rain unlikely” from 2/7 to "
            "below 1, where share of “Rain unlikely” + share of “Rain likely” = 1 (before: above 0 to below 1).\n"
            "After “leave A”, at “Bet B?” after leave A: Completions that remain: share of “Rain unlikely” above 0 to "
            "2/7, where share of “Rain unlikely” + share of “Rain likely” = 1 (before: above 0 to below 1).",
        ),
    ):
        shown.documents.open_example(example)
        shown.actions_table["solve.page_utilities"].trigger()
        qtbot.waitUntil(lambda told=told: page.ways.text() == told)  # type: ignore[misc]
        assert page.ways.isHidden() == (not told)


def test_under_opinions_each_plan_has_weights_of_the_opinions(
    window: MainWindow, wait_solved: Callable[[], None]
) -> None:
    window.documents.open_example("three-acts")
    window.actions_table["solve.page_utilities"].trigger()
    wait_solved()
    page = window.part(UtilitiesPart).page
    assert page.drawing.isVisible()
    assert page.words.text().startswith("One free weight, share of “Always tails”")
    tree = page.rationales
    items = [item for i in range(tree.topLevelItemCount()) if (item := tree.topLevelItem(i))]
    told = [(i.text(0), i.text(1), c.text(0)) for i in items if (c := i.child(0))]
    assert [(name, says) for name, says, _ in told] == [
        ("on heads", "✓ yes"), ("on tails", "✓ yes"), ("neither", "✕ no"),
    ]  # fmt: skip
    assert "“Always heads” 21/41" in told[0][2]
    assert told[2][2].startswith("Beaten by a mixture")
    tree.setCurrentItem(items[0])
    page.pin_plan.click()
    wait_solved()
    assert window.verdict.rule == "eu"
    assert window.verdict.solution is not None
    assert window.verdict.solution.plans_total == 1


def test_with_an_offer_to_complete_plans_are_told_by_all_they_choose(
    shown: MainWindow, wait_solved: Wait
) -> None:
    shown.canvas.select(("observe",))
    shown.actions_table["edit.offer_complete"].trigger()
    wait_solved()
    said = words(shown)
    assert "I  stay free; then always continue" in said
    assert "III  stay free; then always shut down" in said
    assert "No completion is stated for the whole tree yet; named: C1." in said

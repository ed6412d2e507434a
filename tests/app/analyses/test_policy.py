"""The page “Policy”: from a dominated policy to a better one, the map, and totals held fixed."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRegularExpression, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton

from app.analyses.policy import PolicyPart
from app.analyses.verdict import VerdictPart
from app.window.main_window import MainWindow
from solver.document.numerals import Numeral
from solver.edits import OfferCommitment, SetBranch, SetRelation, SetView, StatePolicy
from widgets.answers.policy.policy_map import PolicyMap
from widgets.basics.bars.share_bar import ShareBar
from widgets.basics.bars.share_slider import ShareSlider
from widgets.basics.number_field import NumberField
from widgets.basics.statement_row import StatementRow

Wait = Callable[[], None]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def shown(window: MainWindow, wait_solved: Wait) -> MainWindow:
    window.documents.open_example("shutdown")
    wait_solved()
    window.actions_table["solve.page_policy"].trigger()
    return window


def stated(window: MainWindow) -> list[str]:
    document = window.session.document
    return [b.policy.text for b in document.branches.values() if b.policy is not None]


def bars(window: MainWindow) -> str:
    return window.part(PolicyPart).page.own.words.text()


def sliders(window: MainWindow) -> list[ShareSlider]:
    return window.part(PolicyPart).page.findChildren(ShareSlider)


def test_a_statement_of_the_verdict_leads_here(window: MainWindow, wait_solved: Wait) -> None:
    window.documents.open_example("shutdown")
    window.perform(SetView("numbers", "fraction"))
    wait_solved()
    rows = window.part(VerdictPart).card.statements.rows
    said = {row.text(): row for row in rows}
    row = said["Stated policy dominated by a policy"]
    assert isinstance(row, StatementRow)
    assert row.detail == "shut down 4/9 if lucky, always if unlucky"
    row.click()
    assert window.panels.drawer.current is window.part(PolicyPart).page
    window.session.stack.setClean()
    for example in ("single-sweetening", "oil"):  # nothing stated: nothing to be told
        window.documents.open_example(example)
        wait_solved()
        texts = [row.text() for row in window.part(VerdictPart).card.statements.rows]
        assert "No policy stated" in texts


def test_improving_moves_the_policy_in_one_step_and_shows_the_mass(
    shown: MainWindow, wait_solved: Wait
) -> None:
    page = shown.part(PolicyPart).page
    assert page.verdict.text() == "✕ Dominated by a policy"
    assert page.words.text() == (
        "Another policy is strictly preferred to the stated one: shut down 4/9 if lucky, always "
        "shut down if unlucky."
    )
    assert page.better.words.text() == "Lucky task done: 1/2 · Shut down early: 1/2"
    assert "shut down if lucky: 4/9 (≈\u202f0.444)" in page.words.toolTip()  # exact, one hover away
    assert bars(shown) == "Lucky task done: 9/20 · Unlucky task done: 1/20 · Shut down early: 1/2"
    page.improve.click()
    wait_solved()
    assert stated(shown) == ["4/9", "5/9", "1", "0"]
    assert bars(shown) == "Lucky task done: 1/2 · Shut down early: 1/2"
    assert not page.better.isVisible()
    assert page.moved.text() == "1/20 moves from “Unlucky task done” to “Lucky task done”."
    assert page.verdict.text() == "✓ Not dominated by a policy"
    assert not page.improve.isVisible()
    shown.session.stack.undo()
    wait_solved()
    assert stated(shown) == ["1/2"] * 4
    assert bars(shown) == "Lucky task done: 9/20 · Unlucky task done: 1/20 · Shut down early: 1/2"
    assert page.verdict.text() == "✕ Dominated by a policy"


def test_a_drag_of_a_slider_is_one_step_and_falls_on_simple_fractions(
    shown: MainWindow, wait_solved: Wait
) -> None:
    slider = sliders(shown)[0]
    middle = slider.height() // 2
    QTest.mousePress(slider, LEFT, pos=QPoint(slider.width() // 2, middle))
    for part in (0.6, 0.7, 0.445):
        QTest.mouseMove(slider, QPoint(round(part * slider.width()), middle))
    at = Fraction(stated(shown)[0])
    assert abs(at - Fraction(445, 1000)) < Fraction(1, 50)
    assert at.denominator < 20
    QTest.mouseMove(slider, QPoint(slider.width() + 40, middle))
    QTest.mouseRelease(slider, LEFT, pos=QPoint(slider.width() + 40, middle))
    assert stated(shown)[:2] == ["1", "0"]
    assert shown.session.stack.count() == 1
    shown.session.stack.undo()
    assert stated(shown) == ["1/2"] * 4
    slider.setFocus()
    for key, expected in (
        (Qt.Key.Key_Right, "11/20"), (Qt.Key.Key_PageDown, "1/2"), (Qt.Key.Key_Home, "0"),
    ):  # fmt: skip
        QTest.keyClick(slider, key)
        assert stated(shown)[0] == expected
    QTest.keyClick(slider, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert stated(shown)[:2] == ["1/100", "99/100"]
    wait_solved()
    assert shown.part(PolicyPart).page.verdict.text() == "✕ Dominated by a policy"


def test_exact_text_is_kept_and_what_is_no_share_is_refused(
    shown: MainWindow, wait_solved: Wait
) -> None:
    (field,) = (
        field
        for field in shown.part(PolicyPart).page.findChildren(NumberField)
        if field.accessibleName() == "How often “shut down” at Shut down? if lucky"
    )

    def enter(text: str) -> None:
        field.setFocus()
        field.setText(text)
        QTest.keyClick(field, Qt.Key.Key_Return)

    enter("4/9")
    assert stated(shown)[:2] == ["4/9", "5/9"]
    enter("12.5%")
    assert stated(shown)[:2] == ["12.5%", "7/8"]
    enter("3/2")
    assert stated(shown)[:2] == ["12.5%", "7/8"]
    assert field.text() == "12.5%"


def test_the_map_is_read_by_hovering_and_set_by_a_click(
    shown: MainWindow, wait_solved: Wait
) -> None:
    page = shown.part(PolicyPart).page
    square = page.findChild(PolicyMap)
    assert isinstance(square, PolicyMap)
    assert page.regions.text() == (
        "Exactly these policies are not dominated by a policy: those that always choose “shut down” if "
        "unlucky, and those that always choose “continue” if lucky."
    )

    def place(x: float, y: float) -> QPoint:
        return square._place(x, y).toPoint()

    page.ensureWidgetVisible(square)
    where = QPointF(place(0.5, 0.98))
    none, modifiers = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    # Without a screen, a real mouse arrives or not as it likes.
    hover = QMouseEvent(QEvent.Type.MouseMove, where, where, none, none, modifiers)
    QApplication.sendEvent(square, hover)
    assert (page.reading.isVisible(), page._legend.isVisible()) == (True, False)
    assert page.reading.text() == (
        "x = 1/2, y = 1: Lucky task done: 9/20 · Shut down early: 11/20. ✓ not dominated by a policy. "
        "Usefulness: 1. Neutrality: 0.993 bits, not uniform (one step: 11/20, two steps: 9/20)."
    )
    QTest.mouseClick(square, LEFT, pos=place(0.0, 0.25))
    assert stated(shown) == ["0", "1", "1/4", "3/4"]
    assert page.verdict.text() == "✓ Not dominated by a policy"
    assert shown.session.stack.count() == 1
    square.setFocus()
    QTest.keyClick(square, Qt.Key.Key_Right)
    QTest.keyClick(square, Qt.Key.Key_Up)
    assert stated(shown) == ["1/20", "19/20", "3/10", "7/10"]
    wait_solved()
    assert page.verdict.text() == "✕ Dominated by a policy"
    assert not square.grab().isNull()


def test_a_total_that_another_document_does_not_have_is_held_no_longer(
    shown: MainWindow, wait_solved: Wait
) -> None:
    page = shown.part(PolicyPart).page
    box = page.findChild(QComboBox, "total")
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(3)
    box.activated.emit(3)
    wait_solved()
    held = page.map.grab().toImage()
    for example in ("oil", "shutdown"):
        shown.session.stack.setClean()
        shown.documents.open_example(example)
        wait_solved()
    assert box.currentText() == "nothing"
    assert page.map.grab().toImage() != held
    box.setCurrentIndex(3)
    box.activated.emit(3)
    wait_solved()
    assert page.map.grab().toImage() == held


def test_holding_shutdown_at_one_half_forces_four_ninths(
    shown: MainWindow, wait_solved: Wait
) -> None:
    page = shown.part(PolicyPart).page
    box = page.findChild(QComboBox, "total")
    assert isinstance(box, QComboBox)
    assert [box.itemText(i) for i in range(box.count())] == [
        "nothing", "Lucky task done", "Unlucky task done", "Shut down early", "scale “two steps”",
    ]  # fmt: skip
    box.setCurrentIndex(3)
    box.activated.emit(3)
    wait_solved()
    text = page.findChild(QLabel, "forced")
    assert isinstance(text, QLabel)
    assert text.text() == (
        "These policies give it just that probability: shut down 4/9 – 5/9 if lucky; shut down 0 – 1 if "
        "unlucky. None of the others dominates these:"
    )
    assert not page.map.grab().isNull()
    (button,) = [
        b for b in page.holding.findChildren(QPushButton) if b.text() == "State such a policy"
    ]
    assert "forced: shut down 4/9 if lucky; always shut down if unlucky." in button.accessibleName()
    button.click()
    assert stated(shown) == ["4/9", "5/9", "1", "0"]
    wait_solved()
    box.setCurrentIndex(0)
    box.activated.emit(0)
    wait_solved()
    assert "Choose an outcome" in text.text()


def test_other_trees(window: MainWindow, wait_solved: Wait) -> None:
    page = window.part(PolicyPart).page
    window.actions_table["solve.page_policy"].trigger()
    assert "Open or build a tree" in page.problem.text()
    window.documents.open_example("pizza")
    wait_solved()
    # Nobody swaps: what is shown is the branch that could be taken.
    assert [slider.accessibleDescription() for slider in sliders(window)] == ["0", "0"]
    assert page.words.text() == (
        "Another policy is strictly preferred to the stated one: always swap."
    )
    assert page.better.words.text() == "Pepperoni: 1/2 · Anchovy: 1/2"
    window.documents.open_example("marble-bets")
    wait_solved()
    assert len(page.findChildren(ShareBar)) == 1
    assert page.findChildren(ShareBar)[0].isVisibleTo(page)
    assert not page.map.isVisibleTo(page)
    window.documents.open_example("shutdown")
    wait_solved()
    window.perform(SetBranch("shut down | lucky", {"policy": Numeral("2")}))
    wait_solved()
    assert "policy" in page.problem.text().lower()
    window.session.stack.undo()
    window.perform(SetRelation("timestep-dominance"))
    wait_solved()
    assert "always continue if lucky, always shut down if unlucky" in page.words.text()
    assert page.map.isVisibleTo(page)
    assert page.regions.text() == (
        "Exactly these policies are not dominated by a policy: those that always choose “shut down” if "
        "unlucky, and those that always choose “continue”."
    )
    window.session.stack.setClean()
    window.documents.close()
    assert "Open or build a tree" in page.problem.text()


def test_selecting_a_choice_node_brings_its_slider_into_view(
    shown: MainWindow, wait_solved: Wait
) -> None:
    page = shown.part(PolicyPart).page
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    shown.canvas.select(("if lucky",))
    row = sliders(shown)[0]
    assert page.viewport().rect().contains(row.mapTo(page.viewport(), QPointF(1, 1).toPoint()))


def test_improving_from_the_menu(window: MainWindow, wait_solved: Wait) -> None:
    window.documents.open_example("shutdown")
    wait_solved()
    assert window.part(PolicyPart).does().keys() == {"solve.page_policy", "solve.improve"}
    window.actions_table["solve.improve"].trigger()
    wait_solved()
    assert stated(window) == ["4/9", "5/9", "1", "0"]
    assert window.part(PolicyPart).page.verdict.text() == "✓ Not dominated by a policy"
    window.actions_table["solve.improve"].trigger()
    assert window.statusBar().currentMessage().startswith("There is no policy")


def test_a_drag_is_followed_by_the_rule_at_once(window: MainWindow, wait_solved: Wait) -> None:
    window.documents.open_example("shutdown")
    wait_solved()
    before = window.verdict.solution
    assert before is not None
    window.part(VerdictPart).plans.choose(1)
    plan = window.verdict.plan
    assert plan is not None
    window.perform(
        StatePolicy((("shut down | lucky", Numeral("1/3")), ("continue | lucky", Numeral("2/3"))))
    )
    assert window.verdict.solution is before  # no rule looks at the policy
    assert window.verdict.plan is plan  # what is selected stays so
    window.perform(SetBranch("lucky", {"probability": Numeral("4/5")}))
    window.perform(SetBranch("unlucky", {"probability": Numeral("1/5")}))
    wait_solved()
    assert window.verdict.solution is not None
    assert window.verdict.solution.plans[1].plan.lottery["S"] == Fraction(4, 5)
    window.perform(SetBranch("shut down | lucky", {"policy": Numeral("2")}))
    wait_solved()
    assert window.verdict.solution is None  # the numbers are no policy any more


def test_playing_with_sliders_writes_nothing_on_the_tree_unless_wanted(
    window: MainWindow, wait_solved: Wait
) -> None:
    window.documents.open_example("single-souring")  # which states none
    wait_solved()
    window.actions_table["solve.page_policy"].trigger()
    wait_solved()
    page = window.part(PolicyPart).page

    def written() -> list[str]:
        ids = window.session.document.branches
        items = filter(None, map(window.canvas.tree.branch_item, ids))
        return [item.figure.look.detail for item in items if item.figure.look.detail]

    assert not page.drawn.isVisibleTo(page)
    sliders(window)[0].moved.emit(Fraction(1, 4), "drag 1")
    sliders(window)[0].moved.emit(Fraction(1, 3), "drag 1")
    assert stated(window) == ["1/3", "2/3"]
    assert written() == []
    assert page.drawn.isVisibleTo(page)
    page.drawn.click()
    assert len(written()) == 2
    window.actions_table["edit.undo"].trigger()
    window.actions_table["edit.undo"].trigger()
    assert stated(window) == []
    assert "style" not in window.session.document.view


def test_with_an_offer_there_is_a_map_of_any_two_choices(
    window: MainWindow, wait_solved: Wait
) -> None:
    """The offer has a choice of its own, and the policy settles the copy that it leads to."""
    window.documents.open_example("shutdown")
    window.perform(OfferCommitment("observe"))
    wait_solved()
    window.actions_table["solve.page_policy"].trigger()
    wait_solved()
    page, document = window.part(PolicyPart).page, window.session.document
    across, up = page.findChildren(QComboBox, QRegularExpression("^map (across|up)$"))
    assert page.map.isVisible()
    assert across.isVisible()
    told = [across.itemText(i) for i in range(across.count())]
    assert told == ["stay free at “Commit?”", "shut down if lucky", "shut down if unlucky"]
    assert (across.currentIndex(), up.currentIndex()) == (1, 2)
    across.setCurrentIndex(2)  # what stands at the other side: they change places
    across.activated.emit(2)
    wait_solved()
    assert (across.currentIndex(), up.currentIndex()) == (2, 1)
    QTest.keyClick(page.map, Qt.Key.Key_Right)
    wait_solved()
    changed = window.session.document
    assert changed.branches["shut down | unlucky"].policy == Numeral("11/20")
    assert changed.branches["shut down | lucky"] == document.branches["shut down | lucky"]

"""The guided tour: it leads through examples, rules and pages, says what is so, and loses nothing."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from PySide6.QtWidgets import QAbstractButton, QPushButton
from pytestqt.qtbot import QtBot

from app.analyses.walk import WalkPart
from app.documents.questions import UnsavedAnswer
from app.window.main_window import MainWindow
from app.window.start.start_part import StartPart
from app.window.tour import STOPS, Tour
from solver.analyses.policies import improve, stated_policy
from solver.analyses.rule_comparison import side_by_side
from solver.edits import SetNode
from solver.solution import Solution
from tests.app.conftest import Answers
from widgets.shell.highlight_frame import seen_part

Wait = Callable[[], None]


def press(tour: Tour, text: str) -> None:
    assert tour.small_window is not None
    buttons = tour.small_window.findChildren(QPushButton)
    next(b for b in buttons if b.text().replace("&", "") == text).click()


def is_pointed_out(tour: Tour, window: MainWindow) -> bool:
    light = tour.highlight
    if light is None or light.target is None:
        return False
    return light.isVisible() and not seen_part(light.target, window).isEmpty()


def test_from_the_start_screen_to_the_end(
    window: MainWindow, wait_solved: Wait, qtbot: QtBot
) -> None:
    button = window.part(StartPart).screen.findChild(QAbstractButton, "start.tour")
    assert isinstance(button, QAbstractButton)
    button.click()
    tour = window.part(Tour)
    for number, stop in enumerate(STOPS):
        wait_solved()
        assert tour.number == number
        small = tour.small_window
        assert small is not None
        assert small.isVisible()
        assert not small.isModal()
        assert small.words[0] == stop.title
        if stop.example:
            assert window.documents.name == stop.example
            assert window.verdict.rule == stop.rule
            assert window.verdict.solution is not None
            assert window.verdict.solution.rule == stop.rule
        if stop.look_at:
            qtbot.waitUntil(lambda: is_pointed_out(tour, window))
        press(tour, "Next" if number < len(STOPS) - 1 else "Done")
    assert tour.number is None
    assert not window.session.is_dirty


def test_back_and_close(window: MainWindow, wait_solved: Wait) -> None:
    window.actions_table["help.tour"].trigger()
    for _ in range(2):
        press(window.part(Tour), "Next")
    press(window.part(Tour), "Back")
    assert window.part(Tour).number == 1
    press(window.part(Tour), "Close")
    assert window.part(Tour).number is None
    assert window.part(Tour).highlight is None
    window.actions_table["help.tour"].trigger()
    assert window.part(Tour).number == 0
    press(window.part(Tour), "Close")


def test_unsaved_work_is_left_alone(window: MainWindow, wait_solved: Wait) -> None:
    window.documents.open_example("oil")
    node = next(iter(window.session.document.nodes))
    window.perform(SetNode(node, {"label": "mine"}))
    mine = window.session.document
    window.actions_table["help.tour"].trigger()
    assert window.part(Tour).number is None
    (other,) = (each for each in window.windows.all if each is not window)
    assert other.part(Tour).number == 0
    press(other.part(Tour), "Next")
    assert other.documents.name == "single-souring"
    assert window.session.document is mine
    assert window.session.is_dirty
    press(other.part(Tour), "Close")
    other.close()


def test_what_was_tried_on_the_tour_is_asked_about(
    window: MainWindow, answers: Answers, wait_solved: Wait
) -> None:
    window.actions_table["help.tour"].trigger()
    press(window.part(Tour), "Next")
    window.perform(SetNode("n1", {"label": "mine"}))
    answers.unsaved = UnsavedAnswer.CANCEL
    for _ in range(4):
        press(window.part(Tour), "Next")
    assert window.documents.name == "single-souring"
    assert window.session.document.nodes["n1"].label == "mine"
    answers.unsaved = UnsavedAnswer.DISCARD
    press(window.part(Tour), "Back")
    press(window.part(Tour), "Next")
    assert window.documents.name == "single-sweetening"
    press(window.part(Tour), "Close")


def test_a_button_begins_the_walk_and_next_ends_it(window: MainWindow, wait_solved: Wait) -> None:
    window.actions_table["help.tour"].trigger()
    while STOPS[window.part(Tour).number or 0].action != "solve.walk":
        press(window.part(Tour), "Next")
    wait_solved()
    press(window.part(Tour), "Walk")
    wait_solved()
    assert window.part(WalkPart).walk == ()
    press(window.part(Tour), "Next")
    assert window.part(WalkPart).walk is None
    press(window.part(Tour), "Close")


@pytest.fixture
def answer(window: MainWindow, wait_solved: Wait) -> Callable[[str, str], Solution]:
    def ask(example: str, rule: str) -> Solution:
        window.documents.open_example(example)
        found = side_by_side(window.session.document).rules[rule].solution
        assert found is not None
        return found

    return ask


def test_what_the_tour_says_is_so(
    window: MainWindow, answer: Callable[[str, str], Solution]
) -> None:
    naive = answer("single-souring", "naive")
    assert (naive.plans_total, naive.dominated_total) == (3, 1)
    sweet = answer("single-sweetening", "caprice")
    assert sweet.dominated_total == 1
    dsm = answer("single-sweetening", "dsm")
    assert {tuple(p.plan.lottery) for p in dsm.plans} == {("B",), ("A+",)}
    assert answer("shutdown", "dsm").plans_total == 4
    document = window.session.document
    stated = stated_policy(document)
    assert stated.lottery == {"L": Fraction(9, 20), "U": Fraction(1, 20), "S": Fraction(1, 2)}
    better = improve(document).better
    assert better is not None
    assert better.lottery == {"L": Fraction(1, 2), "S": Fraction(1, 2)}
    down = [share for branch, share in better.policy.items() if branch.startswith("shut")]
    assert down == [Fraction(4, 9), 1]
    told = side_by_side(document).rules["dsm"].rationalised
    assert told is not None
    assert (told.number, told.of) == (3, 4)
    assert told.without is not None
    assert told.without.mixture is not None
    assert len(told.without.mixture) == 2

"""Walking through the tree as the agent, by mouse and by keys."""

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget

from app.analyses.compare import ComparePart
from app.analyses.walk import WalkPart
from app.window.main_window import MainWindow
from solver.edits import SetNode

Wait = Callable[[], None]
Walks = Callable[[str, str], MainWindow]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def walks(window: MainWindow, wait_solved: Wait) -> Walks:
    def start(example: str, rule: str) -> MainWindow:
        window.documents.open_example(example)
        window.verdict.set_rule(rule)
        wait_solved()
        window.actions_table["solve.walk"].trigger()
        wait_solved()
        return window

    return start


def key(window: MainWindow, text: Qt.Key) -> None:
    QTest.keyClick(window.canvas, text)


def click(window: MainWindow, branch: str) -> None:
    item = window.canvas.tree.branch_item(branch)
    assert item is not None
    place = window.canvas.mapFromScene(item.middle)
    QTest.mouseClick(window.canvas.viewport(), LEFT, pos=place)


def lines(shown: QListWidget) -> list[str]:
    return [shown.item(row).text() for row in range(shown.count())]


def test_caprice_in_single_souring_by_keys(walks: Walks, wait_solved: Wait) -> None:
    window = walks("single-souring", "caprice")
    before, undo = window.session.document, window.session.stack.count()
    panel, way = window.part(WalkPart).panel, window.way
    assert panel.isVisible()
    assert window.actions_table["solve.walk"].isChecked()
    assert panel.texts[0] == "You choose at “A?”"
    assert panel.texts[2] == "Caprice permits 1 “take A” and 2 “go on”."
    key(window, Qt.Key.Key_2)
    assert window.part(WalkPart).walk == ("go on",)
    assert panel.texts == (
        "You choose at “B or A−?”",
        "",
        "Caprice permits 1 “take B”. Not permitted: 2 “take A−”. “take A−” would settle on A− for "
        "sure, and A for sure, turned down at “A?”, is strictly preferred to it. Having passed up "
        "“take A”: only “take B”. Whoever acts so values “B” at least as much as “A” and “A−”. "
        "Completions that remain: u(B) from 1 on, where u(A−) = 0 and u(A) = 1 (before: any).",
    )
    assert lines(panel.turned_down) == ["At “A?”: “take A” (A for sure)"]
    assert way.way is not None
    assert [(o.number, o.permitted) for o in way.way.options] == [(1, True), (2, False)]
    tree = window.canvas.tree
    dimmed, gone = tree.branch_item("take A-"), tree.branch_item("take A")
    assert dimmed is not None
    assert gone is not None
    assert gone.figure.is_faint
    assert dimmed.figure.is_faint
    key(window, Qt.Key.Key_2)
    wait_solved()
    assert panel.texts[0] == "The end: A−"
    assert panel.texts[1] == (
        "⚠ Off plan: no plan that Caprice permits takes “take A−” at “B or A−?”."
    )
    assert (
        "Every plan that makes your choices is dominated by a plan. “take A” was available, and "
        "(A for sure) ≻ (A− for sure)." in (panel.texts[2])
    )
    key(window, Qt.Key.Key_Backspace)
    assert window.part(WalkPart).walk == ("go on",)
    assert panel.texts[1] == ""
    key(window, Qt.Key.Key_Escape)
    assert window.part(WalkPart).walk is None
    assert not panel.isVisible()
    assert not window.actions_table["solve.walk"].isChecked()
    assert not gone.figure.is_faint
    assert window.session.document is before
    assert window.session.stack.count() == undo


def test_by_mouse_and_back_to_where_one_was(walks: Walks) -> None:
    window = walks("single-souring", "naive")
    click(window, "go on")
    click(window, "take A-")
    assert window.part(WalkPart).walk == ("go on", "take A-")
    click(window, "take B")  # cannot be taken from here
    assert window.part(WalkPart).walk == ("go on", "take A-")
    click(window, "go on")
    assert window.part(WalkPart).walk == ("go on",)
    root = window.canvas.tree.node_item("n1")
    assert root is not None
    place = window.canvas.mapFromScene(root.scenePos())
    QTest.mouseClick(window.canvas.viewport(), LEFT, pos=place)
    assert window.part(WalkPart).walk == ()
    assert window.canvas.selection() == ((), ())


def test_chance_falls_by_dice_with_the_stated_probabilities(walks: Walks) -> None:
    window = walks("shutdown", "dsm")
    panel = window.part(WalkPart).panel
    assert panel.dice.isEnabled()
    window.part(WalkPart).dice = random.Random(5)
    fallen = []
    for _ in range(60):
        key(window, Qt.Key.Key_D)
        assert window.part(WalkPart).walk is not None
        fallen.append(window.part(WalkPart).walk[0])
        assert not panel.dice.isEnabled()
        key(window, Qt.Key.Key_Backspace)
    dice = random.Random(5)
    assert fallen == ["lucky" if dice.randrange(10) < 9 else "unlucky" for _ in range(60)]
    assert set(fallen) == {"lucky", "unlucky"}


def test_at_the_end_what_was_expected(walks: Walks, wait_solved: Wait) -> None:
    window = walks("shutdown", "dsm")
    key(window, Qt.Key.Key_1)
    assert lines(window.part(WalkPart).panel.steps) == ["At “Lucky?” “lucky” came up (9/10)"]
    key(window, Qt.Key.Key_2)
    wait_solved()
    _, off, text = window.part(WalkPart).panel.texts
    assert off == ""
    assert text.startswith(
        "Following a plan that Dynamic Strong Maximality permits you could expect, depending on "
        "what you would have done elsewhere: "
    )
    assert text.endswith("belongs to a plan to which no available plan is strictly preferred.")


def test_another_rule_is_asked_where_one_stands(walks: Walks, wait_solved: Wait) -> None:
    window = walks("single-souring", "naive")
    key(window, Qt.Key.Key_2)
    assert "Naive permits 1 “take B” and 2 “take A−”." in window.part(WalkPart).panel.texts[2]
    window.verdict.set_rule("dsm")
    wait_solved()
    assert window.part(WalkPart).walk == ("go on",)
    assert (
        window.part(WalkPart)
        .panel.texts[2]
        .startswith("Dynamic Strong Maximality permits 1 “take B”. Not permitted: 2 “take A−”.")
    )


def test_editing_ends_the_walk(walks: Walks) -> None:
    window = walks("single-souring", "dsm")
    key(window, Qt.Key.Key_2)
    key(window, Qt.Key.Key_Return)  # would add a node
    key(window, Qt.Key.Key_X)  # would edit a label
    assert window.part(WalkPart).walk == ("go on",)
    window.perform(SetNode("n1", {"label": "first"}))
    assert window.part(WalkPart).walk is None
    assert not window.part(WalkPart).panel.isVisible()
    key(window, Qt.Key.Key_2)  # means again what it did
    assert window.way.way is None


def test_f6_ends_what_it_began(walks: Walks) -> None:
    window = walks("pizza", "dsm")
    assert window.part(WalkPart).walk == ()
    window.actions_table["solve.walk"].trigger()
    assert window.part(WalkPart).walk is None
    assert not window.actions_table["solve.walk"].isChecked()


def test_the_pump_and_the_walk_do_not_mix(walks: Walks, wait_solved: Wait) -> None:
    window = walks("single-souring", "naive")
    window.actions_table["solve.page_compare"].trigger()
    wait_solved()
    window.part(ComparePart).page.pump.steps.setCurrentRow(0)
    assert window.part(WalkPart).walk is None
    window.actions_table["solve.walk"].trigger()
    wait_solved()
    assert window.part(WalkPart).walk == ()
    assert window.part(ComparePart).page.pump.steps.currentRow() == -1


def test_a_tree_that_cannot_be_solved_cannot_be_walked(walks: Walks) -> None:
    window = walks("single-souring", "eu")
    assert window.part(WalkPart).walk is None
    assert not window.actions_table["solve.walk"].isChecked()
    assert window.statusBar().currentMessage().startswith("No walk: The preferences have gaps")

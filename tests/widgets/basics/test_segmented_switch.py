"""A switch of alternatives: by mouse and keys, folded, and with the list of all rules behind it."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from widgets.answers.rule_switch import GROUP, RuleSwitch
from widgets.basics.segmented_switch import SegmentedSwitch


@pytest.fixture
def switch(qtbot: QtBot) -> SegmentedSwitch:
    made = SegmentedSwitch("Place")
    qtbot.addWidget(made)
    for key in ("tree", "preferences", "talk"):
        made.add(key, key.capitalize())
    made.choose("tree")
    made.show()
    return made


def test_a_click_chooses_and_is_told_once(switch: SegmentedSwitch) -> None:
    told: list[object] = []
    switch.chosen.connect(told.append)
    QTest.mouseClick(switch.segment("talk"), Qt.MouseButton.LeftButton)
    assert told == ["talk"]
    assert switch.current == "talk"
    switch.choose("tree")  # shown, not chosen by somebody
    assert told == ["talk"]
    assert switch.current == "tree"


def test_the_arrows_go_on_and_stop_at_the_ends(switch: SegmentedSwitch) -> None:
    told: list[object] = []
    switch.chosen.connect(told.append)
    switch.segment("tree").setFocus()
    for key in ("tree", "preferences", "talk"):
        QTest.keyClick(switch.segment(key), Qt.Key.Key_Right)
    assert told == ["preferences", "talk"]
    QTest.keyClick(switch.segment("talk"), Qt.Key.Key_Left)
    assert switch.current == "preferences"


def test_only_the_ends_that_are_seen_are_round(switch: SegmentedSwitch) -> None:
    assert (switch.segment("tree").first, switch.segment("talk").last) == (True, True)
    switch.show_only(("preferences",))
    middle = switch.segment("preferences")
    assert (middle.first, middle.last) == (True, True)
    assert switch.keys == ["preferences"]


@dataclass
class OneRule:
    id: str
    title: str
    head: str = ""
    summary: str = "What it permits."
    group: str = "Dynamic"


RULES = [OneRule(f"r{n}", f"Rule number {n}", f"R{n}") for n in range(8)]


@pytest.fixture
def rules(qtbot: QtBot) -> RuleSwitch:
    made = RuleSwitch()
    qtbot.addWidget(made)
    made.show_rules(RULES, "r1")
    made.show()
    return made


def test_the_list_stands_in_groups(rules: RuleSwitch) -> None:
    some = [OneRule("a", "A"), OneRule("b", "B", group="Intervals"), OneRule("c", "C")]
    rules.show_rules(some, "b")
    box = rules.box
    assert [box.itemData(n) for n in range(3)] == ["a", "c", "b"]
    assert [box.itemData(n, GROUP) for n in range(3)] == ["Dynamic", "", "Intervals"]
    assert rules.current == "b"
    heights = [box.itemDelegate().sizeHint(None, box.model().index(n, 0)).height() for n in (0, 1)]
    assert heights[0] > heights[1]


def test_the_list_behind_the_switch_holds_the_rule(rules: RuleSwitch) -> None:
    told: list[object] = []
    rules.rule_changed.connect(told.append)
    assert rules.box.objectName() == "rule"
    assert [rules.box.itemData(n) for n in range(rules.box.count())] == [r.id for r in RULES]
    rules.box.setCurrentIndex(3)  # as a program would
    assert told == ["r3"]
    assert rules.switch.current == "r3"
    rules.switch.segment("r0").click()
    assert told == ["r3", "r0"]
    assert rules.box.currentData() == "r0"
    rules.choose("r0")
    assert told == ["r3", "r0"]


def test_five_are_pinned_and_another_one_is_shown_while_it_is_chosen(rules: RuleSwitch) -> None:
    assert rules.switch.keys == ["r0", "r1", "r2", "r3", "r4"]
    rules.choose("r7")
    assert rules.switch.keys == ["r0", "r1", "r2", "r3", "r4", "r7"]
    rules.choose("r2")
    assert rules.switch.keys == ["r0", "r1", "r2", "r3", "r4"]


def test_folded_it_shows_the_chosen_rule_alone(rules: RuleSwitch) -> None:
    wide = rules.sizeHint().width()
    rules.set_folded(True)
    assert rules.switch.keys == ["r1"]
    assert rules.sizeHint().width() < wide / 2
    rules.choose("r6")
    assert rules.switch.keys == ["r6"]
    rules.set_folded(False)
    assert "r0" in rules.switch.keys

"""A tree is built, changed, copied and searched with the keys alone."""

import json
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

import assets
from app.window.finding import Finder
from app.window.help import Help
from app.window.main_window import MainWindow
from solver.document.elements import Kind
from solver.document.model import Document
from solver.edits import fragment
from solver.formats.quandary import dumps, loads
from solver.rules import solve
from tests.app.conftest import Answers

Key = Qt.Key
Wait = Callable[[], None]


class Keys:
    """Presses keys where the focus is; counts them, but not those that type text."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.count = 0

    def press(self, *keys: str) -> None:
        for name in keys:
            combination = QKeySequence(name)[0]
            self.count += 1
            self._send(combination.key(), combination.keyboardModifiers())

    def type(self, text: str) -> None:
        QTest.keyClicks(self._target(), text)

    def _send(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        QTest.keyClick(self._target(), key, modifiers)

    def _target(self) -> QWidget:
        return QApplication.focusWidget() or self._window


@pytest.fixture
def keys(window: MainWindow, qtbot: QtBot) -> Keys:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return Keys(window)


def opened(window: MainWindow, name: str) -> None:
    window.documents.open_example(name)
    window.canvas.setFocus()


def test_the_shutdown_example_by_keyboard_alone(
    window: MainWindow, keys: Keys, wait_solved: Wait
) -> None:
    keys.press("Ctrl+N", "2")
    keys.type("Lucky?")
    keys.press("Return", "Ctrl+1")
    keys.type("lucky")
    keys.press("Tab")
    keys.type("90%")
    keys.press("Tab", "Tab")  # past the payoff
    keys.type("Shut down?")
    keys.press("Return", "Return")
    keys.type("unlucky")
    keys.press("Tab")
    keys.type("10%")
    keys.press("Tab", "Tab")  # past the payoff
    keys.type("Shut down?")
    keys.press("Return")

    def outcome(first: str, branch: str, label: str, scale: str = "", value: str = "") -> None:
        keys.press(first)
        keys.type(branch)
        keys.press("Tab")
        keys.type(label)
        keys.press("Tab")
        if scale:
            keys.type(value)
        keys.press("Tab")
        if scale:
            keys.type(scale)
        keys.press("Tab", "Tab")  # past the payoff
        keys.type("1/2")
        keys.press("Return")

    outcome("Tab", "shut down", "Shut down early", "one step", "0")
    outcome("Return", "continue", "Unlucky task done", "two steps", "0")
    keys.press("Left", "Up")
    outcome("Tab", "shut down", "Shut down early")
    outcome("Return", "continue", "Lucky task done", "two steps", "1")
    assert keys.count <= 60, keys.count
    wait_solved()
    built, given = window.session.document, loads(assets.example_text("shutdown"))
    assert not window.views.findings
    assert spelled(built) == spelled(given)
    for rule in ("dsm", "caprice", "naive"):
        ours, theirs = solve(built, rule), solve(given, rule)
        assert ours.plans_total == theirs.plans_total
    window.session.stack.setIndex(0)
    assert window.session.document == Document()


def spelled(document: Document) -> object:
    """What a tree says, whatever its ids are."""

    def tree(node: str) -> object:
        entry = document.nodes[node]
        outcome = document.outcomes.get(entry.outcome or "")
        said = (
            (outcome.label, outcome.scale, outcome.value and outcome.value.text)  # type: ignore[union-attr]
            if outcome
            else entry.label
        )
        below = [
            (
                b.label,
                b.probability and b.probability.text,
                b.policy and b.policy.text,
                tree(b.target),
            )
            for b in document.children(node)
        ]
        return entry.kind, said, sorted(below, key=repr)

    assert document.root_id is not None
    return tree(document.root_id)


def test_tab_enter_and_digits(window: MainWindow, keys: Keys) -> None:
    opened(window, "shutdown")
    before = window.session.document
    window.canvas.select(("if lucky",))
    keys.press("Tab", "Escape")  # a child of the kind last used; Escape takes back typing only
    (new,) = window.canvas.selection()[0]
    assert window.session.document.nodes[new].kind is Kind.OUTCOME
    keys.press("1")
    assert window.session.document.nodes[new].kind is Kind.CHOICE
    keys.press("Shift+Return", "Escape")
    (sibling,) = window.canvas.selection()[0]
    order = [branch.target for branch in window.session.document.children("if lucky")]
    assert order[-2:] == [sibling, new]
    keys.press("Alt+Down")
    order = [branch.target for branch in window.session.document.children("if lucky")]
    assert order[-2:] == [new, sibling]
    keys.press("x")
    keys.type("yz")
    keys.press("Return")
    outcome = window.session.document.nodes[sibling].outcome
    assert window.session.document.outcomes[outcome or ""].label == "xyz"
    window.session.stack.setIndex(0)
    assert window.session.document == before


def test_kinds_are_what_blind_typing_builds(window: MainWindow, keys: Keys) -> None:
    """Two gifts: take A now, or wait, and choose when a coin has fallen; then a third way at the root."""
    keys.press("Ctrl+N", "1", "Return", "Tab")
    for branch in ("take A", "wait", "leave"):
        keys.type(branch)
        keys.press("Return", *["Tab"] * (branch == "wait"))
        if branch == "wait":  # a chance node, since it follows a choice
            for side in ("heads", "tails"):
                keys.type(side)
                keys.press("Return", *["Tab"] * (side == "heads"))
                if side == "heads":  # a choice
                    keys.type("B")
                    keys.press("Return", "Left", "Return")
            keys.press("Left")
        if branch != "leave":
            keys.press("Return")
    document = window.session.document
    by_branch = {b.label: document.nodes[b.target].kind for b in document.branches.values()}
    assert by_branch == {
        "take A": Kind.OUTCOME,
        "wait": Kind.CHANCE,
        "heads": Kind.CHOICE,
        "B": Kind.OUTCOME,
        "tails": Kind.CHOICE,  # as heads is
        "leave": Kind.OUTCOME,  # beside a chance node
    }


def focus_name() -> str:
    """What the field is called that has the keys."""
    found = QApplication.focusWidget()
    return "" if found is None else found.accessibleName()


def test_tab_behind_the_last_field_goes_on_with_what_is_empty(
    window: MainWindow, keys: Keys
) -> None:
    opened(window, "shutdown")
    window.canvas.select(("if lucky",))
    keys.press("Tab", "Escape", "Return", "Escape")  # two new ones, both empty
    (second,) = window.canvas.selection()[0]
    keys.press("F2")  # in the branch, which says nothing yet, as when the node was added
    assert focus_name() == "Branch"
    assert window.statusBar().currentMessage() == ""
    keys.press("F2")
    assert focus_name() == "Outcome"
    keys.type("Some outcome")
    keys.press("Tab", "Tab", "Tab", "Tab", "Tab")
    editor = window.canvas._editor
    assert editor is not None
    (first,) = window.canvas.selection()[0]
    assert first != second
    keys.type("way")
    keys.press("Return")
    assert window.session.document.incoming(first)[0].label == "way"
    assert window.session.document.nodes[second].outcome is not None


def test_space_folds_and_shift_tab_leaves(window: MainWindow, keys: Keys) -> None:
    opened(window, "shutdown")
    window.canvas.select(("if lucky",))
    keys.press("Space")
    assert window.session.document.nodes["if lucky"].collapsed
    keys.press("Space")
    assert not window.session.document.nodes["if lucky"].collapsed
    keys.press("Shift+Tab")
    assert not window.canvas.hasFocus()


def test_keys_type_while_text_is_edited(window: MainWindow, keys: Keys) -> None:
    opened(window, "shutdown")
    window.canvas.select(("if lucky",))
    before = window.session.document
    keys.press("F2")
    keys.type("1 2 3 x")
    keys.press("Return")
    after = window.session.document
    assert after.nodes["if lucky"].label == "1 2 3 x"
    assert len(after.nodes) == len(before.nodes)


def test_subtrees_are_copied_as_text_and_pasted_anywhere(window: MainWindow, keys: Keys) -> None:
    opened(window, "shutdown")
    window.canvas.select(("if lucky",))
    keys.press("Ctrl+C")
    copied = loads(QApplication.clipboard().text())
    assert set(copied.nodes) == set(window.session.document.below("if lucky"))
    keys.press("Ctrl+D")
    document = window.session.document
    root = document.root_id or ""
    labels = [branch.label for branch in document.children(root)]
    assert labels == ["lucky", "lucky", "unlucky"]
    assert len(document.outcomes) == 3  # the same outcomes serve the copy
    window.session.stack.setClean()
    window.documents.new()
    window.canvas.setFocus()
    keys.press("Ctrl+V")
    pasted = window.session.document
    assert spelled(pasted) == spelled(copied)
    keys.press("Ctrl+Z", "Ctrl+V")
    assert window.session.document == pasted


def test_cut_and_paste_moves(window: MainWindow, keys: Keys) -> None:
    opened(window, "shutdown")
    before = window.session.document
    window.canvas.select(("if lucky",))
    keys.press("Ctrl+X")
    assert "if lucky" not in window.session.document.nodes
    window.canvas.select((before.root_id or "",))
    keys.press("Ctrl+V")
    assert spelled(window.session.document) == spelled(before)


def test_an_outline_is_pasted_as_a_tree(window: MainWindow, keys: Keys, answers: Answers) -> None:
    window.documents.new()
    window.canvas.setFocus()
    QApplication.clipboard().setText(
        "Lucky?\n  lucky (9/10): Shut down?\n    yes: Shut down early\n    no: Task done\n"
        "  unlucky (#): Shut down early\n"
    )
    keys.press("Ctrl+V")
    document = window.session.document
    root = document.nodes[document.root_id or ""]
    assert (root.kind, root.label) == (Kind.CHANCE, "Lucky?")
    assert [o.label for o in document.outcomes.values()] == ["Shut down early", "Task done"]
    assert [b.probability and b.probability.text for b in document.children(root.id)] == [
        "9/10",
        "#",
    ]
    QApplication.clipboard().setText('{"format": "other"}')
    keys.press("Ctrl+V")
    assert window.session.document is document
    assert "cannot be pasted" in answers.said[0]


def test_probabilities_without_arithmetic(window: MainWindow, keys: Keys) -> None:
    opened(window, "shutdown")
    root = window.session.document.root_id or ""
    window.canvas.select((root,))
    window.actions_table["edit.equal"].trigger()
    texts = [b.probability and b.probability.text for b in window.session.document.children(root)]
    assert texts == ["1/2", "1/2"]
    window.canvas.select((), (window.session.document.children(root)[0].id,))
    keys.press("Return", "Tab")
    keys.type("3/2")
    editor = window.canvas._editor
    assert editor is not None
    said = [label.text() for label in editor.findChildren(QLabel)]
    assert "⚠ Probabilities: the sum is 2, and it must be 1." in said
    keys.press("Return")
    window.canvas.select((root,))
    window.actions_table["edit.rescale"].trigger()
    texts = [b.probability and b.probability.text for b in window.session.document.children(root)]
    assert texts == ["3/4", "1/4"]


def test_commands_and_places_are_found_by_typing(window: MainWindow, keys: Keys) -> None:
    opened(window, "shutdown")
    keys.press("Ctrl+Shift+P")
    keys.type("equal")
    assert window.part(Help).chooser.shown == ["Make branches equal"]
    assert not window.actions_table["edit.equal"].isEnabled()  # nothing is selected
    keys.press("Escape")
    window.canvas.setFocus()
    window.canvas.select((window.session.document.root_id or "",))
    keys.press("Ctrl+Shift+P")
    keys.type("equal")
    assert len(window.part(Help).chooser.shown) == 1
    assert window.part(Help).chooser.isVisible()
    assert window.part(Help).chooser.height() > 60
    assert window.rect().contains(window.part(Help).chooser.geometry())
    keys.press("Return")
    texts = {b.probability.text for b in window.session.document.branches.values() if b.probability}
    assert texts == {"1/2"}
    window.canvas.setFocus()
    keys.press("Ctrl+F")
    keys.type("lucky task")
    assert window.part(Finder).chooser.shown == [
        "Lucky task done",
        "Unlucky task done",
    ]
    keys.press("Down", "Return")
    (found,) = window.canvas.selection()[0]
    assert window.session.document.nodes[found].outcome == "U"
    for key, outcome in (("F3", "L"), ("F3", "U"), ("Shift+F3", "L")):  # round and round
        keys.press(key)
        (found,) = window.canvas.selection()[0]
        assert window.session.document.nodes[found].outcome == outcome
    assert window.statusBar().currentMessage() == "“lucky task”: 1 of 2."


def test_a_fragment_reads_and_writes_like_any_document() -> None:
    document = loads(assets.example_text("oil"))
    part = fragment(document, [document.root_id or ""])
    again = loads(dumps(part))
    assert spelled(again) == spelled(document)
    assert json.loads(dumps(again)) == json.loads(dumps(part))

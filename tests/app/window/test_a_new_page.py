"""The recipe for a page of answers, tried: one class, one place in the list, nothing else."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.documents.questions import UnsavedAnswer
from app.skeleton.actions import ActionRow, all_actions, in_order
from app.skeleton.document_window import DocumentWindow
from app.skeleton.part import AnswerPart
from app.window.help import keys_page
from app.window.main_window import MainWindow
from app.window.parts import PARTS
from solver.edits import SetNode
from tests.app.conftest import Answers, used
from widgets.basics.theme import DARK, LIGHT, Theme


class CountPart(AnswerPart):
    """How many nodes there are, how many plans are permitted, and what is selected."""

    title = "Count"
    page: QLabel
    rows = (
        ActionRow("solve.page_count", "answers", "Cou&nt", ("Ctrl+Alt+Y",), tip="How many."),
        ActionRow("solve.name_root", "answers", "Name the root", needs="one"),
    )

    def __init__(self, window: DocumentWindow) -> None:
        super().__init__(window)
        self.page = QLabel("nothing")
        self.heard: list[str] = []
        self.theme: Theme | None = None

    def does(self) -> Mapping[str, Callable[[], object]]:
        return {"solve.page_count": self.show, "solve.name_root": self._name}

    def _name(self) -> None:
        self.intended.emit(SetNode(self._session.document.root_id or "", {"label": "counted"}))
        self.told.emit("The root has a name.")

    def follow_document(self) -> None:
        self.heard.append("document")
        nodes = self._session.document.nodes
        assert self._canvas.tree.document is self._session.document  # the tree is the new one
        self.page.setText(f"{len(nodes)} nodes")

    def follow_selection(self) -> None:
        self.heard.append(f"selected {self._canvas.selection()[0]}")

    def follow_rule(self) -> None:
        self.heard.append(self._verdict.rule)

    def follow_verdict(self) -> None:
        if self._verdict.solution is not None:
            self.page.setText(f"{self._verdict.solution.plans_total} plans")

    def follow_opening(self) -> None:
        self.heard.append("opened" if self._session.is_open else "closed")

    def follow_page(self) -> None:
        self.heard.append("in front" if self.is_in_front else "behind")

    def follow_theme(self, theme: Theme) -> None:
        self.theme = theme

    def put_back(self) -> None:
        self.heard.append("put back")

    def shut_down(self) -> None:
        self.heard.append("shut down")


@pytest.fixture
def window(qtbot: QtBot, answers: Answers) -> Iterator[MainWindow]:
    """A window with one part more than the usual ones."""
    yield from used(MainWindow(parts=(*PARTS, CountPart)), qtbot, answers)


def titles(window: MainWindow) -> list[str]:
    return window.panels.drawer.titles


def texts_of_menu(window: MainWindow, menu: str) -> list[str]:
    return [action.text() for action in all_actions(window.actions_table.menus[menu])]


def test_it_is_in_the_strip_the_menu_and_the_keys_page(window: MainWindow) -> None:
    assert titles(window) == [
        "Plans",
        "Why?",
        "Utilities",
        "Compare",
        "Count",
        "Policy",
        "Sensitivity",
        "Information",
        "Risk",
        "Criteria",
        "Opinions",
    ]
    found = texts_of_menu(window, "&Solve")
    assert found[found.index("&Opinions (imprecise probabilities)") + 1 :][:2] == [
        "Cou&nt",
        "Name the root",
    ]
    keys = keys_page(window.actions_table.rows)
    assert "<td>Count</td><td>&nbsp;&nbsp;<b>Ctrl+Alt+Y</b></td>" in keys
    action = window.findChild(QAction, "solve.page_count")
    assert action is not None
    assert (action.toolTip(), action.statusTip()) == ("How many. (Ctrl+Alt+Y)", "How many.")
    window.documents.open_example("shutdown")
    entries = [(entry.text, entry.beside) for entry in window.actions_table.entries()]
    assert ("Count", "Ctrl+Alt+Y") in entries


def test_its_key_brings_it_to_the_front(window: MainWindow, qtbot: QtBot) -> None:
    part = window.part(CountPart)
    window.documents.open_example("shutdown")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert not part.is_in_front
    control = Qt.KeyboardModifier.ControlModifier
    keys = control | Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(window.canvas, Qt.Key.Key_Y, keys)
    assert part.is_in_front
    assert part.page.isVisible()
    assert part.heard[-1] == "in front"
    qtbot.keyClick(window.canvas, Qt.Key.Key_2, keys)
    assert part.heard[-1] == "behind"


def test_it_follows_document_rule_verdict_selection_and_theme(
    window: MainWindow, wait_solved: Callable[[], None]
) -> None:
    part = window.part(CountPart)
    assert part.page.text() == "0 nodes"
    part.heard.clear()
    window.documents.open_example("shutdown")
    assert part.heard[0] == "document"
    assert "opened" in part.heard
    wait_solved()
    assert part.page.text() == "4 plans"
    window.verdict.set_rule("e-admissible")
    assert part.heard[-1] == "e-admissible"
    wait_solved()
    assert part.page.text() == "3 plans"
    root = window.session.document.root_id or ""
    window.canvas.select((root,))
    assert part.heard[-1] == f"selected ({root!r},)"
    window.actions_table["view.dark"].trigger()
    assert part.theme is DARK
    window.actions_table["view.dark"].trigger()
    assert part.theme is LIGHT
    window.perform(SetNode("nowhere", {"label": "in vain"}))
    assert part.heard[-1] == "put back"
    window.documents.close()
    assert part.heard[-1] == "closed"


def test_what_it_intends_is_done_and_what_it_tells_is_said(window: MainWindow) -> None:
    window.documents.open_example("shutdown")
    action = window.actions_table["solve.name_root"]
    assert not action.isEnabled()
    root = window.session.document.root_id or ""
    window.canvas.select((root,))
    assert action.isEnabled()
    action.trigger()
    assert window.session.document.nodes[root].label == "counted"
    assert window.statusBar().currentMessage() == "The root has a name."
    window.session.stack.undo()
    assert window.session.document.nodes[root].label != "counted"


def test_another_window_has_it_too(window: MainWindow, answers: Answers) -> None:
    other = window.new_window()
    other.documents.dialogs = answers  # type: ignore[assignment]
    part = other.part(CountPart)
    assert part is not window.part(CountPart)
    answers.unsaved = UnsavedAnswer.DISCARD
    other.close()
    assert part.heard[-1] == "shut down"


def test_it_is_gone_when_it_is_not_in_the_list(qtbot: QtBot) -> None:
    made = MainWindow()
    qtbot.addWidget(made)
    assert "Count" not in titles(made)
    assert made.findChild(QAction, "solve.page_count") is None
    assert "Cou&nt" not in texts_of_menu(made, "&Solve")
    assert "Ctrl+Alt+Y" not in keys_page(made.actions_table.rows)
    with pytest.raises(LookupError, match="no CountPart"):
        made.part(CountPart)


def test_an_action_that_nobody_does_is_a_mistake(qtbot: QtBot) -> None:
    class Idle(CountPart):
        def does(self) -> Mapping[str, Callable[[], object]]:
            return {"solve.page_count": self.show}

    with pytest.raises(ValueError, match="Idle does not do just what its actions say"):
        MainWindow(parts=(*PARTS, Idle))


def test_an_action_has_a_place_and_a_name_of_its_own() -> None:
    count, _ = CountPart.rows
    with pytest.raises(ValueError, match=r"solve\.page_count stands in “elsewhere”"):
        in_order((replace(count, group="elsewhere"),))
    with pytest.raises(ValueError, match=r"two actions with the name solve\.page_count"):
        in_order((count, count))

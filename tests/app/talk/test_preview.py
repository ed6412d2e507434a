"""What is previewed is what is there now, whatever was changed meanwhile."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.export.dialog import ExportDialog
from app.process.background import Run
from app.talk.export_actions import Pictures
from app.talk.talk import Talk, _frame_image, _Look
from app.window.appearance import Appearance
from app.window.main_window import MainWindow
from solver.document.numerals import Numeral
from solver.document.style import Style
from solver.edits import MakeParameter, ReplaceSteps, SetNode, SetParameter
from solver.page.talk_steps import Step

Change = Callable[[MainWindow], object]
DARK = Style(theme="slides", type_size=150)


def trigger(*names: str) -> Change:
    def change(window: MainWindow) -> None:
        for name in names:
            window.actions_table[name].trigger()

    return change


def drag(window: MainWindow) -> None:
    (name,) = window.session.document.parameters
    for value in ("1/3", "1/4"):
        window.perform(SetParameter(name, {"value": Numeral(value)}, "a drag"))


def restyle(window: MainWindow) -> None:
    window.part(Appearance)._keep_style(DARK)


#: What is done, and whether another picture comes of it.
CHANGES: dict[str, tuple[Change, bool]] = {
    "an edit": (lambda window: window.perform(SetNode("observe", {"label": "Who?"})), True),
    "undo": (trigger("edit.undo"), True),
    "undo and redo": (trigger("edit.undo", "edit.redo"), False),
    "a slider": (drag, False),  # its name stands there
    "another form of numbers": (trigger("view.numbers"), False),  # they are shown as typed
    "another rule": (lambda window: window.verdict.set_rule("credence"), True),
    "another relation": (trigger("relation.next"), False),  # which permits the same branches
    "the window’s theme": (trigger("view.dark"), False),
    "the usual look": (restyle, True),
}
#: What leaves nothing to be shown.
ENDS: dict[str, Change] = {
    "a rule without an answer": lambda window: window.verdict.set_rule("eu"),
    "no verdict": trigger("solve.clear"),
}


def now(window: MainWindow) -> QImage:
    talk = window.part(Talk)
    preview = talk.panel.preview
    size = preview.size() * preview.devicePixelRatioF()
    return _frame_image(_Look(window.part(Pictures).subject(), talk.panel.number, size), Run())


def shown(window: MainWindow) -> QImage:
    return window.part(Talk).panel.preview.pixmap().toImage()


@pytest.fixture
def talk(window: MainWindow, wait_solved: Callable[[], None]) -> MainWindow:
    window.documents.open_example("shutdown")
    branch = next(b.id for b in window.session.document.branches.values() if b.probability)
    for edit in (ReplaceSteps((Step("verdict"),)), MakeParameter(branch)):
        window.perform(edit)
    window.perform(SetNode("observe", {"label": "Which?"}))
    wait_solved()
    window.actions_table["talk.steps"].trigger()
    wait_solved()
    assert shown(window) == now(window)
    return window


@pytest.mark.parametrize("change", CHANGES)
def test_a_preview_is_never_stale(
    change: str, talk: MainWindow, wait_solved: Callable[[], None]
) -> None:
    before = shown(talk)
    do, is_other = CHANGES[change]
    do(talk)
    wait_solved()
    assert shown(talk) == now(talk)
    assert (shown(talk) != before) is is_other


@pytest.mark.parametrize("end", ENDS)
def test_what_is_not_known_any_more_is_not_shown(
    end: str, talk: MainWindow, wait_solved: Callable[[], None]
) -> None:
    ENDS[end](talk)
    wait_solved()
    assert "none was chosen" in talk.part(Talk).panel.preview.text()


def test_the_export_dialog_takes_a_verdict_that_comes_late(
    window: MainWindow, qtbot: QtBot, wait_solved: Callable[[], None]
) -> None:
    window.documents.open_example("shutdown")
    wait_solved()
    trigger("solve.clear")(window)
    dialog = ExportDialog(window, window.settings, window.part(Pictures).subject())
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog._highlight.isEnabled()
    trigger("solve.run")(window)
    wait_solved()
    assert dialog._highlight.isChecked()
    assert dialog.subject.solution is window.verdict.solution
    dialog.reject()  # as while one is asked for the file
    trigger("solve.clear")(window)
    wait_solved()
    assert dialog.subject.solution is not None

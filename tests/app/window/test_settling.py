"""Settled choices in the window: said by menu and in the inspector, drawn, offered in one step."""

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu
from pytestqt.qtbot import QtBot

from app.analyses.policy import PolicyPart
from app.analyses.utilities import UtilitiesPart
from app.window.main_window import MainWindow
from app.window.settling import Settling, completions_to_choose
from solver.document.elements import BY_POLICY, ByCompletion, Completion
from solver.document.style import USUAL
from solver.edits import AddCompletion, OfferCommitment
from solver.rules import solve
from tests.documents import worked
from widgets.basics.theme import LIGHT
from widgets.drawing.drawing import Drawing
from widgets.drawing.surfaces.svg_surface import SvgSurface

BY_C1 = ByCompletion(completion="C1")


def holding(window: MainWindow) -> QComboBox:
    """The inspector's field for what holds from a node on: that of the page built last."""
    return [
        box
        for box in window.findChildren(QComboBox)
        if box.accessibleName() == "What holds from here on"
    ][-1]


def test_offers_are_a_matter_of_one_step_each(window: MainWindow) -> None:
    window.documents.open_example("shutdown")
    window.canvas.select(("observe",))
    before = window.session.document
    window.actions_table["edit.offer_commit"].trigger()
    offered = window.session.document
    (copy,) = (node for node in offered.nodes.values() if node.copy_of)
    assert (copy.copy_of, copy.conduct) == ("observe", BY_POLICY)
    assert offered.root_id == offered.parent(copy.id)
    assert window.session.stack.undoText() == "offer to commit"
    window.canvas.select(("observe",))
    window.actions_table["edit.offer_complete"].trigger()  # there is one to choose: it gets a name
    both = window.session.document
    assert list(both.completions) == ["C1"]
    told = window.statusBar().currentMessage()
    assert told.startswith("Completion C1 holds there: u(Lucky task done) = ")
    assert [b.label for b in both.children(both.root_id or "")] == [
        "stay free", "commit to the policy", "complete as C1",
    ]  # fmt: skip
    assert solve(both, "dsm").branches
    window.session.stack.undo()
    assert window.session.document == offered
    window.session.stack.undo()
    assert window.session.document == before


def test_what_holds_is_said_by_menu_and_in_the_inspector(window: MainWindow) -> None:
    window.documents.open_example("shutdown")
    window.canvas.select(("if lucky",))
    window.actions_table["edit.settle_policy"].trigger()
    assert window.session.document.nodes["if lucky"].conduct == BY_POLICY
    box = holding(window)
    assert box.currentText() == "the policy holds"
    window.actions_table["edit.free"].trigger()
    assert window.session.document.nodes["if lucky"].conduct is None
    window.canvas.select(("S.3",))
    window.actions_table["edit.settle_policy"].trigger()
    assert window.session.document.nodes["S.3"].conduct is None
    window.perform(AddCompletion(Completion(), "mine"))
    window.canvas.select(("if lucky",))
    box = holding(window)
    box.setCurrentIndex(box.findText("completion mine holds"))
    box.activated.emit(box.currentIndex())
    assert window.session.document.nodes["if lucky"].conduct == BY_C1


def test_completions_are_chosen_from_a_list(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda menu, place: None)  # it would take the mouse
    window.documents.open_example("button-commit")
    window.perform(AddCompletion(Completion(), "mine"))
    document = window.session.document
    assert list(completions_to_choose(document)) == ["Completion C1", "Completion mine"]
    window.canvas.select(("if lucky",))
    window.actions_table["edit.settle_completion"].trigger()
    menu = window.part(Settling).menu
    menu.actions()[1].trigger()
    assert window.session.document.nodes["if lucky"].conduct == ByCompletion(completion="C2")


def test_a_certificate_gets_a_name_by_one_click(window: MainWindow, qtbot: QtBot) -> None:
    window.documents.open_example("shutdown")
    page = window.part(UtilitiesPart).page
    window.actions_table["solve.page_utilities"].trigger()
    qtbot.waitUntil(lambda: page.rationales.topLevelItemCount() > 0)
    page.rationales.topLevelItem(0).setSelected(True)
    assert page.name_plan.isEnabled()
    page.name_plan.click()
    assert list(window.session.document.completions) == ["C1"]
    qtbot.waitUntil(lambda: page.named.count() == 2)
    page.named.setCurrentIndex(1)
    page.named.activated.emit(1)
    assert (
        window.session.document.completion == window.session.document.completions["C1"].completion
    )


def test_the_policy_is_scored_beside_its_sliders(window: MainWindow, qtbot: QtBot) -> None:
    window.documents.open_example("shutdown")
    part = window.part(PolicyPart)
    window.actions_table["solve.page_policy"].trigger()
    page = part.page
    qtbot.waitUntil(lambda: part.is_shown and bool(page.better.scores.text()))
    assert page.own.scores.text().startswith("Usefulness: 19/20. Neutrality: 1 bit, uniform")
    assert page.better.scores.text().startswith("Usefulness: 1. Neutrality: 1 bit, uniform")
    assert "Usefulness: 19/20" in part.page.reading.text()


def test_what_conduct_settles_is_drawn(qapp: QApplication) -> None:
    """A tag on the branch, a dashed band around the subtree, and no sign of a gap within."""
    free = worked.shutdown()
    drawn = []
    for document in (free, OfferCommitment("observe").apply(free)):
        drawing = Drawing(document, solve(document, "dsm"), None, USUAL, LIGHT)
        surface = SvgSurface()
        drawing.draw(surface)
        drawn.append(surface.document(drawing.rect.width, drawing.rect.height, "tree"))
    assert ["the policy holds below" in text for text in drawn] == [False, True]
    boxes = [text.count(f'fill="{LIGHT.shade.lower()}"') for text in drawn]
    assert boxes == [0, 1]

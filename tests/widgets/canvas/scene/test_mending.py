"""Numbers that are dragged: what nodes and branches show follows, without drawing the tree anew."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from assets import example_text
from solver.document.elements import Parameter
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import SetBranch, SetOutcome, SetParameter
from solver.formats.quandary import loads
from widgets.canvas.scene.scene import TreeScene


def with_parameters() -> Document:
    """The wildcatter; a chance, an outcome’s value and a payoff are expressions."""
    document = loads(example_text("oil"))
    outcome = next(o for o in document.outcomes.values() if o.value is not None)
    chance = next(b for b in document.branches.values() if b.probability is not None)
    siblings = [b for b in document.children(chance.source) if b.id != chance.id]
    document = replace(
        document,
        parameters={
            "p": Parameter(id="p", value=Numeral("1/4")),
            "v": Parameter(id="v", value=Numeral("5")),
            "c": Parameter(id="c", value=Numeral("1")),
            "q": Parameter(id="q", value=Numeral("p / 2")),
        },
    )
    document = SetBranch(chance.id, {"probability": Numeral("q")}).apply(document)
    for each in siblings:
        document = SetBranch(each.id, {"probability": Numeral("#")}).apply(document)
    return SetOutcome(outcome.id, {"value": Numeral("v")}).apply(document)


def with_a_payoff(document: Document) -> Document:
    first = next(iter(document.branches))
    return SetBranch(first, {"payoff": Numeral("0 - c")}).apply(document)


@pytest.mark.parametrize("form", ["typed", "decimal"])
@pytest.mark.parametrize("paid", [False, True])
def test_a_parameter_that_moves_shows_what_a_new_drawing_shows(
    qtbot: QtBot, form: str, paid: bool
) -> None:
    document = with_parameters()
    if paid:
        document = with_a_payoff(document)
    document = replace(document, view={**document.view, "style": {"probabilities": form}})
    scene = TreeScene()
    scene.show_document(document)
    for name, value in (("p", "1/3"), ("v", "12"), ("c", "2"), ("p", "1/7"), ("v", "-3")):
        before, document = document, SetParameter(name, {"value": Numeral(value)}).apply(document)
        assert document is not before
        scene.show_document(document)
        fresh = TreeScene()
        fresh.show_document(document)
        for id_ in document.nodes:
            old, new = scene.node_item(id_), fresh.node_item(id_)
            assert old is not None
            assert new is not None
            assert old.look == new.look, (name, id_)
            assert old.pos() == new.pos(), (name, id_)
        for id_ in document.branches:
            one, other = scene.branch_item(id_), fresh.branch_item(id_)
            assert one is not None
            assert other is not None
            assert one.look == other.look, (name, id_)

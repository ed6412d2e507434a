"""Edits, and numbers that are dragged: what is shown follows, without drawing all of the tree anew."""

from contextlib import suppress
from dataclasses import replace
from random import Random

import pytest
from pytestqt.qtbot import QtBot

from assets import example_text
from solver.checks import check, errors
from solver.document.elements import Kind, Parameter
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import (
    AddNode,
    Delete,
    Edit,
    InsertNode,
    SetBranch,
    SetNode,
    SetOutcome,
    SetParameter,
    SetView,
)
from solver.errors import EditError
from solver.formats.quandary import loads
from solver.rules import solve
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


def some_edit(random: Random, document: Document) -> Edit:
    """Another shape, another look, or both."""
    nodes, branches = list(document.nodes), list(document.branches)
    inner = [id_ for id_ in nodes if document.nodes[id_].kind is not Kind.OUTCOME]
    return random.choice(
        [
            AddNode(random.choice(list(Kind)), parent=random.choice(inner), index=random.choice((None, 0))),
            AddNode(Kind.CHANCE, position=(900, 900)),
            InsertNode(Kind.CHOICE, random.choice(branches)),
            Delete((random.choice(nodes[1:]),)),
            SetNode(random.choice(nodes), {"label": f"Label {random.random():.3}"}),
            SetNode(random.choice(inner), {"collapsed": random.random() < 0.7}),
            SetBranch(random.choice(branches), {"payoff": Numeral("3"), "label": "paid"}),
            SetView("direction", random.choice(("right", "down"))),
            SetOutcome(random.choice(list(document.outcomes)), {"scale": random.choice("st"), "value": Numeral("4")}),
        ]
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_edits_of_any_kind_show_what_a_new_drawing_shows(qtbot: QtBot, seed: int) -> None:
    """With what is found out about them, and with what rules say, which may come later."""
    random = Random(seed)
    document = loads(example_text(("oil", "shutdown", "texaco")[seed % 3]))
    scene, solution = TreeScene(), None
    for _ in range(12):
        findings = check(document) if random.random() < 0.7 else ()
        scene.show_document(document, findings)
        if not errors(check(document)) and random.random() < 0.7:
            solution = solve(document, random.choice(("naive", "dsm")))
            scene.show_solution(solution)
        fresh = TreeScene()
        fresh.show_document(document, findings)
        fresh.show_solution(solution)
        assert list(scene.positions.items()) == list(fresh.positions.items())
        for id_ in fresh.positions:
            old, new = scene.node_item(id_), fresh.node_item(id_)
            assert old is not None
            assert new is not None
            assert old.look == new.look, id_
            assert (old.pos(), old.text_rect()) == (new.pos(), new.text_rect()), id_
        for id_ in document.branches:
            one, other = scene.branch_item(id_), fresh.branch_item(id_)
            assert (one is None) == (other is None)
            if one is not None and other is not None:
                assert one.look == other.look, id_
                assert (one.pos(), one.course, one.text_rect()) == (
                    other.pos(),
                    other.course,
                    other.text_rect(),
                ), id_
        assert scene.content_rect() == fresh.content_rect()
        with suppress(EditError):
            document = some_edit(random, document).apply(document)

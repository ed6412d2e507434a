"""Choosing how lotteries compare."""

from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from solver.document.elements import DEFAULT_RELATION, Preferences
from solver.document.model import Document
from solver.edits import SetRelation
from solver.preferences.relations import RELATIONS
from solver.preferences.relations.timestep_dominance import TIMESTEP_DOMINANCE
from widgets.preferences.lottery_relation import LotteryRelation


def test_every_relation_can_be_chosen_and_an_unknown_one_is_named(qtbot: QtBot) -> None:
    widget = LotteryRelation()
    qtbot.addWidget(widget)
    edits: list[object] = []
    widget.intended.connect(edits.append)
    assert list(widget.choices) == list(RELATIONS)
    widget.show_document(Document())
    assert widget.current == DEFAULT_RELATION
    widget.choices[TIMESTEP_DOMINANCE.id].click()
    assert edits == [SetRelation(TIMESTEP_DOMINANCE.id)]
    preferences = replace(Preferences(), relation="majority")
    widget.show_document(Document(preferences=preferences))
    assert widget.current is None
    assert "majority" in widget._words.text()

"""Policies in words: of large trees a tip tells the beginning, and names no more than that."""

from fractions import Fraction

import pytest

from solver.analysis_words import policy_words
from solver.analysis_words.policy_words import MOST_LINES, policy_tip
from solver.document.elements import Kind
from solver.words.names import Names
from tests.bench.large.open_document import balanced


def test_a_long_tip_names_no_more_than_it_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    document = balanced(700)
    choices = [node.id for node in document.nodes.values() if node.kind is Kind.CHOICE]
    policy = dict.fromkeys(document.branches, Fraction(0))
    shown = {node: document.children(node)[0].id for node in choices}
    policy |= dict.fromkeys(shown.values(), Fraction(1))
    asked: list[int] = []
    places = policy_words.places

    def noted(names: Names, nodes: list[str]) -> object:
        asked.append(len(nodes))
        return places(names, nodes)

    monkeypatch.setattr(policy_words, "places", noted)
    lines = policy_tip(Names(document), policy, shown).split("\n")
    assert len(shown) > 2 * MOST_LINES
    assert len(lines) == MOST_LINES + 1
    assert lines[0] == "way 1 at the first choice: 1"
    assert lines[-1] == "…"
    assert asked == [MOST_LINES + 1]

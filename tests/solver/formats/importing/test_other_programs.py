"""Other programs' trees are read exactly, and what is lost is said."""

import json
from fractions import Fraction

import pytest

from solver.checks import check, errors
from solver.document.elements import Kind
from solver.errors import DocumentError
from solver.formats.importing.any_format import read_any
from solver.formats.quandary import dumps, loads
from solver.rules import solve

GAME = r"""EFG 2 R "Take the \"umbrella\"?" { "Me" }
"a comment"

c "weather" 1 "" { "rain" 3/10 "sun" 0.7 } 0
p "" 1 1 "look" { "take" "leave" } 1 "fee" { -1 }
t "" 2 "dry" { 8 }
t "" 3 "wet" { 0 }
p "" 1 1 0
t "" 2 0
t "" 4 "happy" { 10 }
""".replace('t "" 2 0\n', 't "" 2\n')


def silver(**more: object) -> bytes:
    end = {"type": "terminal", "name": "", "childEdges": [], "location": {"x": 0, "y": 0}}
    draw = {"type": "chance", "name": "draw", "childEdges": [
        {"name": "win", "payoff": ["100", "0"], "probability": "1/3", "childNode": end},
        {"name": "lose", "payoff": [0, 0], "probability": "#", "childNode": end},
    ]}  # fmt: skip
    root = {"type": "decision", "name": "bet?", "childEdges": [
        {"name": "yes", "payoff": ["-10", "0"], "childNode": draw},
        {"name": "no", "payoff": ["0", "0"], "childNode": end},
    ]}  # fmt: skip
    rule = "expected-value-maximization"
    value = {"SilverDecisions": "1.2.1", "title": "Bet", "rule": rule, "data": {"trees": [root]}}
    return json.dumps({**value, **more}).encode()


def test_a_game_of_gambits_is_a_tree() -> None:
    found = read_any(GAME.encode())
    document = found.document
    assert document.title == 'Take the "umbrella"?'
    assert not errors(check(document))
    assert solve(document, "eu").value == Fraction(3, 10) * 7 + Fraction(7, 10) * 10
    assert any("Information sets" in sentence for sentence in found.lost)
    assert loads(dumps(document)).nodes.keys() == document.nodes.keys()


def test_several_players_are_refused() -> None:
    with pytest.raises(DocumentError, match="2 players"):
        read_any(b'EFG 2 R "x" { "a" "b" } t "" 0')


@pytest.mark.parametrize("cut", range(5, len(GAME) - 5, 7))
def test_a_game_that_is_cut_is_a_sentence(cut: int) -> None:
    with pytest.raises(DocumentError):
        read_any(GAME[:cut].encode())


def test_a_move_of_chance_needs_its_probability() -> None:
    with pytest.raises(DocumentError, match="no probability"):
        read_any(b'EFG 2 R "x" { "a" } c "" 1 "" { "x" 1/2 "y" } 0 t "" 0 t "" 0')


def test_a_tree_of_silver_decisions_is_solved_alike() -> None:
    found = read_any(silver())
    assert not errors(check(found.document))
    assert solve(found.document, "eu").value == Fraction(100, 3) - 10
    assert found.lost == ()
    assert [node.kind for node in found.document.nodes.values()].count(Kind.OUTCOME) == 3


def test_what_silver_decisions_has_more_is_said() -> None:
    found = read_any(silver(rule="maxi-min", data={**json.loads(silver())["data"], "code": "p=1"}))
    assert len(found.lost) == 2


def test_a_file_of_silver_decisions_without_a_tree_is_refused() -> None:
    with pytest.raises(DocumentError, match="no tree"):
        read_any(silver(data={}))

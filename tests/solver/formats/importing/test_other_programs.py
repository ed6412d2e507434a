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


def test_several_players_who_move_are_refused() -> None:
    text = 'EFG 2 R "x" { "a" "b" } p "" 1 1 { "x" } 0 p "" 2 1 { "x" } 0 t "" 0'
    with pytest.raises(DocumentError, match="“a” and “b” move"):
        read_any(text.encode())


def test_players_without_moves_are_said() -> None:
    text = 'EFG 2 R "x" { "a" "b" } p "" 2 1 { "l" "r" } 0 t "" 1 "" { 7, 1 } t "" 2 "" { 0, 4 }'
    found = read_any(text.encode())
    assert solve(found.document, "eu").value == 4
    assert found.lost == ("Payoffs of players who never move are not carried over. See “a”.",)
    nobody = read_any(
        b'EFG 2 R "x" { "a" "b" } c "" 1 { "l" 1/4 "r" 3/4 } 0 t "" 1 "" { 8 0 } t "" 0'
    )
    assert solve(nobody.document, "eu").value == 2
    assert nobody.lost == ("No player moves: the payoffs are those of “a”.",)
    alone = read_any(b'EFG 2 R "x" { } c "" 1 { "l" 1/4 "r" 3/4 } 0 t "" 1 "" { } t "" 2 "" { }')
    assert not errors(check(alone.document))
    assert all(outcome.value is None for outcome in alone.document.outcomes.values())


def test_what_is_paid_at_the_root_and_on_the_way_adds_up() -> None:
    text = """EFG 2 R "" { "P" } p "" 1 1 { "a" "b" } 1 "fee" { -3/2 } t "" 2 "x" { 10 }
        p "" 1 2 { "c" "d" } 3 "toll" { -2 } t "" 4 "y" { 20 } t "" 5 "z" { 0 }"""
    found = read_any(text.encode())
    assert found.lost == ()
    assert solve(found.document, "eu").value == Fraction(33, 2)


def test_information_sets_name_nodes() -> None:
    text = """EFG 2 R "" { "P" } "said" c "" 1 "Weather" { "rain" 1/2 "sun" 1/2 } 0
        p "" 1 1 "She sees rain" { "go" } 0 t "" 0 p "own" 1 2 "She sees sun" { "go" } 0 t "" 0"""
    document = read_any(text.encode()).document
    nodes = [node for node in document.nodes.values() if node.kind is not Kind.OUTCOME]
    assert [node.label for node in nodes] == ["Weather", "She sees rain", "own"]
    assert nodes[2].notes == "Information set: She sees sun"
    assert document.notes == "said"


def test_a_workbook_holds_a_game() -> None:
    workbook = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<gambit:document version="0.1"><colors/><game>'
        f"<efgfile>\n{GAME.replace('happy', 'R&amp;D &lt;3')}</efgfile>\n</game></gambit:document>"
    )
    found = read_any(workbook.encode())
    assert not found.is_own
    assert solve(found.document, "eu").value == Fraction(3, 10) * 7 + Fraction(7, 10) * 10
    assert "R&D <3" in found.document.outcomes
    with pytest.raises(DocumentError, match="no game in extensive form"):
        read_any(b'<gambit:document version="0.1"><game><nfgfile>NFG 1</nfgfile></game>')


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


def test_a_file_of_silver_decisions_without_a_tree_is_refused() -> None:
    with pytest.raises(DocumentError, match="no tree"):
        read_any(silver(data={}))

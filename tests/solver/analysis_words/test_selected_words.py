"""What a verdict says of one node or branch that is selected."""

from dataclasses import replace

import pytest

from solver.analysis_words import selected_words
from solver.analysis_words.selected_words import branch_statements, node_statements
from solver.analysis_words.verdict.statement import Sign, Statement
from solver.document.elements import BY_POLICY, ByCompletion
from solver.document.model import Document
from solver.edits import SetConduct
from solver.rules import solve
from solver.solution import Verdict
from solver.words.names import Names
from tests.documents.trees import chance, choice, document, labelled, outcome
from tests.documents.worked import shutdown, single_souring

ENDS = [outcome("x", "s", 1), outcome("y", "s", 1), outcome("z", "s", 0), outcome("w")]


def told(statements: tuple[Statement, ...]) -> list[tuple[str, str, str]]:
    return [(each.sign.name, each.title, each.detail) for each in statements]


def node(made: Document, id_: str, rule: str = "dsm") -> list[tuple[str, str, str]]:
    made = labelled(made)
    return told(node_statements(solve(made, rule), Names(made), id_))


def branch(made: Document, id_: str, rule: str = "dsm") -> list[tuple[str, str, str]]:
    made = labelled(made)
    return told(branch_statements(solve(made, rule), Names(made), id_))


def among(*ends: str) -> Document:
    return document(choice("n", *((f"to {end}", end) for end in ends)), ENDS)


# ------------------------------------------------------------------------------- nodes


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ("xz", ("PLAIN", "Only “to x” is permitted", "")),
        ("xy", ("GOOD", "Both branches are permitted", "equally good")),
        ("xw", ("GOOD", "Both branches are permitted", "a gap: “to x” ∥ “to w”")),
        ("xyw", ("GOOD", "All branches are permitted", "with a gap between some")),
        ("xyz", ("PLAIN", "2 of 3 branches are permitted", "“to x”, “to y”")),
        ("z", ("GOOD", "Its branch is permitted", "")),
    ],
)
def test_what_is_permitted_at_a_choice(ends: str, said: tuple[str, str, str]) -> None:
    assert node(among(*ends), "n") == [said]


def test_other_nodes_and_what_is_not_decided_say_nothing() -> None:
    coin = chance("c", ("h", "x"), ("t", "z"))
    made = labelled(document(choice("n", ("a", coin), ("b", "z")), ENDS))
    assert node(made, "c") == []
    solution = solve(made, "dsm")
    undecided = replace(solution, branches={**solution.branches, "a": Verdict(None, None)})
    assert node_statements(undecided, Names(made), "n") == ()
    assert told(branch_statements(undecided, Names(made), "a")) == [
        ("LOOK", "Not decided", "past the budget")
    ]


def test_off_the_plan_it_is_said_where_no_plan_leads() -> None:
    """Under Dynamic Strong Maximality who goes down again has left all permitted plans."""
    low = choice("low", ("p", "z"), ("q", "z"))
    made = document(choice("n", ("up", "x"), ("down", low)), ENDS)
    assert node(made, "low")[-1] == ("LOOK", "Off the plan", "no permitted plan leads here")
    assert branch(made, "p")[-1] == ("LOOK", "Off the plan", "no permitted plan leads here")
    assert branch(made, "p")[0] == ("GOOD", "Permitted", "but no permitted plan leads there")
    assert node(made, "n") == [("PLAIN", "Only “up” is permitted", "")]


# ---------------------------------------------------------------------------- branches


def test_permitted_forced_and_not() -> None:
    assert branch(among("x", "z"), "to x") == [
        ("GOOD", "Permitted", "the permitted plan takes it"),
        ("PLAIN", "Forced", "no other branch is permitted"),
    ]
    assert branch(among("x", "z"), "to z") == [("PLAIN", "Not permitted", "")]
    assert branch(among("x"), "to x") == [("GOOD", "Permitted", "the permitted plan takes it")]
    assert branch(among("x", "y"), "to x") == [
        ("GOOD", "Permitted", "1 of the 2 permitted plans takes it"),
        ("PLAIN", "Not forced", "“to y” is permitted as well; a tie"),
    ]
    assert branch(among("x", "y", "w"), "to w") == [
        ("GOOD", "Permitted", "1 of the 3 permitted plans takes it"),
        ("PLAIN", "Not forced", "“to x” and “to y” are permitted as well; a gap"),
    ]
    assert branch(shutdown(), "cl", "naive")[0] == (
        "GOOD", "Permitted", "2 of the 4 permitted plans take it",
    )  # fmt: skip


def test_of_very_many_plans_it_is_not_said_how_many_take_a_branch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(selected_words, "MOST_COUNTED", 3)
    assert branch(among("x", "y", "w"), "to w")[0][2] == "1 of the 3 permitted plans takes it"
    monkeypatch.setattr(selected_words, "MOST_COUNTED", 2)
    assert branch(among("x", "y", "w"), "to w")[0][2] == ""
    monkeypatch.setattr(selected_words, "MOST_COUNTED", 3)
    made = labelled(among("x", "y", "w"))
    solution = solve(made, "dsm")
    for fewer in (
        replace(solution, plans_total=None),
        replace(solution, plans=solution.plans[:2]),
    ):
        assert branch_statements(fewer, Names(made), "to w")[0].detail == ""


def test_a_stated_policy_is_told() -> None:
    made = document(choice("n", ("a", "x", {"policy": "1/4"}), ("b", "y", {"policy": "#"})), ENDS)
    assert branch(made, "a")[2] == ("PLAIN", "Stated policy: 1/4 here", "")


# ------------------------------------------------------------------------------- conduct


def test_what_holds_below_is_told_of_nodes_and_of_branches_that_lead_there() -> None:
    low = choice("low", ("p", "x"), ("q", "w"))
    raw = document(
        choice("n", ("a", low), ("b", "z")),
        ENDS,
        completions=[{"id": "C", "label": "bold", "scales": {"s": {}}, "alone": {"w": 3}}],
    )
    made = SetConduct("low", ByCompletion(completion="C")).apply(raw)
    (held,) = (each for each in node(made, "low") if "holds below" in each[1])
    assert held[0] == Sign.PLAIN.name
    assert "bold" in held[1]
    assert held[1][0].isupper()
    assert held[2] == "u(w) = 3, u(x) = 1"
    assert held in branch(made, "a")
    assert held not in branch(made, "b")
    assert not any(
        "holds below" in each[1] for each in node(SetConduct("low", BY_POLICY).apply(raw), "n")
    )
    assert branch(single_souring(), "go on", "caprice")[0][1] == "Permitted"

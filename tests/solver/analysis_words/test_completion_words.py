"""Completions in words: weights, offsets, what stands alone, opinions."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from solver.analyses.rationales import rationalise
from solver.analysis_words.completion_words import (
    completion_words,
    held_words,
    rationale_sentences,
)
from solver.document.elements import ByCompletion
from solver.document.model import Document
from solver.edits import SetConduct
from solver.words.names import Names
from solver.words.numbers import THIN
from tests.documents.trees import choice, document, labelled, outcome
from tests.documents.worked import shutdown, single_souring
from tests.solver.analyses.test_rationales import zero_souring
from tests.solver.rules.test_opinions import two_bets

ENDS = [
    outcome("x", "s", {"m": 1, "h": 2}),
    outcome("y", "t", {"m": 3, "h": 1}),
    {"id": "w", "label": "Rain"},
]
ALL = choice("n", ("a", "x"), ("b", "y"), ("c", "w"))
KEYS: dict[str, Any] = {
    "criteria": [{"id": "m", "label": "Money"}, {"id": "h", "label": "Health"}],
    "parameters": [{"id": "q", "value": "1/3"}],
}
OPINIONS = [{"id": "lo", "label": "Low", "parameters": {"q": "1/4"}}, {"id": "hi"}]


def said(**completion: Any) -> str:
    made = document(ALL, ENDS, completion=completion, opinions=OPINIONS, **KEYS)
    assert made.completion is not None
    return completion_words(Names(made), made.completion)


S_ONLY = {"s": {"weight": {"m": 2, "h": "q"}}}
BOTH = {**S_ONLY, "t": {"weight": {"m": 1, "h": 1}, "offset": "q"}}


@pytest.mark.parametrize(
    ("completion", "words"),
    [
        ({"scales": S_ONLY}, "weights Money 2, Health 1/3"),
        ({"scales": BOTH}, "weights Money 2, Health 1/3 on “s”; weights Money 1, Health 1 on “t” plus 1/3"),
        ({"scales": {"s": {"weight": 2}, "t": {}}}, "weight 2 on “s”; weight 1 on “t”"),
        ({"scales": {"s": {"weight": {}}}}, "one utility"),
        ({"scales": {"s": {"weight": 3}}, "alone": {"w": "q"}}, "weight 3 on “s”; utility 1/3 of “Rain”"),
        ({"scales": {"s": {"weight": 3}}, "alone": {"w": "q", "x": 5}}, "weight 3 on “s”; utilities 1/3 of “Rain” and 5 of “x”"),
        ({"opinions": {"lo": "1/3", "hi": {"share": "2/3"}}}, "the opinions counting “Low” 1/3, “hi” 2/3"),
        ({"opinions": {"lo": "q", "hi": {}}, "scales": {"s": {"weight": 3}}}, "the opinions counting “Low” 1/3; weight 3"),
        ({}, "an increasing utility of the net value"),
        ({"alone": {"w": 4}}, "an increasing utility of the net value; utility 4 of “Rain”"),
    ],
)  # fmt: skip
def test_weights_offsets_and_what_stands_alone(completion: dict[str, Any], words: str) -> None:
    assert said(**completion) == f"with {words}"


def test_where_nothing_is_on_a_scale_there_is_no_net_value_to_have_a_utility() -> None:
    made = document(choice("n", ("a", "w"), ("b", "v")), [*ENDS, outcome("v")], **KEYS)
    found = {p.plan.choices["n"]: p for p in rationalise(made, "dsm").plans}
    assert rationale_sentences(Names(made), found["a"]) == [
        "best at every node that it passes with utilities 1 of “Rain” and 0 of “v”",
        "the utilities are then: u(Rain) = 1, u(v) = 0",
    ]


# ------------------------------------------------------------- what holds at a node


def held(*, paid: int = 0, **completion: Any) -> str:
    ends = [outcome("x", "s", 1), outcome("y", "s", 4), ENDS[2]]
    tree = choice("n", ("a", "x", {"payoff": paid} if paid else {}), ("b", "y"), ("c", "w"))
    made = document(tree, ends, completions=[{"id": "C", **completion}])
    settled = SetConduct("n", ByCompletion(completion="C")).apply(made)
    return held_words(Names(settled), "n")


def test_a_completion_that_settles_choices_tells_utilities_the_best_first() -> None:
    assert held(scales={"s": {"weight": 2, "offset": 1}}, alone={"w": 5}) == (
        "u(y) = 9, u(Rain) = 5, u(x) = 3"
    )


def test_of_costs_the_least_has_the_most_utility() -> None:
    made = document(
        choice("n", ("a", "x"), ("b", "y")),
        [outcome("y", "s", 4), outcome("x", "s", 1)],
        criteria=[{"id": "cost", "better": "less"}],
        completions=[{"id": "C", "scales": {"s": {"weight": 2}}}],
    )
    settled = SetConduct("n", ByCompletion(completion="C")).apply(made)
    assert held_words(Names(settled), "n") == "u(x) = −2, u(y) = −8"


def test_its_weights_where_payoffs_count_or_something_is_missing() -> None:
    words = "with weight 2 on “s”; utility 5 of “Rain”"
    assert held(paid=1, scales={"s": {"weight": 2}}, alone={"w": 5}) == words
    assert held(scales={"s": {"weight": 2}}) == "with weight 2"


def test_where_no_completion_holds_nothing_is_said() -> None:
    made = document(ALL, ENDS, **KEYS)
    assert held_words(Names(made), "n") == ""
    settled = SetConduct("n", "policy").apply(made)
    assert held_words(Names(settled), "n") == ""


# ------------------------------------------------------------------------ rationales


def told(made: Document, plan: tuple[str, ...], rule: str = "naive") -> list[str]:
    made = labelled(made)
    found = {tuple(p.plan.choices.values()): p for p in rationalise(made, rule).plans}
    return rationale_sentences(Names(made), found[plan])


def test_a_plan_that_a_completion_makes_best() -> None:
    assert told(single_souring(), ("take A",)) == [
        "best at every node that it passes with weight 1 on “a”; utility 0 of “B”",
        "the utilities are then: u(A) = 1, u(B) = 0, u(A-) = 0",
    ]
    where, _ = told(zero_souring(), ("go", "A-"))
    assert where.startswith("best from the root only with ")


def test_a_plan_that_another_is_strictly_preferred_to() -> None:
    assert told(single_souring(), ("go on", "take A-")) == [
        "best under no completion: dominated by a plan, take A (A for sure)"
    ]


def test_a_plan_that_a_mixture_beats() -> None:
    first, *parts = told(shutdown(), ("sl", "cu"))
    assert first == "best under no completion: beaten by a mixture of"
    assert parts == [
        f"  ≈{THIN}0.111 cl if lucky, su if unlucky (L: 0.9 · S: 0.1)",
        f"  ≈{THIN}0.889 sl if lucky, su if unlucky (S for sure)",
    ]


def test_opinions_that_have_one_utility_tell_it_once() -> None:
    first, second = told(two_bets(), ("no A", "B"))
    assert first.startswith("best at every node that it passes with the opinions counting “o0” ")
    assert (
        second == "the utilities are then: u(five) = 5, u(lost) = −10, u(won) = 15, u(nothing) = 0"
    )


def test_opinions_that_read_values_differently_tell_their_own() -> None:
    made = document(choice("n", ("a", "x"), ("b", "w")), ENDS, opinions=OPINIONS, **KEYS)
    names = Names(made)
    found = next(p for p in rationalise(made, "naive").plans if p.plan.choices["n"] == "b")
    own = [dict.fromkeys(found.plan.prospect, Fraction(k)) for k in (1, 2)]
    several = dict(zip(("lo", "hi"), ((Fraction(1, 2), each) for each in own), strict=True))
    _, low, high = rationale_sentences(names, replace(found, opinions=several, everywhere=False))
    assert low == "the utilities in “Low” are then: u(Rain) = 1"
    assert high == "the utilities in “hi” are then: u(Rain) = 2"

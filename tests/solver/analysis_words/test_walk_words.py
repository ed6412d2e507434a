"""Where a walk has come to, in words."""

from dataclasses import replace
from fractions import Fraction

import pytest

from solver.analyses.walk_through import Taken, TurnedDown, position, walked_tree
from solver.analysis_words.walk_words import (
    history_texts,
    off_plan_text,
    place_text,
    step_text,
    turned_down_texts,
    verdict_text,
)
from solver.document.elements import BY_POLICY, Kind
from solver.rules import RULES
from solver.words.names import Names
from tests.documents.trees import chance, choice, document, labelled, outcome
from tests.documents.worked import single_souring

SOURING = labelled(single_souring())
NAMES = Names(SOURING)
CAPRICE, NAIVE = RULES["caprice"], RULES["naive"]


def test_where_one_stands() -> None:
    on = walked_tree(SOURING, "caprice")
    start, later = position(on, ()), position(on, ("go on",))
    assert place_text(NAMES, start) == "You choose at “n1”"
    assert place_text(NAMES, position(on, ("take A",))) == "The end: A"
    chances = replace(start, kind=Kind.CHANCE)
    assert place_text(NAMES, chances) == (
        "Chance decides at “n1”: click what comes up, or throw the dice"
    )
    held = replace(start, conduct=BY_POLICY)
    assert place_text(NAMES, held) == "The policy holds at “n1”: what it leaves can be taken"
    assert place_text(NAMES, replace(held, kind=Kind.CHANCE)) == (
        "The policy holds at “n1”: click what you do there, or throw the dice"
    )
    assert verdict_text(NAMES, held, CAPRICE) == verdict_text(NAMES, chances, CAPRICE) == ""
    assert history_texts(NAMES, on, start) == []
    assert history_texts(NAMES, on, later)[0] == "Having passed up “take A”: only “take B”."
    assert history_texts(NAMES, replace(on, trammelling=None), later) == []
    assert history_texts(NAMES, on, position(on, ("take A",))) == []


def test_what_the_rule_permits_there() -> None:
    on = walked_tree(SOURING, "caprice")
    start, later = position(on, ()), position(on, ("go on",))
    assert verdict_text(NAMES, start, CAPRICE) == (
        f"{CAPRICE.title} permits 1 “take A” and 2 “go on”."
    )
    assert verdict_text(NAMES, later, CAPRICE) == (
        f"{CAPRICE.title} permits 1 “take B”. Not permitted: 2 “take A-”. “take A-” would settle on "
        "A- for sure, and A for sure, turned down at “n1”, is strictly preferred to it."
    )
    assert verdict_text(NAMES, later, NAIVE) == (
        f"{NAIVE.title} permits 1 “take B”. Not permitted: 2 “take A-”."
    )
    unsure = replace(start, options={"take A": None, "go on": True})
    assert verdict_text(NAMES, unsure, NAIVE) == (
        f"{NAIVE.title} permits 2 “go on”. Undecided: 1 “take A”."
    )


def test_on_plan_and_off() -> None:
    on = walked_tree(SOURING, "caprice")
    start, end = position(on, ()), position(on, ("go on", "take A-"))
    assert off_plan_text(NAMES, start, CAPRICE) == ""
    unsure = replace(start, off_plan=None)
    assert off_plan_text(NAMES, unsure, CAPRICE) == "Whether this is on plan is undecided."
    off = f"Off plan: no plan that {CAPRICE.title} permits takes “take A-” at “n2”."
    assert off_plan_text(NAMES, end, CAPRICE) == off
    afresh = next(rule for rule in RULES.values() if rule.starts_afresh)
    told = off.replace(CAPRICE.title, afresh.title)
    assert off_plan_text(NAMES, end, afresh) == told
    assert off_plan_text(NAMES, replace(end, kind=Kind.CHOICE), afresh) == (
        f"{told} What is permitted here counts afresh, from the earliest later node that allows it."
    )


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (Taken("n1", "go on", permitted=True), "At “n1”: “go on”"),
        (Taken("n1", "go on", permitted=False), "✕ At “n1”: “go on”, not permitted"),
        (Taken("n1", "go on"), "? At “n1”: “go on”, undecided"),
        (Taken("n1", "go on", share=Fraction(1, 4)), "At “n1” “go on” came up (0.25)"),
        (Taken("n1", "go on", share=Fraction(0)), "At “n1” “go on” came up (0)"),
    ],
)
def test_steps(step: Taken, said: str) -> None:
    assert step_text(NAMES, step) == said


def test_what_was_turned_down_a_line_a_prospect() -> None:
    coins = [chance(n, (f"{n}h", "x"), (f"{n}t", "y")) for n in "cd"]
    inner = choice("m", ("one", coins[0]), ("other", coins[1]), ("third", "x"))
    made = labelled(
        document(choice("n", ("keep", "x"), ("go", inner)), [outcome("x"), outcome("y")])
    )
    (down,) = position(walked_tree(made, "dsm"), ("keep",)).turned_down
    lines = turned_down_texts(Names(made), down)
    assert lines == ["At “n”: “go” (x: 0.5 · y: 0.5)", "At “n”: “go” (x for sure)"]
    for number, many in ((1234, "1,234"), (10**9 - 1, "999,999,999"), (10**9, "1e+09")):
        untold = TurnedDown("n", "go", number, ())
        assert turned_down_texts(Names(made), untold) == [f"At “n”: “go” ({many} plans)"]

"""What the way to a choice has ruled out and settled, in words."""

from dataclasses import replace
from fractions import Fraction

import pytest

from solver.analyses.trammelling import Interval, Trammelled, Trammelling, trammelling
from solver.analysis_words.trammelling_words import (
    completions_texts,
    has_news,
    history_text,
    interval_text,
    remaining_text,
    settled_text,
    trammelling_texts,
)
from solver.words.names import Names
from tests.documents.trees import choice, document, labelled, outcome
from tests.documents.worked import single_souring

F = Fraction
NAMES = Names(
    labelled(
        document(
            choice("n", *((f"to {o}", choice(f"at {o}", (f"in {o}", o))) for o in "ABCDE")),
            [outcome(o) for o in "ABCDE"],
        )
    )
)
NOTHING = Trammelled("at A", ("to A",), (), (), ("in A",), (), explained=True)
UNEXPLAINED = "No completion explains the conduct so far: no utility function makes all of it best."


# ------------------------------------------------------------------------------ one node


def test_what_was_passed_up_leaves_only_this_or_not_that() -> None:
    assert history_text(NAMES, NOTHING) == ""
    assert not has_news(NOTHING)
    ruled = replace(NOTHING, passed_up=("to B",), removed=("in C",))
    assert has_news(ruled)
    assert history_text(NAMES, ruled) == "Having passed up “to B”: only “in A”."
    several = replace(ruled, passed_up=("to B", "to D"), kept=("in A", "in B"))
    assert history_text(NAMES, several) == (
        "Having passed up “to B” and “to D”: only “in A” or “in B”."
    )
    gone = replace(ruled, removed=("in C", "in D"), kept=())
    assert history_text(NAMES, gone) == "Having passed up “to B”: not “in C” nor “in D”."


def test_whose_favour_gaps_are_settled_in() -> None:
    def said(*pairs: str) -> str:
        return settled_text(NAMES, replace(NOTHING, settled=tuple((a, b) for a, b in pairs)))

    assert said() == ""
    assert said("AB") == "Whoever acts so values “A” at least as much as “B”."
    assert said("AB", "CD", "AC") == (
        "Whoever acts so values “A” at least as much as “B” and “C”; “C” at least as much as “D”."
    )
    assert said("AB", "BC", "CD").count("at least") == 3
    assert said("AB", "BC", "CD", "DE", "EA").endswith("as “D”; and 2 more.")
    assert has_news(replace(NOTHING, settled=(("A", "B"),)))
    lost = replace(NOTHING, settled=(("A", "B"),), explained=False)
    assert settled_text(NAMES, lost) == UNEXPLAINED
    assert has_news(replace(NOTHING, explained=False))
    assert not has_news(replace(NOTHING, explained=None))


@pytest.mark.parametrize(
    ("low", "high", "included", "said"),
    [
        (None, None, (True, True), "any"),
        (1, 1, (True, True), "just 1"),
        (1, None, (True, True), "from 1 on"),
        (1, None, (False, True), "above 1"),
        (None, 2, (True, True), "up to 2"),
        (None, 2, (True, False), "below 2"),
        (0, 2, (True, True), "from 0 to 2"),
        (0, 2, (True, False), "from 0 to below 2"),
        (0, 2, (False, True), "above 0 to 2"),
        (0, 2, (False, False), "above 0 to below 2"),
    ],
)
def test_intervals(
    low: int | None, high: int | None, included: tuple[bool, bool], said: str
) -> None:
    ends = (None if end is None else F(end) for end in (low, high))
    assert interval_text(NAMES, Interval(*ends, *included)) == said


HALF, REST = Interval(F(1, 2), F(1)), Interval(F(0), F(1, 4))
WHOLE = Trammelling({}, complete=True, free_weight="w", every=(Interval(F(0), F(1)),))


def test_which_completions_remain() -> None:
    left = replace(NOTHING, remaining=(REST, HALF))
    words = "Completions that remain: w from 0 to 0.25 or from 0.5 to 1"
    assert remaining_text(NAMES, WHOLE, left) == f"{words} (before: from 0 to 1)."
    fixed = replace(WHOLE, fixed={"a": F(1), "b": F(0)})
    assert (
        remaining_text(NAMES, fixed, left)
        == f"{words}, where a = 1 and b = 0 (before: from 0 to 1)."
    )
    for whole, found in (
        (replace(WHOLE, free_weight=None), left),
        (WHOLE, NOTHING),
        (WHOLE, replace(left, remaining=())),
        (WHOLE, replace(left, taken=())),
        (WHOLE, replace(left, remaining=WHOLE.every)),
    ):
        assert remaining_text(NAMES, whole, found) == ""


# ------------------------------------------------------------------------------ the tree

RULED = replace(NOTHING, passed_up=("to B",), removed=("in C",), settled=(("A", "B"),))
MUCH = "Not all of it could be found out; what is said is certain."


def test_each_node_with_news_has_a_line() -> None:
    told = replace(WHOLE, nodes={"at A": RULED, "at B": replace(NOTHING, node="at B")})
    line = "At “at A”: Having passed up “to B”: only “in A”. Whoever acts so values “A” at least as much as “B”."
    assert trammelling_texts(NAMES, told) == [line]
    assert trammelling_texts(NAMES, replace(told, complete=False)) == [line, MUCH]
    assert trammelling_texts(NAMES, replace(told, complete=False, untold="Why.")) == [line, "Why."]
    nowhere = "Nowhere does the path to a choice rule anything out"
    assert trammelling_texts(NAMES, WHOLE) == [f"{nowhere} or settle a gap."]
    assert trammelling_texts(NAMES, replace(WHOLE, untold="Why.")) == [f"{nowhere}.", "Why."]


def test_completions_of_each_way() -> None:
    found = replace(RULED, taken=("to A", "in A"), remaining=(HALF,))
    told = replace(WHOLE, nodes={"at A": found, "at B": replace(NOTHING, remaining=WHOLE.every)})
    way = "After “to A”, then “in A”, at “at A”: "
    remain = "Completions that remain: w from 0.5 to 1 (before: from 0 to 1)."
    assert completions_texts(NAMES, told) == [f"{way}{remain}"]
    assert completions_texts(NAMES, replace(told, complete=False)) == [f"{way}{remain}", MUCH]
    assert completions_texts(NAMES, replace(told, untold="Why.")) == ["Why."]
    settled = "Whoever acts so values “A” at least as much as “B”."
    assert completions_texts(NAMES, replace(told, free_weight=None)) == [f"{way}{settled}"]
    lost = replace(told, nodes={"at A": replace(found, explained=False)})
    assert completions_texts(NAMES, lost) == [f"{way}{UNEXPLAINED}"]


def test_where_all_completions_remain() -> None:
    chosen = replace(WHOLE, nodes={"at A": replace(NOTHING, remaining=WHOLE.every)})
    assert completions_texts(NAMES, chosen) == [
        "Whatever is chosen on the path to a choice, all completions remain."
    ]
    none = replace(WHOLE, nodes={"at A": replace(NOTHING, taken=())})
    assert completions_texts(NAMES, none) == [
        "Nothing is chosen on the path to a choice here: all completions remain."
    ]


def test_single_souring() -> None:
    souring = labelled(single_souring())
    found = trammelling(souring)
    assert trammelling_texts(Names(souring), found) == [
        "At “n2”: Having passed up “take A”: only “take B”. Whoever acts so values “B” at least as much as “A” and “A-”."
        " Completions that remain: u(B) from 1 on, where u(A-) = 0 and u(A) = 1 (before: any)."
    ]

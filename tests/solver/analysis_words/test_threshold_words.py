"""Thresholds in words: stretches and points, letters of plans, what is the same but for a few values."""

from dataclasses import replace
from fractions import Fraction

import pytest

from solver.analysis_words.threshold_words import (
    MOST_POINTS,
    Lettered,
    parameter_name,
    piece_words,
    policy_lines,
    range_words,
    sameness,
    threshold_lines,
)
from solver.rules import RULES
from solver.sensitivity.along.roots import Root
from solver.sensitivity.answers import Answered
from solver.sensitivity.policy_along import PolicyAlong, PolicyPiece
from solver.sensitivity.thresholds import ThresholdPiece, Thresholds
from solver.words.names import Names
from solver.words.numbers import Format
from tests.documents.trees import choice, document, labelled, outcome

F = Fraction
MADE = labelled(
    document(
        choice("n", *((o, o) for o in "xyz")),
        [outcome(o) for o in "xyz"],
        parameters=[{"id": "p", "value": 0, "label": "Chance"}, {"id": "q", "value": 0}],
    )
)
NAMES, FORM = Names(MADE), replace(Format.of(MADE), both=True)
ENDS = [Root.rational(F(k, 4)) for k in range(5)]
LETTERED = Lettered(NAMES, [{"n": o} for o in "xyz"])


def permits(ends: str, *, total: int | None = None, known: bool = True) -> Answered:
    """These branches are permitted, each a plan."""
    plans = frozenset((("n", end),) for end in ends)
    count = len(plans) if total is None else total
    return Answered({o: o in ends for o in "xyz"}, count, plans if known else None, decided=True)


def stretch(low: int, high: int, answer: Answered | None, refused: str = "") -> ThresholdPiece:
    return ThresholdPiece(ENDS[low], ENDS[high], answer, refused)


def point(at: int, answer: Answered | None) -> ThresholdPiece:
    return ThresholdPiece(ENDS[at], ENDS[at], answer)


def along(*pieces: ThresholdPiece, incomplete: str = "") -> Thresholds:
    return Thresholds("p", "dsm", F(0), F(1), pieces, incomplete, MADE)


# ------------------------------------------------------------------------------- pieces


@pytest.mark.parametrize(
    ("piece", "said"),
    [
        (stretch(0, 1, None), "0 < p < 1/4"),
        (replace(stretch(0, 1, None), with_low=True), "0 ≤ p < 1/4"),
        (replace(stretch(0, 1, None), with_high=True), "0 < p ≤ 1/4"),
        (point(2, None), "at p = 1/2"),
    ],
)
def test_where_a_piece_is(piece: ThresholdPiece, said: str) -> None:
    assert range_words(piece, "p", Format()) == said


@pytest.mark.parametrize(
    ("answer", "refused", "said"),
    [
        (permits("xz"), "", "ac permitted"),
        (permits(""), "", "no plan permitted"),
        (permits("x", total=70, known=False), "", "70 plans permitted"),
        (Answered({}, None, None, decided=False), "", "not decided"),
        (None, "No answer.", "No answer."),
        (None, "", "not known"),
    ],
)
def test_what_holds_there(answer: Answered | None, refused: str, said: str) -> None:
    assert piece_words(stretch(0, 1, answer, refused), LETTERED) == said


def test_letters_of_plans() -> None:
    assert LETTERED.of(permits("zx")) == "ac"
    assert LETTERED.of(None) == ""
    assert LETTERED.of(permits("x", total=70, known=False)) == "70"
    assert LETTERED.of(Answered({}, None, None, decided=False)) == "?"
    assert LETTERED.listed == (("a", "x"), ("b", "y"), ("c", "z"))
    nested = choice("m", ("go", choice("n", ("x", "x"), ("y", "y"))), ("z", "z"))
    ends = [outcome(o) for o in "xyz"]
    both = Lettered(Names(labelled(document(nested, ends))), [{"m": "go", "n": o} for o in "xy"])
    assert both.listed == (("all", "go"), ("a", "x"), ("b", "y"))
    many = Lettered(NAMES, [{"n": "x", str(k): "y"} for k in range(1)])
    many.letters = {(("n", o),): letter for o, letter in zip("xyz", ("z", "aa", "b"), strict=True)}
    assert many.letters_of([(("n", o),) for o in "xyz"]) == "b z aa"
    assert (parameter_name(MADE, "p"), parameter_name(MADE, "q"), parameter_name(MADE, "r")) == (
        "Chance", "q", "r",
    )  # fmt: skip


def test_all_of_it_line_by_line() -> None:
    found = along(stretch(0, 2, permits("x")), point(2, permits("xy")), stretch(2, 4, permits("y")))
    head, first, second, third, where, *names = threshold_lines(MADE, found)
    assert head == f"{RULES['dsm'].title}, by Chance:"
    assert first.startswith("  0 < Chance < 0.5 (1/2)")
    assert first.endswith(": a permitted")
    assert second.endswith(": ab permitted")
    assert third.endswith(": b permitted")
    assert (where, names) == ("where", ["  a  x", "  b  y"])
    *_, last = threshold_lines(MADE, replace(found, incomplete="Too much."))
    assert last == "It is not sure that these are all thresholds. Too much."
    assert len(list(threshold_lines(MADE, along(stretch(0, 4, None))))) == 2


def test_where_the_stated_policy_is_dominated() -> None:
    def piece(low: int, dominated: bool | None, refused: str = "") -> PolicyPiece:
        return PolicyPiece(ENDS[low], ENDS[low + 1], dominated, refused)

    pieces = (piece(0, True), piece(1, False), piece(2, None, "No policy."), piece(3, None))
    head, *lines = policy_lines(MADE, PolicyAlong("p", pieces))
    assert head == "The stated policy:"
    assert [line.partition(": ")[2] for line in lines] == [
        "dominated by a policy", "undominated", "No policy.", "not known",
    ]  # fmt: skip
    *_, last = policy_lines(MADE, PolicyAlong("p", pieces, "Too much."))
    assert last == "It is not sure that these are all thresholds. Too much."


# ---------------------------------------------------------------------------- the same but

SAME = "The same plans are permitted for every value of p, except that at "


def told(*pieces: ThresholdPiece, incomplete: str = "") -> str | None:
    return sameness(along(*pieces, incomplete=incomplete), LETTERED, "p", Format())


@pytest.mark.parametrize(
    ("there", "said"),
    [("xyz", "1/2 c is, too."), ("x", "1/2 b is not."), ("xz", "1/2 c is in place of b.")],
)
def test_the_same_plans_but_at_one_value(there: str, said: str) -> None:
    usual = permits("xy")
    pieces = stretch(0, 2, usual), point(2, permits(there)), stretch(2, 4, usual)
    assert told(*pieces) == f"{SAME}{said}"
    assert told(*pieces, incomplete="Too much.") is None


def test_several_values_that_say_the_same_are_told_together() -> None:
    usual, less, more = permits("xy"), permits("x"), permits("xyz")
    pieces = [stretch(0, 1, usual), point(1, less), point(2, more), point(3, less)]
    assert told(*pieces) == f"{SAME}1/4 and 3/4 b is not; at 1/2 c is, too."
    assert len(pieces) - 1 == MOST_POINTS
    assert told(*pieces, point(4, less)) is None


@pytest.mark.parametrize(
    "pieces",
    [
        (),
        (stretch(0, 4, permits("x")),),
        (point(0, permits("x")),),
        (stretch(0, 2, None), point(2, permits("x"))),
        (stretch(0, 2, permits("x", total=70, known=False)), point(2, permits("x"))),
        (stretch(0, 2, permits("x")), point(2, permits("xy")), stretch(2, 4, permits("y"))),
        (stretch(0, 2, permits("x")), point(2, None)),
        (stretch(0, 2, permits("x")), point(2, permits("x", total=70, known=False))),
        (stretch(0, 2, permits("x")), point(2, permits("x"))),
        (stretch(0, 2, permits("x")), point(2, permits("xy")), point(3, permits("x"))),
    ],
)
def test_where_it_is_not_so_nothing_is_said(pieces: tuple[ThresholdPiece, ...]) -> None:
    assert told(*pieces) is None

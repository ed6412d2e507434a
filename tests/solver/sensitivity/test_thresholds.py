"""Thresholds: worked answers, and the naive way on random trees."""

from dataclasses import replace
from fractions import Fraction

import pytest

import assets
from solver.analysis_words.charts.sensitivity_charts import verdict_tornado
from solver.analysis_words.charts.threshold_ruler import ruler
from solver.document.elements import Opinion, Parameter
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import AddParameter, SetBranch
from solver.errors import Cancelled, NotSolvable, QuandaryError
from solver.formats.quandary import loads
from solver.rules import RULES
from solver.rules.rule import DependsOn
from solver.sensitivity.bounds import bound_json
from solver.sensitivity.policy_along import policy_along
from solver.sensitivity.thresholds import Thresholds, thresholds
from solver.sensitivity.values_along import swings
from solver.words.names import Names
from tests.documents.one_parameter import one_parameter, plain_at
from tests.documents.trees import chance, choice, document, outcome
from tests.reference.all_plans import Reference
from tests.reference.along import Along
from tests.solver.sensitivity.agreement import applies, check, reference_at

HALF, ONE = Fraction(1, 2), Fraction(1)


def with_parameter(made: Document, id_: str, value: str, **more: str) -> Document:
    bounds = {key: Numeral(text) for key, text in more.items()}
    parameter = Parameter(id=id_, value=Numeral(value), **bounds)
    return replace(made, parameters={**made.parameters, id_: parameter})


def marble_bets(third: str = "t") -> Document:
    made = document(
        choice("n", ("X", "x", {}), ("Y", "y", {}), ("Z", "z", {})),
        [
            outcome("x", "s", {"a": 1, "b": 0}),
            outcome("y", "s", {"a": 0, "b": 1}),
            outcome("z", "s", {"a": third, "b": third}),
        ],
        criteria=[{"id": "a"}, {"id": "b"}],
    )
    return with_parameter(made, "t", "9/20", min="0", max="1")


def said(found: Thresholds) -> list[tuple[str, str, bool, str]]:
    """From, to, whether it is a point, and the permitted branches."""
    return [
        (
            str(piece.low),
            str(piece.high),
            piece.is_point,
            piece.refused
            or "".join(
                b for b, ok in (piece.answer.branches if piece.answer else {}).items() if ok
            ),
        )
        for piece in found.pieces
    ]


def test_marble_bets() -> None:
    """The third bet, (t, t): maximal from 0 on, best under a completion from 1/2 on; alone at 1."""
    assert said(thresholds(marble_bets(), "t", "dsm")) == [
        ("0", "0", True, "XY"), ("0", "1", False, "XYZ"), ("1", "1", True, "Z"),
    ]  # fmt: skip
    found = thresholds(marble_bets(), "t", "e-admissible")
    assert said(found) == [
        ("0", "1/2", False, "XY"), ("1/2", "1", False, "XYZ"), ("1", "1", True, "Z"),
    ]  # fmt: skip
    assert [(p.with_low, p.with_high) for p in found.pieces[:2]] == [(True, False), (True, False)]
    assert found.is_complete


def test_an_irrational_bound_is_told_by_its_polynomial() -> None:
    found = thresholds(marble_bets("t^2"), "t", "e-admissible")
    assert found.is_complete
    bound = bound_json(found.pieces[1].low)
    assert isinstance(bound, dict)
    assert bound["polynomial"] == ["-1", "0", "2"]
    low, high = map(Fraction, bound["between"])
    assert low**2 < HALF < high**2
    assert high - low < Fraction(1, 10**6)


SHUTDOWN = """{"format": "quandary", "version": 1, "parameters": [
 {"id": "p", "value": "9/10", "min": 0, "max": 1}, {"id": "y", "value": 1, "min": 0, "max": 1}],
 "criteria": [{"id": "value"}],
 "outcomes": [{"id": "L", "scale": "long", "value": 1}, {"id": "U", "scale": "long", "value": 0}, {"id": "S"}],
 "nodes": [{"id": "n", "kind": "chance"}, {"id": "l", "kind": "choice"}, {"id": "u", "kind": "choice"},
  {"id": "1", "kind": "outcome", "outcome": "S"}, {"id": "2", "kind": "outcome", "outcome": "L"},
  {"id": "3", "kind": "outcome", "outcome": "S"}, {"id": "4", "kind": "outcome", "outcome": "U"}],
 "branches": [{"id": "lucky", "from": "n", "to": "l", "probability": "p"}, {"id": "unlucky", "from": "n", "to": "u", "probability": "1-p"},
  {"id": "x", "from": "l", "to": "1", "policy": "%s"}, {"id": "go", "from": "l", "to": "2", "policy": "#"},
  {"id": "y", "from": "u", "to": "3", "policy": "y"}, {"id": "on", "from": "u", "to": "4", "policy": "#"}]}"""


def test_shutdown_with_a_chance_of_shutting_down_of_one_half() -> None:
    """P(S) = p x + (1 − p) y held at 1/2: undominated at y = 1 only, which is x = 1 − 1/(2p)."""
    held = loads(SHUTDOWN % "(1/2 - (1-p)*y)/p")
    along_y = policy_along(held, "y")
    assert along_y.is_complete
    assert [(str(p.low), str(p.high), p.dominated) for p in along_y.pieces] == [
        ("0", "1", True), ("1", "1", False)
    ]  # fmt: skip
    assert along_y.pieces[0].with_low
    along_p = policy_along(loads(SHUTDOWN % "1 - 1/(2*p)"), "p")
    assert along_p.is_complete
    known = [(str(p.low), str(p.high), p.dominated) for p in along_p.pieces if not p.refused]
    assert known == [("1/2", "1", False)]
    assert along_p.pieces[-1].with_low
    assert along_p.pieces[-1].with_high


def test_where_the_document_cannot_be_solved_is_said() -> None:
    made = with_parameter(
        document(
            choice("n", ("a", chance("c", ("l", "x", {"probability": "2*p"}), ("r", "y", {})), {}), ("b", "z", {})),
            [outcome("x", "s", 1), outcome("y", "s", 0), outcome("z", "s", "1/(3-4*p)")],
        ),
        "p", "1/4", min="0", max="1",
    )  # fmt: skip
    found = thresholds(made, "p", "eu")
    assert found.is_complete
    assert found.at(Fraction(1, 4)) is not None
    refused = [piece for piece in found.pieces if piece.refused]
    assert all(piece.low.value >= HALF for piece in refused)
    beyond = found.at(Fraction(3, 5))
    assert beyond is not None
    assert beyond.refused


@pytest.mark.parametrize("seed", range(0, 24, 2))
def test_random_trees_against_the_naive_way(seed: int) -> None:
    made = one_parameter(seed, complete=seed % 6 == 0)
    along = Along(made)
    rule = list(RULES)[seed // 2 % len(RULES)]
    for asked in {"dsm", rule}:
        if applies(made, asked):
            check(made, asked, along)


@pytest.mark.parametrize("seed", [0, 1, 2, 3, 4, 6, 7, 8])  # of 5 nothing depends on t
def test_pieces_of_expressions(seed: int) -> None:
    """With min, max, abs, if and divisions what is found is compared on a grid and at all bounds."""
    made = one_parameter(seed, piecewise=True)
    found = thresholds(made, "t", "dsm")
    asked = {Fraction(k, 12) for k in range(13)}
    asked |= {piece.low.low for piece in found.pieces if piece.low.is_rational}
    asked |= {piece.sample for piece in found.pieces if piece.sample is not None}
    for value in sorted(asked):
        piece = found.at(value)
        assert piece is not None
        assert piece.answer is not None
        plans = {tuple(sorted(plan)) for plan in piece.answer.choices or ()}
        assert plans == reference_at(Reference(plain_at(made, value)), "dsm").plans, value


def test_by_timestep_dominance() -> None:
    made = one_parameter(8, relation="timestep-dominance")
    found, places = check(made, "dsm", Along(made))
    assert places
    assert all(piece.answer is not None for piece in found.pieces if piece.low.is_rational)


def test_a_rule_of_which_nothing_is_known_is_never_called_complete(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(type(RULES["dsm"]), "depends_on", DependsOn.UNKNOWN)
    found = thresholds(marble_bets(), "t", "dsm")
    assert not found.is_complete
    assert "not known" in found.incomplete
    piece = found.at(HALF)
    assert piece is not None
    assert piece.answer is not None
    assert piece.answer.plans_total == 3


def lucky_by(probability: str, other: str) -> Document:
    """The shutdown example with these probabilities and a parameter p1 of 1/2."""
    shutdown = AddParameter().apply(loads(assets.example_text("shutdown")))
    for id_, text in (("lucky", probability), ("unlucky", other)):
        shutdown = SetBranch(id_, {"probability": Numeral(text)}).apply(shutdown)
    return shutdown


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (lucky_by("9/10", "1/10"), "Nothing uses “p1”: no number of the tree depends on it."),
        (lucky_by("p1", "1/10"), "The probabilities at “Lucky?” sum to 3/5; they must sum to 1."),
    ],
)
def test_a_document_to_which_a_parameter_makes_no_difference_or_that_is_not_valid(
    made: Document, says: str
) -> None:
    with pytest.raises(QuandaryError) as raised:
        thresholds(made, "p1", "e-admissible")
    assert str(raised.value) == says
    _, (swing,) = swings(made, "e-admissible")
    assert (swing.refused, swing.verdicts, swing.first_change) == (says, None, None)


def test_a_parameter_is_used_by_way_of_another_or_of_an_opinion() -> None:
    made = with_parameter(lucky_by("q", "1-q"), "q", "p1/3")
    assert thresholds(made, "p1", "dsm").pieces
    one = Opinion(id="one", parameters={"q": Numeral("p1/2")})
    opined = replace(with_parameter(made, "q", "1/3"), opinions={"one": one})
    assert thresholds(opined, "p1", "dsm").pieces


def test_what_would_change_first_counts_the_ends_of_the_range_as_the_ruler_does() -> None:
    """At 0 and at 1 more is permitted than between: two thresholds, both as far away."""
    made = lucky_by("p1", "1-p1")
    _, (swing,) = swings(made, "e-admissible")
    assert swing.verdicts is not None
    assert [piece.is_point for piece in swing.verdicts.pieces] == [True, False, True]
    assert (swing.first_change, swing.nearest) == (0, HALF)
    (row,) = verdict_tornado(Names(made), [swing]).rows
    assert row.note == "first change at 0"
    assert ruler(Names(made), swing.verdicts, HALF).description == (
        "The same plans are permitted for every value of p1, except that at 0 and 1 b is, too."
    )


def test_refusals_and_cancelling() -> None:
    with pytest.raises(QuandaryError, match="no parameter “q”"):
        thresholds(marble_bets(), "q", "dsm")
    with pytest.raises(QuandaryError, match="is empty"):
        thresholds(marble_bets(), "t", "dsm", ONE, HALF)
    with pytest.raises(NotSolvable, match="needs a completion"):
        thresholds(marble_bets(), "t", "eu")
    with pytest.raises(Cancelled):
        thresholds(marble_bets(), "t", "dsm", cancelled=lambda: True)


def test_it_works_on_what_is_known_so_far() -> None:
    heard: list[Thresholds] = []
    thresholds(marble_bets(), "t", "dsm", found=heard.append)
    assert [len(each.pieces) for each in heard] == sorted(len(each.pieces) for each in heard)
    assert all(not each.is_complete for each in heard)

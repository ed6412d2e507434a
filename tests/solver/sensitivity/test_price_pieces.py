"""Prices of events along the price itself: the same bounds where there are two, and pieces where not."""

from fractions import Fraction
from typing import Any

import pytest

from assets import example_text
from solver.analyses.information.price_comparisons import Bound
from solver.analyses.information.prices import information_values
from solver.explain.case import Case
from solver.formats.quandary import loads
from solver.sensitivity.answers import Answered, answered
from solver.sensitivity.price_pieces import with_pieces
from solver.sensitivity.thresholds import thresholds
from tests.documents.decision_tables import table
from tests.documents.event_documents import event_document
from tests.documents.one_parameter import one_parameter
from tests.reference.price_search import tried


def test_minimax_regret_has_bounds_too() -> None:
    """To regret nothing one must know at no cost; at a cost one regrets at least that."""
    made = table({"risky": (10, 0), "safe": (4, 4)}, ("1/2", "1/2"))
    case = Case.of(made)
    (open_,) = information_values(case, "minimax-regret").events
    assert open_.by_pieces
    assert not open_.is_known
    (found,) = with_pieces(case.tree, information_values(case, "minimax-regret")).events
    assert found.is_known
    assert found.permitted == Bound(Fraction(4), included=True)
    assert found.required == Bound(Fraction(4), included=False)


@pytest.mark.parametrize(("seed", "scales"), [(3, 2), (5, 1)])
def test_pieces_are_what_a_search_over_prices_finds(seed: int, scales: int) -> None:
    made = event_document(seed, scales=scales)
    case = Case.of(made)
    for rule in ("caprice", "sophisticated"):
        (found,) = with_pieces(case.tree, information_values(case, rule, event="E")).events
        for price in (Fraction(1, 3), Fraction(1), Fraction(5, 2), Fraction(4)):
            permitted, required = tried(made, rule, price, control=False)
            if found.pieces:
                piece = next(
                    p for p in found.pieces if p.low < price < p.high or price in (p.low, p.high)
                )
                if piece.low < price < piece.high:
                    assert (piece.permitted, piece.required) == (permitted, required)
                continue
            assert found.permitted is not None
            assert found.required is not None
            assert permitted == (price <= found.permitted.at)
            assert required == (price < found.required.at)


def test_regrets_are_asked_about_only_where_the_greatest_compare_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Between any two net values that meet somewhere there would be hundreds of places."""
    asked = 0

    def counted(*given: Any) -> Answered:
        nonlocal asked
        asked += 1
        return answered(*given)

    monkeypatch.setattr("solver.sensitivity.thresholds.answered", counted)
    case = Case.of(loads(example_text("oil")))
    open_ = information_values(case, "minimax-regret", event="Oil")
    (found,) = with_pieces(case.tree, open_).events
    assert found.permitted == Bound(Fraction(0), included=True)
    assert asked < 30


def test_regrets_meet_at_fewer_irrational_values_than_net_values_do() -> None:
    made = one_parameter(4, "expected-multi-utility", complete=True)
    assert thresholds(made, "t", "minimax-regret").is_complete

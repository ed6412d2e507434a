"""Prices of events along the price itself: the same bounds where there are two, and pieces where not."""

from fractions import Fraction

import pytest

from solver.analyses.information.price_comparisons import Bound
from solver.analyses.information.prices import information_values
from solver.explain.case import Case
from solver.sensitivity.price_pieces import with_pieces
from tests.documents.decision_tables import table
from tests.documents.event_documents import event_document
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

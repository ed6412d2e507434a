"""Prices of an event piece by piece, for rules under which more than two bounds may be needed.

What a rule says of the offer is asked along its price, as thresholds are asked along any parameter.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import groupby

from solver.analyses.information.informed_tree import (
    BUY,
    DO_NOT_BUY,
    offered,
    offered_control,
)
from solver.analyses.information.offer_prices import PriceOfEvent, PricePiece
from solver.analyses.information.other_events import known_event
from solver.analyses.information.price_comparisons import Bound
from solver.analyses.information.prices import InformationValues
from solver.document.elements import Parameter
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits.base import fresh_id
from solver.errors import Cancelled, QuandaryError
from solver.induction.tree.compiled_tree import Compiled
from solver.sensitivity.bounds import bound_json
from solver.sensitivity.thresholds import ThresholdPiece, thresholds
from solver.translation import tr


def with_pieces(
    tree: Compiled, found: InformationValues, cancelled: Callable[[], bool] | None = None
) -> InformationValues:
    """The same, with pieces in place of what was open, for the events where these can be had."""
    return replace(
        found,
        events=tuple(
            _pieces(tree, found, price, cancelled) if price.by_pieces else price
            for price in found.events
        ),
    )


def _pieces(
    tree: Compiled,
    found: InformationValues,
    price: PriceOfEvent,
    cancelled: Callable[[], bool] | None,
) -> PriceOfEvent:
    document = found.document
    name = fresh_id(document.parameters, "price")
    make = offered_control if found.control else offered
    values = [value for end in tree.ends for c, value in end.values if c == found.criterion]
    high = 2 * (max(values) - min(values)) + 1
    try:
        offer = make(known_event(document, price.event), document, found.criterion, Numeral(name))
        along = thresholds(
            _with_parameter(offer, name), name, found.rule, Fraction(0), high, cancelled=cancelled
        )
    except Cancelled:
        raise
    except QuandaryError as problem:
        return replace(price, open=problem.message)
    pieces = tuple(_joined(along.pieces))
    if not along.is_complete:
        return replace(
            price,
            open=tr("{incomplete} What was found may miss a bound.").format(
                incomplete=along.incomplete
            ),
            pieces=pieces,
        )
    up_to, below = (
        _bound([p.permitted for p in pieces], pieces),
        _bound([p.required for p in pieces], pieces),
    )
    if up_to is not None and below is not None:
        return replace(price, open="", by_pieces=False, permitted=up_to, required=below)
    return replace(price, open="", pieces=pieces)


def _bound(said: Sequence[bool | None], pieces: Sequence[PricePiece]) -> Bound | None:
    """Up to where something is so, if it is so up to one rational price and nowhere beyond; else None."""
    many = next((place for place, each in enumerate(said) if not each), len(said))
    if many == len(said) or any(each is not False for each in said[many:]):
        return None
    after = pieces[many]
    if not isinstance(after.low_bound, str):
        return None
    return Bound(after.low, included=many > 0 and not after.with_low)


def _with_parameter(offer: Document, name: str) -> Document:
    parameter = Parameter(id=name, value=Numeral("0", quoted=False))
    return replace(offer, parameters={**offer.parameters, name: parameter})


def _joined(pieces: tuple[ThresholdPiece, ...]) -> Iterator[PricePiece]:
    """The pieces, those beside each other that say the same of the offer put together."""

    def said(piece: ThresholdPiece) -> tuple[bool | None, bool | None]:
        if piece.answer is None:
            return None, None
        buy, keep = (piece.answer.branches.get(id_) for id_ in (BUY, DO_NOT_BUY))
        return buy, None if keep is None else not keep

    for (permitted, required), group in groupby(pieces, key=said):
        own = list(group)
        first, last = own[0], own[-1]
        yield PricePiece(
            low=_near(first.low.low, first.low.high),
            high=_near(last.high.low, last.high.high),
            low_bound=bound_json(first.low),
            high_bound=bound_json(last.high),
            with_low=first.is_point or first.with_low,
            with_high=last.is_point or last.with_high,
            permitted=permitted,
            required=required,
        )


def _near(low: Fraction, high: Fraction) -> Fraction:
    return (low + high) / 2

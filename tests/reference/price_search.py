"""Prices of an event by trying them: the tree with the offer is solved at price after price."""

from collections.abc import Iterator
from fractions import Fraction

from solver.analyses.information.informed_tree import BUY, DO_NOT_BUY, offered, offered_control
from solver.analyses.information.offer_prices import PriceOfEvent
from solver.analyses.information.other_events import known_event
from solver.analyses.information.prices import information_values
from solver.document.events import events_of
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.rules import solve
from tests.documents.event_documents import event_document

TRIED = tuple(Fraction(n, 4) for n in (-5, 0, 1, 6, 17))
NEAR = Fraction(1, 1_000_000)


def questions(seed: int) -> Iterator[tuple[Document, str, bool]]:
    """Random documents, each with a rule and whether control is asked for."""
    for control in (False, True):
        single = event_document(seed, scales=1)
        for rule in ("eu", "naive", "dsm", "e-admissible", "maximin", "maximax"):
            yield single, rule, control
        several = event_document(seed, scales=2, criteria=1 + seed % 2)
        for rule in ("naive", "dsm", "e-admissible"):
            yield several, rule, control
        stated = event_document(seed, scales=2, criteria=1 + seed % 2, stated=True)
        for rule in ("naive", "dsm"):
            yield stated, rule, control
        yield event_document(seed, scales=1, criteria=2, stated=True), "e-admissible", control
        by_scale = event_document(
            seed, scales=2, criteria=1 + seed % 2, relation="timestep-dominance"
        )
        for rule in ("naive", "dsm"):
            yield by_scale, rule, control
        for order in ("first-order", "second-order"):
            ordered = event_document(seed, scales=1 + seed % 2, relation=order)
            for rule in ("naive", "dsm"):
                yield ordered, rule, control
            yield event_document(seed, scales=1, relation=order), "eu", control
        held = event_document(seed, scales=1, criteria=1 + seed % 2, opinions=True)
        apart = event_document(seed, scales=2, opinions=True)
        for rule in ("naive", "dsm", "e-admissible"):
            yield held, rule, control
            yield apart, rule, control
        single = event_document(seed, scales=1, opinions=True)
        for rule in (
            *("gamma-maximin", "gamma-maximax", "hurwicz", "interval-dominance"),
            *("maximin", "maximax"),
        ):
            yield single, rule, control


def tried(document: Document, rule: str, price: Fraction, *, control: bool) -> tuple[bool, bool]:
    """Whether buying is permitted at a price, and whether it is required."""
    event = next(e for e in events_of(document) if e.label == "E")
    make = offered_control if control else offered
    offer = make(known_event(document, event), document, "c", Numeral.of(price))
    found = solve(offer, rule, limit=0).branches
    return bool(found[BUY].permitted), not found[DO_NOT_BUY].permitted


def claimed(found: PriceOfEvent, price: Fraction) -> tuple[bool, bool]:
    """The same as the bounds say."""
    up_to, below = found.permitted, found.required
    permitted = up_to is None or price < up_to.at or (price == up_to.at and up_to.included)
    required = below is not None and (price < below.at or (price == below.at and below.included))
    return permitted, required


def disagreement(document: Document, rule: str, *, control: bool) -> str:
    """The first price at which bounds and search differ; empty where there is none."""
    (found,) = information_values(document, rule, event="E", control=control).events
    if not found.is_known:
        return found.open or str(found.refused)
    prices = set(TRIED)
    for bound in (found.permitted, found.required):
        if bound is not None:
            prices |= {bound.at - NEAR, bound.at, bound.at + NEAR}
    for price in sorted(prices):
        seen, said = tried(document, rule, price, control=control), claimed(found, price)
        if seen != said:
            return f"at {price} the search finds {seen}, the bounds say {said}: {found}"
    return ""

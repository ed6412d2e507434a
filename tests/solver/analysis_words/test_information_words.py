"""What is said of the prices of events, bound by bound."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from assets import example_text
from solver.analyses.information.offer_prices import PriceOfEvent, PricePiece
from solver.analyses.information.price_comparisons import Bound
from solver.analyses.information.prices import InformationValues
from solver.analysis_words.information_words import heading, price_sentences
from solver.document.events import Event, events_of
from solver.errors import NotSolvable
from solver.findings import Finding
from solver.formats.quandary import loads
from solver.words.names import Names

F = Fraction
OIL = loads(example_text("oil"))
NAMES = Names(OIL)
(EVENT, RESULT) = sorted(events_of(OIL), key=lambda event: event.label)
KNOW = InformationValues(OIL, "dsm", "value", control=False, events=())
DECIDE = replace(KNOW, control=True)


def said(found: InformationValues = KNOW, **price: Any) -> list[str]:
    return price_sentences(NAMES, found, PriceOfEvent(EVENT, **price))


def closed(at: int) -> Bound:
    return Bound(F(at), included=True)


def below(at: int) -> Bound:
    return Bound(F(at), included=False)


def test_what_would_be_bought() -> None:
    assert heading(NAMES, KNOW, PriceOfEvent(EVENT)) == "Know “Oil” before “Test?”"
    assert heading(NAMES, DECIDE, PriceOfEvent(EVENT)) == "Decide “Oil” before “Test?”"
    first = replace(EVENT, branches={OIL.tree[0]: ()})
    assert heading(NAMES, KNOW, PriceOfEvent(first)) == "Know “Oil” before anything else"


@pytest.mark.parametrize(
    ("permitted", "required", "words"),
    [
        (closed(4), below(3), "Buying is permitted up to 4, and required below 3."),
        (below(4), closed(3), "Buying is permitted below 4, and required up to 3."),
        (closed(4), closed(1), "Buying is permitted up to 4, and required up to 1."),
        (closed(4), below(0), "Buying is permitted up to 4, and required at none."),
        (closed(4), None, "Buying is permitted up to 4, and required at none."),
        (None, below(3), "Buying is permitted at every price, and required below 3."),
    ],
)
def test_two_bounds(permitted: Bound | None, required: Bound | None, words: str) -> None:
    assert said(permitted=permitted, required=required) == [words]


@pytest.mark.parametrize(
    ("found", "what"), [(KNOW, "Knowing it is worth"), (DECIDE, "Deciding it is worth")]
)
def test_one_number(found: InformationValues, what: str) -> None:
    (sentence,) = said(found, value=F(3), permitted=closed(3), required=below(3))
    assert sentence == f"{what} 3: buying is required below that price, and permitted at it."
    (sentence,) = said(found, between=(F(1), F(2)))
    assert sentence.startswith(f"{what} 1.5 for sure: buying is required below that price")


def test_stretch_by_stretch() -> None:
    def piece(low: int, high: int, permitted: bool | None, required: bool | None) -> PricePiece:
        ends = F(low), F(high)
        return PricePiece(
            *ends, *ends, with_low=True, with_high=True, permitted=permitted, required=required
        )

    pieces = (
        piece(0, 1, True, True),
        piece(1, 1, True, False),
        piece(1, 3, False, False),
        piece(3, 4, None, None),
    )
    words = (
        "Buying is from 0 to 1 required, at 1 permitted, from 1 to 3 not permitted, "
        "from 3 to 4 not known."
    )
    assert said(pieces=pieces) == [words]
    assert said(pieces=pieces, open="There is more.") == [words, "There is more."]


def test_what_is_open_or_refused() -> None:
    assert said(open="Not so soon.") == ["Not so soon."]
    assert said(open="Not so soon.", permitted=closed(2)) == [
        "Buying is permitted up to 2. Not so soon."
    ]
    refused = NotSolvable([Finding(code="c", message="First."), Finding(code="c", message="Next.")])
    assert said(refused=refused, open="Not so soon.") == ["First."]


def test_where_it_never_comes_is_told_after_the_price() -> None:
    (branch, *_) = OIL.children("test?")
    other: Event = RESULT
    price, elsewhere = said(permitted=closed(4), elsewhere=((branch.id, other),))
    assert price.startswith("Buying is permitted up to 4")
    assert elsewhere == (
        "“Oil” never comes after “seismic test”; “Result” is taken to depend on it there as it does "
        "elsewhere in the tree."
    )

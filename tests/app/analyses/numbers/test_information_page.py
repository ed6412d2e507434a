"""What the page “Information” says of events that have no price."""

from pytestqt.qtbot import QtBot

from solver.analyses.information.offer_prices import PriceOfEvent
from solver.analyses.information.prices import InformationValues
from solver.document.events import events_of
from solver.errors import NotSolvable
from solver.findings import Finding
from solver.words.names import Names
from tests.bench.large.open_document import balanced
from widgets.answers.numbers.information_page import MOST_REFUSED, InformationPage


def test_of_many_events_without_a_price_the_first_stand_there_and_all_are_told(
    qtbot: QtBot,
) -> None:
    """Thousands of lines took half a second to lay out, and nobody reads them."""
    document = balanced(200)
    prices = tuple(
        PriceOfEvent(
            event,
            refused=NotSolvable([Finding(code="information.choice", message=f"No: {place}.")]),
        )
        for place, event in enumerate(events_of(document))
    )
    (paid,) = document.criterion_ids
    page = InformationPage()
    qtbot.addWidget(page)
    page.show_values(
        Names(document), InformationValues(document, "eu", paid, False, prices), [paid]
    )
    *lines, last = page.refusals.text().split("\n")
    assert [line.rpartition(": ")[2] for line in lines] == [f"{i}." for i in range(MOST_REFUSED)]
    assert last == f"… and {len(prices) - MOST_REFUSED} more; choose one beside to see why."
    assert page.events.count() == len(prices) > MOST_REFUSED
    for place in range(len(prices)):
        page.events.setCurrentIndex(place)
        page.events.activated.emit(place)
        assert page.why.text() == ("" if place < MOST_REFUSED else f"No: {place}.")
        assert page.why.isVisibleTo(page) == bool(page.why.text())

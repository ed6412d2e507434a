"""What it is worth to know an event first, or to decide it: one number, or an interval of prices.

Buying is a new first choice that costs x on a criterion.  It is **permitted** for prices up to a bound
and **required** (not to buy is not permitted) below another: whatever a rule of those below permits,
paying less for the same is no worse, so that there is one bound each.  With complete preferences both
are the value of the informed tree less that of the tree (for an event that is known: EVPI).  How each rule decides: `offer_prices`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from solver.analyses.information.event_chances import event_name
from solver.analyses.information.informed_tree import (
    informed,
    offered,
    offered_control,
)
from solver.analyses.information.offer_prices import OfferPrices, PriceOfEvent
from solver.analyses.information.other_events import known_event
from solver.document.events import Event, events_of
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.errors import Cancelled, EditError, NotSolvable, QuandaryError
from solver.explain.case import Case
from solver.findings import Finding
from solver.rules import rule_of
from solver.translation import tr
from solver.words.names import Names, quoted

FREE: Final = Numeral("0", quoted=False)


@dataclass(frozen=True)
class InformationValues:
    """The prices of the events of a tree, on a criterion, under a rule."""

    document: Document
    rule: str
    criterion: str
    control: bool
    events: tuple[PriceOfEvent, ...]


def information_values(
    asked: Document | Case,
    rule: str,
    *,
    event: str | None = None,
    criterion: str | None = None,
    control: bool = False,
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[float], None] | None = None,
) -> InformationValues:
    """What each event of a tree is worth under a ``rule``, or only those called ``event``.

    One number where preferences are complete (`PriceOfEvent.value`: the value of the informed tree less that of the
    tree, as in Raiffa, Decision Analysis, 1968), else up to which price buying is permitted and below which it is
    required, exact fractions in the units of the criterion.  ``progress`` is told how far it is, from 0 to 1.
    ``control``: deciding it rather than knowing it (which conditions on it, and does not intervene).
    The price is on ``criterion``: the only one, or the first on which every outcome has a value.

    Raises `NotSolvable` where the document cannot be solved, where an outcome of the tree lacks the
    criterion, or where the rule has no prices; `QuandaryError` where there is no such event, `Cancelled`
    once ``cancelled`` says so.

    >>> import quandary
    >>> (found,) = quandary.voi(quandary.example("oil"), "eu", event="Oil").events
    >>> found.value
    Fraction(32500, 1)
    """
    chosen = rule_of(rule)
    case = Case.of(asked, cancelled)
    chosen.require(case)
    document, names = case.document, Names(case.document)
    paid = _criterion(case, names, criterion)
    events = events_of(document) if event is None else events_called(document, event, names)
    found = []
    for place, one in enumerate(events):
        if progress is not None:
            progress(place / len(events))
        found.append(_price(case, rule, one, paid, names, control=control))
    return InformationValues(document, rule, paid, control, tuple(found))


#: As the verb is called.
voi = information_values


def events_called(document: Document, wanted: str, names: Names) -> tuple[Event, ...]:
    """The events of that label, or with a node of that id; raises `QuandaryError` if there are none."""
    known = events_of(document)
    found = tuple(e for e in known if wanted in (e.label, *e.nodes))
    if not found:
        listed = ", ".join(quoted(event_name(names, e)) for e in known)
        raise QuandaryError(
            f"There is no event “{wanted}” in this tree: {listed or 'there is none at all'}."
        )
    return found


def informed_document(
    asked: Document | Case, event: str | None, *, control: bool = False
) -> Document:
    """The tree of an agent who knows an event first, before all else (or, with ``control``, decides it).

    ``event`` is the label of an event or the id of a chance node of it; None where there is only one.  A document
    like any other: what it is worth more than the tree itself is what `voi` finds (Raiffa, Decision Analysis, 1968).

    Raises `NotSolvable` where the document cannot be solved or the event cannot be put first,
    `QuandaryError` where it is not said which event is meant, or there is none.

    >>> import quandary
    >>> oil = quandary.example("oil")
    >>> known = quandary.informed_document(oil, "Oil")
    >>> quandary.solve(known, "eu").value - quandary.solve(oil, "eu").value
    Fraction(32500, 1)
    """
    case = Case.of(asked)
    names = Names(case.document)
    found = (
        events_of(case.document) if event is None else events_called(case.document, event, names)
    )
    if len(found) != 1:
        listed = ", ".join(quoted(event_name(names, e)) for e in found)
        raise QuandaryError(f"Say which event is meant: {listed or 'there is none in this tree'}.")
    return informed(known_event(case.document, found[0], names), case.document, control=control)


def payable(case: Case) -> list[str]:
    """The criteria on which a price can be paid: those on which every outcome has a value."""
    ends = {end.outcome: {criterion for criterion, _ in end.values} for end in case.ends}
    return [c for c in case.document.criterion_ids if all(c in own for own in ends.values())]


def _criterion(case: Case, names: Names, wanted: str | None) -> str:
    """The criterion on which prices are paid."""
    ends = {end.outcome: {criterion for criterion, _ in end.values} for end in case.ends}
    shared = payable(case)
    if wanted is None and shared:
        return shared[0]
    if wanted in shared:
        return wanted
    if wanted is not None and case.document.criterion(wanted) is None:
        raise QuandaryError(tr("There is no criterion “{wanted}”.").format(wanted=wanted))
    lacking = [
        id_
        for id_, own in ends.items()
        if (
            wanted not in own if wanted is not None else len(own) < len(case.document.criterion_ids)
        )
    ]
    on = (
        tr(" on {quoted}").format(quoted=quoted(names.criterion(wanted)))
        if wanted is not None
        else ""
    )
    message = tr("Nothing can be paid where an outcome has no value{on}: {quoted}.").format(
        on=on, quoted=", ".join(quoted(names.outcome(id_)) for id_ in lacking[:5])
    )
    raise NotSolvable(
        [Finding(code="information.criterion", message=message, outcomes=tuple(lacking))]
    )


def _price(
    case: Case, rule: str, event: Event, criterion: str, names: Names, *, control: bool
) -> PriceOfEvent:
    try:
        known = known_event(case.document, event, names)
    except NotSolvable as refused:
        return PriceOfEvent(event, refused=refused)
    make = offered_control if control else offered
    try:
        offer = Case.of(make(known, case.document, criterion, FREE), case.cancelled)
    except EditError as too_large:
        return PriceOfEvent(event, open=too_large.message)
    try:
        found = OfferPrices(offer, rule, criterion, event).found()
        return replace(found, elsewhere=known.elsewhere)
    except Cancelled:
        raise
    except NotSolvable as refused:
        return PriceOfEvent(event, refused=refused)

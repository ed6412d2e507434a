"""What is said of the prices of events."""

from fractions import Fraction

from solver.analyses.information.event_chances import event_name
from solver.analyses.information.offer_prices import PriceOfEvent
from solver.analyses.information.price_comparisons import Bound
from solver.analyses.information.prices import InformationValues
from solver.translation import tr
from solver.words.names import Names, quoted
from solver.words.numbers import decimal


def heading(names: Names, found: InformationValues, price: PriceOfEvent) -> str:
    """What would be bought: Know “Oil” before “Test?”."""
    top = found.document.tree[0]
    verb, what = (
        tr("Decide") if found.control else tr("Know"),
        quoted(event_name(names, price.event)),
    )
    if top in price.event.branches:
        return tr("{verb} {what} before anything else").format(verb=verb, what=what)
    return tr("{verb} {what} before {top}").format(
        verb=verb, what=what, top=names.node_in_sentence(top)
    )


def price_sentences(names: Names, found: InformationValues, price: PriceOfEvent) -> list[str]:
    """What a rule says of buying one event, and what to mind."""
    if price.refused is not None:
        return [price.refused.findings[0].message]
    if price.open and not price.pieces:
        if price.permitted is None:
            return [price.open]
        return [
            tr("Buying is permitted {permitted}. {open}").format(
                permitted=_up_to(names, found, price.permitted), open=price.open
            )
        ]
    if price.pieces:
        result = [_in_pieces(names, found, price), *([price.open] if price.open else [])]
    else:
        result = [_bounds(names, found, price)]
    told = [
        tr(
            "{what} never comes after {branch}; {other} is taken to depend on it there as it does elsewhere in the tree."
        ).format(
            branch=quoted(names.branch_at(branch)),
            what=quoted(event_name(names, price.event)),
            other=quoted(event_name(names, other)),
        )
        for branch, other in price.elsewhere
    ]
    return result + told


def _bounds(names: Names, found: InformationValues, price: PriceOfEvent) -> str:
    value, required = price.value, price.required
    what = tr("Deciding it") if found.control else tr("Knowing it")
    if price.between is not None:
        about = decimal((price.between[0] + price.between[1]) / 2)
        return tr(
            "{what} is worth {about} for sure: buying is required below that price, and permitted at it."
        ).format(what=what, about=about)
    if value is not None:
        return tr("{what} is worth {value}: buying is required below that price, and permitted at it.").format(what=what, value=_number(names, found, value))  # fmt: skip
    if price.permitted is None:
        first = tr("Buying is permitted at every price")
    else:
        first = tr("Buying is permitted {permitted}").format(
            permitted=_up_to(names, found, price.permitted)
        )
    if required is None or required.at <= 0:  # nobody is paid for being told
        return tr("{first}, and required at none.").format(first=first)
    return tr("{first}, and required {required}.").format(
        first=first, required=_up_to(names, found, required)
    )


def _in_pieces(names: Names, found: InformationValues, price: PriceOfEvent) -> str:
    """What is said of buying stretch by stretch, up to the greatest price that was asked about."""
    parts = []
    for piece in price.pieces:
        if piece.permitted is None:
            word = tr("not known")
        elif piece.required:
            word = tr("required")
        else:
            word = tr("permitted") if piece.permitted else tr("not permitted")
        low, high = (_number(names, found, at) for at in (piece.low, piece.high))
        parts.append(
            tr("at {low} {word}").format(low=low, word=word)
            if low == high
            else tr("from {low} to {high} {word}").format(low=low, high=high, word=word)
        )
    return tr("Buying is {parts}.").format(parts=", ".join(parts))


def _up_to(names: Names, found: InformationValues, bound: Bound) -> str:
    word = tr("up to") if bound.included else tr("below")
    return f"{word} {_number(names, found, bound.at)}"


def _number(names: Names, found: InformationValues, value: Fraction) -> str:
    return names.values([(found.criterion, value)])

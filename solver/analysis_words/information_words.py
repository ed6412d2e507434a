"""What is said of the prices of events."""

from fractions import Fraction

from solver.analyses.information.event_chances import event_name
from solver.analyses.information.offer_prices import PriceOfEvent
from solver.analyses.information.price_comparisons import Bound
from solver.analyses.information.prices import InformationValues
from solver.words.names import Names, quoted
from solver.words.numbers import decimal


def heading(names: Names, found: InformationValues, price: PriceOfEvent) -> str:
    """What would be bought: Know “Oil” before “Test?”."""
    top = found.document.tree[0]
    verb, what = "Decide" if found.control else "Know", quoted(event_name(names, price.event))
    if top in price.event.branches:
        return f"{verb} {what} before anything else"
    return f"{verb} {what} before {names.node_in_sentence(top)}"


def price_sentences(names: Names, found: InformationValues, price: PriceOfEvent) -> list[str]:
    """What a rule says of buying one event, and what to mind."""
    if price.refused is not None:
        return [price.refused.findings[0].message]
    if price.open and not price.pieces:
        if price.permitted is None:
            return [price.open]
        return [f"Buying is permitted {_up_to(names, found, price.permitted)}. {price.open}"]
    if price.pieces:
        result = [_in_pieces(names, found, price), *([price.open] if price.open else [])]
    else:
        result = [_bounds(names, found, price)]
    told = [
        f"After {quoted(names.branch_at(branch))} {quoted(event_name(names, price.event))} never comes, "
        f"and how {quoted(event_name(names, other))} hangs on it there is not said: it counts as "
        "independent."
        for branch, other in price.overlooked
    ]
    return result + told


def _bounds(names: Names, found: InformationValues, price: PriceOfEvent) -> str:
    value, required = price.value, price.required
    what = "Deciding it" if found.control else "Knowing it"
    if price.between is not None:
        about = decimal((price.between[0] + price.between[1]) / 2)
        return f"{what} is worth {about} for sure: buying is required below that price, and permitted at it."
    if value is not None:
        return f"{what} is worth {_number(names, found, value)}: buying is required below that price, and permitted at it."  # fmt: skip
    if price.permitted is None:
        first = "Buying is permitted at every price"
    else:
        first = f"Buying is permitted {_up_to(names, found, price.permitted)}"
    if required is None or required.at <= 0:  # nobody is paid for being told
        return f"{first}, and required at none."
    return f"{first}, and required {_up_to(names, found, required)}."


def _in_pieces(names: Names, found: InformationValues, price: PriceOfEvent) -> str:
    """What is said of buying stretch by stretch, up to the greatest price that was asked about."""
    parts = []
    for piece in price.pieces:
        if piece.permitted is None:
            word = "not known"
        elif piece.required:
            word = "required"
        else:
            word = "permitted" if piece.permitted else "not permitted"
        low, high = (_number(names, found, at) for at in (piece.low, piece.high))
        parts.append(f"at {low} {word}" if low == high else f"from {low} to {high} {word}")
    return f"Buying is {', '.join(parts)}."


def _up_to(names: Names, found: InformationValues, bound: Bound) -> str:
    word = "up to" if bound.included else "below"
    return f"{word} {_number(names, found, bound.at)}"


def _number(names: Names, found: InformationValues, value: Fraction) -> str:
    return names.values([(found.criterion, value)])

"""From where to where a parameter is looked at."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

import msgspec

from solver.document.model import Document
from solver.document.numerals import Numeral, names_in
from solver.errors import NumberError, QuandaryError
from solver.translation import tr, trn
from solver.words.names import quoted


def range_of(
    document: Document,
    parameter: str,
    low: Fraction | None = None,
    high: Fraction | None = None,
) -> tuple[Fraction, Fraction]:
    """The range of a parameter: as said, else its own bounds, else what its use suggests.

    Without bounds it is 0 to 1 for what is used as a probability or a policy and lies there, else
    from nothing to twice the value (−1 to 1 for 0).  Raises `QuandaryError` with a sentence where
    there is no such parameter, it has no value, or the range is none.
    """
    entry = document.parameters.get(parameter)
    if entry is None:
        known = ", ".join(map(quoted, document.parameters))
        raise QuandaryError(
            tr("There is no parameter “{parameter}” in this document").format(parameter=parameter)
            + (f": {known}." if known else tr(", which has none."))
        )
    names = document.parameter_values
    value = names.get(parameter)
    stated: list[Fraction | None] = []
    for numeral in (entry.min, entry.max):
        try:
            stated.append(None if numeral is None else numeral.value(names))
        except NumberError:
            stated.append(None)
    usual = _usual(document, parameter, value)
    first = low if low is not None else stated[0] if stated[0] is not None else usual[0]
    last = high if high is not None else stated[1] if stated[1] is not None else usual[1]
    if not first < last:
        raise QuandaryError(
            tr("A range of “{parameter}” from {first} to {last} is empty.").format(
                parameter=parameter, first=first, last=last
            )
        )
    return first, last


def _usual(document: Document, parameter: str, value: Fraction | None) -> tuple[Fraction, Fraction]:
    zero, one = Fraction(0), Fraction(1)
    if value is None:
        return zero, one
    if zero <= value <= one and any(
        parameter in names_in(numeral.text)
        for branch in document.branches.values()
        for numeral in (branch.probability, branch.policy)
        if numeral is not None
    ):
        return zero, one
    if value == 0:
        return -one, one
    return (zero, 2 * value) if value > 0 else (2 * value, zero)


def require_used(document: Document, parameter: str) -> None:
    """Raise `QuandaryError` where no number of the document depends on a parameter."""
    require_any_used(document, [parameter])


def require_any_used(document: Document, parameters: Iterable[str]) -> None:
    """Raise `QuandaryError` where no number of the document depends on any of some parameters.

    What every opinion gives a value of its own, no verdict depends on.
    """
    parameters = list(parameters)
    require_open(document, parameters)
    if any_used(document, parameters):
        return
    names = [quoted(document.parameters[id_].label or id_) for id_ in parameters]
    raise QuandaryError(
        trn(
            "Nothing uses {names}: no number of the tree depends on it.",
            "Nothing uses {names}: no number of the tree depends on them.",
            len(names),
        ).format(names=tr(" or ").join(names))
    )


def any_used(document: Document, parameters: Iterable[str]) -> bool:
    """Whether a number of the document depends on one of some parameters: uses it, or one that depends on it."""
    values = [(id_, entry.value) for id_, entry in document.parameters.items()]
    for opinion in document.opinions.values():
        values += opinion.parameters.items()
    depending = set(parameters)
    more = True
    while more:
        found = {id_ for id_, value in values if not names_in(value.text).isdisjoint(depending)}
        more = not found <= depending
        depending |= found
    return any(not names_in(numeral.text).isdisjoint(depending) for numeral in _numerals(document))


def require_open(document: Document, parameters: list[str]) -> None:
    """Raise `QuandaryError` where every opinion says of each of these what it is."""
    if not parameters or not set(parameters).isdisjoint(document.free_parameters):
        return
    named = tr(" and ").join(quoted(document.parameters[id_].label or id_) for id_ in parameters)
    raise QuandaryError(
        tr(
            "Every opinion gives {names} a value of its own, so that nothing depends on another one: change what "
            "the opinions say (Opinions), or look at one alone."
        ).format(names=named)
    )


def _numerals(document: Document) -> Iterator[Numeral]:
    """All numbers that a verdict may depend on, but those of parameters."""
    for branch in document.branches.values():
        for value in (branch.probability, branch.policy, branch.payoff):
            if value is not None:
                yield from _within(value)
    for part in (
        document.outcomes,
        document.preferences,
        document.completion,
        document.completions,
        document.scales,
    ):
        yield from _within(part)


def _within(value: object) -> Iterator[Numeral]:
    if isinstance(value, Numeral):
        yield value
    elif isinstance(value, Mapping):
        for own in value.values():
            yield from _within(own)
    elif isinstance(value, tuple | list):
        for own in value:
            yield from _within(own)
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from _within(getattr(value, field))

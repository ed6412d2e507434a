"""The values of parameters, which may be expressions in other parameters."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from solver.document.elements import Values
from solver.document.numerals import (
    MAX_LENGTH,
    NotAnExpression,
    Numeral,
    evaluate,
    is_name,
    names_in,
)
from solver.errors import NumberError
from solver.translation import tr

MAX_TEXT: Final = 200_000  # characters of all expressions together: some seconds of work at most
MAX_SHOWN: Final = 6  # names of a circle


@dataclass(frozen=True)
class Resolved:
    """The parameters that have a value, and for the others the sentence that says why not."""

    values: Mapping[str, Fraction]
    problems: Mapping[str, str]


def resolve(parameters: Mapping[str, Numeral]) -> Resolved:
    """Evaluate all parameters in the order in which they depend on each other."""
    problems = {
        id_: tr(
            "“{text}” cannot be used in expressions: a name is letters, digits and _, and does not begin with a digit."
        ).format(text=id_)
        for id_ in parameters
        if not is_name(id_)
    }
    lengths = (len(numeral.text) for numeral in parameters.values())
    if sum(length for length in lengths if length <= MAX_LENGTH) > MAX_TEXT:
        sentence = tr(
            "The parameters have more than {most:,} characters: too many to compute."
        ).format(most=MAX_TEXT)
        return Resolved({}, dict.fromkeys(parameters, sentence) | problems)
    order, circles = _in_order(
        {
            id_: sorted(name for name in names_in(numeral.text) if name in parameters)
            for id_, numeral in parameters.items()
            if id_ not in problems
        }
    )
    for circle in circles:
        shown = circle if len(circle) <= MAX_SHOWN else [*circle[:MAX_SHOWN], "…"]
        chain = " → ".join(f"“{name}”" if name != "…" else name for name in (*shown, circle[0]))
        for name in circle:
            problems[name] = tr("The value of “{name}” depends on itself: {chain}.").format(
                name=name, chain=chain
            )
    values: dict[str, Fraction] = {}
    for id_ in order:
        try:
            values[id_] = parameters[id_].value(values)
        except NumberError as error:
            problems[id_] = str(error)
    return Resolved(values, problems)


def unknown_names(values: Values | None, known: Container[str]) -> tuple[str, ...]:
    """The names that numbers use and that are no parameters, in the order of the alphabet."""
    numerals = values.values() if isinstance(values, Mapping) else filter(None, (values,))
    names: set[str] = set()
    for numeral in numerals:
        own = names_in(numeral.text)
        if not all(name in known for name in own) and _has_meaning(numeral.text, own):
            names |= own
    return tuple(sorted(name for name in names if name not in known))


def _has_meaning(text: str, names: Iterable[str]) -> bool:
    """Whether a text is an expression, whatever its names stand for."""
    try:
        evaluate(text, dict.fromkeys(names, Fraction(1)))
    except NotAnExpression:
        return False
    except NumberError:
        return True  # for other values it may have one
    return True


def _in_order(uses: Mapping[str, Sequence[str]]) -> tuple[list[str], list[list[str]]]:
    """The names, each behind those that it uses; and the circles, whose names are left out."""
    order: list[str] = []
    circles: list[list[str]] = []
    done: set[str] = set()
    for start in uses:
        path: list[str] = []
        ahead: list[Iterator[str]] = []
        places: dict[str, int] = {}  # on the path
        following: str | None = start if start not in done else None
        while path or following is not None:
            if following is not None:
                places[following] = len(path)
                path.append(following)
                ahead.append(iter(uses[following]))
            following = next((name for name in ahead[-1] if name not in done), None)
            if following is None:
                name = path.pop()
                ahead.pop()
                del places[name]
                done.add(name)
                order.append(name)
            elif following in places:
                at = places[following]
                circle = path[at:]
                circles.append(circle)
                done.update(circle)
                del path[at:], ahead[at:]
                for name in circle:
                    del places[name]
                following = None
    return order, circles

"""The distributions that parameters can be drawn from: what each needs, and its numbers as they stand."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

import msgspec

from solver.document.elements import Distribution
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.errors import NumberError, QuandaryError
from solver.translation import tr


class DistributionKind(msgspec.Struct, frozen=True):
    """A kind of distribution: its name, the ``numbers`` that it needs, and those that it may have."""

    name: str
    numbers: tuple[str, ...] = ()
    optional: Mapping[str, Fraction] | None = None

    @property
    def all_numbers(self) -> tuple[str, ...]:
        return (*self.numbers, *(self.optional or {}))


DISCRETE: Final = "discrete"
KINDS: Final = {
    "uniform": DistributionKind("uniform", ("min", "max")),
    "triangular": DistributionKind("triangular", ("min", "mode", "max")),
    "normal": DistributionKind("normal", ("mean", "sd")),
    "lognormal": DistributionKind("lognormal", ("mean", "sd")),
    "beta": DistributionKind("beta", ("alpha", "beta"), {"min": Fraction(0), "max": Fraction(1)}),
    "gamma": DistributionKind("gamma", ("shape", "scale")),
    DISCRETE: DistributionKind("discrete"),
}
MOST: Final = Fraction(10) ** 300  # so that it can be drawn in floats
_POSITIVE: Final = ("sd", "alpha", "beta", "shape", "scale")


class ReadDistribution(msgspec.Struct, frozen=True):
    """A distribution with its numbers computed."""

    kind: str
    numbers: Mapping[str, Fraction]
    points: tuple[tuple[Fraction, Fraction], ...] = ()


def read_distribution(document: Document, parameter: str) -> ReadDistribution:
    """The distribution of a parameter that has one.  Raises `QuandaryError` where it makes no sense."""
    own = document.parameters[parameter].distribution
    assert own is not None
    called = document.parameters[parameter].label or parameter
    kind = KINDS.get(own.kind)
    if kind is None:
        known = ", ".join(KINDS)
        raise QuandaryError(
            tr("The distribution of “{called}” is “{kind}”, which is none of {known}.").format(
                called=called, kind=own.kind, known=known
            )
        )
    try:
        numbers = _numbers(document, own, kind)
        names = document.parameter_values
        points = tuple((x.value(names), p.value(names)) for x, p in own.points)
    except NumberError as error:
        message = tr("The distribution of “{called}”: {message}")
        raise QuandaryError(message.format(called=called, message=error.message)) from None
    found = ReadDistribution(own.kind, numbers, points if own.kind == DISCRETE else ())
    if wrong := _wrong(found, kind):
        message = tr("The distribution of “{called}” ({kind}) {wrong}.")
        raise QuandaryError(message.format(called=called, kind=own.kind, wrong=wrong))
    return found


def _numbers(document: Document, own: Distribution, kind: DistributionKind) -> dict[str, Fraction]:
    found = dict(kind.optional or {})
    for name in kind.all_numbers:
        numeral: Numeral | None = getattr(own, name)
        if numeral is not None:
            found[name] = numeral.value(document.parameter_values)
    return found


def _wrong(found: ReadDistribution, kind: DistributionKind) -> str:
    """What is wrong with the numbers, if anything is."""
    numbers = found.numbers
    if any(abs(n) > MOST for n in (*numbers.values(), *(x for x, _ in found.points))):
        return tr("needs numbers of at most 1e300")
    for name in kind.numbers:
        if name not in numbers:
            return tr("needs a “{name}”").format(name=name)
        if name in _POSITIVE and numbers[name] <= 0:
            return tr("needs a “{name}” above 0").format(name=name)
    if "min" in numbers and not numbers["min"] < numbers["max"]:
        return tr("needs a “min” less than its “max”")
    if "mode" in numbers and not numbers["min"] <= numbers["mode"] <= numbers["max"]:
        return tr("needs a “mode” between its “min” and “max”")
    if found.kind == DISCRETE:
        if not found.points:
            return tr("needs “points”: values and their probabilities")
        if any(p < 0 for _, p in found.points) or sum(p for _, p in found.points) != 1:
            return tr("needs probabilities that sum to 1")
    return ""


def usual_distribution(document: Document, parameter: str, kind: str) -> Distribution:
    """What a distribution that is newly chosen begins with: around the value, within the bounds.

    Where there is no value, or bounds are none, it begins around 0.
    """
    entry = document.parameters[parameter]
    names = document.parameter_values
    value = names.get(parameter, Fraction(0))

    def bound(numeral: Numeral | None, usual: Fraction) -> Fraction:
        try:
            return usual if numeral is None else numeral.value(names)
        except NumberError:
            return usual

    reach = abs(value) / 2 or Fraction(1)
    low, high = bound(entry.min, value - reach), bound(entry.max, value + reach)
    if not low < high:
        low, high = value - reach, value + reach
    middle = min(max(value, low), high)
    spread = (high - low) / 6
    is_share = low >= 0 and high <= 1
    begun: dict[str, dict[str, Fraction]] = {
        "uniform": {"min": low, "max": high},
        "triangular": {"min": low, "mode": middle, "max": high},
        "normal": {"mean": value, "sd": spread},
        "lognormal": {"mean": Fraction(0), "sd": Fraction(1, 2)},
        "beta": {"alpha": Fraction(2), "beta": Fraction(2)}
        | ({} if is_share else {"min": low, "max": high}),
        "gamma": {"shape": Fraction(4), "scale": (abs(value) or Fraction(4)) / 4},
    }
    if kind == DISCRETE:
        half = Numeral("1/2")
        return Distribution(kind=kind, points=((Numeral.of(low), half), (Numeral.of(high), half)))
    numbers = {name: Numeral.of(n) for name, n in begun[kind].items()}
    made: Distribution = msgspec.structs.replace(Distribution(kind=kind), **numbers)
    return made

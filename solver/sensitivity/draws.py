"""Values of parameters drawn from their distributions: seeded, so that they can be drawn again."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from solver.document.elements import Distribution
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.errors import NumberError, QuandaryError
from solver.sensitivity.points import Values

Floats = npt.NDArray[np.float64]
DIGITS: Final = 9  # of what is drawn: what a rule then works out of them is exact
MOST_DRAWS: Final = 10_000_000


def drawn_parameters(document: Document) -> list[str]:
    """The parameters that have a distribution."""
    return [id_ for id_, entry in document.parameters.items() if entry.distribution is not None]


def draws(document: Document, samples: int, seed: int) -> Mapping[str, Floats]:
    """So many values of each parameter that has a distribution, independent of each other.

    Raises `QuandaryError` with a sentence where there is none, or one makes no sense.
    """
    names = drawn_parameters(document)
    if not names:
        raise QuandaryError(
            "No parameter has a distribution, so there is nothing to draw: give one its own, "
            "such as uniform from 0 to 1."
        )
    if not 0 < samples <= MOST_DRAWS:
        raise QuandaryError(f"From 1 to {MOST_DRAWS:,} values can be drawn, not {samples:,}.")
    generator = np.random.default_rng(seed)
    found = {}
    for id_ in names:
        own = document.parameters[id_].distribution
        assert own is not None
        found[id_] = _rounded(_drawn(document, id_, own, samples, generator))
    return found


def exactly(values: Mapping[str, Floats], number: int) -> Values:
    """One of the draws as exact numbers."""
    return {id_: Fraction(f"{own[number]:.{DIGITS}g}") for id_, own in values.items()}


def _rounded(values: Floats) -> Floats:
    """To so many figures, so that exact numbers and floats say the same."""
    size = np.abs(values)
    with np.errstate(divide="ignore"):
        places = (
            DIGITS - 1 - np.floor(np.where(size > 0, np.log10(np.where(size > 0, size, 1.0)), 0.0))
        )
    scale = 10.0 ** np.clip(places, -300, 300)
    return np.asarray(np.round(values * scale) / scale)


def _drawn(
    document: Document, id_: str, own: Distribution, samples: int, generator: "np.random.Generator"
) -> Floats:
    called = document.parameters[id_].label or id_

    def number(name: str, default: float | None = None) -> float:
        numeral: Numeral | None = getattr(own, name)
        if numeral is None:
            if default is None:
                raise QuandaryError(
                    f"The distribution of “{called}” ({own.kind}) needs a “{name}”."
                )
            return default
        try:
            return float(numeral.value(document.parameter_values))
        except NumberError as error:
            raise QuandaryError(f"The distribution of “{called}”: {error.message}") from None

    def wants(holds: bool, words: str) -> None:
        if not holds:
            raise QuandaryError(f"The distribution of “{called}” ({own.kind}): {words}.")

    def positive(name: str) -> float:
        value = number(name)
        wants(value > 0, f"“{name}” must be positive")
        return value

    low, high = number("min", 0.0), number("max", 1.0)
    ways: dict[str, Callable[[], Any]] = {
        "uniform": lambda: generator.uniform(number("min"), number("max"), samples),
        "triangular": lambda: generator.triangular(number("min"), number("mode"), number("max"), samples),
        "normal": lambda: generator.normal(number("mean"), positive("sd"), samples),
        "lognormal": lambda: generator.lognormal(number("mean"), positive("sd"), samples),
        "beta": lambda: low + (high - low) * generator.beta(positive("alpha"), positive("beta"), samples),
        "gamma": lambda: generator.gamma(positive("shape"), positive("scale"), samples),
        "discrete": lambda: _discrete(document, own, samples, generator, wants),
    }  # fmt: skip
    wants(own.kind in ways, "it is of no kind that is known")
    if own.kind in ("uniform", "triangular", "beta"):
        wants(low < high, "“min” must be less than “max”")
    if own.kind == "triangular":
        wants(low <= number("mode") <= high, "“mode” must lie between “min” and “max”")
    return np.asarray(ways[own.kind](), dtype=np.float64)


def _discrete(
    document: Document,
    own: Distribution,
    samples: int,
    generator: "np.random.Generator",
    wants: Callable[[bool, str], None],
) -> Floats:
    names = document.parameter_values
    pairs = [(value.value(names), chance.value(names)) for value, chance in own.points]
    wants(bool(pairs), "it needs “points”: values and their probabilities")
    wants(all(p >= 0 for _, p in pairs) and sum(p for _, p in pairs) == 1, "its probabilities must sum to 1")  # fmt: skip
    chosen = generator.choice(len(pairs), samples, p=[float(p) for _, p in pairs])
    return np.asarray([float(value) for value, _ in pairs])[chosen]

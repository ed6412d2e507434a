"""Values of parameters drawn from their distributions: seeded, so that they can be drawn again."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from solver.checks.opinions import called_opinion
from solver.document.distributions import DISCRETE, read_distribution
from solver.document.model import Document
from solver.errors import QuandaryError
from solver.sensitivity.points import Values
from solver.sensitivity.ranges import require_open
from solver.translation import tr

Floats = npt.NDArray[np.float64]
DIGITS: Final = 9  # of what is drawn: what a rule then works out of them is exact
MOST_DRAWS: Final = 10_000_000


def drawn_parameters(document: Document) -> list[str]:
    """The parameters that have a distribution, and of which not every opinion says what they are."""
    return [id_ for id_ in document.free_parameters if document.parameters[id_].distribution]


def draws(document: Document, samples: int, seed: int) -> Mapping[str, Floats]:
    """So many values of each parameter that has a distribution, independent of each other.

    Raises `QuandaryError` with a sentence where there is none, one makes no sense, or opinions differ about one.
    """
    names = drawn_parameters(document)
    require_open(
        document, [id_ for id_, entry in document.parameters.items() if entry.distribution]
    )
    if not names:
        raise QuandaryError(
            tr(
                "No parameter has a distribution, so there is nothing to draw: give one of them a "
                "distribution, such as uniform from 0 to 1."
            )
        )
    if not 0 < samples <= MOST_DRAWS:
        raise QuandaryError(
            tr("From 1 to {most_draws:,} values can be drawn, not {samples:,}.").format(
                most_draws=MOST_DRAWS, samples=samples
            )
        )
    generator = np.random.default_rng(seed)
    found = {}
    for id_ in names:
        with np.errstate(over="ignore"):
            drawn = _drawn(document, id_, samples, generator)
        if not np.isfinite(drawn).all():
            called = document.parameters[id_].label or id_
            raise QuandaryError(
                tr("The distribution of “{called}” draws numbers that are too large.").format(
                    called=called
                )
            )
        found[id_] = _rounded(drawn)
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


def _drawn(document: Document, id_: str, samples: int, generator: "np.random.Generator") -> Floats:
    own = read_distribution(document, id_)
    for opinion, reading in zip(document.opinions.values(), document.readings, strict=False):
        if id_ not in opinion.parameters and read_distribution(reading, id_) != own:
            raise QuandaryError(
                tr(
                    "Under the opinion {opinion} “{called}” has another distribution, so that no draw of it is one "
                    "for all opinions: give it a distribution that does not depend on what opinions say."
                ).format(
                    opinion=called_opinion(opinion), called=document.parameters[id_].label or id_
                )
            )
    if own.kind == DISCRETE:
        chances = [float(p) for _, p in own.points]
        chosen = generator.choice(len(own.points), samples, p=chances)
        drawn: Floats = np.asarray([float(value) for value, _ in own.points])[chosen]
        return drawn
    n = {name: float(number) for name, number in own.numbers.items()}
    ways: dict[str, Callable[[], Any]] = {
        "uniform": lambda: generator.uniform(n["min"], n["max"], samples),
        "triangular": lambda: generator.triangular(n["min"], n["mode"], n["max"], samples),
        "normal": lambda: generator.normal(n["mean"], n["sd"], samples),
        "lognormal": lambda: generator.lognormal(n["mean"], n["sd"], samples),
        "beta": lambda: n["min"] + (n["max"] - n["min"]) * generator.beta(n["alpha"], n["beta"], samples),
        "gamma": lambda: generator.gamma(n["shape"], n["scale"], samples),
    }  # fmt: skip
    return np.asarray(ways[own.kind](), dtype=np.float64)

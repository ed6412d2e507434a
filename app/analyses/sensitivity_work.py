"""What the page “Sensitivity” asks for, off the GUI thread."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from app.process.background import Run
from solver.charts.table import Number
from solver.document.model import Document
from solver.document.numerals import simplest
from solver.errors import NotSolvable, QuandaryError
from solver.rules.dsm import DSM
from solver.rules.e_admissible import E_ADMISSIBLE
from solver.rules.eu import EU
from solver.sensitivity.draws import drawn_parameters
from solver.sensitivity.points import Points, spaced
from solver.sensitivity.ranges import range_of
from solver.sensitivity.simulation import Simulation, acceptability, simulate
from solver.sensitivity.thresholds import Thresholds, thresholds
from solver.sensitivity.values_along import Swing, ValuesAlong, first_choice, swings, values_along

CURVE: Final = 9  # values of the parameter at which draws are made for the acceptability curve
ROUND: Final = 400  # parts of a range to which a click is rounded


@dataclass
class RulerFound:
    """What the ruler shows: the rule's thresholds, and those that say what is wrong with its plans."""

    found: Thresholds
    maximal: Thresholds | None = None
    best: Thresholds | None = None
    values: ValuesAlong | None = None


@dataclass(frozen=True)
class Simulated:
    """A simulation, and what comes of it at several values of a parameter."""

    found: Simulation
    parameter: str
    curve: list[tuple[Fraction, Simulation]]


def drawn(
    document: Document,
    rule: str,
    parameter: str,
    samples: int,
    seed: int,
    run: Run,
    heard: Callable[[Simulation], None],
) -> Simulated:
    found = simulate(
        document, rule, samples, seed, cancelled=run.cancelled, progress=lambda d: run.tell(d / 2), found=heard
    )  # fmt: skip
    heard(found)
    curve: list[tuple[Fraction, Simulation]] = []
    others = [id_ for id_ in drawn_parameters(document) if id_ != parameter]
    values = spaced(*range_of(document, parameter), CURVE) if others else ()
    few = min(samples, 400)
    for point in acceptability(
        document, rule, parameter, values, few, seed, cancelled=run.cancelled
    ):
        curve.append(point)
        run.tell(0.5 + len(curve) / (2 * CURVE))
    return Simulated(found, parameter, curve)


@dataclass(frozen=True)
class SwingsFound:
    """Each parameter by itself; the value as things stand, if there is one."""

    base: Fraction | None
    swings: tuple[Swing, ...]
    lines: Mapping[str, list[tuple[Fraction, Fraction]]]


def ruled(
    document: Document,
    parameter: str,
    rule: str,
    run: Run,
    heard: Callable[[Thresholds], None],
) -> RulerFound:
    found = thresholds(
        document, parameter, rule, cancelled=run.cancelled, progress=lambda d: run.tell(0.6 * d), found=heard
    )  # fmt: skip
    result = RulerFound(found)
    heard(found)
    for id_, field in ((DSM.id, "maximal"), (E_ADMISSIBLE.id, "best")):
        if id_ != rule and not (id_ == DSM.id and rule == E_ADMISSIBLE.id):
            try:
                other = thresholds(document, parameter, id_, cancelled=run.cancelled, seconds=4.0)
            except NotSolvable:
                continue
            setattr(result, field, other)
    run.tell(0.9)
    node = first_choice(document)
    if node is not None and not document.opinions:
        try:
            values = values_along(document, parameter, node, cancelled=run.cancelled)
        except QuandaryError:
            values = None
        result.values = (
            values if values is not None and any(x.points for x in values.lines) else None
        )
    return result


def swung(document: Document, rule: str, run: Run) -> SwingsFound:
    base, found = swings(document, rule, cancelled=run.cancelled, progress=run.tell)
    lines: dict[str, list[tuple[Fraction, Fraction]]] = {}
    points = Points(document, EU.id, run.cancelled)
    for swing in found if base is not None else ():
        if swing.refused:
            continue
        own = []
        for part in spaced(Fraction(0), Fraction(1), 11):
            value = points.at({swing.parameter: swing.low + part * (swing.high - swing.low)}).value
            if value is not None:
                own.append((part, value))
        lines[swing.parameter] = own
    return SwingsFound(base, found, lines)


def but_value(document: Document, *parameters: str) -> object:
    """What thresholds of parameters depend on: everything but the values of these."""
    others = {id_: entry for id_, entry in document.parameters.items() if id_ not in parameters}
    bounds = [(p, document.parameters[p].min, document.parameters[p].max) for p in parameters]
    return (
        others, bounds, document.outcomes, document.branches, document.preferences, document.root,
        document.completion, document.criteria, document.opinions, document.scales,
        {id_: (n.kind, n.outcome, n.copy_of, n.conduct) for id_, n in document.nodes.items()},
    )  # fmt: skip


def rounded(document: Document, parameter: str, value: float) -> Fraction:
    """A simple number near to where somebody clicked."""
    low, high = range_of(document, parameter)
    near = (high - low) / ROUND
    a, b = max(low, Fraction(value) - near), min(high, Fraction(value) + near)
    shift = a.numerator // a.denominator
    return shift + simplest(a - shift, b - shift) if a < b else a


def exact_number(number: Number) -> Fraction:
    return number if isinstance(number, Fraction) else Fraction(number).limit_denominator(10**9)

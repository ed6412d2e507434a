"""What is asked together of parameters, wherever it is shown: on the page, in a talk, in a paper."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from solver.document.model import Document
from solver.errors import NotSolvable, QuandaryError
from solver.rules.dsm import DSM
from solver.rules.e_admissible import E_ADMISSIBLE
from solver.rules.eu import EU
from solver.sensitivity.answers import Choices
from solver.sensitivity.draws import drawn_parameters
from solver.sensitivity.grid import VerdictMap, verdict_map
from solver.sensitivity.judged import Judged, Judging
from solver.sensitivity.points import Points, spaced
from solver.sensitivity.ranges import range_of
from solver.sensitivity.simulation import Simulation, acceptability, simulate
from solver.sensitivity.thresholds import Thresholds, thresholds
from solver.sensitivity.values_along import Swing, ValuesAlong, first_choice, swings, values_along

CURVE: Final = 9  # values of the parameter at which draws are made for the acceptability curve
CURVE_DRAWS: Final = 400  # at each of them, at most
SIDE: Final = 41  # points of a map, either way
SPIDER: Final = 11  # points of a line of the spider, and where it has kinks
BREAKS: Final = 1.0  # seconds at most to find these

Cancelled = Callable[[], bool] | None
Tell = Callable[[float], None]


def _unheard(_: object) -> None:
    """Where nobody asks how far it is, or what is known so far."""


@dataclass(frozen=True)
class RulerFound:
    """What the ruler shows: the rule's thresholds, and what is wrong with its plans where."""

    found: Thresholds
    judged: Mapping[Choices, tuple[Judged, ...]] = field(default_factory=dict)
    values: ValuesAlong | None = None


def ruled(
    document: Document,
    parameter: str,
    rule: str,
    cancelled: Cancelled = None,
    tell: Tell = _unheard,
    heard: Callable[[Thresholds], None] = _unheard,
) -> RulerFound:
    """The thresholds of a rule; where plans are maximal, where best; the values beside them."""
    found = thresholds(
        document, parameter, rule, cancelled=cancelled, progress=lambda d: tell(0.6 * d), found=heard
    )  # fmt: skip
    heard(found)
    beside: dict[str, Thresholds] = {}
    for id_ in (DSM.id, E_ADMISSIBLE.id):
        if id_ != rule and not (id_ == DSM.id and rule == E_ADMISSIBLE.id):
            try:
                beside[id_] = thresholds(document, parameter, id_, cancelled=cancelled, seconds=4.0)
            except NotSolvable:
                continue
    tell(0.9)
    judging = Judging(found, beside.get(DSM.id), beside.get(E_ADMISSIBLE.id), cancelled)
    return RulerFound(found, judging.all_plans(), valued(document, parameter, cancelled))


def valued(document: Document, parameter: str, cancelled: Cancelled = None) -> ValuesAlong | None:
    """The value of each branch of the first choice along a parameter; None where there is none."""
    node = first_choice(document)
    if node is None:
        return None
    try:
        values = values_along(document, parameter, node, cancelled=cancelled)
    except QuandaryError:
        return None  # there is no one value, or not everywhere
    return values if any(line.points for line in values.lines) else None


def mapped(
    document: Document,
    across: str,
    up: str,
    rule: str,
    cancelled: Cancelled = None,
    heard: Callable[[VerdictMap], None] = _unheard,
) -> VerdictMap:
    """The map of two parameters, with where maximal plans are never best if maximal ones are permitted."""
    last: VerdictMap | None = None
    for last in verdict_map(document, across, up, rule, SIDE, cancelled=cancelled):
        heard(last)
    assert last is not None
    return last


@dataclass(frozen=True)
class SwingsFound:
    """Each parameter by itself; the value as things stand, if there is one."""

    base: Fraction | None
    swings: tuple[Swing, ...]
    lines: Mapping[str, list[tuple[Fraction, Fraction]]]


def swung(
    document: Document, rule: str, cancelled: Cancelled = None, tell: Tell = _unheard
) -> SwingsFound:
    """Both tornados and the spider."""
    base, found = swings(document, rule, cancelled=cancelled, progress=tell)
    lines: dict[str, list[tuple[Fraction, Fraction]]] = {}
    points = Points(document, EU.id, cancelled)
    for swing in found if base is not None else ():
        if swing.refused:
            continue
        low, high = swing.low, swing.high
        asked = {*spaced(low, high, SPIDER), *_breaks(document, rule, swing, cancelled)}
        own = []
        for at in sorted(asked):
            value = points.at({swing.parameter: at}).value
            if value is not None:
                own.append(((at - low) / (high - low), value))
        lines[swing.parameter] = own
    return SwingsFound(base, found, lines)


def _breaks(document: Document, rule: str, swing: Swing, cancelled: Cancelled) -> list[Fraction]:
    """Where the value along a parameter may have a kink: where another plan is best."""
    found = swing.verdicts
    if rule != EU.id:
        found = thresholds(document, swing.parameter, EU.id, cancelled=cancelled, seconds=BREAKS)
    return [] if found is None else [piece.low.value for piece in found.pieces[1:]]


@dataclass(frozen=True)
class Simulated:
    """A simulation, and what comes of it at several values of a parameter."""

    found: Simulation
    parameter: str
    curve: tuple[tuple[Fraction, Simulation], ...] = ()


def drawn(
    document: Document,
    rule: str,
    parameter: str,
    samples: int,
    seed: int,
    cancelled: Cancelled = None,
    tell: Tell = _unheard,
    heard: Callable[[Simulated], None] = _unheard,
    *,
    curve: bool = True,
) -> Simulated:
    """Draws, and the acceptability ``curve`` by a parameter if there are others to draw."""

    def known(found: Simulation) -> None:
        heard(Simulated(found, parameter))

    others = [id_ for id_ in drawn_parameters(document) if curve and id_ != parameter]
    part = 0.5 if others else 1.0
    found = simulate(
        document, rule, samples, seed, cancelled=cancelled, progress=lambda d: tell(part * d), found=known
    )  # fmt: skip
    result = Simulated(found, parameter)
    heard(result)
    values = spaced(*range_of(document, parameter), CURVE) if others else ()
    few = min(samples, CURVE_DRAWS)
    for point in acceptability(document, rule, parameter, values, few, seed, cancelled=cancelled):
        result = replace(result, curve=(*result.curve, point))
        tell(part + (1 - part) * len(result.curve) / CURVE)
        heard(result)
    return result

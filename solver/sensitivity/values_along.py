"""Values along a parameter: of each plan, of the best one, at the ends of each parameter's range."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import takewhile
from typing import Final

from solver.document.elements import Kind
from solver.document.model import Document
from solver.errors import NotSolvable, QuandaryError
from solver.rules.eu import EU
from solver.sensitivity.points import Points, spaced
from solver.sensitivity.ranges import range_of
from solver.sensitivity.thresholds import Thresholds, thresholds

DRAWN: Final = 33  # points of a curve


@dataclass(frozen=True)
class ValueLine:
    """The expected value of the alternatives that begin with one branch of the root's first choice.

    ``opinion`` is whose value it is, where the document lists several.
    """

    name: str  # the branch
    points: tuple[tuple[Fraction, Fraction], ...]
    opinion: str = ""


@dataclass(frozen=True)
class ValuesAlong:
    """The best expected value of each alternative along a parameter, and where the best one changes.

    ``node`` is the first choice node whose branches are the alternatives.  Where the document lists
    opinions each has lines of its own; of ``crossings`` with x, y and the branches the last says whose.
    """

    parameter: str
    node: str
    low: Fraction
    high: Fraction
    lines: tuple[ValueLine, ...]
    crossings: tuple[tuple[Fraction, Fraction, tuple[str, ...], str], ...]


def values_along(
    document: Document,
    parameter: str,
    node: str,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> ValuesAlong:
    """What each branch of a choice node is worth along a parameter, the best that can be made of it.

    Values are those of expected utility, rolled back, given that the node is reached.  Raises
    `NotSolvable` where there is no one value.
    """
    low, high = range_of(document, parameter)
    if document.opinions:
        return _by_opinions(document, parameter, node, cancelled)
    at_points = Points(document, EU.id, cancelled)
    branches = [branch.id for branch in document.expanded.children(node)]
    lines: dict[str, list[tuple[Fraction, Fraction]]] = {id_: [] for id_ in branches}
    found = thresholds(document, parameter, EU.id, cancelled=cancelled)
    asked = set(spaced(low, high, DRAWN))
    bounds = list(dict.fromkeys(piece.low.value for piece in found.pieces[1:]))
    asked.update(bounds)
    for value in sorted(asked):
        for id_, worth in _worth(at_points, {parameter: value}, node).items():
            lines[id_].append((value, worth))
    crossings = []
    for value in bounds:
        known = {id_: dict(own)[value] for id_, own in lines.items() if value in dict(own)}
        if not known:
            continue
        best = max(known.values())
        near = [id_ for id_, worth in known.items() if abs(worth - best) <= abs(best) / 10**6]
        if len(near) > 1:
            crossings.append((value, best, tuple(near), ""))
    return ValuesAlong(
        parameter,
        node,
        low,
        high,
        tuple(ValueLine(id_, tuple(points)) for id_, points in lines.items()),
        tuple(crossings),
    )


def _by_opinions(
    document: Document, parameter: str, node: str, cancelled: Callable[[], bool] | None
) -> ValuesAlong:
    """The same in each opinion by itself; level in one that gives the parameter a value of its own."""
    low, high = range_of(document, parameter)
    lines: list[ValueLine] = []
    crossings: list[tuple[Fraction, Fraction, tuple[str, ...], str]] = []
    for opinion, reading in zip(document.opinions.values(), document.readings, strict=True):
        if parameter in opinion.parameters:
            worths = _worth(Points(reading, EU.id, cancelled), {}, node)
            lines += [
                ValueLine(id_, ((low, worth), (high, worth)), opinion.id)
                for id_, worth in worths.items()
            ]
            continue
        found = values_along(reading, parameter, node, cancelled=cancelled)
        lines += [replace(line, opinion=opinion.id) for line in found.lines]
        crossings += [(x, y, branches, opinion.id) for x, y, branches, _ in found.crossings]
    return ValuesAlong(parameter, node, low, high, tuple(lines), tuple(crossings))


def _worth(points: Points, values: Mapping[str, Fraction], node: str) -> dict[str, Fraction]:
    """What each branch of a node is worth at a point; nothing where there is no answer."""
    try:
        case = points.case(values)
        EU.require(case)
        number = case.tree.numbers[node]
        found = EU.why_branch(case, number, 0)
    except NotSolvable:
        return {}
    return dict(found.values)


def first_choice(document: Document) -> str | None:
    """The choice node whose branches are compared: the first one on the way from the root."""
    expanded = document.expanded
    for id_ in expanded.tree:
        if expanded.nodes[id_].kind is Kind.CHOICE and len(expanded.children(id_)) > 1:
            return id_
    return None


@dataclass(frozen=True)
class Swing:
    """What a parameter can do by itself: the best value at both ends of its range.

    Where the document is not valid over all of that, these are the ends of the part around where the parameter stands
    (``ends``; an end that does not belong to the part has no value).  ``verdicts`` is how a rule's verdict changes
    along it, None where that was not asked.
    """

    parameter: str
    low: Fraction
    high: Fraction
    here: Fraction
    at_low: Fraction | None
    at_high: Fraction | None
    verdicts: Thresholds | None
    refused: str = ""
    ends: tuple[Fraction, Fraction] = (Fraction(0), Fraction(1))

    @property
    def width(self) -> Fraction:
        """How far the value moves; zero where it has none."""
        if self.at_low is None or self.at_high is None:
            return Fraction(0)
        return abs(self.at_high - self.at_low)

    @property
    def first_change(self) -> Fraction | None:
        """The threshold next to where the parameter stands at which other plans are permitted; None if there is none.

        An end of the range is one where the verdict there is another than beside it.  Where the document
        stops to be valid there is no verdict, so that none changes.
        """
        ends = [end for end, other_plans in self._changes() if other_plans]
        return min(ends, key=lambda end: abs(end - self.here), default=None)

    @property
    def changes_off_the_plan_only(self) -> bool:
        """Whether the same plans are permitted all along, and what changes is off the plan."""
        return self.first_change is None and any(True for _ in self._changes())

    def _changes(self) -> Iterator[tuple[Fraction, bool]]:
        """The thresholds both ways from where the parameter stands, and whether other plans are permitted beyond."""
        own = None if self.verdicts is None else self.verdicts.at(self.here)
        if self.verdicts is None or own is None:
            return
        pieces = self.verdicts.pieces
        place = next(number for number, piece in enumerate(pieces) if piece is own)
        for way, up in ((pieces[:place][::-1], False), (pieces[place + 1 :], True)):
            for piece in takewhile(lambda piece: not piece.refused, way):
                one, other = own.answer, piece.answer
                same = one is not None and other is not None and one.same_plans(other)
                yield (piece.low if up else piece.high).value, not same

    @property
    def nearest(self) -> Fraction | None:
        """How near `first_change` is, as a part of the range; None if there is none."""
        change = self.first_change
        return None if change is None else abs(change - self.here) / (self.high - self.low)


def swings(
    document: Document,
    rule: str,
    *,
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[float], None] | None = None,
    seconds: float = 5.0,
) -> tuple[Fraction | None, tuple[Swing, ...]]:
    """Each parameter alone over its range: values for a tornado, verdicts for one of verdicts.

    Those of which every opinion says what they are do not vary.

    The expected value as things stand comes first; None where there is no one value.
    """
    points = Points(document, EU.id, cancelled)
    names = document.parameter_values
    base = points.at({}).value
    found = []
    varied = document.free_parameters or tuple(document.parameters)
    for number, parameter in enumerate(varied):
        if progress is not None:
            progress(number / len(varied))
        if parameter not in names:
            continue
        try:
            low, high = range_of(document, parameter)
            verdicts = thresholds(document, parameter, rule, cancelled=cancelled, seconds=seconds)
        except QuandaryError as error:
            found.append(
                Swing(
                    parameter,
                    Fraction(0),
                    Fraction(1),
                    names[parameter],
                    None,
                    None,
                    None,
                    str(error),
                )
            )
            continue
        here = names[parameter]
        ends, belong = _valid_around(verdicts, here)
        at_low, at_high = (
            points.at({parameter: end}).value if base is not None and belongs else None
            for end, belongs in zip(ends, belong, strict=True)
        )
        found.append(Swing(parameter, low, high, here, at_low, at_high, verdicts, ends=ends))
    return base, tuple(found)


def _valid_around(
    found: Thresholds, here: Fraction
) -> tuple[tuple[Fraction, Fraction], tuple[bool, bool]]:
    """The ends of the part of a range around a value where the document is valid, and whether they belong to it."""
    pieces, own = found.pieces, found.at(here)
    if own is None:
        return (found.low, found.high), (True, True)
    low = high = next(number for number, piece in enumerate(pieces) if piece is own)
    while low > 0 and not pieces[low - 1].refused:
        low -= 1
    while high + 1 < len(pieces) and not pieces[high + 1].refused:
        high += 1
    first, last = pieces[low], pieces[high]
    belong = (first.with_low or first.is_point, last.with_high or last.is_point)
    return (first.low.value, last.high.value), belong

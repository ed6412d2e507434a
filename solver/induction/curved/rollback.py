"""Rollback under a utility curve: which branches are best, decided for sure or honestly not.

Of every node the distribution of the net values under a best plan is kept, and distributions compare by
the sign of a sum of utilities (`solver.preferences.curves.comparing`).  Under several opinions a net value counts by
their shares, times the probabilities that they give the way to it: all counts of a node together are then not 1.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from solver.checks.opinion_shares import shares_by_opinion
from solver.document.elements import Kind
from solver.document.model import Document
from solver.errors import NotSolvable, NumberError
from solver.findings import Finding
from solver.induction.tree.compiled_tree import Compiled
from solver.preferences.curves.comparing import sign_of
from solver.preferences.curves.curve import Curve, Enclosure, curve_of
from solver.prospect import End, Prospect
from solver.translation import tr

ZERO = Fraction(0)
ONE = Fraction(1)
#: Net value → its probability.
Spread = Mapping[Fraction, Fraction]


@dataclass(frozen=True)
class Curved:
    """The curve of a tree whose outcomes stand on one scale with one criterion."""

    scale: str
    criterion: str
    curve: Curve


def curved(tree: Compiled) -> Curved | None:
    """The curve by which expected utility goes; None where no scale of the tree states one.

    Raises `NotSolvable` where one is stated that makes no sense, that some net value is outside of, or
    beside other scales and criteria, so that it does not say how these compare.
    """
    if not tree.document.scales:
        return None
    used = {tree.document.outcomes[id_].scale_name for id_ in tree.used_outcomes}
    stated = [s for s in used if s is not None and _states(tree, s)]
    if not stated:
        return None
    criteria = {c for own in tree.readings for end in own.ends for c, _ in end.values}
    if len(used) > 1 or len(criteria) > 1:
        raise _refused(
            tr(
                "The scale “{stated}” has a utility curve, and a curve says nothing about how several scales or criteria compare. Put all outcomes on one scale with one criterion, or take the curve away."
            ).format(stated=stated[0])
        )
    (scale,), (criterion,) = stated, criteria
    curves = [_curve(reading.document, scale, criterion) for reading in tree.readings]
    if any(own != curves[0] for own in curves):
        raise _refused(
            tr(
                "Opinions differ about the utility curve of the scale “{scale}”, and two curves do not say how their utilities compare: let the curve be the same under all of them, or look at one alone."
            ).format(scale=scale)
        )
    for reading in tree.readings:
        require_reached(scale, curves[0], reading.ends)
    return Curved(scale, criterion, curves[0])


def _curve(document: Document, scale: str, criterion: str) -> Curve:
    try:
        curve = curve_of(document, scale, criterion)
    except NumberError as error:
        raise _refused(
            tr("The utility curve of the scale “{scale}”: {message}").format(
                scale=scale, message=error.message
            )
        ) from None
    assert curve is not None
    return curve


def require_reached(scale: str, curve: Curve, ends: Iterable[End]) -> None:
    """Refuse net values of ends on a scale that its curve does not reach."""
    for end in ends:
        if problem := curve.problem(end.values[0][1]):
            raise NotSolvable(
                [
                    Finding(
                        code="curve.value",
                        message=tr(
                            "The utility curve of the scale “{scale}”: the net value {values} {problem}."
                        ).format(scale=scale, values=end.values[0][1], problem=problem),
                        outcomes=(end.outcome,),
                    )
                ]
            )


def _states(tree: Compiled, scale: str) -> bool:
    entry = tree.document.scales.get(scale)
    return entry is not None and entry.utility is not None


def _refused(message: str) -> NotSolvable:
    return NotSolvable([Finding(code="curve.utility", message=message)])


@dataclass(frozen=True)
class CurvedRollback:
    """What is best below each node, by numbers.

    ``spreads`` has the distribution of the net values under a best plan from there; ``best`` the
    children that are best at each choice node, ``open`` those of which that could not be decided.
    """

    tree: Compiled
    curved: Curved
    spreads: Sequence[Spread]
    best: Mapping[int, tuple[int, ...]]
    open: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    def certainty(self, node: int, bits: int = 120) -> Enclosure:
        """The certainty equivalent of a best plan from a node, enclosed."""
        return certainty(self.curved.curve, self.distribution(node), bits)

    def distribution(self, node: int) -> Spread:
        """How the net values of a best plan from a node are distributed: their probabilities sum to 1."""
        spread = self.spreads[node]
        if not self.tree.opinions:
            return spread
        total = sum(spread.values(), ZERO)
        return {value: count / total for value, count in spread.items()}


def certainty(curve: Curve, spread: Spread, bits: int = 120) -> Enclosure:
    """The net value that is worth as much for sure as a distribution, enclosed."""
    if len(spread) == 1:
        (value,) = spread
        return value, value
    low = high = ZERO
    for value, chance in spread.items():
        below, above = curve.utility(value, bits + 40)
        low += chance * below
        high += chance * above
    return curve.certain(low, high, bits)


def roll_back(
    tree: Compiled,
    stated: Curved,
    choices: Mapping[int, int] | None = None,
    look: Callable[[], None] = lambda: None,
) -> CurvedRollback:
    """Roll the tree back under its curve; ``choices`` fix the branch (by its place) at some nodes.

    Raises `NotSolvable` where opinions are to be weighed and nothing says how.
    """
    spreads: list[Spread] = [{}] * len(tree)
    best: dict[int, tuple[int, ...]] = {}
    undecided: dict[int, tuple[int, ...]] = {}
    ways: Sequence[tuple[Fraction, ...]] = [(ONE,)] * len(tree)
    never: Sequence[bool] = ()
    if tree.opinions:
        ways, never = tree.counts_of_opinions(shares_by_opinion(tree.document))
    for node in range(len(tree) - 1, -1, -1):
        children = tree.children[node]
        if not children:
            found: dict[Fraction, Fraction] = {}
            for reading, count in zip(tree.readings, ways[node], strict=True):
                if count:
                    value = reading.end(node).values[0][1]
                    found[value] = found.get(value, ZERO) + count
            spreads[node] = found
        elif tree.kinds[node] is Kind.CHANCE:
            total: dict[Fraction, Fraction] = {}
            for child, share in zip(children, tree.shares[node], strict=True):
                factor = share if not tree.opinions else ZERO if never[child] else ONE
                if factor:
                    for value, chance in spreads[child].items():
                        total[value] = total.get(value, ZERO) + factor * chance
            spreads[node] = total
        elif choices is not None and node in choices:
            best[node] = (children[choices[node]],)
            spreads[node] = spreads[best[node][0]]
        else:
            look()
            best[node], undecided[node] = _best(stated.curve, children, spreads)
            spreads[node] = spreads[best[node][0]]
    return CurvedRollback(
        tree, stated, spreads, best, {node: own for node, own in undecided.items() if own}
    )


def _best(
    curve: Curve, children: Sequence[int], spreads: Sequence[Spread]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The children that are best, and those of which it is not known."""
    top, unknown = [children[0]], list[int]()
    for child in children[1:]:
        sign = compare(curve, spreads[child], spreads[top[0]])
        if sign is None:
            unknown.append(child)
        elif sign > 0:
            top = [child]
        elif sign == 0:
            top.append(child)
    unknown = [c for c in unknown if compare(curve, spreads[c], spreads[top[0]]) is None]
    return tuple(c for c in children if c in top), tuple(unknown)


def spread_of(document: Document, prospect: Prospect) -> Spread:
    """The distribution of the net values of a plan from the root, opinions weighed by their shares."""
    several = tuple(prospect.opinions.values())
    shares = shares_by_opinion(document) if several else (ONE,)
    spread: dict[Fraction, Fraction] = {}
    for share, own in zip(shares, several or (prospect,), strict=True):
        for end, chance in own.items():
            value = end.values[0][1]
            spread[value] = spread.get(value, ZERO) + share * chance
    return spread


def compare(curve: Curve, one: Spread, other: Spread) -> int | None:
    """Whether one distribution is worth more (1), less (−1) or the same (0); None if undecided."""
    terms = dict(one)
    for value, chance in other.items():
        terms[value] = terms.get(value, ZERO) - chance
    return sign_of(curve, terms)

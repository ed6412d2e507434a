"""A family of utility curves as gaps: what all of them agree on.

Exponential utilities with a risk tolerance anywhere between two numbers.  One prospect is at least as
good as another if each of these curves says so; where some say one thing and some another there is a gap.
For every pair the range is cut into pieces on each of which the sign of the difference is sure, by ball
arithmetic with the mean value theorem; where pieces get too small the pair is said to be undecided.

Where a document lists opinions each curve has to say so under each of them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Final

from solver.analyses.risk.distribution import under_each
from solver.document.model import Document
from solver.errors import QuandaryError
from solver.explain.case import Case
from solver.induction.end_scores import net_values
from solver.preferences.comparison import Relation
from solver.prospect import Prospect
from solver.translation import tr

if TYPE_CHECKING:
    from flint import arb

ZERO = Fraction(0)
MOST_PIECES: Final = 4000  # that one range is cut into
MOST_PLANS: Final = 60  # that are compared in pairs
BITS: Final = 160


@dataclass(frozen=True)
class Pair:
    """How two prospects compare under the whole family; None where that was not decided.

    For a gap ``for_first`` and ``for_second`` are risk tolerances under which each is better; where there
    are opinions ``first_under`` and ``second_under`` are those in which it is so.
    """

    relation: Relation | None
    for_first: Fraction | None = None
    for_second: Fraction | None = None
    first_under: str | None = None
    second_under: str | None = None


@dataclass(frozen=True)
class Family:
    """What holds for all risk tolerances from ``low`` to ``high``, of some prospects.

    ``pairs`` has each pair of places once.  ``undominated`` are the places of prospects to which no other
    is strictly preferred, as far as it was decided.
    """

    low: Fraction
    high: Fraction
    pairs: Mapping[tuple[int, int], Pair]
    undominated: tuple[int, ...]

    @property
    def is_decided(self) -> bool:
        return all(pair.relation is not None for pair in self.pairs.values())


def family(
    asked: Document | Case,
    prospects: Sequence[Prospect],
    low: Fraction,
    high: Fraction,
    cancelled: Callable[[], bool] | None = None,
) -> Family:
    """Compare prospects of a tree under all risk tolerances from ``low`` to ``high``.

    Raises `NotSolvable` where the tree's outcomes do not stand on one scale with one criterion,
    `QuandaryError` where the range makes no sense or there are too many prospects.
    """
    case = Case.of(asked, cancelled)
    sign = net_values(case.tree).sign  # refuses several scales and criteria
    if not 0 < low <= high:
        raise QuandaryError(
            tr("Risk tolerances must be positive, and the first no larger than the last.")
        )
    if len(prospects) > MOST_PLANS:
        raise QuandaryError(
            tr("There are {prospects} plans: at most {most_plans} are compared in pairs.").format(
                prospects=len(prospects), most_plans=MOST_PLANS
            )
        )
    budget = case.budget()
    spreads = [
        {id_: _spread(own, sign) for id_, own in under_each(prospect).items()}
        for prospect in prospects
    ]
    pairs: dict[tuple[int, int], Pair] = {}
    for i, j in combinations(range(len(spreads)), 2):
        budget.look()
        pairs[i, j] = _together(
            {id_: _compare(own, spreads[j][id_], low, high) for id_, own in spreads[i].items()}
        )
    worse = {j for (_, j), pair in pairs.items() if pair.relation is Relation.BETTER}
    worse |= {i for (i, _), pair in pairs.items() if pair.relation is Relation.WORSE}
    left = tuple(place for place in range(len(spreads)) if place not in worse)
    return Family(low, high, pairs, left)


def _together(found: Mapping[str, Pair]) -> Pair:
    """What all opinions agree on: as good under each, and better under some."""
    if len(found) == 1:
        return next(iter(found.values()))
    ahead = ((p.for_first, id_) for id_, p in found.items() if p.for_first is not None)
    behind = ((p.for_second, id_) for id_, p in found.items() if p.for_second is not None)
    for_first, first_under = next(ahead, (None, None))
    for_second, second_under = next(behind, (None, None))
    relation: Relation | None
    if first_under is not None and second_under is not None:
        relation = Relation.GAP
    elif any(pair.relation is None for pair in found.values()):
        relation = None
    elif first_under is not None:
        relation = Relation.BETTER
    else:
        relation = Relation.EQUAL if second_under is None else Relation.WORSE
    return Pair(relation, for_first, for_second, first_under, second_under)


def _spread(prospect: Prospect, sign: int) -> dict[Fraction, Fraction]:
    result: dict[Fraction, Fraction] = {}
    for end, chance in prospect.items():
        value = sign * end.values[0][1]
        result[value] = result.get(value, ZERO) + chance
    return result


def _compare(
    one: Mapping[Fraction, Fraction],
    other: Mapping[Fraction, Fraction],
    low: Fraction,
    high: Fraction,
) -> Pair:
    terms = dict(one)
    for value, chance in other.items():
        terms[value] = terms.get(value, ZERO) - chance
    terms = {value: number for value, number in terms.items() if number}
    if not terms:
        return Pair(Relation.EQUAL)
    from flint import ctx

    with ctx.workprec(BITS):
        # The utility is 1 − exp(−x·t) with t = 1/R; what is better has the smaller sum of exponentials.
        # From the smallest net value on, so that nothing is larger than 1.
        least = min(terms)
        balls = [(_ball(x - least), -_ball(number)) for x, number in terms.items()]
        better: Fraction | None = None
        worse: Fraction | None = None
        unknown = False
        for tolerance in (low, high):  # at the ends one mostly sees a gap at once
            found = _sign(balls, 1 / tolerance, 1 / tolerance, 1 / tolerance)
            better, worse = (
                (tolerance if found > 0 else better),
                (tolerance if found < 0 else worse),
            )
        stack = [(1 / high, 1 / low)]
        for _ in range(MOST_PIECES):
            if not stack or (better is not None and worse is not None):
                break
            start, stop = stack.pop()
            middle = (start + stop) / 2
            found = _sign(balls, start, stop, middle)
            if found > 0:
                better = 1 / middle
            elif found < 0:
                worse = 1 / middle
            elif stop - start < (1 / low - 1 / high) / 10**12 or start == stop:
                unknown = True
            else:
                stack += [(middle, stop), (start, middle)]
    if better is not None and worse is not None:
        return Pair(Relation.GAP, better, worse)
    if unknown or stack:
        return Pair(None, better, worse)
    return Pair(Relation.BETTER if better is not None else Relation.WORSE, better, worse)


def _sign(
    balls: "Sequence[tuple[arb, arb]]", start: Fraction, stop: Fraction, middle: Fraction
) -> int:
    """The sign of Σ c·exp(−x·t) for all t of a piece; 0 if that is not sure."""
    from flint import arb

    center = _ball(middle)
    spread = arb(0, _ball((stop - start) / 2).upper())
    t = center + spread
    value = sum((c * (-x * center).exp() for x, c in balls), arb(0))
    slope = sum((-x * c * (-x * t).exp() for x, c in balls), arb(0))
    bounds = value + slope * spread
    if bounds > 0:
        return 1
    return -1 if bounds < 0 else 0


def _ball(value: Fraction) -> "arb":
    from flint import arb, fmpq

    return arb(fmpq(value.numerator, value.denominator))

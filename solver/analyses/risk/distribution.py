"""How the net values of a plan are distributed, on each scale and criterion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate

from solver.document.model import Document
from solver.errors import NotSolvable
from solver.findings import Finding
from solver.prospect import Prospect
from solver.translation import tr

ZERO = Fraction(0)


@dataclass(frozen=True)
class NetDistribution:
    """How likely each net value is on one scale and criterion, from the least to the greatest.

    Chances are those of the whole prospect: they sum to the probability of the scale.
    """

    values: tuple[Fraction, ...]
    chances: tuple[Fraction, ...]

    @cached_property
    def mass(self) -> Fraction:
        """The probability of the scale."""
        return sum(self.chances, ZERO)

    @cached_property
    def cumulative(self) -> tuple[Fraction, ...]:
        """For each value the probability of at most that."""
        return tuple(accumulate(self.chances))

    @cached_property
    def mean(self) -> Fraction:
        """What is expected, given the scale."""
        return (
            sum((v * p for v, p in zip(self.values, self.chances, strict=True)), ZERO) / self.mass
        )

    @cached_property
    def variance(self) -> Fraction:
        """The mean square of the distance from the mean, given the scale."""
        pairs = zip(self.values, self.chances, strict=True)
        return sum((p * (v - self.mean) ** 2 for v, p in pairs), ZERO) / self.mass

    def below(self, value: Fraction) -> Fraction:
        """The probability of less than a value."""
        pairs = zip(self.values, self.chances, strict=True)
        return sum((p for v, p in pairs if v < value), ZERO)

    def above(self, value: Fraction) -> Fraction:
        """The probability of more than a value."""
        pairs = zip(self.values, self.chances, strict=True)
        return sum((p for v, p in pairs if v > value), ZERO)

    def quantile(self, share: Fraction) -> Fraction:
        """The least value that is not exceeded with at least this probability, given the scale."""
        pairs = zip(self.values, self.cumulative, strict=True)
        return next(v for v, p in pairs if p >= share * self.mass)


#: Scale → criterion → distribution; outcomes that stand alone have none.
Distributions = Mapping[str, Mapping[str, NetDistribution]]


def distributions(document: Document, prospect: Prospect) -> Distributions:
    """How the net values of a ``prospect`` are distributed, by scale and criterion.

    Values rise, in the units of the criterion; their chances are exact and sum to the probability of the scale.
    Outcomes that stand alone have none.  Opinions distribute them each in its own way: of a prospect under several
    (which raises `NotSolvable`) take one of ``prospect.opinions``.

    >>> import quandary
    >>> oil = quandary.example("oil")
    >>> (best,) = quandary.solve(oil, "eu").plans
    >>> found = quandary.distributions(oil, best.plan.prospect)["default"]["value"]
    >>> [(int(v), str(p)) for v, p in zip(found.values, found.cumulative)]
    [(-80000, '1/5'), (-10000, '61/100'), (40000, '41/50'), (190000, '1')]
    """
    if prospect.opinions:
        message = tr(
            "Net values are distributed differently under each opinion: ask about the prospect under one of them."
        )
        raise NotSolvable([Finding(code="opinions.one", message=message)])
    chances: dict[str, dict[str, dict[Fraction, Fraction]]] = {}
    for end, chance in prospect.items():
        scale = document.outcomes[end.outcome].scale_name
        if scale is None:
            continue
        for criterion, value in end.values:
            own = chances.setdefault(scale, {}).setdefault(criterion, {})
            own[value] = own.get(value, ZERO) + chance
    return {
        scale: {
            criterion: NetDistribution(tuple(sorted(own)), tuple(own[v] for v in sorted(own)))
            for criterion, own in by_criterion.items()
        }
        for scale, by_criterion in chances.items()
    }


def under_each(prospect: Prospect) -> Mapping[str, Prospect]:
    """A prospect under each opinion, by its id; itself, under "", where there is only one."""
    return prospect.opinions or {"": prospect}


def ranked(document: Document, prospects: Sequence[Prospect]) -> list[tuple[str, str]]:
    """The scales and criteria on which any of some prospects has net values, in the document's order."""
    found = {
        (scale, criterion): None
        for prospect in prospects
        for own in under_each(prospect).values()
        for scale, by_criterion in distributions(document, own).items()
        for criterion in by_criterion
    }
    scales = list(dict.fromkeys(o.scale_name for o in document.outcomes.values()))
    criteria = document.criterion_ids
    return sorted(found, key=lambda key: (scales.index(key[0]), criteria.index(key[1])))

"""Features of stochastic dominance: what functions of the net value expect, on each scale."""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise
from typing import Final

from solver.document.model import Document
from solver.errors import NumberError
from solver.findings import Finding
from solver.preferences.curves.curve import curve_of
from solver.preferences.curves.worth import denominator, worth_of
from solver.preferences.features import (
    ONE,
    ZERO,
    Feature,
    Features,
    Scale,
    ValuedOutcome,
    scale_of,
)
from solver.preferences.relations.relation import FeatureMap
from solver.translation import mark, tr


@dataclass(frozen=True)
class FunctionFeatures(Features):
    """The mass on each scale, and for each of some functions of the net value what it expects there.

    There is a function for each net value on a scale but the least, at which nothing can differ:
    ``values`` has that value, by feature; ``least`` the least one of each scale.
    """

    values: Mapping[Feature, Fraction] = field(default_factory=dict)
    least: Mapping[Scale, Fraction] = field(default_factory=dict)

    @property
    def are_of_criteria(self) -> bool:
        return False

    def function(self, scale: Scale, value: Fraction, parameter: Fraction) -> Fraction:
        """What the function of this parameter makes of a net value on a scale."""
        raise NotImplementedError

    def line(self, scale: Scale, slope: Fraction, offset: Fraction) -> Mapping[Feature, Fraction]:
        """How the features of a scale make up ``slope`` times the net value plus ``offset``."""
        raise NotImplementedError

    def on(self, scales: Container[Scale]) -> "Features":
        return self  # nothing is stated, so that nobody asks for a part

    def vector(self, scale: Scale, values: Mapping[str, Fraction]) -> tuple[Fraction, ...]:
        value = next(iter(values.values()), ZERO)
        return tuple(
            ZERO
            if name[0] != scale
            else self.function(scale, value, self.values[name])
            if name in self.values
            else ONE
            for name in self.names
        )

    def _own(self, scale: Scale) -> list[Feature]:
        return [name for name in self.values if name[0] == scale]


@dataclass(frozen=True)
class Reaching(FunctionFeatures):
    """Whether the net value is at least so much."""

    def function(self, scale: Scale, value: Fraction, parameter: Fraction) -> Fraction:
        return Fraction(value >= parameter)

    def line(self, scale: Scale, slope: Fraction, offset: Fraction) -> Mapping[Feature, Fraction]:
        result: dict[Feature, Fraction] = {}
        below = self.least.get(scale, ZERO)
        result[scale, None] = slope * below + offset
        for name in self._own(scale):
            result[name] = slope * (self.values[name] - below)
            below = self.values[name]
        return result


@dataclass(frozen=True)
class Capped(FunctionFeatures):
    """The net value, or what a utility curve makes of it, but no more than so much.

    ``worth`` has the utilities of the net values on scales that state a curve.  Those in ``rounded`` are
    irrational, and rational numbers stand in for them between which two prospects compare alike, but
    mixtures need not; of those in ``unproved`` even that is not known, and net values stand there.
    """

    worth: Mapping[Scale, Mapping[Fraction, Fraction]] = field(default_factory=dict)
    rounded: tuple[str, ...] = ()
    unproved: tuple[str, ...] = ()

    def function(self, scale: Scale, value: Fraction, parameter: Fraction) -> Fraction:
        return self._worth(scale, min(value, parameter))

    def _worth(self, scale: Scale, value: Fraction) -> Fraction:
        known = self.worth.get(scale)
        return value if known is None else known[value]

    def line(self, scale: Scale, slope: Fraction, offset: Fraction) -> Mapping[Feature, Fraction]:
        own = self._own(scale)
        least = self.least.get(scale, ZERO)
        result: dict[Feature, Fraction] = {(scale, None): slope * least + offset}
        # By so much it rises with the utility up to each net value.
        ends = [least, *(self.values[name] for name in own)]
        worth = [self._worth(scale, value) for value in ends]
        rises = [slope * (y - x) / (v - u) for (x, u), (y, v) in pairwise(zip(ends, worth, strict=True))]  # fmt: skip
        for name, here, after in zip(own, rises, [*rises, ZERO][1:], strict=True):
            if here != after:
                result[name] = here - after
        if own:
            result[scale, None] -= worth[0] * rises[0]
        return result


def by_curves(document: Document, features: Features, *, compares_plans: bool) -> Features:
    """Second-order features of utilities, on scales that state a curve.

    ``compares_plans``: prospects of the document's tree are compared, else only sure outcomes.
    """
    assert isinstance(features, Capped)
    stated = [
        scale for scale in features.least if scale[0] == "scale" and scale[1] in document.scales
    ]
    bound: int | None = None
    worth, rounded, unproved = dict(features.worth), list[str](), list[str]()
    for scale in stated:
        values = [features.least[scale], *(features.values[n] for n in features.values if n[0] == scale)]  # fmt: skip
        (criterion,) = document.criterion_ids[:1]
        try:
            curve = curve_of(document, scale[1], criterion)
        except NumberError:  # a finding says so
            continue
        if curve is None:
            continue
        if bound is None:
            bound = denominator(document) if compares_plans else 1
        found = worth_of(curve, values, bound)
        if found is None:
            unproved.append(scale[1])
            continue
        worth[scale] = found.of
        if not found.is_exact:
            rounded.append(scale[1])
    return replace(features, worth=worth, rounded=tuple(rounded), unproved=tuple(unproved))


def of_net_values(kind: type[FunctionFeatures]) -> FeatureMap:
    """The features of this kind of all net values on each scale."""

    def features(
        outcomes: Sequence[ValuedOutcome], ends: Callable[[], Sequence[ValuedOutcome]]
    ) -> FunctionFeatures:
        seen: dict[Scale, set[Fraction]] = {}
        for outcome, values in (*outcomes, *ends()):
            seen.setdefault(scale_of(outcome), set()).update(values.values())
        further: dict[Feature, Fraction] = {
            (scale, f"{value}"): value for scale, own in seen.items() for value in sorted(own)[1:]
        }
        names: tuple[Feature, ...] = (*((scale, None) for scale in seen), *further)
        index = {name: place for place, name in enumerate(names)}
        least = {scale: min(own) for scale, own in seen.items() if own}
        return kind(names, len(seen), index, further, least)

    return features


def one_criterion(document: Document) -> Iterator[Finding]:
    """Stochastic dominance of net values has no answer where there are several criteria."""
    if len(document.criterion_ids) > 1:
        yield Finding(
            code="preferences.relation",
            message=tr(
                "Stochastic dominance compares net values on one criterion, and the document has {criterion_ids}: choose another relation, or keep one criterion."
            ).format(criterion_ids=len(document.criterion_ids)),
            criteria=tuple(document.criterion_ids),
        )


NO_STATEMENTS: Final = mark(
    "Stochastic dominance compares how net values are distributed on each scale, so that stated "
    "comparisons do not count: take them back, or put the outcomes on one scale."
)

"""What a preference relation between prospects is: features, what of them is compared, and words.

A relation says which **features** an end of the tree has (an outcome with its net values); those of
a prospect are their mean.  Prospects compare by the features themselves: the masses must be equal
and the values at least as great, with what is stated added where the relation takes statements.
Such a relation obeys independence, and is what its completions agree on.  Or they compare by
**expectations**, each a value over a mass: the same ones must be defined, and be at least as great.
Ratios are not linear, so that independence fails and no completions stand behind the relation.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import msgspec

from solver.document.model import Document
from solver.findings import Finding, Severity
from solver.preferences.comparison import Relation
from solver.preferences.features import Feature, Features, ValuedOutcome
from solver.translation import tr


class Expectation(msgspec.Struct, frozen=True):
    """What is expected of one feature given another: their ratio, named by scale and criterion.

    ``given`` is the place of a mass; ``value`` that of a value, None where it only counts whether
    the mass is positive.
    """

    name: Feature
    value: int | None
    given: int

    def of(self, vector: Sequence[Fraction | int]) -> Fraction | None:
        """The expectation under a prospect with these features, or a multiple; None if undefined."""
        if not vector[self.given]:
            return None
        return Fraction(0 if self.value is None else vector[self.value]) / vector[self.given]


#: The features of outcomes with their own values, and of the ends of the tree with net values.
FeatureMap = Callable[[Sequence[ValuedOutcome], Callable[[], Sequence[ValuedOutcome]]], Features]


def by_criterion(
    outcomes: Sequence[ValuedOutcome], ends: Callable[[], Sequence[ValuedOutcome]]
) -> Features:
    """The mass on each scale, and the mass-weighted value on each criterion there."""
    return Features.of(outcomes)


def _as_they_are(document: Document, features: Features, *, compares_plans: bool) -> Features:
    return features


def _nothing(document: Document) -> Iterator[Finding]:
    return iter(())


@dataclass(frozen=True)
class PreferenceRelation:
    """A relation between prospects: ``id`` in files, ``name`` and ``hint`` in lists.

    ``summary`` is one sentence for beside the choice; ``explanation`` the page of help, with the
    source, and where that leaves something open *our reading*; ``definition`` and ``source`` are for
    a paper.  ``no_statements`` says why stated comparisons do not count and what to do, empty where
    they do; ``silence`` why two outcomes that nothing else compares have a gap.
    ``by_curves`` makes of these features those of utilities, where the relation goes by the curves of scales.
    ``objections`` finds what else the relation cannot do with in a document.
    """

    id: str
    name: str
    summary: str
    explanation: str
    definition: str
    source: str
    hint: str = ""
    no_statements: str = ""
    silence: str = ""
    features: FeatureMap = field(default=by_criterion, repr=False)
    by_curves: Callable[..., Features] = field(default=_as_they_are, repr=False)
    expectations: Callable[[Features], tuple[Expectation, ...]] | None = field(
        default=None, repr=False
    )
    objections: Callable[[Document], Iterator[Finding]] = field(default=_nothing, repr=False)

    @property
    def listed_name(self) -> str:
        """The name with its hint."""
        return f"{self.name} ({self.hint})" if self.hint else self.name

    @property
    def keeps_independence(self) -> bool:
        """Whether mixing prospects with others never changes how they compare.

        Backward induction may then drop early what is not maximal.
        """
        return self.expectations is None

    @property
    def has_completions(self) -> bool:
        """Whether the relation is what completions (utility functions linear in features) agree on.

        What is best under a completion is then maximal.
        """
        return self.expectations is None

    @property
    def takes_statements(self) -> bool:
        """Whether comparisons of outcomes that are stated outright count."""
        return not self.no_statements

    @property
    def adds_up(self) -> bool:
        """Whether the features of an end are its values, so that a gain moves them and no others."""
        return self.features is by_criterion

    def findings(self, document: Document) -> Iterator[Finding]:
        """What the relation cannot do with in a document: errors; but statements just do not count."""
        stated = document.preferences
        if not self.takes_statements and (pairs := (*stated.better, *stated.equal)):
            yield Finding(
                code="preferences.relation",
                message=tr(self.no_statements),
                severity=Severity.WARNING,
                outcomes=tuple(dict.fromkeys(id_ for pair in pairs for id_ in pair)),
            )
        yield from self.objections(document)

    def compare(self, features: Features, p: Sequence[Fraction], q: Sequence[Fraction]) -> Relation:
        """How one prospect compares with another by their features, statements aside."""
        above: Sequence[Fraction | None]
        below: Sequence[Fraction | None]
        if self.expectations is None:
            first = features.values_from
            if tuple(p[:first]) != tuple(q[:first]):
                return Relation.GAP
            above, below = p[first:], q[first:]
        else:
            of = self.expectations(features)
            above, below = [e.of(p) for e in of], [e.of(q) for e in of]
        at_least = at_most = True
        for a, b in zip(above, below, strict=True):
            if a is None or b is None:
                if a is not b:
                    return Relation.GAP
            elif a != b:
                at_least, at_most = at_least and a > b, at_most and a < b
        return {
            (True, True): Relation.EQUAL,
            (True, False): Relation.BETTER,
            (False, True): Relation.WORSE,
        }.get((at_least, at_most), Relation.GAP)

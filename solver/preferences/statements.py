"""What a document states, as vectors of features: the stated comparisons and the scales."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from solver.document.elements import Preferences
from solver.document.model import Document
from solver.document.values import criterion_values
from solver.errors import CertificateError, NumberError
from solver.preferences.comparison import Relation
from solver.preferences.exact_simplex import Infeasible, Vector, dot, maximise
from solver.preferences.features import Features, Scale, ValuedOutcome, scale_of
from solver.preferences.preference_cone import Preference
from solver.preferences.relations import PreferenceRelation, relation_of
from solver.preferences.statement_paths import Closure

ZERO = Fraction(0)
ONE = Fraction(1)


def no_ends() -> Sequence[ValuedOutcome]:
    """No tree is looked at: only sure outcomes are compared."""
    return ()


def _readable(document: Document) -> dict[str, Mapping[str, Fraction]]:
    """The values of every outcome whose numbers can be computed."""
    values = {}
    for outcome in document.outcomes.values():
        try:
            values[outcome.id] = criterion_values(document, outcome.value)
        except NumberError:
            continue  # reported by solver.checks; preferences go on with the rest
    return values


def signed(document: Document, values: Mapping[str, Fraction]) -> Mapping[str, Fraction]:
    """The values with the sign turned where less is better."""
    return {
        id_: -value
        if (criterion := document.criterion(id_)) and criterion.better == "less"
        else value
        for id_, value in values.items()
    }


@dataclass(frozen=True)
class Statements:
    """A document's outcomes as feature vectors, and its statements as pairs of them.

    Outcomes whose numbers cannot be computed, and what is stated of them, are left out; so is all
    that is stated where the relation does not count it.
    """

    relation: PreferenceRelation
    features: Features
    vectors: Mapping[str, Vector]
    better: tuple[tuple[str, str], ...]
    equal: tuple[tuple[str, str], ...]

    @classmethod
    def of(
        cls,
        document: Document,
        needed: Iterable[str] | None = None,
        ends: Callable[[], Sequence[ValuedOutcome]] = no_ends,
    ) -> "Statements":
        """Of the outcomes that are mentioned and of those ``needed``: all by default.

        ``ends`` finds the ends of the tree, for relations whose features depend on their net values.
        """
        values = _readable(document)
        relation, stated = relation_of(document), document.preferences
        if not relation.takes_statements:
            stated = Preferences()  # a finding says that they do not count
        better = tuple(p for p in stated.better if p[0] in values and p[1] in values)
        equal = tuple(p for p in stated.equal if p[0] in values and p[1] in values)
        used = set(values)
        if needed is not None:
            used &= {*needed, *(id_ for pair in (*better, *equal) for id_ in pair)}
        outcomes = [outcome for outcome in document.outcomes.values() if outcome.id in used]
        own = [(outcome, signed(document, values[outcome.id])) for outcome in outcomes]
        features = relation.by_curves(
            document, relation.features(own, ends), compares_plans=ends is not no_ends
        )
        vectors = {
            outcome.id: features.vector(scale_of(outcome), entries) for outcome, entries in own
        }
        return cls(relation, features, vectors, better, equal)

    def differences(self, pairs: Iterable[tuple[str, str]]) -> tuple[Vector, ...]:
        """The features by which the first of two outcomes exceeds the second."""
        return tuple(
            tuple(a - b for a, b in zip(self.vectors[x], self.vectors[y], strict=True))
            for x, y in pairs
        )

    def by_scale(self, x: str, y: str) -> Relation:
        """How two outcomes compare by their scale alone."""
        return self.relation.compare(self.features, self.vectors[x], self.vectors[y])

    def generators(self) -> list[Vector]:
        """What spans the cone: statements as they are made, unit values, equals both ways."""
        better, equal = self.differences(self.better), self.differences(self.equal)
        return Preference(self.features, better, equal, ()).generators()

    @cached_property
    def closure(self) -> Closure:
        """The paths between the outcomes that are mentioned."""
        mentioned = dict.fromkeys(id_ for pair in (*self.better, *self.equal) for id_ in pair)
        return Closure.of(tuple(mentioned), self.better, self.equal)

    @cached_property
    def scaled(self) -> tuple[str, ...]:
        """The outcomes mentioned that stand on scales: these bind the weights of scales."""
        first = self.features.values_from
        with_values = {name[0] for name in self.features.names[first:]}
        return tuple(id_ for id_ in self.closure.names if self._scale(id_) in with_values)

    def _scale(self, id_: str) -> Scale:
        first = self.features.values_from
        return self.features.names[self.vectors[id_].index(ONE, 0, first)][0]

    @cached_property
    def weights(self) -> "Preference | None":
        """What statements say of scales alone, with outcomes alone left out of the paths.

        Whatever utilities the outcomes on scales get, those alone can get theirs in between, if
        the outcomes that a path joins are in order and no path leads in a circle.  So statements
        agree iff this much of them does; None if not.
        """
        if self.closure.is_circular:
            return None
        return self._consistent(*self.closure.among(self.scaled))

    def _consistent(
        self, better: Sequence[tuple[str, str]], equal: Sequence[tuple[str, str]]
    ) -> Preference | None:
        """The relation of these comparisons on scales, if a strict completion exists.

        It does iff no nonnegative combination of the strict generators, with total weight 1, is
        matched by the equalities (Gordan, Motzkin).
        """
        features = self._features_of(self.scaled)
        strict_vectors = self.within(features, self.differences(better))
        equal_vectors = self.within(features, self.differences(equal))
        size, first = len(features.names), features.values_from
        ones: Vector = (ZERO,) * first + (ONE,) * (size - first)
        plain = Preference(features, strict_vectors, equal_vectors, ones)
        if not better and not equal:
            return plain
        strict = len(better) + size - first
        generators = plain.generators()
        columns = [(*vector, ONE if i < strict else ZERO) for i, vector in enumerate(generators)]
        answer = maximise(columns, (ZERO,) * size + (ONE,))
        if not isinstance(answer, Infeasible):
            return None
        witness = tuple(-entry for entry in answer.y[:-1])
        if not all(dot(witness, vector) > 0 for vector in generators[:strict]):
            raise CertificateError("The utility function does not satisfy the statements.")
        if any(dot(witness, vector) for vector in generators[strict:]):
            raise CertificateError("The utility function does not satisfy the equalities.")
        return Preference(features, strict_vectors, equal_vectors, witness)

    def _features_of(self, kept: Iterable[str]) -> Features:
        """The features of the scales of some outcomes only."""
        return self.features.on({self._scale(id_) for id_ in kept})

    def within(self, features: Features, vectors: Iterable[Vector]) -> tuple[Vector, ...]:
        """Vectors with only these of their features."""
        places = [self.features.index[name] for name in features.names]
        return tuple(tuple(vector[i] for i in places) for vector in vectors)

    def preference(self, needed: Iterable[str]) -> Preference | None:
        """The relation between prospects of some outcomes; None if the statements clash.

        Outcomes alone that are not needed are left out: what the paths through them say of the
        others is all that they matter for.
        """
        if self.weights is None:
            return None
        kept = [*self.scaled, *(id_ for id_ in needed if id_ not in set(self.scaled))]
        features = self._features_of(kept)
        better, equal = self.closure.among(kept)
        (witness,) = self.within(
            features, [self.completed(self.weights.features, self.weights.witness)]
        )
        relation = Preference(
            features,
            self.within(features, self.differences(better)),
            self.within(features, self.differences(equal)),
            witness,
        )
        strict = len(better) + len(features.names) - features.values_from
        for i, vector in enumerate(relation.generators()):
            side = dot(relation.witness, vector)
            if side <= 0 if i < strict else side != 0:
                raise CertificateError("The utility function does not satisfy the statements.")
        return relation

    def completed(self, features: Features, utility: Vector) -> Vector:
        """A strict completion of some features as one of everything: see `extended`.

        Scales that no statement is about get weights of 1.
        """
        found = self.extended(features, utility)
        first = self.features.values_from
        return tuple(
            entry if i < first or name in features.index else ONE
            for i, (name, entry) in enumerate(zip(self.features.names, found, strict=True))
        )

    def extended(self, features: Features, utility: Vector) -> Vector:
        """A strict completion of some features as one of all features of these statements.

        The features left out are masses of outcomes alone; each gets a utility strictly between
        those that paths put above and below it.
        """
        closure = self.closure
        values = dict(zip(features.names, utility, strict=True))
        known: dict[int, Fraction] = {}  # by place in the closure
        for i, id_ in enumerate(closure.names):
            used = [
                (n, e) for n, e in zip(self.features.names, self.vectors[id_], strict=True) if e
            ]
            if all(name in values for name, _ in used):
                known[i] = sum((values[name] * entry for name, entry in used), ZERO)
        rest = [i for i in range(len(closure.names)) if i not in known]
        for i in sorted(rest, key=lambda i: closure.below[i].bit_count()):  # from the worst up
            low = [u for j, u in known.items() if closure.below[i] >> j & 1]
            high = [u for j, u in known.items() if closure.below[j] >> i & 1]
            equals = [u for j, u in known.items() if closure.below[j] == closure.below[i]]
            known[i] = equals[0] if equals else _between(low, high)
            values[("alone", closure.names[i]), None] = known[i]
        return tuple(values.get(name, ZERO) for name in self.features.names)


def _between(low: Sequence[Fraction], high: Sequence[Fraction]) -> Fraction:
    """A number above all of some numbers and below all of others."""
    if low and high:
        return (max(low) + min(high)) / 2
    if low:
        return max(low) + 1
    return min(high) - 1 if high else ZERO

"""Preferences with gaps: expected multi-utility over the features of prospects.

A prospect (lottery) has **features**: the probability mass on each scale, an outcome alone being
a scale of its own, and the mass-weighted value on each criterion of each scale.  A **completion**
is a utility function linear in the features: any offset for a mass, a positive weight for a
value, strictly respecting every stated comparison.  Prospect p is at least as good as q iff every
completion says so (Dubra, Maccheroni and Ok 2004), that is, iff the difference of their features
lies in the cone spanned by the stated comparisons and the unit values.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Final

from solver.comparison import Comparison, Relation
from solver.cones import Direction, Dual, dual_of
from solver.document import TIMESTEP_DOMINANCE, Document, Outcome
from solver.errors import CertificateError, NumberError
from solver.linear import Infeasible, Optimum, Vector, dot, maximise
from solver.values import criterion_values

ZERO = Fraction(0)
ONE = Fraction(1)

#: Beyond so many rays of the dual cone a comparison costs more by them than by other means.
MOST_TESTS: Final = 64

#: (scale, None) is the mass on a scale, (scale, criterion) the mass-weighted value there.
#: The scale of an outcome alone is ("alone", id), that of the others ("scale", name).
Scale = tuple[str, str]
Feature = tuple[Scale, str | None]


def scale_of(outcome: Outcome) -> Scale:
    """The scale of an outcome: one of its own if it stands alone."""
    name = outcome.scale_name
    return ("alone", outcome.id) if name is None else ("scale", name)


@dataclass(frozen=True)
class Features:
    """The coordinates of prospects: all masses, then all values."""

    names: tuple[Feature, ...]
    values_from: int  # the values begin here; before it are the masses
    index: Mapping[Feature, int]

    @classmethod
    def of(cls, outcomes: Iterable[Outcome], criteria: Mapping[str, Iterable[str]]) -> "Features":
        """The features of these outcomes; ``criteria`` maps outcome ids to their criteria."""
        scales: dict[Scale, dict[str, None]] = {}
        for outcome in outcomes:
            scales.setdefault(scale_of(outcome), {}).update(dict.fromkeys(criteria[outcome.id]))
        names: list[Feature] = [(scale, None) for scale in scales]
        names += [(scale, criterion) for scale, ids in scales.items() for criterion in ids]
        return cls(tuple(names), len(scales), {name: i for i, name in enumerate(names)})

    def vector(self, scale: Scale, values: Mapping[str, Fraction]) -> Vector:
        """The features of a sure outcome on a scale with these values."""
        vector = [ZERO] * len(self.names)
        vector[self.index[scale, None]] = ONE
        for criterion, value in values.items():
            vector[self.index[scale, criterion]] = value
        return tuple(vector)


@dataclass
class Preference:
    """The preference relation over feature vectors that a document's statements span.

    ``better`` and ``equal`` are the differences of features of the stated pairs.  ``witness`` is
    one strict completion: positive on everything in ``better`` and on every value, zero on
    ``equal``.
    """

    features: Features
    better: tuple[Vector, ...]
    equal: tuple[Vector, ...]
    witness: Vector
    by_scale: bool = False  # Timestep Dominance: compare what is given each scale, not masses
    _known: dict[Vector, bool] = field(default_factory=dict)
    _rejecting: list[Vector] = field(default_factory=list)

    @property
    def has_statements(self) -> bool:
        return bool(self.better or self.equal)

    @cached_property
    def dual(self) -> Dual | None:
        """The fixed tests that decide every comparison, unless there are too many of them."""
        strict = len(self.better) + len(self.features.names) - self.features.values_from
        generators = self.generators()[:strict]
        return dual_of(len(self.features.names), generators, self.equal, MOST_TESTS)

    def compare(self, p: Vector, q: Vector) -> Relation:
        """How prospect p compares with prospect q."""
        difference = tuple(a - b for a, b in zip(p, q, strict=True))
        side = dot(self.witness, difference)
        if side > 0:
            return Relation.BETTER if self._in_cone(difference) else Relation.GAP
        if side < 0:
            turned = tuple(-entry for entry in difference)
            return Relation.WORSE if self._in_cone(turned) else Relation.GAP
        return Relation.EQUAL if self._in_cone(difference) else Relation.GAP

    def at_least(self, p: Vector, q: Vector) -> bool:
        """Whether p is at least as good as q."""
        return self._in_cone(tuple(a - b for a, b in zip(p, q, strict=True)))

    def prefers(self, p: Vector, q: Vector) -> bool:
        """Whether p is strictly preferred to q."""
        difference = tuple(a - b for a, b in zip(p, q, strict=True))
        return dot(self.witness, difference) > 0 and self._in_cone(difference)

    def maximal(self, vectors: Sequence[Vector]) -> list[Vector]:
        """The vectors that no other is strictly preferred to, in their order."""
        if len(vectors) < 2:
            return list(vectors)
        # Only what the witness puts strictly higher can be better, and being better is transitive:
        # it is enough to compare with the maximal vectors found so far.
        ranked = sorted(vectors, key=lambda vector: dot(self.witness, vector), reverse=True)
        groups: dict[Vector, list[Vector]] = {}
        kept: set[Vector] = set()
        for vector in ranked:
            # Without statements only prospects with equal masses compare.
            key = () if self.has_statements else vector[: self.features.values_from]
            rivals = groups.setdefault(key, [])
            if not any(self.prefers(rival, vector) for rival in rivals):
                rivals.append(vector)
                kept.add(vector)
        return [vector for vector in vectors if vector in kept]

    def generators(self) -> list[Vector]:
        """What spans the cone: stated betters, unit values, stated equals in both directions."""
        size, first = len(self.features.names), self.features.values_from
        units = [tuple(Fraction(int(i == j)) for j in range(size)) for i in range(first, size)]
        both = [*self.equal, *(tuple(-entry for entry in vector) for vector in self.equal)]
        return [*self.better, *units, *both]

    def _in_cone(self, difference: Vector) -> bool:
        first = self.features.values_from
        plain = not any(difference[:first]) and all(entry >= 0 for entry in difference[first:])
        if plain or not self.has_statements:
            return plain
        if (dual := self.dual) is not None:
            return not any(_along(line, difference) for line in dual.lines) and all(
                _along(ray, difference) >= 0 for ray in dual.rays
            )
        known = self._known.get(difference)
        if known is None:
            known = self._known[difference] = self._solve_in_cone(difference)
        return known

    def _solve_in_cone(self, difference: Vector) -> bool:
        if any(dot(completion, difference) < 0 for completion in self._rejecting):
            return False
        answer = maximise(self.generators(), difference)
        if isinstance(answer, Infeasible):
            # The certificate is a completion (up to closure) that says otherwise; the next
            # difference that it rejects needs no linear program.
            self._rejecting.append(tuple(-entry for entry in answer.y))
            return False
        return True


def _along(direction: Direction, vector: Vector) -> Fraction:
    return sum((a * b for a, b in zip(direction, vector, strict=True) if a and b), ZERO)


@dataclass(frozen=True)
class Acceptance:
    """Whether a prospect is best among others under some completion, with the proof.

    Exactly one is there: ``utility`` (a strict completion, by feature) under which it is best, or
    ``mixture`` (weight by index of the other prospects) that is strictly preferred to it.
    """

    utility: Vector | None
    mixture: Mapping[int, Fraction] | None


def acceptance(
    preference: Preference,
    prospect: Vector,
    others: Sequence[Vector],
    cancelled: Callable[[], bool] | None = None,
) -> Acceptance:
    """Find a strict completion under which no other prospect is better, or a better mixture.

    One linear program decides: nonnegative multiples of (other − prospect) that lie in the cone
    with a positive gain exist, or its Farkas certificate is the completion.  Both are checked
    exactly before they are returned.
    """
    generators = preference.generators()
    differences = [tuple(a - b for a, b in zip(other, prospect, strict=True)) for other in others]
    columns = [(*difference, ZERO) for difference in differences]
    columns += [
        (*(-entry for entry in vector), dot(preference.witness, vector)) for vector in generators
    ]
    right = (ZERO,) * len(prospect) + (ONE,)
    answer = maximise(columns, right, cancelled=cancelled)
    if isinstance(answer, Infeasible):
        utility = answer.y[:-1]
        strict = len(preference.better) + len(preference.features.names)
        strict -= preference.features.values_from
        if not (
            all(dot(utility, vector) > 0 for vector in generators[:strict])
            and all(dot(utility, vector) == 0 for vector in generators[strict:])
            and all(dot(utility, difference) <= 0 for difference in differences)
        ):
            raise CertificateError("The completion does not make the prospect best.")
        return Acceptance(utility, None)
    if not isinstance(answer, Optimum):
        raise CertificateError("A program without an objective has no unbounded one.")
    weights = answer.x[: len(others)]
    total = sum(weights, ZERO)
    mixture = {i: weight / total for i, weight in enumerate(weights) if weight}
    mixed = tuple(
        sum((weight * others[i][k] for i, weight in mixture.items()), ZERO)
        for k in range(len(prospect))
    )
    if not preference.prefers(mixed, prospect):
        raise CertificateError("The mixture is not strictly preferred.")
    return Acceptance(None, mixture)


def acceptable(
    preference: Preference,
    vectors: Sequence[Vector],
    cancelled: Callable[[], bool] | None = None,
) -> list[Vector]:
    """The vectors that are best among all of them under some strict completion, in their order."""
    candidates = preference.maximal(vectors)
    found: set[Vector] = set()

    def best_under(utility: Vector) -> None:
        top = max(dot(utility, vector) for vector in candidates)
        found.update(vector for vector in candidates if dot(utility, vector) == top)

    if candidates:
        best_under(preference.witness)
    for vector in candidates:
        if vector not in found:
            others = [other for other in candidates if other != vector]
            if (utility := acceptance(preference, vector, others, cancelled).utility) is not None:
                best_under(utility)
    return [vector for vector in vectors if vector in found]


# ------------------------------------------------------------------------- of a document


def outcome_vector(document: Document, preference: Preference, id_: str) -> Vector:
    """The features of an outcome for sure, without any payoffs."""
    outcome = document.outcomes[id_]
    values = signed(document, criterion_values(document, outcome.value))
    return preference.features.vector(scale_of(outcome), values)


@dataclass(frozen=True)
class Clash:
    """Stated comparisons that no utility function satisfies together."""

    message: str
    outcomes: tuple[str, ...]


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
class _Statements:
    """A document's outcomes as feature vectors, and its statements as differences of them."""

    features: Features
    vectors: Mapping[str, Vector]
    better: tuple[tuple[str, str], ...]
    equal: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, document: Document, needed: Iterable[str] | None = None) -> "_Statements":
        values = _readable(document)
        stated = document.preferences
        better = tuple(p for p in stated.better if p[0] in values and p[1] in values)
        equal = tuple(p for p in stated.equal if p[0] in values and p[1] in values)
        if needed is None:
            used = set(values)
        else:
            used = {*needed, *(id_ for pair in (*better, *equal) for id_ in pair)} & set(values)
        outcomes = [outcome for outcome in document.outcomes.values() if outcome.id in used]
        features = Features.of(outcomes, values)
        vectors = {
            outcome.id: features.vector(scale_of(outcome), signed(document, values[outcome.id]))
            for outcome in outcomes
        }
        return cls(features, vectors, better, equal)

    def differences(self, pairs: Iterable[tuple[str, str]]) -> tuple[Vector, ...]:
        return tuple(
            tuple(a - b for a, b in zip(self.vectors[x], self.vectors[y], strict=True))
            for x, y in pairs
        )

    def preference(self) -> Preference | Infeasible:
        """The relation, or the certificate that no utility function satisfies the statements."""
        better, equal = self.differences(self.better), self.differences(self.equal)
        size, first = len(self.features.names), self.features.values_from
        ones: Vector = (ZERO,) * first + (ONE,) * (size - first)
        plain = Preference(self.features, better, equal, ones)
        if not better and not equal:
            return plain
        # A strict completion exists iff no nonnegative combination of the strict generators, with
        # total weight 1, is matched by the equalities (Gordan, Motzkin).
        generators = plain.generators()
        strict = len(better) + size - first
        columns = [(*vector, Fraction(int(i < strict))) for i, vector in enumerate(generators)]
        answer = maximise(columns, (ZERO,) * size + (ONE,))
        if isinstance(answer, Infeasible):
            witness = tuple(-entry for entry in answer.y[:-1])
            if not all(dot(witness, vector) > 0 for vector in generators[:strict]):
                raise CertificateError("The utility function does not satisfy the statements.")
            return Preference(self.features, better, equal, witness)
        if not isinstance(answer, Optimum):
            raise CertificateError("A program without an objective has no unbounded one.")
        return Infeasible(answer.x)


def preference_of(document: Document, needed: Iterable[str] | None = None) -> Preference:
    """The preference relation of a document whose statements are consistent.

    ``needed`` names the outcomes that will be compared (all unless told); those that statements
    mention always take part.  Raises `NumberError` where the statements clash.
    """
    answer = _Statements.of(document, needed).preference()
    if isinstance(answer, Infeasible):
        clashing = clash(document)
        raise NumberError(clashing.message if clashing else "The stated comparisons clash.")
    answer.by_scale = document.preferences.relation == TIMESTEP_DOMINANCE
    return answer


def clash(document: Document) -> Clash | None:
    """Stated comparisons that contradict each other or the scales, or None if they agree.

    Where the contradiction is a cycle the message names it; outcomes whose numbers cannot be
    computed are left out.
    """
    statements = _Statements.of(document, ())
    answer = statements.preference()
    if isinstance(answer, Preference):
        return None
    if (cycle := _cycle(statements)) is not None:
        ids, text = cycle
        return Clash(f"The preferences go round in a circle: {text}.", ids)
    stated = [(x, "≻", y) for x, y in statements.better]
    units = len(statements.features.names) - statements.features.values_from
    weights = list(answer.y)
    equal = weights[len(stated) + units :]
    parts = [s for s, weight in zip(stated, weights, strict=False) if weight]
    half = len(statements.equal)
    parts += [
        (x, "~", y) for i, (x, y) in enumerate(statements.equal) if equal[i] or equal[half + i]
    ]
    text = ", ".join(f"{x} {sign} {y}" for x, sign, y in parts)
    ids = tuple(dict.fromkeys(id_ for x, _, y in parts for id_ in (x, y)))
    return Clash(f"No utility function satisfies all of these on their scales: {text}.", ids)


def _scale_relation(statements: _Statements, x: str, y: str) -> Relation:
    """How two outcomes compare by their scale alone."""
    first = statements.features.values_from
    a, b = statements.vectors[x], statements.vectors[y]
    if a[:first] != b[:first]:
        return Relation.GAP
    if a == b:
        return Relation.EQUAL
    if all(p >= q for p, q in zip(a, b, strict=True)):
        return Relation.BETTER
    if all(p <= q for p, q in zip(a, b, strict=True)):
        return Relation.WORSE
    return Relation.GAP


def _cycle(statements: _Statements) -> tuple[tuple[str, ...], str] | None:
    """A shortest circle of stated and scale comparisons with a strict one in it, spelled out."""
    edges: dict[str, list[tuple[str, bool]]] = {id_: [] for id_ in statements.vectors}
    for x, y in statements.better:
        edges[x].append((y, True))
    for x, y in statements.equal:
        edges[x].append((y, False))
        edges[y].append((x, False))
    for x in statements.vectors:
        for y in statements.vectors:
            if x != y:
                relation = _scale_relation(statements, x, y)
                if relation in (Relation.BETTER, Relation.EQUAL):
                    edges[x].append((y, relation is Relation.BETTER))
    best: list[tuple[str, bool]] | None = None
    for start in edges:
        path = _way_round(edges, start)
        if path is not None and (best is None or len(path) < len(best)):
            best = path
    if best is None:
        return None
    text = best[0][0]
    for (_, strict), (node, _) in zip(best, [*best[1:], best[0]], strict=True):
        text += f" {'≻' if strict else '~'} {node}"
    return tuple(node for node, _ in best), text


def _way_round(
    edges: Mapping[str, Sequence[tuple[str, bool]]], start: str
) -> list[tuple[str, bool]] | None:
    """The shortest way from a node back to itself that uses a strict edge (breadth first).

    Each entry is a node and whether the edge that leaves it on the way is strict.
    """
    before: dict[tuple[str, bool], tuple[tuple[str, bool], bool]] = {}
    queue = deque([(start, False)])
    while queue:
        state = queue.popleft()
        node, seen_strict = state
        for target, strict in edges[node]:
            following = (target, seen_strict or strict)
            if following in before or following == (start, False):
                continue
            before[following] = (state, strict)
            if following == (start, True):
                way = []
                while following != (start, False):
                    following, used = before[following]
                    way.append((following[0], used))
                return way[::-1]
            queue.append(following)
    return None


def matrix(document: Document) -> Mapping[tuple[str, str], Comparison]:
    """How every pair of outcomes compares, and where that comes from.

    Where the statements clash, only what is stated and what the scales say is given.
    """
    statements = _Statements.of(document)
    answer = statements.preference()
    stated: dict[tuple[str, str], Relation] = {}
    for x, y in statements.better:
        stated[x, y], stated[y, x] = Relation.BETTER, Relation.WORSE
    for x, y in statements.equal:
        stated[x, y] = stated[y, x] = Relation.EQUAL
    result: dict[tuple[str, str], Comparison] = {}
    ids = list(document.outcomes)
    for i, x in enumerate(ids):
        result[x, x] = Comparison(Relation.EQUAL)
        for y in ids[i + 1 :]:
            comparison = _comparison(statements, answer, stated, x, y)
            result[x, y] = comparison
            result[y, x] = Comparison(comparison.relation.converse, comparison.origin)
    return result


def _comparison(
    statements: _Statements,
    answer: Preference | Infeasible,
    stated: Mapping[tuple[str, str], Relation],
    x: str,
    y: str,
) -> Comparison:
    if (x, y) in stated:
        return Comparison(stated[x, y], "stated")
    if x not in statements.vectors or y not in statements.vectors:
        return Comparison(Relation.GAP)
    by_scale = _scale_relation(statements, x, y)
    if by_scale is not Relation.GAP:
        return Comparison(by_scale, "scale")
    if isinstance(answer, Infeasible) or not answer.has_statements:
        return Comparison(Relation.GAP)
    relation = answer.compare(statements.vectors[x], statements.vectors[y])
    return Comparison(relation, "" if relation is Relation.GAP else "implied")

"""From what a document states to how its outcomes compare: the relation, clashes, the matrix."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from solver.closure import Closure
from solver.comparison import Comparison, Relation
from solver.document import TIMESTEP_DOMINANCE, Document
from solver.errors import CertificateError, NumberError
from solver.linear import Infeasible, Optimum, Vector, dot, maximise
from solver.preferences import Features, Preference, Scale, scale_of
from solver.values import criterion_values

ZERO = Fraction(0)
ONE = Fraction(1)


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
class Statements:
    """A document's outcomes as feature vectors, and its statements as pairs of them.

    Outcomes whose numbers cannot be computed, and what is stated of them, are left out.
    """

    features: Features
    vectors: Mapping[str, Vector]
    better: tuple[tuple[str, str], ...]
    equal: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, document: Document, needed: Iterable[str] | None = None) -> "Statements":
        """Of the outcomes that are mentioned and of those ``needed``: all unless told."""
        values = _readable(document)
        stated = document.preferences
        better = tuple(p for p in stated.better if p[0] in values and p[1] in values)
        equal = tuple(p for p in stated.equal if p[0] in values and p[1] in values)
        used = set(values)
        if needed is not None:
            used &= {*needed, *(id_ for pair in (*better, *equal) for id_ in pair)}
        outcomes = [outcome for outcome in document.outcomes.values() if outcome.id in used]
        features = Features.of(outcomes, values)
        vectors = {
            outcome.id: features.vector(scale_of(outcome), signed(document, values[outcome.id]))
            for outcome in outcomes
        }
        return cls(features, vectors, better, equal)

    def differences(self, pairs: Iterable[tuple[str, str]]) -> tuple[Vector, ...]:
        """The features by which the first of two outcomes exceeds the second."""
        return tuple(
            tuple(a - b for a, b in zip(self.vectors[x], self.vectors[y], strict=True))
            for x, y in pairs
        )

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
        strict_vectors = self._within(features, self.differences(better))
        equal_vectors = self._within(features, self.differences(equal))
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
        scales = {self._scale(id_) for id_ in kept}
        names = tuple(name for name in self.features.names if name[0] in scales)
        return Features(names, len(scales), {name: i for i, name in enumerate(names)})

    def _within(self, features: Features, vectors: Iterable[Vector]) -> tuple[Vector, ...]:
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
        (witness,) = self._within(features, [self._witness(self.weights)])
        relation = Preference(
            features,
            self._within(features, self.differences(better)),
            self._within(features, self.differences(equal)),
            witness,
        )
        strict = len(better) + len(features.names) - features.values_from
        for i, vector in enumerate(relation.generators()):
            side = dot(relation.witness, vector)
            if side <= 0 if i < strict else side != 0:
                raise CertificateError("The utility function does not satisfy the statements.")
        return relation

    def _witness(self, weights: Preference) -> Vector:
        """One strict completion of everything."""
        found = self.extended(weights.features, weights.witness)
        first = self.features.values_from
        return tuple(
            entry if i < first or name in weights.features.index else ONE
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


def preference_of(document: Document, needed: Iterable[str] | None = None) -> Preference:
    """The preference relation of a document whose statements are consistent.

    ``needed`` names the outcomes that will be compared (all unless told).  Raises `NumberError`
    where the statements clash.
    """
    statements = Statements.of(document, needed)
    wanted = statements.vectors if needed is None else set(needed)
    relation = statements.preference([id_ for id_ in statements.vectors if id_ in wanted])
    if relation is None:
        clashing = clash(document)
        raise NumberError(clashing.message if clashing else "The stated comparisons clash.")
    relation.by_scale = document.preferences.relation == TIMESTEP_DOMINANCE
    return relation


def clash(document: Document) -> Clash | None:
    """Stated comparisons that contradict each other or the scales, or None if they agree.

    Where the contradiction is a cycle the message names it; outcomes whose numbers cannot be
    computed are left out.
    """
    statements = Statements.of(document, ())
    if statements.weights is not None:
        return None
    if (cycle := _cycle(statements)) is not None:
        ids, text = cycle
        return Clash(f"The preferences go round in a circle: {text}.", ids)
    stated = [(x, "≻", y) for x, y in statements.better]
    generators = statements.generators()
    strict = len(generators) - 2 * len(statements.equal)
    columns = [(*vector, ONE if i < strict else ZERO) for i, vector in enumerate(generators)]
    answer = maximise(columns, (ZERO,) * len(statements.features.names) + (ONE,))
    if not isinstance(answer, Optimum):
        raise CertificateError("Statements that clash have a combination that cancels out.")
    equal = answer.x[strict:]
    parts = [s for s, weight in zip(stated, answer.x, strict=False) if weight]
    half = len(statements.equal)
    parts += [
        (x, "~", y) for i, (x, y) in enumerate(statements.equal) if equal[i] or equal[half + i]
    ]
    text = ", ".join(f"{x} {sign} {y}" for x, sign, y in parts)
    ids = tuple(dict.fromkeys(id_ for x, _, y in parts for id_ in (x, y)))
    return Clash(f"No utility function satisfies all of these on their scales: {text}.", ids)


def _scale_relation(statements: Statements, x: str, y: str) -> Relation:
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


def _cycle(statements: Statements) -> tuple[tuple[str, ...], str] | None:
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

    >>> from assets import example_text
    >>> from solver.formats.quandary import loads
    >>> found = matrix(loads(example_text("shutdown")))
    >>> print(found["L", "U"].relation.sign, found["L", "S"].relation.sign)
    ≻ ∥
    """
    statements = Statements.of(document)
    compare = None if statements.weights is None else Pairs(statements, statements.weights)
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
            comparison = _comparison(statements, compare, stated, x, y)
            result[x, y] = comparison
            result[y, x] = Comparison(comparison.relation.converse, comparison.origin)
    return result


def _comparison(
    statements: Statements,
    compare: "Pairs | None",
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
    if compare is None:
        return Comparison(Relation.GAP)
    relation = compare.relation(x, y)
    return Comparison(relation, "" if relation is Relation.GAP else "implied")


class Pairs:
    """How sure outcomes compare by everything that is stated.

    x is at least as good as y iff a path leads from x to y, or every choice of weights puts some
    outcome on a scale below x at least as high as some above y.  Below x is x itself if it is on a
    scale, else whatever on scales its paths lead to.  All choices do iff a mixture of the
    differences lies in the cone of the weights; else one of them proves that x is not at least as
    good, and mostly proves the same of many pairs.
    """

    def __init__(self, statements: Statements, weights: Preference) -> None:
        self._closure = statements.closure
        self._first = statements.features.values_from
        self._weights = weights
        scales = {name[0] for name in weights.features.names}
        names = statements.features.names
        #: Outcomes on scales that statements are about, mentioned or not.
        self._points: dict[str, Vector] = {}
        for id_, vector in statements.vectors.items():
            if names[vector.index(ONE, 0, self._first)][0] in scales:
                (self._points[id_],) = statements._within(weights.features, [vector])
        scaled = [(id_, self._closure.index[id_]) for id_ in statements.scaled]
        self._below = {}
        self._above = {}
        for id_ in statements.vectors:
            own = self._closure.index.get(id_)
            if id_ in self._points:
                self._below[id_] = self._above[id_] = [id_]
            elif own is not None:
                below = self._closure.below
                # Of those on one scale only the best below and the worst above bind.
                self._below[id_] = self._best([s for s, j in scaled if below[own] >> j & 1], 1)
                self._above[id_] = self._best([s for s, j in scaled if below[j] >> own & 1], -1)
        #: By completion, the least that the outcome may have and the most.
        self._bounds: list[tuple[dict[str, Fraction], dict[str, Fraction]]] = []
        self._known: dict[tuple[str, str], bool] = {}
        self._learn(weights.witness)
        if weights.dual is not None:
            for ray in weights.dual.rays:
                self._learn(tuple(map(Fraction, ray)))

    def _best(self, ids: Sequence[str], sign: int) -> list[str]:
        """Those that no other on the same scale exceeds; with -1 those that exceed none."""
        first = self._weights.features.values_from
        points = {self._points[id_]: id_ for id_ in ids}  # the same point serves once

        def exceeds(p: Vector, q: Vector) -> bool:
            return p[:first] == q[:first] and all(
                sign * a >= sign * b for a, b in zip(p[first:], q[first:], strict=True)
            )

        return [
            id_ for q, id_ in points.items() if not any(p != q and exceeds(p, q) for p in points)
        ]

    def relation(self, x: str, y: str) -> Relation:
        """How x compares with y."""
        match self.at_least(x, y), self.at_least(y, x):
            case True, True:
                return Relation.EQUAL
            case True, False:
                return Relation.BETTER
            case False, True:
                return Relation.WORSE
            case _:
                return Relation.GAP

    def at_least(self, x: str, y: str) -> bool:
        """Whether x is at least as good as y."""
        if self._closure.leads(x, y):
            return True
        below, above = self._below.get(x), self._above.get(y)
        if not below or not above:
            return False
        if any(low[x] < high[y] for low, high in self._bounds):
            return False
        if any(self._on_scales(a, b) for a in below for b in above):
            return True
        return len(below) * len(above) > 1 and self._every_weighting(below, above)

    def _on_scales(self, a: str, b: str) -> bool:
        """Whether one outcome on a scale is at least as good as another."""
        found = self._known.get((a, b))
        if found is None:
            found = self._weights.at_least(self._points[a], self._points[b])
            self._known[a, b] = found
        return found

    def _every_weighting(self, below: Sequence[str], above: Sequence[str]) -> bool:
        differences = [
            tuple(p - q for p, q in zip(self._points[a], self._points[b], strict=True))
            for a in below
            for b in above
        ]
        generators = self._weights.generators()
        columns = [(*difference, ONE) for difference in dict.fromkeys(differences)]
        columns += [(*(-entry for entry in vector), ZERO) for vector in generators]
        answer = maximise(columns, (ZERO,) * len(self._weights.features.names) + (ONE,))
        if isinstance(answer, Infeasible):
            self._learn(answer.y[:-1])
            return False
        return True

    def _learn(self, weights: Vector) -> None:
        """Keep what some completion, up to closure, says of all outcomes."""
        values = {id_: dot(weights, point) for id_, point in self._points.items()}
        low = {id_: max(values[s] for s in own) for id_, own in self._below.items() if own}
        high = {id_: min(values[s] for s in own) for id_, own in self._above.items() if own}
        self._bounds.append((low, high))

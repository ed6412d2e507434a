"""From what a document states to how its outcomes compare: the relation, clashes, the matrix."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from solver.comparison import Comparison, Relation
from solver.document import TIMESTEP_DOMINANCE, Document
from solver.errors import CertificateError, NumberError
from solver.linear import Infeasible, Optimum, Vector, dot, maximise
from solver.preferences import Features, Preference, scale_of
from solver.values import criterion_values

ZERO = Fraction(0)
ONE = Fraction(1)


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

"""How sure outcomes compare: the matrix of all pairs, and where each comparison comes from."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from solver.budget import Budget, Progress
from solver.document.model import Document
from solver.preferences.comparison import Comparison, Relation
from solver.preferences.exact_simplex import Infeasible, Vector, dot, maximise
from solver.preferences.preference_cone import Preference
from solver.preferences.statements import Statements

ZERO = Fraction(0)
ONE = Fraction(1)


def matrix(
    document: Document,
    cancelled: Callable[[], bool] | None = None,
    progress: Progress | None = None,
) -> Mapping[tuple[str, str], Comparison]:
    """How every pair of outcomes compares, and where that comes from: by (id, id) a `Comparison`.

    Its ``relation`` is better, worse, equal or a gap, its ``origin`` says whether that is stated, on a scale or implied.
    Where the statements clash, only what is stated and what the scales say is given.  Raises
    `Cancelled` once ``cancelled`` says so; ``progress`` is told how far it is, from 0 to 1.

    >>> import quandary
    >>> found = quandary.matrix(quandary.example("shutdown"))
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
    budget = Budget(cancelled, progress=progress)
    done, pairs = 0, len(ids) * (len(ids) - 1) // 2
    for i, x in enumerate(ids):
        result[x, x] = Comparison(Relation.EQUAL)
        budget.report(done / max(1, pairs))
        for y in ids[i + 1 :]:
            budget.look()
            done += 1
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
    by_scale = statements.by_scale(x, y)
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
                (self._points[id_],) = statements.within(weights.features, [vector])
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

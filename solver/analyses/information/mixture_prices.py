"""Prices where mixtures of plans count: E-admissibility, by exact linear programs.

A prospect that is paid for is best under some completion iff no mixture of those to be had without is
strictly preferred to it, and the other way round.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction

from solver.analyses.information.price_comparisons import Bound, Vectors, vectors
from solver.induction.tree.compiled_tree import Compiled
from solver.preferences.exact_simplex import Optimum, Vector, dot, maximise
from solver.prospect import Prospect

ZERO, ONE = Fraction(0), Fraction(1)


class MixturePrices:
    """How prospects compare with mixtures of others, the price being paid on one side.

    Where a document lists opinions, the features of all of them stand side by side.
    """

    def __init__(
        self,
        tree: Compiled,
        criterion: str,
        plain: Sequence[Prospect],
        paid: Sequence[Prospect],
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        self._plain = _side_by_side(tree, criterion, plain)
        self._paid = _side_by_side(tree, criterion, paid)
        self._cancelled = cancelled
        trees = tree.readings
        self._has_statements = any(own.preference.has_statements for own in trees)
        sizes = [len(own.preference.features.names) for own in trees]
        self._slack: list[Vector] = []
        self._gains: list[Fraction] = []
        for place, own in enumerate(trees):
            before, behind = (ZERO,) * sum(sizes[:place]), (ZERO,) * sum(sizes[place + 1 :])
            for vector in own.preference.generators():
                self._slack.append((*before, *(-e for e in vector), *behind))
                self._gains.append(dot(own.preference.witness, vector))

    def permitted(self) -> list[Bound | None]:
        """Up to which price each prospect that is paid for is best under some completion.

        None where it is so at every price.
        """
        result: list[Bound | None] = []
        for point, drift in zip(self._paid.points, self._paid.drift, strict=True):
            # The least x with Σ μ·plain − (point − x·drift) in the cone.
            least = self._least(self._plain.points, point, drift)
            if least is None:
                result.append(None)
                continue
            aim = tuple(p - least * d for p, d in zip(point, drift, strict=True))
            result.append(Bound(least, included=not self._is_beaten(self._plain.points, aim)))
        return result

    def required(self) -> list[Bound | None] | None:
        """Up to which price each prospect to be had without is beaten; None where at no price.

        None in place of all where it takes more than a linear program: where a mixture that beats a
        prospect need not pay what the prospect would.
        """
        if self._has_statements and len(set(self._paid.drift)) > 1:
            return None
        result: list[Bound | None] = []
        for point, drift in zip(self._plain.points, self._plain.drift, strict=True):
            # A mixture that beats it has its masses, and so its drift: the greatest x with
            # Σ μ·paid − x·drift − point in the cone is −y for the least y.
            least = self._least(self._paid.points, point, drift)
            if least is None:
                result.append(None)
                continue
            aim = tuple(p - least * d for p, d in zip(point, drift, strict=True))
            result.append(Bound(-least, included=self._is_beaten(self._paid.points, aim)))
        return result

    def _least(self, points: Sequence[Vector], aim: Vector, drift: Vector) -> Fraction | None:
        """The least t with some mixture of points at least as good as aim − t·drift."""
        back = tuple(-entry for entry in drift)
        columns = [
            *((*point, ONE) for point in points),
            (*drift, ZERO),
            (*back, ZERO),
            *((*entry, ZERO) for entry in self._slack),
        ]
        objective = [*([ZERO] * len(points)), -ONE, ONE, *([ZERO] * len(self._slack))]
        answer = maximise(columns, (*aim, ONE), objective, self._cancelled)
        return -answer.value if isinstance(answer, Optimum) else None

    def _is_beaten(self, points: Sequence[Vector], aim: Vector) -> bool:
        """Whether some mixture of points is strictly preferred to what is aimed at."""
        columns = [*((*point, ONE) for point in points), *((*e, ZERO) for e in self._slack)]
        objective = [*([ZERO] * len(points)), *self._gains]
        answer = maximise(columns, (*aim, ONE), objective, self._cancelled)
        return isinstance(answer, Optimum) and answer.value > 0


def _side_by_side(tree: Compiled, criterion: str, prospects: Sequence[Prospect]) -> Vectors:
    """The features of prospects under all opinions, and the drift of each."""
    if not tree.opinions:
        return vectors(tree, criterion, prospects)
    parts = [
        vectors(own, criterion, [prospect.opinions[id_] for prospect in prospects])
        for id_, own in tree.opinions.items()
    ]
    places = range(len(prospects))
    return Vectors(
        tuple(tuple(entry for part in parts for entry in part.points[i]) for i in places),
        tuple(tuple(entry for part in parts for entry in part.drift[i]) for i in places),
    )

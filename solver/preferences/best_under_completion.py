"""Whether some completion makes a prospect best among others, with a proof either way."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import msgspec

from solver.errors import CertificateError
from solver.preferences.exact_simplex import Infeasible, Optimum, Vector, dot, maximise
from solver.preferences.preference_cone import Preference

ZERO = Fraction(0)
ONE = Fraction(1)


class Acceptance(msgspec.Struct, frozen=True):
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
        _check(preference, utility, [tuple(-entry for entry in each) for each in differences])
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


def inside(
    preference: Preference, gains: Sequence[Vector], cancelled: Callable[[], bool] | None = None
) -> Vector | None:
    """A strict completion that gives each of these gains (differences of prospects) at least 0.

    It is in the relative interior of those that do: a gain is 0 under it only if it is 0 under all
    of them.  None if there is no such completion.  In the linear program each gain counts up to 1;
    since completions may be multiplied, it reaches 1 wherever it can be positive at all.
    """
    generators, strict = preference.generators(), _strict(preference)
    size = len(preference.features.names)
    nothing = (ZERO,) * size

    def column(head: Vector, place: int | None = None, entry: Fraction = ONE) -> Vector:
        return (*head, *(entry if i == place else ZERO for i in range(len(gains))))

    columns = [column(gain, i) for i, gain in enumerate(gains)]
    columns += [column(nothing, i) for i in range(len(gains))]
    columns += [column(nothing, i, -ONE) for i in range(len(gains))]
    columns += [column(vector) for vector in generators]
    objective = [ZERO] * len(gains) + [-ONE] * len(gains) + [ZERO] * len(gains)
    objective += [ONE] * strict + [ZERO] * (len(generators) - strict)
    answer = maximise(columns, (*nothing, *(ONE,) * len(gains)), objective, cancelled)
    if not isinstance(answer, Optimum):
        return None
    utility = answer.y[:size]
    _check(preference, utility, gains)
    return utility


def ties_apart(preference: Preference, ties: Sequence[Vector]) -> list[Vector]:
    """Directions in which a completion may move so that all of these gains stay 0.

    A basis of the utilities that give 0 to each of them, and to everything stated as equal.
    """
    size = len(preference.features.names)
    rows: list[tuple[int, Vector]] = []  # by pivot, reduced
    for vector in (*preference.equal, *ties):
        row = vector
        for at, other in rows:
            row = _without(row, at, other)
        pivot = next((i for i, entry in enumerate(row) if entry), None)
        if pivot is None:
            continue
        row = tuple(entry / row[pivot] for entry in row)
        rows = [(at, _without(other, pivot, row)) for at, other in rows] + [(pivot, row)]
    bound = dict(rows)
    free = [i for i in range(size) if i not in bound]
    return [
        tuple(-bound[i][k] if i in bound else Fraction(int(i == k)) for i in range(size))
        for k in free
    ]


def _without(row: Vector, at: int, by: Vector) -> Vector:
    """A row less the multiple of another that has 1 at a place, so that it has 0 there."""
    factor = row[at]
    return tuple(a - factor * b for a, b in zip(row, by, strict=True)) if factor else row


def _strict(preference: Preference) -> int:
    """So many of the generators, the first ones, are positive under every strict completion."""
    values = len(preference.features.names) - preference.features.values_from
    return len(preference.better) + values


def _check(preference: Preference, utility: Vector, gains: Sequence[Vector]) -> None:
    generators, strict = preference.generators(), _strict(preference)
    if not (
        all(dot(utility, vector) > 0 for vector in generators[:strict])
        and all(dot(utility, vector) == 0 for vector in generators[strict:])
        and all(dot(utility, gain) >= 0 for gain in gains)
    ):
        raise CertificateError("The completion does not make the prospect best.")

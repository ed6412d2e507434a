"""Whether some completion makes a prospect best among others, with a proof either way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from solver.errors import CertificateError
from solver.preferences.exact_simplex import Infeasible, Optimum, Vector, dot, maximise
from solver.preferences.preference_cone import Preference

ZERO = Fraction(0)
ONE = Fraction(1)


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

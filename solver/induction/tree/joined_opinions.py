"""The tree under several opinions side by side: the features of all of them are those of a prospect.

An opinion is a reading of the whole document, so that it has a tree, features and preferences of its
own.  A prospect is at least as good as another iff it is so under every opinion: in the sum of their
cones, which have no coordinate in common.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from msgspec.structs import replace

from solver.induction.tree.prospect_order import ByExpectations, Order
from solver.preferences.double_description import Direction
from solver.preferences.exact_simplex import Vector
from solver.preferences.features import Feature, Features
from solver.preferences.preference_cone import Preference

ZERO = Fraction(0)


@dataclass(frozen=True)
class Beside:
    """The features of several opinions as one: all masses, then all values.

    ``places`` says for each opinion where its features stand, ``opinions`` for each feature whose it is.
    """

    preference: Preference
    places: tuple[tuple[int, ...], ...]
    opinions: tuple[int, ...]

    @classmethod
    def of(cls, names: Sequence[str], preferences: Sequence[Preference]) -> "Beside":
        """Those of these opinions, each with its own preferences."""
        rows: list[tuple[int, int]] = []
        for masses in (True, False):
            for i, own in enumerate(preferences):
                first = own.features.values_from
                some = range(first) if masses else range(first, len(own.features.names))
                rows += [(i, k) for k in some]
        places = tuple(
            tuple(at for k in range(len(own.features.names)) for at in [rows.index((i, k))])
            for i, own in enumerate(preferences)
        )

        def named(i: int, k: int) -> Feature:
            scale, criterion = preferences[i].features.names[k]
            return (*scale, names[i]), criterion

        features = tuple(named(i, k) for i, k in rows)
        joined = Features(
            features,
            sum(own.features.values_from for own in preferences),
            {name: at for at, name in enumerate(features)},
        )
        size = len(rows)
        preference = Preference(
            joined,
            tuple(
                placed(v, places[i], size) for i, own in enumerate(preferences) for v in own.better
            ),
            tuple(
                placed(v, places[i], size) for i, own in enumerate(preferences) for v in own.equal
            ),
            together([own.witness for own in preferences], places),
        )
        return cls(preference, places, tuple(i for i, _ in rows))

    def apart(self, vector: Sequence[Fraction]) -> list[Vector]:
        """A vector of all features as one for each opinion."""
        return [tuple(vector[at] for at in own) for own in self.places]


def together(vectors: Sequence[Vector], places: Sequence[Sequence[int]]) -> Vector:
    """The features of each opinion as one vector of all."""
    result = [ZERO] * sum(map(len, places))
    for vector, own in zip(vectors, places, strict=True):
        for at, entry in zip(own, vector, strict=True):
            result[at] = entry
    return tuple(result)


def placed(vector: Vector, places: Sequence[int], size: int) -> Vector:
    """A vector of one opinion's features among those of all."""
    result = [ZERO] * size
    for at, entry in zip(places, vector, strict=True):
        result[at] = entry
    return tuple(result)


def joined_order(
    orders: Sequence[Order],
    kinds: Sequence[Sequence[int]],
    leaves: Sequence[Vector],
    beside: Beside,
) -> Order:
    """How the prospects of a tree compare under each of several opinions.

    ``kinds`` says for each kind of leaf which it is under each opinion; ``leaves`` are its features.
    """
    own = [order for order in orders if isinstance(order, ByExpectations)]
    if own:
        expectations = tuple(
            replace(
                expectation,
                value=None if expectation.value is None else places[expectation.value],
                given=places[expectation.given],
            )
            for order, places in zip(own, beside.places, strict=True)
            for expectation in order.expectations
        )
        return ByExpectations.over(beside.preference, leaves, expectations, beside.opinions)
    if any(order.general is not None for order in orders):
        return Order.over_features(beside.preference, leaves, beside.opinions)
    scale = lcm(*(order.scale for order in orders))
    # Coordinates that must be equal stand before all others.
    rows = [(i, k) for i, order in enumerate(orders) for k in range(order.equal)]
    equal = len(rows)
    rows += [(i, k) for i, order in enumerate(orders) for k in range(order.equal, order.size)]
    points = tuple(
        tuple(orders[i].points[kind[i]][k] * (scale // orders[i].scale) for i, k in rows)
        for kind in kinds
    )
    size = len(beside.opinions)

    def spread(row: Direction, i: int) -> Direction:
        result = [0] * size
        for at, entry in zip(beside.places[i], row, strict=True):
            result[at] = entry
        return tuple(result)

    return Order(
        points,
        scale,
        equal,
        None,
        tuple(spread(orders[i].rows[k], i) for i, k in rows),
        tuple(spread(ray, i) for i, order in enumerate(orders) for ray in order.idle),
        size,
        tuple(i for i, _ in rows),
    )

"""The cover relation of outcomes: what a Hasse diagram shows.

Outcomes that are equally good share a place.  One place covers another if it is better and no
place lies between the two; all other strict comparisons follow from these by transitivity.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from solver.preferences.comparison import Comparison, Relation

Matrix = Mapping[tuple[str, str], Comparison]


@dataclass(frozen=True)
class CoverEdge:
    """Place ``above`` is better than place ``below`` (by number).

    ``origin`` is that of a `Comparison`.  ``covers`` is False for a comparison that is stated
    although it follows from others anyway.
    """

    above: int
    below: int
    origin: str
    covers: bool = True


@dataclass(frozen=True)
class Covers:
    """The places, each with its equally good outcomes, and the edges between them."""

    places: tuple[tuple[str, ...], ...]
    edges: tuple[CoverEdge, ...]


def covers(outcomes: Sequence[str], matrix: Matrix) -> Covers | None:
    """The cover relation of the outcomes; None where the statements clash.

    >>> from assets import example_text
    >>> from solver.formats.quandary import loads
    >>> from solver.preferences.outcome_matrix import matrix
    >>> souring = loads(example_text("single-souring"))
    >>> found = covers(list(souring.outcomes), matrix(souring))
    >>> found.places
    (('A',), ('A-',), ('B',))
    >>> [(found.places[edge.above], found.places[edge.below]) for edge in found.edges]
    [(('A',), ('A-',))]
    """
    places = _places(outcomes, matrix)
    below = _below([place[0] for place in places], matrix)
    if below is None:
        return None
    edges = []
    for i, beaten in enumerate(below):
        further = 0  # what is reached by way of others is not covered
        rest = beaten
        while rest:
            j = (rest & -rest).bit_length() - 1
            further |= below[j]
            rest &= rest - 1
        for j in range(len(places)):
            if beaten >> j & 1:
                origin = _origin(places[i], places[j], matrix)
                is_cover = not further >> j & 1
                if is_cover or origin == "stated":
                    edges.append(CoverEdge(i, j, origin, is_cover))
    return Covers(places, tuple(edges))


def _places(outcomes: Sequence[str], matrix: Matrix) -> tuple[tuple[str, ...], ...]:
    """The outcomes in classes of equals, in their order."""
    places: list[list[str]] = []
    for x in outcomes:
        for place in places:
            if matrix[place[0], x].relation is Relation.EQUAL:
                place.append(x)
                break
        else:
            places.append([x])
    return tuple(map(tuple, places))


def _below(heads: Sequence[str], matrix: Matrix) -> list[int] | None:
    """By place, the bits of the places that it is better than; None if that is no order."""
    below = [
        sum(1 << j for j, y in enumerate(heads) if matrix[x, y].relation is Relation.BETTER)
        for x in heads
    ]
    for i, beaten in enumerate(below):
        rest = beaten
        while rest:
            j = (rest & -rest).bit_length() - 1
            if below[j] & ~beaten or j == i:
                return None
            rest &= rest - 1
    return below


def _origin(above: Sequence[str], below: Sequence[str], matrix: Matrix) -> str:
    """Where the comparison of two places comes from: what is stated goes before the scale."""
    found = {matrix[x, y].origin for x in above for y in below}
    return next(origin for origin in ("stated", "scale", "implied") if origin in found)

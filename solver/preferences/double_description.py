"""The dual of a polyhedral cone, exactly: the tests that decide membership without a linear program.

Prospect p is at least as good as q iff every completion says so.  The completions (closure
included) form a cone; once its lineality and its extreme rays are known, the question is a fixed
matrix test: equal along the lineality, at least as great along every ray.  Found by the double
description method (Motzkin et al. 1953; Fukuda and Prodon 1996) in whole numbers.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm

import msgspec

#: A vector of whole numbers without a common divisor: a direction.
Direction = tuple[int, ...]


class Dual(msgspec.Struct, frozen=True):
    """All u with u·g ≥ 0 for the generators and u·e = 0 for the equalities.

    These are exactly the sums of any multiples of ``lines`` and nonnegative multiples of
    ``rays``; each list is as short as it can be.
    """

    lines: tuple[Direction, ...]
    rays: tuple[Direction, ...]


def dual_of(
    size: int,
    generators: Sequence[Sequence[Fraction | int]],
    equalities: Sequence[Sequence[Fraction | int]],
    most_rays: int,
) -> Dual | None:
    """The dual of the cone that ``generators`` and, in both directions, ``equalities`` span.

    ``size`` is the dimension.  None where more than ``most_rays`` rays come up on the way: there
    may be exponentially many.
    """
    lines: list[Direction] = [tuple(int(i == j) for j in range(size)) for i in range(size)]
    rays: list[tuple[Direction, int]] = []  # with the constraints that hold with equality, as bits
    equal = [direction(vector) for vector in equalities]
    for vector in equal:
        at = next((i for i, line in enumerate(lines) if _dot(line, vector)), None)
        if at is not None:  # rays come later, so only lines are to be brought onto the plane
            pivot = lines.pop(at)
            lines = [_onto(line, pivot, vector) for line in lines]
    for place, generator in enumerate(dict.fromkeys(direction(vector) for vector in generators)):
        if not any(generator):
            continue
        bit = 1 << place
        at = next((i for i, line in enumerate(lines) if _dot(line, generator)), None)
        if at is not None:
            pivot = lines.pop(at)
            if _dot(pivot, generator) < 0:
                pivot = tuple(-entry for entry in pivot)
            lines = [_onto(line, pivot, generator) for line in lines]
            rays = [(_onto(ray, pivot, generator), tight | bit) for ray, tight in rays]
            rays.append((pivot, bit - 1))  # lines satisfied everything before with equality
            continue
        rays = _cut(rays, generator, bit)
        if len(rays) > most_rays:
            return None
    return Dual(tuple(lines), tuple(ray for ray, _ in rays))


def _cut(rays: list[tuple[Direction, int]], by: Direction, bit: int) -> list[tuple[Direction, int]]:
    """The extreme rays of what of a pointed cone lies on the good side of one more plane."""
    sides = [_dot(ray, by) for ray, _ in rays]
    kept = [
        (ray, tight | bit if side == 0 else tight)
        for (ray, tight), side in zip(rays, sides, strict=True)
        if side >= 0
    ]
    plus = [i for i, side in enumerate(sides) if side > 0]
    minus = [i for i, side in enumerate(sides) if side < 0]
    for i in plus:
        for j in minus:
            common = rays[i][1] & rays[j][1]
            # Adjacent iff no third ray lies on all the planes that both lie on.
            if any(common & rays[k][1] == common for k in range(len(rays)) if k not in (i, j)):
                continue
            joined = tuple(
                sides[i] * b - sides[j] * a for a, b in zip(rays[i][0], rays[j][0], strict=True)
            )
            kept.append((_lowest(joined), common | bit))
    return kept


def independent(vectors: Sequence[Direction]) -> list[Direction]:
    """As few directions as span the same space, in row echelon form."""
    result: list[Direction] = []
    for vector in vectors:
        for kept in result:
            at = next(i for i, entry in enumerate(kept) if entry)
            if vector[at]:
                vector = _lowest(
                    tuple(kept[at] * v - vector[at] * k for v, k in zip(vector, kept, strict=True))
                )
        if any(vector):
            result.append(vector)
    return result


def _onto(vector: Direction, pivot: Direction, by: Direction) -> Direction:
    """The vector moved along the pivot until it is orthogonal to ``by``; its own side is kept."""
    side = _dot(vector, by)
    if not side:
        return vector
    step = _dot(pivot, by)
    sign = 1 if step > 0 else -1
    return _lowest(
        tuple(abs(step) * a - sign * side * b for a, b in zip(vector, pivot, strict=True))
    )


def direction(vector: Sequence[Fraction | int]) -> Direction:
    """The smallest vector of whole numbers that points the same way."""
    scale = lcm(*(entry.denominator for entry in vector))
    return _lowest(tuple(int(entry * scale) for entry in vector))


def _lowest(vector: Direction) -> Direction:
    divisor = gcd(*vector)
    return tuple(entry // divisor for entry in vector) if divisor > 1 else vector


def _dot(a: Direction, b: Direction) -> int:
    return sum(x * y for x, y in zip(a, b, strict=True))

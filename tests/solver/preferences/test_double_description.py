"""The dual of a cone: the tests that it amounts to, against exact linear programs."""

import random
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from math import gcd

import pytest

from solver.preferences.double_description import Direction, Dual, direction, dual_of, independent
from solver.preferences.exact_simplex import Infeasible, Vector, maximise

MANY = 10**6  # rays: no cap


def dot(a: Sequence[Fraction | int], b: Sequence[Fraction | int]) -> Fraction:
    return sum((Fraction(x) * y for x, y in zip(a, b, strict=True)), Fraction(0))


def negative(vector: Sequence[Fraction | int]) -> Vector:
    return tuple(Fraction(-entry) for entry in vector)


def exact(vectors: Sequence[Sequence[Fraction | int]]) -> list[Vector]:
    return [tuple(Fraction(entry) for entry in vector) for vector in vectors]


def spans(generators: Sequence[Vector], equalities: Sequence[Vector], vector: Vector) -> bool:
    """Whether the vector lies in the cone, by a linear program."""
    columns = [*generators, *equalities, *map(negative, equalities)]
    return not isinstance(maximise(columns, vector), Infeasible)


def passes(dual: Dual, vector: Vector) -> bool:
    return not any(dot(line, vector) for line in dual.lines) and all(
        dot(ray, vector) >= 0 for ray in dual.rays
    )


def rank(vectors: Sequence[Sequence[Fraction | int]]) -> int:
    """The dimension of what they span, by elimination with fractions."""
    rows, found = [list(map(Fraction, vector)) for vector in vectors], 0
    for column in range(len(rows[0]) if rows else 0):
        at = next((i for i in range(found, len(rows)) if rows[i][column]), None)
        if at is None:
            continue
        rows[found], rows[at] = rows[at], rows[found]
        for i in range(found + 1, len(rows)):
            factor = rows[i][column] / rows[found][column]
            rows[i] = [a - factor * b for a, b in zip(rows[i], rows[found], strict=True)]
        found += 1
    return found


def drawn(draw: random.Random, size: int) -> Vector:
    entries = (0, 0, 0, 1, 1, -1, 2, -2, Fraction(1, 2), Fraction(-3, 7))
    return tuple(Fraction(draw.choice(entries)) for _ in range(size))


def cone(draw: random.Random, size: int) -> tuple[list[Vector], list[Vector]]:
    """Generators and equalities, with what is redundant and what is in both directions."""
    generators = [drawn(draw, size) for _ in range(draw.randint(0, size + 3))]
    equalities = [drawn(draw, size) for _ in range(draw.choice((0, 0, 0, 1, 1, 2)))]
    for _ in range(draw.choice((0, 0, 1, 2))):
        if generators:
            a, b = draw.choice(generators), draw.choice(generators)
            kind = draw.randrange(5)
            if kind == 0:  # a multiple, and the sum of two
                generators += [
                    tuple(3 * x for x in a),
                    tuple(x + y for x, y in zip(a, b, strict=True)),
                ]
            elif kind == 1:
                generators.append(negative(a))
            elif kind == 2:
                generators.append((Fraction(0),) * size)
            elif kind == 3 and equalities:  # equal up to something free
                generators.append(tuple(x + y for x, y in zip(a, equalities[0], strict=True)))
            else:
                equalities.append(a)
    if equalities and draw.random() < 0.3:
        equalities.append(tuple(2 * entry for entry in equalities[0]))
    draw.shuffle(generators)
    return generators, equalities


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
def test_the_dual_decides_membership(size: int) -> None:
    draw = random.Random(size)
    seen: Counter[bool] = Counter()
    for _ in range(70):
        generators, equalities = cone(draw, size)
        dual = dual_of(size, generators, equalities, MANY)
        assert dual is not None
        vectors = [drawn(draw, size) for _ in range(8)]
        for _ in range(8):  # in the cone, and just off it
            parts = [(draw.choice((0, 0, 1, 2)), g) for g in generators]
            parts += [(draw.choice((-1, 0, 1)), e) for e in equalities]
            inside = tuple(sum((k * g[i] for k, g in parts), Fraction(0)) for i in range(size))
            assert passes(dual, inside)
            at = draw.randrange(size)
            off = Fraction(draw.choice((-1, 1)), 10**20)
            vectors.append(tuple(x + off * (i == at) for i, x in enumerate(inside)))
        for vector in vectors:
            inside_it = passes(dual, vector)
            seen[inside_it] += 1
            assert inside_it == spans(generators, equalities, vector), (generators, equalities)
    assert min(seen[True], seen[False]) > 20


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
def test_the_dual_is_as_short_as_can_be(size: int) -> None:
    """Lines span the lineality once; each ray is a ray, extreme and there once."""
    draw = random.Random(100 + size)
    for _ in range(60):
        generators, equalities = cone(draw, size)
        dual = dual_of(size, generators, equalities, MANY)
        assert dual is not None
        lines, rays = exact(dual.lines), exact(dual.rays)
        for vector in (*dual.lines, *dual.rays):
            assert gcd(*vector) == 1
        assert all(dot(u, v) == 0 for u in (*lines, *rays) for v in equalities)
        assert all(dot(line, v) == 0 for line in lines for v in generators)
        assert all(dot(ray, v) >= 0 for ray in rays for v in generators)
        # What is orthogonal to everything is the lineality of the dual.
        assert len(lines) == rank(lines) == size - rank([*generators, *equalities])
        for i, ray in enumerate(rays):
            assert not spans([*rays[:i], *rays[i + 1 :]], lines, ray)


def test_plain_duals() -> None:
    units = [(1, 0, 0), (0, 1, 0), (0, 0, 1)]
    assert dual_of(3, units, [], MANY) == Dual((), tuple(units))
    assert dual_of(3, [], [], MANY) == Dual(tuple(units), ())
    assert dual_of(3, [], units, MANY) == Dual((), ())
    assert dual_of(3, [(0, 0, 0)], [(0, 0, 0)], MANY) == Dual(tuple(units), ())
    half = dual_of(2, [(Fraction(1, 2), Fraction(-1, 3))], [], MANY)
    assert half is not None
    assert (len(half.lines), len(half.rays)) == (1, 1)
    assert dual_of(2, [(1, 0), (-1, 0), (0, 1)], [], MANY) == Dual((), ((0, 1),))
    assert dual_of(2, [(1, 0), (-1, 0)], [(0, 1)], MANY) == Dual((), ())
    assert dual_of(0, [], [], MANY) == Dual((), ())


def cube(size: int) -> list[Vector]:
    """The cone over a cube: 2·size generators, 2^size rays in its dual's place the other way."""
    return [
        tuple(Fraction(1 if i == size else sign * (i == at)) for i in range(size + 1))
        for at in range(size)
        for sign in (1, -1)
    ]


@pytest.mark.parametrize("size", [2, 3, 4, 5])
def test_the_cap_on_rays(size: int) -> None:
    """Few generators may have exponentially many rays: they are counted, and refused in time."""
    corners = 2**size
    dual = dual_of(size + 1, cube(size), [], corners)
    assert dual is not None
    assert not dual.lines
    assert len(dual.rays) == corners
    assert {tuple(map(abs, ray)) for ray in dual.rays} == {(1,) * (size + 1)}
    assert dual_of(size + 1, cube(size), [], corners - 1) is None
    assert dual_of(21, cube(20), [], 64) is None  # without the cap a million


def test_large_numbers() -> None:
    big = 10**40
    generators = exact([(big, -big + 1, 0), (0, big, 1 - big), (0, 0, 1), (1, 1, 1)])
    dual = dual_of(3, generators, [], MANY)
    assert dual is not None
    for vector in exact([(big, 0, 0), (big, -big, 0), (big, 1 - big, 0), (0, 1, -1), (-1, 1, 1)]):
        assert passes(dual, vector) == spans(generators, [], vector)


def test_independent_directions() -> None:
    draw = random.Random(7)
    for _ in range(300):
        size = draw.randint(1, 5)
        vectors: list[Direction] = [direction(drawn(draw, size)) for _ in range(draw.randint(0, 6))]
        for _ in range(draw.choice((0, 1, 2))):
            if vectors:
                a, b = draw.choice(vectors), draw.choice(vectors)
                vectors.append(tuple(2 * x - 3 * y for x, y in zip(a, b, strict=True)))
        kept = independent(vectors)
        assert len(kept) == rank(kept) == rank(vectors) == rank([*kept, *vectors])
        leading = [next(i for i, entry in enumerate(row) if entry) for row in kept]
        assert len(set(leading)) == len(leading)


def test_directions() -> None:
    assert direction((Fraction(1, 2), Fraction(-1, 3))) == (3, -2)
    assert direction((4, 6)) == (2, 3)
    assert direction((0, 0)) == (0, 0)
    assert direction((-5,)) == (-1,)

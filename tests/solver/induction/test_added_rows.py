"""The sums that make up the hull of two hulls, against the hull of all sums."""

import random
from fractions import Fraction

import numpy as np
import pytest

from solver.induction.tree.added_rows import Added, all_added, hulls_added
from solver.induction.tree.vector_maxima import on_hull, sizes_of
from solver.whole_numbers import Ints, Whole
from tests.solver.induction.test_vector_maxima import array, beginnings


def summed(added: Added, a_first: Ints, a: Whole, b: Whole) -> tuple[list[tuple[int, int]], Ints]:
    """The pairs of rows that are added, and where those of each set begin."""
    order = np.arange(len(b)) if added.order is None else added.order
    pairs = [
        (row, place)
        for row in range(len(a))
        for place in sorted(order[added.low[row] : added.high[row]].tolist())
    ]
    sets = np.arange(len(a_first) - 1).repeat(sizes_of(a_first))
    counts = np.bincount(sets[[row for row, _ in pairs]], minlength=len(a_first) - 1)
    return pairs, beginnings(counts.tolist())


def admitted(
    pairs: list[tuple[int, int]], first: Ints, a: Whole, b: Whole, equal: int
) -> dict[tuple[int, int], tuple[int, int]]:
    """For each pair on the hull of its set the first one with that sum."""
    sums = np.array([a[i] + b[j] for i, j in pairs]).reshape(-1, 2)
    found = on_hull(first, sums, equal).tolist()
    return {pairs[i]: pairs[r] for i, r in enumerate(found) if r >= 0}


def hulls(
    draw: random.Random, sizes: list[int], equal: int, least: int, most: int
) -> tuple[Ints, Whole]:
    """Sets of rows that all are on the hull of their set, in any order; some edges follow each other straight on."""
    rows: list[list[int]] = []
    for size in sizes:
        edges = [(draw.randint(least, most), draw.randint(least, most)) for _ in range(size - 1)]
        edges = [(dx, -dy if draw.random() < 0.7 or not equal else dy) for dx, dy in edges]
        edges.sort(key=lambda edge: Fraction(-edge[1], edge[0]))
        own = [[draw.randint(-9, 9), draw.randint(-9, 9)]] if size else []
        for dx, dy in edges:
            own.append([own[-1][0] + dx, own[-1][1] + dy])
        rows += draw.sample(own, size)
    return beginnings(sizes), array(rows, 2)


@pytest.mark.parametrize("equal", [0, 1])
@pytest.mark.parametrize(
    ("least", "most"), [(1, 3), (1, 8), (1, 10**6), (1, 2**56), (2**56, 2**56 + 3)]
)
def test_hulls_added_are_the_hull_of_all_sums(equal: int, least: int, most: int) -> None:
    """Of the last ones doubles cannot even tell in which order the edges of one hull come."""
    draw = random.Random(most + equal)
    sure = unsure = 0
    for _ in range(60):
        sets = draw.randint(1, 5)
        a_first, a = hulls(
            draw, [draw.choice((0, 1, 2, 5, 9)) for _ in range(sets)], equal, least, most
        )
        b_first, b = hulls(
            draw, [draw.choice((2, 3, 5, 9)) for _ in range(sets)], equal, least, most
        )
        if not len(a):
            continue
        weights = np.array([draw.choice((0, 1, 2)) for _ in range(sets)])
        b *= weights.repeat(sizes_of(b_first))[:, None]
        every, every_first = summed(all_added(a_first, b_first, sure=False), a_first, a, b)
        found = hulls_added(a_first, a, b_first, b, weights == 0)
        pairs, first = summed(found, a_first, a, b)
        wanted = admitted(every, every_first, a, b, equal)
        assert admitted(pairs, first, a, b, equal) == wanted
        for s in np.flatnonzero(found.sure).tolist():  # just these, and no two alike
            own = pairs[int(first[s]) : int(first[s + 1])]
            assert own == [pair for pair in wanted if a_first[s] <= pair[0] < a_first[s + 1]]
            assert all(wanted[pair] == pair for pair in own)
        sure += int(found.sure.sum())
        unsure += int((~found.sure & (weights != 0)).sum())
    assert sure > 20
    assert unsure > 10 or least < 8 < most  # among many numbers edges with one slope are rare


@pytest.mark.parametrize("swapped", [False, True])
def test_slopes_that_are_rounded_alike(swapped: bool) -> None:
    """One edge is steeper than the other by less than doubles can tell: one corner is none."""
    big = 2**58
    flat, steep = [[0, big], [big, 1]], [[0, big - 1], [big - 1, 0]]
    a, b = (array(rows, 2) for rows in ((steep, flat) if swapped else (flat, steep)))
    first = beginnings([2])
    found = hulls_added(first, a, first, b, np.array([False]))
    assert found.sure.tolist() == [False]
    pairs, own = summed(found, first, a, b)
    assert len(pairs) == 4  # all sums, of which the exact hull takes three
    over, under = ((0, 1), (1, 0)) if swapped else ((1, 0), (0, 1))
    assert admitted(pairs, own, a, b, 0).keys() == {(0, 0), over, (1, 1)}
    assert under in pairs

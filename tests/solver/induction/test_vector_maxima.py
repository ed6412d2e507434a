"""Maximal vectors and upper hulls of many sets at once, against their definitions pair by pair."""

import random
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from solver.induction.tree import vector_maxima as module
from solver.induction.tree.vector_maxima import (
    BLOCK,
    SMALL,
    distinct,
    maxima,
    on_hull,
    ranked,
    rows_and_sets,
)
from solver.whole_numbers import SAFE, Ints, Whole
from tests.solver.induction.counting import counted

Rows = Sequence[Sequence[int]]
WAYS = ("_pair_by_pair", "_sorted", "_staircase", "_by_groups", "_stairs", "_blocks", "_below")


@pytest.fixture
def used(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each way of computing is taken."""
    return counted(monkeypatch, module, WAYS)


def beginnings(sizes: Sequence[int]) -> Ints:
    return np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]).astype(np.int64)


def array(rows: Rows, columns: int, *, objects: bool = False) -> Whole:
    result = np.empty((len(rows), columns), dtype=object if objects else np.int64)
    for i, row in enumerate(rows):
        result[i] = row
    return result


def at_least(a: Sequence[int], b: Sequence[int], equal: int) -> bool:
    return a[:equal] == b[:equal] and all(x >= y for x, y in zip(a[equal:], b[equal:], strict=True))


def by_definition(first: Ints, rows: Rows, equal: int) -> list[int]:
    """The first row of the set that is the same, or -1 where one is at least as good and differs."""
    result = []
    for start, stop in pairwise(first.tolist()):
        own = rows[start:stop]
        for row in own:
            better = any(other != row and at_least(other, row, equal) for other in own)
            result.append(-1 if better else start + own.index(row))
    return result


def drawn(draw: random.Random, count: int, columns: int, most: int, factor: int = 1) -> list[Any]:
    return [[draw.randint(-most, most) * factor for _ in range(columns)] for _ in range(count)]


@pytest.mark.parametrize("columns", range(6))
def test_many_small_sets(columns: int, used: Counter[str]) -> None:
    """All numbers of equal columns, equal rows, sets of no, one and several rows side by side."""
    draw = random.Random(columns)
    sets = 0
    for turn in range(160):
        sizes = [draw.choice((0, 1, 2, 2, 3, 4, 5, 6, 7, 9, 14)) for _ in range(draw.randint(1, 9))]
        sets += len(sizes)
        first, equal = beginnings(sizes), draw.randint(0, columns)
        # Beyond 64 bits, and differing only far below what a double could tell apart.
        factor, offset = draw.choice(((1, 0), (1, 0), (2**59, 0), (2**70, 0), (1, 10**40)))
        rows = drawn(draw, sum(sizes), columns, draw.randint(0, 3), factor)
        rows = [[entry + offset for entry in row] for row in rows]
        vectors = array(rows, columns, objects=factor > 2**60 or offset > 0 or turn % 7 == 0)
        assert maxima(first, vectors, equal).tolist() == by_definition(first, rows, equal)
        assert distinct(first, vectors).tolist() == by_definition(first, rows, columns)
    assert sets > 600
    if columns:
        assert used["_pair_by_pair"] > 100
        assert used["_sorted"] > 100


@pytest.mark.parametrize(
    ("columns", "equal"), [(c, e) for c in range(1, 6) for e in range(3) if e <= c]
)
def test_large_sets(columns: int, equal: int, used: Counter[str]) -> None:
    """Beyond one block of rows; few and many equal numbers; fronts of all sizes."""
    draw = random.Random(10 * columns + equal)
    for size, most in ((2 * BLOCK + 7, 3), (BLOCK + 1, 5), (3 * BLOCK, 10**6), (BLOCK, 40)):
        rows = drawn(draw, size, columns, most)
        for row in rows:  # columns that must be equal say something only where they often are
            row[:equal] = [entry % 3 for entry in row[:equal]]
        if columns - equal > 1 and draw.random() < 0.5:  # most lie on a front
            for row in rows:
                row[-1] = -sum(row[equal:-1]) - draw.choice((0, 0, 0, 1))
        others = drawn(draw, SMALL + 2, columns, 2)
        first = beginnings([len(others), len(rows), 0])
        wanted = by_definition(first, [*others, *rows], equal)
        vectors = array([*others, *rows], columns)
        assert maxima(first, vectors, equal).tolist() == wanted
        assert maxima(first, vectors.astype(object) * 10**30, equal).tolist() == wanted
        shuffled = draw.sample(rows, len(rows))
        again = maxima(beginnings([len(rows)]), array(shuffled, columns), equal).tolist()
        count = sum(entry == i for i, entry in enumerate(wanted) if i >= len(others))
        assert sum(entry == i for i, entry in enumerate(again)) == count
    way = {0: "_sorted", 1: "_sorted", 2: "_staircase", 3: "_stairs"}.get(
        columns - equal, "_blocks"
    )
    assert used[way] >= 8


def test_the_largest_numbers_that_are_kept_in_64_bits() -> None:
    most = SAFE - 1
    rows = [[-most, most], [most, -most], [-most, most - 1], [most, -most], [0, 0], [1, 0], [1, -1]]
    for some in (rows, rows[:4]):
        first = beginnings([len(some)])
        assert maxima(first, array(some, 2), 0).tolist() == by_definition(first, some, 0)
    kept = maxima(beginnings([4]), array(rows[:4], 2), 0)
    assert kept.tolist() == [0, 1, -1, 1]


def test_rows_and_ranks() -> None:
    first = beginnings([2, 0, 3, 1])
    rows, sets = rows_and_sets(first, np.array([3, 0, 1]))
    assert (rows.tolist(), sets.tolist()) == ([5, 0, 1], [3, 0, 0])
    big = array([[2**80, -1], [2**80 + 1, 5], [2**80, 5]], 2, objects=True)
    assert ranked(big).tolist() == [[0, 0], [1, 1], [0, 1]]
    assert ranked(big[:, :0]).shape == (3, 0)
    small = array([[1, 2]], 2)
    assert ranked(small) is small


# ------------------------------------------------------------------------------- hulls


def hull_by_definition(first: Ints, rows: Rows, admitted: Sequence[int]) -> list[int]:
    """Admitted rows that lie below no chord between two others."""
    gone = set()
    for start, stop in pairwise(first.tolist()):
        own = [(i, *rows[i]) for i in range(start, stop) if admitted[i] == i]
        for i, x, y in own:
            for _, x1, y1 in own:
                for _, x2, y2 in own:
                    if x1 < x < x2 and (y - y1) * (x2 - x1) < (y2 - y1) * (x - x1):
                        gone.add(i)
    return [-1 if entry in gone else entry for entry in admitted]


@pytest.mark.parametrize("equal", [0, 1])
@pytest.mark.parametrize(
    ("factor", "offset"),
    [(1, 0), (2**31 - 1, 0), (2**55, 3), (10**30, 0), (1, 2**200)],
    ids=["products fit", "products barely fit", "in floats", "large", "close together"],
)
def test_hulls(equal: int, factor: int, offset: int, used: Counter[str]) -> None:
    draw = random.Random(factor + equal)
    dropped = 0
    for _ in range(120):
        sizes = [draw.choice((1, 2, 3, 4, 6, 9, 15)) for _ in range(draw.randint(1, 4))]
        first = beginnings(sizes)
        rows = drawn(draw, sum(sizes), 2, draw.choice((2, 5, 9)), factor)
        if draw.random() < 0.5:  # near a bow, on which nearly all are admitted; some on one line
            for row in rows:
                row[1] = -row[0] if row[0] < 0 else -2 * row[0]
                row[1] += draw.choice((0, 0, -1, 1))
        rows = [[entry + offset for entry in row] for row in rows]
        vectors = array(rows, 2, objects=offset + 10 * factor >= SAFE)
        admitted = maxima(first, vectors, equal)
        wanted = hull_by_definition(first, rows, admitted.tolist())
        assert on_hull(first, vectors, equal).tolist() == wanted
        dropped += wanted.count(-1) - admitted.tolist().count(-1)
    assert dropped > 40
    assert used["_below"] > 40


@pytest.mark.parametrize("bits", [20, 30, 33, 45, 58, 60, 61, 64, 200])
def test_a_hair_above_on_and_below_a_chord(bits: int) -> None:
    """Chords as long as numbers of these bits allow; the middle is off by one unit, or by none."""
    draw = random.Random(bits)
    for _ in range(60):
        steps, dx, dy = (
            draw.randint(2, 9),
            draw.getrandbits(bits) // 10,
            draw.getrandbits(bits) // 10,
        )
        x, y = draw.choice(((0, 0), (-dx, dy))) if steps < 9 else (0, 0)
        at, hair = draw.randint(1, steps - 1), draw.choice((-1, 0, 1))
        rows = [
            [x, y],
            [x + at * (dx + 1), y - at * dy + hair],
            [x + steps * (dx + 1), y - steps * dy],
        ]
        order = draw.sample(range(3), 3)
        vectors = array([rows[i] for i in order], 2, objects=bits > 60)
        answer = on_hull(beginnings([3]), vectors, 1)
        kept = {order[i] for i, entry in enumerate(answer.tolist()) if entry >= 0}
        assert kept == ({0, 2} if hair < 0 else {0, 1, 2})


def test_what_stands_for_others_takes_them_along() -> None:
    rows = [[0, 4], [2, 1], [4, 0], [2, 1], [0, 4]]
    vectors = array(rows, 2)
    first = beginnings([5])
    admitted = maxima(first, vectors, 0)
    assert admitted.tolist() == [0, 1, 2, 1, 0]
    assert on_hull(first, vectors, 0).tolist() == [0, -1, 2, -1, 0]


@pytest.mark.parametrize("seed", range(4))
def test_long_walks(seed: int, used: Counter[str]) -> None:
    """Most points lie above their neighbours' chord at first, and below once these are gone."""
    draw = random.Random(seed)
    bow = [[i, -i * i] for i in range(100)]
    walk = [[0, 0]]
    for _ in range(600):
        walk.append([walk[-1][0] + draw.randint(1, 3), walk[-1][1] + draw.randint(-9, 9)])
    hull: list[int] = []
    for i, (x, y) in enumerate(walk):  # Andrew's monotone chain
        while len(hull) > 1:
            (x1, y1), (x2, y2) = walk[hull[-2]], walk[hull[-1]]
            if (y2 - y1) * (x - x1) >= (y - y1) * (x2 - x1):
                break
            hull.pop()
        hull.append(i)
    first = beginnings([len(bow), len(walk)])
    answer = on_hull(first, array([*bow, *walk], 2), 1).tolist()
    assert answer[: len(bow)] == list(range(len(bow)))
    assert [i - len(bow) for i in answer[len(bow) :] if i >= 0] == hull
    assert used["_below"] > 3


# ------------------------------------------------------------------- ways inside of hulls


@pytest.mark.parametrize("safe", [1, 4, 13, 40, 10**3, SAFE])
@pytest.mark.parametrize("equal", [0, 1])
def test_hulls_whatever_fits_one_key(
    safe: int, equal: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sets far apart, next to each other and overlapping, on both sides of the border."""
    monkeypatch.setattr(module, "SAFE", safe)
    draw = random.Random(safe + equal)
    for _ in range(25):
        sizes = [draw.choice((3, 3, 4, 7)) for _ in range(draw.randint(1, 4))]
        first = beginnings(sizes)
        rows: list[list[int]] = []
        for size in sizes:
            low = draw.choice((-20, 0, 0, 3))
            rows += [[low + draw.randint(0, 4), draw.randint(-3, 3) - low] for _ in range(size)]
        vectors = array(rows, 2)
        admitted = maxima(first, vectors, equal).tolist()
        assert on_hull(first, vectors, equal).tolist() == hull_by_definition(first, rows, admitted)


@pytest.mark.parametrize("sets", [[0], [1, 2], [0, 1, 2, 3], [0, 2], [0, 1, 3], [3], [0, 3]])
def test_rows_and_sets_neighbours_and_of_others(sets: list[int]) -> None:
    first = beginnings([2, 0, 3, 1])
    wanted = [(row, s) for s in sets for row in range(int(first[s]), int(first[s + 1]))]
    for ascending in (True, False):
        rows, owner = rows_and_sets(first, np.array(sets), ascending=ascending)
        assert list(zip(rows.tolist(), owner.tolist(), strict=True)) == wanted
    backwards, owner = rows_and_sets(first, np.array(sets[::-1]), ascending=False)
    assert sorted(zip(backwards.tolist(), owner.tolist(), strict=True)) == wanted


def test_neighbours_that_begin_after_the_first_set() -> None:
    rows, owner = rows_and_sets(beginnings([1, 1, 1, 1, 1]), np.array([2, 3, 4]))
    assert rows.tolist() == owner.tolist() == [2, 3, 4]
    rows, owner = rows_and_sets(beginnings([1, 1, 1, 1, 1]), np.array([1, 3]))
    assert rows.tolist() == owner.tolist() == [1, 3]


def test_hulls_of_numbers_beyond_all_doubles() -> None:
    """Chords of 400 digits, the middle a hair above, on and below."""
    most = 10**400
    for hair in (-1, 0, 1):
        rows = [[-most, most], [0, hair], [most, -most]]
        for x in (0, 7 * most):
            moved = [[a + x, b] for a, b in rows]
            answer = on_hull(beginnings([3]), array(moved, 2, objects=True), 0).tolist()
            assert answer == [0, -1 if hair < 0 else 1, 2]


def test_the_largest_of_small_sets_and_the_smallest_of_large_ones() -> None:
    """At the border between the two ways, each row beaten by the next, or by none."""
    for size in (SMALL - 1, SMALL, SMALL + 1):
        first = beginnings([0, size, 1])
        chain = [[i, i, i] for i in range(size)]
        front = [[i, -i, 0] for i in range(size)]
        for rows in (chain, chain[::-1], front, [[0, 0, 0]] * size):
            every = [*rows, [9, 9, 9]]
            assert maxima(first, array(every, 3), 0).tolist() == by_definition(first, every, 0)

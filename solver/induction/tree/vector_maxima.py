"""Which of many vectors are maximal, many sets at a time.

All functions take the vectors of several sets one below the other: set s has the rows
``first[s]`` to ``first[s + 1]``.  The answer is a *representative* per row: its own number, that
of an earlier row of the set with the very same vector, or -1 where the row is not admitted.

The first ``equal`` columns must be equal for two vectors to compare at all; then one is at least
as good as another iff it is at least as great in all other columns.
"""

from bisect import bisect_left
from itertools import pairwise
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from solver.whole_numbers import SAFE, Ints, Whole

SMALL: Final = 8  # sets of up to so many vectors are compared pair by pair
#: All pairs within a set, the sizes one after the other; how many each has, and where they begin.
_EARLIER, _LATER = np.concatenate([np.triu_indices(m, 1) for m in range(SMALL + 1)], axis=1)
_PAIRS: Final = np.array([m * (m - 1) // 2 for m in range(SMALL + 1)])
_BEGIN: Final = _PAIRS.cumsum() - _PAIRS
BLOCK: Final = 128  # rows that are compared with all maximal ones at a time


def maxima(first: Ints, vectors: Whole, equal: int) -> Ints:
    """The maximal vectors of each set."""
    columns = ranked(vectors)
    result = np.arange(len(vectors))
    sizes = sizes_of(first)
    if (pairs := _pairs(first, sizes)) is not None:
        _pair_by_pair(result, *pairs, columns, equal)
    if (large := (sizes > SMALL).nonzero()[0]).size:
        rows, sets = rows_and_sets(first, large)
        _sorted(result, rows, sets, columns, equal)
    return result


def distinct(first: Ints, vectors: Whole) -> Ints:
    """All vectors of each set, equal ones as one."""
    return maxima(first, vectors, vectors.shape[1])


def sizes_of(first: Ints) -> Ints:
    """How many rows each set has.  (`np.diff` does the same, but takes its time.)"""
    return first[1:] - first[:-1]


def rows_of(first: Ints, sets: Ints, *, ascending: bool = True) -> Ints:
    """The rows of some sets.  Mostly the sets come in their order."""
    if not len(sets):
        return sets
    if ascending and sets[-1] - sets[0] == len(sets) - 1:  # neighbours all
        return np.arange(first[sets[0]], first[sets[-1] + 1])
    starts = first[sets]
    sizes = first[sets + 1] - starts
    ends = sizes.cumsum()
    rows: Ints = np.arange(ends[-1]) + (starts - ends + sizes).repeat(sizes)
    return rows


def rows_and_sets(first: Ints, sets: Ints, *, ascending: bool = True) -> tuple[Ints, Ints]:
    """The rows of some sets, and for each row its set."""
    rows = rows_of(first, sets, ascending=ascending)
    return rows, sets.repeat(first[sets + 1] - first[sets])


def ranked(vectors: Whole) -> Whole:
    """The vectors themselves, or ranks that compare alike where numbers are larger than 64 bits."""
    if vectors.dtype != object:
        return vectors
    columns = [np.unique(column, return_inverse=True)[1] for column in vectors.T]
    return np.stack(columns, axis=1) if columns else np.zeros(vectors.shape, dtype=np.int64)


def _pairs(first: Ints, sizes: Ints) -> tuple[Ints, Ints] | None:
    """All pairs of rows within each small set, the earlier row first."""
    small = ((sizes > 1) & (sizes <= SMALL)).nonzero()[0]
    if not len(small):
        return None
    starts, sizes = first[small], sizes[small]
    counts = _PAIRS[sizes]
    ends = counts.cumsum()
    place = np.arange(ends[-1]) + (_BEGIN[sizes] - ends + counts).repeat(counts)
    starts = starts.repeat(counts)
    return starts + _EARLIER[place], starts + _LATER[place]


def _pair_by_pair(result: Ints, earlier: Ints, later: Ints, columns: Whole, equal: int) -> None:
    """Drop what is worse than another row of its set; equal rows stand for the first of them."""
    forth = np.ones(len(earlier), dtype=bool)
    back = forth.copy()
    for k in range(columns.shape[1]):
        column = columns[:, k]
        a, b = column[earlier], column[later]
        if k < equal:
            same = a == b
            forth &= same
            back &= same
        else:
            forth &= a >= b
            back &= a <= b
    same = forth & back
    if same.any():
        np.minimum.at(result, later[same], earlier[same])
    forth ^= same
    back ^= same
    result[later[forth]] = -1
    result[earlier[back]] = -1


def _sorted(result: Ints, rows: Ints, sets: Ints, columns: Whole, equal: int) -> None:
    """Sets of any size: sorted so that nothing that follows can be better than what precedes."""
    count = columns.shape[1]
    keys = [-columns[rows, k] if k >= equal else columns[rows, k] for k in range(count)]
    order = np.lexsort((rows, *reversed(keys), sets))
    rows, sets = rows[order], sets[order]
    keys = [key[order] for key in keys]
    # Groups are what compares at all; equal rows of a group follow each other, the earliest first.
    new_group = _changes(sets)
    for key in keys[:equal]:
        new_group |= _changes(key)
    new_row = new_group.copy()
    for key in keys[equal:]:
        new_row |= _changes(key)
    heads = new_row.nonzero()[0]
    kept = np.ones(len(heads), dtype=bool)
    group = new_group.cumsum()[heads] - 1
    values = [-key[heads] for key in keys[equal:]]
    if len(values) == 1:
        kept = new_group[heads]
    elif len(values) == 2:
        kept = _staircase(group, values[1])
    elif len(values) > 2:
        kept = _by_groups(group, values)
    representative = np.where(kept, rows[heads], -1)
    result[rows] = representative[new_row.cumsum() - 1]


def _changes(key: Whole) -> npt.NDArray[np.bool_]:
    result = np.ones(len(key), dtype=bool)
    result[1:] = key[1:] != key[:-1]
    return result


def _staircase(group: Ints, second: Whole) -> npt.NDArray[np.bool_]:
    """With two columns, sorted by the first: maximal iff the second exceeds all before it."""
    rank = np.unique(second, return_inverse=True)[1]
    height = group * (len(rank) + 1) + rank + 1  # a later group stands above all earlier ones
    before = np.maximum.accumulate(height)
    kept = np.ones(len(height), dtype=bool)
    kept[1:] = height[1:] > before[:-1]
    return kept


def _by_groups(group: Ints, values: list[Whole]) -> npt.NDArray[np.bool_]:
    bounds = [*_changes(group).nonzero()[0].tolist(), len(group)]
    kept = np.ones(len(group), dtype=bool)
    for start, stop in pairwise(bounds):
        if stop - start > 1:
            own = [value[start:stop] for value in values[1:]]
            kept[start:stop] = _stairs(*own) if len(own) == 2 else _blocks(np.stack(own, axis=1))
    return kept


def _stairs(second: Whole, third: Whole) -> npt.NDArray[np.bool_]:
    """With three columns, sorted by the first: a sweep that keeps the front of the other two.

    ``xs`` rises and ``ys`` falls along the front; a row is dominated iff the first step at or
    beyond its x is at least as high as its y (Kung, Luccio and Preparata 1975).
    """
    xs: list[int] = []
    ys: list[int] = []
    kept = []
    for x, y in zip(second.tolist(), third.tolist(), strict=True):
        at = bisect_left(xs, x)
        if at < len(xs) and ys[at] >= y:
            kept.append(False)
            continue
        kept.append(True)
        stop = at + 1 if at < len(xs) and xs[at] == x else at
        start = at
        while start and ys[start - 1] <= y:
            start -= 1
        xs[start:stop] = [x]
        ys[start:stop] = [y]
    return np.array(kept, dtype=bool)


def _blocks(values: Whole) -> npt.NDArray[np.bool_]:
    """Any number of columns: each block of rows against the maximal rows found before it."""
    kept = np.ones(len(values), dtype=bool)
    front: Any = values[:0]
    for start in range(0, len(values), BLOCK):
        block = values[start : start + BLOCK]
        alive = ~(front[None] >= block[:, None]).all(axis=2).any(axis=1)
        block = block[alive]
        # Rows differ and are sorted, so within the block too only earlier ones can dominate.
        beaten = np.tril((block[None] >= block[:, None]).all(axis=2), -1).any(axis=1)
        alive[alive.nonzero()[0][beaten]] = False
        kept[start : start + BLOCK] = alive
        front = np.concatenate([front, block[~beaten]])
    return kept


# ------------------------------------------------------------------------------- hulls


def on_hull(first: Ints, vectors: Whole, equal: int) -> Ints:
    """Of vectors with two columns those that some positive weighting of the columns makes best.

    If the first column must be equal it may have any weight.  These are the vectors on the upper
    hull of their set: no mixture of others with the same first column has a greater second one.
    Those on the edge between two others are among them.
    """
    columns = ranked(vectors)
    result = np.arange(len(vectors))
    sizes = sizes_of(first)
    if (twos := first[:-1][sizes == 2]).size:
        _pair_by_pair(result, twos, twos + 1, columns, equal)
    if (threes := first[:-1][sizes == 3]).size:
        _of_three(result, threes, vectors, columns, equal)
    large = (sizes > 3).nonzero()[0]
    if not large.size:
        return result
    rows = rows_of(first, large)
    sets = np.arange(len(large)).repeat(sizes[large])
    x, y = columns[rows, 0], columns[rows, 1]
    order = by_set(sets, x)
    # Groups are rows with the same first column; only the highest of them count, as one.
    rows, sets, x, y = rows[order], sets[order], x[order], y[order]
    new = _changes(sets) | _changes(x)
    heads = new.nonzero()[0]
    group = new.cumsum() - 1
    height = np.maximum.reduceat(y, heads)
    is_highest = y == height[group]
    chosen = np.minimum.reduceat(np.where(is_highest, rows, len(vectors)), heads)
    left = np.arange(len(heads)) if equal else _descending(sets[heads], height)
    kept = np.zeros(len(heads), dtype=bool)
    kept[_upper_hull(vectors, chosen, sets[heads], left)] = True
    result[rows] = np.where(is_highest & kept[group], chosen[group], -1)
    return result


def _of_three(result: Ints, starts: Ints, vectors: Whole, columns: Whole, equal: int) -> None:
    """Sets of three: if none is worse than another, the one in the middle may be below the chord."""
    earlier = np.concatenate((starts, starts, starts + 1))
    later = np.concatenate((starts + 1, starts + 2, starts + 2))
    _pair_by_pair(result, earlier, later, columns, equal)
    left = (result[starts] == starts) & (result[starts + 1] == starts + 1)
    left = starts.compress(left & (result[starts + 2] == starts + 2))
    rows = left + np.arange(3)[:, None]
    order = columns[:, 0][rows].argsort(axis=0)
    first, middle, last = np.take_along_axis(rows, order, axis=0)
    result[middle[_below(vectors, first, middle, last)]] = -1


def by_set(sets: Ints, x: Whole) -> Ints:
    """The order by set, in which the rows come already, and then by number."""
    low, high = int(x.min()), int(x.max())
    if (high - low + 1) * (int(sets[-1]) + 1) < SAFE:  # both fit one key, which is quicker to sort
        # Where much is in order already a stable sort takes a quarter of the time.
        order: Ints = np.argsort(sets * (high - low + 1) + (x - low), kind="stable")
    else:
        order = np.lexsort((x, sets))
    return order


def _descending(sets: Ints, height: Whole) -> Ints:
    """Which of the numbers exceed all that follow in their set."""
    low, high = int(height.min()), int(height.max())
    span = high - low + 1
    if span * (int(sets[-1]) + 1) >= SAFE:
        height = np.unique(height, return_inverse=True)[1]
        low, span = 0, len(height) + 1
    # An earlier set stands above all later ones; from behind, what exceeds all before it remains.
    steps = ((sets[-1] - sets) * span + (height - low))[::-1]
    result = np.ones(len(steps), dtype=bool)
    result[1:] = steps[1:] > np.maximum.accumulate(steps)[:-1]
    return result[::-1].nonzero()[0]


def _upper_hull(vectors: Whole, rows: Ints, sets: Ints, left: Ints) -> Ints:
    """Of some rows, sorted by their first column within each set, those on the upper hull."""
    done = [left[:0]]
    while len(left):
        own = sets[left]
        middle = ((own[2:] == own[1:-1]) & (own[1:-1] == own[:-2])).nonzero()[0] + 1
        at = rows[left]
        inside = np.zeros(len(left), dtype=bool)
        inside[middle] = _below(vectors, at[middle - 1], at[middle], at[middle + 1])
        # Each is below a chord between two points of the set, so all can go at once; only sets
        # that lost a point can lose another.
        changed = np.zeros(int(own[-1]) + 1, dtype=bool)
        changed[own[inside]] = True
        again = changed[own]
        done.append(left[~again])
        left = left[again & ~inside]
    return np.concatenate(done)


def _below(vectors: Whole, left: Ints, middle: Ints, right: Ints) -> npt.NDArray[np.bool_]:
    """Whether the middle point lies strictly below the chord, exactly.

    The sign of a product of differences decides.  Where it fits 64 bits it is computed in them;
    else in floats with an error bound, and again in whole numbers of any size where the bound
    cannot tell.
    """
    x1, y1 = _differences(vectors, middle, left)
    x2, y2 = _differences(vectors, right, left)
    if vectors.dtype != object:
        largest = max(int(abs(d).max(initial=0)) for d in (x1, y1, x2, y2))
        if largest < 2**31:
            return np.asarray(y1 * x2 < y2 * x1)
        # Each conversion, product and the difference err by at most 2^-53 of their size.
        a = y1.astype(np.float64) * x2
        b = y2.astype(np.float64) * x1
        gap = a - b
        unsure = abs(gap) <= (abs(a) + abs(b)) * 2.0**-50
        result = gap < 0
    else:
        unsure = np.ones(len(middle), dtype=bool)
        result = np.zeros(len(middle), dtype=bool)
    if unsure.any():
        p, q, r, s = (d[unsure].astype(object) for d in (y1, x2, y2, x1))
        result[unsure] = p * q < r * s
    return result


def _differences(vectors: Whole, a: Ints, b: Ints) -> tuple[Whole, Whole]:
    return vectors[a, 0] - vectors[b, 0], vectors[a, 1] - vectors[b, 1]

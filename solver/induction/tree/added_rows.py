"""Which rows of two lists of sets are added up, set by set.

All are, unless the sets are upper hulls and only the hull of their sums is wanted: its edges are theirs in
the order of their slopes (Minkowski sums).  A point of one hull is best under weights that lie between the slopes
of the edges before it and after it, and its sums with the points of the other that share such a weight
are the hull's.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from solver.induction.tree.vector_maxima import by_set, sizes_of
from solver.whole_numbers import Ints, Whole

#: Differences, rounded, and their quotient err by less than this part of it.
_ERROR: Final = 2.0**-50


@dataclass(frozen=True)
class Added:
    """Row r of the one list is added to the rows of the other at the places ``low[r]`` to ``high[r]``.

    ``order`` says which row stands at a place; without it each is at its own.  Of the sets that are ``sure`` just
    these sums are admitted, and no two are alike.
    """

    low: Ints
    high: Ints
    order: Ints | None
    sure: npt.NDArray[np.bool_]


def all_added(a_first: Ints, b_first: Ints, *, sure: bool) -> Added:
    """Every row to every row of the same set."""
    sizes = sizes_of(a_first)
    low, high = b_first[:-1].repeat(sizes), b_first[1:].repeat(sizes)
    return Added(low, high, None, np.full(len(sizes), sure))


def hulls_added(
    a_first: Ints, a: Whole, b_first: Ints, b: Whole, flat: npt.NDArray[np.bool_]
) -> Added:
    """The rows of hulls that make up the hulls of their sums; in ``flat`` sets all rows of ``b`` are alike.

    Slopes are rounded.  Where two are too close to tell all sums of the edges are formed, and the set is not sure.
    (That rounding may change the order of nearly parallel edges does no harm: whichever edge a search stops
    at, it falls less, or more, for sure, and so do all before, or after, it.)
    """
    a_sets, a_order, a_falls = _falls(a_first, a)
    b_sets, b_order, b_falls = _falls(b_first, b)
    room = abs(a_falls) * _ERROR
    a_ends, b_ends = _ends(a_first), _ends(b_first)
    steps = _keys(b_sets, b_falls, b_ends)
    # So many edges of b fall less than the edge that begins at a row of a.
    until = steps.searchsorted(_keys(a_sets, a_falls - room, a_ends))
    close = steps[until] <= _keys(a_sets, a_falls + room, a_ends)
    close[a_ends] = False
    sure = ~flat
    low = np.empty(len(a), dtype=np.int64)
    low[1:] = until[:-1]
    starts = a_first[:-1][sizes_of(a_first) > 0]
    low[starts] = b_first[a_sets[starts]]
    if close.any():
        sure[a_sets[close]] = False
        until[close] = steps.searchsorted(
            _keys(a_sets[close], (a_falls + room)[close], a_ends[:0]), "right"
        )
    high = until + 1
    if flat.any():
        every = flat[a_sets]
        low[every], high[every] = b_first[:-1][a_sets[every]], b_first[1:][a_sets[every]]
    # Back from their places to the rows themselves.
    by_row = np.empty((2, len(a)), dtype=np.int64)
    by_row[:, a_order] = low, high
    return Added(by_row[0], by_row[1], b_order, sure)


def _falls(first: Ints, points: Whole) -> tuple[Ints, Ints, npt.NDArray[np.float64]]:
    """The set of each row, the rows of each from left to right, and how steeply the hull falls after them."""
    sets = np.arange(len(first) - 1).repeat(sizes_of(first))
    order = by_set(sets, points[:, 0])
    x, y = points[order, 0], points[order, 1]
    falls = np.zeros(len(order))
    width = x[1:] - x[:-1]
    width[width == 0] = 1  # a flat set, or the next one
    falls[:-1] = (y[:-1] - y[1:]) / width
    return sets, order, falls


def _ends(first: Ints) -> Ints:
    """The last row of each set that has any."""
    return first[1:][sizes_of(first) > 0] - 1


def _keys(sets: Ints, falls: npt.NDArray[np.float64], ends: Ints) -> npt.NDArray[np.complex128]:
    """Numbers that sort as sets do and then as falls; no edge follows the last row of a set."""
    keys = np.empty(len(falls), dtype=np.complex128)
    keys.real = sets
    keys.imag = falls
    keys.imag[ends] = np.inf
    return keys

"""The sign of a preferential gap: an arc over the fork, between the options that it is between.

It is broken in the middle by two short bars across it, as ∥ stands between the two.  Where the
rule permits only some of them the gap is settled: the part towards what is permitted is closed and
ends in an arrow head, the other part is dotted.  A bar stands on no branch.  Angles are in degrees, counterclockwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import asin, degrees
from typing import Final

BREAK: Final = 0.14  # in sizes of type: from the middle of the arc to each bar
BAR: Final = 0.33  # half the length of a bar
HEAD: Final = 0.42  # the length of an arrow head
SHORT: Final = 0.16  # from it to the middle of the branch, which is about as wide
NEAR: Final = 0.8  # the radius in shortest leads, where these are shorter than the usual radius

#: Where an option leaves the fork, and whether the rule permits it; None: a branch that is not in the gap.
Option = tuple[float, bool | None]


@dataclass(frozen=True)
class GapSign:
    """What is drawn: bars across the arc, pieces of it, arrow heads where pieces end.

    A piece is where it begins and ends, and whether it is closed; a head where it points to, and 1
    if the arc comes from smaller angles, else -1.
    """

    bars: tuple[float, ...]
    pieces: tuple[tuple[float, float, bool], ...]
    heads: tuple[tuple[float, int], ...]


def gap_sign(options: Sequence[Option], radius: float, z: float) -> GapSign:
    """The sign between these options, two at least; ``z`` is the size of type."""
    lines = sorted(angle for angle, _ in options)
    between = sorted((angle, own) for angle, own in options if own is not None)
    runs = _runs(between)
    settled = len(runs) > 1
    if not settled:  # the gap is between the first and the last
        low, high = between[0][0], between[-1][0]
        runs = [(low, low, True), (high, high, True)]
    off = degrees(asin(min(0.5, BREAK * z / radius)))
    short = degrees(asin(min(0.5, SHORT * z / radius)))
    middles = [_free(lines, a[1], b[0]) for a, b in pairwise(runs)]
    pieces: list[tuple[float, float, bool]] = []
    heads: list[tuple[float, int]] = []
    for begin, run, end in zip((None, *middles), runs, (*middles, None), strict=True):
        first, last, permitted = run
        if settled and permitted:  # an arrow head is seen beside the line to which it points
            first, last = (
                first if begin is None else first - short,
                last if end is None else last + short,
            )
        alone = run[0] == run[1]
        start = (last if alone else first) if begin is None else begin + off
        stop = (first if alone else last) if end is None else end - off
        if stop > start:
            pieces.append((start, stop, permitted))
        if settled and permitted:
            heads += [] if begin is None else [(first, 1)]
            heads += [] if end is None else [(last, -1)]
    bars = tuple(middle + by for middle in middles for by in (-off, off))
    return GapSign(bars, tuple(pieces), tuple(heads))


def _free(lines: Sequence[float], low: float, high: float) -> float:
    """Halfway between two neighbours of the lines from low to high, as near to the middle as can be."""
    within = [angle for angle in lines if low <= angle <= high]
    places = [(a + b) / 2 for a, b in pairwise(within)]
    return min(places, key=lambda place: (round(abs(place - (low + high) / 2), 6), -place))


def _runs(options: Sequence[tuple[float, bool]]) -> list[tuple[float, float, bool]]:
    """Neighbours that are permitted alike: where the first and the last leave, and whether they are."""
    runs: list[tuple[float, float, bool]] = []
    for angle, permitted in options:
        if runs and runs[-1][2] is permitted:
            runs[-1] = runs[-1][0], angle, permitted
        else:
            runs.append((angle, angle, permitted))
    return runs

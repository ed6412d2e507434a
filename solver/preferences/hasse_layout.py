"""Where the places of a Hasse diagram stand: better ones higher, few lines crossing.

Rows are by longest chains (as far from the best below as from the worst above), the order in a row
by barycentres (Sugiyama, Tagawa and Toda 1981), and the places along it as near to what they are
joined with as their distances allow (isotonic regression).  Places that nothing joins stand beside
each other.  The same relation is always drawn in the same way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from solver.preferences.hasse_covers import Covers

ROW: Final = 58.0  # between levels
GAP: Final = 22.0  # between places of a row
APART: Final = 34.0  # between parts that nothing joins
SWEEPS: Final = 8
MOST_BENDS: Final = 3000  # beyond so many lines run straight


@dataclass(frozen=True)
class Layers:
    """The middle of each place, and by edge the points in between through which its line runs."""

    centres: tuple[tuple[float, float], ...]
    bends: tuple[tuple[tuple[float, float], ...], ...]
    rows: tuple[int, ...]  # by place; better ones have smaller numbers
    width: float
    height: float


@dataclass
class _Part:
    """Places that edges join, with their coordinates from 0."""

    places: list[int]
    x: dict[int, float]
    bends: dict[int, list[tuple[float, int]]]  # by edge: x and row
    low: int
    high: int
    width: float


@dataclass(frozen=True)
class Laid:
    """A cover relation laid out part by part; what remains is to place the parts on a page."""

    parts: tuple[_Part, ...]
    rows: tuple[int, ...]
    edges: int

    def within(self, room: float) -> Layers:
        """The parts beside each other, in lines that are no wider than there is room."""
        return _beside_each_other(self, room)


def lay_out(found: Covers, widths: Sequence[float]) -> Laid:
    """Lay out the parts of a cover relation; ``widths`` are those of its places."""
    shown = [i for i, edge in enumerate(found.edges) if edge.covers]
    parts = _joined(len(widths), [(found.edges[i].above, found.edges[i].below) for i in shown])
    part_of = {place: number for number, part in enumerate(parts) for place in part}
    edges: list[dict[int, tuple[int, int]]] = [{} for _ in parts]
    for i in shown:
        edge = found.edges[i]
        edges[part_of[edge.above]][i] = (edge.above, edge.below)
    rows = [0] * len(widths)
    laid = []
    for part, own in zip(parts, edges, strict=True):
        for place, row in _rows(part, list(own.values())).items():
            rows[place] = row
        laid.append(_laid(part, own, rows, widths))
    return Laid(tuple(laid), tuple(rows), len(found.edges))


def _joined(count: int, pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The places in parts that no pair joins, each in the order of its first."""
    head = list(range(count))

    def top(i: int) -> int:
        while head[i] != i:
            head[i] = i = head[head[i]]
        return i

    for i, j in pairs:
        head[max(top(i), top(j))] = min(top(i), top(j))
    parts: dict[int, list[int]] = {}
    for i in range(count):
        parts.setdefault(top(i), []).append(i)
    return list(parts.values())


def _rows(places: Sequence[int], pairs: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Each place about as far below the best as above the worst."""
    down: dict[int, list[int]] = {i: [] for i in places}
    up: dict[int, list[int]] = {i: [] for i in places}
    for i, j in pairs:
        down[i].append(j)
        up[j].append(i)
    order: list[int] = []
    missing = {i: len(up[i]) for i in places}
    ready = [i for i in places if not missing[i]]
    while ready:
        i = ready.pop()
        order.append(i)
        for j in down[i]:
            missing[j] -= 1
            if not missing[j]:
                ready.append(j)
    depth = dict.fromkeys(places, 0)
    for i in order:
        for j in down[i]:
            depth[j] = max(depth[j], depth[i] + 1)
    height = dict.fromkeys(places, 0)
    for i in reversed(order):
        for j in down[i]:
            height[i] = max(height[i], height[j] + 1)
    longest = max(height.values())
    return {i: (longest + depth[i] - height[i]) // 2 for i in places}


def _laid(
    places: list[int],
    edges: dict[int, tuple[int, int]],
    rows: Sequence[int],
    widths: Sequence[float],
) -> _Part:
    """One part: an order in each row, then coordinates."""
    used = sorted({rows[i] for i in places})
    size = {i: widths[i] for i in places}
    lines: dict[int, list[int]] = {row: [i for i in places if rows[i] == row] for row in used}
    links: list[tuple[int, int]] = []
    chains: dict[int, list[int]] = {}
    spans = sum(sum(rows[i] < row < rows[j] for row in used) for i, j in edges.values())
    fresh = -1
    for edge, (i, j) in edges.items():
        way = [i]
        for row in used if spans <= MOST_BENDS else ():
            if rows[i] < row < rows[j]:
                size[fresh] = 2.0
                lines[row].append(fresh)
                way.append(fresh)
                fresh -= 1
        chains[edge] = way[1:]
        way.append(j)
        links += list(pairwise(way))
    up: dict[int, list[int]] = {i: [] for i in size}
    down: dict[int, list[int]] = {i: [] for i in size}
    for i, j in links:
        down[i].append(j)
        up[j].append(i)
    order = [lines[row] for row in used]
    _uncross(order, up, down)
    x = _coordinates(order, up, down, size)
    left = min(x[i] - size[i] / 2 for i in places)
    right = max(x[i] + size[i] / 2 for i in places)
    row_of = {i: row for row, line in zip(used, order, strict=True) for i in line}
    return _Part(
        places,
        {i: x[i] - left for i in places},
        {edge: [(x[i] - left, row_of[i]) for i in way] for edge, way in chains.items()},
        used[0],
        used[-1],
        right - left,
    )


def _uncross(order: list[list[int]], up: dict[int, list[int]], down: dict[int, list[int]]) -> None:
    """Bring each row into the order of what it is joined with, up and down in turn."""
    best, least = [list(line) for line in order], _crossings(order, down)
    for sweep in range(SWEEPS):
        if not least:
            break
        at = {i: place for line in order for place, i in enumerate(line)}
        near = down if sweep % 2 else up
        for line in reversed(order) if sweep % 2 else order:
            middle = {
                i: sum(at[j] for j in near[i]) / len(near[i]) if near[i] else float(at[i])
                for i in line
            }
            line.sort(key=lambda i: (middle[i], at[i]))
            at.update({i: place for place, i in enumerate(line)})
        crossings = _crossings(order, down)
        if crossings < least:
            best, least = [list(line) for line in order], crossings
    order[:] = best


def _crossings(order: Sequence[Sequence[int]], down: dict[int, list[int]]) -> int:
    """How often lines cross, counted between the rows that they leave (inversions)."""
    at = {i: place for line in order for place, i in enumerate(line)}
    total = 0
    for line in order:
        ends = [at[j] for i in line for j in sorted(down[i], key=at.__getitem__)]
        tree = [0] * (max(ends, default=0) + 2)  # Fenwick 1994
        for seen, end in enumerate(ends):
            k, before = end + 1, 0
            while k > 0:
                before += tree[k]
                k -= k & -k
            total += seen - before
            k = end + 1
            while k < len(tree):
                tree[k] += 1
                k += k & -k
    return total


def _coordinates(
    order: Sequence[Sequence[int]],
    up: dict[int, list[int]],
    down: dict[int, list[int]],
    size: dict[int, float],
) -> dict[int, float]:
    """Places along their rows: near the middle of what they are joined with, never too close."""
    x: dict[int, float] = {}
    for line in order:
        at = 0.0
        for i in line:
            x[i] = at + size[i] / 2
            at += size[i] + GAP
        for i in line:
            x[i] -= at / 2
    for sweep in range(SWEEPS):
        near = down if sweep % 2 == 0 else up
        both = sweep >= SWEEPS - 2
        for line in reversed(order) if sweep % 2 == 0 else order:
            joined = {i: (*up[i], *down[i]) if both else near[i] for i in line}
            wanted = [
                sum(x[j] for j in joined[i]) / len(joined[i]) if joined[i] else x[i] for i in line
            ]
            for i, place in zip(line, _spread(line, wanted, size), strict=True):
                x[i] = place
    return x


def _spread(line: Sequence[int], wanted: Sequence[float], size: dict[int, float]) -> list[float]:
    """As near to what is wanted as possible, in this order and with room for each."""
    offsets = [0.0]
    for i, j in pairwise(line):
        offsets.append(offsets[-1] + (size[i] + size[j]) / 2 + GAP)
    blocks: list[tuple[float, int]] = []  # sum and count of what moves together
    for place, offset in zip(wanted, offsets, strict=True):
        total, count = place - offset, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / count:
            before = blocks.pop()
            total, count = total + before[0], count + before[1]
        blocks.append((total, count))
    means = [total / count for total, count in blocks for _ in range(count)]
    return [mean + offset for mean, offset in zip(means, offsets, strict=True)]


def _beside_each_other(laid: Laid, room: float) -> Layers:
    """The parts in lines of text, as it were, each line as high as its highest part."""
    rows = laid.rows
    lines: list[list[_Part]] = []
    free = 0.0
    for part in laid.parts:
        if not lines or free < part.width:
            lines.append([])
            free = room
        lines[-1].append(part)
        free -= part.width + APART
    centres = [(0.0, 0.0)] * len(rows)
    bends: list[tuple[tuple[float, float], ...]] = [()] * laid.edges
    top, width = 0.0, 0.0
    for line in lines:
        height = max(part.high - part.low for part in line) * ROW
        left = 0.0
        for part in line:
            shift = top + (height - (part.high - part.low) * ROW) / 2

            def y(row: int, own: _Part = part, shift: float = shift) -> float:
                return shift + (row - own.low) * ROW

            for i in part.places:
                centres[i] = (left + part.x[i], y(rows[i]))
            for edge, way in part.bends.items():
                bends[edge] = tuple((left + x, y(row)) for x, row in way)
            left += part.width + APART
        width = max(width, left - APART)
        top += height + ROW
    return Layers(tuple(centres), tuple(bends), rows, width, max(0.0, top - ROW))

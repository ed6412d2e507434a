"""The steps by which a Hasse diagram is laid out, each against its definition."""

import random
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, pairwise

import pytest

from solver.preferences import hasse_layout
from solver.preferences.hasse_covers import Covers, Edge
from solver.preferences.hasse_layout import GAP, MOST_BENDS, ROW, lay_out

Rows = list[list[int]]
Joined = dict[int, list[int]]


def drawn(draw: random.Random) -> tuple[Rows, Joined, Joined]:
    """Rows of places in some order, and lines between neighbouring rows."""
    rows: Rows = []
    for _ in range(draw.randint(2, 4)):
        first = sum(map(len, rows))
        count = draw.randint(1, 6)
        rows.append(draw.sample(range(first, first + count), k=count))
    up: Joined = {i: [] for row in rows for i in row}
    down: Joined = {i: [] for row in rows for i in row}
    for high, low in pairwise(rows):
        for i in high:
            for j in low:
                if draw.random() < 0.4:
                    down[i].append(j)
                    up[j].append(i)
    return rows, up, down


def crossings(rows: Rows, down: Joined) -> int:
    """All pairs of lines between two rows that cross."""
    total = 0
    for high, low in pairwise(rows):
        lines = [(high.index(i), low.index(j)) for i in high for j in down[i]]
        total += sum((a - c) * (b - d) < 0 for (a, b), (c, d) in combinations(lines, 2))
    return total


@pytest.mark.parametrize("seed", range(40))
def test_crossings_are_counted_and_become_fewer(seed: int) -> None:
    rows, up, down = drawn(random.Random(seed))
    before = crossings(rows, down)
    assert hasse_layout._crossings(rows, down) == before
    order = [list(row) for row in rows]
    hasse_layout._uncross(order, up, down)
    assert [sorted(row) for row in order] == [sorted(row) for row in rows]
    assert crossings(order, down) <= before
    if not before:
        assert order == rows
    again = [list(row) for row in rows]
    hasse_layout._uncross(again, up, down)
    assert again == order


def test_sweeps_leave_the_best_order_that_they_came_by(monkeypatch: pytest.MonkeyPatch) -> None:
    """After fewer sweeps there are never fewer crossings, though single sweeps may add some."""
    added = 0
    for seed in range(60):
        rows, up, down = drawn(random.Random(seed))
        found = []
        for sweeps in range(9):
            monkeypatch.setattr(hasse_layout, "SWEEPS", sweeps)
            order = [list(row) for row in rows]
            hasse_layout._uncross(order, up, down)
            found.append(crossings(order, down))
        assert found == sorted(found, reverse=True), seed
        added += len(set(found)) > 2
    assert added > 3


def isotonic(values: Sequence[Fraction]) -> list[Fraction]:
    """The nearest sequence that does not fall: the greatest least mean (Barlow et al. 1972)."""
    count = len(values)

    def mean(a: int, b: int) -> Fraction:
        return sum(values[a : b + 1], Fraction(0)) / (b + 1 - a)

    return [
        max(min(mean(a, b) for b in range(i, count)) for a in range(i + 1)) for i in range(count)
    ]


@pytest.mark.parametrize("seed", range(30))
def test_places_are_as_near_to_what_is_wanted_as_there_is_room(seed: int) -> None:
    draw = random.Random(seed)
    line = draw.sample(range(20), k=draw.randint(1, 8))
    wanted = [float(draw.randint(-60, 60)) for _ in line]
    size = {i: float(draw.choice((2, 20, 50))) for i in line}
    offsets = [Fraction(0)]
    for i, j in pairwise(line):
        offsets.append(offsets[-1] + Fraction(size[i] + size[j]) / 2 + Fraction(GAP))
    plain = isotonic([Fraction(w) - o for w, o in zip(wanted, offsets, strict=True)])
    found = hasse_layout._spread(line, wanted, size)
    assert found == pytest.approx(
        [float(place + offset) for place, offset in zip(plain, offsets, strict=True)]
    )


def chain(length: int, beside: int) -> Covers:
    """A chain, and so many more lines from its first place to its last."""
    edges = [Edge(i, i + 1, "stated") for i in range(length - 1)]
    edges += [Edge(0, length - 1, "stated")] * beside
    return Covers(tuple((f"o{i}",) for i in range(length)), tuple(edges))


def test_lines_run_straight_where_there_are_too_many_bends() -> None:
    between = 50
    lines = MOST_BENDS // between
    bent = lay_out(chain(between + 2, lines), [20.0] * (between + 2)).within(500.0)
    assert {len(bends) for bends in bent.bends[between + 1 :]} == {between}
    straight = lay_out(chain(between + 2, lines + 1), [20.0] * (between + 2)).within(500.0)
    assert not any(straight.bends)
    assert straight.height == bent.height == (between + 1) * ROW
    assert straight.width == 20.0


@pytest.mark.parametrize("seed", range(30))
def test_rows_are_in_the_middle_of_what_longest_chains_leave(seed: int) -> None:
    draw = random.Random(seed)
    places = draw.sample(range(30), k=draw.randint(1, 9))
    pairs = [(i, j) for i, j in combinations(places, 2) if draw.random() < 0.3]

    def longest(i: int, down: bool) -> int:
        ends = [b if down else a for a, b in pairs if (a if down else b) == i]
        return max((1 + longest(j, down) for j in ends), default=0)

    whole = max(longest(i, down=True) for i in places)
    assert hasse_layout._rows(places, pairs) == {
        i: (longest(i, down=False) + whole - longest(i, down=True)) // 2 for i in places
    }

"""How a Hasse diagram is laid out: each step against its definition, and whole pages as kept."""

import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, pairwise

import networkx as nx
import pytest

from solver.preferences import hasse_layout
from solver.preferences import hasse_layout as module
from solver.preferences.hasse_covers import CoverEdge, Covers
from solver.preferences.hasse_layout import APART, GAP, MOST_BENDS, ROW, Layers, lay_out
from tests.kept.kept import compare


def of_pairs(count: int, pairs: Sequence[tuple[int, int]], extra: bool = False) -> Covers:
    """Places by number with these edges; perhaps one that is stated although it follows."""
    edges = [CoverEdge(i, j, "stated") for i, j in pairs]
    if extra:
        edges.insert(0, CoverEdge(0, count - 1, "stated", covers=False))
    return Covers(tuple((f"o{i}",) for i in range(count)), tuple(edges))


def drawn(seed: int, least: int = 1) -> tuple[int, list[tuple[int, int]]]:
    """A random relation of which all edges are covers."""
    draw = random.Random(seed)
    count = draw.randint(least, least + 10)
    graph = nx.DiGraph()
    graph.add_nodes_from(range(count))
    for i, j in combinations(draw.sample(range(count), count), 2):
        if draw.random() < draw.choice((0.1, 0.3)):
            graph.add_edge(i, j)
    return count, sorted(nx.transitive_reduction(graph).edges)


def test_rows_that_can_be_told_apart_are() -> None:
    """Lines that need not cross at all: some way to draw a forest is found."""
    order = [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
    down = {0: [5], 1: [4], 2: [3], 3: [6], 4: [8], 5: [7]} | {i: [] for i in (6, 7, 8)}
    up = {i: [j for j in down if i in down[j]] for i in down}
    module._uncross(order, up, down)
    assert crossings(order, down) == 0


@pytest.mark.parametrize("seed", range(40))
def test_rows_and_parts(seed: int) -> None:
    count, pairs = drawn(seed)
    graph = nx.DiGraph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(pairs)
    parts = sorted((sorted(part) for part in nx.weakly_connected_components(graph)), key=min)
    assert module._joined(count, pairs) == parts
    laid = lay_out(of_pairs(count, pairs), [30.0] * count)
    assert [part.places for part in laid.parts] == parts
    for part in parts:
        own = graph.subgraph(part)
        longest = nx.dag_longest_path_length(own)
        for i in part:
            above = nx.dag_longest_path_length(own.subgraph({i} | nx.ancestors(own, i)))
            below = nx.dag_longest_path_length(own.subgraph({i} | nx.descendants(own, i)))
            assert laid.rows[i] == (longest + above - below) // 2


def test_a_chain_and_what_stands_beside_it() -> None:
    found = of_pairs(5, [(0, 1), (1, 2)], extra=True)
    widths = [20.0, 60.0, 40.0, 50.0, 30.0]
    wide = lay_out(found, widths).within(60 + 50 + 30 + 2 * APART)
    assert wide.rows == (0, 1, 2, 0, 0)
    assert wide.centres == (
        (30.0, 0.0),
        (30.0, ROW),
        (30.0, 2 * ROW),
        (60 + APART + 25, ROW),
        (60 + APART + 50 + APART + 15, ROW),
    )
    assert (wide.width, wide.height) == (140 + 2 * APART, 2 * ROW)
    assert wide.bends == ((), (), ())
    narrow = lay_out(found, widths).within(140 + 2 * APART - 1)
    assert narrow.centres[:4] == wide.centres[:4]
    assert narrow.centres[4] == (15.0, 3 * ROW)
    assert (narrow.width, narrow.height) == (110 + APART, 3 * ROW)
    least = lay_out(found, widths).within(0)
    assert [x for x, _ in least.centres] == [30.0, 30.0, 30.0, 25.0, 15.0]
    assert (least.width, least.height) == (60, 4 * ROW)
    nothing = lay_out(Covers((), ()), []).within(100.0)
    assert nothing == Layers((), (), (), 0.0, 0.0)


def test_a_line_over_rows_runs_round_what_stands_between(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two ways from 0 to 4 one has no place in the rows between."""
    pairs = [(0, 1), (1, 2), (2, 3), (3, 4), (0, 5), (5, 4)]
    found, widths = of_pairs(6, pairs), [30.0] * 6
    laid = lay_out(found, widths).within(500)
    assert laid.rows == (0, 1, 2, 3, 4, 2)
    assert [len(way) for way in laid.bends] == [0, 0, 0, 0, 1, 1]
    assert [way[0][1] for way in laid.bends[4:]] == [ROW, 3 * ROW]
    for place, way in zip((1, 3), laid.bends[4:], strict=True):
        assert abs(way[0][0] - laid.centres[place][0]) >= 30 / 2 + 2 / 2 + GAP - 1e-9
    monkeypatch.setattr(module, "MOST_BENDS", 2)
    assert lay_out(found, widths).within(500) == laid
    monkeypatch.setattr(module, "MOST_BENDS", 1)
    assert lay_out(found, widths).within(500).bends == ((),) * 6


def pages() -> Iterator[str]:
    """Random relations laid out, a line for each place and each edge."""
    for seed in (0, 3, 7, 12, 15, 20):
        count, pairs = drawn(1000 + seed, least=1 if seed < 12 else 14)
        draw = random.Random(seed)
        widths = [draw.choice((20.0, 45.0, 110.0)) for _ in range(count)]
        laid = lay_out(of_pairs(count, pairs, extra=seed % 3 == 0 and count > 1), widths)
        for room in (150.0, 600.0)[: 1 + (seed < 12)]:
            page = laid.within(room)
            yield f"{seed} in {room:.0f}: {page.width:.2f} × {page.height:.2f}"
            for i, (x, y) in enumerate(page.centres):
                yield f"  {i} in row {page.rows[i]}: {x:.2f} {y:.2f}"
            for (i, j), way in zip(pairs, page.bends[-len(pairs) :], strict=False):
                yield f"  {i} over {j}" + "".join(f" {x:.2f} {y:.2f}" for x, y in way)


def test_pages_are_as_kept() -> None:
    compare("layers.txt", "\n".join(pages()))


Rows = list[list[int]]
Joined = dict[int, list[int]]


def rows_drawn(draw: random.Random) -> tuple[Rows, Joined, Joined]:
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
    rows, up, down = rows_drawn(random.Random(seed))
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
        rows, up, down = rows_drawn(random.Random(seed))
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
    edges = [CoverEdge(i, i + 1, "stated") for i in range(length - 1)]
    edges += [CoverEdge(0, length - 1, "stated")] * beside
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

"""How a Hasse diagram is laid out: each step against its definition, and whole pages as kept."""

import random
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

import networkx as nx
import pytest

from solver.preferences import hasse_layout as module
from solver.preferences.hasse_covers import Covers, Edge
from solver.preferences.hasse_layout import APART, GAP, ROW, Layers, lay_out
from tests.kept.kept import compare


def of_pairs(count: int, pairs: Sequence[tuple[int, int]], extra: bool = False) -> Covers:
    """Places by number with these edges; perhaps one that is stated although it follows."""
    edges = [Edge(i, j, "stated") for i, j in pairs]
    if extra:
        edges.insert(0, Edge(0, count - 1, "stated", covers=False))
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


def layered(draw: random.Random) -> tuple[list[list[int]], dict[int, list[int]]]:
    """Rows of places, and which places of the next row each is joined with."""
    order, fresh = [], 0
    for _ in range(draw.randint(1, 4)):
        size = draw.randint(1, 6)
        order.append(draw.sample(range(fresh, fresh + size), size))
        fresh += size
    down = {i: list[int]() for i in range(fresh)}
    for line, following in pairwise(order):
        for i in line:
            down[i] = draw.sample(following, draw.randint(0, len(following)))
    return order, down


def crossings(order: Sequence[Sequence[int]], down: dict[int, list[int]]) -> int:
    """How many pairs of lines between two rows cross."""
    total = 0
    for line, following in pairwise(order):
        lines = [(line.index(i), following.index(j)) for i in line for j in down[i]]
        total += sum((a - c) * (b - d) < 0 for (a, b), (c, d) in combinations(lines, 2))
    return total


def test_crossings_are_counted_and_none_are_added() -> None:
    draw = random.Random(1)
    fewer = 0
    for _ in range(150):
        order, down = layered(draw)
        before = crossings(order, down)
        assert module._crossings(order, down) == before
        up = {i: [j for j in down if i in down[j]] for i in down}
        rows = [set(line) for line in order]
        module._uncross(order, up, down)
        assert [set(line) for line in order] == rows
        assert crossings(order, down) <= before
        fewer += crossings(order, down) < before
    assert fewer > 60


def test_rows_that_can_be_told_apart_are() -> None:
    """Lines that need not cross at all: some way to draw a forest is found."""
    order = [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
    down = {0: [5], 1: [4], 2: [3], 3: [6], 4: [8], 5: [7]} | {i: [] for i in (6, 7, 8)}
    up = {i: [j for j in down if i in down[j]] for i in down}
    module._uncross(order, up, down)
    assert crossings(order, down) == 0


def test_places_are_as_near_to_what_is_wanted_as_their_room_allows() -> None:
    """The closed form of isotonic regression: the greatest of the least means."""
    draw = random.Random(2)
    for _ in range(200):
        line = list(range(draw.randint(1, 7)))
        wanted = [float(draw.randint(-60, 60)) for _ in line]
        size = {i: float(draw.choice((2, 20, 31))) for i in line}
        apart = [0.0]
        for i, j in pairwise(line):
            apart.append(apart[-1] + (size[i] + size[j]) / 2 + GAP)
        free = [w - a for w, a in zip(wanted, apart, strict=True)]
        best = [
            max(min(sum(free[a : b + 1]) / (b + 1 - a) for b in line[i:]) for a in line[: i + 1])
            for i in line
        ]
        ours = module._spread(line, wanted, size)
        assert ours == pytest.approx([b + a for b, a in zip(best, apart, strict=True)])


@pytest.mark.parametrize("seed", range(40))
def test_rows_and_parts(seed: int) -> None:
    count, pairs = drawn(seed)
    graph = nx.DiGraph(pairs)
    graph.add_nodes_from(range(count))
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
    for seed in range(24):
        count, pairs = drawn(1000 + seed, least=1 if seed < 12 else 14)
        draw = random.Random(seed)
        widths = [draw.choice((20.0, 45.0, 110.0)) for _ in range(count)]
        laid = lay_out(of_pairs(count, pairs, extra=seed % 3 == 0 and count > 1), widths)
        for room in (150.0, 600.0):
            page = laid.within(room)
            yield f"{seed} in {room:.0f}: {page.width:.2f} × {page.height:.2f}"
            for i, (x, y) in enumerate(page.centres):
                yield f"  {i} in row {page.rows[i]}: {x:.2f} {y:.2f}"
            for (i, j), way in zip(pairs, page.bends[-len(pairs) :], strict=False):
                yield f"  {i} over {j}" + "".join(f" {x:.2f} {y:.2f}" for x, y in way)


def test_pages_are_as_kept() -> None:
    compare("layers.txt", "\n".join(pages()))

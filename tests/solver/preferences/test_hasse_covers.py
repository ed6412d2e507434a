"""The cover relation against networkx's transitive reduction, and how it is laid out."""

import random
from itertools import combinations, pairwise

import networkx as nx
import pytest

from solver.document.model import Document
from solver.preferences.comparison import Relation
from solver.preferences.hasse_covers import Covers, covers
from solver.preferences.hasse_layout import GAP, ROW, Layers, lay_out
from solver.preferences.outcome_matrix import matrix
from solver.preferences.outcome_order import AS_LISTED, BY_PREFERENCE, BY_SCALE, arranged
from tests.documents.at_random.random_documents import random_document
from tests.documents.trees import choice, document, outcome


def stated(count: int, seed: int) -> Document:
    """Outcomes alone with random statements that agree, and some equal ones."""
    draw = random.Random(seed)
    ids = [f"o{i}" for i in range(count)]
    rank = {id_: draw.randint(0, count // 2) for id_ in ids}
    better, equal = [], []
    for _ in range(draw.randint(0, 2 * count)):
        x, y = draw.sample(ids, 2)
        if rank[x] == rank[y]:
            equal.append([x, y])
        else:
            better.append([x, y] if rank[x] > rank[y] else [y, x])
    tree = choice("n", ("b", ids[0]))
    statements = {"better": better, "equal": equal}
    return document(tree, [outcome(id_) for id_ in ids], preferences=statements)


def layers(found: Covers, widths: list[float], room: float) -> Layers:
    return lay_out(found, widths).within(room)


def found_of(given: Document) -> Covers:
    found = covers(list(given.outcomes), matrix(given))
    assert found is not None
    return found


@pytest.mark.parametrize("seed", range(60))
def test_covers_are_the_transitive_reduction(seed: int) -> None:
    given = stated(9, seed) if seed % 2 else random_document(seed)
    compared = matrix(given)
    found = found_of(given)
    assert sorted(id_ for place in found.places for id_ in place) == sorted(given.outcomes)
    for place in found.places:
        assert all(compared[x, y].relation is Relation.EQUAL for x in place for y in place)
    heads = [place[0] for place in found.places]
    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(heads)))
    for i, j in combinations(range(len(heads)), 2):
        relation = compared[heads[i], heads[j]].relation
        assert relation is not Relation.EQUAL
        if relation is not Relation.GAP:
            graph.add_edge(*((i, j) if relation is Relation.BETTER else (j, i)))
    wanted = set(nx.transitive_reduction(graph).edges)
    assert {(e.above, e.below) for e in found.edges if e.covers} == wanted
    said = {(x, y) for x, y in given.preferences.better}
    for edge in found.edges:
        among = {(x, y) for x in found.places[edge.above] for y in found.places[edge.below]}
        assert (edge.origin == "stated") == bool(among & said)
        assert edge.covers or edge.origin == "stated"
    drawn = {(e.above, e.below) for e in found.edges}
    at = {id_: i for i, place in enumerate(found.places) for id_ in place}
    assert all((at[x], at[y]) in drawn for x, y in said)


def test_statements_that_clash_have_no_diagram() -> None:
    outcomes = [outcome(id_) for id_ in "ABC"]
    circle = {"better": [["A", "B"], ["B", "C"], ["C", "A"]]}
    given = document(choice("n", ("b", "A")), outcomes, preferences=circle)
    assert covers("ABC", matrix(given)) is None


@pytest.mark.parametrize("seed", range(40))
def test_better_is_higher_and_nothing_touches(seed: int) -> None:
    given = stated(14, seed)
    found = found_of(given)
    draw = random.Random(seed)
    widths = [draw.choice((20.0, 60.0, 110.0)) for _ in found.places]
    laid = layers(found, widths, 400.0)
    assert laid == layers(found, widths, 400.0)
    for edge in found.edges:
        above, below = laid.centres[edge.above], laid.centres[edge.below]
        assert below[1] - above[1] >= ROW - 1e-9
    boxes = sorted(
        (y, x - w / 2, x + w / 2) for (x, y), w in zip(laid.centres, widths, strict=True)
    )
    for (y1, _, right), (y2, left, _) in pairwise(boxes):
        assert y1 != y2 or left - right >= GAP - 1e-6
    for x, y in ((x, y) for (x, y) in laid.centres):
        assert -1e-6 <= x <= laid.width + 1e-6
        assert -1e-6 <= y <= laid.height + 1e-6


def test_an_outcome_that_nothing_joins_stands_beside_the_others() -> None:
    outcomes = [*(outcome(f"s{i}", "s", i) for i in range(3)), outcome("X")]
    given = document(choice("n", ("b", "X")), outcomes)
    laid = layers(found_of(given), [30.0] * 4, 400.0)
    low, middle, high, alone = laid.centres
    assert high[1] < middle[1] == alone[1] < low[1]  # in the middle: neither good nor bad
    assert alone[0] > middle[0]


def test_lines_cross_no_more_than_they_must() -> None:
    ids = ["a", "b", "c", "x", "y", "z"]
    pairs = [["a", "z"], ["b", "y"], ["c", "x"]]
    better = [*pairs, ["a", "y"], ["b", "x"]]
    given = document(
        choice("n", ("b", "a")), [outcome(i) for i in ids], preferences={"better": better}
    )
    found = found_of(given)
    laid = layers(found, [30.0] * 6, 400.0)
    lines = [(laid.centres[e.above][0], laid.centres[e.below][0]) for e in found.edges]
    assert not any((p - q) * (r - s) < 0 for (p, r), (q, s) in combinations(lines, 2))


def test_outcomes_are_arranged_by_scale_and_by_preference() -> None:
    outcomes = [outcome("X"), outcome("s1", "s", 1), outcome("t", "t", 0), outcome("s2", "s", 2)]
    given = document(choice("n", ("b", "X")), outcomes, preferences={"better": [["t", "s2"]]})
    found = found_of(given)
    laid = layers(found, [30.0] * len(found.places), 400.0)
    assert arranged(given, AS_LISTED, found, laid) == (("X", "s1", "t", "s2"),)
    assert arranged(given, BY_SCALE, found, laid) == (("s2", "s1"), ("t",), ("X",))
    assert arranged(given, BY_PREFERENCE, found, laid) == (("X",), ("t", "s2", "s1"))
    assert arranged(given, BY_PREFERENCE, None, None) == (("X", "s1", "t", "s2"),)

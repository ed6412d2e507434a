"""The layout: nothing overlaps, order is kept, parents are centred, hands are respected."""

from dataclasses import replace
from math import dist
from random import Random

import msgspec
import pytest

from solver.document.elements import Branch, Kind, Node
from solver.document.model import Document
from solver.edits import AddNode, Delete, Edit, MoveNodes, SetNode, SetView
from solver.edits.tree import coordinate
from solver.page import tree_layout
from solver.page.tree_layout import Arranger, Extent, arrange


def random_tree(random: Random, size: int) -> Document:
    nodes = {"n0": Node(id="n0", kind=Kind.CHOICE)}
    branches = {}
    for i in range(1, size):
        parent = f"n{random.randrange(max(0, i - 6), i)}"
        nodes[f"n{i}"] = Node(id=f"n{i}", kind=Kind.CHOICE)
        branches[f"b{i}"] = Branch(id=f"b{i}", source=parent, target=f"n{i}")
    return Document(nodes=nodes, branches=branches, root="n0")


def boxes_of(
    document: Document, extents: dict[str, Extent]
) -> list[tuple[float, float, float, float]]:
    """Each node's box along and across the direction of growth."""
    boxes = []
    for id_, (x, y) in arrange(document, extents.__getitem__).positions.items():
        along, across = (y, x) if document.direction == "down" else (x, y)
        e = extents[id_]
        boxes.append((along - e.back, along + e.forth, across - e.left, across + e.right))
    return boxes


def assert_apart(boxes: list[tuple[float, float, float, float]]) -> None:
    for i, (a0, a1, c0, c1) in enumerate(boxes):
        for b0, b1, d0, d1 in boxes[:i]:
            assert a1 <= b0 or b1 <= a0 or c1 <= d0 + 1e-6 or d1 <= c0 + 1e-6


@pytest.mark.parametrize("direction", ["right", "down"])
@pytest.mark.parametrize("leaves", ["", "aligned"])
@pytest.mark.parametrize("seed", range(30))
def test_nothing_overlaps(seed: int, direction: str, leaves: str) -> None:
    random = Random(seed)
    document = replace(random_tree(random, 60), view={"direction": direction, "leaves": leaves})
    extents = {
        id_: Extent(12, random.choice((12, 90, 250)), random.choice((12, 25)), 20, 40)
        if not document.children(id_)
        else Extent(random.choice((12, 40)), 12, 20, 20, random.choice((0, 60)))
        for id_ in document.nodes
    }
    places = arrange(document, extents.__getitem__).positions
    assert set(places) == set(document.nodes)
    assert_apart(boxes_of(document, extents))
    if leaves:
        ends = {
            places[id_][direction == "down"] for id_ in document.nodes if not document.children(id_)
        }
        assert len(ends) == 1
    for id_ in document.nodes:
        across = [places[b.target][0 if direction == "down" else 1] for b in document.children(id_)]
        assert across == sorted(across)
        if across:
            own = places[id_][0 if direction == "down" else 1]
            assert own == pytest.approx((across[0] + across[-1]) / 2)


def small(_: str) -> Extent:
    return Extent(12, 12, 12, 12, 30)


def test_a_node_placed_by_hand_stays_and_takes_its_subtree_along() -> None:
    document = random_tree(Random(1), 20)
    before = arrange(document, small).positions
    moved = MoveNodes({"n1": (500, 900)}).apply(document)
    after = arrange(moved, small).positions
    assert after["n1"] == (500, 900)
    for id_ in document.below("n1"):
        assert after[id_][0] - before[id_][0] == pytest.approx(500 - before["n1"][0])
        assert after[id_][1] - before[id_][1] == pytest.approx(900 - before["n1"][1])


def test_drafts_stand_below_the_tree() -> None:
    document = random_tree(Random(2), 10)
    nodes = {**document.nodes, "loose": Node(id="loose", kind=Kind.CHANCE)}
    places = arrange(replace(document, nodes=nodes), small).positions
    assert places["loose"][1] > max(y for id_, (_, y) in places.items() if id_ != "loose")


@pytest.mark.parametrize("direction", ["right", "down"])
@pytest.mark.parametrize("seed", range(20))
def test_what_lies_loose_makes_way_for_the_tree(seed: int, direction: str) -> None:
    random = Random(seed)
    document = replace(random_tree(random, 30), view={"direction": direction})
    for _ in range(25):
        place = random.randrange(0, 600), random.randrange(-300, 300)
        document = AddNode(Kind.CHANCE, position=place).apply(document)
        loose = list(document.nodes)[-1]
        document = AddNode(Kind.OUTCOME, parent=loose).apply(document)
    extents = {id_: Extent(12, random.choice((12, 90)), 14, 20, 30) for id_ in document.nodes}
    assert_apart(boxes_of(document, extents))
    alone = AddNode(Kind.CHANCE, position=(5000, 700)).apply(document)
    last = list(alone.nodes)[-1]
    assert arrange(alone, lambda _: Extent(12, 12, 12, 12)).positions[last] == (5000, 700)


def test_thousands_of_loose_nodes_at_one_place_are_sorted_out() -> None:
    nodes = {
        f"n{i}": Node(id=f"n{i}", kind=Kind.CHANCE, x=coordinate(0), y=coordinate(0))
        for i in range(2000)
    }
    places = arrange(Document(nodes=nodes, root="n0"), small).positions
    assert len(set(places.values())) == 2000


def test_a_folded_node_hides_what_is_below() -> None:
    document = random_tree(Random(3), 12)
    folded = msgspec.structs.replace(document.nodes["n1"], collapsed=True)
    tree_layout = arrange(replace(document, nodes={**document.nodes, "n1": folded}), small)
    hidden = set(document.below("n1")) - {"n1"}
    assert set(tree_layout.positions) == set(document.nodes) - hidden
    assert tree_layout.hidden.get("n1", 0) == len(hidden)


def test_cycles_and_chains_end() -> None:
    nodes = {id_: Node(id=id_, kind=Kind.CHOICE) for id_ in "ab"}
    branches = {
        "1": Branch(id="1", source="a", target="b"),
        "2": Branch(id="2", source="b", target="a"),
    }
    assert set(arrange(Document(nodes=nodes, branches=branches), small).positions) == {"a", "b"}
    chain = {f"n{i}": Node(id=f"n{i}", kind=Kind.CHOICE) for i in range(10_000)}
    links = {f"b{i}": Branch(id=f"b{i}", source=f"n{i}", target=f"n{i + 1}") for i in range(9_999)}
    assert len(arrange(Document(nodes=chain, branches=links), small).positions) == 10_000


@pytest.mark.parametrize("seed", range(20))
def test_laying_out_again_gives_what_laying_out_anew_gives(seed: int) -> None:
    random = Random(seed)
    document = random_tree(random, 40)
    wide = {id_: random.choice((12.0, 40.0, 90.0)) for id_ in document.nodes}

    def extent(id_: str) -> Extent:
        return Extent(12, wide.get(id_, 12.0), 12, wide.get(id_, 12.0) / 4, 30)

    arranger = Arranger()
    for _ in range(40):
        assert arranger.arrange(document, extent) == arrange(document, extent)
        nodes = list(document.nodes)
        kind = random.randrange(7)
        edit: Edit
        if kind == 0:
            edit = AddNode(Kind.CHOICE, parent=random.choice(nodes), index=random.choice((None, 0)))
        elif kind == 1 and len(nodes) > 10:
            edit = Delete((random.choice(nodes[5:]),))
        elif kind == 2:
            edit = SetNode(random.choice(nodes), {"collapsed": random.random() < 0.5})
        elif kind == 3:
            edit = MoveNodes({random.choice(nodes): (random.random() * 500, 9.0)})
        elif kind == 4:
            edit = SetView("direction", random.choice(("right", "down")))
        else:
            wide[random.choice(nodes)] = random.choice((12.0, 40.0, 90.0))
            continue
        document = edit.apply(document)


@pytest.mark.parametrize("leaves", ["free", "aligned"])
@pytest.mark.parametrize("seed", range(25))
def test_told_what_changed_it_lays_out_as_if_anew(seed: int, leaves: str) -> None:
    random = Random(seed)
    document = replace(random_tree(random, 70), view={"leaves": leaves})
    document = AddNode(Kind.CHANCE, position=(100, 50)).apply(document)
    extents = {id_: Extent(12, 12, 14, 16, 30) for id_ in document.nodes}
    arranger = Arranger()
    arranger.arrange(document, extents.__getitem__)
    for _ in range(12):
        changed = random.sample(sorted(document.nodes), random.randint(1, 3))
        for id_ in changed:
            wide, high = random.choice((12, 12, 80)), random.choice((14, 40))
            extents[id_] = Extent(12, wide, high, 16, random.choice((30, 30, 90)))
        ours = arranger.arrange(document, extents.__getitem__, changed).positions
        theirs = arrange(document, extents.__getitem__).positions
        assert ours.keys() == theirs.keys()
        for id_, place in ours.items():
            assert dist(place, theirs[id_]) < 1e-6, id_


def test_only_what_changed_is_measured_and_packed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    document = random_tree(Random(4), 60)
    leaf = next(id_ for id_ in reversed(document.nodes) if not document.children(id_))
    above = {leaf}
    while parents := {b.source for b in document.branches.values() if b.target in above} - above:
        above |= parents
    measured: list[str] = []

    def extent(id_: str) -> Extent:
        measured.append(id_)
        return small(id_)

    packed: list[str] = []
    plain = tree_layout._Arrangement._contour

    def contour(
        self: tree_layout._Arrangement, id_: str, parts: list[tree_layout._Contour]
    ) -> object:
        packed.append(id_)
        return plain(self, id_, parts)

    monkeypatch.setattr(tree_layout._Arrangement, "_contour", contour)
    arranger = Arranger()
    first = arranger.arrange(document, extent)
    assert sorted(measured) == sorted(packed) == sorted(document.nodes)
    measured.clear()
    packed.clear()
    assert arranger.arrange(document, extent, [leaf]) == first
    assert measured == [leaf]
    assert set(packed) == above
    packed.clear()
    assert arranger.arrange(document, extent) == first  # without being told: all is compared
    assert packed == []
    added = AddNode(Kind.CHOICE, parent="n0").apply(document)  # every column stays where it is
    packed.clear()
    arranger.arrange(added, small)
    new = next(id_ for id_ in added.nodes if id_ not in document.nodes)
    assert sorted(packed) == sorted(["n0", new])


def test_the_last_layout_is_let_go_of() -> None:
    """Else every layout since the document was opened would be kept."""
    document, arranger = random_tree(Random(5), 10), Arranger()
    arranger.arrange(document, small)
    arranger.arrange(document, small)
    assert arranger._last is not None
    assert arranger._last._last is None


@pytest.mark.parametrize("length", [99, 100, 101, 102, 140])
@pytest.mark.parametrize("changed", [0, 1, 2, 50, -1])
def test_high_trees_are_laid_out_again_as_anew(length: int, changed: int) -> None:
    """Outlines are kept of low subtrees only; what is above them is made anew."""
    nodes = {f"n{i}": Node(id=f"n{i}", kind=Kind.CHOICE) for i in range(length + 3)}
    links = [(i, i + 1) for i in range(length - 1)]
    links += [(0, length), (length // 2, length + 1), (length + 1, length + 2)]
    branches = {f"b{t}": Branch(id=f"b{t}", source=f"n{s}", target=f"n{t}") for s, t in links}
    document = Document(nodes=nodes, branches=branches, root="n0")
    extents = dict.fromkeys(nodes, small(""))
    arranger = Arranger()
    arranger.arrange(document, extents.__getitem__)
    for wide in (40.0, 25.0):
        id_ = f"n{changed % length}"
        extents[id_] = Extent(12, 12, wide, 14, 30)
        told = arranger.arrange(document, extents.__getitem__, [id_])
        assert told == arrange(document, extents.__getitem__)

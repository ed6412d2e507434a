"""Where the nodes of small trees stand, to the pixel: worked by hand, and many more as kept."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import msgspec
import pytest

from solver.document.elements import Branch, Kind, Node
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.edits import SetNode
from solver.page import tree_layout as module
from solver.page.measures import USUAL
from solver.page.occupied import Box, Occupied
from solver.page.tree_layout import DRAFT_GAP, Arranger, Extent, Layout, arrange
from tests.kept.kept import compare

#: Round numbers, so that places can be worked out by hand.
ROUND = USUAL._replace(lead=40.0, space=14.0, level=48.0, gap=12.0)
LEAD, SPACE, GAP = ROUND.lead, ROUND.space, ROUND.gap
#: What a node reaches by default: 10 back, 20 forth, 8 to the left, 12 to the right.
PLAIN = Extent(10, 20, 8, 12, 30)
#: From one column to the next: what reaches forth, the slant, the text, what reaches back.
STEP = 20 + LEAD + (30 + 2 * SPACE) + 10
#: From one neighbour to the next.
BESIDE = 12 + GAP + 8


def tree(*links: str, root: str | None = "r", **view: str) -> Document:
    """A document of links such as ``r-a``; what is not linked is a node of its own."""
    nodes = {id_: Node(id=id_, kind=Kind.CHOICE) for link in links for id_ in link.split("-")}
    pairs = [link.split("-") for link in links if "-" in link]
    branches = {f"{x}{y}": Branch(id=f"{x}{y}", source=x, target=y) for x, y in pairs}
    return Document(nodes=nodes, branches=branches, root=root, view=view)


def at(document: Document, id_: str, x: str, y: str) -> Document:
    """The same with a node that somebody placed by hand."""
    placed = msgspec.structs.replace(document.nodes[id_], x=Numeral(x), y=Numeral(y))
    return replace(document, nodes={**document.nodes, id_: placed})


def places(document: Document, **other: Extent) -> dict[str, tuple[float, float]]:
    return dict(arrange(document, lambda id_: other.get(id_, PLAIN), ROUND).positions)


def test_columns_are_as_wide_as_what_stands_in_them() -> None:
    document = tree("r-a", "a-b", "r-c")
    across = {id_: y for id_, (_, y) in places(document).items()}
    assert across == {"r": 0, "a": -BESIDE / 2, "b": -BESIDE / 2, "c": BESIDE / 2}
    along = {id_: x for id_, (x, _) in places(document).items()}
    assert along == {"r": 0, "a": STEP, "b": 2 * STEP, "c": STEP}
    # A text between the columns, or the least that a branch is long.
    long = places(document, c=PLAIN._replace(text=100))
    assert (long["a"][0], long["b"][0]) == (STEP + 70, 2 * STEP + 70)
    short = places(document, a=PLAIN._replace(text=0), c=PLAIN._replace(text=19))
    assert short["a"][0] == STEP - (58 - 48)
    short = places(document, a=PLAIN._replace(text=0), c=PLAIN._replace(text=21))
    assert short["a"][0] == STEP - 9
    # What reaches back widens the column before, what reaches forth the one behind, but for leaves.
    back = places(document, c=PLAIN._replace(back=50))
    assert (back["a"][0], back["b"][0]) == (STEP + 40, 2 * STEP + 40)
    forth = places(document, a=PLAIN._replace(forth=50))
    assert (forth["a"][0], forth["b"][0]) == (STEP, 2 * STEP + 30)
    assert places(document, c=PLAIN._replace(forth=25))["b"][0] == 2 * STEP
    assert places(document, r=PLAIN._replace(back=99)) == places(document)


def test_a_long_leaf_keeps_the_columns_free_that_it_reaches_into() -> None:
    """Behind the middle of its own column begins the next, with the branches to it."""
    document = tree("r-a", "a-b", "b-d", "r-c")
    rights = {"b": PLAIN._replace(right=40), "d": PLAIN._replace(right=70)}
    reaches = (0, BESIDE), (1, 60), (STEP, 60), (STEP + 1, 90), (2 * STEP, 90), (9 * STEP, 90)
    for forth, apart in reaches:
        across = places(document, c=PLAIN._replace(forth=forth), **rights)
        assert across["c"][1] - across["a"][1] == apart, forth
    short = places(tree("r-a", "r-c"), c=PLAIN._replace(forth=9 * STEP), a=rights["b"])
    assert short["c"][1] - short["a"][1] == 60


def test_growing_downwards_and_with_leaves_in_one_line() -> None:
    links = ("r-a", "a-b", "r-c")
    right, down = places(tree(*links)), places(tree(*links, direction="down"))
    assert down == {id_: (y, x) for id_, (x, y) in right.items()}
    aligned = places(tree(*links, leaves="aligned"))
    assert aligned == right | {"c": (2 * STEP, BESIDE / 2)}
    lone = places(tree("r-a", "loose", leaves="aligned"))
    assert lone["loose"][0] == 0  # it is a top, though it has nothing below


def test_a_folded_node_is_no_leaf_and_counts_what_it_hides() -> None:
    document = tree("r-a", "a-b", "b-d", "a-e", "r-c", "c-f", leaves="aligned")
    folded = SetNode("a", {"collapsed": True}).apply(document)
    layout = arrange(folded, lambda _: PLAIN, ROUND)
    assert layout.hidden == {"a": 3}
    assert layout.positions == {
        "r": (0, 0),
        "a": (STEP, -BESIDE / 2),
        "c": (STEP, BESIDE / 2),
        "f": (2 * STEP, BESIDE / 2),
    }
    leaf = SetNode("f", {"collapsed": True}).apply(document)
    assert arrange(leaf, lambda _: PLAIN).hidden == {}


def test_what_is_placed_by_hand_stays_and_what_is_below_comes_along() -> None:
    document = tree("r-a", "a-b", "r-c", "r-d")
    moved = places(at(document, "a", "500", "-7/2"))
    assert moved["a"] == (500, -3.5)
    assert moved["b"] == (500 + STEP, -3.5)
    assert moved["d"] == (STEP, BESIDE)
    assert places(at(document, "r", "3", "4"))["d"] == (STEP + 3, BESIDE + 4)
    assert places(at(document, "a", "2e9", "-2e9"))["a"] == (1e6, -1e6)
    for wrong in ("1/0", "unknown"):
        assert places(at(document, "a", wrong, "1")) == places(document)
        assert places(at(document, "a", "1", wrong)) == places(document)


def test_what_is_not_connected_stands_below() -> None:
    document = tree("r-a", "r-c", "x-y", "x-z", "v")
    found = places(document)
    reach = BESIDE / 2 + 12  # of two neighbours around their parent
    first = reach + DRAFT_GAP + BESIDE / 2 + 8
    assert found["x"] == (0, first)
    assert found["y"] == (STEP, first - BESIDE / 2)
    assert found["v"] == (0, first + reach + DRAFT_GAP + 8)
    placed = places(at(document, "x", "900", "900"))
    assert placed["x"] == (900, 900)
    assert placed["v"] == (0, reach + DRAFT_GAP + 8)
    without = places(tree("x-y", "v", root=None))
    assert without == {"x": (0, 0), "y": (STEP, 0), "v": (0, 12 + DRAFT_GAP + 8)}


def test_what_lies_loose_over_the_tree_makes_way() -> None:
    document = tree("r-a", "v", "w")
    loose = at(document, "v", "0", "0")
    assert places(loose)["v"] == (0, 12 + GAP + 8)
    again = at(loose, "w", "0", "5")
    assert places(again)["w"] == (0, 12 + GAP + 8 + 20 + GAP)
    down = replace(loose, view={"direction": "down"})
    assert places(down)["v"] == (12 + GAP + 8, 0)
    # Beside it, touching it at most, it stays.
    for x, y in (("0", "20"), ("0", "-20"), ("-30", "0")):
        assert places(at(document, "v", x, y))["v"] == (float(x), float(y))
    for x, y in (("0", "19"), ("0", "-19"), ("-29", "0")):
        assert places(at(document, "v", x, y))["v"] == (float(x), 12 + GAP + 8)
    # The branch to a node belongs to it, as far as it is straight: slant and text.
    document = tree("r-a", "r-c", "v")
    other = {"a": PLAIN._replace(right=100), "c": PLAIN._replace(text=200)}
    assert places(document, **other)["a"] == (STEP + 170, -60)
    begins = STEP + 170 - (30 + 2 * SPACE + LEAD)
    for x, stays in ((begins - 20, True), (begins - 19, False)):
        found = places(at(document, "v", str(x), "-60"), **other)["v"]
        assert (found == (x, -60)) == stays
    # A component moves as one.
    part = at(tree("r-a", "v-u"), "v", "-500", "0")
    assert places(part)["u"] == (STEP - 500, 0)
    part = at(tree("r-a", "v-u"), "v", str(-STEP), "1")
    assert places(part)["u"] == (0, 12 + GAP + 8)
    assert places(part)["v"] == (-STEP, 12 + GAP + 8)


def test_after_some_tries_it_goes_behind_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """A column of loose nodes with room for another in none of the gaps but the last."""
    links = [f"n{i}" for i in range(9)]
    document = at(tree("r", *links, "v"), "v", "0", "0")
    for i, id_ in enumerate(links):
        document = at(document, id_, "0", str(32 + 32 * i if i < 6 else 1000 + 32 * i))
    # The root and seven of them are met, a step for each; behind them all is free for long.
    for tries, wanted in ((99, 32 * 7), (6, 32 * 7), (5, 1000 + 32 * 9), (0, 1000 + 32 * 9)):
        monkeypatch.setattr(module, "TRIES", tries)
        order = ["r", *links, "v"]
        nodes = {id_: document.nodes[id_] for id_ in order}
        found = places(replace(document, nodes=nodes))
        assert [found[id_][1] for id_ in links[:6]] == [32 + 32 * i for i in range(6)]
        assert found["v"][1] == wanted, tries


def test_boxes_on_the_page() -> None:
    draw = Random(3)
    occupied, known = Occupied(), []
    for _ in range(80):
        x, y = draw.randint(-900, 900), draw.randint(-900, 900)
        box = Box(x, y, x + draw.randint(1, 600), y + draw.randint(1, 40))
        met = {other for other in known if _overlap(box, other)}
        assert set(occupied.met_by(box)) == met
        assert {other for other in known if box.meets(other)} == met
        assert all(other.meets(box) for other in met)
        occupied.add(box)
        known.append(box)
        assert occupied.all == (
            min(0, *(b.left for b in known), 0),
            min(0, *(b.top for b in known), 0),
            max(0, *(b.right for b in known), 0),
            max(0, *(b.bottom for b in known), 0),
        )
    assert Box(1, 2, 3, 4).moved(10, -20) == Box(11, -18, 13, -16)


def _overlap(a: Box, b: Box) -> bool:
    wide = min(a.right, b.right) - max(a.left, b.left)
    return wide > 0 and min(a.bottom, b.bottom) - max(a.top, b.top) > 0


# ----------------------------------------------------------------------- laying out again


def random_tree(draw: Random, size: int) -> Document:
    links = [f"n{draw.randrange(max(0, i - 5), i)}-n{i}" for i in range(1, size)]
    return tree("n0", *links, root="n0")


def assert_close(ours: Layout, theirs: Layout) -> None:
    assert ours.hidden == theirs.hidden
    assert ours.positions.keys() == theirs.positions.keys()
    for id_, place in ours.positions.items():
        assert place == pytest.approx(theirs.positions[id_], abs=1e-6), id_


@pytest.mark.parametrize("low", [1, 2, 3, 100])
@pytest.mark.parametrize("told", [False, True])
def test_only_what_is_above_a_change_is_packed_again(
    low: int, told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However high the subtrees whose outlines are kept: the same places, with less work."""
    monkeypatch.setattr(module, "LOW", low)
    packed: list[str] = []
    contour = module._Arrangement._contour

    def counting(self: object, id_: str, parts: object) -> object:
        packed.append(id_)
        return contour(self, id_, parts)  # type: ignore[arg-type]

    monkeypatch.setattr(module._Arrangement, "_contour", counting)
    for seed in range(8):
        draw = Random(seed)
        document = random_tree(draw, 60)
        extents = dict.fromkeys(document.nodes, PLAIN)
        arranger = Arranger()
        arranger.arrange(document, extents.__getitem__)
        assert sorted(packed) == sorted(document.nodes)
        for _ in range(6):
            changed = draw.choice(list(document.nodes))
            extents[changed] = PLAIN._replace(left=draw.randint(1, 30), right=draw.randint(1, 30))
            packed.clear()
            given = [changed] if told else None
            ours = arranger.arrange(document, extents.__getitem__, given)
            above = [id_ for id_ in document.nodes if changed in document.below(id_)]
            if low == 100:
                assert sorted(packed) == sorted(above)
            else:
                assert set(above) <= set(packed)
                assert len(packed) < len(document.nodes) + len(above)
            assert_close(ours, arrange(document, extents.__getitem__))
        packed.clear()


def test_an_outline_is_not_used_where_anything_is_different() -> None:
    """Each thing that a subtree's outline depends on, changed by itself and put back again."""
    document = tree("r-a", "a-b", "b-d", "b-e", "a-g", "r-c", "c-f")
    extents = dict.fromkeys(document.nodes, PLAIN)
    wide = {**extents, "d": PLAIN._replace(right=80)}
    long = {**extents, "g": PLAIN._replace(forth=2.5 * STEP)}
    text = {**extents, "f": PLAIN._replace(text=200)}
    deeper = tree("r-h", "h-a", "a-b", "b-d", "b-e", "a-g", "r-c", "c-f")
    fewer = tree("r-a", "a-b", "b-e", "a-g", "r-c", "c-f")
    other = tree("r-a", "a-b", "b-e", "b-d", "a-g", "r-c", "c-f")
    aligned = replace(document, view={"leaves": "aligned"})
    every = [
        *((document, e) for e in (extents, wide, long, text)),
        *((d, e) for d in (deeper, fewer, other, aligned) for e in (extents, long)),
    ]
    for first, before in every:
        for second, after in every:
            arranger = Arranger()
            for some, reach in ((first, before), (second, after), (first, before)):
                ours = arranger.arrange(some, lambda id_, reach=reach: reach.get(id_, PLAIN))
                assert_close(ours, arrange(some, lambda id_, reach=reach: reach.get(id_, PLAIN)))


# ------------------------------------------------------------------------------ as kept


def pages() -> Iterator[str]:
    """Random documents with all that bears on the layout, a line for each node."""
    for seed in range(12):
        draw = Random(seed)
        view = {"direction": draw.choice(("right", "down")), "leaves": draw.choice(("", "aligned"))}
        document = replace(random_tree(draw, draw.randint(2, 16)), view=view)
        extents = {
            id_: Extent(
                draw.choice((10, 30)), draw.choice((20, 20, 90, 260)), draw.choice((8, 30)),
                draw.choice((12, 25)), draw.choice((0, 30, 75)),
            )
            for id_ in [*document.nodes, *(f"v{i}" for i in range(4))]
        }  # fmt: skip
        if seed % 3 == 1:
            document = SetNode(draw.choice(list(document.nodes)), {"collapsed": True}).apply(
                document
            )
        if seed % 3 == 2:
            document = at(document, draw.choice(list(document.nodes)), "200", "35")
        for i in range(draw.randint(0, 4)):
            nodes = {**document.nodes, f"v{i}": Node(id=f"v{i}", kind=Kind.CHANCE)}
            document = replace(document, nodes=nodes)
            if draw.random() < 0.7:
                document = at(
                    document, f"v{i}", str(draw.randint(0, 200)), str(draw.randint(0, 60))
                )
        layout = arrange(document, extents.__getitem__, ROUND)
        yield f"{seed}: {view['direction']} {view['leaves']} {dict(layout.hidden)}"
        for id_, (x, y) in layout.positions.items():
            yield f"  {id_}: {x:.2f} {y:.2f}"


def test_pages_are_as_kept() -> None:
    compare("layout.txt", "\n".join(pages()))

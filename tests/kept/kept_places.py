"""Where nodes of small trees and outcomes of small diagrams are placed, written down line by line.

Tests of their own say that the places are good; these texts say that nothing about them changes
unseen.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

import msgspec

from solver.document.elements import Branch, Kind, Node
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.page.tree_layout import Extent, Layout, arrange
from solver.preferences.hasse_covers import CoverEdge, Covers
from solver.preferences.hasse_layout import lay_out
from tests.kept.telling import Sections, entries, example, number, pixels

# ------------------------------------------------------------------------------- layout


def grown(parents: Sequence[int | None], **fields: Any) -> Document:
    """A tree of choice nodes ``n0, n1, …`` by the numbers of their parents."""
    nodes = {f"n{i}": Node(id=f"n{i}", kind=Kind.CHOICE) for i in range(len(parents))}
    branches = {
        f"b{i}": Branch(id=f"b{i}", source=f"n{parent}", target=f"n{i}")
        for i, parent in enumerate(parents)
        if parent is not None
    }
    return Document(nodes=nodes, branches=branches, root="n0", **fields)


def changed(given: Document, id_: str, **fields: Any) -> Document:
    for axis in ("x", "y"):
        if axis in fields:
            fields[axis] = Numeral(fields[axis])
    node = msgspec.structs.replace(given.nodes[id_], **fields)
    return replace(given, nodes={**given.nodes, id_: node})


SMALL: Final = Extent(11, 13, 17, 19, 30)


def trees() -> Iterator[tuple[str, Document, Callable[[str], Extent]]]:
    """Trees to be placed, with the extents of their nodes."""

    def small(_: str) -> Extent:
        return SMALL

    def mixed(id_: str) -> Extent:
        i = int(id_[1:])
        return Extent(10 + i % 3 * 5, 12 + i % 4 * 30, 9 + i % 5 * 4, 8 + i % 7 * 3, i % 6 * 17)

    def long(id_: str) -> Extent:
        return Extent(11, 13 + int(id_[1:]) % 3 * 160, 17, 19, 30)

    yield "an example", example("shutdown"), lambda id_: Extent(12, 12 + len(id_), 9, 8, 40)
    yield "one node", grown([None]), small
    yield "a chain", grown([None, 0, 1, 2]), mixed
    yield "three leaves", grown([None, 0, 0, 0]), small
    yield (
        "short texts and long",
        grown([None, 0, 0, 1]),
        lambda id_: Extent(
            11, 13, 17, 19, {"n1": 20, "n2": 20.5, "n3": 19}[id_] if id_ != "n0" else 0
        ),
    )
    bushy: list[int | None] = [None, 0, 0, 1, 1, 1, 2, 6, 6, 0, 9, 10, 11, 4, 13, 13, 2, 16, 0, 7]
    yield "a bushy tree", grown(bushy), mixed
    yield "deep on the left", grown([None, 0, 0, 0, 1, 4, 5, 5, 2, 3, 9]), small
    yield "deep on the right", grown([None, 0, 0, 0, 3, 4, 5, 5, 2, 1, 9]), small
    yield (
        "leaves whose texts reach far",
        grown([None, 0, 0, 0, 1, 2, 4, 5, 7, 3, 9, 9, 9, 5, 13, 13, 14]),
        long,
    )
    exact = {"n1": 13 + 40 + 58 + 11.0, "n2": 13 + 40 + 58 + 11.5}
    yield (
        "a leaf's text that just ends before the next column",
        grown([None, 0, 0, 2, 2, 2, 4]),
        lambda id_: Extent(11, exact["n1"] if id_ == "n1" else 13, 17, 19, 30),
    )
    yield (
        "a leaf's text that just reaches the next column",
        grown([None, 0, 0, 2, 2, 2, 4]),
        lambda id_: Extent(11, exact["n2"] if id_ == "n1" else 13, 17, 19, 30),
    )
    hand = changed(changed(grown(bushy), "n2", x="700", y="-40.5"), "n13", x="5", y="1/2")
    yield "two nodes placed by hand", hand, mixed
    yield "a root placed by hand", changed(grown([None, 0, 0]), "n0", x="70", y="90"), small
    odd = grown([None, 0, 0, 0, 0, 0])
    for id_, x, y in (("n1", "9e9", "-9e9"), ("n2", "1/0", "4"), ("n3", "1e999", "2")):
        odd = changed(odd, id_, x=x, y=y)
    odd = changed(changed(odd, "n4", x="30"), "n5", y="30")
    yield "places that are none or far away", odd, small
    yield "a folded node", changed(grown(bushy), "n2", collapsed=True), mixed
    yield "a folded leaf", changed(grown([None, 0, 0]), "n1", collapsed=True), small
    yield "a folded root", changed(grown([None, 0, 0, 1]), "n0", collapsed=True), small
    yield "drafts", grown([None, 0, 0, None, 3, None, None, 6, 6]), mixed
    one = changed(grown([None, 0, 0, None, 3, None, 5]), "n3", x="400", y="300")
    yield "a draft placed by hand among others", one, small
    yield "a draft that makes way for the tree", changed(one, "n3", x="100", y="5"), small
    two = changed(changed(one, "n3", x="90", y="10"), "n5", x="95", y="12")
    yield "drafts that make way for each other", two, small
    several = grown([None, 0, *([None] * 23)])
    for i in range(2, 25):
        several = changed(several, f"n{i}", x="0", y=str(i // 12))
    yield "many drafts at one place", several, mixed
    far = changed(several, "n2", x="0", y="5000")
    yield "many drafts at one place and one far away", changed(far, "n3", x="5000", y="0"), mixed
    touch = changed(grown([None, 0, 0, None]), "n3", x="146", y="-24")
    yield "a draft that touches a node's side", touch, small
    yield "a draft that touches a node from below", changed(touch, "n3", x="122", y="60"), small
    yield "a draft that hardly lies over a node", changed(touch, "n3", x="145.5", y="-24"), small
    yield (
        "a draft over a long text",
        changed(touch, "n3", x="700", y="-30"),
        lambda _: Extent(11, 640, 300, 19, 30),
    )
    near = changed(
        changed(grown([None, 0, 0, None, 3]), "n1", x="20", y="-90"), "n3", x="-20", y="-90"
    )
    yield "a draft beside a short branch", near, small
    left = changed(changed(near, "n1", x="-90", y="-9"), "n3", x="-130", y="-9")
    yield "a draft beside a branch that goes back", left, small
    below = changed(
        changed(grown([None, 0, 0, None, 3]), "n3", x="-90", y="20"), "n4", x="0", y="4"
    )
    yield "a draft whose child lies over the tree", below, small
    alone = replace(
        changed(changed(grown([None, 0, None]), "n0", x="8", y="9"), "n2", x="8", y="9")
    )
    yield "no root", replace(alone, root=None), small
    yield "cycles", Document(
        nodes={id_: Node(id=id_, kind=Kind.CHANCE) for id_ in ("n0", "n1", "n2", "n3")},
        branches={
            f"b{s}{t}": Branch(id=f"b{s}{t}", source=f"n{s}", target=f"n{t}")
            for s, t in ((0, 1), (1, 2), (2, 1), (2, 0), (3, 2), (3, 3))
        },
        root="n0",
    ), small  # fmt: skip


def _placed(found: Layout) -> Iterator[str]:
    yield "  " + "; ".join(f"{id_} {pixels([at])}" for id_, at in found.positions.items())
    if found.hidden:
        yield f"  hidden: {entries(found.hidden)}"


VIEWS: Final = (
    {},
    {"direction": "down"},
    {"leaves": "aligned"},
    {"direction": "down", "leaves": "aligned"},
)


def layouts(given: Document, extent: Callable[[str], Extent]) -> Iterator[str]:
    """Where the nodes of a tree stand."""
    told: dict[tuple[str, ...], str] = {}
    for view in VIEWS if len(given.nodes) < 12 else VIEWS[1:3]:
        name = ", ".join(view.values()) or "right"
        found = tuple(_placed(arrange(replace(given, view=view), extent)))
        if found in told:
            yield f"{name}: as {told[found]}"
        else:
            told[found] = name
            yield name
            yield from found


# ------------------------------------------------------------------------------- layers


def diagrams() -> Iterator[tuple[str, Covers, list[float]]]:
    """Cover relations to be laid out, with the widths of their places."""

    def related(count: int, *pairs: tuple[int, int], hidden: Sequence[int] = ()) -> Covers:
        edges = (CoverEdge(i, j, "stated", at not in hidden) for at, (i, j) in enumerate(pairs))
        return Covers(tuple((f"o{i}",) for i in range(count)), tuple(edges))

    def widths(count: int) -> list[float]:
        return [20.0 + i * 37 % 50 for i in range(count)]

    yield "nothing joined", related(5), widths(5)
    yield "a chain", related(3, (0, 1), (1, 2)), widths(3)
    yield "an edge that covers nothing", related(3, (0, 1), (0, 2), (1, 2), hidden=[1]), widths(3)
    yield "a diamond", related(4, (0, 1), (0, 2), (1, 3), (2, 3)), widths(4)
    long = [(0, 1), (1, 2), (2, 3), (0, 4), (4, 3), (5, 3), (0, 3)]
    yield "lines that pass rows", related(6, *long), widths(6)
    cube = [(i, i | 1 << b) for i in range(8) for b in range(3) if not i >> b & 1]
    yield "a cube", related(8, *cube), widths(8)
    four = [(i, i | 1 << b) for i in range(16) for b in range(4) if not i >> b & 1]
    yield "a cube of four dimensions", related(16, *four), [30.0] * 16
    crossed = [(0, 7), (1, 6), (2, 5), (3, 4), (0, 6), (2, 7), (1, 4)]
    yield "lines that cross", related(8, *crossed), widths(8)
    again = [(i, 7 + (i * 3 + k) % 7) for i in range(7) for k in (0, 2, 3)]
    again += [(7 + i, 14 + (i * 5 + k) % 6) for i in range(7) for k in (0, 1)]
    yield "lines that have to cross", related(20, *again), widths(20)
    mixed = [(0, 1), (1, 2), (3, 4), (6, 4), (7, 8), (8, 9), (9, 10), (7, 10)]
    yield "several parts", related(12, *mixed), widths(12)
    yield "parts joined late", related(7, (0, 3), (1, 4), (2, 5), (5, 6), (4, 6), (3, 4)), widths(7)


def hasse(found: Covers, widths: list[float]) -> Iterator[str]:
    """Where the places of a Hasse diagram stand."""
    laid, last = lay_out(found, widths), None
    for room in (1000.0, 356.0, 355.0, 150.0):
        page = laid.within(room)
        if page == last:
            continue
        last = page
        yield f"{number(room)} pixels wide"
        yield f"  rows {page.rows}, {number(page.width)} by {number(page.height)}"
        yield f"  places {pixels(page.centres)}"
        for edge, bends in zip(found.edges, page.bends, strict=True):
            if bends:
                yield f"  from {edge.above} to {edge.below} by {pixels(bends)}"


#: By text, its sections: what each is of, and how its lines are made.
TEXTS: Final[Mapping[str, Sections]] = {
    "layouts": {name: partial(layouts, given, extent) for name, given, extent in trees()},
    "hasse": {name: partial(hasse, found, widths) for name, found, widths in diagrams()},
}


def text(sections: Sections) -> str:
    """One text of several sections: the name of each, and below it its lines."""
    return "\n".join(
        line for name, lines in sections.items() for line in (name, *(f"  {x}" for x in lines()))
    )

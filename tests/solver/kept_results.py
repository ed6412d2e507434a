"""What the solver finds and where it places things for small documents, written down line by line.

    python -m tests.solver.kept_results [NAME …]        write the texts anew (then read them: git diff)

The texts are in ``tests/solver/golden/``.  References of their own say elsewhere that the answers
are right; these say that nothing about them changes unseen.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import msgspec

import assets
from solver.arrangement import AS_LISTED, BY_PREFERENCE, BY_SCALE, arranged
from solver.completion_map import completion_map
from solver.cones import Dual
from solver.covers import Covers, Edge, covers
from solver.document import Branch, Completion, Document, Kind, Node
from solver.edits import SetCompletion
from solver.formats.quandary import loads
from solver.holding import Curve, Forced, Range, forced, probability_of
from solver.layers import lay_out
from solver.layout import Extent, Layout, arrange
from solver.numerals import Numeral
from solver.pairs import matrix
from solver.policies import improve, rationalise, stated_policy
from solver.solution import Plan
from solver.statements import Statements
from solver.undominated import Policies, Region, Total
from tests.solver.trees import chance, choice, document, outcome

FOLDER: Final = Path(__file__).parent / "golden"
EXAMPLES: Final = tuple(entry.name for entry in assets.EXAMPLES)


def number(value: float) -> str:
    """A coordinate, to a hundredth of a pixel."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def points(values: Sequence[Sequence[Any]]) -> str:
    return " ".join("(" + ", ".join(map(str, point)) + ")" for point in values) or "none"


def pixels(values: Sequence[Sequence[float]]) -> str:
    return points([[number(entry) for entry in point] for point in values])


def entries(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{key}: {value}" for key, value in values.items()) or "nothing"


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

    for name in EXAMPLES:
        yield f"the example {name}", example(name), lambda id_: Extent(12, 12 + len(id_), 9, 8, 40)
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
    for view in VIEWS:
        yield ", ".join(view.values()) or "right"
        yield from _placed(arrange(replace(given, view=view), extent))


# ------------------------------------------------------------------------------- layers


def diagrams() -> Iterator[tuple[str, Covers, list[float]]]:
    """Cover relations to be laid out, with the widths of their places."""

    def related(count: int, *pairs: tuple[int, int], hidden: Sequence[int] = ()) -> Covers:
        edges = (Edge(i, j, "stated", at not in hidden) for at, (i, j) in enumerate(pairs))
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


# ---------------------------------------------------------------------------- documents


def example(name: str) -> Document:
    return loads(assets.example_text(name))


def documents() -> Iterator[tuple[str, Document]]:
    """The examples and small documents of which more is asked."""
    for name in EXAMPLES:
        yield f"the example {name}", example(name)
    three = [outcome("A", "s", 2), outcome("B", "s", 1), outcome("C", "s", 0)]
    alone = [outcome(id_) for id_ in "ABCDEF"]
    half, third = {"probability": "1/2"}, {"probability": "1/3"}
    rest = {"probability": "#"}
    yield "nothing to compare", document(choice("n", ("a", "A"), ("b", "B")), alone[:2])
    yield (
        "two equally good",
        document(
            choice("n", ("a", "A"), ("b", "B")), alone[:2], preferences={"equal": [["A", "B"]]}
        ),
    )
    yield "one scale", document(choice("n", ("a", "A"), ("b", "B"), ("c", "C")), three)
    lottery = chance("coin", ("h", "A", third), ("t", "C", rest))
    yield (
        "one scale and a lottery",
        document(
            choice("n", ("a", lottery), ("b", "B"), ("go", choice("m", ("b2", "B"), ("c", "C")))),
            three,
        ),
    )
    mixed = chance("coin", ("h", "A", half), ("t", "B", half))
    yield (
        "three alone and one lottery",
        document(
            choice("n", ("mix", mixed), ("c", "C"), ("d", choice("m", ("d1", "D"), ("d2", "C")))),
            alone[:4],
            preferences={"better": [["A", "B"]]},
        ),
    )
    yield (
        "a better and a worse one around two others",
        document(
            choice(
                "n",
                ("c", "C"),
                ("d", "D"),
                ("e", chance("coin", ("h", "A", third), ("t", "B", rest))),
                ("f", chance("toss", ("h2", "C", third), ("t2", "D", rest))),
            ),
            alone[:4],
            preferences={"better": [["A", "C"], ["A", "D"], ["C", "B"], ["D", "B"]]},
        ),
    )
    yield (
        "two criteria",
        document(
            choice("n", ("a", "A"), ("b", "B"), ("c", "C")),
            [
                outcome("A", "s", {"x": 3, "y": 0}),
                outcome("B", "s", {"x": 0, "y": 2}),
                outcome("C", "s", {"x": 2, "y": 1}),
            ],
            criteria=[{"id": "x"}, {"id": "y", "better": "less"}],
        ),
    )
    yield (
        "three criteria without a scale",
        document(
            choice("n", *((f"b{id_}", id_) for id_ in "ABCD")),
            [
                outcome("A", None, {"x": 1, "y": 0, "z": 0}),
                outcome("B", None, {"x": 0, "y": 1, "z": 0}),
                outcome("C", None, {"x": 0, "y": 0, "z": 1}),
                outcome("D", None, {"x": "0.4", "y": "0.4", "z": "0.4"}),
            ],
            criteria=[{"id": "x"}, {"id": "y"}, {"id": "z"}],
        ),
    )
    yield "a chance node above, choices below and no way around", document(
        chance(
            "start",
            ("l", choice("left", ("la", "A"), ("lb", "B"), ("lc", choice("deep", ("da", "A"), ("dd", "D")))), third),
            ("r", choice("right", ("ra", "A"), ("rd", "D")), third),
            ("s", choice("only", ("sb", "B")), rest),
        ),
        [*three, outcome("D")],
    )  # fmt: skip
    yield (
        "a node that can be avoided",
        document(
            choice(
                "first",
                ("stop", "B"),
                (
                    "on",
                    chance(
                        "coin",
                        ("h", choice("second", ("ha", "A"), ("hd", "D")), third),
                        ("t", choice("third", ("tc", "C"), ("td", "D")), rest),
                    ),
                ),
            ),
            [*three, outcome("D")],
        ),
    )
    yield "five alone", document(choice("n", *((f"b{id_}", id_) for id_ in "ABCDE")), alone[:5])


# ----------------------------------------------------------------------- completion map


def _plan(plan: Plan) -> str:
    return entries(plan.choices)


def _stated(completion: Completion) -> str:
    """A completion in words."""
    said = [f"{id_} {value.text}" for id_, value in completion.alone.items()]
    for name, scale in completion.scales.items():
        weight = scale.weight
        by = (
            weight.text
            if isinstance(weight, Numeral)
            else entries({key: value.text for key, value in (weight or {}).items()})
        )
        said.append(f"scale {name} from {scale.offset.text if scale.offset else None} by {by}")
    return "; ".join(said)


def maps(given: Document) -> Iterator[str]:
    """Which plans are best under which completion."""
    found = completion_map(given)
    yield f"  {found.free} free, box {found.box if found.box < 10**9 else 'large'}"
    if found.weights is not None:
        weights = found.weights
        yield f"  names {weights.names}, fixed {entries(weights.fixed)}"
        yield f"  leaves {points(weights.leaves)}"
        yield f"  bounds {points(weights.bounds)}"
    if found.regions is None:
        yield "  too many regions"
    for region in found.regions or ():
        corners = [["far" if abs(e) > 10**5 else e for e in corner] for corner in region.corners]
        yield f"  corners {points(corners)} value {points([region.value])}"
        yield f"    {region.count} plans: {_plan(region.plan)}"
        if max((abs(e) for corner in region.corners for e in corner), default=0) > 10**5:
            continue
        at = region.middle if region.corners else ()
        yield f"    middle {points([at])} completed by {_stated(found.completion(at))}"
        for corner in region.corners:
            there = [(found.regions or ()).index(other) for other in found.regions_at(corner)]
            yield f"    at {points([corner])} regions {there}, inside: {found.inside(corner)}"
    yield f"  edges {points([found.edges]) if found.free == 1 else 'none'}"
    yield f"  place of its own completion: {found.place_of(given)}"
    middles = [region.middle if region.corners else () for region in found.regions or ()]
    for at in middles:
        stating = SetCompletion(found.completion(at)).apply(given)
        yield f"  place of the completion of {points([at])}: {found.place_of(stating)}"


# ------------------------------------------------------------------ undominated, holding


def _totals(policies: Policies) -> list[Total]:
    tree = policies.tree
    names = dict.fromkeys(tree.document.outcomes[id_].scale_name for id_ in tree.used_outcomes)
    scales = [Total(name, is_scale=True) for name in names if name is not None]
    return [*map(Total, tree.used_outcomes), *scales]


def _region(region: Region) -> str:
    return "; ".join(f"{node}: {' or '.join(kept)}" for node, kept in region.only.items()) or "all"


def _pairs(policies: Policies, given: Document) -> Iterator[tuple[str, str]]:
    nodes = [n for n in policies.choice_nodes if len(policies.tree.children[n]) == 2]
    for first, second in combinations(nodes, 2):
        yield policies.tree.branches[first][0], policies.tree.branches[second][1]


def policies_found(given: Document) -> Iterator[str]:
    """Policies, their faces and which of them are undominated."""
    policies = Policies.of(given)
    shares = policies.stated(given)
    assert shares is not None
    ids = policies.tree.ids
    yield f"  stated {entries(shares)}"
    yield f"  weights {entries(dict(zip(ids, policies.weights(shares), strict=True)))}"
    own = policies.policy(shares)
    yield f"  policy {entries(own.policy)} gives {entries(own.lottery)}"
    totals = policies.totals_of(own.lottery)
    yield "  totals " + entries(
        {("scale " if t.is_scale else "") + t.name: p for t, p in totals.items()}
    )
    yield f"  known before: {policies.known(shares)}, undominated: {policies.is_undominated(shares)}"
    yield f"  known then: {policies.known(shares)}"
    better = policies.better(shares)
    if better is not None:
        yield f"  better: {entries(better.policy)} gives {entries(better.lottery)}"
    yield f"  {policies.count_faces()} faces"
    if policies.count_faces() < 30:
        for face in policies.faces():
            even = policies.evenly(face, {"other": Fraction(1)})
            yield f"    {sorted(face)} only {_region(policies.region(face))}; evenly {entries(even)}"
    for total in (None, *_totals(policies)):
        faces, regions = policies.undominated_faces(total), policies.regions(total)
        if faces is None or regions is None:
            yield f"  {total}: too many faces"
            continue
        yield f"  {total}: {len(faces)} undominated faces, {' | '.join(map(_region, regions))}"
        if total is not None:
            yield f"    counted {policies.counted(total)}"
    for across, up in _pairs(policies, given):
        square = policies.square(across, up, shares)
        cells = ["".join(".x"[square.undominated[i, j]] for i in range(3)) for j in (2, 1, 0)]
        yield f"  across {across}, up {up}: {' '.join(cells)}"


def _range(ends: Range) -> str:
    return "unreached" if ends is None else f"{ends[0]} to {ends[1]}"


def _forced(found: Forced) -> Iterator[str]:
    yield f"    from {found.least} to {found.greatest}, possible: {found.is_possible}"
    yield f"    ranges {entries({key: _range(ends) for key, ends in found.ranges.items()})}"
    if found.pieces is None:
        yield "    too many faces"
    for piece in found.pieces or ():
        said = "undominated" if piece.undominated else "dominated"
        yield f"    piece {_region(piece.region)}: {entries(piece.policy.policy)} gives {entries(piece.policy.lottery)}, {said}"
        yield f"      {entries({key: _range(ends) for key, ends in piece.ranges.items()})}"


HELD: Final = (
    "the example shutdown",
    "the example single-souring",
    "the example chance-pump",
    "the example oil",
    "one scale and a lottery",
    "a chance node above, choices below and no way around",
    "a node that can be avoided",
    "three criteria without a scale",
)


def held(given: Document) -> Iterator[str]:
    """What holding totals fixed forces."""
    policies = Policies.of(given)
    shares = policies.stated(given)
    assert shares is not None
    for total in _totals(policies):
        own = probability_of(policies, total, shares)
        for probability in dict.fromkeys((own, Fraction(1, 3), Fraction(1))):
            yield f"{total.name}{' (scale)' if total.is_scale else ''} at {probability}"
            yield from _forced(forced(policies, total, probability))
            for across, up in _pairs(policies, given):
                square = policies.square(across, up, shares, total)
                curve = Curve.of(policies, square, shares, total, probability)
                yield f"    curve {curve.a} {curve.b} {curve.c} {curve.d} on {points(curve.on_sides)}"
                if curve.is_everything:
                    yield "      everything"
                for line in curve.drawn(4):
                    yield f"      {pixels(line)}"


# ------------------------------------------------------------------------- comparisons


def stating() -> Iterator[tuple[str, Document]]:
    """Documents with statements of many kinds."""

    def of(outcomes: Sequence[dict[str, Any]], **keys: Any) -> Document:
        tree = choice("n", *((f"to {entry['id']}", str(entry["id"])) for entry in outcomes))
        return document(tree, list(outcomes), **keys)

    alone = [outcome(id_) for id_ in "ABCDEF"]
    scale = [outcome(f"s{i}", "s", i) for i in range(3)]
    other = [outcome(f"t{i}", "t", i * i) for i in range(3)]
    yield "nothing stated", of([*alone[:2], *scale])
    pairs = [["A", "B"], ["B", "C"], ["A", "C"], ["D", "C"], ["A", "D"]]
    yield "alone, with one statement too many", of(alone, preferences={"better": pairs})
    equal = {"better": [["A", "B"], ["C", "D"]], "equal": [["B", "C"], ["E", "B"]]}
    yield "alone, with equals", of(alone, preferences=equal)
    between = {"better": [["s2", "A"], ["A", "s0"], ["B", "s1"], ["C", "s2"], ["s0", "D"]]}
    yield "alone between those of a scale", of([*alone[:4], *scale], preferences=between)
    joined = {"better": [["s1", "t1"], ["t2", "s2"]], "equal": [["s0", "t0"]]}
    yield "two scales", of([*scale, *other], preferences=joined)
    bridge = {"better": [["A", "s1"], ["A", "t1"], ["s2", "B"], ["t2", "B"], ["B", "A"]]}
    yield (
        "two scales and what lies between them",
        of([*alone[:3], *scale, *other], preferences=bridge),
    )
    criteria = [{"id": "x"}, {"id": "y", "better": "less"}]
    values = ((3, 0), (0, 2), (2, 1), (3, 1), (2, 1), (1, 5))
    two = [outcome(f"s{i}", "s", {"x": x, "y": y}) for i, (x, y) in enumerate(values)]
    yield "two criteria", of([*two, *alone[:2]], criteria=criteria)
    weighing = {"better": [["s5", "s1"], ["A", "s2"], ["s5", "B"]]}
    yield "two criteria weighed", of([*two, *alone[:2]], criteria=criteria, preferences=weighing)
    row = [("p", 2, 0), ("q", 0, 2), ("r", 1, 1)]
    plain = [outcome(id_, "s", {"x": x, "z": z}) for id_, x, z in row]
    around = {"better": [["A", "p"], ["A", "q"], ["p", "B"], ["q", "B"]]}
    yield (
        "above and below two, and so of what lies between them",
        of([*plain, *alone[:2]], criteria=[{"id": "x"}, {"id": "z"}], preferences=around),
    )
    same = {"equal": [["s1", "s5"]], "better": [["A", "s0"], ["A", "B"]]}
    yield "two criteria made equal", of([*two, *alone[:2]], criteria=criteria, preferences=same)
    mixed = [outcome("p", None, {"x": 1, "y": 2}), outcome("q", None, {"x": 2, "y": 2})]
    yield (
        "without a scale",
        of(
            [*mixed, *alone[:2]],
            criteria=criteria,
            preferences={"better": [["p", "A"], ["B", "q"]]},
        ),
    )
    faulty = [outcome("bad", "s", "1/0"), *scale, *alone[:2]]
    stated = {"better": [["A", "bad"], ["bad", "B"]], "equal": [["s1", "A"]]}
    yield "a number that cannot be computed", of(faulty, preferences=stated)
    circle = {"better": [["A", "B"], ["B", "C"], ["C", "A"], ["D", "E"]]}
    yield "statements that clash", of([*alone, *scale], preferences=circle)
    far = {"better": [["s0", "A"], ["A", "s2"]]}
    yield "a clash with a scale", of([*alone[:2], *scale], preferences=far)


def _vectors(vectors: Sequence[Sequence[Any]]) -> str:
    return " ".join("(" + " ".join(map(str, vector)) + ")" for vector in vectors) or "none"


def _dual(dual: Dual | None) -> str:
    if dual is None:
        return "too many rays"
    return f"lines {_vectors(dual.lines)}, rays {_vectors(dual.rays)}"


def _paths(statements: Statements) -> Iterator[str]:
    closure = statements.closure
    yield f"  paths {' '.join(closure.names)}, circular: {closure.is_circular}"
    yield f"    below {closure.below} strict {closure.strict}"
    if not closure.is_circular:
        yield f"    among all {closure.among(closure.names)}"
        yield f"    among some {closure.among([*closure.names[::2], 'elsewhere'])}"
    yield f"  mentioned on scales: {statements.scaled}"


def _relation(given: Document, statements: Statements) -> Iterator[str]:
    needed = [id_ for id_ in given.outcomes if id_ in statements.vectors]
    for name, ids in (("all", needed), ("every other one", needed[::2])):
        relation = statements.preference(ids)
        assert relation is not None
        yield f"  relation of {name}: {[kind[1] + ('' if c is None else '.' + c) for kind, c in relation.features.names]}"
        yield f"    better {_vectors(relation.better)} equal {_vectors(relation.equal)}"
        yield f"    witness {_vectors([relation.witness])}, {_dual(relation.dual)}"
        for part in relation.parts:
            yield f"    part {part.places} of {_vectors(part.generators)}, steps {part.steps}, {_dual(part.dual)}"
        own = [statements.within(relation.features, [statements.vectors[id_]])[0] for id_ in ids]
        best = relation.maximal(own)
        yield f"    maximal {[id_ for id_, vector in zip(ids, own, strict=True) if vector in best]}"
        completed = statements.extended(relation.features, relation.witness)
        yield f"    completed {_vectors([completed, statements.completed(relation.features, relation.witness)])}"


def comparisons(given: Document) -> Iterator[str]:
    """How outcomes compare, why, and in which order they are listed."""
    statements = Statements.of(given)
    yield f"  features {[kind[1] + ('' if c is None else '.' + c) for kind, c in statements.features.names]}"
    yield f"    {entries({id_: _vectors([v]) for id_, v in statements.vectors.items()})}"
    yield from _paths(statements)
    if statements.weights is None:
        yield "  the statements clash"
    else:
        yield from _relation(given, statements)
    compared = matrix(given)
    for x in given.outcomes:
        row = [f"{compared[x, y].relation.sign}{compared[x, y].origin[:2]}" for y in given.outcomes]
        yield f"  {x}: {' '.join(row)}"
    found = covers(list(given.outcomes), compared)
    laid = None
    if found is not None:
        yield f"  places {found.places}"
        for edge in found.edges:
            yield f"    {edge.above} over {edge.below}, {edge.origin}{'' if edge.covers else ', more than is needed'}"
        laid = lay_out(found, [30.0] * len(found.places)).within(300.0)
    for order in (AS_LISTED, BY_SCALE, BY_PREFERENCE, "unknown"):
        yield f"  {order}: {arranged(given, order, found, laid)}"


# ---------------------------------------------------------------------------- policies


def improvements(given: Document) -> Iterator[str]:
    """Policies that are improved, and what is behind permitted plans."""
    stated = stated_policy(given)
    yield f"  stated {entries(stated.policy)} gives {entries(stated.lottery)}"
    found = improve(given)
    assert found.stated == stated
    if found.better is not None:
        yield f"  better {entries(found.better.policy)} gives {entries(found.better.lottery)}"
    for rule, limit in (("dsm", 9), ("dsm", 2), ("caprice", 3)):
        behind = rationalise(given, rule, limit)
        yield f"  {rule}, at most {limit}, complete: {behind.complete}"
        for rationale in behind.plans:
            yield f"    {_plan(rationale.plan)}"
            if rationale.completion is not None:
                yield f"      {_stated(rationale.completion)}; {entries(rationale.utility or {})}"
            for weight, plan in rationale.mixture or ():
                yield f"      {weight} of {_plan(plan)} gives {entries(plan.lottery)}"


Sections = Mapping[str, Callable[[], Iterator[str]]]

#: By text, its sections: what each is of, and how its lines are made.
TEXTS: Final[Mapping[str, Sections]] = {
    "layouts": {name: partial(layouts, given, extent) for name, given, extent in trees()},
    "hasse": {name: partial(hasse, found, widths) for name, found, widths in diagrams()},
    "completion-maps": {name: partial(maps, given) for name, given in documents()},
    "undominated": {name: partial(policies_found, given) for name, given in documents()},
    "held": {name: partial(held, given) for name, given in documents() if name in HELD},
    "comparisons": {name: partial(comparisons, given) for name, given in stating()},
    "improvements": {name: partial(improvements, given) for name, given in documents()},
}


def kept(text: str) -> dict[str, list[str]]:
    """The lines that were kept, by section."""
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in (FOLDER / f"{text}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            lines.append(line[2:])
        else:
            lines = sections[line] = []
    return sections


if __name__ == "__main__":
    for text in sys.argv[1:] or TEXTS:
        made = [f"{name}\n" + "".join(f"  {x}\n" for x in of()) for name, of in TEXTS[text].items()]
        (FOLDER / f"{text}.txt").write_text("".join(made), encoding="utf-8")

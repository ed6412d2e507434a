"""Small documents that come to the rarer clauses and sentences, for the phrasebook."""

import json
from collections.abc import Mapping
from typing import Any, Final

import assets
from solver.document.model import Document
from solver.edits import SetRelation
from solver.formats.quandary import loads
from tests.documents.trees import chance, choice, document, outcome


def labelled(text: str) -> dict[str, Any]:
    return {"label": text}


def share(of: str) -> dict[str, Any]:
    return {"probability": of}


def caprice_clauses() -> Document:
    """A branch dropped, an option turned down, and one whose every end is worse than that."""
    tree = choice(
        "first",
        ("keep the best", "A3"),
        (
            "go on",
            choice(
                "second",
                ("drop", choice("low", ("a0", "A0"), ("a0 again", "A0"))),
                ("take", choice("middle", ("a1", "A1"), ("a1 or b", "B"))),
                ("more", choice("high", ("a2", "A2"), ("b", "B"))),
            ),
        ),
        ("undone", choice("third", ("lose little", "A2"), ("lose much", "A1"))),
        ("one way", choice("fourth", ("only b", "B"))),
    )
    outcomes = [outcome(f"A{i}", "a", i) for i in range(4)]
    return document(tree, [*outcomes, outcome("B"), outcome("C")])


def off_the_plan() -> Document:
    """Chance and choice below branches that no permitted plan takes."""
    later = chance(
        "toss",
        ("heads", choice("call", ("x", "X"), ("y", "Y"), ("x less", "X-")), share("1/3")),
        ("tails", choice("answer", ("x- again", "X-"), ("y-", "Y-")), share("2/3")),
        ("edge", choice("never", ("x+", "X+"), ("worst", "Y-")), share("0")),
    )
    tree = choice("start", ("sure", "X+"), ("bad", later), ("also bad", "X-"), ("far", "Y+"))
    better = [["X+", "Y"], ["Y+", "X"]]
    outcomes = [outcome(f"{x}{s}", x, i) for x in "XY" for i, s in enumerate(("-", "", "+"))]
    return document(tree, outcomes, preferences={"better": better})


def many() -> Document:
    """More witnesses, prizes, choices and moves than are told one by one."""
    ends = [(f"b{i}", f"B{i}") for i in range(7)]
    tests = [
        (f"e{i}", choice(f"q{i}", (f"yes {i}", f"A{i}"), (f"no {i}", f"B{i}")), share("1/8"))
        for i in range(6)
    ]
    rest = ("e6", "A6", share("1/8")), ("e7", "B7", share("1/8"))
    tree = choice(
        "root",
        *((f"a{i}", f"A{i}") for i in range(7)),
        ("all the b", choice("worse", *ends)),
        ("lots", chance("lot", *tests, *rest)),
    )
    outcomes = [outcome(f"{x}{i}", f"s{i}", v) for i in range(8) for v, x in ((1, "A"), (0, "B"))]
    return document(tree, outcomes)


def timesteps() -> Document:
    """Timestep Dominance with two criteria of which less of one is better, and lone outcomes."""
    mixed = chance("mix", ("m1", "s hi", share("1/2")), ("m2", "t hi", share("1/2")))
    worse = chance("mix less", ("m3", "s lo", share("1/2")), ("m4", "t hi", share("1/2")))
    other = chance("mix odd", ("m5", "s hi", share("1/4")), ("m6", "t lo", share("3/4")))
    same = chance("mix same", ("m7", "t hi", share("1/2")), ("m8", "s hi", share("1/2")))
    gap = chance("mix gap", ("m9", "s odd", share("1/2")), ("m10", "t hi", share("1/2")))
    alone = chance("alone", ("m11", "L", share("1/2")), ("m12", "M", share("1/2")))
    again = chance("alone too", ("m13", "L", share("1/3")), ("m14", "M", share("2/3")))
    tree = choice(
        "r",
        ("to mix", mixed), ("to less", worse), ("to odd", other), ("to same", same),
        ("to gap", gap), ("to alone", alone), ("to alone too", again),
        ("later", choice("r2", ("s", "s lo"), ("t", "t lo"), ("l", "L"))),
    )  # fmt: skip
    outcomes = [
        outcome("s hi", "s", {"gain": 3, "cost": 1}),
        outcome("s lo", "s", {"gain": 2, "cost": 1}),
        outcome("s odd", "s", {"gain": 5, "cost": 4}),
        outcome("t hi", "t", {"gain": 3, "cost": 1}),
        outcome("t lo", "t", {"gain": 3, "cost": 2}),
        outcome("L"),
        outcome("M"),
    ]
    criteria = [{"id": "gain", "label": "Gain"}, {"id": "cost", "better": "less"}]
    preferences = {"relation": "timestep-dominance"}
    return document(tree, outcomes, criteria=criteria, preferences=preferences)


def paid() -> Document:
    """Payoffs on two criteria, on the way to outcomes on two scales, with a completion."""
    tree = choice(
        "deal?",
        ("deal", chance(
            "luck",
            ("good", choice("raise?", ("raise", "win", {"payoff": {"gain": -1, "cost": 2}}),
                            ("hold", "draw")), share("2/3")),
            ("poor", choice("fold?", ("fold", "lose"), ("play", "draw", {"payoff": {"gain": -1}})),
             share("1/3")),
        ), {"payoff": {"cost": 1}}),
        ("no deal", "idle"),
        ("no deal, paid", "idle", {"payoff": {"gain": 1, "cost": 1}}),
        ("other", "aside"),
    )  # fmt: skip
    outcomes = [
        outcome("win", "game", {"gain": 6, "cost": 0}),
        outcome("draw", "game", {"gain": 3, "cost": 1}),
        outcome("lose", "game", {"gain": 0, "cost": 0}),
        outcome("idle", "game", {"gain": 2, "cost": 0}),
        outcome("aside", "aside", {"gain": 1, "cost": 1}),
    ]
    criteria = [{"id": "gain"}, {"id": "cost", "label": "Cost", "better": "less"}]
    completion = {
        "scales": {
            "game": {"weight": {"gain": 2, "cost": 1}, "offset": 1},
            "aside": {"weight": {"gain": 1, "cost": 1}, "offset": 3},
        }
    }
    return document(tree, outcomes, criteria=criteria, completion=completion)


def costs() -> Document:
    """Expected utility where less is better: ties, and a bad choice where chance never leads."""
    tree = choice(
        "how",
        ("cheap", "low"),
        ("cheap too", chance("c", ("p", "nil", share("1/2")), ("q", "mid", share("1/2")))),
        ("never", chance(
            "z",
            ("certain", "low", share("1")),
            ("impossible", choice("hole", ("down", "mid"), ("up", "nil"), ("side", "mid")),
             share("0")),
        )),
        ("dear", choice("dearer", ("d2", "mid"), ("d3", "high"))),
        ("dearest", "high"),
    )  # fmt: skip
    values = {"nil": 0, "low": 1, "mid": 2, "high": 3}
    outcomes = [outcome(id_, None, value) for id_, value in values.items()]
    return document(tree, outcomes, criteria=[{"id": "cost", "better": "less"}])


def affine() -> Document:
    """Sums: scales that statements tie to each other."""
    outcomes = [
        *(outcome(f"s{i}", "s", i) for i in range(4)),
        *(outcome(f"t{i}", "t", i) for i in range(3)),
        outcome("X"),
        outcome("Y"),
        outcome("Z"),
    ]
    stated = {
        "equal": [["s0", "t0"], ["s1", "t1"], ["Y", "Z"]],
        "better": [["X", "s1"], ["s3", "X"]],
    }
    tree = choice(
        "n",
        ("s2", "s2"),
        ("t2", "t2"),
        ("x", "X"),
        ("mix s", chance("m1", ("1", "s1", share("1/2")), ("2", "s3", share("1/2")))),
        ("mix t", chance("m2", ("3", "t0", share("1/4")), ("4", "t2", share("3/4")))),
        ("mix x", chance("m3", ("5", "X", share("1/2")), ("6", "Y", share("1/2")))),
        ("mix z", chance("m4", ("7", "s3", share("1/2")), ("8", "Z", share("1/2")))),
        ("on", choice("n2", ("x again", "X"), ("s", "s1"), ("y", "Y"))),
    )
    return document(tree, outcomes, preferences=stated)


def tied(several: bool) -> Document:
    """Two scales, one of which statements make steeper: sums with weights, on one criterion or two."""

    def value(of: int, more: int = 0) -> Any:
        return {"gain": of, "ease": more} if several else of

    outcomes = [
        *(outcome(f"s{i}", "s", value(i)) for i in range(4)),
        *(outcome(f"t{i}", "t", value(i, int(i == 3))) for i in range(5)),
    ]
    stated = {"equal": [["s0", "t0"]], "better": [["t1", "s1"]]}
    criteria = [{"id": "gain", "label": "Gain"}, {"id": "ease"}] if several else []
    coin = chance("coin", ("h", "t3", share("1/2")), ("t", "s1", share("1/2")))
    tree = choice(
        "n",
        ("t3", "t3"),
        ("on", choice("m", ("s2", "s2"), ("s3", "s3"), ("toss", coin), ("t4", "t4"))),
        ("back", "s2"),
        ("mix", chance("c", ("h2", "s2", share("1/2")), ("t2", "t0", share("1/2")))),
    )
    more = {"criteria": criteria} if criteria else {}
    return document(tree, outcomes, preferences=stated, **more)


def three_bets() -> Document:
    """Nothing makes the third plan best: a mixture of the others is better, at two nodes."""

    def half(node: str, x: str, y: str) -> Any:
        return chance(node, (f"{node} 1", x, share("1/2")), (f"{node} 2", y, share("1/2")))

    tree = chance(
        "begin",
        ("up", choice("up?", ("A", "A"), ("B", "B"), ("M", half("lot", "A-", "B-"))), share("1/3")),
        ("down", choice(
            "down?",
            ("wait", choice("wait?", ("C", "A"), ("D", half("lot 2", "A-", "B-")))),
            ("E", "B"),
        ), share("2/3")),
    )  # fmt: skip
    outcomes = [outcome("A", "a", 2), outcome("A-", "a", 1), outcome("B", "b", 2),
                outcome("B-", "b", 1)]  # fmt: skip
    better = [["A", "B-"], ["B", "A-"]]
    return document(tree, outcomes, preferences={"better": better[:0]})


def same_names() -> Document:
    """Nodes without labels or with the same ones, and no choice at the root."""
    nodes = [
        {"id": "r", "kind": "chance", "label": "Which?"},
        {"id": "c1", "kind": "choice", "label": "Again?"},
        {"id": "c2", "kind": "choice", "label": "Again?"},
        {"id": "c3", "kind": "choice"},
        {"id": "c4", "kind": "choice", "label": "Last?"},
        *({"id": f"o{i}", "kind": "outcome", "outcome": o} for i, o in enumerate("ABABABA")),
    ]
    ways = [("r", "c1", "left", "1/2"), ("r", "c2", "", "1/4"), ("r", "c3", "right", "1/4"),
            ("c1", "o0", "a 1", ""), ("c1", "o1", "", ""), ("c2", "o2", "", ""),
            ("c2", "c4", "on", ""), ("c3", "o3", "b 3", ""), ("c3", "o4", "a 3", ""),
            ("c4", "o5", "b 4", ""), ("c4", "o6", "a 4", "")]  # fmt: skip
    branches = [
        {"id": f"{a}-{b}", "from": a, "to": b} | ({"label": text} if text else {})
        | ({"probability": p} if p else {})
        for a, b, text, p in ways
    ]  # fmt: skip
    return document(
        "A", [outcome("A", "s", 1), outcome("B", "s", 0)], nodes=nodes, branches=branches
    )


#: Several criteria of which less of one is better, payoffs, a chance of zero.
CRITERIA: Final = loads(
    json.dumps({
        "format": "quandary", "version": 1,
        "criteria": [{"id": "gain", "label": "Gain"}, {"id": "cost", "better": "less"}],
        "outcomes": [
            {"id": "x", "label": "Ex", "value": {"gain": 3, "cost": 2}},
            {"id": "y", "value": {"gain": 1, "cost": 1}},
            {"id": "z", "value": {"gain": "1/3", "cost": 5}},
            {"id": "v", "value": {"gain": 0, "cost": 2}},
        ],
        "nodes": [
            {"id": "r", "kind": "choice", "label": "Where to?"},
            {"id": "c", "kind": "chance", "label": "Luck"},
            {"id": "s", "kind": "choice"},
            *({"id": f"n{o}{i}", "kind": "outcome", "outcome": o} for i, o in enumerate("xyzvx")),
        ],
        "branches": [
            {"id": "to c", "from": "r", "to": "c", "label": "try", "payoff": {"cost": 1}},
            {"id": "to y", "from": "r", "to": "ny1", "label": "stay"},
            {"id": "up", "from": "c", "to": "s", "probability": "1/3"},
            {"id": "down", "from": "c", "to": "nz2", "probability": "#"},
            {"id": "never", "from": "c", "to": "nv3", "probability": 0},
            {"id": "left", "from": "s", "to": "nx0", "payoff": {"gain": "1/2"}},
            {"id": "right", "from": "s", "to": "nx4", "label": "away"},
        ],
    })
)  # fmt: skip

#: Two scales that statements tie together, an equality, and an outcome that stands alone.
STATED: Final = document(
    choice(
        "r",
        ("one", choice("m", ("a", "A2"), ("b", "B1"), ("x", "X"))),
        ("two", chance("c", ("h", "A1", {"probability": "1/2"}), ("t", "B2", {"probability": "#"}))),
        ("three", choice("k", ("y", "Y"), ("low", "A0"))),
    ),
    [
        outcome("A0", "a", 0), outcome("A1", "a", 1), outcome("A2", "a", 2),
        outcome("B1", "b", 1), outcome("B2", "b", 2), outcome("X"), outcome("Y"),
    ],
    preferences={
        "better": [["A1", "B1"], ["B2", "A2"], ["X", "A0"]], "equal": [["Y", "B1"]]
    },
)  # fmt: skip

DOCUMENTS: Final[Mapping[str, Document]] = {
    "caprice-clauses": caprice_clauses(),
    "off-the-plan": off_the_plan(),
    "many": many(),
    "timesteps": timesteps(),
    "paid": paid(),
    "costs": costs(),
    "affine": affine(),
    "three-bets": three_bets(),
    "tied": tied(several=False),
    "tied-twice": tied(several=True),
    "same-names": same_names(),
    "criteria": CRITERIA,
    "stated": STATED,
}


def told_of() -> dict[str, Document]:
    """All documents that are told of, by name: the examples and these."""
    # Those with settled choices have tests of their own; what is kept of all others is enough.
    read = (
        (entry.name, loads(assets.example_text(entry.name)))
        for entry in assets.EXAMPLES
        if entry.group != "Commitment"
    )
    examples = {name: own for name, own in read if not own.opinions}
    scale_by_scale = SetRelation("timestep-dominance").apply(examples["shutdown"])
    return examples | dict(DOCUMENTS) | {"shutdown by timesteps": scale_by_scale}

"""Small documents of which more is asked: policies, maps, comparisons of outcomes."""

from collections.abc import Iterator, Sequence
from typing import Any

import assets
from solver.document.model import Document
from solver.formats.quandary import loads
from tests.documents.trees import chance, choice, document, outcome


def documents() -> Iterator[tuple[str, Document]]:
    """The examples and small documents of which more is asked."""
    for entry in assets.EXAMPLES:
        example = loads(assets.example_text(entry.name))
        if not example.opinions:  # most of what is asked has one opinion
            yield f"the example {entry.name}", example
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

"""Documents that hold all that edits change."""

from solver.page.talk_steps import Step, Where
from tests.documents.entries import branch, node, read

#: A choice between chance (three branches) and two outcomes; a draft; all else that edits change.
WHOLE = read(
    title="Whole",
    notes="of it",
    parameters=[{"id": "p", "value": "1/2"}, {"id": "q", "value": "1 - p", "min": "p/2", "max": 1}],
    outcomes=[
        {"id": "A", "value": "p"},
        {"id": "B", "label": "second", "scale": "t", "value": 2},
        {"id": "C", "notes": "alone"},
        {"id": "D"},
    ],
    preferences={"better": [["A", "C"], ["B", "D"]], "equal": [["C", "D"]]},
    nodes=[
        node("r", "choice", label="Root"),
        node("c", "chance", x=10, y=20),
        node("a", "outcome", outcome="A"),
        node("b", "outcome", outcome="B", x=3),
        node("d", "outcome", outcome="C", y=4),
        node("e", "outcome", outcome="D"),
        node("f", "outcome"),
        node("draft", "choice"),
        node("end", "outcome", outcome="A"),
    ],
    branches=[
        branch("rc", "r", "c", label="go", policy="1/4", payoff=1),
        branch("re", "r", "e", label="stay", policy="p/2"),
        branch("rf", "r", "f", policy="#"),
        branch("ca", "c", "a", probability="p", payoff="p + 1"),
        branch("cb", "c", "b", probability="q/2", label="bad"),
        branch("cd", "c", "d", probability="1/4"),
        branch("x", "draft", "end"),
    ],
    root="r",
    completion={
        "scales": {"default": {"weight": "p"}, "t": {"weight": 2, "offset": "p"}},
        "alone": {"C": "p", "D": 1},
    },
    completions=[
        {"id": "I", "scales": {"t": {"weight": "p"}}, "alone": {"C": "p"}},
        {"id": "II", "label": "second", "alone": {"D": 0}},
    ],
    view={
        "direction": "down",
        "annotations": [{"x": 1, "y": 2, "text": "one"}, "odd", {"x": 3, "y": 4, "text": "two"}],
        "steps": [
            {"show": "structure", "where": {"nodes": ["r", "c"], "branches": ["rc"]}},
            "odd",
            {"show": "plan", "plan": {"r": "rc"}, "zoom": "c", "more": 1},
            {"show": "verdict", "highlight": {"subtrees": ["c"], "branches": ["ca"]}},
        ],
    },
)
#: Outcomes that are called by numbers: on a scale, without a value, and compared outright.
NUMBERED = read(
    outcomes=[
        {"id": "half", "scale": "s", "value": "1/2"},
        {"id": "o1", "label": "4.85"},
        {"id": "−3"},
        {"id": "o2", "label": "$ 10 / 4"},
        {"id": "7"},
        {"id": "p7"},
    ],
    preferences={"better": [["7", "p7"]]},
    nodes=[node("r", "outcome", outcome="o1")],
    root="r",
)
RELATED = read(
    parameters=[{"id": "p", "value": "1/2"}],
    outcomes=[{"id": "A", "value": "p"}, {"id": "B", "scale": "t", "value": 2}],
    relations={
        "active": "one",
        "others": [
            {
                "name": "two",
                "outcomes": {"A": {"scale": "s", "value": "p"}, "B": {"value": 3}},
                "preferences": {"better": [["A", "B"]], "equal": [["B", "A"]]},
                "completion": {"scales": {"s": {"weight": "p"}}, "alone": {"B": "p", "A": 1}},
            },
            {"name": "three", "outcomes": {"A": {"value": 5}}},
        ],
    },
)
#: Two chance nodes one after the other, the second with the same branches whatever came before.
CHANCES = read(
    parameters=[{"id": "p", "value": "1/4"}],
    outcomes=[{"id": "A", "value": 1}, {"id": "B", "value": 2}],
    nodes=[
        node("s", "chance", label="State"),
        node("t", "chance", label="Test", x=5, y=6),
        node("u", "chance", label="Test"),
        *(node(f"e{place}", "outcome", outcome="AB"[place % 2]) for place in range(4)),
    ],
    branches=[
        branch("st", "s", "t", label="ill", probability="p"),
        branch("su", "s", "u", label="well", probability="#", payoff=1),
        branch("t0", "t", "e0", label="yes", probability="2/3"),
        branch("t1", "t", "e1", label="no", probability="1/3"),
        branch("u0", "u", "e2", label="yes", probability="0"),
        branch("u1", "u", "e3", label="no", probability="1", payoff=2),
    ],
)
#: Two criteria, a payoff on both, values on one or both.
SEVERAL = read(
    criteria=[{"id": "m", "label": "money", "better": "less"}, {"id": "h"}],
    outcomes=[{"id": "A", "value": {"m": 1, "h": 2}}, {"id": "B", "value": {"h": "1/2"}}],
    nodes=[node("r", "choice"), node("a", "outcome", outcome="A")],
    branches=[branch("ra", "r", "a", payoff={"m": 1, "h": 2})],
)
#: ``k`` and ``l`` are live copies of ``c``, which holds ``m``, a live copy of ``i``.
LINKED = read(
    outcomes=[{"id": "A"}],
    nodes=[
        node("r", "choice"),
        node("c", "choice", label="original", notes="said", collapsed=True),
        node("a", "outcome", outcome="A", x=1, y=2),
        node("i", "choice"),
        node("b", "outcome", outcome="A"),
        node("m", "choice", copy_of="i"),
        node("k", "choice", copy_of="c", x=5, y=6),
        node("l", "choice", copy_of="c", notes="own"),
    ],
    branches=[
        branch("rc", "r", "c", label="to it"),
        branch("ca", "c", "a", label="end", policy="1/2"),
        branch("cm", "c", "m"),
        branch("ri", "r", "i"),
        branch("ib", "i", "b"),
        branch("rk", "r", "k"),
        branch("rl", "r", "l"),
    ],
    root="r",
)
LOOSE = read(nodes=[node("r", "chance"), node("d", "choice")], root="r")
ALONE = read(nodes=[node("r", "chance")])
ODD = read(view={"annotations": {"no": "list"}, "steps": "none"}, nodes=[node("r", "choice")])
SHARES = read(
    nodes=[
        node("r", "chance"),
        *(node(id_, "choice") for id_ in "abcd"),
        *(node(id_, "outcome") for id_ in "efghijkl"),
    ],
    branches=[
        *(branch(f"r{id_}", "r", id_, probability="1/4") for id_ in "abcd"),
        branch("ae", "a", "e", policy="2"),
        branch("af", "a", "f", policy="#"),
        branch("bg", "b", "g", policy="0"),
        branch("bh", "b", "h", policy="0"),
        branch("ci", "c", "i", policy="1/0"),
        branch("cj", "c", "j"),
        branch("dk", "d", "k", policy="-1"),
        branch("dl", "d", "l", policy="1/2"),
    ],
    root="r",
)
STEP = Step("values", "Named", where=Where(nodes=("r",)), rule="dsm", notes="said")
OTHER_CRITERIA = read(
    criteria=[{"id": "m"}, {"id": "h"}],
    outcomes=[{"id": "A", "value": {"m": 1}}],
    nodes=[node("o", "outcome", outcome="A")],
)
#: Comes with an outcome that means something else here, and ids that are taken.
COMING = read(
    parameters=[{"id": "p", "value": "1/2"}, {"id": "z", "value": 3}],
    outcomes=[{"id": "A", "value": "p + 1"}, {"id": "C", "notes": "other"}, {"id": "N"}],
    preferences={"better": [["A", "C"], ["A", "gone"]], "equal": [["N", "C"]]},
    nodes=[
        node("r", "choice", x=1, y=1, copy_of="new"),
        node("new", "choice"),
        node("o", "outcome", outcome="A"),
        node("s", "outcome", outcome="C"),
        node("t", "outcome", outcome="nowhere"),
    ],
    branches=[branch("rc", "new", "o", policy=1), branch("ns", "new", "s")],
)

"""Small documents about each of which something is found, or nothing."""

from dataclasses import replace
from typing import Any

from solver.document.model import Document
from tests.documents.entries import branch, node, read

Rows = list[dict[str, Any]]


OUTCOMES: Rows = [{"id": "x", "value": 1}, {"id": "y", "value": 2}, {"id": "z"}]
NODES: Rows = [
    node("c", "chance"),
    node("l", "outcome", outcome="x"),
    node("r", "outcome", outcome="z"),
]
BRANCHES: Rows = [
    branch("cl", "c", "l", probability="1/2"),
    branch("cr", "c", "r", probability="#"),
]
BASE: dict[str, Any] = {"outcomes": OUTCOMES, "nodes": NODES, "branches": BRANCHES, "root": "c"}


def base(**keys: Any) -> Document:
    return read(**BASE | keys)


def shares(kind: str, *stated: dict[str, Any], **keys: Any) -> Document:
    """A root with a branch for each of these."""
    nodes = [node("c", kind)]
    rows = []
    for number, entry in enumerate(stated, start=1):
        nodes.append(node(f"l{number}", "outcome", outcome="x"))
        rows.append(branch(f"b{number}", "c", f"l{number}", **entry))
    return base(nodes=nodes, branches=rows, **keys)


def chance(*given: Any, **keys: Any) -> Document:
    stated = [{} if share is None else {"probability": share} for share in given]
    return shares("chance", *stated, **keys)


def choice(*given: Any, **keys: Any) -> Document:
    stated = [{} if share is None else {"policy": share} for share in given]
    return shares("choice", *stated, **keys)


def outcomes(*rows: dict[str, Any], **keys: Any) -> Document:
    return base(outcomes=[*rows, *OUTCOMES], **keys)


def parameters(*rows: dict[str, Any]) -> Document:
    return base(parameters=list(rows))


def path(*kinds: str, **keys: Any) -> Document:
    """Nodes 1, 2, … one below the other."""
    nodes = [node(str(i), kind) for i, kind in enumerate(kinds, start=1)]
    rows = [branch(f"b{i}", str(i), str(i + 1)) for i in range(1, len(kinds))]
    return read(nodes=nodes, branches=rows, **keys)


def stored(**keys: Any) -> Document:
    return base(relations={"active": "one", "others": [{"name": "two"} | keys]})


def circle(size: int, **keys: Any) -> Document:
    nodes = [node(f"n{i}", "choice") for i in range(size)]
    rows = [branch(f"b{i}", f"n{i}", f"n{(i + 1) % size}") for i in range(size)]
    return read(nodes=nodes, branches=rows, **keys)


CASES: list[tuple[str, Document]] = [
    ("all in order", base()),
    # -------------------------------------------------------------------------- structure
    ("empty", Document()),
    ("a root that is not there", replace(base(), root="gone")),
    ("a root that is entered", base(branches=[*BRANCHES, branch("rc", "l", "c"), branch("again", "r", "c")])),
    ("two that could be the root", read(nodes=[node("a", "choice"), node("b", "choice")])),
    ("six that could be the root", read(nodes=[node(id_, "choice") for id_ in "abcdef"])),
    ("five that could be the root", read(nodes=[node(id_, "choice") for id_ in "abcde"])),
    ("no root", circle(2)),
    ("a circle below the root", circle(3, root="n0")),
    ("a circle of ten", circle(10, root="n0")),
    ("a circle of eleven", circle(11, root="n0")),
    ("six circles", base(
        nodes=[*NODES, *(node(f"{id_}{i}", "choice") for i in range(6) for id_ in "ab")],
        branches=[*BRANCHES, *(branch(f"f{i}", f"a{i}", f"b{i}") for i in range(6)), *(branch(f"g{i}", f"b{i}", f"a{i}") for i in range(6))],
    )),
    ("a circle not from its beginning", base(nodes=[*NODES, node("d", "choice"), node("e", "choice"), node("f", "choice")],
        branches=[*BRANCHES, branch("de", "d", "e"), branch("ef", "e", "f"), branch("fe", "f", "e")])),
    ("to itself", base(nodes=[*NODES, node("d", "choice")], branches=[*BRANCHES, branch("dd", "d", "d")])),
    ("two ways to a node", base(branches=[*BRANCHES, branch("lr", "l", "r", label="over")])),
    ("two ways to a node that has a label", base(
        nodes=[NODES[0], NODES[1], NODES[2] | {"label": "named"}],
        branches=[*BRANCHES, branch("cr2", "c", "r", probability="0")],
    )),
    ("two ways to a draft", base(nodes=[*NODES, node("d", "choice"), node("e", "choice")],
        branches=[*BRANCHES, branch("de", "d", "e"), branch("de2", "d", "e")])),
    # ------------------------------------------------------------------------------ nodes
    ("no branches", path("choice")),
    ("no branches below, with a label", read(nodes=[node("a", "chance", label="Luck?")])),
    ("a draft without branches", base(nodes=[*NODES, node("d", "choice"), node("e", "outcome")])),
    ("branches of an outcome", path("outcome", "outcome", "outcome")),
    ("an outcome that is not said", base(nodes=[*NODES[:2], node("r", "outcome", label="R")])),
    ("an outcome that is not there", base(nodes=[*NODES[:2], node("r", "outcome", outcome="zz")])),
    ("an outcome that is not there, unlike all", base(nodes=[*NODES[:2], node("r", "outcome", outcome="else")])),
    ("an outcome of a choice", base(nodes=[node("c", "chance", outcome="x"), *NODES[1:]])),
    # ----------------------------------------------------------------------------- shares
    ("probabilities, more than 1", chance("0.7", "0.4")),
    ("probabilities, less than 1", chance("0.7", "0.2")),
    ("probabilities, more than 1 beside a rest", chance("0.7", "0.4", "#")),
    ("probabilities, more than 1 beside one that is not said", chance("0.7", "0.4", None)),
    ("probabilities, 1 beside a rest", chance("0.7", "0.3", "#")),
    ("probabilities, nothing said", chance(None, None)),
    ("a probability of more than 1", chance("1.5", "#")),
    ("a probability of less than 0", chance("-0.5", "1.5")),
    ("a probability of 1", chance("1", "0")),
    ("a probability that is not computed", chance("1/0", "2")),
    ("two probabilities that are not computed", chance("(", "nothing", "#")),
    ("a probability by a parameter", chance("p", "1 - p", parameters=[{"id": "p", "value": "1/3"}])),
    ("a probability by a faulty parameter", chance("p", "1 - p", parameters=[{"id": "p", "value": "p"}])),
    ("probabilities in percent", chance("33%", "66%")),
    ("sixths", chance("1/6", "1/3", "1/2")),
    ("sixths, one too many", chance("1/6", "1/3", "1/2", "1/6")),
    ("quarters, and a half too many", chance("1/4", "3/4", "1/2")),
    ("percents, and a third too many", chance("25%", "75%", "1/3")),
    ("a half, and thirds too many", chance("1/2", "1/2", "2/3")),
    ("nothing, and a half", chance("0/7", "1/2")),
    ("policy, more than 1", choice("0.7", "0.4")),
    ("policy, less than 1", choice("0.7", "0.2")),
    ("policy, more than 1 beside a rest", choice("0.7", "0.4", None)),
    ("policy, 1", choice("0.7", "0.3")),
    ("policy, out of range", choice("-1", "2")),
    ("policy, not computed", choice("1/0", None)),
    ("policy of chance", shares("chance", {"policy": "1/2", "probability": "1"})),
    ("policy of chance that is a rest", shares("chance", {"policy": "#", "probability": "1"})),
    ("probability of a choice", shares("choice", {"probability": "1/2", "label": "go"}, {})),
    ("a sum that nobody can read", chance("1/3 + 1/1e60", "1/2")),
    ("a sum of great size", chance("1e300", "1e300")),
    ("a sum that nobody can read and no float holds", chance("1e200 * 1e200 / 3", "-1e200 * 1e200 / 3")),
    ("a sum beyond all floats", chance("1e308", "1e308", "1e308")),
    ("a sum far below zero", choice("-1e308", "-1e308")),
    ("128 bits", chance("340282366920938463463374607431768211455", "#")),
    ("129 bits", chance("340282366920938463463374607431768211456", "#")),
    ("numbers of drafts", base(
        nodes=[*NODES, *(node(id_, "choice") for id_ in "def"), node("g", "chance")],
        branches=[*BRANCHES, branch("de", "d", "e", policy="1/0", probability="#"), branch("df", "d", "f", label="F", probability="q", policy="2")],
    )),
    # ---------------------------------------------------------------------------- payoffs
    ("payoffs of valued outcomes", base(branches=[BRANCHES[0] | {"payoff": 1}, BRANCHES[1]])),
    ("a payoff above what stands alone", base(branches=[BRANCHES[0], BRANCHES[1] | {"payoff": 1, "label": "R"}])),
    ("a payoff that is not computed", base(branches=[BRANCHES[0] | {"payoff": "1/0"}, BRANCHES[1]])),
    ("a payoff on a criterion that is not there", base(branches=[BRANCHES[0] | {"payoff": {"m": 1}}, BRANCHES[1]])),
    ("a payoff on two criteria", base(
        criteria=[{"id": "m"}, {"id": "h"}],
        outcomes=[{"id": "x", "value": {"m": 1}}, {"id": "z", "value": {"m": 1}}],
        branches=[BRANCHES[0] | {"payoff": {"m": 1, "h": 1}}, BRANCHES[1]],
    )),
    ("a bare payoff where there are two criteria", base(
        criteria=[{"id": "m"}, {"id": "h"}],
        outcomes=[{"id": "x", "value": {"m": 1, "h": 1}}, {"id": "z"}],
        branches=[BRANCHES[0] | {"payoff": 1}, BRANCHES[1]],
    )),
    ("payoffs of drafts", base(nodes=[*NODES, node("d", "choice"), node("e", "outcome", outcome="z")],
        branches=[*BRANCHES, branch("de", "d", "e", payoff=3)])),
    ("a payoff of a draft that is not computed", base(nodes=[*NODES, node("d", "choice"), node("e", "outcome", outcome="z")],
        branches=[*BRANCHES, branch("de", "d", "e", payoff="(")])),
    ("payoffs far above, the first that lacks", read(
        outcomes=[{"id": "v", "value": 1}, {"id": "y"}, {"id": "z"}],
        nodes=[node("1", "choice"), node("2", "choice"), node("a", "outcome", outcome="v"), node("b", "outcome", outcome="z"), node("d", "outcome", outcome="y")],
        branches=[branch("12", "1", "2", payoff=1), branch("2a", "2", "a", payoff=1), branch("2b", "2", "b"), branch("2d", "2", "d")],
    )),
    # ------------------------------------------------------------------------- parameters
    ("a parameter", parameters({"id": "p", "value": "1/2", "min": 0, "max": 1})),
    ("at its bounds", parameters({"id": "p", "value": 0, "min": 0, "max": 0})),
    ("below its bounds", parameters({"id": "p", "value": -1, "min": 0, "max": 1})),
    ("above its bounds", parameters({"id": "p", "value": 2, "max": "3/2"})),
    ("below its only bound", parameters({"id": "p", "value": 1, "min": "3/2"})),
    ("bounds that are not computed", parameters({"id": "p", "value": 1, "min": "1/0", "max": "q"})),
    ("a parameter that is not computed", parameters({"id": "p", "value": "1/0", "min": 0})),
    ("parameters round in a circle", parameters({"id": "p", "value": "q"}, {"id": "q", "value": "p"})),
    ("a parameter of an unknown one", parameters({"id": "p", "value": "q + 1"})),
    ("a parameter that is no name", parameters({"id": "1p", "value": "1"})),
    # --------------------------------------------------------------------------- outcomes
    ("a scale without a value", outcomes({"id": "a", "scale": "s"})),
    ("a value that is not computed", outcomes({"id": "a", "value": "1/0"})),
    ("an empty value", outcomes({"id": "a", "value": {}})),
    ("a criterion that is not there", outcomes({"id": "a", "value": {"m": 1}})),
    ("a criterion spelled out", outcomes({"id": "a", "value": {"value": 1}})),
    ("a criterion spelled out, not computed", outcomes({"id": "a", "value": {"value": "1/0"}})),
    ("two criteria apart on a scale", read(
        criteria=[{"id": "m"}, {"id": "h"}],
        outcomes=[*({"id": id_, "scale": "s", "value": {"m": 1}} for id_ in "abcdef"), {"id": "g", "scale": "s", "value": {"h": 1, "m": "2"}}, {"id": "i", "scale": "t", "value": {"h": 1}}],
        nodes=[node("n", "outcome", outcome="a")],
    )),
    ("a bare value where there are two criteria", read(
        criteria=[{"id": "m"}, {"id": "h"}],
        outcomes=[{"id": "a", "value": 1}, {"id": "b", "value": "1/0"}],
        nodes=[node("n", "outcome", outcome="a")],
    )),
    # ------------------------------------------------------------------------ preferences
    ("an unknown way to compare", base(preferences={"relation": "majority"})),
    ("timestep dominance", base(preferences={"relation": "timestep-dominance"})),
    ("timestep dominance with comparisons", base(preferences={"relation": "timestep-dominance", "better": [["x", "z"]], "equal": [["z", "y"]]})),
    ("unknown outcomes", base(preferences={"better": [["x", "zz"], ["gone", "gone too"]], "equal": [["y", "y1"]]})),
    ("an unknown outcome with itself", base(preferences={"equal": [["q", "q"]]})),
    ("what goes against the scale", base(preferences={"better": [["x", "y"]]})),
    ("as good as on the scale", base(preferences={"equal": [["x", "y"]]})),
    ("a circle of comparisons", base(preferences={"better": [["x", "z"], ["z", "y"]]})),
    ("a circle of equals is none", outcomes({"id": "u"}, {"id": "v"}, preferences={"equal": [["u", "v"], ["v", "z"], ["z", "u"]]})),
    ("the shorter of two circles", outcomes(*({"id": id_} for id_ in "abcde"), preferences={"better": [["a", "b"], ["b", "c"], ["c", "a"], ["d", "e"], ["e", "d"]]})),
    ("the first of two circles", outcomes(*({"id": id_} for id_ in "abcde"), preferences={"better": [["d", "e"], ["e", "d"], ["a", "b"], ["b", "a"]]})),
    ("a circle through the scales", outcomes({"id": "a", "scale": "s", "value": 1}, {"id": "b", "scale": "s", "value": 1}, preferences={"better": [["a", "z"]], "equal": [["z", "b"]]})),
    ("equal on a scale, but stated better", outcomes({"id": "a", "scale": "s", "value": 1}, {"id": "b", "scale": "s", "value": 1}, preferences={"better": [["a", "b"]]})),
    ("no circle, but no utilities", read(
        outcomes=[{"id": f"{s}{i}", "scale": s, "value": i} for s in "st" for i in range(3)],
        preferences={"equal": [["s0", "t0"], ["s1", "t2"]], "better": [["t1", "s2"]]},
        nodes=[node("n", "outcome", outcome="s0")],
    )),
    ("no circle, but no utilities, by what is better", read(
        outcomes=[{"id": f"{s}{i}", "scale": s, "value": i} for s in "st" for i in range(4)],
        preferences={"better": [["s1", "t2"], ["t0", "s0"], ["t3", "s2"], ["s3", "t0"]]},
        nodes=[node("n", "outcome", outcome="s0")],
    )),
    # ------------------------------------------------------------------------- completion
    ("a completion", base(completion={"scales": {"default": {"weight": 1, "offset": "1/2"}}, "alone": {"z": 3}})),
    ("a completion of what is not there", base(completion={"scales": {"defalt": {"weight": 1}}, "alone": {"x": 1, "elsewhere": 1}})),
    ("a completion that is not computed", base(completion={"scales": {"default": {"weight": {"value": "1/0"}, "offset": "q"}}, "alone": {"z": "("}})),
    # -------------------------------------------------------------------------- relations
    ("a stored relation", stored(outcomes={"x": {"value": 2}})),
    ("a stored relation of what is not there", stored(outcomes={"zz": {"value": 2}})),
    ("faults of a stored relation", stored(
        outcomes={"x": {"value": "1/0"}, "y": {"scale": "s"}},
        preferences={"better": [["x", "gone"]], "relation": "majority"},
        completion={"alone": {"gone": 1}},
    )),
    # ------------------------------------------------------------------------------ steps
    ("steps that are no list", base(view={"steps": {}})),
    ("an entry that is no step", base(view={"steps": [{"show": "structure"}, 3]})),
    ("steps of what is there", base(view={"steps": [{"show": "plan", "plan": {"c": "cl"}, "zoom": "c", "where": {"nodes": ["l"], "branches": ["cr"], "subtrees": ["r"]}}]})),
    ("steps of what is not there", base(view={"steps": [
        {"show": "values", "where": {"nodes": ["a"], "subtrees": ["b"], "branches": ["d"]}},
        {"show": "nothing", "name": "All", "highlight": {"nodes": ["a"], "subtrees": ["b", "a"], "branches": ["cl", "d", "e"]}},
        {"show": "plan", "plan": {"a": "b"}, "zoom": "e"},
    ]})),
    # ------------------------------------------------------------------------------- keys
    ("unknown keys", read(
        nots="",
        nodes=[node("n", "outcome", outcome="x", lable="", y=1), node("m", "outcome", outcome="x", lable="")],
        branches=[branch("mn", "m", "n", form=1)],
        root="m",
        outcomes=[{"id": "x", "vlaue": 1}],
        criteria=[{"id": "value", "bettr": "more"}],
        parameters=[{"id": "p", "value": 1, "mini": 0, "nothing like it": 1}],
        preferences={"beter": []},
        completion={"scales": {"default": {"wait": 1, "offest": 1}}, "alnoe": {}},
        relations={"active": "one", "other": [], "others": [{
            "name": "two", "nam": 1, "preferences": {"beter": []}, "completion": {"alnoe": {}},
            "outcomes": {"x": {"scal": 1}},
        }]},
    )),
    # ----------------------------------------------------------------------------- copies
    ("a copy of what is not there", base(nodes=[*NODES[:2], node("r", "choice", copy_of="gone")])),
    ("a copy with branches", base(nodes=[*NODES, node("d", "choice", copy_of="l"), node("e", "outcome", outcome="x")], branches=[*BRANCHES, branch("de", "d", "e")])),
    ("a copy of itself", base(nodes=[*NODES[:2], node("r", "chance", copy_of="c")])),
    ("a copy of what is no tree", base(nodes=[*NODES[:2], node("r", "choice", copy_of="d"), node("d", "choice"), node("e", "choice")], branches=[*BRANCHES, branch("de", "d", "e"), branch("ed", "e", "d")])),
    ("a fault of an original, and of its copies", base(
        nodes=[node("c", "chance"), node("o", "choice", label="O"), node("k", "choice", copy_of="o"), node("a", "outcome", outcome="gone")],
        branches=[branch("co", "c", "o", probability="1/2"), branch("ck", "c", "k", probability="1/2"), branch("oa", "o", "a", policy="2")],
    )),
    ("an original and its copy without branches", base(
        nodes=[node("c", "chance"), node("o", "choice"), node("k", "choice", copy_of="o"), node("m", "choice", copy_of="k")],
        branches=[branch("co", "c", "o"), branch("ck", "c", "k"), branch("cm", "c", "m")],
    )),
    ("faults of an original that is a draft", base(
        nodes=[node("c", "chance"), node("o", "choice"), node("k", "choice", copy_of="o"), node("m", "choice", copy_of="o"), node("a", "outcome", outcome="gone")],
        branches=[branch("ck", "c", "k"), branch("cm", "c", "m"), branch("oa", "o", "a", policy="2")],
    )),
    ("copies of copies, too many", base(
        nodes=[node("c", "choice"), *(node(f"o{i}", "choice") for i in range(18)), *(node(f"k{i}", "choice", copy_of=f"o{i}") for i in range(18)), *(node(f"m{i}", "choice", copy_of=f"o{i}") for i in range(18))],
        branches=[
            *(branch(f"c{i}", "c", f"o{i}") for i in range(18)),
            *(branch(f"a{i}", f"o{i + 1}", f"k{i}") for i in range(17)),
            *(branch(f"b{i}", f"o{i + 1}", f"m{i}") for i in range(17)),
            branch("ck", "c", "k17"), branch("cm", "c", "m17"),
        ],
    )),
]  # fmt: skip

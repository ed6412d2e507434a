"""DOT comes back as the tree it was; graphs of other programs are read as far as they say it."""

import contextlib
import random
import shutil
import subprocess
import time
from fractions import Fraction

import msgspec
import pydot
import pytest

import assets
from solver.checks import check, errors
from solver.document.elements import Branch, Kind, Node
from solver.document.model import Document
from solver.edits import SetView
from solver.errors import DocumentError, QuandaryError
from solver.formats.exporting.dot import dot_text
from solver.formats.importing.any_format import read_any
from solver.formats.importing.dot.dot_syntax import is_dot, read_graph
from solver.formats.quandary import loads
from solver.rules import solve
from tests.documents.at_random.random_documents import random_document

FOREIGN = r"""
// drawn with love
strict digraph "a bet" {
  rankdir=TB; label="Go out?"; node [shape=box, color=red];
  out [label="out?"]
  subgraph cluster_1 { node [shape=circle]; sky [label=<the <b>sky</b><br/>tomorrow>]; label="luck" }
  out -> sky:w [label="go"]; out -> stay [label="stay in"];
  sky -> { rain sun } [label="x"];
  sky -> snow [label="snow (1/5)"]
  rain [label="wet\n-10", shape=none]; sun [label="bliss: 1" + "00"]; stay [label="book 2"]
}
"""


def same(before: Document, after: Document) -> None:
    """The tree, its numbers and its preferences are the same."""
    tree = before.expanded
    bare = {"present": (), "extra": {}}

    def plain(elements: object) -> list[object]:
        return [msgspec.structs.replace(e, **bare) for e in elements.values()]  # type: ignore[attr-defined]

    nodes = [msgspec.structs.replace(n, x=None, y=None, notes="", collapsed=False, copy_of=None)  # type: ignore[call-arg]
             for n in tree.nodes.values()]  # fmt: skip
    assert plain(after.nodes) == [msgspec.structs.replace(n, **bare) for n in nodes]  # type: ignore[arg-type]
    by_id = {branch.id: branch for branch in after.branches.values()}
    names = before.parameter_values
    for branch in tree.branches.values():
        other = by_id.pop(branch.id)
        assert (branch.source, branch.target, branch.label) == (
            other.source, other.target, other.label
        )  # fmt: skip
        for key in ("probability", "policy"):
            old, new = getattr(branch, key), getattr(other, key)
            assert (old is None) == (new is None)
            if old is not None and not old.is_remainder:
                assert old.value(names) == new.value()
    assert not by_id
    assert after.root_id == tree.root_id
    assert plain(after.criteria) == plain(tree.criteria)
    assert list(after.outcomes) == list(tree.outcomes)
    assert after.preferences.better == tree.preferences.better
    assert after.preferences.equal == tree.preferences.equal


def _is_carried(document: Document) -> bool:
    """Opinions and settled choices are not: see `solver.formats.exporting.dot_facts`."""
    return not document.opinions and all(node.conduct is None for node in document.nodes.values())


CARRIED = [e.name for e in assets.EXAMPLES if _is_carried(loads(assets.example_text(e.name)))]


@pytest.mark.parametrize("example", CARRIED)
def test_what_we_write_comes_back(example: str) -> None:
    document = loads(assets.example_text(example))
    found = read_any(dot_text(document, solve(document, "dsm")).encode())
    assert found.lost == ()
    assert found.document.title == document.title
    same(document, found.document)
    for rule in ("naive", "caprice", "e-admissible", "dsm", "sophisticated"):  # which need no more
        before, after = solve(document, rule), solve(found.document, rule)
        assert before.plans_total == after.plans_total
        assert [p.plan for p in before.plans] == [p.plan for p in after.plans]


def test_random_trees_come_back() -> None:
    for seed in range(25):
        document = random_document(seed)
        same(document, read_any(dot_text(document).encode()).document)


@pytest.mark.parametrize("direction", ["right", "down"])
def test_the_direction_comes_back(direction: str) -> None:
    document = SetView("direction", direction).apply(loads(assets.example_text("oil")))
    assert read_any(dot_text(document).encode()).document.direction == direction


def test_hostile_texts_come_back_as_texts() -> None:
    words = ['a"b\\', "\\N", "x\\n", "{a|<b> c}", "<b>no</b>", "// # /*", "$x$; }", "\\", "⁨שלום⁩"]
    nodes = {"r": Node(id="r", kind=Kind.CHOICE, label="\\N{}")}
    branches = {}
    for i, text in enumerate(words):
        nodes[f"n{i}:{text}"] = Node(id=f"n{i}:{text}", kind=Kind.CHANCE, label=text)
        branches[text] = Branch(id=text, source="r", target=f"n{i}:{text}", label=text)
    document = Document(title="\\G </svg>", nodes=nodes, branches=branches, root="r")
    after = read_any(dot_text(document).encode()).document
    assert [n.label for n in after.nodes.values()] == [
        "".join(c for c in n.label if c.isprintable()) for n in nodes.values()
    ]
    assert [b.label for b in after.branches.values()] == [n.label for n in after.nodes.values()][1:]
    assert after.title == document.title


def test_a_foreign_graph_is_a_tree() -> None:
    found = read_any(FOREIGN.encode())
    document = found.document
    assert not found.is_own
    assert document.title == "Go out?"
    assert document.direction == "down"
    kinds = {node.label or node.outcome: node.kind for node in document.nodes.values()}
    assert kinds["out?"] is Kind.CHOICE
    assert kinds["the sky\ntomorrow"] is Kind.CHANCE
    values = {o.label: o.value.value() if o.value else None for o in document.outcomes.values()}  # type: ignore[union-attr]
    assert values == {"wet": -10, "bliss": 100, "snow": None, "book 2": None}
    shares = {b.label: b.probability for b in document.branches.values() if b.probability}
    assert {label: share.value() for label, share in shares.items()} == {"snow": Fraction(1, 5)}
    assert any("Clusters" in sentence for sentence in found.lost)
    assert any("HTML" in sentence for sentence in found.lost)
    assert any("Colours" in sentence for sentence in found.lost)


@pytest.mark.parametrize(
    ("label", "words", "share"),
    [
        ("0.3", "", "0.3"), ("30%", "", "30%"), (r"rain\n1/3", "rain", "1/3"),
        ("rain (30 %)", "rain", "30%"), ("rain: p = .5", "rain", ".5"), ("rain 2", "rain 2", ""),
        ("way 1/2", "way 1/2", ""), ("p=1/0", "p=1/0", ""), ("7", "7", ""), ("", "", ""),
    ],
)  # fmt: skip
def test_a_probability_is_told_from_a_label(label: str, words: str, share: str) -> None:
    text = f'digraph {{ c [shape=circle]; c -> a [label="{label}"]; c -> b }}'
    branch = next(iter(read_any(text.encode()).document.branches.values()))
    assert branch.label == words
    assert (branch.probability.text if branch.probability else "") == share


def test_without_shapes_the_probabilities_tell_chance() -> None:
    found = read_any(b'digraph { a -> b; a -> c; b -> d [label="1/2"]; b -> e [label=0.5] }')
    assert [n.kind for n in found.document.nodes.values()].count(Kind.CHANCE) == 1
    assert not errors(check(found.document))
    assert any("no shape" in sentence for sentence in found.lost)


def test_what_is_shared_is_there_for_each() -> None:
    found = read_any(b"digraph { a -> b -> d; a -> c -> d; d -> e; d -> f }")
    assert len(found.document.nodes) == 9
    assert not errors(check(found.document))
    assert any("repeated for each" in sentence for sentence in found.lost)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("digraph { a -> b -> a }", "circle"),
        ("digraph { a -> a; b }", "circle"),
        ("digraph { }", "no nodes"),
        ("digraph {\n a -> \n}", "line 3: .*a name is expected"),
        ('digraph { a [label="x }', "has no meaning"),
        ("digraph { a [label=<b }", "does not end"),
        ("digraph { a", "ends before"),
        ("digraph {" + "{" * 5000, "too deeply"),
        ("graph { graph -- b }", "“\\[” is expected"),
        ("digraph quandary { outcomes=3; a }", "not a list of objects"),
        ("digraph quandary { criteria=\"[3]\"; a [kind=outcome] }", "no list|array|criteria"),
    ],
)  # fmt: skip
def test_what_is_no_tree_is_a_sentence(text: str, reason: str) -> None:
    assert is_dot(text)
    with pytest.raises(DocumentError, match=reason):
        read_any(text.encode())


def test_what_doubles_again_and_again_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solver.formats.importing.dot.dot_tree.MAX_NODES", 2000)
    steps = " ".join(f"a{i} -> a{i + 1}; a{i} -> a{i + 1} [x=1];" for i in range(60))
    with pytest.raises(DocumentError, match="more than 2,000 nodes"):
        read_any(f"digraph {{ {steps} }}".encode())


def test_nothing_breaks_it() -> None:
    """Cut, doubled and shuffled files are trees or sentences."""
    draw = random.Random(2)
    pieces = ['"', "{", "}", "->", "[", "]", "=", "<", "\\", "/*", "subgraph", ";", "\n", "a", "\0"]
    for source in (FOREIGN, dot_text(loads(assets.example_text("oil")))):
        for _ in range(120):
            at = draw.randrange(10, len(source))
            text = source[:at] + draw.choice(pieces) + source[at + draw.randrange(3) :]
            with contextlib.suppress(QuandaryError):  # anything else is a bug
                assert read_any(text.encode()).document.nodes


def test_it_is_quick() -> None:
    lines = [f'n{i // 3} -> n{i} [label="way {i}"]; n{i} [label="a{i}"];' for i in range(1, 5000)]
    started = time.process_time()
    assert len(read_any(f"digraph {{ {' '.join(lines)} }}".encode()).document.nodes) == 5000
    assert time.process_time() - started < 5
    assert not is_dot(" " * 20_000)
    assert time.process_time() - started < 6


@pytest.mark.filterwarnings("ignore:.*deprecated - use:DeprecationWarning")  # pydot's own parser
def test_pydot_reads_the_same() -> None:
    for text in (FOREIGN, dot_text(loads(assets.example_text("pizza")))):
        (graph,) = pydot.graph_from_dot_data(text.replace('"1" + "00"', '"100"')) or ()
        ours = read_graph(text)
        flat, theirs = [graph], []
        while flat:
            part = flat.pop()
            flat += part.get_subgraphs()
            theirs += [n.get_name().strip('"') for n in part.get_nodes()]
        assert set(theirs) - {"node", "edge", "graph"} <= set(ours.nodes)
        if "subgraph" not in text:
            assert len(graph.get_edges()) == len(ours.edges)


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
def test_graphviz_draws_what_we_write() -> None:
    for example in assets.EXAMPLES:
        document = loads(assets.example_text(example.name))
        done = subprocess.run(
            ["dot", "-Tplain"], input=dot_text(document).encode(), capture_output=True, check=True
        )
        assert done.stderr == b""
        lines = done.stdout.decode().splitlines()
        assert sum(line.startswith("node ") for line in lines) == len(document.expanded.nodes)
        assert sum(line.startswith("edge ") for line in lines) == len(document.expanded.branches)


def solved(text: str) -> tuple[Fraction | None, tuple[str, ...]]:
    found = read_any(text.encode())
    assert not errors(check(found.document))
    return solve(found.document, "eu").value, found.lost


BET = """digraph {{ d [shape=square, label="Bet?"]; c [shape=circle, label="Game"];
 d -> c [label="Play"]; d -> s [label="Keep"]; s [label="Keep\\n{}"]; c -> w [label="{}"];
 c -> l [label="{}"]; w [label="Win\\n{}"]; l [label="Lose\\n{}"] }}"""


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (("$2,000", "win 0.25", "lose (0.75)", "12,000", "-300"), 2775),
        (("€10", "P(win)=1/4", "P(lose)=3/4", "250 €", "0 €"), Fraction(125, 2)),
        (("1,5", "0,25 win", "0,75 lose", "10,0", "1.000"), Fraction(1505, 2)),
        (("Value: 5", "25% win", "Prob = 75%", "$1.2M", "$0"), 300000),
    ],
)
def test_numbers_as_people_write_them(words: tuple[str, ...], value: Fraction) -> None:
    assert solved(BET.format(*words)) == (value, ())


def test_what_is_no_probability_is_said_with_its_place() -> None:
    value, lost = solved(BET.format("1", "win about 25", "maybe", "8", "0"))
    assert value == 4
    assert lost == (
        "Branches of chance nodes on which no probability could be read share what is left to 1 "
        "equally. See “Game: win about 25”, “Game: maybe”.",
    )


def test_what_is_no_value_is_said_with_its_place() -> None:
    found = read_any(
        b'digraph { d [shape=box]; d -> a; d -> b; a [label="x: 5"]; b [label="y: [1, 2]"] }'
    )
    assert {o.label: o.value is None for o in found.document.outcomes.values()} == {
        "x": False, "y: [1, 2]": True,
    }  # fmt: skip
    assert found.lost == (
        "Ends of which no value could be read are outcomes without one. See “y: [1, 2]”.",
    )


def test_numbers_on_choices_and_costs_are_said() -> None:
    value, lost = solved(
        'digraph { d [shape=box]; d -> a [label="drill: -70"]; d -> b; a [label="cost: 5"]; b [label="b: 1"] }'
    )
    assert value == 5
    assert any("not payoffs. See “d: drill: -70”" in sentence for sentence in lost)
    assert any("called a cost" in sentence and "“cost: 5”" in sentence for sentence in lost)


def test_single_quotes_are_quotes() -> None:
    text = "digraph { a [label='it\\'s \"so\"', shape='box']; a -> b; b [label='win: 3'] }"
    document = read_any(text.encode()).document
    assert next(iter(document.nodes.values())).label == 'it\'s "so"'
    assert list(document.outcomes) == ["win"]


def test_probabilities_may_stand_at_what_they_lead_to() -> None:
    value, lost = solved(
        'digraph { r -> d -> {a b}; r -> e; a [label="A\nP=0.68\nG/L=-50"]; '
        'b [label="B\nP=0.31999999999999995\nG/L=100"]; e [label="E: -9"] }'
    )
    assert value == Fraction(-34) + 32
    assert any("but for rounding" in sentence and "“d: b”" in sentence for sentence in lost)


STATED = """digraph {{ c [shape=circle, label="Big\\nValue: {}"]; c -> a [label="up (P: 0.25)"];
 c -> b [label="down (P: 0.75)"]; a [label="A\\nValue: 100.00"]; b [label="B\\nValue: 20.00"] }}"""


def test_values_above_the_ends_are_held_against_ours() -> None:
    found = read_any(STATED.format("40.10").encode())
    assert found.lost == ()
    assert next(iter(found.document.nodes.values())).label == "Big"
    value, lost = solved(STATED.format("-30.00"))
    assert value == 40
    assert len(lost) == 1
    assert "differ from those that the graph states" in lost[0]
    assert "“Big”" in lost[0]

"""What is read of every kind of file, what is lost of it, or why it is refused."""

import json
import struct
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from solver.errors import DocumentError
from solver.formats.importing.any_format import read_any
from solver.formats.importing.dot.dot_syntax import is_dot, read_graph
from solver.formats.importing.embedded_document import NAMESPACE, png_with
from solver.formats.importing.imported import Imported
from solver.formats.importing.outline import read_outline
from solver.formats.quandary import dumps, loads
from tests.kept.kept import compare
from tests.kept.phrases import Answer, book, each
from tests.kept.telling import file_lines

HEAD = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR" + bytes(17)
END = b"\0\0\0\0IEND\xaeB`\x82"
OWN = '{"format": "quandary", "version": 1, "title": "t"}'
FOREIGN = 'EFG 2 R "t" { "me" } '
MOST = 100  # characters of a line are kept
CHANCE = 'c "" 1 "" { "a" 1/2 "b" 1/2 } '


def quandary(**keys: Any) -> str:
    return json.dumps({"format": "quandary", "version": 1} | keys)


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def silver(*edges: dict[str, Any], root: str = "decision", **keys: Any) -> str:
    tree = {"type": root, "name": "root", "childEdges": list(edges)}
    return json.dumps({"SilverDecisions": "1", "data": {"trees": [tree]}} | keys)


def edge(label: str, payoff: Any = None, probability: Any = None, **more: Any) -> dict[str, Any]:
    end = {"type": "terminal", "childEdges": []} | more
    return {"name": label, "payoff": payoff, "probability": probability, "childNode": end}


FILES: list[tuple[str, str | bytes]] = [
    # ------------------------------------------------------------------------------ ours
    ("ours", OWN),
    ("ours with a mark of its byte order", "\ufeff" + OWN),
    ("empty", ""),
    ("blank", " \n "),
    ("no JSON", '{"format": "quandary",\n "version": }'),
    ("more than JSON", OWN + "x"),
    ("no UTF-8", b'{"a": "\xff"}'),
    ("brackets without end", "[" * 100_000),
    ("no number", '{"format": NaN}'),
    ("half a character", '{"format": "quandary", "version": 1, "title": "a\\ud800b"}'),
    ("half a character in a key", '{"format": "quandary", "version": 1, "\\udc00": [1]}'),
    ("half a character in a list", '{"format": "quandary", "version": 1, "x": ["", {"y": ["\\ud83d"]}]}'),
    ("a whole character in two halves", '{"format": "quandary", "version": 1, "title": "\\ud83d\\ude00"}'),
    ("a list", "[1]"),
    ("a text", '"x"'),
    ("a number", "3"),
    ("nothing", "null"),
    ("true", "true"),
    ("another format", '{"format": "other", "version": 1}'),
    ("a format that is no text", '{"format": [1], "version": 1}'),
    ("no format", '{"version": 1}'),
    ("no version", '{"format": "quandary"}'),
    ("a version of 2", '{"format": "quandary", "version": 2}'),
    ("a version of 123456789012", '{"format": "quandary", "version": 123456789012}'),
    ("a version of 0", '{"format": "quandary", "version": 0}'),
    ("a version that is a long text", '{"format": "quandary", "version": "' + "x" * 80 + '"}'),
    ("a version that is a text of 58", '{"format": "quandary", "version": "' + "x" * 58 + '"}'),
    ("a version that is a text of 59", '{"format": "quandary", "version": "' + "x" * 59 + '"}'),
    ("a key twice", '{"format": "quandary", "version": 1, "title": "", "title": ""}'),
    ("a key twice, within", '{"format": "quandary", "version": 1, "nodes": [{"id": "a"}, {"id": "b", "k\\n k": 1, "k\\n k": 2}]}'),
    ("deep", quandary(x=json.loads("[" * 100 + "]" * 100))),
    ("too deep", quandary(x=json.loads("[" * 101 + "]" * 101))),
    ("texts of another type", quandary(title=1, notes=None, root=[], view=[], extensions="x")),
    ("sections of another type", quandary(nodes={}, branches=1, outcomes=None, parameters="", criteria=True, preferences=[], completion=3, relations=[])),
    ("entries of another type", quandary(nodes=[1], branches=[[]], outcomes=["x"], parameters=[None], criteria=[False])),
    ("no ids", quandary(nodes=[{}], branches=[{"id": ""}], outcomes=[{"id": 1}])),
    ("ids twice", quandary(nodes=[{"id": "a", "kind": "choice"}] * 3, outcomes=[{"id": "a"}, {"id": "b"}, {"id": "a"}])),
    ("parameters", quandary(parameters=[{"id": "p"}, {"id": "q", "value": []}, {"id": "r", "value": 1, "min": True, "max": {}, "label": 3}])),
    ("criteria", quandary(criteria=[{"id": "a", "better": "most"}, {"id": "b", "better": ["less"]}, {"id": "c", "label": 1}])),
    ("outcomes", quandary(outcomes=[{"id": "a", "value": [], "scale": 1, "label": [], "notes": {}}, {"id": "b", "value": {"c": None, "d": 1}}])),
    ("nodes", quandary(nodes=[{"id": "a"}, {"id": "b", "kind": "chanse"}, {"id": "c", "kind": "chance", "collapsed": 1, "x": "1", "y": None, "outcome": 1, "copy_of": 2, "label": 3, "notes": 4}, {"id": "d", "kind": "chance", "x": 1e300}])),
    ("branches", quandary(nodes=[{"id": "a", "kind": "choice"}], branches=[{"id": "x"}, {"id": "y", "from": "a", "to": "gone"}, {"id": "z", "from": "", "to": 1, "probability": [], "policy": {}, "payoff": {"v": []}, "label": 1}])),
    ("a number too large for a place", '{"format": "quandary", "version": 1, "nodes": [{"id": "d", "kind": "chance", "x": 1e999}]}'),
    ("a root that is not there", quandary(root="gone")),
    ("preferences", quandary(preferences={"better": 1, "equal": [["a"], ["a", "b", "c"], ["a", 1], "ab", ["a", "b"]], "relation": 2})),
    ("a completion", quandary(completion={"scales": {"s": 1, "t": {"weight": [], "offset": {}}}, "alone": {"a": None}})),
    ("scales and alone of another type", quandary(completion={"scales": [], "alone": 3})),
    ("relations", quandary(relations={"active": 1, "others": [1, {}, {"name": "x", "outcomes": {"a": 1, "b": {"scale": 1, "value": []}}, "preferences": [], "completion": []}, {"name": "x"}]})),
    ("more reasons than are told", quandary(nodes=[{"id": f"n{i}"} for i in range(23)])),
    ("as many reasons as are told", quandary(nodes=[{"id": f"n{i}"} for i in range(20)])),
    ("one reason more", quandary(nodes=[{"id": f"n{i}"} for i in range(21)])),
    # --------------------------------------------------------------------------- pictures
    ("a PNG", png_with(HEAD + END, OWN)),
    ("a PNG without a tree", HEAD + END),
    ("a PNG with other texts", HEAD + chunk(b"iTXt", b"other\0\0\0\0\0x") + chunk(b"tEXt", b"quandary\0\0\0\0\0x") + END),
    ("a PNG with a tree that is not compressed", HEAD + chunk(b"iTXt", b"quandary\0\0\0en\0Baum\0" + OWN.encode()) + END),
    ("a PNG with a tree after other texts", HEAD + chunk(b"iTXt", b"other\0\0\0\0\0x") + chunk(b"iTXt", b"quandary\0\0\0\0\0" + OWN.encode())),
    ("a PNG with a tree that is damaged", HEAD + chunk(b"iTXt", b"quandary\0\x01\0\0\0xyz") + END),
    ("a PNG with a tree that is no UTF-8", HEAD + chunk(b"iTXt", b"quandary\0\0\0\0\0\xff") + END),
    ("a PNG that is cut", png_with(HEAD + END, OWN)[:40]),
    ("a PNG with what is no tree", HEAD + chunk(b"iTXt", b"quandary\0\0\0\0\0{}") + END),
    ("an SVG", f'<svg><metadata><d xmlns="{NAMESPACE}"><x/></d><q:document xmlns:q="{NAMESPACE}">{OWN}</q:document></metadata><text>more</text></svg>'),
    ("an SVG of two trees", f'<svg xmlns:q="{NAMESPACE}"><q:document>{OWN}</q:document><q:document>{OWN}</q:document></svg>'),
    ("an SVG with elements in the tree", f'<svg xmlns:q="{NAMESPACE}"><q:document>{OWN[:-1]}<b>, "notes"</b>: <c><q:document>"n"</q:document></c>}}</q:document></svg>'),
    ("an SVG with a head", f'<?xml version="1.0"?>\n<!-- c -->\n<svg><document xmlns="{NAMESPACE}">{OWN}</document></svg>'),
    ("an SVG behind a comment", f'\ufeff<!-- c --><svg><document xmlns="{NAMESPACE}">{OWN}</document></svg>'),
    ("an SVG without a tree", "<svg><text>document</text></svg>"),
    ("an SVG that ends early", f'<svg><document xmlns="{NAMESPACE}">{OWN}'),
    ("an SVG with a type", '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>'),
    ("an SVG of an unknown encoding", '<?xml version="1.0" encoding="nothing"?><svg></svg>'),
    ("XML that is no SVG", '<?xml version="1.0"?><html></html>'),
    ("a PDF", b"%PDF-1.4\n/EF << /F 7 0 R >>\n7 0 obj << >>\nstream\n" + OWN.encode() + b"\nendstream"),
    ("a PDF, compressed", b"%PDF-1.4\r/EF<</F 7 0 R>>\r7 0 obj << /Filter /FlateDecode >>\rstream\r\n" + zlib.compress(OWN.encode()) + b"\nendstream"),
    ("a PDF with two files", b"%PDF-1.4\n/EF << /F 7 0 R >> /EF << /F 8 0 R >>\n7 0 obj\nstream\nother\nendstream\n8 0 obj << >> stream\n" + OWN.encode() + b"\r\nendstream"),
    ("a PDF with a file that is not there", b"%PDF-1.4\n/EF << /F 17 0 R >>\n7 0 obj\nstream\n{}\nendstream"),
    ("a PDF with a file without contents", b"%PDF-1.4\n/EF << /F 7 0 R >>\n7 0 obj << >>"),
    ("a PDF without files", b"%PDF-1.4\n"),
    # ----------------------------------------------------------------------------- Gambit
    ("a game", FOREIGN + '"comment" ' + CHANCE + '0 p "where" 1 1 "set" { "x\\"y" z } 1 "paid" { 2 } t "end" 2 "won" { 7/2 } t "" 2 t "" 3 "" { -1 }'),
    ("a game of an end", FOREIGN + 't "n" 0'),
    ("a game with a payoff at its root", FOREIGN + CHANCE + '1 "paid" { 2 } t "" 0 t "" 1'),
    ("a game with a mark", "\ufeff" + FOREIGN + 't "" 0'),
    ("a game in Latin", (FOREIGN + 't "" 1 "é" { 1 }').encode("latin-1")),
    ("a game with sets of several nodes", FOREIGN + CHANCE + '0 p "" 1 1 { "x" } 0 t "" 0 p "" 1 1 0 t "" 0'),
    ("a game, paid twice on the way", FOREIGN + CHANCE + '0 p "" 1 1 { "x" } 1 "" { 5 } t "" 1 p "" 1 2 { "y" } 1 t "" 0'),
    ("a game of version 1", 'EFG 1 R "t" { "me" } t "" 0'),
    ("a game of no player", 'EFG 2 R "t" { } t "" 0'),
    ("a game of two players", 'EFG 2 R "t" { "a" "b" } t "" 0'),
    ("a game of player 2", FOREIGN + 'p "" 2 1 { "x" } 0 t "" 0'),
    ("a game with too much", FOREIGN + 't "" 0 t "" 0'),
    ("a game with too little", FOREIGN + CHANCE + '0 t "" 0'),
    ("a game without nodes", FOREIGN),
    ("a game with another kind of node", FOREIGN + 'x "" 0'),
    ("a game with moves that are not said", FOREIGN + 'p "" 1 1 0 t "" 0'),
    ("a game with an odd move", FOREIGN + 'c "" 1 { "a" 1/2 "b" } 0'),
    ("a game with an outcome that says nothing", FOREIGN + 't "" 1'),
    ("a game with an outcome of two payoffs", FOREIGN + 't "" 1 "x" { 1 2 }'),
    ("a game with an outcome without payoffs", FOREIGN + 't "" 1 "x"'),
    ("a game with a text without end", FOREIGN + 't "x'),
    ("a game with a text of a quote", FOREIGN + 't "'),
    ("a game without a text", FOREIGN + "t " + "x" * 60),
    ("a game without a list", 'EFG 2 R "t" "me"'),
    ("a game that is cut", 'EFG 2 R "t" { "me"'),
    # -------------------------------------------------------------------- SilverDecisions
    ("silver", silver(edge("a", ["1", "0"]), edge("b", "0"), edge("c", 2.50), edge("d", "1/0"), title="T", description="D")),
    ("silver, two payoffs", silver(edge("a", ["1", "2"]), edge("b", ["0", "3"]), edge("c", [0, 0]), edge("d", []), payoffNames=["m"])),
    ("silver, two payoffs with names", silver(edge("a", ["1", "2"]), data={"payoffNames": ["m", "n"], "trees": [{"type": "chance", "childEdges": [edge("a", [1, 2], "0.5")]}]})),
    ("silver, two payoffs below", silver(edge("a", "1", type="chance", childEdges=[edge("b", ["0", "1"], "1")]), edge("c", ["2"]))),
    ("silver, a second payoff of zero", silver(edge("a", ["1", " 0 "]))),
    ("silver, no data", json.dumps({"SilverDecisions": 1, "data": 3, "trees": [{"type": "terminal"}]})),
    ("silver, names that are none", silver(edge("a", ["1", "2"]), payoffNames="mn")),
    ("silver, chance", silver(edge("a", None, "1/3"), edge("b", "", "#"), edge("c", None, ""), edge("d", None, "x"), root="chance")),
    ("silver, folded", silver(edge("a", folded=True, name="leaf"), edge("b", folded=1))),
    ("silver, code", silver(edge("a", code="x=1"), edge("b", code=" ")) ),
    ("silver, lost", json.dumps({"SilverDecisions": 1, "rule": "maxi-min", "code": "p = 1", "texts": [1], "trees": [{"type": "decision"}, {"type": "chance", "childEdges": "x"}]})),
    ("silver, its own rule", silver(rule="expected-value-maximization")),
    ("silver, no trees", '{"SilverDecisions": 1, "trees": []}'),
    ("silver, trees of another type", '{"SilverDecisions": 1, "trees": {}}'),
    ("silver, an unknown node", silver(edge("a", type="other"))),
    ("silver, a node of another type", '{"SilverDecisions": 1, "trees": [3]}'),
    ("silver, a branch of another type", '{"SilverDecisions": 1, "trees": [{"type": "chance", "childEdges": [3]}]}'),
    ("silver, but ours", '{"format": "quandary", "version": 1, "SilverDecisions": 1}'),
    ("silver as a text", '["SilverDecisions", {"x": "SilverDecisions"}]'),
    # -------------------------------------------------------------------------------- DOT
    ("a graph", 'digraph { a -> b [label="x"]; a -> c [label="y"] }'),
    ("a graph of shapes", "digraph { a [shape=box]; b [shape=circle]; c [shape=triangle]; a -> b; b -> c; a -> d; c -> e }"),
    ("a graph of all shapes", "digraph { " + " ".join(f"{s} [shape={s}] {s} -> x" for s in ("box", "rect", "rectangle", "square", "Msquare", "diamond", "circle", "ellipse", "oval", "doublecircle", "Mcircle", "plain")) + " }"),
    ("a graph of labels", 'digraph { a [label="A\\nB\\lC\\rD &amp; \\"E\\" \\\\ \\N"]; b [label="", xlabel="beside"]; a -> b; a -> c [xlabel="1"]; a -> d [taillabel="2"]; a -> e [headlabel="3"] }'),
    ("a graph of values", 'digraph { r -> {a b c d e f g h i j} a [label="win: 100"] b [label="-1/2"] c [label="lose (−3.5%)"] d [label="x = +.5"] e [label="same\\n7"] f [label="same\\n7"] g [label="same\\n8"] h [label="no 7"] i [label="[4]"] j [label=""] }'),
    ("a graph of probabilities", 'digraph { r [shape=circle] r -> a [label="sun (30%)"] r -> b [label="rain: p = 0.3"] r -> c [label="P=1/4"] r -> d [label="snow [1/8]"] r -> e [label="p: 2"] r -> f [label="1/0"] r -> g [label="x; 0"] r -> h [label="x, 1"] }'),
    ("a graph without shapes", 'digraph { a -> b [label=".5"] a -> c [label="50%"] b -> d [label="go"] b -> e [label="1/2"] }'),
    ("a graph of ours without shapes", 'digraph { a [kind=chance text="T"] a -> b [probability="1/3" payoff="2" policy="1" text="to b"] a -> c [payoff="{\\"value\\": 1}"] b [kind=choice] b -> d [policy="1/2" probability="1"] d [outcome="O", value="3", label="L"] c [outcome="O"] }'),
    ("a graph of ours with two criteria", 'digraph { a [kind=chance] a -> b [probability="{\\"m\\": 1}"] }'),
    ("a graph of two trees", "digraph { z; a -> b; c -> d }"),
    ("a graph with a root", "digraph { root=c; a -> b; c -> d }"),
    ("a graph with a root that hangs", "digraph { root=b; a -> b; c -> d }"),
    ("a graph that is shared", "digraph { a -> b -> c; a -> c; }"),
    ("a graph of ids", 'digraph { a [id="x"]; b [id="x"]; a -> b [id="x"]; a -> c [id="e"]; n2 [id="n3"]; a -> n2 }'),
    ("a graph in two directions", "graph { a -- b -- c }"),
    ("a graph down", 'digraph { rankdir=TB; label="Title"; a -> b }'),
    ("a graph up", "digraph { rankdir=BT; a -> b }"),
    ("a graph to the right", "digraph { graph [rankdir=RL, label=<a <b>title</b>>] a -> b }"),
    ("a graph of clusters", "digraph { subgraph cluster_a { label=x; a -> b } subgraph other { label=y } }"),
    ("a graph of looks", 'digraph { a [color=red URL="x"]; a -> b [tooltip=t] }'),
    ("a graph of markup", "digraph { a [label=<x<br/>y<BR>z &lt; <i>w</i> a\\b>]; a -> b [label=<1/2>] }"),
    ("a graph of defaults", "digraph { node [shape=circle] edge [label=go] a -> b { node [shape=box] edge [label=in] c -> d } e -> f [label=own] }"),
    ("a graph of groups", "digraph { {a b} -> {c d} -> e; subgraph x { f } -> g; }"),
    ("a graph of ports", "digraph { a:n:w -> b:s; }"),
    ("a graph of sums", 'digraph { "a" + "b" -> c [label="x" + "y\\\nz"] }'),
    ("a graph of comments", "# first\n/* one\n*/ strict DiGraph G // two\n{ a -> b # no comment\n}"),
    ("a graph of comments of its own", "digraph G {\n# one\n a -> b // two\n /* three */ }"),
    ("a graph of bare attributes", "digraph { a [x; y, label=z] [shape=box] -> b }"),
    ("a graph of bare attributes, no edge", "digraph { a [x; y, label=z] [shape=box]; a -> b; a -> -1.5; a -> .5; a -> ö1 }"),
    ("a graph of no nodes", "digraph { }"),
    ("a graph in a circle", "digraph { r -> a -> b -> a }"),
    ("a graph of a long circle", 'digraph { "' + "x" * 50 + '" -> b -> "' + "x" * 50 + '" }'),
    ("a graph to itself", "digraph { a -> a }"),
    ("a graph that ends early", "digraph {\n a -> b\n"),
    ("a graph of keywords", "digraph { a -> edge }"),
    ("a graph of a keyword", "digraph { strict }"),
    ("a graph without a bracket", "digraph { node a }"),
    ("a graph of an arrow to nowhere", "digraph { a -> ; }"),
    ("a graph of an arrow to a value", "digraph { a -> b = c }"),
    ("a graph of a sum of words", 'digraph { "a" + b }'),
    ("a graph of a sign", "digraph {\n\n a & b }"),
    ("a graph of markup without end", "digraph { a [label=<x<y> ] }"),
    ("a graph of 100 braces", "digraph { a " + "{" * 100 + "b" + "}" * 100 + "}"),
    ("a graph of 101 braces", "digraph { a " + "{" * 101 + "b" + "}" * 101 + "}"),
    ("a graph of ours", 'digraph quandary { outcomes="[{\\"id\\": \\"A\\", \\"value\\": 1}]"; criteria="[{\\"id\\": \\"c\\"}]"; preferences="{\\"better\\": []}"; a [kind=choice label=no text=yes color=red] a -> b [label=no] b [kind=outcome outcome=A] a -> c c [kind=outcome label=no]; d; e }'),
    ("a graph of ours of wrong outcomes", 'digraph quandary { outcomes="[1]"; a }'),
    ("a graph of ours of wrong JSON", 'digraph quandary { criteria="["; a }'),
    ("a graph of ours of wrong criteria", 'digraph quandary { criteria="{}"; a -> b }'),
]  # fmt: skip

OUTLINES: list[tuple[str, str]] = [
    ("the one of the help", "Lucky?\n    lucky (9/10): Shut down?\n        shut down: Off\n        continue: Done\n    unlucky (#): Off\n"),
    ("nothing", " \n\t\n"),
    ("a line", "  end"),
    ("a line of a label", "go:"),
    ("a line that begins with a colon", "Top\n : x\n (1/2): y"),
    ("a time", "At 12:30\n 10:15 o'clock: x\n a: b: c\n (x) y: z"),
    ("two trees", "One\n a: x\nTwo\n\tb: x\n    c: y"),
    ("uneven", "Top\n    a: A\n        x: X\n  b: B\n c: C"),
    ("chance by one", "Top\n a ( 1/2 ) : A\n b: B\n ( ): C\n () : D"),
    ("a line of 10,000", "x" * 10_000),
    ("a line of 10,001", "x" * 10_001),
    ("100,001 lines", "x\n" * 100_001),
]  # fmt: skip


def said(found: Imported) -> Iterator[str]:
    """What is read, an entry a line."""
    for line in file_lines(found.document):
        if not line.startswith(("format", "version")):
            yield f"  {line[:MOST]}{' …' * (len(line) > MOST)}"


def read(data: str | bytes) -> Imported:
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    found = read_any(raw)
    assert dumps(loads(dumps(found.document))) == dumps(found.document)
    return found


def test_files() -> None:
    lines: list[str] = []
    answers: list[Answer] = []
    told: dict[tuple[str, ...], str] = {}
    outlines = [(f"an outline: {title}", text) for title, text in OUTLINES]
    for title, data in [*FILES, *outlines]:
        try:
            found = Imported(read_outline(str(data))) if (title, data) in outlines else read(data)
        except DocumentError as error:
            place = f" ({error.place})" if error.place else ""
            reasons = error.message.split("\n")
            answers += [Answer(f"{title}{place}", each(reason), fine=True) for reason in reasons]
            many = f", {len(reasons)} reasons" * (len(reasons) > 1)
            lines.append(f"{title}: refused{place}{many}")
            continue
        answers += [Answer(title, (sentence,), fine=True) for sentence in found.lost]
        ours = title not in dict(outlines) and found.is_own
        entries = tuple(said(found))
        alike = told.setdefault(entries, title)
        lines.append(title + ", ours" * ours + f": as {alike}" * (alike != title))
        lines += entries if alike == title else ()
        lines += [f"  lost: {len(found.lost)}"] * bool(found.lost)
    compare("reading.txt", "\n".join(lines))
    compare("phrases/reading.txt", book(answers))


@pytest.mark.parametrize(
    ("limit", "most", "inside", "outside", "sentence"),
    [
        ("importing.gambit.MAX_LENGTH", 2**20, FOREIGN + 't "" 0' + " " * (2**20 - len(FOREIGN) - 6), FOREIGN + 't "" 0' + " " * 2**20, "A game has at most 1 MB."),
        ("importing.gambit.MAX_NODES", 3, FOREIGN + CHANCE + '0 t "" 0 t "" 0', FOREIGN + 'p "" 1 1 { a b c } 0 t "" 0 t "" 0 t "" 0', "The game has more than 3 nodes."),
        ("importing.dot.dot_tree.MAX_NODES", 3, "digraph { a -> b -> c }", "digraph { a -> b -> c -> d }", "The tree would have more than 3 nodes."),
        ("importing.dot.dot_syntax.MAX_EDGES", 2, "digraph { a -> b -> c }", "digraph { a -> b -> c -> d }", "The graph has more than 2 edges."),
        ("importing.embedded_document.MAX_CARRIED", len(OWN), png_with(HEAD, OWN), png_with(HEAD, OWN + " "), "The tree in this picture is too large."),
        ("importing.embedded_document.MAX_ATTACHED", 2, b"%PDF-/EF<</F 1 0 R>>/EF<</F 7 0 R>>\n7 0 obj<<>>stream\n" + OWN.encode() + b"endstream", b"%PDF-/EF<</F 1 0 R>>/EF<</F 2 0 R>>/EF<</F 7 0 R>>\n7 0 obj<<>>stream\n" + OWN.encode() + b"endstream", "This picture carries no tree."),
        ("quandary.exact_json.MAX_SIZE", 2**20, OWN + " " * (2**20 - len(OWN)), OWN + " " * (2**21 - len(OWN)), "The file has 2 MB; at most 1 MB are read."),
        ("quandary.exact_json.MAX_VALUES", 70, quandary(x=[0] * 67), quandary(x=[0] * 68), "The file has more than 70 values."),
    ],
)  # fmt: skip
def test_there_are_limits(
    monkeypatch: pytest.MonkeyPatch,
    limit: str,
    most: int,
    inside: str | bytes,
    outside: str | bytes,
    sentence: str,
) -> None:
    monkeypatch.setattr(f"solver.formats.{limit}", most)
    monkeypatch.setattr("solver.formats.quandary.fast_reader.MAX_SIZE", 2**20)
    read(inside)
    with pytest.raises(DocumentError) as error:
        read(outside)
    assert error.value.message.startswith(sentence)


@pytest.mark.parametrize("text", ["", "x {}", "strict {}", "strict x {}", "{}"])
def test_a_graph_begins_with_its_word(text: str) -> None:
    with pytest.raises(DocumentError, match="“graph” or “digraph” is expected"):
        read_graph(text)


@pytest.mark.parametrize(
    ("text", "name", "directed"),
    [
        ("graph {}", "", False),
        ('\ufeffSTRICT DIGRAPH "two words" {}', "two words", True),
        ("strict graph 7 {}", "7", False),
    ],
)
def test_what_a_graph_is_called(text: str, name: str, directed: bool) -> None:
    graph = read_graph(text)
    assert (graph.name, graph.directed, graph.nodes, graph.edges) == (name, directed, {}, [])
    assert not graph.has_groups
    assert not graph.has_markup
    assert is_dot(text)


def test_titles_are_told_apart() -> None:
    def twice(titles: Sequence[str]) -> set[str]:
        return {title for title in titles if titles.count(title) > 1}

    assert not twice([title for title, _ in FILES])

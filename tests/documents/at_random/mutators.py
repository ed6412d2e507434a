"""Texts that are nearly right: what fuzzers feed to every reader.

A mutator knows the grammar: it takes what is valid apart, puts hostile values, wrong types, clashing
ids or broken references in its place, and now and then just damages bytes.
"""

import json
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import Any, Final

import assets
from solver.checks import check
from solver.document.numerals import evaluate
from solver.errors import QuandaryError
from solver.formats.exporting.dot import dot_text
from solver.formats.importing.any_format import read_any
from solver.formats.importing.embedded_document import png_with, svg_metadata
from solver.formats.importing.outline import read_outline
from solver.formats.quandary import dumps, loads
from tests.documents.at_random.random_documents import random_document

NUMBERS: Final = (
    "0", "1", "-1", "1/2", "9/10", "44.4%", "#", "p", "q*q", "1-p", "1/0", "9**9", "1e308*1e308",
    "1e-308/1e308", "0x10", "٣", "１/２", "½", "∞", "nan", "1_000", "--1", "(((1)))", "((((", "1e400",
    "1e-400", ".5", "5.", "1 2", "p q", "", " ", "−1", "1/3/", "1//2", "%", "10%%", "True", "p()", "p.q",
)  # fmt: skip
TEXTS: Final = (
    "", " ", "a", "n1", "root", "default", "value", "A" * 3000, "\u202e", "\x00", "\ud83d\ude00", "é",
    "<b>x</b>", "&amp;", "$\\frac{1}{2}$", "$" * 50, "{}", "[]", "null", "../../etc/passwd",
    "file:///etc/passwd", "%s%n", "{0.__class__}", "__import__('os')", "\\write18{ls}", "\n\n", "#",
)  # fmt: skip
VALUES: Final[tuple[Any, ...]] = (
    None, True, False, 0, 1, -1, 10**30, 1e308, 0.1, [], {}, [[]], {"a": {}}, [None], "choice",
    "chance", "outcome", "more", "less", {"value": 1}, {"value": "1/3"}, {"c": "p"},
)  # fmt: skip
TOKENS: Final = (
    b"{", b"}", b"[", b"]", b",", b":", b'"', b"\\", b"\\ud800", b"null", b"1e999", b"-", b"\xff",
    b"\x00", b"\xef\xbb\xbf", b"//", b"NaN", b"Infinity", b"<!DOCTYPE x>", b"&x;", b"<![CDATA[",
    b"/EF<</F 1 0 R", b"stream\n", b"{ ", b" }", b"c ", b"p ", b"t ", b"\n", b"    ", b"(1/2):",
)  # fmt: skip

DOT_TOKENS: Final = (
    "{", "}", "[", "]", ";", ",", "=", "->", "--", ":", "+", "<", ">", "<b>", "</b>", "/*", "//", "#",
    "node", "edge", "graph", "digraph", "subgraph", "strict", "cluster", "label=", "shape=box", "\\n",
)  # fmt: skip

FULL: Final = {
    "format": "quandary", "version": 1, "title": "All keys", "notes": "n",
    "parameters": [
        {"id": "p", "value": "9/10", "min": 0, "max": 1, "label": "lucky",
         "distribution": {"kind": "beta", "min": 0, "mode": "1/2", "max": 1, "mean": "p", "sd": 1, "alpha": 2,
                          "beta": 3, "shape": 1, "scale": 1, "points": [[0, "1/2"], ["q", "1/2"]]}},
        {"id": "q", "value": "1 - p"},
    ],
    "criteria": [{"id": "c", "label": "C", "format": {"prefix": "$"}}, {"id": "d", "better": "less"}],
    "outcomes": [
        {"id": "L", "label": "luck", "scale": "two", "value": {"c": 1, "d": "1/3"}, "notes": ""},
        {"id": "U", "scale": "two", "value": {"c": "p", "d": 0}},
        {"id": "S"},
    ],
    "preferences": {"better": [["L", "S"]], "equal": [], "relation": "expected-multi-utility"},
    "nodes": [
        {"id": "r", "kind": "chance", "label": "Lucky?", "x": 0, "y": 10.5, "notes": "z"},
        {"id": "a", "kind": "choice", "collapsed": True, "conduct": {"completion": "II"}},
        {"id": "l", "kind": "outcome", "outcome": "L"},
        {"id": "s", "kind": "outcome", "outcome": "S"},
        {"id": "k", "kind": "choice", "copy_of": "a"},
    ],
    "branches": [
        {"id": "b1", "from": "r", "to": "a", "probability": "p"},
        {"id": "b2", "from": "r", "to": "k", "probability": "#"},
        {"id": "b3", "from": "a", "to": "l", "policy": "1/2", "payoff": {"c": 1, "d": 1}},
        {"id": "b4", "from": "a", "to": "s", "policy": "#", "label": "stop"},
    ],
    "completion": {"scales": {"two": {"weight": {"c": 1, "d": 2}, "offset": 0}}, "alone": {"S": 0},
                   "opinions": {"low": 1, "high": {"share": "1/2", "alone": {"S": "q"}}}},
    "scenarios": [{"id": "worst", "label": "Worst", "parameters": {"p": "1/3"}}],
    "opinions": [{"id": "low", "label": "Low", "parameters": {"p": "1/10"}}, {"id": "high"}],
    "completions": [
        {"id": "II", "label": "2nd", "scales": {"two": {"weight": 1}}, "alone": {"S": 0},
         "opinions": {"low": 1}},
    ],
    "scales": [{"id": "two", "label": "Two", "utility": {"kind": "points", "points": [[0, "1/2"], ["p", 3]]}}],
    "root": "r",
    "view": {"direction": "down", "branches": "curved", "leaves": "aligned",
             "annotations": [{"x": 1, "y": 2, "text": "free"}], "style": {"theme": "print"},
             "steps": [["a"], ["l", "s"]]},
    "extensions": {"mine": {"x": [1, 2.50]}},
}  # fmt: skip

GAME: Final = """EFG 2 R "Poker" { "Alice" } "a comment"
c "deal" 1 "" { "King" 1/2 "Queen" 1/2 } 0
p "raise?" 1 1 "King" { "Raise" "Fold" } 0
t "" 1 "win" { 2 }
t "" 2 "lose" { -1 }
p "raise?" 1 2 "Queen" { "Raise" "Fold" } 3 "fee" { 1/3 }
t "" 4 "Lose big" { -2 }
t "" 2
"""
SILVER: Final = {
    "SilverDecisions": "1.0.0", "title": "T", "rule": "expected-value-maximization",
    "data": {"code": "", "texts": [], "payoffNames": ["a", "b"], "trees": [
        {"type": "decision", "name": "d", "folded": True, "childEdges": [
            {"name": "x", "payoff": [1, 2], "childNode": {"type": "terminal"}},
            {"name": "y", "payoff": "3/4", "childNode": {"type": "chance", "childEdges": [
                {"probability": "#", "childNode": {"type": "terminal", "name": "t"}},
                {"probability": 0.5, "payoff": [0], "childNode": {"type": "terminal"}}]}}]}]},
}  # fmt: skip
OUTLINES: Final = (
    "Lucky?\n    lucky (9/10): Shut down?\n        shut down: Early\n        continue: Done\n"
    "    unlucky (#): Late\n",
    "a\n\tb (1/3): c\n\td: e\n\nf\n  g",
)


@cache
def documents() -> tuple[str, ...]:
    """The corpus: the examples, small random documents, and one that has every key."""
    made = [assets.example_text(example.name) for example in assets.EXAMPLES]
    made += [dumps(random_document(seed)) for seed in range(40)]
    return (*(text for text in made if len(text) < 8000), json.dumps(FULL), json.dumps(FULL))


@cache
def parsed() -> tuple[Any, ...]:
    return tuple(json.loads(text) for text in documents())


def mutated_json(draw: Random, value: Any) -> str:
    """The text of a JSON value with some of its parts changed."""
    value = _copy(value)
    for _ in range(draw.choice((1, 1, 1, 2, 3, 8))):
        places = list(_places(value))
        if not places:
            break
        holder, key = draw.choice(places)
        _change(draw, holder, key, places)
    text = json.dumps(value, ensure_ascii=draw.random() < 0.5, indent=draw.choice((None, 1)))
    if draw.random() < 0.1:  # a key twice
        at = text.find('"', draw.randrange(len(text)))
        text = text[:at] + '"id": "n1", ' + text[at:] if at >= 0 else text
    return text


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    stack = [value]
    while stack:
        item = stack.pop()
        keys = list(item) if isinstance(item, dict) else range(len(item))
        for key in keys:
            yield item, key
            if isinstance(item[key], dict | list):
                stack.append(item[key])


def _change(draw: Random, holder: Any, key: Any, places: list[tuple[Any, Any]]) -> None:
    what = draw.randrange(8)
    if key >= len(holder) if isinstance(holder, list) else key not in holder:
        return  # an earlier change took it away
    if what == 0:
        del holder[key]
    elif what == 1:
        holder[key] = _copy(draw.choice(VALUES))
    elif what == 2:
        holder[key] = draw.choice(NUMBERS)
    elif what == 3:
        holder[key] = draw.choice(TEXTS)
    elif what == 4:  # what stands elsewhere: ids that clash, references that cross
        other, place = draw.choice(places)
        if isinstance(other, dict) and place in other and not isinstance(other[place], dict | list):
            holder[key] = other[place]
    elif what == 5 and isinstance(holder, list):
        holder.insert(draw.randrange(len(holder) + 1), _copy(holder[key]))
    elif what == 6 and isinstance(holder, dict):
        name = draw.choice((*TEXTS, "id", "kind", "value", "from", "copy_of"))
        holder[name] = _copy(holder[key])
    elif what == 7 and isinstance(holder[key], str):
        holder[key] = holder[key][: draw.randrange(len(holder[key]) + 1)] + draw.choice(NUMBERS)


def _copy(value: Any) -> Any:
    return json.loads(json.dumps(value)) if isinstance(value, dict | list) else value


def damaged(draw: Random, data: bytes) -> bytes:
    """Bytes with some of them gone, doubled, moved or replaced."""
    for _ in range(draw.choice((1, 1, 2, 4))):
        a = draw.randrange(len(data) + 1)
        b = min(len(data), a + draw.choice((0, 1, 1, 4, 30, 300)))
        put = draw.choice((b"", data[a:b] * 2, draw.choice(TOKENS), bytes([draw.randrange(256)])))
        data = data[:a] + put + data[b:]
    return data


# ------------------------------------------------------------------------- the readers


def document_case(draw: Random) -> bytes:
    data = mutated_json(draw, draw.choice(parsed())).encode("utf-8", "surrogatepass")
    return damaged(draw, data) if draw.random() < 0.15 else data


def expression_case(draw: Random) -> bytes:
    parts = [
        draw.choice((*NUMBERS, *"+-*/()%#.eE_ ", "p", "1e300", "(" * 60, "1" * 400))
        for _ in range(draw.choice((1, 2, 3, 5, 9, 40)))
    ]
    return draw.choice(("", "+", "*", "/", " ")).join(parts).encode("utf-8", "surrogatepass")


def outline_case(draw: Random) -> bytes:
    lines = draw.choice(OUTLINES).splitlines()
    for _ in range(draw.choice((1, 2, 5))):
        at = draw.randrange(len(lines) + 1)
        indent = draw.choice(("", " ", "\t", "    ", " " * 40))
        words = (*TEXTS, *NUMBERS, "x (1/2): y", "(:", "):", "((a))(b): c", ": ", "a:b: c")
        lines.insert(at, indent + draw.choice(words))
    return damaged(draw, "\n".join(lines).encode("utf-8", "surrogatepass"))


def game_case(draw: Random) -> bytes:
    tokens = GAME.split(" ")
    for _ in range(draw.choice((1, 1, 2, 5))):
        at = draw.randrange(len(tokens))
        new = draw.choice((*NUMBERS, '"x"', "{", "}", "c", "p", "t", '"', "\n", tokens[at] * 2))
        tokens[at : at + draw.choice((0, 1, 1, 3))] = [new]
    data = " ".join(tokens).encode("utf-8", "surrogatepass")
    data = data if data.startswith(b"EFG") else b"EFG " + data
    return damaged(draw, data) if draw.random() < 0.3 else data


def silver_case(draw: Random) -> bytes:
    data = mutated_json(draw, SILVER).encode("utf-8", "surrogatepass")
    return damaged(draw, data) if draw.random() < 0.1 else data


@cache
def graphs() -> tuple[str, ...]:
    """Our own graphs, and one as others write them."""
    foreign = 'strict graph G { a [shape=box label="A?"]; a -- b [label="go (30%)"]; b [label=<w<b>i</b>n: 3>]; subgraph cluster_x { c d } a -- {c d} }'
    return (foreign, *(dot_text(loads(text)) for text in documents()[:12]))


def dot_case(draw: Random) -> bytes:
    tokens = re.findall(r'"(?:[^"\\]|\\.)*"|\w+|\s+|.', draw.choice(graphs()))
    for _ in range(draw.choice((0, 1, 2, 5))):
        at = draw.randrange(len(tokens))
        new = draw.choice(
            (*NUMBERS, *TEXTS, *DOT_TOKENS, '"', "{" * 200, tokens[at] * 2, tokens[at - 1])
        )
        tokens[at : at + draw.choice((0, 1, 1, 3))] = [new]
    data = "".join(tokens).encode("utf-8", "surrogatepass")
    data = (
        data if data.lstrip().startswith((b"digraph", b"graph", b"strict")) else b"digraph " + data
    )
    return damaged(draw, data) if draw.random() < 0.2 else data


def picture_case(draw: Random) -> bytes:
    text = document_case(draw).decode("utf-8", "replace")
    kind = draw.randrange(3)
    if kind == 0:
        head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + b"\0" * 17
        data = png_with(head, text)
    elif kind == 1:
        data = f"<svg><metadata>{svg_metadata(text)}</metadata><g/></svg>".encode()
    else:
        packed = zlib.compress(text.encode())
        data = b"%PDF-1.4\n3 0 obj\n<</Filter /FlateDecode>>\nstream\n" + packed
        data += b"\nendstream\nendobj\n<</EF <</F 3 0 R>>>>"
    return damaged(draw, data) if draw.random() < 0.7 else data


NAMES: Final = {"p": evaluate("9/10", {}), "q": evaluate("1/1e200", {})}


def read_document(data: bytes) -> None:
    """Read whatever it is, check it, and see that writing keeps it."""
    document = read_any(data).document
    check(document)
    assert loads(dumps(document)) == document or _has_no_home(document)


def _has_no_home(document: Any) -> bool:
    """Whether it was imported, so that its first writing may spell it anew."""
    again = loads(dumps(document))
    return not document.present and loads(dumps(again)) == again


def read_expression(data: bytes) -> None:
    evaluate(data.decode("utf-8", "replace"), NAMES)


def read_pasted(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    check(loads(text) if text.lstrip().startswith("{") else read_outline(text))


#: Reader → what makes a case, what reads it.
READERS: Final[dict[str, tuple[Callable[[Random], bytes], Callable[[bytes], None]]]] = {
    "document": (document_case, read_document),
    "expression": (expression_case, read_expression),
    "pasted": (outline_case, read_pasted),
    "efg": (game_case, read_document),
    "silver": (silver_case, read_document),
    "dot": (dot_case, read_document),
    "picture": (picture_case, read_document),
}


def try_case(reader: str, data: bytes) -> bool:
    """Read one case; whether it was accepted.  Refusing it with a sentence is as good."""
    try:
        READERS[reader][1](data)
    except QuandaryError as error:
        if not str(error).strip() or not error.message.rstrip().endswith("."):
            raise ValueError(f"a refusal that is no sentence: {error}") from error
        return False
    return True

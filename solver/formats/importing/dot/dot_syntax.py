"""Graphviz's language DOT, read: nodes, edges and their attributes, with those set for all applied.

Texts may stand in single quotes, too, as in graphs that are written in R.  pydot, which writes DOT for us, reads it as well, but takes 2 ms a statement, time exponential in
how deep braces are nested, prints what is wrong with a file and says nothing; so this reads the
grammar of Graphviz's manual in one pass.  The tests compare the two.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from solver.errors import DocumentError
from solver.translation import tr

DEEPEST: Final = 100  # braces within braces
MAX_EDGES: Final = 200_000
#: Entries copied where braces, nodes and edges take over what is set for all, or who is there: a few
#: words of a file can ask for any number of them, so that they are counted before they are made.
MAX_COPIED: Final = 5_000_000

_TOKEN: Final = re.compile(
    r"""(?P<skip>\s+|//[^\n]*|/\*.*?\*/|^\#[^\n]*)
      | (?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
      | (?P<word>-?(?:\.\d+|\d+(?:\.\d*)?)|[^\W\d]\w*)
      | (?P<sign>->|--|[{}\[\]=;,:+<])""",
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_TAG: Final = re.compile(r"<[^<>]*>")
_START: Final = re.compile(
    r"\ufeff?(?:\s|//[^\n]*\n|/\*.*?\*/|\#[^\n]*\n)*+(?:strict\s+)?(?:di)?graph\b[^{;=]*\{",
    re.DOTALL | re.IGNORECASE,
)
_KEYWORDS: Final = frozenset(("node", "edge", "graph", "digraph", "subgraph", "strict"))

Attributes = dict[str, str]


@dataclass
class GraphEdge:
    """From one node to another."""

    source: str
    target: str
    attributes: Attributes


@dataclass
class Graph:
    """What a file says, in its order; texts as they stand in quotes, escapes and all."""

    name: str = ""
    directed: bool = True
    attributes: Attributes = field(default_factory=dict)
    nodes: dict[str, Attributes] = field(default_factory=dict)
    edges: list[GraphEdge] = field(default_factory=list)
    has_groups: bool = False  # clusters with a label or a frame of their own
    has_markup: bool = False  # labels in HTML


def is_dot(text: str) -> bool:
    """Whether a text begins as a graph does."""
    return _START.match(text[:20_000]) is not None


def read_graph(text: str) -> Graph:
    """The graph in a text.  Raises `DocumentError` with the line where there is none."""
    return _Parser(text.removeprefix("\ufeff")).graph()


class _Scope:
    """What holds within a pair of braces: attributes for all nodes and edges, who is there."""

    def __init__(self, outer: "_Scope | None") -> None:
        self.node: Attributes = dict(outer.node) if outer else {}
        self.edge: Attributes = dict(outer.edge) if outer else {}
        self.members: dict[str, None] = {}


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = self._copied = 0
        self._kind = self._token = ""
        self._graph = Graph()
        self._advance()

    def graph(self) -> Graph:
        if self._is_word("strict"):
            self._advance()
        if not (self._is_word("graph") or self._is_word("digraph")):
            raise self._broken(tr("“graph” or “digraph” is expected"))
        self._graph.directed = self._is_word("digraph")
        self._advance()
        if self._token != "{":
            self._graph.name = self._id()
        self._statements(_Scope(None), 0)
        return self._graph

    # -------------------------------------------------------------------- statements

    def _statements(self, scope: _Scope, depth: int) -> None:
        """What stands between braces, with both of them."""
        if depth > DEEPEST:
            raise self._broken(tr("the braces are nested too deeply"))
        self._expect("{")
        while self._token != "}":
            if not self._kind:
                raise self._broken(tr("it ends before its last brace"))
            self._statement(scope, depth)
            if self._token == ";":
                self._advance()
        self._advance()

    def _statement(self, scope: _Scope, depth: int) -> None:
        for word, kept in (
            ("graph", self._graph.attributes if depth == 0 else {}),
            ("node", scope.node),
            ("edge", scope.edge),
        ):
            if self._is_word(word):
                self._advance()
                if self._token != "[":
                    raise self._broken(tr("“[” is expected"))
                kept.update(self._attributes())
                return
        ends = [self._end(scope, depth)]
        if ends[0] is None:  # an assignment
            return
        while self._token in ("->", "--"):
            self._advance()
            end = self._end(scope, depth)
            if end is None:
                raise self._broken(tr("a node is expected after an arrow"))
            ends.append(end)
        stated = self._attributes()
        if len(ends) == 1:
            for node in ends[0] if not isinstance(ends[0], _Scope) else ():
                self._graph.nodes[node].update(stated)
            return
        self._copy(sum(len(end.members) for end in ends if isinstance(end, _Scope)))
        self._copy(len(scope.edge))
        whole = {**scope.edge, **stated}  # of all edges of this statement: nobody changes it
        names = [list(end.members) if isinstance(end, _Scope) else end for end in ends if end]
        for sources, targets in pairwise(names):
            if len(self._graph.edges) + len(sources) * len(targets) > MAX_EDGES:
                raise DocumentError(
                    tr("The graph has more than {max_edges:,} edges.").format(max_edges=MAX_EDGES)
                )
            for source in sources:
                self._graph.edges += [GraphEdge(source, target, whole) for target in targets]

    def _end(self, scope: _Scope, depth: int) -> "list[str] | _Scope | None":
        """A node, or those between braces; None where it was ``name = value`` instead."""
        if self._is_word("subgraph") or self._token == "{":
            name = ""
            if self._token != "{":
                self._advance()
                name = self._id() if self._token != "{" else ""
            if name.startswith("cluster"):
                self._graph.has_groups = True
            self._copy(len(scope.node) + len(scope.edge))
            inner = _Scope(scope)
            self._statements(inner, depth + 1)
            self._copy(len(inner.members))
            scope.members.update(inner.members)
            return inner
        if self._kind == "word" and self._token.lower() in _KEYWORDS:
            raise self._broken(tr("“{token}” is not the name of a node").format(token=self._token))
        name = self._id()
        if self._token == "=":
            self._advance()
            value = self._id()
            if depth == 0:
                self._graph.attributes[name] = value
            return None
        while self._token == ":":  # where at the node an edge begins
            self._advance()
            self._id()
        if name not in self._graph.nodes:
            self._copy(len(scope.node))
            self._graph.nodes[name] = dict(scope.node)
        scope.members[name] = None
        return [name]

    def _attributes(self) -> Attributes:
        found: Attributes = {}
        while self._token == "[":
            self._advance()
            while self._token != "]":
                name = self._id()
                found[name] = "true"
                if self._token == "=":
                    self._advance()
                    found[name] = self._id()
                if self._token in (";", ","):
                    self._advance()
            self._advance()
        return found

    # ------------------------------------------------------------------------ tokens

    def _id(self) -> str:
        """A name or a text; quoted ones may be added up."""
        kind, token = self._kind, self._token
        if kind == "word":
            self._advance()
            return token
        if token == "<":
            return self._markup()
        if kind != "quoted":
            raise self._broken(tr("a name is expected"))
        self._advance()
        parts = [token[1:-1]]
        while self._token == "+":
            self._advance()
            if self._kind != "quoted":
                raise self._broken(tr("a text in quotes is expected after “+”"))
            parts.append(self._token[1:-1])
            self._advance()
        return re.sub(r"\\\r?\n", "", "".join(parts)).replace('\\"', '"').replace("\\'", "'")

    def _markup(self) -> str:
        """A label in HTML, without its tags."""
        depth, at = 1, self._at
        while depth:
            if at >= len(self._text):
                raise self._broken(tr("a label in HTML does not end"))
            depth += {"<": 1, ">": -1}.get(self._text[at], 0)
            at += 1
        inside = self._text[self._at : at - 1]
        self._at = at
        self._graph.has_markup = True
        self._advance()
        plain = re.sub(r"<\s*br\s*/?\s*>", "\n", inside, flags=re.IGNORECASE)
        words = _TAG.sub(" ", plain).replace("\\", "\\\\")
        return "\\n".join(" ".join(line.split()) for line in words.split("\n"))

    def _is_word(self, word: str) -> bool:
        return self._kind == "word" and self._token.lower() == word

    def _expect(self, sign: str) -> None:
        if self._token != sign:
            raise self._broken(tr("“{sign}” is expected").format(sign=sign))
        self._advance()

    def _advance(self) -> None:
        while True:
            match = _TOKEN.match(self._text, self._at)
            if match is None:
                if self._at < len(self._text):
                    raise self._broken(
                        tr("“{text}” has no meaning there").format(text=self._text[self._at])
                    )
                self._kind = self._token = ""
                return
            self._at = match.end()
            if match.lastgroup != "skip":
                self._kind, self._token = str(match.lastgroup), match[0]
                return

    def _copy(self, entries: int) -> None:
        """Refuse where more would be copied than any drawn graph has."""
        self._copied += entries
        if self._copied > MAX_COPIED:
            raise DocumentError(
                tr(
                    "The graph repeats itself too often: within its braces it comes to more than {max_copied:,} entries."
                ).format(max_copied=MAX_COPIED)
            )

    def _broken(self, reason: str) -> DocumentError:
        line = self._text.count("\n", 0, self._at) + 1
        return DocumentError(
            tr("This graph cannot be read: {reason}.").format(reason=reason),
            tr("line {line}").format(line=line),
        )

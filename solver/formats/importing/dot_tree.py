"""The decision tree that a DOT graph shows.

What Quandary itself writes says in attributes of its own (`solver.formats.exporting.dot`) what everything is,
and comes back as it was.  In graphs of other programs the shapes tell the kinds of nodes, labels
tell numbers: ``sunny (30%)`` on a branch from a chance node, ``win`` and ``100`` below each other
at an outcome.
"""

import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any, Final

from solver.document.elements import FORMAT, VERSION, Kind
from solver.document.numerals import Numeral
from solver.errors import DocumentError, NumberError
from solver.formats.dot_keys import KEYS
from solver.formats.importing.dot_syntax import Attributes, Edge, Graph, is_dot, read_graph
from solver.formats.importing.import_format import ImportFormat, as_text
from solver.formats.importing.imported import Imported
from solver.formats.quandary import loads
from solver.formats.quandary.exact_json import parse, render

MAX_NODES: Final = 200_000

_SHAPES: Final = {
    **dict.fromkeys(("box", "rect", "rectangle", "square", "Msquare", "diamond"), Kind.CHOICE),
    **dict.fromkeys(("circle", "ellipse", "oval", "doublecircle", "Mcircle"), Kind.CHANCE),
    **dict.fromkeys(("triangle", "invtriangle", "none", "plaintext", "plain"), Kind.OUTCOME),
}
_LOOKS: Final = frozenset(
    ("color", "fillcolor", "fontcolor", "style", "pencolor", "penwidth", "image", "pos")
)
_LINKS: Final = frozenset(("URL", "href", "tooltip", "edgeURL", "labelURL"))
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
_NUMBER: Final = r"[-−+]?(?:\d+(?:\.\d*)?|\.\d+)(?:\s*/\s*\d+|\s*%)?"
#: A probability alone, or behind a label: ``sunny (30%)``, ``sunny: p = 0.3``.
_SHARE: Final = re.compile(
    rf"(?P<label>.*?)[\s:,;(\[]*(?:\b[pP]\s*[=:]\s*)?(?P<number>{_NUMBER})\s*[)\]]?\s*", re.DOTALL
)
_VALUE: Final = re.compile(
    rf"(?P<label>.*?)[\s:,;=(\[]*(?P<number>{_NUMBER})\s*[)\]]?\s*", re.DOTALL
)


def read_dot(text: str) -> Imported:
    """The tree in a graph.  Raises `DocumentError` where there is none."""
    return _Reader(read_graph(text)).read()


class _Reader:
    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._own = graph.name == FORMAT
        self._leaving: dict[str, list[Edge]] = {id_: [] for id_ in graph.nodes}
        for edge in graph.edges:
            self._leaving[edge.source].append(edge)
        self._lost: dict[str, None] = {}
        self._nodes: list[dict[str, Any]] = []
        self._branches: list[dict[str, Any]] = []
        self._outcomes: dict[str, dict[str, Any]] = {}
        self._known: dict[tuple[str, str], str] = {}  # an outcome's label and value → its id
        self._ids: set[str] = set()
        self._names: dict[str, str] = {}  # node of the graph → id, of the first that it became

    def read(self) -> Imported:
        """All of it."""
        if not self._graph.nodes:
            raise DocumentError("The graph has no nodes.")
        stated: dict[str, Any] = {
            key: parse(_words(self._graph.attributes[key]))
            for key in KEYS
            if key in self._graph.attributes
        }
        outcomes = stated.pop("outcomes", [])
        if not isinstance(outcomes, list) or not all(isinstance(o, dict) for o in outcomes):
            raise DocumentError("The graph’s outcomes are no list of objects.", "outcomes")
        self._outcomes = {str(outcome.get("id")): outcome for outcome in outcomes}
        tops = self._tops()
        for top in tops:
            self._below(top)
        self._say_what_is_lost(tops)
        raw = {
            "format": FORMAT,
            "version": Numeral(str(VERSION), quoted=False),
            "title": _words(self._graph.attributes.get("label", "")),
            **stated,
            "outcomes": list(self._outcomes.values()),
            "nodes": self._nodes,
            "branches": self._branches,
            "root": self._root(tops),
        }
        if self._graph.attributes.get("rankdir") in ("TB", "BT"):
            raw["view"] = {"direction": "down"}
        return Imported(loads(render(raw)), tuple(self._lost))

    def _tops(self) -> list[str]:
        """Where trees begin.  Raises `DocumentError` where the graph runs in a circle."""
        entered = {edge.target for edge in self._graph.edges}
        waiting = dict.fromkeys(self._graph.nodes, 0)
        for edge in self._graph.edges:
            waiting[edge.target] += 1
        ready = [id_ for id_, count in waiting.items() if count == 0]
        done = 0
        while ready:
            done += 1
            for edge in self._leaving[ready.pop()]:
                waiting[edge.target] -= 1
                if not waiting[edge.target]:
                    ready.append(edge.target)
        if done < len(waiting):
            circle = next(id_ for id_, count in waiting.items() if count)
            raise DocumentError(
                f"The graph runs in a circle, which a tree cannot: see the node “{circle[:40]}”."
            )
        return [id_ for id_ in self._graph.nodes if id_ not in entered]

    def _root(self, tops: Sequence[str]) -> str:
        stated = self._graph.attributes.get("root", "")
        first = next((id_ for id_ in tops if self._leaving[id_]), tops[0])
        return self._names[stated if stated in tops else first]

    def _below(self, top: str) -> None:
        """A tree, node by node; what several edges lead to is there several times."""
        stack: list[tuple[str, str, Edge | None]] = [(top, "", None)]
        while stack:
            name, parent, edge = stack.pop()
            kind = self._kind(name)
            id_ = self._add_node(name, kind)
            if edge is not None:
                self._add_branch(edge, parent, id_, self._kind(edge.source))
            stack += [(e.target, id_, e) for e in reversed(self._leaving[name])]
            if len(self._nodes) > MAX_NODES:
                raise DocumentError(f"The tree would have more than {MAX_NODES:,} nodes.")

    def _kind(self, name: str) -> Kind:
        """By what it says itself, by its place, its shape, its branches."""
        attributes, leaving = self._graph.nodes[name], self._leaving[name]
        if (said := attributes.get("kind", "")) in [str(kind) for kind in Kind]:
            return Kind(said)
        if not leaving:
            return Kind.OUTCOME
        shape = _SHAPES.get(attributes.get("shape", ""))
        if shape in (Kind.CHOICE, Kind.CHANCE):
            return shape
        stated = all("probability" in e.attributes or _share(_label(e))[1] for e in leaving)
        self._lost[
            "Where no shape said what a node is, one whose branches all have probabilities became "
            "a chance node and every other a choice node."
        ] = None
        return Kind.CHANCE if stated else Kind.CHOICE

    # ---------------------------------------------------------------------- elements

    def _add_node(self, name: str, kind: Kind) -> str:
        attributes = self._graph.nodes[name]
        id_ = self._unused(attributes.get("id", ""), "n", len(self._nodes))
        if name in self._names:
            self._lost[
                "Nodes that several edges lead to are there once for each, with all below them."
            ] = None
        self._names.setdefault(name, id_)
        entry: dict[str, Any] = {"id": id_, "kind": str(kind)}
        label = _words(attributes.get("text", ""))
        if kind is Kind.OUTCOME:
            if (outcome := self._outcome(name, attributes)) is not None:
                entry["outcome"] = outcome
        elif not self._own:
            label = _words(attributes.get("label", "\\N"), name)
            label = label or _words(attributes.get("xlabel", ""))
        if label:
            entry["label"] = label
        self._nodes.append(entry)
        return id_

    def _outcome(self, name: str, attributes: Attributes) -> str | None:
        """The id of the outcome at a leaf; it is made where there is none yet."""
        if self._own and "outcome" not in attributes:
            return None
        if id_ := _words(attributes.get("outcome", "")):
            value = attributes.get("value")
            label = _words(attributes.get("label", ""))
        else:
            text = _words(attributes.get("label", "\\N"), name)
            label, value = _split(_VALUE, text or _words(attributes.get("xlabel", "")))
            label = label or value or name
            id_ = self._known.setdefault((label, value), f"o{len(self._known) + 1}")
        if id_ not in self._outcomes:
            made: dict[str, Any] = {"id": id_, "label": label}
            if value:
                made["value"] = _numbers(value)
            self._outcomes[id_] = made
        return id_

    def _add_branch(self, edge: Edge, source: str, target: str, kind: Kind) -> None:
        attributes = edge.attributes
        id_ = self._unused(attributes.get("id", ""), "b", len(self._branches))
        entry: dict[str, Any] = {"id": id_, "from": source, "to": target}
        label = _words(attributes.get("text", ""))
        if not self._own and not label:
            label = " ".join(_label(edge).split())
            if kind is Kind.CHANCE and "probability" not in attributes:
                label, share = _share(_label(edge))
                if share:
                    entry["probability"] = Numeral.typed(share)
        if label:
            entry["label"] = label
        for key, wanted in (
            ("probability", Kind.CHANCE),
            ("policy", Kind.CHOICE),
            ("payoff", kind),
        ):
            if kind is wanted and key in attributes:
                entry[key] = _numbers(attributes[key])
        self._branches.append(entry)

    def _unused(self, wanted: str, letter: str, count: int) -> str:
        """The id that is wanted, if nobody has it; else one of our own."""
        id_ = _words(wanted)
        while not id_ or id_ in self._ids:
            count += 1
            id_ = f"{letter}{count}"
        self._ids.add(id_)
        return id_

    def _say_what_is_lost(self, tops: Sequence[str]) -> None:
        everything: list[Mapping[str, str]] = [edge.attributes for edge in self._graph.edges]
        everything += self._graph.nodes.values()
        used = {name for attributes in everything for name in attributes}
        for said, sentence in (
            (not self._graph.directed, "Edges without a direction lead from the left to the right."),
            (self._graph.has_groups, "Clusters are not carried over."),
            (self._graph.has_markup, "Of labels in HTML only the text is carried over."),
            (used & _LOOKS and not self._own, "Colours, places and other looks are not carried over."),
            (used & _LINKS, "Links and tool tips are not carried over."),
            (
                len(tops) > 1 and not self._own,
                "There are several trees: the first is the tree to be solved, the others are drafts.",
            ),
        ):  # fmt: skip
            if said:
                self._lost[sentence] = None


def _words(text: str, name: str = "") -> str:
    """A text of DOT's as people see it; ``name`` is the node's own."""

    def meant(match: re.Match[str]) -> str:
        sign = match[1]
        return "\n" if sign in "nlr" else name if sign == "N" else sign

    return unescape(_ESCAPE.sub(meant, text)).strip()


def _label(edge: Edge) -> str:
    """What stands on an edge, wherever."""
    for key in ("label", "xlabel", "taillabel", "headlabel"):
        if edge.attributes.get(key):
            return _words(edge.attributes[key])
    return ""


def _share(text: str) -> tuple[str, str]:
    """A branch's label and its probability; the latter is empty where none is said."""
    label, number = _split(_SHARE, text)
    if number:
        try:
            if 0 <= Numeral.typed(number).value() <= 1:
                return label, number
        except NumberError:  # a division by zero is part of the label
            return " ".join(text.split()), ""
    return " ".join(text.split()), ""


def _split(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    """The words before a number at the end, and the number."""
    match = pattern.fullmatch(text[:2000])
    if match is None or (match["label"] and not _is_apart(text, match)):
        return " ".join(text.split()), ""
    number = "".join(match["number"].split()).replace("−", "-").removeprefix("+")
    return " ".join(match["label"].split()).rstrip(":,;=([ "), number


def _is_apart(text: str, match: re.Match[str]) -> bool:
    """Whether the number is more than the end of the words: ``win 100`` is a name, too."""
    between = text[match.end("label") : match.start("number")]
    return any(sign in between for sign in ":,;=([\n")


def _numbers(text: str) -> Any:
    """A number, or numbers by criterion."""
    words = _words(text)
    return parse(words) if words.startswith("{") else Numeral.typed(words)


def _begins(data: bytes) -> bool:
    return data[:1] != b"{" and is_dot(data[:20_000].decode("utf-8", errors="replace"))


GRAPH: Final = ImportFormat(
    "Graphs in DOT",
    (".dot", ".gv"),
    read=lambda data: read_dot(as_text(data)),
    begins_file=_begins,
)

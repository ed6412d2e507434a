"""The decision tree that a DOT graph shows.

What Quandary itself writes says in attributes of its own (`solver.formats.exporting.dot`) what everything is,
and comes back as it was.  In graphs of other programs the shapes tell the kinds of nodes, labels
tell numbers (see `solver.formats.importing.label_numbers`), and what is not understood is said.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any, Final

from solver.document.elements import FORMAT, VERSION, Kind
from solver.document.numerals import Numeral
from solver.errors import DocumentError
from solver.formats.dot_keys import KEYS
from solver.formats.importing.dot.dot_syntax import Attributes, Graph, GraphEdge, is_dot, read_graph
from solver.formats.importing.foreign_numbers import Spelling
from solver.formats.importing.import_format import ImportFormat, as_text
from solver.formats.importing.imported import LESS, SAY_LESS, Imported, Losses, readable_id
from solver.formats.importing.label_numbers import (
    Reading,
    carried,
    has_number,
    plain,
    shares,
    value,
    without_computed,
)
from solver.formats.importing.stated_values import differing
from solver.formats.quandary import loads
from solver.formats.quandary.exact_json import parse, render, rendered
from solver.translation import tr

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
_NAME: Final = r"\N"  # a label that is the node's name
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)


def read_dot(text: str) -> Imported:
    """The tree in a graph.  Raises `DocumentError` where there is none."""
    return _Reader(read_graph(text)).read()


_KINDS: Final = frozenset(str(kind) for kind in Kind)


class _Reader:
    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._own = graph.name == FORMAT
        self._leaving: dict[str, list[GraphEdge]] = {id_: [] for id_ in graph.nodes}
        for edge in graph.edges:
            self._leaving[edge.source].append(edge)
        self._losses = Losses()
        self._spelling = Spelling() if self._own else Spelling.of(self._labels())
        self._readings: dict[str, list[Reading]] = {}  # of the branches that leave a node
        self._nodes: list[dict[str, Any]] = []
        self._branches: list[dict[str, Any]] = []
        self._outcomes: dict[str, dict[str, Any]] = {}
        self._known: dict[tuple[str, str], str] = {}  # an outcome's label and value → its id
        self._stated: dict[str, Numeral] = {}  # values that nodes above the ends state
        self._silent: list[str] = []  # ends of which no value could be read
        self._ids: set[str] = set()
        self._kinds: dict[str, Kind] = {}
        self._names: dict[str, str] = {}  # node of the graph → id, of the first that it became

    def read(self) -> Imported:
        """All of it."""
        if not self._graph.nodes:
            raise DocumentError(tr("The graph has no nodes."))
        stated: dict[str, Any] = {
            key: parse(_words(self._graph.attributes[key]))
            for key in KEYS
            if key in self._graph.attributes
        }
        outcomes = stated.pop("outcomes", [])
        if not isinstance(outcomes, list) or not all(isinstance(o, dict) for o in outcomes):
            raise DocumentError(tr("The graph’s outcomes are not a list of objects."), "outcomes")
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
            "nodes": [rendered(entry, 2) for entry in self._nodes],
            "branches": [rendered(entry, 2) for entry in self._branches],
            "root": self._root(tops),
        }
        if self._graph.attributes.get("rankdir") in ("TB", "BT"):
            raw["view"] = {"direction": "down"}
        document = loads(render(raw))
        for id_ in differing(document, self._stated):
            self._losses.say(
                tr(
                    "Values above the ends are computed anew, and differ from those that the graph states: its "
                    "numbers at the ends do not say everything."
                ),
                document.nodes[id_].label,
            )
        return Imported(document, self._losses.sentences())

    def _labels(self) -> Iterator[str]:
        """All texts of the graph in which numbers may stand."""
        yield from map(_label, self._graph.edges)
        yield from (
            _words(attributes.get("label", "")) for attributes in self._graph.nodes.values()
        )

    def _carried(self, name: str) -> tuple[str, str]:
        """A node's label without the line on it that says how probable it is, and that line."""
        return carried(_words(self._graph.nodes[name].get("label", _NAME), name))

    def _shares(self, name: str) -> list[Reading]:
        """What the branches that leave a node say of their probabilities, were it a chance node."""
        if name not in self._readings:
            texts = [_label(edge) or self._carried(edge.target)[1] for edge in self._leaving[name]]
            self._readings[name] = shares(texts, self._spelling)
        return self._readings[name]

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
                tr(
                    "The graph runs in a circle, which a tree cannot: see the node “{circle}”."
                ).format(circle=circle[:40])
            )
        return [id_ for id_ in self._graph.nodes if id_ not in entered]

    def _root(self, tops: Sequence[str]) -> str:
        stated = self._graph.attributes.get("root", "")
        first = next((id_ for id_ in tops if self._leaving[id_]), tops[0])
        return self._names[stated if stated in tops else first]

    def _below(self, top: str) -> None:
        """A tree, node by node; what several edges lead to is there several times."""
        stack: list[tuple[str, str, GraphEdge | None, int]] = [(top, "", None, 0)]
        while stack:
            name, parent, edge, index = stack.pop()
            kind = self._kind(name)
            said = Reading("") if edge is None else self._said(edge, index)
            id_ = self._add_node(
                name, kind, said.label, is_bare=edge is not None and not _label(edge)
            )
            if edge is not None:
                self._add_branch(edge, said, parent, id_)
            leaving = list(enumerate(self._leaving[name]))
            if len(self._nodes) + len(stack) + len(leaving) > MAX_NODES:  # each will be a node
                raise DocumentError(
                    tr("The tree would have more than {max_nodes:,} nodes.").format(
                        max_nodes=MAX_NODES
                    )
                )
            stack += [(e.target, id_, e, i) for i, e in reversed(leaving)]

    def _kind(self, name: str) -> Kind:
        """What a node is, found out once."""
        if (kind := self._kinds.get(name)) is None:
            kind = self._kinds[name] = self._kind_of(name)
        return kind

    def _kind_of(self, name: str) -> Kind:
        """By what it says itself, by its place, its shape, its branches."""
        attributes, leaving = self._graph.nodes[name], self._leaving[name]
        if (said := attributes.get("kind", "")) in _KINDS:
            return Kind(said)
        if not leaving:
            return Kind.OUTCOME
        shape = _SHAPES.get(attributes.get("shape", ""))
        if shape in (Kind.CHOICE, Kind.CHANCE):
            return shape
        read = zip(leaving, self._shares(name), strict=True)
        stated = all("probability" in e.attributes or reading.number for e, reading in read)
        self._losses.say(
            tr(
                "Where no shape said what a node is, one whose branches all have probabilities became "
                "a chance node and every other a choice node."
            )
        )
        return Kind.CHANCE if stated else Kind.CHOICE

    # ---------------------------------------------------------------------- elements

    def _said(self, edge: GraphEdge, index: int) -> Reading:
        """What the label of a branch says, which is the one with that index at its node."""
        if self._kind(edge.source) is Kind.CHANCE and "probability" not in edge.attributes:
            return self._shares(edge.source)[index]
        return Reading(plain(_label(edge)))

    def _add_node(self, name: str, kind: Kind, way: str, *, is_bare: bool) -> str:
        """A node of the tree; ``way`` is what is read from the branch that leads there.

        Where that branch has no label of its own, the node's may say how probable it is.
        """
        attributes = self._graph.nodes[name]
        if is_bare and not self._own:
            text, said = self._carried(name)
            attributes = {**attributes, "label": _quoted(text)} if said else attributes
        id_ = self._unused(attributes.get("id", ""), "n", len(self._nodes))
        if name in self._names:
            self._losses.say(
                tr("Nodes that several edges lead to are repeated for each, with all below them.")
            )
        self._names.setdefault(name, id_)
        entry: dict[str, Any] = {"id": id_, "kind": str(kind)}
        label = _words(attributes.get("text", ""))
        if kind is Kind.OUTCOME:
            if (outcome := self._outcome(name, attributes, way)) is not None:
                entry["outcome"] = outcome
        elif not self._own:
            label = _words(attributes.get("label", _NAME), name)
            label = label or _words(attributes.get("xlabel", ""))
            computed = without_computed(label, self._spelling)
            label = computed.label
            if computed.number is not None:
                self._stated[id_] = computed.number
        if label:
            entry["label"] = label
        self._nodes.append(entry)
        return id_

    def _outcome(self, name: str, attributes: Attributes, way: str) -> str | None:
        """The id of the outcome at a leaf; it is made where there is none yet."""
        if self._own and "outcome" not in attributes:
            return None
        if id_ := _words(attributes.get("outcome", "")):
            number = attributes.get("value")
            label = _words(attributes.get("label", ""))
        else:
            text = _words(attributes.get("label", _NAME), name)
            text = text or _words(attributes.get("xlabel", ""))
            reading = value(text, self._spelling)
            number = reading.number.text if reading.number else ""
            label = reading.label or (way if number else "") or plain(text) or name
            if not number:
                self._silent.append(label)
            elif LESS.search(label):
                self._losses.say(SAY_LESS, text)
            if (label, number) not in self._known:
                self._known[label, number] = readable_id(label, self._outcomes)
            id_ = self._known[label, number]
        if id_ not in self._outcomes:
            made: dict[str, Any] = {"id": id_, "label": label}
            if number:
                made["value"] = _numbers(number)
            self._outcomes[id_] = made
        return id_

    def _add_branch(self, edge: GraphEdge, said: Reading, source: str, target: str) -> None:
        kind = self._kind(edge.source)
        attributes = edge.attributes
        id_ = self._unused(attributes.get("id", ""), "b", len(self._branches))
        entry: dict[str, Any] = {"id": id_, "from": source, "to": target}
        label = _words(attributes.get("text", ""))
        if not self._own and not label:
            text, label = _label(edge), said.label
            if kind is Kind.CHANCE and "probability" not in attributes:
                if said.number is not None:
                    entry["probability"] = said.number
                    if said.number.is_remainder:
                        self._losses.say(
                            tr(
                                "Probabilities that add up to 1 but for rounding: one of them became what "
                                "is left."
                            ),
                            self._place(edge, text),
                        )
                else:
                    self._losses.say(
                        tr(
                            "Branches of chance nodes on which no probability could be read share "
                            "what is left to 1 equally."
                        ),
                        self._place(edge, text),
                    )
            if has_number(label):
                self._losses.say(
                    tr(
                        "Numbers on branches that are no probabilities are part of their labels, not "
                        "payoffs."
                    ),
                    self._place(edge, text),
                )
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

    def _place(self, edge: GraphEdge, text: str) -> str:
        """Where a branch is, in words of the graph."""
        source = self._graph.nodes[edge.source]
        return f"{_words(source.get('label', _NAME), edge.source)}: {text or edge.target}"

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
            (not self._graph.directed, tr("Edges without a direction lead from the left to the right.")),
            (self._graph.has_groups, tr("Clusters are not carried over.")),
            (self._graph.has_markup, tr("Of labels in HTML only the text is carried over.")),
            (used & _LOOKS and not self._own, tr("Colours, positions and other looks are not carried over.")),
            (used & _LINKS, tr("Links and tool tips are not carried over.")),
            (
                len(tops) > 1 and not self._own,
                tr("There are several trees: the first is the tree to be solved, the others are drafts."),
            ),
        ):  # fmt: skip
            if said:
                self._losses.say(sentence)
        has_values = any("value" in outcome for outcome in self._outcomes.values())
        for label in self._silent:
            if has_values or re.search(r"\d", label):
                self._losses.say(
                    tr("Ends of which no value could be read are outcomes without one."), label
                )


def _words(text: str, name: str = "") -> str:
    """A text of DOT's as people see it; ``name`` is the node's own."""

    def meant(match: re.Match[str]) -> str:
        sign = match[1]
        return "\n" if sign in "nlr" else name if sign == "N" else sign

    return unescape(_ESCAPE.sub(meant, text)).strip()


def _quoted(text: str) -> str:
    """A text as it stands in a graph, from which `_words` makes it again."""
    return text.replace("&", "&amp;").replace("\\", "\\\\").replace("\n", "\\n")


def _label(edge: GraphEdge) -> str:
    """What stands on an edge, wherever."""
    for key in ("label", "xlabel", "taillabel", "headlabel"):
        if edge.attributes.get(key):
            return _words(edge.attributes[key])
    return ""


def _numbers(text: str) -> Any:
    """A number, or numbers by criterion."""
    words = _words(text)
    return parse(words) if words.startswith("{") else Numeral.typed(words)


GRAPH: Final = ImportFormat(
    "Graphs in DOT",
    (".dot", ".gv"),
    read=lambda data: read_dot(as_text(data)),
    begins_file=lambda data: data[:1] != b"{" and is_dot(data[:20_000].decode(errors="replace")),
    begins_paste=is_dot,
)

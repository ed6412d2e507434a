"""Trees of SilverDecisions: JSON with nested ``trees`` of nodes and ``childEdges``.

Payoffs stand on branches there, so that an end has none of its own: all ends become one outcome of
value 0, and what each is worth is the sum of the payoffs above it.  Computed values are not read.
"""

from collections.abc import Mapping
from typing import Any, Final

from solver.document.elements import Criterion, Kind, Outcome
from solver.document.numerals import Numeral
from solver.errors import DocumentError, NumberError
from solver.formats.importing.import_format import ImportFormat
from solver.formats.importing.imported import Builder, Imported
from solver.formats.quandary import loads
from solver.formats.quandary.exact_json import parse

KEY: Final = "SilverDecisions"
_KINDS: Final = {"decision": Kind.CHOICE, "chance": Kind.CHANCE, "terminal": Kind.OUTCOME}
_END: Final = "end"
_CRITERIA: Final = ("c1", "c2")


def is_silver(value: object) -> bool:
    """Whether a JSON value is such a file."""
    return isinstance(value, Mapping) and KEY in value


def read_silver(value: Mapping[str, Any]) -> Imported:
    """The tree in such a file.  Raises `DocumentError` where there is none."""
    data = value.get("data")
    data = data if isinstance(data, Mapping) else value
    trees = data.get("trees")
    if not isinstance(trees, list) or not trees:
        raise DocumentError("The file of SilverDecisions has no tree.", "trees")
    reader = _Reader()
    if _text(data.get("code")).strip():
        reader.built.lose("Variables and functions of SilverDecisions’ own are not carried over.")
    if data.get("texts"):
        reader.built.lose("Floating texts are not carried over.")
    rule = _text(value.get("rule"))
    if rule and rule != "expected-value-maximization":
        reader.built.lose(f"The rule “{rule}” is not carried over.")
    for tree in trees:
        reader.read(tree)
    criteria = {}
    if reader.two:
        names = data.get("payoffNames") or value.get("payoffNames") or []
        labels = [_text(n) for n in names] if isinstance(names, list) else []
        labels += ["", ""]
        criteria = {id_: Criterion(id=id_, label=labels[i]) for i, id_ in enumerate(_CRITERIA)}
    ends = reader.built.nodes.values()
    if any(node.kind is Kind.OUTCOME for node in ends):
        zero = Numeral("0", quoted=False)
        worth = dict.fromkeys(_CRITERIA, zero) if reader.two else zero
        reader.built.outcomes[_END] = Outcome(id=_END, label="End", value=worth)
    return reader.built.finished(
        _text(value.get("title")), _text(value.get("description")), criteria=criteria
    )


class _Reader:
    def __init__(self) -> None:
        self.built = Builder()
        self.two = False  # whether any branch has a second payoff

    def read(self, tree: object) -> None:
        """One tree, node by node; parents come first."""
        self.two = self.two or _has_two(tree)
        stack: list[tuple[object, str | None, Mapping[str, Any]]] = [(tree, None, {})]
        while stack:
            entry, parent, edge = stack.pop()
            kind = _KINDS.get(_text(entry.get("type"))) if isinstance(entry, Mapping) else None
            if not isinstance(entry, Mapping) or kind is None:
                raise DocumentError("A node is no decision, chance or terminal node.", "trees")
            if _text(entry.get("code")).strip():
                self.built.lose("Variables and functions of single nodes are not carried over.")
            node = self.built.add_node(
                kind,
                label=_text(entry.get("name")),
                outcome=_END if kind is Kind.OUTCOME else None,
                collapsed=entry.get("folded") is True,
            )
            if parent is not None:
                self._branch(parent, node, edge)
            edges = entry.get("childEdges")
            for child in reversed(edges if isinstance(edges, list) else []):
                if not isinstance(child, Mapping):
                    raise DocumentError("A branch is no object.", "childEdges")
                stack.append((child.get("childNode"), node, child))

    def _branch(self, parent: str, node: str, edge: Mapping[str, Any]) -> None:
        chance = self.built.nodes[parent].kind is Kind.CHANCE
        payoffs = edge.get("payoff")
        numbers = payoffs if isinstance(payoffs, list) else [payoffs]
        paid = [self._number(entry) for entry in numbers]
        payoff: object = paid[0] if paid and not _is_zero(paid[0]) else None
        if self.two:
            both = dict(zip(_CRITERIA, paid, strict=False))
            payoff = {c: n for c, n in both.items() if n is not None and not _is_zero(n)} or None
        self.built.add_branch(
            parent,
            node,
            label=_text(edge.get("name")),
            probability=self._number(edge.get("probability")) if chance else None,
            payoff=payoff,
        )

    def _number(self, entry: object) -> Numeral | None:
        """A number or a plain expression as it was typed."""
        if entry is None or entry == "":
            return None
        numeral = entry if isinstance(entry, Numeral) else Numeral.typed(_text(entry))
        if not numeral.is_remainder:
            try:
                numeral.value()
            except NumberError:
                self.built.lose(f"“{numeral.text}” has to be made a number: it is kept as typed.")
        return numeral


def _has_two(tree: object) -> bool:
    """Whether some branch of a tree has a second payoff that is not zero."""
    stack = [tree]
    while stack:
        node = stack.pop()
        edges = node.get("childEdges") if isinstance(node, Mapping) else None
        for edge in edges if isinstance(edges, list) else []:
            if isinstance(edge, Mapping):
                payoff = edge.get("payoff")
                if isinstance(payoff, list) and len(payoff) > 1 and not _is_zero(payoff[1]):
                    return True
                stack.append(edge.get("childNode"))
    return False


def _is_zero(entry: object) -> bool:
    text = entry.text if isinstance(entry, Numeral) else _text(entry)
    return text.strip() in ("", "0")


def _text(entry: object) -> str:
    return entry.text if isinstance(entry, Numeral) else entry if isinstance(entry, str) else ""


def _begins(data: bytes) -> bool:
    return f'"{KEY}"'.encode() in data and b'"quandary"' not in data[:500]


def _read(data: bytes | str) -> Imported:
    value = parse(data)
    return read_silver(value) if is_silver(value) else Imported(loads(data))


#: Its files are called as all JSON is, and so are documents whose name lacks half its suffix.
SILVER: Final = ImportFormat("JSON files", (".json",), read=_read, begins_file=_begins)

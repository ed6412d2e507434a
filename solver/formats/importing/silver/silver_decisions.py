"""Trees of SilverDecisions: JSON with nested ``trees`` of nodes and ``childEdges``.

Payoffs stand on branches there, so that an end has none of its own: each becomes an outcome of
value 0, called after its branch, and what it is worth is the sum of the payoffs above it.

The file's rule says which of two payoffs counts and which way.  Rules for one payoff look at the
first; ``min-max`` and its like minimise or maximise the first and the second, the first weighted with
``defaultCriterion1Weight``.  Computed values are read only where an expression is not understood.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from msgspec.structs import replace

from solver.document.elements import DEFAULT_SCALE, Completion, Criterion, Kind, ScaleUtility
from solver.document.numerals import Numeral, plain_numeral
from solver.errors import DocumentError
from solver.formats.importing.import_format import ImportFormat
from solver.formats.importing.imported import Builder, Imported
from solver.formats.importing.silver.silver_variables import Scope, Variables, plain
from solver.formats.quandary import loads
from solver.formats.quandary.exact_json import parse
from solver.translation import tr

KEY: Final = "SilverDecisions"
_KINDS: Final = {"decision": Kind.CHOICE, "chance": Kind.CHANCE, "terminal": Kind.OUTCOME}
_CRITERIA: Final = ("c1", "c2")
_DEEPEST_NAME: Final = 8  # branches that the name of an end tells at most
_WIDER: Final = 2  # columns are that much farther apart: branches say more here, in larger letters
_LOCAL: Final = 1_000_000  # pixels; what lies farther out is laid out anew

#: For one payoff: which way it is better, the rule of ours, and what the rule looks at.
_ONE: Final = {
    "expected-value-maximization": ("more", "eu", ""),
    "expected-value-minimization": ("less", "eu", ""),
    "maxi-min": ("more", "maximin", "the worst"),
    "maxi-max": ("more", "maximax", "the best"),
    "mini-max": ("less", "maximin", "the worst"),
    "mini-min": ("less", "maximax", "the best"),
}
#: For two: which way each of them is better.
_TWO: Final = {
    "min-max": ("less", "more"),
    "max-min": ("more", "less"),
    "min-min": ("less", "less"),
    "max-max": ("more", "more"),
}


def is_silver(value: object) -> bool:
    """Whether a JSON value is such a file."""
    return isinstance(value, Mapping) and KEY in value


def read_silver(value: Mapping[str, Any]) -> Imported:
    """The tree in such a file.  Raises `DocumentError` where there is none."""
    data = value.get("data")
    data = data if isinstance(data, Mapping) else value
    trees = data.get("trees")
    if not isinstance(trees, list) or not trees:
        raise DocumentError(tr("The file of SilverDecisions has no tree."), "trees")
    rule = _text(value.get("rule"))
    has_two = any(map(_has_two, trees))
    reader = _Reader(two=rule in _TWO or (has_two and rule not in _ONE))
    if has_two and not reader.two:
        reader.built.lose(
            tr(
                "The rule “{rule}” looks at first payoffs: second ones are not carried over."
            ).format(rule=rule)
        )
    scope = reader.variables.scope({}, data.get("code"), data.get("expressionScope"), "all")
    for tree in trees:
        reader.read(tree, scope)
    reader.name_ends()
    names = data.get("payoffNames") or value.get("payoffNames") or []
    labels = [*map(_text, names if isinstance(names, list) else []), "", ""]
    return reader.built.finished(
        _text(value.get("title")),
        _text(value.get("description")),
        parameters=reader.variables.parameters,
        criteria=_criteria(rule, labels, two=reader.two),
        completion=_completion(reader, data) if rule in _TWO else None,
        view=_view(reader, rule, data.get("texts")),
    )


def _criteria(rule: str, labels: list[str], *, two: bool) -> dict[str, Criterion]:
    """The criteria, each as the rule has it."""
    if two:
        ways = _TWO.get(rule, ("more", "more"))
        made = zip(_CRITERIA, labels, ways, strict=False)
        return {c: Criterion(id=c, label=label, better=way) for c, label, way in made}
    way = _ONE[rule][0] if rule in _ONE else "more"
    if way == "more" and not labels[0]:
        return {}
    return {"value": Criterion(id="value", label=labels[0], better=way)}


def _completion(reader: "_Reader", data: Mapping[str, Any]) -> Completion | None:
    """The weights by which a rule for two payoffs adds them up."""
    for key, usual in (("weightLowerBound", ("0",)), ("weightUpperBound", ("Infinity", ""))):
        if (said := _text(data.get(key))) and said not in usual:
            reader.built.lose(
                tr("The bounds on the weight of the first payoff are not carried over.")
            )
    stated = data.get("defaultCriterion1Weight")
    weight = Numeral("1", quoted=False) if stated is None else plain(stated)
    if weight is None or weight.is_remainder or weight.value() <= 0:
        reader.built.lose(
            tr(
                "The weight “{stated}” of the first payoff is no positive number, as the weights of a completion are: it is not carried over."
            ).format(stated=_text(stated))
        )
        return None
    one, zero = Numeral("1", quoted=False), Numeral("0", quoted=False)
    weights = dict(zip(_CRITERIA, (weight, one), strict=True))
    return Completion(scales={DEFAULT_SCALE: ScaleUtility(weight=weights, offset=zero)})


def _view(reader: "_Reader", rule: str, texts: object) -> dict[str, Any]:
    """The rule to open with, and the floating texts."""
    view: dict[str, Any] = {}
    if rule in _ONE:
        _, ours, case = _ONE[rule]
        view["rule"] = ours
        if case and reader.has_never:
            reader.built.lose(
                tr(
                    "The rule “{rule}” judges a branch by {case} that may follow, with probability 0 too: the rule {ours} here looks only at what has a positive probability."
                ).format(rule=rule, case=case, ours=ours)
            )
    elif rule in _TWO:
        view["rule"] = "eu"
    elif rule:
        reader.built.lose(
            tr("The rule “{rule}” is not carried over: answers may differ.").format(rule=rule)
        )
    notes = []
    for entry in texts if isinstance(texts, list) else []:
        place = _place(entry)
        words = _text(entry.get("value")) if isinstance(entry, Mapping) else ""
        if place and words.strip():
            notes.append({**place, "text": words})
        elif not place:
            reader.built.lose(tr("Floating texts without a place are not carried over."), words)
    if notes:
        view["annotations"] = notes
    return view


class _Reader:
    def __init__(self, *, two: bool) -> None:
        self.built = Builder()
        self.two = two  # whether second payoffs count
        self.has_never = False  # whether some branch has probability 0
        self.variables = Variables(self.built.losses)
        self._ends: dict[str, list[str]] = {}  # node → labels of the branches that lead to it

    def read(self, tree: object, scope: Scope) -> None:
        """One tree, node by node; parents come first."""
        stack: list[tuple[object, str | None, Mapping[str, Any], Scope, list[str]]]
        stack = [(tree, None, {}, scope, [])]
        while stack:
            entry, parent, edge, outer, way = stack.pop()
            kind = _KINDS.get(_text(entry.get("type"))) if isinstance(entry, Mapping) else None
            if not isinstance(entry, Mapping) or kind is None:
                raise DocumentError(
                    tr("A node is neither a decision, nor a chance, nor a terminal node."), "trees"
                )
            label = _text(entry.get("name"))
            node = self.built.add_node(
                kind, label=label, collapsed=entry.get("folded") is True, **_place(entry)
            )
            if parent is not None:
                self._branch(parent, node, edge, outer)  # in the scope of the node that it leaves
            if kind is Kind.OUTCOME:
                self._ends[node] = [*way, label] if label else way
                continue
            inner = self.variables.scope(
                outer, entry.get("code"), entry.get("expressionScope"), label or node
            )
            edges = entry.get("childEdges")
            for child in reversed(edges if isinstance(edges, list) else []):
                if not isinstance(child, Mapping):
                    raise DocumentError(tr("A branch is no object."), "childEdges")
                further = [*way, _text(child.get("name"))][-_DEEPEST_NAME:]
                stack.append((child.get("childNode"), node, child, inner, further))

    def name_ends(self) -> None:
        """An outcome for each end, called after itself or its branch, or the way there."""
        zero = Numeral("0", quoted=False)
        worth = dict.fromkeys(_CRITERIA, zero) if self.two else zero
        shortest = [_words(way[-1:]) for way in self._ends.values()]
        counts = Counter(shortest)
        for (node, way), name in zip(self._ends.items(), shortest, strict=True):
            label = _words(way) if counts[name] > 1 else name
            outcome = self.built.add_outcome(
                label or tr("End {node}").format(node=node), value=worth
            )
            self.built.nodes[node] = replace(self.built.nodes[node], outcome=outcome)

    def _branch(self, parent: str, node: str, edge: Mapping[str, Any], scope: Scope) -> None:
        chance = self.built.nodes[parent].kind is Kind.CHANCE
        label = _text(edge.get("name"))
        place = label or tr("the branch to {node}").format(node=node)
        computed = edge.get("computed")
        computed = computed if isinstance(computed, Mapping) else {}
        payoffs, had = _several(edge.get("payoff")), _several(computed.get("payoff"))
        paid = [
            self.variables.number(entry, scope, had[i] if i < len(had) else None, place)
            for i, entry in enumerate(payoffs[: 2 if self.two else 1])
        ]
        payoff: object = paid[0] if paid and not _is_zero(paid[0]) else None
        if self.two:
            both = dict(zip(_CRITERIA, paid, strict=False))
            payoff = {c: n for c, n in both.items() if n is not None and not _is_zero(n)} or None
        probability = None
        if chance:
            said, had_last = edge.get("probability"), computed.get("probability")
            probability = self.variables.number(said, scope, had_last, place)
            number = plain(probability) if probability is not None else None
            self.has_never |= number is not None and not number.is_remainder and not number.value()
        self.built.add_branch(parent, node, label=label, probability=probability, payoff=payoff)


def _several(entry: object) -> list[object]:
    """Payoffs as a list: before version 0.8 there was one."""
    return entry if isinstance(entry, list) else [entry]


def _words(way: list[str]) -> str:
    return ", ".join(label for label in (" ".join(words.split()) for words in way) if label)


def _place(entry: object) -> dict[str, Numeral]:
    """Where something lies on the page."""
    location = entry.get("location") if isinstance(entry, Mapping) else None
    if not isinstance(location, Mapping):
        return {}
    found = {}
    for key in ("x", "y"):
        number = location.get(key)
        if isinstance(number, Numeral) and plain(number) and abs(number.value()) < _LOCAL:
            found[key] = plain_numeral(number.value() * _WIDER) if key == "x" else number
    return found if len(found) == 2 else {}


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
    return not isinstance(entry, Mapping) and text.strip() in ("", "0")


def _text(entry: object) -> str:
    return entry.text if isinstance(entry, Numeral) else entry if isinstance(entry, str) else ""


def _begins(data: bytes) -> bool:
    return f'"{KEY}"'.encode() in data and b'"quandary"' not in data[:500]


def _read(data: bytes | str) -> Imported:
    value = parse(data)
    return read_silver(value) if is_silver(value) else Imported(loads(data))


#: Its files are called as all JSON is, and so are documents whose name lacks half its suffix.
SILVER: Final = ImportFormat(
    "SilverDecisions, other JSON",
    (".json",),
    read=_read,
    begins_file=_begins,
    begins_paste=lambda text: (
        text.lstrip("\ufeff \t\r\n").startswith("{") and _begins(text.encode())
    ),
)

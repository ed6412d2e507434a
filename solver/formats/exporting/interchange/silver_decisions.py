"""The tree as a file of SilverDecisions (JSON), with its rule, its variables and where nodes stand.

Payoffs stand on branches there, so that an end adds its value to the branch that leads to it.
Expressions that mean the same to SilverDecisions (it computes exactly, too) are kept as typed, and
the parameters that they name are its variables; all other numbers are worked out.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any, Final

from msgspec.structs import replace as replaced

from solver.document.annotations import annotations
from solver.document.elements import Branch, Completion, Kind
from solver.document.model import Document
from solver.document.numerals import Numeral, names_in
from solver.document.shares import shares
from solver.document.values import criterion_values
from solver.errors import NotSolvable
from solver.findings import Finding
from solver.formats.exporting.interchange.left_out import Part, left_out
from solver.formats.exporting.interchange.worth import Worth, words_in, worth_of
from solver.page.tree_layout import Extent, arrange
from solver.words.names import Names

_WHAT: Final = "SilverDecisions"
_VERSION: Final = "1.2.1"
_KINDS: Final = {Kind.CHOICE: "decision", Kind.CHANCE: "chance", Kind.OUTCOME: "terminal"}
_KEPT: Final = (Part.TITLE_NOTES, Part.PARAMETERS, Part.TEXTS, Part.COMPLETION)
#: By whether less is better: the rule there for one of ours.
_RULES: Final = {
    "eu": ("expected-value-maximization", "expected-value-minimization"),
    "maximin": ("maxi-min", "mini-max"),
    "maximax": ("maxi-max", "mini-min"),
}
_WORDS: Final = ("max", "min")  # the parts of the rules for two criteria
#: What is a number, a name or a sign that means the same there.
_SAME: Final = re.compile(r"[\sA-Za-z0-9_.+*/()-]*")
#: Names that mean something there.
_RESERVED: Final = frozenset(
    [
        "e",
        "i",
        "pi",
        "tau",
        "phi",
        "true",
        "false",
        "null",
        "undefined",
        "NaN",
        "Infinity",
        "end",
        "mod",
        "to",
        "in",
        "and",
        "or",
        "not",
        "xor",
        "min",
        "max",
        "abs",
    ]
)
_EXTENT: Final = Extent(back=20, forth=60, left=26, right=26, text=90)
_MARGIN: Final = 60  # pixels


def silver_text(document: Document, rule: str = "eu") -> str:
    """The file; it opens with the rule that is like ``rule``, else with expected values.

    Raises `NotSolvable` where the tree has a fault, or no numbers for its ends.
    """
    return _Writer(worth_of(document, _WHAT, most=2), rule).text()


def silver_leaves_out(document: Document, rule: str | None = None) -> tuple[str, ...]:
    """What such a file does not hold, in sentences."""
    worth = worth_of(document, _WHAT, most=2)
    said = left_out(document, _KEPT, "a file of SilverDecisions")
    if worth.are_utilities:
        said += ("The payoffs there are utilities, as the completion gives them.",)
    if rule is not None and (rule not in _RULES or len(worth.criteria) > 1) and rule != "eu":
        said += (f"SilverDecisions has no rule like {rule}: it opens with expected values.",)
    return said


class _Writer:
    def __init__(self, worth: Worth, rule: str) -> None:
        self._worth = worth
        self._document = worth.document
        self._rule = rule
        self._variables = dict(_variables(worth.document))

    def text(self) -> str:
        document = self._document
        if len(document.tree) < 2:
            message = "A tree of SilverDecisions begins with a choice or chance node, not with an outcome."
            raise NotSolvable([Finding(code="root.kind", message=message)])
        names = Names(document)
        data: dict[str, Any] = {
            "code": "\n".join(f"{id_} = {text}" for id_, text in self._variables.items()),
            "expressionScope": {
                id_: _stored(document.parameter_values[id_]) for id_ in self._variables
            },
            "trees": [self._tree()],
            "texts": [
                {"value": note.text, "location": {"x": note.x, "y": note.y}}
                for note in annotations(document)
            ],
            "payoffNames": [names.criterion(c) for c in self._worth.criteria if document.criteria],
        }
        if (weight := self._weight()) is not None:
            data["defaultCriterion1Weight"] = weight
        whole = {
            "SilverDecisions": _VERSION,
            "lng": "en",
            "viewMode": "criterion",
            "rule": self._their_rule(),
            "title": document.title,
            "description": document.notes,
            "data": data,
        }
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"

    def _their_rule(self) -> str:
        less = [self._worth.wants_less(place) for place in range(max(1, len(self._worth.criteria)))]
        if len(less) > 1:
            return "-".join(_WORDS[way] for way in less)
        return _RULES.get(self._rule, _RULES["eu"])[less[0]]

    def _weight(self) -> str | None:
        """How much a unit of the first criterion is worth in units of the second."""
        completion = self._document.completion
        if len(self._worth.criteria) < 2 or completion is None:
            return None
        return _ratio(self._document, completion, self._worth)

    def _tree(self) -> dict[str, Any]:
        """The root with all that hangs from it, children first."""
        document = self._document
        places = arrange(_unplaced(document), lambda _: _EXTENT).positions
        left, top = (min(place[i] for place in places.values()) - _MARGIN for i in (0, 1))
        below: dict[str, dict[str, Any]] = {}
        for id_ in reversed(document.tree):
            node = document.nodes[id_]
            x, y = places[id_]
            below[id_] = {
                "type": _KINDS[node.kind],
                "name": words_in(node.label) or self._end_name(id_),
                "location": {"x": round(x - left), "y": round(y - top)},
                "folded": node.collapsed,
                "childEdges": [
                    self._edge(branch, share, below.pop(branch.target))
                    for branch, share in self._shares(id_)
                ],
            }
        return below.popitem()[1]

    def _end_name(self, id_: str) -> str:
        outcome = self._document.nodes[id_].outcome
        found = self._document.outcomes.get(outcome or "")
        return "" if found is None else words_in(found.label) or found.id

    def _shares(self, id_: str) -> Iterator[tuple[Branch, str | None]]:
        """The branches of a node with their probabilities, as typed where that means the same."""
        document = self._document
        node, branches = document.nodes[id_], document.children(id_)
        found = shares(node, branches, document.parameter_values)
        for branch in branches:
            if node.kind is not Kind.CHANCE:
                yield branch, None
            elif branch.probability is None or branch.probability.is_remainder:
                yield branch, "#"
            else:
                yield branch, self._said(branch.probability, found.values[branch.id])

    def _edge(self, branch: Branch, share: str | None, child: dict[str, Any]) -> dict[str, Any]:
        ends = self._worth.ends.get(branch.target)
        paid = self._worth.paid[branch.id]
        payoffs = [
            self._sum(*(paid[i : i + 1] + (ends or ())[i : i + 1])) for i in range(len(paid))
        ]
        edge: dict[str, Any] = {
            "name": words_in(branch.label),
            "payoff": [*payoffs, "0"][:2],
            "childNode": child,
        }
        return edge if share is None else edge | {"probability": share}

    def _sum(self, *parts: Numeral) -> str:
        values = self._document.parameter_values
        told = [self._said(part, part.value(values)) for part in parts if part.value(values)]
        if len(told) < 2:
            return told[0] if told else "0"
        return " + ".join(f"({text})" if not text.isalnum() else text for text in told)

    def _said(self, numeral: Numeral, value: Fraction) -> str:
        """A number as typed where it means the same there, else worked out."""
        return numeral.text.strip() if _means_the_same(numeral, self._variables) else str(value)


def _unplaced(document: Document) -> Document:
    """The tree growing to the right, all of it to be seen, wherever nodes were placed by hand."""
    nodes = {
        id_: replaced(node, x=None, y=None, collapsed=False) for id_, node in document.nodes.items()
    }
    return replace(document, nodes=nodes, view={})


def _variables(document: Document) -> Iterator[tuple[str, str]]:
    """The parameters that can be variables there, each behind those that it names."""
    known: dict[str, str] = {}
    for id_, value in document.parameter_values.items():  # in the order in which they depend
        if _SAME.fullmatch(id_) and id_ not in _RESERVED:
            numeral = document.parameters[id_].value
            known[id_] = numeral.text.strip() if _means_the_same(numeral, known) else str(value)
    yield from known.items()


def _means_the_same(numeral: Numeral, variables: Mapping[str, str]) -> bool:
    """Whether SilverDecisions reads an expression as we do, given these variables."""
    text = numeral.text
    is_plain = _SAME.fullmatch(text) is not None and "**" not in text
    return is_plain and all(name in variables for name in names_in(text))


def _stored(value: Fraction) -> dict[str, Any]:
    """A number as math.js stores it."""
    return {"mathjs": "Fraction", "n": value.numerator, "d": value.denominator}


def _ratio(document: Document, completion: Completion, worth: Worth) -> str | None:
    stated = completion.scales.get(worth.scale or "")
    if stated is None or stated.weight is None or isinstance(stated.weight, Numeral):
        return None
    weights = criterion_values(document, stated.weight)
    first, second = (weights.get(criterion, Fraction(1)) for criterion in worth.criteria)
    return str(first / second)

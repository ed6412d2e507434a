"""The tree as a game of Gambit (``.efg``) with one player, and chance.

The format is described in Gambit's manual, "Game representation formats".  Nodes stand in preorder,
each with an information set of its own; numbers are exact (the ``R`` of the first line).  Payoffs
on the way are outcomes of the nodes that they lead to.
"""

from fractions import Fraction
from typing import Final

from solver.document.elements import Kind
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.document.shares import shares
from solver.formats.exporting.interchange.left_out import Part, left_out
from solver.formats.exporting.interchange.worth import Worth, words_in, worth_of
from solver.words.names import Names

_WHAT: Final = "Gambit"
_KEPT: Final = (Part.TITLE_NOTES,)


def gambit_text(document: Document) -> str:
    """The game.  Raises `NotSolvable` where the tree has a fault, or no number for each end."""
    return _Writer(worth_of(document, _WHAT)).text()


def gambit_leaves_out(document: Document) -> tuple[str, ...]:
    """What such a file does not hold, in sentences."""
    worth = worth_of(document, _WHAT)
    kept = {*_KEPT, *((Part.COMPLETION,) if worth.are_utilities else ())}
    said = left_out(document, kept, "a game of Gambit")
    if worth.are_utilities:
        said += ("The payoffs of the game are utilities, as the completion gives them.",)
    elif worth.wants_less(0):
        said += ("The player of the game wants more, so costs have the opposite sign there.",)
    return said


class _Writer:
    def __init__(self, worth: Worth) -> None:
        self._worth = worth
        self._document = worth.document
        self._values = worth.document.parameter_values
        self._sign = -1 if worth.wants_less(0) else 1
        self._outcomes: dict[tuple[str, Fraction], str] = {}
        self._names = Names(worth.document)
        self._labels: set[str] = set()  # names of nodes
        self._taken: set[str] = set()  # names of outcomes

    def text(self) -> str:
        document = self._document
        head = f'EFG 2 R {_quoted(document.title or "Decision tree")} {{ "Agent" }}'
        lines = [head, _quoted(document.notes), ""]
        sets = {Kind.CHOICE: 0, Kind.CHANCE: 0}
        for id_ in document.tree:
            node = document.nodes[id_]
            entering = document.incoming(id_)
            paid = self._number(self._worth.paid[entering[0].id][0]) if entering else Fraction(0)
            if node.kind is Kind.OUTCOME:
                outcome = document.outcomes[node.outcome or ""]
                value = paid + self._number(self._worth.ends[id_][0])
                end = self._outcome(words_in(outcome.label) or outcome.id, value)
                lines.append(f"t {self._label(id_)} {end}")
                continue
            sets[node.kind] += 1
            number = sets[node.kind]
            word = "c" if node.kind is Kind.CHANCE else "p"
            player = "" if node.kind is Kind.CHANCE else "1 "
            end = self._outcome("paid", paid) if paid else "0"
            lines.append(
                f'{word} {self._label(id_)} {player}{number} "" {{ {self._actions(id_)} }} {end}'
            )
        return "\n".join(lines) + "\n"

    def _label(self, id_: str) -> str:
        """What a node is called: no two of a game may have one name, but they may have none."""
        label = self._names.node(id_) if self._document.nodes[id_].label else ""
        label = _free(words_in(label), self._labels) if label else ""
        self._labels.add(label)
        return _quoted(label)

    def _actions(self, id_: str) -> str:
        """The branches of a node; no two of one node may have one name."""
        document = self._document
        branches = document.children(id_)
        found = shares(document.nodes[id_], branches, self._values)
        taken: set[str] = set()
        parts = []
        for place, branch in enumerate(branches, 1):
            label = _free(words_in(branch.label) or str(place), taken)
            taken.add(label)
            parts.append(_quoted(label))
            if document.nodes[id_].kind is Kind.CHANCE:
                parts.append(str(found.values[branch.id]))
        return " ".join(parts)

    def _outcome(self, label: str, value: Fraction) -> str:
        """An outcome of the game, told in full wherever it comes."""
        key = label, value
        if key not in self._outcomes:
            name = label if label not in self._taken else _free(f"{label} [{value}]", self._taken)
            self._taken.add(name)
            number = len(self._outcomes) + 1
            self._outcomes[key] = f"{number} {_quoted(name)} {{ {self._sign * value} }}"
        return self._outcomes[key]

    def _number(self, numeral: Numeral) -> Fraction:
        return numeral.value(self._values)


def _free(label: str, taken: set[str]) -> str:
    """The label, or with a number behind it where another has it."""
    tried, count = label, 1
    while tried in taken:
        count += 1
        tried = f"{label} ({count})"
    return tried


def _quoted(text: str) -> str:
    kept = "".join(sign for sign in words_in(text) if sign.isprintable())
    return '"' + kept.replace("\\", "\\\\").replace('"', '\\"') + '"'

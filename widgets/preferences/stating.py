"""Stating how two outcomes compare, the same in the matrix, in the diagram and below them."""

from collections.abc import Mapping
from itertools import takewhile
from typing import Final

from PySide6.QtCore import Qt

from solver.document.model import Document
from solver.edits import StatePreference
from solver.preferences.comparison import Comparison, Relation
from solver.translation import mark, tr
from solver.words.plain_mathematics import plain_text

#: Signs of a name for which there is room everywhere.
SHORT: Final = 16
#: The key that states each relation, row against column or first against second.
KEYS: Final = {
    Qt.Key.Key_Greater: "better",
    Qt.Key.Key_Less: "worse",
    Qt.Key.Key_Equal: "equal",
    Qt.Key.Key_Delete: "none",
    Qt.Key.Key_Backspace: "none",
}
_WORDS: Final = {
    Relation.BETTER: mark("“{x}” is better than “{y}”"),
    Relation.WORSE: mark("“{x}” is worse than “{y}”"),
    Relation.EQUAL: mark("“{x}” and “{y}” are equally good"),
    Relation.GAP: mark("There is a preferential gap between “{x}” and “{y}”"),
}


def outcome_names(document: Document) -> Mapping[str, str]:
    """What outcomes are called in tables and diagrams: by their labels."""
    return {id_: plain_text(own.label or id_) for id_, own in document.outcomes.items()}


def _shared(one: str, other: str) -> int:
    """How many signs two names begin with alike."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in alike)


def short_names(document: Document) -> Mapping[str, str]:
    """The same where there is little room: of long ones that begin alike, from where they differ.

    “…step 3 and the task remains unfinished”: what is cut at its end still tells them apart.
    """
    names = outcome_names(document)
    result = {}
    for id_, name in names.items():
        alike = [
            _shared(name, other)
            for own, other in names.items()
            if own != id_ and other[:SHORT] == name[:SHORT]
        ]
        if len(name) <= SHORT or not alike:
            result[id_] = name
            continue
        word = name.rfind(" ", 0, max(alike))  # before the word in which they differ,
        before = name.rfind(" ", 0, max(word, 0))  # and before the one in front of it
        result[id_] = f"…{name[before + 1 :]}"
    return result


def in_words(relation: Relation, x: str, y: str) -> str:
    """How two outcomes compare, as a sentence without its full stop."""
    return tr(_WORDS[relation]).format(x=x, y=y)


def statement(
    document: Document, comparison: Comparison, x: str, y: str, relation: str
) -> StatePreference | str | None:
    """The edit that states a relation; a sentence where a scale settles it; None if it is in vain."""
    if x == y:
        return None
    if comparison.origin == "scale":
        names = outcome_names(document)
        words = in_words(comparison.relation, names[x], names[y])
        return tr("{words}: their scale settles it. Change their values instead.").format(
            words=words
        )
    if relation == "none" and comparison.origin != "stated":
        return None
    return StatePreference(x, y, relation)

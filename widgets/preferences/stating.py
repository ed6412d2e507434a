"""Stating how two outcomes compare, the same in the matrix, in the diagram and below them."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt

from solver.document.model import Document
from solver.edits import StatePreference
from solver.preferences.comparison import Comparison, Relation
from solver.translation import mark, tr
from solver.words.plain_mathematics import plain_text

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

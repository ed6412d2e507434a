"""Stating how two outcomes compare, the same in the matrix, in the diagram and below them."""

from typing import Final

from PySide6.QtCore import Qt

from solver.edits import StatePreference
from solver.preferences.comparison import Comparison, Relation

#: The key that states each relation, row against column or first against second.
KEYS: Final = {
    Qt.Key.Key_Greater: "better",
    Qt.Key.Key_Less: "worse",
    Qt.Key.Key_Equal: "equal",
    Qt.Key.Key_Delete: "none",
    Qt.Key.Key_Backspace: "none",
}
_WORDS: Final = {
    Relation.BETTER: "“{x}” is better than “{y}”",
    Relation.WORSE: "“{x}” is worse than “{y}”",
    Relation.EQUAL: "“{x}” and “{y}” are equally good",
    Relation.GAP: "There is a preferential gap between “{x}” and “{y}”",
}


def in_words(relation: Relation, x: str, y: str) -> str:
    """How two outcomes compare, as a sentence without its full stop."""
    return _WORDS[relation].format(x=x, y=y)


def statement(
    comparison: Comparison, x: str, y: str, relation: str
) -> StatePreference | str | None:
    """The edit that states a relation; a sentence where a scale settles it; None if it is in vain."""
    if x == y:
        return None
    if comparison.origin == "scale":
        words = in_words(comparison.relation, x, y)
        return f"{words}: their scale settles it. Change their values instead."
    if relation == "none" and comparison.origin != "stated":
        return None
    return StatePreference(x, y, relation)

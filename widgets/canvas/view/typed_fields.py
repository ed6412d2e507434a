"""What is typed into the fields of an editor in place: numbers, and outcomes by name."""

from collections.abc import Container, Mapping
from typing import Any

from PySide6.QtWidgets import QComboBox

from solver.document.elements import Outcome
from solver.document.intervals import is_or_begins_interval
from solver.document.model import Document
from solver.document.numerals import Numeral, names_in
from solver.edits import is_bare, leaves_with
from solver.errors import NumberError
from solver.words.plain_mathematics import plain_text


def optional_numeral(text: str) -> Numeral | None:
    """What was typed into an optional number field; None if it was left empty."""
    return Numeral.typed(text) if text.strip() else None


def numeral_of(text: str, before: Numeral | None) -> Numeral | None:
    """What a number field says; an untouched spelling stays word for word."""
    typed = optional_numeral(text)
    same = before is not None and typed is not None and before.text == typed.text
    return before if same else typed


def is_no_number(text: str, known: Container[str]) -> bool:
    """Whether a number field has something in it that stands for no number, whatever parameters are."""
    typed = optional_numeral(text)
    if typed is None or typed.is_remainder or is_or_begins_interval(typed):
        return False
    if names := names_in(typed.text):
        return not all(name in known for name in names)
    try:
        typed.value()
    except NumberError:
        return True
    return False


def outcome_in(box: QComboBox, document: Document) -> Outcome | None:
    """The outcome that is chosen or whose label or id is typed; a label as it is kept or in plain signs."""
    text = box.currentText().strip()
    if text and (listed := box.findText(box.currentText())) >= 0:
        return document.outcomes[box.itemData(listed)]
    for outcome in document.outcomes.values():
        if text and text in (outcome.label, outcome.id, plain_text(outcome.label)):
            return outcome
    return None


def only_a_name(document: Document, outcome: str) -> bool:
    """Whether nothing would be left of an outcome but its name if its node showed another one."""
    return len(leaves_with(document, outcome)) == 1 and is_bare(document, outcome)


def value_text(outcome: Outcome | None, criterion: str) -> str:
    value = None if outcome is None else outcome.value
    numeral = value.get(criterion) if isinstance(value, Mapping) else value
    return numeral.text if numeral is not None else ""


def outcome_changes(
    outcome: Outcome | None, scale: str, typed: Mapping[str, str], criteria: tuple[str, ...]
) -> dict[str, Any]:
    """What the fields say differently than the outcome does."""
    changes: dict[str, Any] = {}
    if scale != ((outcome.scale or "") if outcome else ""):
        changes["scale"] = scale or None
    if typed != {c: text for c in criteria if (text := value_text(outcome, c))}:
        numbers = {c: Numeral.typed(text) for c, text in typed.items()}
        single = len(criteria) == 1 and not isinstance(outcome and outcome.value, Mapping)
        changes["value"] = next(iter(numbers.values()), None) if single else numbers or None
    return changes

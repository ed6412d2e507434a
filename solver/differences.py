"""What is different between two documents, in a few words for a person."""

from collections.abc import Mapping
from typing import Any

from solver.document import Document


def differences(before: Document, after: Document) -> str:
    """How much was added, taken away and changed; “nothing” where the two are the same.

    >>> from solver.edits import AddNode
    >>> from solver.document import Kind
    >>> differences(Document(), AddNode(Kind.CHOICE).apply(Document()))
    '1 node added; other things changed'
    """
    parts = []
    for noun, plural, old, new in (
        ("node", "nodes", before.nodes, after.nodes),
        ("branch", "branches", before.branches, after.branches),
        ("outcome", "outcomes", before.outcomes, after.outcomes),
    ):
        parts += _counted(noun, plural, old, new)
    rest = ("title", "notes", "parameters", "criteria", "preferences", "completion", "root", "view")
    if any(getattr(before, part) != getattr(after, part) for part in rest):
        parts.append("other things changed")
    return "; ".join(parts) or "nothing"


def _counted(noun: str, plural: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    kept = old.keys() & new.keys()
    counts = (
        (len(new.keys() - old.keys()), "added"),
        (len(old.keys() - new.keys()), "deleted"),
        (sum(old[id_] != new[id_] for id_ in kept), "changed"),
    )
    return [f"{n} {noun if n == 1 else plural} {what}" for n, what in counts if n]

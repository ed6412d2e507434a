"""Are there keys that this version does not know?"""

from collections.abc import Iterator, Mapping
from typing import Any

from solver.checks.words import did_you_mean
from solver.document.elements import (
    EMPTY,
    Completion,
    Element,
    Preferences,
    Relations,
    ScaleUtility,
    Standing,
    StoredRelation,
)
from solver.document.model import Document
from solver.findings import Finding, Severity


def unknown_keys(document: Document) -> Iterator[Finding]:
    """Keys that are kept but mean nothing; mostly slips of the pen."""
    preferences, completion = document.preferences, document.completion
    for place, extra, known in (
        ("the document", document.extra, _keys(Document)),
        ("the preferences", preferences.extra, _keys(Preferences)),
        ("the completion", completion.extra if completion else {}, _keys(Completion)),
    ):
        for key in extra:
            yield _unknown_key(key, place, known, {})
    for name, entry in completion.scales.items() if completion else ():
        for key in entry.extra:
            yield _unknown_key(key, f"the completion’s scale “{name}”", _keys(ScaleUtility), {})
    yield from _of_relations(document)
    groups: tuple[tuple[str, str, Mapping[str, Element]], ...] = (
        ("node", "nodes", document.nodes),
        ("branch", "branches", document.branches),
        ("outcome", "outcomes", document.outcomes),
        ("criterion", "criteria", document.criteria),
        ("parameter", "parameters", document.parameters),
    )
    for noun, plural, elements in groups:
        having: dict[str, list[Element]] = {}  # one finding per key, however many have it
        for element in [e for e in elements.values() if e.extra is not EMPTY]:
            for key in element.extra:
                having.setdefault(key, []).append(element)
        for key, found in having.items():
            more = f" and {len(found) - 1} more" if len(found) > 1 else ""
            ids = tuple(element.id for element in found)
            place = f"{noun} “{ids[0]}”{more}"
            yield _unknown_key(key, place, _keys(type(found[0])), {plural: ids})


def _of_relations(document: Document) -> Iterator[Finding]:
    relations = document.relations
    if relations is None:
        return
    for key in relations.extra:
        yield _unknown_key(key, "the relations", _keys(Relations), {})
    for other in relations.others:
        place = f"the relation “{other.name}”"
        for extra, known in (
            (other.extra, StoredRelation),
            (other.preferences.extra, Preferences),
            (other.completion.extra if other.completion else {}, Completion),
            *((standing.extra, Standing) for standing in other.outcomes.values()),
        ):
            for key in extra:
                yield _unknown_key(key, place, _keys(known), {})


def _keys(part: type[Any]) -> list[str]:
    """The keys that a part of a document may have in its file."""
    fields = part.__dataclass_fields__ if part is Document else part.__struct_fields__
    names = {"source": "from", "target": "to"}
    return [names.get(field, field) for field in fields if field not in ("present", "extra")]


def _unknown_key(key: str, place: str, known: Any, ids: Mapping[str, tuple[str, ...]]) -> Finding:
    return Finding(
        code="key.unknown",
        message=f"The key “{key}” of {place} means nothing to this version; it is kept as it is."
        f"{did_you_mean(key, known)}",
        severity=Severity.WARNING,
        **ids,
    )

"""Writing Quandary's own format: the keys that the file had, in its order, and what has come since."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import Any, Final

from solver.document.elements import (
    DEFAULT_RELATION,
    FORMAT,
    VERSION,
    Completion,
    Json,
    Preferences,
    Relations,
    StoredRelation,
)
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.formats.quandary.exact_json import Ready, render, rendered
from solver.formats.quandary.keys import FIELDS

AT_ONCE: Final = 500  # entries that are spelled ahead in one go: some 10 ms


def dumps(document: Document) -> str:
    """The text of a document, as `loads` reads it; ends with a line break."""
    return Writer().text(document)


class Writer:
    """Writes document after document; an entry that has not changed since the last is not spelled again.

    Entries are frozen and shared by a document and its edited successor, so that identity tells.
    """

    def __init__(self) -> None:
        self._written: dict[int, tuple[Any, Ready]] = {}  # by identity, which the entry keeps alive

    def text(self, document: Document) -> str:
        """The same as `dumps`."""
        before, self._written = self._written, {}
        return render(_raw(document, partial(self._entries, before)), indent=1) + "\n"

    def prepare(self, document: Document) -> Iterator[None]:
        """Spell the entries of a document ahead, some hundred at a time; its text is quick then."""
        for elements, order in (
            (document.outcomes, _OUTCOME_ORDER),
            (document.nodes, _NODE_ORDER),
            (document.branches, _BRANCH_ORDER),
        ):
            entries = iter(elements.values())
            while some := tuple(islice(entries, AT_ONCE)):
                self._entries(self._written, some, order)
                yield

    def _entries(
        self,
        before: Mapping[int, tuple[Any, Ready]],
        elements: Iterable[Any],
        order: tuple[str, ...],
    ) -> list[Ready]:
        written, texts = self._written, []
        for element in elements:
            known = before.get(id(element))
            if known is None:
                known = element, _entry_text(element, order)
            written[id(element)] = known
            texts.append(known[1])
        return texts


def _entry_text(element: Any, order: tuple[str, ...]) -> Ready:
    values = {key: getattr(element, FIELDS.get(key, key)) for key in order}
    return rendered(_ordered(values, element.present, element.extra, _ALWAYS), depth=2)


def _raw(document: Document, entries: Callable[..., list[Ready]]) -> dict[str, Json]:
    return _ordered(
        {
            "format": FORMAT,
            "version": Numeral(str(VERSION), quoted=False),
            "title": document.title,
            "notes": document.notes,
            "parameters": entries(document.parameters.values(), _PARAMETER_ORDER),
            "criteria": entries(document.criteria.values(), _CRITERION_ORDER),
            "outcomes": entries(document.outcomes.values(), _OUTCOME_ORDER),
            "preferences": _preferences_entry(document.preferences),
            "nodes": entries(document.nodes.values(), _NODE_ORDER),
            "branches": entries(document.branches.values(), _BRANCH_ORDER),
            "completion": _completion_entry(document.completion),
            "relations": _relations_entry(document.relations),
            "root": document.root,
            "view": dict(document.view),
            "extensions": document.extensions,
        },
        document.present,
        document.extra,
        # A new document shows where nodes and branches go; a read one gets nothing added.
        always=_HEAD if document.present else _HEAD | {"nodes", "branches"},
    )


_HEAD: Final = frozenset(("format", "version"))
_PARAMETER_ORDER: Final = ("id", "value", "min", "max", "label")
_CRITERION_ORDER: Final = ("id", "label", "better")
_OUTCOME_ORDER: Final = ("id", "label", "scale", "value", "notes")
_NODE_ORDER: Final = (
    "id", "kind", "label", "outcome", "copy_of", "x", "y", "notes", "collapsed"
)  # fmt: skip
_BRANCH_ORDER: Final = ("id", "from", "to", "label", "probability", "payoff", "policy")
_ALWAYS: Final = frozenset(("id", "kind", "from", "to", "value"))
_DEFAULTS: Final = {"better": "more", "relation": DEFAULT_RELATION}


def _ordered(
    values: dict[str, Json],
    present: tuple[str, ...],
    extra: Mapping[str, Json],
    always: frozenset[str],
) -> dict[str, Json]:
    """The keys to write: those that the file had, in its order, and what has come since.

    An optional key that is empty is written only where the file had it; one that is None never.
    """

    def is_wanted(key: str) -> bool:
        value = values[key]
        if value is None:
            return False
        if key in always or key in present:
            return True
        return value not in ("", False, [], {}) and value != _DEFAULTS.get(key)

    wanted = [key for key in values if is_wanted(key)]
    if tuple(wanted) == present:  # most entries are as they were read
        return {key: values[key] for key in present}
    order = [key for key in present if key in extra or key in wanted]
    for i, key in enumerate(wanted):
        if key not in order:  # where it belongs: behind the key that precedes it
            order.insert(order.index(wanted[i - 1]) + 1 if i else 0, key)
    order += [key for key in extra if key not in order]
    return {key: extra[key] if key in extra else values[key] for key in order}


def _preferences_entry(preferences: Preferences) -> Json:
    stated = {
        "better": [list(pair) for pair in preferences.better],
        "equal": [list(pair) for pair in preferences.equal],
        "relation": preferences.relation,
    }
    return _ordered(stated, preferences.present, preferences.extra, frozenset())


def _completion_entry(completion: Completion | None) -> Json:
    if completion is None:
        return None
    scales = {
        scale: _ordered(
            {"weight": entry.weight, "offset": entry.offset},
            entry.present,
            entry.extra,
            frozenset(),
        )
        for scale, entry in completion.scales.items()
    }
    return _ordered(
        {"scales": scales, "alone": dict(completion.alone)},
        completion.present,
        completion.extra,
        frozenset(),
    )


def _relations_entry(relations: Relations | None) -> Json:
    if relations is None:
        return None
    values = {"active": relations.active, "others": [_stored_entry(r) for r in relations.others]}
    return _ordered(values, relations.present, relations.extra, frozenset(("active",)))


def _stored_entry(relation: StoredRelation) -> Json:
    outcomes = {
        id_: _ordered(
            {"scale": standing.scale, "value": standing.value},
            standing.present,
            standing.extra,
            frozenset(),
        )
        for id_, standing in relation.outcomes.items()
    }
    values = {
        "name": relation.name,
        "outcomes": outcomes,
        "preferences": _preferences_entry(relation.preferences),
        "completion": _completion_entry(relation.completion),
    }
    return _ordered(values, relation.present, relation.extra, frozenset(("name",)))

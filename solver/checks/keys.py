"""Are there keys that this version does not know?"""

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any, Final

from solver.checks.words import did_you_mean
from solver.document.elements import EMPTY, Element, Json
from solver.document.field_forms import (
    Field,
    FieldTable,
    ListOf,
    MapOf,
    NamedList,
    NumberOr,
    WordOr,
)
from solver.document.fields import DOCUMENT
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.findings import Finding, Severity
from solver.translation import tr

#: The lists whose entries are told of first.
_FIRST: Final = ("nodes", "branches", "outcomes", "criteria", "parameters")


def unknown_keys(document: Document, table: FieldTable = DOCUMENT) -> Iterator[Finding]:
    """Keys that are kept but mean nothing; mostly slips of the pen."""
    for key in document.extra:
        yield _unknown_key(key, tr("the document"), table)
    for field in table.fields:
        if isinstance(field.form, FieldTable):
            value = getattr(document, field.name)
            yield from _in_object(value, field.form, tr("the {key}").format(key=field.key))
        elif not isinstance(field.form, ListOf):
            yield from _in_field(document, field, tr("the document"))
    lists = {field.key: field for field in table.fields if isinstance(field.form, ListOf)}
    for key in (*_FIRST, *(key for key in lists if key not in _FIRST)):
        form = lists[key].form
        assert isinstance(form, ListOf)
        yield from _in_list(key, getattr(document, lists[key].name).values(), form.table)


def _in_list(key: str, elements: Iterable[Element], table: FieldTable) -> Iterator[Finding]:
    """One finding a key, however many entries have it."""
    having: dict[str, list[str]] = {}
    for element in [e for e in elements if e.extra is not EMPTY]:
        for unknown in element.extra:
            having.setdefault(unknown, []).append(element.id)
    for unknown, ids in having.items():
        more = tr(" and {ids} more").format(ids=len(ids) - 1) if len(ids) > 1 else ""
        place = f"{table.name} “{ids[0]}”{more}"
        concerned = {key: tuple(ids)} if key in Finding.__struct_fields__ else {}
        yield _unknown_key(unknown, place, table, concerned)
    inside = [field for field in table.fields if isinstance(field.form, _WITH_OBJECTS)]
    for field in inside:
        for element in filter(attrgetter(field.name), elements):  # most of many have nothing there
            yield from _in_field(element, field, f"{table.name} “{element.id}”")


def _in_object(value: Any, table: FieldTable, place: str) -> Iterator[Finding]:
    extra: Mapping[str, Json] = value.extra if value is not None else EMPTY
    for key in extra:
        yield _unknown_key(key, place, table)
    for field in table.fields if value is not None else ():
        yield from _in_field(value, field, place)


def _in_field(holder: Any, field: Field, place: str) -> Iterator[Finding]:
    """The same in the objects that an object holds in one of its fields."""
    value = getattr(holder, field.name)
    match field.form:
        case FieldTable() as table:
            yield from _in_object(value, table, place)
        case WordOr(table=table) if not isinstance(value, str):
            yield from _in_object(value, table, place)
        case ListOf(table=table):
            yield from _in_list(field.key, value.values(), table)
        case NamedList(table=table, noun=noun):
            for item in value:
                yield from _in_object(
                    item, table, tr("the {noun} “{name}”").format(noun=noun, name=item.name)
                )
        case (
            MapOf(of=FieldTable() as table, noun=noun) | MapOf(of=NumberOr(table=table), noun=noun)
        ):
            for name, item in value.items():
                if isinstance(item, Numeral):
                    continue
                yield from _in_object(item, table, f"{place}’s {noun} “{name}”" if noun else place)


_WITH_OBJECTS: Final = (FieldTable, ListOf, NamedList, MapOf, WordOr)


def _unknown_key(
    key: str, place: str, table: FieldTable, ids: Mapping[str, tuple[str, ...]] = EMPTY
) -> Finding:
    return Finding(
        code="key.unknown",
        message=tr(
            "The key “{key}” of {place} means nothing to this version; it is kept as it is.{keys}"
        ).format(key=key, place=place, keys=did_you_mean(key, table.keys)),
        severity=Severity.WARNING,
        **ids,
    )

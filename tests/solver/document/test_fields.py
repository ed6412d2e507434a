"""Every attribute of a document has a row in the table of fields, and survives writing and reading."""

import dataclasses
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

import msgspec
import pytest

from solver.document import elements
from solver.document.elements import Element
from solver.document.field_forms import (
    Field,
    FieldTable,
    Form,
    Kept,
    ListOf,
    MapOf,
    NamedList,
    NumberOr,
    OneOf,
    WordOr,
)
from solver.document.fields import DOCUMENT
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.formats.quandary import dumps, loads
from solver.formats.quandary.exact_json import parse
from solver.formats.quandary.tolerant_reader import Reader
from solver.words.difference_words import differences, listed


def tables(table: FieldTable = DOCUMENT) -> Iterator[FieldTable]:
    yield table
    for field in table.fields:
        match field.form:
            case FieldTable() as inner:
                yield from tables(inner)
            case ListOf(table=inner) | NamedList(table=inner) | MapOf(of=FieldTable() as inner):
                yield from tables(inner)
            case MapOf(of=NumberOr(table=inner)) | WordOr(table=inner):
                yield from tables(inner)


ALL = list({id(table): table for table in tables()}.values())


def attributes(kind: type[Any]) -> set[str]:
    of_class = dataclasses.fields(kind) if kind is Document else msgspec.structs.fields(kind)
    return {field.name for field in of_class} - {"present", "extra"}


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.type.__name__)
def test_every_attribute_has_a_row_and_every_row_an_attribute(table: FieldTable) -> None:
    assert sorted(table.names) == sorted(attributes(table.type))
    assert len(set(table.keys)) == len(table.keys)


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.type.__name__)
def test_what_is_not_required_has_a_default(table: FieldTable) -> None:
    assert {f.key for f in table.fields if not f.required} == set(table.defaults)


def test_every_class_that_keeps_unknown_keys_is_in_the_table() -> None:
    kinds = {
        kind
        for kind in vars(elements).values()
        if isinstance(kind, type)
        and issubclass(kind, msgspec.Struct)
        and "extra" in kind.__struct_fields__
    }
    assert {table.type for table in ALL} == (kinds - {Element}) | {Document}


# ------------------------------------------------------------------- set, written, read again

NODES = [{"id": "a", "kind": "chance"}, {"id": "b", "kind": "choice"}]


def samples(field: Field) -> list[Any]:
    """Values as in a file, none of them what the field is by default; some that are nearly nothing."""
    match field.form:
        case Form.ID:
            return [f"the {field.key}"]
        case Form.TEXT | Form.OUTCOME:
            return ["text", "two\nlines", " "]
        case Form.NODE | Form.END:
            return ["a"]
        case Form.FLAG:
            return [True, False]
        case Form.NUMBER:
            return [7, "1/3", 0, "", "#"]
        case Form.COORDINATE:
            return [0, -2.5]
        case Form.NUMBERS:
            return [7, "1/3", {"m": 1, "h": "p"}, {"m": 0}]
        case Form.POINTS:
            return [[[0, "1/2"], ["p", 3]]]
        case Form.PAIRS:
            return [[["x", "y"], ["y", "x"]]]
        case OneOf(words=words):
            return list(words)
        case Kept():
            return [{"k": [1, {"l": None}], "direction": "down"}]
        case MapOf(of=Form()):
            return [{"x": 1, "y": "1/2"}]
        case MapOf(of=FieldTable() as table):
            return [{"x": entry} for entry in entries(table)]
        case MapOf(of=NumberOr(table=table)):
            return [{"x": 1, "y": "1/2"}, *({"x": entry} for entry in entries(table))]
        case WordOr(word=word, table=table):
            return [word, *entries(table)]
        case FieldTable():
            return entries(field.form)
        case ListOf(table=table) | NamedList(table=table):
            return [[entry] for entry in entries(table)]
    raise TypeError(field.form)


def entries(table: FieldTable) -> list[dict[str, Any]]:
    """An entry with each field alone, beside those that are required; and one with all."""
    required = {field.key: samples(field)[0] for field in table.fields if field.required}
    alone = [{**required, field.key: value} for field in table.fields for value in samples(field)]
    return [*alone, {field.key: samples(field)[0] for field in table.fields}]


def raw_with(field: Field, value: Any) -> dict[str, Any]:
    """A document as in a file with one field set, and the nodes that branches and root name."""
    return {"format": "quandary", "version": 1, "nodes": NODES, field.key: with_nodes(field, value)}


def with_nodes(field: Field, value: Any) -> Any:
    return [*NODES, *value] if field.key == "nodes" else value


def bare(document: Document) -> Document:
    """The same as if nobody had read it: no key is remembered."""

    def forget(value: Any) -> Any:
        if isinstance(value, Numeral):
            return value
        if isinstance(value, msgspec.Struct):
            own = {name: forget(getattr(value, name)) for name in value.__struct_fields__}
            return type(value)(**{**own, "present": ()})
        if isinstance(value, dict):
            return {key: forget(item) for key, item in value.items()}
        return tuple(map(forget, value)) if isinstance(value, tuple) else value

    own = {name: forget(getattr(document, name)) for name in DOCUMENT.names}
    return cast(Document, replace(document, **own, present=()))


CASES = [(field, value) for field in DOCUMENT.fields for value in samples(field)]


@pytest.mark.parametrize(("field", "value"), CASES, ids=lambda x: getattr(x, "key", None))
def test_a_field_that_is_set_survives(field: Field, value: Any) -> None:
    raw = raw_with(field, value)
    document = loads(json.dumps(raw))
    assert json.loads(dumps(document)) == raw
    made = bare(document)
    again = loads(dumps(made))
    assert bare(again) == made  # what no file says is written all the same
    assert Reader().document(parse(dumps(made))) == again  # and both readers say so


PLAIN = loads(json.dumps(raw_with(Field("nodes", Form.TEXT), [])))


@pytest.mark.parametrize(("field", "value"), CASES, ids=lambda x: getattr(x, "key", None))
def test_a_field_that_is_set_is_told(field: Field, value: Any) -> None:
    document = loads(json.dumps(raw_with(field, value)))
    same = bare(document) == bare(PLAIN)
    assert (list(listed(PLAIN, document)) == []) == same
    assert (differences(PLAIN, document) == "nothing") == same


EACH = [
    (field, table, own, value)
    for field in DOCUMENT.fields
    if isinstance(field.form, ListOf)
    for table in (field.form.table,)
    for own in table.fields
    if not own.required
    for value in samples(own)
]


@pytest.mark.parametrize(
    ("field", "table", "own", "value"), EACH, ids=lambda x: getattr(x, "key", None)
)
def test_a_field_of_an_entry_that_is_set_is_told_by_name(
    field: Field, table: FieldTable, own: Field, value: Any
) -> None:
    entry = {f.key: samples(f)[0] for f in table.fields if f.required}
    before, after = (
        loads(json.dumps(raw_with(field, [one]))) for one in (entry, {**entry, own.key: value})
    )
    id_ = entry["id"]
    old, new = getattr(before, field.name)[id_], getattr(after, field.name)[id_]
    lines = list(listed(before, after))
    if getattr(old, own.name) == getattr(new, own.name):
        assert lines == []
        return
    word = "place" if own.form is Form.COORDINATE else own.word or own.key
    assert len(lines) == 1
    assert f": {word} " in lines[0]

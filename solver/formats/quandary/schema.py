"""The JSON Schema of the document format, made from the table of fields."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from solver.document.elements import FORMAT, VERSION
from solver.document.field_forms import (
    Field,
    FieldTable,
    Form,
    Kept,
    Known,
    ListOf,
    MapOf,
    NamedList,
    NumberOr,
    OneOf,
    WordOr,
)
from solver.document.fields import DOCUMENT

_TEXT: Final = {"type": "string"}
_NAME: Final = {"type": "string", "minLength": 1}
_FORMS: Final[Mapping[Form, Mapping[str, Any]]] = {
    Form.ID: _NAME,
    Form.TEXT: _TEXT,
    Form.OUTCOME: _TEXT,
    Form.NODE: _TEXT,
    Form.END: _NAME,
    Form.FLAG: {"type": "boolean"},
    Form.NUMBER: {"$ref": "#/$defs/number"},
    Form.COORDINATE: {"type": "number"},
    Form.NUMBERS: {"$ref": "#/$defs/numbers"},
    Form.POINTS: {
        "type": "array",
        "items": {
            "type": "array",
            "items": {"$ref": "#/$defs/number"},
            "minItems": 2,
            "maxItems": 2,
        },
    },
    Form.PAIRS: {"$ref": "#/$defs/pairs"},
}
_BASIC: Final = {
    "id": {"description": "Unique among the entries of its list.", **_NAME},
    "number": {
        "description": "Exact: a JSON number is read from its digits, a text may hold decimals, "
        "fractions (9/10), percents, + - * / ( ) and names of parameters; # is the remainder, shared "
        "by the siblings that say so.",
        "type": ["number", "string"],
    },
    "numbers": {
        "description": "One number, or a number for each criterion.",
        "anyOf": [
            _FORMS[Form.NUMBER],
            {"type": "object", "additionalProperties": _FORMS[Form.NUMBER]},
        ],
    },
}
_PAIRS: Final = {
    "type": "array",
    "items": {
        "description": "Two outcomes' ids.",
        "type": "array",
        "items": _TEXT,
        "minItems": 2,
        "maxItems": 2,
    },
}


def schema_text(table: FieldTable = DOCUMENT) -> str:
    """The text of the schema file, which ends with a line break."""
    return json.dumps(schema(table), indent=2, ensure_ascii=False) + "\n"


def schema(table: FieldTable = DOCUMENT) -> dict[str, Any]:
    """The schema of documents with these fields (JSON Schema, draft 2020-12)."""
    head = {
        "format": {"description": "What the file is.", "const": FORMAT},
        "version": {
            "description": "The version of the format. A higher one is refused.",
            "type": "integer",
            "const": VERSION,
        },
    }
    lists = [field.form.table for field in table.fields if isinstance(field.form, ListOf)]
    others = [inner for inner in _tables(table) if inner not in lists]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"https://quandary.invalid/schema/quandary-{VERSION}.schema.json",
        "title": f"Quandary document, format version {VERSION}",
        "description": table.about,
        "type": "object",
        "required": list(head),
        "properties": {**head, **{field.key: _property(field) for field in table.fields}},
        "$defs": {
            **_BASIC,
            **{inner.name: _object(inner) for inner in lists},
            "pairs": _PAIRS,
            **{inner.name: _object(inner) for inner in others if inner.name},
        },
    }


def _tables(table: FieldTable) -> Iterator[FieldTable]:
    """Every table below this one, each behind those that it needs."""
    for field in table.fields:
        match field.form:
            case FieldTable() as inner:
                pass
            case ListOf(table=inner) | NamedList(table=inner) | MapOf(of=FieldTable() as inner):
                pass
            case MapOf(of=NumberOr(table=inner)) | WordOr(table=inner):
                pass
            case _:
                continue
        yield from _tables(inner)
        yield inner


def _object(table: FieldTable) -> dict[str, Any]:
    required = [field.key for field in table.fields if field.required]
    return {
        "description": table.about,
        "type": "object",
        **({"required": required} if required else {}),
        "properties": {
            # The id of an entry of a list is described once for all of them.
            field.key: {"$ref": "#/$defs/id"} if field.key == "id" else _property(field)
            for field in table.fields
        },
    }


def _property(field: Field) -> dict[str, Any]:
    about = field.about
    if isinstance(field.form, Kept) and field.form.known:
        known = _listed(field.form.known)
        about = f"{about} Known are {known}. What is said there wrongly is left alone."
    return {**({"description": about} if about else {}), **_form(field.form)}


def _listed(known: Sequence[Known]) -> str:
    *some, last = (f"{one.key} ({one.holds})" if one.holds else one.key for one in known)
    return f"{', '.join(some)}, and {last}" if some else last


def _form(form: Any) -> Mapping[str, Any]:
    match form:
        case Form():
            return _FORMS[form]
        case OneOf():
            return {"enum": list(form.words)}
        case Kept():
            return {"type": "object"}
        case ListOf() | NamedList():
            return {"type": "array", "items": _of_table(form.table)}
        case MapOf():
            inner = _of_table(form.of) if isinstance(form.of, FieldTable) else _form(form.of)
            return {"type": "object", "additionalProperties": inner}
        case NumberOr():
            return {"anyOf": [_FORMS[Form.NUMBER], _of_table(form.table)]}
        case WordOr():
            return {"anyOf": [{"const": form.word}, _of_table(form.table)]}
        case FieldTable():
            return _of_table(form)
    raise TypeError(form)


def _of_table(table: FieldTable) -> Mapping[str, Any]:
    return {"$ref": f"#/$defs/{table.name}"} if table.name else _object(table)

"""Making the elements of a long list from decoded entries: one loop a table, made from its rows.

A million entries go through such a loop.  A call for each field, or a look at how it is read, would
cost more than all else in reading; so the loop is spelled out for the fields that the table has, and
compiled when the program starts, as the standard library does it for data classes.  All that goes into
its text are names from the table of fields, nothing from a file.
"""

from collections.abc import Callable, Sequence
from itertools import compress
from typing import Any, Final, Literal

import msgspec
from msgspec import UNSET, Raw, UnsetType

from solver.document.field_forms import Field, FieldTable, Form, OneOf

#: Forms that are what a compiled decoder makes of them.
_DECODED: Final = {Form.ID: str, Form.TEXT: str, Form.NODE: str, Form.END: str, Form.FLAG: bool}
#: Forms whose values are looked up by what stands in the file, so that equal ones are the same.
_LOOKED_UP: Final = {
    Form.NUMBER: "[bytes({})]",
    Form.COORDINATE: "[bytes({})]",
    Form.NUMBERS: "[bytes({})]",
    Form.OUTCOME: ".get({0}, {0})",
}


def entry_type(table: FieldTable) -> type[Any]:
    """An entry as it stands in the file, its keys in the order in which they are written.

    Entries are short-lived and never part of a cycle, so the garbage collector need not know them.
    """
    return msgspec.defstruct(
        f"{table.name.capitalize()}Entry",
        [
            (field.name, _decoded(field))
            if field.required
            else (field.name, _decoded(field) | UnsetType, UNSET)
            for field in table.fields
        ],
        rename={field.name: field.key for field in table.fields},
        forbid_unknown_fields=True,
        kw_only=True,
        gc=False,
    )


def _decoded(field: Field) -> Any:
    if isinstance(field.form, OneOf):
        kinds = {type(value) for value in field.form.words.values()}
        return Literal[tuple(field.form.words)] if kinds == {str} else kinds.pop()
    if field.form is Form.OUTCOME:
        return str
    return _DECODED.get(field.form, Raw) if isinstance(field.form, Form) else Raw


def maker(table: FieldTable, careful: Callable[[Field, Raw], Any]) -> Callable[..., list[Any]]:
    """A function that makes the elements of entries: ``make(entries, NUMBER=…, …)``.

    It is given what to look values up in, by the name of each form of `_LOOKED_UP`.  ``careful`` reads
    what stands there for a field of any other form.
    """
    rare = [field for field in table.fields if not (field.required or field.usual)]
    short = [field for field in table.fields if field.required or field.usual]
    optional = [field for field in table.fields if not field.required]
    space: dict[str, Any] = {
        "Element": table.type,
        "UNSET": UNSET,
        "usual": _usual_layouts(table, [field.key for field in table.fields if field.usual]),
        "layouts": _Layouts(table),
        "careful": careful,
        **{f"default_{field.name}": table.defaults.get(field.key) for field in optional},
        **{f"field_{field.name}": field for field in table.fields},
    }
    usual = "".join(f"[{field.name}_ is UNSET]" for field in short if field.usual)
    made = f"add(Element({_arguments(short)}, present=usual{usual}))"
    if rare:
        missing = ", ".join(f"{field.name}_ is UNSET" for field in optional)
        made = (
            f"if {' is '.join(f'entry.{field.name}' for field in rare)} is UNSET: {made}\n"
            f"  else: add(Element({_arguments(table.fields)}, present=layouts[({missing},)]))"
        )
    text = (
        f"def make(entries, {', '.join(form.name for form in _LOOKED_UP)}):\n"
        " elements = []\n"
        " add = elements.append\n"
        " for entry in entries:\n"
        f"  {made}\n"
        " return elements\n"
    )
    exec(compile(text, f"<elements of {table.name}>", "exec"), space)
    make: Callable[..., list[Any]] = space["make"]
    return make


def _arguments(fields: Sequence[Field]) -> str:
    """What the class is given for these fields; an optional one stays in a variable, as decoded."""
    return ", ".join(
        f"{field.name}={_made(field, f'entry.{field.name}')}"
        if field.required
        else f"{field.name}=default_{field.name} if ({field.name}_ := entry.{field.name}) is UNSET "
        f"else {_made(field, f'{field.name}_')}"
        for field in fields
    )


def _made(field: Field, decoded: str) -> str:
    if isinstance(field.form, Form) and field.form in _LOOKED_UP:
        return field.form.name + _LOOKED_UP[field.form].format(decoded)
    return f"careful(field_{field.name}, {decoded})" if _decoded(field) is Raw else decoded


class _Layouts(dict[tuple[bool, ...], tuple[str, ...]]):
    """Which optional keys are missing → the keys that are there: one tuple for all such entries."""

    def __init__(self, table: FieldTable) -> None:
        super().__init__()
        self._fields = table.fields

    def __missing__(self, missing: tuple[bool, ...]) -> tuple[str, ...]:
        optional = [field.key for field in self._fields if not field.required]
        absent = set(compress(optional, missing))
        there = tuple(field.key for field in self._fields if field.key not in absent)
        self[missing] = there
        return there


def _usual_layouts(table: FieldTable, usual: Sequence[str], there: tuple[str, ...] = ()) -> Any:
    """The same where no rare key is there, for a quicker look-up.

    Indexed, for one usual key after the other, by whether it is missing.
    """
    if usual:
        key, *others = usual
        return tuple(_usual_layouts(table, others, more) for more in ((*there, key), there))
    return tuple(field.key for field in table.fields if field.required or field.key in there)

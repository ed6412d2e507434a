"""Reading Quandary's own format with care: whatever the text holds, and every reason against it."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, TypeAlias

from solver.document.elements import EMPTY, Json, Values
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
from solver.errors import DocumentError, NumberError
from solver.formats.quandary.preconditions import (
    HEAD,
    check_shape,
    check_version,
    in_one_line,
    join,
    kind_of,
    shown,
)

MAX_REPORTED: Final = 20

Raw: TypeAlias = Mapping[str, Json]


class Reader:
    """One reading; collects the reasons why the text is no document.

    ``done`` are the sections that have been read and checked already, whatever the text says there.
    """

    def __init__(self, done: Mapping[str, Any] = EMPTY, table: FieldTable = DOCUMENT) -> None:
        self._done = done
        self._table = table
        self._reasons: list[str] = []
        self._ends: list[tuple[str, str, str]] = []  # path, branch, the node that it names
        self._layouts: dict[tuple[str, ...], tuple[str, ...]] = {}

    def document(self, raw: Json) -> Document:
        """The document of a JSON value.  Raises `DocumentError` with every reason against it."""
        if not isinstance(raw, dict):
            raise DocumentError(f"A document is one JSON object, but this is {kind_of(raw)}.")
        check_shape(raw)
        check_version(raw)
        known = {*HEAD, *self._table.keys}
        document: Document = self._table.type(
            **self._fields(raw, self._table, ""),
            present=tuple(raw),
            extra={key: value for key, value in raw.items() if key not in known},
        )
        self._check_references(document)
        self._refuse_all()
        return document

    def value(self, raw: Json, field: Field) -> Any:
        """What one field is whose value is this.  Raises `DocumentError` where it cannot be."""
        holder = {field.key: raw}
        check_shape(holder)
        value = _read(field)(self, holder, field.key, "", field)
        self._refuse_all()
        return value

    # ------------------------------------------------------------------- whole

    def _refuse_all(self) -> None:
        if self._reasons:
            reported = self._reasons[:MAX_REPORTED]
            if len(self._reasons) > MAX_REPORTED:
                reported.append(f"… and {len(self._reasons) - MAX_REPORTED} more.")
            raise DocumentError("\n".join(reported))

    def _check_references(self, document: Document) -> None:
        for path, branch, node in self._ends:
            if node not in document.nodes:
                self._refuse(path, f"Branch “{branch}” names the node “{node}”, and there is none.")
        if document.root is not None and document.root not in document.nodes:
            self._refuse("root", f"The root “{document.root}” is no node of this document.")

    # ----------------------------------------------------------------- objects

    def _object(self, raw: Raw, table: FieldTable, path: str) -> Any:
        """An object of the file, and the keys in it that are unknown."""
        order = tuple(raw)
        known = _plan(table)[0]
        extra = {key: raw[key] for key in order if key not in known} or EMPTY
        present = self._layouts.setdefault(order, order)  # one shared tuple per order
        return table.type(**self._fields(raw, table, path), present=present, extra=extra)

    def _fields(self, raw: Raw, table: FieldTable, path: str) -> dict[str, Any]:
        """The fields that the file has; the others are as the class says."""
        found = {}
        for key, name, read, field in _plan(table)[1]:
            if key in raw:
                found[name] = read(self, raw, key, path, field)
            elif field.required:
                found[name] = self._missing(raw, key, path, field)
        return found

    def _missing(self, raw: Raw, key: str, path: str, field: Field) -> Any:
        if field.form in (Form.ID, Form.END) or isinstance(field.form, OneOf):
            return _read(field)(self, raw, key, path, field)
        needs = field.needs or "“{key}” is missing there."
        self._refuse(path or "document", needs.format(id=raw.get("id"), key=key))
        return None

    def _is_object(self, found: Json, path: str) -> bool:
        if not isinstance(found, dict):
            self._wrong_type(path, "an object", found)
        return isinstance(found, dict)

    def _one(self, raw: Raw, key: str, path: str, field: Field) -> Any:
        table, place = field.form, join(path, key)
        assert isinstance(table, FieldTable)
        return self._object(raw[key], table, place) if self._is_object(raw[key], place) else None

    def _by_id(self, raw: Raw, key: str, path: str, field: Field) -> Mapping[str, Any]:
        if not path and key in self._done:
            done: Mapping[str, Any] = self._done[key]
            return done
        assert isinstance(field.form, ListOf)
        place = join(path, key)
        entries = raw[key]
        if not isinstance(entries, list):
            self._wrong_type(place, "a list", entries)
            return {}
        result: dict[str, Any] = {}
        for i, entry in enumerate(entries):
            at = f"{place}[{i}]"
            if not self._is_object(entry, at):
                continue
            id_ = entry.get("id")
            if not isinstance(id_, str) or not id_:
                self._refuse(f"{at}.id", f"Every entry of “{key}” needs an id, a text.")
                continue
            if id_ in result:
                self._refuse(f"{at}.id", f"The id “{id_}” stands twice in “{key}”.")
                continue
            result[id_] = self._object(entry, field.form.table, at)
        return result

    def _by_name(self, raw: Raw, key: str, path: str, field: Field) -> tuple[Any, ...]:
        form, place = field.form, join(path, key)
        assert isinstance(form, NamedList)
        entries = raw[key]
        if not isinstance(entries, list):
            self._wrong_type(place, "a list", entries)
            return ()
        names: set[Json] = {beside} if isinstance(beside := raw.get(form.beside), str) else set()
        result = []
        for i, entry in enumerate(entries):
            at = f"{place}[{i}]"
            if not self._is_object(entry, at):
                continue
            name = self._text(entry, "name", at) if "name" in entry else ""
            if not name or name in names:
                twice = f"The name “{name}” stands twice."
                self._refuse(f"{at}.name", twice if name else f"A {form.noun} needs a name.")
                continue
            names.add(name)
            result.append(self._object(entry, form.table, at))
        return tuple(result)

    def _map(self, raw: Raw, key: str, path: str, field: Field) -> Mapping[str, Any]:
        assert isinstance(field.form, MapOf)
        found, place = self._mapping(raw, key, path), join(path, key)
        if isinstance(table := field.form.of, FieldTable):
            return {
                name: self._object(entry, table, f"{place}.{name}")
                for name, entry in found.items()
                if self._is_object(entry, f"{place}.{name}")
            }
        if isinstance(table, NumberOr):
            return {
                name: self._object(entry, table.table, f"{place}.{name}")
                if isinstance(entry, dict)
                else self._number(found, name, place)
                for name, entry in found.items()
            }
        read = _READ[table]
        return {name: read(self, found, name, place, field) for name in found}

    # ------------------------------------------------------------------ values

    def _refuse(self, path: str, reason: str) -> None:
        self._reasons.append(in_one_line(f"{path}: {reason}"))

    def _wrong_type(self, path: str, wanted: str, found: Json) -> None:
        self._refuse(path, f"{wanted.capitalize()} is expected there, and it is {kind_of(found)}.")

    def _text(self, raw: Raw, key: str, path: str, _: Field | None = None) -> str:
        value = raw[key]
        if not isinstance(value, str):
            self._wrong_type(join(path, key), "a text", value)
            return ""
        return value

    def _id(self, raw: Raw, key: str, path: str, field: Field) -> str:
        value = self._text(raw, key, path) if key in raw else ""
        if not value:
            needs = field.needs or f"“{key}” must be a text that is not empty."
            self._refuse(join(path, key), needs)
        return value

    def _end(self, raw: Raw, key: str, path: str, _: Field) -> str:
        end = raw.get(key)
        if not isinstance(end, str) or not end:
            self._refuse(f"{path}.{key}", f"Branch “{raw['id']}” needs “{key}”, a node’s id.")
            return ""
        self._ends.append((f"{path}.{key}", raw["id"], end))
        return end

    def _word(self, raw: Raw, key: str, path: str, field: Field) -> Any:
        assert isinstance(field.form, OneOf)
        value, words = raw.get(key), field.form.words
        if isinstance(value, str) and value in words:
            return words[value]
        *some, last = (f'"{word}"' for word in words)
        subject = field.form.subject.format(key=key, id=raw.get("id"))
        found = shown(value) if key in raw else "missing"
        self._refuse(
            join(path, key), f"{subject} must be {', '.join(some)} or {last}, and it is {found}."
        )
        return None

    def _flag(self, raw: Raw, key: str, path: str, _: Field) -> bool:
        value = raw[key]
        if not isinstance(value, bool):
            self._wrong_type(join(path, key), "true or false", value)
        return value is True

    def _pairs(self, raw: Raw, key: str, path: str, _: Field) -> tuple[tuple[str, str], ...]:
        entries, place = raw[key], join(path, key)
        if not isinstance(entries, list):
            self._wrong_type(place, "a list of pairs", entries)
            return ()
        pairs = []
        for i, entry in enumerate(entries):
            match entry:
                case [str(x), str(y)]:
                    pairs.append((x, y))
                case _:
                    self._wrong_type(f"{place}[{i}]", "a pair of outcome ids", entry)
        return tuple(pairs)

    def _points(
        self, raw: Raw, key: str, path: str, _: Field
    ) -> tuple[tuple[Numeral, Numeral], ...]:
        entries, place = raw[key], join(path, key)
        if not isinstance(entries, list):
            self._wrong_type(place, "a list of pairs of numbers", entries)
            return ()
        points = []
        for i, entry in enumerate(entries):
            at = f"{place}[{i}]"
            if not isinstance(entry, list) or len(entry) != 2:
                self._wrong_type(at, "a pair of numbers", entry)
                continue
            both = {"0": entry[0], "1": entry[1]}
            x, u = (self._number(both, place_, at) for place_ in both)
            if x is not None and u is not None:
                points.append((x, u))
        return tuple(points)

    def _mapping(self, raw: Raw, key: str, path: str, _: Field | None = None) -> dict[str, Json]:
        value = raw[key]
        return value if self._is_object(value, join(path, key)) else {}

    def _number(self, raw: Raw, key: str, path: str, _: Field | None = None) -> Numeral | None:
        value = raw[key]
        if isinstance(value, str):
            return Numeral(value)
        if isinstance(value, Numeral):
            return value
        self._wrong_type(join(path, key), "a number, or an expression as a text,", value)
        return None

    def _coordinate(self, raw: Raw, key: str, path: str, _: Field) -> Numeral | None:
        value = raw[key]
        if isinstance(value, Numeral):
            try:
                value.value()
            except NumberError as error:
                self._refuse(join(path, key), error.message)
            return value
        self._wrong_type(join(path, key), "a number", value)
        return None

    def _word_or(self, raw: Raw, key: str, path: str, field: Field) -> Any:
        form, value, place = field.form, raw[key], join(path, key)
        assert isinstance(form, WordOr)
        if value == form.word:
            return form.word
        if isinstance(value, dict):
            return self._object(value, form.table, place)
        keys = ", ".join(f'"{one}"' for one in form.table.keys)
        self._refuse(
            place,
            f'“{key}” must be "{form.word}" or an object with {keys}, and it is {shown(value)}.',
        )
        return None

    def _numbers(self, raw: Raw, key: str, path: str, _: Field) -> Values | None:
        value = raw[key]
        if isinstance(value, dict):
            numbers = {c: self._number(value, c, join(path, key)) for c in value}
            return {c: number for c, number in numbers.items() if number is not None}
        return self._number(raw, key, path)


#: How a form is read: a method that is given the object, the key in it, the object's path, the row.
_Read: TypeAlias = Callable[[Reader, Raw, str, str, Field], Any]
_READ: Final[Mapping[object, _Read]] = {
    Form.ID: Reader._id,
    Form.TEXT: Reader._text,
    Form.OUTCOME: Reader._text,
    Form.NODE: Reader._text,
    Form.END: Reader._end,
    Form.FLAG: Reader._flag,
    Form.NUMBER: Reader._number,
    Form.COORDINATE: Reader._coordinate,
    Form.NUMBERS: Reader._numbers,
    Form.POINTS: Reader._points,
    Form.PAIRS: Reader._pairs,
    OneOf: Reader._word,
    WordOr: Reader._word_or,
    Kept: Reader._mapping,
    ListOf: Reader._by_id,
    NamedList: Reader._by_name,
    MapOf: Reader._map,
    FieldTable: Reader._one,
}


def _read(field: Field) -> _Read:
    return _READ[field.form if isinstance(field.form, Form) else type(field.form)]


@cache
def _plan(table: FieldTable) -> tuple[frozenset[str], tuple[tuple[str, str, _Read, Field], ...]]:
    """The known keys of a table, and how each is read; entries are many."""
    reads = tuple((field.key, field.name, _read(field), field) for field in table.fields)
    return frozenset(table.keys), reads

"""Writing Quandary's own format: the keys that the file had, in its order, and what has come since."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from itertools import islice
from typing import Any, Final, NamedTuple, TypeAlias

from solver.document.elements import FORMAT, VERSION, Json
from solver.document.field_forms import FieldTable, ListOf, MapOf, NamedList, NumberOr, WordOr
from solver.document.fields import DOCUMENT
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.formats.quandary.exact_json import Ready, render, rendered
from solver.formats.quandary.preconditions import HEAD

AT_ONCE: Final = 500  # entries that are spelled ahead in one go: some 10 ms

_Entries: TypeAlias = Callable[[Iterable[Any], FieldTable], list[Ready]]


def dumps(document: Document) -> str:
    """The text of a document, as `loads` reads it; ends with a line break.  Raises nothing.

    >>> import quandary
    >>> quandary.loads(quandary.dumps(quandary.example("oil"))) == quandary.example("oil")
    True
    """
    return Writer().text(document)


class Writer:
    """Writes document after document; an entry that has not changed since the last is not spelled again.

    Entries are frozen and shared by a document and its edited successor, so that identity tells.
    """

    def __init__(self, table: FieldTable = DOCUMENT) -> None:
        self._table = table
        self._written: dict[int, tuple[Any, Ready]] = {}  # by identity, which the entry keeps alive

    def text(self, document: Document) -> str:
        """The same as `dumps`."""
        before, self._written = self._written, {}
        return render(self._raw(document, partial(self._entries, before)), indent=1) + "\n"

    def prepare(self, document: Document) -> Iterator[None]:
        """Spell the entries of a document ahead, some hundred at a time; its text is quick then."""
        for field in self._table.fields:
            if isinstance(field.form, ListOf):
                entries = iter(getattr(document, field.name).values())
                while some := tuple(islice(entries, AT_ONCE)):
                    self._entries(self._written, some, field.form.table)
                    yield

    def _entries(
        self, before: Mapping[int, tuple[Any, Ready]], elements: Iterable[Any], table: FieldTable
    ) -> list[Ready]:
        written, texts = self._written, []
        for element in elements:
            known = before.get(id(element))
            if known is None:
                known = element, _entry_text(element, table)
            written[id(element)] = known
            texts.append(known[1])
        return texts

    def _raw(self, document: Document, entries: _Entries) -> dict[str, Json]:
        table = self._table
        head = {"format": FORMAT, "version": Numeral(str(VERSION), quoted=False)}
        values = {
            field.key: entries(value.values(), field.form.table)
            if isinstance(field.form, ListOf)
            else _value(value, field.form)
            for field in table.fields
            for value in (getattr(document, field.name),)
        }
        always = table.always.union(HEAD)
        # A new document shows where nodes and branches go; a read one gets nothing added.
        always = always if document.present else always | {"nodes", "branches"}
        return _ordered(
            head | values, document.present, document.extra, always, _plan(table).defaults
        )


def _entry_text(element: Any, table: FieldTable) -> Ready:
    return rendered(_object(element, table), depth=2)


def _object(value: Any, table: FieldTable) -> dict[str, Json]:
    """The keys and values of an object, those that are to be written."""
    plan = _plan(table)
    values = {key: getattr(value, name) for key, name in plan.names}
    for key, form in plan.nested:
        if values[key] is not None:
            values[key] = _value(values[key], form)
    return _ordered(values, value.present, value.extra, table.always, plan.defaults)


def _value(value: Any, form: Any) -> Json:
    if value is None:
        return None
    match form:
        case FieldTable():
            return _object(value, form)
        case MapOf(of=FieldTable() as table):
            return {name: _object(item, table) for name, item in value.items()}
        case MapOf(of=NumberOr(table=table)):
            return {
                name: item if isinstance(item, Numeral) else _object(item, table)
                for name, item in value.items()
            }
        case ListOf(table=table):
            return [_object(item, table) for item in value.values()]
        case NamedList(table=table):
            return [_object(item, table) for item in value]
        case WordOr(table=table) if not isinstance(value, str):
            return _object(value, table)
    return value


class _Plan(NamedTuple):
    """What writing an object needs to know of its table, looked up once: there are many objects."""

    names: tuple[tuple[str, str], ...]  # each key and the attribute that holds its value
    nested: tuple[tuple[str, Any], ...]  # the fields that hold objects with fields of their own
    defaults: Mapping[str, Any]  # what optional fields are by default, if that is not simply empty


@cache
def _plan(table: FieldTable) -> _Plan:
    nested = {
        field.key: field.form
        for field in table.fields
        if isinstance(field.form, FieldTable | MapOf | ListOf | NamedList | WordOr)
    }
    plain = {key: value for key, value in table.defaults.items() if value and key not in nested}
    for key, form in nested.items():
        if isinstance(form, FieldTable) and table.defaults.get(key) is None:
            plain[key] = None  # one that is there is written, and be it empty
    names = tuple((field.key, field.name) for field in table.fields)
    return _Plan(names, tuple(nested.items()), plain)


_EMPTY: Final[tuple[Json, ...]] = ("", False, [], {}, ())


def _ordered(
    values: dict[str, Json],
    present: tuple[str, ...],
    extra: Mapping[str, Json],
    always: frozenset[str],
    defaults: Mapping[str, Any],
) -> dict[str, Json]:
    """The keys to write: those that the file had, in its order, and what has come since.

    An optional key that is as it would be without it is written only where the file had it; one that
    is None never.
    """

    def is_wanted(key: str) -> bool:
        value = values[key]
        if value is None:
            return False
        if key in always or key in present:
            return True
        return value != defaults[key] if key in defaults else value not in _EMPTY

    wanted = [key for key in values if is_wanted(key)]
    if tuple(wanted) == present:  # most entries are as they were read
        return {key: values[key] for key in present}
    order = [key for key in present if key in extra or key in wanted]
    for i, key in enumerate(wanted):
        if key not in order:  # where it belongs: behind the key that precedes it
            order.insert(order.index(wanted[i - 1]) + 1 if i else 0, key)
    order += [key for key in extra if key not in order]
    return {key: extra[key] if key in extra else values[key] for key in order}

"""Reading Quandary's own format quickly, where the text is spelled as the program spells it.

A compiled decoder (msgspec's) reads the long lists (nodes, branches, outcomes) straight into typed
entries that keep every number as it is spelled.  Such a decoder says nothing about the order of
keys, and takes the last of two equal keys; so what it made is encoded again and compared byte for
byte with the text without its white space.  If both are equal, nothing was lost.  All else in the
document is short and goes through the careful reader.

Whatever is unusual (unknown keys, another order of keys, escapes that nobody needs, any fault) ends
the attempt: the careful reader then reads it all again, and words what there is to say.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

import msgspec
from msgspec import Raw

from solver.document.elements import Element, Node, Values
from solver.document.field_forms import Field, FieldTable, ListOf
from solver.document.fields import DOCUMENT
from solver.document.model import Document
from solver.document.numerals import Numeral, is_json_number
from solver.errors import DocumentError, NumberError
from solver.formats.quandary.element_maker import entry_type, maker
from solver.formats.quandary.exact_json import MAX_SIZE, check_count, parse
from solver.formats.quandary.tolerant_reader import Reader

_Element = TypeVar("_Element", bound=Element)

_PLAIN_TEXT = re.compile(r'"([^"\\\x00-\x1f]*)"')  # a JSON string that stands for its own letters


class _Unusual(Exception):
    """Something is not as `dumps` writes it."""


_AT_ONCE: Final = 4096  # entries that are compared at once: few, for fresh memory costs time

_SECTIONS: Final = msgspec.json.Decoder(dict[str, Raw])


class FastReader:
    """Reads documents with these fields; made once, for it compiles what it needs."""

    def __init__(self, table: FieldTable = DOCUMENT) -> None:
        self._table = table
        self._lists: dict[str, tuple[Any, Callable[..., list[Any]]]] = {}
        for field in table.fields:
            if isinstance(field.form, ListOf) and field.form.table.many:
                entry = entry_type(field.form.table)
                decoder = msgspec.json.Decoder(list[entry])  # type: ignore[valid-type]
                self._lists[field.key] = decoder, maker(field.form.table, self._carefully)

    def read(self, text: str | bytes) -> Document | None:
        """The document that the text holds, or None where only the careful reader can tell."""
        if len(text) > MAX_SIZE:
            return None
        try:
            check_count(text)
            return self._read(text)
        except (
            _Unusual,
            DocumentError,
            NumberError,
            msgspec.MsgspecError,
            UnicodeError,
            RecursionError,
        ):
            return None

    def _read(self, text: str | bytes) -> Document:
        compact = msgspec.json.format(text.encode() if isinstance(text, str) else text, indent=-1)
        sections = _SECTIONS.decode(compact)
        _check_sections(sections, len(compact))
        done: dict[str, dict[str, Any]] = {}
        for key in self._lists:
            done[key] = self._elements(key, sections.get(key), done)
        raw = {key: [] if key in done else parse(bytes(value)) for key, value in sections.items()}
        return Reader(done, self._table).document(raw)

    def _elements(
        self, key: str, section: Raw | None, done: Mapping[str, dict[str, Any]]
    ) -> dict[str, Any]:
        decoder, make = self._lists[key]
        entries = _entries(decoder, section)
        if key == "branches":
            _share_ends(entries, done["nodes"])
        elements = make(
            entries,
            NUMBER=_Numbers(),
            COORDINATE=_PlainNumbers(),
            NUMBERS=_Values(),
            # One text for each id, however often it is named.
            OUTCOME={id_: id_ for id_ in done["outcomes"]} if key == "nodes" else {},
        )
        return _by_id(elements)

    def _carefully(self, field: Field, raw: Raw) -> Any:
        return Reader(table=self._table).value(parse(bytes(raw)), field)


_USUAL: Final = FastReader()


def read_quickly(text: str | bytes) -> Document | None:
    """The document that the text holds, or None where only the careful reader can tell."""
    return _USUAL.read(text)


def _check_sections(sections: Mapping[str, Raw], length: int) -> None:
    """Make sure that no key of the document stands there twice.

    A value that was overwritten is missing from the sum of lengths.
    """
    keys = sum(len(msgspec.json.encode(key)) for key in sections)
    values = sum(len(memoryview(value)) for value in sections.values())
    marks = len("{}") + len(":") * len(sections) + len(",") * max(0, len(sections) - 1)
    if keys + values + marks != length:
        raise _Unusual


def _entries(decoder: Any, section: Raw | None) -> list[Any]:
    """The entries of a section, if they hold all that the text does."""
    if section is None:
        return []
    entries: list[Any] = decoder.decode(section)
    text = memoryview(section)
    at = 0
    for start in range(0, len(entries), _AT_ONCE):
        piece = msgspec.json.encode(entries[start : start + _AT_ONCE])[1:-1]
        at += 1  # past a bracket or a comma
        if text[at : at + len(piece)].tobytes() != piece:
            raise _Unusual
        at += len(piece)
    if len(text) != (at + 1 if entries else len("[]")):
        raise _Unusual
    return entries


def _share_ends(entries: list[Any], nodes: Mapping[str, Node]) -> None:
    """Let branches name their ends by the nodes' own texts, so that each id is one text.

    Looking up a node costs more than all else here, so guess first: branches often have the source of
    the branch before, and lead to the nodes in the order of the nodes.
    """
    named = source = None
    ahead = iter(nodes)
    following = next(ahead, None)
    try:
        for entry in entries:
            if entry.source != named:
                named = entry.source
                source = nodes[named].id
            entry.source = source
            target = entry.target
            if target != following:
                following = next(ahead, None)  # past the root, where no branch leads
            if target == following:
                entry.target, following = following, next(ahead, None)
            else:
                entry.target = nodes[target].id
    except KeyError:  # it names no node
        raise _Unusual from None


def _by_id(elements: list[_Element]) -> dict[str, _Element]:
    found = {element.id: element for element in elements}
    if len(found) != len(elements) or "" in found:
        raise _Unusual
    return found


class _Numbers(dict[bytes, Numeral]):
    """A number as it stands in the file → the one `Numeral` for all places where it stands so."""

    def __missing__(self, raw: bytes) -> Numeral:
        numeral = self[raw] = _numeral(raw)
        return numeral


class _PlainNumbers(dict[bytes, Numeral]):
    """The same for places where an expression may not stand."""

    def __missing__(self, raw: bytes) -> Numeral:
        numeral = _numeral(raw)
        if numeral.quoted:
            raise _Unusual
        numeral.value()
        self[raw] = numeral
        return numeral


class _Values(dict[bytes, Values]):
    """The same for places where one number or {criterion: number} may stand."""

    def __missing__(self, raw: bytes) -> Values:
        values = self[raw] = _mapping(raw) if raw.startswith(b"{") else _numeral(raw)
        return values


def _numeral(raw: bytes) -> Numeral:
    text = raw.decode()
    if (plain := _PLAIN_TEXT.fullmatch(text)) is not None:
        return Numeral(plain[1])
    if is_json_number(text):
        return Numeral(text, quoted=False)
    return _as_numeral(parse(text))


def _mapping(raw: bytes) -> Mapping[str, Numeral]:
    parsed = parse(raw)
    if type(parsed) is not dict:  # a DuplicateKey
        raise _Unusual
    return {criterion: _as_numeral(number) for criterion, number in parsed.items()}


def _as_numeral(value: Any) -> Numeral:
    if isinstance(value, Numeral):
        return value
    if isinstance(value, str):
        return Numeral(value)
    raise _Unusual

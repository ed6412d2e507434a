"""JSON with exact numbers: every number is read and written as it is spelled.

The standard library's parser does the reading; only what it does with numbers, duplicate keys and
failures is ours.
"""

import json
import re
from collections.abc import Iterator, Mapping
from json.encoder import encode_basestring
from typing import Any, Final

from solver.document.numerals import Numeral, is_json_number
from solver.errors import DocumentError

MAX_SIZE: Final = 512 * 2**20  # bytes; beyond it a file is refused unread

MAX_VALUES: Final = 20_000_000  # entries of lists and objects: a million nodes have some 13 million

_SURROGATE = re.compile("[\ud800-\udfff]")


class DuplicateKey(dict[str, Any]):
    """Stands where an object had a key twice; ``key`` is that key."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


def parse(text: str | bytes) -> Any:
    """The JSON value of a text; numbers become unquoted `Numeral` values.

    An object that has a key twice becomes a `DuplicateKey`.  Raises `DocumentError` with line and
    column where the text is not JSON.
    """
    if len(text) > MAX_SIZE:
        raise DocumentError(
            f"The file has {len(text) // 2**20} MB; at most {MAX_SIZE // 2**20} MB are read."
        )
    check_count(text)
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            raise DocumentError(f"The file is not UTF-8 text (byte {error.start}).") from None
    text = text.removeprefix("\ufeff")  # the byte order mark that some editors put in front
    if not text.strip():
        raise DocumentError("The file is empty.")
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_number,
            parse_float=_number,
            parse_constant=_constant,
        )
    except json.JSONDecodeError as error:
        raise DocumentError(
            f"The file is not JSON: {_in_words(error.msg)}.",
            f"line {error.lineno}, column {error.colno}",
        ) from None
    except RecursionError:
        raise DocumentError("The file is not a document: its brackets nest too deeply.") from None
    if ("\\u" in text or _SURROGATE.search(text)) and (broken := _broken_text(value)):
        raise DocumentError(f"The text “{broken}” holds half a character (a lone surrogate).")
    return value


def check_count(text: str | bytes) -> None:
    """Refuse what would need far more memory than its length: very many values of a few bytes."""
    if len(text) <= MAX_VALUES:
        return
    data = text.encode("utf-8", "replace") if isinstance(text, str) else text
    if sum(data.count(mark) for mark in (b",", b"[", b"{")) > MAX_VALUES:
        raise DocumentError(f"The file has more than {MAX_VALUES:,} values.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                return DuplicateKey(key)
            seen.add(key)
    return result


def _number(text: str) -> Numeral:
    return Numeral(text, quoted=False)


def _constant(text: str) -> Any:
    raise DocumentError(f"“{text}” is not a number: every number must be finite.")


def _in_words(message: str) -> str:
    return message[0].lower() + message[1:].rstrip(".")


def _broken_text(value: Any) -> str:
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            if _SURROGATE.search(item):
                return _SURROGATE.sub("?", item)[:40]
        elif isinstance(item, dict):
            stack.extend(item)
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)
    return ""


def render(value: Any, indent: int | None = None) -> str:
    """The text of a JSON value; the inverse of `parse` up to white space.

    Half characters, which a paste may leave and no file can hold, become replacement characters.
    """
    text = "".join(_pieces(value, "\n", indent))
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


class Ready(str):
    """The text of a JSON value that stands in a larger one as it is."""

    __slots__ = ()


def rendered(value: Mapping[str, Any], depth: int) -> Ready:
    """The text of an object for a place so deep in another, indented by 1 as `render` does it."""
    line = "\n" + " " * depth
    texts = []
    for key, item in value.items():
        if isinstance(item, str):
            text = encode_basestring(item)
        elif isinstance(item, Numeral):
            text = _number_text(item)
        else:
            text = "".join(_pieces(item, line + " ", 1))
        texts.append(f"{encode_basestring(key)}: {text}")
    return Ready(f"{{{line} {f',{line} '.join(texts)}{line}}}" if texts else "{}")


def _number_text(number: Numeral) -> str:
    is_plain = not number.quoted and is_json_number(number.text)
    return number.text if is_plain else encode_basestring(number.text)


def _pieces(value: Any, line: str, indent: int | None) -> Iterator[str]:
    if isinstance(value, Ready):
        yield value
    elif isinstance(value, Numeral):
        yield _number_text(value)
    elif isinstance(value, str):
        yield encode_basestring(value)
    elif value is None:
        yield "null"
    elif isinstance(value, bool):
        yield "true" if value else "false"
    elif isinstance(value, Mapping):
        items = (
            (f"{encode_basestring(key)}: ", _pieces(item, _deeper(line, indent), indent))
            for key, item in value.items()
        )
        yield from _joined("{}", items, bool(value), line, indent)
    elif isinstance(value, list | tuple):
        entries = (("", _pieces(item, _deeper(line, indent), indent)) for item in value)
        yield from _joined("[]", entries, bool(value), line, indent)
    else:
        raise TypeError(f"not part of a document: {value!r}")


def _deeper(line: str, indent: int | None) -> str:
    return line + " " * (indent or 0)


def _joined(
    brackets: str,
    items: Iterator[tuple[str, Iterator[str]]],
    has_items: bool,
    line: str,
    indent: int | None,
) -> Iterator[str]:
    yield brackets[0]
    if has_items:
        inner = _deeper(line, indent) if indent is not None else " "
        first = True
        for start, pieces in items:
            if not first:
                yield ","
            if indent is not None or not first:
                yield inner
            first = False
            yield start
            yield from pieces
        if indent is not None:
            yield line
    yield brackets[1]

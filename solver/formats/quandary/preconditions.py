"""What must hold of a text before its parts are read, and the words in which refusals speak."""

from typing import Final

from solver.document.elements import FORMAT, VERSION, Json
from solver.document.numerals import Numeral
from solver.errors import DocumentError
from solver.formats.quandary.exact_json import DuplicateKey, render

HEAD: Final = ("format", "version")  # the keys that say what a file is

MAX_DEPTH: Final = 100  # what cannot be written again must not be read


def check_version(raw: dict[str, Json]) -> None:
    """Refuse what is no document of ours, and what a newer version wrote."""
    if raw.get("format") != FORMAT:
        found = shown(raw["format"]) if "format" in raw else "missing"
        raise DocumentError(
            f'This is not a Quandary document: “format” must be "{FORMAT}", and it is {found}.',
            "format",
        )
    version = raw.get("version")
    if not isinstance(version, Numeral) or not version.text.isdigit() or version.text == "0":
        found = shown(version) if "version" in raw else "missing"
        raise DocumentError(
            f"“version” must be a whole number, 1 or more, and it is {found}.", "version"
        )
    if len(version.text) > 9 or int(version.text) > VERSION:
        raise DocumentError(
            f"This document was written by a newer Quandary (format version {shown(version)}); "
            f"this one reads version {VERSION}. Please update Quandary to open it.",
            "version",
        )


def check_shape(raw: Json) -> None:
    """Refuse a duplicate key, which the parser could only mark, and what nests absurdly deep."""
    stack: list[tuple[str, int, Json]] = [("", 0, raw)]
    while stack:
        path, depth, value = stack.pop()
        if isinstance(value, DuplicateKey):
            raise DocumentError(
                in_one_line(f"The key “{value.key}” stands there twice."),
                in_one_line(path) or "document",
            )
        if depth > MAX_DEPTH:
            raise DocumentError("Its brackets nest too deeply.", path[:60])
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            if isinstance(item, dict | list):
                place = f"{path}[{key}]" if isinstance(key, int) else join(path, key)
                stack.append((place, depth + 1, item))


def join(path: str, key: str) -> str:
    """A path of keys with one more."""
    return f"{path}.{key}" if path else key


def in_one_line(text: str) -> str:
    """Reasons are a line each, whatever white space an id has."""
    return " ".join(text.split())


def kind_of(value: Json) -> str:
    """What kind of JSON value it is, in words."""
    if value is None:
        return "null"
    names = {dict: "an object", list: "a list", str: "a text", bool: "true or false"}
    return names.get(type(value), "a number")


def shown(value: Json) -> str:
    """A JSON value as a refusal shows it."""
    text = render(value) if not isinstance(value, dict | list) else kind_of(value)
    return text if len(text) <= 60 else f"{text[:57]}…"

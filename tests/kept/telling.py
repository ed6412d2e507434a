"""Values of the solver as readable text, for tests that hold them to kept texts."""

import dataclasses
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from itertools import groupby
from typing import Any

import msgspec

import assets
from solver.analyses.walk_through import Offer
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.explain.explanation import Clause, Completed, Contrast, Move, Part
from solver.formats.quandary import dumps, loads
from solver.prospect import End
from solver.solution import Plan

#: The parts of a text by name, and how the lines of each are made.
Sections = Mapping[str, Callable[[], Iterator[str]]]


def example(name: str) -> Document:
    return loads(assets.example_text(name))


def number(value: float) -> str:
    """A coordinate, to a hundredth of a pixel."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def points(values: Sequence[Sequence[Any]]) -> str:
    return " ".join("(" + ", ".join(map(str, point)) + ")" for point in values) or "none"


def pixels(values: Sequence[Sequence[float]]) -> str:
    return points([[number(entry) for entry in point] for point in values])


def entries(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{key}: {value}" for key, value in values.items()) or "nothing"


def shown(value: Any) -> str:
    """A value in a line, with all its parts, by name; what is as usual is left out."""
    match value:
        case Enum():
            return str(value.value)
        case Clause():
            return value.name
        case Fraction():
            return str(value)
        case End():
            values = ", ".join(f"{criterion} {net}" for criterion, net in value.values)
            return f"{value.outcome} ({values})" if values else value.outcome
        case Numeral():
            return value.text
        case Completed():
            return shown(value.utility)
        case Contrast():  # its prospects are those of the parts
            parts = [part for name, part in stated(value) if name not in ("first", "second")]
            return " ".join(map(shown, parts))
        case Move():
            sign = value.relation.sign
            return f"{value.mass}: {shown(value.source)} → {shown(value.target)} {sign}"
        case Offer():
            return shown(value.plan)
        case Plan() if not value.choices:
            return shown(value.prospect)
        case Part():
            return f"{value.node} {shown(value.choices)} {shown(value.prospect)}"
        case Mapping():
            return "{" + ", ".join(f"{shown(k)}: {shown(v)}" for k, v in value.items()) + "}"
        case frozenset() | set():
            return shown(sorted(value))
        case list() | tuple():
            return f"[{', '.join(map(shown, value))}]"
        case str():
            return value
    if dataclasses.is_dataclass(value) or isinstance(value, msgspec.Struct):
        parts = ", ".join(f"{name}={shown(of)}" for name, of in stated(value))
        return f"{type(value).__name__}({parts})"
    return repr(value)


def stated(value: Any) -> Iterator[tuple[str, Any]]:
    """The parts of a value that say anything."""
    names = (
        [field.name for field in dataclasses.fields(value)]
        if dataclasses.is_dataclass(value)
        else value.__struct_fields__
    )
    for name in names:
        of = getattr(value, name)
        if name != "point" and of is not None and (not isinstance(of, Mapping | tuple | str) or of):
            yield name, of


# ---------------------------------------------------------------------------- documents


def written(value: Any) -> str:
    """As in a file, without the quotation marks of keys."""
    return re.sub(r'"(\w+)": ', r"\1: ", json.dumps(value, ensure_ascii=False))


def file_entries(document: Document) -> dict[str, Any]:
    """What a document's file says, an entry each, by its section and its id or place."""
    found: dict[str, Any] = {}
    for key, value in json.loads(dumps(document)).items():
        parts = value.items() if isinstance(value, dict) else [("", value)]
        for name, part in parts:
            section = f"{key}.{name}" if name else key
            if isinstance(part, list):
                for number, entry in enumerate(part):
                    own = isinstance(entry, dict) and ("id" in entry or "name" in entry)
                    id_ = (entry.get("id") or entry["name"]) if own else number
                    found[f"{section} {id_}"] = entry
            else:
                found[section] = part
    return found


def file_lines(document: Document) -> Iterator[str]:
    """What a document's file says, an entry a line."""
    for key, entry in file_entries(document).items():
        own = isinstance(entry, dict) and "id" in entry
        yield f"{key.rsplit(' ', 1)[0] if own else key} {written(entry)}"


def file_changes(before: Document, after: Document) -> Iterator[str]:
    """What is added to a document's file, taken out of it, changed in it, and put elsewhere."""
    one, other = file_entries(before), file_entries(after)
    for section, gone in groupby((key for key in one if key not in other), _section):
        yield f"- {section}{' '.join(key.removeprefix(section) for key in gone)}"
    last = ""
    keys = list(other)
    for number, (key, entry) in enumerate(other.items(), start=1):
        if key not in one:
            is_last = number == len(keys) or not keys[number].startswith(key.rsplit(" ", 1)[0])
            place = "" if is_last else f" after {last or 'nothing'}"
            yield f"+ {key}{place}: {written(_without_id(entry))}"
        elif entry != one[key]:
            yield f"  {key}: {_what_changes(one[key], entry)}"
        last = key
    kept = [key for key in other if key in one]
    if kept != (was := [key for key in one if key in other]):
        moved = [key for key, old in zip(kept, was, strict=True) if key != old]
        yield f"  order: {', '.join(moved)}"


def _section(key: str) -> str:
    return key[: key.find(" ") + 1]


def _without_id(entry: Any) -> Any:
    return {k: v for k, v in entry.items() if k != "id"} if isinstance(entry, dict) else entry


def _what_changes(one: Any, other: Any) -> str:
    if not isinstance(one, dict) or not isinstance(other, dict):
        return f"{written(one)} → {written(other)}"
    keys = [key for key in {**one, **other} if one.get(key) != other.get(key)]
    return ", ".join(f"{key} {written(one.get(key))} → {written(other.get(key))}" for key in keys)

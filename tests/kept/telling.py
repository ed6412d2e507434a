"""Values of the solver as readable text, for tests that hold them to kept texts."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from typing import Any, Final
from zlib import crc32

import msgspec

import assets
from solver.document.model import Document
from solver.document.numerals import Numeral
from solver.explain.explanation import Clause, Completed, Contrast, Move, Part, Prize
from solver.formats.quandary import loads

EXAMPLES: Final = tuple(entry.name for entry in assets.EXAMPLES)

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
        case Fraction() | Prize():
            return str(value)
        case Numeral():
            return value.text
        case Completed():
            return shown(value.utility)
        case Contrast():  # its lotteries are those of the parts
            parts = [part for name, part in stated(value) if name not in ("first", "second")]
            return " ".join(map(shown, parts))
        case Move():
            sign = value.relation.sign
            return f"{value.mass}: {value.source} → {value.target} {sign}"
        case Part():
            return f"{value.node} {shown(value.choices)} {shown(value.prizes)}"
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


def digest(value: Any) -> str:
    """A short sign of all that `shown` would say, where that is too long to be kept."""
    return f"{crc32(shown(value).encode()):08x}"

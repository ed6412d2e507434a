"""Values of the solver as readable text, for tests that hold them to kept texts."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from fractions import Fraction
from typing import Any
from zlib import crc32

import msgspec


def told(value: Any) -> str:
    """A value with everything that it holds: fields that are as usual, or not for eyes, are left out."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return repr(value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Fraction):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _named(value, _of_dataclass(value))
    if isinstance(value, msgspec.Struct):
        return _named(value, _of_struct(value))
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{told(k)}: {told(v)}" for k, v in value.items()) + "}"
    if isinstance(value, set | frozenset):
        return "{" + ", ".join(sorted(map(told, value))) + "}"
    if isinstance(value, Iterable):
        return "(" + ", ".join(map(told, value)) + ")"
    return str(value)


def digest(value: Any) -> str:
    """A short sign of all that `told` would say, where that is too long to be kept."""
    return f"{crc32(told(value).encode()):08x}"


def _named(value: Any, fields: Iterator[tuple[str, Any]]) -> str:
    return f"{type(value).__name__}({', '.join(f'{k}={told(v)}' for k, v in fields)})"


def _of_dataclass(value: Any) -> Iterator[tuple[str, Any]]:
    for each in dataclasses.fields(value):
        own = getattr(value, each.name)
        usual = each.default is not dataclasses.MISSING and own == each.default
        if each.repr and not usual and own not in ((), {}, None):
            yield each.name, own


def _of_struct(value: Any) -> Iterator[tuple[str, Any]]:
    for each in msgspec.structs.fields(value):
        own = getattr(value, each.name)
        if each.name not in ("present", "extra") and own != each.default:
            yield each.name, own

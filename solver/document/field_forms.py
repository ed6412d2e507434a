"""What a row of the table of fields says: a key, the form of its value, a description.

The rows themselves are in `solver.document.fields`.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from typing import Any, Final

import msgspec


class Form(Enum):
    """What stands in the file for a field → what it is in the document."""

    ID = auto()  # a text that is not empty, which names an entry → str
    TEXT = auto()  # → str
    OUTCOME = auto()  # an outcome's id; there need not be one → str
    NODE = auto()  # a node's id; there need not be one → str
    END = auto()  # the id of a node at the end of a branch, which has to be there → str
    FLAG = auto()  # true or false → bool
    NUMBER = auto()  # a number, or an expression as a text → Numeral
    COORDINATE = auto()  # a number that is no expression → Numeral
    NUMBERS = auto()  # one NUMBER, or {criterion: NUMBER} → Values
    POINTS = auto()  # pairs of NUMBERs → a tuple of pairs of Numerals
    PAIRS = auto()  # pairs of outcomes' ids → a tuple of pairs


class OneOf(msgspec.Struct, frozen=True):
    """One of a few words → what it stands for; ``subject`` begins the sentence that refuses others."""

    words: Mapping[str, Any]
    subject: str = "“{key}”"


class WordOr(msgspec.Struct, frozen=True):
    """One word, which stands for itself, or an object → the word, or the object."""

    word: str
    table: "FieldTable"


class Known(msgspec.Struct, frozen=True):
    """A key that means something in an object that is kept word for word.

    ``holds`` says what it may hold.  Where it has a ``word`` its differences are told apart.
    """

    key: str
    holds: str = ""
    word: str = ""


class Kept(msgspec.Struct, frozen=True):
    """An object that is kept word for word.  What is said there wrongly is left alone."""

    known: tuple[Known, ...] = ()


class ListOf(msgspec.Struct, frozen=True):
    """A list of objects that have an ``id`` each → a mapping by id."""

    table: "FieldTable"


class NamedList(msgspec.Struct, frozen=True):
    """A list of objects that have a ``name`` each, which ``beside`` has not → a tuple.

    ``noun`` says what one is called.
    """

    table: "FieldTable"
    beside: str
    noun: str


class NumberOr(msgspec.Struct, frozen=True):
    """A NUMBER, or an object in which it is one of the fields → a Numeral, or the object."""

    table: "FieldTable"


class MapOf(msgspec.Struct, frozen=True):
    """An object that has a value of one form at any key → a mapping; ``noun`` is what one is called."""

    of: "Form | FieldTable | NumberOr"
    noun: str = ""


@dataclass(frozen=True, eq=False)
class FieldTable:
    """The fields of one kind of object.  ``name`` is what one is called; empty where it has no name.

    ``many``: there may be a million of them, which are read by compiled code.
    """

    name: str
    type: type[Any]
    about: str
    fields: "tuple[Field, ...]"
    many: bool = False

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys in the file, in order."""
        return tuple(field.key for field in self.fields)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The attributes of the document value, in the same order."""
        return tuple(field.name for field in self.fields)

    @cached_property
    def always(self) -> frozenset[str]:
        """The keys that are written even if they are empty."""
        return frozenset(field.key for field in self.fields if field.required or field.always)

    @cached_property
    def by_name(self) -> "Mapping[str, Field]":
        """Attribute → its row."""
        return {field.name: field for field in self.fields}

    @cached_property
    def defaults(self) -> Mapping[str, Any]:
        """Key → what the field is where the file leaves it out; required fields have none."""
        is_struct = issubclass(self.type, msgspec.Struct)
        stated = msgspec.structs.fields(self.type) if is_struct else dataclasses.fields(self.type)
        by_name: dict[str, Any] = {one.name: one for one in stated}
        found = {}
        for row in self.fields:
            default, make = by_name[row.name].default, by_name[row.name].default_factory
            if default is not _NONE[is_struct]:
                found[row.key] = default
            elif make is not _NONE[is_struct]:
                found[row.key] = make()
        return found


#: What stands for no default, in a dataclass and in a Struct.
_NONE: Final = (dataclasses.MISSING, msgspec.NODEFAULT)


@dataclass(frozen=True, eq=False)
class Field:
    """A row: one key of one kind of object.

    ``about`` describes it in the schema; ``attribute`` is its name in the document value and ``word``
    its name for people, each where it is not the key.  A ``required`` key has to be there, and
    ``needs`` says so where the form has no sentence of its own.  One that is written ``always`` is written
    even if empty (but not None).  ``usual`` keys are those that most entries of large documents have.
    """

    key: str
    form: "Form | OneOf | WordOr | Kept | ListOf | NamedList | MapOf | FieldTable"
    about: str = ""
    attribute: str = ""
    word: str = ""
    required: bool = False
    needs: str = ""
    always: bool = False
    usual: bool = False

    @property
    def name(self) -> str:
        """The attribute of the document value."""
        return self.attribute or self.key

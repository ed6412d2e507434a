"""Documents from files and into files, for scripts and notebooks."""

import os
from typing import IO

import assets
from app.storage.atomic_write import replace_file
from app.storage.read_file import read_file
from solver.document.model import Document
from solver.formats.importing.any_format import read_any
from solver.formats.quandary import dumps, loads


def load(path: str | os.PathLike[str] | IO[str] | IO[bytes]) -> Document:
    """The document in a file: Quandary's own, a picture that carries one, or another program's tree.

    What could not be carried over of another program's tree is warned of (`UserWarning`).  Raises
    `DocumentError`, with a sentence, where there is no document.
    """
    if isinstance(path, str | os.PathLike):
        found = read_file(os.fspath(path))
    else:
        text = path.read()
        found = read_any(text.encode() if isinstance(text, str) else text)
    if found.lost:
        import warnings

        warnings.warn(" ".join(found.lost), stacklevel=2)
    return found.document


def dump(document: Document, path: str | os.PathLike[str] | IO[str]) -> None:
    """Write a document: the file is replaced as a whole, or left alone.

    Raises `DocumentError`, with a sentence, where it cannot be written.
    """
    text = dumps(document)
    if isinstance(path, str | os.PathLike):
        replace_file(os.fspath(path), text.encode("utf-8"))
    else:
        path.write(text)


def examples() -> tuple[str, ...]:
    """The names of the built-in examples."""
    return tuple(example.name for example in assets.EXAMPLES)


def example(name: str) -> Document:
    """A built-in example by its name, such as ``"shutdown"``.  Raises `KeyError` where there is none."""
    return loads(assets.example_text(name))

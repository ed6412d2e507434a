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

    ``path`` is a path, or a file that is open for reading.
    What could not be carried over of another program's tree is warned of (`UserWarning`).  Raises
    `DocumentError`, with a sentence, where there is no document.

    >>> import io, quandary
    >>> quandary.load(io.StringIO(quandary.dumps(quandary.example("shutdown")))) == quandary.example("shutdown")
    True
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

    ``path`` is a path, or a file that is open for writing.  Raises `DocumentError`, with a sentence, where it
    cannot be written.

    >>> import io, quandary
    >>> written = io.StringIO()
    >>> quandary.dump(quandary.example("shutdown"), written)
    >>> written.getvalue()[:25]
    '{\\n "format": "quandary",\\n'
    """
    text = dumps(document)
    if isinstance(path, str | os.PathLike):
        replace_file(os.fspath(path), text.encode("utf-8"))
    else:
        path.write(text)


def examples() -> tuple[str, ...]:
    """The names of the built-in examples; raises nothing.

    >>> import quandary
    >>> "single-souring" in quandary.examples()
    True
    """
    return tuple(example.name for example in assets.EXAMPLES)


def example(name: str) -> Document:
    """A built-in example by its ``name``, one of `examples`.  Raises `KeyError` where there is none.

    >>> import quandary
    >>> quandary.example("single-souring").title
    'Single souring: a money pump'
    """
    return loads(assets.example_text(name))

"""Reading whatever holds a tree: documents, pictures that carry one, other programs' files."""

from typing import Final, TypeVar

from solver.errors import DocumentError
from solver.formats.importing.dot_tree import GRAPH
from solver.formats.importing.embedded_document import PICTURE
from solver.formats.importing.gambit import GAME
from solver.formats.importing.import_format import ImportFormat
from solver.formats.importing.imported import Imported
from solver.formats.importing.outline import OUTLINE
from solver.formats.importing.own import OWN
from solver.formats.importing.silver_decisions import SILVER

#: From the general to the particular: asked from the last to the first, listed from the first.
FORMATS: Final[list[ImportFormat]] = [OUTLINE, OWN, SILVER, PICTURE, GAME, GRAPH]

_Data = TypeVar("_Data", bytes, str)


def read_any(data: bytes) -> Imported:
    """The tree in a file, with what could not be carried over.

    Raises `DocumentError` with a sentence where there is none.
    """
    return _read(data, next(row for row in reversed(FORMATS) if row.begins_file(data)))


def read_pasted(text: str) -> Imported:
    """The same of a text from the clipboard."""
    return _read(text, next(row for row in reversed(FORMATS) if row.begins_paste(text)))


def _read(data: _Data, row: ImportFormat) -> Imported:
    if len(data) > row.largest:
        raise DocumentError(
            f"The file has {len(data) // 2**20} MB; at most {row.largest // 2**20} MB are read."
        )
    return row.read(data)

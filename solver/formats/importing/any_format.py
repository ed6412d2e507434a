"""Reading whatever holds a tree: documents, pictures that carry one, other programs' files.

The formats are the table in `solver.formats.importing.all_formats`, which is loaded for what is no document of our own.
"""

from typing import TypeVar

from solver.errors import DocumentError
from solver.formats.importing.import_format import ImportFormat
from solver.formats.importing.imported import Imported
from solver.formats.importing.own_documents import OWN, is_own
from solver.translation import tr

_Data = TypeVar("_Data", bytes, str)


def read_any(data: bytes) -> Imported:
    """The tree in a file, with what could not be carried over.

    Raises `DocumentError` with a sentence where there is none: what the file seems to be instead.
    """
    if is_own(data):
        return _read(data, OWN)
    from solver.formats.importing.all_formats import FORMATS

    return _read(data, next(row for row in reversed(FORMATS) if row.begins_file(data)))


def read_pasted(text: str) -> Imported:
    """The same of a text from the clipboard."""
    from solver.formats.importing.all_formats import FORMATS

    return _read(text, next(row for row in reversed(FORMATS) if row.begins_paste(text)))


def _read(data: _Data, row: ImportFormat) -> Imported:
    if len(data) > row.largest:
        raise DocumentError(
            tr("The file has {data} MB; at most {largest} MB are read.").format(
                data=len(data) // 2**20, largest=row.largest // 2**20
            )
        )
    return row.read(data)

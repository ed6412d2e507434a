"""What a format of trees that can be read says of itself: one row, beside the code that reads it.

The rows stand in `solver.formats.importing.all_formats`, which files and the clipboard are read by,
and from which the filters of the file dialogs are made.
"""

from collections.abc import Callable
from dataclasses import dataclass

from solver.formats.importing.imported import Imported
from solver.formats.quandary.exact_json import MAX_SIZE


def _never(_: object) -> bool:
    return False


@dataclass(frozen=True)
class ImportFormat:
    """A kind of file, or of text to be pasted, that holds a tree.

    ``label`` and ``suffixes`` (with their dots; empty for what is only pasted) are listed where a
    file is asked for.  ``begins_file`` and ``begins_paste`` tell by its beginning whether something
    is of this kind.  ``read`` gives the tree, or raises `DocumentError` with a sentence; it keeps
    its own limits beside ``largest``, the bytes (of a text: characters) that are read at most.
    """

    label: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes | str], Imported]
    begins_file: Callable[[bytes], bool] = _never
    begins_paste: Callable[[str], bool] = _never
    largest: int = MAX_SIZE


def as_text(data: bytes | str) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, as spreadsheets have it, or else Latin-1."""
    if isinstance(data, str):
        return data
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")

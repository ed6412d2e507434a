"""Reading whatever holds a tree: documents, pictures that carry one, other programs' files."""

from solver.formats.importing.dot_syntax import is_dot
from solver.formats.importing.dot_tree import read_dot
from solver.formats.importing.embedded_document import carried, carries
from solver.formats.importing.gambit import read_game
from solver.formats.importing.imported import Imported
from solver.formats.importing.silver_decisions import KEY, is_silver, read_silver
from solver.formats.quandary import loads
from solver.formats.quandary.exact_json import parse


def read_any(data: bytes) -> Imported:
    """The tree in a file, with what could not be carried over.

    Raises `DocumentError` with a sentence where there is none.
    """
    if carries(data):
        return Imported(loads(carried(data)))
    if _is_gambit(data):
        return read_game(_text(data))
    if _is_dot(data):
        return read_dot(_text(data))
    if _is_silver(data):
        value = parse(data)
        if is_silver(value):
            return read_silver(value)
    return Imported(loads(data))


def is_own(data: bytes) -> bool:
    """Whether a file that could be read is a document of our own, so that it can be saved to."""
    return not (carries(data) or _is_gambit(data) or _is_dot(data) or _is_silver(data))


def _is_gambit(data: bytes) -> bool:
    return data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"EFG ")


def _is_dot(data: bytes) -> bool:
    return data[:1] != b"{" and is_dot(data[:20_000].decode("utf-8", errors="replace"))


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")  # older files were written so


def _is_silver(data: bytes) -> bool:
    return f'"{KEY}"'.encode() in data and b'"quandary"' not in data[:500]

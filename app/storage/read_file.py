"""Reading documents from files.  Knows no Qt, so that the command line starts quickly."""

import errno
import os
import stat
from typing import Final

from app.storage.ordinary_file import (
    AT_ONCE,
    NotOrdinary,
    TooLarge,
    open_ordinary,
    read_ordinary,
    read_up_to,
)
from solver.document.model import Document
from solver.errors import DocumentError
from solver.formats.importing.any_format import read_any
from solver.formats.importing.imported import Imported
from solver.formats.quandary.exact_json import MAX_SIZE
from solver.translation import tr

#: What the system says where a disk is not there any more, so that nothing can be there.
_NO_DISK: Final = frozenset(
    getattr(errno, name, -1)
    for name in ("ENOTCONN", "ESTALE", "ENODEV", "ENXIO", "EHOSTDOWN", "EHOSTUNREACH", "ETIMEDOUT")
)
#: What a file holds of which nobody can tell: none of ours, but something.
SOMETHING_ELSE: Final = "?"


def held(path: str) -> str | None:
    """What tells whether a file still holds what it held.

    None where there is nothing, and `SOMETHING_ELSE` where something is that is none of ours: what
    cannot be read, what is no file, what is larger than any document.  Never waits for a device.
    """
    import hashlib

    try:
        descriptor = open_ordinary(path)
        with os.fdopen(descriptor, "rb") as stream:
            if os.fstat(descriptor).st_size > MAX_SIZE:
                return SOMETHING_ELSE
            found, read = hashlib.sha256(), 0
            while part := stream.read(AT_ONCE):
                read += len(part)
                if read > MAX_SIZE:
                    return SOMETHING_ELSE
                found.update(part)
        return found.hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        return None if error.errno in _NO_DISK else SOMETHING_ELSE
    except ValueError:  # a name that no file can have
        return None


def read_bytes(path: str) -> bytes:
    """What a file holds.  Raises `DocumentError` with a sentence where it cannot be read."""
    try:
        return read_ordinary(path, MAX_SIZE)
    except (OSError, ValueError) as error:
        raise DocumentError(_why_unread(path, error)) from None


def read_stream(path: str) -> bytes:
    """The same, and what comes out of a pipe or a terminal, which whoever names it means to wait for.

    So that ``/dev/stdin`` and what a shell puts in place of ``<(…)`` can be read on the command line.
    """
    try:
        kind = os.stat(path).st_mode
        if not (stat.S_ISFIFO(kind) or stat.S_ISCHR(kind)):
            return read_bytes(path)
        with open(path, "rb") as stream:
            data = read_up_to(stream, MAX_SIZE)
    except (OSError, ValueError) as error:
        raise DocumentError(_why_unread(path, error)) from None
    if len(data) > MAX_SIZE:
        raise DocumentError(
            tr("It is more than {max_size} MB, the most that is read.").format(
                max_size=MAX_SIZE // 2**20
            )
        )
    return data


def _why_unread(path: str, error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return tr("There is no such file.")
    if isinstance(error, PermissionError):
        return tr("You are not permitted to read this file.")
    if isinstance(error, NotOrdinary):
        is_folder = os.path.isdir(path)
        return (
            tr("This is a folder, not a document.")
            if is_folder
            else tr("This is not an ordinary file.")
        )
    if isinstance(error, TooLarge):
        return tr("The file is larger than {max_size} MB, the most that is read.").format(
            max_size=MAX_SIZE // 2**20
        )
    if not isinstance(error, OSError):  # a null character, half of a character
        return tr("A file cannot have this name.")
    return tr("The file cannot be read: {strerror}.").format(strerror=error.strerror)


def read_document(path: str) -> Document:
    """The document in a file, the one that a picture carries, or another program's tree.

    Raises `DocumentError` where there is none.
    """
    return read_file(path).document


def read_file(path: str) -> Imported:
    """The same with what could not be carried over, and whether it is a document of our own."""
    return read_any(read_bytes(path))

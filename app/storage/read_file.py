"""Reading files.  Knows no Qt, so that the command line starts quickly."""

import stat
from pathlib import Path

from solver.document.model import Document
from solver.errors import DocumentError
from solver.formats.importing.any_format import read_any
from solver.formats.importing.imported import Imported
from solver.formats.quandary.exact_json import MAX_SIZE


def read_bytes(path: str) -> bytes:
    """What a file holds.  Raises `DocumentError` with a sentence where it cannot be read."""
    try:
        status = Path(path).stat()
        if stat.S_ISDIR(status.st_mode):
            raise DocumentError("This is a folder, not a document.")
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError("This is not an ordinary file.")
        if status.st_size > MAX_SIZE:
            raise DocumentError(
                f"The file has {status.st_size // 2**20} MB; "
                f"at most {MAX_SIZE // 2**20} MB are read."
            )
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise DocumentError("There is no such file.") from None
    except PermissionError:
        raise DocumentError("You are not permitted to read this file.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise DocumentError(f"The file cannot be read: {reason}.") from None


def read_document(path: str) -> Document:
    """The document in a file, the one that a picture carries, or another program's tree.

    Raises `DocumentError` where there is none.
    """
    return read_file(path).document


def read_file(path: str) -> Imported:
    """The same with what could not be carried over, and whether it is a document of our own."""
    return read_any(read_bytes(path))

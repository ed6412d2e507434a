"""Reading files.  Knows no Qt, so that the command line starts quickly."""

import stat
from pathlib import Path
from typing import Final

from solver.document import Document
from solver.errors import DocumentError
from solver.formats.carried import carried, carries
from solver.formats.json_text import MAX_SIZE
from solver.formats.quandary import loads

SUFFIX: Final = ".quandary.json"


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
    """The document in a file, or in a picture that carries one.

    Raises `DocumentError` where there is none.
    """
    data = read_bytes(path)
    return loads(carried(data) if carries(data) else data)


def is_picture(path: str) -> bool:
    """Whether a file that could be read is a picture, which is no place to save a document to."""
    return carries(read_bytes(path))

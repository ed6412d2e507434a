"""A file that grows for a long time, and takes its name once all is in it."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TextIO

from app.storage.atomic_write import in_words, keep_what_was, status, sync
from solver.errors import DocumentError
from solver.translation import tr


@contextmanager
def growing_file(path: str) -> Iterator[TextIO]:
    """A text file to write to; where that is broken off, what there is stays beside it, as PATH.part.

    A link stays a link, permissions are kept, and nothing that was there is written over before.  A pipe or a
    device takes what it is given.  Raises `DocumentError` with a sentence where the file cannot be written.
    """
    try:
        target = Path(path).resolve()
        old = status(target)
        if old is not None and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        if not target.parent.is_dir():
            said = tr("The folder {folder} does not exist.").format(folder=target.parent)
            raise DocumentError(said, path)
        straight = old is not None and not target.is_file()
        part = target if straight else _free(target)
        with part.open("w" if straight else "x", newline="", encoding="utf-8") as file:
            yield file
            if not straight:
                file.flush()
                sync(file.fileno())
        if not straight:
            if old is not None:
                keep_what_was(part, old)
            os.replace(part, target)
    except BrokenPipeError:
        raise  # who reads has seen enough
    except OSError as error:
        raise DocumentError(in_words(error), path) from error


def _free(target: Path) -> Path:
    """A name beside a file that nothing has: PATH.part, PATH.2.part, …"""
    names = (f"{target.name}{f'.{n}' if n > 1 else ''}.part" for n in count(1))
    return next(place for name in names if not os.path.lexists(place := target.with_name(name)))

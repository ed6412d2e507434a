"""Ends that no program survives, such as an access to memory that is not there.

Python writes down where it was, into a file that only its owner can read; the next start offers
it.  What was not saved is kept by `app.documents.recovery` all the same.
"""

import contextlib
import faulthandler
import os
from pathlib import Path
from typing import Final

from app.process.bug_reports import heading, without_private
from app.storage.data_folder import data_folder
from app.storage.file_lock import Lock
from app.storage.ordinary_file import open_ordinary

_SUFFIX: Final = ".log"
_MOST: Final = 50_000  # bytes of one that are shown
_MOST_FILES: Final = 20  # that are shown at once


class FatalLog:
    """A file for this run, held as long as the program lives; gone if it ends properly."""

    def __init__(self) -> None:
        self._lock: Lock | None = None
        self._stream = -1

    def begin(self) -> None:
        """From now on, a fatal end is written down; nothing is where there is no room for it."""
        file = _folder() / f"{os.urandom(16).hex()}{_SUFFIX}"
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = Lock.take(file)
            if self._lock is not None:
                self._stream = os.open(file, os.O_WRONLY | os.O_APPEND)
                os.write(self._stream, f"{heading()}\n".encode())
                faulthandler.enable(self._stream)
        except OSError:
            faulthandler.enable()  # then to standard error

    def end(self) -> None:
        """The program ends properly."""
        faulthandler.disable()
        if self._stream >= 0:
            os.close(self._stream)
            self._stream = -1
        if self._lock is not None:
            self._lock.release(remove=True)
            self._lock = None


def fatal_reports() -> list[str]:
    """What earlier runs wrote down when they ended, without anything private; it goes with this."""
    found = []
    with contextlib.suppress(OSError):  # no such folder
        for file in sorted(_folder().glob(f"*{_SUFFIX}"))[:_MOST_FILES]:
            with contextlib.suppress(OSError):  # gone meanwhile
                lock = Lock.take(file, create=False)
                if lock is None:
                    continue
                with os.fdopen(open_ordinary(str(file), follow=False), "rb") as stream:
                    text = stream.read(_MOST).decode("utf-8", "replace")
                lock.release(remove=True)
                if "\n" in text.strip():  # more than the heading: else it was killed
                    found.append(without_private(text))
    return found


def _folder() -> Path:
    return data_folder() / "crashes"

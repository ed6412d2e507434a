"""Values that a file keeps from one run of the program to the next, for its owner alone.

Nobody waits for the disk: what changes is written by a thread of its own.  A file that is damaged, large,
or none at all is as good as an empty one.  Two programs that write the same file keep each other’s values.
"""

import atexit
import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from app.storage.atomic_write import in_words, replace_file
from app.storage.ordinary_file import NotOrdinary, TooLarge, read_ordinary
from solver.errors import DocumentError

LARGEST: Final = 1_000_000  # bytes
PATIENCE: Final = 2.0  # seconds that the end of the program waits for the disk

Value = str | bool | float | list[str] | None
_Change = tuple[str, Callable[[object], Value]]


class KeptValues:
    """The values of one file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._guard = threading.Lock()
        self._changes: list[_Change] = []
        self._is_writing = False
        self._written = threading.Event()
        self._written.set()
        self.problem = ""  # why the last change could not be written
        self.is_new = False  # nothing was there
        try:
            self._values = self._read()
        except OSError as error:
            self._values, self.problem = {}, in_words(error)

    def value(self, key: str) -> object:
        with self._guard:
            return self._values.get(key)

    def change(self, key: str, new: Callable[[object], Value]) -> None:
        """Give a key another value, made of the one that it has, here and in the file."""
        with self._guard:
            before = self._values.get(key)
            self._values[key] = after = new(before)
            if after == before and type(after) is type(before):  # 0 is not False
                return
            self._changes.append((key, new))
            self._written.clear()
            if self._is_writing:
                return
            self._is_writing = True
        threading.Thread(target=self._write, name="settings", daemon=True).start()

    def wait(self, seconds: float = PATIENCE) -> bool:
        """Until all is written; whether it is."""
        return self._written.wait(seconds)

    def _write(self) -> None:
        while True:
            with self._guard:
                changes, self._changes = self._changes, []
                if not changes:
                    self._is_writing = False
                    self._written.set()
                    return
            try:
                values = self._read()  # what another program has written meanwhile
                for key, new in changes:
                    values[key] = new(values.get(key))
                self._replace(values)
                self.problem = ""
            except (OSError, DocumentError) as error:  # what the file holds is left alone
                self.problem = in_words(error) if isinstance(error, OSError) else error.message

    def _replace(self, values: dict[str, object]) -> None:
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        text = json.dumps(values, indent=1, sort_keys=True)
        replace_file(str(self._file), text.encode("ascii"), private=True)

    def _read(self) -> dict[str, object]:
        """What the file holds.  Raises `OSError` where that cannot be told."""
        try:
            found = json.loads(read_ordinary(str(self._file), LARGEST))
        except (FileNotFoundError, NotADirectoryError):
            self.is_new = True
            return {}
        except (NotOrdinary, TooLarge):
            return {}
        except (ValueError, RecursionError):  # not one of ours
            return {}
        return found if isinstance(found, dict) else {}


_known: dict[Path, KeptValues] = {}


def kept_values(file: Path) -> KeptValues:
    """The values of a file: the same ones for everybody in this process."""
    if file not in _known:
        _known[file] = values = KeptValues(file)
        atexit.register(values.wait)
    return _known[file]

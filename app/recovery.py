"""Unsaved work survives: every change reaches a file beside the settings within a second.

One file for each window: a line of JSON that says what it is, then the document's own text.  A
lock beside it tells whether the window is still there; work whose lock is free was left behind by
a program that did not end properly, and is offered at the next start.
"""

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import (
    QLockFile,
    QObject,
    QRunnable,
    QStandardPaths,
    QThreadPool,
    QTimer,
    Signal,
)

from app.files import write_bytes
from app.reading import read_bytes, read_document
from app.session import Session
from solver.differences import differences
from solver.document import Document
from solver.errors import DocumentError, QuandaryError
from solver.formats.quandary import dumps, loads

SUFFIX: Final = ".unsaved"
DELAY: Final = 300  # ms from a change until it is written


def folder() -> Path:
    """Where unsaved work is kept."""
    location = QStandardPaths.StandardLocation.GenericDataLocation
    return Path(QStandardPaths.writableLocation(location)) / "Quandary" / "unsaved"


@dataclass(frozen=True)
class Abandoned:
    """Work that was not saved when the program ended: where it lies, and what it is."""

    file: Path
    document: Document
    path: str | None  # where the document was saved last, if it ever was
    name: str

    @property
    def difference(self) -> str:
        """What would be lost: how it differs from what is saved."""
        try:
            saved = Document() if self.path is None else read_document(self.path)
        except QuandaryError:
            return "the saved file is not there any more"
        return differences(saved, self.document)


class _Write(QRunnable):
    """Writes one state of a document."""

    def __init__(self, file: Path, head: str, document: Document, told: "_Told") -> None:
        super().__init__()
        self._file, self._head, self._document, self._told = file, head, document, told

    def run(self) -> None:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_bytes(str(self._file), f"{self._head}\n{dumps(self._document)}".encode())
        except (OSError, DocumentError) as error:
            self._told.failed.emit(str(error))


class _Told(QObject):
    failed = Signal(str)


class Recovery(QObject):
    """Keeps what a session has not saved; its file goes when nothing is unsaved any more."""

    told = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__(session)  # and goes with it
        self._session = session
        self._file = folder() / f"{uuid.uuid4().hex}{SUFFIX}"
        self._lock: QLockFile | None = None
        self._complained = False
        self._told = _Told()
        self._told.failed.connect(self._complain)
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)  # so that states are written in their order
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(DELAY)
        self._soon.timeout.connect(self.keep)
        session.changed.connect(self._follow)
        session.place_changed.connect(self._follow)

    def _follow(self) -> None:
        if not self._session.is_dirty:
            self._soon.stop()
            self.forget()
        elif not self._soon.isActive():  # not put off by further changes
            self._soon.start()

    def keep(self) -> None:
        """Write what is unsaved now, off the GUI thread."""
        if not self._session.is_dirty:
            return
        self._hold()
        document = self._session.document
        head = json.dumps({"path": self._session.path, "name": document.title})
        self._pool.start(_Write(self._file, head, document, self._told))

    def forget(self) -> None:
        """Nothing is unsaved: the file goes."""
        if self._lock is None:
            return
        self._pool.clear()
        self._pool.waitForDone()
        remove(self._file)
        self._lock.unlock()
        self._lock = None

    def flush(self) -> None:
        """Write at once, and wait until it is written: something went wrong."""
        self.keep()
        self._pool.waitForDone()

    def _hold(self) -> None:
        """Say that this window is there."""
        if self._lock is None:
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
            except OSError:
                return  # writing says so
            lock = _lock_of(self._file)
            if lock.tryLock(0):
                self._lock = lock

    def _complain(self, reason: str) -> None:
        if not self._complained:
            self._complained = True
            self.told.emit(f"Unsaved work cannot be kept against a crash, so save often. {reason}")


def _lock_of(file: Path) -> QLockFile:
    lock = QLockFile(f"{file}.lock")
    lock.setStaleLockTime(0)  # a lock holds as long as its process lives, whatever the clock says
    return lock


def remove(file: Path) -> None:
    """Discard kept work; that it is gone already is no harm."""
    file.unlink(missing_ok=True)


def abandoned() -> Iterator[Abandoned]:
    """What earlier runs left unsaved, the last first.  Work of windows that are there is not."""
    try:
        files = sorted(
            folder().glob(f"*{SUFFIX}"), key=lambda file: file.stat().st_mtime, reverse=True
        )
    except OSError:
        return
    for file in files:
        lock = _lock_of(file)
        if not lock.tryLock(0):
            continue
        try:
            found = _read(file)
        finally:
            lock.unlock()
        if found is not None:
            yield found


def _read(file: Path) -> Abandoned | None:
    """What a file keeps; None where it cannot be read, and then it stays where it is."""
    try:
        head, _, text = read_bytes(str(file)).partition(b"\n")
        said = json.loads(head)
        document = loads(text)
    except (ValueError, QuandaryError):
        return None
    if not isinstance(said, dict):
        return None
    path, name = said.get("path"), said.get("name")
    path = path if isinstance(path, str) else None
    name = name if isinstance(name, str) and name else (Path(path).name if path else "Untitled")
    return Abandoned(file, document, path, name)

"""The file in which a document is kept: held against others, and watched.

Who opens a document holds a lock for its place, so that a second window or program can say so.
What the file held when it was read or written last is remembered, so that a change by others is
noticed at once, and at the latest when it would be overwritten.
"""

import hashlib
import os
from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from app.process.background import Background
from app.storage.data_folder import data_folder
from app.storage.file_lock import Lock
from app.storage.read_file import held

CALM: Final = 200  # ms; a file that is replaced is away for a moment
#: ms after which it is looked at in any case: a folder above that is renamed, and many network disks,
#: tell nobody.
AGAIN: Final = 5_000


class Place(QObject):
    """Where the document of one window is kept."""

    changed = Signal()  # the file holds something else now
    gone = Signal()  # there is no such file any more

    _here: ClassVar[set[Path]] = set()  # what the windows of this program hold

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._lock: Lock | None = None
        self.digest: str | None = None  # of what this window has read or written there
        self._told: str | None = None  # what others have written, and has been said
        self._status: object = None
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._look_soon)
        self._watcher.directoryChanged.connect(self._look_soon)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(CALM)
        self._soon.timeout.connect(self.look)
        self._again = QTimer(self)
        self._again.setInterval(AGAIN)
        self._again.timeout.connect(self.look)
        self._looking = Background(self)
        self._looking.answered.connect(self._judge)

    def settle(self, path: str | None, digest: str | None) -> None:
        """The document is kept here now, and this is what the file holds."""
        resolved = None if path is None else _resolved(path)
        if resolved != self._path:
            self.leave()
            self._path = resolved
        if resolved is not None and self._lock is None:
            self._lock = _take(resolved)
            if self._lock is not None:
                self._here.add(resolved)
        self.digest = self._told = digest
        self._status = None
        self._looking.cancel()  # what was seen before does not count any more
        self._watch()
        if resolved is not None:
            self._soon.start()
            self._again.start()

    def leave(self) -> None:
        """The document is not kept anywhere any more, or the window closes."""
        self._looking.cancel()
        self._soon.stop()
        self._again.stop()
        if watched := [*self._watcher.files(), *self._watcher.directories()]:
            self._watcher.removePaths(watched)
        if self._lock is not None and self._path is not None:
            self._lock.release(remove=True)
            self._here.discard(self._path)
        self._lock = self._path = self.digest = None

    def is_shared(self) -> bool:
        """Whether somebody else has this document open."""
        return self._path is not None and self._lock is None and is_open_elsewhere(self._path)

    def is_here(self, path: str) -> bool:
        """Whether a path means this document."""
        return self._path == _resolved(path)

    def is_in_this_program(self, path: str) -> bool:
        """Whether another window of this program has it open."""
        return _resolved(path) in self._here

    def look(self) -> None:
        """See whether the file still holds what it should."""
        self._watch()
        if (path := self._path) is not None:
            status = self._status
            self._looking.ask(path, lambda _: _read_if_touched(path, status))

    def _look_soon(self, _: str) -> None:
        self._soon.start()

    def _watch(self) -> None:
        """The watcher loses a file that is replaced, so that it is told again; the folder tells that."""
        if self._path is None:
            return
        there = {*self._watcher.files(), *self._watcher.directories()}
        for path in (self._path, self._path.parent):
            if str(path) not in there and os.path.exists(path):  # unlike `Path`’s, never raises
                self._watcher.addPath(str(path))

    def _judge(self, path: Path, glance: "tuple[object, str | None] | None") -> None:
        if path != self._path or glance is None or self.digest is None:
            return
        self._status, found = glance
        if found == self._told:
            return
        self._told = found
        if found is None:
            self.gone.emit()
        elif found != self.digest:
            self.changed.emit()


def _read_if_touched(path: Path, before: object) -> tuple[object, str | None] | None:
    """What the file is and holds now; None where it has not been touched since the last time."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None, None
    status = found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
    return None if status == before else (status, held(str(path)))


def _resolved(path: str) -> Path:
    try:
        return Path(path).resolve()
    except (OSError, RuntimeError, ValueError):  # a circle of links, a name that no file can have
        return Path(path).absolute()


def _lock_file(path: Path) -> Path:
    name = hashlib.sha256(str(path).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return data_folder() / "open" / f"{name}.lock"


def _take(path: Path) -> Lock | None:
    file = _lock_file(path)
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Lock.take(file)
    except OSError:  # where nothing can be written nobody can be told
        return None


def is_open_elsewhere(path: Path) -> bool:
    """Whether a window has this document open, of this program or another."""
    try:
        lock = Lock.take(_lock_file(path), create=False)
    except OSError:
        return False
    if lock is None:
        return True
    lock.release(remove=True)
    return False

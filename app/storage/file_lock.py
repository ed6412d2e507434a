"""Locks that end with their process, however it ends: the system itself holds them.

A crash, a kill or a restart of the machine leaves nothing stale, and no clock and no process
number is asked.  Two windows of one program exclude each other just as two programs do.
"""

import contextlib
import errno
import os
import stat
import sys
from pathlib import Path

from solver.translation import tr

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lock:
    """A file that this window, and nobody else, holds until it lets go or its process ends."""

    def __init__(self, descriptor: int, path: Path | None = None) -> None:
        self._descriptor: int | None = descriptor
        self._path = path

    @classmethod
    def take(cls, path: Path, *, create: bool = True) -> "Lock | None":
        """Hold this file; None where somebody else does.

        Raises `OSError` where the file cannot be made, where the disk knows no locks, and where
        something lies there that is no file for this: a link, a pipe, a device.
        """
        flags = os.O_RDWR | (os.O_CREAT if create else 0)
        for name in ("O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY"):
            flags |= getattr(os, name, 0)
        while True:
            descriptor = os.open(path, flags, 0o600)
            try:
                if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                    raise OSError(errno.EINVAL, tr("not an ordinary file"), str(path))
                try:
                    _lock(descriptor)
                except (BlockingIOError, PermissionError):
                    os.close(descriptor)
                    return None
                is_still = _is_still(descriptor, path)
            except OSError:
                os.close(descriptor)  # and with it what is held
                raise
            if is_still:
                return cls(descriptor, path)
            os.close(descriptor)  # its last holder removed it meanwhile: there may be another

    @classmethod
    def of_open(cls, descriptor: int, path: Path) -> "Lock | None":
        """Hold a file that was made just now; None, and closed, where somebody else took it first.

        Where the disk knows no locks, nobody can take it.
        """
        with contextlib.suppress(OSError):
            try:
                _lock(descriptor)
            except (BlockingIOError, PermissionError):
                os.close(descriptor)
                return None
        if _is_still(descriptor, path):
            return cls(descriptor, path)
        os.close(descriptor)
        return None

    def release(self, *, remove: bool = False) -> None:
        """Let go, and remove the file if it was there for the lock only."""
        if self._descriptor is None:
            return
        if remove and self._path is not None:
            with contextlib.suppress(OSError):  # a left-over that harms nobody
                self._path.unlink()
        with contextlib.suppress(OSError):  # what was written is on the disk already, or was said
            os.close(self._descriptor)
        self._descriptor = None


def _is_still(descriptor: int, path: Path) -> bool:
    """Whether the file that was locked is the one that has the name now."""
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    held = os.fstat(descriptor)
    return (held.st_dev, held.st_ino) == (there.st_dev, there.st_ino)

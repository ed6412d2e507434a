"""Ordinary files, read without waiting.  Knows no Qt and no documents.

Whatever a path leads to, nobody waits for it without end: a pipe or a device is never opened for
reading as a file, and no more is read than is permitted, also where the file grows meanwhile.
"""

import errno
import os
import stat
from typing import BinaryIO, Final

from solver.translation import tr

AT_ONCE: Final = 2**20  # bytes


class NotOrdinary(OSError):
    """A folder, a pipe, a device, or (where links are not followed) a link."""


class TooLarge(OSError):
    """More than may be read."""


def open_ordinary(path: str, *, follow: bool = True) -> int:
    """A descriptor of an ordinary file, got without waiting.  Raises `OSError`, `ValueError`."""
    flags = os.O_RDONLY
    for name in (
        "O_CLOEXEC",
        "O_NONBLOCK",
        "O_NOCTTY",
        "O_BINARY",
        *(() if follow else ("O_NOFOLLOW",)),
    ):
        flags |= getattr(os, name, 0)
    if not follow and os.path.islink(path):  # said before, where the system cannot refuse links
        raise NotOrdinary(errno.ELOOP, tr("a link"))
    if not stat.S_ISREG(os.stat(path).st_mode):  # before a device notices that it is opened
        raise NotOrdinary(errno.EINVAL, tr("not an ordinary file"))
    descriptor = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):  # it may be another one by now
        os.close(descriptor)
        raise NotOrdinary(errno.EINVAL, tr("not an ordinary file"))
    return descriptor


def read_ordinary(path: str, at_most: int, *, follow: bool = True) -> bytes:
    """What an ordinary file holds.  Raises `OSError`, `TooLarge` beyond ``at_most`` bytes, `ValueError`."""
    descriptor = open_ordinary(path, follow=follow)
    with os.fdopen(descriptor, "rb") as stream:
        size = os.fstat(descriptor).st_size
        if size > at_most:
            raise TooLarge(errno.EFBIG, tr("too large"))
        data = stream.read(size + 1)  # room is made for so much, and no more
        if len(data) > size:  # it grows
            data += read_up_to(stream, at_most - len(data))
    if len(data) > at_most:
        raise TooLarge(errno.EFBIG, tr("too large"))
    return data


def read_up_to(stream: BinaryIO, most: int) -> bytes:
    """What comes, in parts, until it ends or is more."""
    parts: list[bytes] = []
    while most >= 0 and (part := stream.read(AT_ONCE)):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)

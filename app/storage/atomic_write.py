"""Files that are replaced as a whole: the old file or the new one, never half, also after a power failure.

Knows no Qt.  What is written goes to a new file beside the old one, from there to the disk, and
only then takes the old one's name; last, the folder is written, too.
"""

import contextlib
import errno
import os
import stat
import sys
from pathlib import Path
from typing import Final, NamedTuple

from app.storage.file_lock import Lock
from solver.errors import DocumentError
from solver.translation import mark, tr

if sys.platform != "win32":
    import fcntl

_ENDING: Final = ".saving"  # of a file that is being written; a kill may leave one behind

#: What the system says, in words for a person.
_REASONS: Final = {
    errno.ENOSPC: mark("The disk is full."),
    getattr(errno, "EDQUOT", -1): mark("Your share of the disk (the quota) is used up."),
    errno.EFBIG: mark("The file would be larger than the system permits."),
    errno.EROFS: mark("The disk is read-only."),
    errno.EACCES: mark("You are not permitted to write there."),
    errno.EPERM: mark("You are not permitted to write there."),
    errno.EIO: mark("The disk reports a fault."),
    errno.ENODEV: mark("The disk is gone."),
    errno.ENXIO: mark("The disk is gone."),
    getattr(errno, "ESTALE", -2): mark("The disk is gone."),
    errno.ENAMETOOLONG: mark("The name is too long."),
    errno.ELOOP: mark("The link leads in a circle."),
}


def in_words(error: OSError) -> str:
    """Why something could not be written, as a sentence."""
    return tr(_REASONS.get(error.errno or 0, "")) or tr("The system says: {value}.").format(
        value=error.strerror or error
    )


def digest(data: bytes) -> str:
    """What tells whether a file still holds what it held."""
    from hashlib import sha256

    return sha256(data).hexdigest()


def replace_file(path: str, data: bytes, *, private: bool = False) -> None:
    """Write a whole file, or leave the old one alone and raise `DocumentError` with a sentence.

    A symbolic link stays a link and its target is replaced; permissions and, where that is
    permitted, owner and group are kept; a ``private`` file is nobody else's to read.
    """
    try:
        target = Path(path).resolve()
        if target.is_symlink():  # the link itself would be replaced
            os.stat(target)  # says so if it leads in a circle; else the disk failed on the way
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        _replace(target, data, private)
    except OSError as error:
        raise DocumentError(in_words(error), path) from error
    except (ValueError, RuntimeError):  # a null character; a circle of links
        raise DocumentError(tr("A file cannot have this name."), path) from None


def _replace(target: Path, data: bytes, private: bool) -> None:
    folder = target.parent
    if not folder.is_dir():
        raise DocumentError(
            tr("The folder {folder} does not exist.").format(folder=folder), str(target)
        )
    old = status(target)
    if old is not None:
        if not stat.S_ISREG(old.st_mode):  # a folder, a pipe, a device
            raise DocumentError(
                tr("This is not an ordinary file, so nothing is saved there."), str(target)
            )
        if not os.access(target, os.W_OK):
            raise DocumentError(tr("The file is write-protected."), str(target))
    if not os.access(folder, os.W_OK | os.X_OK):
        raise DocumentError(
            tr("Nothing can be written into the folder {folder}: it is write-protected.").format(
                folder=folder
            ),
            str(target),
        )
    _sweep(target)
    new = _begin(target, private or old is not None)
    try:
        _write(new.descriptor, data)
        if old is not None and not private:
            keep_what_was(new.path, old)
        sync(new.descriptor)
        if sys.platform == "win32":  # where an open file cannot be renamed
            new.lock.release()
        os.replace(new.path, target)
    except BaseException:
        with contextlib.suppress(OSError):  # why it failed matters more
            new.path.unlink()
        raise
    finally:
        new.lock.release()
    _sync_folder(folder)


class _New(NamedTuple):
    """A file that is being written; it is held, so that nobody takes it for a left-over."""

    path: Path
    descriptor: int
    lock: Lock


def _begin(target: Path, private: bool) -> _New:
    """A new file beside the old one: for its owner only until it takes over what an old one had."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL
    flags |= getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    while True:
        path = target.parent / f".{target.name[:60]}.{os.urandom(16).hex()}{_ENDING}"
        descriptor = os.open(path, flags, 0o600 if private else 0o666)
        try:
            lock = Lock.of_open(descriptor, path)
        except OSError:
            with contextlib.suppress(OSError):  # why it failed matters more
                os.close(descriptor)
                path.unlink()
            raise
        if lock is not None:
            return _New(path, descriptor, lock)


def _write(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def sync(descriptor: int) -> None:
    """Wait until it is on the disk, and not only on its way there."""
    if sys.platform == "darwin":
        with contextlib.suppress(OSError):  # a disk that cannot be asked to
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    os.fsync(descriptor)


def keep_what_was(new: Path, old: os.stat_result) -> None:
    """Give the new file what the old one had: permissions, and owner and group if we may."""
    if sys.platform != "win32":
        for owner, group in ((-1, old.st_gid), (old.st_uid, -1)):
            with contextlib.suppress(OSError):  # only root may give files away
                os.chown(new, owner, group)
    os.chmod(new, stat.S_IMODE(old.st_mode))


def status(target: Path) -> os.stat_result | None:
    try:
        return target.stat()
    except FileNotFoundError:
        return None


def _sweep(target: Path) -> None:
    """Remove what killed programs left behind of earlier attempts to write this file."""
    for left in target.parent.glob(f".{_literal(target.name[:60])}.*{_ENDING}"):
        with contextlib.suppress(OSError):  # another program's, or gone already
            if (lock := Lock.take(left, create=False)) is not None:
                left.unlink()
                lock.release()


def _literal(name: str) -> str:
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)


def _sync_folder(folder: Path) -> None:
    """Make the new name durable; not every system can do that."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):  # some network disks refuse; the file itself is written
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

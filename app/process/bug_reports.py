"""What may be told of a bug to those who mend it: no names of persons, folders or documents."""

import getpass
import platform
import re
import sys
import sysconfig
import tempfile
import traceback
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Final

from app.process.version import program_version

#: Homes of whoever it may be, also of other persons.
_HOMES: Final = re.compile(r"(?i)(/home/|/users/|[a-z]:(\\|/){1,2}users(\\|/){1,2})[^/\\\s\"':]+")
#: Names that are no person's.
_NOBODY: Final = frozenset(("root", "user", "admin", "nobody", "home"))


def report(
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
    documents: Iterable[str] = (),
) -> str:
    """What happened, without anything private; ``documents`` are the paths that are open."""
    text = "".join(traceback.format_exception(kind, error, trace))
    return f"{heading()}\n{without_private(text, documents)}"


def heading() -> str:
    """Which program this is, and on what it runs."""
    from PySide6 import __version__ as pyside

    return (
        f"Quandary {program_version()}, Python {platform.python_version()}, PySide6 {pyside}, "
        f"{platform.system()}"
    )


def without_private(text: str, documents: Iterable[str] = ()) -> str:
    """The same text with signs for folders, persons and documents."""
    for path in sorted(documents, key=len, reverse=True):
        for spelling in (path, str(Path(path).resolve()), Path(path).name):
            text = _replaced(text, spelling, "DOCUMENT")
    for folder, sign in sorted(_folders(), key=lambda pair: -len(pair[0])):
        text = _replaced(text, folder, sign)
    text = _HOMES.sub("~", text)
    for name in _persons():
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "USER", text)
    return text


def _replaced(text: str, private: str, sign: str) -> str:
    """As it stands there, and as it stands in a string that Python has quoted."""
    for spelling in (private, private.replace("\\", "\\\\")):
        if len(spelling) > 1:
            text = text.replace(spelling, sign)
    return text


def _folders() -> Iterable[tuple[str, str]]:
    ours = Path(__file__).resolve().parents[2]
    for folder, sign in (
        (str(ours), "…"),
        (sysconfig.get_path("purelib"), "PACKAGES"),
        (sysconfig.get_path("platlib"), "PACKAGES"),
        (sysconfig.get_path("stdlib"), "PYTHON"),
        (sys.prefix, "PYTHON"),
        (sys.base_prefix, "PYTHON"),
        (tempfile.gettempdir(), "TMP"),
        (_home(), "~"),
    ):
        for spelling in {folder, str(Path(folder).resolve())}:
            if Path(spelling).parent != Path(spelling):  # a root would be found everywhere
                yield spelling, sign


def _home() -> str:
    try:
        return str(Path.home())
    except RuntimeError:  # nobody knows where
        return "/"


def _persons() -> Iterable[str]:
    try:
        name = getpass.getuser()
    except (KeyError, OSError, ImportError):  # nobody knows who
        return ()
    return () if len(name) < 2 or name.lower() in _NOBODY else (name,)

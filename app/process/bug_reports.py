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
#: The name of a file with its ending; and paths wherever they stand, but for those of Python's files.
_NAME: Final = re.compile(
    r"(?:(?:/|~[/\\]|[A-Za-z]:[/\\])[^\n]*[/\\])?[^\n/\\:]+"
    r"\.(?:json|png|svg|pdf|dot|gv|efg|gbt|tex|gif|txt|md|tsv|csv|html?|xlsx|ya?ml|unsaved|lock|log)",
    re.IGNORECASE,
)
_QUOTED_PATH: Final = re.compile(
    r"(?<=['\"“])(?:/|~[/\\]|[A-Za-z]:[/\\])[^'\"”\n]*(?<!\.py)(?=['\"”])"
)
_BARE_PATH: Final = re.compile(
    r"(?<![\w/…~.'\"“])(?:/|~[/\\]|[A-Za-z]:[/\\]+)[^\s'\"“”,;()]*(?<!\.py)(?![^\s'\"“”,;()])"
)
_LONGEST_NAME: Final = 4_000
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
    return f"{heading()}\n{without_private(text, [*documents, *_named_in(error)])}"


def _named_in(error: BaseException | None) -> set[str]:
    """What an error, and those behind it, say that may be the name of a file."""
    found: set[str] = set()
    seen: set[int] = set()
    rest = [error]
    while rest:
        if (one := rest.pop()) is None or id(one) in seen:
            continue
        seen.add(id(one))
        rest += [one.__cause__, one.__context__]
        rest += one.exceptions if isinstance(one, BaseExceptionGroup) else ()
        said = [*one.args, getattr(one, "filename", None), getattr(one, "filename2", None)]
        found.update(
            str(text) for text in said if isinstance(text, str | Path) and _is_a_name(str(text))
        )
    return found


def _is_a_name(text: str) -> bool:
    """Whether a text by itself looks like the name of a file, not of one of Python's."""
    return "\n" not in text and len(text) < _LONGEST_NAME and _NAME.fullmatch(text) is not None


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
    text = _BARE_PATH.sub("PATH", _QUOTED_PATH.sub("PATH", text))
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

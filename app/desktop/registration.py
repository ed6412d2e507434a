"""``quandary --register``: menus, file managers and shells of one person get to know the program.

All goes below the person's own data folder (XDG base directories), so that nobody's permission is
needed and everything can be taken back.  What the files say stands in ``assets/desktop``.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import assets
from app.process.start_checks import why_not
from app.storage.atomic_write import replace_file
from solver.errors import QuandaryError

#: Where each file of ours goes, below the data folder.
_PLACES: Final = {
    "quandary.desktop": "applications",
    "quandary.mime.xml": "mime/packages",
    "quandary.metainfo.xml": "metainfo",
    "quandary.thumbnailer": "thumbnailers",
    "quandary.svg": "icons/hicolor/scalable/apps",
    "application-x-quandary.svg": "icons/hicolor/scalable/mimetypes",
}
#: What has to be called by another name there.
_NAMES: Final = {"quandary.mime.xml": "quandary.xml"}
#: What starts the window, or draws with Qt.
_WITH_QT: Final = ("quandary.desktop", "quandary.metainfo.xml", "quandary.thumbnailer")
#: Programs that read the folders anew; they come with every desktop, and a login does it, too.
_READERS: Final = (
    ("update-mime-database", "mime"),
    ("update-desktop-database", "applications"),
    ("gtk-update-icon-cache", "icons/hicolor"),
)
_SECONDS: Final = 60.0


def register(written: Mapping[str, str]) -> Iterator[str]:
    """Make all files; what was done, in sentences.

    ``written`` are further files by their place below the data folder: completions, the manual page.
    Raises `QuandaryError` where there is no such desktop, no command to start, or no room.
    """
    command, folder = _command(), _data_folder()
    lacking = why_not(display=False)
    for place, text in {**_texts(command, with_qt=lacking is None), **written}.items():
        file = folder / place
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise QuandaryError(f"{file.parent}: it cannot be made: {error.strerror}.") from None
        replace_file(str(file), text.encode("utf-8"))
        yield f"Wrote {file}."
    if lacking is not None:
        yield f"The menu and thumbnails are left out. {lacking}"
    yield from _read_anew(folder)


def unregister(written: Mapping[str, str]) -> Iterator[str]:
    """Take all of it back; what was done, in sentences."""
    folder = _data_folder()
    taken = False
    for place in {**_texts(""), **written}:
        file = folder / place
        if not file.exists():
            continue
        try:
            file.unlink()
        except OSError as error:
            raise QuandaryError(f"{file}: it cannot be removed: {error.strerror}.") from None
        taken = True
        yield f"Removed {file}."
    if taken:
        yield from _read_anew(folder)
    else:
        yield "Nothing was registered."


def _texts(command: str, *, with_qt: bool = True) -> dict[str, str]:
    """Our own files by their places; they start the program by ``command``."""
    found = {}
    for name, place in _PLACES.items():
        if name in _WITH_QT and not with_qt:
            continue
        text = assets.desktop_text(name).replace("Exec=quandary ", f"Exec={command} ")
        found[f"{place}/{_NAMES.get(name, name)}"] = text
    return found


def _command() -> str:
    """What starts this program from anywhere, quoted as desktop entries want it."""
    beside = Path(sys.executable).with_name("quandary")
    if getattr(sys, "frozen", False):  # a bundle is its own command
        found: str | None = sys.executable
    else:
        found = str(beside) if beside.is_file() else shutil.which("quandary")
    if found is None:
        raise QuandaryError(
            "There is no command “quandary” that the desktop could start: please install it, as with "
            "pip install quandary."
        )
    quoted = str(Path(found).absolute()).replace("%", "%%")
    for sign in '\\"`$':
        quoted = quoted.replace(sign, f"\\{sign}")
    return f'"{quoted}"' if not quoted.replace("/", "").replace("-", "").isalnum() else quoted


def _data_folder() -> Path:
    if not sys.platform.startswith(("linux", "freebsd")):
        raise QuandaryError(
            "Only the desktops of Linux and its like are registered with in this way."
        )
    stated = os.environ.get("XDG_DATA_HOME", "")
    if stated.startswith("/"):
        return Path(stated)
    try:
        return Path.home() / ".local/share"
    except RuntimeError:
        raise QuandaryError("Nobody knows where your home is: please set HOME.") from None


def _read_anew(folder: Path) -> Iterator[str]:
    for program, place in _READERS:
        if shutil.which(program) is None or not (folder / place).is_dir():
            continue
        more = ["--ignore-theme-index", "--quiet"] if program.startswith("gtk") else []
        done = subprocess.run(
            [program, *more, str(folder / place)],
            check=False, capture_output=True, text=True, timeout=_SECONDS,
        )  # fmt: skip
        if done.returncode != 0:
            yield f"{program} says: {' '.join(done.stderr.split())}"

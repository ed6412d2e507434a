"""Writing files, and what the program remembers.  Saving is atomic: the old file or the new one, never half of it."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QSettings

from app.storage.atomic_write import replace_file
from solver.document.model import Document
from solver.document.style import USUAL, Style, read_style, style_entry
from solver.errors import DocumentError
from solver.formats.importing.any_format import FORMATS
from solver.formats.importing.own_documents import SUFFIX
from solver.formats.quandary import dumps
from solver.formats.quandary.exact_json import parse, render

MAX_RECENTS: Final = 12


def file_filter() -> str:
    """The kinds of files that hold a tree, as Qt's dialogs take them."""
    kinds = [
        f"{row.label} ({' '.join(f'*{suffix}' for suffix in row.suffixes)})"
        for row in FORMATS
        if row.suffixes
    ]
    return ";;".join([*kinds, "All files (*)"])


def write_bytes(path: str, data: bytes) -> None:
    """Write a whole file or leave the old one alone.  Raises `DocumentError` with a sentence."""
    replace_file(path, data)


def write_document(path: str, document: Document) -> None:
    """Save a document.  Raises `DocumentError` where that fails; the old file is then unharmed."""
    write_bytes(path, dumps(document).encode("utf-8"))


def with_suffix(path: str) -> str:
    """The path with our suffix, if it has none of JSON's; “tree.quandary” lacks half of it."""
    if path.lower().endswith(".json"):
        return path
    half = SUFFIX.removesuffix(".json")
    if path.lower().endswith(half):
        return path + SUFFIX.removeprefix(half)
    return (path.rstrip(".") or path) + SUFFIX


class Settings:
    """What the program remembers between runs."""

    def __init__(self) -> None:
        # The short form of the constructor would not respect the default format.
        self._settings = QSettings(
            QSettings.defaultFormat(), QSettings.Scope.UserScope, "Quandary", "Quandary"
        )

    @property
    def recents(self) -> list[str]:
        """The documents that were open last, newest first."""
        stored = self._settings.value("recents", [], type=list)
        return [p for p in stored if isinstance(p, str)] if isinstance(stored, list) else []

    def remember(self, path: str) -> None:
        path = str(Path(path).absolute())
        recents = [path, *(other for other in self.recents if other != path)]
        self._settings.setValue("recents", recents[:MAX_RECENTS])

    def forget(self, path: str) -> None:
        path = str(Path(path).absolute())
        self._settings.setValue("recents", [other for other in self.recents if other != path])

    def text(self, key: str, default: str) -> str:
        return str(self._settings.value(key, default, type=str))

    def flag(self, key: str, default: bool) -> bool:
        return bool(self._settings.value(key, default, type=bool))

    def number(self, key: str, default: float) -> float:
        value = self._settings.value(key, default, type=float)
        return float(value) if isinstance(value, int | float) else default

    @property
    def style(self) -> Style:
        """How documents are drawn that do not say it themselves."""
        try:
            stated = parse(self.text("style", "{}"))
        except DocumentError:
            return USUAL  # an old or damaged setting
        return read_style(stated) if isinstance(stated, dict) else USUAL

    def set_style(self, style: Style) -> None:
        self.set("style", render(style_entry(style)))

    def data(self, key: str) -> QByteArray | None:
        value = self._settings.value(key)
        return value if isinstance(value, QByteArray) else None

    def set(self, key: str, value: str | bool | float | QByteArray) -> None:
        self._settings.setValue(key, value)

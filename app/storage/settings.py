"""What the program remembers."""

import math
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray

from app.storage.data_folder import settings_file
from app.storage.kept_values import Value, kept_values

if TYPE_CHECKING:
    from solver.document.style import Style

MAX_RECENTS: Final = 12


class Settings:
    """What the program remembers between runs; all of them in one process are the same."""

    def __init__(self) -> None:
        self._kept = kept = kept_values(settings_file())
        if kept.is_new:
            from app.storage.earlier_settings import earlier_values

            kept.is_new = False
            for key, value in earlier_values(settings_file().with_name("Quandary.conf")).items():
                kept.change(key, partial(_instead, value))

    @property
    def recents(self) -> list[str]:
        """The documents that were open last, newest first, each once."""
        return _paths(self._kept.value("recents"))

    def remember(self, path: str) -> None:
        path = str(Path(path).absolute())
        self._kept.change(
            "recents", lambda old: [path, *(p for p in _paths(old) if p != path)][:MAX_RECENTS]
        )

    def forget(self, path: str) -> None:
        path = str(Path(path).absolute())
        self._kept.change("recents", lambda old: [p for p in _paths(old) if p != path])

    def text(self, key: str, default: str) -> str:
        value = self._kept.value(key)
        return value if isinstance(value, str) and _is_whole(value) else default

    def flag(self, key: str, default: bool) -> bool:
        return value if isinstance(value := self._kept.value(key), bool) else default

    def number(self, key: str, default: float) -> float:
        value = self._kept.value(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return default
        return float(value) if math.isfinite(value) else default

    @property
    def style(self) -> "Style":
        """How documents are drawn that do not say it themselves."""
        from solver.document.style import USUAL, read_style
        from solver.errors import DocumentError
        from solver.formats.quandary.exact_json import parse

        try:
            stated = parse(self.text("style", "{}"))
        except DocumentError:
            return USUAL  # an old or damaged setting
        return read_style(stated) if isinstance(stated, dict) else USUAL

    def set_style(self, style: "Style") -> None:
        from solver.document.style import style_entry
        from solver.formats.quandary.exact_json import render

        self.set("style", render(style_entry(style)))

    def data(self, key: str) -> QByteArray | None:
        """Such as where a window was; as text in the file."""
        text = self.text(key, "")
        return QByteArray.fromBase64(QByteArray(text.encode("ascii", "replace"))) if text else None

    def set(self, key: str, value: str | bool | float | QByteArray) -> None:
        if isinstance(value, QByteArray):
            value = bytes(value.toBase64().data()).decode("ascii")
        self._kept.change(key, lambda _: value)


def _instead(value: Value, _old: object) -> Value:
    return value


def _is_whole(text: str) -> bool:
    """Whether a text has no half of a character in it, which nobody could write again."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _paths(value: object) -> list[str]:
    """What of a value can be paths of files: whoever writes the file may write anything."""
    if not isinstance(value, list):
        return []
    sound = [p for p in value if isinstance(p, str) and p and "\0" not in p]
    return list(dict.fromkeys(sound))[:MAX_RECENTS]

"""What earlier versions remembered, in Qt's own settings: taken over once."""

import contextlib
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QSettings

from app.storage.kept_values import Value
from app.storage.ordinary_file import read_ordinary

LARGEST: Final = 1_000_000  # bytes


def earlier_values(file: Path) -> dict[str, Value]:
    """By their keys; nothing where there are none, or where they cannot be read.

    ``file`` is where Qt kept them on Linux; elsewhere it knows itself.
    """
    if sys.platform == "linux":
        try:
            read_ordinary(
                str(file), LARGEST
            )  # Qt would wait for a pipe, and read whatever is there
        except (OSError, ValueError):
            return {}
        kept = QSettings(str(file), QSettings.Format.IniFormat)
    else:
        kept = QSettings(
            QSettings.Format.NativeFormat, QSettings.Scope.UserScope, "Quandary", "Quandary"
        )
    found: dict[str, Value] = {}
    for key in filter(None, kept.childKeys()):
        if (value := _value(kept.value(key))) is not None:
            found[key] = value
    return found


def _value(value: object) -> Value:
    """As it is kept now; Qt writes whatever it is as text."""
    if isinstance(value, QByteArray):
        return bytes(value.toBase64().data()).decode("ascii")
    if isinstance(value, list):
        return [each for each in value if isinstance(each, str)]
    if isinstance(value, str):
        if value in ("true", "false"):
            return value == "true"
        with contextlib.suppress(ValueError):
            return float(value)
        return value
    return value if isinstance(value, bool | int | float) else None
